"""`rapport agent`: colleagues who work on the desk, and how they log in."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import typer

from bot.errors import InputError
from bot.settings import load

app = typer.Typer(help="Agents: invite a colleague to the desk, list who is there.", no_args_is_help=True)


@app.command()
def invite(name: str = typer.Argument(help="The public name; customers see it.")) -> None:
    """Print a login link for NAME, made if new. It works once, within 24 hours; earlier links of NAME end."""
    from bot.pages import auth
    from bot.storage.db import Inline
    from bot.storage.opening import existing

    settings = load()
    token = secrets.token_urlsafe(32)
    db = Inline(existing(settings.database))
    try:
        shown = db.now(auth.invite, name, token, datetime.now(UTC))
    except InputError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    finally:
        db.close()
    typer.echo(f"{shown} logs in here, once, within 24 hours:", err=True)
    typer.echo(f"http://{settings.host}:{settings.port}/login/{token}")


@app.command()
def link(
    name: str = typer.Argument(help="The public name, as `rapport agent list` shows it."),
    account: str = typer.Argument(help="slack:U012 or telegram:5512."),
) -> None:
    """Make an account on Slack or Telegram that of NAME, so that the web desk and the app know one colleague."""
    from bot import desk
    from bot.storage.db import Inline
    from bot.storage.opening import existing

    db = Inline(existing(load().database))
    try:
        shown = db.now(desk.join, name, account, datetime.now(UTC))
    except InputError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    finally:
        db.close()
    typer.echo(f"{account} is {shown}.")


@app.command("list")
def list_() -> None:
    """List the agents."""
    from bot.pages import auth
    from bot.storage.db import Inline
    from bot.storage.opening import existing

    db = Inline(existing(load().database))
    try:
        team = db.look(auth.team)
    finally:
        db.close()
    for name, active in team:
        typer.echo(name if active else f"{name} (disabled)")
    if not team:
        typer.echo("Nobody yet. rapport agent invite NAME", err=True)
