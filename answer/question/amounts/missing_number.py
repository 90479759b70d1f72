"""Tell whether a paper gives a number for what a question asks, and not only speaks of it.

A paper lacks the number if it has no amount that could be one, or if each that could be one is
told to belong to something else: another alloy, sample, condition, state or an end of a change.
What is unsaid contradicts nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from answer.question.amounts.contradictions import (
    SHARES,
    contradiction,
    is_denied,
)
from answer.question.amounts.missing_treatment import missing_treatment
from answer.question.amounts.other_alloys import alloy_of_parameter
from answer.question.amounts.stated_facts import CandidateValue, StatedFacts
from answer.question.grammar.asked_value import PARAMETERS
from answer.question.grammar.property_families import meant_by
from answer.question.parse import ParsedQuestion
from answer.question.property_slots import asked_index, names_asked
from answer.question.wording.other_names import held_otherwise
from answer.question.wording.variants import variants
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, convertible, equal
from builder.materials.vocabulary import dimensions_of, find_terms
from retrieval.lexical import terms, word_set

_MASS = re.compile(r"\bhow much (?:mass|weight)\b", re.IGNORECASE)
#: A number without a unit, of three digits or a decimal; no year and no grade of a steel.
_BARE_NUMBER = re.compile(
    r"(?<![\w.,/()-])(?!(?:19|20)\d\d\b|\d+ (?:stainless|steel))(?:\d+\.\d+|\d{3,})"
    r"(?![\w/()-]|[.,]\d)"
)
_ANY_NUMBER = re.compile(r"\d+")
#: Nouns of amounts; only behind them is a phrase looked for that no vocabulary has.
_AMOUNTS = (
    "temperature|heat|energy|life|coefficient|constant|modulus|strength|stress|strain|rate|ratio"
    "|content|density|potential|force|resistance|resistivity|conductivity|capacity|pressure|point"
    "|dose|exponent|factor|index|angle|loss|gain|roughness|frequency|speed|field|entropy|enthalpy"
    "|viscosity|permeability|efficiency|overpotential|voltage|power|porosity|level|work"
    "|barrier|threshold|slope|gap"
)
#: Before a value, the amount that it is one of: a cell voltage of 1.86 V.
_OWN_NOUN = re.compile(
    rf"\b(?P<before>[a-z-]+)\s(?P<noun>(?:{_AMOUNTS}))\sof\s(?:about\s|up\sto\s|[~∼≈]\s?)?$"
)
_ASKED_AMOUNT = re.compile(
    r"^(?:(?:\w+\s){0,2}?(?:what|which)\s(?:(?:is|was|are|were)\s)?)?(?:(?:the|an?)\s)?"
    r"(?P<before>(?:(?!(?:of|in|for|at|after|on|from|is|does|do|did|by|to|with|between|has|have|was"
    rf"|were|can|gives?)\b)[\w'’/-]+\s){{1,4}}?)(?P<noun>(?:{_AMOUNTS}))"
    r"(?=\s(?:of|in|for|at|after|on|does|do|did|has|have|was|were|is|can|gives?)\b|,|\?|$)",
    re.IGNORECASE,
)
#: Opens a sentence on the value of the property that the one before names.
ITS_VALUE = re.compile(r"(?:The|This|These|Its) (?:[a-z]+ ){0,2}values?\b(?! of\b)")
#: Nouns that a sentence need not repeat where the word before them tells the amount.
_UNREPEATED = PARAMETERS | {"rate", "factor"}
#: A material is asked for, and not its value.
_MATERIAL_ASKED = re.compile(
    r"\b(?:which|what) (?:[\w-]+ ){0,2}?(?:alloy|HEA|MEA|MPEA|CCA|material|coating|sample|one)s?\b",
    re.IGNORECASE,
)
_MOST_REASONS = 3
#: Words before a noun that tell of no property.
_GENERAL = frozenset(
    terms(
        "highest lowest maximum minimum largest smallest greatest biggest least most top mean"
        " average peak best optimum optimal typical reported measured recorded final initial"
        " overall total absolute approximate exact"
    )
)


def missing_number(question: ParsedQuestion, title: str | None, abstract: str) -> str:
    """Tell that a paper has no number that may answer a question for one; "" otherwise.

    Args:
        question: Any question; one that asks for no number of one paper lacks none.
        title: The title of the paper.
        abstract: Its abstract.
    """
    if question.intent not in ("value", "superlative", "range", "other"):
        return ""
    paper = StatedFacts(f"{title or ''}\n{abstract}", read_paper(title, abstract))
    if missing := _missing_phrase(question, paper) or missing_treatment(question, paper.text):
        return missing
    if question.wants != "number" or asked_index(question):
        return ""
    if question.intent == "superlative" and _MATERIAL_ASKED.search(question.text):
        return ""
    name = next(iter(question.properties), "")
    lacks = f"No value of {name} was found in it." if name else "No such number was found in it."
    dimensions = dimensions_asked(question)
    known = names_asked(question)
    of_element = not known and question.elements - question.excluded and dimensions & SHARES
    if of_element and question.unit:
        return "" if _amounts(question, dimensions, paper.text) else lacks
    if of_element:
        candidates = list(_bound(question, paper))  # the number of a formula may be meant
        if not candidates:
            return ""
    elif not dimensions or "number" in dimensions:
        candidates = list(_candidates(question, dimensions, paper))
        if not candidates:
            may_be = _may_be_bare if dimensions else _may_be_any
            if not may_be(question, paper):
                return lacks
            other = alloy_of_parameter(question, dimensions, paper)
            return f"Such a number was found in it only for {other}." if other else ""
    elif not _amounts(question, dimensions, paper.text):
        return "" if known and _may_be_bare(question, paper) else lacks
    elif not (candidates := list(_candidates(question, dimensions, paper))):
        if not _may_be_unread(question, dimensions, paper):
            return lacks
        other = "" if known else alloy_of_parameter(question, dimensions, paper)
        return f"Such a number was found in it only for {other}." if other else ""
    reasons = [contradiction(question, one, paper) for one in candidates]
    if not all(reasons):
        return ""
    about = f"The {name}" if name else "Such a number"
    return f"{about} was found in it only for {_listed(reasons)}."


def _listed(reasons: Sequence[str]) -> str:
    """Return what the values of a paper are of: `Ta0.5 and Ta1`, and of many the first ones."""
    reasons = [one for at, one in enumerate(reasons) if not any(one in o for o in reasons[:at])]
    if len(reasons) > _MOST_REASONS:
        return f"{', '.join(reasons[:_MOST_REASONS])} and others"
    return " and ".join([", ".join(reasons[:-1]), reasons[-1]] if reasons[1:] else reasons)


def dimensions_asked(question: ParsedQuestion) -> frozenset[str]:
    """Return the dimensions that the number asked for may have; none if its words tell none."""
    names = names_asked(question)
    if not names and _MASS.search(question.text):
        return frozenset({"mass", "areal_mass", "mass_gain"})
    told = {one for name in names for one in dimensions_of(name)} or question.dimensions
    found = frozenset[str]().union(*map(convertible, told))
    if found and question.by_how_much:
        return found | SHARES
    # A share may be written without what it is a share of: 41 % by weight.
    return found | {"fraction"} if found & SHARES else found


def _amounts(question: ParsedQuestion, dimensions: frozenset[str], text: str) -> list[Quantity]:
    """Return the amounts of a text that are not those which the question states itself."""
    amounts = [one for one in find_quantities(text) if one.dimension in dimensions]
    if not question.negated:
        amounts = [one for one in amounts if not is_denied(text, one)]
    return _free_amounts(question, amounts)


def _free_amounts(question: ParsedQuestion, amounts: Iterable[Quantity]) -> list[Quantity]:
    """Return the amounts that a question does not state itself."""
    stated = [*question.conditions, *(limit.quantity for limit in question.limits)]
    return [one for one in amounts if not any(equal(one, other) for other in stated)]


def _bound(question: ParsedQuestion, paper: StatedFacts) -> Iterator[CandidateValue]:
    names = names_asked(question)
    for place, placed in enumerate(paper.facts):
        for value in placed.facts.values:
            if value.property in names:
                yield CandidateValue(value, place)


def _candidates(
    question: ParsedQuestion, dimensions: frozenset[str], paper: StatedFacts
) -> Iterator[CandidateValue]:
    """Yield the values of the property, and those of none in a sentence that names it.

    Where the vocabulary knows no property, all values of the dimension are candidates but for those
    of properties that it does know.
    """
    yield from _bound(question, paper)
    names = names_asked(question)
    family = names.union(*map(meant_by, names))
    words = {word for name in question.properties for word in terms(name)}
    for place, placed in enumerate(paper.facts):
        near = {term.name for term in placed.facts.terms}
        if names and not near & family and not words & word_set(placed.facts.text):
            continue
        for value in placed.facts.values:
            if _is_free(question, value, dimensions) and not (
                names and _has_own_noun(question, value, placed.facts.text)
            ):
                yield CandidateValue(value, place)


def _is_free(question: ParsedQuestion, value: Measurement, dimensions: frozenset[str]) -> bool:
    """Return True for a value of no property, or of one that may be asked for in other words."""
    if dimensions and value.quantity.dimension not in dimensions:
        return False
    if any(equal(value.quantity, one) for one in question.conditions):
        return False
    if value.property is None:
        return True
    return not names_asked(question) and not question.words.isdisjoint(terms(value.property))


def _has_own_noun(question: ParsedQuestion, value: Measurement, text: str) -> bool:
    """Return True for a value of an amount by a name that no question asks for: a cell voltage."""
    found = _OWN_NOUN.search(text, max(value.quantity.start - 60, 0), value.quantity.start)
    if value.property is not None or found is None or {*terms(found["before"])} <= _GENERAL:
        return False
    return word_set(question.text).isdisjoint(terms(found["before"] + " " + found["noun"]))


def _may_be_unread(
    question: ParsedQuestion, dimensions: frozenset[str], paper: StatedFacts
) -> bool:
    """Return True if a number that no value was read of stands where the question's words do."""
    names = names_asked(question)
    if not names and dimensions.isdisjoint(SHARES):
        return True  # parameters are read as conditions, which are no values
    if not names:
        # Most shares are contents of alloys; one beside all that is asked about is none of them.
        return any(
            question.words <= word_set(placed.facts.text)
            and any(one.dimension in dimensions for one in placed.facts.quantities)
            for placed in paper.facts
        )
    if _may_be_bare(question, paper) or _is_told_behind(names, dimensions, paper):
        return True
    for place, placed in enumerate(paper.facts):
        said = word_set(placed.facts.text)
        for value in placed.facts.values:
            words = said
            if value.property is not None:  # `strength` in general may be one that was read
                words = frozenset(() if question.properties else terms(value.property))
            may_be = value.quantity.dimension in dimensions and words & question.words
            if may_be and not contradiction(question, CandidateValue(value, place), paper):
                return True
    return False


def _is_told_behind(
    names: AbstractSet[str], dimensions: frozenset[str], paper: StatedFacts
) -> bool:
    """Return True for a number in a sentence on `the value`, behind one that names the property."""
    return any(
        names & {term.name for term in before.facts.terms}
        and ITS_VALUE.match(placed.facts.text)
        and any(one.dimension in dimensions for one in placed.facts.quantities)
        for before, placed in pairwise(paper.facts)
    )


def _may_be_bare(question: ParsedQuestion, paper: StatedFacts) -> bool:
    """Return True if a number without a unit may be one of the property asked for.

    Where the vocabulary knows no property, any may be.
    """
    names = names_asked(question)
    return not names or any(
        names & {term.name for term in placed.facts.terms} and _has_bare_number(placed.facts)
        for placed in paper.facts
    )


def _may_be_any(question: ParsedQuestion, paper: StatedFacts) -> bool:
    """Return True if any number stands in a sentence that names the property asked for.

    Where the vocabulary knows no property, any number may be one of it.
    """
    names = names_asked(question)
    return not names or any(
        names & {term.name for term in placed.facts.terms}
        and (
            _free_amounts(question, placed.facts.quantities)
            or _has_bare_number(placed.facts, _ANY_NUMBER)
        )
        for placed in paper.facts
    )


def _has_bare_number(facts: SentenceFacts, numbers: re.Pattern[str] = _BARE_NUMBER) -> bool:
    """Return True for a number that is part of no quantity, formula or label: 0.43 UTS."""
    read = [(one.start, one.end) for one in facts.quantities]
    read += [(one.start, one.end) for one in facts.alloys]
    return any(
        not any(start <= found.start() < end for start, end in read)
        for found in numbers.finditer(facts.text)
    )


def _missing_phrase(question: ParsedQuestion, paper: StatedFacts) -> str:
    """Tell which amount that the vocabulary does not know the paper never names; "" if none.

    Its noun and the word before it stand in one sentence, or the paper speaks of something else:
    of heat treatments where the latent heat is asked for.
    """
    if question.properties or names_asked(question):
        return ""
    if (asked := _ASKED_AMOUNT.match(question.text)) is None:
        return ""
    treated = {
        word
        for term in find_terms(question.text)
        if term.kind == "process"
        for word in terms(term.text)
    }
    noun = asked["noun"].lower()
    before = [w for w in terms(asked["before"]) if w not in _GENERAL and w not in treated]
    if not before:
        return ""
    wanted = [before[-1], *(() if noun in _UNREPEATED else terms(noun))]
    otherwise = held_otherwise(question.text, paper.text)
    sentences = [paper.text.partition("\n")[0], *(one.facts.text for one in paper.facts)]
    if any(all(variants(w) & (word_set(s) | otherwise) for w in wanted) for s in sentences):
        return ""
    phrase = f"{asked['before']}{noun}"
    if phrase.split()[0].istitle():
        phrase = phrase[0].lower() + phrase[1:]
    return f"It does not mention {phrase}."
