"""Peak memory of this process and of those it started."""

import importlib
import importlib.util
import re
import sys
from pathlib import Path

#: Linux keeps the peak of this program alone here; `getrusage` inherits that of whoever started it.
_STATUS = Path("/proc/self/status")


def peak_memory(children: bool = False) -> int | None:
    """Return the peak memory in bytes; None where the system does not tell it.

    Windows has no `resource`: there psutil tells the peak of this process, if it is installed, and
    nothing tells that of processes that have ended.

    Args:
        children: Return the largest of this process and of those it started that have ended.
    """
    try:
        resource = importlib.import_module("resource")
    except ModuleNotFoundError:
        return _peak_by_psutil()
    unit = 1 if sys.platform == "darwin" else 1024
    status = _STATUS.read_text("utf-8") if _STATUS.exists() else ""
    known = re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE)
    own = int(known[1]) if known else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ended = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if children else 0
    return int(max(own, ended)) * unit


def _peak_by_psutil() -> int | None:
    """Return the peak of this process by psutil; None without psutil, or where it has no peak."""
    if importlib.util.find_spec("psutil") is None:
        return None
    used = importlib.import_module("psutil").Process().memory_info()
    peak_bytes = getattr(used, "peak_wset", None)
    return None if peak_bytes is None else int(peak_bytes)
