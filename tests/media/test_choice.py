"""Which store serves: the bucket of the settings, or the folder beside the database."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from domain.clock import SystemClock
from domain.gateways.disk_media import DiskMedia
from domain.gateways.s3_media import S3Media
from domain.settings import Settings
from postaify.defaults import SettingsUnusable, check_forms
from postaify.runtime import _media_store

BUCKET = {
    "r2_endpoint_url": "https://s3.example",
    "r2_access_key_id": SecretStr("key"),
    "r2_secret_access_key": SecretStr("secret"),
    "r2_bucket": "media",
}


def settings(folder: Path, **values: Any) -> Settings:
    return Settings(_env_file=None, data_folder=folder, **values)


@pytest.mark.parametrize(
    ("values", "endpoint", "kind"),
    [
        ({}, None, DiskMedia),
        (BUCKET, "https://s3.example", S3Media),
        (
            BUCKET | {"r2_endpoint_url": None, "r2_account_id": "0a1b"},
            "https://0a1b.r2.cloudflarestorage.com",
            S3Media,
        ),
    ],
)
async def test_the_settings_choose_the_store(
    tmp_path: Path, values: dict[str, Any], endpoint: str | None, kind: type
) -> None:
    chosen = settings(tmp_path, **values)
    check_forms(chosen)
    assert chosen.media_endpoint == endpoint
    async with _media_store(chosen, "http://here", SystemClock()) as store:
        assert isinstance(store, kind)


@pytest.mark.parametrize(
    "missing", ["r2_endpoint_url", "r2_access_key_id", "r2_secret_access_key", "r2_bucket"]
)
def test_half_a_bucket_ends_the_start_and_shows_no_secret(tmp_path: Path, missing: str) -> None:
    half = settings(tmp_path, **{name: value for name, value in BUCKET.items() if name != missing})
    with pytest.raises(SettingsUnusable) as unusable:
        check_forms(half)
    assert missing.upper() in str(unusable.value)
    assert "secret" not in str(unusable.value).replace("R2_SECRET", "")
