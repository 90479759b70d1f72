"""Join words broken at the end of a line and repair damaged characters."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator

from builder.text.characters import INVISIBLE

# --- words broken at the end of a line ---

#: First parts that keep their hyphen wherever the line breaks: high-entropy, two-phase.
_KEEPS_HYPHEN = frozenset(
    "bcc best better body cold cross eight face fast fcc fine first five four full half hcp high"
    " higher highest hot large long longer low lower lowest most near new nine non one open quasi"
    " rare room second self semi seven short single six small so-called solid state stress strong"
    " ten third three two well wide zero".split()
)
#: Second parts that keep it, whatever stands before: edge-aware, N-domain-selective.
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
#: First parts that make one word with what follows, though both halves may be words.
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
#: The first half of a broken word is searched in this many last characters of the text so far.
_LONGEST_WORD = 80
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-?")
#: A formula, or a half of one, that a line's end may break: it is compared as it is written.
_MORE_SYMBOLS = r"(?:[A-Z][a-z]?|[()\[\]]|\d++(?:\.\d++)?|[xyz](?![a-z])){0,40}"
_SYMBOLS = rf"(?:[A-Z][a-z]?|[()\[\]]){_MORE_SYMBOLS}"
#: It begins with its set of characters, which are searched faster than what must not stand before.
_FORMULA = re.compile(
    rf"[A-Z()\[\]](?<![\w.].)(?:(?<=[A-Z])[a-z])?{_MORE_SYMBOLS}(?:-{_SYMBOLS})*(?![\w])"
)
_FORMULA_END = re.compile(rf"(?<![\w.-])({_SYMBOLS})$")
_FORMULA_START = re.compile(rf"(?:\d+(?:\.\d+)?)?{_SYMBOLS}(?![\w])")


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """Collect the words printed whole on these lines, with their hyphens.

    Words are in lower case; formulas, as they are written, are among them.
    """
    text = "\n".join(lines).replace("‐", "-").replace("\xad", "-")
    whole: list[str] = []
    words: set[str] = set()
    broken = False
    for line in text.split("\n"):
        was_broken, broken = broken, line.endswith("-")
        if not (was_broken or broken):
            whole.append(line)
            continue
        found = _WORD.findall(line.lower())
        words.update(found[1 if was_broken else 0 : -1 if broken else None])
    words.update(_WORD.findall("\n".join(whole).lower()))
    words.update(one for one in _FORMULA.findall(text) if len(one) > 2)
    return frozenset(words)


def _formula_hyphen(stem: str, line: str, hyphen: str, words: Collection[str]) -> bool | None:
    """Decide whether a hyphen that breaks a formula is part of it; None where none is broken.

    How the formula is written elsewhere decides. Where it is not, a soft hyphen is none.
    """
    head, tail = _FORMULA_END.search(stem[-_LONGEST_WORD:]), _FORMULA_START.match(line)
    if head is None or tail is None:
        return None
    joined, hyphened = head[1] + tail[0] in words, f"{head[1]}-{tail[0]}" in words
    if joined != hyphened:
        return hyphened
    return hyphen != "\xad"


def _keeps_hyphen(left: str, right: str, words: Collection[str]) -> bool:
    """Decide whether the hyphen between two halves of a broken word was written by the author."""
    if not right[:1].islower() or not left[-1:].islower() or 1 in (len(left), len(right)):
        return True  # Ti-Zr, X-ray, HEA-based: no word is broken so between syllables
    head, tail = left.lower(), right.lower()
    if head + tail in words:
        return False
    if f"{head}-{tail}" in words:
        return True
    if tail in _KEEPS_HYPHEN_BEFORE and _FORMULA_END.fullmatch(left):
        return True  # Fe-rich, CoCrFeNi-based
    if head in _JOINS or len(head) < 3 or _SUFFIX.fullmatch(tail):
        return False
    if head in _KEEPS_HYPHEN or tail in _KEEPS_HYPHEN_BEFORE:
        return True
    return len(head) > 3 and len(tail) > 3 and head in words and tail in words


def join_lines(lines: Iterable[str], words: Collection[str] = ()) -> str:
    """Join printed lines into running text.

    Args:
        lines: Printed lines, in reading order.
        words: Words printed whole nearby, in lower case; they tell a broken word from a compound.
    """
    return joined_at(lines, words)[0]


def joined_at(lines: Iterable[str], words: Collection[str] = ()) -> tuple[str, list[int]]:
    """Return what `join_lines` does, and where in it each line begins."""
    out = ""
    begins = []
    for line in (raw.strip() for raw in lines):
        if line:
            out = _lead_in(out, line, words) + line if out else line
        begins.append(len(out) - len(line))
    return out, begins


def _lead_in(out: str, line: str, words: Collection[str]) -> str:
    """Return the text so far as it stands before the next line: its hyphen judged, or a blank."""
    last = out[-1]
    if last in "-\xad‐\x02" and len(out) > 1 and not out[-2].isspace():
        stem = out.rstrip("-\xad‐\x02")
        formula = _formula_hyphen(stem, line, out[len(stem) :], words)
        left = re.search(r"[^\W_]*$", stem[-_LONGEST_WORD:])
        right = re.match(r"[^\W_]+", line)
        if re.match(r"(?:and|or|to)\b", line):
            return stem + "- "
        if formula is not None:
            return stem + "-" if formula else stem
        if out.endswith("-\xad") or _keeps_hyphen(
            left[0] if left else "", right[0] if right else "", words
        ):
            return stem + "-"
        return stem
    if last in "–/—" and len(out) > 1 and not out[-2].isspace():
        return out
    if last == "." and out[-2:-1].isdecimal() and _DECIMALS.match(line):
        return out  # a decimal number broken behind its point
    return out + " "


# --- damaged characters ---

#: Adobe's Symbol encoding as word processors park it in the private use area (U+F000 + code).
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

#: Publishers' fonts that park ligatures in the private use area.
_LIGATURE = {
    0xE000: "ff", 0xE001: "fi", 0xE002: "fl", 0xE003: "ffi", 0xE004: "ffl",
    0xE020: "Th", 0xE09D: "ft",
    0xE100: "ff", 0xE101: "ffi", 0xE102: "ffl", 0xE103: "fi", 0xE104: "fl",
}  # fmt: skip
_GUESSES = ("fi", "fl", "ff", "ffi", "ffl", "ti", "tt", "Th", "ft")

_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff]+")
_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{INVISIBLE}]")
_MOJIBAKE = re.compile(
    r"(?:[ÂÃÎÏ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â[€‚ˆ‰][\u0080-\u00ff™œ“”˜¦¢š¤-])+"
)
_LETTERS = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft",
    0xFB06: "st", 0x2010: "-", 0x2011: "-", 0x2126: "Ω", 0x212B: "Å",
}  # fmt: skip
_SOME_LETTERS = re.compile(f"[{''.join(map(chr, _LETTERS))}]")
_RAISED_NUMBER = re.compile(r"(?<=[\d)])(?=[⁰¹²³⁴-⁹⁺⁻])")
_LOWERED_POINT = re.compile(r"([₀-₉])\s*[.․]\s*([₀-₉])")
_DOUBLE_HYPHEN, _LEFT_HYPHEN = re.compile("-\xad"), re.compile("\xad")
_SOFT_HYPHEN = re.compile(r"(\w+)\xad(\w+)")
_RING = re.compile(r"[∘◦º˚]\s?(?=[CF]\b)|(?<=\d)[∘◦º˚]")
_BREAK = re.compile(r"[\t\n\r\x0b\x0c]")
#: Every character that any of the repairs below begins with: text without one needs none.
_DAMAGED = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad{INVISIBLE}\u2010\u2011\u2126\u212b"
    "\ue000-\uf8ff\ufb00-\ufb06\U0001d400-\U0001d7ffÂÃÎÏâ₀-₉₊₋⁰¹²³⁴-⁹⁺⁻∘◦º˚´ˆ˜¨ˇ]"
)
_SCRIPT_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+−0123456789+−")
_SCRIPT_DIGIT = re.compile("[₀-₉₊₋⁰¹²³⁴-⁹⁺⁻]+")
_ACCENTS = {"´": "\u0301", "ˆ": "\u0302", "˜": "\u0303", "¨": "\u0308", "ˇ": "\u030c"}


def _undo_mojibake(match: re.Match[str]) -> str:
    """Decode UTF-8 that was read as cp1252; keep what is no UTF-8."""
    try:
        return match[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return match[0]


def _restored_ligature(match: re.Match[str], words: Collection[str]) -> str:
    """Return the ligature that a private-use glyph stands for, or nothing."""
    known = _SYMBOL.get(ord(match[0]), _LIGATURE.get(ord(match[0])))
    if known:
        return known
    text = match.string
    before = re.search(r"[^\W\d_]*$", text[max(match.start() - _LONGEST_WORD, 0) : match.start()])
    after = re.match(r"[^\W\d_]*", text[match.end() : match.end() + _LONGEST_WORD])
    stem, tail = before[0] if before else "", after[0] if after else ""
    # Without letters beside it a glyph is a sign, whichever ligature makes a word by itself.
    if not stem[-1:].islower() and not tail[:1].islower():
        return ""
    for guess in _GUESSES:
        if (stem + guess + tail).lower() in words:
            return guess
    return "fi" if stem and tail else ""


#: LaTeX sets the accent before its letter (Amap´a), other programs behind it (Amapa´).
_SPACING_ACCENT = re.compile(
    r"(?P<accent>[´ˆ˜¨ˇ])(?P<after>[aeiouycnszAEIOUYCNSZıȷ])"
    r"|(?P<before>[aeiouycnszAEIOUYCNSZ])(?P<behind>[´ˆ˜¨ˇ])\s?"
)


def _composed(match: re.Match[str]) -> str:
    """Compose a spacing accent and its letter into one character."""
    letter, accent = match["after"] or match["before"], match["accent"] or match["behind"]
    base = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    return unicodedata.normalize("NFC", base + _ACCENTS[accent])


def is_damaged(text: str) -> bool:
    """Return whether a text holds a character that `repair` replaces."""
    return _DAMAGED.search(text) is not None


def repair(text: str, words: Collection[str] = ()) -> str:
    """Return ``text`` free of control characters, ligatures, mojibake and look-alike signs.

    Args:
        text: Text of one or more lines; white space is collapsed to single spaces.
        words: Words printed whole nearby, in lower case; they tell which ligature an unknown glyph
            stands for, and whether a soft hyphen was part of a compound.
    """
    for pattern, new in repairs(text, words):
        text = pattern.sub(new, text)
    return " ".join(text.split())


def repairs(
    text: str, words: Collection[str] = ()
) -> Iterator[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]]:
    """Yield what `repair` replaces, step by step: a pattern, and what takes the place of a match.

    White space is collapsed behind them.
    """
    if not is_damaged(text):
        return
    yield _SOME_LETTERS, lambda m: _LETTERS[ord(m[0])]
    yield _PRIVATE, lambda m: _restored_ligature(m, words)
    yield _MOJIBAKE, _undo_mojibake
    # Mathematical italics stand for the letters they draw: μ, p, x.
    yield _MATHEMATICAL, lambda m: unicodedata.normalize("NFKC", m[0])
    yield _RAISED_NUMBER, "^"
    yield _LOWERED_POINT, r"\1.\2"
    yield _SCRIPT_DIGIT, lambda m: m[0].translate(_SCRIPT_DIGITS)
    if "\xad" in text:
        yield _DOUBLE_HYPHEN, "-"
        yield _SOFT_HYPHEN, lambda m: _soft_hyphen(m, words)
        yield _LEFT_HYPHEN, ""
    yield _RING, "°"
    if any(accent in text for accent in _ACCENTS):
        yield _SPACING_ACCENT, _composed
    yield _BREAK, " "
    yield _CONTROL, ""


def _soft_hyphen(match: re.Match[str], words: Collection[str]) -> str:
    """Replace a soft hyphen within a line by a hyphen, or drop it where the whole word is known."""
    whole = match[1] + match[2]
    return whole if whole.lower() in words else f"{match[1]}-{match[2]}"
