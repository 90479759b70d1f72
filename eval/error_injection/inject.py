"""Put known errors into true answers: a measure of groundedness must flag every one."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.materials.alloys import named_alloys
from builder.nlp.sentences import sentences
from eval.error_injection.cases import TrueAnswer
from eval.error_injection.mutations import ERRORS, Pool


@dataclass(frozen=True, slots=True)
class Injected:
    """A case with one known error."""

    case: TrueAnswer
    error: str
    answer: str
    what: str
    """The change, such as `759 MPa → 1010 MPa`."""


def inject(cases: Sequence[TrueAnswer], pool: Pool, seed: int = 0) -> Iterator[Injected]:
    """Yield every case with every error that applies to it, one at a time, chosen by the seed."""
    for case in cases:
        for error, change in ERRORS.items():
            rng = random.Random(f"{seed} {case.id} {error}")  # noqa: S311 - nothing is secret
            if changed := change(case, pool, rng):
                yield Injected(case, error, *changed)


def collect_pool(cases: Sequence[TrueAnswer]) -> Pool:
    """Return the alloys and sentences of all sources."""
    texts = list(dict.fromkeys(case.ground.text for case in cases))
    alloys = dict.fromkeys(alloy.text for text in texts for alloy in named_alloys(text))
    spans = [text[start:end] for text in texts for start, end in sentences(text)]
    return Pool(tuple(alloys), tuple(spans))
