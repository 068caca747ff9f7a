"""The one table of what each plan gives (product.md 3)."""

from dataclasses import dataclass

from domain.accounts.models import Plan


@dataclass(frozen=True, slots=True)
class Limits:
    """Price in USD a month; the rest is what a calendar month (UTC) allows, brands at any one time."""

    price: int
    posts: int
    pictures: int
    voice_characters: int
    brands: int
    first_in_queue: bool


PLANS: dict[Plan, Limits] = {
    Plan.FREE: Limits(price=0, posts=20, pictures=5, voice_characters=2_000, brands=1, first_in_queue=False),
    Plan.PRO: Limits(
        price=19, posts=1_000, pictures=200, voice_characters=100_000, brands=10, first_in_queue=True
    ),
    Plan.BUSINESS: Limits(
        price=99, posts=90_000, pictures=5_000, voice_characters=500_000, brands=100, first_in_queue=True
    ),
}

RANK = {plan: rank for rank, plan in enumerate(PLANS)}
"""Which of two plans is the higher one."""
