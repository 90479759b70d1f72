"""Answer by a model and keep only the sentences that the papers support.

If the extractive answer is a refusal, no model is asked. The model's answer is split into
sentences; each is checked against the abstracts of the papers found, and is cited with the
sentences that support it, or left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from answer.answers import Answer, Citation, ModelCall, Removed, Sentence
from answer.claims.check import ClaimChecker
from answer.extractive.answer import quote_evidence, rank_evidence
from answer.extractive.sentence_ranking import RankedSentence, abstract_of, rank
from answer.extractive.short_answer import short_answer
from answer.generative.body_quotes import hits_of_quotes, quote_at
from answer.generative.context_budget import BudgetedPrompt, fit_context
from answer.grounding.check import SUPPORTED, ClaimVerdict, claims_of
from answer.models.protocol import Completion, GenerationConfig, LanguageModel, Watch
from answer.models.stopping import answer_in
from answer.question.parse import ParsedQuestion, parse_question
from builder.triples import is_refusal
from retrieval.hybrid import Hit

#: Sentences cited for one sentence of the model, at most.
_MOST_QUOTES = 2
#: Tokens allowed for a word: formulas and numbers take more than plain words do.
_TOKENS_OF_A_WORD = 4
#: Control characters and marks of text direction, which could forge what a terminal shows.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

#: The end of a whole sentence; the point in "a strength of 1." may be that of 1.2 GPa.
_SENTENCE_END = re.compile(r"[^\W\d]\W{0,3}[.!?][\])”’\"']{0,3}(?:\s{0,3}\[\d+\])*\s*\Z")


@dataclass(frozen=True, slots=True)
class AnswerOptions:
    """How a person wants a model to answer."""

    writing: GenerationConfig = field(default_factory=GenerationConfig)
    context_tokens: int | None = None
    """Tokens of the prompt that passages may take; None for the model's own default."""
    max_words: int | None = None
    """Most words of the answer: the model is asked for no more and given few more tokens, and a
    longer answer is cut between sentences."""
    keep_unsupported: bool = False
    """Show sentences that no paper supports, marked as such."""

    def put(self, question: str) -> str:
        """Return the question with the word limit; the prompt template stays as it was trained."""
        limit = self.max_words
        return question if limit is None else f"{question} (Answer in at most {limit} words.)"

    @property
    def how(self) -> GenerationConfig:
        """The settings for the model, with tokens for no more than the wanted words."""
        if self.max_words is None:
            return self.writing
        most = self.max_words * _TOKENS_OF_A_WORD
        return replace(self.writing, tokens=min(self.writing.tokens, most))


@dataclass(frozen=True, slots=True)
class PreparedQuestion:
    """A question with its prompt for a model, or with its refusal."""

    question: str
    parsed: ParsedQuestion
    hits: Sequence[Hit]
    quoted: Answer
    """The answer without a model."""
    prompt: BudgetedPrompt | None
    """None if the papers cannot answer."""
    of_bodies: bool = False
    """Whether the hits hold quotes of bodies in the place of abstracts."""


def prepare(
    chat: LanguageModel,
    question: str,
    hits: Sequence[Hit],
    wish: AnswerOptions,
    of_bodies: Answer | None = None,
) -> PreparedQuestion:
    """Check that the papers can answer, and fill a prompt with their likeliest sentences.

    Args:
        chat: The model.
        question: The question.
        hits: The papers found.
        wish: How the model shall answer.
        of_bodies: What bodies of papers answer, if the abstracts do not: the model reads its quotes
            alone.
    """
    if of_bodies:
        hits = hits_of_quotes(of_bodies)
        parsed = parse_question(question)
        ranked: Sequence[RankedSentence] = rank(parsed, hits)
        answer = of_bodies
    else:
        evidence = rank_evidence(question, hits)
        parsed, ranked, answer = evidence.question, evidence.ranked, quote_evidence(evidence)
    if not answer.answered:
        return PreparedQuestion(question, parsed, hits, answer, None)
    context = chat.context_tokens if wish.context_tokens is None else wish.context_tokens
    prompt = fit_context(
        chat.template,
        wish.put(question),
        ranked,
        chat.count,
        chat.window,
        wish.how.tokens,
        context,
    )
    return PreparedQuestion(question, parsed, hits, answer, prompt, of_bodies is not None)


def answer_with(
    chat: LanguageModel,
    question: str,
    hits: Sequence[Hit],
    wish: AnswerOptions,
    watch: Watch,
    of_bodies: Answer | None = None,
) -> Answer:
    """Ask a model and keep the sentences of its answer that the papers support; see `prepare`."""
    prepared = prepare(chat, question, hits, wish, of_bodies)
    if prepared.prompt is None:
        return refused(prepared)
    how = replace(wish.how, stops=chat.template.stops)
    return verified(chat, prepared, chat.write(prepared.prompt.text, how, watch), wish)


def refused(prepared: PreparedQuestion) -> Answer:
    """Refuse a question that no paper found can answer."""
    note = "The model was not asked: no paper found speaks of what is asked."
    return replace(prepared.quoted, note=note)


def verified(
    chat: LanguageModel, prepared: PreparedQuestion, written: Completion, wish: AnswerOptions
) -> Answer:
    """Check a model's answer sentence by sentence against the papers, and cite or remove each."""
    assert prepared.prompt is not None
    prompt, quoted = prepared.prompt, prepared.quoted
    draft = _CONTROL.sub("", answer_in(written.text, chat.template.stops))
    asking = ModelCall(
        template=f"{chat.template.id}@{chat.template.hash}",
        passages=prompt.passages,
        left_out=prompt.left_out,
        prompt_tokens=written.prompt_tokens,
        new_tokens=written.new_tokens,
        ended=written.ended,
        draft=draft,
        max_words=wish.max_words,
    )
    claims = claims_of(draft)
    if claims and written.ended != "stop" and not _SENTENCE_END.search(draft):
        claims = claims[:-1]  # what a half sentence says may be the opposite of the whole one
        if not claims:
            note = "The model was cut off in its first sentence; the papers are quoted instead."
            return replace(quoted, note=note, asking=asking)
    if is_refusal(draft) or not claims:
        why = "found no answer in these papers" if claims else "wrote nothing"
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
    checker = ClaimChecker(prepared.parsed, prepared.hits)
    found = [*zip(claims, checker.check_all(claims), strict=True)]
    removed = tuple(Removed(t, f.reasons) for t, f in found if f.verdict != SUPPORTED)
    asking = replace(asking, removed=removed)
    kept = [(t, f) for t, f in found if f.verdict == SUPPORTED or wish.keep_unsupported]
    kept = _within(kept, wish.max_words)
    if not any(f.verdict == SUPPORTED for _, f in kept):
        note = "Nothing the model wrote is supported by these papers; they are quoted instead."
        return replace(quoted, note=note, asking=asking)
    citations, sentences = _cited(kept, prepared)
    return replace(
        quoted,
        sentences=sentences,
        citations=citations,
        short=quoted.short if prepared.of_bodies else quoted.short and _short(prepared, citations),
        model=chat.name,
        note=_note(removed, wish) or (quoted.note if prepared.of_bodies else None),
        asking=asking,
    )


def _within(
    kept: list[tuple[str, ClaimVerdict]], words: int | None
) -> list[tuple[str, ClaimVerdict]]:
    """Return the first sentences up to a number of words; at least the first sentence."""
    if words is None:
        return kept
    size = 0
    within: list[tuple[str, ClaimVerdict]] = []
    for text, checked in kept:
        size += len(text.split())
        if within and size > words:
            break
        within.append((text, checked))
    return within


def _cited(
    kept: Sequence[tuple[str, ClaimVerdict]], prepared: PreparedQuestion
) -> tuple[tuple[Citation, ...], tuple[Sentence, ...]]:
    """Cite each sentence with the quotes that support it; a quote keeps one number."""
    hits = prepared.hits
    quotes_of: dict[Citation, int] = {}
    sentences = []
    for text, checked in kept:
        supported = checked.verdict == SUPPORTED
        evidence = checked.spans[:_MOST_QUOTES] if supported else ()
        quotes = [_quote(prepared, hits[checked.ground or 0], *span) for span in evidence]
        marks = tuple(
            dict.fromkeys(quotes_of.setdefault(one, len(quotes_of) + 1) for one in quotes)
        )
        sentences.append(Sentence(text, marks, supported))
    citations = tuple(replace(one, n=n) for one, n in quotes_of.items())
    return citations, tuple(sentences)


def _quote(prepared: PreparedQuestion, hit: Hit, start: int, end: int) -> Citation:
    """Return the quote of a place in an abstract, or of the body that stands there instead."""
    if prepared.of_bodies:
        return replace(quote_at(prepared.quoted, hit.listed.id, start), n=0)
    return Citation(0, hit.listed, abstract_of(hit)[start:end], start, end)


def _short(prepared: PreparedQuestion, citations: Sequence[Citation]) -> str | None:
    """Read the short answer from the cited sentences, not from the model's words."""
    places = {(citation.listed.id, citation.start) for citation in citations}
    ranked: list[RankedSentence] = [
        candidate
        for candidate in rank(prepared.parsed, prepared.hits)
        if (candidate.hit.listed.id, candidate.start) in places
    ]
    short = short_answer(prepared.parsed, ranked) if ranked else None
    return short.text if short else None


def _note(removed: Sequence[Removed], wish: AnswerOptions) -> str | None:
    """Tell how many sentences were removed or marked, and the first reason."""
    if not removed:
        return None
    count = "One sentence" if len(removed) == 1 else f"{len(removed)} sentences"
    what = "marked" if wish.keep_unsupported else "left out"
    return f"{count} of the model's {what}: {removed[0].reasons[0]}"
