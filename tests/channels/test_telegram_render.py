"""What is to be said, as calls: pure, and within Telegram's limits."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels._telegram_render import REACTIONS, render
from bot.markup.telegram import units
from bot.types.chat import Address, Attachment, Card, Choice, Outbound, Source
from tests.emulators import telegram as emulated
from tests.emulators import telegram_entities

MAYA = Address("telegram", "7001", "41")
TOPIC = Address("telegram", "7001", "-1001234567890", "12")


def says(op: Any = "post", text: str = "", address: Address = MAYA, **more: Any) -> Outbound:
    return Outbound(key="k", op=op, policy="resend", address=address, text=text, **more)


def bodies(outbound: Outbound) -> list[dict[str, Any]]:
    return [dict(part.body) for part in render(outbound)]


def file(name: str, media_type: str, **more: Any) -> Attachment:
    return Attachment(stored="s", name=name, media_type=media_type, size=more.pop("size", 10), sha256="", **more)


def test_words_go_out_with_entities_and_no_parse_mode() -> None:
    (body,) = bodies(says(text="**3 days.** See [here](https://example.com/x)"))

    assert body == {
        "method": "sendMessage", "text": "3 days. See here", "link_preview_options": {"is_disabled": True},
        "entities": [
            {"type": "bold", "offset": 0, "length": 7},
            {"type": "text_link", "offset": 12, "length": 4, "url": "https://example.com/x"},
        ],
    }  # fmt: skip


def test_who_speaks_stands_before_and_the_articles_after() -> None:
    sources = (
        Source("delivery.md", "About *delivery*", "", 0.9, "v"),
        Source("https://x.example.com", "Web", "", 1, "v"),
    )
    (body,) = bodies(says(text="Parcels take 3 days.", author="Ma_ya (Telegram)", sources=sources))

    assert body["text"] == "Ma_ya (Telegram):\nParcels take 3 days.\n\n📄 About *delivery*\n📄 Web"
    assert [entity["type"] for entity in body["entities"]] == ["bold", "text_link"]


def test_a_colleague_is_named_to_the_customer() -> None:
    (body,) = bodies(says(text="- one\n- two", speaker="Anna"))

    assert body["text"].startswith("Anna:\n")


def test_short_choices_stand_side_by_side_with_their_ids_word_for_word() -> None:
    choices = (Choice("a:1", "Yes"), Choice("a:2", "No"), Choice("x" * 60, "Something else that is quite long"))
    (body,) = bodies(says(text="Well?", choices=choices))

    assert body["reply_markup"]["inline_keyboard"] == [
        [{"text": "Yes", "callback_data": "a:1"}, {"text": "No", "callback_data": "a:2"}],
        [{"text": "Something else that is quite long", "callback_data": "x" * 60}],
    ]


def test_a_long_text_becomes_several_messages_with_the_choices_under_the_last() -> None:
    found = bodies(says(text="\n\n".join(["🎈 words " * 100] * 12), choices=(Choice("a", "A"),)))

    assert len(found) > 1
    assert all(units(body["text"]) <= 4096 for body in found)
    assert [("reply_markup" in body) for body in found] == [False] * (len(found) - 1) + [True]


CARD = Card(
    "c", "#12 Maya · gold", "She asks for a *refund*.", (("Plan", "Gold"), ("City", "Oslo")),
    (Choice("c:12:claim:1", "Claim"),),
)  # fmt: skip


def test_a_card_is_one_message_with_its_facts_as_lines() -> None:
    (body,) = bodies(says(card=CARD))

    assert body["text"] == "#12 Maya · gold\n\nShe asks for a refund.\n\nPlan: Gold\nCity: Oslo"
    text = body["text"].encode("utf-16-le")
    marked = {
        text[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"): e["type"] for e in body["entities"]
    }
    assert marked == {"#12 Maya · gold": "bold", "refund": "italic", "Plan:": "bold", "City:": "bold"}
    assert body["reply_markup"]["inline_keyboard"] == [[{"text": "Claim", "callback_data": "c:12:claim:1"}]]


@pytest.mark.parametrize(
    ("chat", "url"), [("-1001234567890", "https://t.me/c/1234567890/77"), ("-4567", ""), ("C0DESK", "")]
)
def test_a_fact_of_a_card_leads_to_the_topic_of_another_one_where_topics_have_addresses(chat: str, url: str) -> None:
    before = Address("slack" if chat[0] == "C" else "telegram", "1", chat, "77")
    facts = (("Plan", "Gold"), ("Case before", "#3, resolved: is it @here or [x](http://evil.example)?"))
    (body,) = bodies(says(quiet=True, card=Card("c", "#12", "words", facts, links=(("Case before", before),))))

    words = body["text"].encode("utf-16-le")
    led = [
        (words[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le").replace("\u2060", ""), e["url"])
        for e in body["entities"] if e["type"] == "text_link"
    ]  # fmt: skip
    assert led == ([(facts[1][1], url)] if url else [])


def test_a_card_that_is_too_long_loses_the_end_of_its_text_and_keeps_its_facts() -> None:
    (body,) = bodies(says(card=Card("c", "#12", "🎈 words " * 900, (("Plan", "Gold"),))))

    assert units(body["text"]) <= 4096
    assert body["text"].endswith("…\n\nPlan: Gold")


def test_opening_a_thread_names_it_and_posts_the_card_to_be_pinned() -> None:
    topic, first = render(says("open_thread", address=TOPIC, card=Card("c", "#12 " + "x" * 200, "text")))

    assert topic.op == "open_thread"
    assert topic.body == {"method": "createForumTopic", "name": "#12 " + "x" * 123 + "…"}
    assert (first.op, first.body["pin"]) == ("post", True)


def test_an_edit_is_cut_into_the_pieces_that_a_post_has() -> None:
    choices = (Choice("yes", "Yes"),)
    edits = bodies(says("edit", "**words** " * 1000, choices=choices))
    posts = bodies(says("post", "**words** " * 1000, choices=choices))

    assert [body["method"] for body in edits] == ["editMessageText"] * 2
    assert [{**body, "method": ""} for body in edits] == [{**body, "method": ""} for body in posts]


def test_what_is_not_words_is_one_call_each() -> None:
    assert bodies(says("delete")) == [{"method": "deleteMessage"}]
    assert bodies(says("status")) == [{"method": "sendChatAction", "action": "typing"}]
    assert bodies(says("close_thread", address=TOPIC)) == [{"method": "closeForumTopic"}]
    assert bodies(says("home", card=CARD)) == []


@pytest.mark.parametrize("mark", list(REACTIONS))
def test_every_mark_is_one_that_bots_may_set(mark: Any) -> None:
    (body,) = bodies(says("react", mark=mark))

    assert body["reaction"][0]["emoji"] in emulated.REACTIONS


def test_a_mark_is_taken_away() -> None:
    assert bodies(says("react", mark="")) == [{"method": "setMessageReaction", "reaction": []}]


def test_words_for_one_alone_answer_their_press_as_an_alert_where_they_are_long() -> None:
    (short,) = bodies(says("ephemeral", "Dana has *it*.", query="q1"))
    (long,) = bodies(says("ephemeral", "words " * 100, query="q1"))

    assert short == {"method": "answerCallbackQuery", "callback_query_id": "q1", "text": "Dana has it."}
    assert long["show_alert"] is True
    assert len(long["text"]) <= 200
    assert bodies(says("ephemeral", "Claim it first.", TOPIC))[0]["method"] == "sendMessage"


@pytest.mark.parametrize(
    ("media_type", "method", "size"),
    [
        ("image/jpeg", "sendPhoto", 10), ("image/png", "sendPhoto", 10), ("image/jpeg", "sendDocument", 10_000_001),
        ("image/svg+xml", "sendDocument", 10), ("image/gif", "sendDocument", 10), ("audio/ogg", "sendVoice", 10),
        ("audio/mpeg", "sendAudio", 10), ("video/mp4", "sendVideo", 10), ("application/pdf", "sendDocument", 10),
    ],
)  # fmt: skip
def test_a_file_goes_as_what_it_is(media_type: str, method: str, size: int) -> None:
    (part,) = render(says(attachments=(file("a b.x", media_type, size=size),)))

    assert part.op == "file"
    assert part.body["method"] == method
    assert part.body["file"]["name"] == "a b.x"


def test_a_line_with_files_is_the_caption_of_the_first() -> None:
    first, second = bodies(says(text="*Look*", author="Maya", attachments=(file("a", "x/y"), file("b", "x/y"))))

    assert first["caption"] == "Maya:\nLook"
    assert [entity["type"] for entity in first["caption_entities"]] == ["bold", "italic"]
    assert (first["file"]["index"], second["file"]["index"]) == (0, 1)
    assert "caption" not in second


def test_a_long_text_with_a_file_is_a_message_of_its_own() -> None:
    assert [body["method"] for body in bodies(says(text="w " * 600, attachments=(file("a", "x/y"),)))] == [
        "sendMessage", "sendDocument"
    ]  # fmt: skip


def test_a_file_that_could_not_be_fetched_is_told() -> None:
    (body,) = bodies(says(text="Look", attachments=(file("a.jpg", "image/jpeg", error="is bigger than 20 MB"),)))

    assert body["text"] == "Look\n📎 a.jpg (is bigger than 20 MB)"


def test_nothing_to_say_is_nothing() -> None:
    assert bodies(says(text="")) == []
    assert bodies(says(text="   ")) == []


@given(
    st.text(alphabet="ab*_[]()~`>#+-=|{}.!<&\\ \n🎈é", max_size=400),
    st.sampled_from(["post", "edit", "open_thread"]),
    st.sampled_from([1, 30]),
)
def test_whatever_is_said_is_taken_as_it_is(text: str, op: Any, times: int) -> None:
    card = Card("c", text, text * times, ((text, text * times),)) if op == "open_thread" else None
    for part in render(says(op, text * times, card=card, author=text)):
        json.dumps(dict(part.body))
        if "text" in part.body:
            entities = part.body.get("entities", ())
            assert telegram_entities.refusal(part.body["text"], entities) == ""
            assert telegram_entities.changes(part.body["text"], entities) == []
        else:
            assert 1 <= len(part.body["name"]) <= 128


def test_a_press_answered_with_choices_is_answered_and_they_stand_below() -> None:
    answer, message = bodies(says("ephemeral", "Claim and send?", TOPIC, query="q", choices=(Choice("a", "Send"),)))

    assert answer == {"method": "answerCallbackQuery", "callback_query_id": "q"}
    assert (message["method"], message["text"]) == ("sendMessage", "Claim and send?")


def test_a_card_in_a_thread_that_is_there_opens_it_again() -> None:
    (body,) = bodies(says(address=TOPIC, card=CARD))

    assert body["pin"]
    assert body["reopen"]


def test_of_strangers_words_at_a_desk_telegram_makes_nothing_live() -> None:
    words = "@dana_k /resolve https://evil.example #tag anna@b.example 10.0.0.1"
    card = Card("case:1", words, f"{words}\n- {words}", (("Plan", words),))
    said = [*bodies(says(text=words, author=words, quiet=True)), *bodies(says("edit", card=card, quiet=True))]

    assert emulated.live(words)
    assert [emulated.live(body["text"]) for body in said] == [[], []]
    assert words in said[0]["text"].replace("\u2060", "")
