"""A value whose route is half told is not asked."""

import pytest

from builder.drafting.values.levels import ask_levels, asked_values
from builder.materials.measurements.paper_facts import read_paper


def told(text: str) -> str:
    """All questions and answers in one text."""
    values = asked_values(read_paper("Strength of NbMoTaW", text))
    return " ".join(f"{one.question} {one.answer}" for one in ask_levels(values))


@pytest.mark.parametrize(
    "made",
    [
        "NbMoTaW was made by arc melting followed by annealing (1150 °C, 24 and 72 h).",
        "NbMoTaW was made by arc melting, cold- and hot-machining, heavy cold deformation.",
        "NbMoTaW was made by arc melting and then cold worked.",
    ],
)
def test_a_first_step_is_no_state_of_what_was_worked_further(made: str) -> None:
    value = " It has a hardness of 454 HV."
    assert "arc-melted NbMoTaW?" not in told(made + value)
    plain = "NbMoTaW was made by arc melting and then polished."
    assert "arc-melted NbMoTaW?" in told(plain + value)


def test_half_a_route_is_not_told() -> None:
    value = " When annealed for 20 min, the hardness of NbMoTaW is 454 HV."
    made = "NbMoTaW was fabricated by spark plasma sintering and cold rolling annealing processes."
    assert told(made + value) == ""
    assert "454 HV" in told(made.replace("cold rolling ", "") + value)
    parts = "NbMoTaW was fabricated by powder metallurgy. It has a hardness of 454 HV."
    assert told(parts) == ""
    assert "454 HV" in told(parts.replace("powder metallurgy", "spark plasma sintering"))
