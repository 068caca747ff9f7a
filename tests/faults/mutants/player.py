"""What the drills let happen inside another process of the product.

python -m tests.faults.mutants.player URL edit POST TEXT
python -m tests.faults.mutants.player URL settle DELIVERY
python -m tests.faults.mutants.player URL cancel DELIVERY
python -m tests.faults.mutants.player URL claims NUMBER
python -m tests.faults.mutants.player URL digests NUMBER
"""

import asyncio
import sys
from datetime import timedelta
from uuid import UUID

from domain.accounts.models import User
from domain.database import database
from domain.delivery import transitions
from domain.delivery.errors import AlreadyGoingOut
from domain.posts.change_post import EditPost
from domain.posts.models import Post
from domain.posts.plan_digests import PlanDigests


async def play(url: str, what: str, *words: str) -> None:
    async with database(url, pool_size=10):
        if what == "edit":
            await _edit(UUID(words[0]), words[1])
        elif what == "settle":
            await _settle(UUID(words[0]))
        elif what == "cancel":
            assert await transitions.cancel(UUID(words[0]))
        elif what == "claims":
            await asyncio.gather(*(_claim(f"player:0:{n}") for n in range(int(words[0]))))
        elif what == "digests":
            await asyncio.gather(*(PlanDigests()() for _ in range(int(words[0]))))
        else:
            raise ValueError(what)


async def _edit(post_id: UUID, text: str) -> None:
    post = await Post.get(id=post_id)
    owner = await User.get(id=post.owner_id)
    try:
        await EditPost()(owner, post_id, text=text)
    except AlreadyGoingOut:
        return


async def _settle(delivery_id: UUID) -> None:
    """As a tick does it, without what follows in the same tick."""
    (lost,) = [one for one in await transitions.lost_sendings() if one.id == delivery_id]
    assert await transitions.in_doubt(lost, "process lost") == "SCHEDULED"
    await transitions.end_attempt(lost, "IN_DOUBT")


async def _claim(owner: str) -> None:
    """Until nothing is left; what is claimed stays so."""
    while await transitions.claim(owner, horizon=timedelta(0), limit=5):
        pass


if __name__ == "__main__":
    asyncio.run(play(*sys.argv[1:]))
