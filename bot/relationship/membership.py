"""Who is in which segment, persona, stage, tier, mark and type, and how their contacts came out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.storage.tables import Outcome
from bot.types.relationship import CONTACT, Standing

KINDS = ("stage", "tier", "segment", "persona", "mark", "type")
SHOWN = ("helped", "handed_off", "reopened", "recovering")
"""Outcomes that are told of each group."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group and what came of its customers' contacts."""

    kind: str
    """One of KINDS."""
    name: str
    customers: int
    contacts: int
    """Conversations in which they came for something; the denominator of the shares."""
    shares: Mapping[str, float]
    """Outcome → the share of those contacts that had it."""


def groups(members: Iterable[tuple[int, Standing]], came: Mapping[int, Mapping[int, frozenset[str]]]) -> list[Group]:
    """Return each group with anybody in it, by kind and then the largest first. `came` is what `contacts` returns."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for customer_id, standing in members:
        for kind, names in _of(standing).items():
            for name in names:
                found[kind, name].append(customer_id)
    made = [_group(kind, name, ids, came) for (kind, name), ids in found.items()]
    return sorted(made, key=lambda one: (KINDS.index(one.kind), -one.customers, one.name))


def _of(standing: Standing) -> Mapping[str, Sequence[str]]:
    one = {"stage": (standing.stage,), "tier": (standing.tier,), "segment": standing.segments,
           "persona": standing.personas, "mark": standing.marks, "type": standing.types}  # fmt: skip
    return {kind: [name for name in names if name] for kind, names in one.items()}


def _group(kind: str, name: str, ids: Sequence[int], came: Mapping[int, Mapping[int, frozenset[str]]]) -> Group:
    talks = [kinds for one in ids for kinds in came.get(one, {}).values()]
    shares = {what: sum(what in kinds for kinds in talks) / len(talks) if talks else 0.0 for what in SHOWN}
    return Group(kind, name, len(ids), len(talks), shares)


def contacts(session: Session, since: datetime, until: datetime) -> dict[int, dict[int, frozenset[str]]]:
    """Return customer → contact (a conversation) → the outcomes that it had in a time."""
    rows = session.exec(
        select(Outcome.customer_id, Outcome.conversation_id, Outcome.kind)
        .where(col(Outcome.at) >= since, col(Outcome.at) < until)
    ).all()  # fmt: skip
    found: dict[int, dict[int, frozenset[str]]] = defaultdict(dict)
    for customer, talk, kind in rows:
        if customer is not None and talk is not None:
            found[customer][talk] = found[customer].get(talk, frozenset()) | {kind}
    return {
        customer: {talk: kinds for talk, kinds in talks.items() if kinds & set(CONTACT)}
        for customer, talks in found.items()
    }
