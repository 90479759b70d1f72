"""Ask whether a property rises or falls with what is varied: true or false."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from builder.drafting.paper_draft import pick
from builder.nlp.word_classes import DECREASE_STEMS, INCREASE_STEMS
from builder.triples import Triple, triple_id

_LEAD = r"^(?P<lead>According to “.*?”, |In [^?]{2,160}?, )?"
_TREND = re.compile(
    rf"{_LEAD}[Hh]ow (?P<do>do|does|did) (?P<what>[^?]+?) change (?P<by>(?:with|as) [^?]+)\?$"
)
_RISES = re.compile(rf"\b(?:{INCREASE_STEMS}|improv|enhanc)\w*(?! than\b)")
_FALLS = re.compile(rf"\b(?:{DECREASE_STEMS}|deteriorat)\w*\b(?! than\b)")
#: A change that turns, or that is told of more than one thing.
_TURNS = re.compile(
    r"\b(?:first|then|but|while|whereas|until|before|initially|finally|respectively|slow\w*"
    r"|slight\w*"
    r"|not|little)\b"
)
_MOST = 2
_TREND_RULES = ("change with", "trend of value")


def true_or_false(made: Sequence[Triple], made_by: str) -> Iterator[Triple]:
    """Turn questions on trends into statements, half of which are wrong.

    Two at most, of different sentences.

    Args:
        made: The triples of an abstract.
        made_by: Who drafts.
    """
    of_sentences: dict[int, Triple] = {}
    for triple in made:
        if triple.rule in _TREND_RULES and (stated := _of_trend(triple)):
            question, answer = stated
            statement = Triple(
                triple_id(triple.context, question, answer, made_by), triple.paper, "true-false",
                question, answer, triple.context, triple.start, triple.end, made_by, "true trend",
            )  # fmt: skip
            of_sentences.setdefault(triple.start, statement)
    yield from islice(of_sentences.values(), _MOST)


def _of_trend(triple: Triple) -> tuple[str, str] | None:
    """Return the statement that a property rises or falls with something, and whether it is so."""
    asked = _TREND.fullmatch(triple.question)
    if asked is None or " and " in asked["what"] or _TURNS.search(triple.evidence):
        return None
    told = triple.answer.replace(asked["by"], "")
    rises = _direction(re.sub(r"\b(?:with|as) .*$", "", told))
    if rises is None:
        return None
    true = _is_true(triple)
    way, other = ("increase", "decrease") if rises == true else ("decrease", "increase")
    ending, it = ("", "they") if asked["do"] == "do" else ("s", "it")
    stated = f"{_lead(asked['lead'])}{asked['what']} {way}{ending} {asked['by']}"
    answer = "True" if true else f"False: {it} {other}{ending}"
    return f"True or false: {stated}?", answer


def _direction(words: str) -> bool | None:
    """Return whether words tell of a rise, False for a fall, None for neither or both."""
    rises, falls = bool(_RISES.search(words)), bool(_FALLS.search(words))
    return None if rises == falls else rises


def _is_true(triple: Triple) -> bool:
    return pick(("true", "false"), "trend", triple.question) == "true"


def _lead(words: str | None) -> str:
    return f"{words[:1].lower()}{words[1:]}" if words else ""
