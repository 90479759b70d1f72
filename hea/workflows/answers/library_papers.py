"""The papers of an opened workspace as an answer reads them: by search, by value and by name."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from answer.papers import FoundBody
from answer.question.intent import ALL_YEARS, Years
from builder.library import body_values
from builder.library.catalog import CatalogEntry, by_id
from builder.library.property_table import PropertyRow
from builder.library.stored_bodies import paragraphs_of, tables_of
from builder.library.stored_values import find_rows
from retrieval.body.schema import has_body_index
from retrieval.filters import Filters
from retrieval.hybrid import Hit, Searcher
from retrieval.lexical import has_word, papers_with

#: Papers found by the words of their bodies whose bodies are read, beside those found by abstract.
_BY_BODY = 4
#: Papers found by abstract whose bodies are read where bodies are searched, too.
_BY_ABSTRACT = 3
#: Bodies that are kept in memory: those of the papers that the last questions were about.
_MOST_BODIES = 32


class LibraryPapers:
    """The papers that pass the filters of an opened workspace; see `answer.papers.Papers`."""

    def __init__(self, searcher: Searcher, filters: Filters = Filters()) -> None:
        """Read the papers of an open index that pass ``filters``."""
        self.searcher = searcher
        self._filters = filters
        self._values: dict[str, list[PropertyRow]] = {}
        self._bodies: dict[str, FoundBody] = {}

    def search(self, question: str, k: int, years: Years = ALL_YEARS) -> list[Hit]:
        """Return the ``k`` best papers for a question, best first."""
        return self.searcher.search(question, k, filters=self._within(years))

    def values(self, name: str, years: Years = ALL_YEARS) -> list[PropertyRow]:
        """Return every value of a property; those of a property are read once."""
        if name not in self._values:
            self._values[name] = find_rows(self.searcher.db, name)
        return self._of_years(self._values[name], years)

    def body_values(self, name: str, years: Years = ALL_YEARS) -> list[PropertyRow]:
        """Return every value of a property that bodies and tables state, each once a paper."""
        rows = body_values.find_body_rows(self.searcher.db, name)
        return self._of_years(body_values.without_repeats(rows), years)

    def _of_years(self, rows: Sequence[PropertyRow], years: Years) -> list[PropertyRow]:
        """Return the rows of papers that pass the filters and are of these years."""
        holding = {e.id for e in self._hold((row.listed for row in rows), years)}
        return [row for row in rows if row.listed.id in holding]

    def naming(self, words: Collection[str], years: Years = ALL_YEARS) -> list[CatalogEntry]:
        """Return the papers whose title and abstract hold all these stems."""
        found = by_id(self.searcher.db, papers_with(self.searcher.db, words))
        return self._hold(found.values(), years)

    def bodies(self, question: str, hits: Sequence[Hit]) -> list[FoundBody]:
        """Return the bodies of the papers found by abstract, then of others found by their bodies.

        Those read last are kept.
        """
        db, filters = self.searcher.db, self._filters
        listed = {hit.listed.id: hit.listed for hit in hits}
        if has_body_index(db):
            from retrieval.body.pool import likely_sources
            from retrieval.body.question import read_body_question

            listed = {hit.listed.id: hit.listed for hit in hits[:_BY_ABSTRACT]}
            sources = likely_sources(db, read_body_question(question), {}, _BY_BODY)
            listed |= {
                one.id: one for one in by_id(db, sources).values() if filters.hold(one.paper)
            }
        found = [self._body(one) for one in listed.values()]
        return [one for one in found if one.paragraphs or one.tables]

    def _body(self, listed: CatalogEntry) -> FoundBody:
        kept = self._bodies
        if listed.id not in kept:
            if len(kept) >= _MOST_BODIES:
                del kept[next(iter(kept))]
            db = self.searcher.db
            paragraphs = paragraphs_of(db, listed.id, with_places=False)
            tables = tables_of(db, listed.id, with_places=False)
            kept[listed.id] = FoundBody(listed, paragraphs, tables)
        return kept[listed.id]

    def knows(self, word: str) -> bool:
        """Return whether a word in small letters stands in the corpus, or is everyday English."""
        embedder = self.searcher.embedder
        ends = embedder.count_tokens("")
        return has_word(self.searcher.db, word) or embedder.count_tokens(word) <= ends + 1

    def _hold(self, entries: Iterable[CatalogEntry], years: Years) -> list[CatalogEntry]:
        """Return the papers, each once, that pass the filters and are of these years."""
        filters = self._within(years)
        distinct = {entry.id: entry for entry in entries}.values()
        return [e for e in distinct if not filters or filters.hold(e.paper)]

    def _within(self, years: Years) -> Filters:
        """Return the filters, narrowed to years of publication."""
        first = max((y for y in (self._filters.first_year, years.first) if y), default=None)
        last = min((y for y in (self._filters.last_year, years.last) if y), default=None)
        return replace(self._filters, first_year=first, last_year=last)
