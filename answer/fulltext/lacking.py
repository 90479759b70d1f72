"""Tell what a paper lacks of what is asked, its body and tables read: the question is refused."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from answer.fulltext.asked import UNSAID, AskedStatement, holds, is_grade
from answer.fulltext.counts import counts_in
from answer.fulltext.others.technical_words import is_unsaid
from answer.fulltext.paper_body import PaperBody
from answer.question.material_slots import (
    missing_alloy,
    missing_sample,
    missing_state,
    missing_substance,
)
from answer.question.parse import ParsedQuestion
from answer.question.property_slots import missing_condition, missing_owner, missing_property
from builder.materials.alloys import find_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import NONMETALS
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms
from retrieval.lexical import terms, word_set

#: A name that is no word: it has a capital behind its first letter, or letters and digits, or is of
#: capitals alone.
_NAME = re.compile(
    r"(?<!\w)(?=\w*[A-Za-z])\w*(?:[a-z][A-Z]|[A-Za-z]_?\d)\w*|(?<!\w)[A-Z]{3,}(?=s?(?!\w))"
)
_NUMBER = re.compile(r"\d+(?:\\?\.\d+)?")
#: An alloy whose formula counts atoms of one element: Au14Y.
_CLUSTER = re.compile(r"(?:[A-Z][a-z]?)*[A-Z][a-z]?\d+(?:[A-Z][a-z]?)*")
#: Behind a name with a letter for its number, the numbers that it stands for: AunY (n = 1–12).
_MEMBERS = r"s?\s(?:[a-z]+\s)?\([nxyz]\s?=\s?(\d+)\s?(?:[-–]|to)\s?(\d+)\)"
#: Stems of nouns for anything that is done, which papers call otherwise.
_DOINGS = frozenset(
    terms(
        "treatment treatments exposure procedure process processing step condition method technique"
        " route approach parameter setting operation way"
    )
)
#: The least share of the words of a subject that a paper must hold.
_SUBJECT = 0.6
#: A number up to this may be written as a word.
_COUNTED = 12
#: Dimensions of what is set, not measured.
_PARAMETERS = frozenset(
    "voltage current power speed rotation time temperature length force frequency heating_rate"
    " current_density mass".split()
)
#: Words that a paper need not repeat to speak of the subject.
_LEFT = re.compile(
    r"^(?:sampl|alloy|materi|specimen|system|paper|studi|work|higher|lower|larger|smaller|greater)"
)


def lacking(asked: AskedStatement, body: PaperBody) -> tuple[int, str]:
    """Return what neither abstract nor body of a paper says.

    Returns:
        The number of slots (alloy, sample, names, condition, number, state, subject, property, its
        owner, substance) before the first unfilled, and what is missing for that, as a sentence;
        "" if all are filled.
    """
    conditions = tuple(one for one in asked.question.conditions if not is_grade(one.text))
    question = replace(asked.question, conditions=conditions)
    slots: tuple[Callable[[], str], ...] = (
        lambda: missing_alloy(question, body.text),
        lambda: missing_sample(question, body.text),
        lambda: _missing_name(question, body),
        lambda: missing_condition(question, body.text) or _missing_own_condition(question, body),
        lambda: _missing_number(asked, body),
        lambda: missing_state(question, body.text),
        lambda: _missing_subject(asked, body),
        lambda: _missing_property(asked, question, body),
        lambda: missing_owner(question, body.text),
        lambda: missing_substance(question, body.text),
    )
    for filled, slot in enumerate(slots):
        if missing := slot():
            return filled, missing
    return len(slots), ""


def _missing_name(question: ParsedQuestion, body: PaperBody) -> str:
    """Tell which name of a sample or substance the paper does not have; "" if none."""
    clusters = [one.text for one in question.alloys if _CLUSTER.fullmatch(one.text)]
    for name in (*names_in(question.text), *clusters):
        if not is_named(name, body.text):
            return f"You asked about {name}, which it does not name."
    return ""


def is_named(name: str, text: str) -> bool:
    """Return whether a text has a name, or one with a letter for its number that may stand for it.

    AunY (n = 1–12) stands for Au3Y, and not for Au14Y.

    Args:
        name: The name of a sample, temperature or method.
        text: The text.
    """
    if re.search(rf"(?<![A-Za-z\d]){re.escape(name)}s?(?![a-z\d])", text):
        return True
    series = rf"(?<![A-Za-z\d]){_NUMBER.sub('[nxyz]', re.escape(name))}"
    numbers = [float(number) for number in _NUMBER.findall(name)]
    ranges = re.findall(series + _MEMBERS, text)
    if len(numbers) == 1 and ranges:
        return any(float(first) <= numbers[0] <= float(last) for first, last in ranges)
    return re.search(rf"{series}s?(?![a-z\d])", text) is not None


def _missing_own_condition(question: ParsedQuestion, body: PaperBody) -> str:
    """Tell which condition of the question the paper has only of others' work; "" if none."""
    return missing_condition(question, body.own_text) if question.conditions else ""


def _missing_number(asked: AskedStatement, body: PaperBody) -> str:
    """Tell which number of the question, such as of cycles, the paper does not give; "" if none.

    Of passes and turns it must lie among those that the paper counts, if it counts any.
    """
    conditions = asked.question.conditions
    of_conditions = {end for one in conditions for end in (one.low, one.high)}
    for number in sorted(asked.numbers - of_conditions):
        if number > _COUNTED and number not in body.numbers:
            return f"You asked about {number:g}, a number that it does not give."
    for noun, number in sorted(counts_in(asked.question.text)):
        counted = {other for of, other in body.counts if of == noun}
        if counted and not min(counted) <= number <= max(counted):
            told = ", ".join(f"{one:g}" for one in sorted(counted)[:4])
            plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
            return f"You asked about {number:g} {plural}; it tells of {told}."
    return ""


@lru_cache(maxsize=256)
def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a question that are neither alloys, quantities nor terms of the field."""
    taken = [(one.start, one.end) for one in find_alloys(text) if one.kind == "alloy"]
    taken += [(one.start, one.end) for one in find_quantities(text) if not is_grade(one.text)]
    known = [(one.start, one.end) for one in find_terms(text)]
    return tuple(
        found[0]
        for found in _NAME.finditer(text)
        if not any(start < found.end() and found.start() < end for start, end in taken)
        and not any(start <= found.start() and found.end() <= end for start, end in known)
    )


def _missing_subject(asked: AskedStatement, body: PaperBody) -> str:
    """Tell which words of what is asked about the paper does not hold; "" if enough."""
    # What is added to an alloy is looked for as a substance: formulas hold it, too.
    elsewhere = word_set(" ".join([*asked.question.properties, *asked.added])).union(asked.head)
    subject = [word for word in asked.words if word not in elsewhere and not _LEFT.match(word)]
    lacks = [word for word in subject if not holds(word, body.stems)]
    if unnamed := _unnamed_elements(asked.question.text, body):
        return _says_nothing(asked.question, unnamed)
    if subject and len(lacks) > (1 - _SUBJECT) * len(subject):
        return _says_nothing(asked.question, lacks)
    unsaid = [word for word in asked.technical if is_unsaid(word, body.stems, body.text)]
    return _says_nothing(asked.question, terms(" ".join(unsaid))) if unsaid else ""


def _unnamed_elements(text: str, body: PaperBody) -> list[str]:
    """Return stems of the metals that a text calls by name and a paper does not name at all.

    The symbols of some are units, too: the K of potassium and of 300 K.
    """
    named = [
        one
        for one in find_elements(text)
        if one.symbol not in one.text and one.symbol not in NONMETALS
    ]
    return [stem for one in named if one.symbol not in body.elements for stem in terms(one.text)]


def _says_nothing(question: ParsedQuestion, stems: Sequence[str]) -> str:
    """Tell of which words, by their stems, a paper says nothing; they are told as asked."""
    words = dict.fromkeys(re.findall(r"[^\W_]+", question.text))
    told = [word for word in words if set(terms(word)) & set(stems)]
    return f"It does not mention {', '.join(told or stems)}."


def _missing_property(asked: AskedStatement, question: ParsedQuestion, body: PaperBody) -> str:
    """Tell which property the paper lacks, by its name and by all words of the question for it.

    The name of a parameter is no word of papers: a current is `40 mA`.
    """
    missing = missing_property(question, body.text)
    lacks = [word for word in asked.head if word not in UNSAID and not holds(word, body.stems)]
    is_parameter = not question.properties and bool(asked.dimensions & _PARAMETERS)
    if asked.number:
        names_it = not lacks
    else:  # a method or a name may be called otherwise
        told = [word for word in asked.head if word not in _DOINGS]
        lacks = [word for word in lacks if word in told]
        names_it = len(told) < 2 or 2 * len(lacks) < len(told)
    if asked.head and not names_it and not (is_parameter and _has_amount(asked, body)):
        return missing or _says_nothing(question, lacks)
    if not missing or not asked.head:
        return missing
    head = [word for word in asked.head if word not in UNSAID]
    together = any(all(holds(word, stems) for word in head) for stems in body.statement_stems)
    return "" if together else missing


def _has_amount(asked: AskedStatement, body: PaperBody) -> bool:
    return any(one.dimension in asked.dimensions for one in find_quantities(body.text))


def has_value(asked: AskedStatement, features: Mapping[str, float]) -> bool:
    """Return whether a statement gives an amount of what is asked for, or a reason, if one is.

    One that names other materials alone than the one asked about, or does not name the property,
    gives none of it.
    """
    if asked.why:
        return features.get("cause, for why", 0.0) + features.get("reason, for why", 0.0) > 0
    if not asked.number:
        return True
    of_others = features.get("alloy before", 0.0) < 0 and features.get("front", 0.0) <= 0
    if not features.get("noun", 1.0):
        return False
    if features.get("alloy", 0.0) < 0 or (of_others and "cell" not in features):
        return False
    if "cell" in features and asked.noun and not features["head"]:
        return False  # the noun of its column is another one
    if asked.counted:
        return features["head" if "cell" in features else "value"] > 0
    if not asked.dimensions:
        return "cell" in features or not features["no value"]
    if "cell" in features:
        return features["cell is number"] > 0 and features.get("unit of cell", 0.0) >= 0
    named = features["head"] == 1 and features["value of no unit"] > 0  # in one that is not read
    is_named = len(asked.head) > 1 and features["head"] == 1  # by all words of a longer name
    by_noun = not asked.noun or features["value by its noun"] > 0 or is_named
    return (features["value"] > 0 and by_noun) or named
