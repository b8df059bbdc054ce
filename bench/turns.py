"""Turns a second and CPU a turn at 1,000 articles, beside a bare SQLModel turn in the same run.

A turn is a customer's message from receipt to its delivered reply, on a real SQLite file with synchronous=FULL:
`store` (intake's transaction), `claim`, `load`, `decide`, `record`, `sending`, `sent`. The bare turn is what a
plain SQLModel bot would do: de-duplication read, customer, last ten messages, three inserts, one commit.

    python bench/turns.py            # RAPPORT_BENCH_SCALE=0.05 for a quick look
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import Field, Session, SQLModel, col, create_engine, select

from bot import app as house
from bot.channels.web import Web
from bot.settings import Settings
from bot.types.chat import Address, Inbound, Sender

SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))
ARTICLES = max(50, int(1000 * SCALE))
TURNS = max(40, int(1000 * SCALE))
CUSTOMERS = 50
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

WORDS = [
    "order", "invoice", "parcel", "refund", "account", "password", "delivery", "country", "chair", "desk", "sofa",
    "lamp", "shelf", "plan", "member", "store", "pickup", "label", "warranty", "screw", "leg", "colour", "fabric",
    "oak", "walnut", "courier", "address", "e-mail", "receipt", "card", "bank", "gift", "voucher", "app", "update",
]  # fmt: skip
QUESTIONS = (
    "how do i retrun a {0}", "where is the {0} for my {1}?", "can I change the {0} of the {1}", "{1} {0} not here",
)  # fmt: skip


class BareCustomer(SQLModel, table=True):
    id: int = Field(default=None, primary_key=True)
    name: str = Field(index=True)


class BareMessage(SQLModel, table=True):
    id: int = Field(default=None, primary_key=True)
    customer_id: int = Field(index=True)
    key: str = Field(unique=True)
    role: str
    text: str


def write_articles(folder: Path) -> None:
    """Write generated articles: each on a pair of words, three sections of about 40 words."""
    for number in range(ARTICLES):
        a, b = WORDS[number % len(WORDS)], WORDS[(number // len(WORDS) * 7 + number + 3) % len(WORDS)]
        sections = "\n\n".join(
            f"## {a} and {b}, part {part}\n\n" + f"The {a} of case {number} goes with the {b}. " * 4
            for part in range(3)
        )
        head = f"---\ntitle: The {a} of your {b} number {number}\nasks: [how about the {a} and the {b} {number}]\n---\n"
        (folder / f"a{number}.md").write_text(head + sections, encoding="utf-8")


def question(number: int) -> str:
    """Return the number-th question, spread over the articles' words."""
    a, b = WORDS[number * 5 % len(WORDS)], WORDS[number * 11 % len(WORDS)]
    return QUESTIONS[number % len(QUESTIONS)].format(a, b)


def timed(work: Callable[[int], None], turns: int) -> tuple[float, float, list[float]]:
    """Return CPU seconds, wall seconds and each turn's wall seconds."""
    each = []
    cpu, wall = time.process_time(), time.perf_counter()
    for number in range(turns):
        start = time.perf_counter()
        work(number)
        each.append(time.perf_counter() - start)
    return time.process_time() - cpu, time.perf_counter() - wall, each


def bare(folder: Path) -> Callable[[int], None]:
    """Return a plain SQLModel turn on a database of its own."""
    engine = create_engine(f"sqlite:///{folder}/bare.db")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    SQLModel.metadata.create_all(engine, tables=[BareCustomer.__table__, BareMessage.__table__])  # type: ignore[attr-defined]

    def turn(number: int) -> None:
        with Session(engine) as session:
            session.connection().exec_driver_sql("PRAGMA synchronous=FULL")
            if session.exec(select(BareMessage.id).where(BareMessage.key == f"k{number}")).first():
                return
            name = f"c{number % CUSTOMERS}"
            customer = session.exec(select(BareCustomer).where(BareCustomer.name == name)).first()
            if customer is None:
                customer = BareCustomer(name=name)
                session.add(customer)
                session.flush()
            query = select(BareMessage).where(BareMessage.customer_id == customer.id)
            session.exec(query.order_by(col(BareMessage.id).desc()).limit(10)).all()
            for role in ("customer", "bot", "log"):
                key = f"k{number}" if role == "customer" else f"{role}{number}"
                session.add(BareMessage(customer_id=customer.id, key=key, role=role, text=question(number)))
            session.commit()

    return turn


def rapport(folder: Path) -> tuple[Callable[[int], None], Callable[[], None]]:
    """Return a whole turn through the house, and what ends it."""
    articles = folder / "knowledge"
    articles.mkdir()
    write_articles(articles)
    settings = Settings(database=f"sqlite:///{folder}/rapport.db", knowledge=articles, burst=0.0, _env_file=None)  # type: ignore[call-arg]
    now = [NOON]
    opened = house.inline(settings, {("web", "site"): Web()}, lambda: now[0])
    app = opened.__enter__()
    loop = asyncio.new_event_loop()

    def turn(number: int) -> None:
        now[0] += timedelta(seconds=1)
        user = f"c{number % CUSTOMERS}"
        event = Inbound(f"k{number}", Address("web", "site", user), Sender("site", user), "message", question(number))
        loop.run_until_complete(app.receive(event))
        loop.run_until_complete(app.worker.drain())

    def close() -> None:
        loop.close()
        opened.__exit__(None, None, None)

    return turn, close


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = bare(folder)
        whole, close = rapport(folder)
        timed(plain, 20), timed(lambda number: whole(10**6 + number), 20)
        figures = {}
        for label, work in (("bare SQLModel turn", plain), ("Rapport turn", whole)):
            cpu, wall, each = timed(work if label.startswith("R") else lambda number: plain(10**6 + number), TURNS)
            figures[label] = {
                "turns_per_s": TURNS / wall, "cpu_ms": cpu / TURNS * 1000,
                "p50_ms": statistics.median(each) * 1000, "p95_ms": sorted(each)[int(len(each) * 0.95)] * 1000,
            }  # fmt: skip
        close()
    base, ours = figures["bare SQLModel turn"], figures["Rapport turn"]
    print(f"{TURNS} turns, {ARTICLES} articles, {CUSTOMERS} customers, SQLite synchronous=FULL")
    for label, row in figures.items():
        print(f"  {label:<20}" + "  ".join(f"{key} {value:8.2f}" for key, value in row.items()))
    ratios = {key: ours[key] / base[key] for key in ours}
    print("  ratio Rapport ÷ bare " + "  ".join(f"{key} {value:.2f}×" for key, value in ratios.items()))
    json.dump({"turns": TURNS, "articles": ARTICLES, "figures": figures, "ratios": ratios}, sys.stderr)
    sys.stderr.write("\n")


if __name__ == "__main__":
    main()
