"""The table of faults points at lines and tests that are there."""

import tomllib

from run_faults import ROOT


def test_every_defence_stands_where_the_table_says_it_does() -> None:
    faults = tomllib.loads((ROOT / "tests" / "faults" / "faults.toml").read_text("utf-8"))["fault"]
    defences = [one for fault in faults for one in fault.get("defence", ())]
    assert len(defences) > 20
    for one in defences:
        assert (ROOT / one["file"]).read_text("utf-8").count(one["says"]) == 1, one
        file, _, test = one["test"].partition("::")
        assert f"def {test or 'test_'}" in (ROOT / file).read_text("utf-8"), one
