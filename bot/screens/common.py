from bot.texts import Texts
from bot.ui.screen import Screen


def help_screen(texts: Texts) -> Screen:
    return Screen(texts.rich("help"))


def cancelled(texts: Texts) -> Screen:
    return Screen(texts.rich("cancelled"))


def nothing_to_cancel(texts: Texts) -> Screen:
    return Screen(texts.rich("nothing-to-cancel"))


def unknown_command(texts: Texts) -> Screen:
    return Screen(texts.rich("unknown-command"))


def cannot_read(texts: Texts) -> Screen:
    return Screen(texts.rich("cannot-read"))


def use_the_buttons(texts: Texts) -> Screen:
    return Screen(texts.rich("use-the-buttons"))
