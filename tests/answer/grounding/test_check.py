import pytest

from answer.grounding.check import CONTRADICTED, NOT_FOUND, SUPPORTED, Source, check_answer
from answer.question.parse import parse_question

TITLE = "Strength of CrMnFeCoNi and NbMoTaW"
TEXT = (
    "CrMnFeCoNi was cold rolled and annealed at 800 °C for 1 h. Its yield strength is 759 MPa at"
    " 77 K and 410 MPa at 293 K. NbMoTaW has a hardness of 4.46 GPa and a single BCC phase, whereas"
    " CrMnFeCoNi is FCC. The toughness of CrMnFeCoNi increases on cooling because nanotwins form."
    " No sigma phase was found after annealing. Grain growth decreases the hardness of NbMoTaW."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The yield strength of CrMnFeCoNi is 759 MPa at 77 K.",
        "The Cantor alloy has a yield strength of 0.76 GPa at 77 K [1].",
        "At 293 K the yield strength of FeCoNiCrMn falls to 410 MPa.",
        "TaWMoNb has a BCC phase and a hardness of 4460 MPa.",
        "CrMnFeCoNi becomes tougher on cooling because nanotwins form.",
        "After annealing, no sigma phase was found.",
        "It was annealed at 1073 K.",
    ],
)
def test_what_the_paper_says_in_other_words_is_supported(claim: str) -> None:
    found = check_answer(claim, [Source(TITLE, TEXT)])
    assert found.verdict == SUPPORTED, found.reasons
    assert found.spans


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("The yield strength of CrMnFeCoNi is 795 MPa at 77 K.", "It says 795 MPa"),
        ("The yield strength of CrMnFeCoNi is 759 GPa at 77 K.", "It says 759 GPa"),
        ("The yield strength of CrMnFeCoNi is 759 MPa at 293 K.", "759 MPa at 77 K, not 293 K"),
        ("The yield strength of HfNbTaTiZr is 759 MPa at 77 K.", "It speaks of HfNbTaTiZr"),
        ("NbMoTaW has a yield strength of 759 MPa at 77 K.", "for CrMnFeCoNi, not NbMoTaW"),
        ("The hardness of CrMnFeCoNi is 759 MPa at 77 K.", "not hardness"),
        ("NbMoTaW has a single FCC phase.", "FCC"),
        ("A sigma phase was found after annealing.", "It says what the passage denies."),
        ("Nanotwins do not form on cooling of CrMnFeCoNi.", "It denies what the passage says."),
        ("The toughness of CrMnFeCoNi decreases on cooling.", "It says decreases"),
        ("Grain growth increases the hardness of NbMoTaW.", "It says increases"),
    ],
)
def test_what_the_paper_says_otherwise_is_contradicted(claim: str, why: str) -> None:
    found = check_answer(claim, [Source(TITLE, TEXT)])
    assert found.verdict == CONTRADICTED
    assert any(why in reason for reason in found.reasons), found.reasons


@pytest.mark.parametrize(
    "claim",
    [
        "It is used in turbine blades of aircraft engines.",
        "Its elongation is 70 %.",
        "Hydrogen embrittlement was severe.",
    ],
)
def test_what_the_paper_does_not_say_is_not_found(claim: str) -> None:
    assert check_answer(claim, [Source(TITLE, TEXT)]).verdict in (NOT_FOUND, CONTRADICTED)
    assert check_answer("Bread rises in warm kitchens.", [Source(TITLE, TEXT)]).verdict == NOT_FOUND


def test_a_bare_value_belongs_to_what_was_asked() -> None:
    right = parse_question("What is the yield strength of CrMnFeCoNi at 77 K?")
    warm = parse_question("What is the yield strength of CrMnFeCoNi at 293 K?")
    assert check_answer("759 MPa", [Source(TITLE, TEXT)], right).verdict == SUPPORTED
    assert check_answer("759 MPa", [Source(TITLE, TEXT)], warm).verdict == CONTRADICTED


@pytest.mark.parametrize("asked", ["How strong is the alloy?", "How strong is CoCrFeNi?"])
def test_a_composites_value_is_not_the_alloys(asked: str) -> None:
    text = "The yield strength of CoCrFeNi–B4C is 1250 MPa."
    found = check_answer(
        "The yield strength is 1250 MPa.", [Source("", text)], parse_question(asked)
    )
    assert found.verdict == CONTRADICTED
    assert "for a composite" in found.reasons[0]


def test_what_names_no_alloy_asks_of_a_composite_too() -> None:
    text = "The yield strength of CoCrFeNi–B4C is 1250 MPa."
    found = check_answer("1250 MPa", [Source("", text)], parse_question("yield strength?"))
    assert found.verdict == SUPPORTED


@pytest.mark.parametrize(
    ("claim", "text", "verdict"),
    [
        # A stress is given by its size or with the sign of compression.
        ("The stress is 0.61 GPa.", "It has a compressive stress of −613.5 MPa.", SUPPORTED),
        # One thing said twice, differently.
        ("It yields at 1.64 GPa (760 MPa).", "It yields at 760 to 1640 MPa.", CONTRADICTED),
        ("It yields at 1.64 GPa (1640 MPa).", "It yields at 1640 MPa.", SUPPORTED),
        # What is denied is the other thing.
        (
            "It formed by dynamic recrystallization.",
            "It formed by dynamic recrystallization rather than migratory recrystallization.",
            SUPPORTED,
        ),
    ],
)
def test_values_are_compared_as_they_are_written(claim: str, text: str, verdict: str) -> None:
    found = check_answer(claim, [Source("", text)])
    assert found.verdict == verdict, found.reasons


def test_a_number_may_leave_its_unit_to_another() -> None:
    text = Source("", "Grains grow from a size of 13.8 ± 3 nm to 36 ± 8 under irradiation.")
    asked = parse_question("What size have the grains under irradiation?")
    assert check_answer("36 ± 8 nm", [text], asked).verdict == SUPPORTED
    assert check_answer("37 ± 8 nm", [text], asked).verdict == CONTRADICTED


def test_a_bare_yes_or_no_says_what_was_asked() -> None:
    asked = parse_question("Was a sigma phase found in CrMnFeCoNi after annealing?")
    assert check_answer("No.", [Source(TITLE, TEXT)], asked).verdict == SUPPORTED
    assert check_answer("Yes.", [Source(TITLE, TEXT)], asked).verdict == CONTRADICTED


def test_a_strength_is_not_taken_for_another() -> None:
    text = "The alloy has a yield strength of 620 MPa and a tensile strength of 730 MPa."
    asked = parse_question("What is the yield strength of the alloy?")
    assert check_answer("620 MPa", [Source("", text)], asked).verdict == SUPPORTED
    assert check_answer("730 MPa", [Source("", text)], asked).verdict == CONTRADICTED


def test_the_paper_that_supports_a_claim_decides() -> None:
    other = Source("Another", "CrMnFeCoNi has a yield strength of 500 MPa at 77 K.")
    found = check_answer(
        "CrMnFeCoNi has a yield strength of 759 MPa at 77 K.", [other, Source(TITLE, TEXT)]
    )
    assert (found.verdict, found.ground) == (SUPPORTED, 1)


def test_nothing_supports_a_claim_without_papers() -> None:
    assert check_answer("It is 5 GPa.", []).verdict == NOT_FOUND


def test_every_sentence_of_real_abstracts_is_supported_by_its_own(shared: object) -> None:
    import json

    from builder.nlp.sentences import sentences

    lines = (shared / "abstracts" / "hea_abstracts_dev.jsonl").read_text("utf-8").splitlines()  # type: ignore[operator]
    flagged = total = 0
    for row in map(json.loads, lines):
        ground = Source(row["title"], row["abstract"])
        for start, end in sentences(ground.text):
            total += 1
            claim = f"In short, {ground.text[start:end]}"  # word by word it would be no question
            flagged += check_answer(claim, [ground]).verdict != SUPPORTED
    assert total > 500
    assert flagged / total <= 0.01
