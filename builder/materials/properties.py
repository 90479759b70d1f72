"""What each property is measured in: the dimensions of quantities by property name."""

_MEASURED_IN = {
    "pressure": (
        "yield strength",
        "ultimate tensile strength",
        "compressive strength",
        "fracture strength",
        "elastic modulus",
        "shear modulus",
        "bulk modulus",
        "critical resolved shear stress",
        "friction stress",
        "fatigue strength",
        "residual stress",
    ),
    "hardness": ("hardness",),
    "fraction": ("elongation", "ductility", "uniform elongation", "relative density", "porosity"),
    "fracture_toughness": ("fracture toughness",),
    "surface_energy": ("stacking fault energy", "grain boundary energy"),
    "length": ("grain size", "grain boundary width", "lattice parameter", "precipitate size"),
    "density": ("density",),
    "temperature": ("melting point", "Curie temperature", "superconducting transition temperature"),
    "voltage": ("corrosion potential", "pitting potential", "overpotential", "Tafel slope"),
    "resistivity": ("electrical resistivity",),
    "thermal_conductivity": ("thermal conductivity",),
    "magnetization": ("saturation magnetization",),
    "magnetic_field": ("coercivity",),
    "strain_rate": ("creep rate",),
    "wear_rate": ("wear rate",),
    "diffusivity": ("diffusion coefficient",),
    "energy": ("impact energy", "activation energy", "formation energy"),
}
#: Some are reported on more than one scale.
_ALSO = {
    "hardness": ("pressure", "rockwell_hardness"),
    "impact energy": ("surface_energy",),
    "activation energy": ("molar_energy",),
    "corrosion rate": ("speed",),
}

DIMENSIONS: dict[str, tuple[str, ...]] = {
    name: (dimension, *_ALSO.get(name, ()))
    for dimension, names in _MEASURED_IN.items()
    for name in names
}
#: Properties that are plain numbers.
DIMENSIONLESS = frozenset(
    {
        "friction coefficient",
        "Poisson's ratio",
        "strain-rate sensitivity",
        "stress exponent",
        "valence electron concentration",
    }
)
