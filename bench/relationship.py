"""What policy, segments, signals, stages and the brief add to a turn, as a ratio to the turn without them.

Two houses on the shipped articles take the same messages in turns: one as it is, its customers with a history of
orders, visits and scores, the brief drawn for one turn in ten; the other with an empty policy, no events read, noted
or counted, and no brief. CPU of the process, medians of pairs, and between which ratios the true one lies with 98 %
(pairs drawn anew). At full size the ratio itself must hold; a few turns fail only where even the lower end is over.

    python bench/relationship.py     # RAPPORT_BENCH_SCALE=0.1 for a quick look
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session

from bot import app as house
from bot import business, relationship
from bot.channels.web import Web
from bot.dialogue import signals
from bot.engine import Engine
from bot.handoff import brief, cases
from bot.memory.registry import DEFAULT as REGISTRY
from bot.relationship.policy import Policy
from bot.settings import Settings
from bot.types.chat import Address, Inbound, Sender
from bot.types.memory import Known
from bot.types.relationship import Standing

SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))
TURNS = max(30, int(600 * SCALE))
CUSTOMERS, EVENTS, BRIEFS = 30, 20, 10
MOST, FULL = 1.15, 1
"""The highest ratio, and the scale from which on the ratio itself must hold, not only the lower end of its range."""
DRAWS = 400
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SHOP = Path(__file__).parent.parent / "knowledge"
MESSAGES = (
    "how long does delivery take to Germany?", "what does Plus cost?", "can I return a chair that I have used?",
    "I live in Oslo", "any discount?", "when do I get my refund?", "thank you", "is assembly included for a wardrobe?",
)  # fmt: skip


class House:
    """One house, and how a message goes through it."""

    def __init__(self, folder: Path, *, whole: bool) -> None:
        articles = folder / "knowledge"
        shutil.copytree(SHOP, articles)
        if not whole:
            (articles / "policy.toml").unlink()
        self.now, self.whole = NOON, whole
        url = f"sqlite:///{folder}/rapport.db"
        # `_env_file` is an argument of pydantic-settings that its types do not tell.
        settings = Settings(database=url, knowledge=articles, burst=0.0, _env_file=None)  # type: ignore[call-arg]
        self.opened = house.inline(settings, {("web", "site"): Web()}, lambda: self.now)
        self.app = self.opened.__enter__()
        self.loop = asyncio.new_event_loop()

    def says(self, number: int, text: str) -> None:
        self.now += timedelta(seconds=60)
        event = Inbound(
            f"k{number}", Address("web", "site", user(number)), Sender("site", user(number)), "message", text
        )
        self.loop.run_until_complete(self.app.receive(event))
        self.loop.run_until_complete(self.app.worker.drain())

    def tells(self) -> None:
        """Give every customer a history, as a shop's systems would."""
        for number in range(CUSTOMERS):
            for step in range(EVENTS):
                line = {"event": ("order_placed", "visited_page")[step % 2], "amount": 80.0, "id": str(step),
                        "at": (NOON - timedelta(days=15 * step)).isoformat()}  # fmt: skip
                told = business.read(line, REGISTRY, NOON)
                # The store of a house inside one thread is `Inline`, which its protocol does not tell.
                self.app.db.now(business.tell, ("web", "site", user(number)), told, "crm", REGISTRY, NOON)  # type: ignore[attr-defined]

    def draws(self) -> None:
        """Draw the brief of the first case, as a desk does."""
        # The store of a house inside one thread is `Inline`, which its protocol does not tell.
        self.app.db.look(_brief, self.app.engine, self.now)  # type: ignore[attr-defined]

    def close(self) -> None:
        self.loop.close()
        self.opened.__exit__(None, None, None)


def _brief(session: Session, engine: Engine, now: datetime) -> brief.Brief:
    person = engine.person(session, cases.customer_of(session, 1), now)
    return brief.of_case(session, 1, person.pack, now)


def user(number: int) -> str:
    return f"c{number % CUSTOMERS}"


def _plain(
    _session: Session, known: Known, _policy: Policy, spoken: str, now: datetime, *, channel: str = ""
) -> Standing:
    return relationship.standing(known, spoken, Policy(), now, channel=channel)


def without(work: Callable[[], None]) -> None:
    """Run a turn with nothing of the relationship in it."""
    kept: tuple[Any, ...] = relationship.load, relationship.notes, signals.read
    relationship.load, relationship.notes = _plain, lambda _turn, _decision: ()
    signals.read = lambda _text, _languages: frozenset()
    try:
        work()
    finally:
        relationship.load, relationship.notes, signals.read = kept


def cpu(work: Callable[[], None]) -> float:
    """Return the CPU milliseconds that a piece of work takes."""
    begin = time.process_time()
    work()
    return (time.process_time() - begin) * 1000


def lies(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return between which values the ratio of medians lies with 98 %, by drawing pairs anew."""
    chance = random.Random(7)
    ratios = []
    for _ in range(DRAWS):
        ours, base = zip(*chance.choices(pairs, k=len(pairs)), strict=True)
        ratios.append(statistics.median(ours) / statistics.median(base))
    cuts = statistics.quantiles(ratios, n=100)
    return cuts[0], cuts[-1]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / "whole", Path(name) / "bare"]
        for folder in folders:
            folder.mkdir()
        whole, bare = House(folders[0], whole=True), House(folders[1], whole=False)
        whole.tells()
        for one in (whole, bare):  # warm up, and a case whose brief can be drawn
            for number in range(CUSTOMERS):
                one.says(10**6 + number, "human please" if number == CUSTOMERS - 1 else "hello")
        pairs = []
        for number in range(TURNS):
            text = MESSAGES[number % len(MESSAGES)]

            def turn(number: int = number, text: str = text) -> None:
                whole.says(number, text)
                if number % BRIEFS == 0:
                    whole.draws()

            def plain(number: int = number, text: str = text) -> None:
                without(lambda: bare.says(number, text))

            pairs.append((cpu(turn), cpu(plain)))
        whole.close(), bare.close()
    ours, base = (statistics.fmean(side) for side in zip(*pairs, strict=True))
    middle = [statistics.median(side) for side in zip(*pairs, strict=True)]
    ratio = middle[0] / middle[1]
    print(f"{TURNS} turns, {CUSTOMERS} customers with {EVENTS} events each")
    print(f"  CPU a turn: {middle[0]:.2f} ms with, {middle[1]:.2f} ms without (means {ours:.2f}, {base:.2f})")
    least, highest = lies(pairs)
    print(
        f"  ratio {ratio:.3f}x, surely {least:.3f} to {highest:.3f}, of at most {MOST}x (of means {ours / base:.3f}x)"
    )
    json.dump({"with_ms": middle[0], "without_ms": middle[1], "ratio": ratio, "mean_ratio": ours / base}, sys.stderr)
    sys.stderr.write("\n")
    sys.exit((ratio if SCALE >= FULL else least) > MOST)


if __name__ == "__main__":
    main()
