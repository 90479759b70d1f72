"""The field's terms: properties, phases, processes, methods, mechanisms and alloy classes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

# One term a line: name; other forms, separated by commas. A line that begins with a space continues
# the one before. A form with two capitals, a digit or a Greek letter (YS, L12, σy) matches only as
# written; any other matches in any case, with or without hyphens, in singular or plural, in US or
# UK spelling.
_PROPERTIES = """
yield strength; tensile yield, tensile yield strength, compressive yield strength, yield stress,
 proof stress, proof strength, YS, TYS, CYS, σy, σ_y, σ0.2, Rp0.2
ultimate tensile strength; tensile strength, ultimate strength, UTS
compressive strength; compression strength, ultimate compressive strength, UCS
fracture strength; breaking strength
specific strength; strength-to-weight ratio
hardness; microhardness, Vickers hardness, Vickers microhardness
nanohardness; nanoindentation hardness
elongation; tensile elongation, elongation to failure, elongation at break, elongation to fracture
ductility; plasticity, fracture strain, strain to failure, strain at fracture, plastic strain
uniform elongation
toughness
fracture toughness; KIC, K_IC, KJIC
impact energy; impact toughness, Charpy impact energy, Charpy energy, absorbed energy
elastic modulus; Young's modulus, Young modulus, elasticity modulus, modulus of elasticity
shear modulus
bulk modulus
Poisson's ratio; Poisson ratio
strain hardening; work hardening, work hardening rate, strain hardening rate, WHR, SHR
strain-rate sensitivity; strain rate dependence
stacking fault energy; SFE, GSFE, γSF, γsf
unstable stacking fault energy; USFE
critical resolved shear stress; CRSS
friction stress; lattice friction stress, Peierls stress
grain size; grain diameter
grain boundary energy; GB energy
grain boundary width; GB width
dislocation density
density; mass density
relative density
porosity; pore
current density
energy density; volumetric energy density, power density
lattice parameter; lattice constant
lattice misfit; misfit
melting point; melting temperature
liquidus temperature; liquidus
solidus temperature; solidus
corrosion rate
corrosion resistance
corrosion potential; Ecorr, E_corr
corrosion current density; icorr, i_corr, corrosion current
pitting potential; breakdown potential, Epit, E_pit
oxidation rate; mass gain, weight gain, parabolic rate constant
oxidation resistance
wear rate; specific wear rate
wear resistance
friction coefficient; coefficient of friction, COF, CoF
diffusion coefficient; diffusivity, diffusion rate, self-diffusion coefficient,
 tracer diffusion coefficient
thermal conductivity
thermal expansion; thermal expansion coefficient, coefficient of thermal expansion, CTE
thermal stability
specific heat; heat capacity, specific heat capacity
electrical resistivity; resistivity
electrical conductivity
saturation magnetization; saturation magnetisation, magnetic saturation
coercivity; coercive field, coercive force
Curie temperature; Curie point
superconducting transition temperature; superconducting critical temperature
creep rate; minimum creep rate, steady-state creep rate, creep strain rate
creep resistance; creep strength
stress exponent
activation energy
fatigue strength; fatigue limit, endurance limit
fatigue life; fatigue resistance
fatigue crack growth rate; fatigue crack growth
residual stress
surface roughness
mixing enthalpy; enthalpy of mixing, ΔHmix
mixing entropy; entropy of mixing, configurational entropy, ΔSmix
formation energy; formation enthalpy, enthalpy of formation
valence electron concentration; VEC
atomic size mismatch; atomic size difference
electronegativity difference
volume fraction; phase fraction
precipitate size
overpotential
Tafel slope
hydrogen solubility; hydrogen uptake, hydrogen content
vacancy formation energy
machinability
weldability
biocompatibility; cytocompatibility, cytotoxicity
"""
_PHASES = """
FCC; face-centred cubic, face-centered cubic, fcc
BCC; body-centred cubic, body-centered cubic, bcc
HCP; hexagonal close-packed, hexagonal closed-packed, hcp
B2; ordered BCC, ordered bcc
L12; L1_2, L1₂, ordered FCC, ordered fcc
L21; L2_1, L2₁, Heusler phase
D022; D0_22, D0₂₂
gamma prime; gamma-prime, γ′, γ', γ’
sigma phase; σ phase, σ-phase, sigma
mu phase; μ phase, µ phase, μ-phase, µ-phase
chi phase; χ phase, χ-phase
eta phase; η phase, η-phase
Laves phase; Laves, C14, C15, C36
M23C6; M₂₃C₆
martensite; martensitic phase, ε-martensite, α′-martensite
austenite; austenitic
ferrite; ferritic
amorphous; metallic glass, glassy phase, amorphous phase
intermetallic; intermetallic compound, intermetallic phase, IMC
solid solution; single-phase solid solution
dual phase; two-phase, duplex
eutectic; eutectic structure, eutectic microstructure
carbide
nitride
oxide
boride
silicide
spinel
passive film; passivation film, passive layer
precipitate; nanoprecipitate
dendrite; dendritic
interdendritic; interdendrite
lamellar; lamellae, lamella
"""
_PROCESSES = """
arc melting; vacuum arc melting, arc melted, VAM
induction melting; vacuum induction melting, VIM
casting; cast, suction casting, drop casting
directional solidification; Bridgman solidification, Bridgman method
rapid solidification; melt spinning, splat quenching
homogenization; homogenisation, homogenized, homogenised, homogenization annealing
annealing; annealed, heat treatment, heat treated, isothermal annealing
solution treatment; solution annealing, solutionizing, solution treated
quenching; quenched, water quenching, water quenched
aging; ageing, aged, age hardened, isothermal aging
recrystallization; recrystallisation, recrystallized, recrystallised
rolling; rolled
cold rolling; cold rolled
hot rolling; hot rolled
cryorolling; cryo-rolling, cryogenic rolling
forging; forged, hot forging, hot forged, rotary swaging, swaging
extrusion; extruded, hot extrusion
severe plastic deformation; SPD
high-pressure torsion; HPT
equal-channel angular pressing; ECAP
friction stir processing; FSP
friction stir welding; FSW
laser welding; laser beam welding, LBW
electron beam welding; EBW
arc welding; gas tungsten arc welding, GTAW, TIG welding
brazing; brazed, vacuum brazing
additive manufacturing; additively manufactured, 3D printing, 3D printed, AM
laser powder bed fusion; selective laser melting, LPBF, L-PBF, PBF-LB, SLM
electron beam melting; electron beam powder bed fusion, EBM, PBF-EB
directed energy deposition; laser directed energy deposition, laser metal deposition,
 laser engineered net shaping, laser melting deposition, DED, L-DED, LDED, LMD, LENS
binder jetting
ink extrusion; 3D ink extrusion, extrusion printing
powder metallurgy; PM, P/M
mechanical alloying; mechanically alloyed, ball milling, high-energy ball milling, ball milled, MA
gas atomization; gas atomisation, gas atomized, gas atomised
spark plasma sintering; discharge plasma sintering, spark plasma sintered, SPS
hot pressing; hot-press sintering, hot pressed, vacuum hot pressing, VHPS
hot isostatic pressing; HIP, HIPed, HIPped
sintering; sintered, pressureless sintering
magnetron sputtering; sputtering, sputter deposition, co-sputtering, sputtered
laser cladding; laser clad, laser cladded
plasma spraying; thermal spraying, HVOF, cold spraying, cold spray
chemical vapour deposition; chemical vapor deposition, CVD
physical vapour deposition; physical vapor deposition, PVD
electrodeposition; electrodeposited
molten salt electrolysis; electro-deoxidation, electro-deoxidized, FFC Cambridge process
dealloying; liquid metal dealloying
nitriding; plasma nitriding
shot peening; laser shock peening
laser remelting; laser surface remelting
ion irradiation; heavy ion irradiation, neutron irradiation, electron irradiation
hydrogen charging; electrochemical hydrogen charging
"""
_METHODS = """
tensile test; tensile testing, uniaxial tension
compression test; compression testing, uniaxial compression
hardness test; hardness testing
small punch test; SPT
nanoindentation; nano-indentation, nanoindenter
micropillar compression; nanopillar compression
fatigue test; fatigue testing
creep test; creep testing
Charpy test; Charpy impact test
wear test; pin-on-disc, pin-on-disk, ball-on-disc, ball-on-disk, tribological test
split Hopkinson bar; split Hopkinson pressure bar, SHPB
X-ray diffraction; X-ray diffractometry, X-ray diffractometer, XRD
synchrotron; synchrotron X-ray diffraction, synchrotron radiation
neutron diffraction; neutron scattering
scanning electron microscopy; scanning electron microscope, SEM, BSE, FESEM
energy-dispersive spectroscopy; energy-dispersive X-ray spectroscopy, EDS, EDX
electron backscatter diffraction; electron back-scattered diffraction, EBSD
transmission electron microscopy; transmission electron microscope, TEM, HRTEM, STEM
transmission Kikuchi diffraction; TKD
atom probe tomography; atom probe, APT
X-ray photoelectron spectroscopy; XPS
X-ray fluorescence; XRF
X-ray absorption; EXAFS, XANES
differential scanning calorimetry; DSC
thermogravimetric analysis; thermogravimetry, TGA
dilatometry
electrochemical impedance spectroscopy; EIS
potentiodynamic polarization; potentiodynamic polarisation, cyclic potentiodynamic polarization, CPP
positron annihilation; positron annihilation spectroscopy,
 positron annihilation lifetime spectroscopy
radiotracer; tracer diffusion
Rutherford backscattering; RBS
Mössbauer spectroscopy
density functional theory; first principles, first-principles calculation, ab initio, DFT
ab initio molecular dynamics; AIMD
molecular dynamics; MD simulation
Monte Carlo; Monte Carlo simulation, MC simulation
special quasirandom structure; SQS
coherent potential approximation; EMTO-CPA
CALPHAD; calculation of phase diagrams, thermodynamic calculation, Thermo-Calc
phase field; phase-field simulation
finite element analysis; finite element method, finite element simulation, FEM, FEA
machine learning; neural network, random forest
"""
_MECHANISMS = """
twinning; deformation twinning, mechanical twinning, nanotwinning, twin, deformation twin, nanotwin
annealing twin
transformation-induced plasticity; martensitic transformation, TRIP
twinning-induced plasticity; TWIP
dislocation slip; planar slip, dislocation glide, cross slip, cross-slip
stacking fault
solid-solution strengthening; solid-solution hardening, solution strengthening, SSS
precipitation hardening; precipitation strengthening, age hardening, precipitate strengthening
dispersion strengthening; oxide-dispersion strengthening, Orowan strengthening, ODS
grain-boundary strengthening; Hall–Petch, Hall–Petch relationship, fine-grain strengthening
grain refinement
dislocation strengthening; forest hardening
back stress; hetero-deformation-induced strengthening, HDI strengthening, heterostructure
lattice distortion; severe lattice distortion, local lattice distortion
sluggish diffusion
cocktail effect
high-entropy effect
short-range order; short-range ordering, chemical short-range order, SRO, CSRO, LRO
spinodal decomposition; phase separation
phase transformation; phase transition
segregation; elemental segregation, grain boundary segregation
dynamic recrystallization; dynamic recrystallisation, DRX
dynamic strain ageing; dynamic strain aging, serrated flow, Portevin–Le Chatelier, DSA, PLC effect
adiabatic shear band; adiabatic shear banding, shear localization, ASB
hydrogen embrittlement; hydrogen-assisted cracking, HE
stress corrosion cracking; SCC
irradiation damage; radiation damage, irradiation hardening, void swelling, helium bubble
irradiation resistance; radiation resistance, radiation tolerance
pitting; pitting corrosion, localized corrosion
galvanic corrosion; micro-galvanic corrosion
passivation; repassivation
internal oxidation; selective oxidation
grain growth; grain coarsening
creep
superplasticity; superplastic
brittle fracture; cleavage fracture, cleavage
ductile fracture; dimple fracture
corrosion
oxidation; high-temperature oxidation
wear
abrasive wear; abrasion
adhesive wear
fatigue
fatigue crack
K-state effect; K-state
"""
_CLASSES = """
high-entropy alloy; HEA, high-entropy material
multi-principal element alloy; multi-principal-element alloy, multi-principle element alloy,
 multiple principal element alloy, MPEA
complex concentrated alloy; compositionally complex alloy, CCA
refractory high-entropy alloy; RHEA, refractory HEA, RCCA, refractory complex concentrated alloy
eutectic high-entropy alloy; EHEA
medium-entropy alloy; MEA
low-entropy alloy; LEA
concentrated solid-solution alloy; concentrated solid solution, CSA
high-entropy ceramic; high-entropy carbide, high-entropy carbide ceramic, HEC, HECC
high-entropy oxide; HEO
high-entropy boride; HEB
high-entropy nitride
high-entropy metallic glass; high-entropy bulk metallic glass, HE-BMG
lightweight high-entropy alloy; LWHEA
Cantor alloy
stainless steel; austenitic stainless steel, SS
superalloy; nickel-based superalloy
steel
coating; thin film
composite; metal matrix composite
"""
_CONDITIONS = """
cryogenic temperature; cryogenic
elevated temperature; high temperature
as-cast state; as-cast
"""

_TABLES = {
    "property": _PROPERTIES,
    "phase": _PHASES,
    "process": _PROCESSES,
    "method": _METHODS,
    "mechanism": _MECHANISMS,
    "class": _CLASSES,
    "condition": _CONDITIONS,
}


#: Names of sorts of phases, which go with the name of a phase.
_SORTS = frozenset(
    "intermetallic,solid solution,dual phase,eutectic,carbide,nitride,oxide,boride,silicide"
    ",passive film,precipitate,dendrite,interdendritic,lamellar".split(",")
)


@dataclass(frozen=True, slots=True)
class Term:
    """A notion of the field: its usual name, its kind and every form it is written in."""

    name: str
    kind: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """The term `name` where it stands at [start, end) of the searched text."""

    name: str
    kind: str
    text: str
    start: int
    end: int


def _read_tables() -> Iterator[Term]:
    for kind, table in _TABLES.items():
        for line in table.strip().replace("\n ", " ").split("\n"):
            name, _, others = line.partition("; ")
            yield Term(name, kind, (name, *(others.split(", ") if others else ())))


_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_GAP = re.compile(r"[\s\-–‐‑]{1,2}")
_TIGHT_GAPS = frozenset("-–‐‑")
_SPELLINGS = (
    ("isation", "ization"),
    ("ised", "ized"),
    ("ising", "izing"),
    ("centred", "centered"),
    ("vapour", "vapor"),
    ("ageing", "aging"),
)
# Told apart by their spelling: σ0.2, γ′ and P/M; YS, L12 and L-PBF; all the rest are words.
_IS_SYMBOL = re.compile(r"[_/′₂₃]|'$|’$|\d\.\d|^[σγΔ][A-Za-z]+$")
_IS_ABBREVIATION = re.compile(r"(?=.*(?:[A-Z].*[A-Z]|\d))[A-Za-z\d]{2,}|[A-Z]{1,3}-[A-Z]{2,4}")
_LONGEST = 6  # words in the longest form

TERMS: tuple[Term, ...] = tuple(_read_tables())


@lru_cache(maxsize=4096)
def find_terms(text: str) -> tuple[Mention, ...]:
    """The field's terms in the order of the text; of those that overlap the longest."""
    words = [match.span() for match in _WORD.finditer(text)]
    plain = [_normal(text[start:end]) for start, end in words]
    found = [*_symbols(text)]
    at = 0
    while at < len(words):
        begins = plain[at] in _INDEX.beginnings or not text[words[at][0] : words[at][1]].islower()
        if begins and (match := _longest(text, words, plain, at)):
            term, last = match
            start, end = words[at][0], words[last][1]
            found.append(Mention(term.name, term.kind, text[start:end], start, end))
            at = last
        at += 1
    return tuple(_without_overlaps(found))


def is_phase(term: Mention) -> bool:
    """Whether a term names a certain phase, not a sort of phases."""
    return term.kind == "phase" and term.name not in _SORTS


def expand(name: str) -> tuple[str, ...]:
    """Every form of the term that is called `name` in any of its forms; else just the name."""
    mentions = find_terms(name)
    if len(mentions) == 1 and mentions[0].text == name.strip():
        return _BY_NAME[mentions[0].name].forms
    return (name,)


@lru_cache(maxsize=16384)
def _normal(word: str) -> str:
    """A word in lower case, singular and US spelling, to compare with other such words only."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("sses"):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for uk, us in _SPELLINGS:
        if uk in word:
            word = word.replace(uk, us)
    return word


def _abbreviation(word: str) -> str:
    """HEA for HEAs and HEA's; FCC for FCC1 and FCC2, as phases of one structure are numbered."""
    word = word.replace("’", "'").removesuffix("'s")
    if word.endswith("s") and word[:-1].isupper():
        word = word[:-1]
    if word[:-1] in ("FCC", "BCC", "HCP") and word[-1].isdigit():
        word = word[:-1]
    return word


@dataclass(frozen=True, slots=True)
class _Index:
    words: Mapping[str, Term]  # normal words, run together
    abbreviations: Mapping[str, Term]  # as written, hyphens left out
    symbols: Mapping[str, Term]  # exactly as written
    beginnings: frozenset[str]  # of keys of the first two, for giving up early


def _index() -> _Index:
    words: dict[str, Term] = {}
    abbreviations: dict[str, Term] = {}
    symbols: dict[str, Term] = {}
    beginnings: set[str] = set()
    for term in TERMS:
        for form in term.forms:
            parts = [match.group() for match in _WORD.finditer(form)]
            if _IS_SYMBOL.search(form):
                symbols[form] = term
                continue
            if _IS_ABBREVIATION.fullmatch(form):
                abbreviations["".join(parts)] = term
            else:
                parts = [_normal(part) for part in parts]
                words["".join(parts)] = term
            beginnings.update(accumulate(parts))
    return _Index(words, abbreviations, symbols, frozenset(beginnings))


_INDEX = _index()
_BY_NAME = {term.name: term for term in TERMS}
_SYMBOL = re.compile(
    r"(?<!\w)(?:{})(?![\w′'])".format(
        "|".join(re.escape(form) for form in sorted(_INDEX.symbols, key=len, reverse=True))
    )
)


def _symbols(text: str) -> Iterator[Mention]:
    for match in _SYMBOL.finditer(text):
        term = _INDEX.symbols[match.group()]
        yield Mention(term.name, term.kind, match.group(), *match.span())


def _longest(
    text: str, words: list[tuple[int, int]], plain: list[str], first: int
) -> tuple[Term, int] | None:
    """The longest term that begins with word number `first`, and the number of its last word."""
    found: tuple[Term, int] | None = None
    normal = written = ""
    tight = True
    for last in range(first, min(first + _LONGEST, len(words))):
        start, end = words[last]
        if last > first:
            gap = text[words[last - 1][1] : start]
            if not _GAP.fullmatch(gap):
                break
            tight = tight and gap in _TIGHT_GAPS
        normal += plain[last]
        written += text[start:end]
        short = _abbreviation(written) if tight else ""
        if term := _INDEX.words.get(normal) or _INDEX.abbreviations.get(short):
            found = term, last
        if normal not in _INDEX.beginnings and short not in _INDEX.beginnings:
            break
    return found


def _without_overlaps(found: list[Mention]) -> Iterator[Mention]:
    end = 0
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if mention.start >= end:
            yield mention
            end = mention.end
