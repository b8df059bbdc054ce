"""The table of `rapport` commands. Imports nothing heavy: a command's module is imported when it runs."""

from __future__ import annotations

import difflib
import importlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

COMMANDS = {
    "demo": "Play a short conversation over two channels, then show it in the browser. Needs nothing.",
    "serve": "Run the web chat, the agents' desk and a worker.",
    "worker": "Run another worker on the same PostgreSQL database.",
    "chat": "Be a customer in the terminal (also on a plain pipe).",
    "replay": "Run a recorded dialogue on a clock of its own: rapport replay FILE.jsonl",
    "kb": "Articles: check, test, ask, eval, diff, gaps, approve, aliases, new.",
    "customer": "One person's memory: list, show, export, import, erase, link, unlink, panel, ideas, shipped.",
    "policy": "How customers are treated: check, explain CUSTOMER.",
    "api-key": "Keys for other systems that tell us of orders and visits: new NAME, list, revoke NAME.",
    "agent": "Colleagues: invite NAME, link NAME slack:U012, list.",
    "why": "Why the bot said something: rapport why MESSAGE_ID",
    "report": "How things came out: rapport report --since 30d, --show KIND.",
    "init": "Make the files of a new set-up: knowledge/, rapport.toml, .env.",
    "slack": "Slack: manifest, to make the app.",
    "telegram": "Telegram: setup, once the token is set.",
    "doctor": "Check the set-up, with how to mend each finding.",
    "queue": "What was set aside: list, retry ID, dismiss ID.",
    "db": "The database: upgrade, copy URL, backup FILE, restore FILE.",
}
"""Command → what it does. Each is a module of bot/commands with a typer `app`."""


def _help() -> str:
    width = max(map(len, COMMANDS)) + 2
    rows = "\n".join(f"  {name:<{width}}{about}" for name, about in COMMANDS.items())
    return f"Rapport, the support bot that remembers.\n\nUsage: rapport COMMAND [--help]\n\n{rows}\n"


def main(argv: list[str] | None = None) -> None:
    """Run the command line. Exit codes: 0 done, 1 findings, 2 wrong input or settings, 3 database."""
    words = sys.argv[1:] if argv is None else argv
    if not words or words[0] in ("--help", "-h", "help"):
        sys.stdout.write(_help())
        return
    if words[0] == "--version":
        sys.stdout.write(f"rapport {_version()}\n")
        return
    if words[0] not in COMMANDS:
        near = difflib.get_close_matches(words[0], (*COMMANDS, "--help", "--version"), 1)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        sys.stderr.write(f'rapport: there is no command "{words[0]}".{hint} `rapport --help` lists them.\n')
        raise SystemExit(2)
    _run(words[0], words[1:])


def _database_trouble() -> type[DBAPIError]:
    """Return what a database raises; SQLAlchemy is imported only once something has gone wrong."""
    from sqlalchemy.exc import DBAPIError

    return DBAPIError


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("rapport-bot")
    except PackageNotFoundError:
        return "from a folder, not installed"


def _run(name: str, words: list[str]) -> None:
    from bot.errors import BotError, DatabaseError

    module = importlib.import_module(f"bot.commands.{name.replace('-', '_')}")
    try:
        module.app(words, prog_name=f"rapport {name}", standalone_mode=True)
    except BotError as error:
        sys.stderr.write(f"rapport {name}: {error}\n")
        raise SystemExit(3 if isinstance(error, DatabaseError) else 2) from None
    except _database_trouble() as error:
        from bot.storage.db import trouble

        mend = "`rapport db upgrade` brings one of an older release up to date, `rapport doctor` looks at it."
        why = trouble(error) or f"{error.orig}. {mend}"
        sys.stderr.write(f"rapport {name}: the database cannot be used: {why}\n")
        raise SystemExit(3) from None


if __name__ == "__main__":
    main()
