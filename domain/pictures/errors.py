from domain.errors import DomainError


class PromptTooShort(DomainError):
    """Details: least (characters)."""

    code = "prompt_too_short"


class PromptTooLong(DomainError):
    """Details: length, limit (characters)."""

    code = "prompt_too_long"


class PictureNotFound(DomainError):
    """There is no such order of this person."""

    code = "picture_not_found"


class PictureNotReady(DomainError):
    """Only a finished picture can be put on a post."""

    code = "picture_not_ready"
