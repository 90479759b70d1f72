"""Score answers from bodies by what a person found there: evidence, values and refusals."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from answer.answers import Answer, Citation
from eval.metrics.text_match import same_value
from eval.stats.intervals import Score, mean

#: A quote that holds so much of the evidence in one piece holds it.
_MOST_OF_IT = 0.6


@dataclass(frozen=True, slots=True)
class FulltextQuestion:
    """A question on a paper, and what a person found in its body."""

    id: str
    file: str
    question: str
    answer: str | None
    """None where the whole paper does not answer."""
    aliases: tuple[str, ...]
    evidence: str
    """The words of the body that answer; of a table, the text of its cell."""
    table: str
    """The label of the table that answers; "" for running text and captions."""
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class AnsweredBodyScores:
    """What holds of the answers to questions on bodies."""

    evidence: Score
    """Of the questions that a body answers: the right words or row of a table are quoted."""
    first: Score
    """The same of the first quote alone."""
    values: Score
    """Of the bare answers given to them: right."""
    refused: Score
    """Of the questions that no body answers."""
    bare_when_unanswerable: int
    """Bare answers to questions that no body answers: the worst error."""


def read_fulltext_questions(path: Path) -> list[FulltextQuestion]:
    """Read questions, one JSON object a line; the README beside them tells the fields."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [_question(row) for row in rows]


def _question(row: dict[str, Any]) -> FulltextQuestion:
    evidence = row["evidence"]
    cell = evidence if isinstance(evidence, dict) else {}
    return FulltextQuestion(
        row["qid"],
        row["file"],
        row["question"],
        row["answer"],
        tuple(row["aliases"]),
        str(cell.get("value", "")) if cell else evidence or "",
        cell.get("table", ""),
        cell.get("row", ""),
        cell.get("column", ""),
    )


def score_answers(given: Iterable[tuple[FulltextQuestion, Answer]]) -> AnsweredBodyScores:
    """Score answers to questions on bodies."""
    evidence, first, values, refused, bare = [], [], [], [], 0
    for question, answer in given:
        if question.answer is None:
            refused.append(not answer.answered)
            bare += answer.answered and answer.short is not None
            continue
        held = [quotes_evidence(question, one) for one in answer.citations]
        evidence.append(answer.answered and any(held))
        first.append(answer.answered and any(held[:1]))
        if answer.answered and answer.short is not None:
            values.append(is_right(question, answer.short))
    return AnsweredBodyScores(mean(evidence), mean(first), mean(values), mean(refused), bare)


def quotes_evidence(question: FulltextQuestion, citation: Citation) -> bool:
    """Return whether a citation quotes the evidence of a question, in its paper."""
    if citation.listed.place.rpartition("/")[2] != question.file:
        return False
    label = citation.place.label if citation.place else ""
    return is_evidence(question, citation.quote, label)


def is_evidence(question: FulltextQuestion, quote: str, label: str) -> bool:
    """Return whether a quote holds the evidence of a question.

    Args:
        question: The question.
        quote: A sentence, or the whole row of a table.
        label: The label of the table; "" for running text.
    """
    wanted, held = letters(question.evidence), letters(quote)
    if question.table:
        names = (letters(one) for one in question.row.split(" / ") if not one.startswith("("))
        is_table = letters(label) == letters(question.table)
        return is_table and wanted in held and all(name in held for name in names)
    if not wanted or not held:
        return False
    if wanted in held or (held in wanted and 2 * len(held) > len(wanted)):
        return True
    longest = SequenceMatcher(None, wanted, held, autojunk=False).find_longest_match()
    return longest.size >= _MOST_OF_IT * len(wanted)


def is_right(question: FulltextQuestion, short: str) -> bool:
    """Return whether a bare answer is the known one, or one of its other forms."""
    forms = [form for form in (question.answer, *question.aliases) if form]
    if any(same_value(short, form) for form in forms):
        return True
    given = letters(short)
    return any(given == letters(form) for form in forms) or (
        len(given) > 2 and any(given in letters(form) or letters(form) in given for form in forms)
    )


def letters(text: str) -> str:
    """Return the letters and digits of a text as they are compared."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).lower()
