"""What typesetting did to the text is undone."""

import pytest

from builder.pdf.text_repair import Run, join_lines, plain_text, repair, words_of


def _line(*pieces: tuple[str, int]) -> str:
    """Write a line of 10-point type from pieces on the line (0), raised (1) or lowered (-1)."""
    x, runs = 50.0, []
    for text, level in pieces:
        size = 6.5 if level else 10.0
        end = x + 0.5 * size * len(text)
        runs.append(Run(text, size, 100.0 - 3.5 * level, x, end, False, False))
        x = end
    return plain_text(runs, 10.0, 100.0)


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("Al", 0), ("0.3", -1), ("CoCrFeNi alloy", 0)], "Al0.3CoCrFeNi alloy"),
        ([("Al ", 0), ("0 . 3", -1), ("CoCrFeNi", 0)], "Al0.3CoCrFeNi"),
        ([("Al", 0), ("0", -1), (".", -1), ("3", -1), ("CoCrFeNi", 0)], "Al0.3CoCrFeNi"),
        ([("Al", 0), ("x", -1), ("CoCrFeNi", 0)], "AlxCoCrFeNi"),
        ([("M", 0), ("23", -1), ("C", 0), ("6", -1), (" carbides", 0)], "M23C6 carbides"),
        ([("rate of 10", 0), ("−3", 1), (" s", 0), ("−1", 1)], "rate of 10^−3 s−1"),
        ([("10", 0), ("–3", 1)], "10^−3"),
        ([("2 m", 0), ("2", 1), (" g", 0), ("−1", 1)], "2 m2 g−1"),
        ([("288 mA h g", 0), ("\x011", 1)], "288 mA h g−1"),
        ([("stress σ", 0), ("y", -1)], "stress σ_y"),
        ([("LC", 0), ("50", -1), (" = 2", 0)], "LC50 = 2"),
        ([("SO", 0), ("4", -1), ("2−", 1)], "SO4^2−"),
        ([("of ", 0), ("63", 1), ("Ni isotopes", 0)], "of 63Ni isotopes"),
        ([("700 ", 0), ("o", 1), ("C", 0)], "700°C"),
        ([("His", 0), ("388", 1), (" and", 0)], "His388 and"),
        ([("many alloys", 0), ("1,2", 1), (" contain", 0)], "many alloys contain"),
        ([("long life.", 0), ("1–4", 1), (" To date", 0)], "long life. To date"),
        ([("systems.", 0), ("[4]", 1), (" But", 0)], "systems. But"),
        ([("the (HEAs)", 0), ("1,2", 1), (" are", 0)], "the (HEAs) are"),
        ([("the (111)", 0), ("2", 1)], "the (111)^2"),
    ],
)
def test_scripts_are_written_out(pieces: list[tuple[str, int]], text: str) -> None:
    assert _line(*pieces) == text


def test_a_sign_set_as_two_glyphs_is_one_sign() -> None:
    runs = [
        Run("11.21 ", 9, 100, 50, 77, False, False),
        Run("+", 9, 97, 77, 83, False, False),
        Run("−", 9, 100, 77, 83, False, False),
        Run("0.74 nM", 9, 100, 86, 120, False, False),
    ]
    assert plain_text(runs, 9, 100) == "11.21 ± 0.74 nM"


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
        ("a  b\tc\n d", "a b c d"),
    ],
)
def test_damaged_characters_are_repaired(damaged: str, whole: str) -> None:
    assert repair(damaged) == whole


def test_an_unknown_ligature_is_guessed_from_words_nearby() -> None:
    assert repair("re\ue5abow", {"reflow"}) == "reflow"
