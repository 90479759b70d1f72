"""A clause of a sentence, and what a question about it is put together from."""

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.nlp.adjuncts import adjuncts_of, core_of
from builder.nlp.verb_lexicon import BE, CAN, FORMS, third

_BRACKETS = re.compile(r"\([^()]*\)")
_HIDE = str.maketrans({",": "\x01", ";": "\x02"})
_SHOW = str.maketrans({"\x01": ",", "\x02": ";"})


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause of a sentence; `lead` stands before its subject, `tail` behind it."""

    lead: str
    subject: str
    verb: str
    rest: str
    """From behind the verb to the clause's end, adverbs before it left out."""
    tail: str
    shown: str
    """What the sentence opened with: `The results show that` or the like."""

    @property
    def base(self) -> str:
        """The verb's base form; `be` for its forms and for a modal with `be`."""
        return _base(self.verb)

    @property
    def auxiliary(self) -> str:
        """What a question about it begins with after its wh-word: `is`, `does`, `did`."""
        first = self.verb.split()[0]
        if " " in self.verb or self.base == "be":
            return first
        return FORMS[self.verb][1]

    @property
    def after(self) -> str:
        """What follows the subject in such a question: the bare verb, `be`, `found to be`."""
        words = self.verb.split()
        if len(words) == 1:
            return "" if self.base == "be" else self.base
        return " ".join(word for word in words[1:] if not word.endswith("ly") and word != "also")

    @property
    def adjuncts(self) -> tuple[tuple[str, str], ...]:
        """What follows the object and says why, when or how long: (first words, all words)."""
        return adjuncts_of(self.rest)

    @property
    def core(self) -> str:
        """What follows the verb, without adjuncts."""
        return core_of(self.rest)

    def visible(self) -> "Clause":
        """With the commas and colons that were hidden."""
        parts = (self.lead, self.subject, self.verb, self.rest, self.tail, self.shown)
        return Clause(*(part.translate(_SHOW) for part in parts))


@lru_cache(maxsize=1024)
def _base(verb: str) -> str:
    last = verb.split()[-1]
    if last in ("be", "been") or re.fullmatch(rf"{BE}|{CAN}", last):
        return "be"
    return FORMS[last][0]


def third_person(verb: str) -> str:
    """The verb as it follows `What`: increase → increases, are → is."""
    first, *others = verb.split()
    one = {"are": "is", "were": "was", "have": "has", "do": "does"}.get(first, first)
    if not others and verb in FORMS and FORMS[verb][1] == "do":
        one = third(verb)
    return " ".join([one, *others])


def hide(text: str) -> str:
    """The text with the commas and colons in brackets hidden, as they end no clause."""
    return _BRACKETS.sub(lambda inside: inside.group().translate(_HIDE), text)


def bare(text: str) -> str:
    """The text without what stands in brackets."""
    return _BRACKETS.sub("", text)
