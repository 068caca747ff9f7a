"""From a text, or a post, to a recording that somebody's voice speaks; and from there to a post."""

from contextlib import suppress
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.conversations import own_voice
from bot.conversations.attached import show_attached
from bot.conversations.voice_draft import Step, VoiceDraft
from bot.media_sender import MediaSender
from bot.screens import voice as screens
from bot.texts import Texts
from bot.ui.ids import unpacked
from bot.ui.keyboards import (
    PostAction,
    PostVerb,
    ScriptSpoken,
    SpeechAction,
    SpeechPreset,
    SpeechSetting,
    SpeechStep,
    SpeechVoice,
    VoiceOverAction,
    VoiceOverAttached,
    VoiceOverVerb,
)
from bot.ui.reader import Reader
from bot.ui.screen import answer, say, show, unless_unchanged
from bot.ui.typed import typed_words
from domain.accounts.models import User
from domain.brands.choose_brand import DefaultBrand
from domain.brands.errors import BrandNotFound
from domain.brands.models import Brand
from domain.brands.set_slots import GetBrand
from domain.delivery.ports import Background
from domain.errors import DomainError
from domain.media.store_media import KeepFileId, ReadMedia
from domain.posts.attach_media import AttachMedia
from domain.posts.errors import PostNotFound
from domain.posts.read_posts import GetPost, ListPosts
from domain.posts.versions import FormerText
from domain.requests.limits import Limit
from domain.scheduling.read_schedule import NextDelivery
from domain.typed import utf16_units
from domain.voice.cancel_voice_over import CancelVoiceOver
from domain.voice.errors import VoiceNotFound, VoiceOverNotFound, VoicesUnavailable
from domain.voice.manners import PRESETS, with_setting
from domain.voice.manners import unpacked as manner_of
from domain.voice.order_voice_over import (
    CharactersLeft,
    CheckScript,
    FindVoiceOver,
    GetVoiceOver,
    OrderVoiceOver,
    script_of,
)
from domain.voice.show_voice_over import UNDER_WAY, ShowVoiceOver
from domain.voice.voices import ChooseSpeakingVoice, GetVoice, HearVoice, ListVoices
from domain.writing.compose_text import MOST_SECONDS, ComposeText
from domain.writing.compositions import ShowComposition
from domain.writing.models import CompositionKind
from domain.writing.read_script import ReadScript

router = Router(name="voice")
router.include_router(own_voice.router)

NEWEST = 5
"""Posts that a recording is offered to."""

PERHAPS_CUT = 3_500
"""UTF-16 units. Telegram's clients cut a long paste into messages of up to 4,096: a longer one may go on."""

NEXT_PIECE = 2.0
"""Seconds within which the next piece of a cut paste comes."""

WORDS_A_SECOND = 2.5
SHORTEST_SCRIPT = 10
"""Seconds."""

LONGEST_SEARCH = 60


class OfDraft(Filter):
    """A button of the voice-over that is being put together; gives the handler its `draft`."""

    async def __call__(
        self,
        query: CallbackQuery,  # noqa: ARG002 - the shape of a filter
        callback_data: SpeechAction | SpeechVoice | SpeechPreset | SpeechSetting,
        state: FSMContext,
    ) -> bool | dict[str, VoiceDraft]:
        draft = VoiceDraft.remembered(await state.get_data())
        return {"draft": draft} if draft and draft.token == callback_data.token else False


@router.message(Command("voice"))
async def start(
    message: Message,
    command: CommandObject,
    state: FSMContext,
    actor: User,
    texts: Texts,
    default_brand: DefaultBrand,
    get_voice: GetVoice,
    check_script: CheckScript,
    characters_left: CharactersLeft,
) -> None:
    """What follows the command is the text already."""
    await state.clear()
    brand = await default_brand(actor)
    draft = await _with_voice_of(brand, VoiceDraft(), actor, get_voice)
    await _keep(state, draft)
    if not command.args:
        await show(message, screens.ask_text(texts))
        return
    draft = replace(draft, text=await check_script(command.args))
    await _keep(state, draft)
    await show(message, screens.desk(texts, draft, brand, left=await characters_left(actor)))


@router.callback_query(PostAction.filter(F.verb == PostVerb.VOICE_OVER))
async def from_post(
    query: CallbackQuery,
    callback_data: PostAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_post: GetPost,
    get_voice: GetVoice,
    check_script: CheckScript,
    characters_left: CharactersLeft,
) -> None:
    """In a message of its own: the card stays."""
    post = await get_post(actor, callback_data.id)
    draft = VoiceDraft(text=await check_script(script_of(post)), post=post.id)
    draft = await _with_voice_of(post.brand, draft, actor, get_voice)
    await _keep(state, draft)
    await answer(query)
    await say(query, screens.desk(texts, draft, post.brand, left=await characters_left(actor)))


@router.message(Step.speech, *typed_words)
async def text_given(
    message: Message,
    typed: str,
    state: FSMContext,
    actor: User,
    texts: Texts,
    check_script: CheckScript,
    characters_left: CharactersLeft,
    get_brand: GetBrand,
) -> None:
    """What cannot be spoken leaves the question open: the next message is another try."""
    draft = VoiceDraft.remembered(await state.get_data()) or VoiceDraft()
    at, units = message.date.timestamp(), utf16_units(typed)
    goes_on = draft.units >= PERHAPS_CUT and 0 <= at - draft.at <= NEXT_PIECE
    text = await check_script(f"{draft.text}\n{typed}" if goes_on else typed)
    draft = replace(draft, text=text, at=at, units=units)
    await _keep(state, draft)
    brand = await _brand_of(draft, actor, get_brand)
    await show(message, screens.desk(texts, draft, brand, left=await characters_left(actor)))


@router.callback_query(SpeechAction.filter(F.step == SpeechStep.DESK), OfDraft())
async def back_to_desk(
    query: CallbackQuery,
    draft: VoiceDraft,
    state: FSMContext,
    actor: User,
    texts: Texts,
    characters_left: CharactersLeft,
    get_brand: GetBrand,
) -> None:
    await _show_desk(query, replace(draft, search=""), state, actor, texts, characters_left, get_brand)


@router.callback_query(SpeechAction.filter(F.step == SpeechStep.VOICES), OfDraft())
async def list_of_voices(
    query: CallbackQuery,
    callback_data: SpeechAction,
    draft: VoiceDraft,
    state: FSMContext,
    actor: User,
    texts: Texts,
    list_voices: ListVoices,
    get_brand: GetBrand,
) -> None:
    brand = await _brand_of(draft, actor, get_brand)
    listed = await list_voices(actor, brand, search=draft.search)
    await _keep(state, draft, Step.voice_list)
    await show(query, screens.voices(texts, draft, listed, callback_data.offset))


@router.message(Step.voice_list, *typed_words)
async def voice_searched(
    message: Message,
    typed: str,
    state: FSMContext,
    actor: User,
    texts: Texts,
    list_voices: ListVoices,
    get_brand: GetBrand,
) -> None:
    draft = VoiceDraft.remembered(await state.get_data()) or VoiceDraft()
    draft = replace(draft, search=typed.strip()[:LONGEST_SEARCH])
    listed = await list_voices(actor, await _brand_of(draft, actor, get_brand), search=draft.search)
    await _keep(state, draft, Step.voice_list)
    await show(message, screens.voices(texts, draft, listed, 0))


@router.callback_query(SpeechVoice.filter(F.hear))
async def hear(
    query: CallbackQuery,
    callback_data: SpeechVoice,
    actor: User,
    texts: Texts,
    get_voice: GetVoice,
    hear_voice: HearVoice,
    background: Background,
) -> None:
    """A voice can be heard from any list, however old. It is fetched beside everything else."""
    voice = await get_voice(actor, callback_data.voice)
    await answer(query, texts("speech-sample-coming"))

    async def play() -> None:
        assert query.bot is not None
        try:
            sample = await hear_voice(actor, voice.id)
        except DomainError as error:
            await say(query, screens.no_sample(texts, error))
            return
        await query.bot.send_audio(
            query.from_user.id,
            BufferedInputFile(sample, "sample.mp3"),
            title=voice.name,
            performer=screens.spoken_in(texts, voice) or None,
        )

    background.start(play(), name=f"sample of {voice.id}")


@router.callback_query(SpeechVoice.filter(~F.hear), OfDraft())
async def voice_chosen(
    query: CallbackQuery,
    callback_data: SpeechVoice,
    draft: VoiceDraft,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_voice: GetVoice,
    characters_left: CharactersLeft,
    get_brand: GetBrand,
) -> None:
    voice = await get_voice(actor, callback_data.voice)
    draft = replace(draft, voice=voice.id, voice_name=voice.name, search="")
    await _show_desk(query, draft, state, actor, texts, characters_left, get_brand)


@router.callback_query(SpeechAction.filter(F.step == SpeechStep.KEEP_VOICE), OfDraft())
async def keep_voice_of_brand(
    query: CallbackQuery,
    draft: VoiceDraft,
    state: FSMContext,
    actor: User,
    texts: Texts,
    characters_left: CharactersLeft,
    get_brand: GetBrand,
    choose_speaking_voice: ChooseSpeakingVoice,
) -> None:
    if draft.brand is None:
        raise BrandNotFound
    brand = await choose_speaking_voice(actor, draft.brand, draft.voice)
    toast = texts("speech-voice-kept", brand=brand.name)
    await _show_desk(query, draft, state, actor, texts, characters_left, get_brand, toast=toast)


@router.callback_query(SpeechPreset.filter(), OfDraft())
async def preset_chosen(
    query: CallbackQuery,
    callback_data: SpeechPreset,
    draft: VoiceDraft,
    state: FSMContext,
    actor: User,
    texts: Texts,
    characters_left: CharactersLeft,
    get_brand: GetBrand,
) -> None:
    draft = replace(draft, manner=PRESETS[callback_data.preset])
    await _show_desk(query, draft, state, actor, texts, characters_left, get_brand)


@router.callback_query(SpeechAction.filter(F.step == SpeechStep.FINE), OfDraft())
async def fine_settings(query: CallbackQuery, draft: VoiceDraft, texts: Texts) -> None:
    await show(query, screens.fine(texts, draft))


@router.callback_query(SpeechSetting.filter(), OfDraft())
async def setting_changed(
    query: CallbackQuery, callback_data: SpeechSetting, draft: VoiceDraft, state: FSMContext, texts: Texts
) -> None:
    draft = replace(draft, manner=with_setting(draft.manner, callback_data.setting, callback_data.value))
    await _keep(state, draft)
    await show(query, screens.fine(texts, draft))


@router.callback_query(
    SpeechAction.filter(F.step.in_({SpeechStep.BOOST_ON, SpeechStep.BOOST_OFF})), OfDraft()
)
async def boost_switched(
    query: CallbackQuery, callback_data: SpeechAction, draft: VoiceDraft, state: FSMContext, texts: Texts
) -> None:
    boost = callback_data.step is SpeechStep.BOOST_ON
    draft = replace(draft, manner=replace(draft.manner, speaker_boost=boost))
    await _keep(state, draft)
    await show(query, screens.fine(texts, draft))


@router.callback_query(
    SpeechAction.filter(F.step == SpeechStep.SCRIPT), OfDraft(), flags={"limit": Limit.WRITING}
)
async def optimise(
    query: CallbackQuery,
    draft: VoiceDraft,
    state: FSMContext,
    actor: User,
    get_brand: GetBrand,
    compose_text: ComposeText,
    show_composition: ShowComposition,
) -> None:
    """The writer makes a script of the text; it comes back in this message, to be taken or left."""
    composition = await compose_text(
        actor,
        CompositionKind.SCRIPT,
        draft.text,
        request_key=f"{screens.SCRIPT_KEY}:{draft.token}:{draft.scripts}",
        brand=await _brand_of(draft, actor, get_brand),
        seconds=_seconds_of(draft.text),
        chat_id=query.from_user.id,
        progress_message_id=query.message.message_id if query.message else None,
    )
    await _keep(state, draft)
    await answer(query)
    await show_composition(composition.id)


@router.callback_query(ScriptSpoken.filter())
async def script_taken(
    query: CallbackQuery,
    callback_data: ScriptSpoken,
    state: FSMContext,
    actor: User,
    texts: Texts,
    read_script: ReadScript,
    check_script: CheckScript,
    get_voice: GetVoice,
    characters_left: CharactersLeft,
    get_brand: GetBrand,
) -> None:
    """Into the voice-over that it was written for, or into a new one."""
    script = await read_script(actor, callback_data.id)
    assert script.result is not None
    text = await check_script(script.result["text"])
    draft = VoiceDraft.remembered(await state.get_data())
    if draft and script.request_key.startswith(f"{screens.SCRIPT_KEY}:{draft.token}:"):
        draft = replace(draft, text=text, scripts=draft.scripts + 1, units=0)
    else:
        draft = VoiceDraft(text=text, post=script.post_id)
        draft = await _with_voice_of(script.brand, draft, actor, get_voice)
    await _show_desk(query, draft, state, actor, texts, characters_left, get_brand)


@router.callback_query(SpeechAction.filter(F.step == SpeechStep.ORDER), OfDraft())
async def order(
    query: CallbackQuery,
    draft: VoiceDraft,
    state: FSMContext,
    actor: User,
    texts: Texts,
    order_voice_over: OrderVoiceOver,
    show_voice_over: ShowVoiceOver,
) -> None:
    """In a new message, below whatever was heard meanwhile. What cannot be ordered leaves everything as it
    is: the text or the voice can be changed.
    """
    progress = await say(query, screens.begun(texts, draft))
    try:
        voice_over = await order_voice_over(
            actor,
            draft.text,
            draft.voice,
            draft.manner,
            request_key=_request_key(draft.token),
            post_id=draft.post,
            chat_id=progress.chat.id,
            progress_message_id=progress.message_id,
        )
    except DomainError:
        await _take_away(progress)
        raise
    if voice_over.progress_message_id != progress.message_id:
        # The same tap once more, after whoever handled it first had died.
        await _take_away(progress)
    await state.clear()
    await answer(query)
    await show_voice_over(voice_over.id)
    await _without_buttons(query)


@router.callback_query(SpeechAction.filter(F.step == SpeechStep.ORDER))
async def ordered_already(
    query: CallbackQuery,
    callback_data: SpeechAction,
    actor: User,
    texts: Texts,
    find_voice_over: FindVoiceOver,
    show_voice_over: ShowVoiceOver,
) -> None:
    """The second of two taps, or a button that outlived its conversation."""
    try:
        voice_over = await find_voice_over(actor, _request_key(callback_data.token))
    except VoiceOverNotFound:
        await answer(query, texts("stale-button"), alert=True)
        return
    await answer(query, texts("speech-under-way") if voice_over.status in UNDER_WAY else None)
    await show_voice_over(voice_over.id)


@router.callback_query(VoiceOverAction.filter(F.verb == VoiceOverVerb.CANCEL))
async def cancel(
    query: CallbackQuery,
    callback_data: VoiceOverAction,
    actor: User,
    cancel_voice_over: CancelVoiceOver,
    show_voice_over: ShowVoiceOver,
) -> None:
    await cancel_voice_over(actor, callback_data.id)
    await answer(query)
    await show_voice_over(callback_data.id)


@router.callback_query(VoiceOverAction.filter(F.verb == VoiceOverVerb.PLAY))
async def play(
    query: CallbackQuery,
    callback_data: VoiceOverAction,
    actor: User,
    texts: Texts,
    get_voice_over: GetVoiceOver,
    read_media: ReadMedia,
    keep_file_id: KeepFileId,
) -> None:
    voice_over = await get_voice_over(actor, callback_data.id)
    if voice_over.media is None:
        raise VoiceOverNotFound
    assert query.bot is not None
    await answer(query)
    sender = MediaSender(query.bot, read_media, keep_file_id)
    await sender.send(query.from_user.id, voice_over.media, screens.recording(texts, voice_over))


@router.callback_query(VoiceOverAction.filter(F.verb == VoiceOverVerb.AGAIN))
async def again(
    query: CallbackQuery,
    callback_data: VoiceOverAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_voice_over: GetVoiceOver,
    get_post: GetPost,
    default_brand: DefaultBrand,
    characters_left: CharactersLeft,
) -> None:
    """The same text, voice and manner once more, to be changed or ordered."""
    former = await get_voice_over(actor, callback_data.id)
    brand = await default_brand(actor)
    if former.post_id:
        with suppress(PostNotFound):
            brand = (await get_post(actor, former.post_id)).brand
    draft = VoiceDraft(
        text=former.text,
        post=former.post_id,
        brand=brand.id if brand else None,
        voice=former.voice_id,
        voice_name=former.voice_name,
        manner=manner_of(former.manner),
    )
    await _keep(state, draft)
    await answer(query)
    await say(query, screens.desk(texts, draft, brand, left=await characters_left(actor)))


@router.callback_query(VoiceOverAction.filter(F.verb == VoiceOverVerb.ATTACH))
async def attach(
    query: CallbackQuery,
    callback_data: VoiceOverAction,
    actor: User,
    reader: Reader,
    get_voice_over: GetVoiceOver,
    attach_media: AttachMedia,
    list_posts: ListPosts,
    get_post: GetPost,
    next_delivery: NextDelivery,
    former_text: FormerText,
) -> None:
    """To the post that it was ordered for, or to one that is chosen."""
    voice_over = await get_voice_over(actor, callback_data.id)
    if voice_over.media is None:
        raise VoiceOverNotFound
    if voice_over.post_id:
        with suppress(PostNotFound):
            await attach_media(actor, voice_over.post_id, voice_over.media.id)
            await show_attached(
                query,
                voice_over.post_id,
                actor,
                reader,
                get_post,
                next_delivery,
                former_text,
                note=reader.texts.rich("speech-attached"),
            )
            return
    posts = (await list_posts(actor, limit=NEWEST)).posts
    await answer(query)
    texts = reader.texts
    await say(query, screens.choose_post(texts, voice_over, posts) if posts else screens.no_posts(texts))


@router.callback_query(VoiceOverAttached.filter())
async def post_chosen(
    query: CallbackQuery,
    callback_data: VoiceOverAttached,
    actor: User,
    reader: Reader,
    get_voice_over: GetVoiceOver,
    attach_media: AttachMedia,
    get_post: GetPost,
    next_delivery: NextDelivery,
    former_text: FormerText,
) -> None:
    voice_over, post_id = (
        await get_voice_over(actor, unpacked(callback_data.voice_over)),
        unpacked(callback_data.post),
    )
    if voice_over.media is None:
        raise VoiceOverNotFound
    await attach_media(actor, post_id, voice_over.media.id)
    await show_attached(
        query,
        post_id,
        actor,
        reader,
        get_post,
        next_delivery,
        former_text,
        note=reader.texts.rich("speech-attached"),
    )


@router.callback_query(VoiceOverAction.filter(F.verb == VoiceOverVerb.DONE))
async def done(query: CallbackQuery, texts: Texts) -> None:
    """The recording stays in the chat, without buttons."""
    await answer(query, texts("speech-kept"))
    await _without_buttons(query)


async def _take_away(message: Message) -> None:
    with unless_unchanged():
        await message.delete()


async def _without_buttons(query: CallbackQuery) -> None:
    if isinstance(query.message, Message):
        with unless_unchanged():
            await query.message.edit_reply_markup(reply_markup=None)


async def _keep(state: FSMContext, draft: VoiceDraft, step: State = Step.speech) -> None:
    await state.set_state(step)
    await state.set_data(draft.as_data())


async def _show_desk(
    query: CallbackQuery,
    draft: VoiceDraft,
    state: FSMContext,
    actor: User,
    texts: Texts,
    characters_left: CharactersLeft,
    get_brand: GetBrand,
    *,
    toast: str | None = None,
) -> None:
    await _keep(state, draft)
    brand = await _brand_of(draft, actor, get_brand)
    await show(query, screens.desk(texts, draft, brand, left=await characters_left(actor)), toast=toast)


async def _with_voice_of(
    brand: Brand | None, draft: VoiceDraft, actor: User, get_voice: GetVoice
) -> VoiceDraft:
    """With the voice that the brand speaks with, if it has one that can be used."""
    if brand is None:
        return draft
    draft = replace(draft, brand=brand.id)
    if not brand.speaking_voice_id:
        return draft
    try:
        voice = await get_voice(actor, brand.speaking_voice_id)
    except (VoiceNotFound, VoicesUnavailable):
        return draft
    return replace(draft, voice=voice.id, voice_name=voice.name)


async def _brand_of(draft: VoiceDraft, actor: User, get_brand: GetBrand) -> Brand | None:
    """None also when it is gone meanwhile."""
    if draft.brand is None:
        return None
    with suppress(BrandNotFound):
        return await get_brand(actor, draft.brand)
    return None


def _request_key(token: str) -> str:
    return f"speech:{token}"


def _seconds_of(text: str) -> int:
    """How long a text is spoken, about."""
    return min(MOST_SECONDS, max(SHORTEST_SCRIPT, round(len(text.split()) / WORDS_A_SECOND)))
