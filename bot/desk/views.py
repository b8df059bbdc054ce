"""What a press on a case's VIEW button opens: its history, a form."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot import texts
from bot.desk.presses import pressed
from bot.desk.suggesting import draft
from bot.desk.team import Team, known_agent, may_act
from bot.handoff import card, cases, menu
from bot.memory import access
from bot.storage.tables import Case
from bot.types.chat import Card, Field
from bot.types.chat import Inbound as Arrival


def view(session: Session, event: Arrival, team: Team) -> Card | None:
    """Return what a press on a case's VIEW button opens; None elsewhere, for who may not act, and when it is gone."""
    meant = pressed(event.choice)
    if meant is None or not team.concerns(session, event) or session.get(Case, meant.case_id) is None:
        return None
    if not may_act(session, event, team, known_agent(session, event)):
        return None
    if meant.verb == "all":
        return card.history(session, meant.case_id)
    if meant.verb == menu.UNTIL:
        return menu.form(meant.case_id)
    if meant.verb == "suggest":
        title, body = draft(session, meant.case_id)
        fields = (
            Field("title", texts.team("form.title"), title),
            Field("text", texts.team("form.article"), body, lines=True),
        )
        return Card(
            f"case.suggest:{meant.case_id}", texts.team("form.suggest"), fields=fields, submit=texts.team("form.save")
        )
    return None


def viewed(session: Session, event: Arrival, now: datetime) -> None:
    """Write down that an agent looked at a case with everything that was said in it."""
    meant = pressed(event.choice)
    known = known_agent(session, event)
    if meant is not None and meant.verb == "all":
        who = f"agent:{known.id}" if known is not None else f"{event.address.channel}:{event.sender.id}"
        access.looked(session, cases.customer_of(session, meant.case_id), who, now)
