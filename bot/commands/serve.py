"""`rapport serve`: web chat, the agents' desk, every channel, and a worker, in one process."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import secrets
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from datetime import datetime
from types import FrameType
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI
from sqlmodel import Session, select

from bot import app as house
from bot.errors import SettingsError
from bot.pages import auth, hooks
from bot.pages.site import Site, build
from bot.settings import Settings, load
from bot.storage.db import Inline
from bot.storage.tables import Agent
from bot.texts import channel_name
from bot.types.channel import Channel

app = typer.Typer(add_completion=False)

DRAIN_SECONDS = 5
"""How long open requests may take after SIGTERM."""


@app.command()
def serve(
    channels: Annotated[str, typer.Option(help="Channels to run, comma-separated; default RAPPORT_CHANNELS.")] = "",
    workers: Annotated[int, typer.Option(help="Turns that may think at the same time.")] = 0,
    open_page: Annotated[bool, typer.Option("--open", help="Open the chat page in a browser.")] = False,
) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    update = {"channels": channels or load().channels, "workers": workers or load().workers}
    settings = load().model_copy(update=update)
    channels_to_run = channels_of(settings)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with house.opened(settings, channels_to_run) as built:
        address = f"http://{settings.host}:{settings.port}"

        def up() -> None:
            _first_login(built, address)
            sys.stdout.writelines(f"{line}\n" for line in off(built))
            sys.stdout.write(f"Chat for customers: {address}\nDesk for agents:    {address}/desk\n")
            sys.stdout.flush()
            if open_page:
                webbrowser.open(address)

        pages = build(site(built))
        hooks.mount(pages, (route for channel in built.channels.values() for route in channel.routes()), built)
        asyncio.run(run(built, pages, up))


def off(built: house.App) -> list[str]:
    """Return a line for each chat app that is not started here, with the reason."""
    running = {name for name, _ in built.channels}
    return [
        f"{channel_name(name)} is off: {built.settings.why_off(name)}."
        for name in built.settings.tokens
        if name not in running
    ]


def channels_of(settings: Settings) -> dict[tuple[str, str], Channel]:
    """Return the channels to serve on. Raises SettingsError for a host or a channel with which it must not start."""
    loopback_only(settings.host)
    return house.adapters(settings.channel_names, settings.for_channels)


def loopback_only(host: str) -> None:
    """Raise SettingsError for a host that others could reach: the pages speak plain HTTP."""
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise SettingsError(
            f"RAPPORT_HOST={host} would serve plain HTTP to others. "
            "Keep 127.0.0.1 and put a web server with TLS before it."
        )


def site(built: house.App, *, demo: bool = False, visitor: str = "") -> Site:
    """Return what the pages need of an app."""
    return Site(
        db=built.db, receive=built.receive, act=built.act, channels=built.channels, company=built.settings.company,
        demo=demo, secret=built.secret, clock=built.clock, ready=built.ready, stopping=built.stopping,
        demo_visitor=visitor, article=built.article, files=built.files,
        file_limit=built.settings.file_limit, replies=built.replies, registry=built.engine.registry,
        suggest=built.suggest, learning=built.learning, zone=built.engine.zone, person=built.engine.person,
        site_secret=secret.get_secret_value() if (secret := built.settings.site_secret) else "",
    )  # fmt: skip


def _first_login(built: house.App, address: str) -> None:
    """Print a one-time login link when nobody can log in yet."""
    token = secrets.token_urlsafe(24)
    db = Inline(built.settings.database)
    invited = db.now(_invite_first, token, built.clock())
    db.close()
    if invited:
        sys.stdout.write(f"First login (works once, for 24 hours): {address}/login/{token}\n")


def _invite_first(session: Session, token: str, now: datetime) -> bool:
    if session.exec(select(Agent.id)).first() is not None:
        return False
    auth.invite(session, "Admin", token, now)
    return True


class _Server(uvicorn.Server):
    """uvicorn, which says when it listens, and whose open streams are told to end as soon as a signal comes."""

    def __init__(self, config: uvicorn.Config, stopping: asyncio.Event, up: Callable[[], None]) -> None:
        super().__init__(config)
        self._stopping = stopping
        self._up = up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._up()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stopping.set()
        super().handle_exit(sig, frame)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle signals without raising them again afterwards: the worker is still to finish what is in hand."""
        loop = asyncio.get_running_loop()
        for sig in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(sig, self.handle_exit, sig, None)
        yield


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the port. Raises SettingsError when somebody else has it."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"{host}:{port} cannot be used: {error.strerror}. Set RAPPORT_PORT to a free port."
        ) from error
    return listening


async def run(built: house.App, pages: FastAPI, up: Callable[[], None]) -> None:
    """Serve the pages and work the queue until a signal comes; `up` is called once the port listens."""
    settings = built.settings
    listening = listen(settings.host, settings.port)
    config = uvicorn.Config(
        pages, host=settings.host, port=settings.port, log_level="warning", timeout_graceful_shutdown=DRAIN_SECONDS,
        server_header=False, lifespan="off",
    )  # fmt: skip
    async with built.running():
        await _Server(config, built.stopping, up).serve([listening])
