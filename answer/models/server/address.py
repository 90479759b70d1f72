"""The address of a server, with the key or login that goes to it alone and is never shown."""

import os
import re
from urllib.parse import SplitResult, unquote, urlsplit

import httpx

from builder.errors import UserError

#: The environment variable of the API key, which is sent to the named server alone.
KEY = "HEA_API_KEY"
_LOGIN = re.compile(r"//[^/@#]*@")
#: Most seconds until a connection is there.
CONNECT = 5.0
_LOCAL = {"localhost", "127.0.0.1", "::1"}


class ServerAddress:
    """Where an OpenAI-compatible server is, and how one is let in."""

    def __init__(self, url: str) -> None:
        """Check an address and keep its login apart; nothing is sent.

        Raises:
            UserError: If the address is none, or would send a key unencrypted.
        """
        # A login in the address goes into a header, so that no message, log or file shows it.
        self.shown, parts = _LOGIN.sub("//", url), _split(url)
        """The address as it was given, without a login."""
        if parts is None:
            raise UserError(
                f"“{self.shown}” is no address of a server.",
                "Write endpoint:http://localhost:11434#MODEL, for example.",
            )
        self._key = os.environ.get(KEY, "")
        if self._key and parts.scheme == "http" and parts.hostname not in _LOCAL:
            raise UserError(
                f"The key in {KEY} would go to {parts.hostname} in clear text.",
                "Use https, or unset the key.",
            )
        self.base = self.shown.rstrip("/") + ("" if parts.path.strip("/") else "/v1")
        """What the paths of requests are appended to."""
        login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self._auth = login and httpx.BasicAuth(*login)
        self._secrets = [secret for secret in (self._key, *(login or ())[1:]) if secret]

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
        return httpx.Client(timeout=timeout, headers=headers, auth=self._auth)

    def without_secrets(self, words: str) -> str:
        """Return a server's words without a key, which some repeat, and without a full stop."""
        for secret in self._secrets:
            words = words.replace(secret, "…")
        return words.rstrip(".")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # brackets that do not close, or a port above 65535
        return None
    return parts if valid and not re.search(r"\s", url) else None
