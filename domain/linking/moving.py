"""Everything that a user has, table by table: what moves when two accounts are joined.

A table that is named nowhere here would keep its rows with a user who goes; a test compares this list with
the schema.
"""

from uuid import UUID

from domain.database import rows

MOVED = (
    ("api_keys", "owner_id"),
    ("brands", "owner_id"),
    ("chats", "owner_id"),
    ("checkouts", "user_id"),
    ("cloned_voices", "owner_id"),
    ("compositions", "owner_id"),
    ("deliveries", "owner_id"),
    ("exports", "owner_id"),
    ("generations", "owner_id"),
    ("kept_answers", "owner_id"),
    ("links", "answered_by_id"),
    ("links", "asked_by_id"),
    ("media", "owner_id"),
    ("pictures", "owner_id"),
    ("posts", "owner_id"),
    ("series", "owner_id"),
    ("sources", "owner_id"),
    ("star_payments", "user_id"),
    ("voice_overs", "owner_id"),
)
"""Where a row simply gets another owner; what could collide is cleared out of the way before."""

ADDED_UP = (("usage_periods", "user_id"), ("spending_days", "scope"))
"""Numbers of which there is one for each user and time."""

CHOSEN = (("customers", "user_id"),)
"""Of which a user has one."""

MENTIONED = (("usage_entries", "refunded_by_id"), ("users", "invited_by_id"), ("users", "joined_to_id"))
"""What others' rows say about a user; put right when the emptied row goes."""

NEVER = (("erasures", "user_id"),)
"""Whoever is being erased is not joined to anybody."""

ORDERED = ("generations", "compositions", "pictures", "voice_overs")
"""Tables of what was ordered: each order has a name, given by the tap or the request that ordered it."""


async def move_everything(former: UUID, owner: UUID) -> None:
    """All that one user has belongs to the other one, in the caller's transaction. Both rows are locked."""
    await _lock_posts(former)
    await _clear_the_way(former, owner)
    for table, column in MOVED:
        await rows(f"UPDATE {table} SET {column} = $2 WHERE {column} = $1 RETURNING 1", former, owner)  # noqa: S608
    await _rename_notices(former, owner)
    await _add_usage(former, owner)
    await _add_spending(former, owner)
    await _choose_customer(former, owner)


async def forget_chat(owner: UUID, chat_id: int) -> None:
    """What was begun in a chat goes on without it: numbers of messages mean something else in another one."""
    for table in ORDERED:
        await rows(
            f"""
            UPDATE {table} SET chat_id = NULL, progress_message_id = NULL,
                   request_key = left('past:' || $2::text || ':' || request_key, 128)
            WHERE owner_id = $1 AND chat_id = $2 RETURNING 1
            """,  # noqa: S608 - names of ours
            owner,
            chat_id,
        )
    await rows(
        """
        UPDATE sources SET chat_id = NULL, progress_message_id = NULL, first_message_id = NULL,
               last_message_id = NULL
        WHERE owner_id = $1 RETURNING 1
        """,
        owner,
    )
    await rows("UPDATE exports SET chat_id = NULL WHERE owner_id = $1 RETURNING 1", owner)


async def _lock_posts(former: UUID) -> None:
    """As the sender does: whoever changes deliveries of a post holds its lock first."""
    await rows("SELECT id FROM posts WHERE owner_id = $1 ORDER BY id FOR UPDATE", former)


async def _clear_the_way(former: UUID, owner: UUID) -> None:
    for table in ORDERED:
        await rows(
            f"""
            UPDATE {table} SET request_key = left(id::text || ':' || request_key, 128)
            WHERE owner_id = $1 AND request_key IN (SELECT request_key FROM {table} WHERE owner_id = $2)
            RETURNING 1
            """,  # noqa: S608 - names of ours
            former,
            owner,
        )
    await rows(
        """
        UPDATE sources SET first_message_id = NULL WHERE owner_id = $1
           AND first_message_id IN (SELECT first_message_id FROM sources WHERE owner_id = $2) RETURNING 1
        """,
        former,
        owner,
    )
    await rows(
        """
        DELETE FROM kept_answers WHERE owner_id = $1
           AND key IN (SELECT key FROM kept_answers WHERE owner_id = $2) RETURNING 1
        """,
        former,
        owner,
    )
    await rows(
        """
        UPDATE checkouts SET status = 'EXPIRED' WHERE user_id = $1 AND status IN ('OPENING', 'OPEN')
           AND EXISTS (SELECT FROM checkouts WHERE user_id = $2 AND status IN ('OPENING', 'OPEN')) RETURNING 1
        """,
        former,
        owner,
    )
    await rows(
        """
        UPDATE brands SET is_default = FALSE WHERE owner_id = $1 AND is_default
           AND EXISTS (SELECT FROM brands WHERE owner_id = $2 AND is_default) RETURNING 1
        """,
        former,
        owner,
    )
    # Whoever has one in hand read it as it was: it is claimed anew.
    await rows(
        """
        UPDATE deliveries SET status = 'SCHEDULED', version = version + 1, claimed_by = NULL,
               lease_until = NULL
        WHERE owner_id = $1 AND status = 'CLAIMED' RETURNING 1
        """,
        former,
    )


async def _rename_notices(former: UUID, owner: UUID) -> None:
    """Digests and the question about missed posts carry their owner's name, so that there is one of them."""
    await rows(
        """
        UPDATE deliveries d SET notice_key = replace(d.notice_key, $1::text, $2::text)
        WHERE d.owner_id = $2::uuid AND strpos(d.notice_key, $1::text) > 0 AND NOT EXISTS (
            SELECT FROM deliveries other WHERE other.notice_key = replace(d.notice_key, $1::text, $2::text))
        RETURNING 1
        """,
        str(former),
        str(owner),
    )
    await rows(
        """
        UPDATE deliveries SET status = 'CANCELLED', version = version + 1
        WHERE owner_id = $2::uuid AND strpos(notice_key, $1::text) > 0
          AND status IN ('SCHEDULED', 'CLAIMED', 'HELD') RETURNING 1
        """,
        str(former),
        str(owner),
    )


async def _add_usage(former: UUID, owner: UUID) -> None:
    """Reservations follow their month, and settle there. Entries before periods, as everybody does."""
    twice = await rows(
        """
        SELECT old.id AS former, new.id AS kept FROM usage_periods old
        JOIN usage_periods new ON new.user_id = $2 AND new.kind = old.kind AND new.month = old.month
        WHERE old.user_id = $1 ORDER BY old.id
        """,
        former,
        owner,
    )
    for period in twice:
        await rows(
            "UPDATE usage_entries SET period_id = $2 WHERE period_id = $1 RETURNING 1",
            period["former"],
            period["kept"],
        )
        [old] = await rows(
            "SELECT used, reserved FROM usage_periods WHERE id = $1 FOR UPDATE", period["former"]
        )
        await rows(
            "UPDATE usage_periods SET used = used + $2, reserved = reserved + $3 WHERE id = $1 RETURNING 1",
            period["kept"],
            old["used"],
            old["reserved"],
        )
        await rows("DELETE FROM usage_periods WHERE id = $1 RETURNING 1", period["former"])
    await rows("UPDATE usage_periods SET user_id = $2 WHERE user_id = $1 RETURNING 1", former, owner)


async def _add_spending(former: UUID, owner: UUID) -> None:
    await rows(
        """
        WITH old AS (DELETE FROM spending_days WHERE scope = $1 RETURNING day, cost)
        INSERT INTO spending_days AS d (id, day, scope, cost)
        SELECT gen_random_uuid(), day, $2, cost FROM old
        ON CONFLICT (day, scope) DO UPDATE SET cost = d.cost + EXCLUDED.cost RETURNING 1
        """,
        str(former),
        str(owner),
    )


async def _choose_customer(former: UUID, owner: UUID) -> None:
    """The customer who pays stays, else the one there is; of the other one nothing is to come any more."""
    found = await rows(
        """
        SELECT id FROM customers WHERE user_id IN ($1, $2)
        ORDER BY plan = 'FREE', status IN ('none', 'canceled', 'incomplete_expired', 'deleted'),
                 customer_id IS NULL, user_id <> $2
        FOR UPDATE
        """,
        former,
        owner,
    )
    for customer in found[1:]:
        await rows("DELETE FROM customers WHERE id = $1 RETURNING 1", customer["id"])
    for customer in found[:1]:
        await rows("UPDATE customers SET user_id = $2 WHERE id = $1 RETURNING 1", customer["id"], owner)


async def forget_emptied(emptied: UUID, owner: UUID) -> None:
    """The row of a user who was joined to another one goes; what came late is handed over before. Takes part
    in the caller's transaction, in which nothing else is locked.
    """
    # Whoever writes a row for the emptied user has ended then, and nobody begins another one.
    await rows("SELECT id FROM users WHERE id = $1 FOR UPDATE", emptied)
    await rows("SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE", owner)
    await move_everything(emptied, owner)
    for table, column in MENTIONED:
        await rows(f"UPDATE {table} SET {column} = $2 WHERE {column} = $1 RETURNING 1", emptied, owner)  # noqa: S608
    await rows(
        "UPDATE users SET invited_by_id = NULL WHERE id = $1 AND invited_by_id = $1 RETURNING 1", owner
    )
    await rows("DELETE FROM users WHERE id = $1 RETURNING 1", emptied)
