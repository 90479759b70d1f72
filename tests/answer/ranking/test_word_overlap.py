"""Words shared with a question count by how rare they are, in any form they are written in."""

from answer.question.parse import parse_question
from answer.ranking.word_overlap import Overlap, word_overlaps


def overlaps(
    *texts: str, question: str = "Why does NbMoTaW oxidise after SPS?", title: str = ""
) -> list[Overlap]:
    return word_overlaps(parse_question(question), texts, [1] * len(texts), [title] * len(texts))


def test_a_term_is_shared_in_any_form() -> None:
    long, none = overlaps("It was made by spark plasma sintering.", "It was cast.")
    assert long.share > none.share == 0.0


def test_words_of_one_beginning_are_shared() -> None:
    other, none = overlaps("Oxidation was slow.", "Hardness was low.")
    assert other.share > none.share == 0.0


def test_the_rarer_word_tells_more() -> None:
    rare, *_, common = overlaps("It oxidises.", *["A coating."] * 4, question="coating oxidises?")
    assert rare.share > 0.0
    assert rare.rarest
    assert not common.rarest


def test_words_of_the_title_tell_less() -> None:
    inside, outside = overlaps(
        "It oxidises.", "A coating.", question="coating oxidises?", title="How it oxidises"
    )
    assert inside.beyond_title < outside.beyond_title
    assert inside.subject < outside.subject


def test_a_question_without_words_shares_none() -> None:
    [found] = word_overlaps(parse_question("?"), ["It oxidises."], [1], [""])
    assert found == Overlap(0.0, 0.0, 0.0, False)
