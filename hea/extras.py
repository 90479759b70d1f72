"""Packages that only some verbs need, by the group that installs them."""

from builder.errors import UserError

GROUPS = {
    "train": ("accelerate", "bitsandbytes", "codecarbon", "datasets", "peft", "pyarrow", "trl"),
    "draft": ("outlines", "outlines_core"),
    "eval": ("instructor", "ir_measures", "ragas", "rouge_score", "sacrebleu"),
    "bench": ("bm25s", "langchain_community", "pdfplumber", "pypdf"),
}


def lacking(error: ModuleNotFoundError) -> UserError | None:
    """What to tell of a package that is not installed; None if it is in no group: a bug of ours."""
    name = (error.name or "").split(".")[0]
    for group, packages in GROUPS.items():
        if name in packages:
            return UserError(f"This needs {name}, which is not installed.", install(group))
    return None


def install(group: str) -> str:
    """The command that installs a group."""
    return f"Run: pip install -c requirements.lock -e '.[{group}]'"
