"""Prompts of samples: the paper of each among those found for its question, as in `hea ask`."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from answer.extractive.answer import rank_evidence
from answer.extractive.sentence_ranking import RankedSentence, rank
from answer.generative.context_budget import BudgetedPrompt, fit_context
from answer.prompts import Template
from answer.question.parse import parse_question
from builder.library.catalog import CatalogEntry
from builder.papers import Abstract, Paper
from finetune.data.readers import Sample
from finetune.recipe import Recipe, chance
from retrieval.hybrid import Hit, ScoreBreakdown
from retrieval.passages import Passage

#: The papers found for a question, best first.
Find = Callable[[str], Sequence[Hit]]


def papers_for(sample: Sample, recipe: Recipe, find: Find | None) -> tuple[list[Hit], bool]:
    """Choose the papers of a prompt, in the order in which `hea ask` finds them.

    The paper that answers stands first where it was not found. It is taken away only where no
    other of them may answer, so that the refusal is true.

    Returns:
        The papers, and whether the one that answers is among them.
    """
    own = _hit(sample) if sample.context else None
    if not recipe.distractors or find is None or own is None:
        return [own] if own else [], True
    found = find(sample.question)
    others = [hit for hit in found if hit.listed.id != sample.paper][: recipe.distractors]
    drawn = chance(recipe.seed, "oracle", sample.id) < recipe.without_oracle
    if drawn and sample.evidence and others and not _may_answer(sample.question, others):
        return _numbered(others), False
    places = (place for place, hit in enumerate(found) if hit.listed.id == sample.paper)
    others.insert(next(places, 0), own)
    return _numbered(others), True


def prompt_for(
    sample: Sample,
    hits: Sequence[Hit],
    template: Template,
    count: Callable[[str], int],
    most: int,
    answer: int,
    context: int,
) -> BudgetedPrompt:
    """Make the prompt as `ask` does; where that leaves the evidence out, it goes in first.

    Args:
        sample: The question and its evidence.
        hits: The papers of the prompt.
        template: The prompt format.
        count: Counts the tokens of a text.
        most: Tokens for prompt and answer together.
        answer: Tokens for the answer.
        context: Tokens for the papers.

    Raises:
        UserError: Question and answer alone do not fit.
    """
    ranked = rank(parse_question(sample.question), hits) if hits else []

    def fitted(order: Sequence[RankedSentence]) -> BudgetedPrompt:
        return fit_context(template, sample.question, order, count, most, answer, context)

    prompt = fitted(ranked)
    if not holds(prompt, sample.evidence):
        first = [one for one in ranked if _rests_on(one, sample)]
        prompt = fitted([*first, *(one for one in ranked if one not in first)])
    return prompt


def holds(prompt: BudgetedPrompt, evidence: str) -> bool:
    """Return whether a passage of a prompt holds the evidence; True where there is none."""
    return any(evidence.strip() in passage.text for passage in prompt.passages) or not evidence


def _rests_on(candidate: RankedSentence, sample: Sample) -> bool:
    """Return whether a sentence is part of a sample's evidence, or holds it."""
    text = candidate.statement.text.strip()
    return candidate.hit.listed.id == sample.paper and (
        text in sample.evidence or sample.evidence.strip() in text
    )


def _may_answer(question: str, others: Sequence[Hit]) -> bool:
    """Return whether a sentence of other papers passes for an answer."""
    return bool(rank_evidence(question, _numbered(others)).ranked)


def _hit(sample: Sample) -> Hit:
    """Return a sample's own context as a paper that was found."""
    abstract = Abstract(sample.context, 1, (0.0, 0.0, 0.0, 0.0), "dataset", 1.0)
    paper = Paper("ok", "", title=sample.title, abstract=abstract)
    name = sample.paper or sample.id
    passage = Passage(0, name, sample.title, 0, len(sample.context), sample.context)
    return Hit(1, passage, 0.0, ScoreBreakdown(None, None), CatalogEntry("", 0, name, paper))


def _numbered(hits: Sequence[Hit]) -> list[Hit]:
    return [replace(hit, rank=number) for number, hit in enumerate(hits, start=1)]
