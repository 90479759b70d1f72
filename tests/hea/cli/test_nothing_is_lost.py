"""Four people curate at once, some are killed, sheets cross, abstracts change, data/ is removed."""

import csv
import io
import json
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from small_library import CANTOR, SENKOV, Run, write_records

from builder.curation.ledger import Ledger
from hea.workflows.triples.curation import open_session
from hea.workspace import Workspace

PEOPLE = ("ann", "bob", "cyd", "dan")
EACH = 250
#: Gives verdicts from a number on, and says each when it is on the disk.
_WRITER = """
import json, sys, time
from pathlib import Path
from hea.workflows.triples.curation import open_session
from hea.workspace import Workspace
place, who, first, each, names = json.loads(sys.argv[1])
with open_session(Workspace(Path(place)), who) as session:
    print("ready", flush=True)
    for number in range(first, each):
        verdict = "reject" if number % 3 else "accept"
        session.decide(session.find(names[number % len(names)]), verdict, f"{who} {number}")
        print(number, flush=True)
        time.sleep(0.004)
"""


class Writer:
    """A person at work in a process of their own."""

    def __init__(self, place: Path, who: str, names: list[str], first: int = 0) -> None:
        self.said: list[int] = []
        self.ready = threading.Event()
        given = json.dumps([str(place), who, first, EACH, names])
        self.process = subprocess.Popen(
            [sys.executable, "-c", _WRITER, given], stdout=subprocess.PIPE, text=True
        )
        self.listener = threading.Thread(target=self._listen)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout:
            for line in self.process.stdout:
                if line.endswith("\n") and line.strip().isdigit():
                    self.said.append(int(line))
                self.ready.set()
        self.ready.set()

    def kill(self) -> list[int]:
        """End it at once in the midst of its work; return what it had said."""
        while len(self.said) < 20 and self.process.poll() is None:
            time.sleep(0.001)
        self.process.kill()
        self.process.wait()
        self.listener.join()
        return self.said


def filled(sheet: Path, to: Path, verdicts: dict[str, str]) -> Path:
    rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"))))
    for row in rows:
        row["verdict"] = verdicts.get(row["id"], "")
    with to.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return to


def test_a_thousand_verdicts_of_four_people_outlive_all_that_happens(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    at = ("--workspace", place)
    with open_session(Workspace(place), "me") as session:
        names = [
            one.triple.id
            for one in session.curated
            if one.triple.kind != "unanswerable"
            and session.papers[one.triple.paper].paper.doi in (CANTOR["doi"], SENKOV["doi"])
        ]
    sheet = tmp_path / "before.csv"
    assert hea("curate", "export", sheet, *at)[0] == 0
    eve = filled(sheet, tmp_path / "eve.csv", dict.fromkeys(names, "ok"))
    fay = filled(sheet, tmp_path / "fay.csv", dict.fromkeys(names, "x"))

    writers = {who: [Writer(place, who, names)] for who in PEOPLE}
    for who in PEOPLE:
        assert writers[who][0].ready.wait(60)
    for who in ("ann", "cyd"):
        said = writers[who][0].kill()
        writers[who].append(Writer(place, who, names, max(said, default=-1) + 1))
    for who in PEOPLE:
        assert writers[who][-1].ready.wait(60)
    assert hea("curate", "import", eve, "--who", "eve", *at)[0] == 0
    changed = [one | {"abstract": f"{one['abstract']} More was seen."} for one in (CANTOR, SENKOV)]
    write_records(place / "corpus" / "r.jsonl", *changed)
    assert hea("build", *at)[0] == 0
    assert hea("curate", "import", fay, "--who", "fay", *at)[0] == 0
    shutil.rmtree(place / "data")
    assert hea("build", *at)[0] == 0
    for who in PEOPLE:
        assert writers[who][-1].process.wait(60) == 0
        writers[who][-1].listener.join()
    for name, file in (("eve", eve), ("fay", fay)):  # once more changes nothing
        assert hea("curate", "import", file, "--who", name, *at)[0] == 0

    ledger = Ledger(place / "corpus" / "ledger.jsonl")
    assert ledger.torn == []
    held = {(one.reason, one.verdict, one.triple) for one in ledger.verdicts}
    for who in PEOPLE:
        said = [number for writer in writers[who] for number in writer.said]
        assert sorted(said) == list(range(EACH))
        for number in said:
            verdict = "reject" if number % 3 else "accept"
            assert (f"{who} {number}", verdict, names[number % len(names)]) in held
    assert [one.who for one in ledger.verdicts].count("eve") == len(names)
    assert [one.who for one in ledger.verdicts].count("fay") == len(names)
    with open_session(Workspace(place), "me") as session:
        for name in names:
            one = session.get(name)
            assert one is not None
            in_force = {given.who: given for given in one.verdicts}
            assert in_force.keys() == {*PEOPLE, "eve", "fay"}
            last = max(n for n in range(EACH) if names[n % len(names)] == name)
            assert {in_force[who].reason for who in PEOPLE} == {f"{who} {last}" for who in PEOPLE}
            assert (in_force["eve"].verdict, in_force["fay"].verdict) == ("accept", "reject")
