"""A site on a real SQLite file, with doubles at its ports."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.pages import auth
from bot.pages.site import Site, build
from bot.storage import tables
from bot.storage.db import Inline
from bot.storage.files import Files

from . import seed
from .ports import ADAPTERS, Clock, Desk, Intake

SECRET = "a secret of thirty-two characters"


async def _ready() -> dict[str, Any]:
    return {"ok": True}


class Place:
    """A running site, as a test sees it: its database, its clock, what came in and what agents did."""

    def __init__(self, path: Path, *, demo: bool = False, ready: Any = _ready) -> None:
        self.clock = Clock()
        self.invited = 0
        self.db = Inline(f"sqlite:///{path / 'pages.db'}")
        self.intake, self.desk = Intake(self.db, self.clock), Desk(self.db, self.clock)
        self.site = Site(
            db=self.db, receive=self.intake, act=self.desk, channels=ADAPTERS, company="Nordvik", demo=demo,
            secret=SECRET, clock=self.clock, ready=ready, demo_visitor="maya" if demo else "",
            article=seed.ARTICLES.get, files=Files(path / "files", str(path)), file_limit=1,
            suggest=self.desk.suggest,
        )  # fmt: skip
        # A stream that a test opens by the way ends after its first look; those of test_live.py go on.
        self.site.stopping.set()
        self.app = build(self.site)

    def browser(self, **more: Any) -> Browser:
        return Browser(TestClient(self.app, follow_redirects=False, **more))

    def agent(self, name: str = "Daniel") -> Browser:
        """Return the browser of an agent who has logged in."""
        self.invited += 1
        token = f"token-{self.invited}"
        self.db.now(auth.invite, name, token, self.clock())
        browser = self.browser()
        assert browser.post(f"/login/{token}", page=f"/login/{token}").status_code == 303
        return browser


class Browser:
    """A browser with its cookies; posts like a form unless it is told to post like our script."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.keys = 0

    def get(self, url: str, **more: Any) -> Any:
        return self.client.get(url, **more)

    def csrf(self, page: str) -> str:
        found = re.search(r'<meta name="csrf" content="(\w+)">', self.client.get(page).text)
        assert found, f"no token on {page}"
        return found[1]

    def sends(
        self,
        name: str,
        data: bytes,
        text: str = "",
        kind: str = "application/pdf",
        *,
        script: bool = False,
        **more: str,
    ) -> Any:
        """Send a file from the chat page, as its form does."""
        self.keys += 1
        fields = {"csrf": self.csrf("/"), "key": f"key-{id(self)}-{self.keys}", "text": text} | more
        headers = {"accept": "application/json"} if script else {}
        return self.client.post("/chat", data=fields, files={"file": (name, data, kind)}, headers=headers)

    def post(self, url: str, page: str = "/", *, script: bool = False, headers: Any = None, **fields: str) -> Any:
        self.keys += 1
        fields = {"key": f"key-{id(self)}-{self.keys}"} | fields
        token = self.csrf(page)
        if script:
            told = {"accept": "application/json", "x-csrf-token": token} | (headers or {})
            return self.client.post(url, json=fields, headers=told)
        return self.client.post(url, data={"csrf": token} | fields, headers=headers)


def made(path: Path, *, day: bool) -> Path:
    """Return a database file: empty, or with a day of the shop in it."""
    db = Inline(f"sqlite:///{path}")
    tables.metadata.create_all(db.engine)
    if day:
        db.now(seed.shop, Clock()())
    db.close()
    return path


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("pages") / "empty.db", day=False)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("pages") / "full.db", day=True)


def opened(template: Path, path: Path, *, demo: bool = False) -> Iterator[Place]:
    shutil.copy(template, path / "pages.db")
    place = Place(path, demo=demo)
    yield place
    place.db.close()


@pytest.fixture
def place(empty: Path, tmp_path: Path) -> Iterator[Place]:
    """An empty site where agents log in."""
    yield from opened(empty, tmp_path)


@pytest.fixture
def shop(full: Path, tmp_path: Path) -> Iterator[Place]:
    """The same with a day of the shop in it."""
    yield from opened(full, tmp_path)


@pytest.fixture
def demo(full: Path, tmp_path: Path) -> Iterator[Place]:
    """The two-sided demo with a day of the shop in it."""
    yield from opened(full, tmp_path, demo=True)
