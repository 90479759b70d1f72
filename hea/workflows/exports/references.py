"""Papers as references: BibTeX, CSL JSON and RIS, which reference managers read."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from builder.library.catalog import CatalogEntry
from builder.papers import Paper

#: Signs that LaTeX acts on, as it prints them.
_LATEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
#: What stands for further authors, and before those whose paper a digest retells.
_ET_AL, _AFTER = re.compile(r"\s+et al\.?$"), "after "
#: Initials behind a family name: `Wischi M.`, `Campo K.N.`
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
#: Exports whose keys people choose; those of databases are numbers.
_WITH_KEYS = (".bib", ".json")
#: Words of a title that name nothing.
_EMPTY = frozenset("a an the on of in and for to with from by at".split())


def as_bibtex(papers: Iterable[CatalogEntry]) -> str:
    """Return papers as entries of a BibTeX file, in UTF-8."""
    return "\n".join(_bibtex(key, listed.paper) for key, listed in keyed(papers).items())


def as_csl(papers: Iterable[CatalogEntry]) -> str:
    """Return papers as CSL JSON, the list of items that citeproc and Zotero read.

    The fields are those of version 1.0.2 of its schema.
    """
    items = [_csl(key, listed.paper) for key, listed in keyed(papers).items()]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def as_ris(papers: Iterable[CatalogEntry]) -> str:
    """Return papers in RIS, whose lines end with CR and LF and have a tag of two letters."""
    return "".join(_ris(key, listed.paper) for key, listed in keyed(papers).items())


def keyed(papers: Iterable[CatalogEntry]) -> dict[str, CatalogEntry]:
    """Return citation key → paper; keys that are equal get a letter."""
    found: dict[str, CatalogEntry] = {}
    for listed in papers:
        chosen = listed.paper.key if listed.file.lower().endswith(_WITH_KEYS) else None
        base = key = chosen or _key(listed.paper)
        letter = ord("a")
        while key in found:
            key, letter = f"{base}{chr(letter)}", letter + 1
        found[key] = listed
    return found


def by_key(name: str, papers: Iterable[CatalogEntry]) -> list[CatalogEntry]:
    """Return the papers of a citation key, or of its author and year alone: `gludovatz2014`.

    Args:
        name: What may be a key, as `hea cite` or `hea papers --format bibtex` prints it.
        papers: All papers.
    """
    wanted, found = name.lower(), []
    for key, listed in keyed(papers).items():
        paper = listed.paper
        told = {_key(paper), _key(replace(paper, title=None))} if paper.authors else set()
        if wanted in told | {key.lower()}:
            found.append(listed)
    return found


def is_by(name: str, paper: Paper) -> bool:
    """Return whether an author of a paper has this family name.

    Args:
        name: The family name, in any case.
        paper: The paper.
    """
    families = (family_and_given(author)[0].casefold() for author in paper.authors)
    return name.casefold() in families


def _key(paper: Paper) -> str:
    """Return author, year and a word of the title in ASCII: `gludovatz2014fracture`."""
    author = family_and_given(paper.authors[0])[0].split()[-1:] if paper.authors else []
    words = [w for w in re.findall(r"\w+", paper.title or "") if w.lower() not in _EMPTY]
    parts = [*author, str(paper.year or ""), *words[:1]]
    plain = unicodedata.normalize("NFKD", "".join(parts)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower()) or "paper"


def family_and_given(name: str) -> tuple[str, str]:
    """Return the two names of “Gludovatz, B.”, “Gludovatz B.” or “Bernd Gludovatz”."""
    family, comma, given = _ET_AL.sub("", name.removeprefix(_AFTER)).partition(",")
    if comma:
        return family.strip(), given.strip()
    words = family.split() or [""]
    first = len(words)
    while first > 1 and _INITIALS.fullmatch(words[first - 1]):
        first -= 1
    if first < len(words):
        return " ".join(words[:first]), " ".join(words[first:])
    return words[-1], " ".join(words[:-1])


def _in_bibtex(name: str) -> str:
    """Return a name as BibTeX reads it; one that ends with the family name is left as it is."""
    family, given = family_and_given(name)
    plain = _ET_AL.sub("", name.removeprefix(_AFTER)).strip()
    told = plain if plain.endswith(family) or not given else f"{family}, {given}"
    return told.translate(_LATEX) + (" and others" if _ET_AL.search(name) else "")


def _note(paper: Paper) -> str:
    """Return that a text is a digest of another's paper, as the samples are; "" for a paper."""
    after = [name.removeprefix(_AFTER) for name in paper.authors if name.startswith(_AFTER)]
    return f"Digest of the paper of {' and '.join(after)}; cite that paper" if after else ""


def _bibtex(key: str, paper: Paper) -> str:
    values = {
        "author": " and ".join(map(_in_bibtex, paper.authors)),
        # Braces keep the case of formulas.
        "title": f"{{{paper.title.translate(_LATEX)}}}" if paper.title else "",
        "journal": (paper.journal or "").translate(_LATEX),
        "year": str(paper.year or ""),
        "doi": paper.doi or "",
        "note": _note(paper).translate(_LATEX),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in values.items() if value]
    kind = "article" if paper.journal else "misc"
    return "\n".join(
        [f"@{kind}{{{re.sub(r'[^A-Za-z0-9:_.+/-]', '', key) or 'paper'},", *lines, "}", ""]
    )


def _csl(key: str, paper: Paper) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": key,
        "type": "article-journal" if paper.journal else "article",
        "title": paper.title,
        "author": [
            {"family": family, "given": given} if given else {"literal": family}
            for family, given in map(family_and_given, paper.authors)
        ],
        "container-title": paper.journal,
        "issued": {"date-parts": [[paper.year]]} if paper.year else None,
        "DOI": paper.doi,
        "note": _note(paper),
    }
    return {name: value for name, value in item.items() if value}


def _ris(key: str, paper: Paper) -> str:
    lines = [
        ("TY", "JOUR" if paper.journal else "GEN"),
        ("ID", key),
        *(("AU", ", ".join(p for p in family_and_given(a) if p)) for a in paper.authors),
        ("TI", paper.title),
        ("JO", paper.journal),
        ("PY", str(paper.year or "")),
        ("DO", paper.doi),
        ("N1", _note(paper)),
    ]
    told = [f"{tag}  - {' '.join(value.split())}" for tag, value in lines if value]
    return "".join(f"{line}\r\n" for line in (*told, "ER  - ", ""))
