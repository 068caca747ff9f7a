from domain.errors import DomainError


class BrandNotFound(DomainError):
    code = "brand_not_found"


class TooManyBrands(DomainError):
    """The plan has no room for one more brand. Details: limit."""

    code = "too_many_brands"


class BrandNameTaken(DomainError):
    """The actor has a brand of this name already. Details: name."""

    code = "brand_name_taken"


class BrandFieldTooLong(DomainError):
    """Details: field, length, limit (characters)."""

    code = "brand_field_too_long"


class BrandNameMissing(DomainError):
    code = "brand_name_missing"


class BrandLinkInvalid(DomainError):
    """Not an http or https address of a public host."""

    code = "brand_link_invalid"


class SignatureTooManyLines(DomainError):
    """A signature has one line or two."""

    code = "signature_too_many_lines"


class SignatureTooManyHashtags(DomainError):
    """Details: limit."""

    code = "signature_too_many_hashtags"


class HashtagNotUnderstood(DomainError):
    """Details: word."""

    code = "hashtag_not_understood"


class TooManyInList(DomainError):
    """A list of the voice card got too long. Details: limit (words or hashtags)."""

    code = "too_many_in_list"
