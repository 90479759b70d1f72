"""Each line of a running text is found again on its page, or is shown nowhere."""

import random
from itertools import pairwise

import pymupdf
import pytest
from paper_layouts import ABSTRACT, Paper, said

from builder.papers import PARTS, LinePlace
from builder.pdf.pages import Page, Pages, running_text
from builder.pdf.places import find_edges, place_text


def pages_of(paper: Paper) -> Pages:
    return Pages(pymupdf.open("pdf", paper.document.tobytes()))


def drawn(text: str, **how: float) -> Page:
    paper = Paper("", None)
    paper.sheet().paragraph(60, 100, 400, text, **how)
    return pages_of(paper)[0]


def pieces(text: str, places: tuple[LinePlace, ...]) -> list[str]:
    return [text[place.start : place.end] for place in places]


def test_each_line_holds_its_characters() -> None:
    page = drawn(ABSTRACT)
    text = running_text(page.lines, page.words)
    places = place_text(text, [(page, page.lines)], page.words)
    assert "".join("".join(pieces(text, places)).split()) == "".join(text.split())
    for place, line in zip(places, page.lines, strict=True):
        held = text[place.start : place.end]
        assert held == line.text.rstrip("-\xad")[: len(held)]
        assert place.page == 1
        assert place.x0 == round(PARTS * line.x0 / 595)
        assert place.y0 < PARTS * line.baseline / 842 < place.y1


@pytest.mark.parametrize(
    ("lines", "text", "held"),
    [
        (["an equi-", "atomic alloy"], "an equiatomic alloy", ["an equi", "atomic alloy"]),
        (["a high-", "entropy one"], "a high-entropy one", ["a high-", "entropy one"]),
        (["low- and high-", "angle"], "low- and high-angle", ["low- and high-", "angle"]),
        (["is 3.", "5 GPa"], "is 3.5 GPa", ["is 3.", "5 GPa"]),
        (["of\xadten are", "of  10² MPa"], "of-ten are of 10^2 MPa", ["of-ten are", "of 10^2 MPa"]),
        (["ﬁrst \ue001nd", "Â°C then"], "first find °C then", ["first find", "°C then"]),
        (["`\x02a\x02b", "c\u200bd e"], "`ab cd e", ["`ab", "cd e"]),
    ],
)  # fmt: skip
def test_lines_are_followed_through_the_repairs(
    lines: list[str], text: str, held: list[str]
) -> None:
    page = drawn("Some words. " * 30)
    printed = page.lines[: len(lines)]
    for line, told in zip(printed, lines, strict=True):
        line.text = told
    words = frozenset({"find", "equiatomic"})
    assert running_text(printed, words) == text
    places = place_text(text, [(page, printed)], words)
    assert pieces(text, places) == held


def test_whatever_the_lines_are_no_character_is_held_by_two() -> None:
    signs = "ab cd ef -\xad‐ﬁ\ue000\uf044Ã©₀.²5⁻ ∘C´a¨\x02\t𝜇Al0 – to and"
    chosen = random.Random(7)
    page = drawn("Some words of a page. " * 40)
    for _ in range(300):
        printed = page.lines[: chosen.randint(1, 6)]
        for line in printed:
            line.text = "".join(chosen.choice(signs) for _ in range(chosen.randint(1, 12)))
        text = running_text(printed)
        places = place_text(text, [(page, printed)])
        told = "".join("".join(pieces(text, places)).split())
        assert told == "".join(text.split()), [line.text for line in printed]
        assert all(one.end <= other.start for one, other in pairwise(places))


def test_a_part_of_a_text_is_placed_by_itself() -> None:
    page = drawn(ABSTRACT)
    whole = running_text(page.lines, page.words)
    part = whole[10:-20].strip()
    places = place_text(part, [(page, page.lines)], page.words)
    assert "".join("".join(pieces(part, places)).split()) == "".join(part.split())


def test_another_text_is_placed_nowhere() -> None:
    page = drawn(ABSTRACT)
    assert place_text("Words that are not printed here.", [(page, page.lines)]) == ()


def test_characters_stand_where_they_are_drawn() -> None:
    paper = Paper("", None)
    sheet = paper.sheet()
    ends = [60.0]
    for word in ("The ", "alloy ", "Al_{0.3}CoCrFeNi ", "holds."):
        ends.append(sheet.write(ends[-1], 200, word))
    pages = pages_of(paper)
    text = said("The alloy Al_{0.3}CoCrFeNi holds.")
    [place] = place_text(text, [(pages[0], pages[0].lines)])
    [edges] = find_edges(pages.document[0], [(place, text)])
    scale = PARTS / 595
    assert edges[0] == pytest.approx(60 * scale, abs=2)
    assert edges[2 * 3] == pytest.approx(ends[1] * scale, abs=20)  # the a of alloy
    assert edges[-1] == pytest.approx(ends[-1] * scale, abs=20)


def test_a_line_that_is_not_printed_so_is_found_nowhere() -> None:
    paper = Paper("", None)
    paper.sheet().write(60, 200, "The alloy holds a phase that is hard.")
    pages = pages_of(paper)
    text = pages[0].lines[0].text
    [place] = place_text(text, [(pages[0], pages[0].lines)])
    other = "An oxide is brittle where nothing was."
    assert find_edges(pages.document[0], [(place, other)]) == [()]
    above = place._replace(y0=place.y0 - 500, y1=place.y1 - 500)
    assert find_edges(pages.document[0], [(above, text), (place, text)])[0] == ()


def test_what_is_set_otherwise_than_it_reads_has_its_place_between() -> None:
    paper = Paper("", None)
    sheet = paper.sheet()
    x = sheet.write(60, 200, "It has a hardness of 250 ")
    y = sheet.write(x, 200, "+") and sheet.write(x, 200.0, "−")
    sheet.write(y, 200, " 12 HV at the edge.")
    pages = pages_of(paper)
    text = "It has a hardness of 250 ± 12 HV at the edge."
    [place] = place_text(pages[0].lines[0].text, [(pages[0], pages[0].lines)])
    [edges] = find_edges(pages.document[0], [(place, text)])
    at = len("".join(text[: text.index("±")].split()))
    assert x - 1 < edges[2 * at] * 595 / PARTS < edges[2 * at + 1] * 595 / PARTS < y + 1
