"""A customer's copy (`privacy.export`) brought in again: accounts, messages, facts with their sources, issues, events.

Cases and decisions stay out: they are this house's history, not the customer's own. What was erased is not brought
back by a file unless somebody says that it is meant.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import AwareDatetime, BaseModel, Field, ValidationError
from sqlmodel import Session, col, select

from bot.errors import InputError, Refused
from bot.memory.erasure import customer_hash
from bot.memory.values import norm
from bot.storage.tables import (
    BusinessEvent,
    Conversation,
    Customer,
    Erasure,
    Fact,
    FactSource,
    Identity,
    Issue,
    Message,
    Resolution,
    Tried,
)

HEX = "^[0-9a-f]{32}$"


class _Person(BaseModel):
    public_id: str = Field(pattern=HEX)
    announced: bool = False
    created_at: AwareDatetime


class _Account(BaseModel):
    id: int
    channel: str = Field(min_length=1)
    realm: str = ""
    external_id: str = Field(min_length=1)
    display_name: str = ""
    email: str = ""
    created_at: AwareDatetime


class _Said(BaseModel):
    id: str = Field(pattern=HEX)
    identity_id: int
    conversation: str = ""
    role: str = Field(pattern="^(customer|bot|agent|note)$")
    kind: str = ""
    text: str
    choices: list[dict[str, str]] = []
    sources: list[dict[str, Any]] = []
    feedback: str = ""
    sent_at: AwareDatetime


class _Source(BaseModel):
    message: str | None
    start: int = 0
    end: int = 0


class _Learnt(BaseModel):
    id: int
    identity_id: int
    key: str
    value: str
    cardinality: str = Field(default="one", pattern="^(one|many)$")
    status: str = Field(pattern="^(active|superseded|retracted|pending)$")
    confidence: float = Field(ge=0, le=1)
    method: str
    rule: str = ""
    pii: str = "none"
    valid_from: AwareDatetime
    valid_to: AwareDatetime | None = None
    recorded_at: AwareDatetime
    retired_at: AwareDatetime | None = None
    superseded_by: int | None = None
    sources: list[_Source] = []


class _Trouble(BaseModel):
    id: int = 0
    identity_id: int
    title: str
    status: str
    resolution: str = ""
    opened_at: AwareDatetime
    resolved_at: AwareDatetime | None = None
    opened_by: str | None
    resolved_by: str | None = None


class _Solved(BaseModel):
    identity_id: int
    issue_id: int | None = None
    text: str = ""
    at: AwareDatetime
    message: str | None = None


class _InVain(BaseModel):
    identity_id: int
    article: str
    at: AwareDatetime


class _Event(BaseModel):
    identity_id: int
    kind: str
    key: str
    data: dict[str, Any] = {}
    source: str = ""
    at: AwareDatetime
    recorded_at: AwareDatetime


class Copy(BaseModel):
    """What `rapport customer export` writes, as far as it is brought in again."""

    customer: _Person
    identities: list[_Account] = Field(min_length=1)
    messages: list[_Said] = []
    facts: list[_Learnt] = []
    issues: list[_Trouble] = []
    resolutions: list[_Solved] = []
    tried: list[_InVain] = []
    events: list[_Event] = []


def read(text: str) -> Copy:
    """Return the copy in a JSON text. Raises InputError that says where it is wrong."""
    try:
        return Copy.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InputError(f"{where}: {first['msg']}. Is this what `rapport customer export` wrote?") from error


def bring(session: Session, copy: Copy, now: datetime, *, again: bool = False) -> int:
    """Store a copy as a customer of its own; return its id. Raises Refused where it is there, or was erased.

    `again` brings in one who was erased: they came back and asked for it.
    """
    _free(session, copy, again=again)
    customer = Customer(public_id=copy.customer.public_id, announced=copy.customer.announced,
                        created_at=copy.customer.created_at)  # fmt: skip
    session.add(customer)
    session.flush()
    return _Bringing(session, copy, customer.id, now).all()


def _free(session: Session, copy: Copy, *, again: bool) -> None:
    public_id = copy.customer.public_id
    if session.exec(select(Customer.id).where(Customer.public_id == public_id)).first() is not None:
        raise Refused(f"customer {public_id[:12]} is here already; nothing was changed.")
    gone = select(Erasure.id).where(Erasure.customer_hash == customer_hash(public_id), Erasure.scope == "all")
    if session.exec(gone).first() is not None and not again:
        raise Refused(f"customer {public_id[:12]} was erased. Give --again if they asked to be brought back.")
    for one in copy.identities:
        taken = select(Identity.id).where(
            Identity.channel == one.channel, Identity.realm == one.realm, Identity.external_id == one.external_id
        )
        if session.exec(taken).first() is not None:
            raise Refused(f"{one.channel}:{one.external_id} belongs to another customer here; nothing was changed.")
    said = session.exec(select(Message.id).where(col(Message.public_id).in_([one.id for one in copy.messages]))).first()
    if said is not None:
        raise Refused("some of these messages are here already, with another customer; nothing was changed.")


class _Bringing:
    """One bringing in: which number of the file is which row here."""

    def __init__(self, session: Session, copy: Copy, customer_id: int, now: datetime) -> None:
        self.session, self.copy, self.customer_id, self.now = session, copy, customer_id, now
        self.accounts: dict[int, int] = {}
        self.talks: dict[str, int] = {}
        self.said: dict[str, Message] = {}
        self.issues: dict[int, int] = {}

    def all(self) -> int:
        for one in self.copy.identities:
            self.accounts[one.id] = self.keep(Identity(customer_id=self.customer_id, **one.model_dump(exclude={"id"})))
        for said in self.copy.messages:
            self.message(said)
        self.facts()
        self.rest()
        self.session.flush()
        return self.customer_id

    def keep(self, row: Any) -> int:
        self.session.add(row)
        self.session.flush()
        return int(row.id)

    def account(self, number: int) -> int:
        if number not in self.accounts:
            raise InputError(f"identity {number} is named, and is none of `identities`; nothing was changed.")
        return self.accounts[number]

    def message(self, said: _Said) -> None:
        row = Message(public_id=said.id, identity_id=self.account(said.identity_id),
                      conversation_id=self.talk(said), received_at=self.now,
                      **said.model_dump(exclude={"id", "identity_id", "conversation"}))  # fmt: skip
        self.keep(row)
        self.said[said.id] = row

    def talk(self, said: _Said) -> int:
        """Each conversation of old is one here, and closed."""
        if said.conversation not in self.talks:
            self.talks[said.conversation] = self.keep(
                Conversation(customer_id=self.customer_id, status="closed", opened_at=said.sent_at,
                             last_at=said.sent_at, closed_at=said.sent_at)
            )  # fmt: skip
        return self.talks[said.conversation]

    def facts(self) -> None:
        rows: dict[int, Fact] = {}
        for one in self.copy.facts:
            values = one.model_dump(exclude={"id", "identity_id", "sources", "superseded_by"})
            row = rows[one.id] = Fact(identity_id=self.account(one.identity_id), value_norm=norm(one.key, one.value),
                                      **values)  # fmt: skip
            self.keep(row)
            for source in one.sources:
                self.source(row.id, source)
        for one in self.copy.facts:
            later = rows.get(one.superseded_by or 0)
            rows[one.id].superseded_by = later.id if later else None

    def source(self, fact_id: int, source: _Source) -> None:
        said = self.said.get(source.message or "")
        if said is not None and 0 <= source.start <= source.end <= len(said.text):
            self.session.add(
                FactSource(fact_id=fact_id, message_id=said.id, char_start=source.start, char_end=source.end)
            )

    def named(self, message: str | None) -> int | None:
        return self.said[message].id if message in self.said else None

    def rest(self) -> None:
        for issue in self.copy.issues:
            opened = self.named(issue.opened_by)
            if opened is None:
                raise InputError(
                    f"issue “{issue.title[:40]}” names no message that is in the file; nothing was changed."
                )
            self.issues[issue.id] = self.keep(
                Issue(identity_id=self.account(issue.identity_id), opened_message_id=opened,
                      resolved_message_id=self.named(issue.resolved_by),
                      **issue.model_dump(exclude={"id", "identity_id", "opened_by", "resolved_by"}))
            )  # fmt: skip
        for solved in self.copy.resolutions:
            self.session.add(
                Resolution(identity_id=self.account(solved.identity_id), message_id=self.named(solved.message),
                           issue_id=self.issues.get(solved.issue_id or 0), text=solved.text, at=solved.at)
            )  # fmt: skip
        for tried in self.copy.tried:
            self.session.add(Tried(**tried.model_dump() | {"identity_id": self.account(tried.identity_id)}))
        for event in self.copy.events:
            self.session.add(BusinessEvent(**event.model_dump() | {"identity_id": self.account(event.identity_id)}))
