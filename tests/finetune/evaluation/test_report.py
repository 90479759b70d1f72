"""The report of a training: hand-computed values on a toy, every figure with its n."""

import json
import math
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from fakes import WordEmbedder
from scipy.stats import t
from toy_report import ROWS, alike, report

from eval.stats.intervals import LEAST_PAPERS, Score
from finetune.data.held_out import HeldOutRows
from finetune.evaluation.held_out_pass import HeldOutPass
from finetune.evaluation.report import compare, read_report
from finetune.evaluation.report_page import as_markdown, draw, show


def test_every_figure_is_what_a_hand_computes() -> None:
    found = report()
    assert found.perplexity.base.value == pytest.approx(math.exp(18 / 6))
    assert found.perplexity.tuned.value == pytest.approx(math.exp(6 / 6))
    assert found.perplexity.ratio.value == pytest.approx(math.exp(-12 / 6))
    assert found.padded.base.value == pytest.approx(math.exp((18 + 12) / 30))
    assert found.padded.tuned.value == pytest.approx(math.exp((6 + 12) / 30))
    assert (found.padded.pads, found.padded.width) == (0.5, 11)
    assert found.by_kind["phase"].base.value == pytest.approx(math.exp(10 / 4))
    assert found.by_kind["property-value"].ratio.value == pytest.approx(math.exp(-6 / 2))
    assert list(found.by_prompt_tokens) == ["up to  256", "up to  512"]
    assert [pair.base.n for pair in found.by_prompt_tokens.values()] == [1, 2]
    assert found.quantisation is not None
    assert found.quantisation.ratio.value == pytest.approx(math.exp(3 / 6))
    words, right = found.answers["words"], found.answers["right"]
    assert words.tuned.value == pytest.approx((3 + 3 + 2) / 3)
    assert words.difference.value == pytest.approx(((3 - 9) + (3 - 0) + (2 - 2)) / 3)
    assert right.tuned.value == 1
    assert right.base.value == pytest.approx((1 + 0 + 0) / 3)  # the words that mean something
    rouge = found.answers["ROUGE-L"]
    assert rouge.tuned.value == 1
    assert rouge.base.value == pytest.approx((8 / 12 + 0 + 3 / 13) / 3)
    assert (found.answers["BLEU"].base.value, found.answers["BLEU"].base.unscored) == (None, 3)


def test_no_row_is_lost_without_being_counted() -> None:
    found = report()
    assert found.rows == 5
    assert found.unscored == {"d": "3000 tokens do not fit", "e": "its evidence does not fit"}
    assert (found.perplexity.base.n, found.perplexity.base.unscored) == (3, 2)
    assert (found.padded.tuned.n, found.padded.tuned.unscored) == (3, 2)
    # An empty answer has no direction to compare, and earns nothing where it is judged.
    cosine, grounded = found.answers["cosine"], found.answers["grounded"]
    assert (cosine.base.n, cosine.base.unscored, cosine.tuned.n) == (2, 1, 3)
    assert (cosine.difference.n, cosine.difference.unscored) == (2, 1)
    assert cosine.tuned.value == pytest.approx(1.0)
    assert (grounded.base.n, grounded.base.unscored) == (3, 0)
    assert found.likeness.cosine.value is not None
    assert found.likeness.cosine.value < 1


def test_the_text_shows_both_models_and_calls_the_padded_number_flawed() -> None:
    text = as_markdown(report())
    assert "| answers | 20.09 (" in text
    assert "n = 3 of 3 papers, 2 unscored)" in text
    assert "This number is flawed: it counts prompt and padding" in text
    assert "50.0% of the tokens counted are padding" in text
    assert "| Which \\| one? | It is FCC. | (nothing) | It is FCC. |" in text
    assert "405 &lt;b&gt;MPa" in text
    assert "an untrained copy scores one" in text
    assert "weights of 4 bits (nf4)" in text
    assert "95% intervals by papers, of which at least 8 are needed" in text
    assert as_markdown(report(None)).rstrip().endswith("not measured")


def test_an_interval_that_one_paper_cannot_give_is_not_shown() -> None:
    assert show(Score(7.389, 5.0, 9.0, 30, 2, 9)) == (
        "7.39 (5.00–9.00, n = 30 of 9 papers, 2 unscored)"
    )
    assert show(Score(7.389, 5.0, 9.0, 3, 2)) == "7.39 (5.00–9.00, n = 3, 2 unscored)"
    assert show(Score(7.389, None, None, 2)) == "7.39 (no interval, n = 2)"
    short = report().by_prompt_tokens["up to  256"]
    assert (short.base.n, short.base.low, short.ratio.high) == (1, None, None)
    assert "| up to  256 | 7.39 (no interval, n = 1 of 1 paper) |" in as_markdown(report())


def test_answers_on_one_paper_count_as_one_draw() -> None:
    """Two questions on each of eight papers: the interval is that of the eight papers' means."""
    rows = tuple(
        replace(ROWS[0], id=f"r{n}", paper=f"paper{n // 2}") for n in range(2 * LEAST_PAPERS)
    )
    answers = ("a", "a", "a b c", "a b c") * (LEAST_PAPERS // 2)
    made = HeldOutPass("bf16", (), {}, answers)
    found = compare(
        "mine", "phi-2", "context-qa", HeldOutRows("test", rows, {}), made, made, WordEmbedder(),
        alike,
    )  # fmt: skip
    words = found.answers["words"]
    error = 1 / math.sqrt(LEAST_PAPERS - 1)  # of 1, 3, 1, 3 …
    assert (words.base.value, words.base.n, words.base.papers) == (2, 16, 8)
    assert words.base.high == pytest.approx(2 + t.ppf(0.975, LEAST_PAPERS - 1) * error, abs=1e-3)
    assert (words.difference.value, words.difference.low, words.difference.papers) == (0, None, 8)


def test_the_report_is_json_and_its_chart_is_blue_and_orange(tmp_path: Path) -> None:
    from matplotlib.image import imread

    again = json.loads(json.dumps(asdict(report())))
    assert again["perplexity"]["base"]["n"] == 3
    assert again["examples"][0]["base"] == "It is BCC and so on and so on."
    assert read_report(again) == report()
    assert read_report(json.loads(json.dumps(asdict(report(None))))) == report(None)
    draw(report(), tmp_path / "perplexity.png")
    pixels = {
        tuple(round(c * 255) for c in p[:3])
        for p in imread(tmp_path / "perplexity.png").reshape(-1, 4)
    }
    assert {(31, 119, 180), (255, 127, 14)} <= pixels


def test_nothing_held_out_is_no_zero() -> None:
    nothing = HeldOutPass("bf16", (), {}, ())
    found = compare(
        "mine",
        "phi-2",
        "context-qa",
        HeldOutRows("test", (), {}),
        nothing,
        nothing,
        WordEmbedder(),
        alike,
        None,
    )
    assert found.perplexity.base.value is None
    assert "not measured (n = 0, 0 unscored)" in as_markdown(found)
