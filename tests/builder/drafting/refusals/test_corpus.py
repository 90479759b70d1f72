"""What the papers of a corpus mention is read once, however many papers are compared with it."""

from collections import Counter

import pytest

from builder.drafting.refusals import corpus as module
from builder.drafting.refusals import survey


def test_a_formula_is_read_once_for_all_papers_with_related_alloys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    formulas = ("CoCrFeNi", "Al0.3CoCrFeNi", "Al0.5CoCrFeNi", "CoCrFeMnNi", "CoCrNi")
    known = survey((formula, "", f"{formula} is tough.") for formula in formulas)
    read: Counter[str] = Counter()
    before = module.named_alloys
    monkeypatch.setattr(module, "named_alloys", lambda text: read.update([text]) or before(text))
    related = [known.related(elements) for elements in ("Co-Cr-Fe-Ni", "Al-Co-Cr-Fe-Ni")]
    assert {one.text for one in related[0]} == {one.text for one in related[1]} == {*formulas}
    assert read == Counter(formulas)
