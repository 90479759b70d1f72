"""What people preferred: for one question a better answer and a worse one, out of their verdicts.

An edited answer is better than the one it replaced, an accepted answer better than a rejected one
to the same question, and an accepted answer better than the same answer running on.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.dataset import family, part_of
from builder.ledger import Curated
from builder.library import Listed
from builder.sentences import sentences
from finetune.sources import Sample


@dataclass(frozen=True, slots=True)
class Preference:
    """A sample whose answer was preferred to another one."""

    sample: Sample
    rejected: str
    why: str
    """`edited`, `rejected` or `long`: what is the matter with the other answer."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """Pairs, and of which verdicts none could be made."""

    pairs: tuple[Preference, ...]
    left_out: Mapping[str, int]
    """Reason → verdicts."""

    @property
    def counts(self) -> dict[str, int]:
        """Why the other answer is worse → pairs."""
        return dict(sorted(Counter(pair.why for pair in self.pairs).items()))


def read_preferences(
    curated: Sequence[Curated], papers: Mapping[str, Listed], most_words: int
) -> Preferences:
    """Every pair that people's verdicts hold; an answer of more than ``most_words`` is long."""
    left_out: Counter[str] = Counter()
    pairs: list[Preference] = []
    better = {_asked(one): one for one in curated if one.kept and not one.disputed}
    for one in sorted(curated, key=lambda c: (c.triple.paper, c.triple.start, c.triple.id)):
        if not one.verdicts:
            continue
        if one.triple.paper not in papers:
            left_out["its paper left the corpus"] += 1
        elif one.disputed:
            left_out["people decided otherwise from each other"] += 1
        else:
            listed = papers[one.triple.paper]
            pairs += _pairs(one, better, listed, most_words, left_out)
    return Preferences(tuple(pairs), dict(sorted(left_out.items())))


def _pairs(
    one: Curated,
    better: Mapping[tuple[str, str], Curated],
    listed: Listed,
    most_words: int,
    left_out: Counter[str],
) -> Iterator[Preference]:
    if not one.kept:
        best = better.get(_asked(one))
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
    long = _running_on(one, most_words)
    if long:
        yield Preference(_sample(one, listed, f"{one.triple.id}-long"), long, "long")
    else:
        left_out[f"accepted, and its abstract gives no answer of more than {most_words} words"] += 1


def _asked(one: Curated) -> tuple[str, str]:
    return one.triple.paper, " ".join(one.triple.question.lower().split())


def _running_on(one: Curated, most_words: int) -> str:
    """The answer followed by what else the abstract says, until it is too long; "" if it is not."""
    triple, text = one.triple, one.triple.answer
    for start, end in sentences(triple.context):
        if start < triple.end and triple.start < end:
            continue  # what the answer rests on
        text += f" {triple.context[start:end]}"
        if len(text.split()) > most_words:
            return text
    return ""


def _sample(one: Curated, listed: Listed, name: str) -> Sample:
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
    )
