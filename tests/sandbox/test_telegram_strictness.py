"""What Telegram refuses, in Telegram's words."""

from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.telegram.strictness.html import parse_html
from sandbox.telegram.strictness.text import normalise, utf16_length, utf16_slice
from sandbox.telegram.talk import split
from tests.sandbox.conftest import Stage

GRIN = "😀"


def button(**fields: Any) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": [[{"text": "Go", **fields}]]}}


def bold(offset: int, length: int, kind: str = "bold", **fields: Any) -> list[dict[str, Any]]:
    return [{"type": kind, "offset": offset, "length": length, **fields}]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"text": ""}, "message text is empty"),
    ({"text": " \n\u200b"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": GRIN * 2049}, "message is too long"),
    ({"text": "hi", "parse_mode": "Word"}, "unsupported parse_mode"),
    (
        {"text": "*hi*", "parse_mode": "MarkdownV2"},
        "can't parse entities: this stand-in reads HTML and entities, not Markdown",
    ),
    (
        {"text": "a < b", "parse_mode": "HTML"},
        "can't parse entities: Unclosed start tag at byte offset 2",
    ),
    (
        {"text": "<b>a", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        {"text": "é<div>a</div>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "div" at byte offset 2',
    ),
    (
        {"text": "<b>a</i>", "parse_mode": "HTML"},
        'can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    ),
    (
        {"text": "hello", "entities": bold(0, 6)},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 6",
    ),
    (
        {"text": "hello", "entities": bold(7, 1)},
        "entity begins after the end of the text at UTF-16 offset 7",
    ),
    (
        {"text": f"a{GRIN}", "entities": bold(2, 1)},
        "entity begins in a middle of a UTF-16 symbol at byte offset 1",
    ),
    (
        {"text": f"a{GRIN}", "entities": bold(0, 2)},
        "entity ends in a middle of a UTF-16 symbol at byte offset 1",
    ),
    (
        {"text": "hello", "entities": [*bold(0, 3), *bold(2, 3, "italic")]},
        "entity beginning at UTF-16 offset 2 ends after the end of the text at UTF-16 offset 5",
    ),
    (
        {"text": "hello", "entities": bold(0, 1, "sparkle")},
        "can't parse MessageEntity: Unsupported type specified",
    ),
    (
        {"text": "hello", "entities": bold(0, 1, "text_link")},
        "can't parse MessageEntity: Can't find field \"url\"",
    ),
    (
        {"text": "hello", "entities": bold(0, 1, "date_time", unix_time=5, date_time_format="q")},
        "can't parse MessageEntity: Invalid date-time format specified",
    ),
    (
        {"text": "hello", "entities": bold(0, 1, "text_link", url="javascript:alert(1)")},
        "entity URL 'javascript:alert(1)' is invalid: Wrong HTTP URL",
    ),
    ({"text": "hello", "entities": "{"}, "can't parse entities JSON object"),
    ({"text": "hi", **button(callback_data="x" * 65)}, "BUTTON_DATA_INVALID"),
    ({"text": "hi", **button(callback_data=GRIN * 17)}, "BUTTON_DATA_INVALID"),
    ({"text": "hi", **button(text=" ", callback_data="x")}, "BUTTON_TEXT_INVALID"),
    (
        {"text": "hi", **button()},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "hi", **button(url="ftp://example.com")},
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    (
        {"text": "hi", **button(url="http://localhost")},
        "inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
    ),
    ({"text": "hi", **button(copy_text={"text": "x" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
    (
        {"text": "hi", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 9]}},
        "reply markup is too long",
    ),
    ({"text": "hi", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
]


@pytest.mark.parametrize(("parameters", "reason"), REFUSED, ids=[reason[:50] for _, reason in REFUSED])
async def test_a_bad_message_is_refused(stage: Stage, parameters: dict[str, Any], reason: str) -> None:
    answer = await stage.api("sendMessage", chat_id=stage.ann, **parameters)
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}
    assert len(await stage.messages()) == 1


async def test_limits_are_counted_in_utf16_units(stage: Stage) -> None:
    assert (await stage.bot.send_message(stage.ann, GRIN * 2048)).text == GRIN * 2048
    assert (await stage.bot.send_message(stage.ann, "  " + "x" * 4096 + " \n")).text == "x" * 4096
    sent = await stage.bot.send_message(
        stage.ann,
        "hi",
        reply_markup=InlineKeyboardMarkup(
            inline_keyboard=[[InlineKeyboardButton(text="Go", callback_data=GRIN * 16)]]
        ),
    )
    assert sent.reply_markup is not None


async def test_a_text_comes_back_cleaned_with_its_entities_in_place(stage: Stage) -> None:
    sent = await stage.bot.send_message(
        stage.ann,
        f" \n a\r\n\tbold {GRIN} end  ",
        entities=[MessageEntity(type="bold", offset=7, length=7)],
    )
    assert sent.text == f"a\n bold {GRIN} end"
    assert sent.entities is not None
    assert [entity.extract_from(sent.text) for entity in sent.entities] == [f"bold {GRIN}"]


async def test_awkward_characters_arrive_unchanged(stage: Stage) -> None:
    text = '_*[]()~>#+-=|{}.!<&" \\ 👩‍👩‍👧 שלום `x`'
    assert (await stage.bot.send_message(stage.ann, text)).text == text
    assert (await stage.messages())[-1]["text"] == text


async def test_telegram_finds_links_commands_and_tags(stage: Stage) -> None:
    sent = await stage.bot.send_message(stage.ann, "see example.com/a, /help and #tag of @someone, not a/b")
    found = [(entity.type, entity.extract_from(sent.text or "")) for entity in sent.entities or []]
    assert found == [
        ("url", "example.com/a"),
        ("bot_command", "/help"),
        ("hashtag", "#tag"),
        ("mention", "@someone"),
    ]


def test_html_becomes_entities() -> None:
    text, entities = parse_html(
        '<b>A &lt;<i>b</i></b> <a href="https://e.org/?a=1&amp;b=2">l</a>'
        '<pre><code class="language-py">x</code></pre><blockquote expandable>q</blockquote>'
        '<tg-spoiler>s</tg-spoiler><tg-time unix="5" format="r">t</tg-time>'
    )
    assert text == "A <b lxqst"
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in entities] == [
        ("italic", 3, 1),
        ("bold", 0, 4),
        ("text_link", 5, 1),
        ("pre", 6, 1),
        ("expandable_blockquote", 7, 1),
        ("spoiler", 8, 1),
        ("date_time", 9, 1),
    ]
    assert entities[2]["url"] == "https://e.org/?a=1&b=2"
    assert entities[3]["language"] == "py"


async def test_edits_are_as_strict_as_messages(stage: Stage) -> None:
    sent = await stage.bot.send_message(stage.ann, "one")
    hers = (await stage.messages())[0]["message_id"]
    for message_id, text, reason in (
        (sent.message_id, "one", "message is not modified: specified new message content and reply markup"),
        (sent.message_id, "x" * 4097, "message is too long"),
        (hers, "two", "message can't be edited"),
        (9999, "two", "message to edit not found"),
        (0, "two", "message identifier is not specified"),
    ):
        answer = await stage.api("editMessageText", chat_id=stage.ann, message_id=message_id, text=text)
        assert answer["description"].startswith(f"Bad Request: {reason}")
    caption = await stage.api(
        "editMessageCaption", chat_id=stage.ann, message_id=sent.message_id, caption="c"
    )
    assert caption["description"] == "Bad Request: there is no caption in the message to edit"
    edited = await sent.edit_text("two")
    assert getattr(edited, "text", None) == "two"
    assert (await stage.messages())[-1]["edited"] is True


async def test_who_may_be_written_to(stage: Stage) -> None:
    stranger = (await stage.control("POST", "/people", {"firstName": "Mia"}, status=201))["id"]
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await stage.bot.send_message(stranger, "hi")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await stage.bot.send_message(5, "hi")
    await stage.control("PATCH", f"/people/{stage.ann}", {"blocked": True})
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await stage.bot.send_message(stage.ann, "hi")
    await stage.control("PATCH", f"/people/{stage.ann}", {"blocked": False, "deactivated": True})
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await stage.bot.send_message(stage.ann, "hi")
    assert (await stage.api("sendMessage", text="hi"))["description"] == "Bad Request: chat_id is empty"


async def test_a_tap_is_answered_once(stage: Stage) -> None:
    sent = await stage.bot.send_message(stage.ann, "tap")
    callback_id = (await stage.taps(messageId=sent.message_id, data="x"))["callbackId"]
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await stage.bot.answer_callback_query(callback_id, text="x" * 201)
    assert await stage.bot.answer_callback_query(callback_id, text="x" * 200)
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    for wrong in (callback_id, "12345"):
        answer = await stage.api("answerCallbackQuery", callback_query_id=wrong)
        assert answer["description"] == too_old


async def test_tokens_and_methods(stage: Stage) -> None:
    for token, method, status, description in (
        ("nonsense", "getMe", 404, "Not Found"),
        ("42:", "getMe", 401, "Unauthorized"),
        ("42:x", "getNonsense", 404, "Not Found: method not found"),
        ("7:other", "GETME", 200, None),
    ):
        async with stage.http.get(f"{stage.url}/bot{token}/{method}") as response:
            assert (response.status, (await response.json()).get("description")) == (status, description)


async def test_parameters_come_in_every_way(stage: Stage) -> None:
    url = f"{stage.url}/bot42:x/sendMessage"
    body = {"chat_id": stage.ann, "text": "json", "entities": [{"type": "bold", "offset": 0, "length": 4}]}
    async with stage.http.get(url, params={"chat_id": stage.ann, "text": "query"}) as response:
        assert (await response.json())["result"]["text"] == "query"
    async with stage.http.post(url, json=body) as response:
        assert (await response.json())["result"]["entities"][0]["type"] == "bold"
    assert (await stage.upload("sendMessage", {}, chat_id=stage.ann, text="multipart"))["ok"]
    async with stage.http.post(url, data="{", headers={"Content-Type": "application/json"}) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse request JSON object"


async def test_a_bad_link_in_html_loses_the_link_only(stage: Stage) -> None:
    sent = await stage.bot.send_message(
        stage.ann, '<a href="javascript:alert(1)">words</a>', parse_mode="HTML"
    )
    assert (sent.text, sent.entities) == ("words", None)


@settings(max_examples=150, database=None, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(min_size=1), st.text())
def test_an_entity_stays_on_its_words(before: str, words: str, after: str) -> None:
    entity = {"type": "bold", "offset": utf16_length(before), "length": utf16_length(words)}
    result = normalise(before + words + after, [entity])
    plain = normalise(before + words + after, []).text
    assert result.text.strip(" \n") == plain
    for kept in result.entities:
        covered = utf16_slice(result.text, kept["offset"], kept["length"])
        assert covered.strip(" \n") == normalise(words, []).text
    assert result.entities or not normalise(words, []).text


def test_a_long_text_is_split_as_apps_do_it() -> None:
    pieces = split("word " * 2000 + GRIN * 3000)
    assert "".join(pieces) == "word " * 2000 + GRIN * 3000
    assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces) <= 4096
    assert pieces[0].endswith(" ")
