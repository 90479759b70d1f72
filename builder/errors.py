"""Errors that a user can mend: one sentence, and the next step."""


class UserError(Exception):
    """An error that only the user can put right; the command line prints both lines and exits 1."""

    def __init__(self, message: str, hint: str) -> None:
        """Say what is wrong in ``message``, and what to do about it in ``hint``."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type["UserError"], tuple[str, str]]:
        """Let it be raised again in the process that asked for the work."""
        return type(self), (self.message, self.hint)


def cause(error: Exception) -> str:
    """Return in words why a file cannot be read."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not in UTF-8"
    return (isinstance(error, OSError) and error.strerror) or str(error)
