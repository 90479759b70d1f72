import numpy as np

from retrieval.embedding.stored_tensors import write_single


def test_every_finite_half_number_comes_out_to_the_bit() -> None:
    halves = np.arange(2**16, dtype=np.uint16).view(np.float16)
    halves = halves[np.isfinite(halves)].reshape(64, -1)
    out = np.full(halves.shape, 7, np.float32)
    write_single(halves, out)
    assert (out.view(np.uint32) == halves.astype(np.float32).view(np.uint32)).all()
