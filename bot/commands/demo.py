"""`rapport demo`: a short conversation of one customer over two channels, played for real, then shown in the browser.

Everything runs through the same road as in earnest, on a throw-away database; only the clock is the script's.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text
from sqlmodel import Session, col, select

from bot import app as house
from bot import texts
from bot.channels.web import Web, pretend
from bot.handoff import brief, cases
from bot.hours import Hours
from bot.settings import Settings, load
from bot.storage.db import Inline
from bot.storage.tables import Agent, Case, Identity, Message
from bot.types.channel import Channel
from bot.types.chat import Address, Inbound, Sender
from bot.types.handoff import OPEN, Actor, Verb, VerbName

app = typer.Typer(add_completion=False)

VISITOR = "maya"
WEEK = 7 * 86400.0
"""The script jumps over days: no timer of a waiting case may fire on the way."""
AGENT = "Daniel"
_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")

NEXT_STEPS = """
Next steps
  1. rapport chat               – be the customer yourself, in this terminal
  2. knowledge/*.md             – change an article, save it, ask again: it is live at once
  3. rapport serve              – your own web chat and desk, on your own articles
"""


@dataclass
class Stage:
    """The demo's engine, its clock, and what has been shown."""

    house: house.App
    console: Console
    now: datetime
    ends: datetime
    """When the story ends: now, or when somebody was last at the desk."""
    shown: int = 0
    agent: Actor = field(default_factory=lambda: Actor(0, AGENT))

    @property
    def db(self) -> Inline:
        assert isinstance(self.house.db, Inline)  # noqa: S101 - the script is played inline
        return self.house.db

    def clock(self) -> datetime:
        return self.now


@app.command()
def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Exit after the transcript.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the page.")] = 8080,
) -> None:
    """Play the conversation; on a terminal, then serve it at http://127.0.0.1:8080 until Ctrl-C."""
    with tempfile.TemporaryDirectory(prefix="rapport-demo-") as folder:
        knowledge = shutil.copytree(house.sample(), f"{folder}/knowledge")  # what is suggested is written there
        own = {"database": f"sqlite:///{folder}/demo.db", "files": None, "knowledge": Path(knowledge), "burst": 0.0,
               "port": port, "host": "127.0.0.1", "company": "Nordvik", "desks": "web", "case_wait": WEEK,
               "agent_silence": WEEK}  # fmt: skip
        settings = load().model_copy(update=own)
        console = Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 96)
        asyncio.run(_play(settings, console))
        console.print(NEXT_STEPS.rstrip(), markup=False)
        if not no_serve and sys.stdout.isatty():
            _serve(settings, console)


def _channels() -> dict[tuple[str, str], Channel]:
    return {(channel.name, channel.account): channel for channel in (Web(), *pretend())}


def _serve(settings: Settings, console: Console) -> None:
    from bot.commands import serve
    from bot.pages.site import build

    with house.opened(settings, _channels()) as built:
        line = f"\nThe same conversation in the browser: http://127.0.0.1:{settings.port}   (Ctrl-C ends)"
        pages = build(serve.site(built, demo=True, visitor=VISITOR))
        asyncio.run(serve.run(built, pages, lambda: console.print(line, markup=False)))


async def _play(settings: Settings, console: Console) -> None:
    stages: list[Stage] = []
    with house.inline(settings, _channels(), lambda: stages[0].now) as built:
        ends = _last_open(built.engine.policy().hours, house.utc_now())
        stage = Stage(built, console, ends - timedelta(days=3), ends)
        stages.append(stage)
        await built.engine.knowledge.embed(built.db)  # what the sample is packed with, or is read anew for
        stage.agent = stage.db.now(_hire, AGENT, stage.now)
        await _others(stage)
        await _script(stage)


def _last_open(hours: Hours, now: datetime) -> datetime:
    """Return now where the desk is open, else a moment of when it last was."""
    step = timedelta(hours=1)
    return next((now - step * n for n in range(24 * 14) if hours.is_open(now - step * n)), now)


async def _script(stage: Stage) -> None:
    """The conversation that is printed."""
    _scene(stage, "Maya writes in Telegram (pretend)")
    await _says(stage, "telegram", "hi, how do i retrun a chiar?")
    await _says(stage, "telegram", "thanks! I'm Maya, I'm on the Plus plan, in Oslo")
    code = _CODE.search(await _says(stage, "telegram", "/link"))
    await _says(stage, "slack", f"/link {code[0] if code else ''}")
    stage.now += timedelta(days=2, hours=23, minutes=40)
    _scene(stage, "Three days later, in Slack (pretend)")
    await _says(stage, "slack", "hello again")
    await _says(stage, "slack", "how much does delivery cost me?")
    await _says(stage, "slack", "can you engrave my daughter's name into the desk top?")
    await _says(stage, "slack", "yes please")
    _scene(stage, f"{AGENT} at the desk")
    _brief(stage)
    await _acts(stage, "claim")
    await _acts(stage, "note", "Asked the workshop: engraving is possible on oak and walnut.")
    await _acts(
        stage, "reply", "Hi Maya, Daniel here. I've read everything above. Yes, our workshop can engrave it for €20."
    )
    await _says(stage, "slack", "wonderful, let's do it")
    await _acts(stage, "hand_back", "The engraving is booked and takes 5 extra working days.")
    _scene(stage, "Back with the bot")
    await _says(stage, "slack", "so how long will the engraving take?")


async def _others(stage: Stage) -> None:
    """A few more customers of the last half hour, so that the desk looks like a desk. Not printed."""
    quiet, stage.console = stage.console, Console(quiet=True)
    start, stage.now = stage.now, stage.ends - timedelta(minutes=31)
    await _says(stage, "web", "Is the oak desk made of certified wood?", visitor="priya", name="Priya N.")
    stage.now += timedelta(minutes=4)
    await _says(stage, "telegram", "The invoice still shows the old VAT number, this is the third time!",
                visitor="tomas", name="Tomás Herrera")  # fmt: skip
    await _says(stage, "telegram", "I want to talk to a person", visitor="tomas", name="Tomás Herrera")
    stage.now += timedelta(minutes=9)
    await _says(stage, "slack", "Hallo, wo bleibt meine Rückerstattung? Ich möchte mit einem Menschen sprechen.",
                visitor="jonas", name="Jonas Weber")  # fmt: skip
    stage.now = start
    stage.shown = stage.db.look(_newest)
    stage.console = quiet


def _scene(stage: Stage, title: str) -> None:
    stage.console.print()
    stage.console.rule(Text(title), align="left", style="dim")


async def _says(stage: Stage, channel: str, text: str, visitor: str = VISITOR, name: str = "") -> str:
    """Let a customer write; print it and what comes back, and return the replies' text."""
    account = next(account for name, account in stage.house.channels if name == channel)
    stage.now += timedelta(seconds=40)
    address = Address(channel, account, visitor)
    key = f"{channel}:{visitor}:{stage.now.isoformat()}"
    event = Inbound(key, address, Sender(account, visitor, name), "message", text)
    await stage.house.receive(event)
    await stage.house.worker.drain()
    return _show(stage)


async def _acts(stage: Stage, verb: VerbName, text: str = "") -> None:
    stage.now += timedelta(seconds=50)
    case_id = stage.db.look(_open_case)
    line = await stage.house.act(stage.agent, Verb(verb, case_id, f"{verb}:{stage.now}", text))
    await stage.house.worker.drain()
    if verb != "reply":
        kept = f": {text}" if text else ""
        _print(stage, f"{AGENT} ({verb.replace('_', ' ')}{kept})", line, "yellow")
    _show(stage)


def _show(stage: Stage) -> str:
    """Print what was said since the last look; return what was said to the customer."""
    said = []
    for message, identity in stage.db.look(_since, stage.shown):
        stage.shown = message.id
        channel = texts.channel_name(identity.channel)
        if message.role == "customer":
            _print(stage, f"Maya · {channel}", message.text, "bold")
            continue
        if message.role == "note":
            continue
        said.append(message.own)
        who = AGENT if message.role == "agent" else "Rapport"
        sources = "".join(f"\n[source: {s['title']} – {s['article']}]" for s in message.sources)
        choices = "".join(f"\n  ( {choice['label']} )" for choice in message.choices)
        _print(stage, f"{who} · {channel}", message.own + sources + choices, "green" if who == "Rapport" else "cyan")
    return "\n".join(said)


def _print(stage: Stage, speaker: str, text: str, style: str) -> None:
    from bot.markup import plain

    body = "\n".join("  " + line for line in (plain(text) if speaker.startswith("Rapport") else text).splitlines())
    stage.console.print(Text(speaker, style=style))
    stage.console.print(Text(body))


def _brief(stage: Stage) -> None:
    case_id = stage.db.look(_open_case)
    person = stage.db.look(stage.house.engine.person, stage.db.look(cases.customer_of, case_id), stage.now)
    found = stage.db.look(brief.of_case, case_id, person.pack, stage.now)
    _print(stage, f"Brief for {AGENT}", found.text, "yellow")


# --- reading ---------------------------------------------------------------------------------------


def _since(session: Session, after: int) -> Sequence[tuple[Message, Identity]]:
    return session.exec(
        select(Message, Identity)
        .join(Identity, col(Identity.id) == col(Message.identity_id))
        .where(Message.id > after)
        .order_by(col(Message.id))
    ).all()


def _newest(session: Session) -> int:
    return session.exec(select(Message.id).order_by(col(Message.id).desc()).limit(1)).first() or 0


def _open_case(session: Session) -> int:
    """Return Maya's open case."""
    return (
        session.exec(
            select(Case.id)
            .join(Identity, col(Identity.customer_id) == col(Case.customer_id))
            .where(Identity.external_id == VISITOR, col(Case.state).in_(OPEN))
        ).first()
        or 0
    )


def _hire(session: Session, name: str, now: datetime) -> Actor:
    row = Agent(name=name, created_at=now)
    session.add(row)
    session.flush()
    return Actor(row.id, row.name)
