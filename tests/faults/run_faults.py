"""Do every harm in its long form, take each defence away in turn, and write docs/faults.md.

    python tests/faults/run_faults.py [--short]

A harm is a test marked `fault`. `tests/faults/faults.toml` says of each what it does and which
lines defend against it: in a copy of the project those lines are changed, and the harm's test must
fail.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("builder", "retrieval", "answer", "finetune", "eval", "hea", "tests", "corpus")


#: Seconds after which a test that hangs without its defence has failed without it.
_MOST = 300
#: What takes minutes in the long form is begun first, so that no processor waits for it at the end.
LONGEST = [
    f"tests/{name}.py"
    for name in (
        "faults/test_disk", "faults/test_killed", "faults/test_mutated",
        "builder/curation/test_ledger", "faults/test_soak", "finetune/training/test_sft",
        "faults/test_hostile", "faults/test_database",
    )
]  # fmt: skip


@dataclass
class Outcome:
    """What the tests of one fault did."""

    tests: int = 0
    failed: int = 0
    skipped: int = 0
    count: int = 0
    seconds: float = 0.0
    undefended: list[str] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Take in what the tests of another file did."""
        self.tests += other.tests
        self.failed += other.failed
        self.skipped += other.skipped
        self.count += other.count
        self.seconds += other.seconds

    @property
    def result(self) -> str:
        if not self.tests:
            return "no test"
        if self.failed:
            return f"**{self.failed} of {self.tests} failed**"
        return "passed" + (f", {self.skipped} skipped" if self.skipped else "")


def files() -> list[str]:
    """The test files that do harm, those that take longest first."""
    command = [sys.executable, "-m", "pytest", "-m", "fault", "--collect-only", "-q", "-q"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = {line.split(":")[0] for line in told.splitlines() if line.startswith("tests/")}
    return sorted(found, key=lambda file: (LONGEST.index(file) if file in LONGEST else 99, file))


def harm(file: str, form: str) -> dict[str, Outcome]:
    """Run the marked tests of one file, and read what they did."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-m", "fault", f"--junitxml={report}", file]
        environment = os.environ | {"HEA_FAULTS": form, "OMP_NUM_THREADS": "1"}
        said = subprocess.run(
            offline(command), cwd=ROOT, env=environment, capture_output=True, text=True
        )
        if said.returncode:
            print(said.stdout[-20_000:], flush=True)
        return _read(report)


def _read(report: Path) -> dict[str, Outcome]:
    found: dict[str, Outcome] = defaultdict(Outcome)
    for case in ET.parse(report).iter("testcase"):
        properties = [(p.get("name"), p.get("value")) for p in case.iter("property")]
        for fault in [value for name, value in properties if name == "fault"]:
            of = found[str(fault)]
            of.tests += 1
            of.failed += any(case.find(tag) is not None for tag in ("failure", "error"))
            of.skipped += case.find("skipped") is not None
            of.count += sum(int(value or 0) for name, value in properties if name == "count") or 1
            of.seconds += float(case.get("time", 0))
    return found


def offline(command: list[str]) -> list[str]:
    """The same command where there is no network but this machine's own, if that can be had."""
    shell = 'ip link set lo up && exec "$@"'
    alone = ["unshare", "-n", "sh", "-c", shell, "sh"]
    if shutil.which("unshare") and not subprocess.run([*alone, "true"]).returncode:
        return [*alone, *command]
    return command


def without(defence: Mapping[str, str]) -> str:
    """Run a defence's short test where the defence is not; "" if it fails, as it must."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        for room in ROOMS:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / room, copy / room, ignore=ignored)
        shutil.copy(ROOT / "pyproject.toml", copy)
        path = copy / defence["file"]
        text = path.read_text("utf-8")
        if text.count(defence["says"]) != 1:
            return f"{defence['file']} does not say “{defence['says']}” once"
        path.write_text(text.replace(defence["says"], defence["instead"]), "utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", defence["test"]]
        environment = os.environ | {"PYTHONPATH": str(copy)}
        try:
            done = subprocess.run(
                command, cwd=copy, env=environment, capture_output=True, text=True, timeout=_MOST
            )
        except subprocess.TimeoutExpired:
            return ""
        return "" if re.search(r"\b\d+ failed", done.stdout) else "passed all the same"


def table(
    faults: list[Mapping[str, Any]], found: Mapping[str, Outcome], form: str, minutes: float
) -> Iterator[str]:
    yield "# Faults: what was done to it, and what became of it\n"
    yield f"Written by `make faults` in its {form} form on {date.today()}: {platform.machine()},"
    yield f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()};"
    yield f"{minutes:.0f} minutes, as many files at once as there are cores.\n"
    yield "| fault | harm done | passes where | times | result | s | without its defence |"
    yield "|---|---|---|---|---|---|---|"
    for fault in faults:
        of = found.get(fault["id"], Outcome())
        lines = len(fault.get("defence", ()))
        fails = f"fails ({lines} of {lines} taken away)" if lines else "–"
        if of.undefended:
            fails = f"**{'; '.join(of.undefended)}**"
        cells = (fault["id"], fault["harm"], fault["passes"], of.count, of.result)
        yield f"| {' | '.join(map(str, cells))} | {of.seconds:.0f} | {fails} |"


def main() -> int:
    faults = tomllib.loads((ROOT / "tests" / "faults" / "faults.toml").read_text("utf-8"))["fault"]
    form = "short" if "--short" in sys.argv else "long"
    found: dict[str, Outcome] = defaultdict(Outcome)
    jobs = [(fault["id"], one) for fault in faults for one in fault.get("defence", ())]
    begun = time.monotonic()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        harmed = [pool.submit(harm, file, form) for file in files()]
        undefended = [pool.submit(without, one) for _, one in jobs]
        for done in harmed:
            for name, outcome in done.result().items():
                found[name].add(outcome)
        for (name, one), taken in zip(jobs, undefended, strict=True):
            why = taken.result()
            print(name, one["file"], why or "fails without its defence", flush=True)
            if why:
                found[name].undefended.append(why)
    minutes = (time.monotonic() - begun) / 60
    text = "\n".join(table(faults, found, form, minutes)) + "\n"
    (ROOT / "docs" / "faults.md").write_text(text, "utf-8")
    print(text)
    known = [found.get(fault["id"], Outcome()) for fault in faults]
    return int(any(not of.tests or of.failed or of.undefended for of in known))


if __name__ == "__main__":
    sys.exit(main())
