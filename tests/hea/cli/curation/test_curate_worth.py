"""Learned scores on the command line."""

import json
from pathlib import Path

from small_library import Run

from builder.checks.worth.model import PACKAGED


def failed_worth(hea: Run, place: Path) -> int:
    listed = json.loads(hea("curate", "--list", "--json", "--workspace", place)[1])
    return sum("worth" in one["failed"] for one in listed)


def test_stats_tell_the_calibration(hea: Run, place: Path) -> None:
    told = json.loads(hea("curate", "--stats", "--json", "--workspace", place)[1])["worth"]
    assert told["learned_from"] > 400
    assert {"predicted", "observed", "n"} <= told["calibration"][0].keys()
    measured = sum(one["n"] for one in told["calibration"])
    assert all(one["low"] is None for one in told["calibration"])
    shown = " ".join(hea("curate", "--stats", "--workspace", place)[1].split())
    assert "check `worth`" in shown
    assert f"of {measured:,} of {told['learned_from']:,} judged triples" in shown
    assert (
        shown.index("about two in three") < shown.index("an upper end") < shown.index("share kept")
    )
    assert "Wilson" not in shown


def test_too_few_verdicts_are_one_sentence(hea: Run, place: Path) -> None:
    code, _, err = hea("curate", "--learn", "--workspace", place)
    assert code == 1
    assert "0 verdicts are too few" in err


def test_a_build_checks_anew_with_what_was_learned(hea: Run, place: Path) -> None:
    before = failed_worth(hea, place)
    model = json.loads(PACKAGED.read_text("utf-8")) | {"threshold": 0.99}
    (place / "data" / "worth.json").write_text(json.dumps(model), "utf-8")
    assert hea("build", "--workspace", place)[0] == 0
    assert failed_worth(hea, place) > before
