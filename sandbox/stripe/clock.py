"""What time it is for Stripe: the real one, moved on for everybody or for single customers."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sandbox.stripe.book import Book


@dataclass(slots=True)
class Clock:
    """`book` keeps how far it was moved, in seconds."""

    book: Book
    _standing: int | None = None

    def now(self, customer: str | None = None) -> int:
        """Unix seconds. A customer's clock is the common one and what it was moved by itself."""
        if self._standing is not None:
            return self._standing
        return int(time.time()) + self.moved_by() + (self.moved_by(customer) if customer else 0)

    def moved_by(self, customer: str | None = None) -> int:
        moved: int = self.book.facts.get("clock", {}).get(customer or "", 0)
        return moved

    def move(self, seconds: int, customer: str | None = None) -> None:
        moved = self.book.facts.setdefault("clock", {})
        moved[customer or ""] = moved.get(customer or "", 0) + seconds

    @contextmanager
    def standing_at(self, moment: int) -> Iterator[None]:
        """For what happens at a moment that has passed already."""
        before, self._standing = self._standing, moment
        try:
            yield
        finally:
            self._standing = before
