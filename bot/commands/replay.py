"""`rapport replay`: run a recorded or written dialogue on a clock of its own; one JSON line a reply."""

from __future__ import annotations

import asyncio
import difflib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session, col, select

from bot import app as house
from bot import business, engine, intake, linking, memory
from bot.admin_files import why_unreadable
from bot.channels.web import Web
from bot.errors import InputError
from bot.instant import instant
from bot.memory import identities, issues
from bot.memory.facts import DENIAL
from bot.memory.registry import Registry
from bot.settings import load
from bot.storage import queue
from bot.storage.tables import (
    Agent,
    Case,
    Customer,
    Decision,
    Fact,
    FactSource,
    Identity,
    Inbound,
    Message,
    Outbox,
)
from bot.types.chat import Address, Sender
from bot.types.chat import Inbound as Event
from bot.types.handoff import OPEN, Actor, Verb

app = typer.Typer(add_completion=False)

ACCOUNT = "replay"
AGENT = "Agent"


@dataclass
class Line:
    """One line of the file, and where it stands."""

    row: int
    at: datetime
    body: dict[str, Any]
    file: str = ""

    @property
    def where(self) -> str:
        """Return `file:line`."""
        return f"{self.file}:{self.row}" if self.file else f"line {self.row}"

    def text(self, name: str) -> str:
        value = self.body.get(name)
        if not isinstance(value, str):
            raise InputError(f'"{name}" is missing or no text')
        return value

    def number(self, name: str, default: int) -> int:
        value = self.body.get(name, default)
        if not isinstance(value, int):
            raise InputError(f'"{name}" is no whole number')
        return value


class Played(Web):
    """A chat app of a recorded dialogue: its lines are words."""

    takes_files = False


@dataclass
class Stage:
    """The state of one replay: the engine on its own clock, and which message is which line."""

    app: house.App
    now: datetime
    show: Callable[[dict[str, Any]], None]
    """What is done with each line of output."""
    numbers: dict[int, int] = field(default_factory=dict)
    """message id → n"""
    shown: int = 0
    """Last outbox row printed."""
    last: dict[tuple[str, str], int] = field(default_factory=dict)
    """(channel, customer) → n of their newest message, which an edit is of where it says nothing else."""


def _lines(path: Path) -> Iterator[Line]:
    try:
        rows = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(why_unreadable(path, error)) from error
    for row, raw in enumerate(rows, 1):
        if not raw.strip():
            continue
        try:
            yield _spelt(line(row, json.loads(raw), str(path)))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f'{path}:{row}: not a JSON object with an ISO time "at": {error}') from error


_FIELDS = ("at", "n", "channel", "role", "from", "to", "text", "agent", "event", "a", "b", "method", "name", "choice",
           "of", "kind", "data", "facts")  # fmt: skip


def _spelt(line: Line) -> Line:
    """Return the line. Raises InputError for a field that is nearly one of ours: it would be passed over."""
    for name in line.body.keys() - _FIELDS:
        near = difflib.get_close_matches(name, _FIELDS, 1, cutoff=0.8)
        if near and near[0] not in line.body:
            raise InputError(f'{line.where}: unknown field "{name}": did you mean "{near[0]}"?')
    return line


def line(row: int, body: dict[str, Any], file: str = "") -> Line:
    """Return a line of a dialogue. Raises KeyError, TypeError or ValueError where its time is missing or none."""
    return Line(row, instant(body["at"]), body, file)


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help="Dialogue as JSON lines; docs/operators.md has the format.")],
    until: Annotated[str, typer.Option(help="Let timers fire until this ISO time.")] = "",
    no_answer: Annotated[bool, typer.Option("--no-answer", help="Only learn; say nothing.")] = False,
    facts: Annotated[bool, typer.Option("--facts", help="End with what is remembered of each customer.")] = False,
    knowledge: Annotated[Path | None, typer.Option(help="Another folder of articles.")] = None,
    against: Annotated[Path | None, typer.Option(help="A second folder: both side by side.")] = None,
    burst: Annotated[
        float, typer.Option(min=0, max=3, help="Fragments within so many seconds are one turn, as under serve (2).")
    ] = 0.0,
) -> None:
    """Print one JSON line for each reply. The same file gives the same lines.

    With --against, a line for each line of the file, with what both folders of articles say to it.
    """
    lines = list(_lines(file))
    if not lines:
        raise InputError(f"{file} has no lines to play; docs/operators.md has the format.")
    end = _until(until)
    for earlier, later in pairwise(lines):
        if later.at < earlier.at:
            raise InputError(f"{later.where}: goes back in time, from {earlier.at} to {later.at}. Sort the lines.")
    folder = knowledge or load().knowledge
    if missing := next((one for one in (folder, against) if one and not one.is_dir()), None):
        raise InputError(f"no knowledge folder at {missing}: name one that holds articles.")
    options = (end, no_answer, facts)
    if against is None:
        run(lines, folder, _print, options, burst)
        return
    sides: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    for side, where in zip(sides, (folder, against), strict=True):
        run(lines, where, side.append, options, burst)
    for row in side_by_side(*sides):
        _print(row)


def _until(text: str) -> datetime | None:
    try:
        return instant(text) if text else None
    except ValueError as error:
        raise InputError(f"--until {text!r} is no time: write it as 2026-03-09T12:00:00Z or 2026-03-09.") from error


def side_by_side(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield what two folders of articles say to each line, and whether it is the same; scores do not count.

    What a timer says comes last, then what is remembered.
    """
    left, right = _by_line(one), _by_line(other)
    for line in sorted(left.keys() | right.keys(), key=lambda n: (n is None, n or 0)):
        here, there = left.get(line, []), right.get(line, [])
        same = [_said(row) for row in here] == [_said(row) for row in there]
        yield {"in_reply_to": line, "same": same, "knowledge": here, "against": there}


def _by_line(rows: list[dict[str, Any]]) -> dict[int | None, list[dict[str, Any]]]:
    found: dict[int | None, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.get("in_reply_to"), []).append(row)
    return found


def _said(row: dict[str, Any]) -> dict[str, Any]:
    sources = [{**source, "score": None} for source in row.get("sources", [])]
    return {**row, "sources": sources}


def run(
    lines: list[Line], knowledge: Path, show: Callable[[dict[str, Any]], None],
    options: tuple[datetime | None, bool, bool] = (None, False, False), burst: float = 0.0,
) -> None:  # fmt: skip
    """Play the lines on a throw-away database with one folder of articles.

    `options` are until when timers fire, whether nothing is answered, and whether facts are shown at the end; `burst`
    is within how many seconds fragments are one turn.
    """
    with tempfile.TemporaryDirectory() as folder:
        settings = load().model_copy(
            update={
                "database": f"sqlite:///{folder}/replay.db",
                "burst": burst,
                "llm": "",  # the same file gives the same lines
                "knowledge": knowledge,
            }
        )
        names = {_channel(line.body) for line in lines} | {
            str(ref).partition(":")[0] for line in lines for ref in (line.body.get("a"), line.body.get("b")) if ref
        }
        channels = {(name, ACCOUNT): Played(name, ACCOUNT) for name in names}
        stage: list[Stage] = []
        with house.inline(settings, dict(channels), lambda: stage[0].now) as built:
            stage.append(Stage(built, lines[0].at, show))
            asyncio.run(play(stage[0], lines, *options))


def _channel(body: dict[str, Any]) -> str:
    return str(body.get("channel", "terminal"))


async def play(
    stage: Stage, lines: Sequence[Line], until: datetime | None, no_answer: bool, facts: bool, first: int = 0
) -> None:
    """Show each reply as its time comes, then what is remembered of the customers from the id `first` on.

    Raises InputError that names the line.
    """
    if not no_answer:
        await stage.app.engine.knowledge.embed(stage.app.db)
    for line in lines:
        await _wait(stage, line.at, no_answer)
        try:
            await _perform(stage, line, no_answer)
        except InputError as error:
            raise InputError(f"{line.where}: {error}") from error
        await _settle(stage, no_answer)
    if burst := stage.app.settings.burst:
        await _wait(stage, stage.now + timedelta(seconds=burst), no_answer)
        await _settle(stage, no_answer)
    if until:
        await _wait(stage, until, no_answer)
    if facts:
        for row in _now(stage, _facts, stage.numbers, first, stage.now):
            stage.show(row)


def _now(stage: Stage, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return stage.app.db.now(fn, *args, **kwargs)  # type: ignore[attr-defined]  # it is inline


async def _wait(stage: Stage, moment: datetime, no_answer: bool) -> None:
    """Go on to a moment, stopping at whatever is due before it."""
    while (due := _now(stage, queue.next_due)) is not None and due <= moment:
        stage.now = max(stage.now, due)
        await _settle(stage, no_answer)
        if (after := _now(stage, queue.next_due)) is not None and after <= stage.now:
            break
    stage.now = max(stage.now, moment)


async def _settle(stage: Stage, no_answer: bool) -> None:
    if no_answer:
        _now(stage, _learn_only, stage.app.engine, stage.now)
        return
    await stage.app.worker.drain()
    rows, stage.shown = _now(stage, _new_replies, stage.shown, stage.numbers)
    for row in rows:
        stage.show(row)


def _print(row: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


# --- one line ------------------------------------------------------------------------------------


async def _perform(stage: Stage, line: Line, no_answer: bool) -> None:
    if "event" in line.body:
        await _event(stage, line, no_answer)
        return
    role = line.body.get("role", "customer")
    if role == "customer":
        number = line.number("n", line.row)
        event = _inbound(line, "message", number)
        await stage.app.receive(event)
        stage.numbers[_now(stage, _message_of, event)] = number
        stage.last[event.address.channel, event.address.chat] = number
    elif role == "bot" or (role == "agent" and no_answer):
        _now(stage, _record_said, line, role, stage.now)
    elif role == "agent":
        _act(stage, line, "reply", line.text("text"))
    else:
        raise InputError(f'role "{role}" is none of customer, bot, agent')


def _inbound(line: Line, kind: Any, number: int | None = None) -> Event:
    channel, user = _channel(line.body), str(line.body.get("from", ""))
    if not user:
        raise InputError('"from" is missing')
    return Event(
        key=f"line:{line.row}", address=Address(channel, ACCOUNT, user), sender=Sender("", user), kind=kind,
        text=line.text("text") if kind == "message" else str(line.body.get("text", "")),
        choice=str(line.body.get("choice", "")), sent_at=line.at,
        data={} if number is None else {"external_id": str(number)},
    )  # fmt: skip


def _message_of(session: Session, event: Event) -> int:
    return session.exec(select(Inbound.message_id).where(Inbound.key == event.key)).one() or 0


def _record_said(session: Session, line: Line, role: str, now: datetime) -> None:
    """Something that the bot (or, when only learning, an agent) said in the past: recorded, not sent."""
    user = str(line.body.get("to") or line.text("from"))
    who = identities.resolve(session, Address(_channel(line.body), ACCOUNT, user), Sender("", user), now)
    conversation = intake.episode(session, who.customer_id, now, 86400)
    session.add(
        Message(identity_id=who.identity_id, conversation_id=conversation, role=role, kind="answer",
                text=line.text("text"), sent_at=line.at, received_at=now)
    )  # fmt: skip


async def _event(stage: Stage, line: Line, no_answer: bool) -> None:
    name = str(line.body["event"])
    if name in ("link", "unlink", "display_name"):
        _now(stage, {"link": _link, "unlink": _unlink, "display_name": _display_name}[name], line, stage.now)
    elif name in ("claim", "note", "hand_back", "resolve"):
        if no_answer:  # who only learns opens no case
            return
        _act(stage, line, name, str(line.body.get("text", "")))
    elif name == "press":
        await stage.app.receive(_inbound(line, name))
    elif name == "edit":
        newest = stage.last.get((_channel(line.body), str(line.body.get("from", ""))))
        await stage.app.receive(_inbound(line, name, line.number("of", newest or 0)))
    elif name == "business":
        _now(stage, _business, line, stage.app.engine.registry, stage.now)
    else:
        raise InputError(
            f'unknown event "{name}". Known: link, unlink, display_name, claim, note, hand_back, '
            "resolve, press, edit, business."
        )


def _customer(session: Session, ref: str, now: datetime) -> int:
    """Return the customer behind `channel:user`, who may not have written yet."""
    channel, _, user = ref.partition(":")
    return identities.resolve(session, Address(channel, ACCOUNT, user), Sender("", user), now).customer_id


def _link(session: Session, line: Line, now: datetime) -> None:
    method: Any = line.body.get("method", "code")
    a, b = (_customer(session, line.text(side), now) for side in ("a", "b"))
    linking.link(session, a, b, method=method, actor="replay", evidence=f"line {line.row}", now=now)


_OF_LINE = ("at", "event", "channel", "from", "n", "kind", "data", "facts")


def _business(session: Session, line: Line, registry: Registry, now: datetime) -> None:
    """What another system tells: `kind` is what happened; its amounts and names stand in `data`, or beside it."""
    beside = {name: value for name, value in line.body.items() if name not in _OF_LINE}
    data = line.body.get("data") or {}
    kind = str(line.body.get("kind") or "").strip().replace(" ", "_")
    told = {**beside, **(data if isinstance(data, dict) else {}), "event": kind,
            "facts": line.body.get("facts") or {}, "id": f"line:{line.row}", "at": line.at.isoformat()}  # fmt: skip
    business.tell(session, (_channel(line.body), "", line.text("from")), business.read(told, registry, now),
                  "replay", registry, now)  # fmt: skip


def _unlink(session: Session, line: Line, now: datetime) -> None:
    ref = str(line.body.get("b") or line.text("a"))
    channel, _, user = ref.partition(":")
    who = identities.resolve(session, Address(channel, ACCOUNT, user), Sender("", user), now)
    moved = identities.to_unlink(session, who.identity_id)
    if moved is None:
        raise InputError(f"{ref} is not linked")
    linking.unlink(session, moved, "replay", now)


def _display_name(session: Session, line: Line, now: datetime) -> None:
    user = line.text("from")
    identities.resolve(
        session, Address(_channel(line.body), ACCOUNT, user), Sender("", user, str(line.body.get("name", ""))), now
    )


def _act(stage: Stage, line: Line, verb: Any, text: str) -> None:
    case_id = _now(stage, _case, line, stage.now)
    agent = _now(stage, _agent, str(line.body.get("agent", AGENT)), stage.now)
    if verb in ("resolve", "hand_back"):  # a recorded dialogue may leave the claim out
        _now(stage, stage.app.engine.act, agent, Verb("claim", case_id, f"claim:{line.row}", take_over=True), stage.now)
    _now(stage, stage.app.engine.act, agent, Verb(verb, case_id, f"line:{line.row}", text), stage.now)


def _agent(session: Session, name: str, now: datetime) -> Actor:
    row = session.exec(select(Agent).where(Agent.name == name)).first()
    if row is None:
        row = Agent(name=name, created_at=now)
        session.add(row)
        session.flush()
    return Actor(row.id, row.name)


def _case(session: Session, line: Line, now: datetime) -> int:
    """Return the open case of the line's customer."""
    ref = f"{_channel(line.body)}:{line.body.get('to') or line.body.get('from', '')}"
    case = session.exec(
        select(Case)
        .where(Case.customer_id == _customer(session, ref, now), col(Case.state).in_(OPEN))
        .order_by(col(Case.id).desc())
        .limit(1)
    ).first()
    if case is None:
        raise InputError(f"{ref} has no open case")
    return case.id


# --- what comes out ------------------------------------------------------------------------------


def _new_replies(session: Session, shown: int, numbers: dict[int, int]) -> tuple[list[dict[str, Any]], int]:
    """Return the replies since the outbox row `shown`, in the documented form."""
    rows = session.exec(
        select(Outbox, Message).join(Message, col(Message.id) == col(Outbox.message_id))
        .where(Outbox.id > shown, Outbox.status == "sent").order_by(col(Outbox.id))
    ).all()  # fmt: skip
    replies = [_reply(session, outbox, message, numbers) for outbox, message in rows if message.role == "bot"]
    return replies, max((outbox.id for outbox, _ in rows), default=shown)


def _reply(session: Session, outbox: Outbox, message: Message, numbers: dict[int, int]) -> dict[str, Any]:
    trigger = session.get(Inbound, outbox.inbound_id) if outbox.inbound_id else None
    decision = (
        session.exec(
            select(Decision).where(
                Decision.conversation_id == message.conversation_id,
                Decision.in_reply_to == (trigger.message_id if trigger and trigger.message_id else -1),
            )
        ).first()
        or session.exec(select(Decision).where(Decision.message_id == message.id)).first()
    )
    case = session.exec(
        select(Case.number).where(Case.conversation_id == message.conversation_id, col(Case.state).in_(OPEN))
    ).first()
    used = [fact for id_ in (decision.facts if decision else []) if (fact := session.get(Fact, id_))]
    return {
        "in_reply_to": numbers.get(trigger.message_id or 0) if trigger else None,
        "at": _iso(message.sent_at),
        "channel": outbox.body["address"]["channel"],
        "to": outbox.body["address"]["chat"],
        "text": message.text,
        "decision": message.kind,
        "choices": [choice["label"] for choice in message.choices],
        "sources": [{key: source[key] for key in ("article", "section", "score")} for source in message.sources],
        "used_facts": [{"key": fact.key, "value": fact.value} for fact in used],
        "case": case,
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _learn_only(session: Session, built: engine.Engine, now: datetime) -> None:
    """Learn from what waits, and answer nothing."""
    for claim in queue.claim(session, "in", "replay", now):
        turn = built.load(session, claim, now)
        if turn is None:
            queue.pass_over(session, claim, now)
            continue
        built.hearing.learn_only(session, turn, now)
        queue.complete(session, claim, turn.events, now)


def _facts(session: Session, numbers: dict[int, int], first: int, now: datetime) -> list[dict[str, Any]]:
    customers = session.exec(
        select(Customer).where(Customer.status == "active", col(Customer.id) >= first).order_by(col(Customer.id))
    ).all()
    return [_facts_of(session, customer, numbers, now) for customer in customers]


def _facts_of(session: Session, customer: Customer, numbers: dict[int, int], now: datetime) -> dict[str, Any]:
    """Return a customer's facts as their card has them: of what linked identities hold, the newest counts."""
    own = session.exec(select(Identity).where(Identity.customer_id == customer.id).order_by(col(Identity.id))).all()
    facts = session.exec(
        select(Fact).where(col(Fact.identity_id).in_([identity.id for identity in own])).order_by(col(Fact.id))
    ).all()
    refs = [f"{identity.channel}:{identity.external_id}" for identity in own]
    held = {fact.id for fact in memory.load(session, customer.id, now).facts}
    told = [_of_card(_fact(session, fact, numbers), fact, held, facts) for fact in facts if fact.rule != DENIAL]
    told += _issues(session, [identity.id for identity in own], numbers)
    return {"customer": refs[0] if refs else "", "identities": refs, "facts": told}


def _of_card(row: dict[str, Any], fact: Fact, held: set[int], facts: Sequence[Fact]) -> dict[str, Any]:
    """Give a fact the state that it has on the card, where another identity holds what came after it."""
    if fact.id in held:
        return {**row, "status": "active"}
    if fact.status != "active":
        return row
    same = [other for other in facts if other.key == fact.key and other.valid_from >= fact.valid_from]
    later = [other for other in same if other.id in held or other.rule == DENIAL]
    ended = min((other.valid_from for other in later), default=fact.valid_from)
    return {**row, "status": "superseded", "valid_to": _iso(ended)}


def _issues(session: Session, ids: Sequence[int], numbers: dict[int, int]) -> Iterator[dict[str, Any]]:
    """Yield issues as facts: each as open or as having been open, and as solved where it stayed so."""
    rows, resolutions = issues.of_identities(session, ids)
    still = {row.id for row in issues.open_of(rows, resolutions)}
    for row in rows:
        by = [one for one in resolutions if one.at >= row.opened_at]
        closed = min(by, key=lambda one: (one.at, one.id)) if by and row.id not in still else None
        opened = {"key": "issue.open", "value": row.title, "status": "superseded" if closed else "active",
                  "confidence": 0.9, "valid_from": _iso(row.opened_at),
                  "valid_to": _iso(closed.at) if closed else None,
                  "sources": [_told(session, row.opened_message_id, row.title, numbers)]}  # fmt: skip
        yield opened
        if closed:
            back = next((one.opened_at for one in rows if one.title == row.title and one.opened_at > closed.at), None)
            source = [_told(session, closed.message_id, "", numbers)] if closed.message_id else []
            yield {**opened, "key": "issue.resolved", "status": "superseded" if back else "active",
                   "valid_from": _iso(closed.at), "valid_to": _iso(back) if back else None,
                   "sources": source}  # fmt: skip


def _told(session: Session, message_id: int, quote: str, numbers: dict[int, int]) -> dict[str, Any]:
    message = session.get(Message, message_id)
    return {"n": numbers.get(message_id), "quote": quote or (message.text if message else "")}


def _fact(session: Session, fact: Fact, numbers: dict[int, int]) -> dict[str, Any]:
    sources = session.exec(
        select(FactSource, Message.text).join(Message, col(Message.id) == col(FactSource.message_id))
        .where(FactSource.fact_id == fact.id).order_by(col(FactSource.id))
    ).all()  # fmt: skip
    return {
        "key": fact.key, "value": fact.value, "status": fact.status, "confidence": round(fact.confidence, 3),
        "valid_from": _iso(fact.valid_from), "valid_to": _iso(fact.valid_to) if fact.valid_to else None,
        "sources": [
            {"n": numbers.get(source.message_id), "quote": text[source.char_start : source.char_end]}
            for source, text in sources
        ],
    }  # fmt: skip
