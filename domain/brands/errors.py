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
