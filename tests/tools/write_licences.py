"""Write docs/reference/licences.md anew from what is installed.

A package that says nothing of its licence is told as such; what we know of it stands in `KNOWN`.
"""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "licences.md"
#: What packages do not say of themselves, or say wrongly.
KNOWN = {
    "pymupdf4llm": "not stated; never imported here",
    "pymupdf-layout": "not stated; never imported here",
}
HEAD = """# Licences of the dependencies

hea-qa itself is AGPL-3.0-or-later; the sentence embedder that comes with it, all-MiniLM-L6-v2, is
Apache-2.0 (`retrieval/embedding/minilm/NOTICE`). What `make` installs beside it, as the packages
say themselves; written by `python tests/tools/write_licences.py`.

| package | licence |
|---|---|
"""


def packages() -> list[str]:
    """The names of all packages that are pinned, torch included."""
    names = {"torch"}
    for file in (ROOT / "requirements").glob("*.txt"):
        names.update(re.findall(r"(?m)^([\w.-]+)==", file.read_text("utf-8")))
    return sorted({re.sub(r"[-_.]+", "-", name).lower() for name in names})


def licence(name: str) -> str:
    """What a package says of its licence; "" if it says nothing or is not installed."""
    if name in KNOWN:
        return KNOWN[name]
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    said = told.get("License-Expression") or ""
    classes = [
        one.split(" :: ")[-1] for one in told.get_all("Classifier") or () if "License ::" in one
    ]
    free = (told.get("License") or "").strip().splitlines()
    found = said or ", ".join(classes) or (free[0] if free else "")
    return found.replace("|", "/")[:120]


def main() -> None:
    before = (
        dict(re.findall(r"(?m)^\| ([\w-]+) \| (.+) \|$", PAGE.read_text("utf-8")))
        if PAGE.exists()
        else {}
    )
    rows = [
        f"| {name} | {licence(name) or before.get(name, 'not stated')} |\n" for name in packages()
    ]
    PAGE.write_text(HEAD + "".join(rows), "utf-8")


if __name__ == "__main__":
    main()
