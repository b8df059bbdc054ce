"""`rapport queue`: messages that were set aside after their last try, or that may have arrived. A person decides."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict
from typing import Annotated

import typer

from bot.errors import InputError, NotFound
from bot.settings import load
from bot.storage import queue
from bot.storage.opening import beside

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Messages that were set aside.")

Id = Annotated[str, typer.Argument(metavar="ID", help="As the list shows it: e12 for an event, p34 for a part.")]


@app.command("list")
def show(as_json: Annotated[bool, typer.Option("--json", help="Machine-readable.")] = False) -> None:
    """Show what waits for a decision, oldest first."""
    with beside(load().database) as db:
        found = db.look(queue.aside)
    if as_json:
        rows = [{**asdict(one), "at": one.at.isoformat()} for one in found]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
        return
    for one in found:
        about = f"  rapport why {one.message}" if one.message else ""
        sys.stdout.write(f"{one.id:<8}{one.status:<6}{one.channel:<10}{one.at:%Y-%m-%d %H:%M}  {one.error}{about}\n")
    if not found:
        sys.stdout.write("Nothing was set aside.\n")


@app.command()
def retry(ref: Id) -> None:
    """Try one once more: an event is answered, a part is sent again."""
    kind, number = _parse(ref)
    with beside(load().database) as db:
        if not db.now(queue.again, kind, number, db.clock()):
            raise NotFound(f"{ref} is not waiting to be tried again. `rapport queue list` shows what is.")
    sys.stdout.write(f"{ref} is queued again.\n")


@app.command()
def dismiss(ref: Id) -> None:
    """Take one off the list; its words stay in the conversation."""
    kind, number = _parse(ref)
    with beside(load().database) as db:
        if not db.now(queue.dismiss, kind, number):
            raise NotFound(f"{ref} is not on the list. `rapport queue list` shows what is.")
    sys.stdout.write(f"{ref} is off the list.\n")


def _parse(ref: str) -> tuple[str, int]:
    found = re.fullmatch(r"([ep])([0-9]{1,18})", ref.strip())
    if found is None:
        raise InputError(f'"{ref}" is no id of the list, such as e12 or p34.')
    return found[1], int(found[2])
