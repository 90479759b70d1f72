"""Undoes typesetting: raised and lowered glyphs, broken words and damaged characters become text.

The conventions are those of the abstracts that databases hold: a subscript joins its symbol
(``Al0.3CoCrFeNi``, ``M23C6``, ``LC50``) and takes an underscore after a Greek letter (``σ_y``);
an exponent joins a unit (``g−1``) and takes a caret after a digit or bracket, where it would
otherwise read as part of the number (``10^−3``).
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """A stretch of one printed line in one size on one baseline."""

    text: str
    size: float
    baseline: float
    """y of the baseline in points; smaller is higher on the page."""
    x0: float
    x1: float
    bold: bool
    italic: bool


_GREEK = "Α-Ωα-ωϑϕϵ"
_TAKES_CARET = re.compile(f"[\\d)\\]}}{_GREEK}]")
_RINGS = ("o", "O", "0", "◦", "∘", "º", "˚", "°")
_OVERLAID = {
    frozenset("+−"): "±",
    frozenset("+-"): "±",
    frozenset("+_"): "±",
    frozenset("∼="): "≅",
    frozenset("~="): "≅",
    frozenset("=/"): "≠",
}
_SIGNED_NUMBER = re.compile(r"[\d.,+−–-]+")
_FORMULA_SCRIPT = re.compile(r"[\d.,+−–\-±()\sa-z]{1,12}")
_CITATION_MARK = re.compile(r"\[?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]?,?")
# "alloys1,2", "(HEAs)1" and "life.3" cite; "m2", "His388", "R2" and "(111)2" do not.
_IS_CITED_AT = re.compile(
    r"(?:\b[a-z][a-z-]{3,}|[A-Z]{2,}s|[A-Za-z]{2}[)\]]|[A-Za-z)\]]{2,}[.,;:])$"
)


def _level(run: Run, size: float, baseline: float) -> int:
    """Say whether a run is raised (1), lowered (-1) or on the line (0)."""
    ratio, lift = run.size / size, (baseline - run.baseline) / size
    if ratio <= 0.88:
        if lift > 0.14:
            return 1
        return -1 if lift < -0.03 else 0
    if ratio <= 1.05 and 0.22 < abs(lift) < 0.8 and _SIGNED_NUMBER.fullmatch(run.text.strip()):
        return 1 if lift > 0 else -1
    return 0


def _raised(before: str, script: str, after: str) -> str:
    """Write a superscript behind ``before``; an empty string when it is a citation mark."""
    # A font without a character map hands the superscript minus over as a control character.
    script = re.sub(r"^[\x00-\x1f\x7f-\x9f\ufffd–]+(?=\d)", "−", script)
    if script in _RINGS and (script not in "oO0" or re.match(r"\s?[CFK]\b", after)):
        return "°"
    if _CITATION_MARK.fullmatch(script) and (script[0] == "[" or _IS_CITED_AT.search(before)):
        return ""
    if before and _TAKES_CARET.match(before[-1]) and re.match(r"[\dA-Za-z+−–-]", script):
        return "^" + script
    return script


def _lowered(before: str, script: str) -> str:
    """Write a subscript behind ``before``."""
    if re.search(f"[{_GREEK}]$", before) and script[0].isalpha():
        return "_" + script
    return script


def _overlaid(first: Run, second: Run) -> str:
    """Return the sign that two glyphs set in the same place make, such as ±; else nothing."""
    overlap = min(first.x1, second.x1) - max(first.x0, second.x0)
    if overlap <= 0.4 * min(first.x1 - first.x0, second.x1 - second.x0):
        return ""
    return _OVERLAID.get(frozenset((first.text.strip(), second.text.strip())), "")


def unstack(runs: Sequence[Run], size: float, baseline: float) -> list[tuple[int, str]]:
    """Return the text of a line in stretches of one level."""
    stretches: list[tuple[int, str]] = []
    previous: Run | None = None
    for run in runs:
        sign = _overlaid(previous, run) if previous else ""
        if sign and previous:
            before = stretches.pop()[1].rstrip().removesuffix(previous.text.strip())
            # The second glyph covers the space behind the first; as much stands on either side.
            spaced = before.endswith(" ") or (
                not before and stretches and stretches[-1][1][-1] == " "
            )
            level, text = 0, before + sign + (" " if spaced else "")
        else:
            level, text = _level(run, size, baseline), run.text
        previous = run
        last_level = stretches[-1][0] if stretches else None
        if level == last_level:
            stretches[-1] = (level, stretches[-1][1] + text)
        elif not text.strip() and last_level and run.size < 0.9 * size:
            # A gap between the pieces of one script ("0", ".", "3") is not a space,
            # and the gap behind the last of them is put down by the next stretch.
            stretches[-1] = (last_level, stretches[-1][1] + " ")
        else:
            stretches.append((level, text))
    return stretches


def plain_text(runs: Sequence[Run], size: float, baseline: float) -> str:
    """Write one printed line, set in ``size`` on ``baseline``, as text."""
    if len(runs) == 1:
        return runs[0].text.strip()
    stretches = unstack(runs, size, baseline)
    out = ""
    for index, (level, text) in enumerate(stretches):
        script = text.strip()
        if not level or not script:
            out += text
            continue
        if re.search(r"[\d+−–-]", script) and _FORMULA_SCRIPT.fullmatch(script):
            script = re.sub(r"\s+", "", script)
        tail = " " if text[-1].isspace() else ""
        base = out.rstrip()
        if level < 0:
            out = base + _lowered(base, script) + tail
            continue
        after = stretches[index + 1][1] if index + 1 < len(stretches) else ""
        # Behind a space a number is an isotope's mass (63Ni), not an exponent.
        isotope = len(out) > len(base) and script.isdigit() and re.match(r"[A-Z]", after)
        out = out + script if isotope else base + _raised(base, script, after) + tail
    return out.strip()


# --- words broken at the end of a line ------------------------------------------------------

# First parts that keep their hyphen wherever the line breaks: high-entropy, two-phase.
_KEEPS_HYPHEN = frozenset(
    "bcc best better body cold cross eight face fast fcc fine first five four full half hcp high"
    " higher highest hot large long longer low lower lowest most near new nine non one open quasi"
    " rare room second self semi seven short single six small so-called solid state stress strong"
    " ten third three two well wide zero".split()
)
# Second parts that keep it, whatever stands before: edge-aware, N-domain-selective.
_KEEPS_HYPHEN_BEFORE = frozenset(
    "activated annealed assisted aware based boundary calculated cast centered centred coated"
    " component containing controlled cooled cubic deformed density dependent deposited derived"
    " dimensional doped driven edge effective element entropy forged free grained hardened "
    "hardening"
    " independent induced layer like limited melted modified oriented performance phase principles"
    " processed quality quenched related reinforced resistant resolution rich rolled scale"
    " selective sensitive sintered specific stabilized state strength strengthened strengthening"
    " structured temperature throughput treated type weight".split()
)
# First parts that make one word with what follows, though both halves may be words.
_JOINS = frozenset(
    "after anti auto bi bio counter de di dis electro en every ferro for fore hetero homo hydro in"
    " infra inter intra iso macro magneto meso meta micro mis mono multi nano out over para photo"
    " piezo poly pre pro proto pseudo re spectro sub super there thermo trans tri un under "
    "with".split()
)
_SUFFIX = re.compile(
    r"(?:e?s|ed|ers?|est|ings?|ly|ness|en(?:ed|ing|s)?|i[sz](?:ed|ing|ation)|ments?|able|al(?:ly)?"
    r"|ations?|ity|ic(?:al)?|ous|ive|fold|ish|wards?|wise|ths?)"
)


_DECIMALS = re.compile(r"\d+\s?(?:%|[a-zA-Zµμ°]+\b)")
#: The first half of a broken word is looked for among so many last characters.
_LONGEST_WORD = 80
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-?")


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """Collect the words printed whole on these lines, in lower case, with their hyphens."""
    words: set[str] = set()
    broken = False
    for line in lines:
        found = _WORD.findall(line.lower().replace("‐", "-"))
        if broken and found:
            found = found[1:]
        broken = line.endswith(("-", "\xad", "‐"))
        if broken and found:
            found = found[:-1]
        words.update(found)
    return frozenset(words)


def _keeps_hyphen(left: str, right: str, words: Collection[str]) -> bool:
    """Decide whether the hyphen between two halves of a broken word was written by the author."""
    if not right[:1].islower() or not left[-1:].islower() or 1 in (len(left), len(right)):
        return True  # Ti-Zr, X-ray, HEA-based: no word is broken so between syllables
    head, tail = left.lower(), right.lower()
    if head + tail in words:
        return False
    if f"{head}-{tail}" in words:
        return True
    if head in _JOINS or len(head) < 3 or _SUFFIX.fullmatch(tail):
        return False
    if head in _KEEPS_HYPHEN or tail in _KEEPS_HYPHEN_BEFORE:
        return True
    return len(head) > 3 and len(tail) > 3 and head in words and tail in words


def join_lines(lines: Iterable[str], words: Collection[str] = ()) -> str:
    """Join printed lines into running text; ``words`` are those printed whole nearby."""
    out = ""
    for line in (raw.strip() for raw in lines):
        if not line:
            continue
        if not out:
            out = line
            continue
        last = out[-1]
        if last in "-\xad‐\x02" and len(out) > 1 and not out[-2].isspace():
            stem = out.rstrip("-\xad‐\x02")
            left = re.search(r"[^\W_]*$", stem[-_LONGEST_WORD:])
            right = re.match(r"[^\W_]+", line)
            if re.match(r"(?:and|or|to)\b", line):
                out = stem + "- " + line
            elif out.endswith("-\xad") or _keeps_hyphen(
                left[0] if left else "", right[0] if right else "", words
            ):
                out = stem + "-" + line
            else:
                out = stem + line
        elif last in "–/—" and len(out) > 1 and not out[-2].isspace():
            out += line
        elif last == "." and out[-2:-1].isdecimal() and _DECIMALS.match(line):
            out += line  # a decimal number broken behind its point
        else:
            out += " " + line
    return out


# --- damaged characters ---------------------------------------------------------------------

# Adobe's Symbol encoding as word processors park it in the private use area (U+F000 + code).
_SYMBOL = {
    0xF000 + code: char
    for code, char in zip(
        (*range(0x41, 0x5B), *range(0x61, 0x7B)),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
} | {
    0xF020: " ", 0xF025: "%", 0xF028: "(", 0xF029: ")", 0xF02B: "+", 0xF02C: ",", 0xF02D: "−",
    0xF02E: ".", 0xF02F: "/", 0xF03C: "<", 0xF03D: "=", 0xF03E: ">", 0xF05B: "[", 0xF05D: "]",
    0xF07E: "∼", 0xF0A2: "′", 0xF0A3: "≤", 0xF0A5: "∞", 0xF0AE: "→", 0xF0B0: "°", 0xF0B1: "±",
    0xF0B2: "″", 0xF0B3: "≥", 0xF0B4: "×", 0xF0B5: "∝", 0xF0B6: "∂", 0xF0B7: "·", 0xF0B9: "≠",
    0xF0BA: "≡", 0xF0BB: "≈", 0xF0BC: "…", 0xF0D1: "∇", 0xF0D6: "√", 0xF0D7: "·",
}  # fmt: skip
_SYMBOL |= {0xF030 + digit: str(digit) for digit in range(10)}

# Publishers' fonts that park ligatures in the private use area.
_LIGATURE = {
    0xE000: "ff", 0xE001: "fi", 0xE002: "fl", 0xE003: "ffi", 0xE004: "ffl",
    0xE020: "Th", 0xE100: "ff", 0xE101: "ffi", 0xE102: "ffl", 0xE103: "fi", 0xE104: "fl",
}  # fmt: skip
_GUESSES = ("fi", "fl", "ff", "ffi", "ffl", "ti", "tt", "Th", "ft")

#: How old Advent 3B2 mathematics fonts name their operators, seen alone in a run of such a font.
PI_FONT = str.maketrans({"¼": "=", "þ": "+", "À": "−", "Â": "×", "ð": "(", "Þ": ")", "Á": "·"})

_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f]")
_MOJIBAKE = re.compile(
    r"(?:[ÂÃÎÏ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â[€‚ˆ‰][\u0080-\u00ff™œ“”˜¦¢š¤-])+"
)
_LETTERS = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft",
    0xFB06: "st", 0x2010: "-", 0x2011: "-", 0x2126: "Ω", 0x212B: "Å",
}  # fmt: skip
_RAISED_NUMBER = re.compile(r"(?<=[\d)])(?=[⁰¹²³⁴-⁹⁺⁻])")
_LOWERED_POINT = re.compile(r"([₀-₉])\s*[.․]\s*([₀-₉])")
_SOFT_HYPHEN = re.compile(r"(\w+)\xad(\w+)")
_RING = re.compile(r"[∘◦º˚]\s?(?=[CF]\b)|(?<=\d)[∘◦º˚]")
_BREAK = re.compile(r"[\t\n\r\x0b\x0c]")
_SPACES = re.compile(r"\s+")
#: Every character that any of the repairs below begins with: text without one needs none.
_DAMAGED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\ufeff\u200b-\u200f\u2010\u2011\u202a-\u202e\u2060-\u206f\u2126\u212b"
    "\ue000-\uf8ff\ufb00-\ufb06\U0001d400-\U0001d7ffÂÃÎÏâ₀-₉₊₋⁰¹²³⁴-⁹⁺⁻∘◦º˚´ˆ˜¨ˇ]"
)
_SCRIPT_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+−0123456789+−")
_ACCENTS = {"´": "\u0301", "ˆ": "\u0302", "˜": "\u0303", "¨": "\u0308", "ˇ": "\u030c"}


def _undo_mojibake(match: re.Match[str]) -> str:
    try:
        return match[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return match[0]


def _ligatures(text: str, words: Collection[str]) -> str:
    """Replace private-use glyphs by the ligature they stand for, or leave them out."""

    def restore(match: re.Match[str]) -> str:
        known = _SYMBOL.get(ord(match[0]), _LIGATURE.get(ord(match[0])))
        if known:
            return known
        before = re.search(r"[^\W\d_]*$", text[: match.start()])
        after = re.match(r"[^\W\d_]*", text[match.end() :])
        stem, tail = before[0] if before else "", after[0] if after else ""
        for guess in _GUESSES:
            if (stem + guess + tail).lower() in words:
                return guess
        return "fi" if stem and tail else ""

    return _PRIVATE.sub(restore, text)


# LaTeX sets the accent before its letter (Amap´a), other programs behind it (Amapa´).
_SPACING_ACCENT = re.compile(
    r"(?P<accent>[´ˆ˜¨ˇ])(?P<after>[aeiouycnszAEIOUYCNSZıȷ])"
    r"|(?P<before>[aeiouycnszAEIOUYCNSZ])(?P<behind>[´ˆ˜¨ˇ])\s?"
)


def _accent(match: re.Match[str]) -> str:
    letter, accent = match["after"] or match["before"], match["accent"] or match["behind"]
    base = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    return unicodedata.normalize("NFC", base + _ACCENTS[accent])


def repair(text: str, words: Collection[str] = ()) -> str:
    """Return ``text`` free of control characters, ligatures, mojibake and look-alike signs."""
    if not _DAMAGED.search(text):
        return " ".join(text.split())
    text = text.translate(_LETTERS)
    if _PRIVATE.search(text):
        text = _ligatures(text, words)
    text = _MOJIBAKE.sub(_undo_mojibake, text)
    # Mathematical italics stand for the letters they draw: μ, p, x.
    text = _MATHEMATICAL.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _RAISED_NUMBER.sub("^", text)
    text = _LOWERED_POINT.sub(r"\1.\2", text).translate(_SCRIPT_DIGITS)
    if "\xad" in text:
        text = text.replace("-\xad", "-")
        text = _SOFT_HYPHEN.sub(lambda m: _soft_hyphen(m, words), text).replace("\xad", "")
    text = _RING.sub("°", text)
    if any(accent in text for accent in _ACCENTS):
        text = _SPACING_ACCENT.sub(_accent, text)
    text = _CONTROL.sub("", _BREAK.sub(" ", text))
    return _SPACES.sub(" ", text).strip()


def _soft_hyphen(match: re.Match[str], words: Collection[str]) -> str:
    """Within a line a soft hyphen was drawn: it is a hyphen unless the whole word is attested."""
    whole = match[1] + match[2]
    return whole if whole.lower() in words else f"{match[1]}-{match[2]}"
