"""How much memory this process has taken at most."""

import importlib
import sys


def peak() -> int:
    """Bytes; 0 where the system does not say, as on Windows."""
    try:
        resource = importlib.import_module("resource")
    except ModuleNotFoundError:
        return 0
    size = int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return size if sys.platform == "darwin" else size * 1024  # KiB but for macOS
