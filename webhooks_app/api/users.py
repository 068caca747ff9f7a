"""Who is asking, and how they are spoken to."""

from typing import Self

from pydantic import Field

from domain.accounts.change_settings import SettingsChanges
from domain.accounts.models import Digest, Plan, User
from domain.accounts.register_telegram_user import LOCALES
from domain.app import UseCases
from domain.scheduling.move_zone import Keep
from webhooks_app.endpoint import Id, Routes
from webhooks_app.kinds import Text, unchanged
from webhooks_app.schemas import Answer, Body, Moment

routes = Routes("users")

ZONE_LENGTH = 64


class DigestSettings(Answer):
    frequency: Digest
    hour: int = Field(description="By the person's clock, 0 to 23.")


class QuietHours(Answer):
    """Hours by the person's clock, 0 to 23, in which no news comes; posts do."""

    begin: int
    end: int


class Profile(Answer):
    id: Id
    name: str
    email: str | None
    locale: str
    timezone: str | None = Field(description="IANA name; null until they have said.")
    plan: Plan
    notices: bool = Field(description="Whether news comes; what they must know comes anyway.")
    digest: DigestSettings
    quiet_hours: QuietHours | None
    telegram_linked: bool = Field(description="Whether there is a chat in which posts are delivered.")
    created_at: Moment

    @classmethod
    def of(cls, user: User) -> Self:
        quiet = None
        if user.quiet_from is not None and user.quiet_until is not None:
            quiet = QuietHours(begin=user.quiet_from, end=user.quiet_until)
        return cls(
            id=user.id,
            name=user.name,
            email=user.email,
            locale=user.locale,
            timezone=user.timezone,
            plan=user.plan,
            notices=user.notices,
            digest=DigestSettings(frequency=user.digest, hour=user.digest_hour),
            quiet_hours=quiet,
            telegram_linked=user.telegram_id is not None,
            created_at=user.created_at,
        )


class DigestChange(Body):
    frequency: Digest = unchanged()
    hour: int = unchanged(ge=0, le=23)


class NewQuietHours(Body):
    begin: int = Field(ge=0, le=23)
    end: int = Field(ge=0, le=23, description="The same as `begin`: no quiet hours.")


class ProfileChange(Body):
    locale: str = unchanged(pattern=f"^({'|'.join(LOCALES)})$", examples=["en"])
    timezone: Text = unchanged(max_length=ZONE_LENGTH, description="IANA name.", examples=["Europe/Madrid"])
    scheduled: Keep = Field(
        Keep.CLOCK,
        description="What becomes of scheduled posts in another time zone: 09:00 stays 09:00 by the new"
        " clock, or everything comes at its moment.",
    )
    notices: bool = unchanged()
    digest: DigestChange = unchanged()
    quiet_hours: NewQuietHours | None = unchanged()

    @property
    def settings(self) -> SettingsChanges:
        digest = self.digest or DigestChange()
        none_wanted = "quiet_hours" in self.model_fields_set and self.quiet_hours is None
        quiet = self.quiet_hours or (NewQuietHours(begin=0, end=0) if none_wanted else None)
        return SettingsChanges(
            locale=self.locale,
            notices=self.notices,
            digest=digest.frequency,
            digest_hour=digest.hour,
            quiet_hours=(quiet.begin, quiet.end) if quiet else None,
        )


@routes.get("/api/v1/users/me")
async def read_profile(actor: User) -> Profile:
    """You: profile, plan and settings."""
    return Profile.of(actor)


@routes.patch("/api/v1/users/me")
async def change_profile(use_cases: UseCases, actor: User, body: ProfileChange) -> Profile:
    """Other settings for you; what is left out stays."""
    # First what can be refused: the rest is checked by its form.
    if body.timezone and body.timezone != actor.timezone:
        await use_cases.move_to_zone(actor, zone=body.timezone, keep=body.scheduled)
    await use_cases.change_settings(actor, body.settings)
    return Profile.of(actor)
