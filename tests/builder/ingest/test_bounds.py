from builder.ingest.bounds import MOST_ABSTRACT, bounded
from builder.papers import Abstract, Paper

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


def test_titles_names_and_lists_of_names_are_cut() -> None:
    found = bounded(paper("A.", title="x" * 5_000, authors=("y" * 5_000,) * 20_000))
    assert found.title == "x" * 2_000
    assert found.authors == ("y" * 2_000,) * 10_000
