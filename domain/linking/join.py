"""Two accounts become one (reliability T25, T26). Everything here takes part in a transaction of the
caller's, which has locked both users, in the order of their ids.
"""

from typing import Any
from uuid import UUID

from domain.accounts.models import LinkSide, User
from domain.brands.models import Brand
from domain.delivery.chats import bring_to_chat, give_chat
from domain.delivery.reach_chat import ReopenChat
from domain.linking.foresee import Foresight, chat_name, foresee
from domain.linking.moving import forget_chat, move_everything

SETTINGS = (
    "name",
    "locale",
    "timezone",
    "digest",
    "digest_hour",
    "quiet_from",
    "quiet_until",
    "notices",
)
"""What a person has chosen for themselves; one side's stay as a whole."""

CLERKS = ("clerk_id", "email", "clerk_updated_at")


async def lock_users(*ids: UUID) -> list[User]:
    """Those who exist, in the order of their ids, in which everybody locks them."""
    return await User.filter(id__in=ids).order_by("id").select_for_update(no_key=True)


async def join(chat: User, web: User) -> User:
    """The one account that both are from now on. Everything of the other one is moved, and its row is empty.

    Raises TwoPaidPlans, PaymentOpen.
    """
    foresight = await foresee(chat, web)
    kept, emptied = (chat, web) if foresight.web.empty and not foresight.chat.empty else (web, chat)
    if web.telegram_id is not None:
        await leave_chat(web)
    await _prepare_brands(foresight, chat, web)
    await move_everything(emptied.id, kept.id)
    await _merge(foresight, chat, web, kept, emptied)
    assert kept.telegram_id is not None
    await bring_to_chat(kept.id, kept.telegram_id)
    await ReopenChat()(kept.telegram_id)
    return kept


async def leave_chat(user: User) -> User:
    """The user goes on without their chat, which becomes an account of its own: new and empty. What was to
    come there is held. Returns whom the chat belongs to now.
    """
    chat_id = user.telegram_id
    assert chat_id is not None
    name = await chat_name(user)
    user.telegram_id = None
    await user.save(update_fields=["telegram_id", "updated_at"])
    alone = await User.create(telegram_id=chat_id, name=name, locale=user.locale)
    await give_chat(chat_id, former=user.id, owner=alone.id)
    await forget_chat(user.id, chat_id)
    return alone


async def _prepare_brands(foresight: Foresight, chat: User, web: User) -> None:
    staying, moving = (chat, web) if foresight.keeps is LinkSide.CHAT else (web, chat)
    for former, name in foresight.renamed:
        await Brand.filter(owner=moving, name=former).update(name=name)
    if await Brand.exists(owner=staying, is_default=True):
        await Brand.filter(owner=moving, is_default=True).update(is_default=False)


async def _merge(foresight: Foresight, chat: User, web: User, kept: User, emptied: User) -> None:
    choosing, other = (chat, web) if foresight.keeps is LinkSide.CHAT else (web, chat)
    of_chat = {"telegram_id": chat.telegram_id}
    of_web = {name: getattr(web, name) for name in CLERKS}
    chosen = {name: getattr(choosing, name) for name in SETTINGS}
    chosen["name"] = choosing.name or other.name
    chosen["timezone"] = choosing.timezone or other.timezone
    invite_code = kept.invite_code or emptied.invite_code
    invited_by = kept.invited_by_id or emptied.invited_by_id
    # The marks of an identity are unique: they leave one row before they come into the other one.
    await _set(
        emptied,
        telegram_id=None,
        clerk_id=None,
        email=None,
        clerk_updated_at=None,
        name="",
        invited_by_id=None,
        invite_code=None,
        active=False,
        joined_to_id=kept.id,
    )
    await _set(
        kept,
        **of_chat,
        **of_web,
        **chosen,
        invite_code=invite_code,
        plan=foresight.plan,
        billing_hold=chat.billing_hold or web.billing_hold,
        invited_by_id=invited_by if invited_by != kept.id else None,
    )


async def _set(user: User, **fields: Any) -> None:
    user.update_from_dict(fields)
    await user.save(update_fields=[*fields, "updated_at"])
