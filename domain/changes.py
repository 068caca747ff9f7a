"""Several changes of one thing at once, where not all of it is to change."""

from enum import Enum


class Unchanged(Enum):
    """Stands for what stays as it is, where None means that it is to be taken away."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED
