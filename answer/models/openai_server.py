"""A model behind an OpenAI-compatible server (Ollama, vLLM, llama.cpp), named by its address."""

import json
import time
from collections.abc import Callable, Sequence
from typing import Any

import httpx

from answer.models.protocol import ON_GPU, Completion, GenerationConfig, Watch
from answer.models.server.address import CONNECT, ServerAddress
from answer.models.server.event_stream import events_of
from answer.models.server.exchange import ServerResponse, body_of, exchanged
from answer.models.server.failures import (
    RefusedRequestError,
    empty_answer,
    failure_of_status,
    half_answer,
    refusal,
)
from answer.models.server.own_words import ServerError, readable, refused_names, words_of
from answer.models.server.reply import ServerReply
from answer.models.stopping import answer_in, has_ended
from answer.models.thinking import spoken_part, spoken_so_far
from answer.prompts import CITED, Template
from builder.errors import UserError

_ATTEMPTS = 3
#: Seconds before the first retry; each further one waits twice as long.
_WAIT = 0.5
#: Tokens of prompt and answer. Servers cut a longer prompt silently (Ollama's default was 2,048).
_WINDOW = 2048
#: Most seconds between two bytes, for an answer, and of a wait that a busy server asks for.
_SILENCE, _WHOLE, _LONGEST_WAIT = 120.0, 600.0, 60.0
#: Most seconds for a list of models; most models that are named, and letters of a name.
_LONGEST_LIST, _MOST_NAMES, _LONGEST_NAME = 10.0, 20, 200
#: Most characters of one token; a server that writes more than it was asked for is cut off.
_MOST_OF_A_TOKEN = 20
#: Parameters that a server may refuse, and does without.
_OPTIONAL = ("response_format", "stream_options", "temperature", "seed")
#: The two names of the limit of tokens: some servers know only one of them.
_LIMITS = ("max_tokens", "max_completion_tokens")

#: What a list of models that is none can lead to.
_NO_LIST = (httpx.HTTPError, ServerError, ValueError, LookupError, TypeError, RecursionError)


class OpenAIServer:
    """A model on a server, as a `LanguageModel`; requests go to the address given and no other."""

    def __init__(
        self,
        url: str,
        model: str,
        template: Template = CITED,
        silence: float = _SILENCE,
        wait: float = _WAIT,
        note: Callable[[str], None] = lambda words: None,
    ) -> None:
        """Check an address and keep the settings; nothing is sent yet.

        Args:
            url: The server's address, with a login if it needs one.
            model: The model's name on the server.
            template: The prompt template it is asked with.
            silence: Seconds without a byte after which a request is given up.
            wait: Seconds before the first retry.
            note: Told when the server asks to wait.

        Raises:
            UserError: If the address is none, names no model, or would send a key unencrypted.
        """
        self._address = ServerAddress(url)
        shown = self._address.shown
        if not model:
            raise UserError(
                "The endpoint's model is not named.",
                f"Write endpoint:{shown}#MODEL; {shown}/v1/models lists them.",
            )
        self._model, self.template = model, template
        self._silence, self._wait, self._note = silence, wait, note
        self._limit = _LIMITS[0]
        self._refused: set[str] = set()
        self._is_plain = False
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
        return len(prompt.encode(errors="replace")) // 3 + 1

    def write(self, prompt: str, how: GenerationConfig, watch: Watch) -> Completion:
        """Continue a prompt; try again after errors that may pass.

        What the model thinks aloud is no part of its answer, and is never watched.

        Raises:
            UserError: If the server refuses, breaks off, or gives no answer after three attempts.
        """
        begun = time.monotonic()
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._ask(prompt, how, watch)
            except ServerError as trouble:
                words = self._address.without_secrets(trouble.words).rstrip(".")
                wait = self._wait * 2 ** (attempt - 1) if trouble.wait is None else trouble.wait
                late = time.monotonic() - begun + wait > (how.seconds or _WHOLE)
                if attempt == _ATTEMPTS or late or wait > _LONGEST_WAIT:
                    tries = "" if attempt == 1 else f", {attempt} times"
                    asks = f"; it asks to wait {wait:.0f} s" if wait > _LONGEST_WAIT else ""
                    raise UserError(
                        f"The server at {self._address.base} did not answer{tries}: {words}{asks}.",
                        "Ask again later."
                        if trouble.code
                        else "Is it running, and has it loaded the model?",
                    ) from None
                if trouble.wait is not None and wait >= 1:
                    self._note(f"The server asks to wait {wait:.0f} s: {words}.")
                time.sleep(wait)
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
            address = f"{self._address.base}/models"
            with exchanged(
                self._address.client(CONNECT), "GET", address, _LONGEST_LIST
            ) as response:
                body = body_of(response.chunks)
            listed = json.loads(body)["data"] if response.status == 200 else ()
            if not isinstance(listed, list):
                raise TypeError("no list of models")
            names = [self._address.without_secrets(readable(str(one["id"]))) for one in listed]
            return [name[:_LONGEST_NAME] for name in names]
        except _NO_LIST as error:
            raise UserError(
                f"No OpenAI-compatible server answers at {self._address.base}.",
                "Start it, or correct the address.",
            ) from error

    def _known_models(self) -> str:
        try:
            return f"It has: {', '.join(self.models()[:_MOST_NAMES]) or 'none yet'}."
        except UserError:
            return f"{self._address.base}/models should list those it has."

    def _request(self, prompt: str, how: GenerationConfig) -> dict[str, Any]:
        request: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": "user", "content": prompt}],
            self._limit: how.tokens,
            "temperature": how.temperature,
            "seed": how.seed,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if how.schema:
            request["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "answer", "schema": json.loads(how.schema)},
            }
        return {name: value for name, value in request.items() if name not in self._refused}

    def _ask(self, prompt: str, how: GenerationConfig, watch: Watch) -> Completion:
        """Ask once; again without each parameter that the server refuses."""
        for _ in range(len(_OPTIONAL) + len(_LIMITS)):
            request = self._request(prompt, how)
            try:
                return self._send(request, prompt, how, watch)
            except RefusedRequestError as refused:
                if not self._do_without(refused.body, request):
                    raise refusal(self._address, refused.code, refused.body) from None
        raise AssertionError("unreachable")

    def _do_without(self, body: str, request: dict[str, Any]) -> bool:
        """Leave out from now on what a server's words say it refuses; False if there is nothing."""
        named = refused_names(body, [name for name in (*_OPTIONAL, self._limit) if name in request])
        if self._limit in named:
            self._refused.add(self._limit)
            left = [name for name in _LIMITS if name not in self._refused]
            self._limit = left[0] if left else _LIMITS[0]
            return bool(left)
        if not named and "response_format" in request:
            named = ["response_format"]  # a free answer can be read as well
        self._refused.update(named)
        return bool(named)

    def _send(
        self, request: dict[str, Any], prompt: str, how: GenerationConfig, watch: Watch
    ) -> Completion:
        """Send one request and read its answer."""
        reply, ended = ServerReply(), ""
        begun, most = time.monotonic(), how.seconds or _WHOLE
        client = self._address.client(min(self._silence, most))
        address = f"{self._address.base}/chat/completions"
        try:
            with exchanged(client, "POST", address, most, request) as response:
                if response.status >= 300:
                    raise self._failure(response)
                for event in events_of(response.chunks):
                    before = len(reply.text)
                    reply.take(event)
                    if len(reply.text) > before:
                        ended = self._watched(reply.text, how, watch)
                    if time.monotonic() - begun > most:
                        ended = "length"
                    if ended or reply.is_over:
                        break
                else:
                    reply.check_end()
        except KeyboardInterrupt:
            ended = "interrupted"
        except (httpx.HTTPError, ServerError) as error:
            if how.seconds and reply.text and time.monotonic() - begun >= most:
                ended = "length"
            elif isinstance(error, ServerError) or not reply.reason:
                raise half_answer(self._address, error, reply) from error
        return self._completion(reply, ended, prompt, how)

    def _failure(self, response: ServerResponse) -> Exception:
        body = body_of(response.chunks)
        if response.status != 404:
            return failure_of_status(self._address, response.status, body, response.wait)
        words = self._address.without_secrets(words_of(body)).rstrip(".")
        return UserError(
            f"The server at {self._address.base} does not know the model “{self._model}”"
            f"{words and f': {words}'}.",
            self._known_models(),
        )

    def _watched(self, text: str, how: GenerationConfig, watch: Watch) -> str:
        """Show an answer as far as it has come; return how it ended here, "" if it goes on."""
        text = readable(text)
        said = self._address.without_begun_secret(spoken_so_far(text))
        if said.strip():
            watch(said)
        if len(text) > _MOST_OF_A_TOKEN * how.tokens:
            return "length"
        # Thoughts repeat themselves, and may come without a tag at their beginning.
        is_answer = self._is_plain or spoken_part(text).thought
        return "stop" if is_answer and not how.schema and has_ended(said, how.stops) else ""

    def _completion(
        self, reply: ServerReply, ended: str, prompt: str, how: GenerationConfig
    ) -> Completion:
        """Return what of a reply is its answer.

        Raises:
            ServerError: There is nothing.
            UserError: There are only thoughts, or the call of a tool.
        """
        said = spoken_part(self._address.without_secrets(readable(reply.text)))
        text = said.answer
        ended = ended or ("length" if reply.is_full else "stop")
        if not text.strip() and ended != "interrupted":
            most = how.tokens if ended == "length" else None
            raise empty_answer(self._address, reply, said.thought, most)
        self._is_plain = not said.thought and ended == "stop"
        if not how.schema and has_ended(text, how.stops):
            text, ended = answer_in(text, how.stops), "stop"
        counted = reply.usage.get("prompt_tokens"), reply.usage.get("completion_tokens")
        tokens = [
            given if isinstance(given, int) else self.count(of)
            for given, of in zip(counted, (prompt, reply.text), strict=True)
        ]
        return Completion(text, tokens[0], tokens[1], ended)
