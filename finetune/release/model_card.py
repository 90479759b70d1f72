"""The card of an adapter: every section of the usual form, filled from artefacts alone.

The form is `card.md.j2`. What no artefact holds is “not measured” or “not stated”; nothing is
invented.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from answer.prompts import find_template
from builder.dataset.card import review_words
from builder.triples import REFUSAL
from eval.stats.intervals import Score
from finetune.evaluation.report import read_report
from finetune.evaluation.report_page import markdown_templates

CARD = "README.md"
MISSING = "not measured"
#: Licence of a base, as its own card gives it.
_LICENCES = {
    "microsoft/phi-2": {
        "id": "mit",
        "text": "MIT, that of the base: Phi-2 is under the MIT licence",
    },
    "microsoft/Phi-3-mini-4k-instruct": {"id": "mit", "text": "MIT, that of the base"},
}
_OTHER_LICENCE = {"id": "other", "text": "that of the base"}
_HYPERPARAMETERS = (
    "r", "alpha", "dropout", "rslora", "dora", "epochs", "max_steps", "batch", "accumulate", "lr",
    "schedule", "warmup", "weight_decay", "max_grad_norm", "optimizer", "neftune", "packing",
    "max_length", "distractors", "without_oracle", "seed",
)  # fmt: skip
_MARKUP = re.compile(r"[\x00-\x1f\x7f-\x9f<>\"`\[\]{}|$!*\u2028\u2029]|(?<=:)/(?=/)")
#: Field of a prompt format → what stands for it in the code of the card.
_FIELDS = {
    "context": "Abstracts of papers that may answer it.",
    "question": "Why is CrMnFeCoNi tough at low temperature?",
    "mark": "papers",
}
#: Setting of a base → how the card words it.
_SHAPE = {
    "num_hidden_layers": "{:,} layers",
    "hidden_size": "hidden size {:,}",
    "num_attention_heads": "{:,} attention heads",
    "vocab_size": "vocabulary of {:,}",
    "max_position_embeddings": "context window of {:,} tokens",
}


def card(artefacts: Mapping[str, Any], config: Mapping[str, Any]) -> str:
    """Return the card of an adapter, in Markdown.

    Args:
        artefacts: What the files `made`, `recipe`, `report` and the dataset's `made` hold, as
            `made`, `recipe`, `report` and `dataset`; the last two are empty where there is none.
            `prompt` is the prompt format as the adapter is asked with it.
        config: The settings of the base.
    """
    # An adapter may be somebody else's, with any words in its files.
    made, recipe = _without_markup(artefacts["made"]), _without_markup(artefacts["recipe"])
    report = read_report(_without_markup(artefacts["report"])) if artefacts["report"] else None
    base = str(made["base"])
    template = find_template(str(made["template"]["id"]))
    templates = markdown_templates(Path(__file__).parent)
    templates.filters |= {"number": number, "python": repr, "yaml": _yaml}
    return templates.get_template("card.md.j2").render(
        made=made,
        recipe=recipe,
        report=report,
        missing=MISSING,
        base=base,
        linked=f"[{base}](https://huggingface.co/{base})" if "/" in base else base,
        key="".join(letter for letter in made["name"] if letter.isalnum()) or "adapter",
        licence=_LICENCES.get(base, _OTHER_LICENCE),
        template=template,
        prompt=artefacts["prompt"],
        turned=artefacts["prompt"] != template.layout,
        fields={name: text for name, text in _FIELDS.items() if f"{{{name}}}" in template.layout},
        refusal=REFUSAL,
        hyperparameters={key: recipe.get(key) for key in _HYPERPARAMETERS},
        precision=made.get("precision") or MISSING,
        four_bits=report and report.quantisation,
        change=report and _change(report.perplexity.ratio),
        **_of_data(made, _without_markup(artefacts["dataset"])),
        **_of_cost(made),
        **_of_shape(made, recipe, config),
    )


def _without_markup(value: Any) -> Any:
    """Return what a file holds without signs that are markup, HTML or code on a card."""
    if isinstance(value, Mapping):
        return {_without_markup(key): _without_markup(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_markup(one) for one in value]
    return _MARKUP.sub("", " ".join(value.split())) if isinstance(value, str) else value


def _yaml(text: str) -> str:
    """Return a text as a value of YAML: in quotation marks, where it is no plain name."""
    return text if re.fullmatch(r"[\w./-]+", text) else json.dumps(text)


def _of_data(made: Mapping[str, Any], dataset: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told of the data that the adapter was trained on."""
    data = dict(made.get("dataset") or {})
    dropped = data.pop("dropped", None)
    status = data.pop("status", None) or {}
    train = (dataset.get("parts") or {}).get("train") or {}
    return {
        "rows": _rows(status),
        "training_data": data,
        "dropped": dropped,
        "papers": f"the {number(train['papers'])} papers in the training part of its data"
        if "papers" in train
        else "the papers that it was trained on",
        "versions": made.get("versions") or {},
    }


def _rows(status: Mapping[str, int]) -> str:
    """Say what the rows are, and how many of them people reviewed."""
    if not status:
        return "rows of which no file tells where they come from and who reviewed them"
    return (
        "context–question–answer triples drafted from abstracts of papers on high-entropy alloys;"
        f" {review_words(status)}"
    )


def _of_cost(made: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told of the time, the machine and the energy of the training."""
    energy, hardware = made.get("energy") or {}, made.get("hardware") or {}
    seconds = made.get("seconds")
    hours = _measured(seconds and seconds / 3600, "hours")
    best = made.get("best_step")
    return {
        "speeds": {
            "steps": made.get("steps"),
            "hours": hours,
            "tokens read, without padding": made.get("tokens"),
            "of them learned": made.get("supervised_tokens"),
            "most memory": number(made.get("peak_memory_mb"), " MiB"),
            "last training loss": made.get("loss"),
            "best validation loss": made.get("val_loss"),
        },
        "best": f"the adapter of step {best} was kept" if best else "the last step was kept",
        "hardware": ", ".join(hardware.get("cards") or []) or hardware.get("processor") or MISSING,
        "hours": hours,
        "energy": _measured(energy.get("kwh"), "kWh"),
        "region": energy.get("country") or "not stated",
        "carbon": _measured(energy.get("co2_kg"), "kg CO2eq"),
    }


def _of_shape(
    made: Mapping[str, Any], recipe: Mapping[str, Any], config: Mapping[str, Any]
) -> dict[str, str]:
    """Return what is told of the sizes of the base and of the adapter."""
    shape = "; ".join(words.format(config[key]) for key, words in _SHAPE.items() if key in config)
    targets = ", ".join(f"`{name}`" for name in recipe.get("targets") or ())
    return {
        "architecture": f"{shape or 'Not stated'}.",
        "adapter": f"LoRA on {targets}; {number(made.get('trainable'))} parameters trained beside"
        f" {number(made.get('parameters'))} of the base",
    }


def _change(ratio: Score) -> str:
    """Return in words how the perplexity changed; empty where that is not known."""
    if ratio.low is None or ratio.high is None:
        return ""
    return "lower" if ratio.high < 1 else "higher" if ratio.low > 1 else "no difference"


def _measured(value: float | None, unit: str) -> str:
    return MISSING if value is None else f"{value:.3g} {unit}"


def number(value: Any, unit: str = "") -> str:
    """Return a value of an artefact as the card writes it."""
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}{unit}"
    return f"{value:.4g}{unit}" if isinstance(value, float) else f"{value}{unit}"
