"""CSL-JSON and answers of Crossref are read entry by entry, whatever wraps them."""

import json
from typing import Any

import pytest

from builder.references.json_formats import read_json

WORK = {"title": "T", "abstract": "A.", "DOI": "10.1000/x"}


def entries(data: object) -> list[Any]:
    return [fields for _, fields in read_json(json.dumps(data))]


@pytest.mark.parametrize(
    "data",
    [
        WORK, [WORK], {"items": [WORK]}, {"message": WORK}, [[WORK]],
        {"status": "ok", "message": {"items": [WORK], "total-results": 1}}, {"data": [WORK]},
        [{"message": WORK}], {**WORK, "title": ["T"]}, {**WORK, "title": ["", "T", "U"]},
    ],
)  # fmt: skip
def test_a_work_is_found_in_any_wrapping(data: object) -> None:
    [fields] = entries(data)
    assert (fields["title"], fields["abstract"], fields["doi"]) == ("T", "A.", "10.1000/x")


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"issued": {"date-parts": [[2019, 3]]}}, "2019"),
        ({"issued": {"date-parts": [[None]]}, "published-print": {"date-parts": [[2018]]}}, "2018"),
        ({"issued": {"raw": "May 2017"}}, "2017"),
        ({"year": 2016}, "2016"),
        ({"issued": 5}, None),
    ],
)
def test_the_year_is_found_in_the_dates(fields: dict[str, object], year: str | None) -> None:
    assert entries([{**WORK, **fields}])[0]["year"] == year


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        (
            [{"family": "Berg", "given": "J.", "non-dropping-particle": "van den"}],
            ["van den Berg, J."],
        ),
        ([{"name": "A consortium"}, {"literal": "Another"}], ["A consortium", "Another"]),
        ([{"family": "Yeh"}, 5, None, "Li, Z."], ["Yeh", "Li, Z."]),
        (5, []),
        ("Yeh", ["Yeh"]),
        ({"family": 5}, []),
    ],
)
def test_authors_are_read_as_far_as_they_are_names(authors: object, names: list[str]) -> None:
    assert entries([{**WORK, "author": authors}])[0]["authors"] == names


@pytest.mark.parametrize("bad", [5, None, "x", {"x": 1}, {"title": {}}, {"title": []}])
def test_a_bad_entry_is_told_and_the_good_one_kept(bad: object) -> None:
    told, fields = entries([bad, WORK])
    assert isinstance(told, str)
    assert fields["title"] == "T"


def test_fields_of_another_type_are_left_out() -> None:
    [fields] = entries([{"title": "T", "abstract": 5, "DOI": {"a": 1}, "id": 7}])
    assert (fields["abstract"], fields["doi"], fields["id"]) == (None, None, "7")


def test_a_list_that_breaks_off_gives_what_it_has_and_says_so() -> None:
    whole = json.dumps([WORK, WORK, WORK])
    for cut, kept in ((1, 3), (5, 2), (len(whole) // 2, 1)):
        *found, told = (fields for _, fields in read_json(whole[:-cut]))
        assert len(found) == kept
        assert isinstance(told, str)


def test_a_work_a_line_is_a_list_of_works() -> None:
    assert len(list(read_json(f"{json.dumps(WORK)}\n{json.dumps(WORK)}\n"))) == 2


def test_the_abstract_of_an_inverted_index_is_put_in_order() -> None:
    index = {"is": [1, 4], "CoCrNi": [0], "hard": [2, 6], "and": [3], "not": [5]}
    data = {"results": [{"title": "T", "abstract_inverted_index": index}]}
    [(_, entry)] = read_json(json.dumps(data))
    assert entry["abstract"] == "CoCrNi is hard and is not hard"
