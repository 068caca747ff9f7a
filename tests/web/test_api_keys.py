from domain.accounts.models import ApiKey
from tests.web.client import Client

KEYS = "/api/v1/users/me/api-keys"


async def test_a_key_is_shown_once_and_opens_until_it_is_revoked(anns_program: Client) -> None:
    made = await anns_program.post(KEYS, {"name": "My site"})
    assert made.status == 201
    key = made.body["key"]
    assert key.startswith(made.body["prefix"])

    other = Client(anns_program.session, anns_program.address, {"X-API-Key": key})
    listed = await other.get(KEYS)
    assert [item["name"] for item in listed.body["items"]] == ["My site", "of the tests"]
    assert key not in str(listed.body)
    assert not await ApiKey.filter(digest=key).exists()

    assert (await other.delete(f"{KEYS}/{made.body['id']}")).status == 204
    refused = await other.get(KEYS)
    assert (refused.status, refused.body["code"]) == (401, "unauthorized")


async def test_wrong_bodies_are_told_where_they_are_wrong(anns_program: Client) -> None:
    refused = await anns_program.post(KEYS, {"name": "", "owner": "somebody"})
    assert refused.status == 422
    assert {issue["path"] for issue in refused.body["issues"]} == {"name", "owner"}


async def test_nothing_opens_without_a_key(stranger: Client) -> None:
    for headers in ({}, {"X-API-Key": ""}, {"X-API-Key": "pk_no"}, {"X-API-Key": "ключ"}):
        refused = await stranger.get(KEYS, headers=headers)
        assert refused.status == 401, headers
