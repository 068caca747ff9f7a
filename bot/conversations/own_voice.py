"""A person's own voice: agreed to, learned from a voice note of theirs, and deleted again."""

from contextlib import suppress
from datetime import datetime

import structlog
from aiogram import Bot, F, Router
from aiogram.exceptions import AiogramError
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, Voice

from bot.conversations.common import SERVICE
from bot.conversations.voice_draft import Step, VoiceDraft
from bot.downloads import TelegramDownloads
from bot.screens import voice as screens
from bot.texts import Texts
from bot.ui.keyboards import OwnVoiceAction, OwnVoiceVerb
from bot.ui.reader import Reader
from bot.ui.screen import Screen, answer, redraw, say, show
from bot.ui.typed import COMMAND
from domain.accounts.models import User
from domain.delivery.ports import Background
from domain.errors import DomainError
from domain.voice.clone_voice import CheckRecording, CloneVoice, ForgetVoice, OwnVoice
from domain.voice.errors import VoiceNotFound
from domain.writing.sources.ports import Unreadable

router = Router(name="own voice")
log = structlog.get_logger(__name__)


@router.callback_query(OwnVoiceAction.filter(F.verb == OwnVoiceVerb.SHOW))
async def show_own_voice(query: CallbackQuery, actor: User, texts: Texts, own_voice: OwnVoice) -> None:
    """In a message of its own below the list; going back from a question it is the same message."""
    await answer(query)
    await say(query, screens.own_voice(texts, await own_voice(actor)))


@router.callback_query(OwnVoiceAction.filter(F.verb == OwnVoiceVerb.AGREE))
async def agreed(
    query: CallbackQuery, state: FSMContext, actor: User, reader: Reader, own_voice: OwnVoice
) -> None:
    """The moment of this tap is kept with the voice. What is being put together waits."""
    if clone := await own_voice(actor):
        await show(query, screens.own_voice(reader.texts, clone))
        return
    data = await state.get_data()
    await state.set_state(Step.own_recording)
    kept = {"speech": data["speech"]} if "speech" in data else {}
    await state.set_data({**kept, "consented_at": reader.now.isoformat()})
    await show(query, screens.ask_recording(reader.texts))


@router.message(Step.own_recording, F.voice.as_("voice"), ~F.forward_origin)
async def recording_given(
    message: Message,
    voice: Voice,
    bot: Bot,
    state: FSMContext,
    actor: User,
    texts: Texts,
    check_recording: CheckRecording,
    clone_voice: CloneVoice,
    background: Background,
) -> None:
    """One that does not fit leaves the question open. Learning takes its time, beside everything else."""
    await check_recording(actor, seconds=voice.duration)
    data = await state.get_data()
    consented_at, draft = datetime.fromisoformat(data["consented_at"]), VoiceDraft.remembered(data)
    await _leave(state, draft)
    progress = await say(message, screens.learning(texts))

    async def learn() -> None:
        try:
            content = await TelegramDownloads(bot).fetch(voice.file_id)
            clone = await clone_voice(
                actor,
                content,
                filename="recording.ogg",
                mime=voice.mime_type or "audio/ogg",
                consented_at=consented_at,
                name=texts("own-voice-name", name=actor.name),
            )
            screen = screens.learned(texts, clone, draft)
        except Unreadable:
            screen = screens.recording_not_fetched(texts)
        except DomainError as error:
            screen = screens.not_learned(texts, error)
        await _tell(progress, screen)

    background.start(learn(), name=f"own voice of {actor.id}")


@router.message(Step.own_recording, ~F.text.regexp(COMMAND))
async def no_voice_note(message: Message, texts: Texts) -> None:
    """A forwarded one is somebody else's, as far as we can know."""
    if message.content_type not in SERVICE:
        await show(message, screens.recording_wanted(texts))


@router.callback_query(OwnVoiceAction.filter(F.verb == OwnVoiceVerb.DELETE))
async def ask_delete(query: CallbackQuery, actor: User, texts: Texts, own_voice: OwnVoice) -> None:
    clone = await own_voice(actor)
    if clone is None:
        raise VoiceNotFound
    await show(query, screens.ask_delete(texts, clone))


@router.callback_query(OwnVoiceAction.filter(F.verb == OwnVoiceVerb.DELETE_SURELY))
async def delete(
    query: CallbackQuery, callback_data: OwnVoiceAction, actor: User, texts: Texts, forget_voice: ForgetVoice
) -> None:
    # The second of two taps finds no voice: it is gone, which is what was asked for.
    if callback_data.id is not None:
        with suppress(VoiceNotFound):
            await forget_voice(actor, callback_data.id)
    await show(query, screens.own_voice_deleted(texts))


async def _leave(state: FSMContext, draft: VoiceDraft | None) -> None:
    """What was being put together goes on."""
    if draft is None:
        await state.clear()
        return
    await state.set_state(Step.speech)
    await state.set_data(draft.as_data())


async def _tell(progress: Message, screen: Screen) -> None:
    try:
        await redraw(progress, screen)
    except AiogramError as error:
        log.info("own voice not shown", error=type(error).__name__)
