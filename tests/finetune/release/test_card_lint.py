"""What the linter finds in the cards this project follows, and that it finds nothing else."""

from pathlib import Path
from typing import Any

import pytest

from finetune.release.card_lint import BASES, lint
from finetune.release.emissions_claims import doubts, read_stated

PHI2 = BASES["microsoft/phi-2"]
FRONT = "---\nlicense: mit\n---\n"


def whys(text: str, artefacts: dict[str, Any] | None = None) -> list[str]:
    return [one.why for one in lint(FRONT + text, artefacts or {}, PHI2)]


@pytest.fixture
def seed(shared: Path) -> str:
    """A published card of a fine-tuned Phi-2 with much that cannot be."""
    [path] = shared.parent.glob("seeds/001_*.txt")
    return path.read_text("utf-8")


def test_a_published_card_contradicts_its_base_and_itself(seed: str) -> None:
    found = lint(seed, {}, PHI2)
    assert [one.why for one in found if one.kind == "contradiction"] == [
        "The model is said to know English alone.",
        "“Hours used” says 72; 8 cards for 72 hours are 576 GPU-hours.",
        "50 kg do not fit 72 GPU-hours of A100 (250–400 W): those emit 6.6–10.6 kg at 0.368 kg/kWh;"
        " 50 kg would be 1,888 W a card.",
        "The base has 32 for its hidden layers, not 12.",
        "The base has 2,560 for its hidden size, not 768.",
    ]


def test_a_published_cards_claims_have_nothing_behind_them(seed: str) -> None:
    found = lint(seed, {}, PHI2)
    kinds = {one.kind for one in found}
    assert kinds == {
        "contradiction", "no artefact", "no number", "unfilled", "metadata", "code",
    }  # fmt: skip
    unbacked = {one.why for one in found if one.kind == "no artefact"}
    assert unbacked == {
        "No artefact holds 72 hours.", "No artefact holds 8.", "No artefact holds 12 hours.",
        "No artefact holds 50 kg.", "No artefact holds 2023.",
        "No artefact names the version 0.12.0.",
    }  # fmt: skip
    [code] = [one for one in found if one.kind == "code"]
    assert "as if it were a whole model" in code.why
    assert "“state-of-the-art” is a result, and no number is given." in {o.why for o in found}
    assert [one.line for one in found] == sorted(one.line for one in found)
    lines = seed.split("\n")
    assert all(one.text in lines[one.line - 1].strip() for one in found)


def test_the_same_claims_pass_where_an_artefact_holds_them(seed: str) -> None:
    """Hours, cards, emissions, versions; not what contradicts the base."""
    behind = {
        "made": {
            "seconds": 72 * 3600, "save_seconds": 12 * 3600, "cards": 8, "co2_kg": 50,
            "version": "0.12.0", "year": 2023,
        }
    }  # fmt: skip
    assert not [one for one in lint(seed, behind, PHI2) if one.kind == "no artefact"]
    assert [one for one in lint(seed, behind, PHI2) if one.kind == "contradiction"]


@pytest.mark.parametrize(
    ("claim", "held", "passes"),
    [
        ("perplexity 3.91", {"perplexity": 3.9149}, True),
        ("perplexity 3.91", {"perplexity": 3.9151}, False),
        ("perplexity 3.9", {"perplexity": 3.9149}, True),
        ("rate 3e-4", {"lr": 0.0003}, True),
        ("rate 3e-4", {"lr": 0.0004}, False),
        ("12,288 rows", {"rows": 12288}, True),
        ("3 rows", {"loss": 3.2}, False),  # a count is no rounded measurement
        ("40 %", {"share": 0.397}, True),
        ("39.7%", {"share": 0.397}, True),
        ("39.8%", {"share": 0.397}, False),
        ("2 hours", {"seconds": 7300.0}, True),
        ("2 hours", {"rows": 2}, False),  # rows are no hours
        ("121.7 minutes", {"seconds": 7300.0}, True),
        ("5.9 GiB", {"peak_memory_mb": 6042}, True),
        ("0.4 kWh", {"kwh": 0.43}, True),
        ("400 Wh", {"kwh": 0.4}, True),
        ("0.4 kg", {"kwh": 0.4}, False),
        ("1–2 rows", {"low": 1, "high": 3}, False),
        ("“It melts at 1600 °C.”", {"answer": "It melts at 1600 °C."}, True),
        ("It melts at  1600 °C.", {"answer": "It melts at 1600 °C."}, True),
        ("It melts at 1500 °C.", {"answer": "It melts at 1600 °C."}, False),
        ("5 of the rows", {"listed": [1, 1, 1, 1, 1]}, True),
    ],
)
def test_a_number_needs_an_artefact_that_rounds_to_it_in_its_unit(
    claim: str, held: dict[str, Any], passes: bool
) -> None:
    assert (whys(claim, {"made": held}) == []) is passes


@pytest.mark.parametrize(
    "text",
    [
        "Phi-2 in fp16 on an A100, L12 phases, nf4, CO2eq",
        "https://arxiv.org/abs/1910.09700 and doi:10.48550/arXiv.1910.09700",
        "Lacoste et al. (2019)",
        "1. First\n2. Second",
        "```python\nfor i in range(3):\n    print(x[0])\n```",
        "Phi-2 has 32 layers, 2560 hidden units, 32 attention heads, a vocabulary of 51,200.",
        "2.7 billion parameters, or 2.78B parameters; a context window of 2,048 tokens",
    ],
)
def test_names_links_places_in_code_and_the_bases_own_sizes_are_no_claims(text: str) -> None:
    assert whys(text) == []


@pytest.mark.parametrize(
    "text",
    ["13 billion parameters", "a context window of 4,096 tokens", "24 transformer layers",
     "a vocabulary of 32064", "max_new_tokens=512", "```python\nf(max_length=512)\n```"],
)  # fmt: skip
def test_what_the_base_does_not_have_is_found(text: str) -> None:
    assert len(whys(text)) == 1


def test_hours_and_emissions_that_fit_are_not_doubted() -> None:
    text = "Training ran 72 hours on 8 A100 GPUs in East US. Hours used: 576. Emitted: 60 kg CO2eq"
    assert doubts(read_stated(text)) == []
    [doubt] = doubts(read_stated(text.replace("60 kg", "600 kg")))
    assert "53.0–84.7 kg" in doubt
    unknown = text.replace("in East US", "somewhere").replace("60 kg", "1 kg")
    assert len(doubts(read_stated(unknown))) == 1  # no grid on earth is so clean


def test_a_card_without_front_matter_or_in_a_wrong_encoding_is_told() -> None:
    assert "No front matter" in lint("# Card\n", {}, PHI2)[0].why
    assert whys("# ðŸ“Œ Overview") == ["Its letters were saved in a wrong encoding."]
