"""Statements as fixed strings for the driver, the queue's above all: what every message runs through is not built anew.

In the subset that SQLite (3.35 or newer) and PostgreSQL share; `FOR UPDATE SKIP LOCKED` is the one branch. The
tables remain the one definition: a test prepares each of these against them on both databases.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlmodel import Session

_TIMES = ("now", "ready_at", "since", "due_at", "done_at", "typing_until")
_JSON = ("payload", "body")
_plain = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` makes an encoder for each value


class Statement:
    """One statement in each driver's own spelling. Times go in aware, JSON as Python values."""

    __slots__ = ("bind", "jsons", "names", "order", "postgres", "sqlite", "times")

    def __init__(self, sql: str) -> None:
        flat = " ".join(sql.split())
        plain = flat.replace(" FOR UPDATE SKIP LOCKED", "").replace(" FOR UPDATE", "")
        self.sqlite = re.sub(r":\w+", "?", plain)  # its driver binds by place in two thirds of the time by name
        self.postgres = re.sub(r":(\w+)", r"%(\1)s", flat)
        self.order = tuple(re.findall(r":(\w+)", plain))
        self.names = tuple(dict.fromkeys(self.order))
        self.times = tuple(name for name in self.names if name in _TIMES)
        self.jsons = tuple(name for name in self.names if name in _JSON)
        self.bind = _bind(self.order)


def _bind(order: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Return what puts named values into the order in which SQLite's driver wants them."""
    if len(order) > 1:
        return itemgetter(*order)
    return lambda values: tuple(values[name] for name in order)  # of one name `itemgetter` gives the bare value


def run(session: Session, statement: Statement, **values: Any) -> Any:
    """Run a statement on the session's own connection and transaction; return the driver's cursor.

    The session's next statement uses the same cursor: rows are fetched before it. The session's unit of work is
    passed by: rows that it holds are neither flushed nor refreshed.
    """
    for name in statement.jsons:
        values[name] = _plain(values[name])
    cursor = session.info.get("cursor") or _cursor(session)
    if session.info["postgres"]:
        return cursor.execute(statement.postgres, values)
    for name in statement.times:
        values[name] = _text(values[name])
    return cursor.execute(statement.sqlite, statement.bind(values))


def _cursor(session: Session) -> Any:
    if "driver" not in session.info:
        connection = session.connection()
        session.info["postgres"] = connection.dialect.name == "postgresql"
        session.info["driver"] = connection.connection.driver_connection
    session.info["cursor"] = session.info["driver"].cursor()
    return session.info["cursor"]


@lru_cache(maxsize=256)  # one turn writes the same moment a dozen times
def _text(value: datetime | None) -> str | None:
    if value is None:
        return None
    # As SQLAlchemy writes a DateTime to SQLite: naive UTC with microseconds, so that both compare as strings.
    return value.astimezone(UTC).isoformat(" ", "microseconds")[:26]


def moment(value: Any) -> datetime:
    """Return a time of a row as aware UTC: text on SQLite, a datetime on PostgreSQL."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value.astimezone(UTC)


def value(stored: Any) -> Any:
    """Return a JSON column of a row as a Python value: text on SQLite, read by the driver on PostgreSQL."""
    return json.loads(stored) if isinstance(stored, str) else stored


# --- in ----------------------------------------------------------------------------------------

# The later time stays: a lease, a back-off or a chat's pace must not be cut by what comes in.
# Before the event in every transaction that stores one: on PostgreSQL the row's lock puts one lane's senders in order.
TOUCH = Statement(
    """
    INSERT INTO lane (kind, ref, pending, ready_at, epoch, owner, fails)
    VALUES (:kind, :ref, :pending, :ready_at, 0, '', 0)
    ON CONFLICT (kind, ref) DO UPDATE SET
        pending = lane.pending + excluded.pending,
        ready_at = CASE WHEN lane.ready_at < excluded.ready_at THEN excluded.ready_at ELSE lane.ready_at END
    """
)

# The identity's customer is read here, behind the lane's lock: linking may have moved it while we waited.
RECEIVE = Statement(
    """
    INSERT INTO inbound (channel, account, key, lane_kind, lane_ref, kind, identity_id, message_id, payload, status,
                         attempts, error, received_at, done_at)
    VALUES (:channel, :account, :key, :lane_kind,
            COALESCE((SELECT customer_id FROM identity WHERE id = :owner_id), :lane_ref), :kind, :identity_id, NULL,
            :payload, :status, :attempts, :error, :now, :done_at)
    ON CONFLICT DO NOTHING RETURNING id, lane_ref
    """
)

HURRY = Statement("UPDATE lane SET ready_at = :ready_at WHERE kind = :kind AND ref = :ref AND owner = '' AND fails = 0")

# MATERIALIZED: without it PostgreSQL may run the subquery once a row, each time with a LIMIT of its own.
# `+`: without it SQLite, and PostgreSQL before its first ANALYZE, walk through every lane that is ready once more.
CLAIM = Statement(
    """
    WITH due AS MATERIALIZED (
        SELECT ref FROM lane WHERE kind = :kind AND pending > 0 AND ready_at <= :now ORDER BY ready_at LIMIT :limit
        FOR UPDATE SKIP LOCKED)
    UPDATE lane SET owner = :owner, epoch = epoch + 1, ready_at = :ready_at
    WHERE kind = :kind AND +pending > 0 AND ready_at <= :now AND ref IN (SELECT ref FROM due)
    RETURNING ref, epoch, fails
    """
)

EVENTS = Statement(
    """
    SELECT i.id, i.kind, m.text, i.payload, i.message_id, i.identity_id, COALESCE(m.sent_at, i.received_at)
    FROM inbound i LEFT JOIN message m ON m.id = i.message_id
    WHERE i.lane_kind = :kind AND i.lane_ref = :ref AND i.status = 'new' ORDER BY i.id LIMIT :limit
    """
)

SETTLE = Statement(
    """
    UPDATE inbound SET status = :status, error = :error, done_at = :now, attempts = attempts + 1
    WHERE id = :id AND status = 'new'
    """
)

TRIED = Statement("SELECT attempts FROM inbound WHERE id = :id")

FAILED = Statement("UPDATE inbound SET attempts = attempts + 1, error = :error WHERE id = :id")

# UPDATEs also where nothing changes, so that on PostgreSQL the row stays locked until COMMIT. A lane that was given
# back has no owner: a write that is run again after its COMMIT's answer was lost finds its work done.
FENCE = Statement("UPDATE lane SET epoch = epoch WHERE kind = :kind AND ref = :ref AND epoch = :epoch AND owner <> ''")

RENEW = Statement(
    """
    UPDATE lane SET ready_at = :ready_at, pending = pending - :settled
    WHERE kind = :kind AND ref = :ref AND epoch = :epoch AND owner <> ''
    """
)

RELEASE = Statement(
    """
    UPDATE lane SET owner = '', ready_at = :ready_at, pending = pending - :settled, fails = :fails
    WHERE kind = :kind AND ref = :ref AND epoch = :epoch AND owner <> ''
    """
)

# Of a chat whose last part has just been settled; one that has more is left as it is.
EMPTIED = Statement(
    """
    UPDATE lane SET owner = '', ready_at = :ready_at, pending = 0, fails = 0
    WHERE kind = :kind AND ref = :ref AND epoch = :epoch AND owner <> '' AND pending = :settled
    """
)

RECOUNT = Statement(
    """
    UPDATE lane SET owner = '', ready_at = :ready_at, fails = 0, pending = (
        SELECT count(*) FROM inbound WHERE lane_kind = :kind AND lane_ref = :ref AND status = 'new')
    WHERE kind = :kind AND ref = :ref AND epoch = :epoch AND owner <> ''
    """
)

RECOUNT_OUT = Statement(
    """
    UPDATE lane SET owner = '', ready_at = :ready_at, fails = 0, pending = (
        SELECT count(*) FROM outbox WHERE chat_id = :ref AND status IN ('new', 'sending', 'uncertain'))
    WHERE kind = :kind AND ref = :ref AND epoch = :epoch AND owner <> ''
    """
)

LESS = Statement("UPDATE lane SET pending = pending - 1 WHERE kind = :kind AND ref = :ref")

CLEAR = Statement("UPDATE lane SET owner = '', ready_at = :ready_at, epoch = epoch + 1 WHERE owner <> ''")

MINE = Statement("SELECT kind, ref, epoch, fails FROM lane WHERE owner = :owner ORDER BY kind, ref")

UNSTARTED = Statement(
    "UPDATE outbox SET status = 'new', attempts = attempts - 1 WHERE chat_id = :chat_id AND status = 'sending'"
)

LEAVE = Statement("UPDATE lane SET owner = '', ready_at = :ready_at, epoch = epoch + 1 WHERE owner = :owner")

# --- who writes, and where ----------------------------------------------------------------------

CHAT = Statement(
    """
    SELECT id FROM chat WHERE channel = :channel AND account = :account AND chat = :chat AND thread = :thread
    """
)

NEW_CHAT = Statement(
    """
    INSERT INTO chat (channel, account, chat, thread, shared, closed)
    VALUES (:channel, :account, :chat, :thread, FALSE, FALSE)
    ON CONFLICT DO NOTHING
    """
)

SHARE = Statement("UPDATE chat SET shared = TRUE WHERE id = :id AND NOT shared")

SHARED = Statement(
    "SELECT id FROM chat WHERE channel = :channel AND account = :account AND chat = :chat AND shared LIMIT 1"
)

CLOSE = Statement(
    "UPDATE chat SET closed = TRUE WHERE channel = :channel AND account = :account AND chat = :chat AND NOT closed"
)

REOPEN = Statement(
    """
    UPDATE chat SET closed = FALSE
    WHERE channel = :channel AND account = :account AND chat IN (:chat, :person) AND closed
    """
)

CLOSED = Statement(
    "SELECT id FROM chat WHERE channel = :channel AND account = :account AND chat = :chat AND closed LIMIT 1"
)

IDENTITY = Statement(
    """
    SELECT i.id, i.customer_id, i.chat_id, i.display_name, c.status FROM identity i
    JOIN customer c ON c.id = i.customer_id
    WHERE i.channel = :channel AND i.realm = :realm AND i.external_id = :external_id
    """
)

NEW_IDENTITY = Statement(
    """
    INSERT INTO identity
        (customer_id, channel, realm, external_id, display_name, verified_by, email, created_at)
    VALUES (:customer_id, :channel, :realm, :external_id, :display_name, 'none', '', :now)
    ON CONFLICT DO NOTHING RETURNING id
    """
)

SEEN = Statement("UPDATE identity SET chat_id = :chat_id, display_name = :display_name WHERE id = :id")

# --- out ---------------------------------------------------------------------------------------

POST = Statement(
    """
    INSERT INTO outbox (inbound_id, message_id, thread_id, part, chat_id, op, body, policy, status, attempts, error,
                        external_id, created_at)
    VALUES (:inbound_id, :message_id, :thread_id, :part, :chat_id, :op, :body, :policy, 'new', 0, '', '', :now)
    """
)

OLDEST = Statement(
    """
    SELECT id, op, body, policy, message_id, part, attempts, status, thread_id, created_at FROM outbox
    WHERE chat_id = :chat_id AND status IN ('new', 'sending', 'uncertain') ORDER BY id LIMIT 1
    """
)

# The same of all chats that one claim took: its lease, to the microsecond, and its owner name them.
HEADS = Statement(
    """
    SELECT o.id, o.op, o.body, o.policy, o.message_id, o.part, o.attempts, o.status, o.thread_id, o.created_at,
        o.chat_id
    FROM lane l JOIN outbox o ON o.id = (
        SELECT id FROM outbox WHERE chat_id = l.ref AND status IN ('new', 'sending', 'uncertain') ORDER BY id LIMIT 1)
    WHERE l.kind = 'out' AND l.pending > 0 AND l.ready_at = :ready_at AND l.owner = :owner
    """
)

STATE = Statement("SELECT status FROM outbox WHERE id = :id")

SENDING = Statement("UPDATE outbox SET status = 'sending', attempts = attempts + 1 WHERE id = :id")

# The heads that are not sent now are no longer `new`, or their lanes have been given back in this transaction.
# The status is looked at inside: outside, PostgreSQL would walk through all parts that are open, once a lane.
ALL_SENDING = Statement(
    """
    UPDATE outbox SET status = 'sending', attempts = attempts + 1 WHERE id IN (
        SELECT (SELECT CASE WHEN status = 'new' THEN id END FROM outbox
                WHERE chat_id = l.ref AND status IN ('new', 'sending', 'uncertain') ORDER BY id LIMIT 1)
        FROM lane l WHERE l.kind = 'out' AND l.pending > 0 AND l.ready_at = :ready_at AND l.owner = :owner)
    """
)

# What the chat app said before it was asked to wait is kept; `attempts` goes back when the try is not to count.
UNSENT = Statement(
    "UPDATE outbox SET status = :status, error = :error, attempts = attempts - :uncounted WHERE id = :id"
)

SENT = Statement(
    """
    UPDATE outbox SET status = 'sent', external_id = :external_id, sent_at = :now, error = ''
    WHERE id = :id AND status <> 'sent'
    """
)

AGAIN = Statement(
    """
    UPDATE outbox SET status = 'new', attempts = 0, error = ''
    WHERE message_id = :message_id AND thread_id IS NULL AND status IN ('dead', 'held') RETURNING chat_id
    """
)

GIVEN_UP = Statement(
    """
    DELETE FROM outbox WHERE message_id = :message_id AND thread_id IS NULL AND status IN ('dead', 'held') RETURNING id
    """
)

APPEARS = Statement(
    """
    INSERT INTO message_ref (message_id, channel, account, chat, external_id, part)
    VALUES (:message_id, :channel, :account, :chat, :external_id, :part) ON CONFLICT DO NOTHING
    """
)

# What is known only when a part is sent: a case's thread and card, where a message appears, a file.
THREAD = Statement("SELECT thread, card, state FROM desk_thread WHERE id = :id")

OPENED = Statement("UPDATE desk_thread SET thread = :thread, card = :card, state = 'open' WHERE id = :id")

WHERE_IT_APPEARS = Statement(
    """
    SELECT external_id FROM message_ref
    WHERE message_id = :message_id AND channel = :channel AND account = :account AND chat = :chat AND part = :part
    ORDER BY id DESC LIMIT 1
    """
)

FILE = Statement(
    "SELECT stored, name, media_type, size, sha256, public_id, remote, error FROM attachment WHERE id = :id"
)

# The bucket's row is locked until COMMIT, so two workers cannot take the same slot.
BUCKET = Statement(
    """
    INSERT INTO bucket (name, next_at) VALUES (:name, :now)
    ON CONFLICT (name) DO UPDATE SET next_at = bucket.next_at RETURNING next_at
    """
)

SLOT = Statement("UPDATE bucket SET next_at = :ready_at WHERE name = :name")

# The next number of a name, from 1: one at a time, as its row is locked until COMMIT.
NUMBER = Statement(
    """
    INSERT INTO counter (name, value) VALUES (:name, 1)
    ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value
    """
)

# What one process was first to keep stays: the second one waits for its COMMIT, and keeps nothing.
FIRST_KEPT = Statement("INSERT INTO secret (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING")

# --- timers ------------------------------------------------------------------------------------

SCHEDULE = Statement(
    """
    INSERT INTO timer (key, identity_id, due_at, payload, fired) VALUES (:key, :identity_id, :due_at, :payload, FALSE)
    ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, payload = excluded.payload, fired = FALSE
    """
)

KEEP = Statement(
    """
    INSERT INTO timer (key, identity_id, due_at, payload, fired) VALUES (:key, :identity_id, :due_at, :payload, FALSE)
    ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, payload = excluded.payload, fired = FALSE
    WHERE timer.fired
    """
)

CANCEL = Statement("DELETE FROM timer WHERE key = :key")

# What a timer has become already is moot too. The lane's count is mended when it is claimed with nothing in it.
CANCEL_FIRED = Statement(
    """
    UPDATE inbound SET status = 'done', done_at = :now
    WHERE channel = 'timer' AND account = '' AND key = :key AND status = 'new'
    """
)

TIMED = Statement("SELECT due_at FROM timer WHERE key = :key")

DUE = Statement("SELECT id FROM timer WHERE NOT fired AND due_at <= :now LIMIT 1")

FIRE = Statement(
    """
    WITH due AS MATERIALIZED (
        SELECT id FROM timer WHERE NOT fired AND due_at <= :now ORDER BY due_at, id LIMIT :limit
        FOR UPDATE SKIP LOCKED)
    UPDATE timer SET fired = TRUE WHERE id IN (SELECT id FROM due)
    RETURNING (SELECT customer_id FROM identity WHERE identity.id = timer.identity_id), due_at, id, key, identity_id,
        payload
    """
)

# --- who leads ---------------------------------------------------------------------------------

LEAD = Statement(
    """
    INSERT INTO lease (name, owner, until) VALUES (:name, :owner, :until)
    ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
    WHERE lease.owner = excluded.owner OR lease.until <= :now RETURNING name
    """
)

# Nobody leads it: a row that is written to see that the database stores.
STORES = Statement(
    """
    INSERT INTO lease (name, owner, until) VALUES ('stores', :owner, :now)
    ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
    """
)

RESIGN = Statement("DELETE FROM lease WHERE name = :name AND owner = :owner")

# --- who looks at a case -------------------------------------------------------------------------

PRESENT = Statement(
    """
    INSERT INTO presence (case_id, agent_id, seen_at, typing_until)
    VALUES (:case_id, :agent_id, :now, :typing_until)
    ON CONFLICT (case_id, agent_id) DO UPDATE SET seen_at = excluded.seen_at, typing_until = excluded.typing_until
    """
)

# --- what was set aside ------------------------------------------------------------------------

ASIDE = Statement(
    """
    SELECT 'e', i.id, i.channel, i.status, i.error, i.done_at, m.public_id FROM inbound i
        LEFT JOIN message m ON m.id = i.message_id WHERE i.status = 'dead'
    UNION ALL
    SELECT 'p', o.id, c.channel, o.status, o.error, o.created_at, m.public_id FROM outbox o
        JOIN chat c ON c.id = o.chat_id LEFT JOIN message m ON m.id = o.message_id
        WHERE o.status IN ('dead', 'held')
    ORDER BY 6, 1, 2 LIMIT :limit
    """
)

# The conditions are those of the partial indexes, word for word, so that no whole table is read.
HEALTH = Statement(
    """
    SELECT (SELECT COUNT(*) FROM inbound WHERE status = 'new'),
        (SELECT MIN(received_at) FROM inbound WHERE status = 'new'),
        (SELECT COUNT(*) FROM inbound WHERE status = 'dead'),
        (SELECT COUNT(*) FROM outbox WHERE status IN ('new', 'sending', 'uncertain')),
        (SELECT COUNT(*) FROM outbox WHERE status IN ('dead', 'held') AND status = 'dead'),
        (SELECT COUNT(*) FROM outbox WHERE status IN ('dead', 'held') AND status = 'held')
    """
)

EVENT_AGAIN = Statement(
    """
    UPDATE inbound SET status = 'new', done_at = NULL WHERE id = :id AND status = 'dead' AND lane_ref > 0
    RETURNING lane_kind, lane_ref
    """
)

PART_AGAIN = Statement(
    """
    UPDATE outbox SET status = 'new', attempts = 0 WHERE id = :id AND status IN ('dead', 'held')
    AND EXISTS (SELECT 1 FROM message WHERE message.id = outbox.message_id AND message.text NOT IN ('', '[removed]'))
    RETURNING 'out', chat_id
    """
)

EVENT_DISMISSED = Statement("UPDATE inbound SET status = 'done' WHERE id = :id AND status = 'dead'")

PART_DISMISSED = Statement("DELETE FROM outbox WHERE id = :id AND status IN ('dead', 'held')")

# --- retention ---------------------------------------------------------------------------------

# Ids grow with time: the first row that is young enough ends the look, so that where nothing is old nothing is read.
FORGET_SENT = Statement(
    """
    DELETE FROM outbox WHERE id IN (
        SELECT id FROM outbox WHERE status = 'sent' AND created_at < :since
        AND id < COALESCE((SELECT id FROM outbox WHERE created_at >= :since ORDER BY id LIMIT 1), 9223372036854775807)
        ORDER BY id LIMIT :limit)
    """
)

FORGET_DONE = Statement(
    """
    DELETE FROM inbound WHERE id IN (
        SELECT i.id FROM inbound i WHERE i.status = 'done' AND i.received_at < :since
        AND i.id < COALESCE((SELECT id FROM inbound WHERE received_at >= :since ORDER BY id LIMIT 1),
            9223372036854775807)
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.inbound_id = i.id) ORDER BY i.id LIMIT :limit)
    """
)

# A pace that is long past is none: without its row, a name begins anew.
FORGET_PACE = Statement(
    """
    DELETE FROM bucket WHERE name IN (
        SELECT name FROM bucket WHERE next_at < :since ORDER BY name LIMIT :limit FOR UPDATE SKIP LOCKED)
    """
)

FORGET_FIRED = Statement(
    "DELETE FROM timer WHERE id IN (SELECT id FROM timer WHERE fired AND due_at < :since ORDER BY id LIMIT :limit)"
)

# --- memory ------------------------------------------------------------------------------------

# One customer's own rows and nobody else's: a search over all messages with the customer as a filter reads them all.
RECALL = Statement(
    """
    SELECT m.id, m.conversation_id, m.sent_at, m.tokens, m.text, m.role, m.kind, i.channel, COALESCE(a.name, ''),
           i.display_name
    FROM identity i JOIN message m ON m.identity_id = i.id LEFT JOIN agent a ON a.id = m.agent_id
    WHERE i.customer_id = :customer_id AND m.role <> 'note' AND m.text <> '' AND m.sent_at <= :now
      AND m.id NOT IN (SELECT message_id FROM inbound WHERE lane_kind = 'in' AND lane_ref = :customer_id
                       AND status = 'new' AND message_id IS NOT NULL)
    ORDER BY m.id DESC LIMIT :limit
    """
)

FACTS = Statement(
    """
    SELECT f.id, f.identity_id, f.key, f.value, f.value_norm, f.cardinality, f.status, f.confidence, f.rule,
           f.valid_from, f.valid_to, f.recorded_at, f.retired_at, i.channel, m.id, m.text, s.char_start, s.char_end,
           m.sent_at
    FROM identity i JOIN fact f ON f.identity_id = i.id
    LEFT JOIN fact_source s ON s.fact_id = f.id LEFT JOIN message m ON m.id = s.message_id
    WHERE i.customer_id = :customer_id AND f.recorded_at <= :now
    ORDER BY f.valid_from, f.id, s.id
    """
)

TOKENS = Statement("UPDATE message SET tokens = :tokens WHERE id = :id")

UNREAD = Statement("SELECT id, text FROM message WHERE tokens IS NULL ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED")

# --- what stands open with a customer -----------------------------------------------------------

# Asked before every turn: nearly always nothing is open, and nothing more is read.
DEALINGS = Statement(
    """
    SELECT (SELECT max(survey.id) FROM survey JOIN identity ON identity.id = survey.identity_id
            WHERE identity.customer_id = :customer_id AND survey.asked_at > :since),
           (SELECT min(recovery.id) FROM recovery JOIN identity ON identity.id = recovery.identity_id
            WHERE identity.customer_id = :customer_id AND recovery.state = 'open'),
           (SELECT min(id) FROM incident WHERE state = 'open')
    """
)

ALL: dict[str, Statement] = {name: value for name, value in globals().items() if isinstance(value, Statement)}
"""Every statement by name, for the test that prepares them."""
