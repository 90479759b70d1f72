"""The characters that papers, keyboards and exports use for one sign: dashes, dots, spaces, powers.

Each name is the content of a set of characters in a pattern: ``[{DASHES}]``.
"""

#: Hyphen-minus, hyphen, no-break hyphen, figure dash, en dash, em dash, minus sign.
DASHES = "\\-‐‑‒–—−"
#: A raised dot: decimal point in British papers, multiplication elsewhere.
DOTS = "·⋅∙‧•"
#: No-break, en to hair, and narrow no-break space.
NARROW_SPACES = "\u00a0\u2002-\u200a\u202f"
SPACES = f" {NARROW_SPACES}"
#: Between groups of three digits: 1'073.
APOSTROPHES = "'’ʼ‘"
#: Multiplication of a number by a power of ten.
TIMES = f"×✕⨯xX*{DOTS}"
SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT_SIGNS = "⁺⁻"
#: Superscripts and dashes to the digits and signs that Python reads.
PLAIN_POWER = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹‐‑‒–—−", "+-0123456789------")
