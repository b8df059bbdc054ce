"""A case as its card: everything an agent needs before the first word, and the buttons that apply now.

A card holds strangers' words only escaped, so that they neither ping nor lay out anything. It is drawn anew from what
is stored at every change of state; the whole history goes behind "Show all".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlmodel import Session, col, select

from bot import markup
from bot.handoff import brief
from bot.handoff.desks import Mode
from bot.storage.tables import Agent, Attachment, Case, Conversation, Decision, Draft, Identity, Message
from bot.types import ANSWERED, VIEW, Card, Choice, Known, Standing

LAST_TURNS = 10
LONGEST_LINE = 280
"""Letters of one message on the card."""
ALL = 200
"""Messages behind "Show all"."""

CHANNELS = {"telegram": "Telegram", "slack": "Slack", "web": "Web", "terminal": "Terminal"}
_LANGUAGES = {"en": "English", "de": "German", "es": "Spanish", "fr": "French"}
_STATES = {
    "queued": "Waiting",
    "claimed": "With {agent}",
    "resolved": "Resolved by {agent}",
    "returned": "With the bot",
}
_FACTS = {"plan.name": "Plan", "location.city": "City", "order.id": "Order", "product.owned": "Has"}

RULES: dict[Mode, str] = {
    "relay-all": "Replies here go to the customer; begin with // for a note.",
    "relay-explicit": "Only what begins with ! goes to the customer; everything else stays here.",
    "alerts-only": "Nothing that is written here goes to the customer; answer on the web desk.",
}


CLAIM_FIRST = "Until somebody claims the case, nothing that is written here leaves it. After that:"


@dataclass(frozen=True, slots=True)
class Person:
    """What the rooms that know the customer say of them, for the card."""

    known: Known
    standing: Standing


def of_case(session: Session, case_id: int, person: Person, mode: Mode, now: datetime) -> Card:
    """Return the card of a case as it is now."""
    case = session.get_one(Case, case_id)
    agent = session.get(Agent, case.agent_id) if case.agent_id else None
    name = person.known.name or display_name(session, case)
    reason = brief.REASONS.get(case.reason, case.reason)
    told = brief.of_case(session, case_id, now)
    words = [markup.escape(told.text)]
    words += [_told(session, case)] if case.state in ("queued", "claimed") else []
    words += [f"*{markup.escape(draft)}*" for draft in _drafts(session, case)]
    words += [_learnt(told)] if told.draft else []
    words += [f"*{_rule(mode, case)}*"] if case.state in ("queued", "claimed") else []
    return Card(
        id=f"case:{case.id}",
        title=f"#{case.number} {name} · {reason}"[:120],
        text="\n\n".join(word for word in words if word),
        facts=(*_facts(session, case, agent, person, now), *(one for one in told.details if one[0] != "Stage")),
        choices=choices(case),
    )


def _learnt(told: brief.Brief) -> str:
    """Return a reply learnt from a solved case, marked as such."""
    number = told.similar.number if told.similar else 0
    return f"*{markup.escape(f'Draft, as case #{number} was solved: {markup.plain(told.draft)[:LONGEST_LINE]}')}*"


def _rule(mode: Mode, case: Case) -> str:
    """Return what becomes of words in the thread, as long as it matters."""
    return RULES[mode] if case.state == "claimed" or mode == "alerts-only" else f"{CLAIM_FIRST} {RULES[mode]}"


def display_name(session: Session, case: Case) -> str:
    """Return how a customer calls themselves on an app; "Customer" where no app says so."""
    query = select(Identity.display_name).where(Identity.customer_id == case.customer_id, Identity.display_name != "")
    return session.exec(query.order_by(col(Identity.id).desc())).first() or "Customer"


def choices(case: Case) -> tuple[Choice, ...]:
    """Return the buttons that apply to a case in its state."""

    def verb(name: str, label: str, sign: str = ANSWERED) -> Choice:
        return Choice(f"{sign}case.{name}:{case.id}:{case.version}", label)

    every = (verb("all", "Show all", VIEW),)
    if case.state == "queued":
        return (verb("claim", "Claim"), *every)
    if case.state == "claimed":
        return (
            verb("resolve", "Resolve"), verb("return", "Return to bot"), verb("snooze", "Snooze 1 h"),
            verb("tomorrow", "Snooze until tomorrow"), verb("takeover", "Take over"),
            verb("suggest", "Suggest article", VIEW), *every,
        )  # fmt: skip
    return (verb("suggest", "Suggest article", VIEW), *every) if case.state == "resolved" else every


def _facts(
    session: Session, case: Case, agent: Agent | None, person: Person, now: datetime
) -> tuple[tuple[str, str], ...]:
    known, standing = person.known, person.standing
    state = _STATES[case.state].format(agent=agent.name if agent else "a colleague")
    if case.snoozed_until and case.snoozed_until > now and case.state == "claimed":
        state += f", snoozed until {case.snoozed_until:%d %b %H:%M} UTC"
    channels = dict.fromkeys(CHANNELS.get(channel, channel) for channel, _ in known.identities)
    found = [("State", state), ("Channels", ", ".join(channels))]
    found.append(("Language", _LANGUAGES.get(standing.language, standing.language)))
    found += [("Local time", local)] if (local := _local_time(known, now)) else []
    found += [(label, value) for key, label in _FACTS.items() if (value := known.get(key))]
    found += [("Stage", stage)] if (stage := ", ".join(filter(None, (standing.stage, standing.tier)))) else []
    found += [("First to", standing.agent)] if standing.agent else []
    found += [("Priority", _priority(standing.rules))] if standing.rules else []
    found += [("Tried", tried)] if (tried := _tried(session, case, known)) else []
    began = session.get_one(Conversation, case.conversation_id).opened_at
    if known.issue is not None and known.issue.opened_at < began:  # else the brief says it
        found.append(("Open issue", f"{known.issue.title} (since {known.issue.opened_at:%d %b})"))
    return tuple(found)


def _priority(rules: Sequence[str]) -> str:
    """Return why a case stands where it does in the queue, for people."""
    return ", ".join(rule.partition(":")[2] or rule for rule in rules)


def _local_time(known: Known, now: datetime) -> str:
    zone = known.get("contact.timezone") or known.get("location.timezone") or ""
    try:
        return f"{now.astimezone(ZoneInfo(zone)):%H:%M}" if zone else ""
    except (ZoneInfoNotFoundError, ValueError):
        return ""


def _tried(session: Session, case: Case, known: Known) -> str:
    """Return the articles that the bot gave, with its confidence and what the customer made of them."""
    rows = session.exec(
        select(Decision.passages, Message.feedback)
        .join(Message, col(Message.id) == col(Decision.message_id))
        .where(Decision.conversation_id == case.conversation_id, Decision.kind == "answer")
        .order_by(col(Decision.id).desc())
        .limit(3)
    ).all()
    found = []
    for passages, feedback in reversed(rows):
        if passages:
            first = passages[0]
            helped = {"up": ", helped", "down": ", did not help"}.get(feedback, "")
            failed = ", did not help" if not helped and first["article"] in known.tried else helped
            found.append(f"{first['title']} ({float(first['score']):.0%}{failed})")
    return "; ".join(found)


def _drafts(session: Session, case: Case) -> list[str]:
    """Return the newest suggestion, marked as such."""
    query = select(Draft.text).where(Draft.case_id == case.id).order_by(col(Draft.id).desc()).limit(1)
    return [f"Draft by the bot, not sent: {markup.plain(text)[:LONGEST_LINE]}" for text in session.exec(query)]


# --- what was said -------------------------------------------------------------------------------


def _told(session: Session, case: Case) -> str:
    """Return the last turns before the case was opened: what comes after it stands in the thread."""
    query = select(Message).where(
        Message.conversation_id == case.conversation_id, Message.role != "note", Message.kind != "handoff",
        Message.received_at <= case.opened_at,
    )  # fmt: skip
    rows = session.exec(query.order_by(col(Message.id).desc()).limit(LAST_TURNS)).all()
    return "\n".join(f"> {line}  " for line in _lines(session, list(reversed(rows)), LONGEST_LINE))


def history(session: Session, case_id: int) -> Card:
    """Return everything that was said in a case's conversation, for "Show all"."""
    case = session.get_one(Case, case_id)
    query = select(Message).where(Message.conversation_id == case.conversation_id)
    rows = list(reversed(session.exec(query.order_by(col(Message.id).desc()).limit(ALL)).all()))
    return Card(
        id=f"case.all:{case.id}", title=f"#{case.number} from the beginning",
        text="\n\n".join(_lines(session, rows, 2000)) or "Nothing was said yet.",
    )  # fmt: skip


def _lines(session: Session, rows: Sequence[Message], longest: int) -> list[str]:
    names = dict(session.exec(select(Agent.id, Agent.name)).all())
    files: dict[int, list[str]] = {}
    ids = [row.id for row in rows]
    for message_id, name in session.exec(
        select(Attachment.message_id, Attachment.name).where(col(Attachment.message_id).in_(ids))
    ):
        files.setdefault(message_id or 0, []).append(name)
    return [_line(row, names, files.get(row.id, []), longest) for row in rows]


def _line(row: Message, names: dict[int, str], files: Sequence[str], longest: int) -> str:
    who = {"customer": "Customer", "bot": "Bot"}.get(row.role) or names.get(row.agent_id or 0, "Agent")
    who += " (note)" if row.role == "note" else ""
    said = " ".join(markup.plain(row.text).split() if row.role != "customer" else row.text.split())
    said = said if len(said) <= longest else f"{said[:longest]}…"
    offered = " ".join(f"({choice['label']})" for choice in row.choices)
    said = f"{said} [{', '.join(files)}]" if files else f"{said} {offered}" if offered else said
    return f"**{who}**: {markup.escape(said)}"
