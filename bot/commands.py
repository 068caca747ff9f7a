"""What Telegram shows of the bot itself: the commands menu, and its introduction in an empty chat."""

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
        "image": texts("command-image"),
        "voice": texts("command-voice"),
        "plan": texts("command-plan"),
        "settings": texts("command-settings"),
        "help": texts("command-help"),
        "cancel": texts("command-cancel"),
    }
    return [BotCommand(command=name, description=words) for name, words in described.items()]


async def introduce(bot: Bot) -> None:
    """Menu and introduction in every language that we speak; in English for all others."""
    await _introduce(bot, texts_in("en"), None)
    for locale in LOCALES:
        await _introduce(bot, texts_in(locale), locale)


async def _introduce(bot: Bot, texts: Texts, language_code: str | None) -> None:
    menu = commands(texts)
    await bot.set_my_commands(menu, scope=BotCommandScopeAllPrivateChats(), language_code=language_code)
    await bot.set_my_description(texts("bot-description"), language_code=language_code)
    await bot.set_my_short_description(texts("bot-short-description"), language_code=language_code)


async def set_commands_of(bot: Bot, chat_id: int, texts: Texts) -> None:
    """The menu of one person who chose another language than their Telegram has."""
    await bot.set_my_commands(commands(texts), scope=BotCommandScopeChat(chat_id=chat_id))
