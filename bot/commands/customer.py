"""`rapport customer`: one person's memory – list, show, export, import, erase, link, unlink.

These commands are no engines: they work beside a running one, in short transactions. Erasing is the engine's work
where one runs, since it may hold the customer's turn in its hands.
"""

from __future__ import annotations

import csv
import io
import json
import math
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from bot.admin_files import why_unreadable
from bot.errors import InputError, NotFound
from bot.instant import bounded
from bot.memory import access, pack, portable, privacy, search
from bot.memory import load as recall
from bot.memory.identities import differing, find, find_or_named, survivor, to_unlink
from bot.memory.recall import facts_as_of
from bot.memory.registry import Registry
from bot.memory.registry import load as load_registry
from bot.relationship import contact, ideas, panel
from bot.settings import load
from bot.storage import files
from bot.storage.db import Inline
from bot.storage.opening import beside, engine_running, scrub
from bot.storage.tables import Customer, Erasure, Identity, Message
from bot.types.memory import Fact, Known, Line

if TYPE_CHECKING:
    from bot.business import Told

app = typer.Typer(add_completion=False, no_args_is_help=True, help="One person's memory.")

PATIENCE = 15.0
"""Seconds that `erase` waits for a running engine."""
POLL = 0.2
SHOWN = 10
"""Messages that `show` prints."""

Ref = Annotated[str, typer.Argument(metavar="ID", help="Public id (6 digits do), channel:user or channel:realm:user.")]
AsJson = Annotated[bool, typer.Option("--json", help="Machine-readable.")]


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _print_json(value: Any) -> None:
    _print(json.dumps(value, ensure_ascii=False, indent=2))


# --- ideas -------------------------------------------------------------------------------------


@app.command("ideas")
def ideas_(as_json: AsJson = False) -> None:
    """List what customers suggested, latest first."""
    with beside(load().database) as db:
        rows = db.look(ideas.kept)
    if as_json:
        _print_json([{**asdict(row), "at": row.at.isoformat()} for row in rows])
        return
    for row in rows:
        _print(f"{row.id:>6}  {row.at:%Y-%m-%d}  {row.customer[:12]}  {'told ' if row.shipped else '     '}{row.words}")
    if not rows:
        _print("Nobody has suggested anything yet.")


@app.command()
def shipped(
    idea: Annotated[int, typer.Argument(metavar="IDEA", help="Its number in `rapport customer ideas`.")],
    words: Annotated[str, typer.Argument(help="What there is now, as the customer is to read it.")],
) -> None:
    """An idea has become real: its author is told once, in their own chat, unless they opted out."""
    with beside(load().database) as db:
        db.now(ideas.ship, idea, " ".join(words.split()), db.clock())
    _print("Its author is told at a decent hour of theirs.")


# --- panel -------------------------------------------------------------------------------------


@app.command("panel")
def panel_(as_json: AsJson = False) -> None:
    """List who may be asked for a review, or for an opinion before something is changed; opt-outs are left out."""
    with beside(load().database) as db:
        rows = db.look(_asked_again, db.clock())
    if as_json:
        _print_json([{**asdict(row), "since": row.since.isoformat()} for row in rows])
        return
    for row in rows:
        _print(f"{row.customer[:12]}  {row.since:%Y-%m-%d}  {', '.join(row.ways):<14}  {row.account}")
    if not rows:
        _print("Nobody has agreed to be asked yet.")


def _asked_again(session: Session, now: datetime) -> list[panel.Member]:
    everybody = panel.members(session)
    return [one for one in everybody if not contact.refused(recall(session, one.customer_id, now), "review")]


# --- list --------------------------------------------------------------------------------------


LISTED = 50
"""Customers that are shown where nobody asks for all."""


@app.command("list")
def list_(
    as_json: AsJson = False,
    everybody: Annotated[bool, typer.Option("--all", help="All of them, however many; --json lists all, too.")] = False,
) -> None:
    """List the customers who wrote last, latest first: 50 of them, or --all."""
    everybody = everybody or as_json  # a program that reads it would not notice who is missing
    with beside(load().database) as db:
        found = db.look(_rows, None if everybody else LISTED + 1)
    rows = found if everybody else found[:LISTED]
    if as_json:
        _print_json(rows)
    elif not rows:
        _print("Nobody has written yet.")
    for row in () if as_json else rows:
        accounts = ", ".join(f"{one['channel']}:{one['user']}" for one in row["identities"])
        _print(f"{row['id'][:12]}  {row['last'] or row['since']}  {row['messages']:>5} messages  {accounts}")
    if len(found) > len(rows):
        typer.echo("There are more: `rapport customer list --all` lists everybody.", err=True)


def _rows(session: Session, most: int | None) -> list[dict[str, Any]]:
    """Who there is, latest first: nothing of what they said."""
    last = func.max(Message.sent_at)
    said = and_(col(Message.identity_id) == col(Identity.id), col(Message.role) == "customer")
    query = (
        select(Customer, func.count(col(Message.id)), last)
        .join(Identity, col(Identity.customer_id) == col(Customer.id), isouter=True)
        .join(Message, said, isouter=True)
        .where(col(Customer.status).in_(("active", "barred")))
        .group_by(col(Customer.id))
        .order_by(func.coalesce(last, Customer.created_at).desc(), col(Customer.id).desc())
        .limit(most)
    )
    shown = query.with_only_columns(col(Customer.id), maintain_column_froms=True)
    accounts: dict[int, list[Identity]] = {}
    for identity in session.exec(
        select(Identity).where(col(Identity.customer_id).in_(shown)).order_by(col(Identity.id))
    ):
        accounts.setdefault(identity.customer_id, []).append(identity)
    return [_row(person, accounts.get(person.id, []), count, at) for person, count, at in session.exec(query).all()]


def _row(person: Customer, accounts: list[Identity], messages: int, last: datetime | None) -> dict[str, Any]:
    return {
        "id": person.public_id,
        "since": _when(person.created_at),
        "last": _when(last) if last else None,
        "messages": messages,
        "identities": [
            {"channel": account.channel, "realm": account.realm, "user": account.external_id,
             "name": account.display_name}
            for account in accounts
        ],
    }  # fmt: skip


def _when(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")


# --- show --------------------------------------------------------------------------------------


def _near(at: datetime | None) -> datetime | None:
    """Return the moment that was asked for. Raises BadParameter where the calendar ends near it."""
    try:
        return at and bounded(at)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


@app.command()
def show(
    ref: Annotated[str, typer.Argument(metavar="ID", help="Public id (6 digits do), channel:user, or a name.")],
    as_json: AsJson = False,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", callback=_near, help="What was known and held true at the end of that day (UTC)."),
    ] = None,
    hindsight: Annotated[
        bool, typer.Option("--hindsight", help="With --as-of: what is known now of that day, told later or not.")
    ] = False,
    about: Annotated[
        str, typer.Option("--about", help="The context pack for a question: what the bot would see.")
    ] = "",
    log: Annotated[bool, typer.Option("--log", help="Who looked at or changed it.")] = False,
) -> None:
    """Show what is remembered of a customer, each fact with day, channel, confidence and words."""
    with beside(load().database) as db:
        now = db.clock()
        known, accesses = db.now(_looked_at, ref, as_of, now, hindsight)
        if about:
            _print(pack(known, db.look(search, known.customer_id, about, now), now).text)
            return
    if as_json:
        _print_json(_known_json(known) | ({"accesses": accesses} if log else {}))
        return
    _print("\n".join(_card(known)))
    if log:
        _print("\nAccesses\n" + "\n".join(f"  {one['at'][:16]}  {one['purpose']:<8}{one['actor']}" for one in accesses))


def _looked_at(
    session: Session, ref: str, as_of: datetime | None, now: datetime, hindsight: bool
) -> tuple[Known, list[dict[str, str]]]:
    """Return what is known, now or as of a day, and who has looked before; this look is noted too."""
    known = _known(session, ref, now)
    if as_of is not None:
        end = as_of + timedelta(days=1 if as_of.time() == datetime.min.time() else 0)
        facts = tuple(facts_as_of(session, known.customer_id, end, known_at=now if hindsight else None))
        told = tuple(line for line in known.history if line.at <= end)
        known = replace(known, facts=facts, pending=(), past=(), history=told)
    before = [
        {"at": row.at.isoformat(), "actor": row.actor, "purpose": row.purpose}
        for row in access.of_customer(session, known.public_id)
    ]
    access.note(session, known.customer_id, access.by_command(), "show", now)
    return known, before


def _known(session: Session, ref: str, now: datetime) -> Known:
    return recall(session, find_or_named(session, ref), now, history=SHOWN)


def _known_json(known: Known) -> dict[str, Any]:
    return {
        "id": known.public_id,
        "name": known.name,
        "identities": [{"channel": channel, "name": name} for channel, name in known.identities],
        "facts": [_fact_json(fact) for fact in (*known.facts, *known.pending)],
        "issues": [{"title": one.title, "opened_at": one.opened_at.isoformat()} for one in known.issues],
        "tried": sorted(known.tried),
        "messages": [_line_json(line) for line in known.history],
        "last_contact": known.last_contact.isoformat() if known.last_contact else None,
    }


def _fact_json(fact: Fact) -> dict[str, Any]:
    return {
        "key": fact.key, "value": fact.value, "status": fact.status, "confidence": fact.confidence,
        "valid_from": fact.valid_from.isoformat(),
        "valid_to": fact.valid_to.isoformat() if fact.valid_to else None, "recorded_at": fact.recorded_at.isoformat(),
        "channel": fact.channel, "quote": fact.quote,
    }  # fmt: skip


def _line_json(line: Line) -> dict[str, Any]:
    return {"role": line.role, "text": line.text, "channel": line.channel, "at": line.at.isoformat()}


def _card(known: Known) -> Iterator[str]:
    yield f"{known.name or 'Unnamed'}  {known.public_id}"
    yield "On: " + ", ".join(f"{channel} {name}".strip() for channel, name in known.identities)
    yield "\nRemembered"
    for fact in (*known.facts, *known.pending):
        sure = "not sure" if fact.status == "pending" else f"{fact.confidence:.0%} sure"
        words = f"  “{' '.join(fact.quote.split())[:60]}”" if fact.quote else ""
        yield f"  {fact.key:<24}{fact.value:<24}{fact.valid_from:%Y-%m-%d}, {fact.channel:<9} {sure}{words}"
    for fact in known.past:
        yield f"  {fact.key:<24}{fact.value:<24}until {fact.valid_to:%Y-%m-%d}, {fact.channel}"
    if not known.facts and not known.pending and not known.past:
        yield "  nothing"
    if known.issues:
        yield "\nOpen issues"
    for issue in known.issues:
        yield f"  {issue.title} (since {issue.opened_at:%Y-%m-%d}, {issue.channel})"
    if known.tried:
        yield "Did not help: " + ", ".join(sorted(known.tried))
    yield "\nLast messages"
    for line in known.history:
        who = line.speaker or line.role
        yield f"  {_when(line.at)} {line.channel:<9} {who}: {' '.join(line.text.split())[:100]}"


# --- export, erase -----------------------------------------------------------------------------


@app.command()
def export(ref: Ref) -> None:
    """Print everything stored of a customer as JSON."""
    with beside(load().database) as db:
        _print_json(db.now(_export, ref, db.clock()))


def _export(session: Session, ref: str, now: datetime) -> dict[str, Any]:
    customer_id = find(session, ref)
    access.note(session, customer_id, access.by_command(), "export", now)
    return privacy.export(session, customer_id, now)


def _import_copy(file: Path, again: bool, as_json: bool) -> None:
    with beside(load().database) as db:
        copy = portable.read(_text(file))
        db.now(_bring, copy, again, db.clock())
    held = {name: len(getattr(copy, name)) for name in ("identities", "messages", "facts", "issues", "events")}
    if as_json:
        _print_json({"id": copy.customer.public_id, **held})
    else:
        _print(
            f"Imported {copy.customer.public_id[:12]}: " + ", ".join(f"{n} {name}" for name, n in held.items()) + "."
        )


def _bring(session: Session, copy: portable.Copy, again: bool, now: datetime) -> None:
    customer_id = portable.bring(session, copy, now, again=again)
    access.note(session, customer_id, access.by_command(), "import", now)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(why_unreadable(file, error)) from error


@app.command()
def erase(ref: Ref, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Erase a customer for good, over all linked accounts."""
    with beside(load().database) as db:
        known = db.look(_known, ref, db.clock())
        accounts = ", ".join(f"{channel} {name}".strip() for channel, name in known.identities)
        question = f"Erase {known.name or known.public_id[:12]} ({accounts}) for good?"
        if not yes and not typer.confirm(question, err=True):
            _print("Nothing was erased.")
            raise typer.Exit(1)
        _erase(db, known.customer_id)


def _erase(db: Inline, customer_id: int) -> None:
    now = db.clock()
    db.now(access.note, customer_id, access.by_command(), "erase", now)
    if engine_running(db.url):
        _let_engine_erase(db, customer_id, now)
        return
    rows = db.now(privacy.erase, customer_id, now)
    folder = files.Files(load().files_folder, db.url)
    db.now(files.let_go, folder.remove(db.look(files.discarded)))
    for request, customer in db.look(privacy.pending):
        if customer == customer_id:
            db.now(privacy.finish, request, now)
    if not scrub(db.engine):
        raise InputError(f"{rows} rows are erased, but another program reads the database, so that old bytes still "
                         "stand in its log. Close that program, and run the command again.")  # fmt: skip
    _print(f"Erased: {rows} rows. Nothing is left but the note that it was done.")


def _let_engine_erase(db: Inline, customer_id: int, now: datetime) -> None:
    request = db.now(privacy.request_erasure, customer_id, now)
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if (rows := db.look(_done, request)) is not None:
            _print(f"Erased by the running engine: {rows} rows.")
            return
        time.sleep(POLL)
    _print("The running engine was asked to erase and has not answered yet; it will do so with its next round.")


def _done(session: Session, request: int) -> int | None:
    """Return how many rows went; None while the request waits."""
    row = session.get_one(Erasure, request)
    return row.rows if row.done_at else None


# --- import ------------------------------------------------------------------------------------


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="A copy (.json), or CSV or JSON lines; docs/relationship.md has the format.")
    ],
    as_json: AsJson = False,
    again: Annotated[bool, typer.Option("--again", help="Bring in a copy of one who was erased here.")] = False,
) -> None:
    """Bring in a copy that `export` wrote, or what another system knows: orders, visits, plans, facts.

    What is told twice is stored once. Of a copy, cases and decisions stay out.
    """
    from bot import business

    if file.suffix.lower() == ".json":
        _import_copy(file, again, as_json)
        return
    with beside(load().database) as db:
        registry = load_registry(load().knowledge / "memory.toml")
        now = db.clock()
        lines = [(ref, _told(where, line, registry, now)) for where, ref, line in _import_lines(file)]
        if not lines:
            raise InputError(f"{file} holds no lines: docs/relationship.md has the format. Nothing was stored.")

        def keep(session: Session) -> int:
            return sum(business.tell(session, ref, told, "import", registry, now) for ref, told in lines)

        stored = db.now(keep)
    if as_json:
        _print_json({"stored": stored, "known": len(lines) - stored})
    else:
        _print(f"{stored} of {len(lines)} lines were new and are stored.")


def _told(where: str, line: dict[str, Any], registry: Registry, now: datetime) -> Told:
    from bot import business

    try:
        return business.read(line, registry, now)
    except InputError as error:
        raise InputError(f"{where}: {error} Nothing was stored.") from error


def _import_lines(file: Path) -> Iterator[tuple[str, tuple[str, str, str], dict[str, Any]]]:
    """Yield each line with where it stands and whose it is. Raises InputError."""
    text = _text(file)
    if file.suffix.lower() not in (".csv", ".jsonl"):
        raise InputError(f"{file}: the name must end in .json (a copy), .csv or .jsonl")
    rows = _csv(text) if file.suffix.lower() == ".csv" else _jsonl(file, text)
    for number, row in rows:
        where = f"{file}:{number}"
        channel, realm, user = (str(row.pop(name, "") or "") for name in ("channel", "realm", "user"))
        if not channel or not user:
            raise InputError(f'{where}: "channel" and "user" are needed, as in telegram and 701. Nothing was stored.')
        yield where, (channel, realm, user), row


def _csv(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """A column whose name has a dot is a fact; what looks like a number is one."""
    for row in (reader := csv.DictReader(io.StringIO(text))):
        cells = {str(name): value for name, value in row.items() if name and value}
        facts = {name: value for name, value in cells.items() if "." in name}
        line = {name: value if name in _WORDS else _cell(value) for name, value in cells.items() if name not in facts}
        yield reader.line_num, {**line, "facts": facts}


_WORDS = ("channel", "realm", "user", "event", "id", "at")
"""Columns that are words, whatever they look like."""


def _cell(value: str) -> str | float:
    try:
        number = float(value)
    except ValueError:
        return value
    return number if math.isfinite(number) else value  # "Nan" and "Infinity" are names, too


def _jsonl(file: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip():
            continue
        try:
            line = json.loads(raw)
        except ValueError as error:
            raise InputError(f"{file}:{number}: no JSON object: {error}. Nothing was stored.") from error
        if not isinstance(line, dict):
            raise InputError(f"{file}:{number}: no JSON object. Nothing was stored.")
        yield number, line


# --- link, unlink ------------------------------------------------------------------------------


@app.command()
def link(
    a: Annotated[str, typer.Argument(metavar="A")],
    b: Annotated[str, typer.Argument(metavar="B")],
    reason: Annotated[str, typer.Option("--reason", help="How you know that A and B are one person.")] = "",
) -> None:
    """Make two customers one. It can be undone at any time."""
    from bot import linking

    if not reason.strip():
        sys.stderr.write('rapport customer: say how you know that they are one person: --reason "…"\n')
        raise typer.Exit(2)

    def act(session: Session, now: datetime) -> tuple[int, list[tuple[str, str, str]]]:
        one, other = find(session, a), find(session, b)
        differ = differing(session, one, other)
        linked = linking.link(session, one, other, method="agent", actor=access.by_command(), evidence=reason, now=now)
        access.note(session, linked.into_customer_id, access.by_command(), "link", now)
        return len(linked.moved_identity_ids), differ

    with beside(load().database) as db:
        moved, differ = db.now(act, db.clock())
    for key, mine, theirs in differ:
        _print(f"They differ in {key}: {mine} / {theirs}; the newest is shown, both are kept.")
    _print(f"Linked: {a} and {b} are one customer now ({moved} accounts moved). Both are told. "
           f"`rapport customer unlink` undoes it.")  # fmt: skip


@app.command()
def unlink(a: Annotated[str, typer.Argument(metavar="A")]) -> None:
    """Give an account back to the customer it came from."""
    from bot import linking

    def act(session: Session, now: datetime) -> None:
        linking.unlink(session, _linked_account(session, a), access.by_command(), now)
        access.note(session, find(session, a), access.by_command(), "unlink", now)

    with beside(load().database) as db:
        db.now(act, db.clock())
    _print(f"Unlinked: {a} stands for itself again.")


def _linked_account(session: Session, ref: str) -> int:
    """Return the account to be unlinked: the one named, or for a whole customer the one linked last."""
    customer_id = survivor(session, find(session, ref))
    accounts = session.exec(
        select(Identity).where(Identity.customer_id == customer_id).order_by(col(Identity.id))
    ).all()
    named = [one for one in accounts if ref in _names(one)]
    if not named and ":" in ref:
        raise NotFound(f'no account "{ref}". `rapport customer list` shows them.')
    if not accounts:
        raise NotFound(f'customer "{ref}" has no account.')
    chosen = (named or list(accounts))[0].id
    return to_unlink(session, chosen) or chosen


def _names(account: Identity) -> tuple[str, str]:
    return (
        f"{account.channel}:{account.external_id}",
        f"{account.channel}:{account.realm}:{account.external_id}",
    )
