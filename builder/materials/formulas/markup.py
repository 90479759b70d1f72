"""Bring a text into the plain form in which formulas are read, and lead back to the original."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from builder.materials.formulas.elements import NUMBER, SYMBOL
from builder.text.characters import INVISIBLE

#: One character stands for one, so that offsets into the text hold.
_PLAIN = (
    dict.fromkeys("₋−–‐‑‒—―﹣", "-")
    | dict.fromkeys("⁄∕÷", "/")
    | dict.fromkeys("\n\r\t\v\f\u2028\u2029", " ")
)
#: Where Unicode has variants of ASCII characters: letters and marks, full-width forms, mathematics.
_VARIANTS = (range(0x80, 0x3100), range(0xFF00, 0xFF61), range(0x1D400, 0x1D800))
_NOT_ASCII_OR_BREAK = re.compile(r"[^\x20-\x7e]")
#: NUL marks what is taken out.
_OUT = "\0"
_UNSEEN = re.compile(rf"[\xad\0{INVISIBLE}]+")
_SURPLUS = re.compile(r"\0+|(?<= ) +")
_MAY_BE_MARKUP = re.compile(r"[\\${}<~_\u0400-\u04ff]")
_MARKUP = re.compile(
    r"\\(?:math(?:rm|it|bf|sf|normal)|text[a-z]{0,9}|operatorname|ensuremath|boldsymbol|[hm]box|rm"
    r"|it|bf|sf|ce|left|right|sub|displaystyle)(?![a-z])\s?|\\[,;:!()\[\]/ ]|[${}]"
    r"|_\s?(?=[\d{.xyz(\\])|_(?=\0)|</?(?:[a-z]{1,5}:)?(?:sub|inf|i|b|em|it|italic|bold|strong|span)"
    r"(?:\s[^<>]{0,80})?/?>",
    re.IGNORECASE,
)
#: LaTeX with blanks about it, as indexes print it: AlCoCrFeNi $ _{2.1} $, Al $ _{0.3} $ CoCrFeNi.
_APART = re.compile(
    r"(?<=[A-Za-z)\]\d]) \$ ?_ ?(?=\{? ?[\d.xyz])"
    rf"|(?<=[\d.xyz])\}}? ?\$ (?=\$?(?:{SYMBOL}(?:[\d.]{{0,5}}{SYMBOL})+(?![a-z])|{SYMBOL} ?\$ ?_))"
)
#: Braces that hold a part of a formula: {CoCrNi}94, \{CoCrNi\}_{94}; those of {AlCoCrFeNi}$_{2.1}$
#: are LaTeX's own.
_BRACES = re.compile(r"(\\?)\{([^{}$\\]{2,60})\1\}(?=\d|(?<=\\\})\$?_|<sub)")
#: A subscript between two marks: Al~0.5~, Al_0.5_.
_PAIR = re.compile(r"(?<=[A-Za-z)\]])([~_])([\d.,·⋅∙‧•･・˙٫+xyz-]{1,12})\1(?![~_])")
#: Text taken out of XML holds wide blanks where its subscripts began and ended.
_WIDE = re.compile(
    rf"(?<=[A-Za-z)\]]) {{3,}}(\d{{0,3}}(?:\.\d+)?[xyz]?)(?= {{3}})"
    rf"( {{3,}}(?=[(\[]?{SYMBOL}(?![a-z])))?"
)
#: Subscripts in brackets, as older indexes print them: Al(0.3)CoCrFe(1.5)Ni.
_MAY_BE_BRACKETED = re.compile(r"[A-Za-z)]\([\dxyz]")
_BRACKETED_FORMULA = re.compile(
    rf"(?:(?:{SYMBOL}(?![a-z])|[(\[](?:{SYMBOL}[\d.]{{0,5}}){{2,6}}[)\]])"
    r"(?:[\d.]+|\((?:\d{1,3}(?:\.\d{1,4})?|[xyz])\))?){2,12}"
)
_IN_BRACKETS = re.compile(r"\(([\d.xyz]+)\)")
_MAY_BE_DOT = re.compile(r"[·⋅∙‧•･・˙٫\\]")
_DOT = re.compile(r"(?<=\d)(?:[·⋅∙‧•･・˙٫]|\\cdot\s?)(?=\d)(?!\d+H2O)")
_DOT_BETWEEN_SYMBOLS = re.compile(rf"(?<=[a-zVWYB\d])[·⋅∙‧•](?={SYMBOL}(?![a-z]))(?!H2O)")
_MAY_BE_COMMA = re.compile(r",\d")
#: A blank behind the point, as some layouts leave it: Al0. 5 CoCrFeNi, x = 0. 3.
_SPLIT_NUMBER = re.compile(r"(?<=[A-Za-z)\]= ,]0\.) (?=\d{1,3}(?!\d))")
#: A blank before the variable of a family: CoCrFeNiMo x (x = 0, 0.3), CoCrFeNi(ZrC) x alloys.
_SPLIT_VARIABLE = re.compile(
    r"(?<=[a-zA-Z)\]]) (?=[xyz](?:$| (?:\([xyz]\s?=|alloys?\b|[HM]EAs?\b|(?:high|medium)[- ]entropy"
    r"|coatings?\b|systems?\b|series\b)))"
)
#: A decimal comma: AlCoCrFeNi2,1, Fe-30,5Mn, 30,5Mn; no comma of a list (Ti1,2,3; Ti1,2 and 3).
_COMMA = re.compile(
    r"(?<=[A-Za-z)\]-])(\d{1,3}),(\d{1,4})(?![\d,]|\.\d|\s(?:and|or|to|&)\s\d)"
    rf"|(?<![\w.,])(\d{{1,3}}),(\d{{1,4}})(?={SYMBOL}(?![a-z]))"
)
#: Cyrillic letters that look like those of symbols, in a word that holds Latin ones, too.
_MIXED = re.compile(
    r"\b(?=\w{0,40}[A-Za-z])[A-Za-z\d.АВСЕНІКМОРТаеіорсу]{0,40}[АВСЕНІКМОРТаеіорсу][\w.]{0,40}"
)
_LOOKS_LATIN = str.maketrans("АВСЕНІКМОРТаеіорсу", "ABCEHIKMOPTaeiopcu")
_LOWER_SYMBOL = r"(?:al|c[oru]|fe|hf|m[no]|n[bi]|pd|ru|si|t[ai]|zr)"
#: Quick to search for, as each of these patterns is.
_MAY_BE_LOWER_CASE = (
    re.compile(rf"{_LOWER_SYMBOL}[\d.]*\s?{_LOWER_SYMBOL}[\d.]*{_LOWER_SYMBOL}"),
    re.compile(r"-[a-z]{1,2}-"),
)
_LOWER_CASE_FORMULA = re.compile(
    rf"(?<![^\W_])(?:(?:{_LOWER_SYMBOL}{NUMBER}\s)?(?:{_LOWER_SYMBOL}{NUMBER}?){{3,}}"
    rf"(?:{_LOWER_SYMBOL}|[vw]){NUMBER}?|(?:(?:{_LOWER_SYMBOL}|[vw])-){{3,}}"
    rf"(?:{_LOWER_SYMBOL}|[vw]))(?![^\W_])"
)
_LOWER_CASE_SYMBOL = re.compile(rf"{_LOWER_SYMBOL}|[vw]")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text without markup, and where each of its characters stands in the original."""

    text: str
    original: str
    origins: Sequence[int]
    """As long as the text and one more, which is the length of the original."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where text[start:end] stands in the original, with the markup that touches it."""
        first, last = self.origins[start], self.origins[end - 1] + 1
        before = self.original[self.origins[start - 1] + 1 if start else 0 : first]
        behind = self.original[last : self.origins[end]]
        return first - len(_seen(before[::-1])), last + len(_seen(behind))


def _seen(markup: str) -> str:
    """Return markup up to a blank; nothing of characters that nobody sees."""
    markup = markup.split(" ", 1)[0]
    return "" if markup.isspace() or not _UNSEEN.sub("", markup) else markup


def plain_characters(text: str) -> str:
    """Replace subscripts, dashes and blanks of every kind by plain ones, one for one."""
    return _NOT_ASCII_OR_BREAK.sub(lambda match: _plain(match[0]), text)


@cache
def _plain(character: str) -> str:
    """Return the ASCII character of which Unicode calls one a variant, but for superscripts."""
    if character in _PLAIN or not any(ord(character) in part for part in _VARIANTS):
        return _PLAIN.get(character, character)
    plain = unicodedata.normalize("NFKC", character)
    is_raised = "<super>" in unicodedata.decomposition(character)
    return character if len(plain) != 1 or not plain.isascii() or is_raised else plain


def plain_formulas(text: str) -> PlainText:
    """Return a text with plain characters, without markup, and symbols capitalised.

    Taken out are LaTeX, HTML and Markdown, characters that nobody sees, and all blanks but the
    first; decimal marks of every kind become points.
    """
    plain = PlainText(plain_characters(text), text, range(len(text) + 1))
    if not plain.text.isascii() or _OUT in text:
        plain = _without(plain, _UNSEEN, plain.text)
    if _MAY_BE_MARKUP.search(plain.text) or "   " in plain.text:
        marked = _APART.sub(lambda m: _OUT * len(m.group()), plain.text)
        marked = _BRACES.sub(lambda m: f"{_OUT * len(m[1])}({m[2]}{_OUT * len(m[1])})", marked)
        marked = _PAIR.sub(rf"{_OUT}\2{_OUT}", marked)
        marked = _WIDE.sub(_narrow, marked)
        marked = _MARKUP.sub(lambda m: _OUT * len(m.group()), marked)
        marked = _MIXED.sub(lambda m: m.group().translate(_LOOKS_LATIN), marked)
        plain = _without(plain, _SURPLUS, marked)
    marked = plain.text
    if _MAY_BE_BRACKETED.search(marked):
        marked = _BRACKETED_FORMULA.sub(_unbracketed, marked)
    if _MAY_BE_DOT.search(marked):
        marked = _DOT.sub(lambda m: "." + _OUT * (len(m.group()) - 1), marked)
        marked = _DOT_BETWEEN_SYMBOLS.sub("-", marked)
    if "0. " in marked:
        marked = _SPLIT_NUMBER.sub(_OUT, marked)
    if " x" in marked or " y" in marked:
        marked = _SPLIT_VARIABLE.sub(_OUT, marked)
    if _MAY_BE_COMMA.search(marked):
        marked = _COMMA.sub(lambda match: match[0].replace(",", "."), marked)
    if any(pattern.search(marked) for pattern in _MAY_BE_LOWER_CASE):
        marked = _LOWER_CASE_FORMULA.sub(_capitalise, marked)
    if _OUT in marked or "  " in marked:
        return _without(plain, _SURPLUS, marked)
    return plain if marked is plain.text else PlainText(marked, text, plain.origins)


def _without(plain: PlainText, pattern: re.Pattern[str], text: str) -> PlainText:
    """Take what matches out of a text that is as long as the plain one."""
    kept: list[str] = []
    origins: list[int] = []
    at = 0
    for match in pattern.finditer(text):
        kept.append(text[at : match.start()])
        origins += plain.origins[at : match.start()]
        at = match.end()
    if not kept:
        return PlainText(text, plain.original, plain.origins)
    kept.append(text[at:])
    origins += plain.origins[at:]
    return PlainText("".join(kept), plain.original, origins)


def _narrow(match: re.Match[str]) -> str:
    """Take out the wide blanks before a subscript, and those behind it within a formula."""
    gap = match.start(1) - match.start()
    return _OUT * gap + match[1] + _OUT * len(match[2] or "")


def _unbracketed(match: re.Match[str]) -> str:
    """Take out the brackets of subscripts; a whole number at the end alone may be a citation."""
    formula = match.group()
    if not _IN_BRACKETS.search(formula[:-1]) and "." not in formula.rpartition("(")[2]:
        return formula
    return _IN_BRACKETS.sub(rf"{_OUT}\1{_OUT}", formula)


def _capitalise(match: re.Match[str]) -> str:
    """Capitalise the symbols of a formula in lower case, as some indexes print titles."""
    symbols = _LOWER_CASE_SYMBOL.findall(match.group())
    if len(set(symbols)) < len(symbols):
        return match.group()
    return _LOWER_CASE_SYMBOL.sub(lambda symbol: symbol.group().capitalize(), match.group())
