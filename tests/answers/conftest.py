"""A folder of articles for each test, written as an admin would."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers.articles import load
from bot.answers.index import Index
from bot.storage import migrate

TODAY = date(2026, 6, 1)

Write = Callable[[str, str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "knowledge"
    made.mkdir()
    return made


@pytest.fixture
def write(folder: Path) -> Write:
    def put(path: str, text: str) -> Path:
        where = folder / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_text(text, encoding="utf-8")
        return where

    return put


@pytest.fixture
def shop(write: Write, folder: Path) -> Index:
    """Five articles of a small shop."""
    write(
        "returns/how.md",
        "---\ntitle: How to return an item\nasks:\n  - I want to send a chair back, what do I do\n---\n\n"
        "## Start a return\n\nYou start a return under **My orders**.\n\n"
        "1. Open **My orders**.\n2. Choose **Return**.\n3. Hand the parcel in at the [desk](../about/stores.md).\n\n"
        "## What a return costs\n\nA return costs €5 on the Basic plan.\n",
    )
    write(
        "returns/refunds.md",
        "---\ntitle: When you get your refund\nasks:\n  - when will I get my money back\n---\n\n"
        "We refund you within 5 working days after the parcel has arrived at our warehouse.\n",
    )
    write(
        "delivery/times.md",
        "---\ntitle: Delivery times\nasks:\n  - how long until my stuff arrives\n---\n\n"
        "Delivery of a parcel takes 2 to 4 working days. A leather sofa takes 6 weeks.\n",
    )
    write(
        "account/password.md",
        "---\ntitle: Reset your password\nasks:\n  - I forgot my password\n---\n\n"
        "Choose **Forgot password** on the log-in page and follow the link in the e-mail.\n",
    )
    write(
        "about/stores.md",
        "# Stores and opening hours\n\nOur stores are open from 10 to 20 on working days.\n\n## Error E-104\n\n"
        "The lift in the Oslo store shows E-104 when it is full.\n",
    )
    return Index(load(folder))


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/rapport.db"
    migrate.upgrade(url)
    return url
