"""Small stand-ins for machines that are slow to load."""

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np

from answer.models.protocol import Completion, GenerationConfig, Watch
from answer.prompts import CITED, Template
from retrieval.embedder import EmbedderFolder, Vectors


class WordEmbedder:
    """A bag of words hashed into 64 dimensions; a token is a word."""

    name = "words@1"
    window = 48

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def count_tokens(self, text: str) -> int:
        return len(re.findall(r"\w+", text)) + 2

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        vectors = np.zeros((len(texts), 64), np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()) or ["nothing"]:
                vectors[row, hashlib.sha256(word.encode()).digest()[0] % 64] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def loads(embedder: WordEmbedder):
    """A loader that gives this embedder, whatever model is asked for."""

    def load(model: EmbedderFolder) -> WordEmbedder:
        embedder.name = model.name
        return embedder

    return load


class ScriptedChat:
    """A model that writes what it is told, or what a function makes of the prompt."""

    name = "scripted"
    window = 2048
    context_tokens = 400

    def __init__(self, says: str | Callable[[str], str], template: Template = CITED) -> None:
        self.says, self.template = says, template
        self.prompts: list[str] = []

    def count(self, prompt: str) -> int:
        return len(re.findall(r"\w+|[^\w\s]", prompt))

    def write(self, prompt: str, how: GenerationConfig, watch: Watch) -> Completion:
        self.prompts.append(prompt)
        text = self.says if isinstance(self.says, str) else self.says(prompt)
        watch(text)
        return Completion(text, self.count(prompt), self.count(text), "stop")

    def write_all(self, prompts: Sequence[str], how: GenerationConfig) -> list[Completion]:
        return [self.write(prompt, how, lambda text: None) for prompt in prompts]
