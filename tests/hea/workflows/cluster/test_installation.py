import re

import pytest

from hea.workflows.cluster import installation as told
from hea.workflows.cluster.installation import difference, installation


def test_the_same_installation_shows_no_difference() -> None:
    here = installation()
    assert difference(dict(here), here) == ""
    assert re.fullmatch(r"3\.\d+", here["Python"])
    assert {"hea-qa", "extraction rules", "drafting rules", "pymupdf", "numpy"} <= here.keys()


@pytest.mark.parametrize("name", ["hea-qa", "Python", "extraction rules", "pymupdf"])
def test_another_version_is_told_by_its_name_with_both(name: str) -> None:
    here = installation()
    assert difference(here | {name: "0.0.9"}, here) == f"{name} 0.0.9, not {here[name]}"


def test_what_is_missing_on_either_side_is_a_difference() -> None:
    assert difference({}, {"numpy": "2.1"}) == "numpy missing, not 2.1"
    assert difference({"numpy": "2.1"}, {}) == "numpy 2.1, not missing"


def test_code_of_the_same_version_that_was_changed_is_a_difference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = told._code()
    monkeypatch.setattr(told, "_KINDS", frozenset({".py"}))  # as if the data files had changed
    assert told._code() != before
