"""Any composition, in any writing, is read as itself; what is no formula is none."""

import itertools
import os
import random
import time
from math import fsum

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builder.materials.alloys import find_alloys

ELEMENTS = "Al Co Cr Cu Fe Hf Mn Mo Nb Ni Si Ta Ti V W Zr Sn Zn Mg Re Pd".split()
EXAMPLES = 20_000 if os.environ.get("HEA_FAULTS") == "long" else 600
MARKS = [".", "·", "⋅", "∙", "‧", "٫", ","]
UNSEEN = ["\u200b", "\u200d", "\u2060", "\u2062", "\u00ad", "\ufeff"]
SUBSCRIPTS = str.maketrans("0123456789x", "₀₁₂₃₄₅₆₇₈₉ₓ")
DRESSES = {
    "plain": "{}",
    "unicode": "{}",
    "brace": "_{{{}}}",
    "latex": "$_{{{}}}$",
    "roman": "$_{{\\rm {}}}$",
    "html": "<sub>{}</sub>",
    "jats": "<jats:sub>{}</jats:sub>",
    "scopus": "<inf>{}</inf>",
    "tilde": "~{}~",
    "underscore": "_{}_",
}
BRACKETS = ["()", "[]", "{}"]

Composition = dict[str, float]


@st.composite
def percents(draw: st.DrawFn) -> Composition:
    """Whole or decimal per cents that add up to 100."""
    elements = draw(st.lists(st.sampled_from(ELEMENTS), min_size=3, max_size=8, unique=True))
    tenths = draw(st.sampled_from([1, 10]))
    cuts = draw(
        st.lists(st.integers(1, 100 * tenths - 1), min_size=len(elements) - 1,
                 max_size=len(elements) - 1, unique=True)
    )  # fmt: skip
    edges = [0, *sorted(cuts), 100 * tenths]
    sizes = [(b - a) / tenths for a, b in itertools.pairwise(edges)]
    return dict(zip(elements, sizes, strict=True))


@st.composite
def ratios(draw: st.DrawFn) -> Composition:
    """Ratios up to 3, of which those of 1 are not written."""
    elements = draw(st.lists(st.sampled_from(ELEMENTS), min_size=3, max_size=8, unique=True))
    size = st.sampled_from([1, 1, 1, 0.1, 0.2, 0.25, 0.3, 0.5, 0.75, 1.5, 1.25, 2, 2.1, 3])
    sizes = [draw(size) for _ in elements]
    return dict(zip(elements, sizes, strict=True))


def number(size: float, mark: str) -> str:
    return f"{size:g}".replace(".", mark)


def dressed(size: float, mark: str, dress: str) -> str:
    if size == 1:
        return ""
    written = number(size, mark)
    if dress == "unicode":
        written = written.translate(SUBSCRIPTS)
    return DRESSES[dress].format(written)


def read(text: str) -> Composition:
    [alloy] = find_alloys(text)
    pairs = zip(alloy.elements, alloy.fractions, strict=True)
    return {element: fraction for element, fraction in pairs if fraction is not None}


def shares(composition: Composition) -> Composition:
    total = fsum(composition.values())
    return {element: pytest.approx(size / total) for element, size in composition.items()}


def one_letter(composition: Composition) -> bool:
    return all(len(element) == 1 for element in composition)


@settings(max_examples=EXAMPLES, deadline=None)
@given(ratios() | percents(), st.sampled_from(MARKS), st.sampled_from([*DRESSES]), st.randoms())
def test_a_formula_reads_back_in_every_dress_and_order(
    composition: Composition, mark: str, dress: str, chance: random.Random
) -> None:
    assume(not one_letter(composition))
    parts = [element + dressed(size, mark, dress) for element, size in composition.items()]
    chance.shuffle(parts)
    written = "".join(parts)
    assert read(f"The {written} alloy was cast.") == shares(composition)
    assert read(f"Microstructure of {written}") == shares(composition)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    ratios(),
    st.sampled_from([0.2, 0.5, 0.75, 1.5, 2.5]),
    st.sampled_from(BRACKETS),
    st.sampled_from(MARKS),
    st.sampled_from([*DRESSES]),
    st.booleans(),
)
def test_a_bracket_multiplies_what_it_holds(
    composition: Composition, times: float, bracket: str, mark: str, dress: str, behind: bool
) -> None:
    # Braces with a subscript in LaTeX are LaTeX's own.
    assume(bracket != "{}" or dress in ("plain", "unicode", "html"))
    held, free = dict([*composition.items()][:2]), dict([*composition.items()][2:])
    assume(not one_letter(composition))
    assume(abs(times + fsum(free.values()) - 1) > 0.01)  # else these are shares of the whole
    inside = "".join(element + dressed(size, mark, dress) for element, size in held.items())
    group = f"{bracket[0]}{inside}{bracket[1]}{dressed(times, mark, dress)}"
    rest = "".join(element + dressed(size, mark, dress) for element, size in free.items())
    written = rest + group if behind else group + rest
    meant = {element: size * times for element, size in held.items()} | free
    assert read(f"as-cast {written} samples") == shares(meant)


@settings(max_examples=EXAMPLES, deadline=None)
@given(percents(), st.integers(2, 4), st.sampled_from(BRACKETS), st.sampled_from(MARKS))
def test_a_bracket_of_per_cents_is_a_share(
    composition: Composition, held: int, bracket: str, mark: str
) -> None:
    elements = [*composition]
    assume(held < len(elements) and not one_letter(composition))
    inside, free = elements[:held], elements[held:]
    share = fsum(composition[element] for element in inside)
    group = f"{bracket[0]}{''.join(inside)}{bracket[1]}{number(round(share, 6), mark)}"
    written = group + "".join(f"{one}{number(composition[one], mark)}" for one in free)
    assume(all(composition[one] != 1 for one in free))
    meant = dict.fromkeys(inside, share / held) | {one: composition[one] for one in free}
    assert read(f"The {written} alloy") == shares(meant)


@settings(max_examples=EXAMPLES, deadline=None)
@given(percents(), st.sampled_from(MARKS), st.sampled_from("-–‐‑−"), st.booleans(), st.booleans())
def test_a_chain_of_per_cents_reads_back(
    composition: Composition, mark: str, dash: str, before: bool, balance: bool
) -> None:
    assume(not one_letter(composition))
    (head, size), *links = composition.items()
    parts = [
        f"{number(size, mark)}{element}" if before else f"{element}{number(size, mark)}"
        for element, size in ([] if balance and before else [(head, size)]) + links
    ]
    written = dash.join([head, *parts] if balance and before else parts)
    assert read(f"The {written} alloy") == shares(composition)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    percents(),
    st.sampled_from(["at.%", "at%", "at. %", "mol%", "atomic %", "at.pct", "atomic per cent"]),
    st.sampled_from(["behind", "before", "once", "balance", "chain"]),
    st.sampled_from([", ", "; ", " and "]),
)
def test_a_list_of_per_cents_reads_back(
    composition: Composition, unit: str, form: str, separator: str
) -> None:
    (head, _), *links = composition.items()
    parts = {
        "behind": [f"{one} {size:g} {unit}" for one, size in composition.items()],
        "before": [f"{size:g} {unit} {one}" for one, size in composition.items()],
        "once": [f"{one} {size:g}" for one, size in composition.items()],
        "balance": [f"{size:g} {unit} {one}" for one, size in links] + [f"balance {head}"],
        "chain": [head] + [f"{size:g}{unit} {one}" for one, size in links],
    }[form]
    written = ("-" if form == "chain" else separator).join(parts)
    written += f" ({unit})" if form == "once" else ""
    assert read(f"It holds {written}.") == shares(composition)


@settings(max_examples=EXAMPLES, deadline=None)
@given(ratios(), st.sampled_from(MARKS[:-1]), st.booleans())
def test_elements_apart_read_back(composition: Composition, mark: str, glued: bool) -> None:
    assume(len(composition) >= 4)
    first, *_, last = composition
    # A number at the end may count what follows it.
    composition |= {first: 0.5, last: 1}
    gap = "" if glued else " "
    parts = [
        one + (gap + number(size, mark) if size != 1 else "") for one, size in composition.items()
    ]
    assert read(f"The {' '.join(parts)} alloy") == shares(composition)


@settings(max_examples=EXAMPLES // 3, deadline=None)
@given(ratios(), st.lists(st.sampled_from(UNSEEN), min_size=1, max_size=4), st.randoms())
def test_what_nobody_sees_changes_nothing(
    composition: Composition, unseen: list[str], chance: random.Random
) -> None:
    assume(not one_letter(composition))
    written = "".join(one + dressed(size, ".", "plain") for one, size in composition.items())
    for character in unseen:
        place = chance.randrange(len(written) + 1)
        written = written[:place] + character + written[place:]
    text = f"The {written} alloy"
    assert read(text) == shares(composition)
    [alloy] = find_alloys(text)
    assert text[alloy.start : alloy.end] == alloy.text == written.strip("".join(UNSEEN))


@settings(max_examples=EXAMPLES // 3, deadline=None)
@given(ratios(), st.sampled_from("?'^`¤§¿\ufffd\x02\x10"), st.randoms())
def test_a_formula_with_a_lost_mark_is_no_other_one(
    composition: Composition, lost: str, chance: random.Random
) -> None:
    decimals = [one for one, size in composition.items() if f"{size:g}".count(".")]
    assume(decimals and not one_letter(composition))
    broken = chance.choice(decimals)
    written = "".join(
        one + dressed(size, lost if one == broken else ".", "plain")
        for one, size in composition.items()
    )
    assert find_alloys(f"The {written} alloy") == ()


NO_FORMULAS = """
SEM, EBSD, TEM, EDS, XRD, APT, FCC, BCC, HCP, L12, B2, D0_22, DO3, C14, HEA, HEAs, MPEA, CCA, RHEA
MPa, GPa, HV, HV0.5, HRC, kJ/mol, J/(mol K), W/(m K), MPa·m1/2, 10−3 s−1, 5 K/s, 3.5 V, mm/min, kN
In situ, In addition, As shown, As-cast, No change, At 77 K, He and I, Be careful, Si et al., On Co
SHPB, SPS, LPBF, L-PBF, PBF-LB/M, DED, HIP, HPT, ECAP, UTS, YS, SFE, TRIP, TWIP, GND, KAM, CALPHAD
HEA-1, HEA-2, A1, A2, S3, S0, M1, Nb0.2, Ti0.2, Ta0.5, Mo25, Al02, HSi2, HSi8, HMo0, NCo2, sample C
Intermet. 12, 41 (2004); Acta Mater. 61; Phys. Rev. B 100, 104113; JOM; PNAS; Sci. Rep.; 2020 MRS
316L, SS304, Q235, TC4, IN718, H13, 45# steel, AISI 4140, AZ31B, Inconel, 6061-T6, 0.5 M H2SO4, pH
0.6 at.% Ti, 4 at.% Al, and 3 at.% Mo; 80% Ar–20% N2; 5 wt.% and 10 wt.%; 30 % higher than Ni
Ni, Co and Cr; Al-, Mo- or Ti-doped; (Al, Ti) rich; Cr–Si phase; rich Ni–Si; Cu-rich; Ni–Ni bonds
M23C6; Fig. 2; Eq. 3; Table 1; x = 0.5; K-S; N-W; S-N; P-V; U-Th; I-V; p-n; C-type; II and IV
""".strip().splitlines()


@pytest.mark.parametrize("text", NO_FORMULAS)
def test_what_is_no_formula_names_no_alloy(text: str) -> None:
    assert [alloy.text for alloy in find_alloys(text)] == []


@pytest.mark.parametrize(
    "piece",
    [
        "Al0.5", "Al 0.5 ", "Fe 50 at.%, ", "50 at.% Fe, ", "Fe-30", "AlxCoCr (x = 1, ", "CoCrNi/",
        "CoCrNi-", "CoCrNi ", "CoCrNi with ", "coating on ", "Co(", "((", "[{(", "addition of a ",
        "a-doped ", "Fe-bal.", "3.5 % ", "Co, ", "1", "·5", "bal. ", "CoCrNi (x = ", "Al~", "Al_",
    ],
)  # fmt: skip
def test_a_long_hostile_text_is_read_in_seconds(piece: str) -> None:
    started = time.process_time()
    find_alloys(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 20
