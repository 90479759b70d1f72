"""A mistake the user can mend: one sentence, and the next step."""


class UserError(Exception):
    """Something only the user can put right; the front door prints both lines and exits 1."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def cause(error: Exception) -> str:
    """Why a file cannot be read, in words."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not in UTF-8"
    return (isinstance(error, OSError) and error.strerror) or str(error)
