"""`rapport agent`: colleagues who work on the desk, and how they log in."""

from __future__ import annotations

import secrets

import typer

from bot.settings import load

app = typer.Typer(
    add_completion=False, help="Agents: invite a colleague to the desk, list who is there.", no_args_is_help=True
)


@app.command()
def invite(name: str = typer.Argument(help="The public name; customers see it.")) -> None:
    """Print a login link for NAME, made if new. It works once, within 24 hours; earlier links of NAME end."""
    from bot.pages import auth
    from bot.storage.opening import beside

    settings = load()
    token = secrets.token_urlsafe(32)
    with beside(settings.database) as db:
        shown = db.now(auth.invite, name, token, db.clock())
    typer.echo(f"{shown} logs in here, once, within 24 hours:", err=True)
    typer.echo(f"http://{settings.host}:{settings.port}/login/{token}")


@app.command()
def link(
    name: str = typer.Argument(help="The public name, as `rapport agent list` shows it."),
    account: str = typer.Argument(help="slack:U012 or telegram:5512."),
) -> None:
    """Make an account on Slack or Telegram that of NAME, so that the web desk and the app know one colleague."""
    from bot.desk import team
    from bot.storage.opening import beside

    with beside(load().database) as db:
        shown = db.now(team.join, name, account, db.clock())
    typer.echo(f"{account} is {shown}.")


@app.command("list")
def list_() -> None:
    """List the agents."""
    from bot.pages import auth
    from bot.storage.opening import beside

    with beside(load().database) as db:
        team = db.look(auth.team)
    for name, active in team:
        typer.echo(name if active else f"{name} (disabled)")
    if not team:
        typer.echo("Nobody yet. rapport agent invite NAME", err=True)
