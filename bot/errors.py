from collections import deque
from datetime import datetime

import structlog
from aiogram import Router
from aiogram.exceptions import AiogramError, TelegramForbiddenError
from aiogram.filters import ExceptionTypeFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ErrorEvent, Message, TelegramObject, User
from aiogram.utils.formatting import Text

from bot.screens.plan import upgrade_offer
from bot.texts import Texts, texts_in
from bot.ui.reader import Reader
from bot.ui.screen import Screen, answer, say
from bot.ui.times import clock_now
from domain.accounts.models import Plan
from domain.accounts.models import User as Account
from domain.accounts.register_telegram_user import spoken
from domain.database import is_unavailable
from domain.errors import DomainError

router = Router(name="errors")
log = structlog.get_logger(__name__)

USED_UP = frozenset({"quota_exceeded", "too_many_brands"})
"""What a higher plan has more of."""

_told: deque[int] = deque(maxlen=1_000)
"""Updates that wait for the database and whose people know it: they come again and again until it is back."""


class TryAgainLater(Exception):
    """The update was not handled because the database is away; it must not be acknowledged."""


@router.error(ExceptionTypeFilter(DomainError))
async def say_no(event: ErrorEvent, actor: Account, reader: Reader, state: FSMContext) -> None:
    """A rule of the product said no: in the person's words, with what the rule told, on the person's clock.

    What is typed about a thing that is gone is not asked for any further.
    """
    error = event.exception
    assert isinstance(error, DomainError)
    if error.code.endswith("_not_found") and event.update.message:
        await state.clear()
    await _tell(event, words_for(error, reader))
    if error.code in USED_UP and actor.plan is not Plan.BUSINESS:
        await offer_upgrade(event.update.event, reader.texts)


async def offer_upgrade(event: TelegramObject, texts: Texts) -> None:
    """Below what was said about a plan that is used up."""
    if isinstance(event, CallbackQuery | Message):
        try:
            await say(event, upgrade_offer(texts))
        except AiogramError as error:
            log.info("could not offer", error=type(error).__name__)


def words_for(error: DomainError, reader: Reader) -> str:
    """What a refusal says to its reader."""
    told, texts = dict(error.details), reader.texts
    if "resetsAt" in told:
        resets_at = datetime.fromisoformat(str(told["resetsAt"]))
        told["resetsAt"] = clock_now(resets_at, reader.zone, texts.locale)
    return texts("error-" + error.code.replace("_", "-"), **told)


@router.error(ExceptionTypeFilter(TelegramForbiddenError))
async def nobody_there(event: ErrorEvent) -> None:
    """The person has blocked us between their word and our answer."""
    log.info("answer refused", update=event.update.update_id)


@router.error()
async def apologise(event: ErrorEvent) -> None:
    """Raises TryAgainLater while the database is away."""
    if is_unavailable(event.exception):
        if event.update.update_id not in _told:
            _told.append(event.update.update_id)
            await _tell(event, _texts(event)("error-unavailable"))
        raise TryAgainLater from event.exception
    log.error("handler failed", update=event.update.update_id, exc_info=event.exception)
    await _tell(event, _texts(event)("error-unexpected"))


async def _tell(event: ErrorEvent, words: str) -> None:
    try:
        match event.update.event:
            case CallbackQuery() as tap:
                if not await answer(tap, words, alert=True):
                    await say(tap, Screen(Text(words)))
            case Message() as message:
                await message.answer(words)
    except AiogramError as error:
        log.info("could not answer", update=event.update.update_id, error=type(error).__name__)


def _texts(event: ErrorEvent) -> Texts:
    """In the language of the profile: the account may be out of reach when something fails."""
    sender = getattr(event.update.event, "from_user", None)
    return texts_in(spoken(sender.language_code if isinstance(sender, User) else None))
