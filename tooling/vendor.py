"""Fetches the third-party files we ship with npm, and verifies their sha256."""

import argparse
import hashlib
import re
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path

from tooling.running import ROOT, Stop, say

LIST = ROOT / "requirements" / "vendor.toml"
SUMS = ROOT / "requirements" / "vendor.sha256"
SOURCE_MAP = re.compile(rb"\n?(/\*|//)# sourceMappingURL=[^\n]*\s*$")
"""A reference to a file that we do not ship.

Django's manifest of static files would fail on it, so it is removed.
"""


def vendor(options: argparse.Namespace) -> int:
    """Fetch every listed file, and write all of them or, if one has changed, none."""
    if not shutil.which("npm"):
        raise Stop("./dev vendor needs npm. Install Node.js, then run it again.")
    fetched: dict[str, bytes] = {}
    for package, files in tomllib.loads(LIST.read_text()).items():
        say(f"… {package}")
        fetched |= fetch(package, files)
    sums = known_sums()
    other = [path for path, content in fetched.items() if sums.get(path) != sha256(content)]
    if other and not options.accept:
        raise Stop(f"Different from {SUMS.name}: {', '.join(other)}. Nothing was written.")
    # Nothing is written until every file has been verified.
    for path, content in fetched.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_bytes(content)
    if options.accept:
        write_sums({*sums, *fetched})
    say(f"✓ {len(fetched)} files fetched, {len(other)} of them changed")
    return 0


def fetch(package: str, files: dict[str, str]) -> dict[str, bytes]:
    """Return the required files of one npm package, by their path here."""
    with tempfile.TemporaryDirectory() as folder:
        pack = ["npm", "pack", "--silent", "--pack-destination", folder, package]
        done = subprocess.run(pack, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Stop(f"npm could not fetch {package}:\n{done.stderr}")
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            return {
                here: SOURCE_MAP.sub(b"\n", read(archive, f"package/{there}"))
                for there, here in files.items()
            }


def read(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(name)
    if member is None:
        raise Stop(f"The package does not contain {name}.")
    return member.read()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def known_sums() -> dict[str, str]:
    """Return sha256 sums by path, in the format of `sha256sum` and `sha256sum --check`."""
    lines = SUMS.read_text().splitlines() if SUMS.exists() else []
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def write_sums(paths: set[str]) -> None:
    lines = [f"{sha256((ROOT / path).read_bytes())}  {path}\n" for path in sorted(paths)]
    SUMS.write_text("".join(lines))
