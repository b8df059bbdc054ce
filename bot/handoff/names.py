"""How chat apps and customers are called, for colleagues."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session, col, select

from bot import texts
from bot.storage.tables import Case, Customer, Fact, Identity

TOLD = ("identity.name", "identity.preferred_name")
"""Facts that are names, the one that counts last."""


def of_customers(session: Session, customers: Collection[int]) -> dict[int, str]:
    """Return how customers are called: as they told, else as an app calls them; only who has a name."""
    mine = col(Identity.customer_id).in_(customers)
    as_shown = select(Identity.customer_id, Identity.display_name).where(mine, Identity.display_name != "")
    told = (
        select(Identity.customer_id, Fact.value)
        .join(Fact, col(Fact.identity_id) == col(Identity.id))
        .where(mine, col(Fact.key).in_(TOLD), Fact.status == "active")
        .order_by(col(Fact.key), col(Fact.id))  # preferred_name sorts behind name, and the later one stays
    )
    return dict(session.exec(as_shown.order_by(col(Identity.id))).all()) | dict(session.exec(told).all())


def nameless(public_id: str) -> str:
    """Return what somebody is called on the desk who has not said a name."""
    return texts.team("desk.visitor", id=public_id[:4])


def shown(session: Session, customers: Collection[int]) -> dict[int, str]:
    """Return how customers are called, as the web desk calls them: also who has not said a name."""
    ids = session.exec(select(Customer.id, Customer.public_id).where(col(Customer.id).in_(customers))).all()
    return {who: nameless(public_id) for who, public_id in ids} | of_customers(session, customers)


def of_customer(session: Session, case: Case) -> str:
    """Return how a case's customer is called; "Customer" where no name is known."""
    return of_customers(session, (case.customer_id,)).get(case.customer_id) or texts.team("customer")
