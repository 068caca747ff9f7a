"""How platforms and styles are called and abbreviated on screens and in buttons."""

from bot.texts import Texts
from domain.accounts.models import Plan
from domain.platforms import Platform
from domain.writing.styles import Style

PLATFORM_NAMES = {Platform.TWITTER: "X", Platform.LINKEDIN: "LinkedIn", Platform.INSTAGRAM: "Instagram"}

_PLATFORM_LETTERS = {Platform.TWITTER: "t", Platform.LINKEDIN: "l", Platform.INSTAGRAM: "i"}


def letters_of(platforms: tuple[Platform, ...]) -> str:
    """Platforms as they are packed into a button, in the order in which they are shown."""
    return "".join(letter for platform, letter in _PLATFORM_LETTERS.items() if platform in platforms)


def platforms_of(letters: str) -> tuple[Platform, ...]:
    return tuple(platform for platform, letter in _PLATFORM_LETTERS.items() if letter in letters)


def toggled(platforms: tuple[Platform, ...], platform: Platform) -> tuple[Platform, ...]:
    if platform in platforms:
        return tuple(p for p in platforms if p is not platform)
    return (*platforms, platform)


def style_name(texts: Texts, style: Style) -> str:
    match style:
        case Style.PROFESSIONAL:
            return texts("style-professional")
        case Style.CASUAL:
            return texts("style-casual")
        case Style.WITTY:
            return texts("style-witty")


def platform_names(platforms: tuple[Platform, ...]) -> str:
    return ", ".join(PLATFORM_NAMES[platform] for platform in platforms)


PLAN_NAMES = {Plan.FREE: "FREE", Plan.PRO: "PRO", Plan.BUSINESS: "BUSINESS"}
"""The same in every language."""
