"""The customer's own data in the customer's hands: forgetting, a copy of everything, and erasure.

Forgetting is deletion, not a flag: rows go, and the words they were read from go out of the messages. SQLite
overwrites what is deleted (`secure_delete`, storage/db.py), so that a checkpoint leaves nothing on disk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, and_, delete, or_, update
from sqlmodel import Session, col, select

from bot.errors import NotFound
from bot.memory.erasure import (
    REMOVED,
    all_of,
    changed,
    customer_hash,
    erase,
    finish,
    met_alone,
    parts_to,
    pending,
    request_erasure,
)
from bot.memory.identities import survivor
from bot.memory.registry import NO_MEMORY
from bot.storage import files
from bot.storage.tables import (
    Attachment,
    BusinessEvent,
    Case,
    CaseEvent,
    Conversation,
    Customer,
    Decision,
    Draft,
    Erasure,
    Fact,
    FactSource,
    GapAsker,
    Identity,
    IdentityLink,
    Inbound,
    IncidentMember,
    Issue,
    Message,
    Outbox,
    Outreach,
    Promise,
    Recovery,
    Resolution,
    Survey,
    Tried,
)
from bot.types.chat import Attachment as File

__all__ = ["EVERYTHING", "all_of", "erase", "export", "finish", "forget", "pending", "request_erasure"]

EVERYTHING: Literal["everything"] = "everything"
_SETTLED = ("sent", "held", "dead")
COPY = "copy_for"
"""Marks, among what is needed to fetch a file, that it is a customer's own copy, and the account that asked for it."""


def forget(session: Session, customer_id: int, keys: Sequence[str] | Literal["everything"], now: datetime) -> int:
    """Delete facts for good, with their history, and take their words out of the messages; return the rows touched.

    `EVERYTHING` deletes all facts, issues and tries, and blanks every text of this customer: all but the wish that
    nothing be remembered, and its words. A part that is on its
    way to the chat app at this moment still arrives. Other customers are not touched.
    """
    everything = keys == EVERYTHING
    rows = _forget_all(session, customer_id) if everything else _forget_keys(session, customer_id, tuple(keys))
    _stone(session, customer_id, rows, now)
    return rows


def forget_slot(session: Session, customer_id: int, fact_id: int, now: datetime) -> int:
    """Delete one fact for good: with its history where its key holds one value, else this value alone."""
    ids = _identities(session, customer_id)
    fact = session.exec(select(Fact).where(Fact.id == fact_id, col(Fact.identity_id).in_(ids))).one()
    slot = select(Fact).where(col(Fact.identity_id).in_(ids), Fact.key == fact.key)
    if fact.cardinality == "many":
        slot = slot.where(Fact.value_norm == fact.value_norm)
    rows = _forget_facts(session, customer_id, ids, session.exec(slot).all())
    _stone(session, customer_id, rows, now)
    return rows


def _stone(session: Session, customer_id: int, rows: int, now: datetime) -> None:
    if rows:
        _drop_copies(session, _identities(session, customer_id))
        public_id = session.get_one(Customer, customer_id).public_id
        session.add(
            Erasure(customer_hash=customer_hash(public_id), scope="facts", rows=rows, requested_at=now, done_at=now)
        )
    session.flush()


def _identities(session: Session, customer_id: int) -> list[int]:
    return list(session.exec(select(Identity.id).where(Identity.customer_id == customer_id)).all())


# --- forgetting some keys ----------------------------------------------------------------------


def _forget_keys(session: Session, customer_id: int, keys: Sequence[str]) -> int:
    ids = _identities(session, customer_id)
    doomed = session.exec(select(Fact).where(col(Fact.identity_id).in_(ids), col(Fact.key).in_(keys))).all()
    return _forget_facts(session, customer_id, ids, doomed)


def _forget_facts(session: Session, customer_id: int, ids: Sequence[int], doomed: Sequence[Fact]) -> int:
    if not doomed:
        return 0
    fact_ids = [fact.id for fact in doomed]
    rows = _redact_messages(session, ids, fact_ids, _telling(doomed))
    rows += _redact_beside(session, customer_id, ids, _telling(doomed))
    rows += changed(session, delete(FactSource).where(col(FactSource.fact_id).in_(fact_ids)))
    _forget_in_decisions(session, customer_id, set(fact_ids))
    gone = col(Fact.superseded_by).in_(fact_ids)
    changed(session, update(Fact).where(gone).values(superseded_by=None))
    return rows + changed(session, delete(Fact).where(col(Fact.id).in_(fact_ids)))


def _forget_in_decisions(session: Session, customer_id: int, gone: set[int]) -> None:
    talks = select(Conversation.id).where(col(Conversation.customer_id).in_(all_of(session, customer_id)))
    for row in session.exec(select(Decision).where(col(Decision.conversation_id).in_(talks))).all():
        if gone.intersection(row.facts):
            row.facts = [fact for fact in row.facts if fact not in gone]
            session.add(row)


def _telling(facts: Iterable[Fact]) -> re.Pattern[str] | None:
    """Values that point at a person wherever they stand ("Hi Maya!"); a plan or a product does so only in its quote."""
    values = {fact.value for fact in facts if fact.pii != "none" or fact.key.startswith(("order.", "x.", "note."))}
    if not values:
        return None
    longest_first = sorted(values, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _redact_messages(
    session: Session, ids: Sequence[int], facts: Sequence[int], telling: re.Pattern[str] | None
) -> int:
    """Take quotes and telling values out of all messages; return how many messages changed."""
    messages = session.exec(select(Message).where(col(Message.identity_id).in_(ids))).all()
    sources: dict[int, list[FactSource]] = {}
    mine = select(Message.id).where(col(Message.identity_id).in_(ids))
    for source in session.exec(select(FactSource).where(col(FactSource.message_id).in_(mine))).all():
        sources.setdefault(source.message_id, []).append(source)
    return sum(_redact(session, message, sources.get(message.id, []), set(facts), telling) for message in messages)


def _redact(
    session: Session,
    message: Message,
    sources: Sequence[FactSource],
    facts: set[int],
    telling: re.Pattern[str] | None,
) -> int:
    kept = [source for source in sources if source.fact_id not in facts]
    spans = [(source.char_start, source.char_end) for source in sources if source.fact_id in facts]
    for found in telling.finditer(message.text) if telling else ():
        # Words that still prove another fact ("call me Maya" beside a forgotten surname) stay.
        if not any(source.char_start < found.end() and found.start() < source.char_end for source in kept):
            spans.append(found.span())
    if not spans:
        return 0
    merged = _merged(spans)
    for source in kept:
        source.char_start, source.char_end = _moved(source.char_start, merged), _moved(source.char_end, merged)
        session.add(source)
    message.text, message.tokens = _without(message.text, merged), None
    session.add(message)
    return 1


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + REMOVED + text[end:]
    return text


def _moved(at: int, spans: Sequence[tuple[int, int]]) -> int:
    """Where a position lies once each span has become the mark; one within a span goes to the mark's end."""
    shift = 0
    for start, end in spans:
        if at <= start:
            break
        if at < end:
            return start + shift + len(REMOVED)
        shift += len(REMOVED) - (end - start)
    return at + shift


def _redact_beside(session: Session, customer_id: int, ids: Sequence[int], telling: re.Pattern[str] | None) -> int:
    """Take telling values out of what was made of the messages: parts sent, titles, drafts, hints, payloads."""
    if telling is None:
        return 0
    mine = select(Message.id).where(col(Message.identity_id).in_(ids))
    customers = all_of(session, customer_id)
    talks = select(Conversation.id).where(col(Conversation.customer_id).in_(customers))
    cases = select(Case.id).where(col(Case.customer_id).in_(customers))
    rows: list[tuple[Any, tuple[str, ...]]] = [
        *((row, ("body", "error")) for row in session.exec(select(Outbox).where(parts_to(session, ids)))),
        *((row, ("payload", "error")) for row in session.exec(select(Inbound).where(_events(ids, cases)))),
        *((row, ("text",)) for row in session.exec(select(Resolution).where(col(Resolution.identity_id).in_(ids)))),
        *((row, ("title", "resolution")) for row in session.exec(select(Issue).where(col(Issue.identity_id).in_(ids)))),
        *(
            (row, ("hint", "awaiting"))
            for row in session.exec(select(Conversation).where(col(Conversation.id).in_(talks)))
        ),
        *((row, ("title", "detail")) for row in session.exec(select(Case).where(col(Case.id).in_(cases)))),
        *((row, ("detail",)) for row in session.exec(select(CaseEvent).where(col(CaseEvent.case_id).in_(cases)))),
        *((row, ("text",)) for row in session.exec(select(Draft).where(col(Draft.case_id).in_(cases)))),
        *((row, ("name",)) for row in session.exec(select(Attachment).where(col(Attachment.message_id).in_(mine)))),
        *((row, ("words",)) for row in session.exec(select(Promise).where(col(Promise.identity_id).in_(ids)))),
        *((row, ("choices",)) for row in session.exec(select(Message).where(col(Message.identity_id).in_(ids)))),
    ]
    return sum(_clean_row(session, row, fields, telling) for row, fields in rows)


def _clean_row(session: Session, row: Any, fields: Sequence[str], telling: re.Pattern[str]) -> int:
    changed = 0
    for name in fields:
        value = getattr(row, name)
        if (cleaned := _cleaned(value, telling)) != value:
            setattr(row, name, cleaned)
            session.add(row)
            changed = 1
    return changed


def _cleaned(value: Any, telling: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return telling.sub(REMOVED, value)
    if isinstance(value, list):
        return [_cleaned(one, telling) for one in value]
    if isinstance(value, dict):
        # An address is where to deliver, not what was said.
        return {key: one if key == "address" else _cleaned(one, telling) for key, one in value.items()}
    return value


# --- forgetting everything ---------------------------------------------------------------------


def _forget_all(session: Session, customer_id: int) -> int:
    ids = _identities(session, customer_id)
    wish = _no_memory(session, ids)
    facts = select(Fact.id).where(col(Fact.identity_id).in_(ids), col(Fact.id).not_in(wish.facts))
    messages = select(Message.id).where(col(Message.identity_id).in_(ids))
    talks = select(Message.conversation_id).where(col(Message.identity_id).in_(ids))
    cases = select(Case.id).where((col(Case.customer_id) == customer_id) | col(Case.conversation_id).in_(talks))
    mine = col(Message.identity_id).in_(ids)
    blank = (
        update(Message)
        .where(mine, col(Message.id).not_in(wish.words))
        .values(text="", code="", tokens=None, choices=[]),
        update(Case).where(col(Case.id).in_(cases)).values(title=REMOVED, detail=""),
        update(CaseEvent).where(col(CaseEvent.case_id).in_(cases)).values(detail=""),
        update(Conversation)
        .where((col(Conversation.customer_id) == customer_id) | col(Conversation.id).in_(talks))
        .values(hint="", awaiting={}),
        update(Inbound).where(_events(ids, cases)).values(error=""),
        update(Promise).where(col(Promise.identity_id).in_(ids)).values(words=""),
        update(Identity).where(col(Identity.id).in_(ids), col(Identity.email) != "").values(email=""),
        update(Outbox).where(parts_to(session, ids)).values(error=""),
    )
    gone = (
        delete(FactSource).where(
            col(FactSource.fact_id).in_(facts) | col(FactSource.message_id).in_(messages),
            col(FactSource.fact_id).not_in(wish.facts),
        ),
        delete(Fact).where(col(Fact.identity_id).in_(ids), col(Fact.id).not_in(wish.facts)),
        delete(Issue).where(col(Issue.identity_id).in_(ids)),
        delete(Resolution).where(col(Resolution.identity_id).in_(ids)),
        delete(Tried).where(col(Tried.identity_id).in_(ids)),
        delete(BusinessEvent).where(col(BusinessEvent.identity_id).in_(ids)),
        delete(Draft).where(col(Draft.case_id).in_(cases)),
        *met_alone(ids),
        files.discarding(messages),
    )
    rows = sum(changed(session, statement) for statement in (*gone, *blank))
    session.expire_all()
    return rows + _blank_parts(session, ids, cases)


class _Wish(NamedTuple):
    """That nothing be remembered: what stays of it when all is forgotten."""

    facts: tuple[int, ...] = ()
    words: tuple[int, ...] = ()
    """Messages that hold its words, and nothing else any more."""


def _no_memory(session: Session, ids: Sequence[int]) -> _Wish:
    held = select(Fact.id).where(col(Fact.identity_id).in_(ids), Fact.key == NO_MEMORY, Fact.status == "active")
    facts = session.exec(held).all()
    told = session.exec(
        select(FactSource, Message)
        .join(Message, col(Message.id) == col(FactSource.message_id))
        .where(col(FactSource.fact_id).in_(facts))
    ).all()
    for source, message in told:
        message.text, message.tokens, message.choices = message.text[source.char_start : source.char_end], None, []
        source.char_start, source.char_end = 0, len(message.text)
        session.add_all((source, message))
    session.flush()
    return _Wish(tuple(facts), tuple(message.id for _, message in told))


def _events(ids: Sequence[int], cases: Any) -> ColumnElement[bool]:
    """What came from these accounts, and what agents did about them (a reply's words stand in the event)."""
    verbs = and_(col(Inbound.lane_kind) == "case", col(Inbound.lane_ref).in_(cases))
    return or_(col(Inbound.identity_id).in_(ids), verbs)


def _blank_parts(session: Session, ids: Sequence[int], cases: Any) -> int:
    """Keep where each part went and each event came from, and nothing of what it said."""
    parts = session.exec(select(Outbox).where(parts_to(session, ids), col(Outbox.status).in_(_SETTLED))).all()
    for part in parts:
        part.body = {"address": part.body["address"]} if "address" in part.body else {}
        session.add(part)
    # An event that still waits is done first, with its words.
    events = session.exec(select(Inbound).where(_events(ids, cases), col(Inbound.status) != "new")).all()
    for event in events:
        event.payload = {"address": event.payload["address"]} if "address" in event.payload else {}
        session.add(event)
    return len(parts) + len(events)


# --- the copy ----------------------------------------------------------------------------------


def export(session: Session, customer_id: int, now: datetime) -> dict[str, Any]:
    """Return everything stored of a customer, ready for JSON: times in ISO 8601, messages by public id."""
    customer_id = survivor(session, customer_id)
    customer = session.get_one(Customer, customer_id)
    ids = _identities(session, customer_id)
    messages = session.exec(select(Message).where(col(Message.identity_id).in_(ids)).order_by(col(Message.id))).all()
    names = {message.id: message.public_id for message in messages}
    held = select(Conversation.id, Conversation.public_id).where(
        col(Conversation.id).in_(select(Message.conversation_id).where(col(Message.identity_id).in_(ids)))
    )
    talks: dict[int, str] = {number: public_id for number, public_id in session.exec(held)}
    return {
        "exported_at": now.isoformat(),
        "customer": _plain(customer, "public_id", "status", "announced", "created_at"),
        "identities": [_identity(row) for row in session.exec(select(Identity).where(col(Identity.id).in_(ids)))],
        "links": [
            _plain(row, "identity_id", "method", "actor", "evidence", "created_at", "undone_at")
            for row in session.exec(select(IdentityLink).where(col(IdentityLink.identity_id).in_(ids)))
        ],
        "messages": [_message(row, talks) for row in messages],
        "files": [_file(row, names) for row in session.exec(_files_of(ids))],
        "facts": _facts(session, ids, messages),
        "issues": [_issue(row, names) for row in session.exec(select(Issue).where(col(Issue.identity_id).in_(ids)))],
        "resolutions": [
            {**_plain(row, "identity_id", "issue_id", "text", "at"), "message": names.get(row.message_id or 0)}
            for row in session.exec(select(Resolution).where(col(Resolution.identity_id).in_(ids)))
        ],
        "tried": [
            _plain(row, "identity_id", "article", "at")
            for row in session.exec(select(Tried).where(col(Tried.identity_id).in_(ids)))
        ],
        "events": [
            _plain(row, "identity_id", "kind", "key", "data", "source", "at", "recorded_at")
            for row in session.exec(select(BusinessEvent).where(col(BusinessEvent.identity_id).in_(ids)))
        ],
        **_dealings(session, ids),
        "cases": _cases(session, customer_id, ids),
        "decisions": _decisions(session, ids, names),
    }


def copy_file(identity_id: int, now: datetime) -> File:
    """Return the file of a person's own copy: made when it is sent, of whom this account belongs to then."""
    return File("", f"rapport-{now:%Y-%m-%d}.json", "application/json", 0, "", remote={COPY: str(identity_id)})


def copy_for(session: Session, file: File, now: datetime) -> bytes | None:
    """Return the bytes of a person's own copy; None for any other file. Raises NotFound once they are erased."""
    if COPY not in file.remote:
        return None
    identity = session.get(Identity, int(file.remote[COPY]))
    if identity is None:
        raise NotFound("this customer was erased meanwhile.")
    return _json(export(session, identity.customer_id, now)).encode()


def _drop_copies(session: Session, ids: Sequence[int]) -> None:
    """Take back the copies that hold what is forgotten now."""
    query = select(Message.id, Attachment.remote).join(Attachment, col(Attachment.message_id) == col(Message.id))
    for message_id, remote in session.exec(query.where(col(Message.identity_id).in_(ids))).all():
        if COPY in remote:
            files.drop(session, message_id)


def in_parts(whole: Mapping[str, Any], letters: int) -> list[str]:
    """Return an export as JSON texts of about so many letters; each is valid alone and says which part it is.

    Lists are divided between their items; an item longer than that stays whole.
    """
    text = _json(whole)
    if len(text) <= letters:
        return [text]
    parts: list[dict[str, Any]] = [{}]
    size = 0
    for name, item, cost in _items(whole):
        if size and size + cost > letters - PART_MARK:
            parts.append({})
            size = 0
        size += cost
        if item is _WHOLE:
            parts[-1][name] = whole[name]
        else:
            parts[-1].setdefault(name, []).append(item)
    return [_json({"part": number, "of": len(parts), **part}) for number, part in enumerate(parts, 1)]


PART_MARK = 40
"""Letters for the number of a part."""
_WHOLE = object()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def _items(whole: Mapping[str, Any]) -> Iterator[tuple[str, Any, int]]:
    """Yield each section, or each item of one that is a list, with the letters that it takes."""
    for name, value in whole.items():
        if isinstance(value, list) and value:
            yield from ((name, item, len(_json([[item]])) + len(name)) for item in value)
        else:
            yield name, _WHOLE, len(_json({name: value}))


_DEALINGS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "surveys": (Survey, ("identity_id", "kind", "state", "score", "asked_at", "answered_at")),
    "promises": (Promise, ("identity_id", "words", "due_at", "state", "made_at", "ended_at")),
    "recoveries": (Recovery, ("identity_id", "trigger", "state", "opened_at", "ended_at")),
    "written_unasked": (Outreach, ("identity_id", "purpose", "said", "cause", "at")),
    "gaps_met": (GapAsker, ("identity_id", "at", "told_at")),
    "incidents_reported": (IncidentMember, ("identity_id", "at", "told_at")),
}


def _dealings(session: Session, ids: Sequence[int]) -> dict[str, Any]:
    return {
        name: [
            _plain(row, *fields)
            for row in session.exec(select(table).where(col(table.identity_id).in_(ids)).order_by(col(table.id)))
        ]
        for name, (table, fields) in _DEALINGS.items()
    }


def _plain(row: Any, *fields: str) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in fields}
    return {name: one.isoformat() if isinstance(one, datetime) else one for name, one in values.items()}


def _identity(row: Identity) -> dict[str, Any]:
    return _plain(
        row, "id", "channel", "realm", "external_id", "display_name", "verified_by", "email", "created_at", "linked_at"
    )


def _message(row: Message, talks: dict[int, str]) -> dict[str, Any]:
    out = _plain(row, "public_id", "identity_id", "role", "kind", "text", "choices", "sources", "feedback", "sent_at")
    return {"id": out.pop("public_id"), "conversation": talks.get(row.conversation_id, ""), **out}


def _files_of(ids: Sequence[int]) -> Any:
    mine = select(Message.id).where(col(Message.identity_id).in_(ids))
    return select(Attachment).where(col(Attachment.message_id).in_(mine)).order_by(col(Attachment.id))


def _file(row: Attachment, names: dict[int, str]) -> dict[str, Any]:
    return {"message": names.get(row.message_id or 0), **_plain(row, "name", "media_type", "size", "sha256", "stored")}


def _facts(session: Session, ids: Sequence[int], messages: Sequence[Message]) -> list[dict[str, Any]]:
    texts = {message.id: message for message in messages}
    facts = session.exec(select(Fact).where(col(Fact.identity_id).in_(ids)).order_by(col(Fact.id))).all()
    sources: dict[int, list[dict[str, Any]]] = {}
    found = select(FactSource).where(col(FactSource.fact_id).in_(select(Fact.id).where(col(Fact.identity_id).in_(ids))))
    for source in session.exec(found.order_by(col(FactSource.id))).all():
        said = texts.get(source.message_id)
        quote = said.text[source.char_start : source.char_end] if said else ""
        sources.setdefault(source.fact_id, []).append(
            {"message": said.public_id if said else None, "quote": quote, "start": source.char_start,
             "end": source.char_end}
        )  # fmt: skip
    fields = (
        "id", "identity_id", "key", "value", "cardinality", "status", "confidence", "method", "rule", "pii",
        "valid_from", "valid_to", "recorded_at", "retired_at", "superseded_by",
    )  # fmt: skip
    return [{**_plain(fact, *fields), "sources": sources.get(fact.id, [])} for fact in facts]


def _issue(row: Issue, names: dict[int, str]) -> dict[str, Any]:
    out = _plain(row, "id", "identity_id", "title", "status", "resolution", "opened_at", "resolved_at")
    return {
        **out,
        "opened_by": names.get(row.opened_message_id),
        "resolved_by": names.get(row.resolved_message_id or 0),
    }


def _cases(session: Session, customer_id: int, ids: Sequence[int]) -> list[dict[str, Any]]:
    talks = select(Message.conversation_id).where(col(Message.identity_id).in_(ids))
    rows = session.exec(
        select(Case)
        .where((col(Case.customer_id) == customer_id) | col(Case.conversation_id).in_(talks))
        .order_by(col(Case.id))
    ).all()
    fields = ("number", "state", "reason", "title", "priority", "opened_at", "claimed_at", "replied_at", "closed_at")
    # What agents may offer is the house's, and nobody's data.
    mine = col(CaseEvent.case_id).in_([row.id for row in rows])
    events = session.exec(select(CaseEvent).where(mine, CaseEvent.kind != "goodwill")).all()
    return [
        {**_plain(row, *fields), "events": [_plain(e, "kind", "detail", "at") for e in events if e.case_id == row.id]}
        for row in rows
    ]


def _decisions(session: Session, ids: Sequence[int], names: dict[int, str]) -> list[dict[str, Any]]:
    mine = select(Message.id).where(col(Message.identity_id).in_(ids))
    rows = session.exec(
        select(Decision)
        .where(col(Decision.in_reply_to).in_(mine) | col(Decision.message_id).in_(mine))
        .order_by(col(Decision.id))
    ).all()
    return [
        {
            **_plain(row, "kind", "rule", "passages", "facts", "model", "at"),
            "in_reply_to": names.get(row.in_reply_to or 0),
            "message": names.get(row.message_id or 0),
        }
        for row in rows
    ]
