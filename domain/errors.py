class DomainError(Exception):
    """A rule of the product said no. `code` picks the wording in chat and the status over HTTP."""

    code = "unexpected"

    def __init__(self, **details: str | int) -> None:
        super().__init__(self.code)
        self.details = details


class CannotStart(Exception):
    """The process cannot start as things are; the message tells the operator what to do, in one sentence."""
