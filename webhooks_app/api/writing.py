"""Posts written from a text, and texts written anew: waited for, or asked for later."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Self
from uuid import UUID

from aiohttp import web
from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from domain.accounts.models import User
from domain.app import UseCases
from domain.platforms import Platform
from domain.posts.models import Post
from domain.requests.errors import StillUnderWay
from domain.writing import compose_text, rewrite_text
from domain.writing.accept_source import LONGEST
from domain.writing.compositions import UNDER_WAY
from domain.writing.models import Composition, CompositionKind, Generation, RunStatus
from domain.writing.order_posts import MOST_POSTS, Choice
from domain.writing.rewriting import LONGEST_INSTRUCTION, Rewriting, Way
from domain.writing.styles import Style
from webhooks_app import waiting
from webhooks_app.endpoint import Id, Routes
from webhooks_app.failures import OF_TEXTS, Failure, came_to_nothing
from webhooks_app.limits import Limit
from webhooks_app.schemas import Answer, Body, Moment

routes = Routes("writing")

LEAST_SECONDS = 5
SOMETHING = r"^[^\x00]*[^\s\x00-\x1f\x7f-\xa0\xad][^\x00]*$"
TEN_AND_MORE = r"^\s*[^\s\x00][^\x00]{8,}[^\s\x00]\s*$"
"""At least ten characters between the white space at both ends."""

Language = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$",
        max_length=16,
        description="A BCP 47 tag.",
        examples=["es"],
    ),
]


class Order(Body):
    transcript: str = Field(min_length=10, max_length=LONGEST, pattern=TEN_AND_MORE)
    platform: Platform
    number_of_posts: int = Field(ge=1, le=MOST_POSTS)
    style: Style
    brand_id: Id | None = Field(None, description="Whose voice they are written in; else your default brand.")
    language: Language | None = Field(None, description="A BCP 47 tag; else that of the transcript.")


class WrittenPost(Answer):
    id: Id
    content: str
    platform: Platform
    created_at: Moment

    @classmethod
    def of(cls, post: Post) -> Self:
        return cls(id=post.id, content=post.text, platform=post.platform, created_at=post.created_at)


class Written(Answer):
    posts: Sequence[WrittenPost]
    generation_id: Id
    model: str = Field(description="What wrote them.")

    @classmethod
    def of(cls, generation: Generation, posts: Sequence[Post]) -> Self:
        """Raises CameToNothing."""
        if generation.status is not RunStatus.SUCCEEDED:
            raise came_to_nothing(generation.error, OF_TEXTS, generationId=str(generation.id))
        return cls(
            posts=[WrittenPost.of(post) for post in posts],
            generation_id=generation.id,
            model=generation.model or "",
        )


class Ordered(Answer):
    status_code: ClassVar[int | None] = 202

    generation_id: Id


class GenerationNow(Answer):
    id: Id
    status: RunStatus
    platform: Platform
    style: Style
    number_of_posts: int
    posts: Sequence[WrittenPost]
    error: Failure | None = Field(description="Why there are none, when it has failed.")
    model: str | None
    created_at: Moment
    finished_at: Moment | None


def given(name: str) -> JsonDict:
    """That something is there, as the document says it."""
    return {"required": [name], "properties": {name: {"type": "string"}}}


ONE_TEXT: JsonDict = {"oneOf": [given("postId"), given("text")]}
ONE_WAY: JsonDict = {
    "allOf": [
        {"anyOf": [given(name) for name in ("tone", "way", "instruction", "language", "platform")]},
        {"not": {"allOf": [given("tone"), given("way")]}},
        {
            "if": {"required": ["way"], "properties": {"way": {"const": "instruction"}}},
            "then": given("instruction"),
        },
    ]
}


class TextGiven(Body):
    """A text, or the post whose text it is."""

    model_config = ConfigDict(json_schema_extra=ONE_TEXT)

    text: str | None = Field(None, min_length=1, max_length=rewrite_text.LONGEST, pattern=SOMETHING)
    post_id: Id | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.post_id is None):
            raise PydanticCustomError("one_text", "Either text or postId is needed.")
        return self


class RewriteOrder(TextGiven):
    """Beside a tone or a way, `platform` says what a text is for; alone it is the way."""

    model_config = ConfigDict(json_schema_extra=ONE_TEXT | ONE_WAY)

    tone: Style | None = None
    way: Way | None = None
    platform: Platform | None = None
    language: Language | None = None
    instruction: str | None = Field(None, min_length=1, max_length=LONGEST_INSTRUCTION, pattern=SOMETHING)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.tone and self.way:
            raise PydanticCustomError("one_way", "Either tone or way is needed, not both.")
        if self.chosen is None:
            raise PydanticCustomError(
                "one_way", "A tone, a way, an instruction, a language or a platform is needed."
            )
        return self

    @property
    def chosen(self) -> Way | None:
        if self.tone:
            return Way(self.tone)
        wishes = {
            Way.INSTRUCTION: self.instruction,
            Way.LANGUAGE: self.language,
            Way.PLATFORM: self.platform,
        }
        return self.way or next((way for way, wish in wishes.items() if wish), None)

    @property
    def wanted(self) -> Rewriting:
        way = self.chosen
        assert way is not None
        return Rewriting(
            way,
            platform=self.platform if way is Way.PLATFORM else None,
            language=self.language if way is Way.LANGUAGE else None,
            instruction=self.instruction or "" if way is Way.INSTRUCTION else "",
        )


class MuchText(TextGiven):
    text: str | None = Field(None, min_length=10, max_length=compose_text.LONGEST, pattern=TEN_AND_MORE)


class CaptionOrder(MuchText):
    platform: Platform | None = None
    brand_id: Id | None = Field(None, description="Whose voice it is written in; else that of the post.")
    language: Language | None = None


class ScriptOrder(MuchText):
    seconds: int = Field(
        compose_text.SECONDS,
        ge=LEAST_SECONDS,
        le=compose_text.MOST_SECONDS,
        description="How long it is spoken.",
    )
    brand_id: Id | None = Field(None, description="Whose voice it is written in; else that of the post.")
    language: Language | None = None


class Text(Answer):
    text: str
    model: str = Field(description="What wrote it.")
    post_id: Id | None = Field(description="The post that has this text now, if one has.")


@routes.post("/api/v1/ai/generate", errors=(402, 404, 504), limit=Limit.WRITING, repeatable=True)
async def generate_posts(
    use_cases: UseCases, actor: User, body: Order, request: web.Request, request_key: str, waits: bool
) -> Written | Ordered:
    """Posts out of a transcript.

    Waits until they are written, for a minute at the most. With `Prefer: respond-async` it answers at once,
    and the posts are asked for by the generation's id.
    """
    if not waits:
        choice = Choice((body.platform,), body.style, body.number_of_posts)
        generation = await use_cases.order_from_text(
            actor,
            body.transcript,
            choice,
            request_key=request_key,
            brand_id=body.brand_id,
            language=body.language,
        )
        return Ordered(generation_id=generation.id)
    work = use_cases.write_now(
        actor,
        body.transcript,
        platform=body.platform,
        style=body.style,
        number=body.number_of_posts,
        request_key=request_key,
        brand_id=body.brand_id,
        language=body.language,
    )
    try:
        written = await waiting.what_comes_of(request, work, name="write now", seconds=waiting.TEXT)
    except waiting.LostPatience:
        raise await _still_writing(use_cases, actor, request_key) from None
    if written.generation.status in UNDER_WAY:
        # Another request with the same name has begun it.
        return await _when_written(use_cases, actor, request, written.generation.id)
    return Written.of(written.generation, written.posts)


@routes.get("/api/v1/ai/generations/{id}")
async def read_generation(use_cases: UseCases, actor: User, id: Id) -> GenerationNow:
    """How a generation stands, with its posts once they are there."""
    result = await use_cases.read_generation(actor, id)
    generation = result.generation
    failed = generation.status is RunStatus.FAILED
    return GenerationNow(
        id=generation.id,
        status=generation.status,
        platform=generation.platform,
        style=generation.style,
        number_of_posts=generation.number,
        posts=[WrittenPost.of(post) for post in result.posts],
        error=Failure.of(generation.error, OF_TEXTS) if failed else None,
        model=generation.model,
        created_at=generation.created_at,
        finished_at=generation.finished_at,
    )


@routes.post("/api/v1/ai/rewrite", errors=(402, 404, 409, 504), limit=Limit.WRITING, repeatable=True)
async def rewrite(
    use_cases: UseCases, actor: User, body: RewriteOrder, request: web.Request, request_key: str
) -> Text:
    """A text, or the text of a post, written anew.

    What is written anew of a post becomes its text, unless it is for another platform: that is a post of its
    own.
    """
    if body.post_id:
        ordered = await use_cases.order_rewrite(actor, body.post_id, body.wanted, request_key=request_key)
    else:
        assert body.text is not None
        ordered = await use_cases.rewrite_text(
            actor,
            body.text,
            body.wanted,
            platform=body.platform or rewrite_text.USUAL_PLATFORM,
            request_key=request_key,
        )
    return await _text_of(use_cases, actor, request, ordered)


@routes.post("/api/v1/ai/caption", errors=(404, 504), limit=Limit.WRITING, repeatable=True)
async def write_caption(
    use_cases: UseCases, actor: User, body: CaptionOrder, request: web.Request, request_key: str
) -> Text:
    """What stands under a picture or a film, out of a text or of the text of a post."""
    return await _composed(use_cases, actor, body, CompositionKind.CAPTION, request, request_key)


@routes.post("/api/v1/ai/voiceover-script", errors=(404, 504), limit=Limit.WRITING, repeatable=True)
async def write_script(
    use_cases: UseCases, actor: User, body: ScriptOrder, request: web.Request, request_key: str
) -> Text:
    """What can be read aloud in so many seconds, out of a text or of the text of a post."""
    return await _composed(use_cases, actor, body, CompositionKind.SCRIPT, request, request_key)


async def _composed(
    use_cases: UseCases,
    actor: User,
    body: CaptionOrder | ScriptOrder,
    kind: CompositionKind,
    request: web.Request,
    request_key: str,
) -> Text:
    post = await use_cases.get_post(actor, body.post_id) if body.post_id else None
    brand = await use_cases.get_brand(actor, body.brand_id) if body.brand_id else None
    ordered = await use_cases.compose_text(
        actor,
        kind,
        post.text if post else body.text or "",
        request_key=request_key,
        platform=_platform_for(body, post),
        brand=brand or (post.brand if post else None),
        language=body.language,
        seconds=body.seconds if isinstance(body, ScriptOrder) else compose_text.SECONDS,
        post_id=post.id if post else None,
    )
    return await _text_of(use_cases, actor, request, ordered)


def _platform_for(body: CaptionOrder | ScriptOrder, post: Post | None) -> Platform | None:
    named = body.platform if isinstance(body, CaptionOrder) else None
    return named or (post.platform if post else None)


async def _text_of(use_cases: UseCases, actor: User, request: web.Request, ordered: Composition) -> Text:
    """What comes of an order. Raises StillUnderWay and CameToNothing."""
    try:
        ended = await waiting.until_ended(
            request,
            ordered.id,
            lambda: use_cases.read_composition(actor, ordered.id),
            lambda found: found.status not in UNDER_WAY,
            seconds=waiting.TEXT,
        )
    except waiting.LostPatience:
        raise StillUnderWay from None
    if ended.status is not RunStatus.SUCCEEDED or ended.result is None:
        raise came_to_nothing(ended.error, OF_TEXTS)
    return Text(text=ended.result["text"], model=ended.model or "", post_id=_post_with(ended))


def _post_with(rewritten: Composition) -> UUID | None:
    if rewritten.kind is not CompositionKind.REWRITE or rewritten.result is None:
        return None
    new = rewritten.result.get("post")
    return UUID(new) if new else rewritten.post_id


async def _when_written(
    use_cases: UseCases, actor: User, request: web.Request, generation_id: UUID
) -> Written:
    try:
        result = await waiting.until_ended(
            request,
            generation_id,
            lambda: use_cases.read_generation(actor, generation_id),
            lambda found: found.generation.status not in UNDER_WAY,
            seconds=waiting.TEXT,
        )
    except waiting.LostPatience:
        raise StillUnderWay(generationId=str(generation_id)) from None
    return Written.of(result.generation, result.posts)


async def _still_writing(use_cases: UseCases, actor: User, request_key: str) -> StillUnderWay:
    generation = await use_cases.find_generation(actor, request_key)
    return StillUnderWay(generationId=str(generation.id)) if generation else StillUnderWay()
