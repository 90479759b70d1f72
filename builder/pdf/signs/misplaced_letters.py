"""Read letters of ordinary fonts that stand where no letter can: ``10 À3``, ``2 Â 10``."""

import re

#: Letters that 3B2's fonts print as signs.
OF_3B2 = re.compile(r"[¼þÀÂðÞÁÆ]")

#: Letters of ordinary fonts that cannot be letters where they stand.
_NO_LETTERS = (
    (
        re.compile(
            r"(?:(?<=[\d\s(\[~<>=,;/–-])|(?<![^\W\d_]{3}))À(?=\d)|(?<=\d)À(?=[xyz]|[a-z]\b)"
        ),
        "−",
    ),
    (re.compile(r"(?<=[\d)] )Â(?= \d)|(?<=\d)Â(?=\d)"), "×"),
    (re.compile(r"(?<=[\w)%] )¼(?= [-−+~<>]?\d)|(?<=\([A-Za-z] )¼(?= \w)"), "="),
    (re.compile(r"(?<=\d)þ(?![^\W\d_])|(?<=[\d)] )þ(?= \d)|(?<=[A-Z][a-z])þ(?![^\W\d_])"), "+"),
    (re.compile(r"(?<=[a-z\d])Á(?=[a-z])"), "·"),
    (re.compile(r"(?<=\d )Æ(?= \d)"), "±"),
)
_IN_BRACKETS = re.compile(r"ð([^ðÞ\s]{0,20}[\d−+=/][^ðÞ\s]{0,20})Þ")


def without_letters_for_signs(texts: list[str]) -> list[str]:
    """Replace letters that cannot stand where they do by the signs they are in 3B2's fonts.

    Args:
        texts: The pieces of one line.

    Returns:
        As many pieces, each as long as before.
    """
    line = "".join(texts)
    if not OF_3B2.search(line):
        return texts
    signs = list(line)
    for place, sign in _NO_LETTERS:
        line = "".join(signs)
        for found in place.finditer(line):
            signs[found.start()] = sign
    for found in _IN_BRACKETS.finditer("".join(signs)):
        signs[found.start()], signs[found.end() - 1] = "(", ")"
    out, start = [], 0
    for text in texts:
        out.append("".join(signs[start : start + len(text)]))
        start += len(text)
    return out
