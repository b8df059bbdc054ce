"""Slack and Telegram at once, in bad weather and with kills: is every turn answered, in order, and how often twice?

The real `rapport serve` runs as a process of its own, with the apps' real clients, against both emulators in this
process. Calls fail at random (5xx, resets, 429, answers that are lost), events come again, and the server is killed
twice. Each customer asks about things whose answers hold a code of their own, so that order and doubles can be counted.

    python bench/soak.py [--seed N]        # RAPPORT_BENCH_SCALE=0.1 for a quick look
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the emulators

from tests.commands.test_serve import Server
from tests.emulators import slack as slack_
from tests.emulators import telegram as telegram_

SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))
THINGS = ("lantern", "kettle", "tripod", "mattress", "umbrella", "bicycle", "piano", "telescope", "hammock", "toaster")
CODE = re.compile(r"CODE-([A-Z]+)")
WEATHER = {"error": 0.05, "reset": 0.05, "flood": 0.04, "lost": 0.05}
"""Telegram's words for what goes wrong, and how often."""
SLACK_WEATHER = {"status": 0.05, "reset": 0.05, "limit": 0.04, "lost": 0.05}
KILLS = 2
REDELIVERED = 3.0
"""Seconds after which Slack brings again what was not acknowledged."""
PATIENCE = 40
"""Seconds without any progress after which what is missing is lost."""


def _codes(text: str) -> list[str]:
    """Return the codes that words hold."""
    return [found.lower() for found in CODE.findall(text)]


@dataclass
class Asker:
    """A customer of either app and what they ask, in order."""

    app: str
    person: Any
    things: list[str]
    asked: int = 0

    def heard(self) -> list[str]:
        """The codes that the answers hold, in the order in which they came."""
        if self.app == "telegram":
            texts = self.person.chat.said()
        else:
            texts = [str(message["text"]) for message in self.person.dm.from_bot()]
        return [code for text in texts for code in _codes(text)]

    async def asks(self) -> None:
        text = f"What is the code of the {self.things[self.asked]}?"
        self.asked += 1
        if self.app == "telegram":
            self.person.says(text)
        else:
            await self.person.says(text)


@dataclass
class Outcome:
    """What a run gave."""

    seed: int
    turns: int
    kills: int
    missing: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    doubles: dict[str, int] = field(default_factory=lambda: {"slack": 0, "telegram": 0})
    lost_answers: dict[str, int] = field(default_factory=lambda: {"slack": 0, "telegram": 0})
    unexplained: list[str] = field(default_factory=list)
    """Telegram's answers that came again although nothing had been lost of them: no call, and no process amid it."""
    killed_amid: dict[str, int] = field(default_factory=lambda: {"slack": 0, "telegram": 0})
    """Calls under way when a process was killed: it never heard, or never wrote down, how they ended."""
    held: int = 0
    """Answers that were sent five times without an answer to it, and wait for a person to decide."""
    seconds: float = 0.0


def _knowledge(folder: Path) -> None:
    folder.mkdir()
    for thing in THINGS:
        text = f"# The code of the {thing}\n\nThe code of the {thing} is CODE-{thing.upper()}.\n"
        (folder / f"{thing}.md").write_text(text, encoding="utf-8")


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Soak:
    """One run: `customers` on each app, `turns` each."""

    def __init__(self, seed: int, customers: int, turns: int, folder: Path) -> None:
        self.chance = random.Random(seed)
        self.customers, self.turns, self.folder = customers, turns, folder
        self.outcome = Outcome(seed, 2 * customers * turns, KILLS)
        self.slack, self.telegram = slack_.Slack(), telegram_.Telegram()
        self.askers: list[Asker] = []
        self.brought = 0.0
        """When what was not acknowledged was brought again last."""
        self.amid: Counter[tuple[str, str]] = Counter()
        """(chat, code) of Telegram's answers that were on their way when a process was killed."""

    async def go(self) -> Outcome:
        began = time.monotonic()
        _knowledge(self.folder / "knowledge")
        async with self.slack, self.telegram:
            self._weather()
            for number in range(self.customers):
                for app in ("slack", "telegram"):
                    person = getattr(self, app)
                    who = person.add_user(f"p{number}") if app == "slack" else person.user(f"P{number}")
                    self.askers.append(Asker(app, who, self.chance.sample(THINGS, self.turns)))
            await self._served()
            self._count()
            self._held()
            assert self.slack.mistakes == []
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    def _weather(self) -> None:
        self.telegram.storm(self.chance.randrange(10**6), WEATHER, but=("getMe", "deleteWebhook", "getWebhookInfo"))
        quiet = ("auth.test", "apps.connections.open")
        self.slack.storm(self.chance.randrange(10**6), SLACK_WEATHER, but=quiet)

    async def _served(self) -> None:
        port = _port()
        env = {
            **self.slack.given(), "TELEGRAM_BOT_TOKEN": self.telegram.token, "TELEGRAM_API_URL": self.telegram.url,
            "RAPPORT_BURST": "0",
            "RAPPORT_EMBEDDINGS": "off", "PYTHONFAULTHANDLER": "1", "RAPPORT_KNOWLEDGE": str(self.folder / "knowledge"),
        }  # fmt: skip
        for share in range(KILLS + 1):
            server = await asyncio.to_thread(Server, self.folder, port, **env)
            await self.slack.until(lambda: self.slack.sockets, "Rapport is connected")
            await self._asked(self.outcome.turns * (share + 1) // (KILLS + 1))
            if share < KILLS:
                await asyncio.to_thread(server.end, signal.SIGKILL)
                self._amid()
        await self._answered()
        try:
            assert await asyncio.to_thread(server.end, signal.SIGTERM) == 0
        except subprocess.TimeoutExpired:
            server.process.send_signal(signal.SIGABRT)
            server.process.wait()
            raise AssertionError("the server does not end:\n" + "".join(server.said[-120:])) from None

    async def _asked(self, until: int) -> None:
        """Let customers ask, up to three questions ahead of their answers, until so many have been asked in all."""
        ends = time.monotonic() + PATIENCE
        while sum(asker.asked for asker in self.askers) < until and time.monotonic() < ends:
            ready = [one for one in self.askers if one.asked < self.turns and one.asked - len(set(one.heard())) < 3]
            for asker in self.chance.sample(ready, min(4, len(ready))):
                await asker.asks()
                if asker.app == "slack" and self.chance.random() < 0.1:
                    await self._twice()
            await self._again()

    async def _twice(self) -> None:
        """Bring the newest event a second time, in an envelope of its own."""
        for call in list(self.slack.pending.values())[-1:]:
            await self.slack.deliver("events_api", call["payload"])

    async def _again(self) -> None:
        """What was not acknowledged for some seconds comes again."""
        await asyncio.sleep(0.05)
        if time.monotonic() - self.brought > REDELIVERED:
            self.brought = time.monotonic()
            await self.slack.redeliver()

    async def _answered(self) -> None:
        """Wait until everybody has every answer, or nothing has come for long."""
        known, ends = -1, time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            there = sum(len(set(asker.heard())) for asker in self.askers)
            if there == self.outcome.turns:
                return
            known, ends = (there, time.monotonic() + PATIENCE) if there > known else (known, ends)
            await self._again()

    def _amid(self) -> None:
        """Note which parts the killed process had begun to send: they are `sending`, committed before the call."""
        query = """SELECT chat.channel, chat.chat, outbox.body FROM outbox JOIN chat ON chat.id = outbox.chat_id
                   WHERE outbox.status = 'sending' AND outbox.op = 'post'"""
        with contextlib.closing(sqlite3.connect(self.folder / "rapport.db")) as database:
            for channel, chat, body in database.execute(query).fetchall():
                self.outcome.killed_amid[channel] += 1
                self.amid.update(
                    (chat, code) for code in _codes(json.loads(body).get("text", "")) if channel == "telegram"
                )

    def _unexplained(self, asker: Asker) -> list[str]:
        """Return which answers this person got more often than what was lost of each explains."""
        chat = str(asker.person.chat.id)
        lost = Counter(
            code
            for call in self.telegram.calls("sendMessage")
            if call.fault in ("lost", "hang") and str(call.fields["chat_id"]) == chat
            for code in _codes(call.fields["text"])
        )
        came = Counter(asker.heard())
        return [
            f"{chat}: {code} came {count} times, {lost[code]} answers lost, {self.amid[chat, code]} kills amid"
            for code, count in came.items()
            if count - 1 > lost[code] + self.amid[chat, code]
        ]

    def _held(self) -> None:
        """What was given up waits for a person (`rapport queue list`): it is known, not lost."""
        with contextlib.closing(sqlite3.connect(self.folder / "rapport.db")) as database:
            query = "SELECT count(*) FROM outbox WHERE status IN ('held', 'dead')"
            self.outcome.held = int(database.execute(query).fetchone()[0])

    def _count(self) -> None:
        for asker in self.askers:
            heard = asker.heard()
            first = list(dict.fromkeys(heard))
            who = f"{asker.app} {asker.things}"
            self.outcome.missing += [f"{who}: {thing}" for thing in asker.things if thing not in heard]
            if [thing for thing in asker.things if thing in heard] != first:
                self.outcome.disordered.append(f"{who}: {heard}")
            self.outcome.doubles[asker.app] += len(heard) - len(first)
            self.outcome.unexplained += self._unexplained(asker) if asker.app == "telegram" else []
        self.outcome.lost_answers["slack"] = sum(call.fault == "lost" for call in self.slack.calls)
        sends = self.telegram.calls("sendMessage")
        self.outcome.lost_answers["telegram"] = sum(call.fault in ("lost", "hang") for call in sends)


def run(seed: int, customers: int, turns: int, folder: Path) -> Outcome:
    """Run once and return what it gave."""
    return asyncio.run(Soak(seed, customers, turns, folder).go())


def main() -> None:
    arguments = argparse.ArgumentParser(description="Both chat apps in bad weather, with kills.")
    arguments.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = run(given.seed, max(2, int(10 * SCALE)), max(3, int(10 * SCALE)), Path(name))
    print(
        f"{found.turns} turns on Slack and Telegram, {found.kills} SIGKILLs, seed {found.seed}, {found.seconds:.0f} s"
    )
    print(f"unanswered {len(found.missing)} (listed for a person: {found.held})")
    print(f"customers out of order: {len(found.disordered)}")
    for app in ("slack", "telegram"):
        print(f"{app}: doubled {found.doubles[app]}, lost answers {found.lost_answers[app]}, "
              f"under way at a kill {found.killed_amid[app]}")  # fmt: skip
    print(f"telegram: doubled with nothing lost of that very answer: {len(found.unexplained)}", *found.unexplained)


if __name__ == "__main__":
    main()
