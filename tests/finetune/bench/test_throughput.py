"""Ways of training side by side, and one training by two processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from small_library import Run
from tiny_models import tiny_model
from toy_lessons import QUICK, write_dataset

from finetune.bench.matrix_rate import matrix_rate
from finetune.bench.throughput import ON_CPU, ON_GPU
from finetune.training.log import read_log

ROOT = Path(__file__).resolve().parents[3]


def test_each_way_is_measured_beside_the_usual_one(hea: Run) -> None:
    code, out, err = hea("bench", "train", "--rows", "20", "--json")
    assert code == 0, err
    found = json.loads(out)
    assert [one["way"] for one in found["ways"]] == list(ON_GPU if found["on_gpu"] else ON_CPU)
    assert found["ways"][0]["ratio"] == 1
    for one in found["ways"]:
        assert one["tokens_per_second"] > 0
        assert one["mfu"] > 0
        # All read the same rows once in a few steps: they learn as much.
        assert one["val_loss"] == pytest.approx(found["ways"][0]["val_loss"], rel=0.02)


def test_the_rate_of_matrix_products_is_a_rate() -> None:
    assert 1e9 < matrix_rate("fp32") < 1e16


def test_the_fsdp_settings_are_such_as_accelerate_reads() -> None:
    from accelerate.commands.config.config_args import ClusterConfig

    path = ROOT / "finetune" / "accelerate" / "fsdp.yaml"
    settings = yaml.safe_load(path.read_text("utf-8"))
    assert ClusterConfig.from_yaml_file(str(path)).fsdp_config == settings["fsdp_config"]


@pytest.mark.slow
def test_two_processes_learn_what_one_does(tmp_path: Path) -> None:
    """By `accelerate launch` on processors (gloo): their batches are one, twice as large."""
    base = tiny_model(tmp_path / "phi")
    (tmp_path / "corpus").mkdir()
    write_dataset(tmp_path / "data" / "dataset", 40)
    flags = [*QUICK, "distractors=0", "packing=false", "dropout=0", "preview_steps=0", "epochs=1"]
    flags.append("accumulate=2")
    words = [word for flag in flags for word in ("--set", flag)]
    verb = ["train", "--base", str(base), "--workspace", str(tmp_path), *words]
    port = str(20_000 + os.getpid() % 20_000)
    launch = [
        *(sys.executable, "-m", "accelerate.commands.launch", "--multi_gpu", "--num_machines", "1"),
        *("--num_processes", "2", "--mixed_precision", "no", "--dynamo_backend", "no"),
        *("--main_process_port", port, "-m", "hea"),
    ]
    one = [sys.executable, "-m", "hea"]
    for name, command, batch in (("two", launch, 2), ("one", one, 4)):
        done = subprocess.run(
            [*command, *verb, "--name", name, "--set", f"batch={batch}"],
            cwd=ROOT,
            env=os.environ | {"OMP_NUM_THREADS": "1", "ACCELERATE_USE_CPU": "true"},
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr[-3000:]
    logs = [
        read_log(tmp_path / "data" / "adapters" / name / "log.jsonl") for name in ("two", "one")
    ]
    two, alone = ([row["loss"] for row in log if "loss" in row] for log in logs)
    assert len(two) == len(alone) == 4
    assert two == pytest.approx(alone, rel=1e-4)
    assert logs[0][-1]["val_loss"] == pytest.approx(logs[1][-1]["val_loss"], rel=1e-4)
    made = json.loads((tmp_path / "data" / "adapters" / "two" / "made.json").read_text("utf-8"))
    assert made["hardware"]["processes"] == 2
