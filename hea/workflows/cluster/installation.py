"""Tell what of hea-qa is installed on a machine, so that only machines with the same share work."""

import hashlib
import platform
import re
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TypeAlias

import answer
import builder
import retrieval
from builder.drafting.draft import RULES
from builder.library.stored_values import READING
from builder.papers import EXTRACTOR_VERSION

#: Name → version, the most telling first.
Installation: TypeAlias = dict[str, str]

#: The rooms whose code runs on workers, and the kinds of their files that decide a result.
_ROOMS = (builder, retrieval, answer)
_KINDS = frozenset({".py", ".toml", ".json", ".txt"})
#: Longer than git takes to look at the files of a checkout on a slow disk.
_GIT_SECONDS = 20.0


@cache
def installation() -> Installation:
    """Return the versions of all that may change a result on this machine."""
    major, minor, _ = platform.python_version_tuple()
    found = {
        "hea-qa": version("hea-qa"),
        "Python": f"{major}.{minor}",
        "extraction rules": EXTRACTOR_VERSION,
        "drafting rules": str(RULES),
        "rules for values": str(READING),
    }
    needed = [one for one in requires("hea-qa") or () if "extra ==" not in one]
    for name in sorted(re.split(r"[^\w.-]", one, maxsplit=1)[0] for one in needed):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return {**found, "hea-qa by its code": _code()}


def difference(there: Installation, here: Installation) -> str:
    """Return in words the first difference between two installations; "" where there is none."""
    for name in here | there:
        if there.get(name) != here.get(name):
            return f"{name} {there.get(name, 'missing')}, not {here.get(name, 'missing')}"
    return ""


@cache
def processor() -> str:
    """Return the kind of this machine's processor: others round differently in the last bits."""
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8", "replace")
    except OSError:
        told = ""
    found = re.search(r"^model name\s*:\s*(.+)$", told, re.M)
    return found[1] if found else f"{platform.machine()} {platform.processor()}".strip()


@cache
def commit() -> str | None:
    """Return the git commit of the program's own checkout; None where it has none.

    It ends in `-changed` where files differ from the commit.
    """
    folder = Path(str(builder.__file__)).resolve().parent.parent
    try:
        top, found = _git(folder, "rev-parse", "--show-toplevel", "HEAD").splitlines()
        if Path(top).resolve() != folder:  # a repository that only holds the installation
            return None
        changed = _git(folder, "status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return f"{found}-changed" if changed else found


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(  # noqa: S603 - fixed words, in the program's own folder
        ["git", "-C", str(folder), *words],  # noqa: S607 - the git of this person
        capture_output=True, text=True, check=True, timeout=_GIT_SECONDS,
    )  # fmt: skip
    return done.stdout.strip()


def _code() -> str:
    """Return twelve digits of the sha256 of the code and the data that results depend on."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        folder = Path(str(room.__file__)).parent
        for path in sorted(folder.rglob("*")):
            if path.suffix in _KINDS:
                name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
                digest.update(f"{name}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
