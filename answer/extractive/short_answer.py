"""The bare value, phase, composition or route a question asks for, read out of the quotes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.extractive.sentence_ranking import RankedSentence, abstract_of, is_aim
from answer.extractive.yes_no import winner, yes_or_no
from answer.question.answerability import may_be_of
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import compatible, find_alloys, named_alloys
from builder.materials.measurements import Measurement, SentenceFacts
from builder.materials.quantities import Quantity, convert, equal, with_unit
from builder.materials.vocabulary import dimensions_of, find_terms
from retrieval.lexical import terms

#: What a value must earn to be given, and by how much it must lead the next one.
_ENOUGH, _LEAD = 0.5, 0.05
#: What a value of the next quote loses to one of the quote before.
_LATER = 0.2
#: Letters around a value that are compared with the question's words.
_AROUND = 60
_BEFORE = re.compile(r"\b(?:before|initial(?:ly)?|originally|as[- ]cast|without|from what)\b", re.I)
_BEFORE_WHAT = re.compile(r"\bbefore\b(.*)", re.IGNORECASE)
_HIGHEST = re.compile(r"\b(?:highest|maximum|peak|largest|best|upper|most|top)\b", re.IGNORECASE)
_LOWEST = re.compile(r"\b(?:lowest|minimum|smallest|least)\b", re.IGNORECASE)
_ABOVE = re.compile(
    r"(?:>|\b(?:exceed(?:s|ed|ing)?|more than|over|above|higher than|greater than))\s*$", re.I
)
_BELOW = re.compile(r"(?:<|\b(?:less than|under|below|lower than|smaller than))\s*$", re.I)
_AT_LEAST = re.compile(r"(?:≥|⩾|\bat least|\bno less than)\s*$", re.I)
_AT_MOST = re.compile(r"(?:≤|⩽|\b(?:at most|up to|no more than))\s*$", re.I)
_ABOUT = re.compile(
    r"(?:[~∼≈≃]|\b(?:about|around|approximately|approx\.|ca\.|nearly|almost|roughly))\s*$", re.I
)
_BOUNDS = ((_ABOVE, "> "), (_BELOW, "< "), (_AT_LEAST, "≥ "), (_AT_MOST, "≤ "), (_ABOUT, "about "))
_SETTINGS = re.compile(r"\b(?:settings|parameters|conditions)\b", re.IGNORECASE)
#: What a sentence calls a method.
_CALLED = re.compile(
    r"\b(?!the |an? |this |of |by |in |with )"
    r"([\w–-]+ (?:methods?|techniques?|approach|process|routes?))\b"
)
#: The symbols of phases behind their names: `intermetallic phases (σ and µ)`.
_IN_BRACKETS = re.compile(r"\s?\([^()\d]{1,24}\)")
#: Where one alloy's part of a sentence ends and another's begins.
_PART = re.compile(r";|,?\s+(?:while|whereas|but|although)\s+")
#: What belongs to a phase's name before it: `Cr-rich`, `NiAl-`, `nano-sized`.
_RICH = re.compile(r"(?:[A-Z][A-Za-z\d,()]*[-‐–](?:rich\s+)?|(?:[A-Z][a-z]?){2,3} )$")
#: Crystal structures go by their short names, however a paper spells them out.
_PLURAL = re.compile(r"(?<=ide)s$|(?<=phase)s$")
_STRUCTURES = frozenset({"FCC", "BCC", "HCP", "B2", "L12"})
#: What a phase looks like does not say which it is.
_FORMS = frozenset(
    {"precipitate", "dendrite", "interdendritic", "lamellar", "intermetallic", "dual phase"}
)


def short_answer(asked: ParsedQuestion, chosen: Sequence[RankedSentence]) -> str | None:
    """What the question asks for by name, from the quotes of the likeliest paper; else None.

    A value comes in the unit asked for, with the original beside it and its bound before it; a
    yes/no question and a comparison are answered by a word where the quotes settle them.
    """
    if compared := winner(asked, chosen):
        return compared[0]
    if asked.yes_no:
        return yes_or_no(asked, chosen)
    statements = [one.statement for one in chosen if one.hit is chosen[0].hit]
    if asked.wants == "number":
        return _value(asked, statements, _end_of_series(asked, abstract_of(chosen[0].hit)))
    read = _READERS.get(asked.wants or "")
    return next(filter(None, (read(asked, one) for one in statements)), None) if read else None


def _end_of_series(asked: ParsedQuestion, abstract: str) -> str | None:
    """Which end of a series of alloys is asked about: `from` the first, `to` the last, "" neither.

    None where the paper lists no such series: x = 0, 0.3, 0.9 in AlxCoCrFeNi.
    """
    for series in find_alloys(abstract):
        for alloy in asked.alloys:
            # A plain formula asks for the series as a whole.
            if re.search(r"\d", alloy.text) and alloy.composition_key in series.member_keys:
                place = series.member_keys.index(alloy.composition_key)
                return {0: "from", len(series.members) - 1: "to"}.get(place, "")
    return None


def _value(
    asked: ParsedQuestion, statements: Sequence[SentenceFacts], end: str | None
) -> str | None:
    """The value that fits best; one of a change along a series only for the alloy at that end."""
    ranked = sorted(
        (
            (_fit(asked, statement, value) - _LATER * place, value, statement)
            for place, statement in enumerate(statements)
            for value in _candidates(asked, statement)
            if end is None or not value.step or value.alloys or value.step == end
        ),
        key=lambda found: -found[0],
    )
    if not ranked or ranked[0][0] < _ENOUGH:
        return None
    equals = [found for found in ranked if found[0] > ranked[0][0] - _LEAD]
    pick = max if _HIGHEST.search(asked.text) else min if _LOWEST.search(asked.text) else None
    if len(equals) > 1:
        if pick is None or len({value.quantity.dimension for _, value, _ in equals}) > 1:
            return None
        return _said(*pick(equals, key=lambda found: found[1].quantity.si)[1:], asked.unit)
    return _said(*equals[0][1:], asked.unit)


def _candidates(asked: ParsedQuestion, statement: SentenceFacts) -> list[Measurement]:
    """What could be the value asked for: conditions, too, where a question asks for one."""
    bound = {value.quantity.start for value in statement.values}
    rest = [Measurement(q, None, (), ()) for q in statement.quantities if q.start not in bound]
    wanted = {d for name in asked.properties for d in dimensions_of(name)}
    if asked.dimensions and (not wanted or not wanted & asked.dimensions):
        wanted = set(asked.dimensions)
    if asked.by_how_much:
        wanted = {"fraction", "ratio", *wanted}
    return [
        value
        for value in (*statement.values, *rest)
        if not any(equal(value.quantity, condition) for condition in asked.conditions)
        and (not wanted or value.quantity.dimension in wanted)
        and (asked.by_how_much or not value.relative)
        and may_be_of(value, asked)
    ]


def _fit(asked: ParsedQuestion, statement: SentenceFacts, value: Measurement) -> float:
    """How well a value's property, alloy, condition and surroundings fit the question."""
    fit = 0.6
    if asked.properties and value.property:
        fit += 1.5 if value.property in asked.properties else -1.0
    if asked.alloys and value.alloys:
        same = any(compatible(one, other) for one in asked.alloys for other in value.alloys)
        fit += 1.0 if same else -0.6
    elif asked.alloys and not value.composite:
        fit += 0.8  # the paper is about it
    if is_aim(statement.text):
        fit -= 0.5
    if asked.processes:
        done = {term.name for term in statement.terms} & asked.processes
        fit += 0.5 * len(done) / len(asked.processes)
    if value.composite:
        fit += 1.0 if asked.compounds else -0.6
    for condition in asked.conditions:
        stated = [c for c in value.conditions if c.dimension == condition.dimension]
        if stated:
            fit += 1.0 if any(equal(c, condition) for c in stated) else -1.0
    if value.step:
        fit += 0.5 if (value.step == "from") == bool(_BEFORE.search(asked.text)) else -0.5
    if value.relative:
        fit += 0.5
    earlier = _BEFORE_WHAT.search(asked.text)
    if earlier and {m.name for m in find_terms(earlier[1])} & {m.name for m in statement.terms}:
        fit -= 1.0
    if _AT_MOST.search(statement.text, 0, value.quantity.start):
        fit -= 0.2
    start, end = value.quantity.start, value.quantity.end
    before = statement.text[max(start - _AROUND, 0) : start]
    if any(
        extreme.search(asked.text) and extreme.search(before) for extreme in (_HIGHEST, _LOWEST)
    ):
        fit += 0.3
    around = terms(statement.text[max(start - _AROUND, 0) : end + _AROUND])
    return fit + 0.8 * len(asked.words & set(around)) / (len(asked.words) or 1)


def _said(value: Measurement, statement: SentenceFacts, unit: str | None) -> str:
    before = statement.text[max(value.quantity.start - 24, 0) : value.quantity.start]
    bound = next((mark for pattern, mark in _BOUNDS if pattern.search(before)), "")
    said = _in_unit(_whole(value.quantity), unit)
    return bound + re.sub(r"(?<=10)\s?[−–-]\s?(?=\d)", "^-", said)


def _whole(quantity: Quantity) -> Quantity:
    """A quantity whose text carries its unit, which in a list may stand behind the last one.

    A range is written one way, whether it was `750 to 900°C` or `750 °C–900 °C`.
    """
    if quantity.low != quantity.high and not quantity.plus_minus:
        space = "" if quantity.unit == "%" else " "
        said = f"{quantity.low:g}–{quantity.high:g}{space}{quantity.unit}"
        return replace(quantity, text=said)
    return replace(quantity, text=with_unit(quantity))


def _in_unit(quantity: Quantity, unit: str | None) -> str:
    if unit is None or unit == quantity.unit:
        return quantity.text
    try:
        converted = convert(quantity, unit)
    except (KeyError, ValueError):  # another dimension, or a unit we do not know
        return quantity.text
    # 923 K is 649.85 °C, and nobody measured the hundredths.
    digits = ".0f" if quantity.dimension == "temperature" else ".4g"
    ends = dict.fromkeys((f"{converted.low:{digits}}", f"{converted.high:{digits}}"))
    return f"{'–'.join(ends)} {unit} ({quantity.text})"


def _phases(asked: ParsedQuestion, statement: SentenceFacts) -> str | None:
    """Phases it names and the question does not; else all of them."""
    part = _part(asked, statement.text)
    found = [(m.start, m.end, m.name) for m in find_terms(part) if m.kind == "phase"]
    found += [(a.start, a.end, a.text) for a in find_alloys(part) if a.kind == "compound"]
    named: dict[str, str] = {}
    last = 0
    for start, end, name in sorted(found):
        if start < last:
            continue
        symbol = _IN_BRACKETS.match(part, end)
        last = symbol.end() if symbol else end
        before = _RICH.search(part, 0, start)
        told = part[before.start() if before else start : last]
        alone = name in _STRUCTURES and not before
        if symbol and not alone:
            name = told
        if named and part[:start].endswith(f"{list(named.values())[-1]} "):
            told = f"{named.popitem()[1]} {told}"
        told = name if alone or (told == part[start:end] and name in _FORMS) else told
        told = _PLURAL.sub("", told)
        named.setdefault(told, told)
    known = {*asked.terms, asked.text}
    telling = [told for told in named if told not in _FORMS]
    anew = [told for told in telling if not any(told.lower() in one.lower() for one in known)]
    return _listed(anew or telling)


def _part(asked: ParsedQuestion, text: str) -> str:
    """The part of a sentence that speaks of what is asked, where it speaks of several alloys."""
    parts = [part for part in _PART.split(text) if part]

    def fit(part: str) -> tuple[int, int]:
        alloys = named_alloys(part)
        named = sum(any(compatible(one, other) for other in alloys) for one in asked.alloys)
        return named, len(asked.words & set(terms(part)))

    best = max(map(fit, parts))
    return ", ".join(part for part in parts if fit(part) == best)


def _alloys(asked: ParsedQuestion, statement: SentenceFacts) -> str | None:
    """Alloys it names and the question does not; of the phase asked for, where it tells of two."""
    known = {alloy.text for alloy in asked.alloys} | {a.composition_key for a in asked.alloys}
    for text in (_part(asked, statement.text), statement.text):
        named = [a for a in named_alloys(text) if not {a.text, a.composition_key} & known]
        phases = [mention for mention in find_terms(text) if mention.name in _STRUCTURES]
        wanted = [mention for mention in phases if mention.name in asked.terms]
        if wanted and len({mention.name for mention in phases}) > 1:
            start = wanted[0].end
            end = min((m.start for m in phases if m.start > start), default=len(text))
            named = [alloy for alloy in named if start <= alloy.start < end] or named
        if named:
            return _listed([alloy.text for alloy in named])
    return None


def _route(asked: ParsedQuestion, statement: SentenceFacts) -> str | None:
    """The settings, where those are asked for; else the processes and methods it names anew."""
    if _SETTINGS.search(asked.text):
        return _listed([_whole(quantity).text for quantity in statement.quantities])
    kinds = ("process", "method")
    anew = [m for m in statement.terms if m.kind in kinds and m.name not in asked.terms]
    named = [(mention.start, mention.end) for mention in anew]
    if not named:
        named = [match.span(1) for match in _CALLED.finditer(statement.text)]
    return _listed([statement.text[start:end] for start, end in named])


def _listed(names: Sequence[str]) -> str | None:
    return ", ".join(dict.fromkeys(names)) or None


_READERS = {"phase": _phases, "alloy": _alloys, "method": _route}
