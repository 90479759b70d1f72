"""Ask for all values of one abstract."""

from collections.abc import Iterator, Sequence

from builder.drafting.paper_draft import PaperDraft
from builder.drafting.values.changes import ask_changes
from builder.drafting.values.levels import AskedValue, ask_levels
from builder.drafting.values.series import ask_series, asked_alone
from builder.materials.measurements.measurement import PlacedFacts


def ask_values(read: Sequence[PlacedFacts], values: Sequence[AskedValue]) -> Iterator[PaperDraft]:
    """Ask for the values of an abstract, its series, and its changes of value.

    Args:
        read: The sentences of the abstract.
        values: Those of its values that can be asked (`asked_values`).
    """
    yield from ask_levels(asked_alone(values))
    yield from ask_series(values)
    yield from ask_changes(read)
