from domain.errors import DomainError


class SourceTooShort(DomainError):
    """Details: length, least (characters)."""

    code = "source_too_short"


class SourceTooLong(DomainError):
    """Details: length, most (characters). What was accepted before stays."""

    code = "source_too_long"


class SourceNotFound(DomainError):
    code = "source_not_found"


class NothingOrdered(DomainError):
    """An order names at least one platform and 1 to 10 posts."""

    code = "nothing_ordered"
