"""Answer questions by a model, loaded at the first question, or by quotes without any model."""

from collections.abc import Sequence

from answer.answers import Answer
from answer.generative.answer import AnswerOptions, answer_with
from answer.generative.attribution import Explanation, attribute
from answer.models.load import ENDPOINT, load_model_by_name
from answer.models.protocol import GenerationConfig, LanguageModel
from answer.models.server.address import without_login
from answer.models.transformers_model import TransformersModel
from answer.prompts import find_template
from builder.errors import UserError
from hea.events import SILENT, Events
from hea.workspace import Settings, Workspace
from retrieval.hybrid import Hit


class Composer:
    """Ask a model, which is loaded when the first question comes to it."""

    def __init__(
        self,
        place: Workspace,
        settings: Settings,
        options: AnswerOptions,
        prompt: str | None,
        events: Events = SILENT,
    ) -> None:
        """Name the model by ``settings`` and its prompt template by ``prompt``, or its own."""
        self._place, self._settings, self.options = place, settings, options
        self._events = events
        self._template = find_template(prompt) if prompt else None
        self._model: LanguageModel | None = None

    @property
    def model(self) -> LanguageModel:
        """The model, loaded at the first use."""
        if self._model is None:
            named, settings = self._settings.model, self._settings
            with self._events.status(f"Loading {without_login(named)}"):
                self._model = load_model_by_name(
                    named, settings.base, self._place.adapters, self._template, settings.precision,
                    self._events.note,
                )  # fmt: skip
        return self._model

    def answer(self, question: str, hits: Sequence[Hit], of_bodies: Answer | None = None) -> Answer:
        """Report the draft while it is written; return what of it the papers support.

        Args:
            question: The question.
            hits: The papers found by their abstracts.
            of_bodies: What bodies answer by quotes, where the abstracts do not.
        """
        model = self.model
        with self._events.draft() as watch:
            return answer_with(model, question, hits, self.options, watch, of_bodies)

    def explain(self, given: Answer) -> Explanation | None:
        """Return what the draft of an answer rests on; None where no model was asked.

        Raises:
            UserError: As `check_explainable`.
        """
        check_explainable(self._settings.model)
        if given.asking is None or not given.asking.draft:
            return None
        assert isinstance(self.model, TransformersModel)
        with self._events.status("Asking again without each part"):
            question, asking = self.options.put(given.question), given.asking
            return attribute(self.model, question, asking.passages, asking.draft)


def check_explainable(named: str) -> None:
    """Check by the name of a model, before it is asked, that its answers can be explained.

    Raises:
        UserError: The model is on a server, which does not give probabilities.
    """
    if named.startswith(ENDPOINT):
        raise UserError(
            "--explain needs the model's probabilities, which a server does not give.",
            "Ask a local model: --model phi2, path:DIR or adapter:NAME.",
        )


def answer_options(
    settings: Settings, max_words: int | None, keep_unsupported: bool
) -> AnswerOptions:
    """Return how a model shall answer, by flags and settings."""
    return AnswerOptions(
        GenerationConfig(tokens=settings.answer_tokens),
        settings.context_tokens or None,
        max_words,
        keep_unsupported,
    )
