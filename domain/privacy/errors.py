from domain.errors import DomainError


class ExportNotFound(DomainError):
    """No such archive of theirs, or it was deleted when its week was over."""

    code = "export_not_found"
