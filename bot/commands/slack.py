"""`rapport slack manifest`: what to paste at api.slack.com to make the app."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, help="Slack: print the app's manifest.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Slack: print the app's manifest."""


@app.command()
def manifest(
    url: Annotated[
        str, typer.Option(help="Public address, as in https://support.example.com; none: Socket Mode.")
    ] = "",
    rotate: Annotated[
        bool, typer.Option("--rotate", help="Tokens expire every 12 hours and are exchanged; cannot be undone.")
    ] = False,
) -> None:
    """Print the manifest of the Slack app as JSON: scopes and events are those that the handlers need."""
    from bot.channels import slack

    if url and not url.startswith("https://"):
        raise typer.BadParameter(
            f"{url!r} is no public address: it begins with https://, as in https://support.example.com",
            param_hint="--url",
        )
    sys.stdout.write(
        json.dumps(
            slack.manifest(f"{url.rstrip('/')}/slack/events" if url else "", rotate=rotate),
            indent=2, ensure_ascii=False,
        )
        + "\n"
    )  # fmt: skip
    if rotate:
        sys.stderr.write(
            "Its tokens expire: set SLACK_REFRESH_TOKEN, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET as well. Slack lets "
            "nobody switch this off again.\n"
        )
    sys.stderr.write(
        "Paste it at https://api.slack.com/apps → Create New App → From a manifest, install the app, then set "
        "SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP). "
        "`rapport doctor` checks them.\n"
    )
