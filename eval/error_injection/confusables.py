"""What is mistaken for what: units, words for more and less, phases."""

#: Units mistaken for each other, each with what it is taken for.
UNITS = {
    "MPa": "GPa",
    "GPa": "MPa",
    "°C": "K",
    "K": "°C",
    "nm": "µm",
    "µm": "nm",
    "mm": "µm",
    "h": "min",
    "min": "h",
    "s": "min",
    "at.%": "wt.%",
    "wt.%": "at.%",
    "HV": "HRC",
    "dpa": "ppm",
    "eV": "J",
    "%": "times",
}
#: Words for more, each with its word for less, and the other way round.
OPPOSITE = dict(
    pair
    for more, less in (
        ("increase", "decrease"), ("increases", "decreases"), ("increased", "decreased"),
        ("increasing", "decreasing"), ("higher", "lower"), ("highest", "lowest"),
        ("larger", "smaller"), ("improves", "impairs"), ("improved", "impaired"),
        ("enhances", "reduces"), ("enhanced", "reduced"), ("raises", "lowers"),
        ("promotes", "suppresses"), ("superior", "inferior"), ("strengthening", "softening"),
        ("better", "worse"), ("coarser", "finer"), ("above", "below"),
    )
    for pair in ((more, less), (less, more))
)  # fmt: skip
PHASES = ("FCC", "BCC", "HCP", "B2", "L12", "sigma phase", "Laves phase", "amorphous phase")
