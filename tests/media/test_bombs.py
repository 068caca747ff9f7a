"""Files that are small until somebody opens them cost their sender a refusal, and us next to nothing."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from PIL import Image

from domain.media.errors import MediaBusy, MediaTooLarge
from domain.media.workshop_process import MediaWorkshop
from tests.media import files

MOST_GROWN = 64
"""MiB, reliability.md T15."""
MOST_SECONDS = 10
GIBIBYTE = 1024**3

BOMBS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "50,000 x 50,000 in a few bytes": (lambda: files.png_claiming(50_000, 50_000), {"picture_too_big"}),
    "more pixels than a number holds": (
        lambda: files.png_claiming(2**31 - 1, 2**31 - 1),
        {"picture_too_big", "media_broken"},
    ),
    "as many pixels as we take, of zeros": (lambda: files.png_of_zeros(6_300, 6_300), {"image/png"}),
    "a note that unpacks to a gibibyte": (
        lambda: files.png_with_text_bomb(GIBIBYTE),
        {"media_broken", "media_too_large"},
    ),
    "a gibibyte in gzip": (lambda: files.gzip_bomb(GIBIBYTE), {"media_refused"}),
    "a gibibyte in gzip behind a PNG's first bytes": (
        lambda: b"\x89PNG\r\n\x1a\n" + files.gzip_bomb(GIBIBYTE),
        {"media_broken"},
    ),
    "the largest WebP": (
        lambda: files.written(Image.new("RGBA", (6_300, 6_300), (1, 2, 3, 4)), "WEBP", method=0),
        {"image/png", "media_too_large"},
    ),
    "a JPEG that is drawn in many steps": (
        lambda: files.picture("JPEG", (6_300, 6_300), progressive=True),
        {"image/jpeg"},
    ),
}


@pytest.fixture(scope="module")
def weighed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float | str]]:
    folder = tmp_path_factory.mktemp("bombs")
    for name, (made, _) in BOMBS.items():
        (folder / name).write_bytes(made())
    done = subprocess.run(
        [sys.executable, "-m", "tests.media.check_and_weigh", str(folder)],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    verdicts: dict[str, dict[str, float | str]] = json.loads(done.stdout)
    return verdicts


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_does_not_go_off(weighed: dict[str, dict[str, float | str]], bomb: str) -> None:
    verdict = weighed[bomb]
    assert verdict["why"] in BOMBS[bomb][1]
    assert float(verdict["grown"]) <= MOST_GROWN
    assert float(verdict["seconds"]) <= MOST_SECONDS


def children() -> list[psutil.Process]:
    found = []
    for child in psutil.Process().children():
        with suppress(psutil.Error):  # one that has just ended
            if "domain.media.workshop" in child.cmdline():
                found.append(child)
    return found


async def test_what_takes_too_much_memory_is_told_so() -> None:
    with pytest.raises(MediaTooLarge):
        await MediaWorkshop(memory=120 * 1024**2).check(files.png_of_zeros(6_000, 6_000))


async def test_what_takes_too_much_of_the_processor_is_told_so() -> None:
    with pytest.raises(MediaTooLarge):
        await MediaWorkshop(cpu=1, seconds=60).check(files.noise((5_500, 5_500), "JPEG", quality=10))


async def test_what_takes_too_long_may_be_tried_again() -> None:
    with pytest.raises(MediaBusy) as late:
        await MediaWorkshop(seconds=0.03).check(files.picture())
    assert late.value.retryable
    assert children() == []


async def test_two_are_looked_at_at_a_time() -> None:
    workshop, most = MediaWorkshop(), 0
    work = asyncio.gather(*(workshop.check(files.picture("JPEG", (3_000, 2_000))) for _ in range(6)))
    deadline = time.monotonic() + 60
    while not work.done() and time.monotonic() < deadline:
        most = max(most, len(children()))
        await asyncio.sleep(0.01)
    assert len(await work) == 6
    assert most == 2
