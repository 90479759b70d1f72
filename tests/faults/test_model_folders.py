"""Model folders and adapters that are broken or made to harm: one sentence, in bounded time."""

import json
import os
import shutil
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from safetensors.torch import load_file, save_file
from tiny_models import TARGETS, edited, tiny_adapter, tiny_model

from answer.models.adapters import MADE, load_adapter, write_made
from answer.models.load import load_model_by_name
from answer.models.model_files import check_folder
from answer.models.protocol import GenerationConfig, LanguageModel
from answer.prompts import CITED
from builder.errors import UserError

Harm = Callable[[Path], None]


def setting(name: str, value: Any) -> Harm:
    return lambda folder: edited(folder, "config.json", **{name: value})


def token_setting(name: str, value: Any) -> Harm:
    return lambda folder: edited(folder, "tokenizer_config.json", **{name: value})


def tensors(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Harm:
    def harm(folder: Path) -> None:
        [file] = folder.glob("*.safetensors")
        save_file(change(load_file(file)), file, {"format": "pt"})

    return harm


def tokenizer(**changes: Any) -> Harm:
    return lambda folder: edited(folder, "tokenizer.json", **changes)


def written(name: str, content: bytes) -> Harm:
    return lambda folder: (folder / name).write_bytes(content) and None  # type: ignore[func-returns-value]


def _header_too_large(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", 1 << 62) + b"{}")


def _list_of_shards(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "model-1.safetensors")
    (folder / "model.safetensors.index.json").write_text('{"weight_map": [1]}', "utf-8")


def _shards_in_a_list(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "model-1.safetensors")
    named = {"weight_map": {"lm_head.bias": ["model-1.safetensors"]}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(named), "utf-8")


def _replace(pattern: str, by: str) -> dict[str, Any]:
    return {"type": "Replace", "pattern": {"String": pattern}, "content": by}


BOMB = {"type": "Sequence", "normalizers": [_replace("e", "ee")] * 60}
#: It doubles a word that no trial reads.
HIDDEN_BOMB = {"type": "Sequence", "normalizers": [_replace("alloys", "alloysalloys")] * 60}
ANY_SIGN = {"type": "Replace", "pattern": {"Regex": "."}, "content": "a" * 30}
DECODER_BOMB = {"type": "Sequence", "decoders": [ANY_SIGN] * 3}
#: An expression that takes too many steps, at which the library panics.
PANIC = {
    "type": "Split", "pattern": {"Regex": "(e+)+$"}, "behavior": "Isolated", "invert": False,
}  # fmt: skip
LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
LATE_LOOP = "{% if messages[0].content|length > 400 %}" + LOOP + "{% endif %}{{ messages }}"

FOLDERS: dict[str, Harm] = {
    "a billion layers": setting("num_hidden_layers", 10**9),
    "layers in a part of it": setting("text_config", {"num_layers": 10**7}),
    "a billion heads": setting("num_attention_heads", 10**9),
    "no width": setting("hidden_size", 0),
    "a width below nothing": setting("hidden_size", -64),
    "a width of words": setting("hidden_size", "64; rm -rf"),
    "a vocabulary of a trillion": setting("vocab_size", 10**12),
    "a number that is none": setting("layer_norm_eps", "x"),
    "part of it in a list": setting("text_config", [1, 2]),
    "another kind's name": setting("model_type", ["phi"]),
    "an activation nobody knows": setting("hidden_act", "evil"),
    "a window below nothing": setting("max_position_embeddings", "many"),
    "one layer less": setting("num_hidden_layers", 1),
    "one layer more": setting("num_hidden_layers", 3),
    "no tensors": tensors(lambda all_: {}),
    "a tensor less": tensors(lambda all_: dict(list(all_.items())[:-1])),
    "a tensor too much": tensors(lambda all_: all_ | {"model.evil": all_["lm_head.bias"].clone()}),
    "tensors by other names": tensors(lambda all_: {f"x{k}": v for k, v in all_.items()}),
    "tensors of other shapes": tensors(lambda all_: {k: v[:1].clone() for k, v in all_.items()}),
    "a header without an end": _header_too_large,
    "an index of nothing": written("model.safetensors.index.json", b"[]"),
    "a map that is a list": _list_of_shards,
    "a map to lists": _shards_in_a_list,
    "settings too large": written("config.json", b" " * ((1 << 26) + 1)),
    "settings that are no UTF-8": written("config.json", b"\xff\xfe{}"),
    "a tokenizer of nothing": written("tokenizer.json", b"{}"),
    "a tokenizer of brackets": written("tokenizer.json", b"[" * 100_000),
    "a tokenizer without words": tokenizer(model={"type": "BPE", "vocab": {}, "merges": []}),
    "a text that doubles": tokenizer(normalizer=BOMB),
    "a text that doubles at one word": tokenizer(normalizer=HIDDEN_BOMB),
    "an answer that grows as it is decoded": tokenizer(decoder=DECODER_BOMB),
    "an expression that panics": tokenizer(pre_tokenizer=PANIC),
    "a template in a loop": token_setting("chat_template", LOOP),
    "a template in a loop in a file": written("chat_template.jinja", LOOP.encode()),
    "a loop in a template for a long question": token_setting("chat_template", LATE_LOOP),
    "a template that reaches out": token_setting("chat_template", "{{ ''.__class__.__mro__ }}"),
    "a template of wide ranges": token_setting("chat_template", "{{ range(10**9)|list }}"),
    "a template that fills the memory": token_setting("chat_template", "{{ 'x' * 10**12 }}"),
    "a template that is none": token_setting("chat_template", "{% for %}"),
    "a template that is a number": token_setting("chat_template", 7),
    "a kind of tokenizer nobody knows": token_setting("tokenizer_class", 5),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("models") / "phi")


@pytest.fixture(scope="module")
def adapted(good: Path) -> Path:
    """An adapter of the good model, as `hea train` leaves it."""
    folder = tiny_adapter(good.parent / "tuned", good, TARGETS["phi"])
    write_made(folder, str(good), CITED)
    return folder


@pytest.fixture(autouse=True)
def short_trials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answer.models.folders.tokenizer_trial._SECONDS", 6)


def loaded(folder: Path) -> LanguageModel:
    return load_model_by_name(f"path:{folder}", "", folder)


@pytest.mark.fault("F63", len(FOLDERS))
@pytest.mark.parametrize("harm", FOLDERS)
def test_a_folder_that_is_wrong_is_told_in_a_sentence(
    harm: str, good: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(good, tmp_path / "phi")
    FOLDERS[harm](folder)
    begun = time.process_time()
    with pytest.raises(UserError) as told:
        loaded(folder)
    assert len(f"{told.value}") < 600
    assert time.process_time() - begun < 20


@pytest.mark.fault("F63")
def test_a_folder_that_is_whole_loads_and_writes_as_we_ask(good: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(good, tmp_path / "phi")
    how = GenerationConfig(tokens=4)
    before = loaded(folder).write("Why?", how, lambda text: None)
    odd = {"num_beams": 50, "min_new_tokens": 10**6, "num_return_sequences": 9, "bos_token_id": 0,
           "eos_token_id": 0, "custom_generate": "evil/code"}  # fmt: skip
    (folder / "generation_config.json").write_text(json.dumps(odd), "utf-8")
    assert loaded(folder).write("Why?", how, lambda text: None) == before


@pytest.mark.fault("F63")
def test_tokens_without_weights_are_told_before_the_model_reads_them(
    good: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(good, tmp_path / "phi")
    words = {"type": "WordLevel", "vocab": {"Why": 10**6}, "unk_token": "Why"}
    tokenizer(model=words)(folder)
    with pytest.raises(UserError, match="does not belong to its weights"):
        loaded(folder).write("Why?", GenerationConfig(tokens=4), lambda text: None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes with names")
@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model-2.safetensors", "notes"])
def test_no_pipe_is_waited_for(name: str, good: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(good, tmp_path / "phi")
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    with pytest.raises(UserError, match="neither a file nor a folder"):
        check_folder(folder)


def adapter_setting(name: str, value: Any) -> Harm:
    return lambda folder: edited(folder, "adapter_config.json", **{name: value})


ADAPTERS: dict[str, Harm] = {
    "a kind nobody knows": adapter_setting("peft_type", "EVIL"),
    "prompts of a hub's tokenizer": adapter_setting("peft_type", "PROMPT_TUNING"),
    "adapters elsewhere": adapter_setting("peft_type", "XLORA"),
    "a library by name": adapter_setting("megatron_core", "evil"),
    "a class by name": adapter_setting("auto_mapping", {"parent_library": "evil"}),
    "a rank of a billion": adapter_setting("r", 10**9),
    "a rank below nothing": adapter_setting("r", -1),
    "a rank of words": adapter_setting("r", "4"),
    "a rank for one": adapter_setting("rank_pattern", {"q_proj": 10**9}),
    "a pattern that never ends": adapter_setting("target_modules", "(.*.*.*.*.*.*)*x"),
    "patterns of ranks": adapter_setting("alpha_pattern", {"(a+)+$": 3}),
    "layers ten million times": adapter_setting("layer_replication", [[0, 2]] * 10**5),
    "modules without an end": adapter_setting("modules_to_save", ["lm_head"] * 10**6),
    "no modules": adapter_setting("target_modules", ["nothing"]),
    "other modules": adapter_setting("target_modules", ["q_proj"]),
    "more modules": adapter_setting("target_modules", [*TARGETS["phi"], "fc1"]),
    "weights of a hub": adapter_setting("eva_config", {"rho": 2}),
    "a base taken apart without an end": adapter_setting("init_lora_weights", "pissa_niter_999999"),
    "a factor of words": adapter_setting("lora_alpha", "x"),
    "no tensors": tensors(lambda all_: {}),
    "a tensor less": tensors(lambda all_: dict(list(all_.items())[1:])),
    "a tensor too much": tensors(
        lambda all_: all_ | {"x.lora_A.weight": next(iter(all_.values())).clone()}
    ),
    "other shapes": tensors(lambda all_: {k: v[:, :1].clone() for k, v in all_.items()}),
    "damaged weights": written("adapter_model.safetensors", struct.pack("<Q", 1 << 62)),
    "settings in a list": written("adapter_config.json", b"[]"),
}


@pytest.mark.fault("F63", len(ADAPTERS))
@pytest.mark.parametrize("harm", ADAPTERS)
def test_an_adapter_that_is_wrong_is_told_in_a_sentence(
    harm: str, adapted: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(adapted, tmp_path / "tuned")
    load_adapter(folder, "adapter:tuned")
    ADAPTERS[harm](folder)
    begun = time.process_time()
    with pytest.raises(UserError):
        load_adapter(folder, "adapter:tuned")
    assert time.process_time() - begun < 10


@pytest.mark.fault("F64")
def test_no_hub_is_asked_for_what_an_adapter_alone_names(
    adapted: Path, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def hub(name: str, local_files_only: bool = False, **_: object) -> str:
        if not local_files_only:
            asked.append(name)
        raise OSError("no network")

    monkeypatch.setattr("huggingface_hub.snapshot_download", hub)
    adapters = tmp_path / "adapters"
    folder = shutil.copytree(adapted, adapters / "tuned")
    made = json.loads((folder / MADE).read_text("utf-8"))
    for base in ("evil/model", "../../other", "/etc", ["evil"], "evil/../model"):
        (folder / MADE).write_text(json.dumps(made | {"base": base}), "utf-8")
        for named in ("", "also/named"):
            with pytest.raises(UserError):
                load_model_by_name("adapter:tuned", named, adapters)
    assert set(asked) <= {"also/named"}
    (folder / MADE).write_text(json.dumps(made | {"base": "evil/model"}), "utf-8")
    assert load_model_by_name("adapter:tuned", str(good), adapters).name == "adapter:tuned"
