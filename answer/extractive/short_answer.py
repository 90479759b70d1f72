"""Read the bare value, phase, composition or route that a question asks for out of the quotes."""

import re
from collections.abc import Sequence

from answer.extractive.comparison import compare_sides
from answer.extractive.sentence_ranking import RankedSentence, abstract_of
from answer.extractive.value_choice import choose_value, with_own_unit
from answer.extractive.yes_no import yes_or_no
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import compatible, find_alloys, named_alloys
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.vocabulary import find_terms
from retrieval.lexical import terms

_SETTINGS = re.compile(r"\b(?:settings|parameters|conditions)\b", re.IGNORECASE)
#: A method by the noun that a sentence calls it: `arc-melting technique`.
_NAMED_METHOD = re.compile(
    r"\b(?!the |an? |this |of |by |in |with )"
    r"([\w–-]+ (?:methods?|techniques?|approach|process|routes?))\b"
)
#: The symbols of phases behind their names: `intermetallic phases (σ and µ)`.
_SYMBOLS_BEHIND = re.compile(r"\s?\([^()\d]{1,24}\)")
#: Borders between the part of a sentence about one alloy and that about another.
_PART_BORDER = re.compile(r";|,?\s+(?:while|whereas|but|although)\s+")
#: Attributes that belong to the name of a phase: `Cr-rich`, `NiAl-`, `nano-sized`.
_ATTRIBUTE_BEFORE = re.compile(
    r"(?:[A-Z][A-Za-z\d,()]*[-‐–](?:rich\s+)?|(?<![A-Za-z\d])(?:[A-Z][a-z]?){2,3} )$"
)
_PLURAL = re.compile(r"(?<=ide)s$|(?<=phase)s$")
#: Crystal structures go by their short names, however a paper spells them out.
_STRUCTURES = frozenset({"FCC", "BCC", "HCP", "B2", "L12"})
#: Words for the form of a phase, which do not tell which phase it is.
_FORMS = frozenset(
    {"precipitate", "dendrite", "interdendritic", "lamellar", "intermetallic", "dual phase"}
)


def short_answer(question: ParsedQuestion, chosen: Sequence[RankedSentence]) -> str | None:
    """Return what a question asks for by name, from the quotes of the likeliest paper.

    A value comes in the unit asked for, with the original beside it and its bound before it. A
    yes/no question and a comparison are answered by a word if the quotes settle them.

    Args:
        question: The question.
        chosen: The quoted sentences, the likeliest first; at least one.

    Returns:
        The answer, or None if the question asks for nothing by name or the quotes do not hold it.
    """
    if compared := compare_sides(question, chosen):
        return compared.outcome
    if question.yes_no:
        return yes_or_no(question, chosen)
    quotes = [one.statement for one in chosen if one.hit is chosen[0].hit]
    if question.wants == "number":
        return choose_value(question, quotes, abstract_of(chosen[0].hit))
    read = _READERS.get(question.wants or "")
    return next(filter(None, (read(question, one) for one in quotes)), None) if read else None


def _phases(question: ParsedQuestion, quote: SentenceFacts) -> str | None:
    """List the phases that a sentence names and the question does not, or else all of them."""
    names = _phase_names(_relevant_part(question, quote.text))
    known = {*question.terms, question.text}
    telling = [name for name in names if name not in _FORMS]
    new = [name for name in telling if not any(name.lower() in one.lower() for one in known)]
    return _listed(new or telling)


def _phase_names(text: str) -> list[str]:
    """Return the names of phases and compounds in a text, with their attributes and symbols."""
    found = [(m.start, m.end, m.name) for m in find_terms(text) if m.kind == "phase"]
    found += [(a.start, a.end, a.text) for a in find_alloys(text) if a.kind == "compound"]
    names: list[str] = []
    last = 0
    for start, end, name in sorted(found):
        if start < last:
            continue
        symbol = _SYMBOLS_BEHIND.match(text, end)
        last = symbol.end() if symbol else end
        joined = bool(names) and text[:start].endswith(f"{names[-1]} ")
        attribute = None if joined else _ATTRIBUTE_BEFORE.search(text, 0, start)
        written = text[attribute.start() if attribute else start : last]
        is_structure = name in _STRUCTURES and not attribute
        if joined:  # `NiAl precipitates`: one name of two terms
            written = f"{names.pop()} {written}"
        # Without symbols and attributes a form goes by the vocabulary's word: `precipitate`.
        is_form = written == text[start:end] and name in _FORMS
        if is_structure or is_form:
            written = name
        written = _PLURAL.sub("", written)
        if written not in names:
            names.append(written)
    return names


def _relevant_part(question: ParsedQuestion, text: str) -> str:
    """Return the parts of a sentence that name most of the question's alloys and words."""
    parts = [part for part in _PART_BORDER.split(text) if part]

    def overlap(part: str) -> tuple[int, int]:
        alloys = named_alloys(part)
        named = sum(any(compatible(one, other) for other in alloys) for one in question.alloys)
        return named, len(question.words & set(terms(part)))

    most = max(map(overlap, parts))
    return ", ".join(part for part in parts if overlap(part) == most)


def _alloys(question: ParsedQuestion, quote: SentenceFacts) -> str | None:
    """List the alloys that a sentence names and the question does not.

    If the sentence tells of two crystal structures, only the alloys behind the wanted one count.
    """
    known = {alloy.text for alloy in question.alloys}
    known |= {alloy.composition_key for alloy in question.alloys}
    for text in (_relevant_part(question, quote.text), quote.text):
        named = [a for a in named_alloys(text) if not {a.text, a.composition_key} & known]
        structures = [mention for mention in find_terms(text) if mention.name in _STRUCTURES]
        wanted = [mention for mention in structures if mention.name in question.terms]
        if wanted and len({mention.name for mention in structures}) > 1:
            start = wanted[0].end
            end = min((m.start for m in structures if m.start > start), default=len(text))
            named = [alloy for alloy in named if start <= alloy.start < end] or named
        if named:
            return _listed([alloy.text for alloy in named])
    return None


def _route(question: ParsedQuestion, quote: SentenceFacts) -> str | None:
    """List the settings if those are asked for, else the processes and methods that are new."""
    if _SETTINGS.search(question.text):
        return _listed([with_own_unit(quantity).text for quantity in quote.quantities])
    kinds = ("process", "method")
    new = [m for m in quote.terms if m.kind in kinds and m.name not in question.terms]
    named = [(mention.start, mention.end) for mention in new]
    if not named:
        named = [match.span(1) for match in _NAMED_METHOD.finditer(quote.text)]
    return _listed([quote.text[start:end] for start, end in named])


def _listed(names: Sequence[str]) -> str | None:
    return ", ".join(dict.fromkeys(names)) or None


_READERS = {"phase": _phases, "alloy": _alloys, "method": _route}
