"""Plain text for the reader of formulas: the same length, one character for one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.materials.formulas.markup import plain_characters, plain_formulas


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Al₀.₃CoCrFeNi", "Al0.3CoCrFeNi"),
        ("Alₓ", "Alx"),
        ("Fe₅₀₋ₓMnₓ", "Fe50-xMnx"),
        ("Fe–30Mn", "Fe-30Mn"),
        ("CoCrFeNi\u00a0alloy", "CoCrFeNi alloy"),
    ],
)
def test_subscripts_dashes_and_spaces_become_plain(text: str, plain: str) -> None:
    assert plain_characters(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Al$_{0.3}$CoCr", "Al0.3CoCr"),
        ("Al<sub>2</sub>O", "Al2O"),
        ("Al<mml:sub>2</mml:sub>O", "Al2O"),
        ("$\\mathrm{CoCrFeNi}$", "CoCrFeNi"),
        ("Al$_{\\rm 0.3}$Co", "Al0.3Co"),
        ("Al~0.3~Co", "Al0.3Co"),
        ("Al_0.3_Co", "Al0.3Co"),
        ("{AlCoCrFeNi}$_{2.1}$", "AlCoCrFeNi2.1"),
        ("AlCoCrFeNi $ _{2.1} $ alloy", "AlCoCrFeNi2.1 alloy"),
        ("AlCoCrFeNi $_{2.1}$ HEA", "AlCoCrFeNi2.1 HEA"),
        ("Al $ _{0.3} $ Co $_{1.5}$ CrFeNi", "Al0.3Co1.5CrFeNi"),
        ("{CoCrNi}94Al6", "(CoCrNi)94Al6"),
        ("$\\{CoCrNi\\}_{94}$Al6", "(CoCrNi)94Al6"),
        ("Al\n      0.5\n      CoCr", "Al0.5CoCr"),  # text taken out of XML
        ("200    HV", "200 HV"),
        ("a_b", "a_b"),
    ],
)
def test_markup_is_taken_out(text: str, plain: str) -> None:
    assert plain_formulas(text).text == plain


@pytest.mark.parametrize(
    "character", "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\ufeff\u00ad\ufe0f\0"
)
def test_what_nobody_sees_is_taken_out(character: str) -> None:
    text = f"the {character}C{character}oCrFe{character}MnNi{character} alloy"
    plain = plain_formulas(text)
    assert plain.text == "the CoCrFeMnNi alloy"
    start, end = plain.span(4, 14)
    assert text[start:end] == f"C{character}oCrFe{character}MnNi"


@pytest.mark.parametrize("mark", [*"·⋅∙‧•･・˙٫", "\\cdot "])
def test_decimal_marks_become_points(mark: str) -> None:
    assert plain_formulas(f"Al0{mark}5Co").text == "Al0.5Co"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("AlCoCrFeNi2,1", "AlCoCrFeNi2.1"),
        ("(CoCr)0,5Ni", "(CoCr)0.5Ni"),
        ("Fe-30,5Mn", "Fe-30.5Mn"),
        ("Ti1,2,3", "Ti1,2,3"),
        ("Ti1,2 and 3", "Ti1,2 and 3"),
        ("Co20, 5 mm", "Co20, 5 mm"),
        ("CuSO4·5H2O", "CuSO4·5H2O"),
        ("Fe·Mn·Co", "Fe-Mn-Co"),
        ("x = 0, 0,3", "x = 0, 0,3"),
    ],
)
def test_a_comma_is_a_decimal_mark_only_within_a_formula(text: str, plain: str) -> None:
    assert plain_formulas(text).text == plain


def test_cyrillic_letters_count_only_beside_latin_ones() -> None:
    assert plain_formulas("СоCrFеNi").text == "CoCrFeNi"
    assert plain_formulas("СОК").text == "СОК"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("cocrfemnni", "CoCrFeMnNi"),
        ("al0.3cocrfeni", "Al0.3CoCrFeNi"),
        ("al0·3cocrfeni", "Al0.3CoCrFeNi"),
        ("nb-mo-ta-w alloys", "Nb-Mo-Ta-W alloys"),
        ("cocr", "cocr"),  # too short to be told from a word
        ("cotinicoti", "cotinicoti"),  # an element twice
        ("condition", "condition"),
    ],
)
def test_formulas_in_lower_case_get_their_capitals(text: str, plain: str) -> None:
    assert plain_formulas(text).text == plain


@given(st.text(alphabet="CoAl$_{}\\mathrm<sub>/0.3x₀– ci\u200b·,~\0\n", max_size=40))
def test_every_character_leads_back_to_its_place(text: str) -> None:
    plain = plain_formulas(text)
    assert len(plain.origins) == len(plain.text) + 1
    assert list(plain.origins) == sorted(set(plain.origins))
    assert plain.origins[len(plain.text)] == len(text)
    for place, character in enumerate(plain.text):
        if character.isalnum():
            assert plain_characters(text[plain.origins[place]]).lower() == character.lower()
        start, end = plain.span(place, place + 1)
        assert 0 <= start <= plain.origins[place] < end <= len(text)


@pytest.mark.parametrize(
    "piece", ["{", "~", "Al0,", "а", "\u200b", " ", "$_{", "<", "1", "Co ", "_", "\\", "A", "(x = "]
)
def test_long_runs_are_read_in_no_time(piece: str) -> None:
    started = time.process_time()
    plain_formulas(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 2
