"""What Windows has not is not needed to start: every module is read without `resource`."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Reads all modules of a room in a Python that has no `resource`.
SCRIPT = """
import importlib, pkgutil, sys
import psutil  # that of Linux reads `resource` itself

class NoResource:
    def find_spec(self, name, path=None, target=None):
        if name == "resource":
            raise ModuleNotFoundError("No module named 'resource'", name="resource")

sys.meta_path.insert(0, NoResource())
sys.modules.pop("resource", None)
room = importlib.import_module(sys.argv[1])
names = [one.name for one in pkgutil.walk_packages(room.__path__, room.__name__ + ".")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
assert "resource" not in sys.modules
from eval.bench.memory import peak_memory
from finetune.training.log import peak_memory as peak_of_training
assert peak_memory() is None or peak_memory() > 0
assert peak_of_training() >= 0
print(len(names))
"""


@pytest.mark.slow
@pytest.mark.parametrize("room", ["finetune", "hea"])
def test_every_module_is_read_without_the_resource_module(room: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, room], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout.split()[-1]) > 25
