"""Tell what a paper lacks of what is asked, its body and tables read: the question is refused."""

from dataclasses import replace

from answer.fulltext.asked import is_grade
from answer.fulltext.paper_body import PaperBody
from answer.question.material_slots import (
    missing_alloy,
    missing_sample,
    missing_state,
    missing_substance,
)
from answer.question.parse import ParsedQuestion
from answer.question.property_slots import missing_condition, missing_property

_SLOTS = (
    missing_alloy,
    missing_sample,
    missing_condition,
    missing_state,
    missing_property,
    missing_substance,
)


def lacking(question: ParsedQuestion, body: PaperBody) -> tuple[int, str]:
    """Return what neither abstract nor body of a paper says.

    Returns:
        The number of slots (alloy, sample, condition, state, property, substance) before the first
        unfilled, and what is missing for that, as a sentence; "" if all are filled.
    """
    conditions = tuple(one for one in question.conditions if not is_grade(one.text))
    question = replace(question, conditions=conditions)
    for filled, slot in enumerate(_SLOTS):
        if missing := slot(question, body.text):
            return filled, missing
    return len(_SLOTS), ""
