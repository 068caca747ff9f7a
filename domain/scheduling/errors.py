from domain.errors import DomainError


class MomentPassed(DomainError):
    """A post can only be scheduled for a moment that is still to come."""

    code = "moment_passed"


class NotScheduled(DomainError):
    """Nothing of this post waits to be delivered."""

    code = "not_scheduled"


class NoFreeSlot(DomainError):
    """The brand has no publishing times, or all of the next weeks are taken."""

    code = "no_free_slot"
