"""What became of orders, for whoever asks by their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.accounts.models import User
from domain.posts.models import Post
from domain.writing.errors import OrderNotFound
from domain.writing.models import Composition, Generation


@dataclass(frozen=True, slots=True)
class GenerationResult:
    """A generation, and those of its posts that are still there."""

    generation: Generation
    posts: Sequence[Post]


@dataclass(frozen=True, slots=True)
class ReadGeneration:
    """Raises OrderNotFound, also for other people's."""

    async def __call__(self, actor: User, generation_id: UUID) -> GenerationResult:
        generation = await Generation.get_or_none(id=generation_id, owner=actor)
        if generation is None:
            raise OrderNotFound
        # After the generation: one that has ended has all its posts.
        posts = await Post.filter(generation_id=generation.id).order_by("position")
        return GenerationResult(generation, posts)


@dataclass(frozen=True, slots=True)
class FindGeneration:
    """What a request has ordered; None when nothing was."""

    async def __call__(self, actor: User, request_key: str) -> Generation | None:
        return await Generation.filter(owner=actor, request_key=request_key).first()


@dataclass(frozen=True, slots=True)
class ReadComposition:
    """Raises OrderNotFound, also for other people's."""

    async def __call__(self, actor: User, composition_id: UUID) -> Composition:
        composition = await Composition.get_or_none(id=composition_id, owner=actor)
        if composition is None:
            raise OrderNotFound
        return composition
