"""Make up abstracts of real length for measuring speed; nothing in them is true."""

import random
from collections.abc import Iterator

from builder.materials.vocabulary import TERMS

_METALS = "Al Co Cr Cu Fe Hf Mn Mo Nb Ni Re Ta Ti V W Zr".split()
_UNITS = {"yield strength": "MPa", "hardness": "HV", "elongation": "%", "grain size": "µm"}
_SENTENCES = (
    "The {class_} {alloy} was made by {process} and {process2}.",
    "Its {property} was {value} at {temperature}.",
    "{method} showed a {phase} matrix with {phase2} in the {place} regions.",
    "The {property} rose from {value} to {value2} after {process} at {temperature} for {hours} h.",
    "This is attributed to {mechanism} and {mechanism2}, which {verb} at {temperature}.",
    "With more {element} the {property} {verb2}, while the {property2} {verb3}.",
    "Compared with {alloy2}, the {property} is {percent} % higher because of {mechanism}.",
    "{method} and {method2} were used to follow the {mechanism} during {process}.",
    "The results show that {alloy} keeps its {phase} structure up to {temperature}.",
    "These findings may guide the design of {class_}s for use at {temperature}.",
)


def abstracts(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Yield title and abstract of ``count`` papers; 150 to 250 words each, fixed by the seed."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    names = {
        kind: [term.name for term in TERMS if term.kind == kind]
        for kind in ("class", "process", "property", "phase", "method", "mechanism")
    }
    for _ in range(count):
        alloy = formula(rng)
        title = f"{rng.choice(names['mechanism']).capitalize()} and {rng.choice(names['property'])}"
        templates = rng.choices(_SENTENCES, k=rng.randint(10, 14))
        body = " ".join(sentence.format(**_words(rng, names, alloy)) for sentence in templates)
        yield f"{title} of {alloy} made by {rng.choice(names['process'])}", body


def formula(rng: random.Random) -> str:
    """Return an alloy of four to six metals; half of them have an amount."""
    parts = rng.sample(_METALS, rng.randint(4, 6))
    if rng.random() < 0.5:
        parts[0] += rng.choice(("0.1", "0.3", "0.5", "0.75", "1.5", "2"))
    return "".join(parts)


def _words(rng: random.Random, names: dict[str, list[str]], alloy: str) -> dict[str, str]:
    unit = rng.choice(list(_UNITS.values()))
    return {
        "alloy": alloy,
        "alloy2": formula(rng),
        "class_": rng.choice(names["class"]),
        "element": rng.choice(_METALS),
        "hours": str(rng.randint(1, 100)),
        "percent": str(rng.randint(2, 90)),
        "place": rng.choice(("dendritic", "interdendritic", "grain-boundary", "surface")),
        "temperature": f"{rng.choice((77, 293, 473, 673, 873, 1073, 1273))} K",
        "value": f"{rng.randint(2, 1500)} {unit}",
        "value2": f"{rng.randint(2, 1500)} {unit}",
        "verb": rng.choice(("compete", "act together", "set in", "come to an end")),
        "verb2": rng.choice(("rises", "falls", "goes through a maximum")),
        "verb3": rng.choice(("falls", "rises", "stays as it is")),
        **{
            f"{kind}{twice}": rng.choice(names[kind])
            for kind in ("process", "property", "phase", "method", "mechanism")
            for twice in ("", "2")
        },
    }
