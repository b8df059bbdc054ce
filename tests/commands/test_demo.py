"""The demo's script, on a sample that was edited since it was packed."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from rich.console import Console
from sqlmodel import select

from bot import app as house
from bot.commands.demo import _play
from bot.settings import Settings
from bot.storage.db import Inline
from bot.storage.tables import Passage
from tests.template import migrated


def test_it_begins_once_the_articles_are_read_for_their_meaning(settings: Settings, tmp_path: Path) -> None:
    knowledge = Path(shutil.copytree(house.sample(), tmp_path / "sample"))
    (knowledge / "about" / "bells.md").write_text("# Bells\n\nThe bell of our stores is rung at noon.\n")
    own = settings.model_copy(
        update={"database": migrated(tmp_path / "demo.db"), "knowledge": knowledge, "embeddings": "auto", "files": None,
                "desks": "web"}
    )  # fmt: skip

    asyncio.run(_play(own, Console(quiet=True)))

    db = Inline(own.database)
    kept = db.look(lambda session: session.exec(select(Passage.hash)).all())
    db.close()
    assert kept
