"""Who may do what: every route from the app against every kind of visitor, CSRF, login links, headers, errors."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlmodel import select

from bot.errors import InputError
from bot.intake import LONGEST_TEXT
from bot.pages import auth, door
from bot.pages.site import build
from bot.storage.tables import Agent, Case, Conversation, Login, Message

from .conftest import Browser, Place

OPEN, AGENTS, OWN, KEYS = "everybody", "agents", "customers, their own things", "systems with a key of ours"

MATRIX = {
    ("GET", "/"): OPEN,
    ("GET", "/enter"): OPEN,
    ("POST", "/chat"): OWN,
    ("GET", "/chat/stream"): OWN,
    ("GET", "/files/{file}"): OWN,
    ("GET", "/desk/files/{file}"): AGENTS,
    ("GET", "/articles/{path:path}"): OPEN,
    ("GET", "/desk"): AGENTS,
    ("GET", "/desk/c/{conversation}"): AGENTS,
    ("GET", "/desk/stream"): AGENTS,
    ("POST", "/desk/cases/{case}/{verb}"): AGENTS,
    ("POST", "/desk/c/{conversation}/facts/{fact}/{op}"): AGENTS,
    ("POST", "/desk/cases/{case}/typing"): AGENTS,
    ("POST", "/desk/cases/{case}/suggest"): AGENTS,
    ("POST", "/api/customers/{channel}/{user}/events"): KEYS,
    ("GET", "/login"): OPEN,
    ("GET", "/login/{token}"): OPEN,
    ("POST", "/login/{token}"): OPEN,
    ("POST", "/logout"): AGENTS,
    ("GET", "/static/{digest}/{name}"): OPEN,
    ("GET", "/healthz"): OPEN,
    ("GET", "/readyz"): OPEN,
}


def routes_of(routes: Any) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            found |= routes_of(inner.routes)
        else:
            found |= {(method, route.path) for method in route.methods}
    return found


def test_every_route_of_the_app_stands_in_the_matrix(place: Place) -> None:
    assert routes_of(place.app.routes) == set(MATRIX)


def ids(place: Place) -> dict[str, str]:
    def look(session: Any) -> dict[str, str]:
        case = session.exec(select(Case).where(Case.state == "queued")).first()
        talk = session.get_one(Conversation, case.conversation_id)
        return {"case": case.public_id, "conversation": talk.public_id}

    found: dict[str, str] = place.db.look(look)
    return found | {
        "verb": "claim",
        "fact": "1",
        "channel": "telegram",
        "user": "1",
        "op": "forget",
        "path": "orders/missing-parts.md",
        "token": "nope",
        "digest": "0",
        "name": "app.css",
        "file": "0" * 32,
    }


def address(path: str, known: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda hole: known[hole[1]], path)


@pytest.mark.parametrize(("method", "path"), sorted(key for key, who in MATRIX.items() if who == AGENTS))
def test_what_is_for_agents_is_closed_to_everybody_else(shop: Place, method: str, path: str) -> None:
    url = address(path, ids(shop))
    customer = shop.browser()
    token = customer.csrf("/")
    forged = shop.browser()
    forged.client.cookies.set(auth.AGENT_COOKIE, auth.Keys("another secret").sign_agent(
        auth.Member(1, "1", "Daniel", 0), shop.clock()))  # fmt: skip
    left = shop.agent("Anna")
    assert left.post("/logout", page="/desk").status_code == 303
    for browser in (customer, forged, left):
        answer = browser.client.request(method, url, headers={"x-csrf-token": token})
        assert answer.status_code == (401 if path == "/desk/stream" else 303), path
        assert answer.headers.get("location", "/login") == "/login"
        script = browser.client.request(method, url, headers={"x-csrf-token": token, "accept": "application/json"})
        assert script.status_code == 401
    assert shop.desk.done == []


def test_a_disabled_agent_is_out_at_once(shop: Place) -> None:
    agent = shop.agent()
    assert agent.get("/desk").status_code == 200

    def disable(session: Any) -> None:
        row = session.exec(select(Agent).where(Agent.name == "Daniel")).one()
        row.active = False
        session.add(row)

    shop.db.now(disable)
    assert agent.get("/desk").status_code == 303


def test_a_session_ends_after_two_weeks(shop: Place) -> None:
    agent = shop.agent()
    shop.clock.forward(days=14, seconds=1)
    assert agent.get("/desk").status_code == 303


@pytest.mark.parametrize("path", ["/desk/c/{}", "/desk/c/{}?tab=done"])
def test_unknown_and_tampered_ids_are_not_found(shop: Place, path: str) -> None:
    agent = shop.agent()
    known = ids(shop)["conversation"]
    for odd in ("0" * 32, known[:-1] + "g", known.upper() + "'", "1", "%00", "..%2F"):
        assert agent.get(path.format(odd)).status_code == 404
        assert agent.post(f"/desk/cases/{odd}/claim", page="/desk").status_code == 404
    assert agent.get(f"/desk/stream?c={'0' * 32}").status_code == 404
    assert agent.post(f"/desk/cases/{ids(shop)['case']}/explode", page="/desk").status_code == 404
    assert shop.desk.done == []


def test_another_visitors_log_cannot_be_seen_rated_or_pressed(place: Place) -> None:
    maya, eve = place.browser(), place.browser()
    maya.post("/chat", text="my secret order is 48213")

    def answer(session: Any) -> str:
        said = session.exec(select(Message)).one()
        session.add(reply := Message(identity_id=said.identity_id, conversation_id=said.conversation_id, role="bot",
                                     kind="answer", text="ok", choices=[{"id": "a", "label": "A"}],
                                     sent_at=place.clock(), received_at=place.clock()))  # fmt: skip
        session.flush()
        return reply.public_id

    message = place.db.now(answer)
    eve.post("/chat", text="hello")
    assert "48213" not in eve.get("/").text
    assert eve.get("/?visitor=maya").text.count("48213") == 0
    for act in (f"reaction:up:{message}", f"press:a:{message}"):
        assert eve.post("/chat", act=act).status_code == 404
        assert maya.post("/chat", act=act).status_code == 303
    assert [event.kind for event in place.intake.seen] == ["message", "message", "reaction", "press"]


def test_a_forged_visitor_cookie_is_a_stranger(place: Place) -> None:
    maya, eve = place.browser(), place.browser()
    maya.post("/chat", text="48213")
    visitor = place.intake.seen[0].sender.id
    eve.client.cookies.set(auth.VISITOR_COOKIE, auth.Keys("guess").sign_visitor(visitor))
    assert eve.get("/chat/stream").status_code == 403
    assert "48213" not in eve.get("/").text


# --- CSRF --------------------------------------------------------------------------------------

POSTS = sorted(path for (method, path), who in MATRIX.items() if method == "POST" and who != KEYS)


@pytest.mark.parametrize("path", POSTS)
def test_a_post_without_a_token_changes_nothing(shop: Place, path: str) -> None:
    agent = shop.agent()
    url = address(path, ids(shop))
    stale = agent.csrf("/desk")[::-1]
    for data in ({}, {"csrf": ""}, {"csrf": stale}, {"csrf": "é"}):
        answer = agent.client.post(url, data={"text": "hello", "key": "k"} | data)
        assert answer.status_code == 403, data
    assert shop.desk.done == []
    assert shop.intake.seen == []
    assert agent.get("/desk").status_code == 200


def test_half_a_letter_is_no_token(place: Place) -> None:
    told = {"content-type": "application/json"}
    assert place.browser().client.post("/chat", content=b'{"csrf": "\\ud800"}', headers=told).status_code == 403


@pytest.mark.parametrize("path", POSTS)
def test_a_post_from_another_site_changes_nothing(shop: Place, path: str) -> None:
    agent = shop.agent()
    token = agent.csrf("/desk")
    foreign = [{"origin": origin} for origin in ("https://evil.example", "null", "http://[")]
    for told in (*foreign, {"sec-fetch-site": "cross-site"}):
        answer = agent.client.post(
            address(path, ids(shop)), data={"csrf": token, "text": "x", "key": "k"}, headers=told
        )
        assert answer.status_code == 403, told
    assert shop.desk.done == []
    assert shop.intake.seen == []


def test_our_own_origin_is_let_in_also_behind_a_proxy_that_ends_tls(place: Place) -> None:
    browser = place.browser()
    assert browser.post("/chat", text="hi", headers={"origin": "https://testserver"}).status_code == 303


def test_a_token_from_before_the_login_is_stale_after_it(shop: Place) -> None:
    browser = shop.browser()
    before = browser.csrf("/")
    shop.db.now(auth.invite, "Daniel", "t", shop.clock())
    browser.post("/login/t", page="/login/t")
    answer = browser.client.post("/desk/cases/x/claim", data={"csrf": before, "key": "k"})
    assert answer.status_code == 403
    assert "reload" in answer.text


def test_a_get_never_changes_anything(shop: Place) -> None:
    agent = shop.agent()
    for path in POSTS:
        answer = agent.get(address(path, ids(shop)))
        assert answer.status_code == (200 if path.startswith("/login") else 405)
    assert shop.desk.done == []


# --- login links -------------------------------------------------------------------------------


def test_looking_at_a_login_link_does_not_use_it_up_and_pressing_does_once(place: Place) -> None:
    assert place.db.now(auth.invite, " Anna  Berg ", "t0ken", place.clock()) == "Anna Berg"
    preview, anna, late = place.browser(), place.browser(), place.browser()
    for _ in range(3):
        assert preview.get("/login/t0ken").status_code == 200
    entered = anna.post("/login/t0ken", page="/login/t0ken")
    assert (entered.status_code, entered.headers["location"]) == (303, "/desk")
    assert anna.get("/desk").status_code == 200
    assert late.post("/login/t0ken", page="/login/t0ken").status_code == 403
    assert late.get("/desk").status_code == 303


def test_only_the_hash_of_a_token_is_stored(place: Place) -> None:
    place.db.now(auth.invite, "Anna", "t0ken", place.clock())
    login = place.db.look(lambda session: session.exec(select(Login)).one())
    assert login.token_hash == auth.hashed("t0ken") != "t0ken"


def test_a_login_link_ends_after_a_day_and_with_the_next_one(place: Place) -> None:
    place.db.now(auth.invite, "Anna", "first", place.clock())
    place.db.now(auth.invite, "Anna", "second", place.clock())
    assert place.db.now(auth.redeem, "first", place.clock()) is None
    place.clock.forward(hours=24)
    assert place.db.now(auth.redeem, "second", place.clock()) is None


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "An\x1bna"])
def test_an_agent_needs_a_name_that_customers_can_read(place: Place, name: str) -> None:
    with pytest.raises(InputError, match="1 to 60"):
        place.db.now(auth.invite, name, "t", place.clock())


def test_guessing_is_stopped_by_the_tenth_try_and_says_always_the_same(place: Place) -> None:
    browser = place.browser()
    place.db.now(auth.invite, "Anna", "right", place.clock())
    answers = [browser.post(f"/login/wrong{n}", page="/login") for n in range(10)]
    assert [answer.status_code for answer in answers] == [403] * 9 + [429]
    assert len({answer.text for answer in answers[:9]}) == 1
    assert browser.post("/login/right", page="/login").status_code == 429
    place.clock.forward(seconds=61)
    assert browser.post("/login/right", page="/login").status_code == 303


def test_logging_out_ends_the_sessions_of_every_browser(shop: Place) -> None:
    first, second = shop.agent(), shop.agent()
    assert second.post("/logout", page="/desk").status_code == 303
    assert first.get("/desk").status_code == 303
    assert second.get("/desk").status_code == 303


def test_cookies_are_out_of_reach_for_scripts_and_secure_over_https(place: Place) -> None:
    plain = place.browser().get("/").headers["set-cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=lax" in plain
    assert "Path=/" in plain
    assert "Secure" not in plain
    assert "Secure" in place.browser(base_url="https://testserver").get("/").headers["set-cookie"]
    place.db.now(auth.invite, "Anna", "t", place.clock())
    browser = place.browser(base_url="https://testserver")
    entered = browser.post("/login/t", page="/login/t").headers["set-cookie"]
    assert re.search(r"rapport_agent=.*HttpOnly.*Secure", entered)


def test_an_empty_secret_is_refused_at_the_start(place: Place) -> None:
    place.site.secret = ""
    with pytest.raises(ValueError, match="secret"):
        build(place.site)


# --- headers and errors ------------------------------------------------------------------------


def every_answer(place: Place, browser: Browser) -> list[Any]:
    known = ids(place)
    found = []
    for method, path in sorted(MATRIX):
        if not path.endswith("stream"):
            found.append(browser.client.request(method, address(path, known)))
    return [*found, browser.get("/nope"), browser.client.put("/"), place.browser().get("/chat/stream")]


def test_every_answer_carries_the_security_headers(shop: Place) -> None:
    for answer in every_answer(shop, shop.browser()):
        assert answer.headers["content-security-policy"].startswith("default-src 'self'")
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"


def test_static_files_are_kept_for_long_under_a_name_that_changes_with_them(place: Place) -> None:
    page = place.browser().get("/").text
    files = re.findall(r'"(/static/[^"#]+)', page)
    assert {file.rpartition("/")[2] for file in files} >= {"app.css", "app.js", "favicon.svg"}
    for file in files:
        answer = place.browser().get(file)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    plain = place.browser().get(files[0], headers={"accept-encoding": "identity"})
    assert plain.text == place.browser().get(files[0]).text


def test_pages_have_no_inline_script_no_inline_style_and_no_foreign_address(demo: Place) -> None:
    page = demo.browser().get("/").text
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*\ssrc=\"/static/)", page)
    assert not re.search(r"\son\w+=\"", page)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", page)


def test_errors_say_nothing_of_the_inside(shop: Place) -> None:
    async def fails(*_: Any) -> bool:
        raise RuntimeError("SELECT secret FROM /work/main traceback")

    shop.site.receive = fails
    browser = shop.browser(raise_server_exceptions=False)
    answer = browser.post("/chat", text="hi")
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    for text in [answer.text, browser.get("/nope").text, browser.client.put("/").text, browser.get("/desk/c/x").text]:
        assert not re.search(r"SELECT|Traceback|RuntimeError|/work|fastapi|sqlalchemy", text, re.IGNORECASE)
    by_script = browser.post("/chat", text="hi", script=True)
    assert set(by_script.json()) == {"error"}


def test_what_is_too_big_or_odd_is_turned_away_kindly(place: Place) -> None:
    browser = place.browser()
    token = browser.csrf("/")
    told = {"x-csrf-token": token}
    assert browser.post("/chat", text="x" * 8001).status_code == 422
    assert "8,000" in browser.post("/chat", text="x" * 8001, script=True).json()["error"]
    assert browser.client.post("/chat", content=b"x" * 65_537, headers=told).status_code == 413
    assert browser.client.post("/chat", content=iter([b"x" * 40_000] * 2), headers=told).status_code == 413
    odd = {
        "application/json": [b"{", b"[]", b"\xff", b"[" * 30_000],
        "application/x-www-form-urlencoded": [b"a=%ff", b"&".join([b"a=b"] * 60)],
        "multipart/form-data": [b"x"],
        "": [b"text=hi"],
    }
    for kind, bodies in odd.items():
        for body in bodies:
            answer = browser.client.post("/chat", content=body, headers=told | {"content-type": kind})
            assert answer.status_code in (400, 415), (kind, body[:20])
    for key in ("", "a b", "x" * 101, "\n"):
        assert browser.post("/chat", text="hi", key=key).status_code == 400
    assert browser.post("/chat", text="  ").status_code == 422
    assert browser.post("/chat", text="\x00").status_code in (422, 303)
    assert browser.post("/chat", kind="revoked", text="x").status_code == 400
    assert [event.kind for event in place.intake.seen if event.kind != "message"] == []


def test_a_visitor_without_a_cookie_cannot_post(place: Place) -> None:
    browser = place.browser()
    token = browser.csrf("/")
    browser.client.cookies.clear()
    assert browser.client.post("/chat", data={"csrf": token, "text": "x", "key": "k"}).status_code == 403


async def unready() -> dict[str, Any]:
    return {"ok": False, "telegram": "no token", "knowledge": {"articles": 3, "problems": ["secret/plan.md: broken"]}}


def test_readiness_is_told_with_its_reasons(place: Place) -> None:
    assert place.browser().get("/healthz").json() == {"ok": True}
    assert place.browser().get("/readyz").json() == {"ok": True}
    place.site.ready = unready
    answer = place.agent().get("/readyz")
    assert (answer.status_code, answer.json()["telegram"]) == (503, "no token")


def test_whoever_asks_from_outside_hears_which_part_is_unwell_and_no_more(place: Place) -> None:
    place.site.ready = unready
    outside = place.browser(client=("203.0.113.9", 5000)).get("/readyz")
    behind = place.browser(client=("127.0.0.1", 5000)).get("/readyz", headers={"x-forwarded-for": "203.0.113.9"})
    here = place.browser(client=("127.0.0.1", 5000)).get("/readyz", headers={"host": "127.0.0.1:8080"})

    assert outside.json() == behind.json() == {"ok": False, "telegram": "degraded", "knowledge": "degraded"}
    assert outside.status_code == 503
    assert here.json()["knowledge"]["problems"] == ["secret/plan.md: broken"]


@pytest.mark.parametrize(
    "given",
    [{"host": "support.example.com"}, {"x-real-ip": "203.0.113.9"}, {"x-forwarded-proto": "https"}, {"via": "1.1 x"}],
)
def test_a_web_server_before_us_is_seen_by_any_of_its_marks(place: Place, given: dict[str, str]) -> None:
    place.site.ready = unready

    told = place.browser(client=("127.0.0.1", 5000)).get("/readyz", headers={"host": "localhost:8080", **given})

    assert told.json() == {"ok": False, "telegram": "degraded", "knowledge": "degraded"}


def test_limits_are_what_the_words_say() -> None:
    assert (door.BODY_LIMIT, LONGEST_TEXT) == (65_536, 8000)
