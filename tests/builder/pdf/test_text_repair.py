"""Words broken at a line's end are mended, damaged characters repaired."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.pdf.text_repair import join_lines, repair, words_of

NEARBY = words_of(
    ["lithium-ion cells", "the grain size", "a boundary", "nonequilibrium", "microstructure here"]
)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["micro-", "structure"], "microstructure"),
        (["precip-", "itation"], "precipitation"),
        (["high-", "entropy alloys"], "high-entropy alloys"),
        (["two-", "phase"], "two-phase"),
        (["strong-", "ly"], "strongly"),
        (["the Ti-", "Zr system"], "the Ti-Zr system"),
        (["X-", "ray"], "X-ray"),
        (["HEA-", "based"], "HEA-based"),
        (["edge-", "aware"], "edge-aware"),
        (["lithium-", "ion"], "lithium-ion"),
        (["grain-", "boundary"], "grain-boundary"),
        (["non-", "equilibrium"], "nonequilibrium"),
        (["energy-", "and temperature-dependent"], "energy- and temperature-dependent"),
        (["ductil\xad", "ity"], "ductility"),
        (["a LC-MS/", "MS run"], "a LC-MS/MS run"),
        (["comprising 70.", "51 % of it"], "comprising 70.51 % of it"),
        (["one", "", "two"], "one two"),
    ],
)
def test_broken_words_are_mended_and_compounds_keep_their_hyphen(
    lines: list[str], text: str
) -> None:
    assert join_lines(lines, NEARBY) == text


@pytest.mark.parametrize(
    ("lines", "elsewhere", "text"),
    [
        (["CoCrFe\xad", "MnNi"], "", "CoCrFeMnNi"),
        (["CoCrFe-", "MnNi"], "the CoCrFeMnNi alloy", "CoCrFeMnNi"),
        (["CoCrFe-", "MnNi"], "", "CoCrFe-MnNi"),
        (["Al0.3CoCr-", "FeNi"], "cast Al0.3CoCrFeNi", "Al0.3CoCrFeNi"),
        (["(Ti0.5Zr0.5)-", "Nb"], "of (Ti0.5Zr0.5)Nb", "(Ti0.5Zr0.5)Nb"),
        (["Ti\xad", "Zr"], "in the Ti-Zr system", "Ti-Zr"),
        (["Ti\xad", "Zr"], "in the Ti\xadZr system", "Ti-Zr"),
        (["Ti-", "6Al-4V"], "", "Ti-6Al-4V"),
        (["Fe-", "based"], "", "Fe-based"),
        (["In-", "formation"], "", "Information"),
    ],
)
def test_a_broken_formula_is_joined_as_it_is_written_elsewhere(
    lines: list[str], elsewhere: str, text: str
) -> None:
    assert join_lines(lines, words_of([elsewhere])) == text


@given(st.lists(st.sampled_from(["Al", "Co", "Cr2", "Fe", "Ni0.5", "(TiZr)"]), min_size=3))
def test_a_formula_broken_anywhere_is_whole_where_it_stands_elsewhere(parts: list[str]) -> None:
    whole = "".join(parts)[:38]
    for at in range(1, len(parts)):
        head = "".join(parts[:at])
        if len(head) < len(whole) and whole[len(head)].isupper():
            lines = [f"the {head}-", whole[len(head) :]]
            assert join_lines(lines, words_of([f"this {whole} is"])) == f"the {whole}"


@pytest.mark.parametrize(
    "hostile", ["Co" * 50_000, "(" * 100_000, "A1.5" * 25_000, "\ue0a1" * 9_999]
)
def test_hostile_text_takes_no_time(hostile: str) -> None:
    start = time.perf_counter()
    repair(join_lines([hostile + "-", hostile], words_of([hostile])), {"x"})
    assert time.perf_counter() - start < 2


def test_a_private_glyph_without_letters_beside_it_is_no_ligature() -> None:
    assert repair("Tc=\ue5ab1.67 K", {"ti", "fi"}) == "Tc=1.67 K"


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("speciﬁc eﬀect", "specific effect"),
        ("\uf061 and \uf073 phases at 20 \uf0b0C \uf0b1 2", "α and σ phases at 20 °C ± 2"),
        ("speci\ue103cally", "specifically"),
        ("19.67∘C and 25 ◦C and 30 ºC", "19.67°C and 25 °C and 30 °C"),
        ("𝛽-sitosterol, 414 𝜇g", "β-sitosterol, 414 μg"),
        ("Al₀.₃CoCrFeNi", "Al0.3CoCrFeNi"),
        ("10⁻³ s⁻¹", "10^−3 s−1"),
        ("5 cm²", "5 cm2"),
        ("MÃ¼ller’s resultsâ€”all", "Müller’s results—all"),
        ("Amap´a and Bele´m", "Amapá and Belém"),
        ("p-\xadmentha", "p-mentha"),
        ("red\x07 \x1b[31mtext\x85\u202e", "red [31mtext"),
        ("Co\u2060Cr\ufe0fFe\u200bNi", "CoCrFeNi"),
        ("a\ue09der", "after"),
        ("a  b\tc\n d", "a b c d"),
    ],
)
def test_damaged_characters_are_repaired(damaged: str, whole: str) -> None:
    assert repair(damaged) == whole


def test_an_unknown_ligature_is_guessed_from_words_nearby() -> None:
    assert repair("re\ue5abow", {"reflow"}) == "reflow"


def test_digits_without_an_end_before_a_hyphen_cost_no_time() -> None:
    begun = time.process_time()
    join_lines([f"The alloy Aa1.{'1' * 26}!-", "Co2 is."])
    assert time.process_time() - begun < 1
