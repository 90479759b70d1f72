import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

from hea import kept_patterns
from hea.kept_patterns import KeptPatterns

#: As many as make it worth to write them, of all sorts that a program has.
PATTERNS = [
    (rf"(?P<word>[a-z]{{{n}}})(?:\s|[А-я])(?<!{n}b)(?i:X+)\b(?(word)y|z)", n % 2 * re.IGNORECASE)
    for n in range(1, 60)
]


@pytest.fixture(autouse=True)
def _bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The file of a run that compiled `PATTERNS`."""
    patterns = KeptPatterns(tmp_path / "kept.patterns")
    for pattern, flags in PATTERNS:
        patterns.compile(pattern, flags)
    patterns.save()
    return tmp_path / "kept.patterns"


def refuse(*_: object) -> None:
    raise AssertionError("a pattern was compiled")


def test_what_one_run_compiled_the_next_has_equal_to_the_letter(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = [re.compile(pattern, flags) for pattern, flags in PATTERNS]
    monkeypatch.setattr(import_module("re._compiler"), "compile", refuse)
    next_run = KeptPatterns(kept)
    again = [next_run.compile(pattern, flags) for pattern, flags in PATTERNS]
    assert again == usual  # Python compares flags and programs
    assert [one.groupindex for one in again] == [one.groupindex for one in usual]
    assert again[2].sub(r"<\g<word>>", "abc xy") == usual[2].sub(r"<\g<word>>", "abc xy")


def test_a_pattern_under_other_flags_is_another_pattern(kept: Path) -> None:
    pattern, _ = PATTERNS[0]
    assert KeptPatterns(kept).compile(pattern, re.DOTALL).flags & re.DOTALL


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "missing"])
def test_a_damaged_file_costs_time_alone(kept: Path, harm: str) -> None:
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    if harm == "missing":
        kept.unlink()
    else:
        kept.write_bytes({"flip": bytes(data), "cut": kept.read_bytes()[:-9], "empty": b""}[harm])
    patterns = KeptPatterns(kept)
    assert [patterns.compile(*one) for one in PATTERNS] == [re.compile(*one) for one in PATTERNS]


def test_programs_of_another_python_are_not_run(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version", "3.99")
    compiled: list[str] = []
    monkeypatch.setattr(
        import_module("re._compiler"), "compile", lambda *one: compiled.append(one[0])
    )
    KeptPatterns(kept).compile(*PATTERNS[0])
    assert compiled == [PATTERNS[0][0]]


def test_a_program_that_python_refuses_is_compiled_anew(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> None:
        raise RuntimeError("invalid SRE code")

    patterns = KeptPatterns(kept)
    monkeypatch.setattr(patterns._matcher, "compile", damaged)
    with pytest.raises(RuntimeError):
        patterns.compile(*PATTERNS[0])  # by its own compiler, which needs the same matcher
    monkeypatch.undo()
    assert patterns.compile(*PATTERNS[0]) == re.compile(*PATTERNS[0])


def test_what_a_question_makes_of_its_own_is_not_kept(tmp_path: Path) -> None:
    patterns = KeptPatterns(tmp_path / "few.patterns")
    for pattern, flags in PATTERNS[:20]:
        patterns.compile(pattern, flags)
    patterns.save()
    assert not list(tmp_path.iterdir())


def test_where_no_file_can_be_made_none_is_kept(tmp_path: Path) -> None:
    patterns = KeptPatterns(tmp_path / "no folder" / "few.patterns")
    for pattern, flags in PATTERNS:
        patterns.compile(pattern, flags)
    patterns.save()
    assert not list(tmp_path.iterdir())


def test_where_too_many_are_kept_those_that_are_used_stay(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_patterns, "_MOST", 100)
    patterns = KeptPatterns(kept)
    for pattern, flags in [*PATTERNS[:5], *((f"[{n}x]+", 0) for n in range(60))]:
        patterns.compile(pattern, flags)
    patterns.save()
    monkeypatch.setattr(import_module("re._compiler"), "compile", refuse)
    next_run = KeptPatterns(kept)
    assert next_run.compile(*PATTERNS[0]).pattern == PATTERNS[0][0]
    assert next_run.compile("[7x]+").pattern == "[7x]+"
