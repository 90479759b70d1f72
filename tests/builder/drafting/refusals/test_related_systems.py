"""The relatives of a set of elements are those that comparing sets one by one gives."""

import random

from builder.drafting.refusals.question_text import chance
from builder.drafting.refusals.related_systems import ElementSystems

METALS = "Al Co Cr Cu Fe Mn Mo Nb Ni Ti".split()


def test_relatives_are_those_of_sets_in_their_order() -> None:
    rng = random.Random(2)
    keys = sorted({"-".join(sorted(rng.sample(METALS, rng.randint(2, 7)))) for _ in range(900)})
    systems = ElementSystems(keys)
    for elements in (*keys[:60], "Au-Pd-Pt", "Al-Co-Cr-Fe-Xx"):
        mine = {*elements.split("-")}
        likest = sorted(
            (
                -len(mine & {*key.split("-")}) / len(mine | {*key.split("-")}),
                chance(elements, key),
                key,
            )
            for key in keys
            if len(mine & {*key.split("-")}) >= 0.6 * len(mine | {*key.split("-")})
        )
        assert systems.likest(elements) == [key for _, _, key in likest[:40]]
    assert any(len(systems.likest(key)) == 40 for key in keys)


def test_a_corpus_without_alloys_has_no_relatives() -> None:
    assert ElementSystems([]).likest("Co-Cr-Ni") == []
