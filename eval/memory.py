"""How much memory this process, and those it started, have taken at most."""

import importlib
import sys


def peak(children: bool = False) -> int:
    """Bytes; 0 where the system does not say, as on Windows.

    With ``children`` of the largest of this process and those it started that have ended.
    """
    try:
        resource = importlib.import_module("resource")
    except ModuleNotFoundError:
        return 0
    whose = [resource.RUSAGE_SELF] + ([resource.RUSAGE_CHILDREN] if children else [])
    size = max(int(resource.getrusage(who).ru_maxrss) for who in whose)
    return size if sys.platform == "darwin" else size * 1024  # KiB but for macOS
