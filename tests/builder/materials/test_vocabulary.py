"""The vocabulary: each case is a phrase and the term a materials scientist reads in it."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.materials import units
from builder.materials.vocabulary import TERMS, dimensions_of, expand, find_terms, is_phase

KINDS = {"property", "phase", "process", "method", "mechanism", "class", "condition"}
ALL_FORMS = [(term.name, form) for term in TERMS for form in term.forms]


def names(text: str) -> list[str]:
    return [mention.name for mention in find_terms(text)]


@pytest.mark.parametrize(("name", "form"), ALL_FORMS)
def test_every_form_is_found_as_its_own_term(name: str, form: str) -> None:
    assert [(mention.name, mention.text) for mention in find_terms(f"the {form}, so")] == [
        (name, form)
    ]


def test_no_name_and_no_form_belongs_to_two_terms() -> None:
    counts = Counter(term.name for term in TERMS) + Counter(
        form for term in TERMS for form in set(term.forms[1:]) - {term.name}
    )
    assert [form for form, count in counts.items() if count > 1] == []
    assert {term.kind for term in TERMS} == KINDS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yield strengths and the 0.2% proof stress", ["yield strength", "yield strength"]),
        ("UTS of 1 GPa", ["ultimate tensile strength"]),
        ("the stacking-fault energy (SFE)", ["stacking fault energy", "stacking fault energy"]),
        ("a face-centred-cubic matrix", ["FCC"]),
        ("Face Centered Cubic", ["FCC"]),
        ("FCC1, FCC2 and bcc", ["FCC", "FCC", "BCC"]),
        ("σ phase, γ' and L1₂", ["sigma phase", "gamma prime", "L12"]),
        ("coldrolled, cold-rolled, cold rolling", ["cold rolling"] * 3),
        ("L-PBF, SLM or selective laser melting", ["laser powder bed fusion"] * 3),
        ("ageing then aging", ["aging", "aging"]),
        ("homogenised or homogenized", ["homogenization", "homogenization"]),
        ("chemical vapor deposition", ["chemical vapour deposition"]),
        ("nano-indentation", ["nanoindentation"]),
        ("Young’s modulus", ["elastic modulus"]),
        ("Hall–Petch", ["grain-boundary strengthening"]),
        ("TWIP and TRIP", ["twinning-induced plasticity", "transformation-induced plasticity"]),
        ("HEAs, HEA’s and MPEAs", ["high-entropy alloy"] * 2 + ["multi-principal element alloy"]),
        ("refractory high-entropy alloys", ["refractory high-entropy alloy"]),
        ("at cryogenic temperatures", ["cryogenic temperature"]),
        ("dislocation density", ["dislocation density"]),
    ],
)
def test_terms_are_found_in_their_spellings(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_longest_term_wins() -> None:
    assert names("ultimate tensile strength") == ["ultimate tensile strength"]
    assert names("solid-solution strengthening") == ["solid-solution strengthening"]
    assert names("a solid solution") == ["solid solution"]
    assert names("after solution heat treatment") == ["solution treatment"]
    assert names("annealing twins after annealing") == ["annealing twin", "annealing"]


@pytest.mark.parametrize(
    "text",
    [
        "he saw ys and sem, as a ham",
        "a sro of am",
        "the head, meanwhile, of beams",
        "strength",
        "Twipe",
    ],
)
def test_ordinary_words_are_not_abbreviations(text: str) -> None:
    assert names(text) == []


def test_a_form_expands_to_all_forms_of_its_term() -> None:
    assert expand("YS") == expand("Yield Strengths") == expand("proof stress")
    assert {"yield strength", "yield stress", "YS"} <= set(expand("YS"))


@pytest.mark.parametrize("name", ["", "bread", "yield strength of bread"])
def test_what_is_no_term_expands_to_itself(name: str) -> None:
    assert expand(name) == (name,)


@given(st.text() | st.lists(st.sampled_from([form for _, form in ALL_FORMS])).map(" ".join))
def test_any_text_is_read_without_error_and_spans_hold(text: str) -> None:
    mentions = find_terms(text)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text != ""
    assert all(one.end <= other.start for one, other in pairwise(mentions))


@pytest.mark.parametrize(
    ("name", "dimensions"),
    [
        ("yield strength", ("pressure",)),
        ("nanohardness", ("pressure", "hardness")),
        ("impact energy", ("energy", "surface_energy")),
        ("friction coefficient", ("number",)),
        ("machinability", ()),
        ("FCC", ()),
        ("no term", ()),
    ],
)
def test_a_property_is_measured_in_its_dimensions(name: str, dimensions: tuple[str, ...]) -> None:
    assert dimensions_of(name) == dimensions


def test_dimensions_of_properties_are_those_of_units() -> None:
    known = {"number", *units._TABLE.dimensions.values()}
    measured = [term for term in TERMS if term.dimensions]
    assert {term.kind for term in measured} == {"property"}
    assert {one for term in measured for one in term.dimensions} <= known


@pytest.mark.parametrize(
    ("text", "certain"),
    [("FCC", True), ("sigma phase", True), ("carbide", False), ("rolling", False)],
)
def test_a_sort_of_phases_is_no_certain_phase(text: str, certain: bool) -> None:
    (mention,) = find_terms(text)
    assert is_phase(mention) is certain


def test_sputtering_is_not_said_to_be_by_magnetron_where_a_text_does_not_say_so() -> None:
    texts = ("CoCrFeNi films by pulsed DC sputtering", "CoCrFeNi films by magnetron sputtering")
    assert {term.name for text in texts for term in find_terms(text) if term.kind == "process"} == {
        "sputtering"
    }
