"""How much memory this process, and those it started, have taken at most."""

import importlib
import re
import sys
from pathlib import Path

#: What Linux says of this program alone; by `getrusage` it has the peak of whoever started it, too.
_OWN = Path("/proc/self/status")


def peak(children: bool = False) -> int:
    """Bytes; 0 where the system does not say, as on Windows.

    With ``children`` of the largest of this process and those it started that have ended.
    """
    try:
        resource = importlib.import_module("resource")
    except ModuleNotFoundError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    status = _OWN.read_text("utf-8") if _OWN.exists() else ""
    known = re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE)
    own = int(known[1]) if known else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if children else 0
    return int(max(own, others)) * unit
