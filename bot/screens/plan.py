"""What somebody's plan is, what another one would give, and the news about it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Self
from uuid import UUID

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.texts import Stamp, Texts
from bot.ui.keyboards import (
    PlanAction,
    PlanChosen,
    PlanVerb,
    StarsRefunded,
    button,
    keyboard,
    link,
)
from bot.ui.names import PLAN_NAMES
from bot.ui.numbers import bar, dollars, grouped
from bot.ui.reader import Reader
from bot.ui.screen import Screen
from bot.ui.times import clock_and_day
from domain.accounts.models import Plan
from domain.billing.ports import Way
from domain.billing.read_plan import PlanNow
from domain.delivery.ports import Notice
from domain.plans import PLANS, RANK, Limits
from domain.usage.models import UsageKind
from domain.usage.read_usage import Usage

NEWS = frozenset(
    {
        "plan-welcome",
        "plan-lowered",
        "plan-failed",
        "plan-renewed",
        "plan-ending",
        "plan-pending",
        "plan-not-paid",
        "plan-disputed",
        "plan-refunded",
        "plan-twice",
        "usage-reached",
        "billing-alert",
        "pay-support",
    }
)


def plan(reader: Reader, now: PlanNow, usage: Usage, brands: int, *, sold: bool) -> Screen:
    """`brands`: how many the person has. `sold`: whether another plan can be had in the chat."""
    texts = reader.texts
    lines: list[Text] = [texts.rich("plan-is", plan=PLAN_NAMES[now.plan]), *_lasting(reader, now), Text()]
    words = _kinds(texts)
    for kind, used in usage.kinds.items():
        lines.append(_usage(texts, words[kind], used.used + used.reserved, used.limit))
    lines.append(_usage(texts, texts("plan-brands"), brands, PLANS[now.plan].brands))
    resets = _day(reader, usage.resets_at)
    lines += [Text(), texts.rich("plan-at-limit", resets=resets)]
    return Screen(_below(lines), keyboard(*_doors(texts, now, sold=sold)))


def compare(texts: Texts, now: PlanNow, offered: Sequence[Plan]) -> Screen:
    """What every other plan gives, before anything is tapped."""
    lines = [texts.rich("plan-compare", plan=PLAN_NAMES[now.plan])]
    here = PLANS[now.plan]
    for other, limits in PLANS.items():
        if other is not now.plan and (other in offered or now.way is Way.STRIPE):
            lines += [Text(), *_compared(texts, other, limits, here)]
    rows = [[_chip(texts, other)] for other in offered]
    if now.way is Way.STRIPE:
        lines += [Text(), texts.rich("plan-change-there")]
        rows = [[button(texts("plan-change"), PlanAction(verb=PlanVerb.MANAGE))]]
    elif now.way is Way.STARS:
        lines += [Text(), texts.rich("plan-change-stars")]
        rows = []
    back = button(texts("back"), PlanAction(verb=PlanVerb.SHOW))
    return Screen(_below(lines), keyboard(*rows, [back]))


def pay(texts: Texts, chosen: Plan, ways: Mapping[Way, str], stars: int | None) -> Screen:
    """`ways` are the addresses at which the plan can be paid for."""
    price = dollars(PLANS[chosen].price, texts.locale)
    rows = []
    if Way.STRIPE in ways:
        rows.append([link(texts("plan-pay-card", price=price), ways[Way.STRIPE])])
    if Way.STARS in ways and stars is not None:
        rows.append([link(texts("plan-pay-stars", price=grouped(stars, texts.locale)), ways[Way.STARS])])
    back = button(texts("back"), PlanAction(verb=PlanVerb.COMPARE))
    return Screen(texts.rich("plan-pay", plan=PLAN_NAMES[chosen]), keyboard(*rows, [back]))


def manage(texts: Texts, url: str) -> Screen:
    back = button(texts("back"), PlanAction(verb=PlanVerb.SHOW))
    return Screen(texts.rich("plan-manage-there"), keyboard([link(texts("plan-open-portal"), url)], [back]))


def ask_cancel(reader: Reader, now: PlanNow) -> Screen:
    texts = reader.texts
    until = _day(reader, now.renews_at or reader.now)
    return Screen(
        texts.rich("stars-ask-cancel", plan=PLAN_NAMES[now.plan], until=until),
        keyboard(
            [button(texts("stars-cancel-surely"), PlanAction(verb=PlanVerb.CANCEL_SURELY))],
            [button(texts("back"), PlanAction(verb=PlanVerb.SHOW))],
        ),
    )


def pay_support(texts: Texts) -> Screen:
    ask = button(texts("pay-support-ask"), PlanAction(verb=PlanVerb.HELP))
    return Screen(texts.rich("pay-support"), keyboard([ask]))


def pay_support_asked(texts: Texts) -> Screen:
    return Screen(texts.rich("pay-support-asked"))


def terms(texts: Texts) -> Screen:
    return Screen(texts.rich("terms"))


def upgrade_offer(texts: Texts) -> Screen:
    return Screen(texts.rich("plan-offer"), keyboard([_upgrade(texts)]))


def refunded(texts: Texts, stars: int) -> Screen:
    return Screen(texts.rich("stars-refunded", stars=grouped(stars, texts.locale)))


def news(reader: Reader, letter: Notice) -> Screen:
    """What has become of somebody's plan or payment."""
    texts, told = reader.texts, letter.details
    match letter.topic:
        case "plan-welcome":
            return _welcome(texts, Plan(told["plan"]))
        case "plan-lowered":
            return _lowered(texts, Plan(told["plan"]), Plan(told["former"]), unpaid=bool(told["unpaid"]))
        case "plan-failed":
            return _failed(reader, letter)
        case "plan-renewed":
            name, until = PLAN_NAMES[Plan(told["plan"])], _day_told(reader, told["until"])
            return Screen(texts.rich("plan-renewed", plan=name, until=until))
        case "plan-ending":
            name, until = PLAN_NAMES[Plan(told["plan"])], _day_told(reader, told["until"])
            return Screen(texts.rich("plan-ending", plan=name, until=until), keyboard([_manage(texts)]))
        case "plan-pending":
            return Screen(texts.rich("plan-pending"))
        case "plan-not-paid":
            return Screen(texts.rich("plan-not-paid"), keyboard([_upgrade(texts)]))
        case "plan-disputed":
            return Screen(texts.rich("plan-disputed"))
        case "plan-refunded":
            return Screen(texts.rich("plan-refunded"))
        case "plan-twice":
            return Screen(texts.rich("plan-twice"), keyboard([_manage(texts)]))
        case "usage-reached":
            return _reached(reader, letter)
        case "pay-support":
            return _support_wanted(texts, letter)
        case _:
            return Screen(_alert(texts, told["what"], told["about"]))


def _welcome(texts: Texts, chosen: Plan) -> Screen:
    room = _Room.of(PLANS[chosen], texts.locale)
    text = texts.rich(
        "plan-welcome",
        plan=PLAN_NAMES[chosen],
        posts=room.posts,
        pictures=room.pictures,
        characters=room.characters,
        brands=room.brands,
    )
    return Screen(text, keyboard([button(texts("plan-show"), PlanAction(verb=PlanVerb.SHOW))]))


def _lowered(texts: Texts, chosen: Plan, former: Plan, *, unpaid: bool) -> Screen:
    name, before = PLAN_NAMES[chosen], PLAN_NAMES[former]
    if unpaid:
        text = texts.rich("plan-lowered-unpaid", plan=name, former=before)
        return Screen(text, keyboard([_manage(texts)]))
    return Screen(texts.rich("plan-lowered", plan=name, former=before), keyboard([_upgrade(texts)]))


def _failed(reader: Reader, letter: Notice) -> Screen:
    texts, told = reader.texts, letter.details
    until = _day_told(reader, told["until"])
    text = texts.rich("plan-failed", plan=PLAN_NAMES[Plan(told["plan"])], until=until)
    url = str(told["url"])
    mend = [link(texts("plan-mend"), url)] if url.startswith(("https://", "http://")) else []
    return Screen(text, keyboard(mend, [_manage(texts)]))


def _reached(reader: Reader, letter: Notice) -> Screen:
    texts, told = reader.texts, letter.details
    kind, used, limit = UsageKind(told["kind"]), int(told["used"]), int(told["limit"])
    name = _kinds(texts)[kind]
    resets = _day_told(reader, told["resetsAt"])
    if used >= limit:
        text = texts.rich("usage-all", name=name, whole=grouped(limit, texts.locale), resets=resets)
    else:
        text = texts.rich("usage-most", name=name, resets=resets)
    return Screen(Text(text, "\n", _usage(texts, name, used, limit)), keyboard([_upgrade(texts)]))


def _kinds(texts: Texts) -> dict[UsageKind, str]:
    return {
        UsageKind.POSTS: texts("plan-posts"),
        UsageKind.PICTURES: texts("plan-pictures"),
        UsageKind.VOICE_CHARACTERS: texts("plan-voice"),
    }


def _support_wanted(texts: Texts, letter: Notice) -> Screen:
    told = letter.details
    text = texts.rich("operators-pay-support", about=told["about"])
    if not told["payment"]:
        return Screen(text)
    refund = button(texts("stars-refund", stars=told["stars"]), StarsRefunded(payment=UUID(told["payment"])))
    return Screen(text, keyboard([refund]))


def _alert(texts: Texts, what: str, about: str) -> Text:
    match what:
        case "two-paying":
            return texts.rich("operators-two-paying", about=about)
        case "unknown-price":
            return texts.rich("operators-unknown-price", about=about)
        case "hold":
            return texts.rich("operators-hold", about=about)
        case "fraud-warning":
            return texts.rich("operators-fraud-warning", about=about)
        case "usage-drift":
            return texts.rich("operators-usage-drift", about=about)
        case _:
            return texts.rich("operators-stray-customer", about=about)


def _lasting(reader: Reader, now: PlanNow) -> list[Text]:
    texts, lines = reader.texts, []
    if now.renews_at:
        lines.append(texts.rich("plan-renews", day=_day(reader, now.renews_at)))
    if now.ends_at:
        lines.append(texts.rich("plan-ends", day=_day(reader, now.ends_at)))
    if now.grace_until:
        lines.append(texts.rich("plan-grace", day=_day(reader, now.grace_until)))
    if now.pending:
        lines.append(texts.rich("plan-pending"))
    if now.hold:
        lines.append(texts.rich("error-billing-hold"))
    return lines


def _usage(texts: Texts, name: str, used: int, limit: int) -> Text:
    locale = texts.locale
    shown = texts.rich("plan-usage", name=name, used=grouped(used, locale), whole=grouped(limit, locale))
    return Text(bar(used, limit), "  ", shown)


def _compared(texts: Texts, other: Plan, limits: Limits, here: Limits) -> list[Text]:
    heading = texts("plan-priced", plan=PLAN_NAMES[other], price=dollars(limits.price, texts.locale))
    room = _Room.of(limits, texts.locale)
    gives = texts.rich(
        "plan-gives",
        posts=room.posts,
        pictures=room.pictures,
        characters=room.characters,
        brands=room.brands,
    )
    lines = [Text(Bold(heading)), gives]
    if limits.first_in_queue and not here.first_in_queue:
        lines.append(texts.rich("plan-first"))
    if limits.price < here.price:
        lines.append(texts.rich("plan-less"))
    return lines


class _Room(NamedTuple):
    """What a plan has room for, as the reader writes it."""

    posts: str
    pictures: str
    characters: str
    brands: str

    @classmethod
    def of(cls, limits: Limits, locale: str) -> Self:
        return cls(
            grouped(limits.posts, locale),
            grouped(limits.pictures, locale),
            grouped(limits.voice_characters, locale),
            grouped(limits.brands, locale),
        )


def _doors(texts: Texts, now: PlanNow, *, sold: bool) -> list[list[InlineKeyboardButton]]:
    rows = []
    if sold and now.plan is Plan.FREE:
        rows.append([_upgrade(texts)])
    elif sold:
        rows.append([button(texts("plan-others"), PlanAction(verb=PlanVerb.COMPARE))])
    if now.manageable:
        rows.append([_manage(texts)])
    if now.way is Way.STARS and now.renews_at:
        rows.append([button(texts("stars-cancel"), PlanAction(verb=PlanVerb.CANCEL))])
    if now.way is Way.STARS and now.ends_at:
        rows.append([button(texts("stars-renew"), PlanAction(verb=PlanVerb.RENEW))])
    return rows


def _chip(texts: Texts, other: Plan) -> InlineKeyboardButton:
    price = dollars(PLANS[other].price, texts.locale)
    return button(texts("plan-choose", plan=PLAN_NAMES[other], price=price), PlanChosen(plan=other))


def _upgrade(texts: Texts) -> InlineKeyboardButton:
    return button(texts("plan-upgrade"), PlanAction(verb=PlanVerb.COMPARE))


def _manage(texts: Texts) -> InlineKeyboardButton:
    return button(texts("plan-manage"), PlanAction(verb=PlanVerb.MANAGE))


def _day(reader: Reader, moment: datetime) -> Stamp:
    return clock_and_day(moment, zone=reader.zone, locale=reader.texts.locale, now=reader.now)


def _day_told(reader: Reader, told: str) -> Stamp | str:
    return _day(reader, datetime.fromisoformat(told)) if told else "…"


def _below(lines: Sequence[Text]) -> Text:
    return Text(*[piece for line in lines for piece in ("\n", line)][1:])


def higher(now: Plan, plans: Sequence[Plan]) -> list[Plan]:
    """Those above the one that somebody has."""
    return [other for other in plans if RANK[other] > RANK[now]]
