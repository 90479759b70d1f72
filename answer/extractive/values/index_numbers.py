"""Find the bare numbers of indices, such as exponents, which have no unit and are no properties."""

import re
from collections.abc import Iterator, Sequence

from builder.materials.numbers.number import number_at
from builder.materials.quantity import Quantity
from retrieval.lexical import word_set

#: Between the name of an index and its value: a verb, an equals sign, its symbol.
_LEADS_TO_NUMBER = re.compile(
    r"(?:\.(?=\d)|[^.;]){0,80}?(?:=|≈|~|∼|\b(?:of|is|was|are|be|about|to)\s)\s?"
    r"(?:(?:about|approximately|around|only)\s|[~≈∼]\s?)?(?=[\d.−–-])"
)
#: Behind a number, what makes it one of something else.
_HAS_UNIT = re.compile(
    r"\s?(?:(?!(?:and|or|with|at|for|in|while|when|under|but|to|by|on|as|from|regardless)\b)"
    r"[A-Za-z%°µμ]|[-–]\d|\s?[×^])"
)


def numbers_of(name: Sequence[str], sentence: str) -> Iterator[Quantity]:
    """Yield the first number without a unit behind the last word of a name.

    Args:
        name: The words of the name, the noun last: `Paris`, `exponent`.
        sentence: A sentence; it must hold all of the words.
    """
    if not word_set(" ".join(name)) <= word_set(sentence):
        return
    for found in re.finditer(rf"\b{re.escape(name[-1])}s?\b", sentence, re.IGNORECASE):
        lead = _LEADS_TO_NUMBER.match(sentence, found.end())
        number = number_at(sentence, lead.end()) if lead else None
        if number is None or _HAS_UNIT.match(sentence, number.end):
            continue
        low, high = number.value - number.below, number.value + number.above
        text = sentence[number.start : number.end]
        yield Quantity(
            text,
            number.start,
            number.end,
            low,
            high,
            "",
            "number",
            below=number.below,
            above=number.above,
        )
