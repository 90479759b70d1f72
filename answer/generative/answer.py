"""Answers by a model, of which only what the papers support is kept.

The papers must be able to answer at all: where the extractive answer is a refusal, no model is
asked. What it writes is taken apart into sentences; each is laid beside the abstracts of the papers
found, and cited with the sentences that say the same, or left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from answer.answers import Answer, Asking, Citation, Removed, Sentence
from answer.extractive.answer import quoted, rank_evidence
from answer.extractive.sentence_ranking import RankedSentence, abstract_of, rank
from answer.extractive.short_answer import short_answer
from answer.generative.context_budget import BudgetedPrompt, fit_context
from answer.grounding.check import SUPPORTED, ClaimVerdict, Source, check_answer, claims_of
from answer.models.protocol import Completion, GenerationConfig, LanguageModel, Watch
from answer.models.stopping import answer_in
from answer.question.parse import ParsedQuestion
from builder.triples import REFUSAL
from retrieval.hybrid import Hit

#: Sentences cited for one of the model's.
_MOST_QUOTES = 2
#: Formulas and numbers take more than plain words; a sentence begun is to end.
_TOKENS_OF_A_WORD = 4
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class AnswerOptions:
    """How a person wants a model's answer."""

    writing: GenerationConfig = field(default_factory=GenerationConfig)
    context_tokens: int | None = None
    """Tokens of the prompt that passages may take; None: as suits the model's machine."""
    max_words: int | None = None
    """Most words of the answer: the model is asked for no more, given no room for many more, and
    what it writes all the same is cut between sentences."""
    keep_unsupported: bool = False
    """Show sentences that no paper supports, marked as such."""

    def put(self, question: str) -> str:
        """The question as a model is asked it. The prompt format stays as it was trained."""
        limit = self.max_words
        return question if limit is None else f"{question} (Answer in at most {limit} words.)"

    @property
    def how(self) -> GenerationConfig:
        """How much the model may write."""
        if self.max_words is None:
            return self.writing
        most = self.max_words * _TOKENS_OF_A_WORD
        return replace(self.writing, tokens=min(self.writing.tokens, most))


@dataclass(frozen=True, slots=True)
class PreparedQuestion:
    """A question ready to be put to a model, or already refused."""

    question: str
    asked: ParsedQuestion
    hits: Sequence[Hit]
    quoted: Answer
    """The answer without a model."""
    prompt: BudgetedPrompt | None
    """None where the papers cannot answer."""


def prepare(
    chat: LanguageModel, question: str, hits: Sequence[Hit], wish: AnswerOptions
) -> PreparedQuestion:
    """Find out whether the papers can answer, and fill a prompt with what in them may."""
    weighed = rank_evidence(question, hits)
    answer = quoted(weighed)
    if not answer.answered:
        return PreparedQuestion(question, weighed.asked, hits, answer, None)
    context = chat.context_tokens if wish.context_tokens is None else wish.context_tokens
    put, ranked, room = wish.put(question), weighed.ranked, wish.how.tokens
    prompt = fit_context(chat.template, put, ranked, chat.count, chat.window, room, context)
    return PreparedQuestion(question, weighed.asked, hits, answer, prompt)


def answer_with(
    chat: LanguageModel, question: str, hits: Sequence[Hit], wish: AnswerOptions, watch: Watch
) -> Answer:
    """Ask a model and keep of its answer what the papers support."""
    prepared = prepare(chat, question, hits, wish)
    if prepared.prompt is None:
        return refused(prepared)
    how = replace(wish.how, stops=chat.template.stops)
    return verified(chat, prepared, chat.write(prepared.prompt.text, how, watch), wish)


def refused(prepared: PreparedQuestion) -> Answer:
    """The refusal of a question that no paper found can answer."""
    note = "The model was not asked: no paper found speaks of what is asked."
    return replace(prepared.quoted, note=note)


def verified(
    chat: LanguageModel, prepared: PreparedQuestion, written: Completion, wish: AnswerOptions
) -> Answer:
    """What a model wrote, sentence by sentence beside the papers."""
    assert prepared.prompt is not None
    prompt, quoted = prepared.prompt, prepared.quoted
    draft = _CONTROL.sub("", answer_in(written.text, chat.template.stops))
    asking = Asking(
        template=f"{chat.template.id}@{chat.template.hash}",
        passages=prompt.passages,
        left_out=prompt.left_out,
        prompt_tokens=written.prompt_tokens,
        new_tokens=written.new_tokens,
        ended=written.ended,
        draft=draft,
        max_words=wish.max_words,
    )
    said = claims_of(draft)
    if written.ended != "stop" and len(said) > 1:
        said = said[:-1]  # cut off in the middle
    if REFUSAL.lower().rstrip(".") in draft.lower() or not said:
        why = "found no answer in these papers" if said else "wrote nothing"
        return Answer(
            question=prepared.question,
            answered=False,
            sentences=(),
            citations=(),
            short=None,
            model=chat.name,
            retrieved=quoted.retrieved,
            confidence=quoted.confidence,
            nearest=f"Nearest: “{quoted.citations[0].quote}”",
            note=f"The model {why}.",
            asking=asking,
        )
    grounds = [Source(hit.listed.paper.title or "", abstract_of(hit)) for hit in prepared.hits]
    found = [(text, check_answer(text, grounds, prepared.asked)) for text in said]
    removed = tuple(Removed(t, f.reasons) for t, f in found if f.verdict != SUPPORTED)
    asking = replace(asking, removed=removed)
    kept = [(t, f) for t, f in found if f.verdict == SUPPORTED or wish.keep_unsupported]
    kept = _within(kept, wish.max_words)
    if not any(f.verdict == SUPPORTED for _, f in kept):
        note = "Nothing the model wrote is supported by these papers; they are quoted instead."
        return replace(quoted, note=note, asking=asking)
    citations, sentences_said = _cited(kept, prepared.hits)
    return replace(
        quoted,
        sentences=sentences_said,
        citations=citations,
        short=quoted.short and _short(prepared, citations),
        model=chat.name,
        note=_note(removed, wish),
        asking=asking,
    )


def _within(
    kept: list[tuple[str, ClaimVerdict]], words: int | None
) -> list[tuple[str, ClaimVerdict]]:
    """The first sentences of together no more words than wished, the first in any case."""
    if words is None:
        return kept
    size = 0
    within: list[tuple[str, ClaimVerdict]] = []
    for text, finding in kept:
        size += len(text.split())
        if within and size > words:
            break
        within.append((text, finding))
    return within


def _cited(
    kept: Sequence[tuple[str, ClaimVerdict]], hits: Sequence[Hit]
) -> tuple[tuple[Citation, ...], tuple[Sentence, ...]]:
    """Each sentence with the quotes it rests on; a quote that serves twice has one number."""
    numbers: dict[tuple[int, int, int], int] = {}
    said = []
    for text, finding in kept:
        supported = finding.verdict == SUPPORTED
        rests_on = finding.spans[:_MOST_QUOTES] if supported else ()
        quotes = [(finding.ground or 0, *span) for span in rests_on]
        marks = tuple(numbers.setdefault(quote, len(numbers) + 1) for quote in quotes)
        said.append(Sentence(text, marks, supported))
    citations = tuple(
        Citation(n, hits[place].listed, abstract_of(hits[place])[start:end], start, end)
        for (place, start, end), n in numbers.items()
    )
    return citations, tuple(said)


def _short(prepared: PreparedQuestion, citations: Sequence[Citation]) -> str | None:
    """The bare value, read off the cited sentences and not off what the model wrote."""
    places = {(citation.listed.id, citation.start) for citation in citations}
    ranked: list[RankedSentence] = [
        candidate
        for candidate in rank(prepared.asked, prepared.hits)
        if (candidate.hit.listed.id, candidate.start) in places
    ]
    return short_answer(prepared.asked, ranked) if ranked else None


def _note(removed: Sequence[Removed], wish: AnswerOptions) -> str | None:
    if not removed:
        return None
    count = "One sentence" if len(removed) == 1 else f"{len(removed)} sentences"
    what = "marked" if wish.keep_unsupported else "left out"
    return f"{count} of the model's {what}: {removed[0].reasons[0]}"
