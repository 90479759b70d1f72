"""The card of an adapter: every section of the usual form, filled from artefacts alone.

What no artefact holds is “not measured” or “not stated”; nothing is invented.
"""

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from answer.prompt import find_template
from builder.triples import REFUSAL

MISSING = "not measured"
_FORM = Path(__file__).with_name("card.md")
#: Licence of a base, as its own card gives it → a sentence.
_LICENCES = {
    "microsoft/phi-2": ("mit", "MIT, that of the base (Phi-2 is under the MIT licence)"),
    "microsoft/Phi-3-mini-4k-instruct": ("mit", "MIT, that of the base"),
}
_HYPERPARAMETERS = (
    "r", "alpha", "dropout", "rslora", "dora", "epochs", "batch", "accumulate", "lr", "schedule",
    "warmup", "weight_decay", "max_grad_norm", "optimizer", "neftune", "packing", "seed",
)  # fmt: skip


def card(name: str, artefacts: Mapping[str, Any], config: Mapping[str, Any]) -> str:
    """The card of an adapter.

    ``artefacts`` holds `made`, `recipe`, `log` and `report`, each what its file says, the last empty
    where no report was made; ``config`` holds the settings of the base.
    """
    made, recipe, report = (artefacts[part] for part in ("made", "recipe", "report"))
    base = str(made["base"])
    licence_id, licence = _LICENCES.get(base, ("other", "that of the base"))
    template = find_template(str(made["template"]["id"]))
    return Template(_FORM.read_text("utf-8")).substitute(
        name=name,
        key="".join(letter for letter in name if letter.isalnum()) or "adapter",
        base=base,
        fingerprint=made["base_fingerprint"],
        license_id=licence_id,
        license=licence,
        template=template.id,
        template_hash=made["template"]["hash"],
        layout=template.layout,
        prompt=repr(template.layout),
        refusal=REFUSAL,
        answer_tokens=recipe["answer_tokens"],
        method=recipe["method"],
        epochs=_said(recipe.get("epochs")),
        precision=_said(made.get("precision")),
        hyperparameters=_items({key: recipe[key] for key in _HYPERPARAMETERS if key in recipe}),
        best=_best(artefacts["log"]),
        **_of_data(made),
        **_of_cost(made),
        **_of_shape(made, recipe, config),
        **_of_report(report),
    )
