"""What Rapport says to Slack: laid out, sent once, found again; and what each refusal means."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.channels import slack as module
from bot.channels._slack_in import files
from bot.channels.slack import Slack
from bot.errors import DeliveryError
from bot.types.chat import Address, Attachment, Card, Choice, Outbound, Part, Source
from tests.emulators.slack import BOT_ID, BOT_USER, Chat, Person
from tests.emulators.slack import Slack as World

pytestmark = pytest.mark.anyio


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with World() as world:
        yield world
        assert world.mistakes == []


@pytest.fixture
async def slack(world: World) -> AsyncIterator[Slack]:
    (channel,) = module.build(world.given())
    yield channel
    await channel.close()


@pytest.fixture
def maya(world: World) -> Person:
    return world.add_user("maya")


@pytest.fixture
def desk(world: World, maya: Person) -> Chat:
    return world.add_chat("desk", maya)


def out(chat: Chat | str, text: str = "", *, thread: str = "", op: Any = "post", **more: Any) -> Outbound:
    where = Address("slack", "main", chat if isinstance(chat, str) else chat.id, thread)
    return Outbound("m1", op, "resend", where, text, **{"kind": "notice", **more})


def parts(slack: Slack, outbound: Outbound, **more: Any) -> list[Part]:
    """The parts as the outbox hands them over: each with an id of ours."""
    return [replace(part, id=f"p{n}", **more) for n, part in enumerate(slack.render(outbound), 1)]


async def say(slack: Slack, outbound: Outbound, **more: Any) -> list[str]:
    return [await slack.send(part) for part in parts(slack, outbound, **more)]


# --- laid out ---


async def test_an_answer_stands_in_its_thread_with_source_and_buttons_that_come_back_verbatim(
    world: World, slack: Slack, maya: Person
) -> None:
    root = await maya.says("how do I return it?")
    choices = (Choice("a:x.md", "Another"), Choice("a:y.md", "And another"), Choice("human", "A person"))
    source = Source("x.md", "About <x> & y", "Section", 0.9, "abc")
    (ts,) = await say(
        slack, out(maya.dm, "It **is** so.", thread=root, kind="answer", choices=choices, sources=(source,))
    )

    message = maya.dm.get(ts)
    assert message is not None
    assert message["thread_ts"] == root
    assert "It is so." in maya.dm.shown()[-1]
    assert "About <x> & y · Section" in maya.dm.shown()[-1].replace("\u2060", "")
    assert maya.buttons() == ["Another", "And another", "A person", "👍", "👎"]
    pressed = await maya.presses("And another")
    event = slack.parse(pressed)
    assert event is not None
    assert (event.kind, event.choice, event.data["external_id"]) == ("press", "a:y.md", ts)
    thumb = slack.parse(await maya.presses("👎"))
    assert thumb is not None
    assert (thumb.kind, thumb.choice, thumb.data["external_id"]) == ("reaction", "down", ts)


async def test_thumbs_stand_under_answers_in_direct_chats_alone(slack: Slack, maya: Person, desk: Chat) -> None:
    assert [part.body["blocks"][-1]["type"] for part in slack.render(out(maya.dm, "x", kind="answer"))] == [
        "context_actions"
    ]
    assert [part.body["blocks"][-1]["type"] for part in slack.render(out(desk, "x", kind="answer"))] == ["rich_text"]
    assert [part.body["blocks"][-1]["type"] for part in slack.render(out(maya.dm, "x"))] == ["rich_text"]


async def test_a_long_answer_is_several_messages_with_the_buttons_under_the_last(slack: Slack, maya: Person) -> None:
    text = "\n\n".join(f"Paragraph {n} " + "words " * 60 for n in range(60))
    ids = await say(slack, out(maya.dm, text, choices=(Choice("human", "A person"),)))

    assert len(ids) >= 2
    assert [len(maya.dm.get(ts)["blocks"]) for ts in ids] == [*[1] * (len(ids) - 1), 2]  # type: ignore[index]
    assert "Paragraph 59" in maya.dm.shown()[-1]


async def test_a_card_has_title_words_facts_and_buttons_and_is_changed_in_place(
    world: World, slack: Slack, maya: Person, desk: Chat
) -> None:
    card = Card(
        "case:12", "Case #12 · Maya " + "x" * 200, "**Brief**\n\n" + "- a line\n" * 900,
        facts=tuple((f"Fact {n}", "y" * 3000) for n in range(3)),
        choices=(Choice("case.claim:12:1", "Claim"), Choice("?case.show:12", "Show all")),
    )  # fmt: skip
    (ts,) = await say(slack, out(desk, op="open_thread", card=card))
    assert maya.buttons(desk) == ["Claim", "Show all"]
    claimed = replace(card, title="Case #12 · claimed", choices=(Choice("case.resolve:12:2", "Resolve"),))
    await say(slack, out(desk, op="edit", card=claimed), target=ts)

    assert desk.shown()[-1].startswith("Case #12 · claimed\n")
    assert maya.buttons(desk) == ["Resolve"]
    assert desk.get(ts)["metadata"]["event_payload"]["outbox_id"] == "p1"  # type: ignore[index]


async def test_passed_on_words_stand_under_their_writers_name(world: World, slack: Slack, desk: Chat) -> None:
    await say(slack, out(desk, "hello", author="Maya <!channel>"))
    world.scopes.discard("chat:write.customize")
    await say(slack, out(desk, "hello again", author="Maya <!channel>"))

    named, prefixed = desk.messages
    assert named["username"] == "Maya <!channel>"
    assert "username" not in prefixed
    assert "Maya" in desk.shown()[-1]
    assert "hello again" in desk.shown()[-1]
    assert "<!channel>" not in str(prefixed["blocks"])
    assert "<!channel>" not in prefixed["text"]


async def test_nobody_pings_a_channel_by_what_is_passed_on(slack: Slack, desk: Chat) -> None:
    hostile = "<!channel> <!here> @everyone <@U0BOT> <https://evil.example/|click> & <b>"
    card = Card(hostile, hostile, "words", ((hostile, hostile),), (Choice("c", hostile),))
    await say(slack, out(desk, card=card, op="open_thread"))
    await say(slack, out(desk, "x", sources=(Source("a", hostile, hostile, 1, "v"),), author=hostile))

    for message in desk.messages:
        live = [text for text in _mrkdwn(message["blocks"]) if "<" in text]
        assert live == []
        assert "<" not in message["text"]


def _mrkdwn(node: Any) -> list[str]:
    if isinstance(node, list):
        return [text for one in node for text in _mrkdwn(one)]
    if isinstance(node, dict):
        own = [node["text"]] if node.get("type") == "mrkdwn" else []
        return own + [text for value in node.values() for text in _mrkdwn(value)]
    return []


async def test_an_edit_a_delete_a_mark_and_a_status_do_what_they_say(
    world: World, slack: Slack, maya: Person, desk: Chat
) -> None:
    (ts,) = await say(slack, out(desk, "one"))
    assert await say(slack, out(desk, "two", op="edit"), target=ts) == [ts]
    assert desk.shown() == ["two"]
    theirs = await maya.says("a reply", desk, ts)
    for mark, shown in (("queued", ["eyes"]), ("delivered", ["white_check_mark"]), ("failed", ["warning"]),
                        ("note", ["memo"]), ("", []), ("", [])):  # fmt: skip
        await say(slack, out(desk, op="react", mark=mark), target=theirs)
        assert desk.get(theirs)["marks"] == shown  # type: ignore[index]
    await say(slack, out(maya.dm, "is writing", op="status", thread="1.2"))
    assert maya.dm.status == {"1.2": "is writing"}
    assert await say(slack, out(desk, op="delete"), target=ts) == [ts]
    assert await say(slack, out(desk, op="delete"), target=ts) == [ts]  # gone is gone
    assert list(slack.render(out(desk, op="close_thread"))) == []


async def test_marks_of_an_earlier_life_are_taken_away_too(
    world: World, slack: Slack, maya: Person, desk: Chat
) -> None:
    theirs = await maya.says("a reply", desk)
    await say(slack, out(desk, op="react", mark="queued"), target=theirs)
    (reborn,) = module.build(world.given())
    await say(reborn, out(desk, op="react", mark="delivered"), target=theirs)
    await reborn.close()

    assert desk.get(theirs)["marks"] == ["white_check_mark"]  # type: ignore[index]


async def test_words_for_one_person_and_their_own_page(world: World, slack: Slack, maya: Person, desk: Chat) -> None:
    await say(slack, out(desk, "Dana has it", op="ephemeral", person=maya.id, thread="1.2"))
    card = Card("", "Your cases", "None open", choices=(Choice("human", "A person"),))
    await say(slack, out(maya.dm, op="home", card=card, person=maya.id))
    await say(slack, out(maya.dm, op="home", card=card))

    (whisper,) = desk.whispers
    assert (whisper["user"], whisper["thread_ts"]) == (maya.id, "1.2")
    assert world.homes[maya.id]["blocks"][0]["text"]["text"] == "Your cases"
    assert len(world.made("views.publish")) == 2


async def test_a_person_is_written_to_in_their_own_chat(world: World, slack: Slack, maya: Person) -> None:
    (ts,) = await say(slack, out(maya.id, "hello"))
    await say(slack, out(maya.id, "hello!", op="edit"), target=ts)

    assert maya.dm.shown() == ["hello!"]
    assert len(world.made("conversations.open")) == 1


async def test_thinking_is_shown_in_threads_of_direct_chats_and_its_failure_is_passed_over(
    world: World, slack: Slack, maya: Person, desk: Chat
) -> None:
    await slack.busy(Address("slack", "main", maya.dm.id, "1.2"))
    await slack.busy(Address("slack", "main", desk.id, "1.2"))
    assert maya.dm.status == {"1.2": "is looking into it…"}
    await slack.busy(Address("slack", "main", maya.dm.id, "1.2"), "de")
    assert maya.dm.status == {"1.2": "sieht nach …"}
    world.fail("assistant.threads.setStatus", "status")
    await slack.busy(Address("slack", "main", maya.dm.id, "1.2"), "de")
    assert len(world.made("assistant.threads.setStatus")) == 3


async def test_a_channel_and_its_threads_share_one_pace(slack: Slack) -> None:
    one, two = (slack.pace(Address("slack", "main", "C1", thread)) for thread in ("", "1.2"))
    other = slack.pace(Address("slack", "main", "C2"))

    assert one == two
    assert [(limit.count, limit.seconds) for limit in one.limits] == [(1, 1.0)]
    assert one.limits[0].name != other.limits[0].name


# --- refused ---

NEVER = {"retry_after": None, "certain": True, "limited": False, "gone": ""}
REFUSALS: dict[str, dict[str, Any]] = {
    "channel_not_found": {**NEVER, "gone": "chat"},
    "not_in_channel": {**NEVER, "gone": "chat"},
    "is_archived": {**NEVER, "gone": "chat"},
    "messages_tab_disabled": {**NEVER, "gone": "chat"},
    "restricted_action": {**NEVER, "gone": "chat"},
    "user_disabled": {**NEVER, "gone": "chat"},
    "thread_not_found": {**NEVER, "gone": "thread"},
    "cannot_reply_to_message": {**NEVER, "gone": "thread"},
    "restricted_action_thread_locked": {**NEVER, "gone": "thread"},
    "message_not_found": {**NEVER, "gone": "message"},
    "edit_window_closed": {**NEVER, "gone": "message"},
    "missing_scope": NEVER,
    "no_text": NEVER,
    "a_word_of_next_year": NEVER,
    "internal_error": {"retry_after": 0, "certain": False, "limited": False, "gone": ""},
    "fatal_error": {"retry_after": 0, "certain": False, "limited": False, "gone": ""},
    "invalid_auth": {"retry_after": 60, "certain": True, "limited": True, "gone": ""},
    "account_inactive": {"retry_after": 60, "certain": True, "limited": True, "gone": ""},
    "token_revoked": {"retry_after": 60, "certain": True, "limited": True, "gone": ""},
    "not_authed": {"retry_after": 60, "certain": True, "limited": True, "gone": ""},
    "ratelimited": {"retry_after": 30, "certain": True, "limited": True, "gone": ""},
}


def told(error: DeliveryError) -> dict[str, Any]:
    return {"retry_after": error.retry_after, "certain": error.certain, "limited": error.limited, "gone": error.gone}


@pytest.mark.parametrize("error", sorted(REFUSALS))
async def test_a_refusal_says_what_is_gone_and_whether_to_try_again(
    world: World, slack: Slack, desk: Chat, error: str
) -> None:
    world.fail("chat.postMessage", "refuse", error=error)
    with pytest.raises(DeliveryError) as caught:
        await say(slack, out(desk, "hello"))

    assert told(caught.value) == REFUSALS[error]
    assert len(world.made("chat.postMessage")) == 1
    assert desk.messages == []


async def test_a_missing_scope_is_named(world: World, slack: Slack, desk: Chat) -> None:
    world.scopes.discard("chat:write")
    with pytest.raises(DeliveryError, match="needs chat:write"):
        await say(slack, out(desk, "hello"))


async def test_real_states_of_a_chat_are_told_apart(world: World, slack: Slack, desk: Chat) -> None:
    desk.archived = True
    with pytest.raises(DeliveryError) as archived:
        await say(slack, out(desk, "hello"))
    desk.members.discard(BOT_USER)
    with pytest.raises(DeliveryError) as left:
        await say(slack, out(desk, "hello"))
    with pytest.raises(DeliveryError) as never:
        await say(slack, out("C0NEVER", "hello"))

    assert [error.value.gone for error in (archived, left, never)] == ["chat"] * 3


async def test_slack_asking_to_wait_is_obeyed_to_the_second(world: World, slack: Slack, desk: Chat) -> None:
    world.fail("chat.postMessage", "limit", retry_after=7)
    with pytest.raises(DeliveryError) as caught:
        await say(slack, out(desk, "hello"))

    assert told(caught.value) == {"retry_after": 7, "certain": True, "limited": True, "gone": ""}


@pytest.mark.parametrize("kind", ["status", "reset", "lost"])
async def test_without_slacks_own_word_nobody_knows_whether_it_arrived(
    world: World, slack: Slack, desk: Chat, kind: str
) -> None:
    world.fail("chat.postMessage", kind)
    with pytest.raises(DeliveryError) as caught:
        await say(slack, out(desk, "hello"))

    assert not caught.value.certain
    assert caught.value.retry_after == 0
    assert len(world.made("chat.postMessage")) == 1  # the SDK's own retries would say it twice


async def test_where_no_connection_comes_about_nothing_was_said(slack: Slack, desk: Chat) -> None:
    (nowhere,) = module.build(
        {"SLACK_BOT_TOKEN": "x", "SLACK_APP_TOKEN": "y", "SLACK_API_URL": "http://127.0.0.1:1/api/"}
    )
    with pytest.raises(DeliveryError) as caught:
        await say(nowhere, out(desk, "hello"))
    await nowhere.close()

    assert told(caught.value) == {"retry_after": 2, "certain": True, "limited": False, "gone": ""}


async def test_a_layout_that_slack_does_not_take_is_said_in_plain_words_once(
    world: World, slack: Slack, desk: Chat
) -> None:
    world.fail("chat.postMessage", "refuse", error="invalid_blocks")
    await say(slack, out(desk, "**hello**"))
    world.fail("chat.postMessage", "refuse", times=2, error="msg_blocks_too_long")
    with pytest.raises(DeliveryError):
        await say(slack, out(desk, "hello"))

    assert desk.shown() == ["hello"]
    assert "blocks" not in desk.messages[0]
    assert len(world.made("chat.postMessage")) == 4


async def test_a_revoked_token_stops_the_sends_and_is_named_until_it_is_good_again(
    world: World, slack: Slack, desk: Chat
) -> None:
    world.bot_token_error = "token_revoked"
    for _ in range(3):
        with pytest.raises(DeliveryError) as caught:
            await say(slack, out(desk, "hello"))
        assert caught.value.limited
    assert len(world.made("chat.postMessage")) == 1
    assert "token_revoked" in await slack.check()
    world.bot_token_error = ""
    await slack.api.who()

    assert await slack.check() == ""
    await say(slack, out(desk, "hello"))
    assert desk.shown() == ["hello"]


async def test_a_thread_whose_root_was_deleted_is_gone_though_slack_would_take_the_reply(
    world: World, slack: Slack, maya: Person, desk: Chat
) -> None:
    (root,) = await say(slack, out(desk, "Case", op="open_thread"))
    await say(slack, out(desk, "one", thread=root))
    await say(slack, out(desk, "two", thread=root))
    assert len(world.made("conversations.replies")) == 1  # looked at once a minute
    for message in list(desk.messages):
        await world.removed(desk, message) if message["ts"] != root else None
    await world.removed(desk, desk.messages[0])
    slack.sending.removed(desk.id, root)
    with pytest.raises(DeliveryError) as caught:
        await say(slack, out(desk, "three", thread=root))

    assert told(caught.value) == {**NEVER, "gone": "thread"}
    assert desk.messages == []


async def test_where_a_thread_cannot_be_looked_at_it_is_taken_to_be_there(
    world: World, slack: Slack, desk: Chat
) -> None:
    (root,) = await say(slack, out(desk, "Case", op="open_thread"))
    for fault, more in (("limit", {"retry_after": 60}), ("status", {}), ("refuse", {"error": "missing_scope"})):
        world.fail("conversations.replies", fault, **more)
        await say(slack, out(desk, fault, thread=root))

    assert desk.shown(root) == ["Case", "limit", "status", "refuse"]


# --- found again ---


@pytest.mark.parametrize("thread", ["", "root"])
async def test_a_message_whose_answer_was_lost_is_found_and_not_said_twice(
    world: World, slack: Slack, maya: Person, desk: Chat, thread: str
) -> None:
    root = await maya.says("first", desk) if thread else ""
    for n in range(130):  # more than a page lies before it
        await maya.says(f"noise {n}", desk, root)
    (part,) = parts(slack, out(desk, "hello", thread=root))
    assert await slack.find(part) is None
    world.fail("chat.postMessage", "lost")
    with pytest.raises(DeliveryError) as caught:
        await slack.send(part)
    assert not caught.value.certain

    found = await slack.find(part)
    assert found == desk.messages[-1]["ts"]
    assert await slack.find(replace(part, id="p2")) is None


async def test_where_slack_cannot_be_asked_the_search_says_so(world: World, slack: Slack, desk: Chat) -> None:
    (part,) = parts(slack, out(desk, "hello"))
    for fault, more in (("reset", {}), ("limit", {"retry_after": 9}), ("status", {})):
        world.fail("conversations.history", fault, 2 if fault == "reset" else 1, **more)  # aiohttp reads again once
        with pytest.raises(DeliveryError) as caught:
            await slack.find(part)
        assert caught.value.certain
        assert caught.value.retry_after is not None
    world.scopes.discard("channels:history")
    with pytest.raises(DeliveryError) as refused:
        await slack.find(part)
    assert refused.value.retry_after is None


# --- grown before one's eyes ---

LONG = "\n\n".join(f"**Step {n}.** Do *this*, then that: [a page](https://example.com/{n})." for n in range(16))


async def long_answer(slack: Slack, maya: Person) -> Part:
    root = await maya.says("how?")
    source = Source("x.md", "The x", "", 0.9, "v")
    (part,) = parts(slack, out(maya.dm, LONG + " <!channel>", thread=root, kind="answer", sources=(source,)))
    return part


async def test_a_long_answer_in_a_thread_grows_and_ends_with_source_thumbs_and_mark(
    world: World, slack: Slack, maya: Person
) -> None:
    part = await long_answer(slack, maya)
    ts = await slack.send(part)

    message = maya.dm.get(ts)
    assert message is not None
    assert message["streaming_state"] == "completed"
    assert message["text"].replace("\u2060", "") == LONG + " <!channel>"
    assert "<!channel>" not in message["text"]
    assert maya.buttons() == ["👍", "👎"]
    assert message["metadata"]["event_payload"]["outbox_id"] == "p1"
    assert len(world.made("chat.appendStream")) == len(LONG) // 256
    assert await slack.find(part) == ts


async def test_where_no_stream_begins_the_answer_is_one_message(world: World, slack: Slack, maya: Person) -> None:
    for kind, more in (("refuse", {"error": "channel_type_not_supported"}), ("limit", {})):
        world.fail("chat.startStream", kind, **more)
        part = await long_answer(slack, maya)
        ts = await slack.send(part)
        assert "streaming_state" not in maya.dm.get(ts)  # type: ignore[operator]
    assert len(maya.dm.from_bot()) == 2


BREAKS = [(method, kind) for method in ("chat.appendStream", "chat.stopStream") for kind in ("reset", "lost", "status")]


@pytest.mark.parametrize(("method", "kind"), BREAKS)
async def test_a_stream_that_breaks_off_is_made_whole(
    world: World, slack: Slack, maya: Person, method: str, kind: str
) -> None:
    part = await long_answer(slack, maya)
    world.fail(method, kind)
    ts = await slack.send(part)

    (message,) = maya.dm.from_bot()
    assert message["ts"] == ts
    assert "Step 15" in maya.dm.shown()[-1]
    assert message["metadata"]["event_payload"]["outbox_id"] == "p1"
    assert message["streaming_state"] == "completed"


async def test_a_stream_that_cannot_be_made_whole_yet_is_looked_for_and_not_said_again(
    world: World, slack: Slack, maya: Person
) -> None:
    part = await long_answer(slack, maya)
    world.fail("chat.appendStream", "refuse", error="message_not_owned_by_app")
    world.fail("chat.update", "limit", retry_after=9)
    with pytest.raises(DeliveryError) as caught:
        await slack.send(part)

    assert told(caught.value) == {"retry_after": 9, "certain": False, "limited": False, "gone": ""}
    assert await slack.find(part) == maya.dm.from_bot()[0]["ts"]
    assert len(maya.dm.from_bot()) == 1


@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
async def test_a_stream_of_an_earlier_life_is_found_made_whole_and_not_said_again(
    world: World, slack: Slack, maya: Person, method: str
) -> None:
    """The process dies after any call of it: all that comes after is cut off."""
    part = await long_answer(slack, maya)
    before = await slack.send(parts(slack, out(maya.dm, "an answer before it", thread=part.address.thread))[0])
    world.fail(method, "lost")
    for cut_off in ("chat.stopStream", "chat.update"):
        if cut_off != method:
            world.fail(cut_off, "reset", times=1 if method == "chat.stopStream" else 2)
    with pytest.raises(DeliveryError) as caught:
        await slack.send(replace(part, id="p9"))
    assert not caught.value.certain
    world.faults.clear()
    (reborn,) = module.build(world.given())
    ts = await reborn.find(replace(part, id="p9"))
    assert await reborn.find(replace(part, id="p9")) == ts
    await reborn.close()

    assert ts not in (None, before)
    assert len(maya.dm.from_bot()) == 2
    assert "Step 15" in maya.dm.shown()[-1]
    assert maya.dm.get(str(ts))["streaming_state"] == "completed"  # type: ignore[index]


# --- files ---


def upload(slack: Slack, outbound: Outbound, path: Path) -> list[Part]:
    return parts(
        slack,
        replace(outbound, attachments=(Attachment(path.name, path.name, "application/pdf", 5, ""),)),
        path=str(path),
    )


async def test_a_file_goes_out_into_its_thread(world: World, slack: Slack, maya: Person, tmp_path: Path) -> None:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(b"%PDF-")
    root = await maya.says("my invoice?")
    words, file = upload(slack, out(maya.dm, "Here it is", thread=root, speaker="Anna"), path)
    await slack.send(words)
    ts = await slack.send(file)

    message = maya.dm.get(ts)
    assert message is not None
    assert (message["thread_ts"], message["files"][0]["name"]) == (root, "invoice.pdf")
    assert world.files[message["files"][0]["id"]]["content"] == b"%PDF-"
    await say(slack, out(maya.dm, op="delete"), target=ts)
    assert maya.dm.get(ts) is None


async def test_an_upload_that_breaks_is_certain_until_it_is_shared(
    world: World, slack: Slack, maya: Person, tmp_path: Path
) -> None:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(b"%PDF-")
    (file,) = upload(slack, out(maya.dm), path)
    for place, kind in (("files.getUploadURLExternal", "reset"), ("upload", "status"), ("upload", "reset")):
        world.fail(place, kind, 2 if place.startswith("files") else 1)  # aiohttp reads again once
        with pytest.raises(DeliveryError) as caught:
            await slack.send(file)
        assert caught.value.certain
        assert caught.value.retry_after is not None
    assert maya.dm.messages == []


@pytest.mark.parametrize("reborn", [False, True])
async def test_a_file_whose_answer_was_lost_is_found(
    world: World, slack: Slack, maya: Person, tmp_path: Path, reborn: bool
) -> None:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(b"%PDF-")
    await slack.check()
    (file,) = upload(slack, out(maya.dm), path)
    assert await slack.find(file) is None
    world.fail("files.completeUploadExternal", "lost")
    with pytest.raises(DeliveryError) as caught:
        await slack.send(file)
    assert not caught.value.certain
    if reborn:
        await slack.close()
        (slack,) = module.build(world.given())
    assert await slack.find(file) == maya.dm.messages[-1]["ts"]
    if reborn:
        await slack.close()


async def test_a_file_that_is_not_here_is_told(slack: Slack, maya: Person, tmp_path: Path) -> None:
    (file,) = upload(slack, out(maya.dm), tmp_path / "gone.pdf")
    with pytest.raises(DeliveryError, match=r"gone\.pdf is not on this machine") as caught:
        await slack.send(file)
    assert told(caught.value) == NEVER


def remote(world: World, maya: Person) -> Attachment:
    file = next(iter(world.files.values()))
    return Attachment("", file["name"], file["mimetype"], file["size"], "", remote={"file_id": file["id"]})


@pytest.mark.parametrize("access", ["", "check_file_info"])
async def test_a_file_is_fetched_with_our_token(
    world: World, slack: Slack, maya: Person, tmp_path: Path, access: str
) -> None:
    await maya.uploads("photo.png", b"PNG" * 50_000, access=access)
    await slack.fetch(remote(world, maya), tmp_path / "kept", 200_000)

    assert (tmp_path / "kept").read_bytes() == b"PNG" * 50_000


async def test_a_file_of_another_workspace_is_named_once_it_is_fetched(
    world: World, slack: Slack, maya: Person, tmp_path: Path
) -> None:
    await maya.uploads("photo.png", b"PNG", access="check_file_info")
    known = remote(world, maya)
    (nameless,) = files({"files": [{"id": known.remote["file_id"], "file_access": "check_file_info"}]})
    told = await slack.fetch(nameless, tmp_path / "kept", 1000)

    assert told is not None
    assert (nameless.name, told.name, told.media_type) == ("file", "photo.png", "image/png")
    assert await slack.fetch(known, tmp_path / "kept", 1000) is None


async def test_a_page_to_sign_in_at_is_no_file(world: World, slack: Slack, maya: Person, tmp_path: Path) -> None:
    await maya.uploads("photo.png", b"PNG")
    wrong = Slack("xoxb-other", app_token="x", api_url=world.api_url)
    await slack.api.who()
    url = next(iter(world.files.values()))["url_private"]
    with pytest.raises(DeliveryError, match="sign in"):
        await wrong.api.download(url, tmp_path / "kept", 1000, page=False)
    await wrong.close()
    world.scopes.discard("files:read")
    with pytest.raises(DeliveryError, match="needs files:read"):
        await slack.fetch(remote(world, maya), tmp_path / "kept", 1000)


async def test_a_file_too_large_or_elsewhere_is_not_fetched(
    world: World, slack: Slack, maya: Person, tmp_path: Path
) -> None:
    await maya.uploads("photo.png", b"PNG" * 1000)
    file = next(iter(world.files.values()))
    with pytest.raises(DeliveryError, match="larger than 1000"):
        await slack.fetch(remote(world, maya), tmp_path / "kept", 1000)
    file["size"] = 10  # Slack says so, and sends more
    with pytest.raises(DeliveryError, match="larger than 1000"):
        await slack.fetch(remote(world, maya), tmp_path / "kept", 1000)
    for url in (
        "http://127.0.0.1:1/files/x",
        "https://evil.example/x",
        f"https://127.0.0.1:{world.port}/files/x",
        "file:///etc/passwd",
    ):
        file["url_private_download"] = url
        with pytest.raises(DeliveryError, match="does not lie at Slack"):
            await slack.fetch(remote(world, maya), tmp_path / "kept", 10_000)
    file["is_external"] = True
    with pytest.raises(DeliveryError, match="does not lie at Slack"):
        await slack.fetch(remote(world, maya), tmp_path / "kept", 10_000)


async def test_slacks_files_lie_at_its_own_hosts() -> None:
    api = Slack("x", app_token="y").api
    assert api.is_ours("https://files.slack.com/files-pri/T1-F1/x")
    assert api.is_ours("https://slack.com/files/x")
    for url in ("https://files.slack.com.evil.example/x", "https://evil.example/files.slack.com", "http://files.slack.com/x",
                "https://files.slack.com:8443/x", "https://files.slack.com@evil.example/x", ""):  # fmt: skip
        assert not api.is_ours(url)


async def test_two_loops_may_use_the_channel_one_after_the_other(world: World, slack: Slack, desk: Chat) -> None:
    """Commands and tests run short loops of their own."""
    await say(slack, out(desk, "one"))

    def elsewhere() -> None:
        (other,) = module.build(world.given())

        async def work() -> None:
            await say(other, out(desk, "two"))
            await other.close()

        asyncio.run(work())
        asyncio.run(work())

    await asyncio.to_thread(elsewhere)
    assert desk.shown() == ["one", "two", "two"]
    assert {message["bot_id"] for message in desk.messages} == {BOT_ID}
