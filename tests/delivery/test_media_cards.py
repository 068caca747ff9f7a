"""The card comes with the picture or the sound, and never later or not at all because of them."""

import time
from pathlib import Path

import pytest

from bot.media_sender import MediaSender
from bot.messenger import TelegramMessenger
from bot.screens.delivery import ROOM_IN_CAPTION
from bot.texts import LOCALES, texts_in
from bot.ui.names import PLATFORM_NAMES
from domain.app import UseCases
from domain.clock import SystemClock
from domain.delivery.errors import AlreadyGoingOut
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.gateways.s3_media import S3Media
from domain.media.models import Media
from domain.media.ports import MediaKind
from domain.media.store_media import KeepFileId, ReadMedia
from domain.platforms import Platform
from domain.posts.letters import LONGEST_IN_CAPTION, DueCard
from domain.posts.models import Post, PostStatus
from domain.settings import Settings
from postaify.runtime import Product
from tests.delivery.desk import FOOTER, LONG, SHORT, Desk
from tests.media import files
from tests.people import Message, Person, TelegramSandbox, labels, text_of

SENT = DeliveryStatus.SENT
MISSING = "I cannot show the picture of this post right now"
SENDINGS = ("sendMessage", "sendPhoto", "sendAudio", "sendVoice", "sendDocument")
MIDDLE = (SHORT + " ") * 9
"""More than a copy button holds, less than a caption."""


class Studio:
    """Where posts get pictures and sounds."""

    def __init__(self, desk: Desk, use_cases: UseCases, telegram: TelegramSandbox, folder: Path) -> None:
        self.desk = desk
        self._use_cases = use_cases
        self._telegram = telegram
        self._folder = folder

    async def picture(self, **options: object) -> Media:
        content = files.picture(**options)  # type: ignore[arg-type]
        return await self._use_cases.store_media(self.desk.user, content, kind=MediaKind.IMAGE)

    async def sound(self, content: bytes | None = None, title: str = "Our talk") -> Media:
        sound = content or files.mp3(3)
        return await self._use_cases.store_media(self.desk.user, sound, kind=MediaKind.AUDIO, title=title)

    async def post(self, text: str, *media: Media, platform: Platform = Platform.LINKEDIN) -> Post:
        post = await self.desk.post(text, platform)
        for one in media:
            post = await self._use_cases.attach_media(self.desk.user, post.id, one.id)
        return post

    async def due(self, text: str, *media: Media) -> Delivery:
        delivery = await self.desk.schedule(await self.post(text, *media))
        await self.desk.tick()
        return delivery

    async def arrives(self, delivery: Delivery) -> list[Message]:
        """Waits for the card, and returns what this occurrence consists of, in its order."""
        await self.desk.post_becomes(delivery.post_id, PostStatus.DELIVERED)
        parts = await Delivery.filter(post_id=delivery.post_id, kind=Kind.POST).order_by("occurrence", "part")
        await self.desk.person.looks()
        shown = {message["message_id"]: message for message in self.desk.person.messages}
        assert [part.status for part in parts] == [SENT] * len(parts)
        ids = [part.message_id for part in parts if part.occurrence == parts[-1].occurrence]
        assert ids == sorted(ids, key=lambda id_: id_ or 0)
        return [shown[id_] for id_ in ids if id_]

    async def calls(self) -> list[str]:
        """Every call that brought this person something, refused ones included, with how it ended."""
        calls = await self._telegram.calls(chatId=self.desk.person.telegram_id)
        return [f"{c['method']} {'ok' if c['ok'] else 'no'}" for c in calls if c["method"] in SENDINGS]

    async def picture_is_lost(self, media: Media) -> None:
        (self._folder / media.key).unlink()


@pytest.fixture
def studio(desk: Desk, use_cases: UseCases, telegram: TelegramSandbox, settings: Settings) -> Studio:
    return Studio(desk, use_cases, telegram, settings.data_folder / "media")


def kinds(messages: list[Message]) -> list[str]:
    known = ("photo", "audio", "voice", "document")
    return [next((kind for kind in known if kind in message), "text") for message in messages]


async def test_a_short_text_stands_under_its_picture(studio: Studio) -> None:
    picture = await studio.picture()
    [card] = await studio.arrives(await studio.due(SHORT, picture))
    assert kinds([card]) == ["photo"]
    assert text_of(card).startswith(f"⏰ Time for LinkedIn\n\n{SHORT}\n\nLinkedIn · ")
    assert labels(card) == ["Open LinkedIn", "📋 Copy", "✅ Posted", "😴 Snooze", "✏️ Edit", "⏭ Skip"]
    assert card["photo"][-1]["width"] == 64
    assert (await Media.get(id=picture.id)).telegram_file_id == card["photo"][-1]["file_id"]


async def test_a_text_for_two_taps_stands_under_it_too_and_is_copied_with_one(studio: Studio) -> None:
    [card] = await studio.arrives(await studio.due(MIDDLE.strip(), await studio.picture()))
    [entity] = [e for e in card["caption_entities"] if e["type"] in ("code", "pre")]
    caption = card["caption"].encode("utf-16-le")
    marked = caption[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
    assert marked == MIDDLE.strip()


@pytest.mark.parametrize("more", [0, 1])
async def test_a_text_just_as_long_as_a_caption_holds(studio: Studio, more: int) -> None:
    text = "👍" * (LONGEST_IN_CAPTION // 2) + "x" * more
    arrived = await studio.arrives(await studio.due(text, await studio.picture()))
    assert kinds(arrived) == (["photo", "text", "text"] if more else ["photo"])
    assert text in text_of(arrived[-2] if more else arrived[0])


async def test_a_long_text_comes_after_its_picture(studio: Studio) -> None:
    text = LONG * 2
    picture, bare, card = await studio.arrives(await studio.due(text, await studio.picture()))
    assert kinds([picture, bare, card]) == ["photo", "text", "text"]
    assert (text_of(picture), text_of(bare)) == ("", text)
    assert labels(picture) == labels(bare) == []
    assert text not in text_of(card)
    assert "✅ Posted" in labels(card)


async def test_a_thread_comes_after_its_picture(studio: Studio) -> None:
    post = await studio.post(LONG, await studio.picture(), platform=Platform.TWITTER)
    await Post.filter(id=post.id).update(thread=True)
    arrived = await studio.arrives(await studio.desk.schedule(post))
    assert kinds(arrived)[0] == "photo"
    assert set(kinds(arrived)[1:]) == {"text"}
    assert len(arrived) >= 4
    assert "1/" in text_of(arrived[1])


async def test_a_sound_before_the_card_with_the_picture(studio: Studio) -> None:
    sound, card = await studio.arrives(await studio.due(SHORT, await studio.picture(), await studio.sound()))
    assert kinds([sound, card]) == ["audio", "photo"]
    assert (sound["audio"]["title"], sound["audio"]["duration"]) == ("Our talk", 3)
    assert SHORT in text_of(card)
    assert labels(sound) == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [(files.mp3(3), "audio"), (files.opus(2), "voice"), (files.wav(2), "document")],
)
async def test_a_sound_alone_carries_the_card(studio: Studio, content: bytes, kind: str) -> None:
    [card] = await studio.arrives(await studio.due(SHORT, await studio.sound(content)))
    assert kinds([card]) == [kind]
    assert SHORT in text_of(card)
    assert "✅ Posted" in labels(card)


async def test_a_picture_is_uploaded_once(studio: Studio, telegram: TelegramSandbox) -> None:
    picture = await studio.picture()
    first = await studio.arrives(await studio.due(SHORT, picture))
    second = await studio.arrives(await studio.due(SHORT + "!", picture))
    assert second[0]["photo"] == first[0]["photo"], "Telegram's own file, not another one of ours"
    assert await studio.calls() == (["sendMessage ok"] * 2 + ["sendPhoto ok"] * 2)


async def test_an_id_that_telegram_refuses_is_uploaded_anew(studio: Studio) -> None:
    picture = await studio.picture()
    await Media.filter(id=picture.id).update(telegram_file_id="of another bot")
    [card] = await studio.arrives(await studio.due(SHORT, picture))
    assert (await studio.calls())[-2:] == ["sendPhoto no", "sendPhoto ok"]
    assert (await Media.get(id=picture.id)).telegram_file_id == card["photo"][-1]["file_id"]


async def test_the_text_does_not_wait_for_a_picture_that_is_lost(studio: Studio) -> None:
    picture = await studio.picture()
    await studio.picture_is_lost(picture)
    [card] = await studio.arrives(await studio.due(SHORT, picture))
    assert kinds([card]) == ["text"]
    assert SHORT in text_of(card)
    assert MISSING in text_of(card)
    assert "✅ Posted" in labels(card)


async def test_a_long_text_comes_although_its_picture_is_lost(studio: Studio) -> None:
    picture = await studio.picture()
    await studio.picture_is_lost(picture)
    first, bare, card = await studio.arrives(await studio.due(LONG * 2, picture))
    assert MISSING in text_of(first)
    assert text_of(bare) == LONG * 2
    assert "✅ Posted" in labels(card)


async def test_a_picture_that_telegram_does_not_take_keeps_nothing_back(studio: Studio) -> None:
    picture = await studio.picture(size=(64, 48))
    await studio.desk.fault("file_too_big", method="sendPhoto")
    [card] = await studio.arrives(await studio.due(SHORT, picture))
    assert MISSING in text_of(card)
    assert (await studio.calls())[-2:] == ["sendPhoto no", "sendMessage ok"]


async def test_whoever_blocked_the_bot_gets_no_text_instead(studio: Studio) -> None:
    await studio.desk.fault("blocked", method="sendPhoto")
    delivery = await studio.due(SHORT, await studio.picture())
    failed = await studio.desk.reaches(delivery, DeliveryStatus.FAILED)
    assert failed.reason == "blocked"
    assert (await studio.calls())[-1] == "sendPhoto no"


async def test_a_picture_in_doubt_comes_once_more_and_says_so(studio: Studio) -> None:
    await studio.desk.fault("cut_after", method="sendPhoto")
    delivery = await studio.due(SHORT, await studio.picture())
    [card] = await studio.arrives(delivery)
    assert FOOTER in text_of(card)
    assert await studio.desk.attempts(delivery) == ["IN_DOUBT", "SENT"]
    assert (await studio.calls()).count("sendPhoto ok") == 2


async def test_the_text_goes_on_after_a_picture_in_doubt(studio: Studio) -> None:
    await studio.desk.fault("cut_after", method="sendPhoto")
    picture, bare, _ = await studio.arrives(await studio.due(LONG * 2, await studio.picture()))
    assert text_of(picture).startswith(FOOTER)
    assert text_of(bare) == LONG * 2


async def test_a_rest_that_telegram_asks_for_is_kept(studio: Studio) -> None:
    await studio.desk.fault("too_many_requests", method="sendPhoto", retryAfter=1)
    delivery = await studio.due(SHORT, await studio.picture())
    await studio.arrives(delivery)
    assert await studio.desk.attempts(delivery) == ["NOT_SENT", "SENT"]


async def test_media_can_be_exchanged_until_they_go_out(studio: Studio, use_cases: UseCases) -> None:
    first, second = await studio.picture(), await studio.picture(size=(50, 90))
    post = await studio.post(SHORT, first)
    delivery = await studio.desk.schedule(post, after=2)
    await use_cases.attach_media(studio.desk.user, post.id, second.id)
    [card] = await studio.arrives(delivery)
    assert card["photo"][-1]["width"] == 50


@pytest.mark.parametrize("status", [DeliveryStatus.SENDING, DeliveryStatus.UNKNOWN])
async def test_media_on_their_way_are_not_exchanged(
    studio: Studio, use_cases: UseCases, status: DeliveryStatus
) -> None:
    picture = await studio.picture()
    post = await studio.post(LONG * 2, picture)
    delivery = await studio.desk.schedule(post, after=3600)
    await Delivery.filter(id=delivery.id).update(status=status)
    other = await studio.picture()
    with pytest.raises(AlreadyGoingOut):
        await use_cases.attach_media(studio.desk.user, post.id, other.id)
    with pytest.raises(AlreadyGoingOut):
        await use_cases.detach_media(studio.desk.user, post.id, picture.id)
    await Delivery.filter(id=delivery.id).update(status=DeliveryStatus.CANCELLED)


async def test_the_buttons_work_under_a_picture(studio: Studio, ann: Person) -> None:
    [card] = await studio.arrives(await studio.due(SHORT, await studio.picture()))
    await ann.taps_on(card["message_id"], label="😴 Snooze")
    assert "Until when?" in text_of(ann.last)
    assert ann.last["message_id"] == card["message_id"]
    await ann.taps("« Back")
    assert SHORT in ann.last_text
    await ann.taps("✅ Posted")
    assert (
        await studio.desk.status((await Delivery.get(message_id=card["message_id"])).post_id) == "PUBLISHED"
    )
    assert kinds([ann.last]) == ["photo"]


async def test_what_has_no_room_under_a_picture_is_said_below_it(studio: Studio, ann: Person) -> None:
    """The card grows when its text is edited, and so does every screen that shows the text."""
    delivery = await studio.due("x" * LONGEST_IN_CAPTION, await studio.picture())
    [card] = await studio.arrives(delivery)
    await Post.filter(id=delivery.post_id).update(text=LONG * 3)
    await ann.taps_on(card["message_id"], label="😴 Snooze")
    assert LONG * 3 in ann.last_text
    assert "Until when?" in ann.last_text
    assert ann.last["message_id"] > card["message_id"]
    [old] = [message for message in ann.received if message["message_id"] == card["message_id"]]
    assert labels(old) == []
    assert kinds([old]) == ["photo"]


@pytest.mark.parametrize("locale", sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))
def test_what_the_card_must_say_has_room_in_a_caption(locale: str) -> None:
    texts = texts_in(locale)
    heading = max(len(texts("card-heading", platform=name)) for name in PLATFORM_NAMES.values())
    late = len(texts("card-late", late="23 horas y 59 minutos, más o menos"))
    assert heading + late + 8 + LONGEST_IN_CAPTION <= ROOM_IN_CAPTION
    assert len(texts("delivery-repeated")) + 2 <= 1024 - ROOM_IN_CAPTION


async def test_a_store_that_is_away_keeps_no_text_back(studio: Studio, product: Product, ann: Person) -> None:
    away = S3Media(endpoint="http://127.0.0.1:9", access_key="k", secret_key="s", bucket="b")
    sender = MediaSender(product.deliveries, ReadMedia(away), KeepFileId())
    messenger = TelegramMessenger(product.deliveries, sender, SystemClock())
    picture = await studio.picture()
    post = await studio.post(SHORT, picture)
    delivery = await studio.desk.schedule(post, after=3600)
    letter = DueCard("en", "UTC", False, post, None, late=None, with_text=True, media=picture)

    async def turn() -> None:
        return

    start = time.monotonic()
    message_id = await messenger.deliver(ann.telegram_id, letter, delivery=delivery, turn=turn)
    assert time.monotonic() - start < 15, "long before the lease is over"
    card = await ann.sees(SHORT)
    assert card["message_id"] == message_id
    assert MISSING in text_of(card)
    assert (await Media.get(id=picture.id)).telegram_file_id is None, "next time it is tried again"
    await away.close()
