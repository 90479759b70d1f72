"""Tell questions and answers that show that they were made of a sentence: nobody words them so."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from builder.materials.measurements.states import routes
from builder.materials.vocabulary import find_terms

#: What leads a question in: its paper or its material.
_LED_IN = re.compile(
    r"^(?:According to “.*?”|In the study “.*?”|In (?P<about>[^?]{2,160}?)), "
    r"(?=(?:what|which|why|how|when|where|at|in|by|from|after|under|to|over|for)\b)"
)
_WORD = re.compile(r"[A-Za-z][\w.-]*")
#: What is left of LaTeX in a text: B_{2}, CoCrNi $ _{x} $.
_MARKUP = re.compile(r"[_^]\s?\{|\$\s?[_^\\]|\\[a-z]+|[ĬİĞ]|(?<= )[ıŝ](?= )")
#: Most words of a question without its title, and of one that asks for the doer or what is done.
_LONGEST, _LONGEST_REVERSED = 34, 20
_REVERSED = frozenset({"doer", "object", "being", "main"})
#: Rules whose answers name one thing, which a title may give away.
_OF_ONE_FACT = frozenset({"doer", "way", "means", "our means", "use"})
_OF_MAKING = _OF_ONE_FACT - {"doer"}
#: Words of an answer that tells little more than the route.
_SHORT_ANSWER = 12
#: The short form behind a name: laser powder bed fusion (LPBF).
_SHORT_FORM = re.compile(r"\s\([A-Z][\w-]{0,7}\)")
#: Letters by which two words are one: melted, melting.
_STEM = 6
#: Rules whose questions list values or members.
_LISTING = frozenset(
    {"choice", "series", "true or false", "other unit", "value", "compared values"}
)
#: Words that a stated fact has beside the names in it.
_SMALL = frozenset(
    "the a an of by in with to and its on for addition additions adding added amount amounts"
    " content contents presence use using increasing increase higher high introduction doping"
    " doped element elements into moderate alloying co incorporation separate individual"
    " via combination processing method methods technique process processes"
    " appropriate microalloying"
    " alloy alloys coating coatings matrix as deposits hea heas small amounts particles".split()
)


@dataclass(frozen=True, slots=True)
class _Fault:
    """A wording that shows a fault, in a question or in its answer."""

    question: re.Pattern[str] | None
    answer: re.Pattern[str] | None
    rules: frozenset[str]
    """The rules it holds for; all where empty."""


def is_well_worded(rule: str, question: str, answer: str) -> bool:
    """Return False for a question or an answer with a fault of wording.

    Args:
        rule: The rule that drafted it.
        question: The question, with what leads it in.
        answer: Its answer.
    """
    asked = _LED_IN.sub("", question)
    words = len(asked.split())
    longest = _LONGEST_REVERSED if rule in _REVERSED else _LONGEST
    if words > longest and rule not in _LISTING:
        return False
    if _MARKUP.search(question) or _MARKUP.search(answer):
        return False
    if rule in _OF_ONE_FACT and _is_told_by_lead(rule, question, answer):
        return False
    return not any(
        (not fault.rules or rule in fault.rules)
        and (_shows(fault.question, asked) or _shows(fault.answer, answer))
        for fault in _faults()
    )


def _shows(fault: re.Pattern[str] | None, words: str) -> bool:
    return fault is not None and fault.search(words) is not None


def _is_told_by_lead(rule: str, question: str, answer: str) -> bool:
    """Return True if the title or the material that leads a question in names all of its answer."""
    lead = question[: len(question) - len(_LED_IN.sub("", question))].replace("-", " ")
    if rule in _OF_MAKING and len(answer.split()) <= _SHORT_ANSWER:
        made = {one.name for one in find_terms(answer) if one.kind == "process"}
        if made & {*routes()} and made <= {one.name for one in find_terms(lead)}:
            return True
    plain = _SHORT_FORM.sub("", answer).replace("-", " ")
    said = {word.lower().strip(".") for word in _WORD.findall(plain)} - _SMALL
    told = lead.lower()
    return bool(lead and said) and all(word[:_STEM] in told for word in said)


@lru_cache(maxsize=1)
def _faults() -> tuple[_Fault, ...]:
    """Return the faults of `wording_faults.toml`."""
    table = tomllib.loads(Path(__file__).with_name("wording_faults.toml").read_text("utf-8"))
    return tuple(
        _Fault(
            _pattern(entry.get("question")),
            _pattern(entry.get("answer")),
            frozenset(entry.get("rules", ())),
        )
        for entry in table["faults"]
    )


def _pattern(words: str | None) -> re.Pattern[str] | None:
    return re.compile(words, re.IGNORECASE) if words else None
