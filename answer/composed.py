"""Answers by a model, of which only what the papers support is kept.

The papers must be able to answer at all: where the extractive answer is a refusal, no model is
asked. What it writes is taken apart into sentences; each is laid beside the abstracts of the papers
found, and cited with the sentences that say the same, or left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from answer.answers import Answer, Asking, Citation, Removed, Sentence
from answer.budget import Prompt, fit
from answer.extractive import quoted, weigh
from answer.grounding import SUPPORTED, Finding, Ground, check, claims_of
from answer.model import Chat, Watch, Writing, Written
from answer.question import Asked
from answer.ranking import Candidate, abstract_of, rank
from answer.short import short_answer
from answer.stopping import answer_in
from builder.triples import REFUSAL
from retrieval.search import Hit

#: Sentences cited for one of the model's.
_MOST_QUOTES = 2
#: Formulas and numbers take more than plain words; a sentence begun is to end.
_TOKENS_OF_A_WORD = 4
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Wish:
    """How a person wants a model's answer."""

    writing: Writing = field(default_factory=Writing)
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
    def how(self) -> Writing:
        """How much the model may write."""
        if self.max_words is None:
            return self.writing
        most = self.max_words * _TOKENS_OF_A_WORD
        return replace(self.writing, tokens=min(self.writing.tokens, most))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question ready to be put to a model, or already refused."""

    question: str
    asked: Asked
    hits: Sequence[Hit]
    quoted: Answer
    """The answer without a model."""
    prompt: Prompt | None
    """None where the papers cannot answer."""


def prepare(chat: Chat, question: str, hits: Sequence[Hit], wish: Wish) -> Prepared:
    """Find out whether the papers can answer, and fill a prompt with what in them may."""
    weighed = weigh(question, hits)
    answer = quoted(weighed)
    if not answer.answered:
        return Prepared(question, weighed.asked, hits, answer, None)
    context = chat.context_tokens if wish.context_tokens is None else wish.context_tokens
    put, ranked, room = wish.put(question), weighed.ranked, wish.how.tokens
    prompt = fit(chat.template, put, ranked, chat.count, chat.window, room, context)
    return Prepared(question, weighed.asked, hits, answer, prompt)


def answer_with(chat: Chat, question: str, hits: Sequence[Hit], wish: Wish, watch: Watch) -> Answer:
    """Ask a model and keep of its answer what the papers support."""
    prepared = prepare(chat, question, hits, wish)
    if prepared.prompt is None:
        return refused(prepared)
    how = replace(wish.how, stops=chat.template.stops)
    return verified(chat, prepared, chat.write(prepared.prompt.text, how, watch), wish)


def refused(prepared: Prepared) -> Answer:
    """The refusal of a question that no paper found can answer."""
    note = "The model was not asked: no paper found speaks of what is asked."
    return replace(prepared.quoted, note=note)


def verified(chat: Chat, prepared: Prepared, written: Written, wish: Wish) -> Answer:
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
    grounds = [Ground(hit.listed.paper.title or "", abstract_of(hit)) for hit in prepared.hits]
    found = [(text, check(text, grounds, prepared.asked)) for text in said]
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


def _within(kept: list[tuple[str, Finding]], words: int | None) -> list[tuple[str, Finding]]:
    """The first sentences of together no more words than wished, the first in any case."""
    if words is None:
        return kept
    size = 0
    within: list[tuple[str, Finding]] = []
    for text, finding in kept:
        size += len(text.split())
        if within and size > words:
            break
        within.append((text, finding))
    return within


def _cited(
    kept: Sequence[tuple[str, Finding]], hits: Sequence[Hit]
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


def _short(prepared: Prepared, citations: Sequence[Citation]) -> str | None:
    """The bare value, read off the cited sentences and not off what the model wrote."""
    places = {(citation.listed.id, citation.start) for citation in citations}
    ranked: list[Candidate] = [
        candidate
        for candidate in rank(prepared.asked, prepared.hits)
        if (candidate.hit.listed.id, candidate.start) in places
    ]
    return short_answer(prepared.asked, ranked) if ranked else None


def _note(removed: Sequence[Removed], wish: Wish) -> str | None:
    if not removed:
        return None
    count = "One sentence" if len(removed) == 1 else f"{len(removed)} sentences"
    what = "marked" if wish.keep_unsupported else "left out"
    return f"{count} of the model's {what}: {removed[0].reasons[0]}"
