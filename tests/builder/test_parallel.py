from collections.abc import Callable, Iterator
from threading import Event

import pytest
from threads import threads

from builder.parallel import batched, map_as_done, parallel_map


def square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_order_and_few_pieces_are_taken_ahead(processes: int) -> None:
    taken = 0

    def pieces() -> list[int]:  # type: ignore[misc]
        nonlocal taken
        for number in range(50):
            taken += 1
            yield number

    done = 0
    for piece, result in parallel_map(square, pieces(), processes):
        assert (piece, result) == (done, done * done)
        done += 1
        assert taken <= done + 2 * processes
    assert done == 50


def test_what_goes_wrong_in_another_process_is_raised_here() -> None:
    with pytest.raises(TypeError):
        list(parallel_map(square, [1, "x"], 2))  # type: ignore[list-item]


def test_pieces_hold_everything_once() -> None:
    assert [list(piece) for piece in batched(range(5), 2)] == [[0, 1], [2, 3], [4]]
    assert list(batched([], 2)) == []


def test_workers_that_are_handed_in_do_the_work_in_order_and_are_not_closed() -> None:
    with threads(2) as workers:
        assert list(parallel_map(square, range(9), workers)) == [(n, n * n) for n in range(9)]
        assert list(parallel_map(square, [3], workers)) == [(3, 9)]
        assert workers.pieces == [*range(9), 3]


def test_as_done_a_slow_piece_keeps_no_other_waiting() -> None:
    held = Event()

    def hold(number: int) -> int:
        if not number:
            assert held.wait(60)
        return number

    with threads(2) as workers:
        found = map_as_done(hold, range(20), workers)
        early = [next(found)[0] for _ in range(19)]
        assert sorted(early) == list(range(1, 20))
        held.set()
        assert list(found) == [(0, 0)]


def test_few_pieces_are_taken_ahead_of_those_done() -> None:
    with threads(2) as workers:
        for done, _ in enumerate(map_as_done(square, range(50), workers), start=1):
            assert len(workers.pieces) <= done + 2 * 2 + 1


@pytest.mark.parametrize("mapped", [parallel_map, map_as_done])
def test_who_stops_early_leaves_no_work_behind(mapped: Callable[..., Iterator[object]]) -> None:
    held = Event()

    def hold(number: int) -> int:
        if number:
            assert held.wait(60)
        return number

    with threads(1) as workers:
        found = mapped(hold, range(50), workers)
        next(found)
        found.close()  # type: ignore[attr-defined]
        held.set()
        assert workers.futures[-1].cancelled()
