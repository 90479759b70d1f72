"""Find the paper and the triple that a verdict was given on, after either was made again.

The id of a paper is that of its bytes, and the id of a triple that of its abstract and words: a new
PDF, or one word more in a record, gives both anew. DOI, title, question, answer and evidence find
them again.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from builder.curation.ledger import Verdict
from builder.library.source_merging import title_key
from builder.triples import Triple, without_title

_DASH = r"[-\u2010-\u2015\u2212]"
_DASHES = re.compile(_DASH)
#: Blanks, and the marks of raised and lowered signs, which other readings of a text leave out.
_LEFT_OUT = re.compile(r"[\s^_]+")

#: Question and answer in a form in which two writings of them agree.
Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """What verdicts are found again by: the names of a paper, and its abstract."""

    id: str
    doi: str | None = None
    title: str | None = None
    text: str = ""


class PaperFinder:
    """The papers of a corpus by id, DOI and title."""

    def __init__(self, papers: Iterable[KnownPaper]) -> None:
        """Note the names of ``papers``; a title or DOI that two of them share names none."""
        self._ids: set[str] = set()
        self._by_doi: dict[str, str] = {}
        self._by_title: dict[str, str] = {}
        for paper in papers:
            self._ids.add(paper.id)
            for names, name in (
                (self._by_doi, (paper.doi or "").casefold()),
                (self._by_title, title_key(paper.title) or ""),
            ):
                names[name] = "" if names.get(name, paper.id) != paper.id else paper.id

    def find(self, verdict: Verdict) -> str | None:
        """Return the id that the paper of a verdict has now; None if it left the corpus."""
        if verdict.paper in self._ids:
            return verdict.paper
        by_doi = self._by_doi.get(verdict.doi.casefold()) if verdict.doi else None
        title = title_key(verdict.title)
        return by_doi or (self._by_title.get(title) if title else None) or None


class TripleFinder:
    """The triples as they are drafted now, by what verdicts say of them."""

    def __init__(self, triples: Sequence[Triple], papers: PaperFinder) -> None:
        """Find among ``triples``, which are drafted from ``papers``."""
        self._triples = triples
        self._papers = papers
        self._ids = {triple.id for triple in triples}

    @cached_property
    def _by_words(self) -> dict[tuple[str, Words], str]:
        """Paper and words → triple; made only once a verdict is not found by its id."""
        found: dict[tuple[str, Words], str] = {}
        for triple in self._triples:
            found.setdefault((triple.paper, words_of(triple)), triple.id)
        return found

    @cached_property
    def _by_evidence(self) -> dict[tuple[Words, str], str]:
        """Words and evidence → the one triple that has them; "" for several."""
        found: dict[tuple[Words, str], str] = {}
        for triple in self._triples:
            borne_out = words_of(triple), plain(triple.evidence)
            if found.setdefault(borne_out, triple.id) != triple.id:
                found[borne_out] = ""
        return found

    def find(self, verdict: Verdict) -> str | None:
        """Return the id that the triple of a verdict has now; None if it is not drafted.

        Of a paper that is gone, the one triple of the corpus with the same words and evidence
        counts; of two such, neither.
        """
        if verdict.triple in self._ids:
            return verdict.triple
        paper = self._papers.find(verdict)
        if paper is not None:
            return self._by_words.get((paper, words_of(verdict)))
        if not verdict.evidence:  # a refusal rests on no evidence that would tell papers apart
            return None
        return self._by_evidence.get((words_of(verdict), plain(verdict.evidence))) or None


def words_of(one: Triple | Verdict) -> Words:
    """Return question and answer as they are compared."""
    return plain(without_title(one.question)), plain(one.answer)


def plain(text: str) -> str:
    """Return a text without blanks and case, with one sign for all dashes, ₂ and ² as 2."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return _LEFT_OUT.sub("", _DASHES.sub("-", text))


def locate(evidence: str, text: str) -> tuple[int, int] | None:
    """Return where the evidence stands in an abstract; blanks and dashes may be others."""
    start = text.find(evidence)
    if start >= 0:
        return start, start + len(evidence)
    words = (_DASH.join(map(re.escape, _DASHES.split(word))) for word in evidence.split())
    found = re.search(r"\s+".join(words), text)
    return found.span() if found else None
