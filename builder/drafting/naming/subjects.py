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


#: The material of the paper as the subject of a question, and as the owner of what is asked.
_MATERIAL = r"(?:alloy|HEA|MEA|coating|film|composite|powder|material)"
_THE_MATERIAL = re.compile(
    rf"\b(?P<verb>do|does|did|is|was|has) (?:the |an? |this )(?:prepared |obtained |studied "
    rf"|as-cast )?"
    rf"(?:HEA |MEA )?{_MATERIAL}(?P<many>s?)(?: obtained| studied)?(?=\?|\s(?!phase|matrix"
    rf"|surface|grains?))"
)
_OF_THE_MATERIAL = re.compile(
    r" (?:of|in) (?:the |these |both )?(?:HEA |MEA |(?:high|medium)[- ]entropy (?:alloy )?)?"
    rf"{_MATERIAL}s?(?=\?|\s(?:after|at|during"
    rf"|under|with|when)\b)"
)
#: An owner that is no more than the sort of material, which the title tells better.
_OF_HEAS = re.compile(r" of (?:the )?(?:HEAs?|MEAs?|alloys|HEA alloys?)(?=\?$)")
#: Words of a question whose alloy has no more than a formula and a noun.
_SHORT_NAME = 12
#: Most words of a title that a question quotes, and fewest that name a study.
_LONGEST_TITLE, _FEWEST_WORDS = 26, 6
#: The title in another language, which some databases put behind it in brackets.
_TWIN = re.compile(r";?\s*\[[^\]]*[\u4e00-\u9fff][^\]]*\]")
#: Marks of what a title quotes, and those that stand for them where the title is quoted itself.
_INNER_QUOTES = str.maketrans("“”", "‘’")


def one_title(title: str) -> str:
    """Return a title with single spaces, without its stop and its twin in another language."""
    return " ".join(_TWIN.sub("", title).split()).rstrip(". ")


def quoted_title(title: str | None) -> str:
    """Return a title in quotation marks, without its twin in another language; "" if too long."""
    words = one_title(title or "").translate(_INNER_QUOTES)
    if not words or len(words.split()) > _LONGEST_TITLE:
        return ""
    return f"“{words}”"


def names_study(title: str | None) -> bool:
    """Return True for a title that can be quoted and tells more than what a study is on."""
    return len(quoted_title(title).split()) >= _FEWEST_WORDS


def name_subject(
    question: str, sentence: SentenceContext, title: str | None, of_one_study: bool = False
) -> str:
    """Put what the paper is about before a question that names no alloy, else its title.

    Args:
        question: The question, which may name an alloy by itself.
        sentence: The sentence it is made of.
        title: The title of the paper.
        of_one_study: True where another study of the same alloy may give another answer, so that
            the plain name of an alloy does not do.
    """
    asks_for_alloy = question.startswith("Which alloy")
    plain = of_one_study and _is_of_any_study(question)
    if not asks_for_alloy and named_alloys(question) and not plain:
        return question
    later = f"{question[0].lower()}{question[1:]}"
    if not asks_for_alloy and not plain and (about := _topic(question, sentence)):
        return _led_by_topic(about, later)
    return f"According to “{one_title(title)}”, {_OF_HEAS.sub('', later)}" if title else question


def _is_of_any_study(question: str) -> bool:
    """Return True for a question on an alloy with no amount, route or addition in its name."""
    return len(question.split()) <= _SHORT_NAME and not re.search(r"\d|[A-Z][a-z]?x\b", question)


def _led_by_topic(about: str, question: str) -> str:
    """Put a material before a question that speaks of it as the alloy, or in the place of that."""
    subject = _THE_MATERIAL.search(question)
    if subject and about.startswith("the ") and not subject["many"]:
        words = f"{question[: subject.start()]}{subject['verb']} {about}{question[subject.end() :]}"
        return f"{words[0].upper()}{words[1:]}"
    return f"In {about}, {_OF_THE_MATERIAL.sub('', question)}"


def _topic(question: str, sentence: SentenceContext) -> str:
    """Return the material that a sentence is certainly about; "" if it may be another one."""
    if _ANOTHER_MATERIAL.search(sentence.text):
        return ""
    if sentence.topic and (not sentence.facts.alloys or sentence.single_alloy):
        return sentence.topic
    plain = sentence.single_alloy and sentence.plain_alloy and not _SAMPLE.search(question)
    return sentence.alloy or "" if plain else ""
