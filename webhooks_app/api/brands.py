"""Brands: whose voice posts are written in."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints

from domain.accounts.models import User
from domain.app import UseCases
from domain.brands.change_brand import BrandChanges
from domain.brands.fields import LONGEST, BrandField
from domain.brands.hashtags import LONGEST as HASHTAGS_LENGTH
from domain.brands.hashtags import LONGEST_NAME, check_groups
from domain.brands.models import NAME_LENGTH
from domain.brands.models import Brand as StoredBrand
from domain.brands.slots import MOST_SLOTS, unpacked
from domain.brands.slots import Slot as WeeklySlot
from domain.brands.voice import LONGEST_LINE, LONGEST_WORDS, MOST_HASHTAGS, MOST_WORDS, VoiceField, parsed
from domain.changes import UNCHANGED
from domain.platforms import Platform
from webhooks_app.endpoint import Id, Routes
from webhooks_app.kinds import Text, unchanged
from webhooks_app.paging import part_of, place_of
from webhooks_app.schemas import Answer, Body, Moment, Page, PageQuery

routes = Routes("brands")

VOICE_ID_LENGTH = 64

Word = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_WORDS, pattern=r"^[^\x00-\x1f,;]*$")]
"""A word or a phrase; in the chat they are typed with commas between them."""

SEPARATORS = {VoiceField.WORDS_TO_USE: ",", VoiceField.WORDS_TO_AVOID: ",", VoiceField.HASHTAGS: " "}


class Slot(Answer):
    weekday: int = Field(description="0 is Monday.")
    at: str = Field(description="By the owner's clock, like 09:30.")


class Voice(Answer):
    """How the brand writes; any part may be empty."""

    tone: str
    rhythm: str
    words_to_use: list[str]
    words_to_avoid: list[str]
    emoji: str
    hashtags: list[str]


class Brand(Answer):
    id: Id
    name: str
    description: str
    audience: str
    tone: str
    voice: Voice | None
    platforms: list[Platform]
    hashtags: dict[str, list[str]] = Field(description="By the name of their group; one may have none.")
    link: str
    signature: str = Field(description="What we put below every post that is written for the brand.")
    call_to_action: str
    slots: list[Slot] = Field(description="When the brand publishes, each week.")
    is_default: bool
    logo_id: Id | None
    logo_on_pictures: bool
    speaking_voice_id: str
    created_at: Moment

    @classmethod
    def of(cls, brand: StoredBrand) -> Self:
        card = parsed(brand.voice)
        voice = Voice(**{each.value: getattr(card, each.value) for each in VoiceField}) if card else None
        return cls(
            id=brand.id,
            name=brand.name,
            description=brand.description,
            audience=brand.audience,
            tone=brand.tone,
            voice=voice,
            platforms=[Platform(name) for name in brand.platforms],
            hashtags=brand.hashtags,
            link=brand.link,
            signature=brand.signature,
            call_to_action=brand.call_to_action,
            slots=[Slot(weekday=slot.weekday, at=f"{slot.at:%H:%M}") for slot in unpacked(brand.slots)],
            is_default=brand.is_default,
            logo_id=brand.logo_id,
            logo_on_pictures=brand.logo_on_pictures,
            speaking_voice_id=brand.speaking_voice_id,
            created_at=brand.created_at,
        )


class NewSlot(Body):
    weekday: int = Field(ge=0, le=6, description="0 is Monday.")
    at: str = Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["09:30"])

    @property
    def slot(self) -> WeeklySlot:
        return WeeklySlot(self.weekday, time.fromisoformat(self.at))


class VoiceChange(Body):
    """What is left out of the card stays; an empty text or list clears its part."""

    tone: Text = unchanged(max_length=LONGEST_LINE)
    rhythm: Text = unchanged(max_length=LONGEST_LINE)
    words_to_use: list[Word] = unchanged(max_length=MOST_WORDS)
    words_to_avoid: list[Word] = unchanged(max_length=MOST_WORDS)
    emoji: Text = unchanged(max_length=LONGEST_LINE)
    hashtags: list[Word] = unchanged(max_length=MOST_HASHTAGS)

    @property
    def typed(self) -> dict[VoiceField, str]:
        """The parts that are given, as they are typed in the chat."""
        given = {
            each: getattr(self, each.value) for each in VoiceField if each.value in self.model_fields_set
        }
        return {
            each: value if isinstance(value, str) else SEPARATORS[each].join(value)
            for each, value in given.items()
        }


class BrandTraits(Body):
    """All that can be said of a brand, but for its name."""

    description: Text = unchanged(max_length=LONGEST["description"])
    audience: Text = unchanged(max_length=LONGEST["audience"])
    tone: Text = unchanged(max_length=LONGEST["tone"])
    voice: VoiceChange | None = unchanged(description="null drops the card.")
    platforms: list[Platform] = unchanged(max_length=len(Platform))
    hashtags: dict[Text, list[Text]] = unchanged(
        description=f"By the name of their group, which may be empty: {LONGEST_NAME} characters of a name,"
        f" {HASHTAGS_LENGTH:,} of all together.",
        examples=[{"launch": ["#new"]}],
    )
    link: Text = unchanged(max_length=LONGEST["link"], examples=["https://example.com"])
    signature: Text = unchanged(max_length=LONGEST["signature"])
    call_to_action: Text = unchanged(max_length=LONGEST["call_to_action"])
    slots: list[NewSlot] = unchanged(max_length=MOST_SLOTS)
    is_default: Literal[True] = unchanged(
        description="The brand becomes the default one, in the place of the one that was."
    )
    logo_id: Id | None = unchanged(description="A stored picture; null takes the logo away.")
    logo_on_pictures: bool = unchanged(
        description="Whether the logo is put on what is painted from now on; without a logo nothing is."
    )

    @property
    def texts(self) -> dict[BrandField, str]:
        return {
            each: getattr(self, each.value)
            for each in BrandField
            if each is not BrandField.HASHTAGS and each.value in self.model_fields_set
        }

    def changes(self, **more: Any) -> BrandChanges:
        """As the product knows them. Raises what check_groups does."""
        given = self.model_fields_set
        return BrandChanges(
            texts=self.texts,
            hashtags=None if self.hashtags is None else check_groups(self.hashtags),
            voice=_voice(self.voice) if "voice" in given else UNCHANGED,
            platforms=self.platforms,
            slots=None if self.slots is None else [each.slot for each in self.slots],
            logo_id=self.logo_id if "logo_id" in given else UNCHANGED,
            logo_on_pictures=self.logo_on_pictures,
            as_default=self.is_default is True,
            **more,
        )


class NewBrand(BrandTraits):
    name: Text = Field(min_length=1, max_length=NAME_LENGTH, examples=["Acme"])


class BrandChange(BrandTraits):
    name: Text = unchanged(min_length=1, max_length=NAME_LENGTH)
    speaking_voice_id: Text = unchanged(
        max_length=VOICE_ID_LENGTH, description="Of one of the voices; empty for none."
    )


@routes.get("/api/v1/brands")
async def list_brands(use_cases: UseCases, actor: User, query: PageQuery) -> Page[Brand]:
    """Your brands, the oldest first."""
    found = await use_cases.list_brands(actor, limit=query.limit + 1, after=place_of(query.cursor))
    part, cursor = part_of(found, query.limit, lambda brand: (brand.created_at, brand.id))
    return Page(items=[Brand.of(brand) for brand in part], next_cursor=cursor)


@routes.post("/api/v1/brands", status=201, errors=(402, 404, 409), repeatable=True)
async def create_brand(use_cases: UseCases, actor: User, body: NewBrand) -> Brand:
    """A new brand. The first one becomes the default one."""
    return Brand.of(await use_cases.make_brand(actor, name=body.name, changes=body.changes()))


@routes.get("/api/v1/brands/{id}")
async def read_brand(use_cases: UseCases, actor: User, id: Id) -> Brand:
    """One of your brands."""
    return Brand.of(await use_cases.get_brand(actor, id))


@routes.patch("/api/v1/brands/{id}", errors=(409,))
async def change_brand(use_cases: UseCases, actor: User, id: Id, body: BrandChange) -> Brand:
    """Another description of a brand, all of it or none. What is left out stays."""
    changes = body.changes(speaking_voice_id=body.speaking_voice_id)
    return Brand.of(await use_cases.change_brand(actor, id, changes))


@routes.put("/api/v1/brands/{id}", errors=(409,))
async def put_brand(use_cases: UseCases, actor: User, id: Id, body: BrandChange) -> Brand:
    """The same as PATCH: what is left out stays."""
    return await change_brand(use_cases, actor, id, body)


@routes.delete("/api/v1/brands/{id}")
async def delete_brand(use_cases: UseCases, actor: User, id: Id) -> None:
    """Deletes a brand. Its posts stay, scheduled ones go out as planned; they belong to no brand then."""
    await use_cases.delete_brand(actor, id)


def _voice(card: VoiceChange | None) -> Mapping[VoiceField, str] | None:
    return card.typed if card else None
