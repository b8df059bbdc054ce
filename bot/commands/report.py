"""`rapport report`: how things came out, over one denominator, down to the conversations behind a figure."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rapidfuzz import process
from rich.console import Console
from rich.progress import track
from sqlmodel import Session, col, select

from bot import memory, relationship
from bot.commands.policy import of_folder
from bot.errors import InputError
from bot.insights import actions, forecasts
from bot.instant import instant
from bot.relationship import membership, outcomes, surveys
from bot.relationship.outcomes import DEFINITIONS, Report
from bot.relationship.policy import Policy
from bot.settings import load
from bot.storage.db import Inline
from bot.storage.opening import beside
from bot.storage.tables import Customer
from bot.types.relationship import Standing

app = typer.Typer(add_completion=False)

MANY = 300
"""Customers from which on reading them all takes long enough to show how far it is."""
_SPAN = re.compile(r"^(?P<number>\d{1,4})(?P<unit>[hdw])$")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@app.command()
def report(
    since: Annotated[str, typer.Option(help="How far back: 24h, 30d, 8w, or an ISO date.")] = "30d",
    show: Annotated[str, typer.Option(help="List what is behind one figure, as in --show handed_off.")] = "",
    definitions: Annotated[bool, typer.Option("--definitions", help="Say what each figure means.")] = False,
    segments: Annotated[
        bool, typer.Option("--segments", help="Who is in which segment, stage and tier, and how it came out for them.")
    ] = False,
    ahead: Annotated[
        bool, typer.Option("--ahead", help="What will come, with its error, and the three things to do next.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Print how things came out. Every share is over the same contacts."""
    if definitions:
        sys.stdout.write("".join(f"{_name(kind)}: {words}\n" for kind, words in DEFINITIONS.items()))
        return
    if show and show not in DEFINITIONS:
        raise InputError(f'there is no figure "{show}".{_hint(show)} `rapport report --definitions` lists them.')
    now = utc_now()
    began = _since(since, now)
    with beside(load().database) as db:
        if ahead:
            _ahead(db, now, as_json)
        elif segments:
            _segments(db, began, now, as_json)
        elif show:
            _rows(db, show, began, now, as_json)
        else:
            _figures(db.look(outcomes.report, began, now + timedelta(seconds=1)), began, as_json)


def _hint(word: str) -> str:
    near = process.extractOne(word, list(DEFINITIONS), score_cutoff=75)
    return f' Did you mean "{near[0]}"?' if near else ""


def _since(text: str, now: datetime) -> datetime:
    if span := _SPAN.match(text):
        return now - timedelta(**{_UNITS[span["unit"]]: int(span["number"])})
    try:
        return instant(text)
    except ValueError:
        raise InputError(f"--since {text!r} is no time: write it as 30d, 24h, 8w or 2026-03-01.") from None


def _name(kind: str) -> str:
    return kind.replace("_", " ")


def _figures(found: Report, began: datetime, as_json: bool) -> None:
    scores = {kind: _scores(found, kind) for kind in ("csat", "nps")}
    if as_json:
        kinds = {
            kind: {"rows": rows, "contacts": reached, "share": round(share, 4)}
            for kind, (rows, reached, share) in found.kinds.items()
        }
        body = {"since": began.isoformat(), "contacts": found.contacts, "kinds": kinds, "details": found.details,
                "csat": _mean(scores["csat"]), "nps": surveys.nps(scores["nps"])}  # fmt: skip
        sys.stdout.write(json.dumps(body, ensure_ascii=False, indent=2, default=dict) + "\n")
        return
    lines = [f"Since {began:%Y-%m-%d %H:%M} UTC: {found.contacts} contacts "
             "(conversations in which a customer came for something)", ""]  # fmt: skip
    for kind, (rows, reached, share) in found.kinds.items():
        lines.append(f"  {_name(kind):<16}{rows:>7}   in {reached} contacts, {share:.1%}")
        lines += [f"    {detail or '(none)'}: {count}" for detail, count in found.details.get(kind, {}).items()]
    if (mean := _mean(scores["csat"])) is not None:
        lines.append(f"  csat            {mean:>7.2f}   mean of {len(scores['csat'])}, 1 to 5")
    if (score := surveys.nps(scores["nps"])) is not None:
        lines.append(f"  nps             {score:>7.0f}   of {len(scores['nps'])}, -100 to 100")
    lines += ["", "`--show KIND` lists what is behind a figure, `--definitions` says what each means."]
    sys.stdout.write("\n".join(lines) + "\n")


_AHEAD = {
    "volume": "{value:.0f} contacts in the next 7 days (error {error} a day; as a week before: {naive})",
    "churn": "{value:.0f} customers of the last 90 days will not come back in the next 90 "
    "(Brier {error}; all alike: {naive})",
    "reopen": "{value:.1%} of what is solved will come back within a week (Brier {error}; all alike: {naive})",
}


def _ahead(db: Inline, now: datetime, as_json: bool) -> None:
    """Print forecasts, each with its error tried on the past beside that of a naive guess, and what to do next."""
    expected = forecasts.forecasts(db.look(forecasts.read, now), now)
    to_do = actions.next_best(db.look(actions.read, now))
    if as_json:
        body = {"forecasts": [asdict(one) for one in expected], "actions": [asdict(one) for one in to_do]}
        sys.stdout.write(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
        return
    lines = [
        f"  {one.name:<8}{_AHEAD[one.name].format(value=one.value, error=_error(one.error), naive=_error(one.naive))}"
        for one in expected
    ]
    lines = ["What will come:", *(lines or ["  too little has happened to say"]), "", "What to do next:"]
    lines += [f"  {number}. {one.what}: {one.evidence}. Then {one.effect}." for number, one in enumerate(to_do, 1)]
    sys.stdout.write("\n".join((*lines, *([] if to_do else ["  nothing stands out"]))) + "\n")


def _error(value: float | None) -> str:
    return "not tried yet" if value is None else f"{value:.3f}"


def _segments(db: Inline, began: datetime, now: datetime, as_json: bool) -> None:
    """Print the members of each group that the policy makes, as they are now, and their contacts since then."""
    policy = of_folder(load().knowledge)
    members, contacts = db.look(_members, policy, began, now)
    found = membership.groups(members, contacts)
    if as_json:
        body = {"since": began.isoformat(), "customers": len(members), "groups": [asdict(one) for one in found]}
        sys.stdout.write(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
        return
    lines = [f"{len(members)} customers; their contacts since {began:%Y-%m-%d %H:%M} UTC", ""]
    heads = "".join(f"{_name(kind):>12}" for kind in membership.SHOWN)
    lines.append(f"  {'':<30}{'customers':>10}{'contacts':>10}{heads}")
    for one in found:
        shares = "".join(f"{one.shares[kind]:>12.1%}" for kind in membership.SHOWN)
        lines.append(f"  {f'{one.kind} {one.name}':<30}{one.customers:>10}{one.contacts:>10}{shares}")
    sys.stdout.write("\n".join(lines) + "\n")


def _shown(ids: Sequence[int]) -> Iterable[int]:
    """Show how far it is where there are many and somebody looks."""
    if len(ids) < MANY or not sys.stderr.isatty():
        return ids
    return track(ids, "reading customers", console=Console(stderr=True), transient=True)


def _members(
    session: Session, policy: Policy, began: datetime, now: datetime
) -> tuple[list[tuple[int, Standing]], dict[int, dict[int, frozenset[str]]]]:
    """Return every customer's standing and their contacts since then, all as they are at one moment."""
    ids = session.exec(select(Customer.id).where(Customer.status == "active").order_by(col(Customer.id))).all()
    members = [
        (one, relationship.load(session, memory.load(session, one, now), policy, "", now)) for one in _shown(ids)
    ]
    return members, membership.contacts(session, began, now + timedelta(seconds=1))


def _scores(found: Report, kind: str) -> list[int]:
    rated = found.details.get("rated", {})
    pairs = [(detail.partition(":"), count) for detail, count in rated.items()]
    return [int(score) for (name, _, score), count in pairs if name == kind for _ in range(count)]


def _mean(scores: list[int]) -> float | None:
    return sum(scores) / len(scores) if scores else None


def _rows(db: Inline, kind: str, began: datetime, now: datetime, as_json: bool) -> None:
    for row in db.look(outcomes.rows, began, now + timedelta(seconds=1), kind):
        if as_json:
            sys.stdout.write(json.dumps({**asdict(row), "at": row.at.isoformat()}, ensure_ascii=False) + "\n")
        else:
            case = f"#{row.case}" if row.case else ""
            sys.stdout.write(f"{row.at:%Y-%m-%d %H:%M}  {row.conversation or '(erased)':<34}{case:<7}{row.detail}\n")
