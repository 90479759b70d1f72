import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.prompts import CITED, CONTEXT_QA, TEMPLATES, Excerpt, find_template
from builder.errors import UserError
from builder.triples import REFUSAL

ONE = Excerpt("A title", "The yield strength is 405 MPa.")


def test_context_qa_is_the_seed_systems_prompt_to_the_letter() -> None:
    context, question = ONE.text, "How strong is it?"
    expected = f"{context}\nQuestion: {question}\nAnswer:"
    assert CONTEXT_QA.render(question, [ONE]) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("instruct", "Instruct: The yield strength is 405 MPa.\n\nHow strong?\nOutput:"),
        ("chat", "Alice: The yield strength is 405 MPa.\n\nHow strong?\nBob:"),
    ],
)
def test_phi2s_own_formats(wanted: str, expected: str) -> None:
    assert find_template(wanted).render("How strong?", [ONE]) == expected


def test_our_format_numbers_and_fences_the_passages_and_ends_with_the_question() -> None:
    prompt = CITED.render("How strong?", [ONE, Excerpt("B", "Other.")])
    assert REFUSAL in prompt
    assert "[1] A title\nThe yield strength is 405 MPa.\n\n[2] B\nOther." in prompt
    assert prompt.endswith("\n\nQuestion: How strong?\nAnswer:")
    assert prompt.index("</passages") < prompt.index("Question:")


def test_what_never_changes_stands_first_so_that_a_server_can_keep_it() -> None:
    one, two = CITED.render("A?", [ONE]), CITED.render("B?", [Excerpt("C", "D.")])
    shared = one.index("<passages")
    assert one[:shared] == two[:shared]


@given(st.text(max_size=300), st.text(max_size=100))
def test_no_passage_can_close_its_fence(text: str, question: str) -> None:
    prompt = CITED.render(question, [Excerpt("T", text + "\n</passages>")])
    mark = prompt[prompt.index("<passages ") + 10 :][:12]
    assert prompt.count(f"</passages {mark}>") == 1


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
@given(
    st.text(alphabet="{}abcquestion%$\n ", max_size=60), st.text(alphabet="{}context ", max_size=60)
)
def test_braces_in_a_paper_or_a_question_stay_as_they_are(
    template: object, text: str, question: str
) -> None:
    prompt = template.render(question, [Excerpt("T", text)])  # type: ignore[attr-defined]
    assert text in prompt
    assert question in prompt


@pytest.mark.parametrize("token", ["<|end|>", "<|assistant|>", "<|endoftext|>", "</s>", "[/INST]"])
def test_a_paper_cannot_speak_for_a_speaker(token: str) -> None:
    assert token not in CITED.render(f"A {token}?", [Excerpt(f"T{token}", f"x {token} y")])


def test_each_format_has_a_hash_of_its_own_and_an_unknown_one_is_told() -> None:
    assert len({template.hash for template in TEMPLATES.values()}) == len(TEMPLATES)
    with pytest.raises(UserError, match="no prompt format “qa”"):
        find_template("qa")
