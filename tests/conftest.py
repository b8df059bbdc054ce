"""A whole house for tests: real SQLite file, real channels of our own, a clock that the test turns."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from sqlmodel import Session, col, func, select

from bot import app as house
from bot import texts
from bot.channels.terminal import Terminal
from bot.channels.web import Web, pretend
from bot.engine import Engine
from bot.handoff import brief, cases
from bot.settings import Settings, load
from bot.storage import queue
from bot.storage.queue import Claim
from bot.storage.tables import Agent, Case, Conversation, Decision, Identity, Lane, Message
from bot.types.channel import Channel
from bot.types.chat import Address, Inbound, Sender
from bot.types.decision import Decision as Decided
from bot.types.handoff import Actor, Verb
from bot.types.turn import Turn
from tests.cluster import Cluster, NoPostgres
from tests.template import migrated

os.environ.setdefault("RAPPORT_EMBEDDINGS", "off")  # most tests are about something else; those about meaning say so
hypothesis.settings.register_profile("house", deadline=None)  # how long an example takes is the machine's affair
hypothesis.settings.load_profile("house")

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ARTICLES = Path(__file__).parent / "data" / "articles"


LONG = (
    "test_crash_points", "test_bridge", "test_db", "test_command_line", "test_desk", "test_browser", "test_serve",
    "test_stop_under_load", "test_soak", "test_setup", "test_way_to_a_person", "test_stale_owner",
)  # fmt: skip
"""Files that take half a minute or more: they are begun first, so that none is alone at the end of a run."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


DATABASES = ("sqlite", "postgres")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for the run; skipped with the reason where there is none, an error in CI."""
    try:
        made = Cluster()
    except NoPostgres as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL: {missing}")
    yield made
    made.close()


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated, empty database: a SQLite file, and again on PostgreSQL."""
    if request.param == "sqlite":
        yield migrated(tmp_path / "rapport.db")
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    made = cluster.fresh()
    yield made
    cluster.drop(made)


@dataclass(frozen=True)
class Thought:
    """A turn in flight: claimed, loaded and decided, and not recorded yet."""

    claim: Claim
    turn: Turn
    decision: Decided


@dataclass
class Stage:
    """One house on one clock. `says` is a customer's message and returns what comes back."""

    app: house.App
    now: datetime = NOON
    count: int = 0
    seen: int = 0
    agents: dict[str, Actor] = field(default_factory=dict)

    @property
    def db(self) -> Any:
        return self.app.db

    def look(self, fn: Callable[..., Any], *args: Any) -> Any:
        return self.db.look(fn, *args)

    def drain(self) -> list[str]:
        """Do what is due; return what was said to customers since the last look."""
        asyncio.run(self.app.worker.drain())
        return [message.own for message in self.said()]

    def said(self) -> list[Message]:
        rows: Sequence[Message] = self.look(_since, self.seen)
        self.seen = max((row.id for row in rows), default=self.seen)
        return [row for row in rows if row.role in ("bot", "agent")]

    def event(
        self, text: str, *, channel: str = "telegram", user: str = "maya", kind: Any = "message", **more: Any
    ) -> Inbound:
        self.count += 1
        account = {"web": "site", "terminal": "local"}.get(channel, "demo")
        key = str(more.pop("key", f"k{self.count}"))
        sender = Sender(account if channel != "terminal" else "", user, str(more.pop("name", "")))
        place = Address(channel, account, str(more.pop("chat", user)))
        return Inbound(key, place, sender, kind, text, **more)

    def stores(self, text: str, **more: Any) -> bool:
        """Store a message without answering it yet."""
        return asyncio.run(self.app.receive(self.event(text, **more)))

    def says(self, text: str, **more: Any) -> list[str]:
        self.now += timedelta(seconds=5)
        self.stores(text, **more)
        return self.drain()

    def presses(self, choice: str, **more: Any) -> list[str]:
        return self.says("", kind="press", choice=choice, **more)

    def passes(self, **by: float) -> list[str]:
        """Let time go by, stopping at every timer on the way; return what was said meanwhile."""
        self.now += timedelta(**by)
        return self.drain()

    # --- a turn, step by step ---

    def claims(self, limit: int = 1) -> list[Claim]:
        """Wake due timers, and claim the customers' lanes whose time has come, longest waiting first."""
        return list(self.db.now(_claims, self.now, limit))

    def thinks(self, claim: Claim | None = None) -> Thought:
        """Claim, load and decide, as the worker does; `records` ends it."""
        claim = claim or self.claims()[0]
        turn = asyncio.run(self.app.worker._load(claim))
        assert turn is not None
        return Thought(claim, turn, self.app.engine.decide(turn))

    def records(self, thought: Thought) -> None:
        self.db.now(self.app.engine.record, thought.claim, thought.turn, thought.decision, self.now)

    # --- agents ---

    def agent(self, name: str = "Anna") -> Actor:
        if name not in self.agents:
            self.agents[name] = self.db.now(_hire, name, self.now)
        return self.agents[name]

    def acts(
        self, verb: Any, text: str = "", *, agent: str = "Anna", case: int | None = None, key: str = "", **more: Any
    ) -> str:
        """An agent's verb on the newest case; returns the line for the agent."""
        self.count += 1
        self.now += timedelta(seconds=5)
        case_id = case or self.look(_newest_case)
        return asyncio.run(self.app.act(self.agent(agent), Verb(verb, case_id, key or f"v{self.count}", text, **more)))

    # --- what is stored ---

    def customer(self, user: str = "maya", channel: str = "telegram") -> int:
        return self.look(_customer, channel, user)

    def conversation(self, user: str = "maya", channel: str = "telegram") -> Conversation:
        return self.look(_conversation, self.customer(user, channel))

    def brief(self, case_id: int = 1) -> brief.Brief:
        return self.look(_brief, self.app.engine, case_id, self.now)

    def decision(self) -> Decision:
        return self.look(_last_decision)

    def rows(self, table: type[Any]) -> list[Any]:
        """Every row of a table, in the order in which they came."""
        return list(self.look(lambda session: session.exec(select(table).order_by(col(table.id))).all()))

    def waiting(self) -> int:
        """How much work is left in all lanes."""
        return int(self.look(lambda session: session.exec(select(func.sum(Lane.pending))).one() or 0))


def _claims(session: Session, now: datetime, limit: int) -> list[Claim]:
    queue.fire_due(session, now)
    return queue.claim(session, "in", "a hand", now, limit)


def _since(session: Session, after: int) -> Sequence[Message]:
    return session.exec(select(Message).where(Message.id > after).order_by(col(Message.id))).all()


def _hire(session: Session, name: str, now: datetime) -> Actor:
    row = Agent(name=name, created_at=now)
    session.add(row)
    session.flush()
    return Actor(row.id, row.name)


def _newest_case(session: Session) -> int:
    return session.exec(select(Case.id).order_by(col(Case.id).desc())).first() or 0


def _customer(session: Session, channel: str, user: str) -> int:
    return session.exec(
        select(Identity.customer_id).where(Identity.channel == channel, Identity.external_id == user)
    ).one()


def _conversation(session: Session, customer_id: int) -> Conversation:
    return session.exec(
        select(Conversation).where(Conversation.customer_id == customer_id).order_by(col(Conversation.id).desc())
    ).first()  # type: ignore[return-value]


def _last_decision(session: Session) -> Decision:
    return session.exec(select(Decision).order_by(col(Decision.id).desc())).first()  # type: ignore[return-value]


def channels() -> dict[tuple[str, str], Channel]:
    """All channels of our own, by (channel, account)."""
    return {(one.name, one.account): one for one in (Web(), *pretend(), Terminal())}


@pytest.fixture(autouse=True)
def _settings_are_read_anew() -> None:
    load.cache_clear()


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings on a SQLite file; on PostgreSQL where RAPPORT_TEST_STAGE says so, to run any test there."""
    if os.environ.get("RAPPORT_TEST_STAGE") == "postgres":
        url = request.getfixturevalue("cluster").fresh()
    else:
        url = migrated(tmp_path / "rapport.db")
    return Settings(database=url, knowledge=ARTICLES, burst=0.0, _env_file=None)  # type: ignore[call-arg]


@pytest.fixture
def stage(settings: Settings) -> Iterator[Stage]:
    stages: list[Stage] = []
    with house.inline(settings, channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app))
        yield stages[0]
    texts.use_folder(None)


def _brief(session: Session, engine: Engine, case_id: int, now: datetime) -> brief.Brief:
    person = engine.person(session, cases.customer_of(session, case_id), now)
    return brief.of_case(session, case_id, person.pack, now)
