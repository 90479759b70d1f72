import re
from pathlib import Path

import pytest

from answer.grounding.check import Source
from builder.materials.alloys import find_alloys
from builder.materials.quantities import find_quantities
from eval.error_injection.cases import TrueAnswer, true_answers_of
from eval.error_injection.inject import collect_pool, inject
from eval.error_injection.mutations import ERRORS
from eval.gold.questions import read_questions

HERE = Source(
    "Strength of NbMoTaW",
    "NbMoTaW was arc melted and annealed at 1400 °C for 19 h. The yield strength of NbMoTaW is"
    " 405 MPa at 1600 °C, whereas that of VNbMoTaW is higher, 477 MPa. A single BCC phase was"
    " found.",
)
AWAY = Source("", "CrMnFeCoNi was rolled. Its fracture toughness exceeds 200 MPa m^0.5 at 77 K.")
ANSWER = (
    "The yield strength of NbMoTaW is 405 MPa at 1600 °C, whereas that of VNbMoTaW is higher,"
    " 477 MPa; a single BCC phase was found."
)
CASES = [
    TrueAnswer("here", "here", None, ANSWER, HERE),
    TrueAnswer("away", "away", None, "CrMnFeCoNi was rolled.", AWAY),
]


def wrong(case: str = "here") -> dict[str, str]:
    return {
        one.error: one.answer for one in inject(CASES, collect_pool(CASES)) if one.case.id == case
    }


def test_every_kind_of_error_is_made_and_only_one_at_a_time() -> None:
    made = wrong()
    assert made.keys() == ERRORS.keys()
    assert len({*made.values(), ANSWER}) == len(ERRORS) + 1


def test_the_same_seed_makes_the_same_errors() -> None:
    pool = collect_pool(CASES)
    assert list(inject(CASES, pool, 3)) == list(inject(CASES, pool, 3))
    assert list(inject(CASES, pool, 3)) != list(inject(CASES, pool, 4))


def test_an_error_that_does_not_apply_is_not_made() -> None:
    assert wrong("away").keys() == {"alloy", "ratio", "negation", "addition"}


def test_each_error_is_what_it_is_called() -> None:
    made = wrong()
    values = {q.text for q in find_quantities(ANSWER)}
    for error in ("number", "unit", "temperature"):
        [new] = {q.text for q in find_quantities(made[error])} - values
        assert new not in HERE.text, error
    ours = find_alloys(ANSWER)
    pairs = zip(ours, find_alloys(made["ratio"]), strict=True)
    [(old, ratio)] = [(a, b) for a, b in pairs if a.composition_key != b.composition_key]
    assert old.elements == ratio.elements
    assert "CrMnFeCoNi" in made["alloy"]
    assert "BCC" not in made["phase"]
    assert " not " in made["negation"]
    assert made["direction"] == ANSWER.replace("higher", "lower")
    assert made["addition"].startswith(ANSWER)
    assert made["addition"] != ANSWER
    assert sorted(re.findall(r"\w+", made["swap"])) == sorted(re.findall(r"\w+", ANSWER))


def test_members_of_one_list_are_not_exchanged() -> None:
    text = "It holds NbMoTaW, VNbMoTaW and CrMnFeCoNi."
    listed = [TrueAnswer("list", "list", None, text, Source("", text))]
    assert not [one for one in inject(listed, collect_pool(listed)) if one.error == "swap"]
    told = text.replace("and CrMnFeCoNi.", "and CrMnFeCoNi, which are BCC, BCC and FCC.")
    told = told.replace(".", ", respectively.")
    apart = [TrueAnswer("list", "list", None, told, Source("", told))]
    assert [one for one in inject(apart, collect_pool(apart)) if one.error == "swap"]


def test_yes_becomes_no() -> None:
    case = TrueAnswer("q", "s", "Is it FCC?", "Yes, it is.", AWAY)
    made = {one.error: one.answer for one in inject([case], collect_pool([case]))}
    assert made["negation"] == "No, it is."


@pytest.mark.shared
@pytest.mark.slow
def test_the_bars_for_injected_errors_hold_on_real_questions(shared: Path, tmp_path: Path) -> None:
    from small_library import quiet

    from builder.ingest.ingest import ingest
    from builder.library.catalog import listing
    from builder.storage.database import create_database
    from eval.error_injection.detectors import OURS, detectors, measure_detector

    corpus = tmp_path / "corpus"
    corpus.mkdir()
    source = shared / "abstracts" / "hea_abstracts_dev.jsonl"
    (corpus / source.name).write_bytes(source.read_bytes())
    db = create_database(tmp_path / "hea.sqlite")
    ingest(db, corpus, quiet)
    cases = true_answers_of(read_questions(shared / "qa" / "hea_questions_dev.jsonl"), listing(db))
    assert len(cases) == 224
    injected = list(inject(cases, collect_pool(cases)))
    assert {one.error for one in injected} == ERRORS.keys()
    found = measure_detector(OURS, detectors(None)[OURS], cases, injected, quiet)
    assert (found.all_errors.f1.value or 0) >= 0.95
    assert (found.false_alarms.value or 0) <= 0.055  # of answers in words of their own
    least = {"number": 0.98, "unit": 0.98, "alloy": 0.98, "negation": 0.8, "swap": 0.75}
    for error, recall in (least | {"direction": 0.9}).items():
        assert (found.by_error[error].recall.value or 0) >= recall, error
