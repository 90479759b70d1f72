"""Read and write the manifest of an index, whose checksums detect damage to it or the index."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from builder.storage.files import write_atomic

_MANIFEST = "made.json"


@dataclass(frozen=True, slots=True)
class IndexManifest:
    """The model and passages that an index was made of, and the checksum of its file."""

    embedder: str
    """Name and hash of the model that made the vectors."""
    model: str
    """The name or folder that the model was asked for by."""
    weights: str
    """`EmbedderFolder.files` of the model: while it is the same, so is the model's hash."""
    kind: str
    """How the FAISS file holds the vectors; see `retrieval.vector_index`."""
    passages: int
    dimension: int
    content: str
    """Number of the passages and the sums of both halves of their ids."""
    sha256: str
    """sha256 of the bytes of the FAISS file."""
    light: bool
    """Whether the numpy encoder was found to give the embedder's vectors."""


def read_manifest(folder: Path) -> IndexManifest | None:
    """Return the manifest of a finished index; None if it is missing or a byte has changed."""
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
    """Remove the manifest: until a new one is written there is no index."""
    (folder / _MANIFEST).unlink(missing_ok=True)


def _sealed(manifest: IndexManifest) -> bytes:
    """Return the manifest as it is written: its fields, and last the sha256 of them."""
    fields = asdict(manifest)
    seal = hashlib.sha256(json.dumps(fields).encode()).hexdigest()
    return (json.dumps({**fields, "seal": seal}, indent=1) + "\n").encode()
