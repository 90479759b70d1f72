"""Energy of a training by counters of the machine; what has no counter is never estimated."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from builder.errors import UserError
from finetune.recipe import nearest

#: Where Linux shows the energy counters of a processor's packages, in µJ; often for root alone.
POWERCAP = Path("/sys/class/powercap")
_J_PER_KWH = 3.6e6
#: Name, reading in J, and where it wraps around.
Counter = tuple[str, Callable[[], float], float]
_KNOWN_MIX = "data/private_infra/global_energy_mix.json"


class Meter:
    """Adds up the energy counters of this machine; read it often, since they wrap around."""

    def __init__(self, powercap: Path = POWERCAP) -> None:
        """Begin to measure; ``powercap`` holds the counters of processors."""
        self._counters = [*_processors(powercap), *_cards()]
        self._before = [read() for _, read, _ in self._counters]
        self._joules = 0.0

    @property
    def measured(self) -> tuple[str, ...]:
        """Names of what has a counter."""
        return tuple(name for name, _, _ in self._counters)

    def kwh(self) -> float | None:
        """Return the energy since the meter was made; None where nothing can be measured."""
        if not self._counters:
            return None
        for place, (_, read, wraps_at) in enumerate(self._counters):
            now = read()
            passed = now - self._before[place]
            self._joules += passed if passed >= 0 else passed + wraps_at
            self._before[place] = now
        return self._joules / _J_PER_KWH


def _processors(powercap: Path) -> list[Counter]:
    """Find the counter of each processor package, where it may be read."""
    found: list[Counter] = []
    for zone in sorted(powercap.glob("intel-rapl:?")):
        try:
            wraps_at = int((zone / "max_energy_range_uj").read_text()) / 1e6
            name = (zone / "name").read_text().strip()
            (zone / "energy_uj").read_text()
        except (OSError, ValueError):
            continue

        def read(counter: Path = zone / "energy_uj") -> float:
            return int(counter.read_text()) / 1e6

        found.append((f"processor {name}", read, wraps_at))
    return found


def _cards() -> list[Counter]:
    """Find the counter of each NVIDIA GPU that torch sees; these do not wrap around."""
    import torch

    if not torch.cuda.is_available():
        return []
    try:
        import pynvml

        pynvml.nvmlInit()
    except (ImportError, OSError, RuntimeError):
        return []
    found: list[Counter] = []
    for place in range(torch.cuda.device_count()):
        uuid = f"GPU-{torch.cuda.get_device_properties(place).uuid}"
        try:
            handle = pynvml.nvmlDeviceGetHandleByUUID(uuid.encode())
            pynvml.nvmlDeviceGetTotalEnergyConsumption(handle)
        except pynvml.NVMLError:
            continue

        def read(card: Any = handle) -> float:
            return float(pynvml.nvmlDeviceGetTotalEnergyConsumption(card)) / 1e3

        found.append((f"card {torch.cuda.get_device_name(place)}", read, 0.0))
    return found


def kg_co2_per_kwh(country: str) -> float:
    """Look up what a country's electricity emits, in the table of codecarbon, offline.

    Args:
        country: ISO 3166 code of three letters, in any case.

    Raises:
        UserError: codecarbon is not installed, or knows no such country.
    """
    spec = importlib.util.find_spec("codecarbon")
    if spec is None or not spec.submodule_search_locations:
        raise UserError(
            "codecarbon, which knows what electricity emits, is not installed.",
            "pip install -c requirements.lock -e '.[train]', or leave --country out.",
        )
    mix = Path(spec.submodule_search_locations[0]) / _KNOWN_MIX
    known = json.loads(mix.read_text("utf-8"))
    if country.upper() not in known:
        near = nearest(country.upper(), known)
        raise UserError(f"“{country}” is not a country's code.", f"Did you mean “{near}”?")
    return float(known[country.upper()]["carbon_intensity"]) / 1e3
