"""Where a name of an alloy may be broken to go on in another line."""

import re

#: Before an element or a bracket; never in a number, nor in a short group such as `(TiNb)0.3`.
_BETWEEN_ELEMENTS = re.compile(r"(?<=[\w)\]])(?=[A-Z(\[])(?![^()\[\]]{0,8}[)\]][\d.x])")


def name_parts(words: str) -> list[str]:
    """Return the parts of a name between which a line may end: `Co0.5`, `Cr`, `(FeNi)2`."""
    return _BETWEEN_ELEMENTS.split(words)
