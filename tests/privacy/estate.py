"""Somebody who has one of everything, and where in the whole product something of theirs can be found."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
from redis.asyncio import Redis

from domain.accounts.models import Export, Link, LinkSide, LinkTry, Plan, User
from domain.app import UseCases
from domain.billing.models import Checkout, CheckoutStatus, Customer, StarPayment
from domain.brands.models import Brand
from domain.delivery.models import Chat, Delivery, DeliveryAttempt, Kind
from domain.inbox.models import InboxEvent, InboxStatus
from domain.media.models import Media
from domain.media.ports import MediaKind
from domain.pictures.models import Look, PaintModel, Picture, PictureStatus, Shape
from domain.platforms import Platform
from domain.posts.models import Maker, Post, PostVersion
from domain.requests.models import KeptAnswer
from domain.scheduling.models import Series
from domain.usage.models import SpendingDay, UsageEntry, UsageKind, UsagePeriod
from domain.voice.models import ClonedVoice, VoiceOver, VoiceOverStatus
from domain.writing.models import (
    Composition,
    CompositionKind,
    Generation,
    Piece,
    PieceKind,
    RunStatus,
    Source,
)
from domain.writing.styles import Style
from tests.media.files import picture


@dataclass(frozen=True, slots=True)
class Estate:
    """`canaries` are words that stand nowhere but in what is theirs, each for one sort of it. `numbers` are
    ids of Telegram.
    """

    user: User
    canaries: dict[str, str]
    media: Media
    post: Post
    numbers: tuple[int, ...] = field(default=())


async def furnish(use_cases: UseCases, user: User) -> Estate:
    """One of everything for the user; each word of theirs can be told from all others."""
    mark = uuid4().hex[:8]
    words = {
        sort: f"{sort}-{mark}"
        for sort in (
            *("name", "email", "post", "brand", "source", "file", "prompt", "speech", "keyname", "letter"),
            *("customer", "state", "answer", "clerk", "charge", "title", "voice"),
        )
    }
    now = datetime.now(UTC)
    person = user.telegram_id or uuid4().int % 10**12
    await User.filter(id=user.id).update(
        telegram_id=person,
        name=words["name"],
        email=f"{words['email']}@example.org",
        clerk_id=f"user_{words['clerk']}",
    )
    user = await User.get(id=user.id)
    chat = await Chat.get_or_none(owner=user) or await Chat.create(id=person, owner=user)
    media = await use_cases.store_media(user, picture(), kind=MediaKind.IMAGE, title=words["title"])
    await use_cases.create_api_key(user, name=words["keyname"])
    brand = await Brand.create(owner=user, name=words["brand"], voice={"tone": words["brand"]}, logo=media)
    source = await Source.create(owner=user, text=words["source"], condensed=words["source"])
    await Piece.create(
        source=source, message_id=1, kind=PieceKind.DOCUMENT, text=words["file"], filename=words["file"]
    )
    generation = await Generation.create(
        owner=user,
        brand=brand,
        source=source,
        platform=Platform.TWITTER,
        style=Style.WITTY,
        number=1,
        request_key=mark,
        chat_id=chat.id,
        status=RunStatus.SUCCEEDED,
    )
    await Composition.create(
        owner=user,
        brand=brand,
        kind=CompositionKind.CAPTION,
        text=words["post"],
        given={"to": words["post"]},
        result={"text": words["post"]},
        request_key=mark,
        status=RunStatus.SUCCEEDED,
    )
    post = await Post.create(
        owner=user,
        brand=brand,
        generation_id=generation.id,
        platform=Platform.TWITTER,
        text=words["post"],
        picture=media,
    )
    await PostVersion.create(post=post, number=1, text=words["post"], made_by=Maker.PERSON, how=words["post"])
    await Series.create(owner=user, post=post, rrule="FREQ=DAILY", start="2030-01-01T09:00:00", zone="UTC")
    coming = now + timedelta(days=400)
    delivery = await Delivery.create(
        owner=user, chat=chat, kind=Kind.POST, post_id=post.id, scheduled_for=coming, due_at=coming
    )
    await DeliveryAttempt.create(delivery=delivery, fence=1, outcome="NOT_SENT")
    await Delivery.create(
        owner=user,
        chat=chat,
        kind=Kind.NOTICE,
        notice_key=words["letter"],
        notice={"topic": words["letter"]},
        scheduled_for=coming,
        due_at=coming,
    )
    await Picture.create(
        owner=user,
        prompt=words["prompt"],
        look=Look.NONE,
        shape=Shape.SQUARE,
        model=PaintModel.FAST,
        request_key=mark,
        media=media,
        status=PictureStatus.SUCCEEDED,
    )
    await VoiceOver.create(
        owner=user,
        text=words["speech"],
        voice_id="x",
        voice_name=words["voice"],
        request_key=mark,
        status=VoiceOverStatus.SUCCEEDED,
    )
    await ClonedVoice.create(owner=user, voice_id=f"v{mark}", name=words["voice"], consented_at=now)
    await Customer.create(user=user, customer_id=f"cus_{words['customer']}", status="active")
    await Checkout.create(
        user=user,
        plan=Plan.PRO,
        status=CheckoutStatus.COMPLETE,
        session_id=f"cs_{words['customer']}",
        url=f"https://pay.example/{words['customer']}",
    )
    await StarPayment.create(
        user=user,
        plan=Plan.PRO,
        charge_id=words["charge"],
        stars=500,
        paid_until=now + timedelta(days=20),
        given={"payload": words["charge"]},
    )
    await Link.create(side=LinkSide.WEB, asked_by=user, digest=uuid4().hex, expires_at=now)
    await LinkTry.create(scope=f"user:{user.id}")
    await KeptAnswer.create(
        owner=user, key=mark, fingerprint="x", status=200, body=words["answer"], lease_until=now
    )
    await Export.create(owner=user, status="FAILED", chat_id=chat.id)
    period = await UsagePeriod.create(user=user, kind=UsageKind.POSTS, month=date(2026, 11, 1), used=1)
    await UsageEntry.create(period=period, job_id=generation.id, amount=1, expires_at=now)
    await SpendingDay.create(day=date(2026, 11, 1), scope=str(user.id), cost=1)
    await _events(words, user, chat.id)
    return Estate(user, words, media, post, (chat.id,))


async def _events(words: dict[str, str], user: User, chat_id: int) -> None:
    """What came in about them; the last one only names them deep inside."""
    customer, clerk = f"cus_{words['customer']}", f"user_{words['clerk']}"
    dead = {"message": {"from": {"id": chat_id, "first_name": words["name"]}, "text": words["letter"]}}
    told: list[tuple[str, str, dict[str, Any], InboxStatus]] = [
        ("stripe", customer, {"customer": customer, "name": words["name"]}, InboxStatus.DONE),
        ("clerk", clerk, {"id": clerk, "first_name": words["name"]}, InboxStatus.DEAD),
        ("telegram", "", dead, InboxStatus.DEAD),
        ("stripe", "", {"data": {"metadata": {"user": str(user.id)}, "to": words["name"]}}, InboxStatus.DONE),
    ]
    for source, subject, payload, status in told:
        await InboxEvent.create(
            source=source, event_id=uuid4().hex, subject=subject, payload=payload, status=status
        )


async def found_in_tables(url: str, estate: Estate) -> list[str]:
    """Every table in which a word or a number of theirs stands, in whatever column, and which."""
    connection = await asyncpg.connect(url)
    words = {sort: re.compile(f"{word}|{word.encode().hex()}") for sort, word in estate.canaries.items()}
    if estate.numbers:
        words["number"] = re.compile(rf"(?<![0-9])({'|'.join(map(str, estate.numbers))})(?![0-9])")
    anything = "|".join(word.pattern for word in words.values())
    try:
        tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = set()
        for (table,) in tables:
            for (row,) in await connection.fetch(
                f"SELECT t::text FROM {table} t WHERE t::text ~ $1", anything
            ):
                found |= {f"{table}: {sort}" for sort, word in words.items() if word.search(row)}
        return sorted(found)
    finally:
        await connection.close()


async def found_in_redis(url: str, estate: Estate) -> list[str]:
    redis = Redis.from_url(url)
    found = []
    try:
        async for key in redis.scan_iter(count=1000):
            kind = (await redis.type(key)).decode()
            value = await redis.get(key) if kind == "string" else b""
            text = (key + b" " + (value or b"")).decode(errors="replace")
            theirs = (*estate.canaries.values(), *map(str, estate.numbers), str(estate.user.id))
            found += [text for word in theirs if re.search(rf"(?<!\d){re.escape(word)}(?!\d)", text)]
    finally:
        await redis.aclose()
    return found


def found_in_files(folder: Path, *keys: str) -> list[str]:
    return [key for key in keys if (folder / "media" / key).exists()]
