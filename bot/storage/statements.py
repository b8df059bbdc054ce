"""Statements as fixed strings, the queue's above all: every message runs through them, so nothing is built anew.

In the subset that SQLite (3.35 or newer) and PostgreSQL share. The tables remain the one definition: a test prepares
each of these against them.
"""

from __future__ import annotations

from sqlalchemy import TextClause, bindparam, text

from bot.storage.tables.base import Json, UTCDateTime

_TIMES = ("now", "ready_at", "typing_until")


def _statement(sql: str, *, json: bool = False) -> TextClause:
    """Return a statement whose times go in as aware UTC; `json` marks :payload as JSON."""
    typed = [bindparam(name, type_=UTCDateTime()) for name in _TIMES if f":{name}" in sql]
    return text(sql).bindparams(*typed, *([bindparam("payload", type_=Json)] if json else []))


RECEIVE = _statement(
    """
    INSERT INTO inbound (channel, account, key, lane_kind, lane_ref, kind, identity_id, payload, status, attempts,
                         error, received_at, done_at)
    VALUES (:channel, :account, :key, :lane_kind, :lane_ref, :kind, :identity_id, :payload, :status, :attempts,
            '', :now, CASE WHEN :status = 'done' THEN :now END)
    ON CONFLICT DO NOTHING RETURNING id
    """,
    json=True,
)

# An idle lane takes the new time; a lane with work keeps the later one, as a lease or back-off must not be cut.
TOUCH = _statement(
    """
    INSERT INTO lane (kind, ref, pending, ready_at, epoch, owner, fails)
    VALUES (:kind, :ref, :pending, :ready_at, 0, '', 0)
    ON CONFLICT (kind, ref) DO UPDATE SET
        pending = lane.pending + excluded.pending,
        ready_at = CASE WHEN (lane.pending = 0 AND lane.owner = '') OR lane.ready_at < excluded.ready_at
                        THEN excluded.ready_at ELSE lane.ready_at END
    """
)

HURRY = _statement(
    "UPDATE lane SET ready_at = :ready_at WHERE kind = :kind AND ref = :ref AND owner = '' AND fails = 0"
)

CLAIM = _statement(
    """
    UPDATE lane SET owner = :owner, epoch = epoch + 1, ready_at = :ready_at
    WHERE kind = :kind AND pending > 0 AND ready_at <= :now AND ref IN (
        SELECT ref FROM lane WHERE kind = :kind AND pending > 0 AND ready_at <= :now ORDER BY ready_at LIMIT :limit)
    RETURNING ref, epoch, fails
    """
)

# UPDATEs also where nothing changes, so that on PostgreSQL the row stays locked until COMMIT.
FENCE = _statement("UPDATE lane SET epoch = epoch WHERE kind = :kind AND ref = :ref AND epoch = :epoch")

RENEW = _statement(
    """
    UPDATE lane SET ready_at = :ready_at, pending = pending - :settled
    WHERE kind = :kind AND ref = :ref AND epoch = :epoch
    """
)

RELEASE = _statement(
    """
    UPDATE lane SET owner = '', ready_at = :ready_at, pending = pending - :settled, fails = :fails
    WHERE kind = :kind AND ref = :ref AND epoch = :epoch
    """
)

RECOUNT = _statement(
    """
    UPDATE lane SET owner = '', ready_at = :ready_at, fails = 0, pending = (
        SELECT count(*) FROM inbound WHERE lane_kind = :kind AND lane_ref = :ref AND status = 'new')
    WHERE kind = :kind AND ref = :ref AND epoch = :epoch
    """
)

LESS = _statement("UPDATE lane SET pending = pending - 1 WHERE kind = :kind AND ref = :ref")

SENT = _statement(
    "UPDATE outbox SET status = 'sent', external_id = :external_id, sent_at = :now, error = '' WHERE id = :id"
)

AGAIN = _statement(
    """
    UPDATE outbox SET status = 'new', attempts = 0, error = ''
    WHERE message_id = :message_id AND status IN ('dead', 'held') RETURNING chat_id
    """
)

APPEARS = _statement(
    """
    INSERT INTO message_ref (message_id, channel, account, chat, external_id, part)
    VALUES (:message_id, :channel, :account, :chat, :external_id, :part) ON CONFLICT DO NOTHING
    """
)

PRESENT = _statement(
    """
    INSERT INTO presence (case_id, agent_id, seen_at, typing_until)
    VALUES (:case_id, :agent_id, :now, :typing_until)
    ON CONFLICT (case_id, agent_id) DO UPDATE SET seen_at = excluded.seen_at, typing_until = excluded.typing_until
    """
)

DUE = _statement("SELECT id FROM timer WHERE NOT fired AND due_at <= :now ORDER BY due_at, id LIMIT :limit")

ALL = {name: value for name, value in globals().items() if isinstance(value, TextClause)}
"""Every statement by name, for the test that prepares them."""
