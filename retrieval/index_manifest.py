"""What an index was made of, under a seal: a damaged manifest or index file is never believed."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from builder.storage.files import write_atomic

_MANIFEST = "made.json"


@dataclass(frozen=True, slots=True)
class IndexManifest:
    """What an index was made of, and the checksum by which a damaged one is known."""

    embedder: str
    """Name and hash of the model that made the vectors."""
    model: str
    """What that model was asked for by: a name or a folder."""
    weights: str
    """The model's files as `Model.files` told them: while they are the same its hash holds."""
    kind: str
    """How the FAISS file holds the vectors; see `retrieval.vector_index`."""
    passages: int
    dimension: int
    content: str
    """The passages held: their number and the sums of their ids."""
    sha256: str
    """sha256 of the bytes of the FAISS file."""
    light: bool
    """Whether a light twin of the embedder was found to give its vectors."""


def read_manifest(folder: Path) -> IndexManifest | None:
    """The manifest of a finished index, or None if there is none or a byte of it has changed."""
    try:
        written = (folder / _MANIFEST).read_bytes()
        fields: dict[str, Any] = json.loads(written)
        del fields["seal"]
        manifest = IndexManifest(**fields)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return manifest if written == _sealed(manifest) else None


def write_manifest(folder: Path, manifest: IndexManifest) -> None:
    """Write the manifest complete or not at all."""
    write_atomic(folder / _MANIFEST, _sealed(manifest))


def remove_manifest(folder: Path) -> None:
    """From here on there is no index, until a new manifest is written."""
    (folder / _MANIFEST).unlink(missing_ok=True)


def _sealed(manifest: IndexManifest) -> bytes:
    """The manifest as it is written: its fields, and last the sha256 of them."""
    fields = asdict(manifest)
    seal = hashlib.sha256(json.dumps(fields).encode()).hexdigest()
    return (json.dumps({**fields, "seal": seal}, indent=1) + "\n").encode()
