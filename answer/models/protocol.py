"""What a language model must do to be asked here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from answer.prompts import Template

#: Called with all that was written so far, as it is written.
Watch = Callable[[str], None]

#: The base that the adapters of this project are made for, as hubs know it.
PHI2 = "microsoft/phi-2"
#: Tokens that passages may take where nothing is set: on a CPU every token of a prompt is a wait,
#: and with what stands around the passages these are read in one piece.
ON_CPU, ON_GPU = 350, 1500


@dataclass(frozen=True, slots=True)
class GenerationConfig:
    """How an answer is to be written."""

    tokens: int = 200
    """Most new tokens."""
    stops: tuple[str, ...] = ()
    temperature: float = 0.0
    """0 takes the likeliest token each time."""
    seed: int = 0
    schema: str = ""
    """A JSON schema that the answer is held to; "" leaves the model free."""
    seconds: float = 0.0
    """Most seconds it may take; 0 sets no limit."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model wrote, and at which cost."""

    text: str
    prompt_tokens: int
    new_tokens: int
    ended: str
    """`stop`, `length` or `interrupted`."""


class LanguageModel(Protocol):
    """Whatever continues a prompt."""

    @property
    def name(self) -> str:
        """As it is named on the command line."""

    @property
    def template(self) -> Template:
        """The prompt format it is asked in."""

    @property
    def window(self) -> int:
        """Most tokens of prompt and answer together."""

    @property
    def context_tokens(self) -> int:
        """Tokens that passages may take of a prompt where nothing else is said."""

    def count(self, prompt: str) -> int:
        """Tokens of a prompt as the model gets it."""

    def write(self, prompt: str, how: GenerationConfig, watch: Watch) -> Completion:
        """Continue a prompt. Ctrl-C ends it and keeps what came."""

    def write_all(self, prompts: Sequence[str], how: GenerationConfig) -> list[Completion]:
        """Continue several prompts, in their order. Raises KeyboardInterrupt on Ctrl-C: half an
        answer of many is none."""
