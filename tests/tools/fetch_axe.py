"""Fetch axe-core, by which tests look for what keeps people from using a page; it is not shipped.

Run it as ``python tests/tools/fetch_axe.py``; `make test` does so once. It needs npm and a network.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "4.14.1"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
#: Beside the packages of the tests, where git does not look.
AXE = Path(__file__).resolve().parents[2] / ".venv" / "share" / "axe-core" / "axe.min.js"


def main() -> None:
    """Fetch it from npm's registry, unless it is there; keep it if its hash is the known one."""
    if AXE.exists():
        return
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is not installed: the tests of accessibility will be skipped")
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            [npm, "pack", "--silent", f"axe-core@{VERSION}"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        with tarfile.open(Path(folder) / packed) as archive:
            inside = archive.extractfile("package/axe.min.js")
            assert inside is not None
            data = inside.read()
    if hashlib.sha256(data).hexdigest() != SHA256:
        sys.exit(f"axe-core {VERSION} is not the one that was looked at")
    AXE.parent.mkdir(parents=True, exist_ok=True)
    AXE.write_bytes(data)


if __name__ == "__main__":
    main()
