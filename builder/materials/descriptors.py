"""Calculate descriptors of a composition, each with its unit, its meaning and its source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isinf

from builder.materials.alloys import Alloy


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A quantity calculated from a composition, not measured."""

    symbol: str
    name: str
    value: float | None
    """None if the tables lack an element."""
    unit: str
    after: str
    """Who defined it."""
    doi: str
    lacking: str = ""
    """The reason if there is no value."""


#: Symbol, name, unit, who defined it and where, and the function of `hea_bench` that computes it.
_TABLE = (
    ("ΔSmix", "ideal entropy of mixing", "J/(mol·K)", "Yeh 2004", "10.1002/adem.200300567", "smix"),
    ("ΔHmix", "enthalpy of mixing", "kJ/mol", "Takeuchi 2005", "10.2320/matertrans.46.2817",
     "mixing_enthalpy"),
    ("δ", "atomic size mismatch", "%", "Zhang 2008", "10.1002/adem.200700240", "delta"),
    ("VEC", "valence electron concentration", "", "Guo 2011", "10.1063/1.3587228", "vec"),
    ("Tm", "mean melting point", "K", "Yang 2012", "10.1016/j.matchemphys.2011.11.021",
     "melting_temperature"),
    ("Ω", "Tm·ΔSmix / |ΔHmix|", "", "Yang 2012", "10.1016/j.matchemphys.2011.11.021", "omega"),
    ("Δχ", "electronegativity mismatch", "", "Guo 2011", "10.1016/S1002-0071(12)60080-X",
     "delta_chi"),
)  # fmt: skip


def descriptors(alloy: Alloy) -> list[Descriptor]:
    """Calculate every descriptor of an alloy; none if an amount is open.

    Calculated by `hea_bench` from elemental data and Miedema's pairs; for CrMnFeCoNi checked by
    hand (ΔSmix = R ln 5 = 13.38, VEC = 8).
    """
    import hea_bench

    if None in alloy.amounts:
        return []
    pairs = zip(alloy.elements, alloy.fractions, strict=True)
    fractions = {element: fraction for element, fraction in pairs if fraction}
    found = []
    for symbol, name, unit, after, doi, function in _TABLE:
        value, lacking = _computed(getattr(hea_bench, function), fractions)
        found.append(Descriptor(symbol, name, value, unit, after, doi, lacking))
    return found


def _computed(
    function: Callable[[dict[str, float]], float], fractions: Mapping[str, float]
) -> tuple[float | None, str]:
    try:
        value = float(function(dict(fractions)))
    except (ValueError, KeyError) as error:
        return None, str(error)
    return (None, "ΔHmix is 0") if isinf(value) else (value, "")
