"""A quote of a body is found in its paragraph or row, and told where it stands."""

from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from builder.errors import UserError
from builder.library.catalog import put_file
from builder.papers import Abstract, Body, Paper, Paragraph, Table
from builder.storage.corpus_files import CorpusFile
from builder.storage.database import create_database
from hea.workflows.conversation.evidence import find_body_quote, nearest_paper
from hea.workflows.conversation.opening import find_source
from hea.workspace import Workspace

TEXT = "The rods were held at 900 °C. They were quenched in oil."
TABLE = Table((("Rod", "HV"), ("R1", "210"), ("R2", "245")), 1, 3, label="Table 1")


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "data").mkdir()
    found = Workspace(tmp_path)
    abstract = Abstract("Rods.", 1, (0, 0, 0, 0), "record", 1.0)
    over_two_pages = Paragraph(TEXT, 2, section="experimental", later_pages=((30, 3),))
    body = Body((Paragraph(TEXT, 2, section="experimental"), over_two_pages), (TABLE,))
    with closing(create_database(found.database)) as db:
        file = CorpusFile("rods.pdf", Path("rods.pdf"), 1, 2, True)
        put_file(
            db, file, [(0, "p" * 64, Paper("ok", "", "Rods", abstract=abstract, body=body))], "8"
        )
    return found


def test_a_sentence_stands_in_its_paragraph(place):
    found = find_body_quote(place, "p" * 64, 1, None, 30, len(TEXT))
    assert found.parts == (TEXT[:30], "They were quenched in oil.", "")
    assert found.place
    assert found.place.told == "from the experimental section, p. 2"


def test_of_a_paragraph_over_two_pages_the_page_of_the_sentence_is_told(place):
    found = find_body_quote(place, "p" * 64, 2, None, 30, len(TEXT))
    assert found.place
    assert found.place.told == "from the experimental section, p. 3"


def test_a_row_stands_in_its_table(place):
    found = find_body_quote(place, "p" * 64, 1, 2, 0, 1)
    assert found.parts[1] == "Rod: R2; HV: 245"
    assert found.place
    assert found.place.told == "Table 1, row 2, p. 3"


@pytest.mark.parametrize(("number", "row"), [(3, None), (1, 5)])
def test_what_is_no_longer_there_is_told(place, number, row):
    with pytest.raises(UserError):
        find_body_quote(place, "p" * 64, number, row, 0, 5)


def test_a_text_read_anew_is_told(place):
    with pytest.raises(UserError, match="read again"):
        find_source(place, "p" * 64, "They were cooled in air.", 30, number=1)


@pytest.mark.parametrize(
    ("told", "is_found"),
    [
        ("Nearest: “Rods”; its abstract does not answer.", True),
        ("Nearest: “Rods of steel”. It does not mention oil.", False),
        ("No paper speaks of it.", False),
    ],
)
def test_the_nearest_paper_is_found_by_its_title_whether_or_not_it_was_read(place, told, is_found):
    refused = SimpleNamespace(answered=False, nearest=told)
    found = nearest_paper(place, refused, [])
    assert (found is not None and found.id == "p" * 64) is is_found
