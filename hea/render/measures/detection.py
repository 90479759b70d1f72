"""Show what detectors of ungrounded answers find."""

from collections.abc import Mapping

from eval.error_injection.detectors import OURS, DetectorScores
from eval.stats.intervals import LEAST_PAPERS
from hea.render import console
from hea.render.measures.scores import format_interval
from hea.workflows.evaluate.measures import DetectionReport


def show_detection(found: DetectionReport) -> None:
    """Show what each detector finds of known errors, and on labelled sets."""
    if found.measured:
        _show_errors(found.measured[OURS])
        _show_detectors(found.measured)
    if found.by_models:
        _show_model_errors(found.by_models)
    for each in found.sets:
        table = console.table(f"{each.name}: detector", "balanced accuracy (95 %)")
        for name, score in found.accuracies[each.name].items():
            table.add_row(name, format_interval(score))
        for name, value in each.published.items():
            table.add_row(f"{name}, published", console.number(value))
        console.out.print(table)
        console.out.print(f"n = {len(each.rows)} claims, {each.unscored} without a text or a label")
        console.out.print()
    if found.sets:
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
            format_interval(detection.recall),
            console.number(detection.precision.value),
            format_interval(detection.f1),
        )
    console.out.print(f"What {OURS} finds of known errors:")
    console.out.print(table)
    alarms = {**found.alarms_by_kind, "all": found.false_alarms}
    for kind, score in alarms.items():
        which = f"answers {kind}" if kind and kind != "all" else "all true answers"
        if kind:
            console.out.print(f"false alarms on {which}: {format_interval(score)}, n = {score.n}")
    console.out.print()


def _show_model_errors(found: Mapping[str, DetectorScores]) -> None:
    """Show which errors of small models each detector finds: whole answers that are wrong."""
    table = console.table("error", "n", *found)
    rows = {**found[OURS].by_error, "all": found[OURS].all_errors}
    for error, detection in rows.items():
        of_each = [
            each.all_errors if error == "all" else each.by_error[error] for each in found.values()
        ]
        recalls = [console.number(of.recall.value) for of in of_each]
        table.add_row(error, str(detection.recall.n), *recalls)
    console.out.print("Share found of errors as small models make them:")
    console.out.print(table)
    console.out.print()


def _show_detectors(measured: Mapping[str, DetectorScores]) -> None:
    table = console.table("detector", "F1 (95 %)", "recall", "precision", "false alarms")
    for name, found in measured.items():
        every = found.all_errors
        table.add_row(
            name,
            format_interval(every.f1),
            console.number(every.recall.value),
            console.number(every.precision.value),
            console.number(found.false_alarms.value),
        )
    console.out.print(table)
    papers = measured[OURS].false_alarms.papers
    console.out.print("Precision and F1 for as many wrong answers as true ones.")
    console.out.print(f"Intervals are by papers ({papers} here), from {LEAST_PAPERS} papers on.")
    console.out.print()
