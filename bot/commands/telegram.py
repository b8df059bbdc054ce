"""`rapport telegram setup`: tells Telegram the bot's commands in every language, and where to bring messages."""

from __future__ import annotations

import asyncio
import re

import typer

from bot.settings import load

app = typer.Typer(add_completion=False, help="Telegram: set the bot up.", no_args_is_help=True)

_LINE = re.compile(r"^- /(?P<name>[a-z]+) [–-] (?P<about>[^,\n]+)", re.MULTILINE)


@app.callback()
def group() -> None:
    """Telegram: set the bot up."""


@app.command()
def setup() -> None:
    """Set the commands' menu, in each language, and the webhook if TELEGRAM_WEBHOOK_URL is set. May be run again."""
    from bot import texts
    from bot.channels import telegram

    settings = load()
    texts.use_folder(settings.texts)
    menus = {language: menu(language) for language in texts.LANGUAGES}
    for line in asyncio.run(telegram.setup(settings.for_channels, {"": menus["en"], **menus})):
        typer.echo(line)


def menu(language: str) -> list[tuple[str, str]]:
    """Return the commands and what they do, as the help text of a language says it."""
    from bot import texts

    return [(found["name"], found["about"].strip()) for found in _LINE.finditer(texts.say(language, "help.text"))]
