"""Lists of values on the screen and as JSON: rows with marks, quotes, what was left out."""

import json

import pytest
from stated_papers import StatedPapers, paper

from answer.answer_question import answer_question
from answer.answers import Answer
from hea.render import answers as render_answers
from hea.render import console
from hea.workflows import json_contracts

HARD = [
    paper(f"p{n}", f"Ingot {n}", f"The hardness of CoCrFeNiTa0.{n} is {500 + n} HV.", 2010 + n)
    for n in range(1, 10)
]
MORE = [
    paper(f"q{n}", f"Rod {n}", f"The hardness of CoCrFeNiNb0.{n} is {600 + n} HV.", 2020)
    for n in range(1, 14)
]
SOFT = paper("film", "A film", "The hardness of the CoCrFeNi film is 950 HV.")


@pytest.fixture
def given() -> Answer:
    text = "Which alloys have a hardness above 450 HV?"
    return answer_question(text, StatedPapers(*HARD, *MORE, SOFT), 5)


@pytest.mark.parametrize("columns", [80, 120])
def test_rows_fit_the_screen_with_their_quotes_and_what_was_left_out(
    given: Answer, columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console.out, "_width", columns)
    render_answers.answer(given)
    shown, notes = capsys.readouterr()
    assert max(map(len, shown.splitlines())) <= columns
    assert "[1] CoCrFeNiNb0.13 613 HV" in " ".join(shown.split())
    assert "“The hardness of CoCrFeNiNb0.13 is 613 HV.”" in shown
    assert "https://doi.org/10.1000/q13 · Rod 13 · abstract" in shown
    assert "Left out: 1 of films. See them: hea table --property" in " ".join(shown.split())
    assert 'and 2 more: hea table --property "hardness"' in notes


def test_json_has_every_row_and_what_was_left_out(given: Answer) -> None:
    row = json.loads(json.dumps(json_contracts.answer(given, 0.0)))
    assert row["intent"] == "set"
    assert row["values"]["total"] == len(row["values"]["rows"]) == 22
    assert row["values"]["papers"] == 22
    assert row["values"]["left_out"] == [{"reason": "of films", "values": 1}]
    assert row["values"]["rows"][0]["value"] == "613 HV"
    assert len(row["citations"]) == 20
