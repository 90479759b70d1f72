"""What is said of parts that are too small."""

from builder.dataset.quality.part_warnings import part_warnings

LARGE = {"rows": 300, "papers": 40}
REFUSALS = {"train": 50, "validation": 8, "test": 8}


def test_large_parts_have_no_warning() -> None:
    sizes = {"train": LARGE, "validation": LARGE, "test": LARGE}
    assert part_warnings(sizes, {"Co-Cr": 900}, "topic", REFUSALS) == ()


def test_few_rows_and_few_papers_are_told_with_what_helps() -> None:
    sizes = {"train": LARGE, "validation": LARGE, "test": {"rows": 9, "papers": 2}}
    [warning] = part_warnings(sizes, {"Co-Cr": 300, "Mo-W": 309}, "alloy", REFUSALS)
    assert warning == (
        "test has 9 rows (under 30) and 2 papers (under 10): too few to measure by; add papers, or"
        " use --split topic"
    )


def test_a_split_by_alloy_of_one_alloy_is_told() -> None:
    sizes = {"train": LARGE, "validation": LARGE, "test": LARGE}
    [warning] = part_warnings(sizes, {"Co-Cr-Fe-Ni": 850, "Mo-W": 50}, "alloy", REFUSALS)
    assert warning.startswith("850 of 900 rows are on Co-Cr-Fe-Ni: a split by alloy separates")


def test_a_part_without_refusals_is_told_where_others_have_them() -> None:
    sizes = {"train": LARGE, "validation": LARGE, "test": LARGE}
    lacking = {"train": 50, "validation": 8, "test": 0}
    [warning] = part_warnings(sizes, {"Co-Cr": 900}, "topic", lacking)
    assert warning == "test has no question to be refused: refusing is not measured by it"
    assert part_warnings(sizes, {"Co-Cr": 900}, "topic", dict.fromkeys(lacking, 0)) == ()
