"""Answer questions over the index of a workspace: by quotes (the default), or by a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from builder.materials.alloys import named_alloys
from hea.events import SILENT, Events
from hea.workflows.answers.library_papers import LibraryPapers
from hea.workflows.answers.search import open_searcher
from retrieval.filters import Filters
from retrieval.hybrid import Hit, Searcher

if TYPE_CHECKING:
    from answer.answers import Answer
    from answer.generative.attribution import Explanation
    from hea.workflows.answers.model_answering import Composer
    from hea.workspace import Settings, Workspace

#: The setting `model` that asks no model.
EXTRACTIVE = "extractive"


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """How a model shall be asked; without effect where no model is named."""

    prompt: str | None = None
    """Name of a prompt template; None for the model's own."""
    max_words: int | None = None
    """Most words of an answer."""
    keep_unsupported: bool = False
    """Keep, marked, the sentences that no paper supports."""

    @property
    def any_given(self) -> bool:
        """Return whether any option differs from its default."""
        return bool(self.prompt or self.max_words or self.keep_unsupported)


class Asker:
    """Answer questions over one opened index."""

    def __init__(
        self,
        searcher: Searcher,
        passages: int,
        filters: Filters,
        load_composer: Callable[[], Composer] | None,
        show_sources: Callable[[Sequence[Hit]], None] | None = None,
    ) -> None:
        """Answer from the papers that pass ``filters``.

        Args:
            searcher: The open index.
            passages: How many papers are read for an answer that one of them may hold.
            filters: What a paper must hold to be read.
            load_composer: Loads what asks a model; None for quotes.
            show_sources: Called with the hits before anything of a model is loaded.
        """
        self.searcher = searcher
        self.papers = LibraryPapers(searcher, filters)
        self.passages = passages
        self._load_composer, self._show_sources = load_composer, show_sources

    @cached_property
    def composer(self) -> Composer | None:
        """What asks a model, loaded at the first use; None for quotes."""
        return self._load_composer() if self._load_composer else None

    def answer(self, question: str) -> Answer:
        """Return a cited answer, or a refusal."""
        from answer.answer_question import answer_question

        from_hits = self._ask_model if self._load_composer else None
        return answer_question(question, self.papers, self.passages, from_hits)

    def _ask_model(self, question: str, hits: Sequence[Hit], of_bodies: Answer | None) -> Answer:
        if self._show_sources:
            self._show_sources(hits)
        assert self.composer is not None
        return self.composer.answer(question, hits, of_bodies)

    def explain(self, answer: Answer) -> Explanation | None:
        """Return what a model's answer rests on; None where no model was asked."""
        return self.composer.explain(answer) if self.composer else None


def alloy_told_of(answer: Answer) -> str | None:
    """Return the one alloy of a question on what is known, to be seen as a whole; None if none."""
    named = {alloy.name for alloy in named_alloys(answer.question)}
    broad = answer.answered and (answer.groups or answer.intent == "broad")
    return named.pop() if broad and len(named) == 1 else None


@contextmanager
def open_asker(
    place: Workspace,
    settings: Settings,
    *,
    filters: Filters | None = None,
    options: ModelOptions | None = None,
    show_sources: Callable[[Sequence[Hit]], None] | None = None,
    events: Events = SILENT,
) -> Iterator[Asker]:
    """Open a workspace for questions.

    Args:
        place: A workspace that has been built.
        settings: The model that answers, and how many papers it reads.
        filters: What a paper must hold to be read; None for all papers.
        options: How a model shall be asked.
        show_sources: Called with the hits of a question before a model is loaded.
        events: Receives notes and progress.

    Raises:
        UserError: Nothing was built yet, or the index does not fit.
    """
    with open_searcher(place, events) as searcher:
        load = composer_loader(place, settings, options or ModelOptions(), events)
        yield Asker(searcher, settings.passages, filters or Filters(), load, show_sources)


def composer_loader(
    place: Workspace, settings: Settings, options: ModelOptions, events: Events = SILENT
) -> Callable[[], Composer] | None:
    """Return what loads the code that asks the model the settings name; None where none is named.

    The model itself is loaded at the first question.
    """
    if settings.model == EXTRACTIVE:
        if options.any_given:
            events.note(
                "Quotes need no prompt, and are whole sentences: that option is for --model."
            )
        return None

    def load() -> Composer:
        from hea.workflows.answers.model_answering import Composer, answer_options

        wish = answer_options(settings, options.max_words, options.keep_unsupported)
        return Composer(place, settings, wish, options.prompt, events)

    return load
