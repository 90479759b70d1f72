import signal
import threading
import time

import pytest

from builder.clock import OutOfTimeError, cpu_limit


def _compute(seconds: float) -> None:
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass


def test_work_that_computes_too_long_is_stopped() -> None:
    with pytest.raises(OutOfTimeError), cpu_limit(0.1):
        _compute(5)


def test_waiting_is_no_work_and_what_ends_in_time_is_left_alone() -> None:
    with cpu_limit(0.2):
        time.sleep(0.5)
    _compute(0.3)


def test_what_was_there_for_the_signal_before_is_there_again() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with cpu_limit(5):
        assert signal.getsignal(signal.SIGVTALRM) != before
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_in_another_thread_the_work_goes_on_without_a_limit() -> None:
    done = []

    def work() -> None:
        with cpu_limit(0.01):
            _compute(0.1)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
