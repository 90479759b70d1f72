"""The card of an adapter: every section of the usual form, filled from artefacts alone.

What no artefact holds is “not measured” or “not stated”; nothing is invented.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import Any

from answer.prompts import find_template
from builder.triples import REFUSAL
from finetune.evaluation.perplexity import LossEstimate
from finetune.evaluation.report import TrainingReport, read_report
from finetune.evaluation.report_page import as_table, changes, show

CARD = "README.md"
MISSING = "not measured"
_FORM = Path(__file__).with_name("card.md")
#: Licence of a base, as its own card gives it.
_LICENCES = {
    "microsoft/phi-2": ("mit", "MIT, that of the base: Phi-2 is under the MIT licence"),
    "microsoft/Phi-3-mini-4k-instruct": ("mit", "MIT, that of the base"),
}
_HYPERPARAMETERS = (
    "r", "alpha", "dropout", "rslora", "dora", "epochs", "max_steps", "batch", "accumulate", "lr",
    "schedule", "warmup", "weight_decay", "max_grad_norm", "optimizer", "neftune", "packing",
    "max_length", "distractors", "without_oracle", "seed",
)  # fmt: skip


def card(artefacts: Mapping[str, Any], config: Mapping[str, Any]) -> str:
    """The card of an adapter.

    ``artefacts`` holds what the files `made`, `recipe`, `report` and the dataset's `made` say, as
    `made`, `recipe`, `report` and `dataset`; the last two are empty where there is none.
    ``config`` holds the settings of the base.
    """
    made, recipe = artefacts["made"], artefacts["recipe"]
    template = find_template(str(made["template"]["id"]))
    base = str(made["base"])
    licence = _LICENCES.get(base, ("other", "that of the base"))
    return Template(_FORM.read_text("utf-8")).substitute(
        name=made["name"],
        key="".join(letter for letter in made["name"] if letter.isalnum()) or "adapter",
        base=base,
        linked=f"[{base}](https://huggingface.co/{base})" if "/" in base else base,
        fingerprint=made["base_fingerprint"],
        license_id=licence[0],
        license=licence[1],
        template=template.id,
        template_hash=made["template"]["hash"],
        layout=template.layout,
        prompt=repr(template.layout),
        refusal=REFUSAL,
        answer_tokens=recipe["answer_tokens"],
        method=recipe["method"],
        epochs=_number(recipe["epochs"]),
        hyperparameters=_items((key, recipe.get(key)) for key in _HYPERPARAMETERS),
        precision=made.get("precision") or MISSING,
        **_of_data(made, artefacts["dataset"]),
        **_of_cost(made),
        **_of_shape(made, recipe, config),
        **(_of_report(read_report(artefacts["report"])) if artefacts["report"] else _NO_REPORT),
    )


def _of_data(made: Mapping[str, Any], dataset: Mapping[str, Any]) -> dict[str, str]:
    data = dict(made.get("dataset") or {})
    dropped = data.pop("dropped", None)
    train = (dataset.get("parts") or {}).get("train") or {}
    return {
        "training_data": _items(data.items()) or MISSING,
        "dropped": _items(dropped.items()) or "- none"
        if isinstance(dropped, Mapping)
        else f"- {_number(dropped)}",
        "papers": f"the {_number(train['papers'])} papers in the training part of its data"
        if "papers" in train
        else "the papers that it was trained on",
        "versions": _items((made.get("versions") or {}).items()) or MISSING,
    }


def _of_cost(made: Mapping[str, Any]) -> dict[str, str]:
    energy, hardware = made.get("energy") or {}, made.get("hardware") or {}
    seconds, kwh, kg = made.get("seconds"), energy.get("kwh"), energy.get("co2_kg")
    cards = hardware.get("cards") or []
    machine = ", ".join(cards) or hardware.get("processor") or MISSING
    loss, best = made.get("val_loss"), made.get("best_step")
    kept = f"the adapter of step {best} was kept" if best else "the last step was kept"
    speeds = {
        "steps": _number(made.get("steps")),
        "hours": _measured(seconds and seconds / 3600, "hours"),
        "tokens read, without padding": _number(made.get("tokens")),
        "of them learned": _number(made.get("supervised_tokens")),
        "most memory": _number(made.get("peak_memory_mb"), " MiB"),
        "last training loss": _number(made.get("loss")),
        "best validation loss": _number(loss),
    }
    return {
        "speeds": _items(speeds.items()),
        "best": kept,
        "hardware": machine,
        "hours": _measured(seconds and seconds / 3600, "hours"),
        "energy": _measured(kwh, "kWh"),
        "region": energy.get("country") or "not stated",
        "carbon": _measured(kg, "kg CO2eq"),
    }


def _of_shape(
    made: Mapping[str, Any], recipe: Mapping[str, Any], config: Mapping[str, Any]
) -> dict[str, str]:
    shape = [
        words.format(config[key])
        for key, words in (
            ("num_hidden_layers", "{:,} layers"),
            ("hidden_size", "hidden size {:,}"),
            ("num_attention_heads", "{:,} attention heads"),
            ("vocab_size", "vocabulary of {:,}"),
            ("max_position_embeddings", "context window of {:,} tokens"),
        )
        if key in config
    ]
    targets = ", ".join(f"`{name}`" for name in recipe.get("targets") or ())
    trained = made.get("trainable"), made.get("parameters")
    return {
        "architecture": f"{'; '.join(shape) or 'Not stated'}.",
        "adapter": f"LoRA on {targets}; {_number(trained[0])} parameters trained beside"
        f" {_number(trained[1])} of the base",
    }


_NO_REPORT = {
    "by_kind": MISSING,
    "by_length": MISSING,
    "quantisation": f"{MISSING}.",
    "testing": f"`hea train report` was not run: {MISSING}.",
    "level": "no",
    "results": MISSING,
    "summary": MISSING,
}


def _of_report(report: TrainingReport) -> dict[str, str]:
    padded = report.padded
    return {
        "by_kind": "\n".join(as_table("kind", report.by_kind)),
        "by_length": "\n".join(as_table("prompt tokens", report.by_prompt_tokens)),
        "quantisation": _quantisation(report),
        "testing": f"{report.rows:,} rows of the part `{report.part}`, of alloy families that"
        f" training never saw; {len(report.unscored)} of them unscored.",
        "level": f"{report.level:.0%}",
        "results": "\n".join(
            (
                *as_table("perplexity of", {"answers": report.perplexity}),
                "",
                f"- Perplexity over prompt and padding too: base {show(padded.base)}, tuned"
                f" {show(padded.tuned)}; {padded.label}",
                f"- Cosine of tuned to base: {show(report.likeness.cosine)};"
                f" {report.likeness.label}",
                "",
                *changes(report),
            )
        ),
        "summary": _summary(report.perplexity.ratio),
    }


def _quantisation(report: TrainingReport) -> str:
    found = report.quantisation
    if found is None:
        return f"{MISSING}."
    return (
        f"perplexity {show(found.four)} with nf4 weights, {show(found.sixteen)} with"
        f" {report.precision} weights on the same rows."
    )


def _summary(ratio: LossEstimate) -> str:
    if ratio.low is None or ratio.high is None:
        return MISSING
    found = "lower" if ratio.high < 1 else "higher" if ratio.low > 1 else "no difference"
    return (
        f"The tuned model's perplexity is {show(ratio)} times that of its base: {found} beyond the"
        " chance of which rows were held out."
    )


def _items(values: Iterable[tuple[str, Any]]) -> str:
    return "\n".join(f"- {name.replace('_', ' ')}: {_number(value)}" for name, value in values)


def _measured(value: float | None, unit: str) -> str:
    return MISSING if value is None else f"{value:.3g} {unit}"


def _number(value: Any, unit: str = "") -> str:
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}{unit}"
    return f"{value:.4g}{unit}" if isinstance(value, float) else f"{value}{unit}"
