"""Decide whether ink can be told from its ground."""

from functools import cache

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

WHITE: Colour = (255, 255, 255)

#: Print has at least this contrast ratio as WCAG 2.2 defines it (4.5 is what it asks of text on a
#: screen): light grey #CCC on white has 1.61, #E6E6E6 has 1.25.
_LEAST_RATIO = 1.5
#: Inks as light as their ground are told from it by their hue, where a channel differs by so much.
_LEAST_HUE = 128


def colour_of(srgb: int) -> Colour:
    """Return the channels of a colour that is written as one number, as MuPDF does."""
    return srgb >> 16 & 255, srgb >> 8 & 255, srgb & 255


def effective_ink(ink: Colour, alpha: float, ground: Colour) -> Colour:
    """Return the colour that ink of an opacity of 0 to 1 has on its ground."""
    red, green, blue = (
        round(over * alpha + under * (1 - alpha)) for over, under in zip(ink, ground, strict=True)
    )
    return red, green, blue


@cache
def stands_out(ink: Colour, ground: Colour) -> bool:
    """Return whether a reader sees text of one colour on a ground of another."""
    if max(abs(one - other) for one, other in zip(ink, ground, strict=True)) >= _LEAST_HUE:
        return True
    one, other = _luminance(ink) + 0.05, _luminance(ground) + 0.05
    return max(one, other) / min(one, other) >= _LEAST_RATIO


def _luminance(colour: Colour) -> float:
    """Return the relative luminance of an sRGB colour, 0 to 1, as WCAG 2.2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
