"""The document of the interface, and what each rule of the product is over HTTP."""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator

import schemathesis

import domain
from domain.errors import DomainError
from tests.web.client import Client
from webhooks_app.errors import SENTENCES
from webhooks_app.refusals import REFUSALS

ONLY_IN_CHAT: set[str] = {"unexpected"}
"""Codes of what nobody can come by over HTTP; "unexpected" is that of no rule."""


def kinds(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from kinds(narrower)


async def test_it_is_valid_and_names_every_operation_once(stranger: Client) -> None:
    reply = await stranger.get("/openapi.json")
    document = reply.body
    assert (reply.status, document["openapi"]) == (200, "3.1.0")
    schemathesis.openapi.from_dict(document).validate()
    operations = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    assert len(operations) > 30
    twice = Counter(operation["operationId"] for *_, operation in operations)
    assert set(twice.values()) == {1}
    for path, method, operation in operations:
        assert operation["summary"], (path, method)
        assert {"429", "500", "503"} <= operation["responses"].keys(), (path, method)
        assert ("401" in operation["responses"]) is bool(operation["security"]), (path, method)
        assert ("404" in operation["responses"]) or "{" not in path, (path, method)


def test_every_rule_has_a_sentence_and_a_status() -> None:
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        if ".migrations.models." not in module.name:
            importlib.import_module(module.name)
    codes = {kind.code for kind in kinds(DomainError)} - ONLY_IN_CHAT
    assert len(codes) > 60
    assert codes - REFUSALS.keys() == set()
    for code, refusal in REFUSALS.items():
        assert refusal.status in SENTENCES, code
        assert refusal.sentence.endswith("."), code
