"""Ask which values a paper reports, with the one sentence that gives them for an answer.

That is for values whose material, state or condition a question cannot name for certain: the
sentence tells it in the words of the paper.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from builder.drafting.naming.subjects import quoted_title
from builder.drafting.paper_draft import PaperDraft, pick
from builder.drafting.values.levels import is_reached, of_others
from builder.drafting.whole_sentences.alone import AloneSentence
from builder.drafting.whole_sentences.told_things import listed
from builder.materials.measurements.measurement import Measurement, PlacedFacts

#: Most properties that a question names.
_MOST = 4
_ONE = (
    "What value of the {names} does the study {title} report?",
    "What does the study {title} report as the {names}?",
)
_SEVERAL = "What values of {names} does the study {title} report?"
#: Properties whose values are those of a process, or of the paper's own models.
_UNASKED = frozenset({"activation energy", "stress exponent", "mixing entropy", "mixing enthalpy"})
_KINDS = frozenset({"micro", "nano"})
_NO_ANSWER = re.compile(r"\b(?:estimated|predicted|assumed|model|respectively higher)\b")


def ask_reported(
    title: str | None,
    placed: Sequence[PlacedFacts],
    alone: Sequence[AloneSentence],
    covered: Mapping[int, int],
) -> Iterator[PaperDraft]:
    """Ask for the values of each sentence that no other question asks for.

    Args:
        title: The title of the paper.
        placed: The sentences of the abstract with their values.
        alone: The findings of the abstract that can be read alone.
        covered: Where the sentences begin that other questions ask for, with the number of
            words that answer them.
    """
    words = quoted_title(title)
    told_at = {told.sentence.start: told for told in alone}
    for here in placed if words else ():
        told = told_at.get(here.start)
        values = [one for one in here.facts.values if one.property]
        if told is None or not told.ends or covered.get(here.start) or not values:
            continue
        names = [*dict.fromkeys(map(_name, values))]
        given = {_name(one) for other in placed if other is not here for one in other.facts.values}
        if len(names) > _MOST or given & {*names} or not _are_asked(here.facts.text, values):
            continue  # Another sentence tells more values of them: the answer would not be whole.
        if of_others(here.facts.text) or _NO_ANSWER.search(here.facts.text):
            continue
        form = pick(_ONE, words, names[0]) if len(values) == 1 else _SEVERAL
        said = names[0] if len(values) == 1 else listed([f"the {name}" for name in names])
        question = form.format(names=said, title=words)
        yield PaperDraft(
            "property-value", "values told", question, told.answer, here.start, here.end
        )


def _name(value: Measurement) -> str:
    """Return the property of a value as a question names it: microhardness."""
    name = value.property or ""
    if name == "hardness" and value.kind in _KINDS:
        return f"{value.kind}hardness"
    return f"compressive {name}" if value.kind == "compressive" and name[:5] == "yield" else name


def _are_asked(text: str, values: Sequence[Measurement]) -> bool:
    """Return True for amounts of a property of a material: no differences, no end of a change."""
    first = values[0]
    ends = len(values) == 1 and (first.step or is_reached(text, first))
    return not ends and not any(one.relative or one.property in _UNASKED for one in values)
