from dataclasses import dataclass
from uuid import UUID

from domain.delivery.outbox import post_notice
from domain.voice.models import VoiceOver, VoiceOverStatus
from domain.voice.ports import VoiceOverProgress

UNDER_WAY = (VoiceOverStatus.QUEUED, VoiceOverStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class ShowVoiceOver:
    """Shows its person how a voice-over stands. The message in which it was ordered becomes the recording:
    shown twice it is there once, whoever dies in between.

    Workers and taps do so at once: each looks again after it has shown something, so that the last word is
    the truth. What cannot be seen where it was ordered comes as a notice once it has ended.
    """

    progress: VoiceOverProgress

    async def __call__(self, voice_over_id: UUID) -> None:
        shown = None
        while True:
            voice_over = await VoiceOver.get_or_none(id=voice_over_id).prefetch_related("owner", "media")
            if voice_over is None or voice_over.status == shown:
                return
            locale = voice_over.owner.locale
            seen = await self.progress.show(voice_over, voice_over.media, locale=locale)
            if not seen and voice_over.chat_id is not None:
                await _send_notice(voice_over)
            shown = voice_over.status


async def _send_notice(voice_over: VoiceOver) -> None:
    """Who cancelled it knows already."""
    if voice_over.status in (*UNDER_WAY, VoiceOverStatus.CANCELLED):
        return
    await post_notice(
        voice_over.owner,
        key=f"voice-over-ended:{voice_over.id}",
        topic="voice-over-ended",
        id=str(voice_over.id),
        error=voice_over.error,
    )
