"""Tell what a paper lacks of the material asked about: alloy, sample, substance, route."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from answer.question.amounts.directions import directions_in
from answer.question.conditions import share_of
from answer.question.constituents import asked_constituents, named_constituents
from answer.question.parse import ParsedQuestion
from answer.question.processes import is_kind_of, rivals
from answer.question.wording.variants import find_substances, variants
from builder.materials.alloys import Alloy, find_alloys, named_alloys
from builder.materials.companions import UNSAID
from builder.materials.composition_cover import covers_composition, is_between_members
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.choices import find_choices
from builder.materials.formulas.elements import GASES, NAMES, NONMETALS
from builder.materials.quantities import find_quantities
from builder.materials.units import unit_at
from builder.materials.vocabulary import find_terms
from builder.nlp.sentences import sentences
from retrieval.lexical import stem, word_set

#: What a paper calls a sample, as a stem: nb5, mo1.0, si0.5.
_SAMPLE = re.compile(r"[a-z]{1,3}\d+(?:\.\d+)?")
#: A number that is no quantity: 25 of `WC-25 wt% CoCrFeNi`.
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
#: Elements joined by hyphens, in any ratio.
_SYSTEM = re.compile(r"[A-Z][a-z]?(?:[-‐–][A-Z][a-z]?)+")
_WITH_ONE_MORE = re.compile(
    r"(?P<base>(?:[A-Z][a-z]?[\d.]*){3,})[-–](?P<share>\d+(?:\.\d+)?)(?P<element>[A-Z][a-z]?)"
)
_MEMBERS = re.compile(r"(?<!\w)[xyz]\s?[=<≤]")
#: What moves or gathers by element, so that the element must be the one asked about.
_OF_ELEMENT = re.compile(r"\b(?:diffus\w+|self-?diffusion|tracer\w*|mobilit\w+)\b", re.IGNORECASE)
#: A metal by its grade that a sentence opens on, and speaks of: `For LPBF 316L SS, …`.
_OPENS_ON_METAL = re.compile(
    r"^(?:For|In|As for|In the case of)\s(?:the\s)?(?:[\w-]+\s){0,3}?"
    r"(?P<metal>(?:AISI\s|SS\s?)?\d{3,4}L?\s(?:SS|stainless)|SS\s?\d{3}L?|Inconel\s?\d{3}|IN\s?\d{3}"
    r"|pure\s[A-Z]?[a-z]{2,9})\b[^,;]{0,20},"
)
#: Forms of a material, each with the words by which a paper speaks of it.
_FORMS = {
    "coating": r"coating|coated|cladd?|\bclad|overlay|deposit|layer|HEAC",
    "film": r"\bfilm|coating|multilayer|nanolayer|sputter",
    "powder": r"powder|particl|mill|atomi[sz]",
    "weld": r"weld|joint|joining|braz|bond",
    "wire": r"\bwires?\b|drawn|drawing",
    "foam": r"foam|porous|lattice",
    "single crystal": r"single[- ]crystal|monocrystal|pillar",
}

#: How a form is asked for, where it is not by its name alone.
_FORMS_ASKED = {"weld": r"(?:weld(?:s|ed|ing)?|joints|braz(?:ed|ing))"}


def missing_alloy(question: ParsedQuestion, text: str) -> str:
    """Tell which alloy of the question the text does not speak of; "" if none."""
    stated = (*named_alloys(text), *_members_of_choices(text))
    for alloy in question.alloys:
        # A range of a series is no value of one member in it.
        ranges = [one for one in stated if is_between_members(one, alloy, text)]
        told = [one for one in stated if one not in ranges or question.wants != "number"]
        held = any(covers(one, alloy, question.added, text) for one in told)
        held = held or _is_alloyed(alloy, stated) or _is_graded(alloy, text)
        if held and _holds_companion(alloy, text):
            continue
        others = list(dict.fromkeys(other.text for other in stated))[:3]
        instead = f"it speaks of {', '.join(others)}" if others else "it names no alloy"
        return f"You asked about {_whole_name(alloy)}; {instead}."
    return ""


def _members_of_choices(text: str) -> Iterator[Alloy]:
    """Yield the alloys of formulas with a letter for an element: CoCrFeNiX (X = Al, Ti)."""
    for choice in find_choices(text):
        for element in choice.elements:
            yield from named_alloys(choice.formula(element))


def covers(stated: Alloy, asked: Alloy, added: frozenset[str], text: str = "") -> bool:
    """Return True if a statement about one composition may answer a question about another.

    What either holds beside its elements (CoCrFeNi/TiC) is compared elsewhere.

    Args:
        stated: The alloy that a paper speaks of.
        asked: The alloy of the question; a plain formula is equimolar, a system (Al-Co-Cr-Fe-Ni)
            any ratio.
        added: Elements that the question names beside its alloy (`with 3 % titanium`), which may be
            part of the stated alloy.
        text: Title and abstract of the paper, which may tell the members of a family.
    """
    stated, asked = replace(stated, companion=""), replace(asked, companion="")
    if None not in (*stated.amounts, *asked.amounts) and (_held(stated) ^ _held(asked)) - added:
        return False  # 0.003 of an element tells two alloys apart, however little it is
    if covers_composition(stated, asked, text):
        return True
    if added and {*asked.elements} < {*stated.elements} <= {*asked.elements} | added:
        return True
    if stated.elements != asked.elements:
        return False
    if None in asked.amounts or _SYSTEM.fullmatch(asked.text):
        return True
    # A family whose members the paper does not tell.
    return None in stated.amounts and not stated.members and not _MEMBERS.search(text)


def is_of_family_alone(question: ParsedQuestion, text: str) -> bool:
    """Return True if a text holds a composition asked about as one of a family alone.

    So it is between the ends of a range, or of a family whose members the text does not tell. Who
    asks for the value or the phases of a formula with numbers asks for no family; a formula without
    may stand for one.
    """
    if question.intent not in ("value", "phase"):
        return False
    stated = named_alloys(text)
    for asked in question.alloys:
        covering = [one for one in stated if covers(one, asked, question.added, text)]
        is_plain = None in asked.amounts or len({*asked.amounts}) == 1
        if covering and not is_plain and not any(_names(one, asked, text) for one in covering):
            return True
    return False


def _names(stated: Alloy, asked: Alloy, text: str) -> bool:
    """Return True if what covers a composition is the very one, and no family around it."""
    is_family = None in stated.amounts and stated.elements == asked.elements
    between = is_between_members(stated, asked, text)
    return not is_family or (covers_composition(stated, asked, text) and not between)


def opens_on_other_metal(question: ParsedQuestion, sentence: str) -> str:
    """Return the metal by its grade that a sentence opens on and no question names; "" if none."""
    found = _OPENS_ON_METAL.match(sentence)
    if found is None:
        return ""
    grade = re.search(r"\d{3,4}|[A-Za-z]+$", found["metal"])
    return "" if grade and grade[0].lower() in question.text.lower() else found["metal"]


def _held(alloy: Alloy) -> frozenset[str]:
    pairs = zip(alloy.elements, alloy.amounts, strict=True)
    return frozenset(element for element, amount in pairs if amount)


def _holds_companion(alloy: Alloy, text: str) -> bool:
    """Return True if a text names what the asked material holds beside its alloy."""
    if not alloy.companion or alloy.companion == UNSAID:
        return True
    held = alloy.companion.rpartition(" ")[2]
    if not all(_is_named(one, text) for one in held.split("+")):
        return False
    if (share := share_of(alloy)) is None:
        return True
    told = [one for one in named_alloys(text) if one.companion.endswith(held)]
    shares = {share_of(one) for one in told} - {None}
    return not shares or share in shares or any(one.low == share for one in find_quantities(text))


def _is_alloyed(asked: Alloy, stated: Iterable[Alloy]) -> bool:
    """Return True for `CoCrFeNi-3Sn` where a text speaks of CoCrFeNi-3 at.% Sn."""
    found = _WITH_ONE_MORE.fullmatch(asked.text)
    return found is not None and any(
        one.companion.endswith(f" {found['element']}")
        and share_of(one) == float(found["share"])
        and one.text.startswith(found["base"])
        for one in stated
    )


def _is_graded(alloy: Alloy, text: str) -> bool:
    """Return True if a text has an alloy by the name of its grade: TC4 for Ti-6Al-4V."""
    grades = variants(alloy.text) - {alloy.text}
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) for one in grades)


def _is_named(substance: str, text: str) -> bool:
    """Return True if a text names a substance or an element, by formula, symbol or name."""
    if substance in NAMES.values():
        return any(element.symbol == substance for element in find_elements(text)) or any(
            substance in alloy.elements for alloy in find_alloys(text)
        )
    lower = text.lower()
    return any(one.lower() in lower for one in variants(substance))


def _whole_name(alloy: Alloy) -> str:
    if not alloy.companion or alloy.companion == UNSAID:
        return alloy.text
    return f"{alloy.text} with {alloy.companion.rpartition(' ')[2]}"


def missing_sample(question: ParsedQuestion, text: str) -> str:
    """Tell which sample the question names by a label that the text does not have; "" if none.

    A crystal direction is missed only where the text names another one instead.
    """
    labels = {word for word in question.words if _SAMPLE.fullmatch(word)}
    named = {word for term in find_terms(question.text) for word in word_set(term.text)}
    named |= {word for one in find_substances(question.text) for word in word_set(one.text)}
    lower = text.lower()
    for label in sorted(label for label in labels - named if label not in lower):
        written = re.search(re.escape(label), question.text, re.IGNORECASE)
        if written and _is_unit(written[0]):
            continue
        return f"You asked about {written[0] if written else label}, which it does not name."
    directions, others = directions_in(question.text), directions_in(text)
    for one in sorted(directions - others if others else ()):
        return f"You asked about the direction {one}; it speaks of {', '.join(sorted(others))}."
    for number in sorted(filter(_NUMBER.fullmatch, question.words - named - directions)):
        if not re.search(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)", text):
            written = re.search(
                rf"(?<![\w.]){re.escape(number)}(?:\s[a-z-]+){{0,3}}", question.text
            )
            return f"You asked about {written[0] if written else number}; it has no such number."
    return ""


def _is_unit(word: str) -> bool:
    """Return True for `mm2` and `cm3`, which look like names of samples."""
    read = unit_at(word, 0)
    return read is not None and read[1] == len(word) and read[0].dimension in ("area", "volume")


def missing_substance(question: ParsedQuestion, text: str) -> str:
    """Tell which substance or element beside the alloy the text does not name; "" if none."""
    stated = find_alloys(text)
    keys = {alloy.composition_key for alloy in stated}
    substances = find_substances(text)
    for compound in question.compounds:
        if compound.text in "".join(text.split()):
            continue  # `Si 3 N 4`, as some journals print it
        known = find_substances(compound.text)
        if known and compound.composition_key not in keys and not known[0].is_among(substances):
            return f"It does not mention {compound.text}."
    for ground in find_alloys(question.text):
        is_ground = ground.kind == "substrate" and len(ground.elements) > 2
        told = any(covers(one, ground, question.added, text) for one in stated)
        if is_ground and not told and not _is_graded(ground, text):
            return f"It does not mention {ground.text}."
    symbols = symbols_named(question, text)
    for named in find_substances(question.text):
        if named.name and named.text != named.formula and not named.is_among(substances):
            metal, noun = named.elements[0], named.name.split()[-1]
            # In words of its own, as `Ti-rich carbides`, where no value of the compound is asked.
            told = metal in symbols and stem(noun) in word_set(text) and question.wants != "number"
            if not told:
                return f"It does not mention {named.text}."
    lacking = question.elements - symbols - NONMETALS - {*GASES}
    # What surrounds a material is often left unsaid, what it is made of is not.
    parts = asked_constituents(question.text) & question.elements - question.excluded
    if parts:
        lacking |= parts - symbols_named(question, text, as_part=True)
    for symbol in sorted(lacking):
        return f"It does not mention {symbol}."
    return _missing_moving_element(question, text)


def symbols_named(question: ParsedQuestion, text: str, *, as_part: bool = False) -> frozenset[str]:
    """Return the elements that a text names by themselves, or in alloys with the one asked about.

    In a formula of something else, as in a carbide that the alloy is joined to, an element is none
    that the question names.

    Args:
        question: The question.
        text: Title and abstract of a paper.
        as_part: Leave out those that only surround a material: liquid nitrogen, an oxygen flow.
    """
    asked = [{*one.elements} for one in question.alloys] or [set[str]()]
    found = {element.symbol for element in find_elements(text)}
    if as_part:
        found = {*named_constituents(text)}
    for alloy in find_alloys(text):
        if any(one <= {*alloy.elements} for one in asked):
            found |= {*alloy.elements}
    return frozenset(found)


def _missing_moving_element(question: ParsedQuestion, text: str) -> str:
    """Tell which element's diffusion the question asks about and the text does not; "" if none."""
    if not question.elements or not _OF_ELEMENT.search(question.text):
        return ""
    told: set[str] = set()
    for start, end in sentences(text):
        if _OF_ELEMENT.search(text, start, end):
            told |= {element.symbol for element in find_elements(text[start:end])}
    for symbol in sorted(question.elements - told if told else ()):
        return f"It speaks of the diffusion of {', '.join(sorted(told))}, not of {symbol}."
    return ""


def missing_state(question: ParsedQuestion, text: str) -> str:
    """Tell which route, state or form of the material the text does not speak of; "" if none.

    A route is missed only where the text states another one instead.
    """
    if question.yes_no:
        return ""  # `was it cast?` may be denied
    named = [term.name for term in find_terms(text)]
    for state in sorted(question.states):
        words = [word_set(one.text) for one in find_terms(question.text) if one.name == state]
        if any(is_kind_of(one, state) or is_kind_of(state, one) for one in named) or any(
            one <= word_set(text) for one in words
        ):
            continue
        if others := [one for one in dict.fromkeys(named) if one in rivals(state)]:
            return f"You asked about {state}; it speaks of {', '.join(others[:3])}."
    asked = question.text.lower()
    text += text.replace("-", "")  # `pow-ders`, where a line of print ended
    for form, pattern in _FORMS.items():
        called = _FORMS_ASKED.get(form, f"{form}s?")
        if re.search(rf"\b{called}\b", asked) and not re.search(pattern, text, re.IGNORECASE):
            return f"It speaks of no {form}."
    return ""
