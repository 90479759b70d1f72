import pytest

from builder.parallel import batched, parallel_map


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
