"""Packages that only some verbs need, by the extra of pyproject.toml that installs them."""

from builder.errors import UserError

GROUPS = {
    "models": ("safetensors", "sentence_transformers", "torch", "transformers"),
    "plot": ("matplotlib",),
    "train": ("accelerate", "bitsandbytes", "codecarbon", "datasets", "peft", "pyarrow", "trl"),
    "cluster": ("cryptography", "dask", "dask_jobqueue", "distributed"),
    "draft": ("outlines", "outlines_core"),
    "eval": ("instructor", "ir_measures", "ragas", "rouge_score", "sacrebleu", "scipy"),
    "bench": ("bm25s", "langchain_community", "pdfplumber", "pypdf"),
}


def lacking(error: ModuleNotFoundError) -> UserError | None:
    """Return what to tell of a missing package; None if no extra installs it, which is a bug."""
    name = (error.name or "").split(".")[0]
    for group, packages in GROUPS.items():
        if name in packages:
            return UserError(f"This needs {name}, which is not installed.", install(group))
    return None


def install(group: str) -> str:
    """Return the advice that installs an extra."""
    return f"Run: pip install -c requirements.lock -e '.[{group}]'"
