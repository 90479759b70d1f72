import json
import subprocess
import sys
from pathlib import Path

import pytest
from small_bodies import add_bodies
from small_library import Run

from builder.papers import Body, Paragraph


@pytest.fixture
def with_bodies(place: Path) -> Path:
    """A workspace of three papers, of which two have a body."""
    add_bodies(place)
    return place


def test_rows_of_tables_are_found_with_their_place(hea: Run, with_bodies: Path) -> None:
    where = ("--in", "tables", "-k", "1", "--workspace", str(with_bodies))
    code, out, _ = hea("search", "What hardness has CrMnFeCoNi at 77 K?", "--json", *where)
    assert code == 0
    [hit] = json.loads(out)["hits"]
    assert (hit["part"], hit["label"], hit["row"], hit["page"]) == ("table", "Table 1", 1, 4)
    assert "Hardness (HV): 212" in hit["text"]
    _, shown, _ = hea("search", "What hardness has CrMnFeCoNi at 77 K?", *where)
    assert "Table 1, row 1, p. 4" in shown


@pytest.mark.parametrize(("given", "meant"), [("bodies", "body"), ("Table", "tables")])
def test_where_to_look_may_be_named_otherwise(
    hea: Run, with_bodies: Path, given: str, meant: str
) -> None:
    ask = ("search", "hardness of CrMnFeCoNi", "--json", "--workspace", str(with_bodies))
    assert hea(*ask, "--in", given) == hea(*ask, "--in", meant)
    code, _, told = hea(*ask, "--in", "footnotes")
    assert code == 2
    assert "'footnotes' is not one of" in told


def test_paragraphs_tell_their_section_and_whom_they_cite(hea: Run, with_bodies: Path) -> None:
    where = ("--in", "body", "-k", "9", "--workspace", str(with_bodies))
    _, shown, _ = hea("search", "What grain size has CrMnFeCoNi?", *where)
    assert "from the results section, p. 3" in shown
    assert "cites others" in shown
    assert "Table 1" not in shown


def test_abstracts_are_found_as_before(hea: Run, built_once: Path, with_bodies: Path) -> None:
    ask = ("search", "toughness of CrMnFeCoNi", "--json")
    without = hea(*ask, "--workspace", str(built_once))
    assert hea(*ask, "--in", "abstract", "--workspace", str(with_bodies)) == without


def test_without_bodies_it_is_said_how_to_get_them(hea: Run, place: Path) -> None:
    code, out, told = hea("search", "hardness", "--in", "body", "--workspace", str(place))
    assert (code, out) == (1, "")
    assert "No paper was read beyond its abstract" in told
    assert "hea build" in told


def _with_labels(place: Path, *texts: str) -> Path:
    """Give papers bodies that call alloys by names of their own."""
    bodies = [Body((Paragraph(text, 2, section="experimental"),), ()) for text in texts]
    add_bodies(place, **dict(zip(("cantor", "senkov"), bodies, strict=False)))
    return place


def test_an_alloy_is_found_by_the_name_that_a_paper_gives_it(hea: Run, place: Path) -> None:
    said = "The alloy Al0.3CoCrFeNi (hereafter QX3) was rolled."
    where = ("--workspace", str(_with_labels(place, said)))
    code, out, _ = hea("alloy", "QX3", "--json", *where)
    found = json.loads(out)
    assert (code, found["alloy"], found["label"]) == (0, "Al0.3CoCrFeNi", "QX3")
    assert "QX3 is what “" in hea("alloy", "QX3", *where)[2]
    code, _, told = hea("alloy", "QX4", *where)
    assert code == 1
    assert "“QX4”" in told


def test_a_name_of_two_alloys_is_told_as_such(hea: Run, place: Path) -> None:
    texts = [f"The alloy {of} (hereafter QX3) was rolled." for of in ("CoCrNi", "HfNbTaTiZr")]
    where = ("--workspace", str(_with_labels(place, *texts)))
    code, _, told = hea("alloy", "QX3", *where)
    assert code == 1
    assert "Papers call different alloys “QX3”" in told
    assert "CoCrNi in" in told


def test_passages_of_bodies_are_searched_without_loading_what_reads_values(
    with_bodies: Path,
) -> None:
    script = (
        "import sys; from hea.cli import app as cli\n"
        "asked = ['hea', 'search', 'Why is it tough?', '--in', 'body', '--workspace']\n"
        "sys.argv = [*asked, sys.argv[1]]\n"
        "try: cli.main()\n"
        "except SystemExit as end: assert not end.code\n"
        "reading = 'builder.materials.measurements'\n"
        "assert not [one for one in sys.modules if one.startswith(reading)]"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(with_bodies)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
