"""The record of a clause, and the parts from which a question about it is built."""

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.nlp.adjuncts import adjuncts_of, core_of
from builder.nlp.verb_lexicon import BE, FORMS, third
from builder.nlp.word_classes import MODALS

_BRACKETS = re.compile(r"\([^()]*\)")
_HIDE = str.maketrans({",": "\x01", ";": "\x02"})
_SHOW = str.maketrans({"\x01": ",", "\x02": ";"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence; `lead` stands before its subject, `tail` behind it."""

    lead: str
    subject: str
    verb: str
    rest: str
    """From behind the verb to the end of the clause, without leading adverbs."""
    tail: str
    shown: str
    """The report before the clause: `The results show that` or the like."""

    @property
    def base(self) -> str:
        """Return the base form of the verb; `be` for its forms and for a modal with `be`."""
        return _base(self.verb)

    @property
    def auxiliary(self) -> str:
        """Return the word behind the wh-word of a question: `is`, `does`, `did`."""
        first = self.verb.split()[0]
        if " " in self.verb or self.base == "be":
            return first
        return FORMS[self.verb][1]

    @property
    def after(self) -> str:
        """Return the verb behind the subject of a question: bare, `be`, `found to be`."""
        words = self.verb.split()
        if len(words) == 1:
            return "" if self.base == "be" else self.base
        return " ".join(word for word in words[1:] if not word.endswith("ly") and word != "also")

    @property
    def adjuncts(self) -> tuple[tuple[str, str], ...]:
        """Return the adjuncts (why, when, how long) as pairs of first words and all words."""
        return adjuncts_of(self.rest)

    @property
    def core(self) -> str:
        """Return what follows the verb, without adjuncts."""
        return core_of(self.rest)

    def visible(self) -> "Clause":
        """Return the clause with the commas and semicolons that `hide` hid."""
        parts = (self.lead, self.subject, self.verb, self.rest, self.tail, self.shown)
        return Clause(*(part.translate(_SHOW) for part in parts))


@lru_cache(maxsize=1024)
def _base(verb: str) -> str:
    last = verb.split()[-1]
    if last in ("be", "been") or re.fullmatch(rf"{BE}|{MODALS}", last):
        return "be"
    return FORMS[last][0]


def third_person(verb: str) -> str:
    """Return the verb as it follows `What`: increase → increases, are → is."""
    first, *others = verb.split()
    one = {"are": "is", "were": "was", "have": "has", "do": "does"}.get(first, first)
    if not others and verb in FORMS and FORMS[verb][1] == "do":
        one = third(verb)
    return " ".join([one, *others])


def hide(text: str) -> str:
    """Hide the commas and semicolons within brackets, which end no clause."""
    return _BRACKETS.sub(lambda inside: inside.group().translate(_HIDE), text)


def bare(text: str) -> str:
    """Return the text without what stands in brackets."""
    return _BRACKETS.sub("", text)
