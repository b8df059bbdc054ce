"""Forgetting, the copy and erasure: what is gone is gone from the disk, and nobody else notices."""

from __future__ import annotations

import inspect
import json
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text
from sqlmodel import Session, col, select

from bot import linking
from bot.errors import NotFound
from bot.memory import erasure, identities, issues, privacy, recall
from bot.memory.identities import Who
from bot.memory.privacy import EVERYTHING
from bot.storage import files, queue, tables
from bot.storage.db import Inline
from bot.storage.opening import scrub
from bot.types.chat import Address, Part, Sender
from tests.cluster import Cluster
from tests.conftest import NOON, Stage
from tests.memory.conftest import KEY, Shop

CANARY = "Zanzibara"


def forget(shop: Shop, who: Who, *keys: str) -> int:
    return shop.db.now(privacy.forget, shop.customer(who), keys or EVERYTHING, shop.now)


def erase(shop: Shop, who: Who) -> int:
    """Erase as the engine does: what is left of files goes with their bytes."""
    rows = shop.db.now(privacy.erase, shop.customer(who), shop.now)
    shop.db.now(files.let_go, shop.db.look(files.discarded))
    return rows


def furnish(session: Session, who: Who, word: str, now: Any) -> None:
    """Give somebody a row in every table that can hold their words."""
    address = Address("telegram", "demo", f"chat-{word}")
    message = session.exec(select(tables.Message).where(tables.Message.identity_id == who.identity_id)).one()
    talk = session.get_one(tables.Conversation, message.conversation_id)
    talk.hint, talk.awaiting = word, {"value": word}
    anna = session.exec(select(tables.Agent)).first() or tables.Agent(name="Anna", created_at=now)
    session.add(anna)
    asked = tables.Inbound(
        channel="telegram", account="demo", key=f"key-{word}", lane_kind="in", lane_ref=who.customer_id,
        kind="message", identity_id=who.identity_id, message_id=message.id, received_at=now, error=word, status="done",
        payload={"address": asdict(address), "data": {"w": word}},
    )  # fmt: skip
    case = tables.Case(
        number=who.customer_id, conversation_id=talk.id, customer_id=who.customer_id, reason="x", title=word,
        detail=word, opened_at=now, queued_at=now,
    )  # fmt: skip
    said = tables.Message(
        identity_id=who.identity_id, conversation_id=talk.id, role="bot", text=f"Hi {word}!",
        choices=[{"id": "a", "label": word}], sent_at=now, received_at=now,
    )  # fmt: skip
    session.add_all((talk, asked, case, said))
    session.flush()
    for kind, ref in (("in", who.customer_id), ("case", case.id)):
        session.add(tables.Lane(kind=kind, ref=ref, ready_at=now))
    parts = [Part("post", address, {"text": word})]
    chat_id = queue.chat(session, address)
    queue.post(session, chat_id=chat_id, message_id=said.id, parts=parts, policy="hold", inbound_id=asked.id, now=now)
    queue.schedule(session, key=f"timer-{word}", identity_id=who.identity_id, due_at=now, payload={"w": word})
    identities.offer_code(session, who.identity_id, f"AB3D9FG{who.customer_id}", KEY, now)
    session.add_all((
        tables.CaseEvent(case_id=case.id, kind="opened", detail=word, at=now),
        tables.Draft(case_id=case.id, text=word, at=now),
        tables.Inbound(
            channel="desk", account="demo", key=f"verb-{word}", lane_kind="case", lane_ref=case.id, kind="event",
            received_at=now, payload={"data": {"text": word}}, status="done",
        ),
        tables.Attachment(message_id=message.id, name=word, media_type="a/b", size=1, sha256=word,
                          stored=f"s{message.id}"),
        tables.Presence(case_id=case.id, agent_id=anna.id, seen_at=now),
        tables.LinkAttempt(identity_id=who.identity_id, at=now),
        tables.MessageRef(
            message_id=said.id, channel="telegram", account="demo", chat=f"chat-{word}", external_id=word
        ),
        tables.Decision(
            conversation_id=talk.id, in_reply_to=message.id, message_id=said.id, kind="answer", rule=word, at=now
        ),
    ))  # fmt: skip
    gap, incident = (
        tables.Gap(title="?", language="en", first_at=now, last_at=now),
        tables.Incident(title="?", language="en", case_id=case.id, first_at=now, last_at=now),
    )
    session.add_all((gap, incident))
    session.flush()
    mine = {"identity_id": who.identity_id}
    session.add_all((
        tables.Outcome(kind="answered", customer_id=who.customer_id, conversation_id=talk.id, case_id=case.id, at=now),
        tables.Survey(**mine, kind="csat", case_id=case.id, conversation_id=talk.id, message_id=said.id,
                      comment_id=message.id, asked_at=now),
        tables.Promise(**mine, case_id=case.id, message_id=said.id, words=word, due_at=now, made_at=now),
        tables.Recovery(**mine, trigger="misses", opened_at=now),
        tables.Outreach(**mine, purpose="csat", said=True, cause="x", at=now),
        tables.GapAsker(**mine, gap_id=gap.id, message_id=message.id, at=now),
        tables.IncidentMember(**mine, incident_id=incident.id, message_id=message.id, at=now),
    ))  # fmt: skip
    issues.open_issue(session, who.identity_id, word, message.id, now)
    issues.mark_tried(session, who.identity_id, word, message.id, now)
    direct = session.get_one(tables.Identity, who.identity_id).chat_id
    own = session.get_one(tables.Chat, direct)
    page = Part("home", Address(own.channel, own.account, own.chat), {"text": word})  # their own page in an app
    queue.post(session, chat_id=own.id, message_id=None, parts=[page], policy="resend", inbound_id=None, now=now)
    session.add(tables.Bucket(name=page.address.room, next_at=now))
    for outbox in session.exec(select(tables.Outbox).where(col(tables.Outbox.chat_id).in_((chat_id, own.id)))).all():
        outbox.status, outbox.error = "sent", word
        session.add(outbox)


def furnished(shop: Shop, user: str, word: str) -> Who:
    who = shop.who(f"{user}-{word}", name=word)
    shop.says(who, f"My name is {word} and I live in {word}stan")
    shop.db.now(furnish, who, word, shop.now)
    return who


def every_row(shop: Shop) -> dict[str, list[tuple[Any, ...]]]:
    return shop.dump(*sorted(tables.metadata.tables))


# --- forgetting --------------------------------------------------------------------------------


def test_forgetting_a_key_takes_the_fact_its_history_and_its_words_everywhere(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, f"Hello! I live in {CANARY}. My desk wobbles.")
    shop.says(maya, "I moved to Bergen, and I'm on Plus")
    shop.says(maya, f"Parcels to {CANARY} take two days.", role="bot")

    assert forget(shop, maya, "location.city") > 0

    assert {fact.key: (fact.value, fact.quote) for fact in shop.known(maya).facts} == {
        "product.owned": ("desk", "My desk"), "plan.name": ("Plus", "I'm on Plus"),
    }  # fmt: skip
    assert [line.text for line in shop.known(maya).history] == [
        "Hello! [removed]. My desk wobbles.", "[removed], and I'm on Plus", "Parcels to [removed] take two days.",
    ]  # fmt: skip
    assert CANARY.encode() not in shop.bytes_on_disk()


def test_a_forgotten_name_also_leaves_what_was_made_of_it(shop: Shop) -> None:
    maya = furnished(shop, "1", CANARY)
    forget(shop, maya, "identity.name", "location.city")

    assert CANARY not in str(words_kept(shop))
    assert shop.rows(tables.Outbox)[0].body["address"]["chat"] == f"chat-{CANARY}"


def words_kept(shop: Shop) -> list[Any]:
    """What stands beside the messages' texts and may have been made of them."""
    return [
        *((row.text, row.choices) for row in shop.rows(tables.Message)),
        *((row.title, row.detail) for row in shop.rows(tables.Case)),
        *(row.detail for row in shop.rows(tables.CaseEvent)),
        *(row.text for row in shop.rows(tables.Draft)),
        *((row.hint, row.awaiting) for row in shop.rows(tables.Conversation)),
        *((row.title, row.resolution) for row in shop.rows(tables.Issue)),
        *((row.body.get("text"), row.error) for row in shop.rows(tables.Outbox)),
        *((row.payload.get("data"), row.error) for row in shop.rows(tables.Inbound)),
    ]


def test_forgetting_covers_linked_accounts_and_nobody_else(shop: Shop) -> None:
    a, b, other = shop.who("1"), shop.who("2", "slack"), shop.who("3")
    for who in (a, b, other):
        shop.says(who, f"I live in {CANARY}")
    shop.link(a, b)
    forget(shop, a, "location.city")
    assert shop.known(a).facts == ()
    assert shop.known(other).get("location.city") == CANARY
    assert {line.text for line in shop.known(a).history} == {"[removed]"}


def test_forgetting_what_is_not_known_changes_nothing(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")
    before = every_row(shop)
    assert forget(shop, maya, "plan.name") == 0
    assert every_row(shop) == before


def test_forgetting_everything_leaves_not_a_byte_of_words(shop: Shop) -> None:
    maya, other = furnished(shop, "1", CANARY), furnished(shop, "2", "Neighbourly")
    before = shop.known(other)

    forget(shop, maya)

    known = shop.known(maya)
    assert (known.facts, known.issue, known.tried) == ((), None, frozenset())
    assert {line.text for line in known.history} == {""}
    assert CANARY not in str(words_kept(shop))
    assert shop.known(other) == before


# --- the copy ----------------------------------------------------------------------------------


def test_the_copy_holds_everything_and_is_plain_json(shop: Shop) -> None:
    a, b = furnished(shop, "1", CANARY), shop.who("2", "slack")
    shop.says(b, "I think I'm on Plus")
    shop.link(a, b)

    copy = json.loads(json.dumps(shop.db.look(privacy.export, a.customer_id, shop.now)))

    assert {one["channel"] for one in copy["identities"]} == {"telegram", "slack"}
    assert [one["text"] for one in copy["messages"] if one["role"] == "customer"] == [
        f"My name is {CANARY} and I live in {CANARY}stan", "I think I'm on Plus",
    ]  # fmt: skip
    assert {(one["key"], one["status"]) for one in copy["facts"]} == {
        ("identity.name", "active"), ("location.city", "active"), ("plan.name", "pending"),
    }  # fmt: skip
    ids = {one["id"] for one in copy["messages"]}
    assert all(source["quote"] and source["message"] in ids for one in copy["facts"] for source in one["sources"])
    assert all(one["sources"] for one in copy["facts"])
    assert (len(copy["issues"]), len(copy["cases"]), len(copy["decisions"]), len(copy["tried"])) == (1, 1, 1, 1)
    assert copy["links"][0]["evidence"] == "said so"


def test_the_copy_holds_nobody_elses_words(shop: Shop) -> None:
    maya, _ = furnished(shop, "1", "Maya"), furnished(shop, "2", CANARY)
    assert CANARY not in json.dumps(shop.db.look(privacy.export, maya.customer_id, shop.now))


# --- erasure -----------------------------------------------------------------------------------


def test_after_erasing_not_a_byte_is_on_disk_and_the_neighbour_is_untouched(shop: Shop) -> None:
    furnished(shop, "2", "Neighbourly")
    before = every_row(shop)
    maya = furnished(shop, "1", CANARY)
    public = shop.rows(tables.Customer)[1].public_id
    assert shop.bytes_on_disk().count(CANARY.encode()) > 10

    assert erase(shop, maya) > 20

    disk = shop.bytes_on_disk()
    assert disk.count(CANARY.encode()) == 0
    assert public.encode() not in disk
    after = every_row(shop)
    [stone] = shop.rows(tables.Erasure)
    assert (stone.scope, stone.done_at, stone.customer_id) == ("all", shop.now, None)
    after.pop("erasure"), before.pop("erasure")
    # How often something came out stays counted, with nobody behind it.
    counted = shop.rows(tables.Outcome)[1]
    assert (counted.customer_id, counted.conversation_id, counted.case_id) == (None, None, None)
    after.pop("outcome"), before.pop("outcome")
    # The lanes of those who are gone stay for their epochs: numbers alone, which are never given again.
    assert set(map(str, before.pop("lane"))) <= set(map(str, after.pop("lane")))
    assert after == before


@pytest.mark.parametrize("known", [True, False])
def test_erasing_one_of_a_group_leaves_what_is_on_its_way_to_the_others(shop: Shop, known: bool) -> None:
    group = Address("telegram", "demo", "-100")

    def gather(session: Session) -> tuple[Who, int]:
        maya, ole = (identities.resolve(session, group, Sender("", user, user), NOON) for user in ("maya", "ole"))
        chat_id = queue.chat(session, group)
        session.get_one(tables.Chat, chat_id).shared = known
        talk = tables.Conversation(customer_id=ole.customer_id, opened_at=NOON, last_at=NOON)
        session.add(talk)
        session.flush()
        answer = tables.Message(identity_id=ole.identity_id, conversation_id=talk.id, role="bot", text="For Ole",
                                sent_at=NOON, received_at=NOON)  # fmt: skip
        session.add(answer)
        session.flush()
        parts = [Part("post", group, {"text": "For Ole"})]
        for message_id in (answer.id, None):
            queue.post(session, chat_id=chat_id, message_id=message_id, parts=parts,
                       policy="resend", inbound_id=None, now=NOON)  # fmt: skip
        identities.resolve(session, Address("telegram", "demo", "ole"), Sender("", "ole", "ole"), NOON)
        return maya, chat_id

    maya, chat_id = shop.db.now(gather)
    erase(shop, maya)

    assert [part.body["text"] for part in shop.rows(tables.Outbox) if part.chat_id == chat_id] == ["For Ole"] * 2


def test_erasing_covers_every_linked_account_and_the_merged_shells(shop: Shop) -> None:
    a, b = furnished(shop, "1", CANARY), furnished(shop, "2", CANARY + "b")
    shop.link(a, b)
    erase(shop, b)
    assert shop.bytes_on_disk().count(CANARY.encode()) == 0
    rows = every_row(shop)
    assert {name for name, found in rows.items() if found} == {"agent", "erasure", "lane", "outcome"}


def test_words_of_an_unlinked_account_in_a_shared_conversation_stay_with_it(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    shop.link(a, b)
    shop.says(a, f"I live in {CANARY}")
    shop.says(b, "I live in Bergen")
    shop.unlink(b)

    erase(shop, a)

    assert shop.bytes_on_disk().count(CANARY.encode()) == 0
    assert shop.known(b).get("location.city") == "Bergen"
    assert [line.text for line in shop.known(b).history] == ["I live in Bergen"]
    assert {row.customer_id for row in shop.rows(tables.Conversation)} == {b.customer_id}


def test_erasing_a_former_customer_does_not_bar_another_ones_way_back(shop: Shop) -> None:
    a, b, c = (shop.who(str(user)) for user in range(3))
    shop.link(b, c)
    shop.link(a, b)
    shop.unlink(b)  # b stands alone, c is still with a, and its way home leads over b
    erase(shop, b)
    shop.unlink(c)
    shop.unlink(c)
    assert shop.customer(c) == c.customer_id
    assert {who.identity_id for who in (a, c)} == {row.id for row in shop.rows(tables.Identity)}


def test_an_erased_person_who_writes_again_is_somebody_new(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, f"I live in {CANARY}")
    erase(shop, maya)
    again = shop.who("1")
    assert again.customer_id != maya.customer_id
    assert shop.known(again).facts == ()
    assert shop.known(again).first_contact


def test_requests_that_wait_are_found_without_reading_those_that_are_done(shop: Shop) -> None:
    seen: list[str] = []
    event.listen(shop.db.engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    shop.db.look(privacy.pending)
    with shop.db.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {seen[-1]}").all()
    assert [row[3] for row in plan] == ["SCAN erasure USING INDEX ix_erasure_waiting"]


def test_a_request_waits_for_the_engine_and_is_finished_once(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, f"I live in {CANARY}")
    request = shop.db.now(privacy.request_erasure, maya.customer_id, shop.now)
    assert shop.db.now(privacy.request_erasure, maya.customer_id, shop.now) == request
    assert shop.db.look(privacy.pending) == ((request, maya.customer_id),)

    erase(shop, maya)
    assert shop.db.look(privacy.pending) == ((request, maya.customer_id),)
    shop.db.now(privacy.finish, request, shop.now)

    assert shop.db.look(privacy.pending) == ()
    [row] = shop.rows(tables.Erasure)
    assert (row.customer_id, row.done_at, row.rows > 0) == (None, shop.now, True)


def test_erasing_nobody_says_so(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.db.now(privacy.erase, 99, NOON)


# --- random lives ------------------------------------------------------------------------------

WORDS = ("I'm {0}", "I live in {0}", "my email is {0}@example.com", "sorry, I meant {0}", "I don't live in {0}",
         "my Oslo desk",
         "I think I live in {0}", "order 4{1}821", "I moved to {0}")  # fmt: skip
NAMES = ("Alfava", "Betina", "Carlova", "Dorotea")
ACTS = st.tuples(
    st.sampled_from(["say", "say", "say", "link", "unlink", "forget", "everything", "erase"]),
    st.integers(0, 3), st.integers(0, 3), st.sampled_from(WORDS),
)  # fmt: skip


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, max_size=25))
def test_no_life_shows_anybody_elses_facts(shop: Shop, acts: list[tuple[str, int, int, str]]) -> None:
    clean(shop)
    people = [shop.who(str(number)) for number in range(4)]
    owner = {number: number for number in range(4)}  # which person each account is, by the links in force
    trail: dict[int, list[int]] = {number: [] for number in range(4)}
    for act, one, two, words in acts:
        if act == "say":
            shop.says(people[one], words.format(NAMES[one], one))
        elif act == "link" and owner[one] != owner[two]:
            linked = shop.link(people[one], people[two])
            moved = [n for n in range(4) if people[n].identity_id in linked.moved_identity_ids]
            into = next(owner[n] for n in (one, two) if n not in moved)
            for number in moved:
                trail[number].append(owner[number])
                owner[number] = into
        elif act == "unlink" and trail[one]:
            shop.unlink(people[one])
            owner[one] = trail[one].pop()
        elif act == "forget":
            forget(shop, people[one], "location.city", "identity.name", "contact.email")
        elif act == "everything":
            forget(shop, people[one])
        check(shop, people, owner)


def check(shop: Shop, people: list[Who], owner: dict[int, int]) -> None:
    for number, who in enumerate(people):
        known = shop.known(who)
        mine = {people[other].identity_id for other in range(4) if owner[other] == owner[number]}
        shown = json.dumps([(fact.value, fact.quote) for fact in (*known.facts, *known.pending)])
        told = json.dumps([line.text for line in known.history])
        assert {fact.identity_id for fact in known.facts} <= mine
        for other in range(4):
            if owner[other] != owner[number]:
                assert NAMES[other] not in shown + told


def clean(shop: Shop) -> None:
    """Hypothesis gives every example the same fixture: empty it."""
    with shop.db.engine.connect() as connection:
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        for table in tables.metadata.sorted_tables:
            connection.execute(table.delete())
        connection.execute(text("PRAGMA foreign_keys=ON"))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_forgetting_every_key_leaves_no_fact_and_no_quote(shop: Shop, said: list[str]) -> None:
    clean(shop)
    maya = shop.who("1")
    for words in said:
        shop.says(maya, words.format(CANARY, 7))
    quotes = {fact.quote for fact in (*shop.known(maya).facts, *shop.known(maya).pending)}
    values = {row.value for row in shop.rows(tables.Fact)}

    forget(shop, maya, *{row.key for row in shop.rows(tables.Fact)} or {"plan.name"})

    assert shop.rows(tables.Fact) == []
    assert shop.rows(tables.FactSource) == []
    left = [line.text for line in shop.known(maya).history]
    for gone in quotes | (values - {"Oslo desk"}):
        assert not any(gone in text for text in left), (gone, left)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(WORDS)), max_size=8), st.permutations(range(3)))
def test_link_then_unlink_of_any_lives_equals_never_linked(
    shop: Shop, said: list[tuple[int, str]], order: list[int]
) -> None:
    clean(shop)
    people = [shop.who(str(number)) for number in range(3)]
    for number, words in said:
        shop.says(people[number], words.format(NAMES[number], number))
    names = ("identity", "message", "fact", "fact_source", "issue", "customer")
    before, known = shop.dump(*names), [shop.known(who) for who in people]

    moved = [shop.link(people[order[0]], people[order[1]]), shop.link(people[order[1]], people[order[2]])]
    shop.now += timedelta(days=1)
    for linked in reversed(moved):
        for identity_id in linked.moved_identity_ids:
            shop.db.now(identities.unlink, identity_id, "Daniel", shop.now)

    assert shop.dump(*names) == before
    assert [shop.known(who) for who in people] == known


def test_a_fault_is_seen_by_the_search_of_the_disk(shop: Shop) -> None:
    """A check that has never failed proves nothing: a row that is left behind is found."""
    maya = furnished(shop, "1", CANARY)

    def sloppy(session: Session) -> None:
        privacy.erase(session, maya.customer_id, NOON)
        session.add(tables.Secret(name="left behind", value=CANARY))

    shop.db.now(sloppy)
    assert shop.bytes_on_disk().count(CANARY.encode()) == 1


# --- the disk of a server ----------------------------------------------------------------------


def test_on_a_server_not_a_byte_is_left_in_its_tables_and_the_neighbour_keeps_theirs(cluster: Cluster) -> None:
    if not cluster.own:
        pytest.skip("the files of a server elsewhere cannot be read")
    url = cluster.fresh()
    shop = Shop(Inline(url))
    maya, ole = furnished(shop, "1", CANARY), furnished(shop, "2", "Olenka")
    shop.db.now(recall.read_new)

    def found(word: str) -> int:
        with shop.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("CHECKPOINT")
        return sum(path.read_bytes().lower().count(word.lower().encode()) for path in cluster.tables())

    before = found("Olenka")
    assert found(CANARY) == before > 20

    erase(shop, maya)
    assert scrub(shop.db.engine)

    assert found(CANARY) == 0
    assert found("Olenka") > 20
    assert shop.known(ole).get("location.city") == "Olenkastan"
    shop.db.close()
    cluster.drop(url)


def test_no_table_of_peoples_is_left_out_of_an_erasure() -> None:
    """A new table that names a person must say what becomes of it: deleted, cut, or kept without them."""
    people = {"customer", "identity", "message", "conversation", "handoff_case", "fact", "chat"}
    own = set(people)
    for name, table in tables.metadata.tables.items():
        if any(key.column.table.name in people for key in table.foreign_keys):
            own.add(name)
    story = inspect.getsource(erasure)
    classes = {mapper.local_table.name: mapper.class_.__name__ for mapper in tables.SQLModel._sa_registry.mappers}

    assert [name for name in sorted(own) if f"({classes[name]})" not in story and classes[name] not in KEPT] == []


KEPT = {"AgentIdentity", "Attachment"}
"""An agent's account is the team's; rows of files are emptied by `storage.files`, which erasure calls."""


def test_a_long_copy_is_told_in_parts_of_which_each_is_valid_json() -> None:
    facts = [{"key": f"x.{number}", "value": "word " * number} for number in range(60)]
    whole = {"customer": {"public_id": "abc"}, "facts": facts, "issues": [], "notes": ["a", "b"]}

    parts = [json.loads(part) for part in privacy.in_parts(whole, 1_500)]

    assert len(parts) > 3
    assert [(part["part"], part["of"]) for part in parts] == [(n, len(parts)) for n in range(1, len(parts) + 1)]
    assert [fact for part in parts for fact in part.get("facts", [])] == facts
    assert all(len(part) <= 1_500 for part in privacy.in_parts(whole, 1_500))
    assert [part["notes"] for part in parts if "notes" in part] == [["a", "b"]]
    assert [part["issues"] for part in parts if "issues" in part] == [[]]


def test_a_short_copy_stays_whole() -> None:
    assert json.loads(*privacy.in_parts({"customer": "abc", "facts": []}, 1_500)) == {"customer": "abc", "facts": []}


def test_what_is_forgotten_after_a_link_leaves_the_cases_that_were_closed_before_it(stage: Stage) -> None:
    stage.says("hello there", user="old")
    stage.passes(minutes=5)
    stage.says("My order 48231 never came, I want to speak to a person", user="new")
    stage.agent()
    stage.acts("claim")
    stage.acts("resolve")
    ours = stage.customer("old"), stage.customer("new")
    stage.db.now(lambda s: linking.link(s, *ours, method="host", actor="site", evidence="", now=stage.now))
    stage.drain()
    stage.says("/forget order number", user="new")
    stage.says("yes", user="new")

    (case,) = stage.rows(tables.Case)
    assert "48231" not in case.title + case.detail


def test_every_message_of_a_long_export_can_be_read_by_a_program(stage: Stage) -> None:
    for number in range(30):
        stage.says(f"my order number is {48000 + number}, " + "thank you " * 8, channel="terminal")
    said = [text for text in stage.says("/export", channel="terminal") if "```json" in text]

    assert len(said) > 1
    read = [json.loads(text.partition("```json\n")[2].rpartition("\n```")[0]) for text in said]
    assert "48029" in [fact["value"] for part in read for fact in part.get("facts", [])]
    assert all(len(text) <= 4_096 for text in said)
