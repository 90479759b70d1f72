"""Ways in which a file gets damaged: seeded, so that a failure can be looked at again."""

import random
import re
from collections.abc import Callable


def truncate(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def flip_bits(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 10, 100))):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def delete(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.choice((1, 20, 500)) :]


def duplicate(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start : start + rng.choice((1, 20, 500))] + data[start:]


def swap(data: bytes, rng: random.Random) -> bytes:
    size = rng.choice((4, 64, 512))
    a, b = sorted(rng.randrange(max(1, len(data) - size)) for _ in range(2))
    b = max(b, a + size)
    between, behind = data[a + size : b], data[b + size :]
    return data[:a] + data[b : b + size] + between + data[a : a + size] + behind


def zero(data: bytes, rng: random.Random) -> bytes:
    start, size = rng.randrange(len(data)), rng.choice((1, 64, 2048))
    return data[:start] + bytes(size) + data[start + size :]


def insert(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + rng.randbytes(rng.choice((1, 64, 2048))) + data[start:]


def _edit(pattern: bytes, made: Callable[[random.Random], bytes]) -> Callable[..., bytes]:
    def mutate(data: bytes, rng: random.Random) -> bytes:
        places = list(re.finditer(pattern, data))
        if not places:
            return flip_bits(data, rng)
        place = rng.choice(places)
        return data[: place.start(1)] + made(rng) + data[place.end(1) :]

    return mutate


def _number(rng: random.Random) -> bytes:
    return str(rng.choice((-1, 0, 1, rng.randrange(100), 2**31, 10**12))).encode()


number = _edit(rb"[\s\[](\d+)[\s\]]", _number)
reference = _edit(rb"(\d+) 0 R", _number)
length = _edit(rb"/Length (\d+)", _number)
name = _edit(rb"(/[A-Z][A-Za-z]+)", lambda rng: rng.choice((b"/Nil", b"/Kids", b"/Length", b"/")))
keyword = _edit(rb"(endstream|endobj|startxref|trailer|xref)", lambda _: b"")

MUTATORS = (
    truncate, flip_bits, delete, duplicate, swap, zero, insert, number, reference, length, name,
    keyword,
)  # fmt: skip
