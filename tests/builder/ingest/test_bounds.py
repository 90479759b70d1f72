from dataclasses import replace

from builder.ingest.bounds import MOST_ABSTRACT, bounded
from builder.papers import Abstract, Body, LinePlace, Paper, Paragraph, SectionHeading, Table

PLACE = (1, (0.0, 0.0, 0.0, 0.0), "record", 1.0)


def paper(text: str, **more: object) -> Paper:
    return Paper("ok", "", abstract=Abstract(text, *PLACE), **more)  # type: ignore[arg-type]


def test_an_abstract_is_cut_behind_its_last_whole_sentence_and_a_note_says_so() -> None:
    found = bounded(paper("A hard alloy. " * 2_000))
    assert found.abstract is not None
    assert MOST_ABSTRACT - 20 < len(found.abstract.text) <= MOST_ABSTRACT
    assert found.abstract.text.endswith("alloy.")
    assert found.notes == (
        f"Its abstract was cut off after {len(found.abstract.text):,} of its characters.",
    )


def test_one_without_a_stop_is_cut_behind_a_word_or_else_anywhere() -> None:
    for text, last in (("word " * 9_000, "word"), ("x" * 90_000, "x")):
        found = bounded(paper(text))
        assert found.abstract is not None
        assert found.abstract.text.endswith(last)
        assert len(found.abstract.text) > MOST_ABSTRACT - 10


def test_what_is_within_the_bounds_stays_as_it_is() -> None:
    one = paper("A hard alloy.", title="T", authors=("Yeh, J. W.",), notes=("A note.",))
    assert bounded(one) == one
    assert bounded(Paper("corrupt", "Why.")) == Paper("corrupt", "Why.")


def test_a_body_with_headings_is_not_told_to_be_cut() -> None:
    body = Body(
        (Paragraph("A hard alloy.", 1),), (), (SectionHeading("1. Methods", 1, 1, "experimental"),)
    )
    found = bounded(paper("A hard alloy.", body=body))
    assert (found.body, found.notes) == (body, ())


def test_titles_names_and_lists_of_names_are_cut() -> None:
    found = bounded(paper("A.", title="x" * 5_000, authors=("y" * 5_000,) * 20_000))
    assert found.title == "x" * 2_000
    assert found.authors == ("y" * 2_000,) * 10_000


BEYOND = (
    "Parts of its text or tables are longer than hea-qa reads, and were left out: see the file."
)


def body_of(*paragraphs: Paragraph, tables: tuple[Table, ...] = ()) -> Paper:
    return replace(paper("A hard alloy."), body=Body(paragraphs, tables))


def test_a_body_within_the_bounds_stays_as_it_is() -> None:
    table = Table(
        (("Alloy", "HV"), ("CoCrFeNi", "160")), 1, 3, "Table 1", "Hardness.", ("a By us.",)
    )
    one = body_of(Paragraph("It is hard.", 2), tables=(table,))
    assert bounded(one) == one


def test_a_paragraph_is_cut_behind_a_sentence_with_its_places_and_told() -> None:
    lines = tuple(LinePlace(1, 0, at, at + 13, 0, 0, 9, 9) for at in range(0, 28_000, 14))
    found = bounded(body_of(Paragraph("A hard alloy. " * 2_000, 1, places=lines)))
    assert found.body is not None
    [cut] = found.body.paragraphs
    assert cut.text.endswith("alloy.")
    assert 19_000 < cut.places[-1].end <= len(cut.text) <= 20_000
    assert found.notes == (BEYOND,)


def test_a_body_without_end_keeps_its_beginning() -> None:
    some = bounded(body_of(*[Paragraph("Word. " * 3_000, 1)] * 300)).body
    many = bounded(body_of(*[Paragraph("Word.", 1)] * 9_000)).body
    assert some is not None
    assert many is not None
    assert sum(len(one.text) for one in some.paragraphs) <= 2_000_000
    assert len(many.paragraphs) == 5_000


def test_a_table_is_kept_whole_or_not_at_all() -> None:
    fair = Table((("a", "b"),), 1, 1)
    wide = Table((("x",) * 200_000,), 1, 1)
    deep = Table((("x" * 3_000,),), 1, 1)
    found = bounded(body_of(tables=(fair, wide, deep, fair)))
    assert found.body == Body((), (fair, fair))
    assert found.notes == (BEYOND,)
