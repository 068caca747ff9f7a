from domain.errors import DomainError


class UnknownZone(DomainError):
    """Not the IANA name of a time zone."""

    code = "unknown_zone"


class UnknownLocale(DomainError):
    """Not a language that the product speaks."""

    code = "unknown_locale"


class UnknownHour(DomainError):
    """Not a full hour of the day, 0 to 23."""

    code = "unknown_hour"


class ApiKeyNotFound(DomainError):
    """No such key of theirs, or it was revoked."""

    code = "api_key_not_found"


class TooManyApiKeys(DomainError):
    """They have as many keys as one may have. Details: most."""

    code = "too_many_api_keys"


class SignInUnavailable(DomainError):
    """Whether a session holds cannot be said now."""

    code = "sign_in_unavailable"
