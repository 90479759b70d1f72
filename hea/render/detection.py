"""What measures of groundedness find: as scorecard, as rows, and as tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from eval.error_injection.cases import TrueAnswer
from eval.error_injection.detectors import OURS, DetectorScores
from eval.error_injection.inject import Injected
from eval.gold.labelled_claims import LabelledSet
from eval.stats.intervals import Score
from hea.render import console
from hea.render.scores import between


def card(
    measured: Mapping[str, DetectorScores],
    sets: Sequence[LabelledSet],
    accuracies: Mapping[str, Mapping[str, Score]],
) -> dict[str, Any]:
    """Detection by detector and error, false alarms, and balanced accuracy on labelled sets."""
    scores: dict[str, Any] = {}
    for name, found in measured.items():
        key = _key(name)
        scores[f"{key}_false_alarms"] = asdict(found.false_alarms)
        for kind, alarms in found.alarms_by_kind.items():
            scores[f"{key}_false_alarms_{_key(kind)}"] = asdict(alarms)
        for error, detection in {"all": found.all_errors, **found.by_error}.items():
            for measure in ("recall", "precision", "f1"):
                scores[f"{key}_{measure}_{error}"] = asdict(getattr(detection, measure))
    rows = len(next(iter(measured.values())).flags) if measured else 0
    return {
        "name": "metrics",
        "rows": rows,
        "scores": scores,
        "labelled": {
            each.name: {
                "scores": {_key(name): asdict(s) for name, s in accuracies[each.name].items()},
                "unscored": each.unscored,
                "published": dict(each.published),
            }
            for each in sets
        },
    }


def _key(name: str) -> str:
    return name.lower().replace(" ", "_").replace("-", "_")


def flagged(
    cases: Sequence[TrueAnswer],
    injected: Sequence[Injected],
    measured: Mapping[str, DetectorScores],
) -> Iterator[dict[str, Any]]:
    """Every answer with its error and who flagged it."""
    about = [(c, "", c.answer, "") for c in cases]
    about += [(one.case, one.error, one.answer, one.what) for one in injected]
    for place, (case, error, answer, what) in enumerate(about):
        by = [name for name, found in measured.items() if found.flags[place].flagged]
        yield {
            "case": case.id,
            "question": case.question,
            "answer": answer,
            "error": error or None,
            "changed": what or None,
            "flagged_by": by,
        }


def show_card(
    measured: Mapping[str, DetectorScores],
    sets: Sequence[LabelledSet],
    accuracies: Mapping[str, Mapping[str, Score]],
) -> None:
    if measured:
        _show_errors(measured[OURS])
        _show_detectors(measured)
    for each in sets:
        table = console.table(f"{each.name}: detector", "balanced accuracy (95 %)")
        for name, score in accuracies[each.name].items():
            table.add_row(name, between(score))
        for name, value in each.published.items():
            table.add_row(f"{name}, published", console.number(value))
        console.out.print(table)
        console.out.print(f"n = {len(each.rows)} claims, {each.unscored} without a text or a label")
        console.out.print()
    if sets:
        console.out.print(
            "These claims are not about alloys: the checks of alloys, phases, properties and units"
            " find little to compare, and groundedness says hardly more than which words are"
            " there. Use a trained entailment model for such texts."
        )


def _show_errors(found: DetectorScores) -> None:
    table = console.table("error", "n", "recall (95 %)", "precision", "F1 (95 %)")
    for error, detection in {**found.by_error, "all": found.all_errors}.items():
        table.add_row(
            error,
            str(detection.recall.n),
            between(detection.recall),
            console.number(detection.precision.value),
            between(detection.f1),
        )
    console.out.print(f"What {OURS} finds of known errors:")
    console.out.print(table)
    alarms = {**found.alarms_by_kind, "all": found.false_alarms}
    for kind, score in alarms.items():
        which = f"answers {kind}" if kind and kind != "all" else "all true answers"
        if kind:
            console.out.print(f"false alarms on {which}: {between(score)}, n = {score.n}")
    console.out.print()


def _show_detectors(measured: Mapping[str, DetectorScores]) -> None:
    table = console.table("detector", "F1 (95 %)", "recall", "precision", "false alarms")
    for name, found in measured.items():
        every = found.all_errors
        table.add_row(
            name,
            between(every.f1),
            console.number(every.recall.value),
            console.number(every.precision.value),
            console.number(found.false_alarms.value),
        )
    console.out.print(table)
    console.out.print("Precision and F1 for as many wrong answers as true ones.")
    console.out.print()
