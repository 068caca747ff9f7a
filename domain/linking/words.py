"""What was foreseen as JSON, for the outbox and back."""

from typing import Any

from domain.accounts.models import LinkSide, Plan
from domain.linking.foresee import Foresight, Holdings, Renamed
from domain.usage.models import UsageKind


def details_of(foresight: Foresight) -> dict[str, Any]:
    return {
        "chat": _holdings(foresight.chat),
        "web": _holdings(foresight.web),
        "plan": foresight.plan.value,
        "keeps": foresight.keeps.value,
        "default_brand": foresight.default_brand,
        "renamed": [list(brand) for brand in foresight.renamed],
        "over_plan": foresight.over_plan,
        "used": {kind.value: number for kind, number in foresight.used.items()},
        "replaces": foresight.replaces,
    }


def foresight_in(details: dict[str, Any]) -> Foresight:
    return Foresight(
        chat=Holdings(**details["chat"]),
        web=Holdings(**details["web"]),
        plan=Plan(details["plan"]),
        keeps=LinkSide(details["keeps"]),
        default_brand=details["default_brand"],
        renamed=[Renamed(*pair) for pair in details["renamed"]],
        over_plan=details["over_plan"],
        used={UsageKind(kind): number for kind, number in details["used"].items()},
        replaces=details["replaces"],
    )


def _holdings(holdings: Holdings) -> dict[str, Any]:
    return {
        "brands": holdings.brands,
        "posts": holdings.posts,
        "scheduled": holdings.scheduled,
        "empty": holdings.empty,
    }
