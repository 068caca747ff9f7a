from domain.errors import DomainError


class PaymentsUnavailable(DomainError):
    """The provider of payments does not answer, or not as it should. Nothing is known to have changed."""

    code = "payments_unavailable"


class PaymentWayClosed(DomainError):
    """This way to pay is not offered here, or not for this plan."""

    code = "payment_way_closed"


class AlreadySubscribed(DomainError):
    """There is a paid plan already; it is changed where it was bought. Details: plan."""

    code = "already_subscribed"


class NothingToManage(DomainError):
    """They have never paid by card: there is no page to manage that on."""

    code = "nothing_to_manage"


class PaymentPending(DomainError):
    """What they ordered is paid for by a way that takes its time."""

    code = "payment_pending"


class PriceChanged(DomainError):
    """The bill was made out at another price, or by somebody else: it is not paid any more."""

    code = "price_changed"


class StarPaymentNotFound(DomainError):
    """No such payment in Stars, or none that this can be done with."""

    code = "star_payment_not_found"
