from aiogram.utils.formatting import Text

from bot.screens.writing import excerpt
from bot.texts import Texts
from bot.ui.keyboards import OfferedAttachment, PostAction, PostVerb, button, keyboard
from bot.ui.screen import Screen
from domain.media.models import Media
from domain.posts.models import Post


def ask_file(texts: Texts, post: Post) -> Screen:
    back = button(texts("back"), PostAction(id=post.id, verb=PostVerb.BACK))
    return Screen(Text(texts.rich("attach-ask"), "\n\n", excerpt(post.text)), keyboard([back]))


def what_to_send(texts: Texts) -> Screen:
    return Screen(texts.rich("attach-what"))


def looking(texts: Texts) -> Screen:
    return Screen(texts.rich("attach-looking"))


def attached(texts: Texts, media: Media, *, replaced: bool, one_of_many: bool) -> Text:
    """What is said below the card of the post."""
    match media.is_picture, replaced:
        case True, False:
            words = texts.rich("attach-done-picture")
        case True, True:
            words = texts.rich("attach-replaced-picture")
        case False, False:
            words = texts.rich("attach-done-sound")
        case _:
            words = texts.rich("attach-replaced-sound")
    return Text(words, "\n", texts.rich("attach-one-of-many")) if one_of_many else words


def not_attached(words: str) -> Screen:
    return Screen(Text(words))


def picture_alone(texts: Texts, last: Post | None) -> Screen:
    """`last`: the post that it may be meant for."""
    if last is None:
        return Screen(texts.rich("picture-alone"))
    surely = button(texts("offer-attachment-surely"), OfferedAttachment(post=last.id))
    words = Text(texts.rich("offer-attachment"), "\n\n", excerpt(last.text))
    return Screen(words, keyboard([surely]))
