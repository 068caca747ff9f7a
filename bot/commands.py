"""The commands menu, per language."""

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.texts import Texts, texts_in
from domain.accounts.register_telegram_user import LOCALES


def commands(texts: Texts) -> list[BotCommand]:
    """In the order of the menu."""
    described = {
        "new": texts("command-new"),
        "posts": texts("command-posts"),
        "schedule": texts("command-schedule"),
        "brands": texts("command-brands"),
        "settings": texts("command-settings"),
        "help": texts("command-help"),
        "cancel": texts("command-cancel"),
    }
    return [BotCommand(command=name, description=words) for name, words in described.items()]


async def set_commands(bot: Bot) -> None:
    """The menu in every language that we speak; English for all others."""
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(commands(texts_in("en")), scope=scope)
    for locale in LOCALES:
        await bot.set_my_commands(commands(texts_in(locale)), scope=scope, language_code=locale)


async def set_commands_of(bot: Bot, chat_id: int, texts: Texts) -> None:
    """The menu of one person who chose another language than their Telegram has."""
    await bot.set_my_commands(commands(texts), scope=BotCommandScopeChat(chat_id=chat_id))
