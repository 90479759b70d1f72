"""Years of publication in words and numbers, and numbers that are no years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.question.grammar.years import find_years
from answer.question.parse import parse_question

TODAY = date(2025, 8, 1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("creep of CoCrFeNi since 2020", 2020, None),
        ("papers on creep in the last five years", 2020, None),
        ("work of the past decade on wear", 2015, None),
        ("over the last couple of years", 2023, None),
        ("what was found before 2015?", None, 2014),
        ("what was found after 2015?", 2016, None),
        ("until 2018", None, 2018),
        ("between 2018 and 2020, what was found?", 2018, 2020),
        ("fatigue, 2016–2018", 2016, 2018),
        ("from 2018 to 2020", 2018, 2020),
        ("What was reported on CrCoNi in 2019?", 2019, 2019),
        ("2022 papers on oxidation", 2022, 2022),
        ("papers of 2023 on fatigue", 2023, 2023),
        ("published 2021 or later", 2021, None),
        ("2020 onwards", 2020, None),
        ("no later than 2019", None, 2019),
        ("in the 2010s", 2010, 2019),
        ("last year", 2024, 2024),
        ("fatigue in 2021, 2022 or 2023", 2021, 2023),
        ("in 2022 and in 2023", 2022, 2023),
        ("wear, 2022/2023", 2022, 2023),
        ("studies that from 2020 on deal with fatigue", 2020, None),
        ("this year", 2025, 2025),
        ("fatigue (2019)", 2019, 2019),
        ("How many papers of 2024 study creep?", 2024, 2024),
        ("Which abstracts since 2022 mention wear?", 2022, None),
    ],
)
def test_years_are_read(text: str, first: int | None, last: int | None) -> None:
    years = find_years(text, TODAY).years
    assert (years.first, years.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "recent papers on creep",
        "in recent years",
        "yield strength above 2000 MPa",
        "hardness after 2000 h at 2000 °C",
        "after 2000 cycles",
        "wear in contact with 2024 aluminium",
        "weld of CoCrFeNi to 2205 steel",
        "since 2199",
        "before 1890",
    ],
)
def test_other_numbers_are_no_years(text: str) -> None:
    assert not find_years(text, TODAY).years


def test_years_are_no_words_and_words_of_time_are_told() -> None:
    asked = parse_question("creep of CoCrFeNi in the last three years", today=TODAY)
    assert asked.years.first == 2022
    assert asked.words == {"creep"}
    assert asked.read_as == ("in the last three years → since 2022",)
    assert not parse_question("creep since 2020").read_as


@given(st.integers(1995, 2024), st.integers(1995, 2024))
def test_a_span_is_read_in_either_order(one: int, other: int) -> None:
    years = find_years(f"papers on wear between {one} and {other}", TODAY).years
    assert (years.first, years.last) == (min(one, other), max(one, other))


@given(st.integers(1, 30))
def test_years_back_are_counted_from_today(back: int) -> None:
    assert find_years(f"in the last {back} years", TODAY).years.first == 2025 - back
