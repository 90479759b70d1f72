"""Say where a part of a dataset is too small, or too much of one alloy, to be of use."""

from collections.abc import Mapping

from builder.dataset.splits import PARTS

#: With fewer, a figure measured on a part says little: thirty rows all right leave an error of up
#: to a tenth open (rule of three), and rows of one paper are no independent draws.
FEWEST_ROWS, FEWEST_PAPERS = 30, 10
#: Share of the rows on one alloy from which a split by alloys separates nothing.
_ONE_ALLOY = 0.8


def part_warnings(
    sizes: Mapping[str, Mapping[str, int]],
    alloys: Mapping[str, int],
    split: str,
    refusals: Mapping[str, int],
) -> tuple[str, ...]:
    """Return a sentence for each part that is too small, and for a split that separates nothing.

    Args:
        sizes: Part → `rows` and `papers`.
        alloys: Set of elements → rows on it.
        split: `topic` or `alloy`.
        refusals: Part → questions that its abstracts do not answer.
    """
    found = []
    rows = sum(size["rows"] for size in sizes.values())
    if split == "alloy" and alloys and rows:
        name = max(alloys, key=lambda one: (alloys[one], one))
        if alloys[name] >= _ONE_ALLOY * rows:
            found.append(
                f"{alloys[name]:,} of {rows:,} rows are on {name}: a split by alloy separates"
                " little; --split topic does"
            )
    for part in PARTS:
        size = sizes[part]
        lacking = [
            f"{size[name]} {name.removesuffix('s') if size[name] == 1 else name} (under {fewest})"
            for name, fewest in (("rows", FEWEST_ROWS), ("papers", FEWEST_PAPERS))
            if size[name] < fewest
        ]
        if lacking:
            use = "train on" if part == PARTS[0] else "measure by"
            other = ", or use --split topic" if split == "alloy" else ""
            found.append(f"{part} has {' and '.join(lacking)}: too few to {use}; add papers{other}")
        if part != PARTS[0] and size["rows"] and any(refusals.values()) and not refusals[part]:
            found.append(f"{part} has no question to be refused: refusing is not measured by it")
    return tuple(found)
