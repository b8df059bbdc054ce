"""The brief: what an agent reads first. A pure function of stored data; no model, at most 60 words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot import texts
from bot.handoff.solved import DRAFT_AT, Similar, similar
from bot.markup import plain
from bot.storage.tables import (
    Attachment,
    Case,
    CaseEvent,
    Conversation,
    Decision,
    Identity,
    Message,
    Promise,
    Survey,
)
from bot.types.handoff import OPEN, HandoffReason
from bot.types.memory import Fact, OpenIssue, Pack

MOST_WORDS = 60
TITLE_START = 40
"""Letters of a case's title by which the message is found that it was cut from."""

NAME_LENGTH = 40
"""Letters of a file's name that are shown."""

STAGES = ("prospecting", "consideration", "purchase", "connection", "loyalty")
"""Stages that have words of their own; what else is noted of a customer is the name of a tier."""
_SHOWN = ("plan.name", "location.city", "order.id", "product.owned")


@dataclass(frozen=True, slots=True)
class Brief:
    """What the agent should know before the first word."""

    text: str
    """At most 60 words."""
    who: str
    wants: str
    tried: tuple[str, ...]
    """Titles of the articles that the bot gave, oldest first."""
    reason: str
    known: tuple[str, ...]
    """Facts worth a glance, as "Plus", "Oslo", "order 48213"."""
    files: tuple[str, ...] = ()
    """Names of the files that the customer sent, oldest first."""
    mood: str = ""
    stage: str = ""
    """Stage and tier of the customer when the case was opened."""
    goodwill: str = ""
    """What the policy lets an agent offer, in a recovery alone."""
    rated: str = ""
    """What the customer made of the last case that they rated, with its day."""
    promises: tuple[str, ...] = ()
    """What was promised and is still open, with its time, soonest first."""
    similar: Similar | None = None
    """The solved case that is most like this one."""
    draft: str = ""
    """A reply learnt from how that one was solved; "" where none is like it enough."""

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """Return what stands below the sixty words, by its label."""
        found = [("fact.stage", self.stage), ("label.mood", self.mood), ("label.rated", self.rated),
                 ("label.promised", "; ".join(self.promises)), ("label.offer", self.goodwill)]  # fmt: skip
        if self.similar is not None:
            found.append(("label.solved", f"#{self.similar.number}: {self.similar.question[:80]}"))
        return tuple((texts.team(label), words) for label, words in found if words)


def standing(parts: Sequence[str]) -> str:
    """Return what a customer is to us, of their stage and their tier, in words."""
    told = [texts.team(f"stage.{one}") if one in STAGES else texts.team("tier", name=one) for one in parts if one]
    return ", ".join(told)


def reason(name: str) -> str:
    """Return why a person was brought in, in words."""
    return texts.team(f"reason.{name}") if name in get_args(HandoffReason) else name


def beside(session: Session, case: Case) -> tuple[object, ...]:
    """Return what else a brief is made of, beside a customer's words and facts: it stays the same while this does."""
    happened = select(func.max(CaseEvent.id)).where(CaseEvent.case_id == case.id)
    promised = select(Promise.id, Promise.due_at).where(Promise.case_id == case.id, Promise.state == "open")
    open_now = tuple(map(tuple, session.exec(promised.order_by(col(Promise.id)))))
    return case.title, session.exec(happened).one(), open_now, _rated(session, case.customer_id)


def of_case(session: Session, case_id: int, pack: Pack, now: datetime, zone: str = "UTC") -> Brief:
    """Return the brief of a case, from what is stored now and what is worth knowing of its customer.

    Times are on the clock of `zone`.
    """
    case = session.get_one(Case, case_id)
    conversation = session.get_one(Conversation, case.conversation_id)
    said = session.exec(
        select(Message).where(Message.conversation_id == conversation.id).order_by(col(Message.id))
    ).all()
    facts = sorted((*pack.card, *pack.facts), key=lambda fact: fact.valid_from)
    brief = Brief(
        text="",
        who=_who(session, case.customer_id, facts),
        wants=wants(said, case),
        tried=_tried(session, conversation.id),
        reason=reason(case.reason),
        known=tuple(_known(fact) for fact in facts if fact.key in _SHOWN),
        files=_files(session, [message.id for message in said if message.role == "customer"]),
        mood=_mood(case, facts),
        stage=standing(_noted(session, case_id, "standing").split(", ")),
        goodwill=_noted(session, case_id, "goodwill"),
        promises=_promises(session, case_id, zone),
        rated=_rated(session, case.customer_id),
    )
    like = similar(session, brief.wants) if case.state in OPEN else None
    draft = like.answer if like is not None and like.likeness >= DRAFT_AT else ""
    brief = replace(brief, similar=like, draft=draft)
    return replace(brief, text=_compose(brief, _earlier(session, case, pack.issues, now), case))


_MOODS = ("customer_upset", "low_rating", "churn_risk", "safety")
"""Reasons of a case that tell how the customer feels."""


def _mood(case: Case, facts: Sequence[Fact]) -> str:
    """Return how the customer feels, as far as their words tell."""
    felt = next((fact.value for fact in facts if fact.key == "sentiment.last"), "")
    return felt or (texts.team(f"mood.{case.reason}") if case.reason in _MOODS else "")


def _rated(session: Session, customer_id: int) -> str:
    """Return the customer's last rating of a case; "" where there is none."""
    last = session.exec(
        select(Survey.score, Survey.answered_at)
        .join(Identity, col(Identity.id) == col(Survey.identity_id))
        .where(Identity.customer_id == customer_id, Survey.kind == "csat", col(Survey.score).is_not(None))
        .order_by(col(Survey.id).desc())
        .limit(1)
    ).first()
    return texts.team("rated", score=last[0], day=texts.team_day(last[1])) if last and last[1] else ""


def _noted(session: Session, case_id: int, kind: str) -> str:
    query = select(CaseEvent.detail).where(CaseEvent.case_id == case_id, CaseEvent.kind == kind)
    return session.exec(query.order_by(col(CaseEvent.id).desc()).limit(1)).first() or ""


def _promises(session: Session, case_id: int, zone: str) -> tuple[str, ...]:
    query = select(Promise).where(Promise.case_id == case_id, Promise.state == "open")
    rows = session.exec(query.order_by(col(Promise.due_at))).all()
    return tuple(
        texts.team("promise_by", words=plain(row.words), until=texts.team_time(row.due_at, zone)) for row in rows
    )


def _who(session: Session, customer_id: int, facts: Sequence[Fact]) -> str:
    by_key = {fact.key: fact.value for fact in facts}
    name = by_key.get("identity.preferred_name") or by_key.get("identity.name")
    shown = session.exec(
        select(Identity.display_name).where(Identity.customer_id == customer_id, Identity.display_name != "")
    ).first()
    return name or shown or texts.team("the_customer")


def wants(said: Sequence[Message], case: Case) -> str:
    """Return what a customer wants, in their own words; "" while they said no more than that they want a person.

    It is the whole message that the case's title was cut from, else the title.
    """
    if case.title == reason(case.reason):
        return ""
    start = " ".join(case.title.split())[:TITLE_START].casefold()
    whole = (" ".join(m.text.split()) for m in reversed(said) if m.role == "customer")
    return next((plain(text) for text in whole if start in text.casefold()), case.title)


def _tried(session: Session, conversation_id: int) -> tuple[str, ...]:
    decisions = session.exec(
        select(Decision)
        # A hand-off has passages where an answer went with it.
        .where(Decision.conversation_id == conversation_id, col(Decision.kind).in_(("answer", "handoff")))
        .order_by(col(Decision.id))
    ).all()
    titles = [str(decision.passages[0]["title"]) for decision in decisions if decision.passages]
    return tuple(dict.fromkeys(titles))


def _files(session: Session, messages: Sequence[int]) -> tuple[str, ...]:
    query = select(Attachment.name).where(col(Attachment.message_id).in_(messages))
    return tuple(session.exec(query.order_by(col(Attachment.id))))


def _sent(names: Sequence[str]) -> str:
    """Return a word on the files that were sent; more than two are only counted."""
    if len(names) > 2:
        return f" {texts.team('files.many', count=len(names))}"
    short = (name if len(name) <= NAME_LENGTH else f"{name[:NAME_LENGTH]}…" for name in names)
    return f" {texts.team('files.sent', names=', '.join(short))}" if names else ""


def _known(fact: Fact) -> str:
    named = {"order.id": "known.order", "plan.name": "known.plan"}.get(fact.key)
    return texts.team(named, value=fact.value) if named else fact.value


def _earlier(session: Session, case: Case, issues: Sequence[OpenIssue], now: datetime) -> str:
    """Return a word on unresolved issues and earlier cases."""
    before_it = select(Case.number).where(Case.customer_id == case.customer_id, Case.id != case.id)
    cases = session.exec(before_it.order_by(col(Case.id))).all()
    before = [(issue, (now - issue.opened_at).days) for issue in issues if issue.opened_at < case.opened_at]
    parts = [texts.team("open_since", days=days, title=issue.title) for issue, days in before if days > 0]
    parts.append(texts.team("case_count", count=len(cases) + 1, last=cases[-1]) if cases else "")
    return " ".join(part for part in parts if part)


def _compose(brief: Brief, earlier: str, case: Case) -> str:
    """Put the brief together; the customer's own words give way first when it gets long."""
    known = f" ({', '.join(brief.known)})" if brief.known else ""
    titles = "; ".join(brief.tried[-3:])
    tried = texts.team("brief.gave", titles=titles) if titles else texts.team("brief.gave_none")
    failed = f" {texts.team('brief.failed')}" if case.detail else ""
    rest = f"{_sent(brief.files)} {tried}{failed} {earlier} {brief.reason}."
    head = f"{brief.who}{known}: “" if brief.wants else f"{brief.who}{known}."
    room = MOST_WORDS - len(f"{head} {rest}".split())
    words = brief.wants.split()
    asked = " ".join(words) if len(words) <= max(room, 8) else " ".join(words[: max(room, 8)]) + " …"
    quoted = f"{asked}”" if asked else ""
    whole = " ".join(f"{head}{quoted}{rest}".split())
    return " ".join(whole.split()[:MOST_WORDS])
