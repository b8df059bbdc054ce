"""How a fact is kept: repeats add a source, news supersede, slips are retracted, nothing is overwritten.

Order is that of saying, not of arrival: what was said earlier but comes in later is filed as history. A denial
leaves a row of its own, of no duration, so that it also counts against what a linked identity still holds. Nothing
here looks at linked identities: rows are as they would be had nobody been linked, and recall puts them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_
from sqlmodel import Session, col, select

from bot.memory.former import LONG_AGO
from bot.memory.registry import Registry
from bot.memory.values import norm
from bot.storage.tables import Fact, FactSource, Message
from bot.types.memory import Learned

DENIAL = "denial"
"""The `rule` of a row which says that something is no longer so."""
FORMER = "former"
"""The `rule` of a row which says what was so until a day that had passed when it was told."""
MORE_SURE = 0.25
"""Share of the doubt that each repetition takes away."""
COMING = 0.7
"""Confidence (0 to 1) from which a fact that waits is sure and waits for its day; below, it is a guess."""
_RANK = {"agent": 3, "api": 3, "form": 3, "channel": 2, "rule": 2, "llm": 1}
"""A lower method never replaces what a higher one said; it waits until the customer is asked."""


# Built once: every fact that is learnt asks most of these, and to build one costs as much as to run it.
_OF = select(Fact).where(Fact.identity_id == bindparam("identity_id"), Fact.key == bindparam("key"))
_ACTIVE = _OF.where(Fact.status == "active")
_ACTIVE_SAME = _ACTIVE.where(Fact.value_norm == bindparam("value_norm"))
_WAITING = _OF.where(Fact.status == "pending", Fact.value_norm == bindparam("value_norm"))
_DENIED_LATER = _OF.where(
    Fact.rule == DENIAL, Fact.valid_from > bindparam("said_at"),
    or_(col(Fact.value_norm) == "", col(Fact.value_norm) == bindparam("value_norm")),
).order_by(col(Fact.valid_from))  # fmt: skip
_GUESSES = _OF.where(Fact.status == "pending", Fact.valid_from <= bindparam("said_at"))
_GUESSES_SAME = _GUESSES.where(Fact.value_norm == bindparam("value_norm"))
_SOURCE = select(FactSource.id).where(
    FactSource.fact_id == bindparam("fact_id"), FactSource.message_id == bindparam("message_id"),
    FactSource.char_start == bindparam("start"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Slot:
    """The place of one Learned: the facts of one identity that it can repeat, replace or end."""

    identity_id: int
    learned: Learned
    value_norm: str
    many: bool
    said_at: datetime

    @property
    def params(self) -> dict[str, Any]:
        """Return what the statements ask for."""
        return {"identity_id": self.identity_id, "key": self.learned.key, "value_norm": self.value_norm,
                "said_at": self.said_at}  # fmt: skip


def store(
    session: Session, identity_id: int, learned: Learned, said_at: datetime, now: datetime, registry: Registry
) -> int | None:
    """Keep what was learned; return the fact's id, or None when there was nothing to deny.

    Raises KnowledgeError for a key that is not in the registry.
    """
    rules = registry.key(learned.key)
    slot = _Slot(identity_id, learned, norm(learned.key, learned.value), rules.cardinality == "many", said_at)
    if learned.denies:
        return _deny(session, slot, now, rules.pii)
    if learned.valid_to is not None:
        return _was(session, slot, learned.valid_to, now, rules.pii)
    if learned.status == "pending" or _outranked(session, slot):
        return _hold(session, slot, now, rules.pii)
    if slot.many and learned.retracts and learned.corrects:
        _take_back(session, slot, now)
    return _assert(session, slot, now, rules.pii)


def unsay(session: Session, message_id: int, now: datetime, *, gone: bool) -> int:
    """Take back what was read from a message whose words were changed, or removed (`gone`); return how many facts.

    What other words say too stays. What a fact had replaced holds again, unless something newer was said.
    """
    sources = session.exec(select(FactSource).where(FactSource.message_id == message_id)).all()
    told = {source.fact_id for source in sources}
    for source in sources:
        session.delete(source)
    session.flush()
    proven = select(FactSource.fact_id).where(col(FactSource.fact_id).in_(told))
    alone = select(Fact).where(col(Fact.id).in_(told), col(Fact.id).not_in(proven))
    # The latest first: what it had replaced may be one of these, and goes with it.
    found = session.exec(alone.order_by(col(Fact.id).desc())).all()
    for fact in found:
        _take_out(session, fact, now, gone=gone)
    return len(found)


def _take_out(session: Session, fact: Fact, now: datetime, *, gone: bool) -> None:
    """Retract a fact, or remove its row, as if it had not been said."""
    denied, held = fact.rule == DENIAL, fact.status == "active"
    replaced = session.exec(select(Fact).where(Fact.superseded_by == fact.id).order_by(col(Fact.valid_from))).all()
    if denied:
        ended = select(Fact).where(
            Fact.identity_id == fact.identity_id, Fact.key == fact.key, Fact.retired_at == fact.recorded_at,
            Fact.valid_to == fact.valid_from, col(Fact.rule) != DENIAL,
        )  # fmt: skip
        replaced = session.exec(ended).all()
    for one in replaced:
        one.superseded_by = fact.superseded_by
        session.add(one)
    session.flush()
    if gone or denied:  # a denial counts whatever its state
        session.delete(fact)
    else:
        fact.status, fact.valid_to, fact.retired_at = "retracted", fact.valid_from, fact.retired_at or now
        session.add(fact)
    session.flush()
    if held or denied:
        for one in reversed(replaced):
            _restore(session, one)


def _restore(session: Session, fact: Fact) -> None:
    """Let a fact hold again where nothing else of its key (and value, of many) does."""
    same = select(Fact.id).where(Fact.identity_id == fact.identity_id, Fact.key == fact.key, Fact.status == "active")
    if fact.cardinality == "many":
        same = same.where(Fact.value_norm == fact.value_norm)
    if session.exec(same).first() is None:
        fact.status, fact.valid_to, fact.retired_at, fact.superseded_by = "active", None, None, None
        session.add(fact)
        session.flush()


def ripen(session: Session, identity_id: int, now: datetime) -> int:
    """Let what was said of a coming day become active once that day has come; return how many did."""
    coming = session.exec(
        select(Fact)
        .where(Fact.identity_id == identity_id, Fact.status == "pending")
        .where(Fact.confidence >= COMING, Fact.valid_from > Fact.recorded_at, Fact.valid_from <= now)
        .order_by(col(Fact.valid_from), col(Fact.id))
    ).all()
    for fact in coming:
        learned = Learned(fact.key, fact.value, "", fact.rule, fact.confidence)
        slot = _Slot(identity_id, learned, fact.value_norm, fact.cardinality == "many", fact.valid_from)
        active = _held(session, slot)
        if active is not None and active.valid_from > fact.valid_from:
            # Something newer was said meanwhile.
            fact.status, fact.valid_to, fact.retired_at, fact.superseded_by = (
                "superseded",
                active.valid_from,
                now,
                active.id,
            )
        else:
            if active is not None:
                _retire(session, active, slot, now)
                active.superseded_by = fact.id
                session.add(active)
            fact.status = "active"
        session.add(fact)
        session.flush()
    return len(coming)


# --- the three ways ----------------------------------------------------------------------------


def _assert(session: Session, slot: _Slot, now: datetime, pii: str) -> int:
    active = _held(session, slot)
    if active is not None and active.value_norm == slot.value_norm:
        return _again(session, active, slot)
    later = _said_later(session, slot, active)
    row = _row(slot, now, pii, "superseded" if later else "active")
    if later is not None:
        row.valid_to, row.retired_at = later.valid_from, now
        row.superseded_by = later.id if later.rule != DENIAL else None
    elif active is not None:
        _retire(session, active, slot, now)
    return _keep(session, row, slot, active if later is None else None)


def _hold(session: Session, slot: _Slot, now: datetime, pii: str) -> int:
    """A guess waits beside what is known; said once more it is the same one, and what is known is no guess."""
    active = _held(session, slot)
    if active is not None and active.value_norm == slot.value_norm:
        return active.id
    waiting = session.exec(_WAITING, params=slot.params).first()
    if waiting is not None:
        return _again(session, waiting, slot)
    return _keep(session, _row(slot, now, pii, "pending"), slot, None)


def _deny(session: Session, slot: _Slot, now: datetime, pii: str) -> int:
    active = _held(session, slot)
    mine = active is not None and active.valid_from <= slot.said_at and slot.value_norm in ("", active.value_norm)
    if active is not None and mine:
        _retire(session, active, slot, now)
    row = _row(slot, now, pii, "superseded")
    row.rule, row.valid_to, row.retired_at = DENIAL, slot.said_at, now
    return _keep(session, row, slot, None)


def _was(session: Session, slot: _Slot, until: datetime, now: datetime, pii: str) -> int:
    """What was so until a day is history at once; what was held to be so still ended on that day."""
    active = _held(session, slot)
    if active is not None and active.value_norm == slot.value_norm and active.valid_from < slot.said_at:
        active.status, active.valid_to, active.retired_at = "superseded", until, now
        active.valid_from = min(active.valid_from, until)
        session.add(active)
        _add_source(session, active.id, slot.learned)
        session.flush()
        return active.id
    told = session.exec(_OF.where(Fact.rule == FORMER, Fact.value_norm == slot.value_norm), params=slot.params).first()
    if told is not None and told.valid_to == until:
        return _again(session, told, slot)
    row = _row(slot, now, pii, "superseded")
    row.valid_from, row.valid_to, row.retired_at, row.rule = min(LONG_AGO, until), until, now, FORMER
    return _keep(session, row, slot, None)


def _outranked(session: Session, slot: _Slot) -> bool:
    """Whether another value is held by who ranks higher, and nothing says outright that it is wrong."""
    active = None if slot.many or slot.learned.retracts or slot.learned.rule == "answer.yes" else _held(session, slot)
    if active is None or active.value_norm == slot.value_norm:
        return False
    return _RANK[_method(slot.learned)] < _RANK.get(active.method, _RANK["rule"])


def _method(learned: Learned) -> str:
    said = learned.rule.partition(":")[0].partition(".")[0]
    return said if said in _RANK else "rule"


def _take_back(session: Session, slot: _Slot, now: datetime) -> None:
    """Of many values, the one that was a slip never was true."""
    slip = norm(slot.learned.key, slot.learned.corrects)
    held = session.exec(_ACTIVE_SAME, params={**slot.params, "value_norm": slip}).first()
    if held is not None and slip != slot.value_norm:
        _retire(session, held, slot, now)


# --- pieces ------------------------------------------------------------------------------------


def _held(session: Session, slot: _Slot) -> Fact | None:
    """The active fact of the slot: the one of its key, or for keys that hold many the one of its value."""
    return session.exec(_ACTIVE_SAME if slot.many else _ACTIVE, params=slot.params).first()


def _said_later(session: Session, slot: _Slot, active: Fact | None) -> Fact | None:
    """What overtook these words: a newer value, or a newer denial."""
    if active is not None and active.valid_from > slot.said_at:
        return active
    return session.exec(_DENIED_LATER, params=slot.params).first()


def _row(slot: _Slot, now: datetime, pii: str, status: str) -> Fact:
    learned = slot.learned
    return Fact(
        identity_id=slot.identity_id, key=learned.key, value=learned.value, value_norm=slot.value_norm,
        cardinality="many" if slot.many else "one", status=status, confidence=learned.confidence, rule=learned.rule,
        method=_method(learned), pii=pii, valid_from=learned.valid_from or slot.said_at,
        recorded_at=now,
    )  # fmt: skip


def _retire(session: Session, active: Fact, slot: _Slot, now: datetime) -> None:
    """A correction says that the old value never was true; anything else that it was true until now."""
    active.status = "retracted" if slot.learned.retracts else "superseded"
    active.valid_to = active.valid_from if slot.learned.retracts else slot.said_at
    active.retired_at = now
    session.add(active)
    # The partial unique index allows one active fact, so the old one must leave before the new one enters.
    session.flush()


def _keep(session: Session, row: Fact, slot: _Slot, replaced: Fact | None) -> int:
    session.add(row)
    session.flush()
    _add_source(session, row.id, slot.learned)
    if replaced is not None:
        replaced.superseded_by = row.id
        session.add(replaced)
    if row.status == "active":
        _settle_guesses(session, slot, row)
    session.flush()
    return row.id


def _settle_guesses(session: Session, slot: _Slot, row: Fact) -> None:
    """What was guessed before is answered now: the same value joins the fact, another one is history."""
    for guess in session.exec(_GUESSES_SAME if slot.many else _GUESSES, params=slot.params).all():
        guess.status, guess.valid_to, guess.retired_at = "superseded", slot.said_at, row.recorded_at
        guess.superseded_by = row.id
        session.add(guess)


def _again(session: Session, fact: Fact, slot: _Slot) -> int:
    if _add_source(session, fact.id, slot.learned):
        fact.confidence = min(0.99, fact.confidence + (1 - fact.confidence) * MORE_SURE)
        fact.valid_from = min(fact.valid_from, slot.said_at)
        if slot.learned.rule == "answer.yes":
            fact.asked_at = slot.said_at
        session.add(fact)
        session.flush()
    return fact.id


def _add_source(session: Session, fact_id: int, learned: Learned) -> bool:
    """Note the words; False when they are known (a turn that is done again) or stand in no message."""
    message = session.get(Message, learned.message_id) if learned.message_id else None
    start = message.text.find(learned.quote) if message and learned.quote else -1
    if start < 0:
        return False
    words = {"fact_id": fact_id, "message_id": learned.message_id, "start": start}
    if session.exec(_SOURCE, params=words).first() is not None:
        return False
    end = start + len(learned.quote)
    session.add(FactSource(fact_id=fact_id, message_id=learned.message_id, char_start=start, char_end=end))
    return True
