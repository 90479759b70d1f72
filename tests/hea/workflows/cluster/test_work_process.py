import os
import pickle
import time
from collections.abc import Callable, Iterator

import pytest

from builder.errors import UserError
from hea.workflows.cluster.work_process import WorkEndedError, WorkProcess


@pytest.fixture
def process() -> Iterator[WorkProcess]:
    started = WorkProcess()
    yield started
    started.end()


def do(process: WorkProcess, work: Callable[..., object], piece: object) -> object:
    done, value = pickle.loads(process.do(pickle.dumps((work, piece))))
    if not done:
        raise value
    return value


def test_work_is_done_in_one_other_process_after_the_other(process: WorkProcess) -> None:
    assert do(process, abs, -3) == 3
    first = do(process, eval, "__import__('os').getpid()")
    assert first != os.getpid()
    assert do(process, eval, "__import__('os').getpid()") == first


def test_what_is_printed_is_not_taken_for_an_answer(process: WorkProcess) -> None:
    assert do(process, print, "noise") is None
    assert do(process, abs, -1) == 1


def test_an_error_comes_back_with_where_it_arose(process: WorkProcess) -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        do(process, eval, "1 / 0")
    assert "eval" in raised.value.__notes__[0] or "<string>" in raised.value.__notes__[0]
    assert do(process, abs, -1) == 1


def test_a_mistake_of_the_user_comes_back_whole(process: WorkProcess) -> None:
    told = "(_ for _ in ()).throw(__import__('builder.errors').errors.UserError('No.', 'Do it.'))"
    with pytest.raises(UserError) as raised:
        do(process, eval, told)
    assert (raised.value.message, raised.value.hint) == ("No.", "Do it.")


def test_an_error_that_cannot_be_made_again_is_told_in_words(process: WorkProcess) -> None:
    code = "class E(Exception):\n  def __init__(self, a, b): pass\nraise E(1, 2)"
    with pytest.raises(RuntimeError, match="E"):
        do(process, exec, code)


def test_a_process_that_dies_is_told_and_replaced(process: WorkProcess) -> None:
    with pytest.raises(WorkEndedError, match="-9"):
        do(process, eval, "__import__('os').kill(__import__('os').getpid(), 9)")
    assert do(process, abs, -1) == 1


def test_work_over_its_time_is_ended() -> None:
    process = WorkProcess(seconds=3)
    with pytest.raises(WorkEndedError, match="over 3 s"):
        do(process, time.sleep, 600)
    process.end()


def test_the_limit_of_cpu_time_holds_in_it(process: WorkProcess) -> None:
    code = (
        "exec('''from builder.clock import cpu_limit, OutOfTimeError\n"
        "try:\n  with cpu_limit(0.2):\n    while True: pass\n"
        "except OutOfTimeError: found = 1''', globals()) or found"
    )
    assert do(process, eval, code) == 1
