"""A bare answer is no answer where its sentence tells it of something else than is asked."""

import pytest

from answer.claims.check import check_claim
from answer.grounding.check import SUPPORTED, Source
from answer.question.parse import parse_question

PAPER = Source(
    "Coatings of AlCoCrFeNi and Mo on a steel",
    "CoCrNi coatings without Mo show a single fcc phase, while the CoCrNiMo coatings show fcc and"
    " sigma phases. At first Co and Ni were reduced. Later Ti and Zr were reduced. The CoCrNi films"
    " were deposited by magnetron sputtering. The films have a weak texture and many stacking"
    " faults. The annealed film had the best wear resistance due to the pinning of dislocations."
    " The fracture of the films is a mixture of cleavage and dimple-like rupture. After annealing"
    " the film has a strength of 500 MPa.",
)


def passes(question: str, answer: str) -> bool:
    return check_claim(answer, [PAPER], parse_question(question)).verdict == SUPPORTED


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # What is said to have what the question denies.
        ("Which coatings show no sigma phase?", "CoCrNiMo coatings"),
        # What came later.
        ("Which metals were reduced first?", "Ti and Zr"),
        # What stands beside the thing asked for.
        ("Which texture do the films have?", "many stacking faults"),
        # A cause is not the thing that has the property.
        ("What had the best wear resistance?", "the pinning of dislocations"),
        # One member of two, with the words of the other.
        ("What is the fracture of the films?", "cleavage-like rupture"),
        # What came of a treatment, where it is asked what was before.
        ("What strength does the film have before annealing?", "500 MPa"),
        # Settings are amounts.
        ("Which sputtering settings give the best films?", "magnetron sputtering"),
    ],
)
def test_what_is_told_of_something_else_is_no_answer(question: str, answer: str) -> None:
    assert not passes(question, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which metals were reduced first?", "Co and Ni"),
        ("How were the CoCrNi films deposited?", "by magnetron sputtering"),
        ("What had the best wear resistance?", "The annealed film"),
        ("What strength does the film have after annealing?", "500 MPa"),
    ],
)
def test_what_is_told_of_what_is_asked_is_kept(question: str, answer: str) -> None:
    assert passes(question, answer)


LATTICES = Source(
    "Ink printing of CoCrNi lattices",
    "A non-beam way of printing is shown here, in which inks of oxide powders are extruded and then"
    " reduced and sintered in hydrogen. A complex path of phases is seen by in-situ neutron"
    " diffraction in the filaments when the oxides are reduced. Lattices of CoCrNi with thin struts"
    " are created.",
)


def test_how_a_thing_was_looked_at_is_not_how_it_was_made() -> None:
    asked = parse_question("How are CoCrNi lattices made without a laser?")
    assert check_claim("by in-situ neutron diffraction", [LATTICES], asked).verdict != SUPPORTED


SINTERED = Source(
    "Sintering of CoCrNi",
    "The grain size of milled CoCrNi was kept at 300 nm. The hardness of milled CoCrNi fell from"
    " 4.6 GPa to 3.1 GPa after conventional sintering at 1100 °C due to grain growth, whereas a"
    " hardness of 4.7 GPa was kept after consolidation with spark plasma sintering.",
)


def test_a_value_after_another_process_is_no_answer() -> None:
    asked = parse_question("Hardness of milled CoCrFeNi after SPS at 1100 °C?")
    assert check_claim("3.1 GPa", [SINTERED], asked).verdict != SUPPORTED


def test_one_of_two_things_in_another_part_is_no_answer() -> None:
    paper = Source(
        "Nanostructured alloys",
        "316L steel was examined by neutron diffraction; the structure of CoCrFeNiMn was examined"
        " by confocal microscopy.",
    )
    asked = parse_question("Which alloy was examined by confocal microscopy?")
    assert check_claim("CoCrFeNiMn", [paper], asked).verdict == SUPPORTED
    assert check_claim("316L steel and CoCrFeNiMn", [paper], asked).verdict != SUPPORTED
