"""Rank the statements of several bodies by how likely they answer a question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from answer.extractive.reasons import explains_another
from answer.fulltext.asked import AskedStatement, in_terms_of
from answer.fulltext.others.other_cell import is_of_another
from answer.fulltext.paper_body import PaperBody
from answer.fulltext.statement_features import (
    BodyCandidate,
    WordShares,
    front_agreement,
    statement_features,
    word_shares,
)
from answer.fulltext.statements import is_own
from answer.fulltext.tables.members import assigned_in, is_of_other_label, is_other_member
from answer.fulltext.tables.table_rows import asks_of_others
from retrieval.ranking.linear_model import read_model

#: The fitted weights of the statements' features; the file names the command that made it.
MODEL = Path(__file__).with_name("statement_weights.json")
#: Statements of a body of which more is measured than the words they share.
_DEEPER = 60


@dataclass(frozen=True, slots=True)
class RankedStatement:
    """A statement of a body that may answer, or a cell of a table."""

    body: PaperBody
    candidate: BodyCandidate
    features: Mapping[str, float]
    score: float
    """Sum of its weighted features; exp(score) is proportional to how likely it answers."""

    @property
    def is_of_abstract(self) -> bool:
        """Whether it is a sentence of the abstract, which is measured beside the body."""
        return self.candidate.statement.part == "abstract"


@dataclass(frozen=True, slots=True)
class MeasuredStatement:
    """A statement of a body, and what is measured of it for a question."""

    body: PaperBody
    candidate: BodyCandidate
    features: dict[str, float]


def rank_statements(asked: AskedStatement, bodies: Sequence[PaperBody]) -> list[RankedStatement]:
    """Return the statements that may answer, the likeliest first; of a row its likeliest cell.

    Args:
        asked: What the question asks for.
        bodies: The papers that may answer, the likeliest first.
    """
    model = read_model(MODEL)
    return best_of_each(
        RankedStatement(one.body, one.candidate, one.features, model.score(one.features))
        for one in measured_statements(asked, bodies)
    )


def best_of_each(scored: Iterable[RankedStatement]) -> list[RankedStatement]:
    """Return statements by their scores, the best first; of a row its best cell alone."""
    ranked = sorted(scored, key=lambda one: -one.score)
    best: dict[tuple[str, int, int, int], RankedStatement] = {}
    for one in ranked:
        said = one.candidate.statement
        row = said.row.number if said.row else 0
        best.setdefault((said.source, said.number, said.start, row), one)
    return [*best.values()]


def measured_statements(
    question: AskedStatement, bodies: Sequence[PaperBody]
) -> list[MeasuredStatement]:
    """Return the statements that share most words with a question, with their features."""
    found: list[MeasuredStatement] = []
    for rank, body in enumerate(bodies):
        asked = in_terms_of(question, body.names.labels)
        shares = word_shares(asked, body.candidates, body.names)
        order = sorted(range(len(shares)), key=lambda place: -_rough(shares[place]))[:_DEEPER]
        places = [place for place in order if _may_answer(asked, body, body.candidates[place])]
        some = [body.candidates[place] for place in places]
        features = statement_features(asked, some, [shares[place] for place in places], body.names)
        front = front_agreement(asked, body.front, body.names)
        for one, of in zip(some, features, strict=True):
            of_paper = {"paper": -float(rank), "front": front}
            found.append(MeasuredStatement(body, one, {**of, **of_paper}))
    return found


def _may_answer(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether a statement is one of the paper's own, and a cell of what is asked about."""
    if one.cell is None or one.statement.row is None:
        said = one.statement
        of_other = asked.why and explains_another(asked.question, said.text, said.before)
        return is_own(said) and not of_other
    table = body.tables[one.statement.number]
    if one.statement.row.number in body.rows_of_others[one.statement.number]:
        return False
    others = body.columns_of_others[one.statement.number]
    if others and (one.cell.column in others) != asks_of_others(asked.question.text):
        return False
    materials = body.materials[one.statement.number]
    if is_of_another(asked, one, table, body.names):
        return False
    if not assigned_in(one.own):
        return not is_of_other_label(asked.question, one.statement.row, materials)
    return not is_other_member(asked.question, one.own, materials)


def _rough(shares: WordShares) -> float:
    """Return by how many of a question's words a statement is worth a closer look."""
    return shares["words"] + 0.5 * shares["words before"] + 0.5 * shares["terms"]
