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
_EFFECTS = tuple(
    re.compile(rf"{_LEAD}{form}\?$")
    for form in (
        r"[Ww]hat effect (?P<do>do|does|did) (?P<what>[^?]+?) have on (?P<on>[^?]+)",
        r"[Hh]ow (?P<do>do|does|did) (?P<what>[^?]+?) affect (?P<on>[^?]+)",
    )
)
_RISES = re.compile(rf"\b(?:{INCREASE_STEMS}|improv|enhanc)\w*(?! than\b)")
_FALLS = re.compile(rf"\b(?:{DECREASE_STEMS}|deteriorat)\w*\b(?! than\b)")
_BETTER = re.compile(r"\b(?:improv|enhanc|deteriorat)")
_MERIT = re.compile(
    r"\b(?:strengths?|hardness|\w*resistance|ductility|toughness|plasticity|modul(?:us|i)|stability"
    r"|capacity|capability|ability|elongation|conductivity|density|strain|energy|rates?)\b"
)
#: What has an amount that rises or falls; defects, phases and damage have none of their own.
_AMOUNT = re.compile(
    r"\b(?:size|amount|number|fraction|content|concentration|thickness|roughness|spacing|parameter"
    r"|constant|potential|temperature|pressure|time|loss|stress|force|coefficient|friction|volume"
    r"|depth|width|length|height|tension|entropy|enthalpy|overpotential|current|hardening|porosity"
    r"|distortion|magneti[sz]ation|coercivity|resistivity|mobility|diffusivity|temperatures|stresses"
    r"|sizes|coefficients|susceptibility|level|degree|proportion|segregation|tolerance|[a-z]+ility|SFE)$"
)
#: A content by itself, of which its increase is meant.
_CONTENT = re.compile(r"(?:the )?[A-Z][\w.%-]* (?:content|concentration)")
#: A change that turns, or that is told of more than one thing.
_TURNS = re.compile(
    r"\b(?:first|then|but|while|whereas|until|before|initially|finally|respectively|slow\w*"
    r"|slight\w*"
    r"|not|little)\b"
)
_MANY = re.compile(r"\band\b|(?<![su])s$")
_MOST = 2
_TREND_RULES = ("change with", "trend of value")
#: One property, and whose it is: what rises or falls as a whole.
_ONE_PROPERTY = re.compile(
    r"the (?!.*\b(?:phases|microstructure|deformation|porosity|passive film|oxide scale|wear mech"
    r"|precipitation|cracking)\b)(?!volume)[^,]{3,60}$(?<!mechanism)"
)
#: Before a property: an article, which a statement that it rises has, too.
_FORM = re.compile(
    r"^(?:the formation|formation|the transformation|the (?:micro)?structure"
    r"|(?:the )?(?:mechanical )?properties|(?:the )?(?:\w+ )?performance)\b"
)


def true_or_false(made: Sequence[Triple], made_by: str) -> Iterator[Triple]:
    """Turn questions on trends and on effects into statements, half of which are wrong.

    Two of each at most, of different sentences.

    Args:
        made: The triples of an abstract.
        made_by: Who drafts.
    """
    trends = (_of_trend(one) for one in made if one.rule in _TREND_RULES)
    effects = (_of_effect(one) for one in made if one.rule in ("effect", "influence"))
    for rule, stated in (("true trend", trends), ("true effect", effects)):
        of_sentences: dict[int, Triple] = {}
        for triple, question, answer in filter(None, stated):
            statement = Triple(
                triple_id(triple.context, question, answer, made_by), triple.paper, "true-false",
                question, answer, triple.context, triple.start, triple.end, made_by, rule,
            )  # fmt: skip
            of_sentences.setdefault(triple.start, statement)
        yield from islice(of_sentences.values(), _MOST)


def _of_trend(triple: Triple) -> tuple[Triple, str, str] | None:
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
    return triple, f"True or false: {stated}?", answer


def _of_effect(triple: Triple) -> tuple[Triple, str, str] | None:
    """Return the statement that something raises or lowers a property, and whether it is so."""
    asked = next((one for form in _EFFECTS if (one := form.fullmatch(triple.question))), None)
    if asked is None or _TURNS.search(triple.evidence) or _FORM.match(asked["on"]):
        return None
    if asked["what"].startswith(("also ", "further ")):
        return None
    told = _behind(triple.answer, asked["what"])
    rises = _direction(told)
    several = triple.rule == "influence" and not _ONE_PROPERTY.match(asked["on"])
    if rises is None or several or _direction(asked["on"]) is not None:
        return None
    if _BETTER.search(told) and not _MERIT.search(asked["on"]):
        return None  # What is improved, but no property, does not rise.
    of_amount = _head(asked["on"])
    if not _AMOUNT.search(of_amount) and not _MERIT.search(of_amount):
        return None
    cause = asked["what"]
    cause = f"increasing {cause}" if _CONTENT.fullmatch(cause) else cause
    true = _is_true(triple)
    way, other = ("increase", "reduce") if rises == true else ("reduce", "increase")
    many = asked["do"] == "do" or (asked["do"] == "did" and _MANY.search(_head(cause)))
    ending, it = ("", "they") if many else ("s", "it")
    both = "them" if _MANY.search(_head(asked["on"])) else "it"
    stated = f"{_lead(asked['lead'])}{cause} {way}{ending} {asked['on']}"
    answer = "True" if true else f"False: {it} {other}{ending} {both}"
    return triple, f"True or false: {stated}?", answer


def _head(words: str) -> str:
    """Return a noun phrase up to its first preposition."""
    return re.split(r"\s(?:of|in|on|for|to|with|at|by)\s", words)[0]


def _behind(answer: str, cause: str) -> str:
    """Return what an answer tells of a cause, without its own words of more and less."""
    varied = re.search(
        rf"\b(?:with|as|by|upon) (?:the )?[^,]*(?:{INCREASE_STEMS}|{DECREASE_STEMS})\w*[^,.]*",
        answer,
        re.I,
    )
    if answer.lower().startswith(cause.lower()):
        return answer[len(cause) :]
    if varied and varied.start() == 0:
        return answer[varied.end() :]
    return answer[: varied.start()] if varied else answer


def _direction(words: str) -> bool | None:
    """Return whether words tell of a rise, False for a fall, None for neither or both."""
    rises, falls = bool(_RISES.search(words)), bool(_FALLS.search(words))
    return None if rises == falls else rises


def _is_true(triple: Triple) -> bool:
    return pick(("true", "false"), "trend", triple.question) == "true"


def _lead(words: str | None) -> str:
    return f"{words[:1].lower()}{words[1:]}" if words else ""
