import re
from pathlib import Path

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


def test_a_commit_is_that_of_the_programs_own_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told_commit = told.commit.__wrapped__
    home = str(Path(told.__file__).parents[3])
    answers = {"rev-parse": f"{home}\nabc", "status": ""}
    monkeypatch.setattr(told, "_git", lambda folder, verb, *words: answers[verb])
    assert told_commit() == "abc"
    answers["status"] = " M builder/triples.py"
    assert told_commit() == "abc-changed"
    answers["rev-parse"] = f"{tmp_path}\nabc"
    assert told_commit() is None, "the commit of a repository that only holds the installation"


def test_without_git_there_is_no_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert told.commit.__wrapped__() is None
