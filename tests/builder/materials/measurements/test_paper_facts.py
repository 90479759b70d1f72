"""Values are completed from what their paper said before, and the completion is marked."""

from builder.materials.measurements.measurement import Measurement
from builder.materials.measurements.paper_facts import read_paper


def values(title: str, abstract: str) -> list[Measurement]:
    return [value for placed in read_paper(title, abstract) for value in placed.facts.values]


def test_a_value_is_of_the_one_alloy_spoken_of_before() -> None:
    title = "Strength of VNbTa"
    abstract = "It was made. The yield strength is 900 MPa. That of VNbTi is 800 MPa."
    placed = read_paper(title, abstract)
    assert [abstract[one.start : one.end][:4] for one in placed] == ["It w", "The ", "That"]
    inherited, own = values(title, abstract)
    assert (inherited.alloys[0].text, inherited.inherited) == ("VNbTa", {"alloys"})
    assert (own.alloys[0].text, own.inherited) == ("VNbTi", frozenset())


def test_of_two_alloys_none_is_taken_over() -> None:
    [value] = values("VNbTa and VNbTi", "The yield strength is 900 MPa.")
    assert (value.alloys, value.inherited) == ((), frozenset())


def test_a_composite_is_not_the_alloy_in_it() -> None:
    [value] = values("Hardness of VNbTa/TiC", "The hardness reached 300 HV.")
    assert value.composite
    assert value.inherited == {"owner"}
    assert not value.alloys
