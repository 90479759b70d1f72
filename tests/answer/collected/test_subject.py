"""What a question over papers is about."""

import pytest

from answer.collected.subject import find_subject
from answer.question.parse import parse_question


@pytest.mark.parametrize(
    ("text", "core", "beside"),
    [
        ("What is known about creep of CoCrFeNi?", ["creep"], []),
        ("How do high-entropy alloys behave under shock loading?", ["shock loading"], []),
        (
            "What is known about brazing and diffusion bonding?",
            ["brazing or diffusion bonding"],
            [],
        ),
        ("What is the effect of Mo on the wear of CoCrFeNi?", ["wear"], ["mo"]),
        ("What was reported on corrosion of HEAs in 2022?", ["corrosion"], []),
        ("How can the ductility of HEAs be improved?", ["ductility"], []),
        ("What was reported on Al0.3CoCrFeNi in 2019?", [], []),
        ("What is known on joining CoCrFeNi?", ["joining"], []),
    ],
)
def test_the_words_of_asking_are_no_subject(text, core, beside):
    subject = find_subject(parse_question(text))
    assert [concept.name for concept in subject.core] == core
    assert [concept.name for concept in subject.beside] == beside


def test_a_compound_is_no_element() -> None:
    subject = find_subject(parse_question("How does silicon carbide change the wear of CoCrFeNi?"))
    assert {one.name for one in subject.concepts} == {"silicon carbide", "wear"}
    assert not any(one.element for one in subject.concepts)
