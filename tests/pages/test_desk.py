"""The desk: the list, a conversation and its person, the verbs."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from bot import texts
from bot.errors import Refused
from bot.pages import casework, inbox, transcript
from bot.pages.words import trouble
from bot.storage import queue
from bot.storage.tables import AccessLog, Case, Conversation, Fact, Identity, Inbound, Message, Outbox
from bot.types.chat import Address

from .conftest import Place
from .ports import say


def case_of(place: Place, title: str) -> tuple[str, str]:
    """Return (case, conversation) public ids of the case whose title begins so."""

    def look(session: Any) -> tuple[str, str]:
        case = session.exec(select(Case).where(Case.title.startswith(title))).one()
        return case.public_id, session.get_one(Conversation, case.conversation_id).public_id

    return place.db.look(look)


def names(page: str) -> list[str]:
    return re.findall(r'<span class="row-top"><b>(.*?)</b>', page)


def test_who_comes_first_by_policy_or_has_waited_longest_stands_on_top(shop: Place) -> None:
    page = shop.agent().get("/desk").text
    assert names(page) == ["Acme Studio", "Tomás Herrera", "Priya N.", "Jonas Weber"]
    assert "Comes first" not in page, "who has waited longest is first anyway"
    ahead = update(Case).where(Case.title == "Change of address").values(priority=5)
    shop.db.now(lambda session: session.execute(ahead))
    page = shop.agent().get("/desk").text
    assert names(page)[:2] == ["Priya N.", "Acme Studio"]
    assert page.count('<span class="chip gold">Comes first</span>') == 1, "before somebody who has waited longer"
    assert "No article answers this" in page
    assert "6 open" in page


def test_agents_see_how_far_the_articles_are_read_and_nothing_once_they_are(shop: Place) -> None:
    agent = shop.agent()
    before = agent.get("/desk").text
    shop.site.learning = lambda: "5000 of 100000 articles are read"

    assert 'role="status">5000 of 100000 articles are read</p>' in agent.get("/desk").text
    assert 'role="status">' not in before


@pytest.mark.parametrize(("days", "how"), [(0, "reopens"), (8, "after")])
def test_the_case_before_is_a_link_beside_the_number(shop: Place, days: int, how: str) -> None:
    _, first = case_of(shop, "Missing desk leg")

    def comes_again(session: Session) -> str:
        case = session.exec(select(Case).where(Case.title.startswith("Missing desk leg"))).one()
        case.state, case.closed_at = "resolved", shop.clock() - timedelta(days=days)
        session.get_one(Conversation, case.conversation_id).status = "closed"
        session.flush()
        talk = Conversation(customer_id=case.customer_id, opened_at=shop.clock(), last_at=shop.clock(), owner="queue")
        session.add(talk)
        session.flush()
        session.add(Case(number=99, conversation_id=talk.id, customer_id=case.customer_id, reason="requested",
                         title="again", opened_at=shop.clock(), queued_at=shop.clock()))  # fmt: skip
        return talk.public_id

    page = shop.agent().get(f"/desk/c/{shop.db.now(comes_again)}").text
    found = re.search(rf'#99 · {how} <a data-go href="(/desk/c/[^"]+)">#\d+</a>', page)
    assert found is not None
    assert found[1] == f"/desk/c/{first}"


def test_each_tab_holds_its_own(shop: Place) -> None:
    agent = shop.agent()
    assert names(agent.get("/desk?tab=mine").text) == ["Maya Okafor", "Lena Fjord"]
    bot = names(agent.get("/desk?tab=bot").text)
    assert bot[:2] == ["Ingrid Dahl", "Paul Moreau"]
    assert bot[2].startswith("Visitor ")
    assert names(agent.get("/desk?tab=done").text) == ["Sofia Rossi"]
    assert "Nothing was closed" not in agent.get("/desk?tab=done").text


def test_search_finds_people_titles_and_words_in_every_tab(shop: Place) -> None:
    agent = shop.agent()
    for query, found in {"okafor": 2, "voucher": 1, "VAT": 1, "Corsica": 1, "100%": 0, "_": 0, "nobody": 0}.items():
        assert len(names(agent.get("/desk", params={"q": query}).text)) == found, query


def test_a_conversation_shows_thread_brief_receipt_note_and_person(shop: Place) -> None:
    _, talk = case_of(shop, "Missing desk leg")
    page = shop.agent().get(f"/desk/c/{talk}").text
    assert "<b>Brief.</b>" in page
    assert "internal note" in page
    assert "Depot confirmed stock" in page
    assert "confidence 0.91" in page
    assert "Continued in Slack" in page
    assert "Sent to Slack" in page
    assert "Handed to a human · asked for a person" in page
    assert "Suggested" in page
    assert "Customer since 2023" in page
    assert "“I live in Leeds”" in page
    assert "My lamp is late" in page  # the earlier conversation is part of the thread
    for absent in ("CSAT", "Stage", "Mood"):
        assert absent not in page


def test_the_thread_keeps_the_order_of_messages_and_puts_events_between(shop: Place) -> None:
    _, talk = case_of(shop, "Missing desk leg")
    opened = shop.db.look(casework.open_conversation, talk, shop.clock())
    lines = [item.id for item in opened.thread if isinstance(item, transcript.Line)]
    assert lines == sorted(lines)
    kinds = [item.role for item in opened.thread]
    assert kinds.index("agent") > kinds.index("event")


def test_the_buttons_are_those_that_apply(shop: Place) -> None:
    agent = shop.agent()
    mine = agent.get(f"/desk/c/{case_of(shop, 'Missing desk leg')[1]}").text
    assert "Hand back" in mine
    assert ">Claim<" not in mine
    queued = agent.get(f"/desk/c/{case_of(shop, 'Wobbly')[1]}").text
    assert "Claim and reply" in queued
    assert 'id="to-resolve"' not in queued
    theirs = agent.get(f"/desk/c/{case_of(shop, 'Colour')[1]}").text
    assert "Take over" in theirs
    assert "has this case. Take it over to reply." in theirs
    assert re.search(r'name="internal"[^>]* checked', theirs), "a note needs no claim"
    assert "Take over and send" in theirs
    done = agent.get(f"/desk/c/{case_of(shop, 'Voucher')[1]}").text
    assert "This case is resolved." in done


def test_a_row_shows_the_last_words_that_were_written_and_why_somebody_may_be_hurt_by_a_sign_of_its_own(
    shop: Place,
) -> None:
    def adds(session: Session) -> None:
        case = session.exec(select(Case).where(Case.title.startswith("Wobbly"))).one()
        identity = session.exec(select(Identity).where(Identity.customer_id == case.customer_id)).one()
        for words in ("it fell on my foot", "/human", "/LINK", "Talk to a person", "/order 1 broke"):
            said = say(session, identity, "customer", words, shop.clock())
            if words.startswith("Talk"):
                session.add(Inbound(channel="web", account="site", key=words, lane_kind="in", lane_ref=1, kind="press",
                                    message_id=said.id, received_at=shop.clock()))  # fmt: skip
            if words.startswith("/order"):
                said.text = "/me"
        case.reason = "safety"
        session.add(case)

    shop.db.now(adds)
    page = shop.agent().get("/desk").text
    row = page[page.index("Acme Studio") :]
    assert '<span class="row-text">it fell on my foot</span>' in row
    assert '<span class="why safety">Somebody may be hurt or in danger</span>' in page


def test_two_cases_are_compared_by_the_names_that_the_desk_shows_and_ids_are_cut(shop: Place) -> None:
    mine, other = case_of(shop, "Missing desk leg"), case_of(shop, "Wobbly")

    def names_them(session: Session) -> int:
        for title, name, account in (("Missing", "", "a" * 32), ("Wobbly", "Ann", "b" * 32)):
            case = session.exec(select(Case).where(Case.title.startswith(title))).one()
            for identity in session.exec(select(Identity).where(Identity.customer_id == case.customer_id)).all():
                identity.display_name = ""
                identity.external_id = f"{account}{identity.id}"
                session.add(identity)
            if name:
                session.add(Fact(identity_id=identity.id, key="identity.name", value=name, value_norm=name.lower(),
                                 cardinality="one", status="active", confidence=1, rule="said",
                                 valid_from=shop.clock(), recorded_at=shop.clock()))  # fmt: skip
        return case.id

    target = shop.db.now(names_them)
    agent = shop.agent()
    page = agent.get(f"/desk/c/{mine[1]}").text
    assert re.search(r"<option[^>]*>#\d+ Ann \(", page)
    page = agent.get(f"/desk/c/{mine[1]}?dialog=merge&target={target}").text
    assert re.search(r'<th scope="col">#\d+ Ann</th>', page)
    assert "bbbbbb…" in page
    assert "b" * 32 not in page
    assert other[1] not in page.split('id="merge"')[1], other


def test_every_verb_works_by_a_plain_form(shop: Place) -> None:
    agent = shop.agent()
    case, talk = case_of(shop, "Missing desk leg")
    url = f"/desk/cases/{case}"
    steps = [("reply", "Booked."), ("note", "ask the depot"), ("hand_back", "the leg comes tomorrow")]
    for verb, text in steps:
        answer = agent.post(f"{url}/{verb}", page="/desk", text=text)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/c/{talk}")
    assert [(verb.name, verb.text) for _, verb in shop.desk.done] == steps
    other, _ = case_of(shop, "Colour")
    agent.post(f"/desk/cases/{other}/claim", page="/desk", take_over="1")
    agent.post(f"/desk/cases/{other}/resolve", page="/desk")
    assert [verb.name for _, verb in shop.desk.done[3:]] == ["claim", "resolve"]


def test_a_case_of_ones_own_can_be_put_to_sleep_for_an_hour(shop: Place) -> None:
    agent = shop.agent()
    case, talk = case_of(shop, "Missing desk leg")
    assert "Snooze" in agent.get(f"/desk/c/{talk}").text
    agent.post(f"/desk/cases/{case}/snooze", page="/desk", until="1h")

    (_, verb) = shop.desk.done[0]
    assert (verb.name, verb.until) == ("snooze", shop.clock() + timedelta(hours=1))


def test_a_reply_with_the_note_switch_on_is_a_note_whatever_button_was_pressed(shop: Place) -> None:
    case, _ = case_of(shop, "Missing desk leg")
    shop.agent().post(f"/desk/cases/{case}/reply", page="/desk", text="the depot is slow", internal="on")
    assert [verb.name for _, verb in shop.desk.done] == ["note"]


def test_a_reply_to_a_case_that_nobody_has_claims_it_first(shop: Place) -> None:
    case, _ = case_of(shop, "Wobbly")
    answer = shop.agent().post(f"/desk/cases/{case}/reply", page="/desk", text="Hello!", script=True)
    assert answer.json() == {"said": "Reply queued."}
    assert [verb.name for _, verb in shop.desk.done] == ["claim", "reply"]


def test_a_file_goes_with_a_reply_or_a_note_and_its_bytes_stay_only_where_a_message_has_them(shop: Place) -> None:
    agent = shop.agent()
    case, _ = case_of(shop, "Missing desk leg")
    url, fields = f"/desk/cases/{case}/", {"csrf": agent.csrf("/desk"), "key": "k1", "text": ""}
    (given,) = ({"file": ("label.pdf", b"%PDF", "application/pdf")},)
    assert agent.client.post(f"{url}reply", data=fields, files=given).status_code == 303
    (file,) = shop.desk.done[0][1].files
    assert (shop.desk.done[0][1].name, file.name, file.size, file.media_type) == (
        "reply", "label.pdf", 4, "application/pdf",
    )  # fmt: skip
    kept = shop.site.files
    assert kept is not None
    assert list(kept.folder.iterdir()) == []  # the desk's double stores no message
    answer = agent.client.post(f"{url}note", data=fields | {"key": "k2"}, files={"file": ("a.txt", b"", "text/plain")})
    assert answer.status_code == 422
    big = {"file": ("a.bin", b"x" * (2**20 + 1), "application/octet-stream")}
    assert agent.client.post(f"{url}reply", data=fields | {"key": "k3"}, files=big).status_code == 413
    assert len(shop.desk.done) == 1


def test_an_agent_changes_and_takes_back_their_own_reply_and_no_colleagues(shop: Place) -> None:
    daniel, anna = shop.agent("Daniel"), shop.agent("Anna")
    case, talk = case_of(shop, "Missing desk leg")
    page = daniel.get(f"/desk/c/{talk}").text
    own = re.findall(r'data-edit="(\w+)"', page)[-1]
    assert f'name="message" value="{own}" formaction="/desk/cases/{case}/delete"' in page
    assert "data-edit" not in anna.get(f"/desk/c/{talk}").text
    assert 'class="composer changing"' not in anna.get(f"/desk/c/{talk}?edit={own}").text

    changing = daniel.get(f"/desk/c/{talk}?edit={own}").text
    assert f'<input type="hidden" name="message" value="{own}">' in changing
    assert f'action="/desk/cases/{case}/edit"' in changing
    daniel.post(f"/desk/cases/{case}/edit", page="/desk", text="Booked for Tuesday.", message=own)
    daniel.post(f"/desk/cases/{case}/delete", page="/desk", message=own)
    assert [(verb.name, verb.text, verb.message) for _, verb in shop.desk.done] == [
        ("edit", "Booked for Tuesday.", own), ("delete", "", own),
    ]  # fmt: skip
    assert daniel.post(f"/desk/cases/{case}/edit", page="/desk", text=" ", message=own).status_code == 422


def test_a_lost_race_is_said_in_words_and_nothing_else_happens(shop: Place) -> None:
    case, _ = case_of(shop, "Wobbly")
    daniel, anna = shop.agent("Daniel"), shop.agent("Anna")
    assert daniel.post(f"/desk/cases/{case}/claim", page="/desk", script=True).status_code == 200
    lost = anna.post(f"/desk/cases/{case}/claim", page="/desk", script=True)
    assert (lost.status_code, lost.json()) == (409, {"error": "Daniel has it."})
    page = anna.post(f"/desk/cases/{case}/claim", page="/desk")
    assert page.status_code == 409
    assert "Daniel has it." in page.text
    taken = anna.post(f"/desk/cases/{case}/claim", page="/desk", script=True, take_over="1")
    assert taken.status_code == 200


def test_an_empty_reply_never_reaches_the_engine(shop: Place) -> None:
    case, _ = case_of(shop, "Missing desk leg")
    for verb in ("reply", "note"):
        assert shop.agent().post(f"/desk/cases/{case}/{verb}", page="/desk", text=" \n ").status_code == 422
    assert shop.desk.done == []


@pytest.mark.parametrize("typed", ["/resolve", " /Snooze 2h", "/note he is difficult", "!resovle"])
def test_a_command_typed_as_a_reply_is_refused_with_what_to_do_and_reaches_nobody(shop: Place, typed: str) -> None:
    case, _ = case_of(shop, "Missing desk leg")
    answer = shop.agent().post(f"/desk/cases/{case}/reply", page="/desk", text=typed, script=True)
    assert (answer.status_code, f"“{typed.split()[0]}” is a command" in answer.json()["error"]) == (422, True)
    assert shop.desk.done == []


def test_a_reply_that_names_a_command_or_a_path_is_sent(shop: Place) -> None:
    case, _ = case_of(shop, "Missing desk leg")
    for text in ("Type /resolve to us", "/claims/123 is the page", "/settings"):
        assert shop.agent().post(f"/desk/cases/{case}/reply", page="/desk", text=text).status_code == 303
    assert len([verb for _, verb in shop.desk.done if verb.name == "reply"]) == 3


def test_a_failed_part_fails_the_receipt_and_says_why(shop: Place) -> None:
    def fail(session: Any) -> None:
        sent = session.exec(select(Outbox).order_by(Outbox.id.desc())).first()
        session.add(Outbox(message_id=sent.message_id, part=1, chat_id=sent.chat_id, op="post", policy="hold",
                           status="dead", error="channel_not_found <b>", created_at=shop.clock()))  # fmt: skip

    shop.db.now(fail)
    agent, (case, talk) = shop.agent(), case_of(shop, "Missing desk leg")
    page = agent.get(f"/desk/c/{talk}").text
    assert 'title="channel_not_found &lt;b&gt;">Not delivered: the chat is gone, or the bot was removed' in page
    (message,) = re.findall(r'name="message" value="(\w+)" formaction="[^"]*/resend"', page)

    answer = agent.post(f"/desk/cases/{case}/resend", page="/desk", message=message)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/c/{talk}")
    page = agent.get(f"/desk/c/{talk}").text
    assert "Queued for Slack" in page
    assert "Not delivered" not in page
    late = agent.post(f"/desk/cases/{case}/resend", page="/desk", message=message, script=True)
    assert (late.status_code, late.json()["error"]) == (409, "It is on its way already.")


def test_what_one_app_refused_is_sent_on_another_by_a_button_of_whoever_has_the_case(shop: Place) -> None:
    case, talk = case_of(shop, "Missing desk leg")

    def fails(session: Session) -> int:
        """A reply does not arrive on Slack; the customer's Telegram is linked."""
        found = session.exec(select(Conversation).where(Conversation.public_id == talk)).one()
        words = select(Message.id).where(Message.conversation_id == found.id, Message.role == "agent")
        lost = update(Outbox).where(col(Outbox.message_id).in_(words))
        session.execute(lost.values(status="dead", error="is_archived"))
        accounts = select(Identity).where(Identity.customer_id == found.customer_id, Identity.channel == "telegram")
        other = session.exec(accounts).one()
        other.chat_id = queue.chat(session, Address("telegram", "demo", other.external_id))
        session.add(other)
        return other.id

    other = shop.db.now(fails)
    page, theirs = (shop.agent(name).get(f"/desk/c/{talk}").text for name in ("Daniel", "Anna"))
    (message, to), *_ = re.findall(r'value="(\w+)" formaction="([^"]*/resend[?]target=\d+)">Send on Telegram<', page)
    assert to == f"/desk/cases/{case}/resend?target={other}"
    assert "Send on" not in theirs, "who does not have the case may only try again"

    assert shop.agent().post(to, page="/desk", message=message).status_code == 303
    sent = shop.desk.done[-1][1]
    assert (sent.name, sent.message, sent.target) == ("resend", message, other)


@pytest.mark.parametrize(("error", "words"), [
    ("Forbidden: bot was blocked by the user", "the customer has blocked the bot"),
    ("maybe not delivered: no answer came back", "no answer came back, so it may have arrived all the same"),
    ("invalid_auth", "the chat app does not accept our token any more; tell an operator"),
    ("something new", "something new"),
    ("", "the chat app did not take it"),
])  # fmt: skip
def test_what_went_wrong_is_told_in_human_words(error: str, words: str) -> None:
    assert trouble(error) == words


def test_what_the_bot_said_shows_only_when_it_did_not_arrive(shop: Place) -> None:
    def two(session: Any) -> None:
        bot = session.exec(select(Message).where(Message.role == "bot").order_by(Message.id)).first()
        chat = session.exec(select(Outbox)).first().chat_id
        session.add(Outbox(message_id=bot.id, chat_id=chat, op="post", policy="resend", status="dead", error="blocked",
                           created_at=shop.clock()))  # fmt: skip

    talk = case_of(shop, "Missing desk leg")[1]
    before = shop.agent().get(f"/desk/c/{talk}").text
    shop.db.now(two)
    after = shop.agent().get(f"/desk/c/{talk}").text
    assert before.count('class="receipt') == 2
    assert after.count('class="receipt') == 3
    assert "Not delivered: the customer has blocked the bot" in after


def test_the_thread_follows_the_person_after_linking(shop: Place) -> None:
    _, talk = case_of(shop, "Wrong VAT")

    def link(session: Any) -> None:
        tomas = session.exec(select(Identity).where(Identity.external_id == "tomas")).one()
        lena = session.exec(select(Identity).where(Identity.external_id == "lena")).one()
        tomas.customer_id = lena.customer_id
        session.add(tomas)

    shop.db.now(link)
    opened = shop.db.look(casework.open_conversation, talk, shop.clock())
    assert {account.channel for account in opened.context.accounts} == {"telegram", "web"}


def test_unread_counts_what_came_after_the_hand_over_and_ends_with_a_reply(shop: Place) -> None:
    agent = shop.agent()
    assert re.findall(r'class="unread" title="(\d)', agent.get("/desk").text) == ["1", "2"]
    case, _ = case_of(shop, "Wobbly")
    agent.post(f"/desk/cases/{case}/reply", page="/desk", text="On it.")
    assert 'class="unread"' not in agent.get("/desk?tab=mine").text


def test_a_name_that_the_customer_told_is_the_one_in_the_list(shop: Place) -> None:
    def tell(session: Any) -> None:
        nobody = session.exec(select(Identity).where(Identity.external_id == "bot2")).one()
        for key, value in (("identity.preferred_name", "Kit"), ("identity.name", "Christopher")):
            session.add(Fact(identity_id=nobody.id, key=key, value=value, value_norm=value.lower(),
                             valid_from=shop.clock(), recorded_at=shop.clock()))  # fmt: skip

    shop.db.now(tell)
    assert names(shop.agent().get("/desk?tab=bot").text)[2] == "Kit"
    assert names(shop.agent().get("/desk?q=christo").text) == ["Kit"]


def test_five_hundred_open_cases_need_few_queries(shop: Place) -> None:
    from sqlalchemy import event

    def flood(session: Any) -> None:
        identity = session.exec(select(Identity).where(Identity.external_id == "jonas")).one()
        for n in range(500):
            talk = Conversation(customer_id=identity.customer_id, status="closed", opened_at=shop.clock(),
                                last_at=shop.clock())  # fmt: skip
            session.add(talk)
            session.flush()
            session.add(Message(identity_id=identity.id, conversation_id=talk.id, role="customer", text="hi",
                                sent_at=shop.clock(), received_at=shop.clock()))  # fmt: skip
            session.add(Case(number=1000 + n, conversation_id=talk.id, customer_id=identity.customer_id, reason="x",
                             title="t", opened_at=shop.clock(), queued_at=shop.clock()))  # fmt: skip

    shop.db.now(flood)
    asked: list[str] = []
    event.listen(shop.db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    desk = shop.db.look(inbox.desk, 1, "", "needs", "", shop.clock())
    assert (desk.counts["needs"], len(desk.rows)) == (504, inbox.LIST_LENGTH)
    assert len(asked) < 15


def test_the_days_of_a_conversation_are_cut_where_the_teams_clock_cuts_them(shop: Place) -> None:
    _, talk = case_of(shop, "Missing desk leg")

    def written(session: Session) -> None:
        row = session.exec(select(Conversation).where(Conversation.public_id == talk)).one()
        who = session.exec(select(Identity.id).where(Identity.customer_id == row.customer_id)).first()
        for hour, text in ((22, "before midnight in Oslo"), (23, "after it"), (25, "the next day in UTC")):
            at = datetime(2030, 1, 7, tzinfo=UTC) + timedelta(hours=hour)
            session.add(Message(identity_id=who, conversation_id=row.id, role="customer", text=text, sent_at=at,
                                received_at=at))  # fmt: skip

    shop.db.now(written)

    def days(zone: str) -> list[str]:
        shown = shop.db.look(casework.open_conversation, talk, shop.clock(), 1, zone).thread
        return [line.text for line in shown if isinstance(line, transcript.Line) and line.new_day][-1:]

    assert (days("Europe/Oslo"), days("UTC")) == (["after it"], ["the next day in UTC"])


def test_the_demo_has_its_agent_without_a_login(demo: Place) -> None:
    browser = demo.browser()
    case, _ = case_of(demo, "Missing desk leg")
    assert browser.get("/desk").status_code == 200
    answer = browser.post(f"/desk/cases/{case}/reply", text="hi", script=True)
    assert answer.status_code == 200
    assert demo.desk.done[0][0] == "Daniel"


async def refuses(*_: Any) -> str:
    raise Refused("<b>No.</b>")


def test_the_words_of_a_refusal_are_escaped(shop: Place) -> None:
    shop.site.act = refuses
    page = shop.agent().post(f"/desk/cases/{case_of(shop, 'Wobbly')[0]}/claim", page="/desk").text
    assert "&lt;b&gt;No.&lt;/b&gt;" in page


def test_a_fact_is_shown_with_its_surety_and_set_right_confirmed_and_forgotten(shop: Place) -> None:
    _, talk = case_of(shop, "Missing desk leg")

    def held() -> list[tuple[int, str, str]]:
        def look(session: Any) -> list[tuple[int, str, str]]:
            person = session.exec(select(Conversation.customer_id).where(Conversation.public_id == talk)).one()
            rows = session.exec(select(Fact).join(Identity).where(Identity.customer_id == person)).all()
            return [(row.id, row.key, row.value) for row in rows if row.status == "active"]

        return shop.db.look(look)

    agent = shop.agent()
    page = agent.get(f"/desk/c/{talk}").text
    fact, key, _ = next(one for one in held() if one[1] == "location.city")
    assert f'action="/desk/c/{talk}/facts/{fact}/edit"' in page
    assert "% sure" in page

    assert agent.post(f"/desk/c/{talk}/facts/{fact}/edit", f"/desk/c/{talk}", value="Anders").status_code == 303
    (now,) = [one for one in held() if one[1] == key and one[2] == "Anders"]
    said = agent.post(f"/desk/c/{talk}/facts/{now[0]}/confirm", f"/desk/c/{talk}", script=True, value="")
    assert said.json()["said"].startswith("Confirmed")
    assert agent.post(f"/desk/c/{talk}/facts/{now[0]}/forget", f"/desk/c/{talk}").status_code == 303
    assert key not in [one[1] for one in held()]

    purposes = shop.db.look(lambda session: session.exec(select(AccessLog.purpose)).all())
    assert [one for one in purposes if one != "view"] == ["edit", "confirm", "forget"]
    assert purposes.count("view") == 1
    assert agent.post(f"/desk/c/{talk}/facts/999999/forget", f"/desk/c/{talk}").status_code == 404
    assert agent.post(f"/desk/c/{talk}/facts/{fact}/burn", f"/desk/c/{talk}").status_code == 404


def test_what_is_wanted_less_often_stands_behind_more_and_is_the_same_verb(shop: Place) -> None:
    case, talk = case_of(shop, "Missing desk leg")
    agent = shop.agent()
    agent.post(f"/desk/cases/{case}/claim", page="/desk", take_over="1")
    page = agent.get(f"/desk/c/{talk}").text
    options = dict(re.findall(r'<option value="(\d+)">(.*?)</option>', page))
    assert "Daniel" not in options.values(), "he has it"
    assert any(label.startswith("#") for label in options.values()), "other open cases"
    assert f'action="/desk/cases/{case}/block" data-sure="Shut this customer out?' in page
    form = page.partition(f'action="/desk/cases/{case}/block"')[2].partition("</form>")[0]
    assert '<noscript><label><input type="checkbox" required>' in form, "where no script asks, a box is to be ticked"
    assert f'action="/desk/cases/{case}/merge"' not in page, "nobody is merged unseen"

    target = next(number for number, label in options.items() if "Acme Studio" in label)
    shop.db.now(_moves, "acme", "Berlin")
    asked = agent.get(f"/desk/c/{talk}", params={"dialog": "merge", "target": target}).text
    sides = asked.partition('<dialog id="merge"')[2].partition("</dialog>")[0]
    assert re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td>', sides)[0] == (
        "City", "Leeds", "Berlin",
    ), "what differs"  # fmt: skip
    for shown in ("Slack (Maya", "Telegram (Maya", "Slack (Acme Studio)", "#44 Wobbly shelf", "Missing desk leg"):
        assert shown in sides, "both sides' accounts and cases"
    assert f'action="/desk/cases/{case}/merge"' in sides
    assert 'id="merge"' not in agent.get(f"/desk/c/{talk}", params={"dialog": "merge", "target": "99999"}).text
    agent.post(f"/desk/cases/{case}/merge", page="/desk", target=target)
    _, verb = shop.desk.done[-1]
    assert (verb.name, verb.target) == ("merge", int(target))
    said = agent.post(f"/desk/cases/{case}/suggest", page="/desk", script=True)
    assert said.json() == {"said": "Saved for the admins."}
    assert [name for name, _ in shop.desk.suggested] == ["Daniel"]
    agent.post(f"/desk/cases/{case}/snooze", page="/desk", until="3d")
    assert shop.desk.done[-1][1].until == shop.clock() + timedelta(days=3)


def _moves(session: Session, account: str, city: str) -> None:
    identity = session.exec(select(Identity).where(Identity.external_id == account)).one()
    when = datetime(2026, 1, 1, tzinfo=UTC)
    session.add(Fact(identity_id=identity.id, key="location.city", value=city, value_norm=city,
                     valid_from=when, recorded_at=when))  # fmt: skip


def test_the_desk_speaks_the_teams_language(shop: Place) -> None:
    _, talk = case_of(shop, "Missing desk leg")
    agent = shop.agent()
    texts.use_team("de")
    try:
        page = agent.get(f"/desk/c/{talk}").text
    finally:
        texts.use_team("en")

    assert '<html lang="de">' in page
    for words in ("Eingang", "Braucht euch", "Kurz gesagt.", "Gemerkt", "Nachrichten"):
        assert words in page, words
    for words in ("Inbox", "Needs you", "Remembered", "Journey", "Claim", "Reply to", "unanswered"):
        assert words not in page, words
