"""Write LaTeX as plain text: accents, macros, formulas, units of siunitx, formulas of mhchem.

The work is done by pylatexenc; here stand the macros that it lacks and the habits of BibTeX files,
in which a per cent sign begins no comment and a dollar may stand alone.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from builder.text.raised import raised, resolve_raised, without_marks

_LATEX = re.compile(r"[\\{}$~]|--|``|''")
#: Signs that BibTeX files write unescaped though LaTeX gives them a meaning of their own.
_BARE_SIGN = re.compile(r"(?<!\\)[%&#]")
_DOLLAR = re.compile(r"(?<!\\)\$")
#: A tie holds words together; behind a blank or a bracket it holds nothing and means “about”.
_ABOUT = re.compile(r"(?:^|(?<=[\s(\[=]))~(?=\s?[\d$])")
_RAISED_GROUP = re.compile(r"(?<!\\)\^\s?(?=\{)")
#: Some publishers' exports escape a formula sign by sign: {\$}{\$}{\_}{\{}0.5{\}}{\$}{\$}.
_ESCAPED_MATH = r"{\$}"
_ESCAPED_SIGN = re.compile(r"\{\\([${}_])\}")
#: A macro of a letter ends at the blank behind it: S\o rensen, \textdegree C, \mu m.
_LETTER = re.compile(
    r"\\(o|O|l|L|aa|ae|AE|oe|OE|ss|i|j|dh|th|dj|textdegree|degree|textmu|textmicro|micro|upmu|mu"
    r"|textless)\s+(?=[A-Za-zß-ÿ\\{])"
)
_LOWERED_GROUP = re.compile(r"(?<!\\)_\s?(?=\{)")
_RAISED_SIGN = re.compile(r"\^\s?([∘°◦′″*†+−-]|[+−-]?\d+|[A-Za-z])")
_RELATION = re.compile(r"\s?([=<>≤≥≈≃≅≲≳∝×±→])\s?")
_LOWERED_SIGN = re.compile(r"_\s?(?=\S)")
_EXPONENT = re.compile(r"(?<=[\d.])\s*[eEdD]\s*([+-]?\d+)$")
#: Longest LaTeX that is read, in characters; pylatexenc takes a second for 50,000.
_MOST_LATEX = 50_000
#: Nested deeper than any paper's formula: the parser calls itself at each brace.
_MOST_DEPTH = 60

#: Macros and what they print; %s is their first argument.
_PRINTED = {
    "textdegree": "°", "degree": "°", "celsius": "°C", "textcelsius": "°C", "degreeCelsius": "°C",
    "textmu": "µ", "textmicro": "µ", "micro": "µ", "upmu": "µ", "ohm": "Ω", "textohm": "Ω",
    "angstrom": "Å", "permil": "‰", "textperthousand": "‰", "perthousand": "‰", "percent": "%",
    "texttimes": "×", "textpm": "±", "textminus": "−", "textdiv": "÷", "textasciitilde": "~",
    "textless": "<", "textgreater": ">", "textapprox": "≈", "nobreakspace": " ", "thinspace": " ",
    "enspace": " ", "leqslant": "≤", "geqslant": "≥", "lesssim": "≲", "gtrsim": "≳",
    "textrightarrow": "→", "textbackslash": "\\", "cite": "", "citep": "", "citet": "", "label": "",
    "par": " ", "newline": " ", "hspace": " ", "vspace": " ", "phantom": "", "footnote": "",
    "nolinkurl": "%s", "url": "%s", "operatorname": "%s", "mathring": "%s", "hbox": "%s",
    "enquote": "“%s”", "mathop": "%s", "ensuremath": "%s", "boldsymbol": "%s", "bm": "%s",
    "texorpdfstring": "%s", "uppercase": "%s", "\\": " ",
}  # fmt: skip
_PRINTED |= {
    f"text{name}": letter
    for name, letter in zip(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau"
        " upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split(),
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ",
        strict=True,
    )
}
#: Arguments of macros that pylatexenc does not know: { for one that must be there, [ for an option.
_ARGUMENTS = {
    "textsubscript": "{", "textsuperscript": "{", "ce": "{", "SI": "[{[{", "qty": "[{{",
    "SIrange": "[{{{", "qtyrange": "[{{{", "SIlist": "[{{", "qtylist": "[{{", "num": "[{",
    "numrange": "[{{", "numlist": "[{", "si": "[{", "unit": "[{", "ang": "[{", "sqrt": "[{",
    "enquote": "{", "bm": "{", "boldsymbol": "{", "texorpdfstring": "{{", "href": "{{",
    "nolinkurl": "{", "url": "{", "operatorname": "{", "hbox": "{", "mathop": "{",
    "nicefrac": "{{", "tfrac": "{{", "dfrac": "{{", "sfrac": "{{", "frac": "{{", "phantom": "{",
    "uppercase": "{", "bar": "{", "overline": "{",
}  # fmt: skip


def latex_text(source: str) -> str:
    """Return LaTeX as plain text; a text without any is returned as it is.

    Raises:
        ValueError: Its braces or commands make no sense.
    """
    return resolve_raised(marked_latex(source))


def marked_latex(source: str) -> str:
    """Return LaTeX as `latex_text` does, but with what is raised only marked.

    So it can be put into a text that tells how to write it: s$^{-1}$ → s^-1.

    Raises:
        ValueError: Its braces or commands make no sense.
    """
    if not _LATEX.search(source) and "^{" not in source:
        return source
    if len(source) > _MOST_LATEX:
        raise ValueError("it is too long to be LaTeX of a paper's record")
    if _depth(source) > _MOST_DEPTH:
        raise ValueError("its braces are nested too deeply")
    if source.count(_ESCAPED_MATH) > 1:
        source = _ESCAPED_SIGN.sub(r"\1", source.replace(r"{\^{}}", "^")).replace("$$", "$")
    source = without_marks(_ABOUT.sub(r"\\textasciitilde{}", source))
    source = _LETTER.sub(r"\\\1{}", source)
    source = _BARE_SIGN.sub(r"\\\g<0>", source)
    if len(_DOLLAR.findall(source)) % 2:
        source = _DOLLAR.sub(r"\\$", source)
    source = _RAISED_GROUP.sub(r"\\textsuperscript", source)
    source = _LOWERED_GROUP.sub(r"\\textsubscript", source)
    walker, writer = _machines()
    try:
        nodes, *_ = walker(source).get_latex_nodes()
        text: str = writer.nodelist_to_text(nodes)
    except Exception as error:  # pylatexenc meets broken input with errors of many kinds
        raise ValueError(f"its LaTeX cannot be read ({type(error).__name__})") from error
    return text.replace("\u223c", "~")


def _depth(source: str) -> int:
    """Return how deeply braces are nested at most."""
    depth = deepest = 0
    for sign in re.findall(r"[{}]", source):
        depth += 1 if sign == "{" else -1
        deepest = max(deepest, depth)
    return deepest


@cache
def _machines() -> tuple[Callable[[str], Any], Any]:
    """Return pylatexenc's reader and writer with our macros."""
    from pylatexenc import latex2text, latexwalker, macrospec

    reading = latexwalker.get_default_latex_context_db()
    reading.add_context_category(
        "papers",
        [macrospec.MacroSpec(name, args) for name, args in _ARGUMENTS.items()],
        prepend=True,
    )
    writing = latex2text.get_default_latex_context_db()
    specs = {**_PRINTED, **_WRITERS}
    writing.add_context_category(
        "papers",
        [latex2text.MacroTextSpec(name, simplify_repl=text) for name, text in specs.items()],
        prepend=True,
    )

    spaces = {"between-macro-and-chars": False, "between-latex-constructs": True,
              "after-comment": False, "in-equations": "macros"}  # fmt: skip
    writer = latex2text.LatexNodes2Text(
        latex_context=writing, math_mode="text", strict_latex_spaces=spaces
    )
    formula = writer.math_node_to_text
    writer.math_node_to_text = lambda node: _math(formula(node))
    return lambda source: latexwalker.LatexWalker(
        source, latex_context=reading, tolerant_parsing=True
    ), writer


def _math(text: str) -> str:
    """Write a formula's scripts of one sign (x_i, m^2, 700^∘), with blanks around relations."""
    text = _RAISED_SIGN.sub(lambda match: raised(match[1]), _LOWERED_SIGN.sub("", text))
    return _RELATION.sub(r" \1 ", text.replace("'", "′")).strip(" ")


def _arguments(node: Any) -> list[str]:
    """Return the arguments of a macro as they are written, without their braces."""
    return [
        "" if one is None else re.sub(r"\A[{\[]|[}\]]\Z", "", one.latex_verbatim())
        for one in node.nodeargd.argnlist
    ]


def _last(node: Any, l2tobj: Any) -> str:
    """Return the last argument of a macro as text."""
    last = node.nodeargd.argnlist[-1]
    return str(l2tobj.nodelist_to_text([last])) if last is not None else ""


def _fraction(node: Any, l2tobj: Any) -> str:
    over, under = (str(l2tobj.nodelist_to_text([one])) for one in node.nodeargd.argnlist[-2:])
    return f"{over}/{under}"


def _root(node: Any, l2tobj: Any) -> str:
    inner = _last(node, l2tobj).strip()
    return f"√{inner}" if re.fullmatch(r"\w*", inner) else f"√({inner})"


def _formula(node: Any, l2tobj: Any) -> str:
    """Write a formula of mhchem: Fe^3+ has its charge raised without braces."""
    text = _last(node, l2tobj).replace("<=>", "⇌").replace("->", "→").replace("$", "")
    return _RAISED_SIGN.sub(r"\1", _LOWERED_SIGN.sub("", text))


def _number(source: str) -> str:
    """Write a number of siunitx: 1,5e-3 → 1.5 × 10^-3."""
    text = source.replace(",", ".").replace(r"\pm", "±").replace("+-", "±").replace("~", "")
    text = re.sub(r"\s*±\s*", " ± ", text.strip())
    text = re.sub(r"(?<![\d.])\.(?=\d)", "0.", text)
    text = _EXPONENT.sub(r" × 10^\1", text)
    return re.sub(r"^([+-]?)[eE]([+-]?\d+)$", r"\g<1>10^\2", text)


@cache
def _unit_names() -> Mapping[str, Mapping[str, str]]:
    path = Path(__file__).with_name("data") / "siunitx.toml"
    names: Mapping[str, Mapping[str, str]] = tomllib.loads(path.read_text("utf-8"))
    return names


_UNIT = re.compile(r"\\(?P<macro>[A-Za-z]+)(?:\s*\{(?P<of>[^{}]{0,20})\})?|(?P<plain>[^\\\s]+)")
_POWERS = {"squared": "2", "cubed": "3", "square": "2", "cubic": "3"}


def _unit(source: str) -> str:
    r"""Write a unit of siunitx: \joule\per\mole\per\kelvin → J mol^-1 K^-1."""
    names = _unit_names()
    units: list[list[str]] = []  # symbol, power
    prefix, sign, coming = "", "", ""
    for token in _UNIT.finditer(source.replace(r"\textsuperscript", "^")):
        macro, given = token["macro"], token["of"]
        if macro is None:
            plain = latex_text(f"${re.sub('[.~]', ' ', token['plain'])}$")
            units.append([plain, ""])
        elif macro == "per":
            sign = "-"
        elif macro in ("squared", "cubed", "tothe"):
            power = _POWERS.get(macro) or given or ""
            if units and power:
                units[-1][1] = units[-1][1].rstrip("1") + power
        elif macro in ("square", "cubic", "raiseto"):
            coming = _POWERS.get(macro) or given or ""
        elif macro in names["prefixes"]:
            prefix = names["prefixes"][macro]
        elif macro not in ("of", "highlight", "cancel"):
            symbol = names["units"].get(macro) or _abbreviated(macro)
            power = f"{sign}{coming}" if coming else sign and "-1"
            units.append([prefix + symbol, power])
            prefix, sign, coming = "", "", ""
    written = (f"{symbol}^{power}" if power else symbol for symbol, power in units)
    return " ".join(" ".join(written).split())


def _abbreviated(macro: str) -> str:
    """Return the symbol of a macro that is named by it: MPa, um, kohm."""
    return re.sub("ohm$", "Ω", re.sub("^u(?=[A-Za-z])", "µ", macro))


def _quantity(*parts: str) -> str:
    *numbers, unit = parts
    return " ".join(filter(None, (*numbers, unit))).replace(" %", "%")


def _list(source: str) -> str:
    *others, last = map(_number, source.split(";"))
    return f"{', '.join(others)} and {last}" if others else last


#: Macros that are written by a function; pylatexenc hands itself over by the name l2tobj.
_WRITERS: dict[str, Callable[[Any, Any], str]] = {
    "textsuperscript": lambda node, l2tobj: raised(_last(node, l2tobj)),
    "textsubscript": _last,
    "href": _last,
    "bar": lambda node, l2tobj: f"{_last(node, l2tobj)}\u0305",
    "overline": lambda node, l2tobj: f"{_last(node, l2tobj)}\u0305",
    "sqrt": _root,
    **dict.fromkeys(("frac", "nicefrac", "tfrac", "dfrac", "sfrac"), _fraction),
    "ce": _formula,
    "num": lambda node, l2tobj: _number(_arguments(node)[1]),
    "ang": lambda node, l2tobj: f"{_number(_arguments(node)[1].rstrip(';'))}°",
    "si": lambda node, l2tobj: _unit(_arguments(node)[1]),
    "unit": lambda node, l2tobj: _unit(_arguments(node)[1]),
    "SI": lambda node, l2tobj: _quantity(_number(_arguments(node)[1]), _unit(_arguments(node)[3])),
    "qty": lambda node, l2tobj: _quantity(_number(_arguments(node)[1]), _unit(_arguments(node)[2])),
    "numrange": lambda node, l2tobj: " to ".join(map(_number, _arguments(node)[1:3])),
    "numlist": lambda node, l2tobj: _list(_arguments(node)[1]),
    **dict.fromkeys(
        ("SIrange", "qtyrange"),
        lambda node, l2tobj: _quantity(
            _number(_arguments(node)[1]),
            "to",
            _number(_arguments(node)[2]),
            _unit(_arguments(node)[3]),
        ),
    ),
    **dict.fromkeys(
        ("SIlist", "qtylist"),
        lambda node, l2tobj: _quantity(_list(_arguments(node)[1]), _unit(_arguments(node)[2])),
    ),
}
