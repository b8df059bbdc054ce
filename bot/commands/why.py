"""`rapport why`: the rule, articles, scores and facts behind a message."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Annotated, Any

import typer
from sqlmodel import Session, col, or_, select

from bot.errors import NotFound
from bot.memory import access
from bot.settings import load
from bot.storage.opening import beside
from bot.storage.tables import Decision, Fact, FactSource, Identity, Message

app = typer.Typer(add_completion=False)

SHORTEST = 6
"""Characters of a message id that suffice when they are unique."""


@app.command()
def why(
    message: Annotated[str, typer.Argument(help="A message's id (or its first 6 characters); `last` for the latest.")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Say why the bot said something, or what it decided about a customer's message."""
    with beside(load().database) as db:
        found = db.now(_looked_up, message, db.clock())
    if as_json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        return
    sys.stdout.write(words(found))


def _looked_up(session: Session, ref: str, now: datetime) -> dict[str, Any]:
    """Return the decision, and write down that somebody read the customer's words."""
    found = explain(session, ref)
    customer_id = session.get_one(Identity, _message(session, ref).identity_id).customer_id
    access.note(session, customer_id, access.by_command(), "why", now)
    return found


def explain(session: Session, ref: str) -> dict[str, Any]:
    """Return the decision behind a message. Raises NotFound when there is none, or several begin like this."""
    message = _message(session, ref)
    decision = session.exec(
        select(Decision)
        .where((Decision.message_id == message.id) | (Decision.in_reply_to == message.id))
        .order_by(col(Decision.id).desc())
        .limit(1)
    ).first() or _before(session, message)
    if decision is None:
        raise NotFound(f"no decision stands behind message {ref}: an agent wrote it, or it still waits for its turn.")
    asked = session.get(Message, decision.in_reply_to) if decision.in_reply_to else None
    return {
        "message": message.public_id, "said_by": message.role, "text": message.text,
        "in_reply_to": asked.text if asked else None, "decision": decision.kind, "rule": decision.rule,
        "dropped": decision.dropped, "model": decision.model or None, "at": decision.at.isoformat(),
        "policy": decision.policy, "passages": decision.passages,
        "facts": [_fact(session, fact) for fact in decision.facts],
    }  # fmt: skip


def _message(session: Session, ref: str) -> Message:
    if ref == "last":
        decided = col(Message.id).in_(select(Decision.message_id))  # a notice is mostly said for an agent's verb
        query = (
            select(Message).where(Message.role == "bot", or_(col(Message.kind) != "notice", decided))
            .order_by(col(Message.id).desc()).limit(1)
        )  # fmt: skip
    else:
        if len(ref) < SHORTEST or not ref.isalnum():
            raise NotFound(f'"{ref}" is no message id: 32 hexadecimal digits, or their first 6. `last` is the latest.')
        query = select(Message).where(col(Message.public_id).startswith(ref)).limit(2)
    found = session.exec(query).all()
    if not found and ref == "last":
        raise NotFound("the bot has said nothing yet. `rapport chat` talks to it.")
    if len(found) != 1:
        raise NotFound(f"{'several messages begin' if found else 'no message begins'} with {ref}.")
    return found[0]


def _before(session: Session, message: Message) -> Decision | None:
    """A turn may say several things: the later ones share the decision of the first."""
    if message.role != "bot" or message.kind == "notice":  # a notice is said for an agent's verb
        return None
    return session.exec(
        select(Decision)
        .where(Decision.conversation_id == message.conversation_id, col(Decision.message_id) < message.id)
        .order_by(col(Decision.id).desc())
        .limit(1)
    ).first()


def _fact(session: Session, fact_id: int) -> dict[str, Any]:
    fact = session.get(Fact, fact_id)
    if fact is None:
        return {"id": fact_id, "forgotten": True}
    source = session.exec(
        select(FactSource, Message, Identity)
        .join(Message, col(Message.id) == col(FactSource.message_id))
        .join(Identity, col(Identity.id) == col(Message.identity_id))
        .where(FactSource.fact_id == fact_id)
    ).first()
    row: dict[str, Any] = {"id": fact.id, "key": fact.key, "value": fact.value, "status": fact.status}
    if source:
        span, message, identity = source
        row |= {"quote": message.text[span.char_start : span.char_end], "channel": identity.channel,
                "learnt": message.sent_at.isoformat()}  # fmt: skip
    return row


def words(found: dict[str, Any]) -> str:
    lines = [f"“{found['text']}”", f"  said by {found['said_by']}, {found['at']}"]
    if found["in_reply_to"]:
        lines.append(f"  in reply to: {found['in_reply_to']}")
    lines.append(f"  decision: {found['decision']} – rule: {found['rule']}")
    if found["dropped"]:
        lines.append("  not said: the conversation changed hands meanwhile; it became a suggestion on the desk")
    lines += [f"  {rule.replace(':', ' rule: ', 1)}" for rule in found["policy"]] or [
        "  no rule applies: as for anybody"
    ]
    lines.append(f"  model: {found['model'] or 'none'}")
    for passage in found["passages"]:
        lines.append(f"  article {passage['article']} § {passage['section']} "
                     f"(score {passage['score']}, version {passage['version']})")  # fmt: skip
    for fact in found["facts"]:
        told = f" – “{fact['quote']}” in {fact['channel']}, {fact['learnt'][:10]}" if fact.get("quote") else ""
        lines.append(f"  fact {fact.get('key', fact['id'])} = {fact.get('value', 'forgotten')}{told}")
    return "\n".join(lines) + "\n"
