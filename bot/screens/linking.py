from collections.abc import Iterator, Sequence

from aiogram.utils.formatting import Text

from bot.texts import Texts
from bot.ui.keyboards import LinkAnswer, LinkVerb, SettingsAction, button, copy, keyboard
from bot.ui.keyboards import link as link_button
from bot.ui.names import PLAN_NAMES
from bot.ui.screen import Screen
from domain.accounts.models import LinkSide, User
from domain.delivery.ports import Notice
from domain.linking.foresee import Foresight, Holdings
from domain.linking.links import MadeLink, OpenLink, masked_account
from domain.linking.words import foresight_in
from domain.usage.models import UsageKind

SHOWN_NAMES = 5
"""Brands that are named one by one; so many lines fit every message."""


def ask(texts: Texts, opened: OpenLink) -> Screen:
    return _question(texts, str(opened.link.id), masked_account(opened.web), opened.foresight)


def asked_by_web(texts: Texts, news: Notice) -> Screen:
    return _question(texts, news.details["link"], news.details["account"], foresight_in(news.details))


def web_is_asked(texts: Texts) -> Screen:
    return Screen(texts.rich("link-web-asked"))


def made(texts: Texts, link: MadeLink) -> Screen:
    return _made(texts, link.account)


def refused(texts: Texts) -> Screen:
    return Screen(texts.rich("link-refused"))


def web_account(texts: Texts, actor: User) -> Screen:
    """Whether the chat has a web account, and what can be done about it."""
    back = [button(texts("back"), SettingsAction(what="settings"))]
    if actor.clerk_id is None:
        connect = [button(texts("link-connect"), SettingsAction(what="web-connect"))]
        return Screen(texts.rich("link-none"), keyboard(connect, back))
    leave = [button(texts("link-leave"), SettingsAction(what="web-leave"))]
    return Screen(texts.rich("link-there", account=_account(texts, actor)), keyboard(leave, back))


def connect(texts: Texts, address: str | None) -> Screen:
    """`address` is None where there is no web front end."""
    back = [button(texts("back"), SettingsAction(what="web"))]
    if address is None:
        return Screen(texts.rich("link-no-page"), keyboard(back))
    return Screen(texts.rich("link-open-page"), keyboard([link_button(texts("link-open"), address)], back))


def ask_leave(texts: Texts, actor: User) -> Screen:
    return Screen(
        texts.rich("link-leave-ask", account=_account(texts, actor)),
        keyboard(
            [button(texts("link-leave-yes"), SettingsAction(what="web-leave!"))],
            [button(texts("back"), SettingsAction(what="web"))],
        ),
    )


def left(texts: Texts, actor: User) -> Screen:
    return _left(texts, masked_account(actor))


def invitation(texts: Texts, address: str) -> Screen:
    return Screen(
        Text(texts.rich("invite"), "\n\n", address),
        keyboard(
            [copy(texts("invite-copy"), address)],
            [button(texts("back"), SettingsAction(what="settings"))],
        ),
    )


def link_news(texts: Texts, news: Notice) -> Screen:
    match news.topic:
        case "link-asked":
            return asked_by_web(texts, news)
        case "link-elsewhere":
            return Screen(texts.rich("link-elsewhere", name=news.details["name"]))
        case "linked":
            return _made(texts, news.details["account"])
        case "unlinked":
            return _left(texts, news.details["account"])
        case _:
            raise ValueError(f"no words for {news.topic}")


def _question(texts: Texts, link_id: str, account: str, foresight: Foresight) -> Screen:
    asked = texts.rich("link-ask", account=account or texts("link-nameless"))
    lines = [asked, *_consequences(texts, foresight)]
    return Screen(
        _spaced(lines, "\n\n"),
        keyboard(
            [
                button(texts("link-yes"), LinkAnswer(id=link_id, verb=LinkVerb.YES)),
                button(texts("link-no"), LinkAnswer(id=link_id, verb=LinkVerb.NO)),
            ]
        ),
    )


def _consequences(texts: Texts, foresight: Foresight) -> Iterator[Text]:
    """What becomes of both accounts, as far as anybody would notice it."""
    if foresight.replaces is not None:
        yield texts.rich("link-replaces", name=foresight.replaces)
    if foresight.joins:
        yield _spaced(list(_joining(texts, foresight)), "\n")


def _joining(texts: Texts, foresight: Foresight) -> Iterator[Text]:
    yield texts.rich("link-joins")
    yield texts.rich("link-holds-chat", holds=_holds(texts, foresight.chat))
    yield texts.rich("link-holds-web", holds=_holds(texts, foresight.web))
    yield texts.rich("link-used", used=_used(texts, foresight))
    yield texts.rich("link-plan", plan=PLAN_NAMES[foresight.plan])
    chats = foresight.keeps is LinkSide.CHAT
    yield texts.rich("link-keeps-chat") if chats else texts.rich("link-keeps-web")
    if foresight.default_brand is not None:
        yield texts.rich("link-default", brand=foresight.default_brand)
    for former, name in foresight.renamed[:SHOWN_NAMES]:
        yield texts.rich("link-renamed", former=former, name=name)
    if more := len(foresight.renamed[SHOWN_NAMES:]):
        yield texts.rich("link-renamed-more", number=more)
    if foresight.over_plan:
        yield texts.rich("link-over-plan", number=foresight.over_plan)


def _spaced(lines: Sequence[Text], space: str) -> Text:
    return Text(*[piece for line in lines for piece in (space, line)][1:])


def _holds(texts: Texts, holdings: Holdings) -> str:
    parts = [
        texts("link-brands", number=holdings.brands),
        texts("link-posts", number=holdings.posts),
        texts("link-scheduled", number=holdings.scheduled),
    ]
    return ", ".join(parts)


def _used(texts: Texts, foresight: Foresight) -> str:
    used = foresight.used
    parts = [
        texts("link-posts", number=used[UsageKind.POSTS]),
        texts("link-pictures", number=used[UsageKind.PICTURES]),
        texts("link-characters", number=used[UsageKind.VOICE_CHARACTERS]),
    ]
    return ", ".join(parts)


def _account(texts: Texts, web: User) -> str:
    return masked_account(web) or texts("link-nameless")


def _made(texts: Texts, account: str) -> Screen:
    return Screen(texts.rich("link-made", account=account or texts("link-nameless")))


def _left(texts: Texts, account: str) -> Screen:
    return Screen(texts.rich("link-left", account=account or texts("link-nameless")))
