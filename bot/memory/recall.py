"""What is known of a customer, as one value: the card merged from linked identities, history, issue, what failed.

Every statement is keyed by the customer or by the identities the first one found. Five statements, each on an index.
`search` finds again what speaks to a question, and `facts_as_of` says what held true at an earlier time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, CompoundSelect, bindparam, literal, null, or_, union_all
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from bot.errors import NotFound
from bot.memory import issues, ranking
from bot.memory.facts import COMING, DENIAL, FORMER
from bot.memory.ranking import Unit
from bot.memory.registry import NO_MEMORY
from bot.storage import statements, tables
from bot.storage.statements import moment, run
from bot.storage.tables import Agent, Customer, FactSource, Identity, Inbound, Message, Resolution, Tried
from bot.texts import LANGUAGES, label
from bot.types.memory import Fact, FactStatus, Known, Line, OpenIssue, Recalled, Role
from bot.wordcache import cached

MOST = 2000
"""Messages that a search looks through, the latest: what it costs stays bounded however long somebody writes."""
_STAND = (NO_MEMORY, "contact.do_not_contact")
"""What is obeyed of who wants nothing remembered: that wish, and what is not to be done to them."""
GUESS = 0.6
"""Confidence below which something that is over was never more than a guess."""


# Built once, since every turn asks them: to build one costs as much as to run it.
# 'new' stands in the statement: a bound value would miss the partial index.
_WAITING = select(Inbound.message_id).where(
    Inbound.lane_kind == "in", Inbound.lane_ref == bindparam("customer_id"),
    col(Inbound.status) == literal("new", literal_execute=True), col(Inbound.message_id).is_not(None),
)  # fmt: skip
"""Messages of the turn at hand."""
_WROTE = (
    select(Message.sent_at)
    .where(Message.identity_id == Identity.id, Message.role == "customer")
    .where(col(Message.id).not_in(_WAITING))
    .order_by(col(Message.id).desc())
    .limit(1)
    .correlate(Identity)
    .scalar_subquery()
)
_PEOPLE = (
    select(Customer, Identity, _WROTE)
    .join(Identity, col(Identity.customer_id) == col(Customer.id), isouter=True)
    .where(Customer.id == bindparam("customer_id"))
    .order_by(col(Identity.id))
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_HELD = (
    select(tables.Fact, FactSource, Message.text, Message.sent_at)
    .join(FactSource, col(FactSource.fact_id) == col(tables.Fact.id), isouter=True)
    .join(Message, col(Message.id) == col(FactSource.message_id), isouter=True)
    .where(
        col(tables.Fact.identity_id).in_(_IDS),
        or_(col(tables.Fact.status).in_(("active", "pending")), col(tables.Fact.rule).in_((DENIAL, FORMER))),
    )
    .order_by(col(tables.Fact.valid_from), col(tables.Fact.id), col(FactSource.id))
)
_ISSUES = select(tables.Issue).where(col(tables.Issue.identity_id).in_(_IDS)).order_by(col(tables.Issue.id))
_MARKS: CompoundSelect[Any] = union_all(
    columns(col(Tried.identity_id), col(Tried.article), null(), col(Tried.at), null(), null()).where(
        col(Tried.identity_id).in_(_IDS)
    ),
    columns(
        col(Resolution.identity_id),
        null(),
        col(Resolution.text),
        col(Resolution.at),
        col(Resolution.issue_id),
        col(Resolution.message_id),
    ).where(col(Resolution.identity_id).in_(_IDS)),
)


def load(session: Session, customer_id: int, now: datetime, *, history: int = 20) -> Known:
    """Return what memory holds of one customer. Raises NotFound.

    Messages that still wait in the customer's lane are the present turn, not the past: neither `history` nor
    `last_contact` counts them.
    """
    customer, identities, last_contact = _people(session, customer_id)
    ids = [identity.id for identity in identities]
    channels = {identity.id: identity.channel for identity in identities}
    active, pending, past = _facts(session, ids, channels, now)
    found = _issues(session, ids, channels)
    known = Known(
        customer_id=customer_id,
        public_id=customer.public_id,
        name=_name(active, identities),
        facts=active,
        pending=pending,
        past=past,
        history=_history(session, customer_id, channels, history),
        issues=found.open,
        tried=found.tried,
        identities=tuple((identity.channel, identity.display_name) for identity in identities),
        first_contact=last_contact is None,
        last_contact=last_contact,
        announced=customer.announced,
        barred=customer.status == "barred",
        solved=found.solved,
        helped=found.helped,
    )
    return _out_of_use(known, identities) if known.get(NO_MEMORY) else known


def _out_of_use(known: Known, identities: Sequence[Identity]) -> Known:
    """Return what may be gone by of who wants nothing remembered: no fact but what is obeyed, no issue, no trial."""
    stand = tuple(fact for fact in known.facts if fact.key in _STAND)
    bare = replace(known, facts=stand, pending=(), past=(), issues=(), tried=frozenset(), solved=(),
                   helped=frozenset(), name=_name(stand, identities))  # fmt: skip
    return replace(bare, hidden=bare != known)


# --- people ------------------------------------------------------------------------------------


def _people(session: Session, customer_id: int) -> tuple[Customer, list[Identity], datetime | None]:
    rows = session.exec(_PEOPLE, params={"customer_id": customer_id}).all()
    if not rows:
        raise NotFound("no such customer. `rapport customer list` shows them with their ids.")
    # With an outer join a customer without identities has one row of None.
    identities = [identity for _, identity, _ in rows if identity is not None]
    return rows[0][0], identities, max((at for *_, at in rows if at is not None), default=None)


def _name(facts: Iterable[Fact], identities: Sequence[Identity]) -> str:
    said = {fact.key: fact.value for fact in facts if fact.key.startswith("identity.")}
    shown = next((identity.display_name for identity in identities if identity.display_name), "")
    return said.get("identity.preferred_name") or said.get("identity.name") or shown


# --- facts -------------------------------------------------------------------------------------


def _facts(
    session: Session, ids: Sequence[int], channels: dict[int, str], now: datetime
) -> tuple[tuple[Fact, ...], ...]:
    """Return what holds now, what waits, and what was told to be over."""
    rows = session.exec(_HELD, params={"ids": ids}).all()
    latest = {row.id: (row, source, text) for row, source, text, _ in rows}
    said: dict[int, datetime] = {}
    for row, _, _, at in rows:
        said[row.id] = max(said.get(row.id, row.valid_from), at or row.valid_from)
    denied = [row for row, *_ in latest.values() if row.rule == DENIAL]
    held = [
        entry for entry in latest.values()
        if (entry[0].status == "active" or _come(entry[0], now))
        and not _denied(entry[0], said[entry[0].id], denied)
    ]  # fmt: skip
    asked = [entry for entry in latest.values() if entry[0].status == "pending" and entry not in held]
    current = [entry for entry in held if entry[0].valid_to is None or entry[0].valid_to > now]
    # Ordered by valid_from: the newest valid one overwrites what another identity held for the same slot.
    card = {_slot(entry[0]): fact_value(*entry, channels) for entry in current}
    over = [entry for entry in latest.values() if entry[0].rule == FORMER and entry[0].status == "superseded"]
    return tuple(card.values()), *(tuple(fact_value(*entry, channels) for entry in rows) for rows in (asked, over))


def _come(row: tables.Fact, now: datetime) -> bool:
    """Whether the day has come from which on it was to hold (facts.ripen makes it active with the next turn)."""
    return row.status == "pending" and row.confidence >= COMING and row.recorded_at < row.valid_from <= now


def _slot(row: tables.Fact | Held) -> tuple[str, str]:
    return row.key, row.value_norm if row.cardinality == "many" else ""


def _denied(row: tables.Fact | Held, said_at: datetime, denials: Sequence[tables.Fact] | Sequence[Held]) -> bool:
    """Whether the customer said, on any linked identity and not before they said so last, that this is over."""
    return any(
        denial.key == row.key and denial.valid_from >= said_at and denial.value_norm in ("", row.value_norm)
        for denial in denials
    )


def fact_value(row: tables.Fact, source: FactSource | None, text: str | None, channels: dict[int, str]) -> Fact:
    """Return the value that travels: the row with its words and channel."""
    quote = (text or "")[source.char_start : source.char_end] if source else ""
    return Fact(
        id=row.id, identity_id=row.identity_id, key=row.key, value=row.value,
        status=row.status,  # type: ignore[arg-type]  # a column of text
        confidence=row.confidence, valid_from=row.valid_from, valid_to=row.valid_to, recorded_at=row.recorded_at,
        channel=channels.get(row.identity_id, ""), quote=quote, message_id=source.message_id if source else None,
        asked_at=row.asked_at, method=row.method,
    )  # fmt: skip


# --- history, issues, what failed --------------------------------------------------------------


def _history(session: Session, customer_id: int, channels: dict[int, str], limit: int) -> tuple[Line, ...]:
    if not channels or limit <= 0:
        return ()
    accounts = {f"account{place}": identity_id for place, identity_id in enumerate(channels)}
    params = {"customer_id": customer_id, "limit": limit, **accounts}
    rows = session.exec(_newest(len(channels)), params=params).all()
    return tuple(_line(message, name, channels) for message, name in reversed(rows))


@lru_cache(maxsize=32)
def _newest(accounts: int) -> Any:
    """Return the statement of the latest messages: one index descent an account, instead of sorting all of them."""
    newest = [
        select(Message.id)
        .where(Message.identity_id == bindparam(f"account{place}"), Message.role != "note")
        .where(col(Message.id).not_in(_WAITING))
        .order_by(col(Message.id).desc())
        .limit(bindparam("limit"))
        .subquery()
        for place in range(accounts)
    ]
    return (
        select(Message, Agent.name)
        .join(Agent, col(Agent.id) == col(Message.agent_id), isouter=True)
        .where(col(Message.id).in_(union_all(*(select(ids.c.id) for ids in newest))))
        .order_by(col(Message.id).desc())
        .limit(bindparam("limit"))
    )


def _line(message: Message, speaker: str | None, channels: dict[int, str]) -> Line:
    return Line(
        message_id=message.id,
        role=message.role,  # type: ignore[arg-type]  # a column of text
        text=message.text,
        kind=message.kind or None,  # type: ignore[arg-type]  # a column of text
        channel=channels[message.identity_id],
        at=message.sent_at,
        speaker=speaker or "",
        identity_id=message.identity_id,
    )


class _Issues(NamedTuple):
    """A customer's issues in short."""

    open: tuple[OpenIssue, ...]
    """Newest first."""
    solved: tuple[OpenIssue, ...]
    """Of each account the one that it solved last."""
    tried: frozenset[str]
    """Articles that were given in vain: for what is open still, else since something was solved."""
    helped: frozenset[str]
    """Articles that solved something, and have not failed since."""


def _issues(session: Session, ids: Sequence[int], channels: dict[int, str]) -> _Issues:
    rows = session.exec(_ISSUES, params={"ids": ids}).all()
    marks = session.execute(_MARKS, {"ids": ids}).all()
    resolutions = [issues.Said(who, at, *about) for who, article, _, at, *about in marks if article is None]
    opened = sorted(issues.open_of(rows, resolutions), key=lambda row: (row.opened_at, row.id), reverse=True)
    last = max((one.at for one in resolutions), default=None)
    worked = {words: at for _, article, words, at, *_ in sorted(marks, key=_at) if article is None}
    # What something else solved says nothing of an issue that was open when an article failed, and still is.
    failed = frozenset(
        article for _, article, _, at, *_ in marks
        if article and worked.get(article, at) <= at
        and (last is None or at > last or any(issue.opened_at <= at for issue in opened))
    )  # fmt: skip
    undone = {article: at for _, article, _, at, *_ in sorted(marks, key=_at) if article}
    helped = {path for path, at in worked.items() if path.endswith(".md") and undone.get(path, at) <= at}
    ended = sorted(rows, key=lambda row: (row.resolved_at or row.opened_at, row.id))
    closed = {row.identity_id: row for row in ended if row.status == "resolved" and row not in opened}
    return _Issues(
        tuple(_issue(row, channels) for row in opened), tuple(_issue(row, channels) for row in closed.values()),
        failed, frozenset(helped),
    )  # fmt: skip


def _at(mark: Any) -> datetime:
    at: datetime = mark[3]
    return at


def _issue(row: tables.Issue, channels: dict[int, str]) -> OpenIssue:
    return OpenIssue(row.id, row.title, row.opened_at, channels[row.identity_id], row.identity_id)


# --- finding again -----------------------------------------------------------------------------


def search(
    session: Session, customer_id: int, question: str, now: datetime, *, limit: int = 10, as_of: datetime | None = None
) -> tuple[Recalled, ...]:
    """Return what of a customer's own past speaks to a question, best first; nothing where nothing does.

    With `as_of`, as it was known and held true then. Superseded facts count only where the past is asked about.
    """
    asked = ranking.wanted(question)
    if not asked:
        return ()
    when = as_of or now
    said = [Row(*row) for row in run(session, statements.RECALL, customer_id=customer_id, now=when, limit=MOST)]
    said.reverse()
    held = _facts_for(session, customer_id, when, past=ranking.about_past(question))
    places = {row.id: place for place, row in enumerate(said)}
    units = [*map(_unit, said), *(_fact_unit(fact, places.get(fact.message_id or 0)) for fact in held)]
    scores = ranking.rank(units, asked)
    if ranking.about_now(question):
        scores[: len(said)] = [
            score * ranking.freshness((when - moment(row.sent_at)).days) if score else 0.0
            for score, row in zip(scores, said, strict=False)
        ]
    best = sorted((place for place, score in enumerate(scores) if score > 0), key=lambda place: -scores[place])
    return tuple(_found(place, scores[place], said, held) for place in best[:limit])


class Row(NamedTuple):
    """A message as RECALL gives it."""

    id: int
    talk: int
    sent_at: Any
    tokens: str | None
    text: str
    role: Role
    kind: str
    channel: str
    agent: str
    shown: str


def _unit(row: Row) -> Unit:
    terms = row.tokens.split() if row.tokens is not None else ranking.terms(row.text)
    speaker = row.agent or (row.shown if row.role == "customer" else "")
    return Unit([*_named(speaker), *terms], row.talk)


@cached(maxsize=1024)
def _named(speaker: str) -> tuple[str, ...]:
    return ranking.terms(speaker)


def _fact_unit(fact: Fact, place: int | None) -> Unit:
    """A fact is found by what its key is called and by its value; its words stand in the message already."""
    return Unit([*_called(fact.key), *ranking.terms(fact.value)], -fact.id, of=place)


@lru_cache(maxsize=1024)
def _called(key: str) -> tuple[str, ...]:
    return ranking.terms(" ".join([key.replace(".", " "), *(label(language, key) for language in LANGUAGES)]))


def _found(place: int, score: float, said: Sequence[Row], held: Sequence[Fact]) -> Recalled:
    if place >= len(said):
        return Recalled(score, None, (held[place - len(said)],))
    row = said[place]
    role, kind, sent_at = row.role, row.kind or None, moment(row.sent_at)
    line = Line(row.id, role, row.text, kind, row.channel, sent_at, row.agent)  # type: ignore[arg-type]  # a column of text
    return Recalled(score, line, tuple(fact for fact in held if fact.message_id == row.id))


def read_new(session: Session, limit: int = 200) -> int:
    """Read messages that nobody has read yet for what they are found by; return how many. Keeps a cold search quick."""
    rows = run(session, statements.UNREAD, limit=limit).fetchall()
    for message_id, text in rows:
        run(session, statements.TOKENS, id=message_id, tokens=" ".join(ranking.terms(text)))
    return len(rows)


# --- as of -------------------------------------------------------------------------------------


class Held(NamedTuple):
    """A fact as FACTS gives it, with the words of one source."""

    id: int
    identity_id: int
    key: str
    value: str
    value_norm: str
    cardinality: str
    status: FactStatus
    confidence: float
    rule: str
    valid_from: datetime
    valid_to: datetime | None
    recorded_at: datetime
    retired_at: datetime | None
    channel: str
    message_id: int | None
    text: str | None
    start: int
    end: int
    said_at: datetime | None

    def plain(self) -> Fact:
        """Return the value that travels."""
        return Fact(
            self.id, self.identity_id, self.key, self.value, self.status, self.confidence, self.valid_from,
            self.valid_to, self.recorded_at, self.channel, (self.text or "")[self.start or 0 : self.end or 0],
            self.message_id,
        )  # fmt: skip

    def guess(self) -> bool:
        """Whether this is, or was until it was over, no more than a guess."""
        return self.status == "pending" or (self.status != "active" and self.confidence < GUESS)

    def holds(self, when: datetime, known: datetime) -> bool:
        """Whether this was true at `when`, by what was known at `known`."""
        over = self.valid_to is not None and self.valid_to <= when
        learnt = self.retired_at is None or self.retired_at <= known
        return self.valid_from <= when and not (over and learnt)


def facts_as_of(session: Session, customer_id: int, when: datetime, *, known_at: datetime | None = None) -> list[Fact]:
    """Return the facts that held true at `when`, as they were known at `known_at` (default: at `when`), oldest first.

    Over linked identities the newest valid value of a key wins, as on the card.
    """
    known = known_at or when
    return _card(_recorded(session, customer_id, known), when, known)


def _card(rows: Sequence[Held], when: datetime, known: datetime) -> list[Fact]:
    denials = [row for row in rows if row.rule == DENIAL and row.valid_from <= when]
    card: dict[tuple[str, str], Fact] = {}
    for row in rows:
        if (
            row.rule != DENIAL
            and not row.guess()
            and row.holds(when, known)
            and not _denied(row, row.said_at or row.valid_from, denials)
        ):
            card[_slot(row)] = row.plain()
    off = any(key == NO_MEMORY for key, _ in card)
    return [fact for fact in card.values() if not off or fact.key in _STAND]


def _facts_for(session: Session, customer_id: int, when: datetime, *, past: bool) -> list[Fact]:
    """Return the facts that a question may be about; of the past only what was so, never what was a slip."""
    rows = _recorded(session, customer_id, when)
    held = _card(rows, when, when)
    shown = {fact.id for fact in held}
    former = [
        row.plain() for row in rows
        if past and row.id not in shown and row.status == "superseded" and row.rule != DENIAL and not row.guess()
    ]  # fmt: skip
    return held + former


def _recorded(session: Session, customer_id: int, known: datetime) -> list[Held]:
    """Return all that was ever recorded until then, each with its latest words, in the order in which it began."""
    rows = run(session, statements.FACTS, customer_id=customer_id, now=known)
    found: dict[int, Held] = {}
    for row in (Held._make(map(_read, range(len(row)), row)) for row in rows):
        before = found.get(row.id)
        times = [at for at in (before and before.said_at, row.said_at) if at]
        found[row.id] = row._replace(said_at=max(times, default=None))
    return list(found.values())


def _read(at: int, value: Any) -> Any:
    return moment(value) if at in _TIMES and value is not None else value


_TIMES = frozenset(map(Held._fields.index, ("valid_from", "valid_to", "recorded_at", "retired_at", "said_at")))
