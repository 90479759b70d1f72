"""Say in a question what it is about, so that it can be understood without its paper."""

import re

from builder.drafting.rules.sentence_context import SentenceContext
from builder.materials.alloys import named_alloys

_ANOTHER_MATERIAL = re.compile(
    r"\b(?:steels?|SS|3\d\d(?:L|ss)?|superalloys?|pure [A-Z][a-z]?|cemented|Inconel|diamond)\b"
)
_SAMPLE = re.compile(
    r"\b(?:the|an?) (?:[a-z-]+ ){0,2}(?:coatings?|films?|samples?|specimens?|composites?|powders?"
    r"|ingots?|sheets?|foams?|catalysts?|layers?|deposits?|targets?|joints?|substrates?)\b"
)


#: The title in another language, which some databases put behind it in brackets.
_TWIN = re.compile(r";?\s*\[[^\]]*[\u4e00-\u9fff][^\]]*\]")


def one_title(title: str) -> str:
    """Return a title with single spaces, without its stop and its twin in another language."""
    return " ".join(_TWIN.sub("", title).split()).rstrip(". ")


def name_subject(question: str, sentence: SentenceContext, title: str | None) -> str:
    """Put what the paper is about before a question that names no alloy, else its title."""
    asks_for_alloy = question.startswith("Which alloy")
    if not asks_for_alloy and named_alloys(question):
        return question
    later = f"{question[0].lower()}{question[1:]}"
    if not asks_for_alloy and (about := _topic(question, sentence)):
        return f"In {about}, {later}"
    return f"According to “{one_title(title)}”, {later}" if title else question


def _topic(question: str, sentence: SentenceContext) -> str:
    """Return the material that a sentence is certainly about; "" if it may be another one."""
    if _ANOTHER_MATERIAL.search(sentence.text):
        return ""
    if sentence.topic and (not sentence.facts.alloys or sentence.single_alloy):
        return sentence.topic
    plain = sentence.single_alloy and sentence.plain_alloy and not _SAMPLE.search(question)
    return sentence.alloy or "" if plain else ""
