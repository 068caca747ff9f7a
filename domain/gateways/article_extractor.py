"""Picks the article out of a page: HTML in UTF-8 comes in, JSON goes out. Run as a process of its own.

A page of 2 MB can be built so that this takes minutes, holds up every other thread of its process meanwhile,
and cannot be called off. A process can be ended, and knows no secrets.
"""

import json
import resource
import sys

import trafilatura

MEMORY = 512 * 1024 * 1024
"""Bytes; the largest page that the fetcher brings takes about a third of it."""


def extract(html: str) -> dict[str, str] | None:
    """`text`, `title` and `site` (its name, where the page says it), or None when there is no article."""
    found = trafilatura.bare_extraction(html, include_comments=False, with_metadata=True, as_dict=True)
    if not isinstance(found, dict):
        return None
    names = {"text": "text", "title": "title", "site": "sitename"}
    return {ours: found[theirs] or "" for ours, theirs in names.items()}


def main() -> None:
    """One page, then the end."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    json.dump(extract(sys.stdin.buffer.read().decode()), sys.stdout)


if __name__ == "__main__":
    main()
