"""List the elements of which alloys are made: symbols, names and standard atomic weights."""

from collections.abc import Iterable, Mapping

# Symbol, name and standard atomic weight in g/mol (IUPAC 2021, doi:10.1515/pac-2019-0603).
# Elements left out do not occur in alloys; their symbols are words (No, At, Am, I), parts of
# units (Pa), or noble gases.
_TABLE = """
H hydrogen 1.008, Li lithium 6.94, Be beryllium 9.012, B boron 10.81, C carbon 12.011,
N nitrogen 14.007, O oxygen 15.999, F fluorine 18.998, Na sodium 22.990, Mg magnesium 24.305,
Al aluminium 26.982, Si silicon 28.085, P phosphorus 30.974, S sulfur 32.06, Cl chlorine 35.45,
K potassium 39.098, Ca calcium 40.078, Sc scandium 44.956, Ti titanium 47.867,
V vanadium 50.942, Cr chromium 51.996, Mn manganese 54.938, Fe iron 55.845, Co cobalt 58.933,
Ni nickel 58.693, Cu copper 63.546, Zn zinc 65.38, Ga gallium 69.723, Ge germanium 72.630,
As arsenic 74.922, Se selenium 78.971, Br bromine 79.904, Rb rubidium 85.468,
Sr strontium 87.62, Y yttrium 88.906, Zr zirconium 91.224, Nb niobium 92.906,
Mo molybdenum 95.95, Ru ruthenium 101.07, Rh rhodium 102.906, Pd palladium 106.42,
Ag silver 107.868, Cd cadmium 112.414, In indium 114.818, Sn tin 118.710, Sb antimony 121.760,
Te tellurium 127.60, Cs caesium 132.905, Ba barium 137.327, La lanthanum 138.905,
Ce cerium 140.116, Pr praseodymium 140.908, Nd neodymium 144.242, Sm samarium 150.36,
Eu europium 151.964, Gd gadolinium 157.25, Tb terbium 158.925, Dy dysprosium 162.500,
Ho holmium 164.930, Er erbium 167.259, Tm thulium 168.934, Yb ytterbium 173.045,
Lu lutetium 174.967, Hf hafnium 178.486, Ta tantalum 180.948, W tungsten 183.84,
Re rhenium 186.207, Os osmium 190.23, Ir iridium 192.217, Pt platinum 195.084, Au gold 196.967,
Hg mercury 200.592, Tl thallium 204.38, Pb lead 207.2, Bi bismuth 208.980, Th thorium 232.038,
U uranium 238.029
"""
_ROWS = [row.split() for row in _TABLE.split(",")]
ATOMIC_WEIGHT: Mapping[str, float] = {symbol: float(weight) for symbol, _, weight in _ROWS}
NAMES: Mapping[str, str] = {
    **{name: symbol for symbol, name, _ in _ROWS if name != "lead"},  # "lead to" is a verb
    **{"aluminum": "Al", "sulphur": "S", "cesium": "Cs", "wolfram": "W"},
    **{"helium": "He", "neon": "Ne", "argon": "Ar", "krypton": "Kr", "xenon": "Xe"},
}
# Noble gases are irradiation species and furnace atmospheres, never alloy constituents.
GASES = ("He", "Ne", "Ar", "Kr", "Xe")
SALT_FORMERS = ("O", "F", "Cl", "Br", "S", "Se")
NONMETALS = frozenset({"H", "B", "C", "N", "O", "F", "P", "S", "Cl", "Br", "Se"})


def any_symbol(symbols: Iterable[str]) -> str:
    """Build a pattern such as A[glsu]|B[aeir]? for any of the symbols, the longer first."""
    seconds: dict[str, str] = {}
    for symbol in symbols:
        seconds[symbol[0]] = seconds.get(symbol[0], "") + symbol[1:]
    bare = frozenset(symbols)
    return "(?:{})".format(
        "|".join(
            first + (f"[{rest}]" + "?" * (first in bare) if rest else "")
            for first, rest in seconds.items()
        )
    )


SYMBOL = any_symbol(ATOMIC_WEIGHT)
#: A number without sign or exponent, as amounts in formulas are written.
NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)"
