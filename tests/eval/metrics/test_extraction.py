"""Extraction is scored by what was there, what was found and what was invented."""

from dataclasses import replace

import pytest

from builder.papers import Abstract, Paper
from eval.metrics.extraction import Gold, levenshtein_ratio, ratcliff_ratio, score_extraction
from eval.metrics.extraction_scores import ExtractionCounts, Share

TRUE = "The alloy Al0.3CoCrFeNi has a yield strength of 1050 MPa at 20 °C and is ductile."


def _gold(file: str, abstract: str | None = TRUE, publisher: str = "Elsevier (Acta)") -> Gold:
    return Gold.from_row(
        {
            "file": file,
            "title": "A β-type alloy",
            "doi": "10.1000/ABC",
            "year": 2020,
            "abstract": abstract,
            "publisher": publisher,
        }
    )


def _paper(abstract: str | None = TRUE, title: str = "A β-type alloy") -> Paper:
    if abstract is None:
        return Paper("no_abstract", "None was found.", title, "10.1000/abc", 2020)
    found = Abstract(abstract, 1, (0, 0, 1, 1), "under_heading", 0.9)
    return Paper("ok", "", title, "10.1000/abc", 2020, abstract=found)


def test_a_perfect_reading_scores_one() -> None:
    scores = score_extraction([_gold("a.pdf")], {"a.pdf": _paper(TRUE.upper().replace(" ", "\n"))})
    assert scores.abstracts.strict == ExtractionCounts(1, 1, 1)
    assert scores.abstracts.strict.f1 == 1.0
    assert (scores.titles, scores.dois, scores.years) == (Share(1, 1), Share(1, 1), Share(1, 1))
    assert scores.worst == ()


def test_a_lost_subscript_counts_against_strict_and_formulas_only() -> None:
    read = TRUE.replace("Al0.3CoCrFeNi", "AlCoCrFeNi")
    scores = score_extraction([_gold("a.pdf")], {"a.pdf": _paper(read)})
    assert scores.abstracts.strict == ExtractionCounts(0, 1, 1)
    assert scores.abstracts.levenshtein == ExtractionCounts(1, 1, 1)
    assert scores.formulas == Share(0, 1)
    assert scores.by_publisher["Elsevier"].formulas == Share(0, 1)
    [paper] = scores.papers
    assert (paper.formulas, paper.lost) == (Share(0, 1), ("Al0.3CoCrFeNi",))
    assert scores.damaged_and_ok == 1
    assert scores.worst[0].file == "a.pdf"
    assert "al0.3cocrfeni" in scores.worst[0].difference


def test_an_invented_abstract_costs_precision_and_a_missed_one_recall() -> None:
    gold = [_gold("a.pdf"), _gold("letter.pdf", None), _gold("b.pdf")]
    papers = {"a.pdf": _paper(), "letter.pdf": _paper(), "b.pdf": _paper(None)}
    scores = score_extraction(gold, papers)
    assert scores.invented == 1
    assert scores.abstracts.strict.precision == 0.5
    assert scores.abstracts.strict.recall == 0.5
    assert [miss.file for miss in scores.worst] == ["b.pdf", "letter.pdf"]
    assert scores.worst[0].difference == "not found (no_abstract): None was found."


def test_a_letter_left_without_abstract_is_right() -> None:
    scores = score_extraction([_gold("letter.pdf", None)], {"letter.pdf": _paper(None)})
    assert scores.abstracts.strict == ExtractionCounts(0, 0, 0)
    assert scores.abstracts.strict.f1 is None
    assert scores.worst == ()


def test_scores_are_given_per_publisher_and_state_and_for_rows_not_scored() -> None:
    gold = [_gold("a.pdf"), _gold("b.pdf", publisher="MDPI (Metals)"), _gold("absent.pdf")]
    scores = score_extraction(gold, {"a.pdf": _paper(), "b.pdf": _paper(None)})
    assert (scores.n, scores.unscored) == (2, 1)
    assert scores.by_publisher["Elsevier"].strict == ExtractionCounts(1, 1, 1)
    assert scores.by_publisher["MDPI"].strict == ExtractionCounts(0, 0, 1)
    assert set(scores.by_state) == {"ok", "no_abstract"}
    assert scores.without_publisher["Elsevier"].strict == ExtractionCounts(0, 0, 1)
    assert scores.without_publisher["MDPI"].strict == ExtractionCounts(1, 1, 1)


def test_no_more_than_ten_misses_are_shown_worst_first() -> None:
    gold = [_gold(f"{number}.pdf") for number in range(12)]
    papers = {f"{n}.pdf": _paper(TRUE[: 20 + 4 * n]) for n in range(12)}
    worst = score_extraction(gold, papers).worst
    assert len(worst) == 10
    assert [miss.file for miss in worst[:2]] == ["0.pdf", "1.pdf"]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("kitten", "sitting", 1 - 3 / 7), ("same", "same", 1.0), ("", "x", 0.0), ("", "", 1.0)],
)
def test_levenshtein_counts_edits(one: str, other: str, ratio: float) -> None:
    assert levenshtein_ratio(one, other) == pytest.approx(ratio)


def test_ratcliff_counts_matching_characters() -> None:
    assert ratcliff_ratio("abcd", "bcde") == pytest.approx(0.75)


def test_blanks_and_carets_are_aside_at_the_strict_level_alone() -> None:
    true = "MgH2 forms at 10^20 m^-2 in Mg2Ni."
    read = "MgH2 forms at 10²⁰ m-2 in Mg2 Ni ."
    scores = score_extraction([_gold("a.pdf", true)], {"a.pdf": _paper(read)})
    assert scores.abstracts.strict.f1 == 1.0
    assert scores.papers[0].levenshtein < 1
    assert scores.formulas == Share(1, 2)


def test_a_damaged_formula_is_counted_as_such_where_the_paper_is_said_to_be_ok() -> None:
    doubtful = replace(_paper(TRUE.replace("0.3", "")), state="low_confidence")
    gold = [_gold("a.pdf"), _gold("b.pdf"), _gold("c.pdf")]
    scores = score_extraction(gold, {"a.pdf": _paper(), "b.pdf": doubtful, "c.pdf": _paper(None)})
    assert scores.damaged_and_ok == 0
    assert [paper.formulas.hits for paper in scores.papers] == [1, 0, 0]
