"""Whether hours, cards and emissions that a text states fit each other.

What was emitted is the energy used times what a kilowatt-hour of that grid emits, and the energy is
the hardware's rated power times the time it ran (Lacoste et al. 2019,
doi:10.48550/arXiv.1910.09700).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: kg CO2eq a kWh by region, as the calculator of that paper has them (github.com/mlco2/impact,
#: data/impact.csv; the United States from eGRID).
GRID: Mapping[str, float] = {
    "Central US": 0.7366, "East US": 0.3678, "West US": 0.2406, "South Central US": 0.4604,
    "Canada Central": 0.0693, "Canada East": 0.020, "Brazil South": 0.205, "UK South": 0.623,
    "North Europe": 0.617, "West Europe": 0.569, "France Central": 0.105, "Germany": 0.615,
    "Stockholm": 0.047, "Zürich": 0.016, "Central India": 0.920, "Japan East": 0.516,
    "Korea Central": 0.517, "Southeast Asia": 0.419, "Australia East": 0.802,
    "South Africa North": 1.009,
}  # fmt: skip
#: Rated watts of one card, least and most of its variants (data sheets of NVIDIA).
WATTS: Mapping[str, tuple[float, float]] = {
    "T4": (70, 70), "L4": (72, 72), "V100": (250, 300), "P100": (250, 250), "A10": (150, 150),
    "A100": (250, 400), "A6000": (300, 300), "L40S": (350, 350), "H100": (350, 700),
    "H200": (600, 700), "RTX 3090": (350, 350), "RTX 4090": (450, 450),
}  # fmt: skip
#: By how much a stated sum may miss what its parts give.
_ALLOWED = 0.1


@dataclass(frozen=True, slots=True)
class StatedEmissions:
    """What a text says of a training's hardware and emissions; None for what it leaves out."""

    hardware: str | None
    cards: int
    hours: float | None
    """For which a run lasted, where cards and hours are said together."""
    hours_used: float | None
    """In the form of model cards: all hours of all cards."""
    kg: float | None
    region: str | None


def read_stated(text: str) -> StatedEmissions:
    """Find hardware, hours, region and emissions in a model card."""
    number = r"(\d+(?:,\d{3})*(?:\.\d+)?)"
    named = [name for name in WATTS if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    run = re.search(rf"{number}[\s-]*hours? on {number} ", text)
    cards = re.search(rf"{number}\s*[x×]?\s*(?:NVIDIA )?(?:{'|'.join(WATTS)})(?!\w)", text)
    used = re.search(rf"Hours used:?\W*{number}", text, re.I)
    kg = re.search(rf"{number}\s*kg\s*CO", text)
    return StatedEmissions(
        named[0] if named else None,
        int(_value(run[2]) if run else _value(cards[1]) if cards else 1),
        _value(run[1]) if run else None,
        _value(used[1]) if used else None,
        _value(kg[1]) if kg else None,
        next((name for name in GRID if name in text), None),
    )


def _value(written: str) -> float:
    return float(written.replace(",", ""))


def doubts(stated: StatedEmissions) -> list[str]:
    """Where hours, cards and emissions do not fit each other."""
    found = []
    total = stated.hours and stated.hours * stated.cards
    if total and stated.hours_used and abs(stated.hours_used / total - 1) > _ALLOWED:
        found.append(
            f"“Hours used” says {stated.hours_used:g}; {stated.cards} cards for {stated.hours:g}"
            f" hours are {total:g} GPU-hours."
        )
    if stated.kg is None or stated.hardware is None:
        return found
    low, high = WATTS[stated.hardware]
    grid = (GRID[stated.region],) * 2 if stated.region else (min(GRID.values()), max(GRID.values()))
    for hours in dict.fromkeys(filter(None, (stated.hours_used, total))):
        least, most = (hours * w / 1000 * g for w, g in zip((low, high), grid, strict=True))
        if not least * (1 - _ALLOWED) <= stated.kg <= most * (1 + _ALLOWED):
            watts = stated.kg / hours / (sum(grid) / 2) * 1000
            found.append(
                f"{stated.kg:g} kg do not fit {hours:g} GPU-hours of {stated.hardware}"
                f" ({low:g}–{high:g} W): those emit {least:.1f}–{most:.1f} kg at"
                f" {grid[0]:.3g}{'' if stated.region else f'–{grid[1]:.3g}'} kg/kWh;"
                f" {stated.kg:g} kg would be {watts:,.0f} W a card."
            )
    return found
