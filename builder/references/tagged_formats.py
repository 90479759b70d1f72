"""Read exports that tag each line of an entry: RIS, PubMed's .nbib, Web of Science's plain text.

A field that is given more than once keeps every value; a lost line costs no more than itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.references.entries import Entry

#: Tag → its values, in the order of the lines.
_Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _TaggedFormat:
    """How one format writes its lines."""

    begins: re.Pattern[str]
    """A line that begins an entry."""
    ends: re.Pattern[str]
    tag: re.Pattern[str]
    """A line with a tag (group 1) and a value (group 2)."""
    fields: Callable[[_Fields], dict[str, Any]]
    single: tuple[str, ...] = ()
    """Tags given once an entry: behind a blank line, the second one begins another entry."""
    listed: tuple[str, ...] = ()
    """Tags of which every further line is a value of its own."""


def read_tagged(text: str) -> Iterator[Entry]:
    """Yield every entry of a tagged export of any of the three kinds; none of another text."""
    kind = tagged_kind(text)
    if kind is None:
        return
    form = _FORMATS[kind]
    for line, values in _entries(text.split("\n"), form):
        yield line, form.fields(values)


def tagged_kind(text: str) -> str | None:
    """Return which of the three formats a text is in; None for another text."""
    begun = next((kind for kind, form in _FORMATS.items() if form.begins.search(text)), None)
    return begun or ("RIS" if _RIS_END.search(text) else None)


def _entries(lines: Iterable[str], form: _TaggedFormat) -> Iterator[tuple[int, _Fields]]:
    """Yield each entry with its line: from its first line, or from any tag behind an end."""
    begun, values, last, blank, tag = 0, dict[str, list[str]](), list[str](), False, ""
    for number, line in enumerate(lines, start=1):
        tagged, ended = form.tag.match(line), form.ends.match(line)
        again = tagged and blank and tagged[1] in form.single and tagged[1] in values
        if ended or again or (tagged and form.begins.match(line)):
            if values:
                yield begun, values
            values, last = {}, []
        blank = not line.strip()
        if tagged and not ended:
            begun = begun if values else number
            tag = tagged[1]
            last = values.setdefault(tag, [])
            last.append((tagged[2] or "").strip())
        elif last and line.strip():
            if tag in form.listed:
                last.append(line.strip())
            else:
                last[-1] += " " + line.strip()
    if values:
        yield begun, values


def _first(values: _Fields, *tags: str) -> str | None:
    """Return the first value that is not empty, of the first tag that has one."""
    return next((value for tag in tags for value in values.get(tag, ()) if value), None)


def _all(values: _Fields, *tags: str) -> list[str]:
    """Return every value of the first of these tags that has any."""
    return next((found for tag in tags if (found := [*filter(None, values.get(tag, ()))])), [])


def _paragraphs(values: _Fields, *tags: str) -> str | None:
    """Return all values of all tags as one text, without those that another one holds."""
    found = [value for tag in tags for value in values.get(tag, ()) if value]
    letters = [_letters(value) for value in found[:_MOST_COMPARED]]
    kept = [
        value
        for number, value in enumerate(found)
        if number >= len(letters)
        or not any(
            letters[number] in other and (letters[number] != other or before < number)
            for before, other in enumerate(letters)
            if before != number
        )
    ]
    return " ".join(kept) or None


#: No abstract has so many paragraphs; a file with more is not worth the comparing.
_MOST_COMPARED = 50


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def _ris(values: _Fields) -> dict[str, Any]:
    links = (link for tag in ("UR", "L3", "LK", "M3") for link in values.get(tag, ()))
    return {
        "title": _first(values, "TI", "T1", "CT", "BT"),
        "abstract": _paragraphs(values, "AB", "N2"),
        "doi": _first(values, "DO", "DI")
        or next((link for link in links if re.search(r"doi\.org/|^(?:doi:\s*)?10\.", link)), None),
        "year": _first(values, "PY", "Y1", "DA", "YR"),
        "journal": _first(values, "JF", "T2", "JO", "J2", "JA", "J1"),
        "authors": _all(values, "AU", "A1"),
        "id": _first(values, "AN", "ID"),
    }


def _web_of_science(values: _Fields) -> dict[str, Any]:
    return {
        "title": _first(values, "TI"),
        "abstract": _paragraphs(values, "AB"),
        "doi": _first(values, "DI"),
        "year": _first(values, "PY", "EA"),
        "journal": _first(values, "SO"),
        "authors": _all(values, "AF", "AU"),
        "id": _first(values, "UT"),
    }


def _pubmed(values: _Fields) -> dict[str, Any]:
    located = [*values.get("LID", ()), *values.get("AID", ())]
    number = _first(values, "PMID")
    return {
        "title": _first(values, "TI", "BTI"),
        "abstract": _paragraphs(values, "AB"),
        "doi": next((one.removesuffix("[doi]").strip() for one in located if "[doi]" in one), None),
        "year": _first(values, "DP", "DEP"),
        "journal": _first(values, "JT", "TA"),
        "authors": _all(values, "FAU", "AU"),
        "id": f"pmid:{number}" if number else None,
    }


#: The tags that are known are read with one blank before the dash, too; any other wants its two, so
#: that a folded line that begins with capitals and a dash is none.
_RIS_TAGS = (
    "TY AU A1 A2 A3 A4 AB AD AN AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI DO DP ED EP"
    " ER ET ID IS J1 J2 JA JF JO KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PP PY RI RN RP SE"
    " SN SP ST T1 T2 T3 TA TI TT U1 U2 U3 U4 U5 UR VL VO Y1 Y2 YR"
).replace(" ", "|")
#: Folded lines are indented here, so that a tag is one though its dash was lost.
_PUBMED_TAGS = "PMID|OWN|STAT|TI|LID|AID|AB|FAU|AU|JT|TA|DP|DEP"
_WOS_TAGS = (
    "PT AU AF BA BF CA GP BE TI SO SE BS LA DT CT CY CL SP HO DE ID AB C1 C3 RP EM RI OI FU FP FX"
    " CR NR TC Z9 U1 U2 PU PI PA SN EI BN J9 JI PD PY VL IS PN SU SI MA BP EP AR DI DL D2 EA PG P2"
    " WC WE SC GA UT PM OA HC HP DA"
).replace(" ", "|")
#: An export whose only first line was lost.
_RIS_END = re.compile(r"^ER {1,2}-\s*$", re.MULTILINE)
_NEVER = re.compile(r"(?!)")
_FORMATS = {
    "RIS": _TaggedFormat(
        re.compile(r"^TY {0,2}-(?: |$)", re.MULTILINE),
        re.compile(r"ER {0,2}-?\s*$"),
        re.compile(
            rf"((?:{_RIS_TAGS})(?= {{0,2}}-|   \S)|[A-Z][A-Z0-9](?=  -)) {{0,2}}-?(?:\s(.*)|$)"
        ),
        _ris,
    ),
    "PubMed": _TaggedFormat(
        re.compile(r"^PMID ?-", re.MULTILINE),
        _NEVER,
        re.compile(rf"((?:{_PUBMED_TAGS})(?= )|[A-Z]{{2,4}}(?= {{0,2}}-)) {{0,2}}-?(?: (.*)|$)"),
        _pubmed,
        ("OWN", "STAT", "DCOM", "LR", "IS", "DP", "TI"),
    ),
    "Web of Science": _TaggedFormat(
        re.compile(r"^PT [A-Z]\s*$", re.MULTILINE),
        re.compile(r"E[RF]\s*$"),
        re.compile(rf"({_WOS_TAGS})(?: (.*)|$)"),
        _web_of_science,
        listed=("AU", "AF"),
    ),
}
