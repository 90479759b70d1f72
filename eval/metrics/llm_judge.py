"""Ask a language model for verdicts: JSON of a given shape, or no verdict.

Where the model can be constrained to a schema, it is. Still its text may be cut off, give a verdict
of 7, or, behind a server that knows no schemas, be prose. Then the model is asked again a bounded
number of times, at a higher temperature; all that it wrote is kept in any case.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from answer.models.openai_server import OpenAIServer
from answer.models.protocol import GenerationConfig, LanguageModel
from builder.errors import UserError

if TYPE_CHECKING:
    from pydantic import BaseModel

#: How often one question is put to a judge, and the temperature after the first time.
_ATTEMPTS = 3
_RETRY_TEMPERATURE = 0.7
#: Most tokens of a verdict, and the room without which none is asked for.
MOST_TOKENS, _LEAST_TOKENS = 768, 48
#: What a model that does not stop writes next, as ragas' prompts show it.
_STOPS = ("\nExample ", "\nInput:", "\ninput:", "\n-----")
#: Field of ragas' schemas → the values that a verdict may have.
_MARKS = {"verdict": (0, 1), "attributed": (0, 1), "noncommittal": (0, 1), "rating": (0, 1, 2)}

Shape = TypeVar("Shape", bound="BaseModel")


@dataclass(frozen=True, slots=True)
class JudgeCall:
    """One question to a judge, all that it wrote, and the verdict if there is one."""

    shape: str
    """The name of the shape that was wanted."""
    prompt: str
    wrote: tuple[str, ...]
    """What it wrote, attempt by attempt."""
    verdict: dict[str, Any] | None
    trouble: str
    """Why there is no verdict; "" where there is one."""


class NoVerdictError(Exception):
    """A judge gave no verdict that can be used."""


class LlmJudge:
    """A model that is asked for verdicts, and the record of the calls to it."""

    def __init__(self, chat: LanguageModel, tokens: int = MOST_TOKENS) -> None:
        """Take the model, and the most tokens of a verdict."""
        self.chat, self._tokens = chat, tokens
        self._calls: list[JudgeCall] = []

    @property
    def name(self) -> str:
        """The model's name."""
        return self.chat.name

    def taken(self) -> tuple[JudgeCall, ...]:
        """Return the calls since this was last called, and forget them."""
        calls, self._calls = tuple(self._calls), []
        return calls

    def ask(self, prompt: str, shape: type[Shape]) -> Shape:
        """Return a verdict of this shape.

        Raises:
            NoVerdictError: None of the attempts gave one.
        """
        wrote: list[str] = []
        schema = json.dumps(shape.model_json_schema())
        how = GenerationConfig(self._room(prompt), _STOPS, schema=schema)
        trouble = "the prompt is longer than the judge can read"
        attempts = _ATTEMPTS if how.tokens >= _LEAST_TOKENS else 0
        for attempt in range(attempts):
            free = replace(how, temperature=_RETRY_TEMPERATURE if attempt else 0.0, seed=attempt)
            try:
                written = self.chat.write(prompt, free, lambda text: None)
            except UserError as error:
                trouble = error.message
                break
            if written.ended == "interrupted":
                raise KeyboardInterrupt
            wrote.append(written.text)
            found = _find_verdict(written.text, shape)
            if found is not None:
                self._calls.append(
                    JudgeCall(shape.__name__, prompt, tuple(wrote), found.model_dump(), "")
                )
                return found
            cut = " and was cut off" if written.ended == "length" else ""
            trouble = f"the judge wrote no {shape.__name__}{cut}, {attempt + 1} times"
        self._calls.append(JudgeCall(shape.__name__, prompt, tuple(wrote), None, trouble))
        raise NoVerdictError(trouble)

    def _room(self, prompt: str) -> int:
        """Return the tokens left for a verdict; only a server knows its own window."""
        if isinstance(self.chat, OpenAIServer):
            return self._tokens
        return min(self._tokens, self.chat.window - self.chat.count(prompt))


def _find_verdict(text: str, shape: type[Shape]) -> Shape | None:
    """Return the first object in a text that has the shape, with marks on their scale."""
    for start in (place for place, letter in enumerate(text) if letter == "{"):
        try:
            found, _ = json.JSONDecoder().raw_decode(text, start)
            verdict = shape.model_validate(found)
        except (ValueError, RecursionError):
            continue
        marks = _marks(verdict.model_dump())
        if all(value in _MARKS[name] for name, value in marks):
            return verdict
    return None


def _marks(verdict: Any) -> Iterator[tuple[str, Any]]:
    """Yield the name and value of every mark in a verdict, at any depth."""
    if isinstance(verdict, dict):
        for name, value in verdict.items():
            if name in _MARKS:
                yield name, value
            else:
                yield from _marks(value)
    elif isinstance(verdict, list):
        for item in verdict:
            yield from _marks(item)
