"""The systems of an evaluation: each gives an answer to every question, or the reason for none."""

from collections.abc import Collection, Sequence
from typing import Any

import pytest
from fakes import ScriptedChat
from small_library import CANTOR, SENKOV

from answer.generative.answer import AnswerOptions
from answer.models.protocol import Completion, GenerationConfig
from answer.papers import FoundBody
from answer.question.intent import ALL_YEARS, Years
from builder.errors import UserError
from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow
from builder.references.jsonl import record_paper
from builder.triples import REFUSAL
from eval.gold.held_out import HeldOutQuestion
from eval.gold.questions import Question
from eval.grid.systems import QuotingSystem, closed_book_system, reading_system
from retrieval.hybrid import Hit

STRONG = "What is the yield strength of NbMoTaW at 1600 °C?"
TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"


def case(text: str, record: dict[str, Any] | None, known: str = "405 MPa") -> HeldOutQuestion:
    answers, sources = ((known,), frozenset({"p"})) if known else ((), frozenset())
    paper = record and CatalogEntry("r.jsonl", 1, record["id"], record_paper(record, 1))
    return HeldOutQuestion(Question(text, text, "numeric", sources, None, answers), paper or None)


STRENGTH, TOUGHNESS = case(STRONG, SENKOV), case(TOUGH, CANTOR, "200 MPa m^0.5")


class Found:
    """A corpus that finds the same papers for every question, and states no value."""

    def __init__(self, hits: list[Hit]) -> None:
        self.hits, self.searched = hits, list[str]()

    def search(self, question: str, k: int, years: Years = ALL_YEARS) -> list[Hit]:
        self.searched.append(question)
        return self.hits

    def values(self, name: str, years: Years = ALL_YEARS) -> list[PropertyRow]:
        return []

    def knows(self, word: str) -> bool:
        return True

    def body_values(self, name: str, years: Years = ALL_YEARS) -> list[PropertyRow]:
        return []

    def bodies(self, question: str, hits: Sequence[Hit]) -> list[FoundBody]:
        return []

    def naming(self, words: Collection[str], years: Years = ALL_YEARS) -> list[CatalogEntry]:
        return []


class WithLikelihood(ScriptedChat):
    """Tells a likelihood too, as a model in this process does: −1.5 for each token."""

    def answer_tokens(self, answer: str) -> int:
        return len(answer.split())

    def log_probabilities(self, prompts: Sequence[str], answer: str) -> list[float]:
        self.rated = [(prompt, answer) for prompt in prompts]
        return [-1.5 * self.answer_tokens(answer)] * len(prompts)


def test_without_a_search_the_paper_that_answers_is_quoted() -> None:
    [reply] = QuotingSystem(None)([STRENGTH])
    assert reply.answer is not None
    assert reply.answer.short == "405 MPa"
    assert reply.answer.citations[0].quote == "Its yield strength is 405 MPa at 1600 °C."
    assert (reply.trouble, reply.known) == ("", None)


def test_hits_found_beforehand_are_quoted_without_another_search() -> None:
    papers = Found(STRENGTH.oracle)
    ready = QuotingSystem(papers, 5).with_found([STRENGTH, TOUGHNESS])
    assert papers.searched == [STRONG, TOUGH]
    first, second = ready([STRENGTH, TOUGHNESS])
    assert papers.searched == [STRONG, TOUGH]
    assert first.answer is not None and first.answer.answered
    assert second.answer is not None and not second.answer.answered  # of another paper
    alone = QuotingSystem(None)
    assert alone.with_found([STRENGTH]) is alone


def test_a_model_is_asked_only_where_papers_may_answer_and_replies_keep_their_order() -> None:
    chat = ScriptedChat(" The yield strength is 405 MPa at 1600 °C.")
    foreign = case("What is the hardness of HfNbTaTiZr?", None, "")
    replies = reading_system(chat, AnswerOptions(), None)([foreign, STRENGTH, foreign])
    answered = [reply.answer is not None and reply.answer.answered for reply in replies]
    assert answered == [False, True, False]
    assert len(chat.prompts) == 1
    assert SENKOV["title"] in chat.prompts[0]


def test_a_closed_book_cites_nothing_and_a_refusal_has_no_sentences() -> None:
    chat = ScriptedChat(lambda prompt: " It is 405 MPa. [1]" if STRONG in prompt else REFUSAL)
    told, refused = (
        reply.answer for reply in closed_book_system(chat, AnswerOptions())([STRENGTH, TOUGHNESS])
    )
    assert told is not None and refused is not None
    assert (told.answered, told.citations, told.retrieved) == (True, (), ())
    assert (refused.answered, refused.sentences) == (False, ())
    assert SENKOV["title"] not in chat.prompts[0]


@pytest.mark.parametrize("make", [reading_system, closed_book_system])
def test_the_known_answer_is_rated_after_the_prompt_that_the_model_answered(make: Any) -> None:
    chat = WithLikelihood(" It is 405 MPa at 1600 °C.")
    more = (None,) if make is reading_system else ()
    [reply] = make(chat, AnswerOptions(), *more)([STRENGTH])
    assert chat.rated == [(chat.prompts[0], "405 MPa")]
    assert (reply.known.tokens, reply.known.log_probability) == (2, -3.0)
    [unknown] = make(chat, AnswerOptions(), *more)([case(STRONG, SENKOV, "")])
    assert unknown.known is None


class Unreachable(ScriptedChat):
    def write_all(self, prompts: Any, how: GenerationConfig) -> list[Completion]:
        raise UserError("The server gave no answer.", "Start it.")


@pytest.mark.parametrize("make", [reading_system, closed_book_system])
def test_a_model_that_fails_gives_one_reason_for_each_question(make: Any) -> None:
    more = (None,) if make is reading_system else ()
    replies = make(Unreachable(""), AnswerOptions(), *more)([STRENGTH, TOUGHNESS])
    assert [(reply.answer, reply.trouble) for reply in replies] == [
        (None, "The server gave no answer.")
    ] * 2


def test_nothing_is_asked_of_a_model_where_no_question_reaches_it() -> None:
    foreign = case("What is the hardness of HfNbTaTiZr?", None, "")
    [reply] = reading_system(Unreachable(""), AnswerOptions(), None)([foreign])
    assert reply.answer is not None and not reply.answer.answered
