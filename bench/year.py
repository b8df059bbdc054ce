"""A year with customers on virtual time: what the relation promises, kept for everybody, day after day.

python bench/year.py            # 1,000 customers on seed 7; RAPPORT_BENCH_SCALE=0.02 for a quick look
python bench/year.py 11         # another seed

One engine, inline, on a SQLite file. Customers come with questions, troubles and thanks, agents claim, promise, answer
and resolve, some late; surveys are answered or not. At the end every row is looked at: no survey or message unasked
outside its cap, no open case without an owner and a timer, no broken promise that the customer had not been told of,
best customers' median wait shorter and nobody's above the ceiling. The same seed gives the same year.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parent.parent))

from sqlmodel import Session, col, select

from bot import app as house
from bot.channels.terminal import Terminal
from bot.channels.web import Web, pretend
from bot.errors import NotFound, Refused
from bot.relationship.care import Care
from bot.relationship.contact import PURPOSES
from bot.settings import Settings
from bot.storage import queue
from bot.storage.db import Inline
from bot.storage.tables import Agent, Case, Identity, Message, Outreach, Promise, Survey, Timer
from bot.types import Actor, Address, Inbound, Sender, Verb

SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))
CUSTOMERS = max(12, int(1000 * SCALE))
DAYS = 365 if SCALE >= 0.2 else 15
BEGIN = datetime(2026, 1, 5, 0, 0, tzinfo=UTC)
KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
CONTACTS = 3.0 if SCALE >= 0.2 else 36.0
"""Contacts of a customer in a year, on average; in a small run as many a day as would fill it."""
AGENTS = ("Anna", "Ben", "Chloé")

QUESTIONS = ("how do I return a chair?", "how long does a refund take?", "where is my parcel?", "what does Plus cost?",
             "do you lend a power drill?", "can I pay by invoice?")  # fmt: skip
TROUBLES = ("My desk leg is missing, I need a person", "The sofa arrived with a torn cover, a person please",
            "I was charged twice, I want to talk to somebody", "My order never arrived, I need a person")  # fmt: skip
ENOUGH = ("This is the third time that it arrives broken.", "You have lost a customer.")
REPLIES = ("A new one is on its way.", "I have refunded it.", "I'll get back to you tomorrow.",
           "I'll write to you by Friday.", "We have found it.")  # fmt: skip


@dataclass
class Year:
    """One run: who wrote when, what agents did, and the clock."""

    app: house.App
    chance: random.Random
    now: datetime = BEGIN
    keys: int = 0
    agents: list[Actor] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def db(self) -> Inline:
        assert isinstance(self.app.db, Inline)
        return self.app.db

    def pass_to(self, moment: datetime) -> None:
        """Go on to a moment, stopping at every timer on the way."""
        while (due := self.db.now(queue.next_due)) is not None and due <= moment:
            self.now = max(self.now, due)
            asyncio.run(self.app.worker.drain())
            after = self.db.now(queue.next_due)
            if after is not None and after <= self.now:  # something that cannot be done now: it must not hold up a year
                self.counts["stuck"] += 1
                break
        self.now = max(self.now, moment)

    def says(self, user: str, text: str, choice: str = "") -> None:
        self.keys += 1
        channel = ("telegram", "slack", "web")[int(user[1:]) % 3]
        account = "site" if channel == "web" else "demo"
        kind: Any = "press" if choice else "message"
        event = Inbound(f"y{self.keys}", Address(channel, account, user), Sender(account, user), kind, text,
                        choice=choice)  # fmt: skip
        asyncio.run(self.app.receive(event))
        asyncio.run(self.app.worker.drain())
        self.counts["messages"] += 1

    def acts(self, name: Any, case_id: int, agent: Actor, text: str = "") -> None:
        self.keys += 1
        try:
            asyncio.run(self.app.act(agent, Verb(name, case_id, f"a{self.keys}", text)))
        except (Refused, NotFound):
            self.counts["refused"] += 1
        asyncio.run(self.app.worker.drain())


def hired(session: Session, now: datetime) -> list[Actor]:
    rows = [Agent(name=name, created_at=now) for name in AGENTS]
    session.add_all(rows)
    session.flush()
    return [Actor(row.id, row.name) for row in rows]


def waiting(session: Session, now: datetime) -> list[Case]:
    from bot.handoff import cases

    return list(session.exec(select(Case).where(Case.state == "queued").order_by(*cases.order(now)).limit(4)).all())


def claimed(session: Session, agent_id: int) -> list[Case]:
    return list(session.exec(select(Case).where(Case.state == "claimed", Case.agent_id == agent_id)).all())


def pending(session: Session) -> list[tuple[str, str]]:
    """Return (kind, user) of surveys that wait for an answer."""
    query = select(Survey.kind, Identity.external_id).join(Identity, col(Identity.id) == col(Survey.identity_id))
    return [(kind, user) for kind, user in session.exec(query.where(Survey.state == "asked")).all()]


def a_day(year: Year, day: datetime) -> None:
    """A day: customers come by as they like, agents work from 9 to 17."""
    chance, hits = year.chance, []
    for number in range(CUSTOMERS):
        if chance.random() < CONTACTS / 365:
            hits.append((day + timedelta(seconds=chance.randrange(86400)), f"c{number}"))
    beats = [(day + timedelta(hours=hour, minutes=minute), "") for hour in range(9, 17) for minute in (0,)]
    for moment, user in sorted(hits + beats):
        year.pass_to(moment)
        if user:
            come_by(year, user)
        else:
            work(year)


def come_by(year: Year, user: str) -> None:
    chance = year.chance
    if int(user[1:]) % 4 == 0 and chance.random() < 0.5:
        year.says(user, "I'm on the Family plan")
    wish = chance.random()
    if wish < 0.6:
        year.says(user, chance.choice(QUESTIONS))
        year.says(user, chance.choice(("thanks", "that helped", "no, that's not it")))
    elif wish < 0.95:
        year.says(user, chance.choice(TROUBLES))
    elif wish < 0.98:
        year.says(user, chance.choice(ENOUGH))
    else:
        year.says(user, "/stop")


def work(year: Year) -> None:
    """Half an hour of the team's work: answer what is claimed, then claim what waits; now and then too late."""
    chance = year.chance
    for agent in year.agents:
        for case in year.db.look(claimed, agent.agent_id):
            if chance.random() < 0.5:
                year.acts("reply", case.id, agent, chance.choice(REPLIES))
            elif chance.random() < 0.6:
                year.acts("resolve", case.id, agent, "I have taken care of it.")
        for case in year.db.look(waiting, year.now)[:2]:
            year.acts("claim", case.id, agent)
            if chance.random() < 0.8:  # else this agent forgets, and the case comes back to the queue
                year.acts("reply", case.id, agent, chance.choice(REPLIES))
    for kind, user in year.db.look(pending):
        if chance.random() < 0.02:
            scores = {"csat": (1, 5, 5, 4, 3), "nps": (3, 8, 9, 10), "check": (1, 1, 0), "review": (0, 1)}[kind]
            year.says(user, "", f"rate:{kind}:{chance.choice(scores)}")


# --- what must hold ------------------------------------------------------------------------------


def broken(session: Session, care: Care, now: datetime) -> list[str]:
    """Return each promise of the relation that was broken, in words."""
    return [*_caps(session, care), *_owners(session), *_promises(session, now)]


def _caps(session: Session, care: Care) -> list[str]:
    query = select(Outreach, Identity.customer_id).join(Identity, col(Identity.id) == col(Outreach.identity_id))
    rows = session.exec(query.where(col(Outreach.said).is_(True)).order_by(col(Outreach.at), col(Outreach.id))).all()
    found, last = [], defaultdict[tuple[int, str], datetime | None](lambda: None)
    for row, customer in rows:
        rule = PURPOSES[row.purpose]  # type: ignore[index]  # a column is a plain string
        for name, counts, days in (("unasked", rule.capped and row.purpose != "review", care.reach_gap_days),
                                   ("survey", rule.rates, care.survey_gap_days)):  # fmt: skip
            before = last[customer, name]
            if counts and before is not None and row.at - before < timedelta(days=days):
                found.append(
                    f"customer {customer}: {row.purpose} at {row.at} is {row.at - before} after the last {name}"
                )
            if counts:
                last[customer, name] = row.at
        here = row.at.astimezone(ZoneInfo(care.zone))
        if row.purpose not in ("promise", "review") and not care.opens <= here.hour < care.closes:
            found.append(f"customer {customer}: {row.purpose} at {here:%H:%M}, outside of hours")
    return found


def _owners(session: Session) -> list[str]:
    timers = {timer.key for timer in session.exec(select(Timer).where(col(Timer.fired).is_(False))).all()}
    found = []
    for case in session.exec(select(Case).where(col(Case.state).in_(("queued", "claimed")))).all():
        mine = {key for key in timers if key.endswith(f":{case.id}") and not key.startswith(("nps", "csat"))}
        if case.state == "claimed" and case.agent_id is None:
            found.append(f"case {case.number} is claimed by nobody")
        if case.state == "claimed" and not mine:
            found.append(f"case {case.number} has no timer")
    return found


def _promises(session: Session, now: datetime) -> list[str]:
    """A promise that was broken was said to be late before, in the customer's own chat."""
    found = []
    for row in session.exec(select(Promise)).all():
        if row.state == "open" and row.due_at < now - timedelta(minutes=1):
            found.append(f"promise {row.id} lapsed at {row.due_at} and is still open")
        said = session.exec(
            select(Message.id).where(Message.identity_id == row.identity_id, col(Message.sent_at) >= row.made_at,
                                     col(Message.sent_at) <= row.due_at, col(Message.text).contains("promised you"))
        ).first()  # fmt: skip
        if row.state == "broken" and said is None:
            found.append(f"promise {row.id} was broken at {row.due_at} and nothing was said before")
    return found


def waits(session: Session) -> dict[str, list[float]]:
    """Return the hours that cases waited to be claimed, of the best places in the queue and of the others."""
    found: dict[str, list[float]] = {"best": [], "others": []}
    for case in session.exec(select(Case).where(col(Case.claimed_at).is_not(None))).all():
        hours = ((case.claimed_at or case.queued_at) - case.queued_at).total_seconds() / 3600
        found["best" if case.priority < 50 else "others"].append(hours)
    return found


def digest(session: Session) -> str:
    rows = session.exec(select(Message.role, Message.text, Message.sent_at).order_by(col(Message.id))).all()
    return hashlib.sha256(repr([tuple(map(str, row)) for row in rows]).encode()).hexdigest()[:12]


def play(seed: int, folder: Path) -> tuple[Year, list[str], dict[str, list[float]], str]:
    settings = Settings(  # type: ignore[call-arg]  # `_env_file` is pydantic-settings' own
        database=f"sqlite:///{folder}/year-{seed}.db", knowledge=KNOWLEDGE, burst=0.0, llm="", embeddings="off",
        _env_file=None,
    )  # fmt: skip
    channels = {(one.name, one.account): one for one in (Web(), *pretend(), Terminal())}
    years: list[Year] = []
    with house.inline(settings, dict(channels), lambda: years[0].now if years else BEGIN) as app:
        years.append(Year(app, random.Random(seed)))
        year = years[0]
        year.agents = year.db.now(hired, BEGIN)
        for number in range(DAYS):
            a_day(year, BEGIN + timedelta(days=number))
        year.pass_to(BEGIN + timedelta(days=DAYS))
        look = year.db.look
        return year, look(broken, app.engine.care, year.now), look(waits), look(digest)


def main() -> None:
    seed = next((int(word) for word in sys.argv[1:] if word.isdigit()), 7)
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        year, wrong, waited, once = play(seed, Path(folder))
        again = Path(folder) / "again"
        again.mkdir()
        same = play(seed, again)[3] == once if SCALE < 0.2 or "--twice" in sys.argv else None
    medians = {name: statistics.median(hours) if hours else 0.0 for name, hours in waited.items()}
    longest = max((max(hours) for hours in waited.values() if hours), default=0.0)
    took, cases = time.perf_counter() - begun, sum(map(len, waited.values()))
    print(
        f"{CUSTOMERS:,} customers, {DAYS} days, {year.counts['messages']:,} messages, {cases:,} cases in {took:.0f} s"
    )
    print(f"digest {once}")
    print(f"median wait: best {medians['best']:.2f} h, others {medians['others']:.2f} h; longest {longest:.1f} h")
    for line in wrong[:20]:
        print(f"BROKEN {line}")
    print(f"{len(wrong)} promises of the relation broken; the same seed gives the same year: "
          f"{'not tried (--twice)' if same is None else same}")  # fmt: skip
    sys.exit(bool(wrong) or same is False)


if __name__ == "__main__":
    main()
