"""The Python interface: a library of papers that is built, asked and exported from code.

    import hea

    library = hea.open("papers")
    library.add("new.pdf")
    library.build()
    answer = library.ask("Fracture toughness of the Cantor alloy at 77 K?")

Results are frozen records; `to_dict()` of each is what the command line prints with `--json`.
"""

from __future__ import annotations

import filecmp
import time
from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from builder.errors import UserError
from builder.storage.corpus_files import PDF, RECORDS, TEXT_SOURCES
from builder.storage.files import write_atomic
from hea.events import SILENT, Events
from hea.extras import telling_groups
from hea.records import CitedAnswer, FoundPaper, ValueTable
from hea.workflows import json_contracts
from hea.workflows.answers.questions import require_words
from hea.workspace import Settings, Workspace, load_settings

if TYPE_CHECKING:
    from builder.library.catalog import CatalogEntry
    from hea.workflows.answers.ask import Asker
    from hea.workflows.corpus.build import BuildReport
    from hea.workflows.triples.dataset import DatasetReport
    from retrieval.hybrid import Searcher


class Library:
    """A workspace: papers in its `corpus/`, and what was made of them in its `data/`.

    Nothing is built by itself: after `add`, call `build`. A library that was asked keeps its index
    open; `close` it, or use it in a `with` statement.
    """

    def __init__(self, workspace: Workspace, events: Events = SILENT, **settings: Any) -> None:
        """Open a workspace; `hea.open` finds or makes its folder.

        Args:
            workspace: Where `corpus/` and `data/` are.
            events: Receives progress and notes of all that is done.
            settings: Settings that beat those of `hea.toml` and the environment.

        Raises:
            UserError: A setting is not known, or its value is of the wrong kind.
        """
        self.workspace = workspace
        self._events, self._given = events, settings
        self.settings: Settings = load_settings(workspace, settings)
        self._open = ExitStack()
        self._searcher: Searcher | None = None
        self._index_version: tuple[int, int] | None = None
        self._askers: dict[tuple[str, int], Asker] = {}

    def __enter__(self) -> Self:
        """Return the library."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close the library."""
        self.close()

    def close(self) -> None:
        """Close the index and forget the models that were loaded."""
        self._open.close()
        self._searcher = self._index_version = None
        self._askers.clear()

    def add(self, *files: str | Path) -> list[Path]:
        """Copy PDFs, or exports of bibliographies, into `corpus/`; return where they are now.

        A file that is in `corpus/` already, byte for byte under its name, is left as it is.

        Raises:
            UserError: A file is not there, is of no kind that is read, or another file of its name
                is in `corpus/`. Then none is copied.
        """
        sources = [Path(file) for file in files]
        for file in sources:
            self._check_addable(file, sources)
        added = [self.workspace.corpus / file.name for file in sources]
        for file, to in zip(sources, added, strict=True):
            if not to.exists():
                write_atomic(to, file.read_bytes())
        return added

    def _check_addable(self, file: Path, others: list[Path]) -> None:
        if not file.is_file():
            raise UserError(f"There is no file {file}.", "Give a PDF or an export.")
        if file.suffix.lower() not in {PDF, *TEXT_SOURCES, *RECORDS}:
            known = ", ".join(sorted({PDF, *TEXT_SOURCES, *RECORDS}))
            raise UserError(f"{file.name} is of no kind that is read.", f"One of: {known}.")
        named_alike = [other for other in others if other.name == file.name and other.is_file()]
        for other in (self.workspace.corpus / file.name, *named_alike):
            if other.exists() and not filecmp.cmp(other, file, shallow=False):
                raise UserError(f"Another {file.name} is in {other.parent}.", "Rename one of them.")

    def build(self, *, retry: bool = False, round_trip: bool = False) -> BuildReport:
        """Read what is new in `corpus/`, index it, draft triples and check them.

        Args:
            retry: Read again the files that gave no abstract last time.
            round_trip: Also ask every drafted question over the index (some 40 ms each).

        Raises:
            UserError: Another build is at work, or a model could not be loaded.
        """
        from hea.workflows.corpus.build import build

        self.close()
        with telling_groups():
            return build(
                self.workspace,
                self.settings,
                retry=retry,
                round_trip=round_trip,
                events=self._events,
            )

    def papers(self, state: str | None = None) -> list[CatalogEntry]:
        """Return one entry for each file or record, only those in ``state`` if one is named.

        Raises:
            UserError: Nothing was built yet.
        """
        from builder.library.paper_search import PaperQuery
        from hea.workflows.corpus.papers import list_papers

        return list_papers(self.workspace, PaperQuery(state=state or ""))

    def ask(
        self, question: str, *, model: str | None = None, passages: int | None = None
    ) -> CitedAnswer:
        """Answer a question from the papers, or refuse.

        Args:
            question: A question in plain English.
            model: `extractive`, `phi2`, `adapter:NAME`, `path:DIR` or `endpoint:URL#MODEL`; None
                for the setting. It stays loaded until `close`.
            passages: How many papers are read; None for the setting.

        Raises:
            UserError: The question is empty, nothing was built yet, or the model cannot be had.
        """
        started = time.perf_counter()
        require_words(question)
        with telling_groups():
            answer = self._asker(model, passages).answer(question)
        return CitedAnswer(answer, time.perf_counter() - started)

    def search(
        self,
        question: str,
        k: int = 5,
        *,
        elements: Collection[str] = (),
        phases: Collection[str] = (),
        properties: Collection[str] = (),
        years: str | None = None,
    ) -> list[FoundPaper]:
        """Return the ``k`` papers that most likely answer a question, best first.

        Args:
            question: A question in plain English.
            k: How many papers.
            elements: Elements that one alloy of the paper must contain together.
            phases: Phases that its title or abstract must name.
            properties: Properties that its title or abstract must name.
            years: `2016`, `2018..`, `..2015` or `2014..2018`.

        Raises:
            UserError: A name is not known, or nothing was built yet.
        """
        from retrieval.filters import read_filters

        filters = read_filters(list(elements), list(phases), list(properties), years)
        with telling_groups():
            hits = self._open_searcher().search(question, k, filters=filters)
        return [FoundPaper(**row) for row in json_contracts.search(question, hits)["hits"]]

    def values(
        self,
        property: str,
        alloy: str | None = None,
        *,
        elements: Collection[str] = (),
        phases: Collection[str] = (),
        routes: Collection[str] = (),
        temperature: str = "",
        years: str | None = None,
    ) -> ValueTable:
        """Return every value of a property that the abstracts state.

        Args:
            property: A property by any of its names: `yield strength`, `YS`, `hardness` …
            alloy: Only values of this alloy, however it is written.
            elements: Only values of alloys that contain all of these.
            phases: Only values whose sentence names all of these.
            routes: Only values whose material was so made or treated: `annealing` …
            temperature: Test temperature: `77 K`, `20..25 °C`, `600..` (°C), or `not stated`.
            years: `2016`, `2018..`, `..2015` or `2014..2018`.

        Raises:
            UserError: The property or a condition is not known, or nothing was built yet.
        """
        from hea.workflows.answers.property_search import find_values, read_property_query
        from hea.workflows.values.facets import read_value_filter

        where = read_value_filter(list(elements), list(phases), list(routes), temperature, years)
        query = read_property_query(property, alloy, where=where)
        return ValueTable(find_values(self.workspace.database, query))

    def dataset(
        self,
        folder: str | Path | None = None,
        *,
        status: str = "kept",
        allow: Collection[str] = (),
        per_paper: int = 0,
        split: str = "topic",
        form: str = "ours",
        multi_turn: bool = False,
        decontaminate: str | Path | None = None,
        **limits: Any,
    ) -> DatasetReport:
        """Write train, validation and test with a card; the same inputs give the same bytes.

        Args:
            folder: Where it goes; None for `data/dataset`.
            status: `kept`, `accepted` or `all`.
            allow: Checks that an unreviewed row may fail.
            per_paper: Most rows of one paper; 0 for all.
            split: What stands in one part: papers on one alloy and `topic`, or one `alloy`.
            form: A name of `builder.dataset.formats.FORMAT_NAMES`.
            multi_turn: Join questions on one paper to dialogues; only in formats with turns.
            decontaminate: Your own test questions; rows that give one away are left out.
            limits: `without`, `per_kind`, `balance`, `refusals` and `seed` of `dataset_options`.

        Raises:
            UserError: Nothing was built yet, no triple is wanted, or ``folder`` holds other files.
        """
        from hea.workflows.output_paths import folder_for
        from hea.workflows.triples.dataset import dataset_options, make_and_write_dataset

        to = folder_for(
            Path(folder) if folder else self.workspace.dataset, self.workspace, named_by="sha256"
        )
        options = dataset_options(status, allow, per_paper, split, **limits)
        return make_and_write_dataset(
            self.workspace, to, options, form=form, multi_turn=multi_turn,
            tests=Path(decontaminate) if decontaminate else None, events=self._events,
        )  # fmt: skip

    def _open_searcher(self) -> Searcher:
        """Return the open index; opened anew if another process has rebuilt it."""
        from hea.workflows.answers.search import open_searcher

        made = self.workspace.index / "made.json"
        version = (made.stat().st_mtime_ns, made.stat().st_size) if made.exists() else None
        if self._searcher is None or version != self._index_version:
            self.close()
            self._searcher = self._open.enter_context(open_searcher(self.workspace, self._events))
            self._index_version = version
        return self._searcher

    def _asker(self, model: str | None, passages: int | None) -> Asker:
        from hea.workflows.answers.ask import Asker, ModelOptions, composer_loader
        from retrieval.filters import Filters

        searcher = self._open_searcher()
        asked = {"model": model, "passages": passages}
        given = {name: value for name, value in asked.items() if value is not None}
        settings = load_settings(self.workspace, self._given | given)
        key = (settings.model, settings.passages)
        if key not in self._askers:
            load = composer_loader(self.workspace, settings, ModelOptions(), self._events)
            self._askers[key] = Asker(searcher, settings.passages, Filters(), load)
        return self._askers[key]


def open(folder: str | Path = ".", *, events: Events = SILENT, **settings: Any) -> Library:
    """Open a library of papers; its folder, with an empty `corpus/`, is made if it is not there.

    Args:
        folder: The workspace; it holds `corpus/` (what you own) and `data/` (what is made of it).
        events: Receives progress and notes; silent by default.
        settings: Settings that beat those of `hea.toml` and the environment, such as
            ``passages=10``.

    Raises:
        UserError: ``folder`` is a file, or a setting is not known.
    """
    root = Path(folder).expanduser()
    try:
        (root / "corpus").mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise UserError(f"{root} is not a folder.", "Give a folder.") from error
    return Library(Workspace(root.resolve()), events, **settings)
