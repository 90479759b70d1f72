"""Lines of a title page are told apart by what they say."""

import pytest

from builder.frontmatter.line_patterns import (
    ADDRESS,
    CAPTION,
    CITATION,
    INTRODUCTION,
    LABEL,
    NUMBERED,
    RUN_IN,
    STOP,
    WATERMARK,
    is_abstract_heading,
    is_english,
    is_heading,
    names_people,
)
from builder.pdf.pages import Line


def _line(text: str, size: float = 10.0, bold: bool = False) -> Line:
    return Line([], 50, 92, 50 + 5 * len(text), 103, size, 100, bold, False, text)


@pytest.mark.parametrize(
    "text", ["Abstract", "A B S T R A C T", "ABSTRACT:", "■ ABSTRACT", "Summary."]
)
def test_a_heading_of_an_abstract_is_known(text: str) -> None:
    assert is_abstract_heading(_line(text))


@pytest.mark.parametrize("text", ["Abstracts of the meeting", "An abstract", "Abstract algebra"])
def test_other_lines_with_that_word_are_none(text: str) -> None:
    assert not is_abstract_heading(_line(text))


@pytest.mark.parametrize(
    "text",
    [
        "Keywords: high-entropy alloys", "K E Y W O R D S", "PACS numbers: 61.66.Dk",
        "Received 21 August 2019", "© 2020 Acta Materialia Inc.", "https://doi.org/10.1016/j.x",
        "Résumé", "CCS Concepts", "Corresponding author: M. Keller", "Graphical abstract",
    ],
)  # fmt: skip
def test_an_abstract_ends_before_these(text: str) -> None:
    assert STOP.match(text)


@pytest.mark.parametrize(
    "text",
    ["Received wisdom holds that", "Keys to strength are", "doing so is hard", "accepted as"],
)
def test_prose_ends_no_abstract(text: str) -> None:
    assert not STOP.match(text)


@pytest.mark.parametrize(
    "text", ["1. Introduction", "I. INTRODUCTION", "■ INTRODUCTION", "1 | INTRODUCTION"]
)
def test_an_introduction_is_headed_in_many_ways(text: str) -> None:
    assert INTRODUCTION.fullmatch(text)
    assert is_heading(_line(text), _line("Text of the paper."))


def test_labels_of_a_structured_abstract_are_no_headings() -> None:
    assert LABEL.match("Results: the hardness rises")
    assert not is_heading(_line("Methods", bold=True), _line("Alloys were cast."))


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        (_line("2.1 Alloy preparation"), True),
        (_line("Phase stability", bold=True), True),
        (_line("Phase stability"), False),
        (_line("Phase stability", size=12.0), True),
        (_line("The alloy was cast and then rolled.", bold=True), False),
    ],
)
def test_a_section_heading_is_numbered_or_set_unlike_its_text(line: Line, heading: bool) -> None:
    assert is_heading(line, _line("The alloy was cast")) is heading


def test_a_language_is_told_by_its_commonest_words() -> None:
    assert is_english("The yield strength of the alloy is 405 MPa at 1600 °C.")
    assert not is_english("Die Streckgrenze der Legierung beträgt 405 MPa bei 1600 °C.")
    assert not is_english("405 1600")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (ADDRESS, "Department of Materials, Avenue 5"),
        (CAPTION, "Fig. 1. XRD patterns"),
        (CITATION, "as shown before [12,13]"),
        (CITATION, "by Yeh et al., 2004"),
        (NUMBERED, "2. Experimental procedure"),
        (WATERMARK, "ACCEPTED MANUSCRIPT"),
    ],
)
def test_other_marks_of_a_title_page_are_known(pattern: object, text: str) -> None:
    assert pattern.search(text)  # type: ignore[attr-defined]


def test_a_run_in_heading_is_parted_from_its_text() -> None:
    match = RUN_IN.match("Abstract — The alloy is tough.")
    assert match is not None
    assert (match["word"], match["mark"]) == ("Abstract", " —")


@pytest.mark.parametrize("line", ["after O. N. Senkov et al.", "Keller et al.", "de Boer and Li"])
def test_a_line_of_names_is_told_from_prose(line: str) -> None:
    assert names_people(line)


def test_prose_is_no_line_of_names() -> None:
    assert not names_people("Cast alloys of five metals were studied by Keller et al.")
