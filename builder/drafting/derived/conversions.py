"""Ask for a value in another unit of the same dimension: What is … in GPa?"""

from collections.abc import Iterator, Sequence

from builder.drafting.paper_draft import PaperDraft
from builder.drafting.values.levels import AskedValue
from builder.materials.quantity import express

#: Unit → the one it is asked in, and the smallest and largest amount for which one would.
_INTO = {
    "MPa": ("GPa", 100.0, 20000.0),
    "GPa": ("MPa", 0.05, 20.0),
    "nm": ("µm", 100.0, 5000.0),
    "µm": ("nm", 0.01, 2.0),
    "K": ("°C", 273.0, 3000.0),
}


def ask_conversion(values: Sequence[AskedValue]) -> Iterator[PaperDraft]:
    """Ask for one value of an abstract in another unit."""
    for one in values:
        quantity = one.value.quantity
        into = _INTO.get(quantity.unit)
        if into is None or quantity.low != quantity.high or not one.answer[:1].isdigit():
            continue
        unit, least, most = into
        if not least <= quantity.low <= most:
            continue
        new = express(quantity, unit, one.value.property or "")
        if not new.converted or new.note:
            continue
        where = f" {one.named.where}" if one.named.where else ""
        question = f"What is the {one.asked} of {one.named.material}{where}, in {unit}?"
        yield PaperDraft(
            "unit-conversion", "other unit", question, new.text, one.placed.start, one.placed.end
        )
        return
