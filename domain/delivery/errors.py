from domain.errors import DomainError


class AlreadyGoingOut(DomainError):
    """The message is on its way in this very moment and cannot be changed any more."""

    code = "already_going_out"


class ChatUnknown(DomainError):
    """There is no chat in which this person could be reached."""

    code = "chat_unknown"
