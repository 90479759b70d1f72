"""Answer questions over the index of a workspace: by quotes (the default), or by a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from answer.extractive.answer import answer_extractively
from hea.events import SILENT, Events
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
        composer: Composer | None,
        show_sources: Callable[[Sequence[Hit]], None] | None = None,
    ) -> None:
        """Answer from ``passages`` papers that pass ``filters``; by quotes if ``composer`` is None.

        ``show_sources`` is called with the hits before a model is loaded, which takes its time.
        """
        self.searcher, self.composer = searcher, composer
        self._passages, self._filters, self._show_sources = passages, filters, show_sources

    def find(self, question: str) -> list[Hit]:
        """Return the papers that may answer a question, best first."""
        return self.searcher.search(question, self._passages, filters=self._filters)

    def answer(self, question: str) -> Answer:
        """Return a cited answer, or a refusal."""
        hits = self.find(question)
        if self.composer is None:
            return answer_extractively(question, hits)
        if self._show_sources:
            self._show_sources(hits)
        return self.composer.answer(question, hits)

    def explain(self, answer: Answer) -> Explanation | None:
        """Return what a model's answer rests on; None where no model was asked."""
        return self.composer.explain(answer) if self.composer else None


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
        composer = make_composer(place, settings, options or ModelOptions(), events)
        yield Asker(searcher, settings.passages, filters or Filters(), composer, show_sources)


def make_composer(
    place: Workspace, settings: Settings, options: ModelOptions, events: Events = SILENT
) -> Composer | None:
    """Return what asks the model that the settings name; None where none is named.

    The code that reads models is loaded only if one is named, the model at the first question.
    """
    if settings.model == EXTRACTIVE:
        if options.any_given:
            events.note(
                "Quotes need no prompt, and are whole sentences: that option is for --model."
            )
        return None
    from hea.workflows.answers.model_answering import Composer, answer_options

    wish = answer_options(settings, options.max_words, options.keep_unsupported)
    return Composer(place, settings, wish, options.prompt, events)
