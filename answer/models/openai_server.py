"""A model behind an OpenAI-compatible server (Ollama, vLLM, llama.cpp), named by its address."""

import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import httpx

from answer.models.protocol import ON_GPU, Completion, GenerationConfig, Watch
from answer.models.stopping import has_ended
from answer.prompts import CITED, Template
from builder.errors import UserError

#: The environment variable of the API key, which is sent to the named server alone.
KEY = "HEA_API_KEY"
_LOGIN = re.compile(r"//[^/@#]*@")
_ATTEMPTS = 3
#: Seconds before the first retry; each further one waits twice as long.
_WAIT = 0.5
#: Tokens of prompt and answer. Servers cut a longer prompt silently (Ollama's default was 2,048).
_WINDOW = 2048
#: Most seconds for a connection, between two bytes, and for an answer.
_CONNECT, _SILENCE, _WHOLE = 5.0, 120.0, 600.0
_MOST_BYTES = 1 << 20
#: Most characters of one token; a server that writes more than it was asked for is cut off.
_MOST_OF_A_TOKEN = 20
_LOCAL = {"localhost", "127.0.0.1", "::1"}


class OpenAIServer:
    """A model on a server, as a `LanguageModel`; requests go to the address given and no other."""

    def __init__(
        self,
        url: str,
        model: str,
        template: Template = CITED,
        silence: float = _SILENCE,
        wait: float = _WAIT,
    ) -> None:
        """Check an address and keep the settings; nothing is sent yet.

        Args:
            url: The server's address, with a login if it needs one.
            model: The model's name on the server.
            template: The prompt template it is asked with.
            silence: Seconds without a byte after which a request is given up.
            wait: Seconds before the first retry.

        Raises:
            UserError: If the address is none, names no model, or would send a key unencrypted.
        """
        # A login in the address goes into a header, so that no message, log or file shows it.
        shown, parts = _LOGIN.sub("//", url), _split(url)
        if parts is None:
            raise UserError(
                f"“{shown}” is no address of a server.",
                "Write endpoint:http://localhost:11434#MODEL, for example.",
            )
        login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        if not model:
            raise UserError(
                "The endpoint's model is not named.",
                f"Write endpoint:{shown}#MODEL; {shown}/v1/models lists them.",
            )
        self._key = os.environ.get(KEY, "")
        if self._key and parts.scheme == "http" and parts.hostname not in _LOCAL:
            raise UserError(
                f"The key in {KEY} would go to {parts.hostname} in clear text.",
                "Use https, or unset the key.",
            )
        self._url = shown.rstrip("/") + ("" if parts.path.strip("/") else "/v1")
        self._auth = login and httpx.BasicAuth(*login)
        self._model, self.template = model, template
        self._silence, self._wait = silence, wait
        self._refuses_schemas = False
        self.name = f"endpoint:{shown}#{model}"

    @property
    def window(self) -> int:
        """Most tokens of prompt and answer together."""
        return _WINDOW

    @property
    def context_tokens(self) -> int:
        """Tokens that passages may take of a prompt where nothing else is set."""
        return ON_GPU

    def count(self, prompt: str) -> int:
        """Estimate the tokens of a prompt from above, at three bytes a token.

        Only the server knows its tokenizer; English with formulas has more bytes a token.
        """
        return len(prompt.encode()) // 3 + 1

    def write(self, prompt: str, how: GenerationConfig, watch: Watch) -> Completion:
        """Continue a prompt; try again after errors that may pass.

        Raises:
            UserError: If the server refuses, or gives no answer after three attempts.
        """
        request = {
            "model": self._model,
            "messages": [{"role": "user", "content": prompt}],
            "max_tokens": how.tokens,
            "temperature": how.temperature,
            "seed": how.seed,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if how.schema and not self._refuses_schemas:
            request["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "answer", "schema": json.loads(how.schema)},
            }
        begun = time.monotonic()
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._send(request, prompt, how, watch)
            except _SchemaError:
                self._refuses_schemas = True  # a free answer can be read as well
                return self.write(prompt, how, watch)
            except _PassingError as trouble:
                if attempt == _ATTEMPTS or time.monotonic() - begun > (how.seconds or _WHOLE):
                    raise UserError(
                        f"The server at {self._url} gave no answer, {attempt} times: {trouble}.",
                        "See whether it runs and has loaded the model.",
                    ) from trouble
                time.sleep(self._wait * 2 ** (attempt - 1))
        raise AssertionError("unreachable")

    def write_all(self, prompts: Sequence[str], how: GenerationConfig) -> list[Completion]:
        """Continue several prompts, one request after another."""
        written = []
        for prompt in prompts:
            written.append(self.write(prompt, how, lambda text: None))
            if written[-1].ended == "interrupted":
                raise KeyboardInterrupt
        return written

    def models(self) -> list[str]:
        """Return the names of the models that the server lists."""
        try:
            found = httpx.get(
                f"{self._url}/models", headers=self._headers(), auth=self._auth, timeout=_CONNECT
            )
            return [str(one["id"]) for one in found.raise_for_status().json()["data"]]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise UserError(
                f"No OpenAI-compatible server answers at {self._url}.",
                "Start it, or mend the address.",
            ) from error

    def _known_models(self) -> str:
        try:
            return f"It has: {', '.join(self.models()) or 'none yet'}."
        except UserError:
            return f"{self._url}/models should list those it has."

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key}"} if self._key else {}

    def _send(
        self, request: dict[str, Any], prompt: str, how: GenerationConfig, watch: Watch
    ) -> Completion:
        """Send one request and read its answer."""
        usage: dict[str, Any] = {}
        text, ended = "", "stop"
        begun, most = time.monotonic(), how.seconds or _WHOLE
        timeout = httpx.Timeout(min(self._silence, most), connect=_CONNECT)
        address = f"{self._url}/chat/completions"
        try:
            with (
                httpx.Client(timeout=timeout, headers=self._headers(), auth=self._auth) as client,
                client.stream("POST", address, json=request) as response,
            ):
                self._check_status(response, "response_format" in request)
                for delta in _deltas(response):
                    text += delta.text
                    usage = delta.usage or usage
                    ended = "length" if delta.ended == "length" else ended
                    if delta.text:
                        watch(text)
                    if len(text) > _MOST_OF_A_TOKEN * how.tokens or time.monotonic() - begun > most:
                        ended = "length"
                    if ended == "length" or (not how.schema and has_ended(text, how.stops)):
                        break
        except KeyboardInterrupt:
            ended = "interrupted"
        except httpx.HTTPError as error:
            if not text:
                raise _PassingError(type(error).__name__) from error
            raise UserError(
                f"The server at {self._url} broke off in the middle of an answer.",
                "Ask again; nothing of the half answer is kept.",
            ) from error
        if not text.strip() and ended != "interrupted":
            raise _PassingError("it wrote nothing")
        counted = usage.get("prompt_tokens"), usage.get("completion_tokens")
        tokens = [
            given if isinstance(given, int) else self.count(of)
            for given, of in zip(counted, (prompt, text), strict=True)
        ]
        return Completion(text, tokens[0], tokens[1], ended)

    def _check_status(self, response: httpx.Response, with_schema: bool) -> None:
        """Raise the error that a status code stands for."""
        code = response.status_code
        if with_schema and code in (400, 422, 501):
            raise _SchemaError
        if code == 429 or code >= 500:
            raise _PassingError(f"status {code}")
        if code == 404:
            raise UserError(
                f"The server at {self._url} does not know the model “{self._model}”.",
                self._known_models(),
            )
        if code in (401, 403):
            raise UserError(f"The server at {self._url} wants a key.", f"Set {KEY}.")
        if code >= 300:
            raise UserError(
                f"The server at {self._url} refused the request (status {code}).",
                "It must offer /v1/chat/completions as OpenAI's does.",
            )


class _SchemaError(Exception):
    """The server does not support JSON schemas."""


class _PassingError(Exception):
    """An error that a retry may mend."""


class _Delta:
    """The text, end and usage in one event of a stream, or in an answer sent whole."""

    def __init__(self, event: Any) -> None:
        try:
            choices = event.get("choices") or []
            self.usage = event.get("usage") if isinstance(event.get("usage"), dict) else {}
            message = choices[0].get("delta", choices[0].get("message", {})) if choices else {}
            self.ended = choices[0].get("finish_reason") if choices else None
            self.text = message.get("content") or ""
        except (AttributeError, LookupError, TypeError) as error:
            raise _unreadable() from error
        if not isinstance(self.text, str):
            raise _unreadable()


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # brackets that do not close, or a port above 65535
        return None
    return parts if valid and not re.search(r"\s", url) else None


def _deltas(response: httpx.Response) -> Iterator[_Delta]:
    """Yield the events of a response, streamed or whole, within bounds of size and time."""
    streams = "text/event-stream" in response.headers.get("content-type", "")
    lines = _lines(response)
    events = (
        (line[5:].strip() for line in lines if line.startswith("data:"))
        if streams
        else iter(["\n".join(lines)])
    )
    for event in events:
        if event == "[DONE]":
            return
        try:
            yield _Delta(json.loads(event))
        except (ValueError, RecursionError) as error:
            raise _unreadable() from error


def _lines(response: httpx.Response) -> Iterator[str]:
    begun, size, rest = time.monotonic(), 0, b""
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > _MOST_BYTES or time.monotonic() - begun > _WHOLE:
            raise UserError(
                "The server wrote without an end.",
                f"Over {_MOST_BYTES >> 20} MiB or {_WHOLE:.0f} s.",
            )
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line.decode("utf-8", "replace").rstrip("\r") for line in whole)
    yield rest.decode("utf-8", "replace")


def _unreadable() -> UserError:
    return UserError(
        "The server's answer cannot be read: it is not what OpenAI's servers send.",
        "Look whether the address is that of an OpenAI-compatible server.",
    )
