"""The sample corpus as a user has it."""

from pathlib import Path

import pytest
from printed_commands import run, user_folder


@pytest.fixture(scope="session")
def built_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus as `hea build` leaves it, beside files of a user; copied, never changed."""
    place = tmp_path_factory.mktemp("samples")
    user_folder(place)
    assert run(["hea", "build", "--workspace", str(place)]).code == 0
    return place
