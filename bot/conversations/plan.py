"""The plan: what somebody has, what else there is, and paying for it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

from aiogram import F, Router
from aiogram.filters import Command, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import (
    BotSubscriptionUpdated,
    CallbackQuery,
    Message,
    PreCheckoutQuery,
    RefundedPayment,
    SuccessfulPayment,
)

from bot.errors import words_for
from bot.screens import plan as screens
from bot.texts import Texts
from bot.ui.keyboards import PlanAction, PlanChosen, PlanVerb, StarsRefunded
from bot.ui.reader import Reader
from bot.ui.screen import Screen, answer, say, show
from domain.accounts.models import Plan, User
from domain.billing.checkout import OpenCheckout, OpenPortal, RefreshPlan
from domain.billing.errors import PaymentsUnavailable
from domain.billing.ports import Shop, Way
from domain.billing.read_plan import ReadPlan
from domain.billing.stars import (
    AskAboutPayment,
    CheckStars,
    CreditStars,
    NoteStarRenewal,
    OfferStars,
    Paid,
    RefundStars,
    RenewStars,
)
from domain.brands.choose_brand import ListBrands
from domain.delivery.ports import Background
from domain.errors import DomainError
from domain.usage.read_usage import ReadUsage

router = Router(name="plan")


@router.message(CommandStart(deep_link=True, magic=F.args == "plan"))
@router.message(Command("plan"))
async def plan_wanted(
    message: Message,
    state: FSMContext,
    actor: User,
    reader: Reader,
    shop: Shop,
    read_plan: ReadPlan,
    refresh_plan: RefreshPlan,
    read_usage: ReadUsage,
    list_brands: ListBrands,
) -> None:
    await state.clear()
    await refresh_plan(actor)
    await show(message, await _plan(actor, reader, shop, read_plan, read_usage, list_brands))


@router.callback_query(PlanAction.filter(F.verb == PlanVerb.SHOW))
async def plan_shown(
    query: CallbackQuery,
    actor: User,
    reader: Reader,
    shop: Shop,
    read_plan: ReadPlan,
    read_usage: ReadUsage,
    list_brands: ListBrands,
) -> None:
    await show(query, await _plan(actor, reader, shop, read_plan, read_usage, list_brands))


@router.callback_query(PlanAction.filter(F.verb == PlanVerb.COMPARE))
async def compared(query: CallbackQuery, actor: User, texts: Texts, shop: Shop, read_plan: ReadPlan) -> None:
    now = await read_plan(actor)
    await show(query, screens.compare(texts, now, screens.higher(now.plan, _sold(shop))))


@router.callback_query(PlanChosen.filter())
async def plan_chosen(
    query: CallbackQuery,
    callback_data: PlanChosen,
    actor: User,
    reader: Reader,
    shop: Shop,
    read_plan: ReadPlan,
    open_checkout: OpenCheckout,
    offer_stars: OfferStars,
    background: Background,
) -> None:
    """The pages are asked for beside everything else: that takes seconds at times. Who pays already is led to
    where that is changed.
    """
    chosen = callback_data.plan

    async def offer() -> Screen:
        if (await read_plan(actor)).way is Way.STRIPE:
            return screens.manage(reader.texts, await open_checkout(actor, plan=chosen, on_web=False))
        asked = {}
        if Way.STRIPE in shop.in_chat and shop.price_of(chosen):
            asked[Way.STRIPE] = open_checkout(actor, plan=chosen, on_web=False)
        if Way.STARS in shop.in_chat and chosen in shop.stars:
            asked[Way.STARS] = offer_stars(actor, plan=chosen)
        return screens.pay(reader.texts, chosen, await _answered(asked), shop.stars.get(chosen))

    await answer(query)
    background.start(_shown(query, reader, offer), name=f"till for {actor.id}")


@router.callback_query(PlanAction.filter(F.verb == PlanVerb.MANAGE))
async def manage(
    query: CallbackQuery, actor: User, reader: Reader, open_portal: OpenPortal, background: Background
) -> None:
    async def portal() -> Screen:
        return screens.manage(reader.texts, await open_portal(actor))

    await answer(query)
    background.start(_shown(query, reader, portal), name=f"portal for {actor.id}")


@router.callback_query(PlanAction.filter(F.verb == PlanVerb.CANCEL))
async def ask_cancel(query: CallbackQuery, actor: User, reader: Reader, read_plan: ReadPlan) -> None:
    await show(query, screens.ask_cancel(reader, await read_plan(actor)))


@router.callback_query(PlanAction.filter(F.verb.in_({PlanVerb.CANCEL_SURELY, PlanVerb.RENEW})))
async def renewal_switched(
    query: CallbackQuery,
    callback_data: PlanAction,
    actor: User,
    reader: Reader,
    shop: Shop,
    renew_stars: RenewStars,
    read_plan: ReadPlan,
    read_usage: ReadUsage,
    list_brands: ListBrands,
) -> None:
    await renew_stars(actor, renewed=callback_data.verb is PlanVerb.RENEW)
    await show(query, await _plan(actor, reader, shop, read_plan, read_usage, list_brands))


@router.pre_checkout_query()
async def about_to_pay(query: PreCheckoutQuery, actor: User, reader: Reader, check_stars: CheckStars) -> None:
    """Telegram waits for ten seconds, and asks nobody else (Bot API, answerPreCheckoutQuery)."""
    try:
        await check_stars(
            actor, payload=query.invoice_payload, currency=query.currency, stars=query.total_amount
        )
    except DomainError as refusal:
        await query.answer(ok=False, error_message=words_for(refusal, reader))
        return
    await query.answer(ok=True)


@router.message(F.successful_payment.as_("payment"))
async def paid(
    message: Message,  # noqa: ARG001 - what it says stands in its payment
    payment: SuccessfulPayment,
    actor: User,
    credit_stars: CreditStars,
) -> None:
    """The welcome comes as news: once, also when Telegram says it twice."""
    await credit_stars(
        actor,
        Paid(
            payload=payment.invoice_payload,
            currency=payment.currency,
            stars=payment.total_amount,
            charge_id=payment.telegram_payment_charge_id,
            recurring=bool(payment.is_recurring or payment.subscription_expiration_date),
            is_first=bool(payment.is_first_recurring or not payment.is_recurring),
            until=_moment(payment.subscription_expiration_date),
        ),
    )


@router.subscription()
async def renewal_changed(
    event: BotSubscriptionUpdated, actor: User, note_star_renewal: NoteStarRenewal
) -> None:
    """Telegram's own settings have a button for it, too."""
    if event.state == "failed":
        await note_star_renewal.failed(actor)
    else:
        await note_star_renewal(actor, renewed=event.state == "active")


@router.message(F.refunded_payment.as_("payment"))
async def paid_back(
    message: Message,  # noqa: ARG001 - what it says stands in its payment
    payment: RefundedPayment,
    refund_stars: RefundStars,
) -> None:
    await refund_stars.note(payment.telegram_payment_charge_id)


@router.message(Command("paysupport"))
async def pay_support(message: Message, state: FSMContext, texts: Texts) -> None:
    await state.clear()
    await show(message, screens.pay_support(texts))


@router.callback_query(PlanAction.filter(F.verb == PlanVerb.HELP))
async def help_with_payment(
    query: CallbackQuery, actor: User, texts: Texts, ask_about_payment: AskAboutPayment
) -> None:
    await ask_about_payment(actor)
    await show(query, screens.pay_support_asked(texts))


@router.callback_query(StarsRefunded.filter())
async def give_back(
    query: CallbackQuery, callback_data: StarsRefunded, actor: User, texts: Texts, refund_stars: RefundStars
) -> None:
    payment = await refund_stars(actor, callback_data.payment)
    await show(query, screens.refunded(texts, payment.stars))


@router.message(Command("terms"))
async def terms(message: Message, state: FSMContext, texts: Texts) -> None:
    await state.clear()
    await show(message, screens.terms(texts))


async def _plan(
    actor: User,
    reader: Reader,
    shop: Shop,
    read_plan: ReadPlan,
    read_usage: ReadUsage,
    list_brands: ListBrands,
) -> Screen:
    now = await read_plan(actor)
    return screens.plan(
        reader, now, await read_usage(actor), len(await list_brands(actor)), sold=bool(_sold(shop))
    )


def _sold(shop: Shop) -> list[Plan]:
    """What can be paid for in the chat, the smallest first."""
    by_card = set(shop.prices.values()) if Way.STRIPE in shop.in_chat else set()
    in_stars = set(shop.stars) if Way.STARS in shop.in_chat else set()
    return [plan for plan in Plan if plan in by_card | in_stars]


async def _answered(asked: Mapping[Way, Awaitable[str]]) -> dict[Way, str]:
    """The ways that can be gone now: one that is closed does not close the other. Raises what closed the last
    one when there is none.
    """
    found, refusal = {}, PaymentsUnavailable()
    for way, answered in asked.items():
        try:
            found[way] = await answered
        except PaymentsUnavailable as error:
            refusal = error
    if not found:
        raise refusal
    return found


async def _shown(query: CallbackQuery, reader: Reader, ask: Callable[[], Awaitable[Screen]]) -> None:
    """The screen, or in words why there is none."""
    try:
        screen = await ask()
    except DomainError as refusal:
        await say(query, Screen(reader.texts.rich("plan-refused", why=words_for(refusal, reader))))
        return
    await show(query, screen)


def _moment(seconds: int | None) -> datetime | None:
    """`seconds` since 1970, UTC, as Telegram writes times."""
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
