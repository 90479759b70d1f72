"""A report on what a training changed, made without a model."""

from fakes import WordEmbedder

from finetune.data.held_out import HeldOut, HeldOutRows
from finetune.evaluation.held_out_pass import HeldOutPass
from finetune.evaluation.perplexity import AnswerLoss
from finetune.evaluation.report import compare

ROWS = [
    HeldOut("a", "phase", "Which phase?", "long", "It is BCC."),
    HeldOut("b", "phase", "Which | one?", "long", "It is FCC."),
    HeldOut("c", "property-value", "How hard?", "long", "500 HV"),
    HeldOut("d", "property-value", "How long?", "too long", "5 m"),
]


HELD_OUT = HeldOutRows("test", tuple(ROWS), {"e": "its evidence does not fit"})


def read(
    nats: tuple[float, float, float], answers: tuple[str, ...], bits: str = "bf16"
) -> HeldOutPass:
    """Three rows of two answer tokens each, padded to eleven tokens; a fourth does not fit."""
    found = [
        AnswerLoss(row.id, row.kind, length, n, 2, n + 4.0, 10, 5, row.cluster)
        for row, n, length in zip(ROWS, nats, (4, 300, 300), strict=False)
    ]
    return HeldOutPass(bits, tuple(found), {"d": "3000 tokens do not fit"}, answers)


BASE = read((4.0, 6.0, 8.0), ("It is BCC and so on and so on.", "", "405 <b>MPa</b>"))


TUNED = read((2.0, 2.0, 2.0), ("It is BCC.", "It is FCC.", "500 HV"))


FOUR = read((3.0, 3.0, 3.0), (), "nf4")


def alike(said: str, true: str) -> dict[str, float]:
    """A share of letters; of the other measures none is installed."""
    return {"ROUGE-L": len(set(said) & set(true)) / len(set(said) | set(true))}


def report(four: HeldOutPass | None = FOUR):  # type: ignore[no-untyped-def]
    return compare(
        "mine", "phi-2", "context-qa", HELD_OUT, BASE, TUNED, WordEmbedder(), alike, four
    )
