"""Lay out the elements of alloys as a periodic table, with their share and the values with them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, median

from hea.workflows.values.plot_data import ElementCell
from hea.workflows.values.scales import ScaledValue

#: Symbols of each line of the periodic table with the column of the first of each block.
_LINES: dict[int, tuple[tuple[int, str], ...]] = {
    1: ((1, "H"), (18, "He")),
    2: ((1, "Li Be"), (13, "B C N O F Ne")),
    3: ((1, "Na Mg"), (13, "Al Si P S Cl Ar")),
    4: ((1, "K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr"),),
    5: ((1, "Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe"),),
    6: ((1, "Cs Ba"), (4, "Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po")),
    8: ((3, "La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu"),),
    9: ((3, "Ac Th Pa U Np Pu Am"),),
}
#: Symbol → column and line.
PLACES = {
    symbol: (column + step, line)
    for line, blocks in _LINES.items()
    for column, symbols in blocks
    for step, symbol in enumerate(symbols.split())
}


def map_elements(values: Sequence[ScaledValue]) -> list[ElementCell]:
    """Return a cell for each element that an alloy of the values has, in the order of the table.

    Args:
        values: Values of alloys with a closed composition, in one unit.
    """
    alloys: dict[str, set[str]] = {}
    sizes: dict[str, list[float]] = {}
    for one in values:
        alloy = one.row.alloy
        if alloy is None:
            continue
        for symbol, amount in zip(alloy.elements, alloy.amounts, strict=True):
            if amount and symbol in PLACES:
                alloys.setdefault(symbol, set()).add(alloy.composition_key)
                sizes.setdefault(symbol, []).append(one.middle)
    total = len(set().union(*alloys.values())) if alloys else 0
    cells = [
        ElementCell(
            symbol,
            *PLACES[symbol],
            len(found),
            len(found) / total,
            len(sizes[symbol]),
            median(sizes[symbol]),
            fmean(sizes[symbol]),
        )
        for symbol, found in alloys.items()
    ]
    return sorted(cells, key=lambda cell: (cell.line, cell.column))
