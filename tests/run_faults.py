"""Do every harm in its long form, take each defence away in turn, and write tests/FAULTS.md.

    python tests/run_faults.py [--short]

A harm is a test marked `fault`. `tests/faults.toml` says of each what it does and which lines
defend against it: in a copy of the project those lines are changed, and the harm's test must fail.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("builder", "retrieval", "answer", "finetune", "eval", "hea", "tests", "corpus")


@dataclass
class Outcome:
    """What the tests of one fault did."""

    tests: int = 0
    failed: int = 0
    skipped: int = 0
    count: int = 0
    seconds: float = 0.0
    undefended: list[str] = field(default_factory=list)

    @property
    def result(self) -> str:
        if not self.tests:
            return "no test"
        if self.failed:
            return f"**{self.failed} of {self.tests} failed**"
        return "passed" + (f", {self.skipped} skipped" if self.skipped else "")


def done_harm(report: Path, form: str) -> dict[str, Outcome]:
    """Run the marked tests, and read what they did."""
    command = [sys.executable, "-m", "pytest", "-m", "fault", f"--junitxml={report}"]
    subprocess.run(offline(command), cwd=ROOT, env=os.environ | {"HEA_FAULTS": form})
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
    """Run a defence's test where the defence is not; "" if the test fails, as it must."""
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
                command, cwd=copy, env=environment, capture_output=True, text=True, timeout=600
            )
        except subprocess.TimeoutExpired:
            return ""
        return "" if re.search(r"\b\d+ failed", done.stdout) else "passed all the same"


def table(
    faults: list[Mapping[str, Any]], found: Mapping[str, Outcome], form: str
) -> Iterator[str]:
    yield "# Faults: what was done to it, and what became of it\n"
    yield f"Written by `make faults` in its {form} form on {date.today()}: {platform.machine()},"
    yield f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}.\n"
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
    faults = tomllib.loads((ROOT / "tests" / "faults.toml").read_text("utf-8"))["fault"]
    with tempfile.TemporaryDirectory() as folder:
        form = "short" if "--short" in sys.argv else "long"
        found = done_harm(Path(folder) / "report.xml", form)
    jobs = [(fault["id"], one) for fault in faults for one in fault.get("defence", ())]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for (name, one), why in zip(jobs, pool.map(lambda job: without(job[1]), jobs), strict=True):
            print(name, one["file"], why or "fails without its defence", flush=True)
            if why:
                found[name].undefended.append(why)
    text = "\n".join(table(faults, found, form)) + "\n"
    (ROOT / "tests" / "FAULTS.md").write_text(text, "utf-8")
    print(text)
    known = [found.get(fault["id"], Outcome()) for fault in faults]
    return int(any(not of.tests or of.failed or of.undefended for of in known))


if __name__ == "__main__":
    sys.exit(main())
