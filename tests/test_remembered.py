"""Five conversations over days and channels, as docs/remembered.md has them."""

from __future__ import annotations

import pytest

from bench import conversations, remembered
from bot.settings import load

# The same turns run in other tests with coverage; here they take the network of the articles' meaning.
pytestmark = pytest.mark.no_cover


def test_five_conversations_that_are_remembered_go_as_the_docs_show_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_EMBEDDINGS", "auto")
    load.cache_clear()
    written = conversations.rows(remembered.STORIES)
    said = conversations.printed(written, conversations.played(written), remembered.INTRODUCTION)
    assert said == (conversations.ROOT / "docs" / "remembered.md").read_text(encoding="utf-8"), (
        "python -m bench.remembered > docs/remembered.md, then read it aloud"
    )
