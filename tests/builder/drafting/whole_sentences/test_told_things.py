"""A question names what its sentence asserts something of, not what stands in passing."""

import pytest

from builder.drafting.whole_sentences.told_things import listed, told_things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("The hardness rises due to the small grain size.", ("the hardness",)),
        ("Cold drawing raises the yield strength by twinning.", ("the yield strength",)),
        ("The wetting angle at twice the liquidus temperature is 40 degrees.", ()),
        ("A gap opens in the density of states of the alloy.", ()),
        ("The hardness of the FCC phase is 3 GPa.", ("the hardness",)),
        ("The alloy transforms from FCC to a mixture of FCC and BCC.", ("the phases",)),
        ("The volume fraction of the Laves phase grows.", ("the volume fraction of the phases",)),
        (
            "The absence of Co leads to a high temperature strength.",
            ("the high-temperature strength",),
        ),
        (
            "Twins raise the strength, and pores lower the bonding strength.",
            ("the twins", "the strength", "the porosity"),
        ),
        ("Small V additions raise the radiation tolerance.", ("the irradiation resistance",)),
        ("The recrystallization temperature is high.", ("the recrystallization temperature",)),
        ("The spall strength is found to scale with the layers.", ()),
        ("Chromia and spinel oxides form a dense BCC layer.", ("the oxides",)),
        ("The entropy of mixing falls, and the mixing entropy counts.", ("the mixing entropy",)),
        ("Misfit dislocations are nuclei for twins.", ("the dislocations",)),
        ("Dislocation slip governs all.", ("the deformation mechanism",)),
        ("Stacking faults appear at 2 GPa.", ("the stacking faults",)),
        ("The grains hold twins.", ("the microstructure",)),
        ("The volume fractions of two fibres are 30 %.", ("the volume fraction",)),
        (
            "The coefficients of friction and wear rates fall.",
            ("the coefficients of friction", "the wear rate"),
        ),
        ("Silver ions raise the improved antibacterial efficiency.", ()),
        ("Silver ions raise the antibacterial efficiency.", ("the antibacterial efficiency",)),
        ("The Vickers hardness is 400 HV.", ("the Vickers hardness",)),
        ("The potential energy fluctuations are higher.", ()),
        ("The wear resistance is comparable to that of intermetallics.", ("the wear resistance",)),
        ("It shows an enhancement of hardness.", ("the hardness",)),
        ("The yield strength rests on grain boundary strengthening.", ("the yield strength",)),
        ("The dimples and the pores grow.", ()),
        ("The graphene oxide lies in the metal.", ()),
        ("Large Frank loops grow slowly.", ("the dislocation loops",)),
        ("Annealing erases the elemental segregation.", ("the distribution of elements",)),
    ],
)
def test_only_what_is_asserted_is_told_of(text: str, things: tuple[str, ...]) -> None:
    assert told_things(text) == things


def test_things_are_listed() -> None:
    assert listed(["the hardness", "the density", "cracking"]) == (
        "the hardness, the density and cracking"
    )
