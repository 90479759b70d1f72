"""An abstract that a column, a picture or a page cuts off is read to its end, or is not sure."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paper_layouts import ABSTRACT, ADDRESS, AUTHORS, BODY, TITLE, Paper, Sheet, said

from builder.frontmatter.extract import extract
from builder.papers import Paper as Read


@dataclass(frozen=True)
class Cut:
    """How an abstract begins at the foot of a left column."""

    heading: str
    """On a line of its own, or with a blank at its end: before the first line."""
    lines: int
    """How many of its lines stand in the left column."""
    top: float
    """Where the right column begins, in points."""
    closed_by: str
    footnote: bool
    running_head: bool
    size: float = 9.0


def _drawn(cut: Cut) -> Paper:
    paper = Paper(TITLE, said(ABSTRACT), None, 2021)
    sheet = paper.sheet()
    sheet.write(50, 34, "Journal of Field Alloys 5 (2021) 1–9", 8)
    if cut.running_head:
        sheet.write(420, 34, "M. Keller et al. on hardening", 8)
    y, _ = sheet.paragraph(50, 70, 540, paper.title, 16, "tibo")
    sheet.write(50, y + 4, AUTHORS, 10)
    sheet.write(50, y + 18, ADDRESS, 8, "tiit")
    start = 790 - cut.lines * 1.2 * cut.size - 20 * cut.footnote
    if cut.heading.endswith(" "):
        indent = sheet.write(50, start, cut.heading, cut.size) - 50
    else:
        sheet.write(50, start - 16, cut.heading, 11, "tibo")
        indent = 0.0
    end = start + (cut.lines - 0.5) * 1.2 * cut.size
    _, rest = sheet.paragraph(50, start, 289, ABSTRACT, cut.size, indent=indent, bottom=end)
    if cut.footnote:
        sheet.write(50, 806, "* Corresponding author: mk@northfield.example", 6.5)
    y, _ = sheet.paragraph(306, cut.top, 545, rest, cut.size)
    if cut.closed_by.startswith("Key"):
        sheet.write(306, y + 4, cut.closed_by, cut.size)
        y += 24
    sheet.write(306, y + 8, "1. Introduction", 10, "tibo")
    sheet.paragraph(306, y + 26, 545, BODY * 2, cut.size, bottom=780)
    return paper


def _read(paper: Paper) -> Read:
    with TemporaryDirectory() as folder:
        return extract(paper.saved(Path(folder)))


CUTS = st.builds(
    Cut,
    heading=st.sampled_from(["Abstract", "1) Abstract", "Abstract: ", "ABSTRACT ", "Abstract. "]),
    lines=st.integers(2, 13),
    top=st.floats(150, 420),
    closed_by=st.sampled_from(["Keywords: high-entropy alloy; strength", "1. Introduction"]),
    footnote=st.booleans(),
    running_head=st.booleans(),
    size=st.sampled_from([8.5, 9.0, 10.0]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CUTS)
def test_an_abstract_goes_on_at_the_top_of_the_next_column(cut: Cut) -> None:
    paper = _drawn(cut)
    read = _read(paper)
    assert read.abstract is not None
    assert read.abstract.text == paper.abstract
    assert read.state == "ok"


def _broken_at_page_end(tail_words: int, head: str, closed_by: str) -> Paper:
    paper = Paper(TITLE, said(ABSTRACT), None, 2021)
    sheet = paper.sheet()
    y, _ = sheet.paragraph(72, 400, 520, paper.title, 16, "tibo")
    sheet.write(72, y + 4, AUTHORS, 11)
    sheet.write(72, y + 40, "Abstract", 12, "tibo")
    words = ABSTRACT.replace("\xad", "").split(" ")
    sheet.paragraph(72, y + 60, 520, " ".join(words[:-tail_words]), 11, leading=1.5)
    second = paper.sheet()
    second.write(72, 50, head, 9)
    end, _ = second.paragraph(72, 90, 520, " ".join(words[-tail_words:]), 11, leading=1.5)
    second.write(72, end + 10, closed_by, 11, "tibo" if closed_by[0] == "1" else "tiro")
    second.paragraph(72, end + 34, 520, BODY, 11, leading=1.5)
    return paper


@pytest.mark.parametrize("tail", [1, 3, 4, 9, 20])
@pytest.mark.parametrize("head", [" ", "2", "Keller et al., Journal of Alloys 5 (2021)"])
@pytest.mark.parametrize("closed_by", ["Keywords: alloys; strength", "1. Introduction"])
def test_the_last_words_are_read_on_the_next_page_or_missed(
    tail: int, head: str, closed_by: str
) -> None:
    paper = _broken_at_page_end(tail, head, closed_by)
    read = _read(paper)
    assert read.abstract is not None
    if tail > 1:
        assert read.abstract.text == paper.abstract
    else:
        assert read.state == "low_confidence" or read.abstract.text == paper.abstract


def _with_picture(height: float, within: bool) -> Paper:
    """An abstract with a picture between two of its lines, or within one."""
    paper = Paper(TITLE, said(ABSTRACT), None, 2021)
    sheet = paper.sheet()
    y, _ = sheet.paragraph(72, 90, 520, paper.title, 16, "tibo")
    sheet.write(72, y + 4, AUTHORS, 11)
    sheet.write(72, y + 40, "Abstract", 12, "tibo")
    y, rest = sheet.paragraph(72, y + 60, 520, ABSTRACT, 11, bottom=y + 60 + 3 * 13)
    if within:
        words = rest.replace("\xad", "").split(" ")
        x = sheet.write(72, y, " ".join(words[:6]), 11)
        sheet.page.draw_rect((x + 5, y - 8, x + 60, y), fill=(0, 0, 0.6))
        sheet.write(x + 66, y, " ".join(words[6:11]), 11)
        y, rest = y + 13.2, " ".join(words[11:])
    else:
        sheet.page.draw_rect((100, y, 400, y + height), fill=(0.5, 0.5, 0.6))
        y += height + 20
    y, _ = sheet.paragraph(72, y, 520, rest, 11)
    sheet.write(72, y + 16, "1. Introduction", 12, "tibo")
    sheet.paragraph(72, y + 36, 520, BODY, 11, bottom=790)
    return paper


@pytest.mark.parametrize("height", [0.0, 30.0, 90.0, 180.0])
def test_a_text_goes_on_behind_a_picture(height: float) -> None:
    paper = _with_picture(height, within=height == 0)
    read = _read(paper)
    assert read.abstract is not None
    assert read.abstract.text == paper.abstract


def test_an_abstract_that_stops_within_a_sentence_is_never_sure() -> None:
    paper = Paper(TITLE, None)
    sheet = paper.sheet()
    y, _ = sheet.paragraph(72, 90, 520, paper.title, 16, "tibo")
    sheet.write(72, y + 4, AUTHORS, 11)
    sheet.write(72, y + 40, "Abstract", 12, "tibo")
    _cut_abstract(sheet, y + 60)
    sheet.page.draw_rect((72, y + 130, 400, y + 300), fill=(0.5, 0.5, 0.6))
    sheet.write(72, y + 330, "1. Introduction", 12, "tibo")
    read = _read(paper)
    assert read.state == "low_confidence"
    assert read.reason == "The abstract stops within a sentence; compare it with page 1."
    assert read.abstract is not None
    assert read.abstract.confidence < 0.65


def _cut_abstract(sheet: Sheet, y: float) -> None:
    sheet.paragraph(72, y, 520, " ".join(ABSTRACT.replace("\xad", "").split(" ")[:60]), 11)


@pytest.mark.parametrize(
    "notice",
    [
        "& 2014 Elsevier B.V. All rights reserved.",
        "q 2004 Elsevier B.V. All rights reserved.",
        "r 2005 Elsevier Ltd. All rights reserved.",
        "2013 Published by Elsevier Ltd. All rights reserved.",
        "Ó 2009 Acta Materialia Inc. Published by Elsevier Ltd. All rights reserved.",
    ],
)
@pytest.mark.parametrize("glued", [True, False])
def test_a_notice_whose_sign_is_lost_is_no_part_of_the_abstract(notice: str, glued: bool) -> None:
    paper = Paper(TITLE, said(ABSTRACT))
    sheet = paper.sheet()
    y, _ = sheet.paragraph(72, 90, 520, paper.title, 16, "tibo")
    sheet.write(72, y + 4, AUTHORS, 11)
    sheet.write(72, y + 40, "Abstract", 12, "tibo")
    y, _ = sheet.paragraph(72, y + 60, 520, f"{ABSTRACT} {notice}" if glued else ABSTRACT, 9)
    if not glued:
        sheet.write(72, y, notice, 9)
    sheet.write(72, y + 40, "1. Introduction", 12, "tibo")
    sheet.paragraph(72, y + 60, 520, BODY, 11, bottom=790)
    read = _read(paper)
    assert read.abstract is not None
    assert read.abstract.text == paper.abstract
