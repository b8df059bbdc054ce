"""Words that nobody asked for: only with consent, inside hours and caps, and each one logged with its cause.

What a customer is owed (the answer to their own question, the end of their own incident) is said unless they opted
out of everything; a survey unless they opted out of surveys; a wish for a review only after they said that they are
content. An opt-out is a fact of the person, so it counts on every linked channel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlmodel import Session, col, select

from bot.relationship.care import Care
from bot.storage import queue
from bot.storage.tables import Identity, Outreach
from bot.types.handoff import Owner
from bot.types.memory import Known
from bot.types.relationship import Purpose, Verdict

SELLING = frozenset({"all", "marketing"})
"""Opt-outs after which nothing is offered unasked, and nobody is thanked for their custom."""
BUSY = 4 * 3600
"""Seconds after which words are tried again that would have come amid a talk with a person."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one purpose must respect."""

    refused_by: tuple[str, ...]
    """Values of `contact.do_not_contact` that forbid it."""
    capped: bool = False
    """Whether it counts, and waits, for the cap on words that nobody is owed (`reach_gap_days`)."""
    rates: bool = False
    """Whether it asks for a rating, and keeps the distance between two of them (`survey_gap_days`)."""


PURPOSES: Mapping[Purpose, Rule] = MappingProxyType({
    "csat": Rule(("all", "surveys"), rates=True),
    "nps": Rule(("all", "surveys"), capped=True, rates=True),
    "check_back": Rule(("all", "surveys"), capped=True),
    # Only ever put to who has just said that they would recommend us, in the same breath.
    "review": Rule(("all", "surveys", "marketing"), capped=True),
    "gap": Rule(("all",)),
    "incident": Rule(("all",)),
    "idea": Rule(("all",)),
    "promise": Rule(()),
})  # fmt: skip


def verdict(
    session: Session, known: Known, identity: Identity, purpose: Purpose, owner: Owner, care: Care, now: datetime
) -> Verdict:
    """Return whether these words may be said now, later, or not at all, and why not."""
    if no := refused(known, purpose):
        return Verdict(False, cause=f"opted out: {', '.join(no)}")
    if identity.chat_id and queue.closed(session, queue.last_place(session, identity)):
        return Verdict(False, cause="the customer has blocked us there")
    if purpose == "promise":  # a case that runs is a talk: what was promised is answered for there, at any hour
        return Verdict()
    if owner != "bot":
        return Verdict(False, BUSY, "a person has the conversation")
    if cap := _cap(session, known.customer_id, purpose, care, now):
        return Verdict(False, cause=cap)
    zone = known.get("locale.timezone") or queue.zone(session, known.customer_id) or care.zone
    wait = _until_open(zone, care, now)
    return Verdict(False, wait, "outside of hours") if wait else Verdict()


def refused(known: Known, purpose: Purpose) -> list[str]:
    """Return what a customer opted out of that forbids words of a purpose; [] where they may be said."""
    return sorted(opted_out(known) & set(PURPOSES[purpose].refused_by))


def opted_out(known: Known) -> set[str]:
    """Return what a customer does not wish to hear: all, surveys, marketing."""
    return {fact.value for fact in known.facts if fact.key == "contact.do_not_contact"}


def _cap(session: Session, customer_id: int, purpose: Purpose, care: Care, now: datetime) -> str:
    """Return which cap stands against these words; "" for none."""
    rule = PURPOSES[purpose]
    capped = [name for name, other in PURPOSES.items() if other.capped]
    if rule.capped and _said_since(session, customer_id, capped, now - timedelta(days=care.reach_gap_days)):
        return f"cap: one message unasked in {care.reach_gap_days:g} days"
    rates = [name for name, other in PURPOSES.items() if other.rates]
    if rule.rates and _said_since(session, customer_id, rates, now - timedelta(days=care.survey_gap_days)):
        return f"cap: one survey in {care.survey_gap_days:g} days"
    if purpose == "nps" and _said_since(session, customer_id, ["nps"], now - timedelta(days=care.nps_every_days - 1)):
        return f"cap: asked within {care.nps_every_days:g} days"  # on another account, before it was linked
    return ""


def _said_since(session: Session, customer_id: int, purposes: Sequence[Purpose], since: datetime) -> bool:
    mine = select(Identity.id).where(Identity.customer_id == customer_id)
    said = select(Outreach.id).where(
        col(Outreach.identity_id).in_(mine), col(Outreach.said).is_(True), col(Outreach.purpose).in_(purposes),
        col(Outreach.at) > since,
    )  # fmt: skip
    return session.exec(said.limit(1)).first() is not None


def _until_open(zone: str, care: Care, now: datetime) -> float:
    """Return the seconds until it is a decent hour where the customer is; 0 when it is one now."""
    try:
        here = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        here = now.astimezone(ZoneInfo(care.zone))
    if care.opens <= here.hour < care.closes:
        return 0
    day = here.date() + timedelta(days=1 if here.hour >= care.closes else 0)
    opens = datetime.combine(day, time(care.opens), here.tzinfo)
    return max(1.0, (opens.astimezone(now.tzinfo) - now).total_seconds())


def log(session: Session, identity_id: int, purpose: Purpose, cause: str, now: datetime, *, said: bool) -> None:
    """Write down that words were said unasked, or held back, and why."""
    session.add(Outreach(identity_id=identity_id, purpose=purpose, said=said, cause=cause, at=now))
