"""Fit the weights of the rankers on questions whose evidence is known, and write them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from builder.errors import UserError
from builder.library.catalog import listing
from builder.papers import READABLE
from eval.gold.questions import read_questions
from eval.ranker.cases import RankingCase, paper_cases, sentence_cases
from eval.ranker.fit import RankingScores, cross_validate, fit_weights, score_weights
from eval.ranker.weights_file import write_weights
from hea.events import SILENT, Events
from hea.workflows.answers.search import open_searcher
from hea.workflows.evaluate.run import NO_SOURCE
from hea.workspace import Workspace
from retrieval.embedder import CachingEmbedder
from retrieval.ranking.linear_model import LinearModel

#: What is written: a file of weights for papers, and one for sentences.
PAPERS, SENTENCES = "paper_weights.json", "sentence_weights.json"


@dataclass(frozen=True, slots=True)
class FittedRanker:
    """Weights, and how well fits without the papers of a question rank what answers it."""

    weights: dict[str, float]
    left_out: RankingScores
    by_file: dict[str, RankingScores]


def fit_rankers(
    place: Workspace, questions: Sequence[Path], folder: Path, events: Events = SILENT
) -> dict[str, FittedRanker]:
    """Fit the weights of papers and of sentences, and write them into a folder.

    Args:
        place: A workspace that has been built of the questions' papers and many others.
        questions: Question files with the papers that answer and their evidence.
        folder: Where `paper_weights.json` and `sentence_weights.json` are written.
        events: Receives progress.

    Returns:
        By the name of the file written.

    Raises:
        UserError: Nothing was built, a question file cannot be read, or no paper of it is here.
    """
    asked = {file.name: read_questions(file) for file in questions}
    every = [question for of in asked.values() for question in of]
    file_of = {question.id: name for name, of in asked.items() for question in of}
    with open_searcher(place, events) as searcher:
        searcher.embedder = CachingEmbedder(searcher.embedder)
        library = [one for one in listing(searcher.db) if one.paper.state in READABLE]
        with events.progress("Ranking papers") as progress:
            cases = paper_cases(searcher, every, library, progress)
        if not cases:
            raise UserError(*NO_SOURCE)
        papers = _fitted(cases, file_of)
        model = LinearModel(papers.weights)
        with events.progress("Ranking sentences") as progress:
            cases = sentence_cases(searcher, every, library, model, progress)
        found = {PAPERS: papers, SENTENCES: _fitted(cases, file_of)}
    for name, fitted in found.items():
        write_weights(folder / name, "hea eval ranker", questions, asdict(fitted))
    return found


def _fitted(cases: Sequence[RankingCase], file_of: dict[str, str]) -> FittedRanker:
    """Fit weights on all cases, and score fits without the papers of each."""
    without = cross_validate(cases)
    by_file: dict[str, RankingScores] = {}
    for name in dict.fromkeys(file_of[case.question] for case in cases):
        chosen = [n for n, case in enumerate(cases) if file_of[case.question] == name]
        by_file[name] = score_weights([cases[n] for n in chosen], [without[n] for n in chosen])
    return FittedRanker(fit_weights(cases), score_weights(cases, without), by_file)
