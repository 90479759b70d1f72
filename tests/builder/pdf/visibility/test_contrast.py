"""Colours are told apart by their lightness as WCAG measures it, or by a strong hue."""

import pytest

from builder.pdf.visibility.contrast import WHITE, colour_of, effective_ink, stands_out


@pytest.mark.parametrize("ink", [0x000000, 0x808080, 0xCCCCCC, 0xFF0000, 0xFFFF00, 0x00FFFF])
def test_what_print_uses_stands_out_on_paper(ink: int) -> None:
    assert stands_out(colour_of(ink), WHITE)


@pytest.mark.parametrize("ink", [0xFFFFFF, 0xEFFFFF, 0xF0F0F0, 0xE6E6E6, 0xFFFFE0, 0xDCDCDC])
def test_what_is_nearly_paper_does_not(ink: int) -> None:
    assert not stands_out(colour_of(ink), WHITE)


def test_opacity_lets_the_ground_through() -> None:
    assert effective_ink((0, 0, 0), 0.5, WHITE) == (128, 128, 128)
    assert not stands_out(effective_ink((0, 0, 0), 0.02, WHITE), WHITE)
    assert not stands_out((10, 10, 10), (30, 20, 20))
