"""Find rows that give away a user's own test questions, by five measures.

A row asks what a test question asks; or it rests on the same evidence; or it has the same paper and
the same answer, or the same alloy where the test question names no text; or it stands on the same
text. Texts are the same where seven tenths of the runs of
eight words of the test's text stand in the other one: the measure of PaLM (Chowdhery et al. 2022,
doi:10.48550/arXiv.2204.02311, section 8). The abstract alone gives a model no answer to a question
on it (*input-only* contamination, Dodge et al. 2021, doi:10.18653/v1/2021.emnlp-main.98): other
questions on a paper whose evidence a test question names stay, unless its whole text is given.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from builder.dataset.near_duplicates import is_near, runs_of
from builder.materials.alloys import find_alloys
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal
from builder.triples import without_title

#: Measure → why a row is left out.
REASONS = {
    "question": "it asks what a test question asks",
    "evidence": "it rests on the evidence of a test question",
    "answer": "it has the paper and the answer of a test question",
    "alloy": "it has the alloy and the answer of a test question",
    "context": "it stands on the text of a test question",
}
#: Questions of the same alloys and numbers are the same from this token sort ratio (0 to 100).
_SAME_QUESTION = 85
#: Words of a run, and the share of the runs that makes two texts the same.
_RUN, _SAME_TEXT = 8, 0.7
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_WORDS = re.compile(r"\d+(?:\.\d+)*|\w+")
#: Answers and words of answers that are the same in two answers by chance.
_SAYS_NOTHING = frozenset({"yes", "no", "true", "false", "none"})
_FILLERS = frozenset({"about", "approximately", "around", "the", "a", "an"})
#: Words of questions on an alloy are compared by these many letters: “phase” is “phases”.
_STEM = 5
_SAID_OF_ALL = frozenset({"alloy", "entro", "which", "value", "after", "befor", "under", "betwe"})

_Key = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BenchmarkQuestion:
    """A question that a model shall be tested by, and what its file tells beside it."""

    line: int
    """Where it stands in its file."""
    question: str
    context: str = ""
    """The whole text that it is on."""
    evidence: str = ""
    """The sentences of that text that answer it."""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Contamination:
    """What makes a row give away a test question."""

    line: int
    """Where the test question stands in its file."""
    measure: str
    """One of `REASONS`."""
    likeness: float | None = None
    """Share of the runs of words that are the same, or of the words of two questions."""


@dataclass(frozen=True, slots=True)
class _AnswerOnAlloy:
    """What a test question asks of an alloy, where its file names no text."""

    line: int
    asked: frozenset[str]
    """The words of the question that tell it from others."""
    words: str
    """Those of the answer."""
    values: tuple[Quantity, ...]

    def is_in(self, text: str) -> bool:
        """Return whether a question and its answer, on the same alloy, give this one away."""
        if self.values:
            found = find_quantities(text)
            return all(any(equal(value, one) for one in found) for value in self.values)
        shared = self.asked & _telling_words(text)
        return bool(self.words and shared) and f" {self.words} " in f" {_answer_words(text)} "


class BenchmarkQuestions:
    """A user's test questions, by what near questions and texts share."""

    def __init__(self, questions: Iterable[BenchmarkQuestion]) -> None:
        """Keep the questions, and the runs of words of their texts."""
        self.counts = {"questions": 0, "without_evidence": 0}
        """All of them, and those whose file names neither evidence nor a text of 8 words."""
        self._on_alloys: dict[str, list[_AnswerOnAlloy]] = {}
        self._by_key: dict[_Key, list[tuple[int, str]]] = {}
        self._contexts = _TestTexts()
        self._evidence = _TestTexts()
        self._answers: dict[int, str] = {}
        for one in questions:
            self._by_key.setdefault(_key(one.question), []).append((one.line, _plain(one.question)))
            self._contexts.add(one.line, one.context)
            self._evidence.add(one.line, one.evidence)
            self._answers[one.line] = _answer_words(one.answer)
            self.counts["questions"] += 1
            if not self._contexts.holds(one.line) and not self._evidence.holds(one.line):
                self.counts["without_evidence"] += 1
                self._add_on_alloys(one)

    def _add_on_alloys(self, one: BenchmarkQuestion) -> None:
        values, words = tuple(find_quantities(one.answer)), _answer_words(one.answer)
        if f" {words} " in f" {_answer_words(one.question)} ":
            words = ""  # a choice that the question names: each row on the alloy has it
        if values or words:
            told = _AnswerOnAlloy(one.line, _telling_words(one.question), words, values)
            for alloy in {found.composition_key for found in find_alloys(one.question)}:
                self._on_alloys.setdefault(alloy, []).append(told)

    def by_question(self, question: str) -> Contamination | None:
        """Return the test question that nearly equals a question."""
        group = self._by_key.get(_key(question), [])
        near = process.extractOne(
            _plain(question), [words for _, words in group], scorer=fuzz.token_sort_ratio,
            score_cutoff=_SAME_QUESTION,
        )  # fmt: skip
        return Contamination(group[near[2]][0], "question", near[1] / 100) if near else None

    def by_context(self, text: str) -> Contamination | None:
        """Return the first test question on nearly the same text, or on a part of it."""
        for line, share in sorted(self._contexts.shares(text).items()):
            if share >= _SAME_TEXT or is_near(text, self._contexts.texts[line]):
                return Contamination(line, "context", share)
        return None

    def lines_on(self, text: str) -> list[int]:
        """Return the lines of the test questions whose evidence stands in a text."""
        shares = self._evidence.shares(text)
        return sorted(line for line, share in shares.items() if share >= _SAME_TEXT)

    def by_fact(
        self, lines: Iterable[int], evidence: str, question: str, answer: str
    ) -> Contamination | None:
        """Return the first test question whose evidence, or whose answer, is that of a row.

        Args:
            lines: Test questions on the text of the row.
            evidence: What the row rests on.
            question: Its question.
            answer: Its answer.
        """
        runs, words = runs_of(evidence, whole=True, length=_RUN), _answer_words(question, answer)
        for line in lines:
            tested = self._evidence.runs[line]
            share = len(runs & tested) / min(len(runs), len(tested))
            if share >= _SAME_TEXT:
                return Contamination(line, "evidence", share)
            if (asked := self._answers[line]) and f" {asked} " in f" {words} ":
                return Contamination(line, "answer")
        return None

    def by_alloy(self, question: str, answer: str) -> Contamination | None:
        """Return the first test question without a text whose alloy and answer a row has.

        Values are the same in any unit; other answers word by word, in a row that shares a word
        with the question, too.
        """
        text = f"{question}\n{answer}"
        alloys = {alloy.composition_key for alloy in find_alloys(text)} & self._on_alloys.keys()
        told = {one.line for alloy in alloys for one in self._on_alloys[alloy] if one.is_in(text)}
        return Contamination(min(told), "alloy") if told else None


class _TestTexts:
    """Texts of test questions by their runs of words; one shorter than a run is left out."""

    def __init__(self) -> None:
        self.texts: dict[int, str] = {}
        self.runs: dict[int, set[int]] = {}
        self._lines: dict[int, list[int]] = {}

    def add(self, line: int, text: str) -> None:
        """Keep the text of a line."""
        if len(text.split()) >= _RUN:
            self.texts[line] = text
            self.runs[line] = runs_of(text, whole=True, length=_RUN)
            for run in self.runs[line]:
                self._lines.setdefault(run, []).append(line)

    def holds(self, line: int) -> bool:
        """Return whether a line has a text."""
        return line in self.texts

    def shares(self, text: str) -> dict[int, float]:
        """Return line → share of the runs of its text that stand in a text, of those that do."""
        found = runs_of(text, whole=True, length=_RUN)
        shared = Counter(line for run in found for line in self._lines.get(run, ()))
        return {line: count / len(self.runs[line]) for line, count in shared.items()}


def _key(question: str) -> _Key:
    """Return the alloys and numbers of a question, in which nearly equal ones agree."""
    words = without_title(question)
    alloys = find_alloys(words)
    for alloy in reversed(alloys):
        words = words[: alloy.start] + words[alloy.end :]
    keys = sorted(alloy.composition_key for alloy in alloys)
    return tuple(keys), tuple(sorted(_NUMBERS.findall(words)))


def _plain(question: str) -> str:
    """Return the words of a question in lower case, without alloys, a title before it and marks."""
    words = without_title(question)
    for alloy in reversed(find_alloys(words)):
        words = words[: alloy.start] + words[alloy.end :]
    return " ".join(re.findall(r"\w+", words.lower()))


def _answer_words(*texts: str) -> str:
    """Return the words of an answer that tell it from others; "" where none does."""
    words = [w for text in texts for w in _WORDS.findall(text.lower()) if w not in _FILLERS]
    return "" if len(words) == 1 and words[0] in _SAYS_NOTHING else " ".join(words)


def _telling_words(text: str) -> frozenset[str]:
    """Return how the longer words of a question begin, without alloys and words of them all."""
    words = (word[:_STEM] for word in _plain(text).split() if len(word) >= _STEM)
    return frozenset(words) - _SAID_OF_ALL
