"""The address of a server, with the key or login that goes to it alone and is never shown."""

import base64
import os
import re
from urllib.parse import SplitResult, quote, unquote, urlsplit

import httpx

from builder.errors import UserError

#: The environment variable of the API key, which is sent to the named server alone.
KEY = "HEA_API_KEY"
_LOGIN = re.compile(r"//[^/?#]*@")
_QUERY = re.compile(r"\?[^#]*")
#: The shortest secret that is looked for in what a server writes: a shorter one is a common word.
_SHORTEST = 6
#: So many characters in a row of a key, or of a secret in base64, are no chance; what could be so.
_RUN = 8
_ENCODED = re.compile(r"[\w+/-]{8,}", re.ASCII)
#: Most seconds until a connection is there.
CONNECT = 5.0
_LOCAL = {"localhost", "127.0.0.1", "::1"}


def without_login(named: str) -> str:
    """Return the address of a server, or the name of a model, without a login and a query in it."""
    return _QUERY.sub("", _LOGIN.sub("//", named), count=1)


class ServerAddress:
    """Where an OpenAI-compatible server is, and how one is let in."""

    def __init__(self, url: str) -> None:
        """Check an address and keep its login apart; nothing is sent.

        Raises:
            UserError: If the address is none, or would send a key unencrypted.
        """
        # A login goes into a header and a query behind each path, so that nothing shows them.
        self.shown, parts = without_login(url), _split(url)
        """The address as it was given, without a login and a query."""
        if parts is None:
            raise UserError(
                f"“{self.shown}” is not an address of a server.",
                "Write endpoint:http://localhost:11434#MODEL, for example.",
            )
        self._key = _sendable(os.environ.get(KEY, ""))
        if self._key and parts.scheme == "http" and parts.hostname not in _LOCAL:
            raise UserError(
                f"The key in {KEY} would go to {parts.hostname} in clear text.",
                "Use https, or unset the key.",
            )
        self.base = self.shown.rstrip("/") + ("" if parts.path.strip("/") else "/v1")
        """What the paths of requests are appended to."""
        login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self._auth = login and httpx.BasicAuth(*login)
        self._query = httpx.QueryParams(parts.query)
        # A proxy of the environment would read what goes over http, the key included.
        self._takes_proxy = parts.scheme == "https"
        pair = base64.b64encode(":".join(login).encode()).decode() if login else ""
        given = (self._key, *(login or ())[1:], *(value for _, value in self._query.multi_items()))
        secrets = {one for one in (*given, pair) if len(one) >= _SHORTEST}
        runs = " ".join((pair, self._key, *map(_in_base64, secrets)))
        for encode in (_in_url, _in_hex):
            secrets |= {encode(one) for one in secrets}
        self._secrets = sorted(secrets, key=len)[::-1]
        self._any_secret = re.compile("|".join(map(re.escape, self._secrets)), re.IGNORECASE)
        # A server may repeat a key or login in parts, or in another code.
        self._runs = {runs[at : at + _RUN] for at in range(len(runs) - _RUN + 1)}
        self._begun = {run[:length] for run in self._runs for length in range(1, _RUN)}

    @property
    def has_key(self) -> bool:
        """Whether requests carry a key."""
        return bool(self._key)

    def client(self, silence: float) -> httpx.Client:
        """Return a client that gives up after so many seconds without a byte."""
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        # A compressed answer of a few bytes can fill the memory.
        headers["Accept-Encoding"] = "identity"
        timeout = httpx.Timeout(silence, connect=CONNECT)
        return httpx.Client(
            timeout=timeout, headers=headers, auth=self._auth, params=self._query,
            trust_env=self._takes_proxy,
        )  # fmt: skip

    def without_secrets(self, words: str) -> str:
        """Return a server's words with “…” in the place of a key, which some servers repeat."""
        if self._secrets:
            words = self._any_secret.sub("…", words)
        return _ENCODED.sub(self._without_runs, words) if self._runs else words

    def _without_runs(self, found: re.Match[str]) -> str:
        """Return what may be base64 with “…” in the place of what is a secret's."""
        text = found[0]
        parts, shown = list[str](), 0
        for at in range(len(text) - _RUN + 1):
            if text[at : at + _RUN] in self._runs:
                if shown <= at and not (parts and shown == at):
                    parts.append(f"{text[shown:at]}…")
                shown = at + _RUN
        return "".join(parts) + text[shown:]

    def without_begun_secret(self, words: str) -> str:
        """Return words that go on, without a secret in them and without the beginning of one."""
        words = self.without_secrets(words)
        begun = (
            length
            for secret in self._secrets
            for length in range(min(len(secret) - 1, len(words)), 0, -1)
            if words.endswith(secret[:length])
        )
        in_run = (n for n in range(1, min(_RUN, len(words) + 1)) if words[-n:] in self._begun)
        return words[: len(words) - max(*begun, *in_run, 0, 0)]


def _sendable(key: str) -> str:
    """Return a key without the blanks around it, which files end with.

    Raises:
        UserError: It holds what no header may; the message does not show it.
    """
    key = key.strip()
    if not (key.isascii() and key.isprintable()):
        raise UserError(
            f"The key in {KEY} contains a character that keys do not have, such as a line break.",
            f"Copy the key again, and set {KEY} to it alone.",
        )
    return key


def _in_url(secret: str) -> str:
    return quote(secret, safe="", errors="replace")


def _in_hex(secret: str) -> str:
    return secret.encode(errors="replace").hex()


def _in_base64(secret: str) -> str:
    """Return a secret in base64 of both alphabets, as it stands behind 0, 1 or 2 other bytes."""
    data = secret.encode(errors="replace")
    return " ".join(
        encode(bytes(before) + data).decode().rstrip("=")[cut:]
        for before, cut in ((0, 0), (1, 2), (2, 3))  # the first characters are of what is before
        for encode in (base64.b64encode, base64.urlsafe_b64encode)
    )


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # brackets that do not close, or a port above 65535
        return None
    return parts if valid and not re.search(r"\s", url) else None
