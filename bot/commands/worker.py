"""`rapport worker`: another worker on the same PostgreSQL database, on any host."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from typing import Annotated

import typer

from bot import app as house
from bot.errors import SettingsError
from bot.settings import load
from bot.storage.db import is_postgres

app = typer.Typer(add_completion=False)


@app.command()
def worker(
    channels: Annotated[str, typer.Option(help="Channels to send on, comma-separated; default RAPPORT_CHANNELS.")] = "",
    workers: Annotated[int, typer.Option(help="Turns that may think at the same time.")] = 0,
) -> None:
    """Work until Ctrl-C or SIGTERM; start as many as you like, wherever the database and the articles are."""
    update = {"channels": channels or load().channels, "workers": workers or load().workers}
    settings = load().model_copy(update=update)
    if not is_postgres(settings.database):
        raise SettingsError(
            "a second worker needs PostgreSQL: set RAPPORT_DATABASE to a postgresql+psycopg:// URL "
            "(`rapport db copy URL` moves a SQLite database there). On SQLite, `rapport serve` is the worker."
        )
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with house.opened(settings, house.adapters(settings.channel_names, settings.for_channels)) as built:
        asyncio.run(_work(built))


async def _work(built: house.App) -> None:
    loop = asyncio.get_running_loop()
    for sig in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sig, built.stopping.set)
    async with built.running(intake=False):
        sys.stdout.write(f"Working as {built.worker.name}\n")
        sys.stdout.flush()
        await built.stopping.wait()
