"""Find the proper names of a question that a paper lacks: organisms, grades, phases, tools, labels.

`Staphylococcus aureus`, `E. coli`, `Inconel 718`, `Q235 steel`, `the HNCN alloy`: what is told of
one of them is told of no other, so that a paper without the name does not answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answer.question.wording.other_names import held_otherwise
from answer.question.wording.variants import find_substances, variants
from builder.materials.alloys import find_alloys
from builder.materials.vocabulary import find_terms
from retrieval.lexical import STOP_WORDS, terms, word_set

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_WORD = re.compile(r"[A-Za-z][\w'’]*")
#: A name, and the word behind it, by which an organism may be told: Escherichia coli.
_NAME = re.compile(
    r"(?<![\w.?!:“\"(–-])(?<![.?!:]\s)(?P<name>[A-Z][a-zöüä]{3,})(?:\s(?P<next>[a-z]{4,}))?(?![\w’'])"
)
#: An organism whose genus is shortened: E. coli.
_ORGANISM = re.compile(r"(?<![\w.])(?P<genus>[A-Z])\.\s?(?P<species>[a-z]{4,})\b")
#: A standard grade, told by a number: 316L stainless steel, Inconel 718, AISI 4140.
_GRADE = re.compile(
    r"(?<![\w.-])(?:(?:AISI|SAE|SS|ASTM|UNS|IN|AA|EN)[\s-]?|(?:Inconel|Hastelloy|Stellite|Incoloy|Haynes"
    r"|Waspaloy|Monel|Nimonic|Rene|Invar)\s)(?P<behind>[A-Z]?\d{2,5})[A-Z]{0,2}\b"
    r"|(?<![\w.-])(?P<before>\d{3,4})[A-Z]{0,2}\s(?:stainless(?:\ssteel)?|steels?|SS|alumini?um)\b"
)
#: What a paper calls its alloy or sample, in capitals, at the end of its noun phrase: `of HNCN at
#: 25 °C`, `of the BT48 alloy`.
_LABEL = re.compile(
    r"\b(?:of|for|in|do|does|did|is|are|was|were|has|have|can)\s+(?:the\s+)?"
    r"(?P<label>[A-Z][A-Z0-9-]+[A-Z0-9])"
    r"(?:\s(?:alloys?|samples?|specimens?|materials?|composites?|coatings?|films?))?"
    r"(?=\s*[?,;]|\s*$|\s(?:at|after|before|in|under|during|with|when|while|as|on|and|or|than)\b)"
)
#: Scales, units and the tests that a property is called by; papers write them by their signs.
_OF_SCALES = frozenset(
    "Vickers Rockwell Brinell Knoop Kelvin Celsius Fahrenheit Charpy Young Poisson Hall"
    " Petch".split()
)
#: Endings of species.
_LATIN = ("us", "is", "um", "ae", "coli", "sis", "ans", "osa", "cola", "nas")
#: From this share of capitals on a question is written as a title.
_TITLE_CASE = 0.5


@dataclass(frozen=True, slots=True)
class ProperName:
    """A name of a question, with its place."""

    text: str
    start: int
    end: int


def lacking_name(asked: str, text: str) -> str:
    """Return a proper name of a question that a text holds in no way of writing it; "" if none.

    Args:
        asked: The question.
        text: Title and abstract of a paper.
    """
    asked = _QUOTED.sub(" ", asked)
    for grade in _GRADE.finditer(asked):
        if (grade["behind"] or grade["before"]) not in text:
            return grade[0]
    lower = text.lower()
    for organism in _ORGANISM.finditer(asked):
        if organism["species"] not in lower:
            return organism[0]
    if label := _lacking_label(asked, text):
        return label
    held = word_set(text) | held_otherwise(asked, text)
    for name in _names(asked):
        if any(variants(word) & held for word in terms(name["name"])):
            continue
        if name["next"] and f"{name['name'][0].lower()}. {name['next']}" in lower:
            continue
        return name[0] if name["next"] and name["next"].endswith(_LATIN) else name["name"]
    return ""


def find_labels(text: str) -> list[ProperName]:
    """Find the labels of materials: HNCN in `the capacity of HNCN at 25 °C`.

    Args:
        text: A question, or what goes on with one: `and of the NCN alloy?`. One that names an
            alloy by its formula has none.
    """
    if any(one.kind == "alloy" for one in find_alloys(text)):
        return []
    taken = [(one.start, one.end) for one in find_terms(text)]
    taken += [(one.start, one.end) for one in find_substances(text)]
    return [
        ProperName(found["label"], *found.span("label"))
        for found in _LABEL.finditer(text)
        if sum(map(str.isalpha, found["label"])) > 1
        and not any(start <= found.start("label") < end for start, end in taken)
    ]


def _lacking_label(asked: str, text: str) -> str:
    """Return the label that stands for the material of a question, if a text does not hold it."""
    for label in find_labels(asked):
        letters = filter(str.isalpha, label.text)
        in_words = r"[\s-]+(?:of\s|and\s)?".join(rf"{letter}\w+" for letter in letters)
        written = rf"(?<!\w){re.escape(label.text)}(?!\w)|\b{in_words}"
        if not re.search(written, text, re.IGNORECASE):
            return label.text
    return ""


def _names(asked: str) -> Iterator[re.Match[str]]:
    """Yield the words of a question with a capital that no alloy, substance or scale has."""
    words = [one for one in _WORD.findall(asked) if one.lower() not in STOP_WORDS]
    capitals = sum(one[0].isupper() and one[1:].islower() for one in words)
    if capitals > _TITLE_CASE * len(words):
        return
    taken = [(one.start, one.end) for one in find_alloys(asked)]
    taken += [(one.start, one.end) for one in find_substances(asked)]
    taken += [(one.start, one.end) for one in find_terms(asked) if one.kind == "class"]
    for name in _NAME.finditer(asked):
        at = name.start("name")
        is_named = at > 0 and name["name"] not in _OF_SCALES
        if is_named and not any(start <= at < end for start, end in taken):
            yield name
