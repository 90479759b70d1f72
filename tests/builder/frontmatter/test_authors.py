"""Authors are read below the title, else in the metadata of the file."""

import pymupdf
import pytest
from paper_layouts import Paper, elsevier_box

from builder.frontmatter.authors import find_authors
from builder.frontmatter.title import find_title
from builder.pdf.pages import Page, Pages


def _pages(paper: Paper) -> list[Page]:
    with pymupdf.open("pdf", paper.document.tobytes()) as document:
        return Pages(document)[:4]


def _page(*below: tuple[float, str, float]) -> Page:
    """A title page with (y, text, size) below a title of two lines."""
    paper = Paper("", None)
    sheet = paper.sheet()
    sheet.write(50, 100, "Cryogenic tensile behaviour of an equiatomic", 18)
    sheet.write(50, 122, "high-entropy alloy after cold rolling", 18)
    for y, text, size in below:
        sheet.write(50, y, text, size)
    return _pages(paper)[0]


def test_authors_are_read_where_they_are_printed() -> None:
    pages = _pages(elsevier_box())
    title = find_title(pages[0])
    assert find_authors(pages[0], title, {}) == ("Maria Keller", "Jun Tanaka", "Olu Adeyemi")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("O. N. Senkov, D. B. Miracle", ("O. N. Senkov", "D. B. Miracle")),
        ("Bernd Gludovatz^{1}, Anton Hohenwarter^{2} and Robert O. Ritchie^{1,3}", (
            "Bernd Gludovatz", "Anton Hohenwarter", "Robert O. Ritchie",
        )),
        ("Zhiming Li*; Dierk Raabe", ("Zhiming Li", "Dierk Raabe")),
        ("Jien-Wei Yeh & Su-Jien Lin", ("Jien-Wei Yeh", "Su-Jien Lin")),
        ("12 samples were cast, 3 of them twice, and then rolled (see Methods)", ()),
    ],
)  # fmt: skip
def test_names_are_parted_at_commas_and_affiliation_marks(
    line: str, names: tuple[str, ...]
) -> None:
    page = _page((150, line, 11), (166, "Department of Materials, Northfield", 9))
    assert find_authors(page, find_title(page), {}) == names


def test_names_end_where_affiliations_begin() -> None:
    page = _page(
        (150, "Maria Keller, Jun Tanaka", 11),
        (164, "Institute of Metals, Northfield", 11),
        (178, "Olu Adeyemi", 11),
    )
    assert find_authors(page, find_title(page), {}) == ("Maria Keller", "Jun Tanaka")


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Maria Keller; Jun Tanaka", ("Maria Keller",)),
        ("Maria Keller and Some Typist", ("Maria Keller",)),
        ("keller@northfield.edu", ()),
        ("MK", ()),
    ],
)
def test_recorded_authors_count_where_the_page_prints_their_surname(
    author: str, names: tuple[str, ...]
) -> None:
    page = _page((400, "Reprints are to be had of Keller at the address of the institute.", 9))
    assert find_authors(page, find_title(page), {"author": author}) == names


def test_notes_in_another_column_do_not_end_the_names() -> None:
    paper = Paper("", None)
    sheet = paper.sheet()
    sheet.write(50, 100, "Cryogenic tensile behaviour of an equiatomic high-entropy alloy", 18)
    sheet.write(200, 150, "Maria Keller, Jun Tanaka,", 11)
    sheet.write(50, 151, "Received: 24 February 2023", 9)
    sheet.write(200, 164, "Olu Adeyemi", 11)
    sheet.write(200, 178, "Institute of Metals, Northfield", 9)
    page = _pages(paper)[0]
    authors = find_authors(page, find_title(page), {})
    assert authors == ("Maria Keller", "Jun Tanaka", "Olu Adeyemi")
