"""A case as its card: everything an agent needs before the first word, and the buttons that apply now.

A card holds strangers' words only escaped, so that they neither ping nor lay out anything. It is drawn anew from what
is stored at every change of state; the whole history goes behind "Show all".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlmodel import Session, col, select

from bot import markup, texts
from bot.handoff import brief, cases, menu, names, replying
from bot.handoff.desks import Mode, thread_of
from bot.storage import queue
from bot.storage.tables import Agent, Attachment, Case, Conversation, Decision, Draft, Identity, Message
from bot.types.chat import VIEW, Address, Card, Choice
from bot.types.handoff import OPEN
from bot.types.memory import Known, Pack
from bot.types.relationship import Standing

LAST_TURNS = 10
LONGEST_LINE = 280
"""Letters of one message on the card."""
LONGEST_TITLE = 80
"""Letters of the title of the case before."""
ALL = 200
"""Messages behind "Show all"."""

_FACTS = {"plan.name": "plan", "location.city": "city", "order.id": "order", "product.owned": "has"}
"""Facts that are shown, and what their labels are called in the catalogue."""

_REASONS = {
    **{key: f"fact.{label}" for key, label in _FACTS.items()},
    "plan.seats": "why.seats", "company.name": "why.company", "location.country": "why.country",
    "pref.length": "why.length", "accessibility.need": "why.need", "value": "why.value", "orders": "why.orders",
    "spent": "why.spent", "days_since_order": "why.since_order", "days_since_contact": "why.since_contact",
    "contacts": "why.contacts", "days_known": "why.known", "anniversary": "why.anniversary", "solved": "why.solved",
    "handed_off": "why.handed_off", "score": "why.score", "nps": "why.nps", "referrals": "why.referrals",
    "reviews": "why.reviews",
}  # fmt: skip
"""What rules ask about, and what it is called in the catalogue."""


@dataclass(frozen=True, slots=True)
class Person:
    """What the rooms that know the customer say of them, for the card."""

    known: Known
    standing: Standing
    pack: Pack
    """What of it is worth knowing for the case."""
    zone: str = "UTC"
    """On whose clock agents read times."""
    tier: str = ""
    """Where it sets them apart from everybody."""
    own_zone: str = ""
    """On whose clock the customer lives, as they said or else as their app tells; "" for not known."""


def of_case(session: Session, case_id: int, person: Person, mode: Mode, now: datetime) -> Card:
    """Return the card of a case as it is now."""
    case = session.get_one(Case, case_id)
    agent = session.get(Agent, case.agent_id) if case.agent_id else None
    name = person.known.name or names.of_customer(session, case)
    reason = brief.reason(case.reason)
    told = brief.of_case(session, case_id, person.pack, now, person.zone)
    last = cases.before(session, case)
    words = [markup.escape(told.text)]
    words += [_told(session, case)] if case.state in OPEN else []
    words += [f"*{markup.escape(draft)}*" for draft in _drafts(session, case)]
    words += [_learnt(told)] if told.draft else []
    words += [f"*{_rule(mode, case)}*"] if case.state in OPEN else []
    return Card(
        id=f"case:{case.id}",
        title=" · ".join(filter(None, (f"#{case.number} {name}", person.tier, reason)))[:120],
        text="\n\n".join(word for word in words if word),
        facts=(
            *_facts(session, case, agent, person, last, now),
            *(one for one in told.details if one[0] != texts.team("fact.stage")),
        ),
        links=_links(session, case, last),
        choices=choices(case),
        menu=(*menu.entries(session, case), menu.entry(case, "all", VIEW)),
    )


def _learnt(told: brief.Brief) -> str:
    """Return a reply learnt from a solved case, marked as such."""
    number = told.similar.number if told.similar else 0
    draft = texts.team("draft.learnt", number=number, words=markup.plain(told.draft)[:LONGEST_LINE])
    return f"*{markup.escape(draft)}*"


def _rule(mode: Mode, case: Case) -> str:
    """Return what becomes of words in the thread, as long as it matters."""
    rule = texts.team(f"rule.{mode}", **({"bang": "!"} if mode == "relay-explicit" else {}))
    return rule if case.state == "claimed" or mode == "alerts-only" else f"{texts.team('rule.first')} {rule}"


def choices(case: Case) -> tuple[Choice, ...]:
    """Return the buttons that apply to a case in its state; the menu has the others."""
    if case.state == "queued":
        return (menu.entry(case, "claim"),)
    if case.state == "claimed":
        often = (menu.entry(case, name) for name in ("resolve", "return", "snooze", "tomorrow", "later", "takeover"))
        return (*often, menu.entry(case, "suggest", VIEW))
    return (menu.entry(case, "suggest", VIEW),) if case.state == "resolved" else ()


def _facts(
    session: Session, case: Case, agent: Agent | None, person: Person, last: cases.Earlier | None, now: datetime
) -> tuple[tuple[str, str], ...]:
    known, standing = person.known, person.standing
    state = texts.team(f"state.{case.state}", agent=agent.name if agent else texts.team("a_colleague"))
    if case.snoozed_until and case.snoozed_until > now and case.state == "claimed":
        state = texts.team("state.snoozed", state=state, until=texts.team_time(case.snoozed_until, person.zone))
    found = [("state", state), ("channels", menu.channels(session, case))]
    found += [("replies", to)] if (to := _replies(session, case)) else []
    found.append(("language", texts.team_value("locale.language", standing.language)))
    found += [("time", local)] if (local := _local_time(person.own_zone, now)) else []
    found += [(label, value) for key, label in _FACTS.items() if (value := known.get(key))]
    found += placed(person)
    found += [("first", standing.agent)] if standing.agent else []
    found += [("priority", standing.queued_by)] if standing.queued_by else []
    found += [("tried", tried)] if (tried := _tried(session, case, known)) else []
    found += [(_how(last), _before(last))] if last else []
    began = session.get_one(Conversation, case.conversation_id).opened_at
    for issue in known.issues:
        if issue.opened_at < began:  # else the brief says it
            since = texts.team("fact.issue_since", title=issue.title, day=f"{issue.opened_at:%d %b}")
            found.append(("issue", since))
    return tuple((texts.team(f"fact.{label}"), value) for label, value in found)


def placed(person: Person) -> list[tuple[str, str]]:
    """Return what the customer is to us and why: stage and tier, segments, each by the name of its label."""
    found = []
    if stage := brief.standing((person.standing.stage, person.tier)):
        why = f" ({texts.team('why.value')}: {person.standing.value} / 100)" if person.tier else ""
        found.append(("stage", f"{stage}{why}"))
    return [*found, *([("segments", _segments(person.standing))] if person.standing.segments else [])]


def _segments(standing: Standing) -> str:
    """Return each segment with what put the customer into it."""
    found = []
    for name in standing.segments:
        why = ", ".join(_reason(key, value) for key, value in standing.why.get(name, ()))
        found.append(f"{name.replace('_', ' ')} ({why})" if why else name.replace("_", " "))
    return "; ".join(found)


def _reason(key: str, value: str) -> str:
    """Return what a rule asks about and what it found: in the team's words where we have them, else as it is named."""
    named = texts.team(_REASONS[key]) if key in _REASONS else re.sub(r"[._]", " ", key)
    return f"{named}: {value.replace('_', ' ')}" if value else named


def _how(last: cases.Earlier) -> str:
    return "reopened" if last.reopened else "before"


def _links(session: Session, case: Case, last: cases.Earlier | None) -> tuple[tuple[str, Address], ...]:
    """Return where the case before was worked on, unless this one goes on in the same thread."""
    here, there = (thread_of(session, one) if one else None for one in (case.id, last.case_id if last else 0))
    if last is None or there is None or not there.thread:
        return ()
    if here is not None and (here.chat, here.thread) == (there.chat, there.thread):
        return ()
    at = Address(there.channel, there.account, there.chat, there.thread)
    return ((texts.team(f"fact.{_how(last)}"), at),)


def _before(last: cases.Earlier) -> str:
    """Return the customer's case before, by its number."""
    state, day = texts.team(f"was.{last.state}"), texts.team_day(last.closed_at)
    return texts.team("case_before", number=last.number, state=state, day=day, title=last.title[:LONGEST_TITLE])


def _replies(session: Session, case: Case) -> str:
    """Return where replies go; "" where that is the direct chat in which the customer wrote last."""
    talk = case.conversation_id
    account = session.get_one(Identity, replying.reply_to(session, talk))
    app = texts.channel_name(account.channel)
    if account.chat_id and queue.shared(session, queue.last_place(session, account)):
        alone = replying.reply_place(session, talk, account) is not None
        return texts.team("place.direct" if alone else "place.public", channel=app)
    return app if account.id != cases.last_identity(session, talk) else ""


def _local_time(zone: str, now: datetime) -> str:
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
            failed = "down" if not feedback and first["article"] in known.tried else feedback
            key = f"tried.{failed}" if failed else "tried"
            found.append(texts.team(key, title=first["title"], sure=f"{float(first['score']):.0%}"))
    return "; ".join(found)


def _drafts(session: Session, case: Case) -> list[str]:
    """Return the newest suggestion, marked as such."""
    query = select(Draft.text).where(Draft.case_id == case.id).order_by(col(Draft.id).desc()).limit(1)
    return [texts.team("draft.bot", words=markup.plain(text)[:LONGEST_LINE]) for text in session.exec(query)]


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
        id=f"case.all:{case.id}", title=texts.team("history", number=case.number),
        text="\n\n".join(_lines(session, rows, 2000)) or texts.team("history.none"),
    )  # fmt: skip


def _lines(session: Session, rows: Sequence[Message], longest: int) -> list[str]:
    agents = dict(session.exec(select(Agent.id, Agent.name)).all())
    files: dict[int, list[str]] = {}
    ids = [row.id for row in rows]
    for message_id, name in session.exec(
        select(Attachment.message_id, Attachment.name).where(col(Attachment.message_id).in_(ids))
    ):
        files.setdefault(message_id or 0, []).append(name)
    return [_line(row, agents, files.get(row.id, []), longest) for row in rows]


def _line(row: Message, agents: dict[int, str], files: Sequence[str], longest: int) -> str:
    ours = row.role in ("customer", "bot")
    who = texts.team(row.role) if ours else agents.get(row.agent_id or 0, texts.team("agent"))
    who = texts.team("by_note", name=who) if row.role == "note" else who
    said = " ".join(markup.plain(row.text).split() if row.role != "customer" else row.text.split())
    said = said if len(said) <= longest else f"{said[:longest]}…"
    offered = " ".join(f"({choice['label']})" for choice in row.choices)
    said = f"{said} [{', '.join(files)}]" if files else f"{said} {offered}" if offered else said
    return f"**{who}**: {markup.escape(said)}"
