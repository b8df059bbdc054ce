"""Five conversations that go on over days and channels, as a customer sees them: docs/remembered.md.

`python -m bench.remembered` prints them as Markdown from tests/data/remembered.jsonl, which `rapport replay` plays too.
"""

from __future__ import annotations

import logging
import sys

from bench import conversations

STORIES = conversations.ROOT / "tests" / "data" / "remembered.jsonl"
INTRODUCTION = """# Five conversations that are remembered

Printed by `python -m bench.remembered`, with the shipped articles and no language model: each is a customer of its own,
in one house, over days. What the customer writes is in bold; in square brackets the buttons; 📄 names the article. A
test plays them again and compares.
"""

if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    stories = conversations.rows(STORIES)
    sys.stdout.write(conversations.printed(stories, conversations.played(stories), INTRODUCTION))
