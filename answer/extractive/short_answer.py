"""Read the bare value, phase, composition or route that a question asks for out of the quotes."""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from answer.extractive import names, verdicts
from answer.extractive.comparison import compare_sides
from answer.extractive.sentence_ranking import RankedSentence, abstract_of
from answer.extractive.statement_fit import share_said
from answer.extractive.values.value_choice import choose_value
from answer.extractive.values.value_text import ShortAnswer
from answer.question.parse import ParsedQuestion, parse_question
from builder.materials.measurements.measurement import SentenceFacts
from builder.triples import without_title
from retrieval.hybrid import Hit

#: What is asked of many papers, or needs a sentence, has no bare answer of one paper.
_OF_MANY_PAPERS = frozenset({"set", "range", "count", "trend", "definition", "broad"})
#: What a sentence that says nearly all of a question was made for is what it asks for.
_SAYS_ALL = 0.8
#: Reads a name out of a sentence of a paper with this title.
_Reader = Callable[[ParsedQuestion, SentenceFacts, str], str | None]
#: How much of something is the best.
_OPTIMUM_ASKED = re.compile(
    r"^(?:with|at|after adding|for)? ?(?:how much|(?:what|which) (?:[\w-]+ )?(?:content|amount"
    r"|addition))\b.*\b(?:optim\w+|best|highest|lowest|maximum|minimum|hardest|strongest)\b",
    re.IGNORECASE,
)
#: What a material is made of, or turns into, whatever noun the question has for it.
_MADE_OF = re.compile(
    r"\b(?:consist\w*|composed|comprise\w*|made up)\b"
    r"|^what\b.{0,60}\b(?:contain|hold|form|precipitate)\b"
    r"|\bphase (?:constitution|composition|structure|transition|transformation|change)s?\b"
    r"|^(?:what|which) (?:\w+ )?(?:transition|transformation|carbide|oxide|boride|nitride"
    r"|intermetallic|precipitate|silicide|constituent|compound|crystal structure)s?\b",
    re.IGNORECASE,
)
#: How something was made or found out: a reason in form, a method in fact.
_BY_WHAT = re.compile(
    r"^(?:what|which) (?:[\w-]+ ){0,3}(?:simulations?|techniques?|methods?|experiments?|tests?"
    r"|tools?|routes?|process(?:es)?|instruments?)\b"
    r"|^how (?:was|were|is|are)\b.{3,120}\b(?:made|produced|fabricated|prepared|joined|manufactured"
    r"|synthesi[sz]ed|processed|deposited|obtained|investigated|studied|examined|analy[sz]ed|tested"
    r"|measured|determined|characteri[sz]ed|observed|followed|modelled|simulated)\b",
    re.IGNORECASE,
)
#: A member of a series is asked for by its name, whatever amount tells it from the others.
_WHICH_MATERIAL = re.compile(
    r"^(?:which|what) (?:one |member )?(?:of\b|(?:[\w/-]+ )?(?:alloy|composite|composition|coating"
    r"|sample|material|film|variant|HEA|powder|joint|steel)s?\b)",
    re.IGNORECASE,
)
_AMOUNT_ASKED = re.compile(r"\bhow (?:much|many|large|far|long)\b|\bcontent|\bvalue", re.IGNORECASE)
_ELEMENT = re.compile(r"(?:which|what) (?:\w+ )?element\b", re.IGNORECASE)


def short_answer(
    question: ParsedQuestion, chosen: Sequence[RankedSentence], rivals: Sequence[Hit] = ()
) -> ShortAnswer | None:
    """Return what a question asks for by name, from the quotes of the likeliest paper.

    A value comes in the unit asked for, with the original beside it and its bound before it. A
    yes/no question and a comparison are answered by a word if the quotes settle them.

    Args:
        question: The question.
        chosen: The quoted sentences, the likeliest first; at least one.
        rivals: Other papers that hold as much of the question: a value of theirs that differs
            leaves the question open.

    Returns:
        The answer, or None if the question asks for nothing by name or the quotes do not bind all
        that it names.
    """
    if (bare := without_title(question.text)) != question.text:
        question = parse_question(bare)  # what a title names is not asked about
    asked_by = _asked_by(question)
    is_named = asked_by in ("element", "method") or question.yes_no
    if question.intent in ("effect", "reason") and not is_named:
        return None
    # Which of its alloys do something may be told by the one paper on the system asked about.
    of_one = asked_by == "alloy" and question.alloys and all(one is chosen[0].hit for one in rivals)
    if question.intent in _OF_MANY_PAPERS and not (of_one or asked_by == "element"):
        return None
    # Over all alloys no one paper holds the most; `above 600 °C` is rarely bound to its value.
    of_all = question.intent == "superlative" and not question.alloys
    if of_all or (asked_by == "number" and question.limits):
        return None
    if compared := compare_sides(question, chosen):
        return ShortAnswer(compared.outcome) if compared.outcome else None
    if question.yes_no:
        settled = verdicts.yes_or_no(question, chosen)
        return ShortAnswer(settled) if settled else None
    if asked_by == "number":
        value = choose_value(question, chosen, rivals)
        if value or not _OPTIMUM_ASKED.search(question.text):
            return value
        asked_by = "amount"
    if asked_by == "method":
        question = replace(question, wants=asked_by)
    said = _name_in_quotes(question, asked_by, chosen)
    return ShortAnswer(said) if said else None


def _name_in_quotes(
    question: ParsedQuestion, asked_by: str, chosen: Sequence[RankedSentence]
) -> str | None:
    """Return what the quotes of the likeliest paper name of the kind asked for, if it is one."""
    first = chosen[0].hit
    quotes = [one.statement for one in chosen if one.hit is first]
    title = first.listed.paper.title or ""
    if asked_by == "method" and (routes := _stated_routes(question, quotes, title)):
        return _only(routes)
    if asked_by == "settings":
        read = (names.read_settings(question, one, first) for one in quotes)
        return _only({said for said in read if said})
    if asked_by == "phase":  # of several that are named, those of the likeliest quote count
        said_first = share_said(question, quotes[0].text, title)
        quotes = [one for one in quotes if share_said(question, one.text, title) >= said_first]
    if question.intent in _OF_MANY_PAPERS:  # of all such alloys only what all of it is told of
        quotes = [one for one in quotes if share_said(question, one.text, title) >= _SAYS_ALL]
    if asked_by == "alloy" and any(names.tells_of_several(question, q, title) for q in quotes):
        return None
    for reader in _readers(asked_by):
        if lists := {said for quote in quotes if (said := reader(question, quote, title))}:
            return _only(lists)
    if asked_by == "alloy" and question.intent not in _OF_MANY_PAPERS:
        alloy: str | None = names.read_only_alloy(question, quotes, title, abstract_of(first))
        return alloy
    found = (reader(question, quotes[0], title) for reader in _readers_of_first(asked_by))
    return next((said for said in found if said), None)


def _only(told: AbstractSet[str]) -> str | None:
    """Return what the quotes tell, if they agree on it."""
    return next(iter(told)) if len(told) == 1 else None


def _stated_routes(
    question: ParsedQuestion, quotes: Sequence[SentenceFacts], title: str
) -> set[str]:
    """Return the routes that the quotes state whole; of two, one of which holds the other, that."""
    told = {said for one in quotes if (said := names.read_stated_route(question, one, title))}
    return {one for one in told if not any(one != other and one in other for other in told)}


def _readers(asked_by: str) -> Sequence[_Reader]:
    """Return what reads the names of a kind, the surest first; it is loaded for them alone."""
    match asked_by:
        case "phase":
            return (names.read_phases,)
        case "alloy":
            return (names.read_alloys,)
        case "element":
            return (names.read_element,)
        case "method":
            return (names.read_route, names.read_technique)
    return ()


def _readers_of_first(asked_by: str) -> Sequence[_Reader]:
    """Return what reads the first, likeliest quote, where the quotes together tell nothing."""
    match asked_by:
        case "phase":
            return (names.read_phase_phrase,)
        case "amount":
            return (names.read_amount,)
    return ()


def _asked_by(question: ParsedQuestion) -> str:
    """Return what a question asks for by name, whatever its intent: phase, method and so on."""
    text = question.text
    if _ELEMENT.match(text):
        return "element"
    if question.intent in ("method", "other") and names.asks_settings(question):
        return "settings"
    if question.wants is None and _OPTIMUM_ASKED.match(text):
        return "amount"
    if _BY_WHAT.search(text):
        return "method"
    if _WHICH_MATERIAL.match(text) and not _AMOUNT_ASKED.search(text):
        return "alloy" if question.wants == "number" else question.wants or question.intent
    if question.wants in (None, "alloy") and _MADE_OF.search(text):
        return "phase"
    return question.wants or question.intent
