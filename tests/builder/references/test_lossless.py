"""Whatever an export holds is read back, or the reader says that it was not."""

import random
import tempfile
from pathlib import Path

import pytest
from export_writers import EXPORTS, Made
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.papers import Paper
from builder.references.readers import read_bibliography

_WORDS = (
    "the alloy CoCrFeNi has a hardness of 454 HV and 5% strain, at 298 K; it was “cast” by Al0.3"
    " (as-cast) R&D σ-phase twins < 5 µm 1.5 GPa Thermo-Calc software no. 7 γ′ [111] well-known"
).split()
_words = st.lists(st.sampled_from(_WORDS), min_size=2, max_size=12).map(" ".join)
_names = st.lists(
    st.sampled_from(["Yeh, Jien-Wei", "Müller, Anna", "de la Cruz, J. M.", "Li, Z."]),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip


@st.composite
def _records(draw: st.DrawFn) -> list[Made]:
    return [
        Made(
            f"Title number {number} of {draw(_words)}",
            f"We say in text {number} that {draw(_words)}.",
            f"10.1000/made.{number}",
            2000 + number,
            tuple(draw(_names)),
        )
        for number in range(draw(st.integers(1, 6)))
    ]


def read(name: str, text: str) -> list[Paper]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode())
        return [paper for *_, paper in read_bibliography(path)]


def as_read(paper: Paper) -> Made:
    assert paper.abstract is not None, paper
    return Made(
        paper.title or "", paper.abstract.text, paper.doi or "", paper.year or 0, paper.authors
    )


_EVERY_EXPORT = pytest.mark.parametrize("name", EXPORTS)
#: Changes that take nothing away: the records must come back as they were.
_HARMLESS = {
    "nothing": lambda text, name: text,
    "line ends of Windows": lambda text, name: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text, name: "\ufeff" + text,
    "blank lines at the end": lambda text, name: text + "\n\n\n",
    "no last line end": lambda text, name: text.rstrip(),
    "soft hyphens": lambda text, name: text.replace("software", "soft\xadware"),
    "zero-width spaces": lambda text, name: text.replace("alloy", "al\u200bloy"),
    "no-break spaces": lambda text, name: text.replace("454 HV", "454\u00a0HV"),
    "DOIs as links": lambda text, name: text.replace("10.1000/", "https://doi.org/10.1000/"),
}


@_EVERY_EXPORT
@pytest.mark.parametrize("change", _HARMLESS)
@given(records=_records())
@settings(max_examples=6, deadline=None)
def test_every_record_comes_back(name: str, change: str, records: list[Made]) -> None:
    papers = read(name, _HARMLESS[change](EXPORTS[name](records), name))
    assert [as_read(paper) for paper in papers] == records


@_EVERY_EXPORT
@given(records=_records(), field=st.sampled_from(["title", "abstract"]), place=st.randoms())
@settings(max_examples=15, deadline=None)
def test_a_lone_quotation_mark_costs_no_record(
    name: str, records: list[Made], field: str, place: random.Random
) -> None:
    """In the field it is a character of it, as the export of a database writes it."""
    number = place.randrange(len(records))
    words = getattr(records[number], field).split(" ")
    at = place.randrange(len(words))
    words[at] = f'"{words[at]}'
    changed = [*records]
    changed[number] = Made(**{**records[number].__dict__, field: " ".join(words)})
    assert [as_read(paper) for paper in read(name, EXPORTS[name](changed))] == changed


@_EVERY_EXPORT
@given(records=_records(), place=st.randoms())
@settings(max_examples=25, deadline=None)
def test_a_lost_line_loses_no_record_in_silence(
    name: str, records: list[Made], place: random.Random
) -> None:
    lines = EXPORTS[name](records).split("\n")
    lost = place.randrange(len(lines))
    told_or_read(read(name, "\n".join([*lines[:lost], *lines[lost + 1 :]])), records, lines[lost])


#: Signs that a format is made of.
_SIGNS = {
    ".bib": '{}=,@', ".ris": "-", "nbib": "-", ".ciw": " ", "savedrecs.txt": "\t\n", ".csv": '",\n',
    "json": '{}[]",:',
}  # fmt: skip


@_EVERY_EXPORT
@given(records=_records(), place=st.randoms())
@settings(max_examples=40, deadline=None)
def test_a_lost_character_of_the_format_loses_no_record_in_silence(
    name: str, records: list[Made], place: random.Random
) -> None:
    text = EXPORTS[name](records)
    signs = _SIGNS.get(name) or _SIGNS[name[-4:]]
    at = place.choice([i for i, sign in enumerate(text) if sign in signs])
    told_or_read(read(name, text[:at] + text[at + 1 :]), records, None)


def told_or_read(papers: list[Paper], records: list[Made], lost: str | None) -> None:
    """Check that a broken export is read whole, or that a row says that it was not.

    A lost line may take a record with it, if the format writes a record on a line.
    """
    told = not papers or any(paper.state == "corrupt" for paper in papers)
    missing = [one for one in records if one.doi not in (lost or "")]
    read_back = {paper.doi for paper in papers} | {paper.title for paper in papers}
    for one in missing:
        assert told or one.doi in read_back or one.title in read_back, (one, papers)
    titles = {one.title for one in records}
    for paper in papers:
        if paper.abstract is not None and paper.title in titles and not told:
            [right] = [one for one in records if one.title == paper.title]
            assert paper.doi in (right.doi, None), (paper, records)
            others = [one.title for one in records if one is not right]
            assert not any(title in paper.abstract.text for title in others), paper
