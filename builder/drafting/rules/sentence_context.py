"""Describe a sentence and a clause of an abstract as the drafting rules see them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.digests import digest
from builder.materials.measurements.measurement import SentenceFacts
from builder.nlp.clause import Clause, third_person
from builder.nlp.coreference import resolve

#: What stands between a subject and its verb: adverbs, and what brackets and commas set apart.
_BETWEEN = re.compile(
    r"(?:\s|\([^()]*\)|,[^,]{1,60},|\w+ly\b|(?:also|further|first|then|thus|all|both)\b)*"
)
_OF_ONE = frozenset("does is was has".split())
#: A plural before the first preposition of a subject: `the interactions between …`.
_OF_MANY = re.compile(
    r"(?:the |these )?(?:[\w-]+ ){0,4}?(?!\w*(?:ss|us|is|ics|series|species)\b)[a-z]{3,}s (?:of"
    r"|between|in|on|with|from)\b"
)
#: The last word of a subject, a plural.
_ENDS_PLURAL = re.compile(r"\b(?!\w*(?:ss|us|is|ics|as|ous|series|species|lens)$)[a-z]{4,}s$")
_IN_BRACKETS = re.compile(r"\s?\([^()]*\)")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """One sentence of an abstract with its clauses, its facts and the alloy it is about."""

    start: int
    end: int
    text: str
    abstract: str
    facts: SentenceFacts
    clauses: tuple[Clause, ...]
    alloy: str | None
    """The one alloy it is about, as written: from it, else the title or a sentence before."""
    names_alloy: bool
    """True if the sentence itself names that alloy."""
    single_alloy: bool
    """True if title and abstract name one alloy alone."""
    value_counts: Mapping[str, int]
    """Property → number of values of it in the abstract."""
    change_counts: Mapping[str, int]
    """Property → number of changes `from … to …` of it in the abstract."""
    background: bool
    """True if the sentence tells background or an aim, and no finding of this paper."""
    topic: str = ""
    """What the title says its paper is about: `the laser-clad CoCrFeNi coating`; "" if unsure."""
    plain_alloy: bool = True
    """False if title or abstract tell of a coating, film, composite, weld or powder of an alloy."""

    @property
    def is_respective(self) -> bool:
        """True for a sentence with `respectively`: the rules cannot tell which belongs to which."""
        return "respectively" in self.text

    @property
    def certain_alloy(self) -> str | None:
        """The alloy, if the sentence cannot be about another one; else None."""
        return self.alloy if self.names_alloy or self.single_alloy else None

    @property
    def owner(self) -> str:
        """What a property told without an owner is one of; "" if that is not certain."""
        if self.names_alloy:
            return self.alloy or ""
        if not self.single_alloy or not self.alloy:
            return ""
        return self.topic or (self.alloy if self.plain_alloy else "")

    def resolve(self, words: str) -> str | None:
        """Put the name of the alloy for `the alloy`; None if words refer to earlier sentences."""
        return resolve(words, self.alloy, self.single_alloy)

    def variant(self, choices: Sequence[str]) -> str:
        """Return one of several wordings, always the same one for the same sentence."""
        return choices[digest(self.text)[0] % len(choices)]


@dataclass(frozen=True, slots=True)
class ClauseContext:
    """One clause whose subject can be understood without the sentences before it."""

    sentence: SentenceContext
    clause: Clause
    subject: str
    """The subject, with the alloy named in it."""
    core: str
    """The words behind the verb, as written, without reason, time and condition."""
    conditions: tuple[str, ...]
    """The conditions under which the clause holds, in lower case, with the alloy named in them."""
    resolvable: bool
    """True if every condition can be understood without the sentences before it."""

    def question(self, opening: str, rest: str = "", but: str = "") -> str | None:
        """Return a question about the object: `What` `does NbMoTaW exhibit` `at 77 K`?

        Args:
            opening: The interrogative, with what is asked for.
            rest: The words behind the verb.
            but: The condition that is asked for, which is left out.

        Returns:
            None if a condition refers to earlier sentences.
        """
        clause = self.clause
        if not self.resolvable or not self.agrees:
            return None
        conditions = [one for one in self.conditions if one != but]
        return join_question(
            opening, clause.auxiliary, self.subject, clause.after, rest, *conditions
        )

    def subject_question(self, opening: str, rest: str) -> str | None:
        """Return a question about the subject: `What` `increases the hardness` `at 77 K`?

        Returns:
            None if a condition refers to earlier sentences.
        """
        if not self.resolvable:
            return None
        return join_question(opening, third_person(self.clause.verb), rest, *self.conditions)

    @property
    def agrees(self) -> bool:
        """False for a plural with a verb for one: the paper is wrong, or the subject was cut."""
        return self.clause.auxiliary not in _OF_ONE or not _is_of_many(self.subject)

    @property
    def condition_suffix(self) -> str:
        """The conditions, each behind a space."""
        return "".join(f" {one}" for one in self.conditions)

    @property
    def statement(self) -> str:
        """The text from subject to core, word for word; "" if it is not in one piece."""
        text = self.sentence.text
        start = _word_at(text, self.clause.subject)
        behind = start + len(self.clause.subject)
        end = text.find(self.clause.verb, behind)
        last = text.find(self.core, end + len(self.clause.verb))
        if not 0 <= start < end < last or not _BETWEEN.fullmatch(text[behind:end]):
            return ""  # The verb is the second one of its subject.
        return text[start : last + len(self.core)]

    @property
    def whole_statement(self) -> str:
        """The statement with what the sentence tells of its reason, means and outcome behind it."""
        statement, text = self.statement, self.sentence.text
        if not statement:
            return ""
        start = text.find(statement)
        if self.clause is self.sentence.clauses[-1]:
            return text[start:].rstrip(". ")
        end = text.find(self.clause.rest, start)  # Another clause follows.
        return text[start : end + len(self.clause.rest)].rstrip(" ,") if end > start else statement


Draft = tuple[str, str, str]
"""Kind, question and answer."""
SentenceRule = Callable[[SentenceContext], Iterator[Draft]]
ClauseRule = Callable[[ClauseContext], Iterator[Draft]]


def _is_of_many(subject: str) -> bool:
    """Return True for a subject in the plural: `the interactions between …`, `the composites`."""
    head = re.split(r"\s(?:of|in|with|for|at|on|from|to|by|between)\s", subject)[0]
    plural = _ENDS_PLURAL.search(_IN_BRACKETS.sub("", head).strip())
    return plural is not None or _OF_MANY.match(subject) is not None


def join_question(*parts: str) -> str:
    """Join the parts that are not empty into a question."""
    return " ".join(part for part in parts if part) + "?"


def _word_at(text: str, words: str) -> int:
    """Return where the words stand, not within a longer word; -1 if they do not."""
    at = text.find(words)
    while at >= 0:
        before, behind = text[at - 1 : at], text[at + len(words) : at + len(words) + 1]
        if not (_LETTER.match(before) or _LETTER.match(behind)):
            return at
        at = text.find(words, at + 1)
    return -1
