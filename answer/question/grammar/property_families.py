"""Properties that a word of everyday speech may mean: `strength`, `toughness`, `ductility`."""

from builder.materials.vocabulary import dimensions_of

#: A strength that a question leaves open; the vocabulary knows only certain ones.
STRENGTH = "strength"
#: The properties whose values answer a question for a property named in general.
_MEANT = {
    STRENGTH: (
        "yield strength",
        "ultimate tensile strength",
        "compressive strength",
        "fracture strength",
    ),
    "toughness": ("fracture toughness",),
    "ductility": ("ductility", "elongation"),
}
#: Properties of which less is better.
LOW_IS_GOOD = frozenset(
    (
        "corrosion rate",
        "corrosion current density",
        "current density",
        "creep rate",
        "density",
        "diffusion coefficient",
        "fatigue crack growth rate",
        "friction coefficient",
        "overpotential",
        "oxidation rate",
        "porosity",
        "residual stress",
        "surface roughness",
        "Tafel slope",
        "wear rate",
    )
)


def meant_by(name: str) -> tuple[str, ...]:
    """Return the properties whose values answer a question for one; most mean themselves alone."""
    return _MEANT.get(name, (name,))


def dimensions_meant(name: str) -> frozenset[str]:
    """Return the dimensions in which a property, or what it may mean, is measured."""
    return frozenset(one for meant in meant_by(name) for one in dimensions_of(meant))
