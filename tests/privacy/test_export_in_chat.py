"""One's own data, as a file in the chat."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from aiohttp import ClientSession

from bot.screens import privacy as screens
from domain.accounts.models import Export, ExportStatus
from domain.app import UseCases
from tests.people import Message, Person, TelegramSandbox, buttons, labels, text_of, until
from tests.posts.test_library import has_post, owner_of
from tests.privacy.test_erase_in_chat import said


async def orders(person: Person, *, taps: int = 1) -> Message:
    """The message that waits for the archive, and becomes it."""
    await person.says("/settings")
    for _ in range(taps):
        await person.taps("Export my data")
    return next(
        message for message in person.received if "one archive" in text_of(message) or "document" in message
    )


async def opened(telegram: TelegramSandbox, message: Message) -> ZipFile:
    file_id = message["document"]["file_id"]
    async with telegram._http.get(f"{telegram.base}/files/{file_id}") as response:
        assert response.status == 200
        return ZipFile(BytesIO(await response.read()))


async def test_the_archive_comes_as_a_file(berlin_ann: Person, telegram: TelegramSandbox) -> None:
    ann = berlin_ann
    await has_post(ann, "what I wrote")
    waiting = await orders(ann, taps=2)
    await until(lambda: "document" in said(ann, waiting["message_id"]), looking=ann)
    here = said(ann, waiting["message_id"])
    assert here["document"]["file_name"] == "postaify-data.zip"
    assert "Everything that I keep of you" in text_of(here)
    archive = await opened(telegram, here)
    assert [post["text"] for post in json.loads(archive.read("data.json"))["posts"]] == ["what I wrote"]
    # Each message that waited became an archive, or went again: there was one under way.
    await until(lambda: not ann.count("I am putting everything together"), looking=ann)
    files = sum("document" in message for message in ann.received)
    assert files == await Export.filter(owner=await owner_of(ann)).count()


async def test_what_is_too_large_is_fetched_by_a_link(
    berlin_ann: Person,
    bob: Person,
    monkeypatch: pytest.MonkeyPatch,
    web_client: ClientSession,
    sidecar: str,
) -> None:
    ann = berlin_ann
    monkeypatch.setattr(screens, "LARGEST_DOCUMENT", 10)
    waiting = await orders(ann)
    ready = await ann.sees("Your archive is ready")
    assert ready["message_id"] == waiting["message_id"]
    get = buttons(ready)[0]["callback_data"]
    for _ in range(2):
        await ann.taps("Get it")
        assert ann.last_text == "Here it is. The link works for 15 minutes."
    url = buttons(ann.last)[0]["url"]
    path = url.split("/media/", 1)[1]
    async with web_client.get(f"{sidecar}/media/{path}") as response:
        assert response.status == 200
        assert response.content_type == "application/zip"
        assert "data.json" in ZipFile(BytesIO(await response.read())).namelist()

    await bob.says("/help")
    await bob.taps_on(bob.last["message_id"], data=get)
    assert bob.last_answer == "That archive is not there any more. You can order a new one in /settings."
    await Export.filter(owner=await owner_of(ann)).delete()
    await ann.taps("Get it")
    assert ann.last_answer == bob.last_answer


async def test_whoever_deletes_the_message_gets_another_one(berlin_ann: Person, use_cases: UseCases) -> None:
    ann = berlin_ann
    user = await owner_of(ann)
    await use_cases.order_export(user, chat_id=ann.telegram_id, progress_message_id=999_999)
    news = await ann.sees("Your archive is ready. I keep it for a week.")
    assert labels(news) == ["Get it"]
    export = await Export.create(
        owner=user,
        chat_id=ann.telegram_id,
        attempts=99,
        status=ExportStatus.RUNNING,
        progress_message_id=999_999,
    )
    await use_cases.export_data(export.id)
    failed = await ann.sees("I could not put your data together.")
    assert labels(failed) == ["Try again"]
