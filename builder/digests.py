"""The sha256 of texts: what an id or a choice hangs on, the same on every machine."""

import hashlib


def digest(*texts: str) -> bytes:
    """Return the sha256 of texts, 32 bytes.

    Half of a surrogate pair, which a text from a caller may hold and UTF-8 can't, is hashed as the
    three bytes that stand for it elsewhere.
    """
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "surrogatepass")).digest()
