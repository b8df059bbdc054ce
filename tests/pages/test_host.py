"""The host site's token: the same person in every browser, and nobody by a token that does not hold."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from bot.errors import InputError
from bot.pages import host
from bot.storage.tables import Identity, IdentityLink
from tests.conftest import NOON

from .conftest import Place

SECRET = "shared with the site, thirty-two characters"


def token(secret: str = SECRET, alg: str = "HS256", **claims: Any) -> str:
    body = {"sub": "4711", "exp": NOON.timestamp() + 600, "name": "Maya Okafor"} | claims
    return signed(json.dumps(body).encode(), secret, json.dumps({"alg": alg, "typ": "JWT"}).encode())


def signed(body: bytes, secret: str = SECRET, head: bytes = b'{"alg": "HS256"}') -> str:
    both = f"{_part(head)}.{_part(body)}"
    return f"{both}.{_part(hmac.new(secret.encode(), both.encode(), hashlib.sha256).digest())}"


def _part(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def test_a_good_token_names_the_person() -> None:
    assert host.read(token(), SECRET, NOON) == host.Guest("4711", "Maya Okafor")


@pytest.mark.parametrize(
    "bad",
    [
        token("another secret"), token(alg="none"), token(exp=NOON.timestamp() - 1),
        token(exp=NOON.timestamp() + 10**6),
        token(sub=""), token(sub=5), token(sub="a\nb"), token() + "x", "", "a.b.c", "ü.ü.ü", token()[:-5],
        token().rpartition(".")[0] + ".", "x" * 5000, signed(b"[" * 2900), signed(b"[" * 2900, "another secret"),
        signed(b'{"sub": "4711", "exp": ' + b"9" * 400 + b"}"), signed(b"5"),
    ],
)  # fmt: skip
def test_a_token_that_does_not_hold_is_refused(bad: str) -> None:
    with pytest.raises(InputError):
        host.read(bad, SECRET, NOON)


def test_without_a_secret_no_token_holds() -> None:
    with pytest.raises(InputError):
        host.read(token(""), "", NOON)


def test_who_is_logged_in_is_one_customer_in_every_browser_with_what_they_wrote_before(place: Place) -> None:
    room = place.app.state.room
    room.site = replace(room.site, site_secret=SECRET)
    fresh = token(exp=place.clock().timestamp() + 600)
    one, other = place.browser(), place.browser()
    assert one.post("/chat", text="Where is my parcel?").status_code == 303

    for browser in (one, other):
        near = {"sec-fetch-site": "same-site"}
        assert browser.get(f"/enter?token={fresh}", headers=near).status_code == 303
    assert "Where is my parcel?" in one.get("/").text
    assert "Where is my parcel?" in other.get("/").text

    rows = place.db.look(lambda session: session.exec(select(Identity)).all())
    links = place.db.look(lambda session: session.exec(select(IdentityLink)).all())
    assert len({row.customer_id for row in rows}) == 1
    assert [link.method for link in links] == ["host"]

    stranger = place.browser()
    assert stranger.get(f"/enter?token={token('guess', exp=place.clock().timestamp() + 600)}").status_code == 409
    assert "Where is my parcel?" not in stranger.get("/").text


@pytest.mark.parametrize("site", ["cross-site", "none", ""])
def test_a_link_with_somebody_elses_token_takes_nothing_along(place: Place, site: str) -> None:
    room = place.app.state.room
    room.site = replace(room.site, site_secret=SECRET)
    fresh = token(exp=place.clock().timestamp() + 600)
    victim, thief = place.browser(), place.browser()
    victim.post("/chat", text="My address is Harbour Lane 3")

    victim.get(f"/enter?token={fresh}", headers={"sec-fetch-site": site} if site else {})
    thief.get(f"/enter?token={fresh}", headers={"sec-fetch-site": "same-site"})

    assert "Harbour" not in thief.get("/").text
    assert place.db.look(lambda session: session.exec(select(IdentityLink)).all()) == []


def test_accounts_with_the_same_verified_address_are_one_customer_and_a_claimed_one_is_not(place: Place) -> None:
    room = place.app.state.room
    room.site = replace(room.site, site_secret=SECRET)
    ends = place.clock().timestamp() + 600

    def enters(subject: str, **claims: Any) -> None:
        shown = token(sub=subject, exp=ends, **claims)
        assert place.browser().get(f"/enter?token={shown}").status_code == 303

    def customers() -> list[int]:
        return list(place.db.look(lambda s: s.exec(select(Identity.customer_id).order_by(Identity.id)).all()))  # type: ignore[arg-type]

    enters("1", email="Maya@Example.com", email_verified=True)
    enters("2", email="maya@example.com", email_verified=True)
    enters("3", email="maya@example.com", email_verified="true")
    enters("4", email="maya@example.com")
    enters("5", email="ole@example.com", email_verified=True)

    first, second, *others = customers()
    assert first == second
    assert len({first, *others}) == 4
