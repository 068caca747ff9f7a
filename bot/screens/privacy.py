from uuid import UUID

from aiogram.types import InlineKeyboardButton

from bot.texts import Texts
from bot.ui.keyboards import EraseAction, EraseVerb, ExportBrought, SettingsAction, button, keyboard, link
from bot.ui.screen import Screen
from domain.accounts.models import Export, ExportStatus
from domain.delivery.ports import Notice

MEGABYTE = 1_000_000
LARGEST_DOCUMENT = 49 * 1024 * 1024
"""Bytes that a bot may send as a file (Bot API, "Sending files": 50 MB), with what surrounds them."""


def exporting(texts: Texts) -> Screen:
    return Screen(texts.rich("export-making"))


def archive_here(texts: Texts) -> Screen:
    """What stands under the archive itself."""
    return Screen(texts.rich("export-here"))


def fits_the_chat(export: Export) -> bool:
    return bool(export.size <= LARGEST_DOCUMENT)


def export_ended(texts: Texts, export: Export) -> Screen:
    """In words: for an archive that is too large to be sent, and for one that came to nothing."""
    if export.status is not ExportStatus.SUCCEEDED:
        return _failed(texts)
    size = f"{max(export.size / MEGABYTE, 0.1):.1f}"
    return Screen(texts.rich("export-ready", size=size), keyboard([_get(texts, export.id)]))


def export_news(texts: Texts, news: Notice) -> Screen:
    """Where the message that waited for the archive is gone."""
    if news.details["failed"]:
        return _failed(texts)
    return Screen(texts.rich("export-news"), keyboard([_get(texts, UUID(news.details["id"]))]))


def download(texts: Texts, url: str) -> Screen:
    return Screen(texts.rich("export-link"), keyboard([link(texts("export-download"), url)]))


def ask_erase(texts: Texts, account: UUID) -> Screen:
    """What goes, and the way out first."""
    keep = button(texts("erase-keep"), EraseAction(account=account, verb=EraseVerb.KEEP))
    go_on = button(texts("erase-go-on"), EraseAction(account=account, verb=EraseVerb.ASK))
    export = button(texts("settings-export"), SettingsAction(what="export"))
    return Screen(texts.rich("erase-ask"), keyboard([keep], [export], [go_on]))


def ask_erase_surely(texts: Texts, account: UUID) -> Screen:
    keep = button(texts("erase-keep"), EraseAction(account=account, verb=EraseVerb.KEEP))
    surely = button(texts("erase-surely"), EraseAction(account=account, verb=EraseVerb.SURELY))
    return Screen(texts.rich("erase-ask-surely"), keyboard([keep], [surely]))


def kept(texts: Texts) -> Screen:
    return Screen(texts.rich("erase-kept"))


def erasing(texts: Texts) -> Screen:
    return Screen(texts.rich("erase-begun"))


def farewell(texts: Texts) -> Screen:
    return Screen(texts.rich("erase-farewell"))


def erasure_waits(texts: Texts, news: Notice) -> Screen:
    """For operators."""
    return Screen(texts.rich("operators-erasure-waits", id=news.details["id"]))


def _failed(texts: Texts) -> Screen:
    return Screen(
        texts.rich("export-failed"), keyboard([button(texts("try-again"), SettingsAction(what="export"))])
    )


def _get(texts: Texts, export_id: UUID) -> InlineKeyboardButton:
    return button(texts("export-get"), ExportBrought(id=export_id))
