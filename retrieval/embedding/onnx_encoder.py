"""Run the sentence embedder's model by onnxruntime, which embeds a corpus without torch.

The graph is written anew each time, in milliseconds; its constants are the weights in the model's
own safetensors.
"""

import concurrent.futures  # its pools are loaded when they are first named
import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from retrieval.embedding.bert_graph import BertGraph
from retrieval.embedding.model_folder import EmbedderFolder, Vectors
from retrieval.embedding.stored_tensors import stored_tensors
from retrieval.embedding.word_pieces import WordPieces
from retrieval.model_hub import loading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The least kind of message that onnxruntime prints; errors are raised, too.
_FATAL = 4


class OnnxEmbedder:
    """A BERT sentence encoder in onnxruntime, float32.

    Every text is run by itself, unpadded, on one thread, so that its vector depends on that text
    alone, to the last bit; several texts are run side by side.
    """

    def __init__(self, found: EmbedderFolder) -> None:
        """Load a model for which `numpy_encoder.is_supported` holds.

        Raises:
            UserError: Its weights cannot be loaded, or lack a tensor.
        """
        import onnxruntime

        weights = (found.folder / "model.safetensors").resolve()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _FATAL
        options.add_session_config_entry(
            "session.model_external_initializers_file_folder_path", str(weights.parent)
        )
        self._pieces = WordPieces(found.folder)
        self.name = found.name
        self.window = self._pieces.window
        self.count_tokens = self._pieces.count
        config = json.loads((found.folder / "config.json").read_text("utf-8"))
        with loading(f"The embedder in {found.folder}", "Fetch the model again."):
            graph = BertGraph(weights.name, stored_tensors(weights), config)
            self._session = onnxruntime.InferenceSession(
                graph.written(), options, providers=["CPUExecutionProvider"]
            )
            self._forward("alloy")  # settings that do not fit the weights come to light here

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension), float32."""
        import numpy as np

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as cores:
            return np.stack(list(cores.map(self._forward, texts)))

    def _forward(self, text: str) -> "NDArray[np.float32]":
        import numpy as np

        ids = np.array(self._pieces.ids(text), np.int64)
        places = np.arange(len(ids), dtype=np.int64)
        (mean,) = self._session.run(None, {"ids": ids, "places": places})
        return np.asarray(mean / np.linalg.norm(mean), np.float32)
