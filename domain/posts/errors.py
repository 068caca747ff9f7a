from domain.errors import DomainError


class PostNotFound(DomainError):
    code = "post_not_found"


class PostTooLong(DomainError):
    """Details: platform, length, limit (both as the platform counts)."""

    code = "post_too_long"


class PostEmpty(DomainError):
    code = "post_empty"


class PostNotDelivered(DomainError):
    """Only a post that was delivered can be answered as posted, skipped or put off."""

    code = "post_not_delivered"


class LiveUrlInvalid(DomainError):
    """What was sent as the link of a live post is no address that anybody could open."""

    code = "live_url_invalid"


class ThreadTooLong(DomainError):
    """Details: most (parts)."""

    code = "thread_too_long"


class TextChanged(DomainError):
    """The button belongs to an earlier text of the post."""

    code = "text_changed"


class NothingToUndo(DomainError):
    """The post has its first text."""

    code = "nothing_to_undo"
