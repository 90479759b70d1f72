"""Write the built-in embedder's folder from that of all-MiniLM-L6-v2 as its authors give it.

`python tests/tools/pack_embedder.py FOLDER`: weights are rounded to 16 bits, and tensors of which
no sentence vector is made are left out. The sums that it prints go into
`retrieval/embedding/model_folder.py`.
"""

import hashlib
import shutil
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "retrieval" / "embedding" / "minilm"
WEIGHTS = "model.safetensors"
SETTINGS = (
    "1_Pooling/config.json",
    "config.json",
    "config_sentence_transformers.json",
    "modules.json",
    "sentence_bert_config.json",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer_config.json",
)


def main() -> None:
    folder = Path(sys.argv[1])
    kept = {
        name: tensor.astype(np.float16)
        for name, tensor in load_file(folder / WEIGHTS).items()
        if tensor.dtype == np.float32 and not name.startswith("pooler.")
    }
    save_file(kept, HERE / WEIGHTS, metadata={"format": "pt"})
    for name in SETTINGS:
        shutil.copyfile(folder / name, HERE / name)
    for name in (WEIGHTS, "tokenizer.json"):
        print(hashlib.sha256((HERE / name).read_bytes()).hexdigest(), name)


if __name__ == "__main__":
    main()
