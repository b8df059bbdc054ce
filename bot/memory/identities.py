"""Who writes: accounts on chat apps, the customers they belong to, and linking by proof.

A customer is what their identities share. Linking only re-points `identity.customer_id` and leaves one row of
`identity_link` an identity; messages, facts and issues stay with the identity whose words they are, so that
unlinking is exact for ever. Names, typed e-mails and phone numbers never link anybody.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal

from sqlalchemy import and_, func, or_, update
from sqlmodel import Session, col, select

from bot.errors import NotFound, Refused
from bot.storage import queue, statements
from bot.storage.statements import run
from bot.storage.tables import Customer, Fact, Identity, IdentityLink, LinkAttempt, LinkCode
from bot.types.chat import HIDDEN, Address, Sender

LinkMethod = Literal["code", "agent", "host"]

CODE_LIFE = timedelta(minutes=10)
CODES_AN_HOUR = 5
TRIES = 5
"""Wrong codes an identity may type within `TRY_WINDOW`."""
TRY_WINDOW = timedelta(minutes=10)
MOST_LISTED = 5
"""Customers of one name that are named beside it."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = re.compile(r"(?=[A-Z0-9]*[2-9])(?=[A-Z0-9]*[A-HJKMNP-TV-Z])[0-9A-HJKMNP-TV-Z]{8}")
_BEHIND = re.compile(
    r"/(?:link(?:@\w+)?\s+|start(?:@\w+)?\s+(?=\w{4}-?\w{4}$))(?P<code>(?=.*\d).{1,20})", re.IGNORECASE
)
"""What may be a code behind a command: one that is mistyped tells the right one, too."""
_AMONG = re.compile(r"(?<![0-9A-Z])(?=([0-9A-Z]{4}\W{0,3}[0-9A-Z]{4})(?![0-9A-Z]))", re.IGNORECASE)
"""What may be one among other words, from any of them on: "code 7K2M-93QD" must not be read as "code 7K2M"."""
SHAPED = 20
"""Most words of a message that are tried as codes."""
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})
_PREFIX = re.compile(r"[0-9a-f]{6,32}")


@dataclass(frozen=True, slots=True)
class Who:
    """Who wrote, and where."""

    customer_id: int
    identity_id: int
    chat_id: int
    barred: bool = False
    """Whether agents have shut this customer out."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a linking (or its undoing) moved: these identities went `from` one customer `into` the other."""

    into_customer_id: int
    from_customer_id: int
    moved_identity_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Redeemed:
    """The identity for which the code was made: its person has proved to be the one who typed it."""

    other_identity_id: int


# --- who is it ---------------------------------------------------------------------------------


def resolve(
    session: Session, address: Address, sender: Sender, now: datetime, *, wrote: bool = True, among: bool = False
) -> Who:
    """Return whose account this is, making chat, identity and customer where they are new.

    Replies go to where they `wrote` last: a thumb, an edit or a look at a page elsewhere moves nothing. Once they are
    `among` others there, the place is known for it.
    """
    chat_id = queue.chat(session, address)
    if among:
        queue.share(session, chat_id)
    identity_id, customer_id, last_chat, name, barred = _account(session, address.channel, sender, now)
    shown = sender.name or name
    home = chat_id if wrote or last_chat is None else last_chat
    if (last_chat, name) != (home, shown):
        run(session, statements.SEEN, id=identity_id, chat_id=home, display_name=shown)
    return Who(customer_id, identity_id, chat_id, barred)


def bar(session: Session, customer_id: int, *, barred: bool) -> bool:
    """Shut a customer out, or let them in again; False where it was so already, or they are gone."""
    was, now_is = ("active", "barred") if barred else ("barred", "active")
    own = update(Customer).where(col(Customer.id) == customer_id, col(Customer.status) == was)
    return session.exec(own.values(status=now_is)).rowcount == 1


def _account(session: Session, channel: str, sender: Sender, now: datetime) -> tuple[int, int, int | None, str, bool]:
    """Return id, customer, last chat and shown name of an account, and whether its customer is shut out.

    Made where it is new.
    """
    key = {"channel": channel, "realm": sender.realm, "external_id": sender.id}
    row = run(session, statements.IDENTITY, **key).fetchone()
    if row is None:
        _create(session, channel, sender, now)
        row = run(session, statements.IDENTITY, **key).fetchone()
    if row is None:
        raise NotFound(f"the account {channel}:{sender.id} vanished while it was stored; send it again")
    return row[0], row[1], row[2], row[3], row[4] == "barred"


def account(session: Session, channel: str, realm: str, user: str, now: datetime) -> int:
    """Return the identity of an account, made where it has not written yet: another system may know it before us.

    Without a realm it is the one that all accounts of the channel have. Raises Refused where there are several.
    """
    of_channel = select(Identity.realm).where(Identity.channel == channel)
    mine = session.exec(of_channel.where(Identity.external_id == user).distinct().limit(2)).all() if not realm else ()
    realms = mine or (session.exec(of_channel.distinct().limit(2)).all() if not realm else [realm])
    if len(realms) > 1:
        raise Refused(f'"{channel}:{user}" may be several accounts. Say which realm (workspace, site) it is of.')
    return _account(session, channel, Sender(realms[0] if realms else "", user), now)[0]


def _create(session: Session, channel: str, sender: Sender, now: datetime) -> None:
    """Make a customer with this account, unless another transaction was first."""
    customer = Customer(created_at=now)
    session.add(customer)
    session.flush()
    won = run(
        session, statements.NEW_IDENTITY, customer_id=customer.id, channel=channel, realm=sender.realm,
        external_id=sender.id, display_name=sender.name, now=now,
    ).fetchone()  # fmt: skip
    if won is None:
        session.delete(customer)
        session.flush()


def find(session: Session, ref: str) -> int:
    """Return the customer whom a person means by a public id (or 6 digits of it) or `channel[:realm]:user`.

    Raises NotFound, or Refused when several fit. A customer merged into another is found as that other.
    """
    ref = ref.strip()
    found = set(_by_account(session, ref) if ":" in ref else _by_public_id(session, ref.lower()))
    if not found:
        raise NotFound(f'no customer "{ref}". `rapport customer list` shows them with their ids.')
    if len(found) > 1:
        raise Refused(f'"{ref}" fits {len(found)} customers. Give more of the id, or channel:realm:user.')
    return survivor(session, found.pop())


def find_or_named(session: Session, ref: str) -> int:
    """Return the customer of an id as `find` does, or the only one of that name: to look at, and nothing more.

    Raises NotFound, or Refused that lists the ids where several have the name.
    """
    try:
        return find(session, ref)
    except NotFound:
        named = sorted({survivor(session, one) for one in _by_name(session, ref)})
    if not named:
        raise NotFound(f'no customer has the id or the name "{ref}". `rapport customer list` shows them.')
    if len(named) > 1:
        raise Refused(f'{len(named)} customers are called "{ref}": {_listed(session, named)}. Give the id.')
    return named[0]


def _by_name(session: Session, name: str) -> set[int]:
    said, told = name.strip().casefold(), ("identity.name", "identity.preferred_name")
    shown = session.exec(select(Identity.customer_id, Identity.display_name).where(Identity.display_name != "")).all()
    facts = session.exec(
        select(Identity.customer_id, Fact.value)
        .join(Fact, col(Fact.identity_id) == col(Identity.id))
        .where(col(Fact.key).in_(told), Fact.status == "active")
    ).all()
    return {
        customer for customer, called in (*shown, *facts) if said in (called.casefold(), *called.casefold().split())
    }


def _listed(session: Session, customers: Sequence[int]) -> str:
    """Name some customers by id and account."""
    rows = session.exec(
        select(Customer.id, Customer.public_id, Identity.channel, Identity.external_id)
        .join(Identity, col(Identity.customer_id) == col(Customer.id))
        .where(col(Customer.id).in_(customers[:MOST_LISTED]))
        .order_by(col(Customer.id), col(Identity.id))
    ).all()
    first = {customer: f"{public_id[:12]} ({channel}:{user})" for customer, public_id, channel, user in reversed(rows)}
    return ", ".join(first[customer] for customer in sorted(first)) + (", …" if len(customers) > MOST_LISTED else "")


def _by_public_id(session: Session, ref: str) -> Sequence[int]:
    if not _PREFIX.fullmatch(ref):
        return ()
    return session.exec(select(Customer.id).where(col(Customer.public_id).startswith(ref)).limit(2)).all()


def _by_account(session: Session, ref: str) -> Sequence[int]:
    """A realm or a user may hold colons themselves, so every way to split is looked up, as columns."""
    channel, _, rest = ref.partition(":")
    cuts = [at for at, sign in enumerate(rest) if sign == ":"]
    ways = [and_(col(Identity.realm) == rest[:at], col(Identity.external_id) == rest[at + 1 :]) for at in cuts]
    return session.exec(
        select(Identity.customer_id).where(
            Identity.channel == channel, or_(col(Identity.external_id) == rest, *ways[:8])
        )
    ).all()


def survivor(session: Session, customer_id: int) -> int:
    """Follow merges to the customer who holds the identities now. Raises NotFound."""
    seen: set[int] = set()
    while customer_id not in seen:
        customer = session.get(Customer, customer_id)
        if customer is None:
            raise NotFound("no such customer. `rapport customer list` shows them with their ids.")
        if customer.status != "merged":
            break
        seen.add(customer_id)
        into = session.exec(
            select(IdentityLink.into_customer_id)
            .where(IdentityLink.from_customer_id == customer_id, col(IdentityLink.undone_at).is_(None))
            .order_by(col(IdentityLink.id).desc())
            .limit(1)
        ).first()
        customer_id = into if into is not None else customer_id
    return customer_id


# --- linking -----------------------------------------------------------------------------------


def differing(session: Session, one: int, other: int) -> list[tuple[str, str, str]]:
    """Return what is held of two customers and differs, of keys of one value: key, the one's, the other's."""
    mine, theirs = _held(session, one), _held(session, other)
    both = sorted(set(mine) & set(theirs))
    return [(key, mine[key], theirs[key]) for key in both if mine[key].casefold() != theirs[key].casefold()]


def _held(session: Session, customer_id: int) -> dict[str, str]:
    """Return a customer's facts of keys of one value; over their accounts the newest holds."""
    rows = session.exec(
        select(Fact.key, Fact.value)
        .join(Identity, col(Identity.id) == col(Fact.identity_id))
        .where(Identity.customer_id == survivor(session, customer_id))
        .where(Fact.status == "active", Fact.cardinality == "one")
        .order_by(col(Fact.valid_from), col(Fact.id))
    ).all()
    return dict(rows)


def link(
    session: Session,
    a_customer_id: int,
    b_customer_id: int,
    *,
    method: LinkMethod,
    actor: str,
    evidence: str,
    now: datetime,
) -> Linked:
    """Make two customers one: the younger one's identities move to the older. Raises Refused."""
    if a_customer_id == b_customer_id:
        raise Refused("these accounts already belong to the same customer.")
    older, younger = sorted(
        # Locked in one order for everybody: two linkings at once come one after the other.
        [_linkable(session, one) for one in sorted((a_customer_id, b_customer_id))],
        key=lambda c: (c.created_at, c.id),
    )
    moved = session.exec(select(Identity).where(Identity.customer_id == younger.id).order_by(col(Identity.id))).all()
    for identity in moved:
        session.add(
            IdentityLink(identity_id=identity.id, from_customer_id=younger.id, into_customer_id=older.id,
                         method=method, actor=actor, evidence=evidence, created_at=now)
        )  # fmt: skip
        identity.customer_id, identity.verified_by, identity.linked_at = older.id, method, now
        session.add(identity)
    younger.status = "merged"
    session.add(younger)
    session.flush()
    return Linked(older.id, younger.id, tuple(identity.id for identity in moved))


def same_person(session: Session, identity: Identity) -> Sequence[Identity]:
    """Return the accounts of other customers with the e-mail address that the host has verified for this one."""
    others = select(Identity).where(Identity.email == identity.email, Identity.customer_id != identity.customer_id)
    return session.exec(others.order_by(col(Identity.id))).all() if identity.email else ()


def parted(session: Session, a_customer_id: int, b_customer_id: int) -> bool:
    """Whether an account of the one was taken apart from an account of the other, whoever they belong to since.

    No address proves more than the person who said no.
    """
    ours, theirs = _pasts(session, a_customer_id), _pasts(session, b_customer_id)
    return _left(ours, theirs) or _left(theirs, ours)


def linked_by(session: Session, identity_id: int, evidence: str) -> bool:
    """Whether a link of this account that stands rests on this evidence."""
    rests = select(IdentityLink.id).where(
        IdentityLink.identity_id == identity_id, IdentityLink.evidence == evidence,
        col(IdentityLink.undone_at).is_(None),
    )  # fmt: skip
    return session.exec(rests).first() is not None


def _left(leavers: Sequence[_Past], others: Sequence[_Past]) -> bool:
    """Whether one of these accounts was unlinked from a customer that one of the others belonged to just then."""
    return any(
        other.belonged(link.undone_at) == link.into_customer_id
        for one in leavers for link in one.links if link.undone_at for other in others
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Past:
    """Whom an account belongs to now, and each linking of it, oldest first."""

    customer_id: int
    links: tuple[IdentityLink, ...]

    def belonged(self, at: datetime) -> int:
        """Return the customer whose it was at a time."""
        stood = [one for one in self.links if one.created_at <= at and (one.undone_at is None or one.undone_at > at)]
        if stood:
            return stood[-1].into_customer_id
        return self.links[0].from_customer_id if self.links else self.customer_id


def _pasts(session: Session, customer_id: int) -> list[_Past]:
    rows = session.exec(
        select(Identity.id, IdentityLink)
        .join(IdentityLink, col(IdentityLink.identity_id) == col(Identity.id), isouter=True)
        .where(Identity.customer_id == customer_id)
        .order_by(col(Identity.id), col(IdentityLink.id))
    ).all()
    links: dict[int, list[IdentityLink]] = {}
    for identity_id, link_ in rows:
        links.setdefault(identity_id, []).extend([link_] if link_ is not None else [])
    return [_Past(customer_id, tuple(own)) for own in links.values()]


def linkable(session: Session, *customer_ids: int) -> bool:
    """Return whether these customers may be linked: none was shut out, merged away or erased."""
    statuses = session.exec(select(Customer.status).where(col(Customer.id).in_(customer_ids))).all()
    return len(statuses) == len(set(customer_ids)) and set(statuses) == {"active"}


def _linkable(session: Session, customer_id: int) -> Customer:
    customer = session.get(Customer, customer_id, with_for_update=True, populate_existing=True)
    if customer is None:
        raise NotFound("no such customer. `rapport customer list` shows them with their ids.")
    if customer.status != "active":
        raise Refused("this customer was merged into another one, erased or shut out; link the one who is left.")
    return customer


def unlink(session: Session, identity_id: int, actor: str, now: datetime) -> Linked | None:
    """Give an identity back to the customer it came from; exact, however long ago. Raises Refused, NotFound."""
    identity = session.get(Identity, identity_id)
    if identity is None:
        raise NotFound("no such account. `rapport customer list` shows them.")
    last = _newest_link(session, identity_id)
    if last is None:
        raise Refused("this account was not linked with another one, so there is nothing to undo.", line="link.none")
    last.undone_at = now
    last.evidence = f"{last.evidence} (undone by {actor})".strip() if actor else last.evidence
    session.add(last)
    session.flush()
    _give_back(session, identity, last)
    _close_if_empty(session, last.into_customer_id)
    return Linked(last.from_customer_id, last.into_customer_id, (identity_id,))


def _give_back(session: Session, identity: Identity, undone: IdentityLink) -> None:
    former = session.get_one(Customer, undone.from_customer_id)
    former.status = "active"
    # An identity that was linked twice keeps the proof of the first linking.
    earlier = _newest_link(session, identity.id)
    identity.customer_id = former.id
    identity.verified_by = earlier.method if earlier else "none"
    identity.linked_at = earlier.created_at if earlier else None
    session.add_all((former, identity))
    session.flush()


def _close_if_empty(session: Session, customer_id: int) -> None:
    """A customer whose own accounts sit elsewhere is a merged one again, until they come back."""
    left = session.exec(select(Identity.id).where(Identity.customer_id == customer_id).limit(1)).first()
    if left is None:
        customer = session.get_one(Customer, customer_id)
        customer.status = "merged"
        session.add(customer)
        session.flush()


def _newest_link(session: Session, identity_id: int) -> IdentityLink | None:
    return session.exec(
        select(IdentityLink)
        .where(IdentityLink.identity_id == identity_id, col(IdentityLink.undone_at).is_(None))
        .order_by(col(IdentityLink.id).desc())
        .limit(1)
    ).first()


def to_unlink(session: Session, identity_id: int) -> int | None:
    """Return the identity that moves when this one's person says "unlink"; None when nothing is linked.

    It is this one if it was linked into its customer, else the one that was linked to it last: the older account
    stays put when two are linked, and its owner may say "that was not me" all the same.
    """
    if _newest_link(session, identity_id):
        return identity_id
    return session.exec(
        select(IdentityLink.identity_id)
        .join(Identity, col(Identity.id) == col(IdentityLink.identity_id))
        .where(
            col(Identity.customer_id).in_(select(Identity.customer_id).where(Identity.id == identity_id)),
            col(IdentityLink.undone_at).is_(None),
        )
        .order_by(col(IdentityLink.id).desc())
        .limit(1)
    ).first()


# --- codes -------------------------------------------------------------------------------------


def new_code(random_bytes: bytes) -> str:
    """Return a link code of 8 Crockford-base32 characters (40 bits) from at least 5 random bytes.

    It always holds a digit from 2 to 9 and a letter, so that it is never a word or an order number.
    """
    if len(random_bytes) < 5:
        raise ValueError("a link code needs at least 5 random bytes")
    round_ = 0
    while not _CODE.fullmatch(code := _encode(hashlib.sha256(bytes([round_]) + random_bytes).digest()[:5])):
        round_ += 1
    return code


def _encode(five: bytes) -> str:
    number = int.from_bytes(five, "big")
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))


def _hash(code: str, key: bytes) -> str:
    plain = code.strip().upper().translate(_LOOKALIKES)
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()


def offer_code(session: Session, identity_id: int, code: str, key: bytes, now: datetime) -> None:
    """Keep the keyed hash of a fresh code for 10 minutes. Raises Refused after 5 codes within an hour."""
    recent = session.exec(
        select(func.count())
        .select_from(LinkCode)
        .where(LinkCode.identity_id == identity_id, col(LinkCode.created_at) > now - timedelta(hours=1))
    ).one()
    if recent >= CODES_AN_HOUR:
        raise Refused("many codes within an hour; use the latest, or wait an hour.", line="link.too_many_codes")
    session.add(LinkCode(hash=_hash(code, key), identity_id=identity_id, expires_at=now + CODE_LIFE, created_at=now))
    session.flush()


def hide_codes(session: Session, text: str, key: bytes, now: datetime) -> tuple[str, str]:
    """Return a stranger's words as they may be stored, without a link code, and the code; "" for none.

    Behind a command whatever may be one is hidden; among other words what is one in truth, by `key`.
    """
    if found := _BEHIND.fullmatch(text.strip()):
        return text.replace(found["code"], HIDDEN), found["code"]
    shaped = (one[1] for one in _AMONG.finditer(text) if any(map(str.isdigit, one[1])))
    codes = [one for one in islice(shaped, SHAPED) if _valid(session, one, key, now)]
    for code in codes:
        text = text.replace(code, HIDDEN)
    return text, codes[-1] if codes else ""


def _valid(session: Session, code: str, key: bytes, now: datetime) -> bool:
    plain = "".join(filter(str.isalnum, code))
    made = select(LinkCode.id).where(LinkCode.hash == _hash(plain, key), col(LinkCode.used_at).is_(None))
    return session.exec(made.where(col(LinkCode.expires_at) > now)).first() is not None


def redeem_code(session: Session, identity_id: int, code: str, key: bytes, now: datetime) -> Redeemed:
    """Use up a code typed by this identity; return for whom it was made.

    Raises Refused. A wrong code is counted in this session before the raise: catch Refused inside the
    transaction, or the count is rolled back with it and codes can be guessed.
    """
    if _tries(session, identity_id, now) >= TRIES:
        raise Refused("too many wrong codes; wait ten minutes, then make a new one.", line="link.too_many")
    row = session.exec(select(LinkCode).where(LinkCode.hash == _hash(code, key)).with_for_update()).first()
    if row is None or row.used_at is not None or row.expires_at <= now:
        session.add(LinkAttempt(identity_id=identity_id, at=now))
        session.flush()
        raise Refused("this code is not valid, or no longer; make a new one.", line="link.refused")
    if row.identity_id == identity_id:
        raise Refused("this code was made here; type it on the other channel.", line="link.own")
    row.used_at = now
    session.add(row)
    session.flush()
    return Redeemed(row.identity_id)


def _tries(session: Session, identity_id: int, now: datetime) -> int:
    return session.exec(
        select(func.count())
        .select_from(LinkAttempt)
        .where(LinkAttempt.identity_id == identity_id, col(LinkAttempt.at) > now - TRY_WINDOW)
    ).one()
