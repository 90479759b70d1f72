"""Pairs of a better and a worse answer, out of people's verdicts."""

from dataclasses import replace
from pathlib import Path

from tiny_models import tiny_model

from builder.curation.curation import Curation
from builder.curation.decisions import CuratedTriple
from builder.curation.ledger import Verdict, verdict_on
from builder.curation.matching import KnownPaper
from builder.library.catalog import CatalogEntry
from builder.papers import Abstract, Paper
from builder.triples import Triple, triple_id
from finetune.data.preferences import (
    Preference,
    Preferences,
    preference_examples,
    read_preferences,
)
from finetune.data.readers import Sample
from finetune.recipe import find_recipe
from finetune.training.lora import load_tokenizer

CONTEXT = (
    "CrMnFeCoNi was rolled and annealed at 800 °C. Its yield strength is 405 MPa at 77 K."
    " Nanotwins form beside dislocation slip and raise the toughness of the alloy on cooling."
)
CANTOR = KnownPaper("cantor", None, None, CONTEXT)
LISTED = CatalogEntry(
    "cantor.pdf", 0, "cantor",
    Paper("ok", "", title="CrMnFeCoNi", abstract=Abstract(CONTEXT, 1, (0, 0, 0, 0), "r", 1.0)),
)  # fmt: skip
PAPERS = {"cantor": LISTED}
QUESTION = "How strong is CrMnFeCoNi at 77 K?"


def triple(answer: str, question: str = QUESTION, evidence: str = "") -> Triple:
    evidence = evidence or "Its yield strength is 405 MPa at 77 K."
    start = CONTEXT.index(evidence)
    return Triple(
        triple_id(CONTEXT, question, answer, "rules"), "cantor", "property-value", question, answer,
        CONTEXT, start, start + len(evidence), "rules", "value",
    )  # fmt: skip


def decided(*given: tuple[Triple, str, str], who: str = "me") -> list[CuratedTriple]:
    verdicts = [
        verdict_on(one, None, who, verdict, **({"new_answer": new} if new else {}))
        for one, verdict, new in given
    ]
    return Curation([one for one, _, _ in given], [CANTOR], verdicts).curated


def test_an_edited_answer_is_better_than_what_it_replaced() -> None:
    found = read_preferences(decided((triple("405"), "edit", "405 MPa")), PAPERS, 20)
    edited, long = found.pairs
    assert (edited.sample.answer, edited.rejected, edited.why) == ("405 MPa", "405", "edited")
    assert edited.sample.evidence == "Its yield strength is 405 MPa at 77 K."
    assert edited.sample.context == CONTEXT
    assert long.why == "long"
    assert found.counts == {"edited": 1, "long": 1}


def test_an_accepted_answer_is_better_than_a_rejected_one_to_the_same_question() -> None:
    good, bad = triple("405 MPa"), triple("800 °C", "how strong is  crMnFeCoNi at 77 K?")
    found = read_preferences(decided((good, "accept", ""), (bad, "reject", "")), PAPERS, 20)
    [pair] = [pair for pair in found.pairs if pair.why == "rejected"]
    assert (pair.sample.answer, pair.rejected) == ("405 MPa", "800 °C")
    assert pair.sample.id == f"{good.id}-{bad.id}"


def test_an_answer_that_runs_on_is_worse_and_repeats_no_evidence() -> None:
    [pair] = read_preferences(decided((triple("405 MPa"), "accept", "")), PAPERS, 8).pairs
    assert pair.rejected == "405 MPa CrMnFeCoNi was rolled and annealed at 800 °C."
    assert len(pair.rejected.split()) > 8


def test_a_verdict_of_which_no_pair_can_be_made_is_counted_with_the_reason() -> None:
    alone = decided((triple("800 °C"), "reject", ""))
    assert read_preferences(alone, PAPERS, 20).left_out == {
        "rejected, and no better answer to its question is known": 1
    }
    gone = decided((triple("405 MPa"), "accept", ""))
    assert read_preferences(gone, {}, 20).left_out == {"its paper left the corpus": 1}
    long = decided((triple("405 MPa " * 30), "accept", ""))
    assert read_preferences(long, PAPERS, 20).left_out == {
        "its better answer has more than 20 words": 1
    }
    short = decided((triple("405 MPa"), "accept", ""))
    assert read_preferences(short, PAPERS, 100).left_out == {
        "accepted, and its abstract gives no answer of more than 100 words": 1
    }
    one = triple("405 MPa")
    both = [
        verdict_on(one, None, who, verdict) for who, verdict in (("a", "accept"), ("b", "reject"))
    ]
    disputed = Curation([one], [CANTOR], both).curated
    assert read_preferences(disputed, PAPERS, 20).left_out == {
        "people decided otherwise from each other": 1
    }


def test_what_nobody_judged_is_no_preference() -> None:
    found = read_preferences([CuratedTriple(triple("405 MPa"), "unreviewed")], PAPERS, 20)
    assert found.pairs == ()
    assert found.left_out == {}


def test_pairs_of_one_alloy_family_stand_in_the_part_where_the_dataset_has_it() -> None:
    from builder.dataset.splits import family, part_of

    other = replace(LISTED, paper=replace(LISTED.paper, title="NbMoTaW"))
    curated = decided((triple("405 MPa"), "accept", ""))
    for listed in (LISTED, other):
        [pair] = read_preferences(curated, {"cantor": listed}, 8).pairs
        assert pair.sample.part == part_of(family(listed))


def test_a_pair_that_does_not_fit_is_dropped_with_the_reason(tmp_path: Path) -> None:
    base = tiny_model(tmp_path / "base", window=96)
    sample = Sample("a", "train", "How strong?", "405 MPa", "It is 405 MPa.", "T", "p")
    pairs = Preferences((Preference(sample, "very " * 90, "long"),), {})
    tokenizer, window = load_tokenizer(base)
    examples, _ = preference_examples(pairs, find_recipe("hea-dpo"), tokenizer, window)
    assert [one.dropped for one in examples.dropped] == ["the worse answer does not fit"]
    assert examples.train == ()


def test_an_edit_that_fails_a_check_is_better_than_nothing_until_it_is_confirmed() -> None:
    edit = verdict_on(triple("405"), None, "ann", "edit", new_answer="9999 GPa")
    accept = verdict_on(triple("405"), None, "bob", "accept")

    def read(*verdicts: Verdict) -> Preferences:
        curated = Curation(
            [triple("405")], [CANTOR], verdicts, lambda one, title: {"bound": "It is not given."}
        ).curated
        return read_preferences(curated, PAPERS, 20)

    held_out = read(edit)
    assert held_out.pairs == ()
    assert held_out.left_out == {"its edit fails a check, and nobody accepted it since": 1}
    assert [pair.why for pair in read(edit, accept).pairs] == ["edited", "long"]
