import dataclasses
import sys
from dataclasses import dataclass, make_dataclass
from pathlib import Path

import pytest

from hea import kept_methods
from hea.kept_methods import KeptMethods
from hea.kept_patterns import standing_in

#: Classes whose methods are more than a run must have compiled to keep them.
NAMES = tuple(f"Kind{n}" for n in range(20))


@pytest.fixture(autouse=True)
def _bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def classes(methods: KeptMethods) -> list[type]:
    """Make classes with all that a dataclass has."""
    with standing_in(dataclasses, "exec", methods.run, methods.save):
        return [
            make_dataclass(
                name,
                [("one", int), (name, list, dataclasses.field(default_factory=list))],
                frozen=True,
                order=True,
            )
            for name in NAMES
        ]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The file of a run that made the classes."""
    classes(KeptMethods(tmp_path / "kept.methods"))
    return tmp_path / "kept.methods"


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("a method was compiled")


def test_what_one_run_compiled_the_next_has_not_to(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_methods, "compile", refuse, raising=False)
    made = classes(KeptMethods(kept))
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


def test_the_program_has_its_own_exec_again(tmp_path: Path) -> None:
    methods = KeptMethods(tmp_path / "kept.methods")
    with (
        pytest.raises(SystemExit),
        standing_in(dataclasses, "exec", methods.run, methods.save),
    ):
        raise SystemExit
    assert vars(dataclasses).get("exec", exec) is exec

    @dataclass
    class One:
        number: int

    assert One(1).number == 1


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "missing"])
def test_a_damaged_file_costs_time_alone(kept: Path, harm: str) -> None:
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    if harm == "missing":
        kept.unlink()
    else:
        kept.write_bytes({"flip": bytes(data), "cut": kept.read_bytes()[:-9], "empty": b""}[harm])
    assert classes(KeptMethods(kept))[2](5).one == 5


def test_code_of_another_python_is_not_run(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version", "3.99")
    monkeypatch.setattr(kept_methods, "compile", refuse, raising=False)
    with pytest.raises(AssertionError, match="a method was compiled"):
        classes(KeptMethods(kept))


def test_a_run_that_compiled_little_or_may_write_no_bytecode_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = KeptMethods(tmp_path / "few.methods")
    few.run("def one(): return 1", {}, made := {})
    few.save()
    assert made["one"]() == 1
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    classes(KeptMethods(tmp_path / "many.methods"))
    assert not list(tmp_path.iterdir())


def test_where_too_many_are_kept_those_that_are_used_stay(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_methods, "_MOST", 50)
    methods = KeptMethods(kept)
    of_old = list(methods._kept)
    methods.run(of_old[0], {}, {})
    for n in range(45):
        methods.run(f"def one(): return {n}", {}, {})
    methods.save()
    next_run = KeptMethods(kept)._kept
    assert of_old[0] in next_run
    assert of_old[1] not in next_run
    assert "def one(): return 44" in next_run
