"""Find out whether the hours, GPUs and emissions that a text states fit each other.

What was emitted is the energy used times what a kilowatt-hour of that grid emits, and the energy is
the hardware's rated power times the time it ran (Lacoste et al. 2019,
doi:10.48550/arXiv.1910.09700).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_TABLES = tomllib.loads(Path(__file__).with_name("emissions.toml").read_text("utf-8"))
#: Region → kg CO2eq a kWh.
GRID: Mapping[str, float] = _TABLES["grid"]["kg_co2_per_kwh"]
#: GPU → rated watts, least and most of its variants.
WATTS: Mapping[str, tuple[float, float]] = {
    name: (least, most) for name, (least, most) in _TABLES["hardware"]["watts"].items()
}
#: By how much a stated sum may miss what its parts give.
_ALLOWED = 0.1


@dataclass(frozen=True, slots=True)
class StatedEmissions:
    """The hardware and emissions of a training as a text states them; None for what is left out."""

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
    """Return a sentence for each place where hours, GPUs and emissions do not fit each other."""
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
