"""What is said of parts that are too small."""

from builder.dataset.quality.part_warnings import part_warnings

LARGE = {"rows": 300, "papers": 40}


def test_large_parts_have_no_warning() -> None:
    sizes = {"train": LARGE, "validation": LARGE, "test": LARGE}
    assert part_warnings(sizes, {"Co-Cr": 900}, "topic") == ()


def test_few_rows_and_few_papers_are_told_with_what_helps() -> None:
    sizes = {"train": LARGE, "validation": LARGE, "test": {"rows": 9, "papers": 2}}
    [warning] = part_warnings(sizes, {"Co-Cr": 300, "Mo-W": 309}, "alloy")
    assert warning == (
        "test has 9 rows (under 30) and 2 papers (under 10): too few to measure by; add papers, or"
        " use --split topic"
    )


def test_a_split_by_alloy_of_one_alloy_is_told() -> None:
    sizes = {"train": LARGE, "validation": LARGE, "test": LARGE}
    [warning] = part_warnings(sizes, {"Co-Cr-Fe-Ni": 850, "Mo-W": 50}, "alloy")
    assert warning.startswith("850 of 900 rows are on Co-Cr-Fe-Ni: a split by alloy separates")
