"""Compare a question with a paper slot by slot: alloy, state, condition, property, value.

A near miss (the right alloy at another temperature, the right property of another alloy) ranks as
high in retrieval as an answer; only the comparison of slots tells the two apart.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from unicodedata import normalize

from answer.question.amounts.missing_number import missing_number
from answer.question.material_slots import (
    missing_alloy,
    missing_sample,
    missing_state,
    missing_substance,
)
from answer.question.parse import ParsedQuestion
from answer.question.property_slots import (
    missing_condition,
    missing_owner,
    missing_property,
    missing_value,
    states_value,
)
from answer.question.wording.asking_words import asking_words
from answer.question.wording.other_names import held_otherwise
from answer.question.wording.proper_names import lacking_name
from answer.question.wording.variants import variants
from builder.materials.vocabulary import find_terms
from retrieval.lexical import terms, word_set

#: The weight of an alloy or a condition, in words of the question. With less, short questions about
#: an alloy are refused for one word; with more, near misses are answered (both were measured).
_SLOT_WEIGHT = 0.5
#: Below this share a paper is about something else, whatever numbers it gives.
_TELLING = 0.5
#: Stems of the adjectives by which a property is compared, as the question has them.
_COMPARING = frozenset(
    terms(
        "harder hardest softer softest stronger strongest weaker weakest tougher toughest denser"
        " densest stiffer stiffest finer finest coarser coarsest ductile brittle better best worse"
        " worst higher lower larger smaller greater less least most faster slower"
    )
)
#: Slots before that of the property: alloy, sample, condition, state.
_SLOTS_OF_MATERIAL = 4


@dataclass(frozen=True, slots=True)
class Support:
    """How much of a question a paper speaks of."""

    absent: tuple[str, ...]
    """Stems of the question's words that the paper does not hold in any way of writing them."""
    share: float
    """Share of the question's words that the paper holds; alloys and conditions, which it must
    hold anyway, are counted in."""
    filled: int
    """Number of slots (alloy, sample, condition, state, property, its owner, substance, value)
    before the first unfilled."""
    missing: str
    """What is missing for the first unfilled slot, as a sentence; "" if all are filled."""

    @property
    def lacks_value(self) -> bool:
        """Whether it is of the material, condition and state asked about, and lacks the rest."""
        return bool(self.missing) and self.filled >= _SLOTS_OF_MATERIAL


def find_support(question: ParsedQuestion, title: str | None, abstract: str) -> Support:
    """Compare a question with the title and abstract of a paper, slot by slot."""
    text = f"{title or ''}\n{abstract}"
    # Words that tell of nothing in the field count where the paper has them or no others are asked.
    words = question.words - (asking_words("general") - word_set(text)) or question.words
    absent = _absent(question, words, text)
    weight = len(words) + _SLOT_WEIGHT * (len(question.alloys) + len(question.conditions))
    share = 1 - len(absent) / weight if weight else 1.0
    slots = (
        missing_alloy,
        missing_sample,
        missing_condition,
        missing_state,
        missing_property,
        missing_owner,
        missing_substance,
    )
    for filled, slot in enumerate(slots):
        if missing := slot(question, text):
            if slot is missing_property and states_value(question, title, abstract):
                continue  # `grain refinement to 95 nm` tells a grain size
            return Support(absent, share, filled, missing)
    if words and len(absent) == len(words):
        return Support(absent, share, len(slots), f"It does not mention {', '.join(absent)}.")
    if question.intent == "reason" and (missing := _missing_effect(question, words, absent)):
        return Support(absent, share, len(slots), missing)
    if absent and (name := lacking_name(question.text, text)):
        return Support(absent, share, len(slots), f"It does not mention {name}.")
    if missing := missing_value(question, title, abstract):
        return Support(absent, share, len(slots), missing)
    if share > _TELLING and (missing := missing_number(question, title, abstract)):
        return Support(absent, share, len(slots), missing)
    return Support(absent, share, len(slots) + 1, "")


def _missing_effect(
    question: ParsedQuestion, words: AbstractSet[str], absent: Sequence[str]
) -> str:
    """Tell what a question asks the reason of, if a paper has none of its words; "" otherwise.

    Alloys, elements, routes and methods alone tell of what it happens to.
    """
    material = {one.lower() for one in question.elements}
    for term in find_terms(question.text):
        if term.kind in ("process", "method", "class", "condition"):
            material |= {*terms(term.text)}
    effect = words - material
    lacking = len(effect) > 1 and effect <= {*absent}
    return f"It does not mention {', '.join(sorted(effect))}." if lacking else ""


def _absent(question: ParsedQuestion, words: AbstractSet[str], text: str) -> tuple[str, ...]:
    """Return the stems of words of a question that a text holds in no way of writing them."""
    held = word_set(text) | word_set(normalize("NFKC", text))  # `H₂SO₄` is H2SO4
    lacking = words - held
    if not lacking:
        return ()
    held |= held_otherwise(question.text, text)
    names = {mention.name for mention in find_terms(text)}
    if names & {*question.measures}:
        held |= _COMPARING  # `harder` is held by what tells of a hardness
    return tuple(sorted(word for word in lacking - held if not variants(word) & held))
