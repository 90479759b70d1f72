"""What a paper is about, by its title."""

import pytest

from builder.drafting.naming.topics import find_topic, is_plain_alloy


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        (
            "Creep of VNbTaTi high-entropy alloys fabricated by laser cladding",
            "VNbTaTi high-entropy alloys fabricated by laser cladding",
        ),
        ("Wear of a laser-clad VNbTaTi Coating", "the laser-clad VNbTaTi coating"),
        (
            "Strength of additively manufactured VNbTaTi Alloy at 77 K",
            "the additively manufactured VNbTaTi alloy",
        ),
        ("Oxidation of VNbTaTi", "VNbTaTi"),
        ("Effect of Ti content on VNbTaTix alloys", "VNbTaTix alloys"),
    ],
)
def test_a_title_names_the_material_with_its_form_and_route(title: str, topic: str) -> None:
    assert find_topic(title) == topic


@pytest.mark.parametrize(
    "title",
    [
        None,
        "A new high-entropy alloy",
        "VNbTaTi and VNbMoW alloys under load",
        "Effect of Y addition on VNbTaTi alloys",
        "Effect of carbon on the strength of VNbTaTi alloys",
        "Laser cladding of a coating on VNbTaTi alloys",
        "Grains in VNbTaTi alloy sheets",
        "Hardness of nanoparticles strengthened VNbTaTi alloys",
    ],
)
def test_a_title_that_may_mislead_names_none(title: str | None) -> None:
    assert find_topic(title) == ""


def test_a_paper_on_a_coating_is_not_on_the_alloy_as_such() -> None:
    assert is_plain_alloy("Strength of VNbTaTi", "VNbTaTi was cast. It is hard.")
    assert not is_plain_alloy("Strength of VNbTaTi coatings", "VNbTaTi was clad. It is hard.")
    assert not is_plain_alloy("On VNbTaTi", "The coating is hard. The wear of the coating is low.")
    assert not is_plain_alloy("Effect of Y addition on VNbTaTi", "It is hard.")
