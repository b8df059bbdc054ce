"""A year with customers on virtual time: what the relation promises, kept for everybody, day after day.

python bench/year.py            # 1,000 customers on seed 7; RAPPORT_BENCH_SCALE=0.02 for a quick look
python bench/year.py 11         # another seed
python bench/year.py --twice    # and once more, for the same year

One engine, inline, on a SQLite file. Customers write in four languages, with questions, troubles and thanks, and on
one morning a week all at once; the shop's systems tell of their orders; agents are there in the hours of the shipped
policy, claim, promise, answer and resolve, some late; surveys are answered or not. Whatever is said unasked is held,
when it is said, against the cap that the policy gives this very customer at that moment; every evening each open case
must have an owner and a timer. At the end every row is looked at: no reward or offer within its cooldown or amid an
open case, nothing unasked after an opt-out, no broken promise that the customer had not been told of in their own
language, best customers' median wait shorter than the others', nobody's above the ceiling, those who still wait
included. The same seed gives the same year. Exit 1 when any of it does not hold.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parent.parent))

from sqlmodel import Session, col, select

from bot import app as house
from bot import business, memory, relationship, texts
from bot.channels.terminal import Terminal
from bot.channels.web import Web, pretend
from bot.errors import NotFound, Refused
from bot.handoff import cases
from bot.hours import Hours
from bot.relationship.care import Care
from bot.relationship.contact import PURPOSES
from bot.relationship.policy import Policy
from bot.settings import Settings
from bot.storage import queue
from bot.storage.db import Inline
from bot.storage.tables import (
    Agent,
    BusinessEvent,
    Case,
    CaseEvent,
    Identity,
    Message,
    Outreach,
    Promise,
    Survey,
    Timer,
)  # fmt: skip
from bot.types.chat import Address, Inbound, Sender
from bot.types.handoff import Actor, Verb

SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))
CUSTOMERS = max(12, int(1000 * SCALE))
DAYS = 365 if SCALE >= 0.2 else 15
BEGIN = datetime(2026, 1, 5, 0, 0, tzinfo=UTC)
KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
CONTACTS = 3.0 if SCALE >= 0.2 else 36.0
"""Contacts of a customer in a year, on average; in a small run as many a day as would fill it."""
AGENTS = ("Anna", "Ben", "Chloé")

RUSH = 10
"""Customers who come on one morning a week within a third of an hour."""
ENDS = ("claimed", "taken_over", "resolved", "returned", "cancelled", "folded")
"""What ends a wait in the queue."""
ENOUGH_WAITS = 20
"""Cases of each kind from which on their medians are compared."""

SAID = {
    "en": {
        "question": ("how do I return a chair?", "how long does a refund take?", "where is my parcel?",
                     "what does Plus cost?", "do you lend a power drill?", "can I pay by invoice?"),
        "fine": ("thanks", "that helped", "no, that's not it"),
        "trouble": ("My desk leg is missing, I need a person", "The sofa arrived with a torn cover, a person please",
                    "I was charged twice, I want to talk to somebody", "My order never arrived, I need a person"),
        "enough": ("This is the third time that it arrives broken.", "You have lost a customer."),
        "reply": ("A new one is on its way.", "I have refunded it.", "I'll get back to you tomorrow.",
                  "I'll write to you by Friday.", "We have found it."),
    },
    "de": {
        "question": ("wie kann ich einen Stuhl zurückgeben?", "was kostet Plus?", "wo ist mein Paket?"),
        "fine": ("danke", "nein, das ist es nicht"),
        "trouble": ("Mir fehlt ein Tischbein, ich möchte mit einem Menschen sprechen",
                    "Das Sofa ist zerrissen angekommen, bitte einen Mitarbeiter"),
        "enough": ("Das ist das dritte Mal, dass es kaputt ankommt.", "Sie haben einen Kunden verloren."),
        "reply": ("Ein neues ist unterwegs.", "Ich melde mich morgen bei Ihnen.", "Ich schreibe Ihnen bis Freitag."),
    },
    "es": {
        "question": ("¿cómo devuelvo una silla?", "¿cuánto cuesta Plus?", "¿dónde está mi paquete?"),
        "fine": ("gracias", "no, no es eso"),
        "trouble": ("Me falta una pata de la mesa, quiero hablar con una persona",
                    "El sofá ha llegado roto, necesito una persona"),
        "enough": ("Es la tercera vez que llega roto.", "Han perdido un cliente."),
        "reply": ("La nueva está en camino.", "Le escribo mañana.", "Le responderé antes del viernes."),
    },
    "fr": {
        "question": ("comment retourner une chaise ?", "combien coûte Plus ?", "où est mon colis ?"),
        "fine": ("merci", "non, ce n'est pas ça"),
        "trouble": ("Il me manque un pied de table, je veux parler à une personne",
                    "Le canapé est arrivé déchiré, je veux parler à quelqu'un"),
        "enough": ("C'est la troisième fois que ça arrive cassé.", "Vous avez perdu un client."),
        "reply": ("Le nouveau est en route.", "Je vous réponds demain.", "Je vous écris d'ici vendredi."),
    },
}  # fmt: skip
LANGUAGES = tuple(SAID)


@dataclass
class Year:
    """One run: who wrote when, what agents did, and the clock."""

    app: house.App
    chance: random.Random
    now: datetime = BEGIN
    keys: int = 0
    agents: list[Actor] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    stopped: dict[str, datetime] = field(default_factory=dict)
    """Customer → when they opted out of everything."""
    caps: Caps = field(default_factory=lambda: Caps())
    wrong: list[str] = field(default_factory=list)
    """What was found broken on the way."""

    @property
    def db(self) -> Inline:
        assert isinstance(self.app.db, Inline)
        return self.app.db

    def pass_to(self, moment: datetime) -> None:
        """Go on to a moment, stopping at every timer on the way."""
        while (due := self.db.now(queue.next_due)) is not None and due <= moment:
            self.now = max(self.now, due)
            asyncio.run(self.app.worker.drain())
            self.watch()
            after = self.db.now(queue.next_due)
            if after is not None and after <= self.now:  # something that cannot be done now: it must not hold up a year
                self.counts["stuck"] += 1
                break
        self.now = max(self.now, moment)

    def says(self, user: str, text: str, choice: str = "") -> None:
        self.keys += 1
        channel, account = where(user)
        kind: Any = "press" if choice else "message"
        event = Inbound(f"y{self.keys}", Address(channel, account, user), Sender(account, user), kind, text,
                        choice=choice)  # fmt: skip
        asyncio.run(self.app.receive(event))
        asyncio.run(self.app.worker.drain())
        self.counts["messages"] += 1
        self.watch()

    def watch(self) -> None:
        """Hold what has just been said unasked against its caps."""
        self.wrong += self.db.look(self.caps.look, self.app.engine.policy())

    def evening(self) -> None:
        """Look at every open case."""
        self.wrong += [f"{self.now:%d %b}: {line}" for line in self.db.look(_owners)]

    def acts(self, name: Any, case_id: int, agent: Actor, text: str = "") -> None:
        self.keys += 1
        try:
            asyncio.run(self.app.act(agent, Verb(name, case_id, f"a{self.keys}", text)))
        except (Refused, NotFound):
            self.counts["refused"] += 1
        asyncio.run(self.app.worker.drain())


@dataclass
class Caps:
    """What was said unasked, each against the cap that the policy gave its customer when it was said."""

    seen: int = 0
    """The latest row that was looked at."""
    last: dict[tuple[int, str], datetime] = field(default_factory=dict)
    """Customer, cap → when something that counts for it was said."""
    said: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    caps: Counter[str] = field(default_factory=Counter)
    """How often each cap was the one that held."""
    nearest: dict[str, float] = field(default_factory=dict)
    """Cap → the shortest distance of two that count for it, as a part of the cap; 1 is at its edge."""

    def look(self, session: Session, policy: Policy) -> list[str]:
        query = select(Outreach, Identity.customer_id).join(Identity, col(Identity.id) == col(Outreach.identity_id))
        found: list[str] = []
        for row, customer in session.exec(query.where(Outreach.id > self.seen).order_by(col(Outreach.id))).all():
            self.seen = row.id
            if not row.said:
                self.held[row.cause] += 1
                continue
            self.said[row.purpose] += 1
            found += self._against(row, customer, _care(session, customer, policy, row.at))
        return found

    def _against(self, row: Outreach, customer: int, care: Care) -> list[str]:
        rule, found = PURPOSES[row.purpose], []  # type: ignore[index]  # a column is a plain string
        # A wish for a review belongs to the answer that it follows: it waits for no cap, but counts for the next.
        for name, counts, holds, days in (
            ("unasked", rule.capped, row.purpose != "review", care.reach_gap_days),
            ("survey", rule.rates, True, care.survey_gap_days),
            ("nps", row.purpose == "nps", True, care.nps_every_days - 1),
        ):
            before = self.last.get((customer, name))
            if counts and holds and before is not None:
                part = (row.at - before) / timedelta(days=days)
                self.nearest[name] = min(part, self.nearest.get(name, part))
                if part < 1:
                    found.append(f"customer {customer}: {row.purpose} at {row.at}, {row.at - before} after the last "
                                 f"of {name}, whose cap is {days:g} days")  # fmt: skip
            if counts:
                self.last[customer, name] = row.at
                self.caps[f"{name} {days:g} days"] += holds
        return found


def _care(session: Session, customer: int, policy: Policy, now: datetime) -> Care:
    """Return the caps that the policy gives a customer at a moment."""
    known = memory.load(session, customer, now)
    return policy.care(relationship.load(session, known, policy, "", now))


def hired(session: Session, now: datetime) -> list[Actor]:
    rows = [Agent(name=name, created_at=now) for name in AGENTS]
    session.add_all(rows)
    session.flush()
    return [Actor(row.id, row.name) for row in rows]


def waiting(session: Session, now: datetime) -> list[Case]:
    return list(session.exec(select(Case).where(Case.state == "queued").order_by(*cases.order(now)).limit(4)).all())


def claimed(session: Session, agent_id: int) -> list[tuple[int, str]]:
    """Return an agent's cases, each with the customer who wrote last in it."""
    rows = session.exec(select(Case).where(Case.state == "claimed", Case.agent_id == agent_id)).all()
    return [(row.id, whose(session, row)) for row in rows]


def whose(session: Session, case: Case) -> str:
    return session.exec(select(Identity.external_id).where(Identity.customer_id == case.customer_id)).first() or "c0"


def speaks(user: str) -> str:
    """Half write in English, the others in German, Spanish and French."""
    return LANGUAGES[max(0, int(user[1:]) % 6 - 2)]


def best(user: str) -> bool:
    return int(user[1:]) % 4 == 0


def orders(year: Year) -> None:
    """The shop's systems tell of what the best customers bought before and of the rest's first order."""
    registry = year.app.engine.registry
    for number in range(CUSTOMERS):
        user = f"c{number}"
        days = [first_order(user), 60, 20] if best(user) else [first_order(user)]
        lines: list[dict[str, Any]] = [{"facts": {"plan.name": "Family"}}] if best(user) else []
        lines += [{"event": "order_placed", "id": f"o{day}", "amount": 900.0 if best(user) else 60.0,
                   "at": (BEGIN - timedelta(days=day)).isoformat()} for day in days]  # fmt: skip
        channel, account = where(user)
        for line in lines:
            told = business.read(line, registry, BEGIN)
            year.db.now(business.tell, (channel, account, user), told, "crm", registry, BEGIN)


def first_order(user: str) -> int:
    """Return how many days before the year a customer ordered first."""
    return 70 + int(user[1:]) * 37 % 290


def where(user: str) -> tuple[str, str]:
    channel = ("telegram", "slack", "web")[int(user[1:]) % 3]
    return channel, "site" if channel == "web" else "demo"


def pending(session: Session, since: datetime) -> list[tuple[str, str]]:
    """Return (kind, user) of surveys that were put since then and wait for an answer."""
    query = select(Survey.kind, Identity.external_id).join(Identity, col(Identity.id) == col(Survey.identity_id))
    fresh = query.where(Survey.state == "asked", col(Survey.asked_at) > since)
    return [(kind, user) for kind, user in session.exec(fresh).all()]


def a_day(year: Year, day: datetime, hours: Hours) -> None:
    """A day: customers come by as they like, on Tuesdays many at once; agents work while the desk is open."""
    chance, hits = year.chance, []
    for number in range(CUSTOMERS):
        if chance.random() < CONTACTS / 365:
            hits.append((day + timedelta(seconds=chance.randrange(86400)), f"c{number}", ""))
    if day.weekday() == 1:
        hits += [(day + timedelta(hours=10, seconds=chance.randrange(1200)), f"c{chance.randrange(CUSTOMERS)}",
                  "trouble") for _ in range(RUSH)]  # fmt: skip
    hits += [(day + timedelta(hours=12, minutes=number), f"c{number}", "question") for number in range(0, CUSTOMERS, 4)
             if (day - BEGIN).days in (365 - first_order(f"c{number}"), 366 - first_order(f"c{number}"))]  # fmt: skip
    thirds = [day + timedelta(minutes=20 * number) for number in range(72)]
    beats = [(moment, "", "") for moment in thirds if hours.is_open(moment)]
    for moment, user, wish in sorted(hits + beats):
        year.pass_to(moment)
        if user:
            come_by(year, user, wish)
        else:
            work(year)
    year.evening()


def come_by(year: Year, user: str, wish: str) -> None:
    chance, said = year.chance, SAID[speaks(user)]
    point = chance.random()
    if wish == "trouble" or (not wish and 0.6 <= point < 0.95):
        year.says(user, chance.choice(said["trouble"]))
    elif wish or point < 0.6:
        year.says(user, chance.choice(said["question"]))
        year.says(user, chance.choice(said["fine"]))
    elif point < 0.98:
        year.says(user, chance.choice(said["enough"]))
    else:
        year.says(user, "/stop")
        year.stopped.setdefault(user, year.now)


def work(year: Year) -> None:
    """Twenty minutes of the team's work: answer what is claimed, then claim what waits; now and then too late."""
    chance = year.chance
    for agent in year.agents:
        for case_id, user in year.db.look(claimed, agent.agent_id):
            point = chance.random() if case_id % 7 else chance.random() * 12  # now and then one is forgotten
            if point < 0.2:
                year.acts("reply", case_id, agent, chance.choice(SAID[speaks(user)]["reply"]))
            elif point < 0.4:
                year.acts("resolve", case_id, agent, "I have taken care of it.")
        for case in year.db.look(waiting, year.now)[:2]:
            user = year.db.look(whose, case)
            year.acts("claim", case.id, agent)
            if chance.random() < 0.8:  # else this agent forgets, and the case comes back to the queue
                year.acts("reply", case.id, agent, chance.choice(SAID[speaks(user)]["reply"]))
    for kind, user in year.db.look(pending, year.now - timedelta(hours=60)):
        if chance.random() < 0.01:
            scores = {"csat": (1, 5, 5, 4, 3), "nps": (3, 8, 9, 10), "check": (1, 1, 0), "review": (0, 1)}[kind]
            year.says(user, "", f"rate:{kind}:{chance.choice(scores)}")


# --- what must hold ------------------------------------------------------------------------------


def broken(session: Session, policy: Policy, stopped: dict[str, datetime], now: datetime) -> list[str]:
    """Return each promise of the relation that was broken, in words."""
    return [*_caps(session, policy), *_rewards(session, policy), *_refused(session, stopped), *_owners(session),
            *_promises(session, now), *_waited(session, policy, now)]  # fmt: skip


def _caps(session: Session, policy: Policy) -> list[str]:
    """Nothing unasked comes outside of the policy's hours; its distances were looked at when it was said."""
    care, found = policy.care(), []
    rows = session.exec(select(Outreach).where(col(Outreach.said).is_(True))).all()
    for row in rows:
        here = row.at.astimezone(ZoneInfo(care.zone))
        if row.purpose not in ("promise", "review") and not care.opens <= here.hour < care.closes:
            found.append(f"identity {row.identity_id}: {row.purpose} at {here:%H:%M}, outside of hours")
    return found


def _rewards(session: Session, policy: Policy) -> list[str]:
    """No thank-you and no offer again within its cooldown, and no thank-you amid an open case."""
    rests = {("rewarded", one.name): timedelta(days=one.cooldown_days) for one in policy.rewards}
    rests |= {("offered", one.name): timedelta(days=one.cooldown_days) for one in policy.offers}
    rows = session.exec(
        select(BusinessEvent, Identity.customer_id)
        .join(Identity, col(Identity.id) == col(BusinessEvent.identity_id))
        .where(col(BusinessEvent.kind).in_(("rewarded", "offered"))).order_by(col(BusinessEvent.at))
    ).all()  # fmt: skip
    cases = session.exec(select(Case.customer_id, Case.opened_at, Case.closed_at)).all()
    found, last = [], dict[tuple[int, str, str], datetime]()
    for row, customer in rows:
        key = customer, row.kind, str(row.data["name"])
        if key in last and row.at - last[key] < rests[key[1:]]:
            found.append(f"customer {customer}: {key[2]} again after {row.at - last[key]}")
        last[key] = row.at
        if row.kind == "rewarded" and any(who == customer and begun <= row.at < (over or row.at + timedelta(1))
                                          for who, begun, over in cases):  # fmt: skip
            found.append(f"customer {customer}: thanked at {row.at}, amid an open case")
    return found


def _refused(session: Session, stopped: dict[str, datetime]) -> list[str]:
    """Who opted out hears nothing unasked any more, but for what an agent owes them."""
    query = select(Outreach, Identity.external_id).join(Identity, col(Identity.id) == col(Outreach.identity_id))
    rows = session.exec(query.where(col(Outreach.said).is_(True), Outreach.purpose != "promise")).all()
    return [f"{user} opted out at {stopped[user]} and was told {row.purpose} at {row.at}"
            for row, user in rows if user in stopped and row.at > stopped[user]]  # fmt: skip


def _owners(session: Session) -> list[str]:
    """Every open case has somebody, or is in the queue; and a timer either way."""
    timers = {timer.key for timer in session.exec(select(Timer).where(col(Timer.fired).is_(False))).all()}
    found = []
    for case in session.exec(select(Case).where(col(Case.state).in_(("queued", "claimed")))).all():
        if case.state == "claimed" and case.agent_id is None:
            found.append(f"case {case.number} is claimed by nobody")
        if not any(key.startswith(("case_", "agent_")) and key.endswith(f":{case.id}") for key in timers):
            found.append(f"case {case.number}, {case.state}, has no timer")
    return found


def _promises(session: Session, now: datetime) -> list[str]:
    """A promise that was broken was said to be late before, in the customer's own chat and in their language."""
    found = []
    for row, user in session.exec(
        select(Promise, Identity.external_id).join(Identity, col(Identity.id) == col(Promise.identity_id))
    ).all():
        if row.state == "open" and row.due_at < now - timedelta(minutes=1):
            found.append(f"promise {row.id} lapsed at {row.due_at} and is still open")
        heard = session.exec(
            select(Message.text).where(Message.identity_id == row.identity_id, col(Message.sent_at) >= row.made_at,
                                       col(Message.sent_at) <= row.due_at)
        ).all()  # fmt: skip
        if row.state == "broken" and not any(map(_late(speaks(user)).fullmatch, heard)):
            found.append(f"promise {row.id} was broken at {row.due_at} and nothing was said before")
    return found


def _late(language: str) -> re.Pattern[str]:
    """Return what the warning that a promise may be late looks like, polite or not."""
    said = texts.catalogue(language).lines
    lines = [said[key] for key in ("promise.late", "promise.late.informal") if key in said]
    return re.compile("|".join(re.sub(r"\\{\w+\\}", ".+", re.escape(line)) for line in lines))


def _waited(session: Session, policy: Policy, now: datetime) -> list[str]:
    """Nobody waits longer than the ceiling, in opening time: at first, sent back to the queue, or still."""
    since: dict[int, datetime] = {}
    spans: list[tuple[int, datetime, datetime]] = []
    for event in session.exec(select(CaseEvent).order_by(col(CaseEvent.id))).all():
        if event.kind in ("opened", "requeued"):
            since.setdefault(event.case_id, event.at)
        elif event.kind in ENDS and (began := since.pop(event.case_id, None)):
            spans.append((event.case_id, began, event.at))
    spans += [(case, began, now) for case, began in since.items()]
    waited = [(case, policy.hours.between(began, end)) for case, began, end in spans]
    return [f"case {case} waited {took / 60:.0f} min, above the ceiling" for case, took in waited
            if took > policy.sla.ceiling]  # fmt: skip


def waits(session: Session, hours: Hours) -> dict[str, list[float]]:
    """Return the hours of opening time that cases waited at first, of the best customers and of the others.

    Who came at night found nobody and everybody's turn at once in the morning: only the ceiling counts them.
    """
    found: dict[str, list[float]] = {"best": [], "others": []}
    since: dict[int, datetime] = {}
    query = select(CaseEvent, Identity.external_id).join(Case, col(Case.id) == col(CaseEvent.case_id))
    query = query.join(Identity, col(Identity.customer_id) == col(Case.customer_id)).order_by(col(CaseEvent.id))
    for event, user in session.exec(query).all():
        if event.kind == "opened" and hours.is_open(event.at):
            since[event.case_id] = event.at
        elif event.kind == "claimed" and (began := since.pop(event.case_id, None)):
            found["best" if best(user) else "others"].append(hours.between(began, event.at) / 3600)
    return found


def digest(session: Session) -> str:
    rows = session.exec(select(Message.role, Message.text, Message.sent_at).order_by(col(Message.id))).all()
    return hashlib.sha256(repr([tuple(map(str, row)) for row in rows]).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Result:
    """What a year came to."""

    year: Year
    wrong: list[str]
    waited: dict[str, list[float]]
    digest: str
    rewards: int
    late: int


def rows(session: Session) -> tuple[int, int]:
    """Return how many thank-yous there were, and how many promises were broken."""
    thanked = session.exec(select(BusinessEvent.id).where(BusinessEvent.kind == "rewarded")).all()
    return len(thanked), len(session.exec(select(Promise.id).where(Promise.state == "broken")).all())


def play(seed: int, folder: Path) -> Result:
    settings = Settings(  # type: ignore[call-arg]  # `_env_file` is pydantic-settings' own
        database=f"sqlite:///{folder}/year-{seed}.db", knowledge=KNOWLEDGE, burst=0.0, llm="", embeddings="off",
        _env_file=None,
    )  # fmt: skip
    channels = {(one.name, one.account): one for one in (Web(), *pretend(), Terminal())}
    years: list[Year] = []
    with house.inline(settings, dict(channels), lambda: years[0].now if years else BEGIN) as app:
        years.append(Year(app, random.Random(seed)))
        year, policy = years[0], app.engine.policy()
        year.agents = year.db.now(hired, BEGIN)
        orders(year)
        for number in range(DAYS):
            a_day(year, BEGIN + timedelta(days=number), policy.hours)
        year.pass_to(BEGIN + timedelta(days=DAYS))
        look = year.db.look
        wrong = [*year.wrong, *look(broken, policy, year.stopped, year.now)]
        return Result(year, wrong, look(waits, policy.hours), look(digest), *look(rows))


def main() -> None:
    seed = next((int(word) for word in sys.argv[1:] if word.isdigit()), 7)
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        once = play(seed, Path(folder))
        again = Path(folder) / "again"
        again.mkdir()
        same = play(seed, again).digest == once.digest if SCALE < 0.2 or "--twice" in sys.argv else None
    waited, wrong = once.waited, list(once.wrong)
    medians = {name: statistics.median(hours) if hours else 0.0 for name, hours in waited.items()}
    if min(map(len, waited.values())) >= ENOUGH_WAITS and medians["best"] >= medians["others"]:
        wrong.append("the best customers' median wait is not shorter than the others'")
    longest = max((max(hours) for hours in waited.values() if hours), default=0.0)
    took, counts = time.perf_counter() - begun, once.year.counts
    print(f"{CUSTOMERS:,} customers, {DAYS} days, {counts['messages']:,} messages, {sum(map(len, waited.values())):,} "
          f"waits, {once.rewards} thank-yous, {once.late} broken promises, {len(once.year.stopped)} opted out, "
          f"{took:.0f} s")  # fmt: skip
    print(f"digest {once.digest}")
    print(f"median wait in opening time: best {medians['best'] * 60:.1f} min ({len(waited['best'])}), others "
          f"{medians['others'] * 60:.1f} min ({len(waited['others'])}); longest {longest * 60:.1f} min")  # fmt: skip
    caps = once.year.caps
    nearest = ", ".join(f"{name} {part:.2f}" for name, part in sorted(caps.nearest.items()))
    print(f"said unasked: {dict(caps.said.most_common())}; held back: {dict(caps.held.most_common(8))}")
    print(f"caps that held: {dict(caps.caps.most_common())}; nearest two, as a part of their cap: {nearest}")
    for line in wrong[:20]:
        print(f"BROKEN {line}")
    print(f"{len(wrong)} promises of the relation broken; the same seed gives the same year: "
          f"{'not tried (--twice)' if same is None else same}")  # fmt: skip
    sys.exit(bool(wrong) or same is False)


if __name__ == "__main__":
    main()
