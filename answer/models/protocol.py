"""The protocol of a language model, its generation settings and its completions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from answer.prompts import Template

#: Called with all of the answer that is written so far, at each step.
Watch = Callable[[str], None]

#: The base model that the adapters of this project are made for, by its name on hubs.
PHI2 = "microsoft/phi-2"
#: Tokens that passages may take of a prompt where nothing is set. On a CPU each token of a prompt
#: costs waiting time; 350 and the rest of the template are read in one chunk (kv_cache).
ON_CPU, ON_GPU = 350, 1500


@dataclass(frozen=True, slots=True)
class GenerationConfig:
    """The settings by which a model continues a prompt."""

    tokens: int = 200
    """Most new tokens."""
    stops: tuple[str, ...] = ()
    temperature: float = 0.0
    """0 takes the likeliest token at each step."""
    seed: int = 0
    schema: str = ""
    """A JSON schema that the answer must follow; "" leaves the model free."""
    seconds: float = 0.0
    """Most seconds it may take; 0 sets no limit."""


@dataclass(frozen=True, slots=True)
class Completion:
    """The text that a model wrote, and its cost in tokens."""

    text: str
    prompt_tokens: int
    new_tokens: int
    ended: str
    """`stop`, `length` or `interrupted`."""


class LanguageModel(Protocol):
    """A model that continues prompts: in this process or behind a server."""

    @property
    def name(self) -> str:
        """Its name on the command line."""

    @property
    def template(self) -> Template:
        """The prompt template that it is asked with."""

    @property
    def window(self) -> int:
        """Most tokens of prompt and answer together."""

    @property
    def context_tokens(self) -> int:
        """Tokens that passages may take of a prompt where nothing else is set."""

    def count(self, prompt: str) -> int:
        """Count the tokens of a prompt as the model reads it."""

    def write(self, prompt: str, how: GenerationConfig, watch: Watch) -> Completion:
        """Continue a prompt; Ctrl-C ends the answer and keeps what was written."""

    def write_all(self, prompts: Sequence[str], how: GenerationConfig) -> list[Completion]:
        """Continue several prompts and return the completions in their order.

        Raises:
            KeyboardInterrupt: On Ctrl-C; no completion of the batch is kept.
        """
