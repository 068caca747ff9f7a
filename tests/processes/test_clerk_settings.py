"""Settings of Clerk that would turn everybody away are told at the start, without a value."""

from typing import Any

import pytest

from domain.settings import Settings
from postaify.defaults import SettingsUnusable, check_forms, clerk_of_the_sandbox
from sandbox import server as sandbox
from sandbox.clerk.signing import new_key

WHOLE = {
    "clerk_issuer": "https://clerk.example.com",
    "clerk_authorized_parties": "https://app.example.com, http://127.0.0.1:5173",
    "clerk_secret_key": "sk_live_canary",
    "clerk_webhook_secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,whsec_dGhlIG9uZSBiZWZvcmUgdGhpcw==",
}


def settings(**given: Any) -> Settings:
    return Settings(_env_file=None, **{name: value for name, value in given.items() if value is not None})


def test_a_whole_instance_is_taken() -> None:
    pem = new_key().public_pem()
    for more in ({}, {"clerk_jwt_key": pem}, {"clerk_jwt_key": pem.replace("\n", "\\n")}):
        check_forms(settings(**WHOLE, **more))
    taken = settings(**WHOLE)
    assert taken.clerk_key_address == "https://clerk.example.com/.well-known/jwks.json"
    assert len(taken.clerk_webhook_secrets) == 2
    assert settings(**WHOLE, clerk_jwks_url="https://keys.example.com/").clerk_key_address == (
        "https://keys.example.com/"
    )


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"clerk_issuer": None}, "CLERK_ISSUER"),
        ({"clerk_issuer": "clerk.example.com/canary"}, "CLERK_ISSUER"),
        ({"clerk_issuer": "http://clerk.example.com/canary"}, "CLERK_ISSUER"),
        ({"clerk_issuer": "https://[canary"}, "CLERK_ISSUER"),
        ({"clerk_authorized_parties": None}, "CLERK_AUTHORIZED_PARTIES"),
        ({"clerk_authorized_parties": "https://app.example.com/canary"}, "CLERK_AUTHORIZED_PARTIES"),
        ({"clerk_authorized_parties": "canary"}, "CLERK_AUTHORIZED_PARTIES"),
        ({"clerk_secret_key": None}, "CLERK_SECRET_KEY"),
        ({"clerk_jwks_url": "canary"}, "CLERK_JWKS_URL"),
        ({"clerk_jwt_key": "canary"}, "CLERK_JWT_KEY"),
        ({"clerk_webhook_secret": "canary"}, "CLERK_WEBHOOK_SECRET"),
        ({"clerk_webhook_secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,whsec_"}, "CLERK_WEBHOOK_SECRET"),
    ],
)
def test_half_of_one_is_not(changed: dict[str, Any], named: str) -> None:
    with pytest.raises(SettingsUnusable) as told:
        check_forms(settings(**(WHOLE | changed)))
    assert [line.split(":")[0] for line in str(told.value).splitlines()] == [named]
    assert "canary" not in str(told.value)


def test_the_sandbox_gives_a_whole_one() -> None:
    open_settings = settings(web_app_url="http://127.0.0.1:5173/", cors_origins="http://127.0.0.1:5173")
    values = clerk_of_the_sandbox(open_settings, sandbox.addresses("127.0.0.1", 8090))
    completed = open_settings.model_copy(update=values)
    check_forms(completed)
    assert completed.clerk_authorized_parties == ("http://127.0.0.1:8090", "http://127.0.0.1:5173")
