"""What stands behind the menu of a case's card: each entry asks one question, whose answers are buttons. Reads only.

Typed commands name the same things in words. A person is never merged or shut out by one press.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_
from sqlmodel import Session, col, select

from bot import markup, texts
from bot.errors import Refused
from bot.handoff import names
from bot.storage import queue
from bot.storage.tables import Agent, Case, Customer, Identity, Message
from bot.types.chat import ANSWERED, VIEW, Card, Choice, Field
from bot.types.handoff import OPEN, VerbName

MOST = 20
"""Answers that are offered; whoever is not among them can be typed."""
UNTIL, LATER = "until", "later"
"""The press, or the form, that says until when a case sleeps, and the one that asks."""
NINE = time(9)
"""When a case that sleeps until a day wakes."""
LEAVE = "leave"
"""The press that changes nothing."""
VERB: Mapping[str, VerbName] = {"reassign": "reassign", "merge": "merge", "channel": "route", "block": "block"}
"""What each entry leads to."""
MEANT: Mapping[str, VerbName] = {"give": "reassign", "join": "merge", "on": "route", "ban": "block"}
"""Presses that carry a verb's target, and which verb that is."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: `target` of the verb, and how people call it."""

    target: int
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a menu's entry asks, in Markdown, and the buttons that answer it."""

    text: str
    choices: tuple[Choice, ...]


def entries(session: Session, case: Case) -> tuple[Choice, ...]:
    """Return the entries that apply to a case."""
    if case.state not in OPEN:
        return (entry(case, "unblock"),) if barred(session, case) else ()
    several = len(accounts(session, case)) > 1
    own = ("merge", *(("channel",) if several else ())) if case.state == "claimed" else ()
    return tuple(entry(case, name) for name in ("reassign", *own, "block"))


def entry(case: Case, name: str, sign: str = ANSWERED) -> Choice:
    """Return a button of a case as it is now: pressed later, it is known to be out of date."""
    return Choice(f"{sign}case.{name}:{case.id}:{case.version}", texts.team(f"do.{name}"))


def barred(session: Session, case: Case) -> bool:
    """Return whether a case's customer is shut out: who has the account now that wrote in it."""
    wrote = select(Identity.customer_id).join(Message, col(Message.identity_id) == col(Identity.id))
    theirs = wrote.where(Message.conversation_id == case.conversation_id)
    shut_out = select(Customer.id).where(
        Customer.status == "barred", or_(col(Customer.id) == case.customer_id, col(Customer.id).in_(theirs))
    )
    return session.exec(shut_out).first() is not None


# --- what there is to choose ---------------------------------------------------------------------


def colleagues(session: Session, case: Case) -> list[Option]:
    """Return the agents who may be given a case."""
    query = select(Agent).where(col(Agent.active).is_(True), col(Agent.id).is_distinct_from(case.agent_id))
    return [Option(one.id, one.name) for one in session.exec(query.order_by(col(Agent.name)))]


def others(session: Session, case: Case, most: int | None = MOST) -> list[Option]:
    """Return the open cases of other customers that no colleague has, newest first; `most` None is all."""
    query = select(Case).where(col(Case.state).in_(OPEN), Case.customer_id != case.customer_id)
    query = query.where(or_(col(Case.agent_id).is_(None), col(Case.agent_id) == case.agent_id))
    found = session.exec(query.order_by(col(Case.id).desc()).limit(most)).all()
    return [Option(one.id, called) for one, called in zip(found, _called(session, found), strict=True)]


def accounts(session: Session, case: Case) -> list[Option]:
    """Return the accounts on which replies can reach the customer alone, one a channel where there is only one."""
    rows = [row for row in _identities(session, case) if queue.reachable(session, row)]
    apps = [row.channel for row in rows]
    alone = {name for name in apps if apps.count(name) == 1}
    return [
        Option(row.id, name if row.channel in alone else f"{name} ({row.display_name or row.external_id})")
        for row in rows
        for name in [texts.channel_name(row.channel)]
    ]


def elsewhere(session: Session, case: Case, message: Message) -> Option | None:
    """Return the account, the one they wrote with last, that words which did not arrive can be sent to instead."""
    found = {one.target: one for one in accounts(session, case) if one.target != message.identity_id}
    wrote = select(Message.identity_id).where(col(Message.identity_id).in_(found), Message.role == "customer")
    last = session.exec(wrote.order_by(col(Message.id).desc()).limit(1)).first()
    return found.get(last or 0) or next(iter(found.values()), None)


def channels(session: Session, case: Case) -> str:
    """Return the customer's channels, for people: on which replies reach them, and on which they do not."""
    rows = _identities(session, case)
    reached = {row.channel for row in rows if queue.reachable(session, row)}
    told = (
        texts.channel_name(name) if name in reached else texts.team("unreachable", channel=texts.channel_name(name))
        for name in dict.fromkeys(row.channel for row in rows)
    )
    return ", ".join(told)


def _identities(session: Session, case: Case) -> Sequence[Identity]:
    query = select(Identity).where(Identity.customer_id == case.customer_id)
    return session.exec(query.order_by(col(Identity.id))).all()


def _called(session: Session, found: Sequence[Case]) -> list[str]:
    """Return how cases are called: number, the customer's name, and all their apps."""
    customers = {case.customer_id for case in found}
    theirs = select(Identity.customer_id, Identity.channel).where(col(Identity.customer_id).in_(customers))
    shown = names.shown(session, customers)
    apps: dict[int, set[str]] = {}
    for customer, channel in session.exec(theirs).all():
        apps.setdefault(customer, set()).add(texts.channel_name(channel))
    return [
        f"#{case.number} {shown[case.customer_id]} ({', '.join(sorted(apps.get(case.customer_id, ())))})"
        for case in found
    ]


# --- what is asked ---------------------------------------------------------------------------------


def question(session: Session, case: Case, press: str) -> Question:
    """Return what a press asks. Raises Refused where there is nothing to choose."""
    if press == "block":
        return _sure(case, "ban", 0, texts.team("ask.block", name=_name(session, case)), "do.block")
    options = _OPTIONS[press](session, case)[:MOST]
    if not options:
        raise Refused(texts.team(f"ask.{press}.none"))
    found = (Choice(f"{ANSWERED}case.{_ANSWERS[press]}:{case.id}:{one.target}", one.label) for one in options)
    return Question(texts.team(f"ask.{press}", number=case.number), (*found, _leave(case)))


def sure_to_merge(session: Session, case: Case, other: Case, differ: Sequence[tuple[str, str, str]]) -> Question:
    """Return the question whether two cases are one person's; `differ` is what is held of both: key, one's, other's."""
    (called,) = _called(session, [other])
    told = texts.team("ask.join", number=case.number, name=_name(session, case), other=markup.escape(called))
    lines = [
        texts.team("ask.differ", what=texts.team_label(key), one=markup.escape(one), other=markup.escape(two))
        for key, one, two in differ
    ]
    return _sure(case, "join", other.id, "\n".join((told, *lines)), "do.merge")


def moments(case: Case, now: datetime, zone: str) -> Question:
    """Return the question until when a case is to sleep, with moments on the agents' clock to choose from."""
    today = now.astimezone(ZoneInfo(zone)).date()
    days = (2, 7 - today.weekday(), 7)  # the day after tomorrow, Monday, in a week
    mornings = [datetime.combine(today + timedelta(days=number), NINE, ZoneInfo(zone)) for number in days]
    offered = sorted({now + timedelta(minutes=30), now + timedelta(hours=3), *mornings})
    choices = (
        Choice(f"{ANSWERED}case.{UNTIL}:{case.id}:{moment.timestamp():.0f}", texts.team_time(moment, zone))
        for moment in offered
    )
    own = Choice(f"{VIEW}case.{UNTIL}:{case.id}", texts.team("do.moment"))
    return Question(texts.team("ask.until", number=case.number), (*choices, own, _leave(case)))


def form(case_id: int) -> Card:
    """Return the form that asks for a day and a time; where an app has no forms, how they are typed."""
    field = Field("text", texts.team("form.until"), moment=True)
    title, submit = texts.team("form.snooze"), texts.team("form.sleep")
    return Card(f"case.{UNTIL}:{case_id}", title, texts.team("form.typed", bang="!"), fields=(field,), submit=submit)


def _sure(case: Case, press: str, target: int, text: str, label: str) -> Question:
    yes = Choice(f"{ANSWERED}case.{press}:{case.id}:{target}", texts.team(label))
    return Question(text, (yes, _leave(case)))


def _leave(case: Case) -> Choice:
    return Choice(f"{ANSWERED}case.{LEAVE}:{case.id}", texts.team("do.leave"))


def _name(session: Session, case: Case) -> str:
    return markup.escape(names.of_customer(session, case))


_OPTIONS: Mapping[str, Callable[[Session, Case], list[Option]]] = {
    "reassign": colleagues, "merge": others, "channel": accounts,
}  # fmt: skip
_ANSWERS = {"reassign": "give", "merge": "with", "channel": "on"}
ENTRIES = (*_OPTIONS, "block")
"""Presses that ask before anything is done."""


def named(session: Session, case: Case, press: str, words: str) -> int:
    """Return the target that typed words name, a name by as much of it as is its alone.

    Raises Refused with what was meant, or what there is.
    """
    words = words.strip().lstrip("@#").rstrip(".").casefold()
    options = others(session, case, None) if press == "merge" else _OPTIONS[press](session, case)
    if not options:
        raise Refused(texts.team(f"ask.{press}.none"))
    called = {_short(press, one): one for one in options}
    if words in called:
        return called[words].target
    begun = [name for name in called if name.startswith(words)] if words and press != "merge" else []
    if len(begun) == 1:
        return called[begun[0]].target
    near: Sequence[str] = begun or difflib.get_close_matches(words, called, 1) or list(called)[:MOST]
    raise Refused(texts.team("ask.which", words=words, known=", ".join(called[name].label for name in near)))


def _short(press: str, option: Option) -> str:
    """Return how an option is typed: a case by its number, all else by its name."""
    return option.label.lstrip("#").split()[0] if press == "merge" else option.label.casefold()
