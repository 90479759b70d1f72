"""Complete a follow-up question by the answer before it, and find what it asks of its papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from answer.question.followup import Told, stand_alone
from answer.question.source_question import SourceDetail, source_detail
from builder.materials.alloys import named_alloys

if TYPE_CHECKING:
    from answer.answers import Answer
    from builder.library.catalog import CatalogEntry

_VERDICTS: dict[str, Literal["yes", "no"]] = {"yes": "yes", "no": "no"}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question as it is to be asked after another one."""

    question: str
    """Complete in itself."""
    detail: SourceDetail | None = None
    """What it asks of the papers cited before, instead of a new answer."""


def follow_up(line: str, question: str | None, answer: Answer | None) -> FollowUp:
    """Return a question completed by the one before; without one, as it is.

    Args:
        line: The question as it was typed.
        question: The question before, complete in itself.
        answer: Its answer.
    """
    if answer is not None and (detail := source_detail(line)):
        return FollowUp(line, detail)
    return FollowUp(stand_alone(line, question, told_by(answer)))


def told_by(answer: Answer | None) -> Told:
    """Return what the next question may lean on; alloys of the bare answer before quoted ones."""
    if answer is None or not answer.answered:
        return Told()
    quoted = answer.citations[0].quote if answer.citations else ""
    short = answer.short or ""
    found = named_alloys(short) or named_alloys(quoted)
    alloys = tuple(dict.fromkeys(alloy.text for alloy in found))
    return Told(alloys, quoted, _VERDICTS.get(short.lower(), ""))


def cited_papers(answer: Answer) -> list[CatalogEntry]:
    """Return the papers that an answer cites, each once, in the order of their marks."""
    return list({one.listed.id: one.listed for one in answer.citations}.values())
