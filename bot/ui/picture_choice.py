"""How a picture shall be made: as it is packed into a button, three letters for look, shape and model."""

from domain.pictures.models import Look, PaintModel, Shape
from domain.pictures.order_picture import PictureChoice

_LOOKS = {Look.PHOTOGRAPHIC: "p", Look.DIGITAL_ART: "d", Look.NONE: "n"}
_SHAPES = {Shape.SQUARE: "s", Shape.LANDSCAPE: "l", Shape.PORTRAIT: "p"}
_MODELS = {PaintModel.FAST: "f", PaintModel.BETTER: "b", PaintModel.BEST: "t"}


def packed_choice(choice: PictureChoice) -> str:
    return _LOOKS[choice.look] + _SHAPES[choice.shape] + _MODELS[choice.model]


def choice_from(how: str) -> PictureChoice:
    """`how` is of the form keyboards.HOW."""
    return PictureChoice(
        next(look for look, letter in _LOOKS.items() if letter == how[0]),
        next(shape for shape, letter in _SHAPES.items() if letter == how[1]),
        next(model for model, letter in _MODELS.items() if letter == how[2]),
    )
