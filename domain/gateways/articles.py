"""The article of a page, by a process that is ended when it takes too long or too much."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass

from domain.writing.sources.ports import Unreadability, Unreadable


@dataclass(frozen=True, slots=True)
class Article:
    text: str
    title: str
    site: str


class Articles:
    """`timeout` is in seconds; no more than `at_once` pages are worked on at the same time."""

    def __init__(self, *, timeout: float = 5.0, at_once: int = 2) -> None:
        self._timeout = timeout
        self._turns = asyncio.Semaphore(at_once)

    async def extract(self, html: str) -> Article:
        """What trafilatura takes for the article. Raises Unreadable."""
        async with self._turns:
            answer = await self._ask(html.encode("utf-8", "replace"))
        if answer is None:
            raise Unreadable(Unreadability.NO_TEXT)
        return Article(answer["text"], answer["title"], answer["site"])

    async def _ask(self, html: bytes) -> dict[str, str] | None:
        process = await asyncio.create_subprocess_exec(
            *_EXTRACTOR, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=_ENV
        )
        try:
            async with asyncio.timeout(self._timeout):
                answer, _ = await process.communicate(html)
        except TimeoutError:
            raise Unreadable(Unreadability.TOO_LARGE) from None
        finally:
            await _end(process)
        if process.returncode != 0:
            raise Unreadable(Unreadability.BROKEN)
        found: dict[str, str] | None = json.loads(answer)
        return found


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()


# Isolated, and without our environment: what reads a stranger's page needs neither our settings nor our keys.
_EXTRACTOR = (sys.executable, "-I", "-m", "domain.gateways.article_extractor")
_ENV = {"PATH": os.defpath}
