"""Raised and lowered glyphs are written out as databases write them."""

import pytest

from builder.pdf.glyphs import Run, plain_text, unstack


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
        ([("700 ", 0), ("o", 1), ("C", 0)], "700 °C"),
        ([("700", 0), ("o", 1), ("C", 0)], "700°C"),
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


def test_a_line_is_cut_into_stretches_of_one_level() -> None:
    runs = [
        Run("Al", 10, 100, 50, 60, False, False),
        Run("0", 6.5, 102, 60, 63, False, False),
        Run(".", 6.5, 102, 63, 65, False, False),
        Run("3", 6.5, 102, 65, 68, False, False),
        Run("CoCrFeNi at 10", 10, 100, 68, 130, False, False),
        Run("−3", 6.5, 96, 130, 137, False, False),
    ]
    assert unstack(runs, 10, 100) == [(0, "Al"), (-1, "0.3"), (0, "CoCrFeNi at 10"), (1, "−3")]
