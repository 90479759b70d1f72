"""How much memory this process has taken at most."""

import resource
import sys


def peak() -> int:
    """Bytes; the system counts them in KiB, but for macOS."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024
