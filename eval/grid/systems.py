"""The systems that an evaluation compares: quotes of papers, or a model with papers or without.

Each gives for every question an answer or the reason why there is none; a model in this process
also tells how likely it was to give the known answer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from answer.answer_question import FoundPapers, answer_from, answer_or_find
from answer.answers import Answer, ModelCall, Sentence
from answer.generative.answer import AnswerOptions, prepare, refused, verified
from answer.grounding.check import claims_of
from answer.models.likelihood import Likelihood, Scorer, likelihood
from answer.models.protocol import Completion, LanguageModel
from answer.models.stopping import answer_in
from answer.papers import Papers
from answer.question.parse import parse_question
from builder.errors import UserError
from builder.triples import is_refusal
from eval.gold.held_out import HeldOutQuestion


@dataclass(frozen=True, slots=True)
class Reply:
    """A system's answer to one question, or the reason why there is none."""

    answer: Answer | None
    trouble: str = ""
    """Why there is no answer."""
    known: Likelihood | None = None
    """How likely the model was to give the known answer; None where that is not known."""


AnsweringSystem: TypeAlias = Callable[[Sequence[HeldOutQuestion]], list[Reply]]


@dataclass(frozen=True, slots=True)
class QuotingSystem:
    """Quotes what the corpus holds or, without a corpus, the paper that answers."""

    papers: Papers | None
    k: int = 0
    """How many papers are read for an answer that one of them may hold."""
    found: Mapping[str, Answer | FoundPapers] = field(default_factory=dict)
    """Question → what was found for it, for another process to quote."""

    def __call__(self, cases: Sequence[HeldOutQuestion]) -> list[Reply]:
        """Answer each question by quotes."""
        return [Reply(self._answer(case)) for case in cases]

    def with_found(self, cases: Sequence[HeldOutQuestion]) -> "QuotingSystem":
        """Return the system with what is found for these cases, for another process to quote."""
        if self.papers is None:
            return self
        return QuotingSystem(None, 0, {c.question.text: self._find(c) for c in cases})

    def _answer(self, case: HeldOutQuestion) -> Answer:
        found = self._find(case)
        return found if isinstance(found, Answer) else answer_from(found)

    def _find(self, case: HeldOutQuestion) -> Answer | FoundPapers:
        if case.question.text in self.found:
            return self.found[case.question.text]
        return _found(case, self.papers, self.k)


def reading_system(
    chat: LanguageModel, options: AnswerOptions, papers: Papers | None, k: int = 0
) -> AnsweringSystem:
    """Return a model that reads ``k`` papers found; without a corpus, the paper that answers."""

    def answer_cases(cases: Sequence[HeldOutQuestion]) -> list[Reply]:
        replies: dict[int, Reply] = {}
        ready = {}
        for place, case in enumerate(cases):
            found = _found(case, papers, k, by_model=True)
            if isinstance(found, Answer):
                replies[place] = Reply(found)
                continue
            try:
                prepared = prepare(chat, found.question.text, found.hits, options)
            except UserError as error:
                replies[place] = Reply(None, error.message)
                continue
            if prepared.prompt is None:
                replies[place] = Reply(refused(prepared))
            else:
                ready[place] = prepared
        written = _write_all(chat, [p.prompt.text for p in ready.values() if p.prompt], options)
        for (place, prepared), text in zip(ready.items(), written, strict=True):
            if isinstance(text, str):
                replies[place] = Reply(None, text)
            else:
                assert prepared.prompt is not None
                answer = verified(chat, prepared, text, options)
                known = _known_likelihood(chat, prepared.prompt.text, cases[place])
                replies[place] = Reply(answer, known=known)
        return [replies[place] for place in range(len(cases))]

    return answer_cases


def closed_book_system(chat: LanguageModel, options: AnswerOptions) -> AnsweringSystem:
    """Return a model that reads nothing and answers from what it has learnt."""

    def answer_cases(cases: Sequence[HeldOutQuestion]) -> list[Reply]:
        prompts = [chat.template.render(case.question.text, ()) for case in cases]
        written = _write_all(chat, prompts, options)
        return [
            Reply(None, text)
            if isinstance(text, str)
            else Reply(
                _from_memory(chat, case.question.text, text),
                "",
                _known_likelihood(chat, prompt, case),
            )
            for case, prompt, text in zip(cases, prompts, written, strict=True)
        ]

    return answer_cases


def _known_likelihood(chat: LanguageModel, prompt: str, case: HeldOutQuestion) -> Likelihood | None:
    """Return how likely a model was to write the known answer after the prompt."""
    if not isinstance(chat, Scorer) or not case.question.answers:
        return None
    return likelihood(chat, prompt, case.question.answers[0])


def _found(
    case: HeldOutQuestion, papers: Papers | None, k: int, by_model: bool = False
) -> Answer | FoundPapers:
    if papers is None:
        return FoundPapers(case.question.text, parse_question(case.question.text), case.oracle)
    return answer_or_find(case.question.text, papers, k, by_model)


def _write_all(
    chat: LanguageModel, prompts: Sequence[str], options: AnswerOptions
) -> list[Completion | str]:
    """Return what a model writes to each prompt, or the one reason why it wrote nothing."""
    if not prompts:
        return []
    try:
        return [*chat.write_all(prompts, replace(options.writing, stops=chat.template.stops))]
    except UserError as error:
        return [error.message] * len(prompts)


def _from_memory(chat: LanguageModel, question: str, written: Completion) -> Answer:
    """Return what a model wrote without papers: nothing of it can be checked or cited."""
    draft = answer_in(written.text, chat.template.stops).strip()
    answered = bool(draft) and not is_refusal(draft)
    sentences = tuple(Sentence(text, (), False) for text in claims_of(draft)) if answered else ()
    template = f"{chat.template.id}@{chat.template.hash}"
    tokens = written.prompt_tokens, written.new_tokens
    asking = ModelCall(template, (), 0, *tokens, written.ended, draft)
    return Answer(question, bool(sentences), sentences, (), None, chat.name, (), asking=asking)
