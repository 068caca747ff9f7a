"""One of each thing that somebody can have, and requests in the least words that a route takes."""

from typing import Any
from uuid import UUID, uuid4

from domain.accounts.models import LinkSide, User
from domain.app import UseCases
from domain.brands.models import Brand
from domain.media.ports import MediaKind
from domain.pictures.models import Look, PaintModel, Picture, PictureStatus, Shape
from domain.posts.models import Post
from domain.voice.models import VoiceOver, VoiceOverStatus
from domain.writing.models import Generation, RunStatus, Source
from domain.writing.styles import Style
from tests.media import files

Schema = dict[str, Any]


async def one_of_each(owner: User, use_cases: UseCases) -> dict[str, UUID]:
    """By the name of what is asked for: the word of a path before its id, or the field of a body."""
    brand = await Brand.create(owner=owner, name="Theirs")
    post = await Post.create(owner=owner, brand=brand, platform="twitter", text="Theirs.")
    source = await Source.create(owner=owner, text="Theirs, in so many words.")
    generation = await Generation.create(
        owner=owner,
        source=source,
        brand=brand,
        platform="twitter",
        style=Style.CASUAL,
        number=1,
        request_key=str(uuid4()),
        status=RunStatus.SUCCEEDED,
    )
    picture = await use_cases.store_media(owner, files.picture(), kind=MediaKind.IMAGE)
    sound = await use_cases.store_media(owner, files.wav(), kind=MediaKind.AUDIO)
    painted = await Picture.create(
        owner=owner,
        prompt="A harbour",
        look=next(iter(Look)),
        shape=next(iter(Shape)),
        model=next(iter(PaintModel)),
        status=PictureStatus.SUCCEEDED,
        media=picture,
        request_key=str(uuid4()),
    )
    spoken = await VoiceOver.create(
        owner=owner,
        text="Theirs.",
        voice_id="any",
        status=VoiceOverStatus.SUCCEEDED,
        media=sound,
        request_key=str(uuid4()),
    )
    key, _ = await use_cases.create_api_key(owner, name="Theirs")
    link, _ = await use_cases.ask_link(owner, side=LinkSide.WEB)
    return {
        "api-keys": key.id,
        "brands": brand.id,
        "posts": post.id,
        "generations": generation.id,
        "images": painted.id,
        "voice": spoken.id,
        "link": link.id,
        "brandId": brand.id,
        "postId": post.id,
        "mediaId": picture.id,
        "pictureId": picture.id,
        "soundId": sound.id,
        "logoId": picture.id,
    }


def least(schema: Schema, known: Schema) -> Any:
    """The least that a schema of the document takes; what has a pattern has an example as well."""
    if "$ref" in schema:
        return least(known[schema["$ref"].rsplit("/", 1)[1]], known)
    if schema.get("examples"):
        return schema["examples"][0]
    for word in ("const", "default"):
        if schema.get(word) is not None:
            return schema[word]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return least(schema["anyOf"][0], known)
    match schema.get("type"):
        case "object":
            needed = schema.get("oneOf", [{}])[0].get("required", []) + schema.get("required", [])
            return {name: least(schema["properties"][name], known) for name in needed}
        case "array":
            return [least(schema["items"], known)] * schema.get("minItems", 0)
        case "integer":
            return schema.get("minimum", 0)
        case "boolean":
            return True
        case _:
            return str(uuid4()) if schema.get("format") == "uuid" else "x" * schema.get("minLength", 1)


def ids_in(schema: Schema, known: Schema, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Where a body names things by their ids."""
    if "$ref" in schema:
        return ids_in(known[schema["$ref"].rsplit("/", 1)[1]], known, path)
    found = [path] if path and schema.get("format") == "uuid" else []
    for option in schema.get("anyOf", []):
        found += ids_in(option, known, path)
    for name, inner in schema.get("properties", {}).items():
        found += ids_in(inner, known, (*path, name))
    return found
