from dataclasses import asdict, dataclass
from uuid import uuid4

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.choose_brand import DefaultBrand
from domain.brands.models import Brand
from domain.jobs.ports import Job, JobQueue
from domain.plans import PLANS
from domain.platforms import Platform
from domain.posts.models import Post
from domain.typed import is_blank
from domain.usage.spending import Spending
from domain.writing.errors import SourceTooLong, SourceTooShort
from domain.writing.models import Composition, CompositionKind
from domain.writing.rewriting import Rewriting, Way, check_rewriting

USUAL_PLATFORM = Platform.LINKEDIN
"""What a text is for that nobody says it of: the platform that takes the longest posts."""

LONGEST = 20_000
"""Characters of a text that is to be written anew."""


@dataclass(frozen=True, slots=True)
class RewriteText:
    """Has a text that is no post written anew, with its job, in one transaction; the new one is in
    `result["text"]` then. The way "brand" is that of the default brand.

    `platform` is the one that the text is for. `request_key` names the request: the same order twice is one
    order. Raises SourceTooShort, SourceTooLong (characters), SpendingCapReached and what check_rewriting
    raises.
    """

    jobs: JobQueue
    default_brand: DefaultBrand
    spending: Spending

    async def __call__(
        self, actor: User, text: str, wanted: Rewriting, *, platform: Platform, request_key: str
    ) -> Composition:
        _check_length(text)
        brand = await self.default_brand(actor) if wanted.way is Way.BRAND else None
        check_rewriting(wanted, _as_post(text, platform, brand))
        async with in_transaction():
            # Two requests at once: the second waits here and then finds the order of the first.
            await User.select_for_update(no_key=True).get(id=actor.id)
            known = await Composition.get_or_none(owner=actor, request_key=request_key)
            if known:
                return known
            await self.spending.check(actor.id)
            composition = await Composition.create(
                id=uuid4(),
                owner=actor,
                brand=brand,
                kind=CompositionKind.REWRITE,
                platform=wanted.platform or platform,
                language=wanted.language,
                text=text,
                given=asdict(wanted) | {"thread": False, "source": None},
                request_key=request_key,
            )
            first = PLANS[actor.plan].first_in_queue
            await self.jobs.enqueue(Job.REWRITE_POST, composition.id, first=first)
            return composition


def _check_length(text: str) -> None:
    if is_blank(text):
        raise SourceTooShort(length=0, least=1)
    if len(text) > LONGEST:
        raise SourceTooLong(length=len(text), most=LONGEST)


def _as_post(text: str, platform: Platform, brand: Brand | None) -> Post:
    """What the rules for rewriting look at."""
    return Post(text=text, platform=platform, brand_id=brand.id if brand else None)
