"""Pairs of a better and a worse answer to one question, out of the verdicts of a curation.

An edited answer is better than the one it replaced, an accepted answer better than a rejected one
to the same question, and an accepted answer better than the same answer running on.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from answer.prompts import answer_ids, find_template
from builder.curation.decisions import CuratedTriple
from builder.dataset.splits import family, part_of
from builder.library.catalog import CatalogEntry
from builder.nlp.sentences import sentences
from finetune.data.example import Example
from finetune.data.examples import Examples, make_examples
from finetune.data.readers import Sample
from finetune.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Preference:
    """A sample whose answer was preferred to another one."""

    sample: Sample
    rejected: str
    why: str
    """`edited`, `rejected` or `long`: what is the matter with the other answer."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """Pairs, and how many verdicts gave none."""

    pairs: tuple[Preference, ...]
    left_out: Mapping[str, int]
    """Reason → verdicts."""

    @property
    def counts(self) -> dict[str, int]:
        """Reason for which the other answer is worse → pairs."""
        return dict(sorted(Counter(pair.why for pair in self.pairs).items()))


def read_preferences(
    curated: Sequence[CuratedTriple], papers: Mapping[str, CatalogEntry], most_words: int
) -> Preferences:
    """Read every pair that people's verdicts hold; more than ``most_words`` make an answer long."""
    left_out: Counter[str] = Counter()
    pairs: list[Preference] = []
    certain = [one for one in curated if not (one.disputed or one.unconfirmed)]
    better = {_question_of(one): one for one in certain if one.kept}
    for one in sorted(curated, key=lambda c: (c.triple.paper, c.triple.start, c.triple.id)):
        if not one.verdicts:
            continue
        if one.triple.paper not in papers:
            left_out["its paper left the corpus"] += 1
        elif one.disputed:
            left_out["people decided otherwise from each other"] += 1
        elif one.unconfirmed:
            left_out["its edit fails a check, and nobody accepted it since"] += 1
        else:
            listed = papers[one.triple.paper]
            pairs += _pairs(one, better, listed, most_words, left_out)
    return Preferences(tuple(pairs), dict(sorted(left_out.items())))


def _pairs(
    one: CuratedTriple,
    better: Mapping[tuple[str, str], CuratedTriple],
    listed: CatalogEntry,
    most_words: int,
    left_out: Counter[str],
) -> Iterator[Preference]:
    """Yield the pairs that one triple gives; count why it gives no others in ``left_out``."""
    if not one.kept:
        best = better.get(_question_of(one))
        if best is None:
            left_out["rejected, and no better answer to its question is known"] += 1
        elif best.triple.answer == one.triple.answer:
            left_out["rejected, and accepted with the same answer"] += 1
        else:
            name = f"{best.triple.id}-{one.triple.id}"
            yield Preference(_sample(best, listed, name), one.triple.answer, "rejected")
        return
    if len(one.triple.answer.split()) > most_words:
        left_out[f"its better answer has more than {most_words} words"] += 1
        return
    before = one.verdicts[-1].answer
    if one.status == "edited" and before != one.triple.answer:
        yield Preference(_sample(one, listed, f"{one.triple.id}-edit"), before, "edited")
    long = _lengthened(one, most_words)
    if long:
        yield Preference(_sample(one, listed, f"{one.triple.id}-long"), long, "long")
    else:
        left_out[f"accepted, and its abstract gives no answer of more than {most_words} words"] += 1


def _question_of(one: CuratedTriple) -> tuple[str, str]:
    """Return the paper and the question, however it is spaced and written in capitals."""
    return one.triple.paper, " ".join(one.triple.question.lower().split())


def _lengthened(one: CuratedTriple, most_words: int) -> str:
    """Return the answer and more sentences of its abstract, so that it is too long.

    Empty where the abstract is too short for that.
    """
    triple, text = one.triple, one.triple.answer
    for start, end in sentences(triple.context):
        if start < triple.end and triple.start < end:
            continue  # the answer says this already
        text += f" {triple.context[start:end]}"
        if len(text.split()) > most_words:
            return text
    return ""


def _sample(one: CuratedTriple, listed: CatalogEntry, name: str) -> Sample:
    triple = one.triple
    return Sample(
        id=name,
        part=part_of(family(listed)),
        question=triple.question,
        answer=triple.answer,
        context=triple.context,
        title=listed.paper.title or "",
        paper=triple.paper,
        evidence=triple.evidence,
        status=one.status,
    )


def preference_examples(
    found: Preferences, recipe: Recipe, tokenizer: Any, window: int
) -> tuple[Examples, dict[str, str]]:
    """Turn pairs into examples.

    Returns:
        The better answers as examples, and the worse answer to each: id → text. A pair of which
        either answer does not fit is dropped.
    """
    worse = {pair.sample.id: pair.rejected for pair in found.pairs}
    made = make_examples([pair.sample for pair in found.pairs], recipe, tokenizer, window)
    template = find_template(recipe.template)

    def fits(one: Example) -> bool:
        prompt = len(one.ids) - one.supervised
        return prompt + len(answer_ids(tokenizer, template, worse[one.id])) <= window

    long = tuple(one for one in (*made.train, *made.validation) if not fits(one))
    why = "the worse answer does not fit"
    digest = hashlib.sha256(repr((made.sha256, sorted(worse.items()))).encode()).hexdigest()
    return replace(
        made,
        train=tuple(one for one in made.train if one not in long),
        validation=tuple(one for one in made.validation if one not in long),
        dropped=(*made.dropped, *(replace(one, dropped=why) for one in long)),
        source=made.source or digest,
        sha256=digest,
    ), worse
