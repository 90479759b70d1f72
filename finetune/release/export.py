"""Export an adapter: as an archive, to a hub, or into llama.cpp."""

import shlex
import zipfile
from pathlib import Path

from answer.prompts import Template
from builder.errors import UserError
from builder.storage.temporary import new_file
from retrieval.model_hub import troubles

#: What belongs to an adapter; nothing that could run code, no checkpoints, no optimizer.
_KINDS = {
    ".safetensors", ".json", ".jsonl", ".toml", ".txt", ".model", ".jinja", ".md", ".png", ".html",
}  # fmt: skip
#: Of no use once the training is over.
_OF_TRAINING = {"begun.json"}
#: The least date an archive can hold, so that its bytes do not depend on when it was made.
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: For models without turns: a server that speaks in turns would put marks of its own around.
_AS_IT_IS = "{% for message in messages %}{{ message.content }}{% endfor %}"


def shipped(adapter: Path) -> list[Path]:
    """List the files of an adapter that others need, by name."""
    return sorted(
        file
        for file in adapter.iterdir()
        if file.is_file()
        and not file.is_symlink()
        and file.suffix in _KINDS
        and not file.name.startswith(".")
        and file.name not in _OF_TRAINING
    )


def pack(adapter: Path, to: Path) -> list[str]:
    """Write an archive of an adapter, the same bytes for the same files; return their names."""
    files = shipped(adapter)
    with (
        new_file(to) as zipped,
        zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
    ):
        for file in files:
            entry = zipfile.ZipInfo(f"{adapter.name}/{file.name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with file.open("rb") as data, archive.open(entry, "w") as out:
                while part := data.read(1 << 20):
                    out.write(part)
    return [file.name for file in files]


def push(adapter: Path, repository: str, private: bool) -> str:
    """Send an adapter's files to a hub, and nothing else; return their address.

    Raises:
        UserError: The hub did not take them.
    """
    from huggingface_hub import HfApi

    try:
        api = HfApi()
        where = api.create_repo(repository, private=private, exist_ok=True)
        api.upload_folder(
            folder_path=adapter,
            repo_id=repository,
            allow_patterns=[file.name for file in shipped(adapter)],
        )
    except troubles() as error:
        raise UserError(
            f"The hub did not take {repository}.", "Log in with `hf auth login`, and see the name."
        ) from error
    return str(where)


def gguf_commands(
    name: str, merged: Path, template: Template, window: int, has_turns: bool
) -> list[str]:
    """Return the commands that turn a merged model into a file of llama.cpp, serve and ask it.

    Weights of 4 bits (Q4_K_M); the cache stays in 16, since Phi-2's heads of 80 fit no smaller one.

    Args:
        name: Of the adapter.
        merged: The folder of the merged model.
        template: The prompt format that it was trained in.
        window: Most tokens that it reads at once.
        has_turns: Its tokenizer has a chat template of its own.
    """
    bare = "" if has_turns else f" --jinja --chat-template {shlex.quote(_AS_IT_IS)}"
    folder, full, small = shlex.quote(str(merged)), f"{name}-f16.gguf", f"{name}-q4_k_m.gguf"
    return [
        "git clone https://github.com/ggml-org/llama.cpp",
        "pip install -r llama.cpp/requirements/requirements-convert_hf_to_gguf.txt",
        f"python llama.cpp/convert_hf_to_gguf.py {folder} --outtype f16 --outfile {full}",
        "cmake -S llama.cpp -B llama.cpp/build && cmake --build llama.cpp/build --config Release",
        f"llama.cpp/build/bin/llama-quantize {full} {small} Q4_K_M",
        f"llama.cpp/build/bin/llama-server -m {small} -c {window} --port 8080{bare}",
        f'hea ask --model endpoint:http://localhost:8080#{name} --prompt {template.id} "…"',
    ]
