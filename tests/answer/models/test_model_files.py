"""Model folders made to harm: refused before anything in them is loaded, and no code runs."""

import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_models import edited, tiny_model

from answer.models.load import load_model_by_name
from answer.models.model_files import check_folder, find_base, fingerprint, is_on_disk
from builder.errors import UserError


class _Evil:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (_touch, (str(self.mark),))


def _touch(mark: str) -> None:
    Path(mark).touch()


def _code(folder: Path, mark: Path, name: str) -> None:
    (folder / "evil.py").write_text(f"open({str(mark)!r}, 'w')\nclass Evil: pass\n", "utf-8")
    edited(folder, name, auto_map={"AutoModelForCausalLM": "evil.Evil", "AutoTokenizer": "evil.E"})


def pickled(folder: Path, mark: Path) -> None:
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(_Evil(mark)))


def pickle_named_safe(folder: Path, mark: Path) -> None:
    (folder / "model.safetensors").write_bytes(pickle.dumps(_Evil(mark)))


def code_of_a_model(folder: Path, mark: Path) -> None:
    _code(folder, mark, "config.json")


def code_of_a_tokenizer(folder: Path, mark: Path) -> None:
    _code(folder, mark, "tokenizer_config.json")


def link_out(folder: Path, mark: Path) -> None:
    outside = folder.parent / "outside.safetensors"
    (folder / "model.safetensors").rename(outside)
    (folder / "model.safetensors").symlink_to(outside)


def index_out(folder: Path, mark: Path) -> None:
    (folder / "model.safetensors").rename(folder / "model-1.safetensors")
    index = {"weight_map": {"lm_head.weight": "../../etc/passwd"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), "utf-8")


def index_absolute(folder: Path, mark: Path) -> None:
    index = {"weight_map": {"lm_head.weight": "/etc/passwd"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), "utf-8")


def torn(folder: Path, mark: Path) -> None:
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[:2000])


def no_settings(folder: Path, mark: Path) -> None:
    (folder / "config.json").unlink()


def deep_settings(folder: Path, mark: Path) -> None:
    (folder / "config.json").write_text("[" * 100_000, "utf-8")


def unknown_kind(folder: Path, mark: Path) -> None:
    edited(folder, "config.json", model_type="nobody-knows", architectures=["Nobody"])


HARMS = (
    pickled, pickle_named_safe, code_of_a_model, code_of_a_tokenizer, link_out, index_out,
    index_absolute, torn, no_settings, deep_settings, unknown_kind,
)  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("good") / "phi")


@pytest.mark.fault("F15")
@pytest.mark.parametrize("harm", HARMS)
def test_a_folder_made_to_harm_is_refused_in_a_sentence(
    good: Path, tmp_path: Path, harm: Callable[[Path, Path], None]
) -> None:
    folder, mark = tmp_path / "model", tmp_path / "code ran"
    shutil.copytree(good, folder)
    harm(folder, mark)
    with pytest.raises(UserError) as refusal:
        load_model_by_name(f"path:{folder}", "", tmp_path)
    assert refusal.value.hint
    assert not mark.exists()


def test_a_good_folder_passes_and_so_does_a_hubs_cache(good: Path, tmp_path: Path) -> None:
    check_folder(good)
    blobs = tmp_path / "models--a--b" / "blobs"
    snapshot = tmp_path / "models--a--b" / "snapshots" / "0abc"
    blobs.mkdir(parents=True)
    snapshot.mkdir(parents=True)
    for file in good.iterdir():
        shutil.copy(file, blobs / file.name)
        (snapshot / file.name).symlink_to(blobs / file.name)
    check_folder(snapshot)


def test_two_sets_of_weights_have_two_fingerprints(good: Path, tmp_path: Path) -> None:
    other = tiny_model(tmp_path / "phi3", "phi3")
    assert fingerprint(good) == fingerprint(good) != fingerprint(other)


def test_a_name_no_hub_can_give_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(UserError, match="There is no folder"):
        find_base(str(tmp_path / "none"))
    with pytest.raises(UserError, match="it could not be downloaded"):
        find_base("nobody/nothing-of-this-name")
    assert not is_on_disk("nobody/nothing-of-this-name")
    assert is_on_disk(str(tmp_path))


@pytest.mark.parametrize("absent", ["torch", "transformers"])
def test_nothing_is_downloaded_that_could_not_run_here(
    absent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("huggingface_hub.snapshot_download", lambda name, **_: asked.append(name))
    monkeypatch.setattr(
        "answer.models.model_files.find_spec", lambda name: None if name == absent else name
    )
    with pytest.raises(ModuleNotFoundError) as refused:
        find_base("nobody/nothing-of-this-name")
    assert refused.value.name == absent
    assert asked == []
    assert find_base(str(tmp_path)) == tmp_path.resolve()
