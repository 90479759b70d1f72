"""Who answers the questions of an evaluation: quotes of papers, or a model with papers or none.

Each gives for every question an answer or the reason why there is none; a model in this process
also tells how likely it was to give the known answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from answer.answers import Answer, Asking, Sentence
from answer.extractive.answer import answer_extractively
from answer.generative.answer import AnswerOptions, prepare, refused, verified
from answer.grounding.check import claims_of
from answer.models.likelihood import Likelihood, Scorer, likelihood
from answer.models.protocol import Completion, LanguageModel
from answer.models.stopping import answer_in
from builder.errors import UserError
from builder.triples import REFUSAL
from eval.gold.held_out import HeldOutQuestion
from eval.metrics.answers import Find
from retrieval.hybrid import Hit


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a question."""

    answer: Answer | None
    trouble: str = ""
    """Why there is no answer."""
    known: Likelihood | None = None
    """How likely the model was to give the known answer; None where that cannot be told."""


Asker: TypeAlias = Callable[[Sequence[HeldOutQuestion]], list[Reply]]


@dataclass(frozen=True, slots=True)
class QuotingSystem:
    """Quotes of what ``find`` finds; of the paper that answers where there is none."""

    find: Find | None

    def __call__(self, cases: Sequence[HeldOutQuestion]) -> list[Reply]:
        return [Reply(answer_extractively(c.question.text, _hits(c, self.find))) for c in cases]

    def having_found(self, cases: Sequence[HeldOutQuestion]) -> "QuotingSystem":
        """The same for these cases, searched for now; another process can do the rest."""
        if self.find is None:
            return self
        return QuotingSystem(
            {c.question.text: self.find(c.question.text) for c in cases}.__getitem__
        )


def reading_system(chat: LanguageModel, wish: AnswerOptions, find: Find | None) -> Asker:
    """A model that reads what ``find`` finds, or the paper that answers."""

    def ask(cases: Sequence[HeldOutQuestion]) -> list[Reply]:
        replies: dict[int, Reply] = {}
        ready = {}
        for place, case in enumerate(cases):
            try:
                prepared = prepare(chat, case.question.text, _hits(case, find), wish)
            except UserError as error:
                replies[place] = Reply(None, error.message)
                continue
            if prepared.prompt is None:
                replies[place] = Reply(refused(prepared))
            else:
                ready[place] = prepared
        written = _written(chat, [p.prompt.text for p in ready.values() if p.prompt], wish)
        for (place, prepared), text in zip(ready.items(), written, strict=True):
            if isinstance(text, str):
                replies[place] = Reply(None, text)
            else:
                assert prepared.prompt is not None
                answer = verified(chat, prepared, text, wish)
                known = _known(chat, prepared.prompt.text, cases[place])
                replies[place] = Reply(answer, known=known)
        return [replies[place] for place in range(len(cases))]

    return ask


def closed_book_system(chat: LanguageModel, wish: AnswerOptions) -> Asker:
    """A model that reads nothing and answers from what it has learnt."""

    def ask(cases: Sequence[HeldOutQuestion]) -> list[Reply]:
        prompts = [chat.template.render(case.question.text, ()) for case in cases]
        written = _written(chat, prompts, wish)
        return [
            Reply(None, text)
            if isinstance(text, str)
            else Reply(_from_memory(chat, case.question.text, text), "", _known(chat, prompt, case))
            for case, prompt, text in zip(cases, prompts, written, strict=True)
        ]

    return ask


def _known(chat: LanguageModel, prompt: str, case: HeldOutQuestion) -> Likelihood | None:
    """How likely a model was to write the known answer where it wrote its own."""
    if not isinstance(chat, Scorer) or not case.question.answers:
        return None
    return likelihood(chat, prompt, case.question.answers[0])


def _hits(case: HeldOutQuestion, find: Find | None) -> Sequence[Hit]:
    return find(case.question.text) if find else case.oracle


def _written(
    chat: LanguageModel, prompts: Sequence[str], wish: AnswerOptions
) -> list[Completion | str]:
    """What a model writes, or the one reason why it wrote nothing."""
    if not prompts:
        return []
    try:
        return [*chat.write_all(prompts, replace(wish.writing, stops=chat.template.stops))]
    except UserError as error:
        return [error.message] * len(prompts)


def _from_memory(chat: LanguageModel, question: str, written: Completion) -> Answer:
    """What a model wrote without papers: nothing of it can be checked or cited."""
    draft = answer_in(written.text, chat.template.stops).strip()
    answered = bool(draft) and REFUSAL.lower().rstrip(".") not in draft.lower()
    said = tuple(Sentence(text, (), False) for text in claims_of(draft)) if answered else ()
    template = f"{chat.template.id}@{chat.template.hash}"
    tokens = written.prompt_tokens, written.new_tokens
    asking = Asking(template, (), 0, *tokens, written.ended, draft)
    return Answer(question, bool(said), said, (), None, chat.name, (), asking=asking)
