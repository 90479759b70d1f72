"""Choose the values that a question asks for, and count those left out by their reasons."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path

from answer.answers import LeftOut
from answer.collected.concepts import find_concepts, ways_to_say
from answer.collected.papers_about import papers_naming
from answer.collected.subject import Subject
from answer.collected.values.asked_material import asked_material
from answer.collected.values.held_at import Reason, reasons_of_conditions
from answer.collected.values.material import MATERIALS, AskedMaterial, owner_of
from answer.collected.values.order import meets, scale_of, without_repeats
from answer.papers import Papers
from answer.question.amounts.temperatures_in_words import temperatures_in_words
from answer.question.grammar.property_families import told_as
from answer.question.intent import Bound
from answer.question.material_slots import missing_alloy
from answer.question.parse import ParsedQuestion
from answer.question.processes import is_kind_of
from builder.library.property_table import PropertyRow
from builder.materials.vocabulary import expand, find_terms
from retrieval.lexical import terms

_PLURALS = {"alloy": "alloys", "phase": "phases", "other": "other materials"}
_OF_SERIES = "of a series, for a member that the sentence does not tell"
_OF_UNNAMED = "of an alloy that the sentence does not name"
#: Reasons that hold of values in doubt.
OPEN_ALLOY = (_OF_SERIES, _OF_UNNAMED)


#: Between two materials of one joint or one rubbing pair.
_PARTNER = re.compile(r"\b(?:with|to|onto|against|using|by)\b", re.IGNORECASE)

#: What leads to a material that is compared with, and what tells that it is of others.
_COMPARED_WITH = re.compile(
    r"\b(?:than|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|superior to|compar\w+ (?:to|with))\s"
)
_OF_OTHERS = re.compile(
    r"\b(?:reported|conventional|traditional|commercial|literature|previous(?:ly)?)\b",
    re.IGNORECASE,
)
#: A value in brackets or behind `of`, which no verb stands before.
_BARE_VALUE = re.compile(r"(?:\(|\bof\s)\s?(?:[~∼≈]|about|around|only|up to)?\s?$")
#: Characters between the word that compares and the value, at most.
_MOST_COMPARED = 160


@lru_cache(maxsize=1)
def _asking_words() -> frozenset[str]:
    """Return the stems of the words that ask, and tell nothing of a subject."""
    path = Path(__file__).with_name("data") / "asking_words.toml"
    return frozenset(terms(tomllib.loads(path.read_text("utf-8"))["words"]))


@dataclass(frozen=True, slots=True)
class SievedValues:
    """The values that a question asks for, and what was left out."""

    rows: tuple[PropertyRow, ...]
    """Those that hold for what is asked, whether or not they meet its bounds."""
    left_out: tuple[LeftOut, ...]
    looked_at: int
    """Number of values of the property, of whatever material."""
    of_title: tuple[PropertyRow, ...] = ()
    """Values whose sentence names no alloy, of papers whose title names the one asked about.

    For a superlative also fracture strengths that may be of the kind of test asked for.
    """
    in_doubt: tuple[PropertyRow, ...] = ()
    """Values that hold but for their alloy, which the sentence leaves open."""
    of_other_owners: tuple[PropertyRow, ...] = ()
    """Values that hold but for what they are of: coatings, where a bulk alloy is asked about."""


def sieve_values(
    question: ParsedQuestion, rows: Sequence[PropertyRow], papers: Papers
) -> SievedValues:
    """Choose the values of one property that hold for the material and conditions of a question.

    Args:
        question: The question; its bounds on properties are not looked at here.
        rows: Every value of the property.
        papers: The corpus, to tell which papers speak of the other words of the question.
    """
    material = asked_material(question)
    counts_all = question.intent == "count" and material.is_any and material.owners == MATERIALS
    of_kind = partial(_other_kind, question=question)
    reasons: list[Reason] = [
        lambda row: _of_other_material(row, material, counts_all),
        *([lambda row: _of_other_partner(row, question)] if _names_partners(question) else []),
        _difference,
        _of_others_work,
        of_kind,
        lambda row: _other_state(row, question),
        *reasons_of_conditions(question),
    ]
    kept, counts = _sieve(rows, reasons)
    of_title, _ = _sieve([row for row in rows if material.is_of_title(row)], reasons[1:])
    in_doubt, _ = _sieve([row for row in rows if material.may_belong(row)], reasons[1:])
    elsewhere = [row for row in rows if material.belongs(row) == "owner"]
    of_others, _ = _sieve(elsewhere, reasons[1:])
    kept, unlike = _of_one_scale(kept, question)
    counts.update(unlike)
    of_title += _sieve(
        [row for row in rows if _may_be_of_kind(row, question)],
        [one for one in reasons if one is not of_kind],
    )[0]
    of_title, _ = _of_one_scale(of_title, question)
    in_doubt, _ = _of_one_scale(in_doubt, question)
    if words := subject_words(question):
        speaking = set.intersection(*(_speaking_of(word, question, papers) for word in words))
        silent = [row for row in kept if row.listed.id not in speaking]
        kept = [row for row in kept if row.listed.id in speaking]
        of_title = [row for row in of_title if row.listed.id in speaking]
        in_doubt = [row for row in in_doubt if row.listed.id in speaking]
        if silent:
            lacking = ", ".join(words_as_asked(words, question))
            counts[f"of papers that do not name {lacking}"] += len(silent)
    found = [LeftOut(reason, n) for reason, n in counts.most_common()]
    return SievedValues(
        tuple(without_repeats(kept)),
        tuple(found),
        len(rows),
        tuple(without_repeats(of_title)),
        tuple(without_repeats(in_doubt)),
        tuple(without_repeats(of_others)),
    )


def of_papers_on_all(
    question: ParsedQuestion, names: Collection[str], found: SievedValues, papers: Papers
) -> SievedValues:
    """Keep the values of papers that speak of the properties asked for beside those with a bound.

    Args:
        question: The question, as for alloys with a hardness above 300 HV and good corrosion
            resistance.
        names: The properties whose values were chosen.
        found: These values.
        papers: The corpus.
    """
    bounded = {name for bound in question.bounds for name in told_as(bound.property)}
    beside = {one for one in question.properties if not {*told_as(one)} & {*names, *bounded}}
    for concept, _, _ in find_concepts(question.text, ()):
        if concept.name not in beside:
            continue
        subject = Subject((concept,), (), ())
        naming = {one.id for one in papers_naming(subject, papers, question.years)}
        kept, titled, doubtful = (
            tuple(row for row in rows if row.listed.id in naming)
            for rows in (found.rows, found.of_title, found.in_doubt)
        )
        without = len(found.rows) - len(kept)
        others = (
            (LeftOut(f"of papers that do not name {concept.name}", without),) if without else ()
        )
        left_out = (*found.left_out, *others)
        found = replace(found, rows=kept, of_title=titled, in_doubt=doubtful, left_out=left_out)
    return found


def _speaking_of(word: str, question: ParsedQuestion, papers: Papers) -> set[str]:
    """Return the ids of the papers that say a word, or another one for the same."""
    ways = ways_to_say(word)
    return {entry.id for way in ways if way for entry in papers.naming(way, question.years)}


def subject_words(question: ParsedQuestion) -> frozenset[str]:
    """Return the stems of a question that no slot holds: a paper must name them."""
    slots = {
        *question.properties,
        *question.measures,
        *question.states,
        *question.processes,
        *question.kinds,
    }
    slots |= {one.name for one in temperatures_in_words(question.text)}
    forms = {form for name in slots for form in expand(name)}
    classes = {m.text for m in find_terms(question.text) if m.kind in ("property", "class")}
    held = {stem for words in (*forms, *classes, *question.elements) for stem in terms(words)}
    held |= set(terms(" ".join(_elements_named(question)))) | _asking_words()
    return question.words - held


def _elements_named(question: ParsedQuestion) -> Collection[str]:
    return [symbol.lower() for symbol in question.elements]


def words_as_asked(stems: Collection[str], question: ParsedQuestion) -> list[str]:
    """Return the words of a question that have these stems, in their order."""
    words = re.findall(r"[\w-]+", question.text)
    return list(dict.fromkeys(word for word in words if set(terms(word)) & set(stems)))


def _sieve(
    rows: Sequence[PropertyRow], reasons: Sequence[Reason]
) -> tuple[list[PropertyRow], Counter[str]]:
    """Return the rows that no reason holds against, and how many each reason took out."""
    kept, counts = [], Counter[str]()
    for row in rows:
        found = next((why for reason in reasons if (why := reason(row)) is not None), None)
        if found is None:
            kept.append(row)
        elif found:
            counts[found] += 1
    return kept, counts


def _of_other_material(row: PropertyRow, material: AskedMaterial, counts_all: bool) -> str | None:
    if counts_all:
        return None  # a paper gives a value, whatever it is one of
    match material.belongs(row):
        case "yes":
            return None
        case "owner":
            return f"of {owners_of(row)}"
        case "series":
            return _OF_SERIES
        case "unnamed" if material.is_any:
            is_other = owner_of(row) not in material.owners
            return f"of {owners_of(row)}" if is_other else _OF_UNNAMED
    return ""


def owners_of(row: PropertyRow) -> str:
    """Return what a value is one of, in the plural: coatings."""
    owner = owner_of(row)
    return _PLURALS.get(owner, f"{owner}s")


def _names_partners(question: ParsedQuestion) -> bool:
    """Return whether a question names an alloy together with what it is joined to or rubs on."""
    ends = pairwise(sorted((one.start, one.end) for one in question.alloys))
    between = (question.text[end:start] for (_, end), (start, _) in ends)
    return any(_PARTNER.search(words) for words in between)


def _of_other_partner(row: PropertyRow, question: ParsedQuestion) -> str | None:
    text = row.listed.paper.front
    return "of papers that do not name both materials" if missing_alloy(question, text) else None


def _difference(row: PropertyRow) -> str | None:
    return "given only as a difference" if row.value.relative else None


def _of_others_work(row: PropertyRow) -> str | None:
    """Tell that a value is of earlier or usual materials, which a paper measures its own by."""
    before = row.sentence[: row.value.quantity.start]
    compared = list(_COMPARED_WITH.finditer(before))
    if not compared or not _BARE_VALUE.search(before):
        return None
    behind = before[compared[-1].end() :]
    is_others = len(behind) <= _MOST_COMPARED and _OF_OTHERS.search(behind)
    return "that a paper only compares with" if is_others and ", " not in behind else None


def _other_kind(row: PropertyRow, question: ParsedQuestion) -> str | None:
    kind = row.value.kind
    if not question.kinds or kind in question.kinds:
        return None
    if kind:
        return kind
    if _may_be_of_kind(row, question):
        return ""
    # A thin film is indented by nanometres, where its hardness is a pressure.
    of_film = row.value.owner == "film" and row.value.quantity.dimension == "pressure"
    if question.kinds == {"nano"} and of_film:
        return None
    # A property may be of its kind by name; tension is what strength and elongation mean unsaid.
    if question.kinds == {"tensile"} or any(asked in row.of for asked in question.kinds):
        return None
    return f"not said to be {' or '.join(sorted(question.kinds))}"


def _may_be_of_kind(row: PropertyRow, question: ParsedQuestion) -> bool:
    """Return whether a fracture strength may be one in compression, which the most is asked of."""
    is_asked = question.intent == "superlative" and question.kinds == {"compressive"}
    return is_asked and row.of == "fracture strength" and not row.value.kind


def _other_state(row: PropertyRow, question: ParsedQuestion) -> str | None:
    missing = {
        asked
        for asked in question.states
        if not any(is_kind_of(stated, asked) for stated in row.value.states)
    }
    if not missing:
        return None
    names = ", ".join(sorted(missing))
    return f"not of the state asked for ({names})" if row.value.states else f"not said: {names}"


def _of_one_scale(
    rows: Sequence[PropertyRow], question: ParsedQuestion
) -> tuple[list[PropertyRow], Counter[str]]:
    """Keep the values that can be compared: with the bound, or else with most of the others."""
    if not rows:
        return [], Counter()
    name = rows[0].of
    bounds = bounds_on(question, name)
    scales = Counter(scale_of(row.value.quantity, name) for row in rows)
    wanted = scale_of(bounds[0].quantity, name) if bounds else scales.most_common(1)[0][0]
    kept = [row for row in rows if scale_of(row.value.quantity, name) == wanted]
    others = Counter(
        f"in {row.value.quantity.unit or 'no unit'}, which is not comparable"
        for row in rows
        if scale_of(row.value.quantity, name) != wanted
    )
    return kept, others


def bounds_on(question: ParsedQuestion, name: str) -> list[Bound]:
    """Return the bounds that a question sets on a property, by its name or by what may mean it."""
    return [bound for bound in question.bounds if name in told_as(bound.property)]


def is_met(row: PropertyRow, question: ParsedQuestion) -> bool:
    """Return whether a value meets every bound that the question sets on its property."""
    return all(meets(row, bound) for bound in bounds_on(question, row.of))
