import pytest

from eval.metrics.text_match import choice, exact_match, same_value, token_f1, verbatim


@pytest.mark.parametrize(
    ("said", "true", "f1"),
    [
        ("BCC", "single-phase BCC", 2 / 3),
        ("Al₀.₃CoCrFeNi", "Al0.3CoCrFeNi", 1.0),
        ("405 MPa", "405 MPa", 1.0),
        ("", "FCC", 0.0),
        ("the alloy", "an alloy", 1.0),
    ],
)
def test_token_f1(said: str, true: str, f1: float) -> None:
    assert token_f1(said, true) == pytest.approx(f1)
    assert exact_match(said, true) is (f1 == 1.0)


def test_a_text_is_itself_letter_by_letter() -> None:
    assert verbatim("FCC", "FCC")
    assert not verbatim("fcc", "FCC")


@pytest.mark.parametrize(
    ("said", "true", "same"),
    [
        ("0.42", "0.42 at 800 °C", True),
        ("800 °C", "0.42", False),
        ("1073 K", "about 800 °C", True),
        ("810 °C", "800 °C", False),
        ("0.61 GPa", "613.5 MPa", True),
        ("FCC", "613.5 MPa", False),
        ("FCC", "BCC", None),
    ],
)
def test_a_value_is_the_same_in_any_unit(said: str, true: str, same: bool | None) -> None:
    assert same_value(said, true) is same


def test_the_tolerance_is_the_callers() -> None:
    assert same_value("620 MPa", "600 MPa", 0.05)
    assert not same_value("620 MPa", "600 MPa")


@pytest.mark.parametrize(
    ("said", "options", "chosen"),
    [
        ("Yes, it cracks.", ("yes", "no"), "yes"),
        ("No – it is homogeneous", ("yes", "no"), "no"),
        ("It has no cracks", ("yes", "no"), None),
        ("B", ("FCC", "BCC"), "BCC"),
        ("(a) FCC", ("FCC", "BCC"), "FCC"),
        ("Its phase is BCC.", ("FCC", "BCC"), "BCC"),
        ("FCC and BCC: both", ("BCC phase", "HCP phase"), None),
        ("Either BCC or HCP", ("BCC", "HCP"), None),
        ("B2 forms", ("FCC", "B2"), "B2"),
    ],
)
def test_a_choice_is_read_from_its_name_or_letter(
    said: str, options: tuple[str, ...], chosen: str | None
) -> None:
    assert choice(said, options) == chosen
