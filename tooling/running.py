"""Commands, run in sight of whoever waits for them."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = str(BIN / "python")

Words = list[str]
Environment = dict[str, str]

START_OF_LINE = "\r\033[K" if sys.stdout.isatty() else ""
"""On a terminal a line can be written over."""


class Stop(Exception):
    """What went wrong and what to do next, for the person at the keyboard."""


def say(text: str) -> None:
    print(text, flush=True)


def call(command: Words, environment: Environment | None = None) -> int:
    """Run a command that speaks for itself."""
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def succeeds(command: Words, environment: Environment | None = None) -> bool:
    """Run a probe whose words nobody needs."""
    try:
        probe = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    except OSError:
        return False
    return probe.returncode == 0


def run_behind_a_line(doing: str, command: Words, environment: Environment | None = None) -> bool:
    """Run a command behind one line that counts the seconds; show its words only if it fails."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as words:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=words, stderr=subprocess.STDOUT
        )
        code = wait_in_sight(doing, process, began)
        words.seek(0)
        say(f"{START_OF_LINE}{'✗' if code else '✓'} {doing} ({time.monotonic() - began:.1f} s)")
        if code:
            say(words.read())
    return code == 0


def wait_in_sight(doing: str, process: subprocess.Popen[bytes], began: float) -> int:
    """On a terminal count every second in place, elsewhere speak every 15 seconds."""
    while True:
        try:
            return process.wait(timeout=1 if START_OF_LINE else 15)
        except subprocess.TimeoutExpired:
            line = f"{START_OF_LINE}… {doing} ({time.monotonic() - began:.0f} s)"
            print(line, end="" if START_OF_LINE else "\n", flush=True)
