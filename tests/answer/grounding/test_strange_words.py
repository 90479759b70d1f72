import pytest

from answer.grounding.check import NOT_FOUND, SUPPORTED, Source, check_answer

TITLE = "Strength of NbMoTaW after arc melting"
TEXT = "NbMoTaW was arc melted. Its yield strength is 1058 MPa at 298 K. A BCC phase was found."
TRUE = "The yield strength of NbMoTaW is 1058 MPa at 298 K"


@pytest.mark.fault("F73")
@pytest.mark.parametrize(
    "claim",
    [
        f"xqz zzkl {TRUE}.",
        f"qwrt {TRUE}.",
        f"{TRUE} blorpt.",
        "The yield vrfg strength of NbMoTaW is 1058 MPa at 298 K.",
        f"密码 {TRUE}.",
        f"пароль {TRUE}.",
        f"k9x2f7q {TRUE}.",
        f"Miller et al. found that {TRUE}.",
        f"As shown by Miller, {TRUE}.",
        f"{TRUE}, says Zorblax.",
    ],
)
def test_a_true_sentence_among_words_that_nobody_says_is_left_out(claim: str) -> None:
    assert check_answer(claim, [Source(TITLE, TEXT)]).verdict == NOT_FOUND


@pytest.mark.parametrize(
    "claim",
    [
        f"{TRUE}.",
        f"According to the passage, {TRUE}.",
        f"**Answer:** {TRUE}.",
        "NbMoTaW, a HEA, yields at 1.058 GPa.",
    ],
)
def test_ordinary_words_and_words_of_the_field_may_be_added(claim: str) -> None:
    assert check_answer(claim, [Source(TITLE, TEXT)]).reasons == ()
    assert check_answer(claim, [Source(TITLE, TEXT)]).verdict == SUPPORTED
