"""The digest, and the settings of when it comes and when nothing does."""

from datetime import UTC, datetime

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.screens.writing import excerpt
from bot.texts import Texts
from bot.ui.keyboards import (
    CardAction,
    CardVerb,
    DigestChosen,
    MissedAction,
    MissedVerb,
    QuietChosen,
    QuietFrom,
    SchedulePageOf,
    SettingsAction,
    button,
    keyboard,
)
from bot.ui.names import PLATFORM_NAMES
from bot.ui.reader import Reader
from bot.ui.screen import Screen
from bot.ui.times import clock_and_day, clock_now
from domain.accounts.models import Digest, User
from domain.posts.digest import DigestLetter

HOURS_IN_A_ROW = 6


def digest(reader: Reader, letter: DigestLetter) -> Screen:
    texts = reader.texts
    weekly = letter.digest is Digest.WEEKLY
    heading = texts.rich("digest-week") if weekly else texts.rich("digest-day")
    parts: list[Text] = [heading]
    if letter.went_out:
        parts.append(_went_out(texts, letter))
    if letter.coming_number:
        parts.append(_coming(reader, letter))
    if letter.waiting_number:
        parts.append(_waiting(texts, letter))
    if letter.missed:
        parts.append(texts.rich("digest-missed", number=letter.missed))
    parts.append(texts.rich("digest-usage", used=str(letter.used), whole=str(letter.limit)))
    waiting = [
        button(str(number), CardAction(id=one.card, verb=CardVerb.SHOW))
        for number, one in enumerate(letter.waiting, 1)
    ]
    more = letter.coming_number > len(letter.coming)
    missed = MissedAction(verb=MissedVerb.SHOW)
    return Screen(
        Text(*[piece for part in parts for piece in ("\n\n", part)][1:]),
        keyboard(
            waiting,
            [button(texts("digest-all-coming"), SchedulePageOf())] if more else [],
            [button(texts("missed-show"), missed)] if letter.missed else [],
        ),
    )


def _went_out(texts: Texts, letter: DigestLetter) -> Text:
    text = texts.rich("digest-went-out", number=letter.went_out)
    if letter.posted:
        text += Text("\n", texts.rich("digest-posted", number=letter.posted))
    return text


def _coming(reader: Reader, letter: DigestLetter) -> Text:
    texts = reader.texts
    text = texts.rich("digest-coming", number=letter.coming_number)
    for one in letter.coming:
        when = clock_and_day(one.at, zone=reader.zone, locale=texts.locale, now=reader.now)
        platform = PLATFORM_NAMES[one.post.platform]
        text += Text("\n", Bold(when), f" · {platform} · ", excerpt(one.post.text))
    return text + _and_more(texts, letter.coming_number - len(letter.coming))


def _waiting(texts: Texts, letter: DigestLetter) -> Text:
    text = texts.rich("digest-waiting", number=letter.waiting_number)
    for number, one in enumerate(letter.waiting, 1):
        platform = PLATFORM_NAMES[one.post.platform]
        text += Text("\n", Bold(f"{number}."), f" {platform} · ", excerpt(one.post.text))
    return text + _and_more(texts, letter.waiting_number - len(letter.waiting))


def _and_more(texts: Texts, number: int) -> Text:
    return Text("\n", texts.rich("digest-more", number=number)) if number > 0 else Text()


def digest_settings(texts: Texts, user: User) -> Screen:
    """What holds now, and chips that each lead to another choice."""

    def chip(words: str, digest: Digest) -> InlineKeyboardButton:
        label = f"✓ {words}" if user.digest is digest else words
        return button(label, DigestChosen(digest=digest, hour=user.digest_hour))

    hour = _clock(texts, user.digest_hour)
    change_hour = button(texts("digest-hour", hour=hour), SettingsAction(what="digest-hour"))
    quiet = [button(texts("quiet-change"), SettingsAction(what="quiet"))]
    return Screen(
        Text(_digest_words(texts, user), "\n", _news_words(texts, user)),
        keyboard(
            [
                chip(texts("digest-off"), Digest.OFF),
                chip(texts("digest-daily"), Digest.DAILY),
                chip(texts("digest-weekly"), Digest.WEEKLY),
            ],
            [] if user.digest is Digest.OFF else [change_hour],
            [_news_switch(texts, user), *(quiet if user.notices else [])],
            [button(texts("back"), SettingsAction(what="settings"))],
        ),
    )


def ask_digest_hour(texts: Texts, user: User) -> Screen:
    hours = [
        button(_chosen(_clock(texts, hour), hour == user.digest_hour), _digest_at(user, hour))
        for hour in range(24)
    ]
    return Screen(texts.rich("digest-ask-hour"), keyboard(*_rows(hours), [_back(texts)]))


def ask_quiet_from(texts: Texts, user: User) -> Screen:
    hours = [
        button(_chosen(_clock(texts, hour), hour == user.quiet_from), QuietFrom(begin=hour))
        for hour in range(24)
    ]
    none = button(texts("quiet-none"), QuietChosen(begin=0, end=0))
    return Screen(texts.rich("quiet-ask-from"), keyboard(*_rows(hours), [none], [_back(texts)]))


def ask_quiet_until(texts: Texts, begin: int) -> Screen:
    hours = [
        button(_clock(texts, hour), QuietChosen(begin=begin, end=hour))
        for hour in ((begin + ahead) % 24 for ahead in range(1, 24))
    ]
    back = button(texts("back"), SettingsAction(what="quiet"))
    return Screen(texts.rich("quiet-ask-until", begin=_clock(texts, begin)), keyboard(*_rows(hours), [back]))


def _digest_words(texts: Texts, user: User) -> Text:
    hour = _clock(texts, user.digest_hour)
    match user.digest:
        case Digest.OFF:
            return texts.rich("digest-is-off")
        case Digest.DAILY:
            return texts.rich("digest-is-daily", hour=hour)
        case Digest.WEEKLY:
            return texts.rich("digest-is-weekly", hour=hour)


def _news_words(texts: Texts, user: User) -> Text:
    """Without news there is nothing that quiet hours could hold back."""
    return _quiet_words(texts, user) if user.notices else texts.rich("news-is-off")


def _news_switch(texts: Texts, user: User) -> InlineKeyboardButton:
    if user.notices:
        return button(texts("news-off"), SettingsAction(what="news-off"))
    return button(texts("news-on"), SettingsAction(what="news-on"))


def _quiet_words(texts: Texts, user: User) -> Text:
    if user.quiet_from is None or user.quiet_until is None:
        return texts.rich("quiet-is-off")
    return texts.rich("quiet-is", begin=_clock(texts, user.quiet_from), end=_clock(texts, user.quiet_until))


def _digest_at(user: User, hour: int) -> DigestChosen:
    return DigestChosen(digest=user.digest, hour=hour)


def _chosen(label: str, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label


def _clock(texts: Texts, hour: int) -> str:
    """A full hour as the reader's clocks show it."""
    return clock_now(datetime(2000, 1, 1, hour, tzinfo=UTC), "UTC", texts.locale)


def _rows(hours: list[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    return [hours[i : i + HOURS_IN_A_ROW] for i in range(0, len(hours), HOURS_IN_A_ROW)]


def _back(texts: Texts) -> InlineKeyboardButton:
    return button(texts("back"), SettingsAction(what="digest"))
