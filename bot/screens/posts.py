from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Code, Text

from bot.screens.writing import excerpt
from bot.texts import Texts
from bot.ui.keyboards import PostAction, PostsPage, PostVerb, button, copy, keyboard
from bot.ui.names import PLATFORM_NAMES
from bot.ui.reader import Reader
from bot.ui.screen import Screen
from bot.ui.times import with_zone
from domain.brands.models import Brand
from domain.delivery.models import Delivery
from domain.platforms import length_of, limit_of
from domain.posts.letters import fits_copy_button
from domain.posts.models import Post, PostStatus
from domain.posts.read_posts import Page

NUMBERS_IN_A_ROW = 5

MARKS = {
    PostStatus.DRAFT: "📝",
    PostStatus.SCHEDULED: "🗓",
    PostStatus.DELIVERED: "📬",
    PostStatus.PUBLISHED: "✅",
    PostStatus.SKIPPED: "⏭",
    PostStatus.FAILED: "⚠️",
}


def post_card(reader: Reader, post: Post, brand: Brand | None, coming: Delivery | None) -> Screen:
    """A post to work on: its text, what it counts on its platform, when it comes."""
    text = Text(post.text, "\n\n", about(reader.texts, post, brand))
    if coming:
        when = with_zone(coming.scheduled_for, zone=reader.zone, locale=reader.texts.locale, now=reader.now)
        text = Text(text, "\n", reader.texts.rich("post-scheduled", when=when))
    return Screen(text, keyboard(*_actions(reader.texts, post, scheduled=coming is not None)))


def about(texts: Texts, post: Post, brand: Brand | None) -> Text:
    """The line below a text: platform, length against the limit, brand, and where it stands."""
    length, limit = length_of(post.text, post.platform), limit_of(post.platform)
    line = texts.rich("post-about", platform=PLATFORM_NAMES[post.platform], length=length, limit=limit)
    if brand:
        line += Text(" · ", brand.name)
    if post.status not in (PostStatus.DRAFT, PostStatus.SCHEDULED):
        line += Text(" · ", MARKS[post.status], " ", status_name(texts, post.status))
    return line


def status_name(texts: Texts, status: PostStatus) -> str:
    match status:
        case PostStatus.DRAFT:
            return texts("status-draft")
        case PostStatus.SCHEDULED:
            return texts("status-scheduled")
        case PostStatus.DELIVERED:
            return texts("status-delivered")
        case PostStatus.PUBLISHED:
            return texts("status-published")
        case PostStatus.SKIPPED:
            return texts("status-skipped")
        case PostStatus.FAILED:
            return texts("status-failed")


def copyable(text: str) -> Screen:
    """A text that is copied with one tap on it."""
    return Screen(Text(Code(text)))


def ask_text(texts: Texts, post: Post) -> Screen:
    back = button(texts("back"), PostAction(id=post.id, verb=PostVerb.BACK))
    return Screen(
        Text(texts.rich("post-ask-text", limit=limit_of(post.platform)), "\n\n", Code(post.text)),
        keyboard([back]),
    )


def ask_delete(texts: Texts, post: Post) -> Screen:
    scheduled = post.status == PostStatus.SCHEDULED
    words = texts.rich("post-ask-delete-scheduled") if scheduled else texts.rich("post-ask-delete")
    return Screen(
        Text(words, "\n\n", excerpt(post.text)),
        keyboard(
            [
                button(texts("post-delete-surely"), PostAction(id=post.id, verb=PostVerb.DELETE_SURELY)),
                button(texts("back"), PostAction(id=post.id, verb=PostVerb.BACK)),
            ]
        ),
    )


def deleted(texts: Texts) -> Screen:
    return Screen(texts.rich("post-deleted"))


def no_posts(texts: Texts) -> Screen:
    return Screen(texts.rich("posts-none"))


def library(texts: Texts, page: Page, *, first: bool) -> Screen:
    text = Text(texts.rich("posts-list"))
    for number, post in enumerate(page.posts, 1):
        line = Text("\n\n", Bold(f"{number}. "), MARKS[post.status], " ", PLATFORM_NAMES[post.platform], "\n")
        text += Text(line, excerpt(post.text))
    newest = [] if first else [button(texts("posts-newest"), PostsPage())]
    older = [button(texts("posts-older"), PostsPage(before=page.older))] if page.older else []
    return Screen(text, keyboard(*numbered(page.posts), [*newest, *older]))


def numbered(posts: Sequence[Post]) -> list[list[InlineKeyboardButton]]:
    """Buttons 1, 2, 3 … that open the posts of a list."""
    buttons = [
        button(str(number), PostAction(id=post.id, verb=PostVerb.SHOW))
        for number, post in enumerate(posts, 1)
    ]
    return [buttons[i : i + NUMBERS_IN_A_ROW] for i in range(0, len(buttons), NUMBERS_IN_A_ROW)]


def copy_button(texts: Texts, post: Post) -> InlineKeyboardButton:
    """Copies at once where Telegram's button holds the text, else asks for it as a message of its own."""
    if fits_copy_button(post.text):
        return copy(texts("post-copy"), post.text)
    return button(texts("post-copy"), PostAction(id=post.id, verb=PostVerb.COPY))


def _actions(texts: Texts, post: Post, *, scheduled: bool) -> list[list[InlineKeyboardButton]]:
    def action(words: str, verb: PostVerb) -> InlineKeyboardButton:
        return button(words, PostAction(id=post.id, verb=verb))

    edit = action(texts("post-edit"), PostVerb.EDIT)
    if scheduled:
        return [
            [action(texts("post-move"), PostVerb.SCHEDULE), edit],
            [
                action(texts("post-send-now"), PostVerb.SEND_NOW),
                action(texts("post-unschedule"), PostVerb.UNSCHEDULE),
            ],
        ]
    return [
        [action(texts("post-schedule"), PostVerb.SCHEDULE), edit],
        [copy_button(texts, post), action(texts("post-delete"), PostVerb.DELETE)],
    ]
