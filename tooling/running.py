"""Runs commands and shows their progress in the terminal."""

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
"""Overwrites the current line, which only a terminal can do."""


class Stop(Exception):
    """Ends the command with a message that says what went wrong and what to do next."""


def say(text: str) -> None:
    print(text, flush=True)


def call(command: Words, environment: Environment | None = None) -> int:
    """Run a command, show its output and return its exit code."""
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def succeeds(command: Words, environment: Environment | None = None) -> bool:
    """Tell whether a command succeeds, without showing its output."""
    try:
        probe = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    except OSError:
        return False
    return probe.returncode == 0


def run_behind_a_line(doing: str, command: Words, environment: Environment | None = None) -> bool:
    """Run a command behind a line that counts the seconds, and show its output if it fails."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        code = wait_in_sight(doing, process, began)
        output.seek(0)
        say(f"{START_OF_LINE}{'✗' if code else '✓'} {doing} ({time.monotonic() - began:.1f} s)")
        if code:
            say(output.read())
    return code == 0


def wait_in_sight(doing: str, process: subprocess.Popen[bytes], began: float) -> int:
    """Count every second in place on a terminal, or print a line every 15 seconds elsewhere."""
    while True:
        try:
            return process.wait(timeout=1 if START_OF_LINE else 15)
        except subprocess.TimeoutExpired:
            line = f"{START_OF_LINE}… {doing} ({time.monotonic() - began:.0f} s)"
            print(line, end="" if START_OF_LINE else "\n", flush=True)
