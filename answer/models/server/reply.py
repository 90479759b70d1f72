"""Put an answer together from the events of a server, and tell a whole one from a broken one."""

import json
from typing import Any

from answer.models.server.event_stream import DONE, ServerEvent
from answer.models.server.own_words import ServerError, code_in, readable, words_in, words_of
from builder.errors import UserError

#: Reasons for which a server ends an answer that is whole, and one that took all its tokens.
_WHOLE = {"stop", "eos", "eos_token", "end_turn", "stop_sequence", "end", "complete", "completed"}
_FULL = {"length", "max_tokens", "max_output_tokens", "model_length"}
_TOOLS = {"tool_calls", "function_call", "tool_use"}
#: Fields beside `content` in which servers put what a model thinks.
_THOUGHTS = ("reasoning_content", "reasoning", "reasoning_details", "thinking", "thought")
_TEXTS = ("text", "output_text")


class ServerReply:
    """The answer of a server as far as it has come."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.text = ""
        """The content, thoughts between tags included."""
        self.usage: dict[str, Any] = {}
        self.reason = ""
        """Why it ended, as the server says; "" as long as it goes on."""
        self.thought = False
        """True if it came with thoughts in a field of their own."""
        self.called_tool = False
        self._done = False

    @property
    def is_full(self) -> bool:
        """Whether it ended because its tokens were used up."""
        return self.reason in _FULL

    @property
    def is_over(self) -> bool:
        """Whether the server has said that nothing more comes."""
        return self._done

    def take(self, event: ServerEvent) -> None:
        """Add an event.

        Raises:
            ServerError: It tells of an error, or of an answer that was broken off.
            UserError: It is nothing that an OpenAI-compatible server sends.
        """
        if event.data.strip() == DONE:
            self._done = True
        elif event.data.strip():
            self._take(event)

    def check_end(self) -> None:
        """Check, when no more comes, that the answer was ended by the server.

        Raises:
            ServerError: It was not.
        """
        if not self._done and not self.reason:
            raise ServerError("the stream ended without its last event", may_pass=True)

    def _take(self, event: ServerEvent) -> None:
        try:
            told = json.loads(event.data)
        except (ValueError, RecursionError) as error:
            if event.kind in ("", "message", "error"):
                raise self._unreadable(event) from error
            return
        if event.kind == "error" or _is_error(told):
            raise ServerError(words_in(told) or "an error without words", code_in(told))
        try:
            self._add(told)
        except (AttributeError, LookupError, TypeError) as error:
            raise _foreign() from error
        self._done = self._done or event.whole
        if self.reason and self.reason not in _WHOLE | _FULL | _TOOLS:
            raise ServerError(f"it ended the answer for the reason “{readable(self.reason)[:40]}”")

    def _unreadable(self, event: ServerEvent) -> Exception:
        if event.kind == "error":
            return ServerError(words_of(event.data))
        return ServerError("what came next cannot be read") if self.text else _foreign()

    def _add(self, told: Any) -> None:
        usage = told.get("usage")
        self.usage = usage if isinstance(usage, dict) else self.usage
        for choice in told.get("choices") or ():
            if choice.get("index"):
                continue  # a second answer, which was not asked for
            message = choice.get("delta") or choice.get("message") or {}
            self.text += self._content(message)
            self.thought |= any(message.get(field) for field in _THOUGHTS)
            self.called_tool |= bool(message.get("tool_calls") or message.get("function_call"))
            if trouble := message.get("refusal") or choice.get("error"):
                raise ServerError(words_in(trouble) or "an error without words", code_in(trouble))
            self.reason = str(choice.get("finish_reason") or self.reason).lower()

    def _content(self, message: dict[str, Any]) -> str:
        content = message.get("content") or ""
        if isinstance(content, str):
            return content
        self.thought |= any(part.get("type") in _THOUGHTS for part in content)
        texts = [part.get("text") or "" for part in content if part.get("type") in _TEXTS]
        return "".join(texts)


def _is_error(told: Any) -> bool:
    if isinstance(told, list):
        return bool(told) and _is_error(told[0])
    if not isinstance(told, dict):
        return False
    kind = (told.get("object"), told.get("type"))
    lacks_choices = "choices" not in told and any(told.get(name) for name in ("detail", "message"))
    return bool(told.get("error")) or "error" in kind or lacks_choices


def _foreign() -> UserError:
    return UserError(
        "The server's answer cannot be read: it is not what OpenAI's servers send.",
        "Check if the address is that of an OpenAI-compatible server.",
    )
