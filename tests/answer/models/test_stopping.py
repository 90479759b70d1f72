import pytest

from answer.models.stopping import answer_in, has_ended
from answer.prompts import CITED, CONTEXT_QA


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        (" It is 405 MPa.\nQuestion: And at 77 K?\nAnswer: 1", "It is 405 MPa."),
        (" It is 405 MPa.\n\n\nExercise 2", "It is 405 MPa."),
        (" It is strong at 77 K. It is strong at 77 K. It is", "It is strong at 77 K."),
        (" It is strong at 77 K [1]. It is strong at 77 K [2].", "It is strong at 77 K [1]."),
        (" FCC. BCC. FCC.", "FCC. BCC. FCC."),
    ],
)
def test_what_runs_on_is_cut_off(written: str, answer: str) -> None:
    assert answer_in(written, CONTEXT_QA.stops) == answer


def test_writing_is_stopped_as_soon_as_it_runs_on() -> None:
    assert not has_ended(" It is 405 MPa.\nQuest", CITED.stops)
    assert has_ended(" It is 405 MPa.\nQuestion:", CITED.stops)
    assert has_ended("It is strong at 77 K. It is strong at 77 K. ", CITED.stops)
