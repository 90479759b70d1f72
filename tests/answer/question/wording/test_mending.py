"""Notation and spelling are mended, and it is said."""

import pytest

from answer.question.parse import parse_question
from answer.question.wording.mending import mend

ENGLISH = frozenset(
    "phrase sheer happen happens under made does what with after bread neutral".split()
)


def knows(word: str) -> bool:
    return word in ENGLISH


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("yeild strenght of CrCoNi", "yield strength of CrCoNi"),
        ("hardnes after annealling", "hardness after annealing"),
        ("corrossion resistence", "corrosion resistance"),
        ("fracure toughnes", "fracture toughness"),
        ("chromum content", "chromium content"),
        ("hydrogin embritlement", "hydrogen embrittlement"),
        ("stacking fault enery", "stacking fault energy"),
        ("eutetic alloy", "eutectic alloy"),
    ],
)
def test_misspelled_words_of_the_field_are_mended(text: str, meant: str) -> None:
    assert mend(text, knows).text == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hardness after an hour at 500 °C", "hardness after 1 h at 500 °C"),
        ("which alloy formed a second phase in an hour of milling", None),
        ("Hv of CrCoNi", "hardness of CrCoNi"),
        ("hardness in HV of CrCoNi", None),
        ("250 HV for CrCoNi", None),
        ("crystal struct. of CrCoNi", "crystal structure of CrCoNi"),
        ("max. temp. of oxidation", "max. temperature of oxidation"),
        ("effect of AlTi content", "effect of Al and Ti content"),
        ("effect of NiAl content", None),
        ("effect of CN content", None),
    ],
)
def test_short_notation_is_read(text: str, meant: str | None) -> None:
    assert mend(text).text == (meant or text)


def test_words_mended_one_behind_the_other_are_told_together() -> None:
    asked = parse_question("yeild strenght of Al0,6CoCrFe2Ni at 600 C?", knows)
    assert asked.properties == ("yield strength",)
    assert [alloy.text for alloy in asked.alloys] == ["Al0.6CoCrFe2Ni"]
    assert [condition.text for condition in asked.conditions] == ["600 °C"]
    assert asked.read_as == (
        "yeild strenght → yield strength",
        "Al0,6CoCrFe2Ni → Al0.6CoCrFe2Ni",
        "600 C → 600 °C",
    )


@pytest.mark.parametrize(
    "text",
    [
        "In which phrase does sheer happen?",
        "bread in a neutral oven",
        "Hall-Petch, Taguchi and Johnson-Cook",
        "homogenised and homogenized CoCrFeNi",
        "Behaviour of AlCoCrFeNi2.1 in H2SO4",
        "castings, elongations and entropies",
        "CoCrFeNi with 5 C and 12 F",
        "0.5 C and 2 at.% C",
        "carbon steel 1045 Cr",
    ],
)
def test_known_words_formulas_and_names_are_left_alone(text: str) -> None:
    assert mend(text, knows) == mend(text, None)
    assert mend(text, knows).text == text
    assert not mend(text, knows).read_as


@pytest.mark.parametrize("text", ["hallo", "hello", "hullo"])
def test_a_greeting_is_no_plural_of_a_name(text: str) -> None:
    assert mend(text, lambda _: False).text == text


def test_an_ending_that_sounds_alike_is_mended_though_its_stem_stands_in_the_corpus() -> None:
    asked = parse_question(
        "corosion resistence of resistant CoCrFeNi", lambda word: "resist" in word
    )
    assert asked.read_as == ("corosion resistence → corrosion resistance",)


def test_spelling_is_left_alone_where_the_words_of_the_corpus_are_unknown() -> None:
    assert mend("yeild strenght", None).text == "yeild strenght"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("creep at 700F", "creep at 700 °F"),
        ("SPS at 1100 C for 10 min", "SPS at 1100 °C for 10 min"),
        ("hardness from 25 C to -196 C", "hardness from 25 °C to -196 °C"),
        ("uts and sfe at LN2", "UTS and SFE at liquid-nitrogen temperature"),
        ("CoCrFeNiAl0,3?", "CoCrFeNiAl0.3?"),
        ("YS of CoCrNi2 with Al0.2Ti0.2", "YS of CoCrNi2Al0.2Ti0.2"),
        ("an Al0.2Ti0.2 CoCrNi2 coating", "an CoCrNi2Al0.2Ti0.2 coating"),
        ("joint of CoCrNi with Ti6Al4V", "joint of CoCrNi with Ti6Al4V"),
        (
            "higher strain rate -> ductility of CoCrNi",
            "higher strain rate effect on ductility of CoCrNi",
        ),
    ],
)
def test_notation_is_read_as_papers_write(text: str, meant: str) -> None:
    assert mend(text).text == meant


@pytest.mark.parametrize("text", ["", "a" * 100_000, "Al0,3" * 20_000, "600 C " * 10_000])
def test_nothing_breaks_or_stalls_it(text: str) -> None:
    assert isinstance(mend(text, knows).text, str)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("adsorbtion sites", "adsorption sites"),
        ("absorbtion lines", "absorption lines"),
        ("an aloy", "an alloy"),
        ("an alay", "an alay"),
    ],
)
def test_the_nearest_word_is_meant_and_no_other(text: str, meant: str) -> None:
    held = ENGLISH | {"sites", "lines", "an"}
    assert mend(text, held.__contains__).text == meant


def test_a_word_of_the_corpus_is_meant_where_it_is_nearer() -> None:
    held = {"hard", "in", "tensible"}
    assert mend("tensiblle", held.__contains__).text == "tensible"
    assert mend("tensiblle", ENGLISH.__contains__).text == "tensile"
