"""Find rows that ask what a user's own test questions ask, or stand on the same text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from builder.dataset.near_duplicates import is_near, runs_of
from builder.materials.alloys import find_alloys

#: Questions of the same alloys and numbers are the same from this token sort ratio (0 to 100).
_SAME_QUESTION = 85
#: A context of fewer words is no text of its own, and this share of its runs makes it part of one.
_FEWEST_WORDS, _INSIDE = 12, 0.7
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_LEAD = re.compile(r"^\s*According to “.*?”,", re.DOTALL)

_Key = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BenchmarkQuestion:
    """A question that a model shall be tested by, and the text it is on, if that is told."""

    line: int
    """Where it stands in its file."""
    question: str
    context: str = ""


class BenchmarkQuestions:
    """A user's test questions, by what near questions and contexts share."""

    def __init__(self, questions: Iterable[BenchmarkQuestion]) -> None:
        """Keep the questions, and the runs of words of their contexts."""
        self._by_key: dict[_Key, list[tuple[int, str]]] = {}
        self._contexts: dict[int, BenchmarkQuestion] = {}
        self._lines_of_run: dict[int, list[int]] = {}
        for one in questions:
            self._by_key.setdefault(_key(one.question), []).append((one.line, _plain(one.question)))
            if len(one.context.split()) >= _FEWEST_WORDS:
                self._contexts[one.line] = one
                for run in runs_of(one.context, whole=True):
                    self._lines_of_run.setdefault(run, []).append(one.line)

    def line_of_question(self, question: str) -> int | None:
        """Return the line of a test question that nearly equals a question; None without one."""
        group = self._by_key.get(_key(question), [])
        near = process.extractOne(
            _plain(question), [words for _, words in group], scorer=fuzz.token_sort_ratio,
            score_cutoff=_SAME_QUESTION,
        )  # fmt: skip
        return group[near[2]][0] if near else None

    def line_of_context(self, text: str) -> int | None:
        """Return the line of a test question on nearly the same text, or on a part of it."""
        shared = Counter(
            line for run in runs_of(text, whole=True) for line in self._lines_of_run.get(run, ())
        )
        return next(self._same_text(shared, text), None)

    def _same_text(self, shared: Counter[int], text: str) -> Iterator[int]:
        for line, count in sorted(shared.items()):
            context = self._contexts[line].context
            runs = len(runs_of(context, whole=True))
            if count >= _INSIDE * runs or is_near(text, context):
                yield line


def _key(question: str) -> _Key:
    """Return the alloys and numbers of a question, in which nearly equal ones agree."""
    words = _LEAD.sub("", question)
    alloys = find_alloys(words)
    for alloy in reversed(alloys):
        words = words[: alloy.start] + words[alloy.end :]
    keys = sorted(alloy.composition_key for alloy in alloys)
    return tuple(keys), tuple(sorted(_NUMBERS.findall(words)))


def _plain(question: str) -> str:
    """Return the words of a question in lower case, without alloys, a title before it and marks."""
    words = _LEAD.sub("", question)
    for alloy in reversed(find_alloys(words)):
        words = words[: alloy.start] + words[alloy.end :]
    return " ".join(re.findall(r"\w+", words.lower()))
