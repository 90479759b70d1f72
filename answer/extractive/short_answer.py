"""Read the bare value, phase, composition or route that a question asks for out of the quotes."""

import re
from collections.abc import Sequence

from answer.extractive.comparison import compare_sides
from answer.extractive.named_answers import read_alloys, read_element, read_phases
from answer.extractive.route_answers import read_route, read_technique
from answer.extractive.sentence_ranking import RankedSentence
from answer.extractive.values.value_choice import choose_value
from answer.extractive.values.value_text import ShortAnswer
from answer.extractive.yes_no import yes_or_no
from answer.question.parse import ParsedQuestion
from retrieval.hybrid import Hit

#: What is asked of many papers, or needs a sentence, has no bare answer of one paper.
_NO_BARE_ANSWER = frozenset(
    {"set", "range", "count", "trend", "definition", "broad", "effect", "reason"}
)
#: What reads the names of a kind, the surest first.
_READERS = {
    "phase": (read_phases,),
    "alloy": (read_alloys,),
    "element": (read_element,),
    "method": (read_route, read_technique),
}
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
    of_element = _ELEMENT.match(question.text) is not None
    if question.intent in _NO_BARE_ANSWER and not of_element:
        return None
    if question.intent == "superlative" and not question.alloys:
        return None  # over all alloys no one paper holds the most
    if compared := compare_sides(question, chosen):
        return ShortAnswer(compared.outcome)
    if question.yes_no:
        settled = yes_or_no(question, chosen)
        return ShortAnswer(settled) if settled else None
    if question.wants == "number":
        return choose_value(question, chosen, rivals)
    first = chosen[0].hit
    quotes = [one.statement for one in chosen if one.hit is first]
    title = first.listed.paper.title or ""
    asked_by = "element" if of_element else question.wants or question.intent
    for read in _READERS.get(asked_by, ()):
        lists = {said for quote in quotes if (said := read(question, quote, title))}
        if lists:
            return ShortAnswer(lists.pop()) if len(lists) == 1 else None
    return None
