from domain.errors import DomainError


class MediaNotFound(DomainError):
    """Also for what belongs to somebody else."""

    code = "media_not_found"


class MediaRefused(DomainError):
    """What was given is not stored: it is no picture and no sound that we take. Those below say it more
    closely. `retryable`: the same may be taken a little later.
    """

    code = "media_refused"
    retryable = False


class PictureMoves(MediaRefused):
    code = "picture_moves"


class PictureIsDrawing(MediaRefused):
    """SVG: a drawing that may carry scripts."""

    code = "picture_is_drawing"


class NotAPicture(MediaRefused):
    code = "not_a_picture"


class NotASound(MediaRefused):
    code = "not_a_sound"


class MediaEmpty(MediaRefused):
    code = "media_empty"


class MediaTooLarge(MediaRefused):
    """In bytes, or to be unpacked."""

    code = "media_too_large"


class PictureTooBig(MediaRefused):
    """In pixels."""

    code = "picture_too_big"


class PictureTooNarrow(MediaRefused):
    code = "picture_too_narrow"


class MediaBroken(MediaRefused):
    code = "media_broken"


class MediaBusy(MediaRefused):
    """No turn came in time to look at it, or looking took too long."""

    code = "media_busy"
    retryable = True


def refusals() -> dict[str, type[MediaRefused]]:
    """Every refusal by its code."""
    kinds: list[type[MediaRefused]] = [MediaRefused, *MediaRefused.__subclasses__()]
    return {kind.code: kind for kind in kinds}


class MediaUnavailable(DomainError):
    """The store cannot be reached now; the same may succeed later."""

    code = "media_unavailable"


class MediaNotShown(DomainError):
    """It cannot be shown in the chat now: the store does not give it, or Telegram does not take it."""

    code = "media_not_shown"


class MediaLost(DomainError):
    """The store holds nothing under this key any more."""

    code = "media_lost"
