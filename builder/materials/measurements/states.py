"""Bind a value to the routes and states of its material: as-cast, annealed, SPS, calculated."""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from builder.materials.measurements.forms.named_states import (
    ORIENTATION,
    lasting_states,
    named_states,
)
from builder.materials.measurements.lists import run_of, runs
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention

#: The state of a value that no experiment gave.
CALCULATED = "calculated"
#: Before the name of a process: it is none of this material, or the cause of something.
_NOT_DONE = re.compile(
    r"\b(?:without|non|no|un|before|prior to|than(?: that of)?(?: the)?|compared (?:to|with)"
    r"(?: the)?"
    r"|due to|owing to|because of|attributed to|caused by|relative to(?: the)?|unlike|from(?: the)?"
    r"|(?:than|of|in) conventional)\s(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
#: Behind the name of a process, what makes it none that was done: casting properties.
_NOT_STATE_BEHIND = re.compile(
    r"\s(?:propert(?:y|ies)|abilit(?:y|ies)|performance|fluidity|defects?|industr(?:y|ies)"
    r"|applications?|(?:volume\s)?fractions?|twins?)\b"
)
#: Around a piece that is called by the process: grain refinement in the coarse casting.
_PIECE_BEFORE = re.compile(r"\b(?:in|within|throughout)\s(?:the|this|each)\s(?:[\w-]+\s){0,2}$")
_PIECE_BEHIND = re.compile(r"s?(?!\s(?:process|method|route|technique|condition|step|stage))")
#: Behind a value, up to the state that it was reached in.
_LEADS_TO_STATE = re.compile(
    r"(?:,?\srespectively,?)?"
    r"(?:\s(?:was|were|is|are)\s(?:\w+ly\s)?\w+|[^.;\d]{0,12}?)\s?\(?(?:at\s(?:an?\s|the\s)?|(?:after|by|with|via|in|upon|for|following|through|using|when|under)\s"
    r"(?:[\d.]+\s?(?:and\s[\d.]+\s?)?(?:h|min|s|hours?|minutes?|days?|weeks?)\s(?:of\s)?)?"
    r"[^.;,\d]{0,50}?)"
)
#: A state that stands as an adjective before its material, which has it before any change, too.
_ADJECTIVE = re.compile(r"as-|.*ed$", re.IGNORECASE)
_ADVERBIAL = re.compile(
    r"\b(?:after|by|through|via|with|upon|when|is|are|was|were|been|being|following)\s(?:\w+ly\s)?$"
)
_COMPARING = re.compile(r"\bcompar|\bthan\b|\brelative\b|\bunlike\b")
#: States of a material that was not treated, and treatments that end them.
UNTREATED = frozenset(
    {
        "as-cast state",
        "as-built state",
        "as-deposited state",
        "as-sintered state",
        "as-rolled state",
    }
)
_TREATMENTS = frozenset(
    "annealing;homogenization;solution treatment;aging;T6 treatment;forging;extrusion"
    ";hot isostatic pressing;recrystallization".split(";")
)
#: Between the treatments of one material: after homogenization at 1200 °C, cold rolling and aging.
_SAME_CLAUSE = re.compile(
    r"(?:(?!\b(?:while|whereas|but|however|to|under|by|than|as|where|which)\b)[^.;,]){0,40}"
    r"(?:,\s(?:and\s|then\s|followed\sby\s|subsequent\s)?(?:[\w-]+\s)?)?"
)
#: Between a value and the state of the next ones: an elongation of 34%, and after HIP.
_AND_THEN = re.compile(r"\)?,\s(?:and|then)\s(?:after|upon|following|in|for)\b")
_JOINED = re.compile(r"[\s,/]*(?:and|or|/|,)\s(?:the\s)?")
#: Two states, the first of which is the one without what is named: before and after annealing.
_BEFORE_AND_AFTER = re.compile(r"\bbefore and after\s(?:the\s)?(?:[\w-]+\s){0,2}$")
#: The name of a state that tells when it holds: after immersion.
_AFTER = re.compile(r"(?:after|before|prior)\b", re.IGNORECASE)
_NEW_PART = re.compile(r";|,?\s(?:while|whereas|but|however)\b")
#: Routes that stand beside another: they make the powder for it, or name its sort.
MIXING = frozenset(
    "mechanical alloying;gas atomization;powder metallurgy;sintering;additive manufacturing".split(
        ";"
    )
)
#: Routes of several sorts, one of which the paper may tell elsewhere.
GENERIC = frozenset({"sintering", "additive manufacturing", "powder metallurgy"})
#: Processes that also go on by themselves; only their participle is a state.
_ALSO_CHANGES = frozenset(
    {"recrystallization", "homogenization", "quenching", "rolling", "dealloying"}
)


#: Before such a process that was done to a material: after undergoing two-step rolling.
_DONE = re.compile(
    r"\b(?:after|undergo\w*|underwent|subjected\sto|followed\sby|processed\sby)\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
#: Behind a process, what is set in it: the extrusion temperature.
_ITS_MEASURE = re.compile(r"\s(?:temperature|time|rate|speed)s?\b")
#: Between a process and the temperature or time of it: annealing at 900 °C for.
_OF_IT = re.compile(
    r"(?:\s(?:treatment|treated|temperature|time|process))?\s(?:was\s|is\s)?(?:\(|at|for|of|in|from|to|under|reach\w*)\s?"
    r"(?:[^.;()]{0,24}?\b(?:at|for|and)\s|(?:about|approximately)\s|[~∼≈]\s?)?"
)


@lru_cache(maxsize=1)
def routes() -> frozenset[str]:
    """Return the names of the processes that make a material."""
    path = Path(__file__).parents[1] / "data/processes.toml"
    return frozenset(tomllib.loads(path.read_text("utf-8"))["routes"])


def state_mentions(text: str, terms: Sequence[Mention]) -> list[Mention]:
    """Return the routes and states of a material that a sentence names."""
    return [*_state_mentions(text, tuple(terms))]


@lru_cache(maxsize=512)
def _state_mentions(text: str, terms: tuple[Mention, ...]) -> tuple[Mention, ...]:
    found = [
        term
        for term in terms
        if (term.kind == "process" or (term.kind == "condition" and term.name.endswith("state")))
        and (
            term.name not in _ALSO_CHANGES
            or term.text.lower().endswith("ed")
            or _DONE.search(text, max(term.start - 30, 0), term.start)
        )
        and not _NOT_STATE_BEHIND.match(text, term.end)
        and not (term.text == "casting" and _is_piece(text, term))
        and not _NOT_DONE.search(text, max(term.start - 40, 0), term.start)
    ]
    beside = [
        one
        for one in named_states(text)
        if not any(one.start < term.end and term.start < one.end for term in found)
    ]
    return tuple(sorted([*found, *beside], key=lambda one: one.start))


def _is_piece(text: str, casting: Mention) -> bool:
    """Return True for a piece that was cast, which a sentence calls the casting."""
    before = _PIECE_BEFORE.search(text, max(casting.start - 40, 0), casting.start)
    return before is not None and _PIECE_BEHIND.match(text, casting.end) is not None


def states_of(
    text: str,
    quantity: Quantity,
    listed: Sequence[Quantity],
    same: Sequence[Quantity],
    stated: Sequence[Mention],
    step: str,
) -> tuple[str, ...]:
    """Return the states of the material that a value is one of, as the vocabulary names them.

    Args:
        text: the sentence.
        quantity: the value.
        listed: the list that it stands in, of whatever properties, or the value alone.
        same: the values of its property.
        stated: the states that the sentence names.
        step: `from` or `to` for an end of a change; what leads in holds for its end alone.
    """
    if not stated:
        return ()
    chosen = _without_ended(text, _chosen(text, quantity, listed, same, stated, step))
    oriented = [one for one in chosen if one.name.endswith(ORIENTATION)]
    if len(oriented) > 1:  # One of them, and nothing tells which.
        chosen = [one for one in chosen if one not in oriented]
    return tuple(dict.fromkeys(one.name for one in chosen))


def states_at(
    text: str, treatment: Sequence[Quantity], stated: Sequence[Mention]
) -> tuple[str, ...]:
    """Return the processes whose temperature or time a value has: `annealing` of 900 °C.

    Args:
        text: the sentence.
        treatment: the temperatures and times of treatments that the value has.
        stated: the states that the sentence names.
    """
    return tuple(
        one.name
        for one in stated
        if one.kind == "process"
        and any(_OF_IT.fullmatch(text, one.end, told.start) for told in treatment)
    )


def _without_ended(text: str, chosen: list[Mention]) -> list[Mention]:
    """Leave out the untreated state of what was treated: the as-cast structure after forging.

    Of `the as-cast and annealed alloys` one value tells neither.
    """
    untreated = [one for one in chosen if one.name in UNTREATED]
    treated = [one for one in chosen if one.name in _TREATMENTS]
    if not untreated or not treated:
        return chosen
    first, last = sorted((untreated[-1], treated[-1]), key=lambda one: one.start)
    if _JOINED.fullmatch(text, first.end, last.start):
        return [one for one in chosen if one not in untreated and one not in treated]
    return [one for one in chosen if one not in untreated]


def _chosen(
    text: str,
    quantity: Quantity,
    listed: Sequence[Quantity],
    same: Sequence[Quantity],
    stated: Sequence[Mention],
    step: str,
) -> list[Mention]:
    run = run_of(text, quantity, same)
    stated = [one for one in stated if not _is_aside(text, one, quantity)]
    if len(run) == 2 and stated and _BEFORE_AND_AFTER.search(text, 0, stated[-1].start):
        return [*stated[-1:]] if quantity == run[1] else []
    if len(run) > 1:
        for names in runs(text, stated):
            if len(names) == len(run):
                return [names[run.index(quantity)]]
    alone = not any(one in listed for one in same if one != quantity)
    end_of_list = listed[-1].end if alone else run[-1].end
    following = [q.start for q in same if q.start >= end_of_list]
    limit = following[0] if following else len(text)
    behind = [one for one in stated if end_of_list <= one.start < limit]
    leads = behind and _leads_to(text, end_of_list, behind[0])
    if leads and not any(one.kind == "condition" for one in stated):
        return _chain(text, behind)
    before = [
        one
        for one in stated
        if one.end <= quantity.start
        and (step != "from" or is_attribute(text, one) or _ITS_MEASURE.match(text, one.end))
    ]
    before = [
        one
        for one in before
        # The states between the ends of a change are those of its beginning.
        if not (step == "to" and any(q.end <= one.start for q in same))
        and not _belongs_to_earlier(text, one, quantity, same)
    ]
    # What another sample was given before holds no more: LPBF-built …, and the cast one 300 MPa.
    told = max((q.end for q in same if q not in run and q.end <= run[0].start), default=0)
    if step != "to" and any(one.start >= told for one in before):
        before = [one for one in before if one.start >= told]
    if leads:  # The fine-grained alloy after annealing.
        grains = [one for one in before if one.name in lasting_states()]
        return [*grains[-1:], *_chain(text, behind)]
    if not before:
        return []
    last = before[-1]
    return [one for one in before if not _NEW_PART.search(text, one.end, last.start)]


def _chain(text: str, states: Sequence[Mention]) -> list[Mention]:
    """Return the first state and those of the same clause: homogenized, cold rolled and aged."""
    chain = [states[0]]
    for one in states[1:]:
        if not _SAME_CLAUSE.fullmatch(text, chain[-1].end, one.start):
            break
        chain.append(one)
    return chain


def is_attribute(text: str, state: Mention) -> bool:
    """Return True for a state that stands before its material: the hardness of annealed CoCrNi."""
    return (
        _ADJECTIVE.match(state.text) is not None
        and not _ADVERBIAL.search(text, max(state.start - 24, 0), state.start)
        and not _COMPARING.search(text)
    )


def _is_aside(text: str, state: Mention, quantity: Quantity) -> bool:
    """Return True for a process in brackets of its own: (a problem of casting)."""
    opened = text.rfind("(", 0, state.start)
    closed = text.find(")", max(opened, 0), state.start)
    if state.kind != "process" or opened < 0 or closed >= 0 or state.start - opened < 5:
        return False
    end = text.find(")", state.end)
    return not opened < quantity.start < end


def _leads_to(text: str, end: int, state: Mention) -> bool:
    """Return True if a state is told right behind a value, which ends at a place."""
    if _AFTER.match(state.text):
        return not text[end : state.start].strip(" ()")
    if _AND_THEN.match(text, end):
        return False
    return _LEADS_TO_STATE.fullmatch(text, end, state.start) is not None


def _belongs_to_earlier(
    text: str, state: Mention, quantity: Quantity, same: Sequence[Quantity]
) -> bool:
    """Return True for the state of an earlier value, told behind that value."""
    if _NEW_PART.search(text, state.end, quantity.start) and any(
        q.end <= quantity.start and q.start > state.end for q in same
    ):
        return True
    return any(q.end <= state.start and _leads_to(text, q.end, state) for q in same)
