"""Language is told from gibberish by its commonest words and by its letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.text.known_words import known_share, reads_as_language

SENTENCES = [
    "The yield strength of the alloy rises on cooling because twins form in the grains.",
    "Samples were annealed at 1100 °C for 24 h and quenched in water before they were tested.",
    "Die Streckgrenze der Legierung nimmt mit sinkender Temperatur zu und die Dehnung bleibt hoch.",
    "La limite d'élasticité de cet alliage est plus grande que celle des aciers à haute teneur.",
    "El límite elástico de la aleación aumenta con el contenido de aluminio hasta un máximo.",
]
NAMES = "Maria Rossi, Jan de Vries, Akira Tanaka, Elena Petrova, Juan Garcia, Li Wei, Anna Nowak"
FORMULAS = "CoCrFeNi AlCoCrFeNi NbMoTaW HfNbTaTiZr CrMnFeCoNi VNbMoTaW Fe2O3 MgH2 LaNi5 TiFe"


@pytest.mark.parametrize("text", [*SENTENCES, NAMES, FORMULAS, "高熵合金的屈服强度随温度"])
def test_language_names_and_formulas_are_no_gibberish(text: str) -> None:
    assert reads_as_language(text)


@pytest.mark.parametrize(
    "text",
    [
        r"7KH \LHOG VWUHQJWK RI WKH DOOR\ ZDV PHDVXUHG DW 77 . DQG DJDLQ DW 298 .",
        """!\" #$%&' ()\" *+,- ./: ;<=> #$? @!\" [\\] ^_` {|} *+? !\"~ ()* $%& <=>? -./""",
        "\x13\x14\x15 \x11\x12 \x01\x02\x03\x04 \x05\x06 \x07\x08\x0e \x0f\x10 \x16\x17 \x18\x19",
    ],
)
def test_glyph_numbers_are_gibberish(text: str) -> None:
    assert not reads_as_language(text)


@given(st.permutations(SENTENCES), st.sampled_from([-31, -30, -29, -28, -27]))
def test_text_of_shifted_codes_is_gibberish(sentences: list[str], shift: int) -> None:
    text = " ".join(sentences)
    shifted = "".join(chr(ord(c) + shift) if "A" <= c <= "z" else c for c in text)
    assert reads_as_language(text)
    assert not reads_as_language(shifted)


def test_a_share_is_given_where_there_are_words_enough() -> None:
    assert known_share("A few words") is None
    assert known_share(SENTENCES[0]) == pytest.approx(0.46, abs=0.15)
