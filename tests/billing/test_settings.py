"""What is configured by half is said at the start, and nothing secret with it."""

import pytest
from pydantic import SecretStr, ValidationError

from domain.settings import Settings
from postaify.defaults import SettingsUnusable, check_forms, stripe_webhook


def test_half_of_stripe_is_none() -> None:
    given = Settings(
        _env_file=None, stripe_secret_key=SecretStr("sk_live_hidden"), stripe_price_pro="price_1"
    )
    with pytest.raises(SettingsUnusable) as refused:
        check_forms(given)
    assert "STRIPE_WEBHOOK_SECRET: is missing" in str(refused.value)
    assert "STRIPE_PRICE_BUSINESS: is missing" in str(refused.value)
    assert "STRIPE_PRICE_PRO" not in str(refused.value)
    assert "hidden" not in str(refused.value)
    check_forms(Settings(_env_file=None))


def test_ways_to_pay_secrets_and_worlds() -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None, pay_in_chat="stripe,cash")
    both = Settings(_env_file=None, stripe_webhook_secret=SecretStr("whsec_new, whsec_old"), pay_on_web="")
    assert both.stripe_webhook_secrets == ("whsec_new", "whsec_old")
    for key, live in (("sk_live_1", True), ("rk_live_1", True), ("sk_test_1", False), ("sandbox", False)):
        assert Settings(_env_file=None, stripe_secret_key=SecretStr(key)).stripe_is_live is live
    assert stripe_webhook(Settings(_env_file=None, port=3001)) == "http://127.0.0.1:3001/webhooks/stripe"
    assert stripe_webhook(Settings(_env_file=None, port=0)) is None
