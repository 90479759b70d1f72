"""Read BibTeX files: bibtexparser cuts them into blocks, here strings are put in, LaTeX undone."""

import logging
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from builder.clock import OutOfTimeError, cpu_limit
from builder.references.entries import Entry
from builder.text.latex import latex_text

#: Longest value, in characters: strings that double would fill the memory. Longest name of an
#: author, and value of a field that is neither title nor abstract: what is longer is left out.
_MOST_VALUE, _MOST_OTHER = 100_000, 10_000
#: CPU time for one entry; an ordinary one takes a thousandth of a second.
_MOST_SECONDS = 10
_PART = re.compile(r'\s*(?:\{(?P<braced>.*)\}|"(?P<quoted>.*)"|(?P<name>[^{}"#\s]+))\s*', re.DOTALL)
#: A field between two entries: a brace too few or too many ended the one before it.
_STRAY_FIELD = re.compile(r"^\s{0,40}[\w-]{1,40}\s{0,9}=\s{0,9}[{\"]", re.MULTILINE)
_TWICE = ("abstract",)
_TEXTS = ("title", "abstract")
_READ = "title abstract doi year date journal journaltitle author unique-id url ee note".split()
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def read_bibtex(text: str) -> Iterator[Entry]:
    """Yield the entries of a BibTeX file; what cannot be parsed is an entry with the reason."""
    from bibtexparser import model
    from bibtexparser.splitter import Splitter

    # It warns of each broken block; here each is a row with its reason.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    try:
        blocks = Splitter(text).split().blocks
    except MemoryError:
        raise
    except Exception:  # the parser says that it fails hard on what it does not foresee
        yield 1, "this file cannot be parsed as BibTeX; export it again."
        return
    strings: dict[str, str | None] = {month: month for month in _MONTHS}
    for block in blocks:
        if isinstance(block, model.String):
            try:
                strings[block.key.lower()] = _resolved(block.value, strings)
            except ValueError:
                strings[block.key.lower()] = None
    for block in blocks:
        line = (block.start_line or 0) + 1
        found = getattr(block, "ignore_error_block", None) or block
        if isinstance(found, model.Entry):
            yield line, _guarded_entry(found, strings)
        elif isinstance(block, model.ParsingFailedBlock) and not _is_no_entry(block.raw or ""):
            yield line, f"this BibTeX entry cannot be parsed; look for {_fault(block.error)}."
        elif isinstance(block, model.ImplicitComment) and _STRAY_FIELD.search(block.comment):
            yield line, "fields stand here outside of an entry; look for a brace above them."


def _guarded_entry(block: Any, strings: Mapping[str, str | None]) -> dict[str, Any] | str:
    """Return the fields of an entry, or what is wrong with them, and that soon."""
    try:
        with cpu_limit(_MOST_SECONDS):
            return _entry(block, strings)
    except OutOfTimeError:
        return f"reading this BibTeX entry took over {_MOST_SECONDS} s; shorten its fields."
    except RecursionError:
        return "this BibTeX entry is nested too deeply; take it away."


def _is_no_entry(raw: str) -> bool:
    return re.match(r"\s*@(?:comment|preamble|string)\b", raw, re.IGNORECASE) is not None


def _fault(error: object) -> str:
    """Return in words what the parser stumbled over."""
    reason = str(getattr(error, "abort_reason", ""))
    if "comma after entry key" in reason:
        return "the citation key, which is to stand before the first comma"
    if "Expected a `=`" in reason:
        return "a missing comma or “=” between two fields"
    return "an unbalanced brace or quotation mark"


def _entry(block: Any, strings: Mapping[str, str | None]) -> dict[str, Any] | str:
    """Return the fields of an entry, or what is wrong with them."""
    values: dict[str, list[str]] = {}
    try:
        for one in block.fields:
            if (name := one.key.lower()) not in _READ:
                continue
            value = _resolved(one.value, strings)
            if value is None and name in _TEXTS:
                raise ValueError(f"its {name} is longer than that of any paper")
            if value is not None and (len(value) <= _MOST_OTHER or name in (*_TEXTS, "author")):
                values.setdefault(name, []).append(value)
        names = _names(" and ".join(values.pop("author", ())))
        authors = [latex_text(name) for name in names if len(name) <= _MOST_OTHER]
        fields = {name: _paragraphs(name, given) for name, given in values.items()}
    except ValueError as error:
        return f"this BibTeX entry cannot be read: {error}."
    return {
        "title": fields.get("title"),
        "abstract": fields.get("abstract"),
        "doi": fields.get("doi") or _link(fields),
        "year": fields.get("year") or fields.get("date"),
        "journal": fields.get("journal") or fields.get("journaltitle"),
        "authors": authors,
        "id": fields.get("unique-id") or block.key.strip() or None,
    }


def _paragraphs(name: str, given: list[str]) -> str:
    """Return a field as text; an abstract that is given twice has two paragraphs."""
    return " ".join(map(latex_text, dict.fromkeys(given) if name in _TWICE else given[:1]))


def _link(fields: Mapping[str, str]) -> str | None:
    """Return a link that names a DOI."""
    return next((v for n in ("url", "ee", "note") if "doi.org/" in (v := fields.get(n, ""))), None)


def _resolved(source: str, strings: Mapping[str, str | None]) -> str | None:
    """Return a value without its delimiters, with strings put in: {A} # "b" # name.

    None if it would be longer than any text of a paper.

    Raises:
        ValueError: A part of it has no delimiters.
    """
    parts: list[str | None] = []
    for part in _concatenated(source):
        found = _PART.fullmatch(part)
        if found is None:
            raise ValueError("a value has neither braces nor quotation marks")
        if found["braced"] is not None and not _balances(found["braced"]):
            raise ValueError("two values stand side by side; look for a missing comma")
        if (name := found["name"]) is not None:
            parts.append(strings.get(name.lower(), name))
        else:
            parts.append(next(filter(None, (found["braced"], found["quoted"])), ""))
    if None in parts or sum(map(len, filter(None, parts))) > _MOST_VALUE:
        return None
    return "".join(filter(None, parts))


def _balances(text: str) -> bool:
    """Return whether each brace of a text is closed within it, and none that was not open."""
    depth = 0
    for sign in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _concatenated(source: str) -> list[str]:
    """Cut a value at each # outside of braces and quotation marks."""
    if "#" not in source:
        return [source]
    parts, depth, quoted, start = [], 0, False, 0
    for sign in re.finditer(r'(?<!\\)[{}"#]', source):
        match sign[0]:
            case "{":
                depth += 1
            case "}":
                depth -= 1
            case '"' if depth == 0:
                quoted = not quoted
            case "#" if depth == 0 and not quoted:
                parts.append(source[start : sign.start()])
                start = sign.end()
    return [*parts, source[start:]]


def _names(source: str) -> list[str]:
    """Cut a list of authors at each “and” outside of braces; “others” is no name."""
    names, depth, words = [], 0, list[str]()
    for word in chain(source.split(), ("and",)):
        if word.lower() == "and" and depth == 0:
            names.append(" ".join(words))
            words = []
            continue
        words.append(word)
        depth += len(re.findall(r"(?<!\\)\{", word)) - len(re.findall(r"(?<!\\)\}", word))
    if words:  # its braces do not balance
        names.append(" ".join(words[:-1]))
    return [name for name in names if name and name.lower() not in ("others", "et al.")]
