"""Energy by counters of the machine, and what a country's electricity emits."""

from pathlib import Path

import pytest

from builder.errors import UserError
from finetune.training.energy import Meter, kg_co2_per_kwh


def test_energy_is_read_off_counters_or_left_blank(tmp_path: Path) -> None:
    assert Meter(tmp_path).kwh() is None
    zone = tmp_path / "intel-rapl:0"
    zone.mkdir()
    for name, value in (("name", "package-0"), ("max_energy_range_uj", 10**13), ("energy_uj", 0)):
        (zone / name).write_text(str(value))
    meter = Meter(tmp_path)
    assert meter.measured == ("processor package-0",)
    (zone / "energy_uj").write_text(str(9 * 10**12))
    assert meter.kwh() == pytest.approx(2.5)
    (zone / "energy_uj").write_text(str(26 * 10**11))  # it began again at 10^13
    assert meter.kwh() == pytest.approx(3.5)


def test_what_electricity_emits_is_looked_up_offline() -> None:
    assert kg_co2_per_kwh("fra") < 0.1 < kg_co2_per_kwh("POL")
    with pytest.raises(UserError, match="“XQZ” is not a country's code"):
        kg_co2_per_kwh("XQZ")
