"""Names, manifests and servers that speak to the terminal: nothing of theirs acts on it."""

import asyncio
import json
import re
import sys
from pathlib import Path

import pytest
from servers import Sent, event, serving, stream
from small_library import CANTOR, Run, write_records
from textual.widgets import TextArea

from hea.tui.review import Review
from hea.workflows.triples.curation import open_session
from hea.workflows.triples.filters import TripleFilter
from hea.workspace import Workspace

NAMES = (
    "\x1b[31mred\x1b[0m", "\x1b]0;TITLE\x07t", "\x1b]8;;http:x\x07link\x1b]8;;\x07", "\x1b[6n",
    "\x9b31mC1", "\x7fdel", "\x1bPq\x1b\\sixel", "a\rb", "a\nb", "\u202egnp", "\x9dx\x9c",
)  # fmt: skip
TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.fault("F60", len(NAMES))
def test_no_name_acts_on_the_screen_in_any_verb(hea: Run, tmp_path: Path, corpus: Path) -> None:
    name = "".join(NAMES)
    write_records(corpus / f"{name}.jsonl", CANTOR | {"title": f"{name} {CANTOR['title']}"})
    (corpus / f"{name}.pdf").write_bytes(b"%PDF-1.4 nothing")
    row = f'"{name}.jsonl","Title {name}",10.1/x\n'
    (corpus / "manifest.csv").write_text(f"file,title,doi\n{row}", "utf-8", newline="")
    for verb in (
        ("build",), ("papers",), ("papers", "--json"), ("status",), ("doctor",), ("ask", TOUGH),
        ("search", "toughness"), ("table", "--property", "fracture toughness"),
        ("alloy", "CrMnFeCoNi"), ("curate", "stats"),
        ("papers", "--workspace", corpus / NAMES[1]), ("curate", "import", *NAMES[:3]),
        ("nothing", NAMES[1]), (NAMES[0],), ("ask", f"-{NAMES[1]}"), ("ask", "-k", NAMES[4]),
        ("papers", f"--{NAMES[9]}"),
    ):  # fmt: skip
        where = () if "--workspace" in verb else ("--workspace", tmp_path)
        _, out, err = hea(*verb, *where)
        assert not ACTS.search(out), (verb, out)
        assert not ACTS.search(err), (verb, err)


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.fault("F60")
def test_nothing_that_a_server_writes_acts_on_the_screen(hea: Run, place: Path) -> None:
    evil = "\x1b]0;OWNED\x07\x9b31m\u202e"
    said = f" The fracture toughness {evil} exceeds 200 MPa m^0.5 at 77 K."
    ends = event(None, finish_reason=evil)
    models = json.dumps({"error": {"message": evil}})
    with serving(stream(said), Sent(404, models), Sent(500, models), ends) as server:
        for _ in range(4):
            for form in ((), ("--json",)):
                named = f"endpoint:{server.url}#{evil}"
                _, out, err = hea("ask", TOUGH, "--model", named, "--workspace", place, *form)
                assert not ACTS.search(out + err), (out, err)


@pytest.mark.fault("F60")
def test_no_triple_acts_on_the_screen_where_it_is_reviewed(
    hea: Run, tmp_path: Path, corpus: Path
) -> None:
    title = "Toughness \x1b]0;OWNED\x07 of \x9b31m \u202e CrMnFeCoNi"
    write_records(corpus / "r.jsonl", CANTOR)
    write = f'file,title,doi\nr.jsonl,"{title}",10.1000/cantor\n'
    (corpus / "manifest.csv").write_text(write, "utf-8", newline="")
    hea("build", "--workspace", tmp_path)

    async def sit() -> str:
        with open_session(Workspace(tmp_path), "ann") as desk:
            app = Review(desk, desk.choose(TripleFilter()))
            async with app.run_test(size=(80, 24), notifications=True) as keys:
                app.notify("\x1b[2J", markup=False)
                await keys.press("e")
                await keys.press("\x9b")
                app.screen.query_one("#answer", TextArea).text = title
                await keys.pause()
                lines = app.screen._compositor.render_strips()
                return "".join(strip.render(app.console) for strip in lines)

    left = re.sub(r"\x1b\[[0-9;]*m", "", asyncio.run(sit()))
    assert not ACTS.search(left)
