"""Tell sentences whose values are of another alloy, condition or state than the one asked about.

A sentence may hold every word and number of a question, and tie its value to something else: of
`0.43 bar at 30 °C` none is at 90 °C, whatever the sentence before it speaks of.
"""

from collections.abc import Sequence

from answer.fulltext.asked import AskedStatement, in_terms_of
from answer.fulltext.counts import counts_in
from answer.fulltext.others.conditions import (
    has_other_parameter,
    is_at_another,
    is_far_from_condition,
    is_far_from_number,
    values_asked,
)
from answer.fulltext.others.opposites import is_of_opposite
from answer.fulltext.others.samples import (
    is_of_another_kind,
    is_of_another_sample,
    lacks_called_row,
)
from answer.fulltext.others.subjects import (
    lacks_addition,
    lacks_compound,
    speaks_of_another,
    subjects_of,
)
from answer.fulltext.others.technical_words import is_far_from_word, lacks_specific
from answer.fulltext.paper_body import PaperBody
from answer.fulltext.ranking import RankedStatement
from answer.fulltext.statement_features import BodyCandidate
from answer.question.wording.stages import is_of_other_stage, stages_of, with_participles

#: So many statements are told of what is asked; of those behind them it is not read.
_LOOKED_AT = 8


def without_others(
    asked: AskedStatement, ranked: Sequence[RankedStatement]
) -> list[RankedStatement]:
    """Leave out what is told of something else than asked, until the likeliest are found.

    Args:
        asked: What the question asks for.
        ranked: The statements, the likeliest first.
    """
    kept: list[RankedStatement] = []
    for one in ranked:
        if len(kept) >= _LOOKED_AT or not is_told_of_another(asked, one.body, one.candidate):
            kept.append(one)
    return kept


def is_told_of_another(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether a statement gives its values for something else than what is asked about.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        one: The statement.
    """
    if not asked.number:
        return is_of_another_sample(asked, body, [*subjects_of(one)])
    asked = in_terms_of(asked, body.names.labels)
    if lacks_addition(asked, body, one) or speaks_of_another(asked, body, one):
        return True
    if lacks_compound(asked, one) or _is_counted_otherwise(asked, one):
        return True
    if is_far_from_number(asked, body, one.statement) or is_far_from_word(asked, body, one):
        return True
    if is_of_opposite(asked.question.text, one) or lacks_specific(asked, body, one):
        return True
    told = [*subjects_of(one)]
    if is_of_another_sample(asked, body, told) or is_of_another_kind(asked, told):
        return True
    if has_other_parameter(asked, told):
        return True
    if one.cell is None and lacks_called_row(asked, body, one.statement):
        return True
    stages = stages_of(asked.question.text)
    if is_far_from_condition(asked, body, one.statement):
        return True
    if one.cell is not None:
        return is_of_other_stage(stages, with_participles(one.own))
    _, placed = body.stated_by(one.statement)
    values = [*values_asked(asked, placed.facts)] if placed else []
    if placed is None or not values:
        return False
    if len(values) == 1 and is_of_other_stage(stages, placed.facts.text):
        return True
    return all(is_at_another(asked, value, placed.facts, one.statement) for value in values)


def _is_counted_otherwise(asked: AskedStatement, one: BodyCandidate) -> bool:
    """Return whether a statement tells of other numbers of turns or passes than asked about."""
    wanted, told = counts_in(asked.question.text), counts_in(one.own)
    shared = {noun for noun, _ in wanted} & {noun for noun, _ in told}
    return bool(shared) and not wanted & told
