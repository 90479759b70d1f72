import json
from contextlib import closing
from pathlib import Path

import pytest
from small_bodies import CANTOR_BODY, OTHER_BODY, put_bodies
from small_library import Run, quiet

from builder.storage.database import create_database
from builder.storage.integrity import writable_database
from hea.workspace import Workspace
from retrieval.body.vectors import update_body_index
from retrieval.embedding.model_folder import DEFAULT


@pytest.fixture
def with_bodies(place: Path) -> Path:
    """A workspace of three papers, of which two have a body."""
    root = Workspace(place)
    with closing(create_database(root.database)) as db, writable_database(db, root.database):
        put_bodies(db, cantor=CANTOR_BODY, senkov=OTHER_BODY)
        update_body_index(db, root.body_index, DEFAULT, quiet)
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
