"""Read the signs of fonts that do not say what their glyphs are: dashes, degrees, Greek, operators.

Publishers set signs in fonts of their own, whose glyphs come out of the file as other letters
(``À`` for a minus, ``e`` for a dash) or as control characters. What such a glyph is, is told by, in
this order: its name in the font, the known layout of that font, its printed shape, and its place
between digits and symbols. Where all are silent it is U+FFFD, as a sign that is left out would
make another compound or number. A letter of an ordinary font is never touched, save where its place
admits no letter.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from builder.pdf.display_list import Painting
from builder.pdf.signs.misplaced_letters import OF_3B2, without_letters_for_signs
from builder.pdf.signs.shapes import printed_sign

#: Stands for a sign that could not be read.
UNREAD = "\ufffd"

#: TeX's symbol encoding (Knuth, The METAFONTbook, appendix F), which 3B2's and MathTime's follow.
_TEX = {
    0: "−", 1: "·", 2: "×", 3: "∗", 4: "÷", 5: "⋄", 6: "±", 7: "∓", 14: "°", 15: "•", 17: "≡",
    20: "≤", 21: "≥", 24: "∼", 25: "≈", 28: "≪", 29: "≫", 32: "←", 33: "→", 36: "↔", 39: "≃",
    47: "∝", 48: "′", 49: "∞", 50: "∈", 102: "{", 103: "}", 106: "|", 107: "∥", 112: "√",
}  # fmt: skip
#: Glyph names of Advent 3B2 (C and the TeX code) and of Mathematical Pi that no standard knows.
_NAMES = {f"C{code}": sign for code, sign in _TEX.items()} | {
    "C138": "]", "H11001": "+", "H11002": "−", "H11003": "×", "H11005": "=", "H11006": "±",
    "H11011": "∼", "H11021": "<", "H11022": ">", "H11032": "′", "H11349": "≤", "H11350": "≥",
    "H9004": "Δ", "H9251": "α", "H9252": "β", "H9253": "γ", "H9254": "δ", "H9262": "μ",
    "openbullet": "°",
}  # fmt: skip
_TEX_FONT = re.compile(r"Adv(?:P4C4E74|P4C4E4|Mac|MT|Math)|MTSY|CMSY|TeX_CM_Maths_Sym")
_MATHEMATICAL = re.compile(r"MTMI|MTSY|CM[A-Z]+\d|TeX_CM|Advmathit")
#: 3B2's layout of TeX's signs; small letters are those of TeX.
_SET_BY_3B2 = str.maketrans(
    {"¼": "=", "þ": "+", "À": "−", "Â": "×", "ð": "(", "Þ": ")", "Á": "·", "½": "[", "\x8a": "]",
     "Ã": "∗", "Æ": "±"}
)  # fmt: skip
#: Of the same, those that stand for a sign in whichever font they stand alone.
_PI_ONLY = re.compile(r"[¼þÀÂðÞÁ\s]+")
_ONLY_3B2 = re.compile(r"[¼þÀÂðÞÁ½\x8aÃÆ\s]+")
#: Glyphs of Advent's fonts of single signs: font, letter, sign.
_SINGLE = {("AdvPS44A44B", "e"): "–", ("AdvPS44A44B", "$"): "·", ("AdvEls-ent5", "1"): "°"}

#: An italic of 3B2, otherwise of letters, whose equals sign is printed as a slash: I4/m, B∥.
_SLASHED = re.compile(r"AdvTTd0b5fdba")
_SLASHES = {"=": "/", "==": "∥"}

_SIGN_FONT = re.compile(
    r"AdvTTd0b5fdba|Adv(?:PS?[0-9A-F]{4,6}|Els|Mac|MT|Math|Pi|Sym|PSSym)|MTSY|MTMI|CMSY|TeX_CM"
    r"|[Ss]ymbol|[Gg]reek|MathematicalPi|Mathematica\d|Universal|\bPi\b|_ent|-ent\d"
)
#: Adobe's Symbol encoding of Latin letters.
SYMBOL_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
#: A font of signs holds a handful of glyphs.
_FEW_GLYPHS = 12
#: Greek letters that stand together, as in a unit or a difference: μΩ, Δσ.
_MOST_GREEK = 3
#: So far the ink of a neighbour may reach into the box of a glyph, in parts of its size.
_NEIGHBOUR = 0.025
#: Signs that are found by their shape on one page: each is drawn once.
_MOST_SHAPES = 60

_MEANINGLESS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
#: Word processors' Symbol (U+F000 and its code) and publishers' ligatures are known by themselves.
_KNOWN_PRIVATE = re.compile(r"[\ue000-\ue004\ue020\ue09d\ue100-\ue104\uf020-\uf07e\uf0a0-\uf0ff]")
_SUSPECT = re.compile(f"{_MEANINGLESS.pattern}|{OF_3B2.pattern}")


class SignReader:
    """Reads the signs of one page."""

    def __init__(self, painting: Painting, raw: dict[str, Any]) -> None:
        """Prepare for the page that ``painting`` shows; ``raw`` holds its blocks and lines."""
        self._painting = painting
        self._raw = raw
        self._is_plain = not _may_hold_signs(_spans(raw))
        self._glyphs: dict[str, set[str]] | None = None
        self._by_shape: dict[tuple[str, str], str | None] = {}
        self._origins: dict[tuple[str, tuple[float, float]], list[dict[str, Any]]] | None = None

    def are_in(self, spans: Sequence[dict[str, Any]]) -> bool:
        """Return whether a line of the page may hold signs that are to be read."""
        return not self._is_plain and _may_hold_signs(spans)

    def texts(self, spans: Sequence[dict[str, Any]]) -> list[str]:
        """Return the texts of the spans of a line, with their signs read."""
        texts: list[str] = [span["text"] for span in spans]
        if not self.are_in(spans):
            return texts
        font = ""
        for number, (span, text) in enumerate(zip(spans, texts, strict=True)):
            if not text.strip(" "):
                continue
            if _is_sign_font(span["font"]) or (span["font"] != font and _PI_ONLY.fullmatch(text)):
                texts[number] = self._signs(span, text)
            else:
                font = span["font"]
            if _PICTURES.search(span["font"]):
                texts[number] = _MEANINGLESS.sub("", text)
            elif _MEANINGLESS.search(texts[number]):
                texts[number] = self._by_name_or_shape(span, texts[number])
        if _MEANINGLESS.search("".join(texts)):
            texts = _placed(texts)
        return without_letters_for_signs(texts)

    def _signs(self, span: dict[str, Any], text: str) -> str:
        """Read a span of a font of signs."""
        font = span["font"]
        if _SLASHED.search(font):
            return text.replace(text.strip(), _SLASHES.get(text.strip(), text.strip()))
        if _ONLY_3B2.fullmatch(text) and (_TEX_FONT.search(font) or _PI_ONLY.fullmatch(text)):
            return text.translate(_SET_BY_3B2)
        alone = text.strip()
        if _MATHEMATICAL.search(font):
            return text  # its letters are letters
        if not ("!" <= alone <= "~" and self._is_few(font)):
            return text
        if len(alone) > 1:
            return text.replace(alone, self._greek(span, alone) or alone)
        sign = _single(font, alone)
        if _TEX_FONT.search(font) and "Adv" in font and ord(alone) in _TEX:
            sign = _TEX[ord(alone)]
        if not (sign or alone.isalnum() or alone == "$"):
            return text
        printed = self._shape(span, alone, (alone, SYMBOL_LETTERS.get(alone, "")))
        if printed is None:
            # The known layout of a font holds, unless the page shows the letter itself.
            return text.replace(alone, sign) if sign else text
        if printed == "−" and sign != "−":
            printed = "–"
        return text.replace(alone, sign or printed)

    def _greek(self, span: dict[str, Any], letters: str) -> str | None:
        """Return the Greek that a few letters are printed as, such as μΩ; None for any other."""
        if not (len(letters) <= _MOST_GREEK and letters.isalpha() and letters.isascii()):
            return None
        greek = [SYMBOL_LETTERS[letter] for letter in letters]
        boxes = {char["c"]: char["bbox"] for char in self._characters_of(span)}
        for letter, sign in zip(letters, greek, strict=True):
            if letter not in boxes:
                return None
            left, top, right, bottom = boxes[letter]
            inset = _NEIGHBOUR * span["size"]
            glyph = {**span, "bbox": (left + inset, top, right - inset, bottom)}
            if self._shape(glyph, letter, (letter, sign)) != sign:
                return None
        return "".join(greek)

    def _characters_of(self, span: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the characters of a span, each with its box; [] where they are not found."""
        if self._origins is None:
            blocks = self._painting.characters(0)["blocks"]
            lines = [line for block in blocks for line in block.get("lines", ())]
            self._origins = {
                (found["font"], found["origin"]): found["chars"]
                for line in lines
                for found in line["spans"]
            }
        return self._origins.get((span["font"], span["origin"]), [])

    def _by_name_or_shape(self, span: dict[str, Any], text: str) -> str:
        """Replace characters without meaning by what their names or, alone, their shapes say."""
        for character in set(_MEANINGLESS.findall(text)):
            if _KNOWN_PRIVATE.match(character):
                continue
            names = self._painting.glyph_names(span["font"])
            sign = _NAMES.get(names.get(ord(character), ""))
            if sign is None and text.strip(" ") == character:
                sign = self._shape(span, character)
            if sign is None and _TEX_FONT.search(span["font"]) and not names:
                sign = _TEX.get(ord(character))
            if sign:
                text = text.replace(character, sign)
        return text

    def _shape(
        self, span: dict[str, Any], character: str, instead_of: tuple[str, str] = ("", "")
    ) -> str | None:
        """Return the sign that a glyph alone in its span looks like."""
        key = (span["font"], character)
        if key not in self._by_shape:
            if len(self._by_shape) >= _MOST_SHAPES:
                return None
            x0, _, x1, _ = span["bbox"]
            self._by_shape[key] = printed_sign(
                self._painting, x0, x1, span["origin"][1], span["size"], instead_of
            )
        return self._by_shape[key]

    def _is_few(self, font: str) -> bool:
        """Return whether the page shows only a handful of glyphs of a font."""
        if self._glyphs is None:
            self._glyphs = {}
            for span in _spans(self._raw):
                self._glyphs.setdefault(span["font"], set()).update(span["text"])
        return len(self._glyphs.get(font, ())) <= _FEW_GLYPHS


def _spans(raw: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the spans of a page."""
    return [
        span for block in raw["blocks"] for line in block.get("lines", ()) for span in line["spans"]
    ]


def _may_hold_signs(spans: Sequence[dict[str, Any]]) -> bool:
    """Return whether a span is of a font of signs, or holds a character that may be another."""
    if any(map(_is_sign_font, {span["font"] for span in spans})):
        return True
    text = "".join([span["text"] for span in spans])
    return not (text.isascii() and text.isprintable()) and _SUSPECT.search(text) is not None


@cache
def _is_sign_font(font: str) -> bool:
    return _SIGN_FONT.search(font) is not None


def _single(font: str, letter: str) -> str | None:
    return next((s for (name, one), s in _SINGLE.items() if one == letter and name in font), None)


#: What stands before a sign and what behind it, and the sign. "¤" is the glyph.
_PLACES = (
    (re.compile(r"(?<=\d)( ?)¤(?= ?[CF](?![A-Za-z]))"), r"\1°"),
    (re.compile(r"(?<=[\d)] )¤(?= ?10(?!\d))"), "×"),
    (re.compile(r"(?<=\d)¤(?=10 ?[-−–^¤]? ?\d)"), "×"),
)
#: An unknown glyph alone between words or at the edge of a line is an ornament: a bullet, a badge.
_ORNAMENT = re.compile(
    r"^\s*¤+(?=\s*$|\s+[A-Za-z])|(?<=[.,;:]\s)¤+(?=\s*$|\s+[A-Za-z])|(?<=[a-z][.;:])¤+(?=\s*$)"
)
_LIGATURE = re.compile(
    r"(?<=[A-Za-z])¤(?=[a-z]{2})|(?<=[a-z]{2})¤(?=[a-z])|(?<![^\s(\[“‘'-])¤(?=[a-z]{3})"
    r"|(?<=[a-z]{3})¤(?!\w)"
)
#: Fonts of pictures: badges of authors, bullets, hands.
_PICTURES = re.compile(r"(?i)icon|awesome|orcid|icomoon|dingbat|webding|wingding|logo|ornament")


def _placed(texts: list[str]) -> list[str]:
    """Read unknown glyphs by their place in the line; mark those whose loss would change it."""
    line = "".join(texts)
    owners = [number for number, text in enumerate(texts) for _ in text]
    marked = _MEANINGLESS.sub(lambda m: m[0] if _KNOWN_PRIVATE.match(m[0]) else "¤", line)
    signs = list(marked)
    for place, sign in _PLACES:
        for found in place.finditer(marked):
            signs[found.end() - 1] = sign[-1]
    rest = "".join(signs)
    for kind in (_ORNAMENT, _LIGATURE):
        for found in kind.finditer(rest):
            for at in range(found.start(), found.end()):
                if signs[at] == "¤":
                    # A ligature is told by the words of the page, an ornament is nothing.
                    signs[at] = line[at] if kind is _LIGATURE else ""
    out = [""] * len(texts)
    for number, sign in zip(owners, signs, strict=True):
        out[number] += UNREAD if sign == "¤" else sign
    return out
