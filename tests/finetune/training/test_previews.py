"""The page of previews, and what is said of each answer."""

from finetune.data.example import Example
from finetune.training.previews import _verdict_on, previews_page


def test_what_a_model_wrote_is_never_markup() -> None:
    row = {"id": "a", "step": 1, "question": "<b>?", "reference": "&", "why": ""}
    page = previews_page([row | {"answer": "<script>x</script>", "verdict": None}])
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<b>?" not in page


def test_each_question_has_its_rows_in_the_order_of_steps() -> None:
    row = {"question": "How hard?", "reference": "500 HV", "why": ""}
    page = previews_page(
        [
            row | {"id": "a", "step": 1, "answer": "It is soft.", "verdict": "contradicted"},
            row | {"id": "b", "step": 1, "answer": "b", "verdict": None, "question": "Which?"},
            row | {"id": "a", "step": 9, "answer": "500 HV", "verdict": "supported"},
        ]
    )
    assert page.index("<h2>How hard?</h2>") < page.index("It is soft.") < page.index("500 HV</td>")
    assert page.index("500 HV</td>") < page.index("<h2>Which?</h2>")
    assert '<tr style="background:#dfd"><td>9</td><td>500 HV</td><td>supported</td>' in page
    assert '<tr style="background:#fff"><td>1</td><td>b</td><td>–</td>' in page


def test_an_answer_is_checked_against_the_passages_of_its_prompt() -> None:
    grounds = (("CrMnFeCoNi", "The yield strength of CrMnFeCoNi is 405 MPa at 77 K."),)
    example = Example("a", "validation", question="How strong is CrMnFeCoNi?", grounds=grounds)
    verdicts = [
        _verdict_on(example, answer)["verdict"]
        for answer in ("It is 405 MPa.", "It is 999 MPa.", "")
    ]
    assert verdicts == ["supported", "contradicted", "not found"]
    assert _verdict_on(Example("b", "validation"), "405 MPa")["verdict"] is None
