import dataclasses
import sys
import tomllib
from dataclasses import dataclass, make_dataclass
from pathlib import Path

import pytest

from hea import kept_patterns, kept_results
from hea.kept_results import KeptResults

#: Classes whose methods are more than a run must have compiled to keep them.
NAMES = tuple(f"Kind{n}" for n in range(20))


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the place of that of the compiled modules."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(kept_results, "cache_from_source", lambda _: tmp_path / "kept.pyc")
    return tmp_path


def classes() -> list[type]:
    """Make classes with all that a dataclass has, in a run of the program."""
    with kept_results.kept_results():
        return [
            make_dataclass(
                name,
                [("one", int), (name, list, dataclasses.field(default_factory=list))],
                frozen=True,
                order=True,
            )
            for name in NAMES
        ]


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("a text was worked on anew")


def test_what_one_run_compiled_the_next_has_not_to(monkeypatch: pytest.MonkeyPatch) -> None:
    classes()
    monkeypatch.setattr(kept_results, "_compiled", refuse)
    made = classes()
    first = made[0](1)
    assert (repr(first), first == made[0](1), first < made[0](2)) == (
        "Kind0(one=1, Kind0=[])",
        True,
        True,
    )
    assert hash(made[3](1, ())) == hash(made[3](1, ()))
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.one = 2
    assert made[1].__init__.__annotations__ == {"one": int, "Kind1": list, "return": None}


def test_the_lists_of_the_program_are_kept_and_no_table_of_a_person(
    beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = [file.read_text("utf-8") for file in Path("builder/materials/data").glob("*.toml")]
    own = 'key = "secret"\nsince = 2026-11-30\n'
    with kept_results.kept_results():
        first = [tomllib.loads(text) for text in lists]
        first[0].clear()  # whoever has a table may change it
        assert tomllib.loads(own)["key"] == "secret"
        assert tomllib.loads('key = "secret"')
        with pytest.raises(tomllib.TOMLDecodeError):
            tomllib.loads("key")
        assert tomllib.loads("n = 1.5", parse_float=str) == {"n": "1.5"}
    usual = [tomllib.loads(text) for text in lists]
    assert b"secret" not in (beside / "kept.lists").read_bytes()
    monkeypatch.setattr(tomllib, "loads", refuse)
    with kept_results.kept_results():
        assert [tomllib.loads(text) for text in lists] == usual
        with pytest.raises(AssertionError):
            tomllib.loads(own)


def test_the_program_has_its_own_exec_again() -> None:
    before = tomllib.loads
    with pytest.raises(SystemExit), kept_results.kept_results():
        raise SystemExit
    assert vars(dataclasses).get("exec", exec) is exec
    assert tomllib.loads is before

    @dataclass
    class One:
        number: int

    assert One(1).number == 1


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "missing"])
def test_a_damaged_file_costs_time_alone(beside: Path, harm: str) -> None:
    classes()
    kept = beside / "kept.methods"
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    if harm == "missing":
        kept.unlink()
    else:
        kept.write_bytes({"flip": bytes(data), "cut": kept.read_bytes()[:-9], "empty": b""}[harm])
    assert classes()[2](5).one == 5


def test_code_of_another_python_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    classes()
    monkeypatch.setattr(sys, "version", "3.99")
    monkeypatch.setattr(kept_results, "_compiled", refuse)
    with pytest.raises(AssertionError, match="anew"):
        classes()


def test_a_run_that_made_little_or_may_write_no_bytecode_writes_nothing(
    beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = KeptResults(beside / "few.methods", str.upper)
    assert few.of("one") == "ONE"
    few.save()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    classes()
    assert not list(beside.iterdir())


def test_where_no_file_may_be_made_nothing_is_prepared_for_one(
    beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_patterns.os, "access", lambda *_: False)
    patterns = kept_patterns.KeptPatterns(beside / "kept.patterns")
    for n in range(60):
        patterns.compile(f"[{n}x]+")
    monkeypatch.setattr(patterns, "_program", refuse)
    patterns.save()
    classes()
    assert not list(beside.iterdir())


def test_where_too_many_are_kept_those_that_are_used_stay(
    beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_results, "_MOST", 50)
    first = KeptResults(beside / "many", str.upper)
    for n in range(48):
        first.of(f"old {n}")
    first.save()
    second = KeptResults(beside / "many", str.upper)
    second.of("old 7")
    for n in range(45):
        second.of(f"new {n}")
    second.save()
    third = KeptResults(beside / "many", refuse)
    assert (third.of("old 7"), third.of("new 44")) == ("OLD 7", "NEW 44")
    with pytest.raises(AssertionError):
        third.of("old 8")


def test_a_python_that_keeps_no_modules_keeps_no_results(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_kept(_: str) -> str:
        raise NotImplementedError

    monkeypatch.setattr(kept_results, "cache_from_source", none_kept)
    assert classes()[0](1).one == 1
