"""Order the quotes of an answer: the first holds what is asked, and what it leans on is quoted."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from answer.extractive import names
from answer.extractive.sentence_ranking import RankedSentence, abstract_of, is_aim
from answer.question.amounts.missing_number import ITS_VALUE, dimensions_asked
from answer.question.parse import ParsedQuestion
from answer.question.property_slots import names_asked
from answer.question.wording.variants import variants
from builder.materials.alloys import Alloy, compatible, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import GASES
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.quantity import equal
from builder.materials.vocabulary import dimensions_of, find_terms
from builder.nlp.word_classes import DENIAL
from retrieval.lexical import terms, word_set

#: Stems by which phases are asked for.
_PHASES = frozenset(
    terms("phase phases structure crystal constituent present exist microstructure")
)
_CONNECTIVE = (
    r"(?:(?:Moreover|Furthermore|In addition|Additionally|Meanwhile|As a result|Consequently|Thus"
    r"|Therefore|Hence|Accordingly|Notably|However|Interestingly|Specifically|Besides),?\s)?"
)
#: A sentence whose subject the one before it tells: `It also forms …`, `They …`.
_PRONOUN = re.compile(
    rf"{_CONNECTIVE}(?:[Tt]hey|[Ii]ts?|[Tt]heir)\b"
    r"(?!\s(?:is|was|has\sbeen|can\sbe|could\sbe)\s(?:\w+\s){1,2}that\b)"
)
#: The like, where a noun may stand behind the pronoun: `This leads to …`, `This alloy …`.
_POINTER = re.compile(
    rf"{_CONNECTIVE}(?:[Tt]h(?:is|ese)|[Ss]uch|[Bb]oth\sof\s(?:them|these))\b"
    r"(?!\s(?:study|work|paper|article|research|investigation|review)\b)"
)
#: Opens a sentence on the other side of what the one before tells.
_OTHER_SIDE = re.compile(
    r"(?:Conversely|In contrast|By contrast|On the contrary|On the other hand|However),?\s"
)
#: An alloy by its class alone.
_CLASS = re.compile(r"\b[Tt]he\s(?:[A-Z]{0,3}[HM]EA|MPEA|CCA)\b")
_MOST = 3
#: Forms of a material that are not its bulk.
_THIN = re.compile(
    r"\b(?:films?|coatings?|layers?|multilayers?|powders?|ribbons?)\b", re.IGNORECASE
)
_BULK = re.compile(r"\bbulk\b", re.IGNORECASE)
_OF_IT = re.compile(r"\b(?:it|they)\b", re.IGNORECASE)
#: What is asked, and what tells the opposite without a `not`.
_OPPOSITES = (
    (
        re.compile(r"\bsingle[ -]phase\b|\bone phase\b", re.IGNORECASE),
        re.compile(
            r"\b(?:second(?:ary)?|additional|two|dual|multiple|further)[ -]phases?\b"
            r"(?! (?:strengthen|harden)\w+)|\bphase (?:separation|decomposition)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bstable\b", re.IGNORECASE),
        re.compile(r"\b(?:unstable|metastable|decompos\w+|instabilit\w+)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\bhomogeneous\b", re.IGNORECASE),
        re.compile(r"\b(?:inhomogene\w+|heterogene\w+|segregat\w+)\b", re.IGNORECASE),
    ),
)


def number_first(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], chosen: Sequence[RankedSentence]
) -> list[RankedSentence]:
    """Return quotes, the first of the likeliest paper with a number of the kind asked for leading.

    Of these, one that names the elements asked about beside the alloy stands before others. If no
    quote has such a number, the likeliest sentence of the paper that has it and names the alloys
    asked about leads.

    Args:
        question: The question.
        ranked: All sentences of the papers that may answer, the likeliest first.
        chosen: The quotes, the likeliest first.
    """
    if not chosen:
        return []
    named = {one for name in names_asked(question) for one in dimensions_of(name)}
    asked = dimensions_asked(question)  # a mass, where `how much` alone asks for a share
    dimensions = named or (question.dimensions if question.dimensions & asked else asked)
    is_value = question.wants == "number" and question.intent == "value"
    if not is_value or question.by_how_much or not dimensions or "number" in dimensions:
        return [*chosen]

    def has_number(one: RankedSentence) -> bool:
        return any(
            quantity.dimension in dimensions
            and not any(equal(quantity, stated) for stated in question.conditions)
            for quantity in one.statement.quantities
        )

    of_paper = [one for one in chosen if one.hit is chosen[0].hit]
    having = [one for one in of_paper if has_number(one)]
    naming = [one for one in having if _names_added(question, one)]
    others = [
        one
        for one in ranked
        if one.hit is chosen[0].hit
        and has_number(one)
        and all(_named_in(one.statement.alloys, asked) for asked in question.alloys)
    ]
    first = next(iter([*naming, *having, *others]), chosen[0])
    return [first, *(one for one in chosen if one is not first)]


def added_first(question: ParsedQuestion, chosen: Sequence[RankedSentence]) -> list[RankedSentence]:
    """Return the quotes for a question why, one that names what is added before those that do not.

    Args:
        question: The question.
        chosen: The quotes, the likeliest first.
    """
    of_paper = [one for one in chosen if one.hit is chosen[0].hit]
    naming = [one for one in of_paper if _names_added(question, one)][:1]
    return [*naming, *(one for one in chosen if one not in naming)]


def _names_added(question: ParsedQuestion, one: RankedSentence) -> bool:
    """Return whether a sentence names all elements that a question names beside its alloys.

    What surrounds or irradiates a material, such as helium, is not added to it.
    """
    added = question.elements - question.excluded - {*GASES}
    return bool(added) and added <= {
        element.symbol for element in find_elements(one.statement.text)
    }


def with_value_behind(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], chosen: Sequence[RankedSentence]
) -> list[RankedSentence]:
    """Return the quotes for a value, behind the first the sentence that goes on with `the value`.

    Args:
        question: The question.
        ranked: All sentences of the papers that may answer.
        chosen: The quotes, the likeliest first.
    """
    if not chosen or question.wants != "number" or chosen[0].statement.quantities:
        return [*chosen]
    later = [one for one in ranked if one.hit is chosen[0].hit and one.start > chosen[0].start]
    behind = min(later, key=lambda one: one.start, default=None)
    if behind is None or not ITS_VALUE.match(behind.statement.text):
        return [*chosen]
    return [chosen[0], behind, *(one for one in chosen[1:] if one is not behind)]


def phase_first(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], chosen: Sequence[RankedSentence]
) -> list[RankedSentence]:
    """Return the quotes for a question for phases, those first that tell the phases of its alloy.

    If none of them does, the likeliest sentence that does leads. So it is for a question that tells
    nothing else of the phases, such as in which layer or after what treatment they are.

    Args:
        question: The question.
        ranked: All sentences of the papers that may answer, the likeliest first.
        chosen: The quotes, the likeliest first.
    """
    tells_more = not question.words <= _PHASES or question.states or question.conditions
    if not chosen or question.intent != "phase" or not question.alloys or tells_more:
        return [*chosen]
    telling = [
        one
        for one in ranked
        if names.read_phases(question, one.statement, one.hit.listed.paper.title or "")
    ]
    first = [one for one in chosen if one in telling] or telling[:1]
    return [*first, *(one for one in chosen if one not in first)][: len(chosen)]


def with_other_side(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], chosen: Sequence[RankedSentence]
) -> list[RankedSentence]:
    """Return the quotes for a question whether something is so, with what tells the other side.

    That is one that tells the opposite: second phases where a single phase is asked about. In the
    place of quotes that hold no word of the question, or speak of the bulk where a film is asked
    about, stands the sentence behind the first, if it goes on about what is asked.

    Args:
        question: The question.
        ranked: All sentences of the papers that may answer, the likeliest first.
        chosen: The quotes, the likeliest first.
    """
    if not chosen or not (question.yes_no or question.intent == "effect"):
        return [*chosen]
    kept = [one for one in chosen if not _is_of_bulk(question, one)] or [*chosen]
    first = kept[0]
    kept = [
        one
        for one in kept
        if one is first or _words_held(question, one) or _leans(one, _PRONOUN, _POINTER)
    ]
    of_paper = [one for one in ranked if one.hit is first.hit]
    behind = min(
        (one for one in of_paper if one.start > first.start),
        key=lambda one: one.start,
        default=None,
    )
    if behind is not None and behind not in kept and len(kept) < len(chosen):
        kept += [behind] if len(_words_held(question, behind)) > 1 else []
    opposite = [one for one in ranked if question.yes_no and _tells_opposite(question, one)][:1]
    return [first, *(one for one in opposite if one not in kept), *kept[1:]][:_MOST]


def _words_held(question: ParsedQuestion, one: RankedSentence) -> frozenset[str]:
    """Return the words of a question, its alloys left out, that a sentence holds."""
    said = word_set(one.statement.text)
    names = {term.name for term in one.statement.terms}
    said |= {
        word
        for term in find_terms(question.text)
        if term.name in names
        for word in terms(term.text)
    }
    text = normalize("NFKC", one.statement.text)  # `TiB₂` is TiB2
    held = {compound.text for compound in question.compounds if compound.text in text}
    return frozenset(held | {word for word in question.words if variants(word) & said})


def _tells_opposite(question: ParsedQuestion, one: RankedSentence) -> bool:
    text, title = one.statement.text, one.hit.listed.paper.title or ""
    if DENIAL.search(text) or is_aim(text) or _is_of_bulk(question, one):
        return False
    on_asked = named_alloys(f"{title}. {text}")
    if not all(any(compatible(asked, one) for one in on_asked) for asked in question.alloys):
        return False
    return any(
        asked.search(question.text) and opposite.search(text) for asked, opposite in _OPPOSITES
    )


def _is_of_bulk(question: ParsedQuestion, one: RankedSentence) -> bool:
    """Return whether a sentence speaks of a bulk material where a question asks about a film.

    So does one on `it`, behind a sentence on the bulk.
    """
    if not _THIN.search(question.text) or _BULK.search(question.text):
        return False
    text = one.statement.text
    if _THIN.search(text):
        return False
    read = read_paper(one.hit.listed.paper.title, abstract_of(one.hit))
    before = next((o.facts.text for o in reversed(read) if o.start < one.start), "")
    return _BULK.search(text) is not None or (
        _OF_IT.search(text) is not None and _BULK.search(before) is not None
    )


def with_sentence_before(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], chosen: Sequence[RankedSentence]
) -> list[RankedSentence]:
    """Return quotes with the sentence that the first of them leans on, as one more quote.

    It stands before it; where a value or a verdict is asked for, which has to come first, behind.
    A yes/no question gets both sides: `Conversely, …` is quoted with the sentence before it.

    Args:
        question: The question.
        ranked: All sentences of the papers that may answer.
        chosen: The quotes, the likeliest first.
    """
    if not chosen:
        return []
    first, gives_value = chosen[0], question.wants == "number"
    tells_other_side = question.yes_no and _leans(first, _OTHER_SIDE)
    if not tells_other_side and not _leans(first, *((_PRONOUN,) if gives_value else ())):
        return [*chosen]
    earlier = [one for one in ranked if one.hit is first.hit and one.end <= first.start]
    before = max(earlier, key=lambda one: one.start, default=None)
    if before is None or _leans(before):
        return [*chosen]
    rest = [one for one in chosen[1:] if one is not before]
    if gives_value or question.yes_no:
        return [first, before, *rest]
    return [before, first, *rest]


def with_naming_sentence(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], chosen: Sequence[RankedSentence]
) -> list[RankedSentence]:
    """Return quotes on `the MEA` and `the HEA` with the sentence that tells which alloys these are.

    It stands before them; where a value or a verdict is asked for, behind the first.

    Args:
        question: The question.
        ranked: All sentences of the papers that may answer.
        chosen: The quotes, the likeliest first.
    """
    if not chosen or not _CLASS.search(chosen[0].statement.text):
        return [*chosen]
    hit = chosen[0].hit
    title = named_alloys(hit.listed.paper.title or "")
    told = [alloy for one in chosen for alloy in one.statement.alloys]
    lacking = [one for one in question.alloys if not _named_in([*title, *told], one)]
    naming = [
        one
        for one in ranked
        if one.hit is hit and any(_named_in(one.statement.alloys, asked) for asked in lacking)
    ]
    if not naming:
        return [*chosen]
    most = max(
        naming,
        key=lambda one: (sum(_named_in(one.statement.alloys, a) for a in lacking), -one.start),
    )
    rest = [one for one in chosen[1:] if one is not most]
    leads = question.wants == "number" or question.yes_no
    return [chosen[0], most, *rest] if leads else [most, chosen[0], *rest]


def _named_in(alloys: Sequence[Alloy], asked: Alloy) -> bool:
    return any(one.composition_key == asked.composition_key for one in alloys)


def _leans(one: RankedSentence, *by: re.Pattern[str]) -> bool:
    """Return whether a sentence opens on a word that points to the one before."""
    return any(words.match(one.statement.text) for words in by or (_PRONOUN, _POINTER))
