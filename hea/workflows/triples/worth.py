"""Score triples by learned weights, and learn the weights anew from people's verdicts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from builder.checks.worth.features import features_of
from builder.checks.worth.fitting import JudgedForm, chance_of
from builder.checks.worth.learning import by_score, judged_rows, learn
from builder.checks.worth.model import PACKAGED, WorthModel, read_model
from builder.curation.decisions import CuratedTriple
from builder.errors import UserError
from builder.storage.files import write_atomic
from builder.triples import Triple
from eval.stats.intervals import PaperValue, clustered_mean
from hea.workspace import Workspace

#: So many verdicts a person must have given before anything is learned from them.
_LEAST_VERDICTS = 20
_FILE = "worth.json"


@dataclass(frozen=True, slots=True)
class LearnReport:
    """What was learned from: judged triples of the program, and verdicts of people."""

    judged: int
    verdicts: int
    kept: int
    """Verdicts that keep a triple."""
    model: WorthModel


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """The triples of one range of scores, and what share of them was kept."""

    predicted: float
    """Mean score."""
    observed: float
    """Share kept."""
    low: float | None
    """Bounds of its 95 % interval by papers; None where the papers are unknown or too few."""
    high: float | None
    n: int
    papers: int | None = None

    @property
    def kept(self) -> int:
        """Number of triples kept."""
        return round(self.observed * self.n)


@dataclass(frozen=True, slots=True)
class WorthStats:
    """The weights in use, and how their scores and people's verdicts agree."""

    model: WorthModel
    verdicts: tuple[ScoreBin, ...]
    """What people decided, as it is learned from, by ranges of scores."""


def bins_of(calibration_bins: Iterable[Mapping[str, float]]) -> list[ScoreBin]:
    """Return bins of a calibration; they do not name papers, so that none has an interval."""
    return [
        ScoreBin(one["predicted"], one["observed"], None, None, int(one["n"]))
        for one in calibration_bins
    ]


def _bin_of(scored: Sequence[tuple[float, JudgedForm]]) -> ScoreBin:
    """Return one range of scores; triples of one paper are no independent draws."""
    kept = clustered_mean([PaperValue(float(row.kept), row.paper) for _, row in scored])
    predicted = fmean(score for score, _ in scored)
    observed, low, high = (
        None if value is None else round(value, 4) for value in (kept.value, kept.low, kept.high)
    )
    return ScoreBin(round(predicted, 3), observed or 0.0, low, high, kept.n, kept.papers)


def kept_by_threshold(model: WorthModel) -> tuple[float, float] | None:
    """Return the shares of judged triples that readers kept from the threshold on, and below it.

    The papers of the triples were left out in turn. None where none was below, or nothing measured.
    """
    point = next((one for one in model.curve if one["threshold"] == model.threshold), None)
    n = sum(one["n"] for one in model.calibration)
    if point is None or not n or point["share"] >= 1:
        return None
    kept = sum(one["observed"] * one["n"] for one in model.calibration) / n
    below = (kept - point["share"] * point["precision"]) / (1 - point["share"])
    return point["precision"], min(max(below, 0.0), 1.0)


def worth_model(place: Workspace) -> WorthModel:
    """Return the weights that were learned in a workspace, else those of the program."""
    own = place.data / _FILE
    return read_model(own if own.exists() else PACKAGED)


def worth_stats(
    place: Workspace, curated: Iterable[CuratedTriple], drafts: Iterable[Triple]
) -> WorthStats:
    """Compare the scores of what people decided with their verdicts.

    Args:
        place: The workspace.
        curated: The triples with the verdicts on them.
        drafts: The triples as they were drafted.
    """
    model = worth_model(place)
    rows = verdict_rows(curated, {draft.id: draft for draft in drafts})
    scored = by_score((chance_of(row.features, model.weights), row) for row in rows)
    return WorthStats(model, tuple(map(_bin_of, scored)))


def learn_worth(
    place: Workspace, curated: Iterable[CuratedTriple], drafts: Iterable[Triple]
) -> LearnReport:
    """Learn the weights anew from the judged triples of the program and every verdict.

    Args:
        place: The workspace, in whose `data/` the weights are written.
        curated: The triples with the verdicts on them.
        drafts: The triples as they were drafted.

    Raises:
        UserError: There are too few verdicts to learn from.
    """
    own = verdict_rows(curated, {draft.id: draft for draft in drafts})
    if len(own) < _LEAST_VERDICTS:
        raise UserError(
            f"{len(own)} verdicts are too few to learn from.",
            f"Decide {_LEAST_VERDICTS} triples or more with `hea curate`, good and bad ones.",
        )
    judged = judged_rows()
    found = {"made_by": "hea curate --learn", **learn([*judged, *own])}
    path = place.data / _FILE
    write_atomic(path, json.dumps(found, indent=1) + "\n")
    read_model.cache_clear()
    return LearnReport(len(judged), len(own), sum(row.kept for row in own), read_model(path))


def verdict_rows(
    curated: Iterable[CuratedTriple], drafts: Mapping[str, Triple]
) -> list[JudgedForm]:
    """Return verdicts as judged triples.

    An accepted triple was worth asking and a rejected one was not; of an edited one the new words
    are, and the draft was not. What people disagree on, and an edit that fails a check and that
    nobody has confirmed, teach nothing.
    """
    rows = []
    for one in curated:
        if not one.settled or one.triple.kind == "unanswerable":
            continue
        rows.append(JudgedForm(one.triple.paper, features_of(one.triple), one.kept))
        draft = drafts.get(one.triple.id)
        if one.status == "edited" and draft is not None:
            rows.append(JudgedForm(one.triple.paper, features_of(draft), kept=False))
    return rows
