"""Score triples by learned weights, and learn the weights anew from people's verdicts."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.checks.worth.features import features_of
from builder.checks.worth.fitting import JudgedForm, chance_of
from builder.checks.worth.learning import calibration, judged_rows, learn
from builder.checks.worth.model import PACKAGED, WorthModel, read_model
from builder.curation.decisions import CuratedTriple
from builder.errors import UserError
from builder.storage.files import write_atomic
from builder.triples import Triple
from eval.stats.intervals import proportion
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
class WorthStats:
    """The weights in use, and how their scores and people's verdicts agree."""

    model: WorthModel
    verdicts: tuple[Mapping[str, float], ...]
    """Bins of scores of what people decided, as it is learned from: predicted, observed, n."""


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """The triples of one range of scores, and what share of them was kept."""

    predicted: float
    """Mean score."""
    observed: float
    """Share kept."""
    low: float
    """Bounds of its 95 % interval (Wilson, by triples)."""
    high: float
    n: int


def bins_of(calibration_bins: Iterable[Mapping[str, float]]) -> list[ScoreBin]:
    """Return bins of a calibration with the 95 % interval of each share."""
    found = []
    for one in calibration_bins:
        n = int(one["n"])
        score = proportion(round(one["observed"] * n), n)
        low, high = round(score.low or 0.0, 4), round(score.high or 0.0, 4)
        found.append(ScoreBin(one["predicted"], one["observed"], low, high, n))
    return found


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
    pairs = [(chance_of(row.features, model.weights), row.kept) for row in rows]
    return WorthStats(model, tuple(calibration(pairs)))


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
