"""The page of the interface in a real browser that reaches nothing but the sidecar."""

from playwright.async_api import ConsoleMessage, Page, Route


async def test_it_shows_the_interface_without_asking_anybody_else(page: Page, sidecar: str) -> None:
    elsewhere: list[str] = []
    complaints: list[str] = []

    async def only_here(route: Route) -> None:
        if route.request.url.startswith((sidecar, "data:")):
            await route.continue_()
        else:
            elsewhere.append(route.request.url)
            await route.abort()

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    await page.route("**/*", only_here)
    page.on("console", listen)
    await page.goto(f"{sidecar}/docs")
    await page.get_by_text("/api/v1/users/me/api-keys", exact=True).first.wait_for()
    await page.locator(".opblock-summary", has_text="/api/v1/ai/generate").first.click()
    await page.get_by_text("numberOfPosts").first.wait_for()
    assert elsewhere == []
    assert [text for text in complaints if "favicon" not in text] == []
