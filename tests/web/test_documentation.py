"""The pages: the interface to read and to try, with nothing from elsewhere, and the legal ones."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from postaify.runtime import Product
from tests.web.client import Client
from webhooks_app.api.documentation import PARTS


@pytest.fixture
def legal_folder(product: Product) -> Iterator[Path]:
    folder = product.settings.data_folder / "legal"
    folder.mkdir(exist_ok=True)
    yield folder
    shutil.rmtree(folder)


async def test_the_page_of_the_interface_brings_all_that_it_shows(stranger: Client) -> None:
    page = await stranger.get("/docs")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    needed = re.findall(r'(?:src|href)="([^"]+)"', page.body.decode())
    assert sorted(needed) == sorted(f"/docs/{name}" for name in PARTS)
    for address in needed:
        part = await stranger.get(address)
        assert part.status == 200
        assert part.headers["Content-Type"] in ("text/css; charset=utf-8", "text/javascript; charset=utf-8")
        assert part.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    policy = page.headers["Content-Security-Policy"]
    assert "http" not in policy
    assert "script-src 'self';" in policy
    for name in ("", "LICENSE.txt", "..%2Fdocs.html", "%2e%2e/show.js", "swagger-ui/swagger-ui.css"):
        assert (await stranger.get(f"/docs/{name}")).status == 404, name


async def test_the_document_is_there(stranger: Client) -> None:
    document = (await stranger.get("/openapi.json")).body
    assert document["openapi"] == "3.1.0"
    assert "/api/v1/users/me/api-keys" in document["paths"]


async def test_operators_bring_legal_pages_of_their_own(stranger: Client, legal_folder: Path) -> None:
    for name in ("terms", "privacy"):
        ours = await stranger.get(f"/{name}")
        assert ours.status == 200
        assert b"replace" in ours.body
        policy = ours.headers["Content-Security-Policy"]
        assert "script" not in policy
        assert "default-src 'none'" in policy
    (legal_folder / "terms.html").write_text("<!doctype html><title>Ours</title><p>Señal")
    theirs = await stranger.get("/terms")
    assert theirs.headers["Content-Type"] == "text/html; charset=utf-8"
    assert theirs.body.decode().endswith("<p>Señal")
    assert b"replace" in (await stranger.get("/privacy")).body
