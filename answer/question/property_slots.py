"""Tell what a paper lacks of the property, condition and value that a question asks for."""

import re
from collections.abc import Iterable

from answer.question.conditions import differ_in_share, fit_in, is_share
from answer.question.grammar.property_families import meant_by
from answer.question.material_slots import covers
from answer.question.parse import ParsedQuestion
from answer.question.wording.variants import variants
from builder.materials.element_mentions import find_elements
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal, express
from builder.materials.vocabulary import find_terms
from retrieval.lexical import terms, word_set

#: The noun phrase whose value is asked for: `what is the gauge factor of …`, `Seebeck coefficient`.
_ASKED_NOUN = re.compile(
    r"^(?:what\s+|(?:what|(?P<how>how\s\w+))\s+(?:is|was|are|were)\s+)?(?:the\s+|an?\s+)?"
    r"(?P<noun>(?:(?!(?:of|in|for|at|after|on|from|what|which|how|who|where|when|is|does|do|did|by|to"
    r"|above|below|over|with|between|reported|measured|found|known|has|have|had)\b)[\w'’-]+\s*){1,4}?)"
    r"(?<=\w)(?:\s(?:of|for|in|has|have|had|(?(how)on|of))\b|(?:\s(?:reported|measured|found|known))?\s*[?.]?\s*$)",
    re.IGNORECASE,
)
#: Dimensions of conditions that are told beside a value and not bound to it.
_BESIDE_VALUES = frozenset({"force", "current_density", "speed", "frequency", "magnetic_field"})
#: The name of an index: a number that tells how one thing goes with another.
_INDEX = re.compile(
    r"\b(?P<name>(?:(?!(?:is|was|are|were|has|what|which|much|by)\b)[\w'’-]+\s){1,3}?)"
    r"(?P<index>exponent|index|multiplier|prefactor|sensitivity)\b",
    re.IGNORECASE,
)
#: Strengths that a paper may call by the one word where it names the test.
_OF_TESTS = {
    "compressive strength": word_set("compressive compression"),
    "ultimate tensile strength": word_set("tensile tension"),
}
_HARDNESSES = frozenset({"hardness", "nanohardness"})
_ARTICLES = frozenset("the a an of".split())
_ASKING = re.compile(r"\b(?:what|which|how)\b", re.IGNORECASE)
_INDENTED = re.compile(r"\b(?:nano-?)?indentation\b", re.IGNORECASE)
#: Between the name of a property and the element that it belongs to.
_OF = re.compile(r"s?\s(?:of|for)\s(?:the\s)?(?:pure\s|metallic\s|elemental\s)?", re.IGNORECASE)
#: Nouns that a paper need not repeat to give a value of them.
_GENERAL = frozenset(
    terms(
        "value amount level size number range content temperature time rate percentage fraction"
        " highest lowest maximum minimum largest smallest greatest biggest least most top mean"
        " average peak best optimum optimal typical reported"
        " measured final initial overall total thickness width length depth diameter increase"
        " decrease reduction improvement change gain loss factor ratio roughly approximate kind"
        " composition alloy coefficient parameter speed condition limit"
    )
)


def asked_index(question: ParsedQuestion) -> tuple[str, ...]:
    """Return the words of an exponent, factor or other index that a question asks for.

    Such a number has a name of its own, whatever property its name tells of: the Paris exponent of
    fatigue crack growth is no growth rate. None if the vocabulary knows it, or none is asked for.
    """
    if question.wants != "number":
        return ()
    known = [term for term in find_terms(question.text) if term.kind == "property"]
    for found in _INDEX.finditer(question.text):
        if not any(term.start < found.end() and found.start() < term.end for term in known):
            words = (*(found["name"] or "").split(), found["index"])
            return tuple(word for word in words if word.lower() not in _ARTICLES)
    return ()


def names_asked(question: ParsedQuestion) -> frozenset[str]:
    """Return the properties whose values answer a question; nanohardness may be a hardness.

    Where a question names several, and asks for one value, it asks for the first: `what elongation
    goes with the highest strength`.
    """
    if asked_index(question):
        return frozenset()
    names = frozenset(question.measures)
    if len(question.properties) > 1 and not question.wants_all and question.intent == "value":
        asking = _ASKING.search(question.text)
        behind = asking.end() if asking else 0
        first = next(
            (
                term.name
                for term in find_terms(question.text)
                if term.start >= behind and term.name in question.properties
            ),
            question.properties[0],
        )
        names &= {*meant_by(first)}
    if names & _HARDNESSES and ("nano" in question.kinds or _INDENTED.search(question.text)):
        names |= _HARDNESSES
    return names


def is_of_kind(value: Measurement, question: ParsedQuestion) -> bool:
    """Return True unless a value is of another kind than those asked for: tensile, compressive.

    A hardness is by nanoindentation only where its paper says so.
    """
    if "nano" in question.kinds and value.property == "hardness":
        return value.kind == "nano"
    return not value.kind or not question.kinds or value.kind in question.kinds


def missing_condition(question: ParsedQuestion, text: str) -> str:
    """Tell which condition of the question the text does not state; "" if none.

    Args:
        question: The question.
        text: The title of the paper, and behind a line break its abstract.
    """
    stated = find_quantities(text)
    enough = ("same",) if question.wants == "number" else ("same", "within")
    for condition in question.conditions:
        fit = fit_in(condition, text)
        if fit == "within" and _is_bound(condition, text):
            continue  # `from 1000 to 1100 °C` has a value at each of its ends
        if fit not in enough and not is_share(condition, text):
            same = [quantity for quantity in stated if quantity.dimension == condition.dimension]
            given = ", ".join(_distinct_texts(same)[:4])
            return f"You asked at {_asked_at(condition)}; it gives {given or 'no such condition'}."
    return ""


def _asked_at(condition: Quantity) -> str:
    """Return a condition as asked; before degrees Fahrenheit, which papers do not use, Celsius."""
    return express(condition, "°C").text if condition.unit == "°F" else condition.text


def _is_bound(condition: Quantity, text: str) -> bool:
    """Return True if a value of a paper is told under the very condition."""
    title, _, abstract = text.partition("\n")
    return any(
        equal(own, condition)
        for placed in read_paper(title, abstract)
        for value in placed.facts.values
        for own in value.conditions
    )


def _distinct_texts(quantities: Iterable[Quantity]) -> list[str]:
    """Return the texts of quantities, each amount once: of 20 kelvin and 20 K the first."""
    found: list[Quantity] = []
    for one in quantities:
        if not any(equal(one, other, tolerance=0) for other in found):
            found.append(one)
    return [one.text for one in found]


def missing_property(question: ParsedQuestion, text: str) -> str:
    """Tell which property, value or mechanism of the question the text lacks; "" if none."""
    named = {mention.name for mention in find_terms(text)}
    measured = {quantity.dimension for quantity in find_quantities(text)}
    names, stems = names_asked(question), word_set(text)
    for name in question.properties:
        if name.replace(" ", "_") in measured:
            continue  # `20.9 vol%` is a volume fraction without the words
        if name in _OF_TESTS and "strength" in stems and _OF_TESTS[name] & stems:
            continue  # `compressive plasticity, and a strength of 4.7 GPa`
        # A hardness is a nanohardness in `the nanoindentation modulus and hardness`, and not else.
        told = names - {"hardness"} if name == "nanohardness" else names
        if name == "nanohardness" and "hardness" in named and _INDENTED.search(text):
            continue
        asks_value = question.wants == "number" and name in names
        if not asks_value and _tells_of_process(name, text):
            continue  # `Ti worsened the oxidation behavior`, of its oxidation resistance
        if name not in named and not named & told:
            return (
                f"No value of {name} was found in it."
                if asks_value
                else f"It does not mention {name}."
            )
    for name in sorted(question.behaviours - named):
        if not stems & word_set(name):
            return f"It does not mention {name}."
    return _missing_noun(question, stems)


def missing_owner(question: ParsedQuestion, text: str) -> str:
    """Tell whose property a text gives, where that is of other elements alone; "" where not.

    The melting point of Ni is no melting point of Mg, though Mg stands in the same sentence.
    """
    noun = None if question.properties else _ASKED_NOUN.match(question.text)
    for name in question.properties or ((noun["noun"].strip(),) if noun else ()):
        wanted, told = (_owners(name, one) for one in (question.text, text))
        if told and any(wanted) and all(told) and {*wanted}.isdisjoint(told):
            return f"It gives that of {', '.join(dict.fromkeys(told))} alone."
    return ""


def _owners(name: str, text: str) -> list[str]:
    """Return for each mention of a property the element that it is of; "" where it is of none."""
    elements = {one.start: one.symbol for one in find_elements(text)}
    ends = [term.end for term in find_terms(text) if term.name == name]
    ends = ends or [
        found.end() for found in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
    ]
    led = [_OF.match(text, end) for end in ends]
    return [elements.get(one.end(), "") if one else "" for one in led]


def _tells_of_process(name: str, text: str) -> bool:
    """Return whether a text tells of the process that a property is the resistance to."""
    process = name.removesuffix(" resistance")
    return process != name and re.search(rf"\b{process}\b", text, re.IGNORECASE) is not None


def _missing_noun(question: ParsedQuestion, stems: frozenset[str]) -> str:
    """Tell which noun the question asks for, where it is none of the vocabulary's; "" if held.

    A property that the vocabulary does not know must be named by the paper in its own words.
    """
    if question.properties or question.intent != "value":
        return ""
    noun = _ASKED_NOUN.match(question.text)
    if noun is None:
        return ""
    words = [word for word in terms(noun["noun"]) if word in question.words - _GENERAL]
    lacking = [word for word in words if not variants(word) & stems]
    named = noun["noun"].split()
    while named[1:] and {*terms(named[0])} <= _GENERAL:
        named.pop(0)
    return f"It does not mention {' '.join(named)}." if lacking else ""


def states_value(question: ParsedQuestion, title: str | None, abstract: str) -> bool:
    """Return whether a paper states a value of the property asked for, by whatever words."""
    names = names_asked(question)
    return question.wants == "number" and any(
        value.property in names and is_of_kind(value, question)
        for placed in read_paper(title, abstract)
        for value in placed.facts.values
    )


def missing_value(question: ParsedQuestion, title: str | None, abstract: str) -> str:
    """Tell what all values of the property belong to, if not to what is asked; "" otherwise."""
    names = names_asked(question)
    if question.wants != "number" or not names:
        return ""
    text = f"{title or ''}\n{abstract}"
    stated = [
        (value, placed.facts)
        for placed in read_paper(title, abstract)
        for value in placed.facts.values
        if value.property in names
    ]
    values = [value for value, _ in stated]
    own = [
        (value, facts)
        for value, facts in stated
        if not differ_in_share(question.alloys, facts.alloys)
        and (
            may_belong_to(value, question, text)
            or any(
                covers(one, alloy, frozenset(), text)
                for one in facts.alloys
                for alloy in question.alloys
            )
        )
    ]
    of_alloy = [value for value, _ in own]
    name = values[0].property if values else ""
    if values and not of_alloy and question.alloys:
        given = ", ".join(dict.fromkeys(v.alloys[0].text for v in values if v.alloys))
        of = given or "something else"
        return f"You asked about {question.alloys[0].text}; it gives the {name} of {of}."
    for condition in question.conditions:
        elsewhere = [value for value in of_alloy if stated_elsewhere(value, condition)]
        if values and len(elsewhere) == len(of_alloy):
            given = ", ".join(_distinct_texts(c for v in elsewhere for c in v.conditions))
            return f"You asked at {_asked_at(condition)}; it gives the {name} at {given}."
        if others := _only_beside(own, condition, question):
            return (
                f"You asked at {_asked_at(condition)}; it gives the {name} at {', '.join(others)}."
            )
    return ""


def _only_beside(
    own: Iterable[tuple[Measurement, SentenceFacts]], condition: Quantity, question: ParsedQuestion
) -> list[str]:
    """Return the conditions that stand beside all values, if none is the one asked for.

    Those of temperatures and the like are bound to their values; a load or a current density is
    only told in their sentence.
    """
    if condition.dimension not in _BESIDE_VALUES:
        return []
    others: list[Quantity] = []
    for value, facts in own:
        if value.relative != question.by_how_much:
            continue
        beside = [one for one in facts.quantities if one.dimension == condition.dimension]
        if not beside or any(equal(one, condition) for one in beside):
            return []
        others += beside
    return _distinct_texts(others)


def may_belong_to(value: Measurement, question: ParsedQuestion, text: str = "") -> bool:
    """Return True unless a value is stated of another alloy than those in the question.

    Args:
        value: A value of the paper.
        question: The question.
        text: Title and abstract of the paper.
    """
    if value.composite:
        is_named = {one.text for one in value.alloys} & {one.text for one in question.alloys}
        return bool(is_named) or _is_companion_asked(value, question)
    if not value.alloys or not question.alloys or "alloys" in value.inherited:
        return True
    return any(
        covers(one, other, question.added, text)
        for one in value.alloys
        for other in question.alloys
    )


def _is_companion_asked(value: Measurement, question: ParsedQuestion) -> bool:
    """Return True for a value of a composite, where one is asked about."""
    asked = bool(question.compounds) or any(alloy.companion for alloy in question.alloys)
    added = value.sample.partition(" + ")[2].split()[-1:]  # C of `CoCrFeNi + 1 % C`
    asked |= bool(added) and (added[0] in question.elements or added[0].lower() in question.words)
    return value.composite and (asked or "composit" in question.words)


def stated_elsewhere(value: Measurement, condition: Quantity) -> bool:
    """Return True if a value is stated at another temperature, dose or time than ``condition``.

    Args:
        value: A value of the paper.
        condition: One that is asked about.
    """
    same = [stated for stated in value.conditions if stated.dimension == condition.dimension]
    return bool(same) and not any(equal(stated, condition) for stated in same)
