"""Answers in the way a person asked for: without a model, or by one, shown as it writes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.live import Live
from rich.text import Text

from answer.answers import Answer
from answer.generative.answer import AnswerOptions, answer_with
from answer.generative.attribution import Explanation, attribute
from answer.models.load import load_model_by_name
from answer.models.protocol import GenerationConfig, LanguageModel, Watch
from answer.models.transformers_model import TransformersModel
from answer.prompts import find_template
from builder.errors import UserError
from hea.render import console
from hea.workspace import Settings, Workspace
from retrieval.hybrid import Hit

_LINES = 6


class Composer:
    """Asks a model, which is loaded when the first question comes to it."""

    def __init__(
        self, place: Workspace, settings: Settings, wish: AnswerOptions, prompt: str | None
    ) -> None:
        self._place, self._settings, self.wish = place, settings, wish
        self._template = find_template(prompt) if prompt else None
        self._chat: LanguageModel | None = None

    @property
    def chat(self) -> LanguageModel:
        if self._chat is None:
            named, settings = self._settings.model, self._settings
            with console.err.status(f"Loading {named}"):
                self._chat = load_model_by_name(
                    named, settings.base, self._place.adapters, self._template, settings.precision
                )
        return self._chat

    def answer(self, question: str, hits: Sequence[Hit]) -> Answer:
        """Show what is written, unchecked, as it comes; give what of it the papers support."""
        chat = self.chat
        with draft() as watch:
            return answer_with(chat, question, hits, self.wish, watch)

    def explain(self, given: Answer) -> Explanation | None:
        """What the draft of an answer leaned on; None where no model was asked."""
        if given.asking is None or not given.asking.draft:
            return None
        if not isinstance(self.chat, TransformersModel):
            raise UserError(
                "--explain needs the model's probabilities, which a server does not give.",
                "Ask a local model: --model phi2, path:DIR or adapter:NAME.",
            )
        with console.err.status("Asking again without each part"):
            question, asking = self.wish.put(given.question), given.asking
            return attribute(self.chat, question, asking.passages, asking.draft)


def wish_of(settings: Settings, max_words: int | None, keep_unsupported: bool) -> AnswerOptions:
    """What a person asked for, by flags and settings."""
    return AnswerOptions(
        GenerationConfig(tokens=settings.answer_tokens),
        settings.context_tokens or None,
        max_words,
        keep_unsupported,
    )


@contextmanager
def draft() -> Iterator[Watch]:
    """The last lines of what a model writes, until it has been checked; nothing if piped."""
    if not console.err.is_terminal:
        yield lambda text: None
        return

    with Live(console=console.err, transient=True, refresh_per_second=8) as live:

        def watch(text: str) -> None:
            lines = text.strip().splitlines()[-_LINES:]
            live.update(Text("draft, not checked yet: " + "\n".join(lines), "dim italic"))

        yield watch
