"""The web account of a chat: connected both ways, and disconnected. Whom one invites.

Nothing is connected by a code alone: both sides are asked (reliability T25). What is asked here stands in
buttons that carry the link.
"""

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.screens import linking as screens
from bot.texts import Texts
from bot.ui.keyboards import LinkAnswer, LinkVerb, SettingsAction
from bot.ui.screen import show
from domain.accounts.invitations import INVITATION, AcceptInvitation, InvitationLink
from domain.accounts.models import LinkSide, User
from domain.delivery.reach_chat import ReopenChat
from domain.linking.answer_link import AgreeToLink, RefuseLink
from domain.linking.ask_link import IN_CHAT, AskLink, LinkAddress
from domain.linking.links import MadeLink
from domain.linking.unlink import Unlink
from domain.linking.use_code import UseLinkCode

router = Router(name="linking")


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(IN_CHAT)))
async def started_by_link(
    message: Message,
    command: CommandObject,
    state: FSMContext,
    actor: User,
    texts: Texts,
    reopen_chat: ReopenChat,
    use_link_code: UseLinkCode,
) -> None:
    await reopen_chat(message.chat.id)
    await state.clear()
    code = (command.args or "").removeprefix(IN_CHAT)
    await show(message, screens.ask(texts, await use_link_code(actor, code, on=LinkSide.CHAT)))


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(INVITATION)))
async def invited(
    message: Message,  # noqa: ARG001
    command: CommandObject,
    actor: User,
    accept_invitation: AcceptInvitation,
) -> None:
    """What follows is the same as without an invitation."""
    await accept_invitation(actor, (command.args or "").removeprefix(INVITATION))
    raise SkipHandler


@router.callback_query(LinkAnswer.filter(F.verb == LinkVerb.YES))
async def agreed(
    query: CallbackQuery, callback_data: LinkAnswer, actor: User, texts: Texts, agree_to_link: AgreeToLink
) -> None:
    answered = await agree_to_link(actor, callback_data.id, on=LinkSide.CHAT)
    if isinstance(answered, MadeLink):
        await show(query, screens.made(texts, answered))
    else:
        await show(query, screens.web_is_asked(texts))


@router.callback_query(LinkAnswer.filter(F.verb == LinkVerb.NO))
async def refused(
    query: CallbackQuery, callback_data: LinkAnswer, actor: User, texts: Texts, refuse_link: RefuseLink
) -> None:
    await refuse_link(actor, callback_data.id, on=LinkSide.CHAT)
    await show(query, screens.refused(texts))


@router.callback_query(SettingsAction.filter(F.what == "web"))
async def web_account(query: CallbackQuery, actor: User, texts: Texts) -> None:
    await show(query, screens.web_account(texts, actor))


@router.callback_query(SettingsAction.filter(F.what == "web-connect"))
async def connect(
    query: CallbackQuery, actor: User, texts: Texts, ask_link: AskLink, link_address: LinkAddress
) -> None:
    link, code = await ask_link(actor, side=LinkSide.CHAT)
    await show(query, screens.connect(texts, await link_address(code, side=link.side)))


@router.callback_query(SettingsAction.filter(F.what == "web-leave"))
async def ask_leave(query: CallbackQuery, actor: User, texts: Texts) -> None:
    await show(query, screens.ask_leave(texts, actor))


@router.callback_query(SettingsAction.filter(F.what == "web-leave!"))
async def leave(query: CallbackQuery, actor: User, texts: Texts, unlink: Unlink) -> None:
    await unlink(actor, on=LinkSide.CHAT)
    await show(query, screens.left(texts, actor))


@router.callback_query(SettingsAction.filter(F.what == "invite"))
async def invite(query: CallbackQuery, actor: User, texts: Texts, invitation_link: InvitationLink) -> None:
    await show(query, screens.invitation(texts, await invitation_link(actor)))
