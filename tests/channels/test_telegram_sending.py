"""Sending through the real client: what arrives, and what each refusal means."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram import Telegram
from bot.errors import DeliveryError
from bot.types.chat import Address, Attachment, Card, Choice, Outbound, Part
from tests.emulators import telegram as emulated

pytestmark = pytest.mark.anyio

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"


@pytest.fixture
async def emulator() -> AsyncIterator[emulated.Telegram]:
    async with emulated.Telegram() as running:
        yield running


@pytest.fixture
async def channel(emulator: emulated.Telegram) -> AsyncIterator[Telegram]:
    made = Telegram(emulator.token, emulator.url)
    yield made
    await made.close()


def at(chat: emulated.Chat, thread: int | str = "") -> Address:
    return Address("telegram", "7001", str(chat.id), str(thread))


def parts(channel: Telegram, address: Address, op: Any = "post", text: str = "Hello", **more: Any) -> list[Part]:
    return list(channel.render(Outbound(key="k", op=op, policy="resend", address=address, text=text, **more)))


async def says(channel: Telegram, address: Address, op: Any = "post", text: str = "Hello", **more: Any) -> list[str]:
    """Render and send; what an engine fills in is `target`, `reply_to`, `path` and the thread."""
    filled = {name: more.pop(name) for name in ("target", "reply_to", "path") if name in more}
    sent = []
    for part in parts(channel, address, op, text, **more):
        sent.append(await channel.send(Part(part.op, address, part.body, **filled)))
    return sent


async def refused(channel: Telegram, address: Address, op: Any = "post", **more: Any) -> DeliveryError:
    with pytest.raises(DeliveryError) as error:
        await says(channel, address, op, **more)
    return error.value


# --- what arrives --------------------------------------------------------------------------------


async def test_words_choices_and_formats_arrive(emulator: emulated.Telegram, channel: Telegram) -> None:
    maya = emulator.user()
    (sent,) = await says(channel, at(maya.chat), text="**3** days", choices=(Choice("a:1", "Thanks"),))

    (shown,) = maya.chat.shown()
    assert (str(shown.id), shown.text, shown.buttons) == (sent, "3 days", ["Thanks"])
    assert shown.entities == [{"type": "bold", "offset": 0, "length": 1}]


LONG = " ".join(f"Step {number} of it." for number in range(60))


async def test_a_long_answer_grows_in_a_private_chat_and_is_one_message_in_the_end(
    emulator: emulated.Telegram, channel: Telegram
) -> None:
    maya = emulator.user()
    await says(channel, at(maya.chat), text=LONG)

    ids, shown = zip(*maya.chat.drafts, strict=True)
    assert len(set(ids)) == 1
    assert len(shown) == 3
    assert all(LONG.startswith(one) for one in shown)
    assert sorted(shown, key=len) == list(shown)
    assert maya.chat.said() == [LONG]


@pytest.mark.parametrize("fault", ["refuse", "error", "flood", "reset", "lost"])
async def test_where_no_preview_goes_the_answer_comes_at_once(
    emulator: emulated.Telegram, channel: Telegram, fault: str
) -> None:
    maya = emulator.user()
    emulator.fault("sendMessageDraft", fault)
    await says(channel, at(maya.chat), text=LONG)

    assert len(emulator.calls("sendMessageDraft")) == 1
    assert maya.chat.said() == [LONG]


async def test_what_is_short_an_agents_or_for_a_group_has_no_preview(
    emulator: emulated.Telegram, channel: Telegram
) -> None:
    maya, group = emulator.user(), emulator.group()
    await says(channel, at(maya.chat), text="3 days")
    await says(channel, at(maya.chat), text=LONG, speaker="Anna", kind="relay")
    await says(channel, at(group), text=LONG)
    assert emulator.calls("sendMessageDraft") == []


async def test_an_answer_names_its_question_and_goes_without_where_that_is_gone(
    emulator: emulated.Telegram, channel: Telegram
) -> None:
    maya = emulator.user()
    asked = maya.says("how long?")
    (first,) = await says(channel, at(maya.chat), reply_to=str(asked))
    (second,) = await says(channel, at(maya.chat), reply_to="4711")

    assert maya.chat.messages[int(first)]["reply_to_message"]["message_id"] == asked
    assert "reply_to_message" not in maya.chat.messages[int(second)]


async def test_a_case_is_a_topic_with_its_card_pinned(emulator: emulated.Telegram, channel: Telegram) -> None:
    desk = emulator.group().admin()
    topic, card = parts(channel, at(desk), "open_thread", card=Card("c", "#12 Maya", "text"))
    thread = await channel.send(topic)
    first = await channel.send(Part(card.op, at(desk, thread), card.body))
    await says(channel, at(desk, thread), text="more", author="Maya (Telegram)")

    assert desk.topics[int(thread)]["name"] == "#12 Maya"
    assert desk.pinned == [int(first)]
    assert [one.text for one in desk.shown(int(thread))] == ["#12 Maya\n\ntext", "Maya (Telegram):\nmore"]


async def test_a_card_that_may_not_be_pinned_is_there_all_the_same(
    emulator: emulated.Telegram, channel: Telegram
) -> None:
    desk = emulator.group().admin(can_pin_messages=False)
    _, card = parts(channel, at(desk), "open_thread", card=Card("c", "#12", "text"))

    assert await channel.send(Part(card.op, at(desk, desk.topic("#12")), card.body))


async def test_a_topic_is_closed_and_opened_again(emulator: emulated.Telegram, channel: Telegram) -> None:
    desk = emulator.group().admin()
    thread = desk.topic("#12")
    for _ in range(2):  # what is so already is no error
        await says(channel, at(desk, thread), "close_thread")
    assert desk.topics[thread]["closed"]

    for _ in range(2):
        (part, *_) = parts(channel, at(desk, thread), "open_thread", card=Card("c", "#12", "text"))
        assert await channel.send(part) == str(thread)
    assert not desk.topics[thread]["closed"]

    desk.drops(thread)
    await says(channel, at(desk, thread), "close_thread")  # there is nothing left to close


async def test_a_case_that_goes_on_opens_its_topic_again(emulator: emulated.Telegram, channel: Telegram) -> None:
    desk = emulator.group().admin()
    thread = desk.topic("#12")
    await says(channel, at(desk, thread), "close_thread")
    (card,) = await says(channel, at(desk, thread), text="", card=Card("c", "#13 Maya", "again"))

    assert not desk.topics[thread]["closed"]
    assert desk.pinned == [int(card)]


@pytest.mark.parametrize(("chat", "thread", "gone"), [("@desk", "", "chat"), ("-1001", "C123", "thread")])
async def test_what_is_no_place_of_telegrams_is_not_there(channel: Telegram, chat: str, thread: str, gone: str) -> None:
    error = await refused(channel, Address("telegram", "7001", chat, thread))

    assert (error.gone, error.certain, error.retry_after) == (gone, True, None)
    assert (await refused(channel, Address("telegram", "7001", "41"), "edit", target="")).gone == "message"


async def test_general_has_no_thread(emulator: emulated.Telegram, channel: Telegram) -> None:
    desk = emulator.group().admin()
    await says(channel, at(desk))

    assert desk.said() == ["Hello"]
    assert (await refused(channel, at(desk, "1"))).gone == "thread"


async def test_an_edit_changes_words_and_buttons_and_may_change_nothing(
    emulator: emulated.Telegram, channel: Telegram
) -> None:
    maya = emulator.user()
    (sent,) = await says(channel, at(maya.chat), choices=(Choice("a", "A"),))
    for _ in range(2):
        assert await says(channel, at(maya.chat), "edit", "**Done**", target=sent) == [sent]

    (shown,) = maya.chat.shown()
    assert (shown.text, shown.buttons) == ("Done", [])


async def test_the_caption_of_a_file_can_be_edited(
    emulator: emulated.Telegram, channel: Telegram, tmp_path: Path
) -> None:
    maya = emulator.user()
    (tmp_path / "f").write_bytes(b"text")
    paper = Attachment("s", "a.txt", "text/plain", 4, "")
    (sent,) = await says(channel, at(maya.chat), text="*Here*", attachments=(paper,), path=str(tmp_path / "f"))
    await says(channel, at(maya.chat), "edit", "**There**", target=sent)
    await says(channel, at(maya.chat), "edit", "w " * 2000, target=sent)

    (shown,) = maya.chat.shown()
    assert len(shown.text) <= 1024
    assert shown.text.endswith("…")


async def test_a_message_is_deleted_once(emulator: emulated.Telegram, channel: Telegram) -> None:
    maya = emulator.user()
    (sent,) = await says(channel, at(maya.chat))
    for _ in range(2):
        await says(channel, at(maya.chat), "delete", target=sent)

    assert maya.chat.shown() == []


async def test_a_message_of_two_days_ago_cannot_be_deleted(emulator: emulated.Telegram, channel: Telegram) -> None:
    maya = emulator.user()
    (sent,) = await says(channel, at(maya.chat))
    emulator.skew += emulated.DELETE_SECONDS + 1
    error = await refused(channel, at(maya.chat), "delete", target=sent)

    assert (error.certain, error.retry_after) == (True, None)
    assert maya.chat.said() == ["Hello"]


@pytest.mark.parametrize(
    ("mark", "emoji"), [("queued", "👀"), ("delivered", "👌"), ("failed", "💔"), ("note", "✍"), ("", "")]
)
async def test_marks_are_reactions(emulator: emulated.Telegram, channel: Telegram, mark: Any, emoji: str) -> None:
    maya = emulator.user()
    number = maya.says("hello")
    await says(channel, at(maya.chat), "react", mark=mark, target=str(number))

    assert maya.chat.reactions[number] == emoji


async def test_a_press_is_answered_for_who_pressed_and_an_old_one_is_no_error(
    emulator: emulated.Telegram, channel: Telegram
) -> None:
    maya = emulator.user()
    await says(channel, at(maya.chat), choices=(Choice("a", "A"),))
    query = maya.presses("A")
    await says(channel, at(maya.chat), "ephemeral", "Dana has it.", query=query)
    emulator.skew += emulated.QUERY_SECONDS + 1
    await says(channel, at(maya.chat), "ephemeral", "Dana has it.", query=query)

    assert maya.answers == [{"text": "Dana has it.", "alert": False}]


async def test_a_business_chat_is_answered_through_its_connection(
    emulator: emulated.Telegram, channel: Telegram
) -> None:
    maya = emulator.user()
    there = at(maya.chat, "business:bc-1")
    (sent,) = await says(channel, there)
    await channel.busy(there)
    await says(channel, there, "edit", "Bye", target=sent)
    await says(channel, there, "react", mark="queued", target=sent)  # there is no such call: left out
    await says(channel, there, "delete", target=sent)

    assert {call.fields["business_connection_id"] for call in emulator.journal} == {"bc-1"}
    assert [call.method for call in emulator.journal] == [
        "sendMessage", "sendChatAction", "editMessageText", "deleteBusinessMessages"
    ]  # fmt: skip


async def test_typing_is_a_courtesy(emulator: emulated.Telegram, channel: Telegram) -> None:
    maya = emulator.user()
    await channel.busy(at(maya.chat))
    await says(channel, at(maya.chat), "status")
    emulator.fault("sendChatAction", "error")
    await channel.busy(at(maya.chat))

    assert [call.status for call in emulator.calls("sendChatAction")] == [200, 200, 502]


# --- what is refused ------------------------------------------------------------------------------


async def test_flood_waits_are_waited_for(emulator: emulated.Telegram, channel: Telegram) -> None:
    emulator.fault("sendMessage", "flood", retry_after=17)
    error = await refused(channel, at(emulator.user().chat))

    assert (error.retry_after, error.limited, error.certain) == (17, True, True)


@pytest.mark.parametrize(
    "words",
    [
        "Forbidden: bot was blocked by the user", "Forbidden: user is deactivated",
        "Forbidden: bot was kicked from the supergroup chat", "Forbidden: bot can't initiate conversation with a user",
    ],
)  # fmt: skip
async def test_who_shut_the_door_is_not_knocked_for_again(
    emulator: emulated.Telegram, channel: Telegram, words: str
) -> None:
    emulator.fault("sendMessage", "refuse", code=403, text=words)
    error = await refused(channel, at(emulator.user().chat))

    assert (error.gone, error.certain, error.retry_after) == ("chat", True, None)


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("Bad Request: chat not found", "chat"),
        ("Bad Request: not enough rights to send text messages to the chat", "chat"),
        ("Bad Request: not enough rights to create a topic", "chat"),
        ("Bad Request: the chat is not a forum", "chat"),
        ("Bad Request: CHAT_WRITE_FORBIDDEN", "chat"),
        ("Bad Request: PEER_ID_INVALID", "chat"),
        ("Bad Request: message thread not found", "thread"),
        ("Bad Request: TOPIC_DELETED", "thread"),
        ("Bad Request: TOPIC_CLOSED", "thread"),
        ("Bad Request: message to edit not found", "message"),
        ("Bad Request: message can't be edited", "message"),
        ("Bad Request: message to react not found", "message"),
        ("Bad Request: MESSAGE_ID_INVALID", "message"),
        ("Bad Request: BUTTON_DATA_INVALID", ""),
        ("Bad Request: REACTION_INVALID", ""),
        ("Bad Request: message is too long", ""),
    ],
)
async def test_a_refusal_says_what_is_gone(
    emulator: emulated.Telegram, channel: Telegram, words: str, gone: str
) -> None:
    emulator.fault("sendMessage", "refuse", text=words)
    error = await refused(channel, at(emulator.user().chat))

    assert (error.gone, error.certain, error.retry_after) == (gone, True, None)


async def test_a_group_that_moved_is_named_by_its_new_id(emulator: emulated.Telegram, channel: Telegram) -> None:
    group = emulator.small_group()
    new = group.moves()
    error = await refused(channel, at(group))

    assert (error.moved_to, error.certain) == (str(new.id), True)


async def test_what_is_gone_is_seen_by_doing(emulator: emulated.Telegram, channel: Telegram) -> None:
    maya, desk = emulator.user(), emulator.group().admin()
    thread = desk.topic("#12")
    desk.drops(thread)
    assert (await refused(channel, at(desk, thread))).gone == "thread"
    assert (await refused(channel, at(maya.chat), "edit", target="99")).gone == "message"
    assert (await refused(channel, at(maya.chat), "react", mark="queued", target="99")).gone == "message"
    maya.blocks()
    assert (await refused(channel, at(maya.chat))).gone == "chat"
    desk.throws_out()
    assert (await refused(channel, at(desk))).gone == "chat"
    assert (await refused(channel, Address("telegram", "7001", "4711"))).gone == "chat"


async def test_formats_that_are_refused_cost_the_formats_and_nothing_else(
    emulator: emulated.Telegram, channel: Telegram
) -> None:
    maya = emulator.user()
    emulator.fault("sendMessage", "refuse", text="Bad Request: can't parse entities: Can't find end of the entity")
    await says(channel, at(maya.chat), text="**bold** words", choices=(Choice("a", "A"),))

    (shown,) = maya.chat.shown()
    assert (shown.text, shown.entities, shown.buttons) == ("bold words", [], ["A"])


async def test_formats_are_given_up_once(emulator: emulated.Telegram, channel: Telegram) -> None:
    emulator.fault("sendMessage", "refuse", times=9, text="Bad Request: ENTITIES_TOO_LONG")
    error = await refused(channel, at(emulator.user().chat), text="**bold**")

    assert (error.certain, error.retry_after) == (True, None)
    assert len(emulator.calls("sendMessage")) == 2


@pytest.mark.parametrize("kind", ["error", "lost", "garbage", "reset"])
async def test_words_whose_answer_is_lost_may_have_arrived(
    emulator: emulated.Telegram, channel: Telegram, kind: str
) -> None:
    maya = emulator.user()
    emulator.fault("sendMessage", kind)
    error = await refused(channel, at(maya.chat))

    assert (error.certain, error.retry_after) == (False, 0)
    assert len(maya.chat.said()) == (1 if kind in ("lost", "garbage") else 0)


@pytest.mark.parametrize("kind", ["error", "lost", "garbage", "reset"])
async def test_what_is_as_good_done_twice_is_done_again(
    emulator: emulated.Telegram, channel: Telegram, kind: str
) -> None:
    maya = emulator.user()
    (sent,) = await says(channel, at(maya.chat))
    emulator.fault("editMessageText", kind)
    error = await refused(channel, at(maya.chat), "edit", text="New", target=sent)

    assert error.certain
    assert error.retry_after is not None
    await says(channel, at(maya.chat), "edit", text="New", target=sent)
    assert maya.chat.said() == ["New"]


async def test_no_answer_at_all_may_have_arrived(emulator: emulated.Telegram) -> None:
    maya = emulator.user()
    channel = Telegram(emulator.token, emulator.url, patience=0.05)
    emulator.fault("sendMessage", "hang")
    error = await refused(channel, at(maya.chat))
    await channel.close()

    assert (error.certain, error.retry_after) == (False, 0)
    assert maya.chat.said() == ["Hello"]


async def test_a_server_that_cannot_be_reached_has_nothing(emulator: emulated.Telegram) -> None:
    channel = Telegram(emulator.token, "http://127.0.0.1:9")
    error = await refused(channel, at(emulator.user().chat))
    await channel.close()

    assert error.certain
    assert error.retry_after is not None
    assert not error.gone


async def test_a_wrong_token_makes_messages_wait_and_the_channel_say_so(emulator: emulated.Telegram) -> None:
    channel = Telegram("7001:wrong", emulator.url)
    error = await refused(channel, at(emulator.user().chat))

    assert (error.certain, error.limited, error.gone) == (True, True, "")
    assert error.retry_after is not None
    assert error.retry_after >= 30
    assert "TELEGRAM_BOT_TOKEN" in await channel.check()
    await channel.close()


async def test_neither_token_nor_words_are_logged(
    emulator: emulated.Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "telegram"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)
    channel = Telegram(emulator.token, emulator.url)
    for kind in ("error", "lost", "garbage", "reset", "flood", "refuse"):
        emulator.fault("sendMessage", kind)
        error = await refused(channel, at(emulator.user().chat), text="my secret wish")
        assert emulator.token not in str(error)
    await channel.close()

    assert emulator.token not in caplog.text
    assert "secret wish" not in caplog.text


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "media_type", "content", "method"),
    [
        ("a.png", "image/png", PNG, "sendPhoto"), ("v.ogg", "audio/ogg", b"OggS", "sendVoice"),
        ("s.mp3", "audio/mpeg", b"ID3", "sendAudio"), ("c.mp4", "video/mp4", b"ftyp", "sendVideo"),
        ("bill é \".pdf", "application/pdf", b"%PDF", "sendDocument"),
        ("not-a.png", "image/png", b"text", "sendDocument"),  # refused as a picture: any file goes as a document
    ],
)  # fmt: skip
async def test_files_are_carried_over(
    emulator: emulated.Telegram, channel: Telegram, tmp_path: Path, name: str, media_type: str, content: bytes,
    method: str,
) -> None:  # fmt: skip
    (tmp_path / "stored").write_bytes(content)
    maya = emulator.user()
    carried = Attachment("stored", name, media_type, len(content), "")
    await says(channel, at(maya.chat), text="*Here*", attachments=(carried,), path=str(tmp_path / "stored"))

    assert emulator.journal[-1].method == method
    (shown,) = maya.chat.shown()
    assert shown.text == "Here"
    assert [kept for _, kept in emulator.files.values()][-1] == content


async def test_a_file_that_is_not_there_any_more_is_told(emulator: emulated.Telegram, channel: Telegram) -> None:
    gone = Attachment("stored", "a.pdf", "application/pdf", 4, "")
    chat = at(emulator.user().chat)

    assert "a.pdf" in str(await refused(channel, chat, attachments=(gone,)))
    assert "a.pdf" in str(await refused(channel, chat, attachments=(gone,), path="/nowhere"))


def received(emulator: emulated.Telegram, content: bytes, **more: Any) -> Attachment:
    kept = emulator.keeps(content, "x.pdf")
    remote = {"file_id": kept["file_id"]}
    return Attachment("", "x.pdf", "application/pdf", more.get("size", len(content)), "", remote=remote)


async def test_a_customers_file_is_fetched(emulator: emulated.Telegram, channel: Telegram, tmp_path: Path) -> None:
    content = b"%PDF" + bytes(200_000)
    await channel.fetch(received(emulator, content), tmp_path / "to", 10_000_000)

    assert (tmp_path / "to").read_bytes() == content


async def test_a_file_that_is_too_big_is_refused_before_and_while_it_comes(
    emulator: emulated.Telegram, channel: Telegram, tmp_path: Path
) -> None:
    with pytest.raises(DeliveryError, match=r"x\.pdf is bigger than 10 MB") as error:
        await channel.fetch(received(emulator, b"x", size=10_000_001), tmp_path / "to", 10_000_000)
    assert error.value.retry_after is None
    with pytest.raises(DeliveryError, match=r"x\.pdf: is bigger than"):
        await channel.fetch(received(emulator, bytes(3_000_000), size=0), tmp_path / "to", 1_000_000)
    with pytest.raises(DeliveryError, match=r"x\.pdf is bigger than 20 MB"):
        await channel.fetch(received(emulator, bytes(20 * 2**20 + 1), size=0), tmp_path / "to", 10**9)


@pytest.mark.parametrize("kind", ["error", "reset", "garbage"])
async def test_a_file_that_does_not_arrive_is_tried_again(
    emulator: emulated.Telegram, channel: Telegram, tmp_path: Path, kind: str
) -> None:
    emulator.fault("download", kind)
    file = received(emulator, b"%PDF and more")
    with pytest.raises(DeliveryError, match=r"x\.pdf") as error:
        await channel.fetch(file, tmp_path / "to", 10_000_000)
    assert error.value.retry_after is not None

    await channel.fetch(file, tmp_path / "to", 10_000_000)
    assert (tmp_path / "to").read_bytes() == b"%PDF and more"


async def test_a_file_telegram_does_not_know_is_told(
    emulator: emulated.Telegram, channel: Telegram, tmp_path: Path
) -> None:
    with pytest.raises(DeliveryError) as error:
        await channel.fetch(Attachment("", "x", "x/y", 0, "", remote={"file_id": "f"}), tmp_path / "to", 10)
    assert error.value.retry_after is None


@pytest.mark.parametrize("place", ["/etc/passwd", "../../etc/passwd", "http://127.0.0.1:9/x", "a\\b"])
async def test_files_come_from_the_apis_own_host_alone(
    emulator: emulated.Telegram, channel: Telegram, tmp_path: Path, place: str
) -> None:
    file = received(emulator, b"x")
    emulator.files[file.remote["file_id"]] = (place, b"x")
    with pytest.raises(DeliveryError, match="not on its file server"):
        await channel.fetch(file, tmp_path / "to", 10)

    assert emulator.calls("download") == []


# --- pace ----------------------------------------------------------------------------------------


def test_people_groups_and_all_have_their_pace() -> None:
    channel = Telegram("7001:token")
    maya, desk = Address("telegram", "7001", "41"), Address("telegram", "7001", "-1001", "12")
    everyone = ("telegram/7001", 30, 1)

    assert channel.pace(maya).gap == 1
    assert [(one.name, one.count, one.seconds) for one in channel.pace(maya).limits] == [everyone]
    assert channel.pace(desk) == channel.pace(Address("telegram", "7001", "-1001", "13"))
    assert [(one.name, one.count, one.seconds) for one in channel.pace(desk).limits] == [
        everyone, ("telegram:7001:-1001", 20, 60)
    ]  # fmt: skip
