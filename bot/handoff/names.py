"""How chat apps and customers are called, for colleagues."""

from __future__ import annotations

from sqlmodel import Session, col, select

from bot import texts
from bot.storage.tables import Case, Identity


def of_customer(session: Session, case: Case) -> str:
    """Return how a case's customer calls themselves on an app; "Customer" where no app says so."""
    query = select(Identity.display_name).where(Identity.customer_id == case.customer_id, Identity.display_name != "")
    return session.exec(query.order_by(col(Identity.id).desc()).limit(1)).first() or texts.team("customer")
