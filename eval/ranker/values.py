"""Fit how likely a value is the one asked for, and choose from what probability it is given.

The values are those of the quoted sentences that contradict nothing asked. What is given, and what
is wrong, is counted on papers left out of the fit, for questions that no value fills wholly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from answer.extractive.answer import quote_evidence, rank_evidence
from answer.extractive.values.value_choice import fitting_values
from answer.extractive.values.value_features import likely_values, paper_text
from answer.extractive.values.value_model import probability
from answer.extractive.values.value_text import write_value
from builder.parallel import Progress
from eval.gold.questions import Question
from eval.metrics.text_match import same_value
from retrieval.hybrid import Searcher
from retrieval.ranking.linear_model import LinearModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: How small the weights are held (L2). From 0.3 to 3 the curves on papers left out are alike.
_L2 = 1.0
_FOLDS = 10
#: So many right values are a wrong one worth: a reader who is told it will not look any further.
_COST = 10
_STEPS = [step / 100 for step in range(50, 99, 2)]


@dataclass(frozen=True, slots=True)
class ValueCase:
    """The values that may answer one question."""

    question: str
    paper: str
    """The paper quoted: questions on one paper are left out of a fit together."""
    is_open: bool
    """Whether no value of the paper fills all slots, so that likelihood decides."""
    features: Sequence[Mapping[str, float]]
    right: Sequence[bool]


@dataclass(frozen=True, slots=True)
class GivenAt:
    """How many values are given from a probability on, and how many of them are wrong."""

    threshold: float
    given: int
    wrong: int


def value_cases(
    searcher: Searcher, questions: Sequence[Question], progress: Progress
) -> list[ValueCase]:
    """Return the values that may answer each question that asks for one number and is answered.

    A question that no paper answers has no right value; one whose answer is not known is left out.
    """
    asked = [one for one in questions if one.answers or not one.answerable]
    cases = []
    for done, question in enumerate(asked, start=1):
        if found := _case(searcher, question):
            cases.append(found)
        progress(done, len(asked))
    return cases


def _case(searcher: Searcher, question: Question) -> ValueCase | None:
    evidence = rank_evidence(question.text, searcher.search(question.text, 5))
    parsed = evidence.question
    if not evidence.ranked or parsed.wants != "number" or parsed.intent != "value":
        return None
    if parsed.yes_no or parsed.wants_all:
        return None
    cited = [(one.listed.id, one.start) for one in quote_evidence(evidence).citations]
    chosen = [one for one in evidence.ranked if (one.hit.listed.id, one.start) in cited]
    chosen.sort(key=lambda one: cited.index((one.hit.listed.id, one.start)))
    values = likely_values(parsed, chosen)
    written = [
        write_value(one.stated.value, one.stated.placed.facts.text, parsed.unit).text
        for one in values
    ]
    return ValueCase(
        question.id,
        chosen[0].hit.listed.id,
        not fitting_values(parsed, paper_text(chosen[0].hit)),
        [one.features for one in values],
        [any(same_value(text, answer) for answer in question.answers) for text in written],
    )


def fit_values(cases: Sequence[ValueCase]) -> dict[str, float]:
    """Return the weight of each feature by logistic regression; questions count about alike."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import expit

    names = sorted({name for case in cases for features in case.features for name in features})
    table = np.array([[of.get(n, 0.0) for n in names] for c in cases for of in c.features])
    right = np.array([float(is_right) for case in cases for is_right in case.right])
    if not len(right):
        return {}
    share = np.array([len(case.right) ** -0.5 for case in cases for _ in case.right])
    held = np.array([0.0 if name == "always" else _L2 for name in names])

    def loss(weights: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
        scores = table @ weights
        value = share @ (np.logaddexp(0.0, scores) - right * scores)
        slope = table.T @ (share * (expit(scores) - right))
        return float(value + weights @ (held * weights) / 2), slope + held * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: round(float(w), 3) for name, w in zip(names, found.x, strict=True)}


def curve_left_out(cases: Sequence[ValueCase]) -> list[GivenAt]:
    """Return what fits without the paper of each question give from each probability on."""
    papers = sorted({case.paper for case in cases})  # ids are hashes: in no order
    fold = {paper: place % _FOLDS for place, paper in enumerate(papers)}
    likeliest: list[tuple[float, bool]] = []
    for left_out in range(_FOLDS):
        fitted = fit_values([case for case in cases if fold[case.paper] != left_out])
        model = LinearModel(fitted)
        for case in cases:
            if case.is_open and case.features and fold[case.paper] == left_out:
                found = [probability(model, of) for of in case.features]
                best = max(range(len(found)), key=found.__getitem__)
                likeliest.append((found[best], case.right[best]))
    return [
        GivenAt(
            least,
            sum(chance >= least for chance, _ in likeliest),
            sum(chance >= least and not is_right for chance, is_right in likeliest),
        )
        for least in _STEPS
    ]


def choose_threshold(curve: Sequence[GivenAt]) -> float:
    """Return the probability from which on most is gained, a wrong value costing ten right ones."""
    return max(
        curve, key=lambda at: (at.given - at.wrong - _COST * at.wrong, at.threshold)
    ).threshold
