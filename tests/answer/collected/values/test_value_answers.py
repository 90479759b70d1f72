"""Sets, superlatives, ranges and trends: which values answer, in which order, what is left out."""

from dataclasses import replace

import pytest
from stated_papers import StatedPapers, paper

from answer.answer_question import answer_question
from answer.answers import Answer
from answer.collected.values.value_answers import OF_BODIES
from answer.question.intent import ALL_YEARS, Years
from builder.library.property_table import PropertyRow, ValuePlace, values_of

ROLLED = paper(
    "rolled",
    "Rolled CoCrFeNiTa0.2",
    "Cold-rolled CoCrFeNiTa0.2 has a yield strength of 1.3 GPa at 77 K and a yield strength of"
    " 900 MPa at 293 K.",
    2018,
)
PLAIN = paper(
    "plain",
    "Tension of CoCrFeNi",
    "The yield strength of CoCrFeNi is 310 MPa. The grain size of CoCrFeNi is 12 µm.",
    2021,
)
FINE = paper(
    "fine",
    "Fine grains",
    "The yield strength of CoCrFeNi is above 1100 MPa. The grain size of CoCrFeNi is 80 nm.",
    2023,
)
LAYER = paper(
    "layer",
    "A coating",
    "The hardness of the CoCrFeNi coating is 700 HV.",
    2022,
)
BULK = paper(
    "bulk",
    "Ingots",
    "The hardness of CoCrFeNi is 1.9 GPa. The hardness of NbMoTaW is 480 HV. The hardness of"
    " CoCrFeNi increased by 30 HV.",
    2022,
)
SERIES = [
    paper(f"al{n}", f"Al{x}CoCrFeNi", f"The hardness of Al{x}CoCrFeNi is {hv} HV.")
    for n, (x, hv) in enumerate([("0.1", 140), ("0.3", 160), ("0.6", 280), ("0.9", 500)])
]
PAPERS = StatedPapers(ROLLED, PLAIN, FINE, LAYER, BULK, *SERIES)


def ask(text: str, papers: StatedPapers = PAPERS) -> Answer:
    return answer_question(text, papers, 5)


def values(given: Answer) -> list[str]:
    assert given.values is not None
    return [row.value.quantity.text for row in given.values.rows]


def left_out(given: Answer) -> dict[str, int]:
    assert given.values is not None
    return {one.reason: one.values for one in given.values.left_out}


def test_a_bound_is_a_filter_and_the_values_that_meet_it_are_sorted() -> None:
    given = ask("Which CoCrFeNi-based alloys have a yield strength above 1 GPa?")
    assert given.intent == "set"
    assert values(given) == ["1.3 GPa", "1100 MPa"]
    assert given.short is None
    assert given.sentences[0].text.startswith(
        "2 values of yield strength from 2 papers above 1 GPa"
    )
    assert {one.listed.id for one in given.citations} == {"rolled", "fine"}


@pytest.mark.parametrize("extra", ["", " in 2023", " since 2022"])
def test_every_quote_is_verbatim(extra: str) -> None:
    given = ask(f"Which alloys have a yield strength above 1 GPa{extra}?")
    for one in given.citations:
        assert one.listed.paper.abstract is not None
        assert one.listed.paper.abstract.text[one.start : one.end] == one.quote


def test_a_condition_is_no_bound_and_values_without_it_are_told() -> None:
    given = ask("Which alloys have a yield strength above 1 GPa at 77 K?")
    assert values(given) == ["1.3 GPa"]
    assert left_out(given) == {"without a stated temperature": 2, "at another temperature": 1}


def test_years_narrow_the_papers() -> None:
    given = ask("Which CoCrFeNi alloys have a yield strength above 1 GPa since 2020?")
    assert values(given) == ["1100 MPa"]


def test_where_no_value_meets_the_bound_the_nearest_is_told() -> None:
    given = ask("Which alloys have a yield strength above 3 GPa?")
    assert not given.answered
    assert given.nearest is not None
    assert "4 values of yield strength from 3 papers" in given.nearest
    assert "none is above 3 GPa" in given.nearest
    assert "1.3 GPa" in given.nearest and "10.1000/rolled" in given.nearest


def test_a_plain_alloy_is_not_one_with_more_elements() -> None:
    given = ask("What is the highest yield strength reported for CoCrFeNi?")
    assert values(given) == ["1100 MPa", "310 MPa"]
    assert given.short == "> 1100 MPa"


def test_a_coating_is_no_bulk_alloy_and_units_are_compared() -> None:
    given = ask("What is the highest hardness reported for CoCrFeNi?")
    assert values(given) == ["1.9 GPa"]
    assert left_out(given) == {"of coatings": 1, "given only as a difference": 1}
    assert values(ask("Which CoCrFeNi coatings have a hardness above 500 HV?")) == ["700 HV"]


def test_the_lowest_comes_first_where_it_is_asked_for() -> None:
    given = ask("Which alloy has the lowest yield strength?")
    assert values(given)[0] == "310 MPa"
    assert given.short == "310 MPa (CoCrFeNi)"


def test_a_bound_that_may_exceed_the_first_is_told() -> None:
    rival = paper("rival", "Wire", "The yield strength of CoCrFeNi wire is above 1250 MPa.")
    given = ask("Which alloy has the highest yield strength?", StatedPapers(ROLLED, rival))
    assert values(given)[0] == "1.3 GPa"
    assert given.short is None
    assert "may lie above it" in given.sentences[0].text


def test_an_upper_bound_is_not_ranked_as_the_highest() -> None:
    weak = paper("weak", "Foam", "The yield strength of NbTaTi is below 2 GPa.")
    given = ask("Which alloy has the highest yield strength?", StatedPapers(ROLLED, weak))
    assert values(given) == ["1.3 GPa", "900 MPa"]
    assert left_out(given) == {"of which only the other end is known": 1}


def test_a_range_reaches_from_the_least_to_the_most() -> None:
    given = ask("What is the range of grain sizes reported for CoCrFeNi?")
    assert values(given) == ["80 nm", "12 µm"]
    assert "from 80 nm (CoCrFeNi) to 12 µm (CoCrFeNi)" in given.sentences[0].text


def test_a_range_of_fewer_than_two_sure_values_tells_of_doubt() -> None:
    unsure = paper(
        "bias",
        "CoCrFeNi films under bias",
        "CoCrFeNi and CoCrNi films were sputtered. The hardness was about 10.4 GPa at –50 V.",
    )
    one = paper("one", "A film", "The hardness of the CoCrFeNi film is 8.5 GPa.")
    given = ask("What is the range of hardness of CoCrFeNi films?", StatedPapers(unsure, one))
    assert values(given) == ["8.5 GPa", "10.4 GPa"]
    assert "1 of them is less certain" in given.sentences[0].text


def test_a_trend_is_sorted_by_what_it_depends_on() -> None:
    given = ask("How does hardness vary with Al content in AlxCoCrFeNi over papers?")
    assert values(given) == ["1.9 GPa", "140 HV", "160 HV", "280 HV", "500 HV"]
    assert "rising on the whole" in given.sentences[0].text


def test_two_bounds_hold_for_one_material() -> None:
    both = paper(
        "both", "x", "CoCrFeNiTa0.2 has a yield strength of 1.2 GPa and an elongation of 25 %."
    )
    one = paper(
        "one", "y", "CoCrFeNiNb0.2 has a yield strength of 1.4 GPa and an elongation of 5 %."
    )
    given = ask(
        "Which alloys have a yield strength above 1 GPa and an elongation above 20 %?",
        StatedPapers(both, one),
    )
    assert [row.listed.id for row in given.values.rows] == ["both"] if given.values else False


def test_what_no_slot_holds_must_be_named_by_the_paper() -> None:
    given = ask("Which hydrogen-charged alloys have a yield strength above 1 GPa?")
    assert not given.answered


def test_without_values_of_the_property_one_paper_may_answer() -> None:
    given = ask("Which alloy has the highest Curie temperature?")
    assert given.values is None
    assert given.intent == "superlative"


def test_a_model_is_not_asked_for_what_is_sorted() -> None:
    def never(text: str, hits: object) -> Answer:
        raise AssertionError(text)

    given = answer_question("Which alloys have a yield strength above 1 GPa?", PAPERS, 5, never)
    assert given.answered
    assert given.note is not None and "no model was asked" in given.note


def test_the_temperature_of_a_treatment_is_none_that_a_value_holds_at() -> None:
    treated = paper("t", "Ageing", "The yield strength of NbTaTi annealed at 900 °C is 950 MPa.")
    hot = paper("h", "Heat", "The yield strength of NbMoTaW is 800 MPa at 900 °C.")
    question = "Which alloys have a yield strength above 500 MPa at 900 °C?"
    given = ask(question, StatedPapers(treated, hot))
    assert values(given) == ["800 MPa"]


def test_materials_without_a_name_count_where_no_alloy_is_asked_for() -> None:
    papers = StatedPapers(paper("c", "Sprayed", "The coating has a hardness of 900 HV."))
    assert values(ask("Which coatings have a hardness above 800 HV?", papers)) == ["900 HV"]
    assert not ask("Which alloys have a hardness above 800 HV?", papers).answered


def test_the_most_extreme_of_all_values_is_bare_only_where_its_sentence_holds_no_other() -> None:
    one = paper("one", "Bars", "The yield strength of NbTaTi is 1500 MPa.")
    two = paper("two", "Rods", "The yield strength of NbMoTaW is 1600 MPa, up from 1400 MPa.")
    question = "Which alloy has the highest yield strength?"
    assert ask(question, StatedPapers(PLAIN, one)).short == "1500 MPa (NbTaTi)"
    assert ask(question, StatedPapers(PLAIN, one, two)).short is None


def test_of_two_properties_that_share_a_word_either_will_do() -> None:
    papers = StatedPapers(
        paper("a", "A", "The compressive strength of CoCrFeNiZr is 2600 MPa in one test."),
        paper("b", "B", "The fracture strength of CoCrFeNiHf is 2700 MPa in one test."),
        paper("c", "C", "The yield strength of CoCrFeNiTa is 2800 MPa in one test."),
    )
    given = ask("What has a compressive or fracture strength of 2.5 GPa or more?", papers)
    assert values(given) == ["2700 MPa", "2600 MPa"]


def test_a_first_value_that_may_be_of_another_alloy_is_passed_over() -> None:
    papers = StatedPapers(
        paper(
            "a",
            "A",
            "While CoCrCuFeNiTi is soft, the yield strength is 3000 MPa in the bcc phase of"
            " AlCoCrFeNiTi.",
        ),
        paper("b", "B", "The yield strength of CoCrFeNiTa is 900 MPa."),
    )
    given = ask("What is the highest yield strength anyone reports?", papers)
    assert "900 MPa, of CoCrFeNiTa" in given.sentences[0].text
    assert "less certain: ? 3000 MPa, of unnamed alloy." in given.sentences[0].text
    assert given.sentences[-1].text == "unnamed alloy: ? 3000 MPa."
    assert given.values is not None
    assert given.values.unshown == 0  # of those that count
    assert given.values.left_out == ()  # what is listed is not left out


def test_each_kind_of_test_has_a_highest_value() -> None:
    papers = StatedPapers(
        paper("a", "A", "The yield strength of CoCrFeNiTa in compression is 1900 MPa."),
        paper("b", "B", "The tensile yield strength of CoCrFeNi is 700 MPa."),
    )
    given = ask("What is the highest yield strength?", papers)
    assert "tensile 700 MPa (CoCrFeNi)" in given.sentences[0].text


def test_a_value_of_an_unnamed_sample_of_a_paper_on_the_alloy_is_shown_as_such() -> None:
    papers = StatedPapers(
        paper(
            "a",
            "Ultrahard AlCoCrFeNi",
            "An Al/CoCrFeNi composite (HEAC) was annealed to AlCoCrFeNi. The HEAC (Al-40%) sample"
            " has a hardness of 1100 HV.",
        ),
        paper("b", "Milled", "The hardness of AlCoCrFeNi is 300 HV."),
    )
    given = ask("Highest hardness of AlCoCrFeNi?", papers)
    assert values(given) == ["300 HV", "1100 HV"]
    assert given.sentences[2].text.endswith("(paper on AlCoCrFeNi): ? 1100 HV (annealing).")
    assert "less certain: ? 1100 HV" in given.sentences[0].text
    assert given.short is None


def test_the_end_of_a_range_is_the_highest_value_of_one_paper() -> None:
    wires = paper(
        "a", "Wires of CoCrFeNi", "Wires of CoCrFeNi reach a yield strength from 400 to 2033 MPa."
    )
    given = ask("What is the highest yield strength of CoCrFeNi wires?", StatedPapers(wires))
    assert given.short == "2033 MPa"
    head = "The only yield strength of CoCrFeNi found is 400 to 2033 MPa, of CoCrFeNi."
    assert given.sentences[0].text == head


def test_a_joint_of_two_materials_has_no_value_of_another_joint() -> None:
    papers = StatedPapers(
        paper("a", "A", "Joints of carbon brazed with CoCrFeNi have a shear strength of 29 MPa."),
        paper("b", "B", "Joints of carbon brazed with CoCrFeNi have a shear strength of 24 MPa."),
    )
    joint = "What is the highest shear strength of TiZrNb brazed with CoCrFeNi joints?"
    assert not ask(joint, papers).answered
    assert len(values(ask("highest shear strength of CoCrFeNi joints", papers))) == 2


def test_an_added_element_makes_another_alloy_of_the_base() -> None:
    added = paper(
        "mo",
        "Effect of molybdenum on the hardness of CoCrFeNi",
        "CoCrFeNi was made by spark plasma sintering. Addition of Mo to CoCrFeNi increased the"
        " hardness from 570 HV to 620 HV.",
    )
    named = paper("m", "CoCrFeNiMo0.5", "The hardness of CoCrFeNiMo0.5 is 400 HV.")
    papers = StatedPapers(added, named, BULK)
    assert values(ask("What is the highest hardness of a CoCrFeNi alloy with Mo?", papers)) == [
        "620 HV",
        "400 HV",
    ]
    without = ask("What is the highest hardness of a CoCrFeNi alloy with Nb?", papers)
    assert not without.answered


def test_coatings_that_go_beyond_the_highest_value_of_an_alloy_are_told() -> None:
    soft = paper("soft", "Castings", "The hardness of CoCrFeNi is 150 HV.")
    told = ask("What is the highest hardness of CoCrFeNi?", StatedPapers(LAYER, BULK, soft))
    assert (
        "Coatings, which are left out, reach 700 HV (CoCrFeNi coating)." in told.sentences[0].text
    )
    lowest = ask("What is the lowest hardness of CoCrFeNi?", StatedPapers(LAYER, BULK, soft))
    assert "left out" not in lowest.sentences[0].text


def test_one_value_is_the_highest_of_nothing() -> None:
    one = paper("a", "A", "CoCrFeNi has a yield strength of 300 MPa.")
    given = ask("What is the highest yield strength?", StatedPapers(one))
    assert given.sentences[0].text == "The only yield strength found is 300 MPa, of CoCrFeNi."
    assert given.short is None
    told = paper(
        "c",
        "Rods of CoCrFeNi",
        "Cast CoCrFeNi has the highest compressive yield strength, 300 MPa.",
    )
    assert ask("highest yield strength of CoCrFeNi", StatedPapers(told)).short == "300 MPa"
    other = paper("b", "B", "NbMoTaW has a yield strength of 900 MPa.")
    assert ask("What is the highest yield strength?", StatedPapers(one, other)).short is not None


def test_two_materials_that_are_joined_are_both_meant() -> None:
    papers = StatedPapers(
        paper("a", "A", "The electrical resistivity of the CoCrFeNi film is 100 µΩ cm."),
        paper("b", "B", "The electrical resistivity of CoCrFeNiCu0.3 is 54 µΩ cm."),
        paper("c", "C", "The electrical resistivity of NbMoTaW is 20 µΩ cm."),
    )
    given = ask(
        "Between which values does the resistivity of CoCrFeNi films and Cu-alloyed CoCrFeNi lie?",
        papers,
    )
    assert values(given) == ["54 µΩ cm", "100 µΩ cm"]


def test_another_spelling_of_a_word_names_the_paper() -> None:
    fibres = paper(
        "a", "Microfibers of CoCrFeNi", "The microfibers of CoCrFeNi have an elongation of 53 %."
    )
    given = ask("What is the maximum elongation of CoCrFeNi microfibres?", StatedPapers(fibres))
    assert "found is 53 %" in given.sentences[0].text


def test_the_most_of_what_is_no_listed_property_is_told_by_the_papers_that_name_it() -> None:
    told = "The damping capacity of CoCrFeNi increased by deformation twins."
    papers = StatedPapers(
        paper("a", "Friction", "The coefficient of friction of CoCrFeNi is the highest."),
        paper("b", "Damping capacity of CoCrFeNi", f"It is known to be damped. {told}"),
    )
    refused = answer_question("Which alloy has the highest Peltier coefficient?", papers, 5)
    assert not refused.answered
    assert refused.nearest == "No abstract tells of “peltier coefficient”."
    given = answer_question("Which alloy has the highest damping capacity?", papers, 5)
    assert [one.quote for one in given.citations] == [told]
    assert given.note


def test_values_of_alloys_in_doubt_are_listed_last_without_a_name() -> None:
    papers = StatedPapers(
        paper("a", "Tension of CoCrFeNiMo", "The yield strength of CoCrFeNiMo is 1300 MPa."),
        paper("b", "Many alloys", "Bars were drawn. The yield strength of one is 1900 MPa."),
        paper("c", "Some alloys", "Bars were rolled. The yield strength of one is 400 MPa."),
    )
    given = answer_question("Which alloys have a yield strength above 1 GPa?", papers, 5)
    head, *lines = (one.text for one in given.sentences)
    assert lines == ["CoCrFeNiMo: 1300 MPa.", "unnamed alloy: ? 1900 MPa."]
    assert head.startswith("1 value of yield strength from 1 paper above 1 GPa: CoCrFeNiMo. Less")
    assert head.endswith("listed last: 1 value of yield strength from 1 paper, of unnamed alloy.")
    text = "Which alloys have a yield strength above 1.5 GPa?"
    only = answer_question(text, papers, 5).sentences[0].text
    assert only.startswith("No value above 1.5 GPa is sure. Less certain: 1 value")


KINDS = StatedPapers(
    paper("rod", "Rods of CoCrFeNi", "The hardness of CoCrFeNi is 720 HV."),
    paper("clad", "A CoCrFeNiNb coating", "The hardness of the CoCrFeNiNb coating is 810 HV."),
    paper(
        "cermet", "A CoCrFeNi composite", "The hardness of the CoCrFeNi/TiC composite is 990 HV."
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "Which CoCrFeNi-based alloys, coatings or composites are harder than 700 HV?",
        "Which CoCrFeNi-based coatings, composites or HEAs are harder than 700 HV?",
        "Which CoCrFeNi-based materials are harder than 700 HV?",
    ],
)
def test_a_list_of_classes_means_all_of_them(text: str) -> None:
    assert {*values(ask(text, KINDS))} == {"990 HV", "810 HV", "720 HV"}


def test_a_class_alone_means_itself() -> None:
    given = ask("Which CoCrFeNi-based alloy coatings are harder than 700 HV?", KINDS)
    assert values(given) == ["810 HV"]


def test_a_fracture_strain_counts_where_elongations_are_asked_for() -> None:
    papers = StatedPapers(
        paper("a", "CoCrFeNi", "The fracture strain of CoCrFeNi is 71%."),
        paper("b", "CoCrNi", "The elongation to failure of CoCrNi is 66%."),
    )
    assert values(ask("alloys with elongation over 60 %", papers)) == ["71%", "66%"]


COLD_AND_HOT = StatedPapers(
    paper(
        "a",
        "Tension of CoCrFeNi",
        "CoCrFeNi has a yield strength of 800 MPa at 77 K and a yield strength of 400 MPa at"
        " 293 K.",
    ),
    paper("b", "Cold CoCrNi", "CoCrNi has a yield strength of 900 MPa at cryogenic temperature."),
    paper("c", "Hot NbMoTaW", "NbMoTaW has a yield strength of 500 MPa at 1000 °C."),
    paper("d", "TiZrHf", "TiZrHf has a yield strength of 1000 MPa."),
)


@pytest.mark.parametrize(
    ("temperature", "expected"),
    [
        ("at cryogenic temperature", ["900 MPa", "800 MPa"]),
        ("at elevated temperatures", ["500 MPa"]),
        ("at room temperature", ["1000 MPa", "400 MPa"]),
    ],
)
def test_a_temperature_in_words_sorts_values(temperature: str, expected: list[str]) -> None:
    assert values(ask(f"highest yield strength {temperature}", COLD_AND_HOT)) == expected


def test_cryogenic_rolling_is_no_temperature_of_a_test() -> None:
    papers = StatedPapers(
        paper("a", "Cryogenic rolling of CoCrNi", "The hardness of CoCrNi is 420 HV.")
    )
    given = ask("highest hardness after cryogenic rolling", papers)
    assert given.values is None or "without a stated temperature" not in left_out(given)


def test_unnamed_samples_of_papers_on_the_alloy_are_listed_last_and_without_its_name() -> None:
    papers = StatedPapers(
        paper("a", "CoCrFeNi-based ingots", "The hardness of CoCrFeNiTa is 700 HV."),
        paper(
            "b",
            "Borided CoCrFeNi and AlCoCrFeNi",
            "After boriding, a surface hardness of 1500 HV was reached.",
        ),
    )
    given = ask("Which CoCrFeNi-based materials have a hardness above 600 HV?", papers)
    assert values(given) == ["700 HV", "1500 HV"]
    assert given.values is not None
    assert given.values.rows[1].alloy is None


def test_either_of_two_properties_may_meet_a_bound_which_holds_for_both() -> None:
    papers = StatedPapers(
        paper("a", "CoCrNi", "The hardness of CoCrNi is 9 GPa."),
        paper("b", "CoCrFe", "The nanohardness of CoCrFe is 11 GPa."),
        paper("c", "CoFeNi", "The nanohardness of CoFeNi is 3 GPa."),
    )
    given = ask("Which alloys have a nanohardness or hardness above 8 GPa?", papers)
    assert {*values(given)} == {"9 GPa", "11 GPa"}


def test_a_superlative_in_brackets_asks_for_the_extreme() -> None:
    given = ask("best (highest) hardness of CoCrFeNi-based materials", KINDS)
    assert (given.intent, {*values(given)} >= {"990 HV"}) == ("superlative", True)


def test_the_most_at_a_temperature_that_no_value_is_stated_for_is_refused() -> None:
    given = ask("highest hardness of CoCrFeNi-based materials at elevated temperature", KINDS)
    assert not given.answered
    assert left_out(given)["without a stated temperature"] == 3


def test_less_sure_values_are_told_apart_and_give_no_bare_answer() -> None:
    sure = paper("a", "A", "The yield strength of CoCrFeNiTa is 900 MPa.")
    unsure = paper(
        "b", "Composites", "The composite of CoCrFeNi + TiC has a yield strength of 2 GPa."
    )
    given = ask("What is the highest yield strength?", StatedPapers(sure, unsure))
    assert "900 MPa, of CoCrFeNiTa" in given.sentences[0].text
    open_one = paper("c", "Coatings of AlxCoCrFeNi", "The lowest friction coefficient is 0.3.")
    given = ask(
        "What is the lowest friction coefficient of AlxCoCrFeNi coatings?", StatedPapers(open_one)
    )
    assert given.short is None


class WithTables(StatedPapers):
    """Papers that state values in a table alone, all at the start of its rows."""

    def body_values(self, name: str, years: Years = ALL_YEARS) -> list[PropertyRow]:
        stated = paper(
            "tables",
            "Tables",
            "The hardness of NbMoTaW is 480 HV. The hardness of CoCrNi is 190 HV.",
        )
        rows = [row for row in values_of(stated) if row.of == name]
        return [
            replace(row, start=0, place=ValuePlace("table", 2, 5, row.sentence, "Table 2", n))
            for n, row in enumerate(rows, start=1)
        ]


@pytest.mark.parametrize(
    ("question", "first", "told"),
    [
        ("Which alloy has the highest hardness?", "480 HV", "Table 2, row 1, p. 5"),
        ("Which alloys have a hardness below 300 HV?", "190 HV", "Table 2, row 2, p. 5"),
    ],
)
def test_tables_answer_where_no_abstract_gives_a_value(question, first, told) -> None:
    given = ask(question, WithTables(PLAIN))
    assert values(given)[0] == first
    assert given.note == OF_BODIES
    assert given.citations[0].place.told == told
    assert given.marked_rows[0][1].value.quantity.text == first
    assert [n for n, _ in given.marked_rows] == [one.n for one in given.citations]


def test_values_of_abstracts_come_first() -> None:
    given = ask("Which alloy has the highest hardness?", WithTables(LAYER, BULK))
    assert given.note is None
    assert all(one.place is None for one in given.citations)


def test_a_superlative_of_any_adjective_is_no_subject_of_its_own() -> None:
    given = ask("finest grain size reported in CoCrFeNi", StatedPapers(PLAIN))
    assert values(given)[0] == "12 µm"


REINFORCED = StatedPapers(
    paper("tic", "TiC-CoCrFeNi composites", "The TiC-CoCrFeNi composite has a hardness of 671 HV."),
    paper("ods", "Y2O3 in CoCrFeNi", "The CoCrFeNi/Y2O3 composite has a hardness of 685 HV."),
    paper("sic", "CoCrFeNi(SiC)0.3", "The hardness of CoCrFeNi(SiC)0.3 is 404 HV."),
    paper("more", "CoCrFeNi(SiC)0.5", "The hardness of CoCrFeNi(SiC)0.5 is 310 HV."),
    paper("base", "CoCrFeNi", "The hardness of CoCrFeNi is 139 HV."),
)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("What is the highest hardness of CoCrFeNi composites reinforced with TiC?", ["671HV"]),
        ("Over what range does the hardness of CoCrFeNi alloys with SiC vary?", ["310HV", "404HV"]),
    ],
)
def test_an_alloy_with_a_compound_holds_that_compound(text: str, amounts: list[str]) -> None:
    assert [one.replace(" ", "") for one in values(ask(text, REINFORCED))] == amounts


def test_the_base_alloy_is_of_a_series_only_in_its_papers() -> None:
    series = paper(
        "series",
        "AlxCoCrFeNi alloys (x = 0, 0.3)",
        "The hardness of CoCrFeNi is 120 HV, and the hardness of Al0.3CoCrFeNi is 160 HV.",
    )
    other = paper("other", "CoCrFeNi", "The hardness of CoCrFeNi is 570 HV.")
    with_more = paper("more", "Al0.3CoCrFeNiNb", "The hardness of Al0.3CoCrFeNiNb is 700 HV.")
    given = ask(
        "What is the range of hardness of AlxCoCrFeNi alloys?",
        StatedPapers(series, other, with_more),
    )
    assert values(given) == ["120 HV", "160 HV"]


def test_an_unsure_value_of_the_one_alloy_of_a_paper_counts_but_is_not_given_bare() -> None:
    film = paper(
        "film",
        "Sputtered CoCrFeNi films",
        "CoCrFeNi films were sputtered. They reach a maximum hardness of 11 GPa at −200 V.",
    )
    (row,) = [row for row in values_of(film) if row.of == "hardness"]
    unsure = StatedPapers(film)
    unsure.values = lambda name, years=ALL_YEARS: [replace(row, chance=0.1)]  # type: ignore[method-assign]
    given = ask("Which CoCrFeNi film has the highest hardness?", unsure)
    assert "11 GPa" in given.sentences[0].text
    assert "doubt" not in given.sentences[0].text
    assert given.short is None


def test_a_range_tells_of_values_in_doubt_and_how_far_the_others_reach() -> None:
    layers = [
        paper(f"{n}", "Coatings", f"The friction coefficient of the {alloy} coating is {value}.")
        for n, (alloy, value) in enumerate([("CoCrFeNi", 0.7), ("CoCrFeNiMo", 0.4)])
    ]
    open_one = paper(
        "open",
        "CoCrFeNiSix and CoCrFeNiTix coatings",
        "The friction coefficient of the CoCrFeNiSix coating falls to 0.3.",
    )
    papers = StatedPapers(*layers, open_one)
    given = ask("What is the range of friction coefficients of CoCrFeNi-based coatings?", papers)
    assert "reach from 0.3 (CoCrFeNiSix coating) to 0.7" in given.sentences[0].text
    assert "1 of them is less certain" in given.sentences[0].text
    assert given.sentences[0].text.endswith("; the others reach from 0.4 to 0.7.")


def test_a_value_that_leads_is_not_told_again_as_one_in_doubt() -> None:
    layer = paper(
        "layer",
        "A MnCoCrFeNi-based coating on steel",
        "The lowest friction coefficient of the MnCoCrFeNi-based coating is 0.14.",
    )
    other = paper("other", "CoCrFeNi", "The friction coefficient of CoCrFeNi is 0.6.")
    given = ask(
        "What is the lowest friction coefficient of a MnCoCrFeNi-based material?",
        StatedPapers(layer, other),
    )
    assert given.sentences[0].text.count("0.14") == 1


def test_an_alloy_with_different_contents_of_an_element_is_a_series() -> None:
    papers = StatedPapers(
        paper("a", "CoCrFeNiTi0.3", "The hardness of CoCrFeNiTi0.3 is 328 HV."),
        paper("b", "CoCrFeNiTi1.5", "The hardness of CoCrFeNiTi1.5 is 669 HV."),
        paper("c", "CoCrFeNiTiNb", "The hardness of CoCrFeNiTiNb is 900 HV."),
    )
    given = ask(
        "What is the range of hardness of CoCrFeNiTi alloys with different Ti contents?", papers
    )
    assert values(given) == ["328 HV", "669 HV"]


def test_an_alloy_with_an_element_added_is_an_alloy() -> None:
    papers = StatedPapers(
        paper("a", "CoCrFeNi", "The hardness of CoCrFeNi is 570 HV."),
        paper(
            "b",
            "Additions to CoCrFeNi",
            "Mo was added to CoCrFeNi. With addition of Mo, CoCrFeNi has a hardness of 620 HV.",
        ),
    )
    given = ask("What is the highest hardness of an alloy?", papers)
    assert "620 HV" in given.sentences[0].text
    assert "composite" not in given.sentences[0].text.lower()


def test_values_in_doubt_beyond_the_first_are_all_told() -> None:
    papers = StatedPapers(
        paper("a", "CoCrFeNi", "The yield strength of CoCrFeNi is 300 MPa."),
        *(
            paper(f"{n}", "VNbTa", f"VNbTa is ductile. VNbTi has a yield strength of {n} GPa.")
            for n in (2, 3)
        ),
    )
    rows = list(papers.values("yield strength"))
    papers.values = lambda name, years=ALL_YEARS: [  # type: ignore[method-assign]
        row if "300" in row.sentence else replace(row, chance=0.1) for row in rows
    ]
    given = ask("What is the highest yield strength?", papers)
    assert "is ? 3 GPa, of VNbTi, which is less certain;" in given.sentences[0].text
    assert "sure, it is 300 MPa, of CoCrFeNi. Between them, less certain: ? 2 GPa" in (
        given.sentences[0].text
    )
    assert given.values is not None
    assert [row.value.quantity.text for row in given.values.shown] == ["3 GPa", "300 MPa", "2 GPa"]


def test_a_trend_tells_what_single_papers_show_without_the_many_base_alloys() -> None:
    series = paper(
        "series",
        "AlxCoCrFeNi",
        "The hardness of Al0.2CoCrFeNi is 185 HV. The hardness of Al0.4CoCrFeNi is 262 HV. The"
        " hardness of Al0.7CoCrFeNi is 771 HV.",
    )
    rolled = paper("rolled", "Al0.1CoCrFeNi", "The hardness of Al0.1CoCrFeNi is 600 HV.")
    bases = [
        paper(f"base{n}", "CoCrFeNi", f"The hardness of CoCrFeNi is {n} HV.")
        for n in (130, 150, 250, 350, 450)
    ]
    given = ask(
        "How does the hardness of AlxCoCrFeNi change with Al content?",
        StatedPapers(series, rolled, *bases),
    )
    assert values(given) == ["600 HV", "185 HV", "262 HV", "771 HV"]
    assert "Within single papers it rises in 1 of 2." in given.sentences[0].text


def test_values_of_no_sure_material_are_told_as_such() -> None:
    printed = paper(
        "printed",
        "Printing of an alloy",
        "Alloys were made by laser powder bed fusion. A tensile strength of 1.1 GPa was reached.",
    )
    given = ask(
        "What is the highest tensile strength of an alloy made by laser powder bed fusion?",
        StatedPapers(printed),
    )
    assert given.answered
    assert "1.1 GPa" in given.sentences[0].text
    assert "less certain" in given.sentences[0].text
    assert given.short is None


@pytest.mark.parametrize(
    ("said", "short"),
    [("maximum fracture strength reaches", "2280 MPa"), ("fracture strength reaches", None)],
)
def test_the_most_of_a_series_is_given_where_its_only_paper_calls_it_so(
    said: str, short: str | None
) -> None:
    told = paper(
        "series",
        "Mechanical properties of CoCrFeNiTax high-entropy alloy by hot pressing",
        "CoCrFeNiTax HEAs (x = 0, 0.5, 1.0, 2.0 atom) were compressed. The yield strength of the"
        f" alloy increases from 760 MPa to 1750 MPa, and {said} 2280 MPa.",
    )
    sure = [replace(row, chance=None) for row in values_of(told) if row.of == "fracture strength"]
    papers = StatedPapers(told)
    papers.values = lambda name, years=ALL_YEARS: sure  # type: ignore[method-assign]
    assert ask("Maximum fracture strength of CoCrFeNiTa alloys?", papers).short == short
