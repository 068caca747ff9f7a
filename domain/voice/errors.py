from domain.errors import DomainError


class NothingToSay(DomainError):
    """A voice-over needs something to be said."""

    code = "nothing_to_say"


class SpeechTooLong(DomainError):
    """Details: length, most (characters that are spoken at once)."""

    code = "speech_too_long"


class MannerInvalid(DomainError):
    """A setting of the manner is out of its range."""

    code = "manner_invalid"


class VoiceNotFound(DomainError):
    """Also for a voice that was cloned from somebody else."""

    code = "voice_not_found"


class VoicesUnavailable(DomainError):
    """The voices cannot be reached now; the same may succeed later."""

    code = "voices_unavailable"


class SampleMissing(DomainError):
    """There is nothing to hear this voice by."""

    code = "sample_missing"


class VoiceOverNotFound(DomainError):
    """Also for other people's."""

    code = "voice_over_not_found"


class RecordingUnfit(DomainError):
    """Details: least, most (seconds that a recording of one's voice may last)."""

    code = "recording_unfit"


class CloneExists(DomainError):
    """One voice of their own for each person; it can be deleted."""

    code = "clone_exists"


class CloningFailed(DomainError):
    """Details: reason, as in SpeakerFailed; `error-cloning-failed` has the words."""

    code = "cloning_failed"
