"""Everyday words are read as the field's, and it is said."""

import pytest

from answer.question.parse import parse_question
from answer.question.wording.mending import mend


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Which HEA is the stretchiest?", "Which HEA has the highest tensile ductility?"),
        ("the stretchiest HEA film", "the highest tensile ductility HEA film"),
        ("Which films are the ductilest?", "Which films have the highest ductility?"),
        ("How springy was TiNbZr after aging?", "what elastic modulus had TiNbZr after aging?"),
        ("Is CrCoNi stretchier than CoNi?", "Is CrCoNi higher tensile ductility than CoNi?"),
        (
            "Which one stretches farthest before it breaks?",
            "Which one has the highest tensile ductility?",
        ),
        ("Which alloy can be bent furthest?", "Which alloy has the highest ductility?"),
        ("How far did CoNiV stretch until fracture?", "what tensile ductility had CoNiV ?"),
        ("how much does MoNbTi weigh", "what density has MoNbTi "),
        ("How quickly does CoCrNi rust?", "what corrosion rate has CoCrNi ?"),
        ("Which glass is hardest to scratch?", "Which glass has the highest hardness?"),
        ("What resists rust best?", "What is the most corrosion-resistant?"),
        ("Which coating wears away the most?", "Which coating is the least wear-resistant?"),
        ("rustproof HEA coatings", "corrosion-resistant HEA coatings"),
        ("Does it withstand rust?", "Does it withstand corrosion?"),
        ("At what strain did CoCrNi break at 77 K?", "what fracture strain had CoCrNi  at 77 K?"),
        ("How much strain can it take before it fails?", "what fracture strain have it ?"),
        ("Which stress does CoNiV fracture at?", "what fracture strength has CoNiV ?"),
        ("At what stress does CoNiV yield?", "what yield strength has CoNiV ?"),
        ("At which temperature does NbTiZr melt?", "what melting point has NbTiZr ?"),
        ("At what temperature does it start to melt?", "what solidus temperature has it ?"),
        ("At what temperature does it melt fully?", "what liquidus temperature has it ?"),
        ("At what temperature does it lose its magnetism?", "what Curie temperature has it ?"),
        ("At what potential does it begin to pit?", "what pitting potential has it ?"),
        ("What does CoNiV cost per kg?", "what price has CoNiV ?"),
        ("What does MoNbTi weigh?", "what density has MoNbTi ?"),
        ("How rough is the CoCrNi film?", "what surface roughness has the CoCrNi film?"),
    ],
)
def test_everyday_words_are_read_as_the_field_s(text: str, meant: str) -> None:
    assert mend(text).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "Of the three coatings which wears least: plain, nitrided or boronised?",
        "How far does the melt pool reach?",
        "trustworthy values of hardness",
        "What does Mo do in low-cost alloys?",
        "At which temperature was the melt poured?",
        "At what strain do twins appear before it breaks?",
        "the rust layer on weathering steel",
    ],
)
def test_other_senses_are_left_alone(text: str) -> None:
    assert mend(text).text == text


@pytest.mark.parametrize(
    ("text", "extreme", "measures"),
    [
        ("Which HEA bends most before it cracks?", "highest", ("ductility", "elongation")),
        ("Which alloy corrodes least?", "lowest", ("corrosion rate", "corrosion current density")),
        ("Which alloy wears most?", "highest", ("wear rate",)),
        ("Which alloy conducts heat best?", "highest", ("thermal conductivity",)),
    ],
)
def test_verbs_ask_for_an_end_of_the_values(
    text: str, extreme: str, measures: tuple[str, ...]
) -> None:
    asked = parse_question(text)
    assert (asked.intent, asked.extreme, asked.measures) == ("superlative", extreme, measures)


def test_what_was_read_is_told_without_what_fell_away() -> None:
    asked = parse_question("How far does CrCoNi stretch at 77 K?")
    assert asked.read_as == ("How far does → what tensile ductility has",)


@pytest.mark.parametrize(
    "text", ["how far does " * 8_000, "is the most " * 9_000, "stretches " * 10_000]
)
def test_nothing_stalls_it(text: str) -> None:
    assert mend(text).text
