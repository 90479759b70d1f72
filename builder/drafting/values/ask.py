"""Ask for all values of one abstract."""

from collections.abc import Iterator

from builder.drafting.paper_draft import PaperDraft
from builder.drafting.values.changes import ask_changes
from builder.drafting.values.levels import ask_levels, asked_values
from builder.drafting.values.series import ask_series, asked_alone
from builder.materials.measurements.paper_facts import read_paper


def ask_values(title: str | None, abstract: str) -> Iterator[PaperDraft]:
    """Ask for the values of an abstract, its changes of value, and its series."""
    read = read_paper(title, abstract)
    values = asked_values(read)
    yield from ask_levels(asked_alone(values))
    yield from ask_series(values)
    yield from ask_changes(read)
