from domain.errors import DomainError


class SourceTooShort(DomainError):
    """Details: length, least (characters)."""

    code = "source_too_short"


class SourceTooLong(DomainError):
    """Details: length, most (characters). What was accepted before stays."""

    code = "source_too_long"


class SourceNotFound(DomainError):
    code = "source_not_found"


class NothingOrdered(DomainError):
    """An order names at least one platform and 1 to 10 posts."""

    code = "nothing_ordered"


class RewriteUnderWay(DomainError):
    """One rewriting of a post at a time."""

    code = "rewrite_under_way"


class RewriteImpossible(DomainError):
    """This post cannot be written anew in that way: a thread is for X, another platform is another one."""

    code = "rewrite_impossible"


class InstructionEmpty(DomainError):
    code = "instruction_empty"


class InstructionTooLong(DomainError):
    """Details: length, limit (characters)."""

    code = "instruction_too_long"


class TooFewSamples(DomainError):
    """A voice card needs a few posts to be told from. Details: least."""

    code = "too_few_samples"


class VoiceDraftNotFound(DomainError):
    code = "voice_draft_not_found"


class OrderNotFound(DomainError):
    """There is no such order of this person."""

    code = "order_not_found"


class ScriptNotFound(DomainError):
    """There is no such script of this person, or it was not written."""

    code = "script_not_found"
