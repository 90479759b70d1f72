"""Confusable units, comparatives and phases for error injection.

These lists share nothing with `answer.grounding` or `builder`, and must not: an error generator
that reads the detector's own word lists would only make errors that the detector knows, and so
flatter it.
"""

#: Unit → the unit that it is mistaken for.
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
#: Comparative → its opposite, in both directions.
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
