"""The kind of a question is what it asks for, whatever rule made it."""

import pytest

from builder.drafting.kinds import told_kind
from builder.triples import DERIVED_KINDS, PLAIN_KINDS


@pytest.mark.parametrize(
    ("question", "answer", "kind"),
    [
        ("Why is NbMoTaW strong?", "due to its lattice", "mechanism"),
        ("In NbMoTaW, what hinders slip at 77 K?", "carbides", "mechanism"),
        ("What phases does NbMoTaW have?", "a BCC phase", "phase"),
        ("How was NbMoTaW cast?", "in argon", "processing"),
        ("How was the texture of NbMoTaW examined?", "by EBSD", "method"),
        ("At what temperature was NbMoTaW annealed?", "1400 °C", "condition"),
        ("After how many cycles does NbMoTaW crack?", "30", "condition"),
        ("How does the hardness of NbMoTaW change with tungsten?", "it rises", "trend"),
        ("What effect does carbon have on NbMoTaW?", "it hardens it", "effect-of"),
        ("According to “A, in B”, where do carbides form?", "at boundaries", "microstructure"),
        ("What is the width of the layer on NbMoTaW?", "about 20 µm", "property-value"),
    ],
)
def test_a_kind_is_told_by_the_question_and_the_answer(
    question: str, answer: str, kind: str
) -> None:
    assert told_kind("conclusion", question, answer) == kind


@pytest.mark.parametrize("kind", [*DERIVED_KINDS, "summary", "comparison", "value-change"])
def test_a_kind_that_its_rule_knows_stays(kind: str) -> None:
    assert told_kind(kind, "Why is NbMoTaW strong?", "x") == kind


def test_derived_kinds_are_no_plain_ones() -> None:
    assert not {*DERIVED_KINDS} & {*PLAIN_KINDS}
