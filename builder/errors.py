"""A mistake the user can mend: one sentence, and the next step."""


class UserError(Exception):
    """Something only the user can put right; the front door prints both lines and exits 1."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
