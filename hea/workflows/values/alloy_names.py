"""Names of alloys in a page: which alloy one leads to, and where it may go on in another line."""

import re

from builder.materials.alloys import named_alloys

#: Before an element or a bracket; never in a number, nor in a short group such as `(TiNb)0.3`.
_BETWEEN_ELEMENTS = re.compile(r"(?<=[\w)\]])(?=[A-Z(\[])(?![^()\[\]]{0,8}[)\]][\d.x])")


def alloy_in(words: str) -> str:
    """Return the alloy that a material's name leads to, as `describe_alloy` takes it.

    Args:
        words: What `answer.collected.values.naming.material_text` tells, or a name in a text.

    Returns:
        Its name; "" where none is named, or only the one that the paper is on.
    """
    named = named_alloys(words.partition(" (paper on ")[0])
    return named[0].name if named and named_alloys(named[0].name) else ""


def name_parts(words: str) -> list[str]:
    """Return the parts of a name between which a line may end: `Co0.5`, `Cr`, `(FeNi)2`."""
    return _BETWEEN_ELEMENTS.split(words)
