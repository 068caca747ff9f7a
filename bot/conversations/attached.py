"""What follows when something was put on a post: its card, wherever that was done."""

from uuid import UUID

from aiogram.types import CallbackQuery
from aiogram.utils.formatting import Text

from bot.screens.posts import post_card
from bot.ui.reader import Reader
from bot.ui.screen import answer, say
from domain.accounts.models import User
from domain.posts.read_posts import GetPost
from domain.posts.versions import FormerText
from domain.scheduling.read_schedule import NextDelivery


async def show_attached(
    query: CallbackQuery,
    post_id: UUID,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    next_delivery: NextDelivery,
    former_text: FormerText,
    *,
    note: Text,
) -> None:
    """The card of the post in a new message, with `note` on it, to go on with it at once. Raises
    PostNotFound.
    """
    post = await get_post(actor, post_id)
    coming, former = await next_delivery(actor, post.id), await former_text(actor, post.id)
    await answer(query)
    await say(query, post_card(reader, post, post.brand, coming, former=former is not None, note=note))
