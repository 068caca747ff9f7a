from domain.errors import DomainError


class LinkCodeUnusable(DomainError):
    """Not a code, or one that is over: too old, used, called off."""

    code = "link_code_unusable"


class TooManyLinkTries(DomainError):
    """So many wrong codes in an hour that no other is looked at."""

    code = "too_many_link_tries"


class LinkNotFound(DomainError):
    """No such link that they take part in."""

    code = "link_not_found"


class LinkOver(DomainError):
    """It was refused, or its time is up."""

    code = "link_over"


class LinkUnanswered(DomainError):
    """The other side has not said yes yet, and is asked first."""

    code = "link_unanswered"


class AlreadyLinked(DomainError):
    """This chat and this web account are one account already."""

    code = "already_linked"


class ChatLinkedElsewhere(DomainError):
    """The chat belongs to a web account already, and has to be disconnected from it first."""

    code = "chat_linked_elsewhere"


class NotOnTheWeb(DomainError):
    """The account cannot sign in on the web: there is nothing to link a chat with."""

    code = "not_on_the_web"


class NotLinked(DomainError):
    """It is a chat alone, or a web account alone."""

    code = "not_linked"


class TwoPaidPlans(DomainError):
    """Both accounts have a paid plan; one of them has to be ended before they can be joined."""

    code = "two_paid_plans"


class PaymentOpen(DomainError):
    """Both accounts are known to the provider of payments, and somebody is about to pay."""

    code = "payment_open"
