"""Say in a sentence what a server did instead of answering, with its own words."""

from answer.models.server.address import KEY, ServerAddress
from answer.models.server.own_words import ServerError, is_passing, words_of
from answer.models.server.reply import ServerReply
from builder.errors import UserError

#: What errors of a connection say, by their names in httpx.
_CONNECTION = {
    "RemoteProtocolError": "it closed the connection",
    "ReadError": "it closed the connection",
    "ReadTimeout": "it was silent for too long",
}


class RefusedRequestError(Exception):
    """A server does not take a request as it is."""

    def __init__(self, code: int, body: str) -> None:
        """Take the status code, and all that the server sent with it."""
        super().__init__(code)
        self.code, self.body = code, body


def failure_of_status(
    address: ServerAddress, code: int, body: str, wait: float | None
) -> Exception:
    """Return the error that a status code other than of success stands for.

    Args:
        address: The server.
        code: The status code.
        body: What was sent with it.
        wait: Seconds that the server asks to wait.

    Returns:
        A `RefusedRequestError` if another request may be taken, a `ServerError` if the same may
        be taken later, else a `UserError`.
    """
    if code in (400, 422, 501):
        return RefusedRequestError(code, body)
    told = _told(address, words_of(body))
    if is_passing(code):
        return ServerError(f"status {code}{told}", code, wait)
    if code in (401, 403):
        what = f"does not take the key in {KEY}" if address.has_key else "wants a key"
        return UserError(f"The server at {address.base} {what}{told}.", f"Set {KEY}.")
    return refusal(address, code, body)


def refusal(address: ServerAddress, code: int, body: str) -> UserError:
    """Return the error of a request that is not taken in any form."""
    told = _told(address, words_of(body))
    return UserError(
        f"The server at {address.base} refused the request (status {code}){told}.",
        "It must have /v1/chat/completions, like OpenAI's server.",
    )


def half_answer(address: ServerAddress, error: Exception, reply: ServerReply) -> Exception:
    """Return the error of an answer that did not come to its end.

    Args:
        address: The server.
        error: What ended it: an error of httpx, or a `ServerError`.
        reply: What came before.

    Returns:
        A `ServerError` if nothing came and the error may pass, else a `UserError`.
    """
    trouble = error
    if not isinstance(trouble, ServerError):
        name = type(error).__name__
        trouble = ServerError(_CONNECTION.get(name, name), may_pass=True)
    words = address.without_secrets(trouble.words).rstrip(".")
    if reply.text:
        return UserError(
            f"The server at {address.base} stopped in the middle of an answer: {words}.",
            "Ask again; nothing of the half answer is kept.",
        )
    if trouble.may_pass:
        return trouble
    return UserError(
        f"The server at {address.base} answered with an error: {words}.",
        "See what answers at its address; its log may say more.",
    )


def empty_answer(
    address: ServerAddress, reply: ServerReply, thought: bool, most: int | None
) -> Exception:
    """Return the error of an answer without a word.

    Args:
        address: The server.
        reply: All that came.
        thought: Whether the model thought aloud.
        most: The limit of tokens, if it was reached.
    """
    if thought or reply.thought:
        used_up = f": all its {most} tokens went into thinking" if most else ""
        return UserError(
            f"The model on {address.base} thought and wrote no answer{used_up}.",
            "Raise answer_tokens (in drafting: draft_tokens), or switch its thinking off.",
        )
    if reply.called_tool:
        return UserError(
            f"The model on {address.base} called a tool instead of answering.",
            "Switch off its tools on the server, or choose another model.",
        )
    return ServerError("it wrote nothing", may_pass=True)


def _told(address: ServerAddress, words: str) -> str:
    return f": {address.without_secrets(words).rstrip('.')}" if words else ""
