"""What becomes of two accounts when they are joined: said beforehand on both sides, then done like that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.accounts.models import LinkSide, Plan, User
from domain.billing.entitlement import FINAL
from domain.billing.models import Checkout, CheckoutStatus, Customer, StarPayment
from domain.brands.models import NAME_LENGTH, Brand
from domain.database import database_time, rows
from domain.linking.errors import PaymentOpen, TwoPaidPlans
from domain.plans import PLANS, RANK
from domain.posts.models import Post, PostStatus
from domain.usage.ledger import month_of
from domain.usage.models import UsageKind


@dataclass(frozen=True, slots=True)
class Holdings:
    """What one account has. `empty`: nothing that anybody would miss."""

    brands: int
    posts: int
    scheduled: int
    empty: bool


class Renamed(NamedTuple):
    """A brand that is called otherwise afterwards, because the other account has one of its name."""

    former: str
    name: str


@dataclass(frozen=True, slots=True)
class Foresight:
    """What becomes of a chat's account and a web account.

    `keeps`: whose settings and default brand stay, the chat's unless it has never said where it is; brands of
    the other side give way in their names.
    `default_brand` is None where nobody has a brand. `used` counts this month of both together.
    `over_plan`: brands beyond what the plan allows; they stay, and no new one can be made. `replaces` is the
    name of the chat that the web account was connected with until then.
    """

    chat: Holdings
    web: Holdings
    plan: Plan
    keeps: LinkSide
    default_brand: str | None
    renamed: Sequence[Renamed]
    over_plan: int
    used: Mapping[UsageKind, int]
    replaces: str | None = None

    @property
    def joins(self) -> bool:
        """Both have something; else one of them simply moves in."""
        return not (self.chat.empty or self.web.empty)


async def foresee(chat: User, web: User) -> Foresight:
    """Raises TwoPaidPlans, and PaymentOpen where it cannot be told yet who will pay."""
    paid = {side.id: await _pays(side) for side in (chat, web)}
    if all(paid.values()):
        raise TwoPaidPlans
    await _check_payments(chat, web)
    keeps = LinkSide.WEB if web.timezone and not chat.timezone else LinkSide.CHAT
    staying, moving = (chat, web) if keeps is LinkSide.CHAT else (web, chat)
    of_staying = await Brand.filter(owner=staying).order_by("created_at", "id")
    of_moving = await Brand.filter(owner=moving).order_by("created_at", "id")
    default = next((brand for brand in (*of_staying, *of_moving) if brand.is_default), None)
    plan = max(chat.plan, web.plan, key=RANK.__getitem__)
    return Foresight(
        chat=await _holdings(chat, paid=paid[chat.id]),
        web=await _holdings(web, paid=paid[web.id]),
        plan=plan,
        keeps=keeps,
        default_brand=default.name if default else None,
        renamed=renamed([brand.name for brand in of_staying], [brand.name for brand in of_moving]),
        over_plan=max(0, len(of_staying) + len(of_moving) - PLANS[plan].brands),
        used=await _used(chat, web, month_of(await database_time())),
        replaces=await chat_name(web) if web.telegram_id is not None else None,
    )


def renamed(staying: Sequence[str], moving: Sequence[str]) -> list[Renamed]:
    """New names for those among `moving` that are taken: the smallest number behind them that is free."""
    taken, changed = {*staying, *moving}, []
    for name in moving:
        if name in staying:
            changed.append(Renamed(name, _free(name, taken)))
            taken.add(changed[-1].name)
    return changed


def _free(name: str, taken: set[str]) -> str:
    number = 2
    while (numbered := f"{name[: NAME_LENGTH - len(f' {number}')]} {number}") in taken:
        number += 1
    return numbered


async def chat_name(user: User) -> str:
    """What the person is called in their chat."""
    found = await rows("SELECT name FROM chats WHERE id = $1 AND name <> ''", user.telegram_id)
    return str(found[0]["name"]) if found else user.name


async def _holdings(user: User, *, paid: bool) -> Holdings:
    posts = await Post.filter(owner=user).count()
    brands = await Brand.filter(owner=user).count()
    sources = await rows("SELECT EXISTS (SELECT FROM sources WHERE owner_id = $1) AS some", user.id)
    return Holdings(
        brands=brands,
        posts=posts,
        scheduled=await Post.filter(owner=user, status=PostStatus.SCHEDULED).count(),
        empty=not (posts or brands or paid or sources[0]["some"]),
    )


async def _used(chat: User, web: User, month: date) -> dict[UsageKind, int]:
    counted = await rows(
        """
        SELECT kind, sum(used + reserved)::int AS number FROM usage_periods
        WHERE user_id = ANY($1::uuid[]) AND month = $2 GROUP BY kind
        """,
        [chat.id, web.id],
        month,
    )
    numbers = {row["kind"]: int(row["number"]) for row in counted}
    return {kind: numbers.get(kind.value, 0) for kind in UsageKind}


async def _pays(user: User) -> bool:
    """Whether money comes from them, also where the plan rests because a payment failed."""
    now = await database_time()
    subscribed = Customer.filter(user=user, subscription_id__isnull=False).exclude(status__in=list(FINAL))
    stars = StarPayment.filter(user=user, paid_until__gt=now, refunded_at=None)
    return user.plan is not Plan.FREE or await subscribed.exists() or await stars.exists()


async def _check_payments(chat: User, web: User) -> None:
    """Who pays on a page that is open becomes the customer whom we would lose sight of."""
    both = [chat.id, web.id]
    known = await Customer.filter(user_id__in=both, customer_id__isnull=False).count()
    paying = await Checkout.filter(
        user_id__in=both, status__in=[CheckoutStatus.OPENING, CheckoutStatus.OPEN]
    ).count()
    if paying and (known == len(both) or paying == len(both)):
        raise PaymentOpen
