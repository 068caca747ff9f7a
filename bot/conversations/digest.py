"""When the digest comes, and when no news does."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.screens import digest as screens
from bot.screens.accounts import settings as settings_screen
from bot.texts import Texts
from bot.ui.keyboards import DigestChosen, QuietChosen, QuietFrom, SettingsAction
from bot.ui.reader import Reader
from bot.ui.screen import show
from domain.accounts.change_notices import ChangeDigest, ChangeNotices, ChangeQuietHours
from domain.accounts.models import User

router = Router(name="digest")


@router.callback_query(SettingsAction.filter(F.what == "digest"))
async def open_settings(query: CallbackQuery, actor: User, texts: Texts) -> None:
    await show(query, screens.digest_settings(texts, actor))


@router.callback_query(SettingsAction.filter(F.what == "settings"))
async def back_to_settings(query: CallbackQuery, reader: Reader) -> None:
    await show(query, settings_screen(reader))


@router.callback_query(SettingsAction.filter(F.what == "digest-hour"))
async def ask_hour(query: CallbackQuery, actor: User, texts: Texts) -> None:
    await show(query, screens.ask_digest_hour(texts, actor))


@router.callback_query(DigestChosen.filter())
async def digest_chosen(
    query: CallbackQuery, callback_data: DigestChosen, actor: User, texts: Texts, change_digest: ChangeDigest
) -> None:
    await change_digest(actor, digest=callback_data.digest, hour=callback_data.hour)
    await show(query, screens.digest_settings(texts, actor))


@router.callback_query(SettingsAction.filter(F.what.in_({"news-on", "news-off"})))
async def news_switched(
    query: CallbackQuery,
    callback_data: SettingsAction,
    actor: User,
    texts: Texts,
    change_notices: ChangeNotices,
) -> None:
    await change_notices(actor, wanted=callback_data.what == "news-on")
    await show(query, screens.digest_settings(texts, actor))


@router.callback_query(SettingsAction.filter(F.what == "quiet"))
async def ask_quiet_from(query: CallbackQuery, actor: User, texts: Texts) -> None:
    await show(query, screens.ask_quiet_from(texts, actor))


@router.callback_query(QuietFrom.filter())
async def ask_quiet_until(query: CallbackQuery, callback_data: QuietFrom, texts: Texts) -> None:
    await show(query, screens.ask_quiet_until(texts, callback_data.begin))


@router.callback_query(QuietChosen.filter())
async def quiet_chosen(
    query: CallbackQuery,
    callback_data: QuietChosen,
    actor: User,
    texts: Texts,
    change_quiet_hours: ChangeQuietHours,
) -> None:
    await change_quiet_hours(actor, begin=callback_data.begin, end=callback_data.end)
    await show(query, screens.digest_settings(texts, actor))
