"""The last stage before the terminal: no sign of what is shown acts on it."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from builder.text.visible import one_column_each


class VisibleSigns(LineFilter):
    """Show every sign in one column, and none that a terminal obeys."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with nothing in them that acts."""
        return [
            segment if segment.control else Segment(one_column_each(segment.text), segment.style)
            for segment in segments
        ]
