"""Fit the weights by which a value is given whose slots are not all said, and write them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from builder.errors import UserError
from eval.gold.questions import read_questions
from eval.ranker.values import GivenAt, choose_threshold, curve_left_out, fit_values, value_cases
from eval.ranker.weights_file import write_weights
from hea.events import SILENT, Events
from hea.workflows.answers.search import open_searcher
from hea.workspace import Workspace

#: What is written.
VALUES = "value_weights.json"


@dataclass(frozen=True, slots=True)
class FittedValues:
    """Weights, and what fits without the paper of a question give of its values."""

    weights: dict[str, float]
    threshold: float
    asked: int
    """Questions that ask for one number and are answered by quotes."""
    asked_open: int
    """Those of them that no value of the quoted paper fills wholly: the curve is of these."""
    left_out: list[GivenAt]


def fit_value_chooser(
    place: Workspace, questions: Sequence[Path], folder: Path, events: Events = SILENT
) -> FittedValues:
    """Fit how likely a value is the one asked for, and write the weights into a folder.

    Args:
        place: A workspace that has been built of the questions' papers and many others.
        questions: Question files with answers; those that no paper answers count, too.
        folder: Where `value_weights.json` is written.
        events: Receives progress.

    Raises:
        UserError: Nothing was built, a question file cannot be read, or nothing can be fitted.
    """
    asked = [question for file in questions for question in read_questions(file)]
    with (
        open_searcher(place, events) as searcher,
        events.progress("Choosing values") as progress,
    ):
        cases = value_cases(searcher, asked, progress)
    if not any(any(case.right) for case in cases):
        raise UserError(
            "No question asks for a value that its quotes state.",
            'Each line is {"question": …, "answer": …, "source_id": …}.',
        )
    curve = curve_left_out(cases)
    found = FittedValues(
        fit_values(cases),
        choose_threshold(curve),
        len(cases),
        sum(case.is_open for case in cases),
        curve,
    )
    write_weights(folder / VALUES, "hea eval values", questions, asdict(found))
    return found
