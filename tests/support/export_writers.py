"""Write made-up records as the exports of databases and reference managers write them."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """A record to be written into an export and to be read back."""

    title: str
    abstract: str
    doi: str
    year: int
    authors: tuple[str, ...]


def bibtex(records: Sequence[Made]) -> str:
    def value(text: str) -> str:
        return "{" + text.replace("%", r"\%").replace("&", r"\&") + "}"

    return "\n".join(
        f"@article{{key{number},\n  title = {value(one.title)},\n"
        f"  author = {value(' and '.join(one.authors))},\n  year = {{{one.year}}},\n"
        f"  doi = {{{one.doi}}},\n  abstract = {value(one.abstract)}\n}}\n"
        for number, one in enumerate(records)
    )


def ris(records: Sequence[Made]) -> str:
    return "\n".join(
        "TY  - JOUR\n" + "".join(f"AU  - {name}\n" for name in one.authors)
        + f"TI  - {one.title}\nPY  - {one.year}\nDO  - {one.doi}\nAB  - {one.abstract}\nER  - \n"
        for one in records
    )  # fmt: skip


def nbib(records: Sequence[Made]) -> str:
    return "\n".join(
        f"PMID- {number}\nOWN - NLM\nTI  - {one.title}\nLID - {one.doi} [doi]\nAB  - "
        + one.abstract.replace(" ", "\n      ", 1) + "\n"
        + "".join(f"FAU - {name}\n" for name in one.authors)
        + f"DP  - {one.year} Sep 5\n"
        for number, one in enumerate(records, start=1000)
    )  # fmt: skip


def web_of_science(records: Sequence[Made]) -> str:
    entries = "\n".join(
        "PT J\nAF " + "\n   ".join(one.authors) + f"\nTI {one.title}\nSO ACTA\nAB "
        + one.abstract.replace(" ", "\n   ", 1)
        + f"\nPY {one.year}\nDI {one.doi}\nUT WOS:{number:015}\nER\n"
        for number, one in enumerate(records)
    )  # fmt: skip
    return f"FN Clarivate Analytics Web of Science\nVR 1.0\n{entries}\nEF\n"


def web_of_science_tabs(records: Sequence[Made]) -> str:
    head = "PT\tAU\tTI\tSO\tAB\tDI\tPY\tUT\t\n"
    return head + "".join(
        f"J\t{'; '.join(one.authors)}\t{one.title}\tACTA\t{one.abstract}\t{one.doi}\t{one.year}"
        f"\tWOS:{number:015}\t\n"
        for number, one in enumerate(records)
    )


def _table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([names, *rows])
    return out.getvalue()


def scopus(records: Sequence[Made]) -> str:
    names = ("Authors", "Title", "Year", "Source title", "DOI", "Abstract", "EID")
    return _table(names, [
        ("; ".join(one.authors), one.title, one.year, "Acta", one.doi, one.abstract,
         f"2-s2.0-{number:011}")
        for number, one in enumerate(records)
    ])  # fmt: skip


def zotero(records: Sequence[Made]) -> str:
    names = ("Key", "Publication Year", "Author", "Title", "DOI", "Abstract Note", "Date")
    return _table(names, [
        (f"KEY{number}", one.year, "; ".join(one.authors), one.title, one.doi, one.abstract, "")
        for number, one in enumerate(records)
    ])  # fmt: skip


def _people(one: Made) -> list[dict[str, str]]:
    return [dict(zip(("family", "given"), name.split(", "), strict=True)) for name in one.authors]


def csl(records: Sequence[Made]) -> str:
    return json.dumps([
        {"id": f"k{number}", "title": one.title, "abstract": one.abstract, "DOI": one.doi,
         "issued": {"date-parts": [[one.year, 3]]}, "author": _people(one)}
        for number, one in enumerate(records)
    ])  # fmt: skip


def crossref(records: Sequence[Made]) -> str:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;")

    return json.dumps({"status": "ok", "message": {"total-results": len(records), "items": [
        {"title": [escaped(one.title)], "DOI": one.doi, "author": _people(one),
         "issued": {"date-parts": [[one.year]]},
         "abstract": f"<jats:title>Abstract</jats:title><jats:p>{escaped(one.abstract)}</jats:p>"}
        for one in records
    ]}})  # fmt: skip


#: Name of a file → what writes it.
EXPORTS: dict[str, Callable[[Sequence[Made]], str]] = {
    "a.bib": bibtex,
    "a.ris": ris,
    "a.nbib": nbib,
    "a.ciw": web_of_science,
    "savedrecs.txt": web_of_science_tabs,
    "scopus.csv": scopus,
    "zotero.csv": zotero,
    "csl.json": csl,
    "crossref.json": crossref,
}
