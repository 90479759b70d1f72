"""Read from a request what is asked and of whom; get the answer, and remember it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from starlette.datastructures import QueryParams
from starlette.requests import Request

from builder.errors import UserError
from hea.events import SILENT, Events
from hea.web.pages import LOGGER
from hea.web.parameters import number_of, text_of, texts_of
from hea.web.served import Served, in_thread, key_of, served
from hea.workflows.answers.ask import EXTRACTIVE
from hea.workflows.answers.questions import require_words
from hea.workflows.conversation.choices import models_offered
from hea.workflows.conversation.followups import FollowUp, follow_up
from hea.workflows.conversation.history import remember
from hea.workflows.conversation.last_answer import remember_quotes
from retrieval.filters import Filters, read_filters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from answer.answers import Answer
    from retrieval.hybrid import Hit

#: Most papers that are read for one answer.
_MOST_PAPERS = 50


@dataclass(frozen=True, slots=True)
class AskForm:
    """What a person chose in the form, as the address has it."""

    question: str
    elements: str
    phase: str
    named: str
    """Properties."""
    years: str
    model: str
    papers: int
    after: str
    """Key of the answer that a follow-up question leans on."""

    @property
    def parameters(self) -> dict[str, str]:
        """What was chosen beside the question, as the address has it; defaults are left out."""
        given = {
            "has": self.elements,
            "phase": self.phase,
            "property": self.named,
            "year": self.years,
            "model": self.model,
            "k": str(self.papers or ""),
        }
        return {name: value for name, value in given.items() if value}

    @property
    def chosen(self) -> tuple[list[str], list[str], list[str]]:
        """Elements, phases and properties that were chosen."""
        has, phases, names = (
            [part.strip() for part in given.split(",") if part.strip()]
            for given in (self.elements, self.phase, self.named)
        )
        return has, phases, names

    @property
    def filters(self) -> Filters:
        """The conditions on papers.

        Raises:
            UserError: One of them is unknown.
        """
        return read_filters(*self.chosen, self.years or None)


def read_form(given: QueryParams) -> AskForm:
    """Return what an address asks.

    Raises:
        UserError: A parameter is of no use.
    """
    return AskForm(
        question=text_of(given, "q", longest=1 << 16),
        elements=", ".join(texts_of(given, "has")),
        phase=", ".join(texts_of(given, "phase")),
        named=", ".join(texts_of(given, "property")),
        years=text_of(given, "year", 20),
        model=text_of(given, "model", 200),
        papers=number_of(given, "k", 0, 1, _MOST_PAPERS),
        after=text_of(given, "after", 64),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked, and its answer."""

    form: AskForm
    """Complete in itself: without a question before."""
    typed: str
    """The question as it was typed."""
    answer: Answer
    key: str
    """Names the answer for a follow-up question."""
    seconds: float
    follow_up: FollowUp

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters that ask this again."""
        return {"q": self.form.question, **self.form.parameters}


async def answer_form(
    request: Request,
    form: AskForm,
    events: Events = SILENT,
    sources: Callable[[Sequence[Hit]], None] = lambda hits: None,
    is_new: bool = True,
) -> Asked:
    """Answer what a form asks, as a follow-up question where it names the answer before.

    Args:
        request: The request.
        form: What it asks.
        events: Receives what is reported meanwhile, in another thread.
        sources: Called with the papers that a model is given to read.
        is_new: Whether the question belongs into the history.

    Raises:
        UserError: The question is empty or too long, a filter or the model is not known, nothing
            was built yet, or the model cannot be had.
    """
    shared, started = served(request), time.perf_counter()
    require_words(form.question)
    before = shared.recent.get(form.after) if form.after else None
    line = form.question
    completed = follow_up(line, before.question if before else None, before)
    form = replace(form, question=completed.question, after="")
    if completed.detail and before:
        return Asked(form, line, before, key_of({"after": form.after}), 0.0, completed)
    filters, setting = form.filters, _model_of(shared, form)
    key = key_of({"q": form.question, **form.parameters})
    settings = replace(
        shared.settings, model=setting, passages=form.papers or shared.settings.passages
    )
    quotes = setting == EXTRACTIVE
    answer = None if quotes else shared.recent.get(key)
    if answer is None:
        answer = await (shared.quotes if quotes else shared.models).run(
            lambda library: library.answer(form.question, settings, filters), events, sources
        )
        shared.recent.put(key, answer)
        if is_new:
            await _remember(shared, answer, form)
    return Asked(form, line, answer, key, time.perf_counter() - started, completed)


def is_ready(request: Request, form: AskForm) -> bool:
    """Return whether a question is answered in a moment: by quotes, or because it was asked before.

    Raises:
        UserError: The model is not offered here.
    """
    shared = served(request)
    if _model_of(shared, form) == EXTRACTIVE:
        return True
    key = key_of({"q": form.question, **form.parameters})
    return not form.after and shared.recent.get(key) is not None


def _model_of(shared: Served, form: AskForm) -> str:
    """Return the setting of the model that a form names; that of the settings where it names none.

    Raises:
        UserError: It is not offered here.
    """
    if not form.model:
        return shared.settings.model
    offered = models_offered(shared.workspace, shared.settings)
    if form.model not in offered:
        raise UserError(
            f"The model “{form.model}” is not offered here.", f"One of: {', '.join(offered)}."
        )
    return offered[form.model]


async def _remember(shared: Served, answer: Answer, form: AskForm) -> None:
    """Keep an answer for `hea open` and the history; it is never lost because that fails."""
    if shared.read_only:
        return
    await in_thread(remember_quotes, shared.workspace, answer)
    if not shared.settings.history:
        return
    try:
        await in_thread(remember, shared.workspace, answer, form.parameters)
    except Exception as error:
        LOGGER.warning("The history was not written: %s", error)
