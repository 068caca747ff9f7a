"""Payments in Telegram Stars: invoices, the question before a payment, payments, subscriptions, refunds.

Source: https://core.telegram.org/bots/payments-stars and https://core.telegram.org/bots/api#payments
"""

import asyncio
import json
import secrets
import sqlite3
import time
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.errors import ControlError, bad_request
from sandbox.telegram.people import Person
from sandbox.telegram.store import Json
from sandbox.telegram.world import World

CURRENCY = "XTR"
PERIOD = 30 * 24 * 3600
"""Seconds: the only length of a subscription that Telegram has."""

ANSWER_SECONDS = 10.0
LINK = "https://t.me/$"


@dataclass(frozen=True, slots=True)
class Bill:
    """What an invoice asks for. `period` in seconds, 0 for a single payment."""

    title: str
    description: str
    payload: str
    amount: int
    period: int = 0

    def as_json(self) -> Json:
        """The control API's shape."""
        return {
            "title": self.title,
            "description": self.description,
            "amount": self.amount,
            "subscriptionPeriod": self.period or None,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt to pay has ended; `problem` is what the person is told."""

    charge_id: str | None = None
    problem: str | None = None


class Stars:
    """Payments of one world. Moments are Unix seconds."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._store = world.store

    def keep(self, bill: Bill) -> str:
        """The slug of a new invoice."""
        slug = secrets.token_urlsafe(16)
        body = [bill.title, bill.description, bill.payload, bill.amount, bill.period]
        self._store.run("INSERT INTO invoices VALUES (?, ?)", slug, json.dumps(body))
        return slug

    def bill(self, slug: str) -> Bill:
        row = self._store.row("SELECT body FROM invoices WHERE slug = ?", slug)
        if row is None:
            raise ControlError("There is no such invoice.", 404)
        return Bill(*json.loads(row["body"]))

    def begin(self, person: Person, slug: str) -> tuple[str, int | None]:
        """The person presses Pay: the bot is asked. The id of the question, and of its update."""
        bill, query_id = self.bill(slug), str(secrets.randbelow(10**19))
        query = {
            "id": query_id,
            "from": person.as_user(),
            "currency": CURRENCY,
            "total_amount": bill.amount,
            "invoice_payload": bill.payload,
        }
        with self._store.transaction():
            self._store.run(
                "INSERT INTO pre_checkouts VALUES (?, ?, ?, ?, NULL, NULL)",
                query_id,
                person.id,
                slug,
                time.time(),
            )
            update_id = self._world.updates.push("pre_checkout_query", person.id, query)
        self._world.asked_to_pay[query_id] = asyncio.get_running_loop().create_future()
        return query_id, update_id

    async def outcome(self, query_id: str) -> Outcome:
        """How it ended; a bot that has not answered in time has not sold anything."""
        asked = self._world.asked_to_pay.get(query_id)
        if asked is not None:
            await asyncio.wait({asked}, timeout=ANSWER_SECONDS)
            self._world.asked_to_pay.pop(query_id, None)
        row = self._store.row("SELECT * FROM pre_checkouts WHERE id = ?", query_id)
        if row is None or row["answer"] is None:
            return Outcome(problem="The bot did not answer in time.")
        return Outcome(row["charge_id"], json.loads(row["answer"])["problem"])

    def answer(self, query_id: str, *, ok: bool, problem: str) -> None:
        """What the bot says to the question; if it agrees, the Stars are taken at once."""
        row = self._store.row("SELECT * FROM pre_checkouts WHERE id = ?", query_id)
        if row is None or row["answer"] is not None or row["at"] < time.time() - ANSWER_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if not ok and not problem:
            raise bad_request("error message must be non-empty")
        charge_id = self._take(row) if ok else None
        said = json.dumps({"problem": None if ok else problem})
        self._store.run(
            "UPDATE pre_checkouts SET answer = ?, charge_id = ? WHERE id = ?", said, charge_id, query_id
        )
        asked = self._world.asked_to_pay.get(query_id)
        if asked is not None and not asked.done():
            asked.set_result(None)

    def renew(self, person: Person, charge_id: str, *, succeeded: bool) -> str | None:
        """The next payment of a subscription, now, whenever it would be due; its charge id."""
        first = self._first(person, charge_id)
        if self._cancelled(first["charge_id"]) or first["refunded_at"]:
            raise ControlError("This subscription is not renewed any more.", 409)
        if not succeeded:
            self._tell_state(person, first, "failed")
            return None
        last = self._last(first["charge_id"])
        bill = Bill(first["title"], "", first["payload"], first["amount"], first["period"])
        return self._charge(person, bill, first=first["charge_id"], begins=last["expires"])

    def cancel(self, person: Person, charge_id: str, *, cancelled: bool, by: str) -> None:
        """`by` the person or the bot; what one of them has cancelled the other cannot take back."""
        first = self._first(person, charge_id)
        if cancelled:
            self._store.run("INSERT OR IGNORE INTO star_cancellations VALUES (?, ?)", first["charge_id"], by)
        else:
            self._store.run(
                "DELETE FROM star_cancellations WHERE first_charge_id = ? AND who = ?", first["charge_id"], by
            )
        if by == "person":
            self._tell_state(person, first, "canceled" if cancelled else "active")

    def refund(self, person: Person, charge_id: str) -> None:
        row = self._payment(person, charge_id)
        if row is None:
            raise bad_request("CHARGE_NOT_FOUND")
        if row["refunded_at"]:
            raise bad_request("CHARGE_ALREADY_REFUNDED")
        self._store.run(
            "UPDATE star_payments SET refunded_at = ? WHERE charge_id = ?", time.time(), charge_id
        )
        said = {
            "currency": CURRENCY,
            "total_amount": row["amount"],
            "invoice_payload": row["payload"],
            "telegram_payment_charge_id": charge_id,
        }
        self._service_message(person, {"refunded_payment": said})

    def of(self, person: Person) -> list[Json]:
        """The control API's shape, oldest first."""
        rows = self._store.rows("SELECT * FROM star_payments WHERE person_id = ? ORDER BY seq", person.id)
        return [
            {
                "chargeId": row["charge_id"],
                "firstChargeId": row["first_charge_id"],
                "title": row["title"],
                "payload": row["payload"],
                "amount": row["amount"],
                "at": int(row["at"]),
                "expires": row["expires"],
                "cancelled": self._cancelled(row["first_charge_id"]),
                "refunded": row["refunded_at"] is not None,
            }
            for row in rows
        ]

    def said_again(self, person: Person, charge_id: str) -> int | None:
        """Telegram tells of a payment once more, as after an answer that was lost; the id of the update."""
        for stored in self._world.messages.of(person.id):
            payment = stored.body.get("successful_payment") or {}
            if payment.get("telegram_payment_charge_id") == charge_id:
                return self._world.updates.push("message", person.id, stored.body)
        raise ControlError("There is no such payment.", 404)

    def transactions(self) -> list[Json]:
        """Telegram's StarTransaction, oldest first."""
        moved: list[tuple[float, Json]] = []
        for row in self._store.rows("SELECT * FROM star_payments ORDER BY seq"):
            moved.append((row["at"], {**_transaction(row, row["at"]), "source": self._partner(row)}))
            if row["refunded_at"]:
                back = {**_transaction(row, row["refunded_at"]), "receiver": self._partner(row)}
                moved.append((row["refunded_at"], back))
        return [transaction for _, transaction in sorted(moved, key=lambda one: one[0])]

    def balance(self) -> int:
        row = self._store.row("SELECT SUM(amount) AS stars FROM star_payments WHERE refunded_at IS NULL")
        return int(row["stars"] or 0) if row else 0

    def _take(self, row: sqlite3.Row) -> str:
        person = self._world.people[row["person_id"]]
        return self._charge(person, self.bill(row["slug"]))

    def _charge(
        self, person: Person, bill: Bill, *, first: str | None = None, begins: int | None = None
    ) -> str:
        charge_id, now = secrets.token_urlsafe(32), time.time()
        expires = (begins or int(now)) + bill.period if bill.period else None
        self._store.run(
            "INSERT INTO star_payments (charge_id, first_charge_id, person_id, title, payload, amount,"
            " period, at, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            charge_id,
            first or charge_id,
            person.id,
            bill.title,
            bill.payload,
            bill.amount,
            bill.period,
            now,
            expires,
        )
        said: Json = {
            "currency": CURRENCY,
            "total_amount": bill.amount,
            "invoice_payload": bill.payload,
            "telegram_payment_charge_id": charge_id,
            "provider_payment_charge_id": f"{person.id}_{len(charge_id)}",
        }
        if expires:
            said |= {"subscription_expiration_date": expires, "is_recurring": True}
            said |= {"is_first_recurring": True} if first is None else {}
        self._service_message(person, {"successful_payment": said})
        return charge_id

    def _service_message(self, person: Person, content: Json) -> None:
        stored = self._world.messages.add(person.as_chat(), person.as_user(), content, outgoing=True)
        self._world.updates.push("message", person.id, stored.body)
        self._world.events.publish("message", person.id, message=stored.as_json())

    def _tell_state(self, person: Person, first: sqlite3.Row, state: str) -> None:
        """Source: https://core.telegram.org/bots/api#botsubscriptionupdated"""
        change = {"user": person.as_user(), "invoice_payload": first["payload"], "state": state}
        self._world.updates.push("subscription", person.id, change)

    def _payment(self, person: Person, charge_id: str) -> sqlite3.Row | None:
        return self._store.row(
            "SELECT * FROM star_payments WHERE charge_id = ? AND person_id = ?", charge_id, person.id
        )

    def _first(self, person: Person, charge_id: str) -> sqlite3.Row:
        """The payment that a subscription began with. Raises for another's, and for a single payment."""
        row = self._payment(person, charge_id)
        first = row and self._payment(person, row["first_charge_id"])
        if not first or not first["period"]:
            raise bad_request("CHARGE_NOT_FOUND")
        return first

    def _last(self, first_charge_id: str) -> sqlite3.Row:
        [row] = self._store.rows(
            "SELECT * FROM star_payments WHERE first_charge_id = ? ORDER BY seq DESC LIMIT 1", first_charge_id
        )
        found: sqlite3.Row = row
        return found

    def _cancelled(self, first_charge_id: str) -> bool:
        return bool(
            self._store.row("SELECT 1 FROM star_cancellations WHERE first_charge_id = ?", first_charge_id)
        )

    def _partner(self, row: sqlite3.Row) -> Json:
        partner: dict[str, Any] = {
            "type": "user",
            "transaction_type": "invoice_payment",
            "user": self._world.people[row["person_id"]].as_user(),
            "invoice_payload": row["payload"],
        }
        return partner | ({"subscription_period": row["period"]} if row["period"] else {})


def slug_of(link: str) -> str:
    """The slug that a link to an invoice ends in; a slug stays what it is."""
    return link.rpartition("$")[2].rpartition("slug=")[2]


def _transaction(row: sqlite3.Row, moment: float) -> Json:
    return {"id": row["charge_id"], "amount": row["amount"], "date": int(moment)}
