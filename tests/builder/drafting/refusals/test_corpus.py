"""What the papers of a corpus mention is read once, however many papers are compared with it."""

from collections import Counter

import pytest

from builder.drafting.refusals import corpus as module
from builder.drafting.refusals import survey


def test_a_formula_is_read_once_for_all_papers_with_its_elements(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    formulas = ("CoCrFeNi", "CoCrFe2Ni", "Co1.5CrFeNi", "Al0.3CoCrFeNi", "CoCrNi")
    known = survey((formula, "", f"{formula} is tough.") for formula in formulas)
    read: Counter[str] = Counter()
    before = module.named_alloys
    monkeypatch.setattr(module, "named_alloys", lambda text: read.update([text]) or before(text))
    found = [[*known.of_elements("Co-Cr-Fe-Ni", turn)] for turn in (0, 1)]
    assert {one.text for one in found[0]} == {one.text for one in found[1]} == {*formulas[:3]}
    assert read == Counter(formulas[:3])


def test_of_many_alloys_a_few_are_looked_at_from_one_on_and_round() -> None:
    few = survey((str(n), "", f"Al0.{n}CoCrFeNi is tough.") for n in range(2, 6))
    assert [one.text for one in few.of_elements("Al-Co-Cr-Fe-Ni", 6)] == [
        "Al0.4CoCrFeNi", "Al0.5CoCrFeNi", "Al0.2CoCrFeNi", "Al0.3CoCrFeNi",
    ]  # fmt: skip
    assert not [*few.of_elements("Hf-Nb-Ta-Ti-Zr", 6)]
    formulas = [f"Al0.{al}Co0.{co}CrNi" for al in range(21, 99, 4) for co in range(21, 99, 4)]
    many = survey((formula, "", f"{formula} is tough.") for formula in formulas)
    looked_at = [one.text for one in many.of_elements("Al-Co-Cr-Ni", 5)]
    assert len({*looked_at}) == 200
    assert looked_at[0] == formulas[5]


def test_an_alloy_is_compared_with_those_alone_that_it_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    formulas = [f"Al0.{n}CoCrFeNi" for n in range(11, 99) if n % 10] + ["AlxCoCrFeNi"]
    known = survey((formula, "", f"The hardness of {formula} is high.") for formula in formulas)
    compared: Counter[str] = Counter()
    before = module.compatible
    monkeypatch.setattr(
        module, "compatible", lambda one, other: compared.update([other.text]) or before(one, other)
    )
    question = "What is the hardness of Al0.55CoCrFeNi?"
    assert known.is_answered_elsewhere(question, "Al0.23CoCrFeNi")
    assert compared == Counter(["Al0.55CoCrFeNi", "AlxCoCrFeNi"])
    assert known.is_answered_elsewhere("What is the hardness of AlxCoCrFeNi?", "AlxCoCrFeNi")
