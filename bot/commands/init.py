"""`rapport init`: the files of a new set-up. What is there already stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.errors import SettingsError

app = typer.Typer(add_completion=False)

ARTICLE = """---
asks:
  - How can I reach you?
---
# How to reach us

Write to us here, at any hour. A person is there from Monday to Friday, 9:00 to 17:00.

To talk to a person right away, write /human.
"""

SETTINGS = """# Settings of Rapport, each also RAPPORT_<NAME> in the environment. `rapport doctor` looks at them.
# company = "Example Ltd"
# knowledge = "knowledge"
# desks = "slack:C0123, telegram:-100123, web"
# agents = "slack:U012, telegram:5512"
"""

TOKENS = """# Tokens: keep this file to yourself. Lines that begin with # are off.
# SLACK_BOT_TOKEN=xoxb-…
# SLACK_APP_TOKEN=xapp-…
# Where the app's tokens expire (rapport slack manifest --rotate):
# SLACK_REFRESH_TOKEN=xoxe-…
# SLACK_CLIENT_ID=…
# SLACK_CLIENT_SECRET=…
# TELEGRAM_BOT_TOKEN=123456:…
"""

NEXT = """Next:
  rapport serve              chat and desk on this machine, with the article in knowledge/
  rapport slack manifest     makes the Slack app; then put its tokens into .env
  rapport telegram setup     once TELEGRAM_BOT_TOKEN stands in .env
  rapport doctor             checks everything and says how to mend it"""


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="Where; default here.")] = Path()) -> None:
    """Make knowledge/ with a first article, rapport.toml and .env; never touch what is there."""
    for path, text, mode in (
        (folder / "knowledge" / "how-to-reach-us.md", ARTICLE, 0o644),
        (folder / "rapport.toml", SETTINGS, 0o644),
        (folder / ".env", TOKENS, 0o600),
    ):
        typer.echo(_made(path, text, mode))
    typer.echo(NEXT)


def _made(path: Path, text: str, mode: int) -> str:
    articles = path.parent if path.suffix == ".md" else None
    if path.exists() or (articles and any(articles.glob("**/*.md"))):
        return f"{'kept' if path.exists() else 'left out, there are articles already'}: {path}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path} cannot be made: {error.strerror}. Name a folder that you may write to.") from error
    return f"made: {path}"
