"""`rapport chat`: a customer in the terminal, or on a plain pipe.

The client stores lines and reads replies in the database, as any channel of our own does. It attaches to an engine
that runs on this database; where none runs, it starts one beside itself for as long as it lasts.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.panel import Panel
from rich.text import Text
from sqlmodel import Session, col, func, select

from bot import app as house
from bot import intake
from bot.answers.knowledge import Knowledge
from bot.channels.terminal import ACCOUNT, Terminal
from bot.commands.policy import of_folder
from bot.errors import DatabaseError, KnowledgeError
from bot.relationship.care import CARE, Care
from bot.settings import Settings, load
from bot.storage.db import Inline
from bot.storage.opening import engine_running
from bot.storage.tables import Chat, Inbound, Outbox

app = typer.Typer(add_completion=False)

LOOK_SECONDS = 0.02
"""How often the client looks for a reply while it waits for one."""
IDLE_LOOK_SECONDS = 0.3
"""How often it looks for an agent's words while the customer types."""
PATIENCE_SECONDS = 30.0
READ_FIRST = 400
"""Articles up to which all are read for their meaning before the first line is answered."""
TOLD_SECONDS = 3.0
"""Between two words on how far that is."""


def _care(knowledge: Path) -> Care:
    """Return how long a survey may be answered, as the policy beside the articles says."""
    try:
        return of_folder(knowledge).care()
    except KnowledgeError:
        return CARE  # the engine goes on with its last good policy, which this process has never read


class Client:
    """One customer's side: hands lines in, shows what comes out, each part once."""

    def __init__(self, db: Inline, settings: Settings, user: str, console: Console | None) -> None:
        self.db, self.settings, self.user, self.console = db, settings, user, console
        self.care = _care(settings.knowledge)
        self.key = house.key_of(settings, settings.database).encode()
        self.channel = Terminal()
        self._lock = threading.Lock()
        self._shown: int = db.look(_newest, user)

    def say(self, text: str) -> None:
        """Store a line and show what comes back. Raises DatabaseError when nothing is answered."""
        key = uuid.uuid4().hex
        event = self.channel.parse({"user": self.user, "key": key, "text": text})
        if event is None:
            return
        own = self.settings
        self.db.now(intake.receive, event, self.db.clock(), idle_close=own.idle_close, care=self.care, key=self.key)
        ends = time.monotonic() + PATIENCE_SECONDS
        while not self.db.look(_answered, key, self.user):
            if not engine_running(self.settings.database):
                raise DatabaseError("the engine that answered here has ended. What you wrote is stored: start "
                                    "`rapport chat` again to read the answer.")  # fmt: skip
            if time.monotonic() > ends:
                raise DatabaseError(
                    "no answer within 30 s: is the engine on this database working? See `rapport doctor`."
                )
            time.sleep(LOOK_SECONDS)
        self.show()

    def show(self) -> None:
        """Print what has come since the last look."""
        with self._lock:
            for number, speaker, text in self.db.look(_parts, self.user, self._shown):
                self._shown = number
                self._print(speaker, text)

    def _print(self, speaker: str, text: str) -> None:
        if self.console is None:
            sys.stdout.write(f"{speaker}: {text}\n" if speaker else f"{text}\n")
            sys.stdout.flush()
        else:
            style = "cyan" if speaker else "green"
            # Text, not markup: what an article or a person wrote must not style the terminal.
            self.console.print(
                Panel(Text(text), title=speaker or self.settings.company, title_align="left", style=style)
            )


def _chat_id(session: Session, user: str) -> int:
    return (
        session.exec(
            select(Chat.id).where(Chat.channel == "terminal", Chat.account == ACCOUNT, Chat.chat == user)
        ).first()
        or 0
    )


def _newest(session: Session, user: str) -> int:
    return session.exec(select(func.max(Outbox.id)).where(Outbox.chat_id == _chat_id(session, user))).one() or 0


def _answered(session: Session, key: str, user: str) -> bool:
    waiting = session.exec(select(Inbound.id).where(Inbound.key == key, Inbound.status == "new")).first()
    unsent = session.exec(
        select(Outbox.id).where(
            Outbox.chat_id == _chat_id(session, user), col(Outbox.status).in_(("new", "sending", "uncertain"))
        )
    ).first()
    return waiting is None and unsent is None


def _parts(session: Session, user: str, after: int) -> list[tuple[int, str, str]]:
    rows = session.exec(
        select(Outbox)
        .where(Outbox.chat_id == _chat_id(session, user), Outbox.id > after, Outbox.status == "sent")
        .order_by(col(Outbox.id))
    ).all()
    return [(row.id, str(row.body.get("speaker", "")), str(row.body.get("text", ""))) for row in rows]


@app.command()
def chat(
    name: Annotated[str, typer.Option("--as", help="Who you are; each name is another customer.")] = "you",
) -> None:
    """Write to the bot as a customer. /help lists what it understands; Ctrl-D ends."""
    settings = load().model_copy(update={"burst": 0.0})
    with _engine(settings):
        db = Inline(settings.database)
        try:
            _talk(Client(db, settings, name, Console() if sys.stdin.isatty() and sys.stdout.isatty() else None))
        finally:
            db.close()


def _talk(client: Client) -> None:
    if client.console is None:
        for line in sys.stdin:
            client.say(line)
        return
    client.console.print(
        f"[dim]You write to {client.settings.company} as “{client.user}”. /help, Ctrl-D to leave.[/dim]"
    )
    with _looking(client):
        while True:
            try:
                line = client.console.input("[bold]you ›[/bold] ")
            except (EOFError, KeyboardInterrupt):
                return
            client.say(line)


@contextlib.contextmanager
def _looking(client: Client) -> Iterator[None]:
    """Show an agent's words also while the customer types."""
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(IDLE_LOOK_SECONDS):
            client.show()

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _read_articles(knowledge: Knowledge) -> None:
    """Wait until the articles are read for their meaning, and say on stderr how far that is.

    A large folder answers meanwhile: what is not sure by its words alone is offered.
    """
    if knowledge.index.count > READ_FIRST:
        return
    told = 0
    while not knowledge.looked.wait(TOLD_SECONDS):
        if knowledge.left not in (0, told):
            told = knowledge.left
            typer.echo(f"The articles are read for their meaning, once: {told} texts are left.", err=True)


@contextlib.contextmanager
def _engine(settings: Settings) -> Iterator[None]:
    """An engine for as long as the chat lasts, unless one runs on this database already."""
    if engine_running(settings.database):
        yield
        return
    with house.opened(settings, house.adapters(("terminal",))) as built:
        loop = asyncio.new_event_loop()
        up = threading.Event()

        async def run() -> None:
            async with built.running():
                up.set()
                await built.stopping.wait()

        thread = threading.Thread(target=loop.run_until_complete, args=(run(),), name="engine")
        thread.start()
        try:
            up.wait()
            _read_articles(built.engine.knowledge)
            yield
        finally:
            loop.call_soon_threadsafe(built.stopping.set)
            thread.join()
            loop.close()
