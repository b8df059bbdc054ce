"""The whole road over Telegram: a customer in a private chat, agents in a forum group, the engine between them."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot import app as house
from bot.channels.telegram import Telegram
from bot.settings import Settings
from bot.types.channel import Limit, Pace
from tests.emulators import telegram as emulated

# Every combination of the same: other tests tell which branches are run, and these are quicker without.
pytestmark = [pytest.mark.anyio, pytest.mark.no_cover]

PDF = b"%PDF-1.7 a bill"


@dataclass
class Office:
    """Maya writes, Anna works."""

    telegram: emulated.Telegram
    maya: emulated.User
    anna: emulated.User
    desk: emulated.Chat

    @property
    def thread(self) -> int:
        return next(reversed(self.desk.topics))

    def topic(self) -> list[emulated.Shown]:
        return self.desk.shown(self.thread)

    async def sees(self, words: str, chat: emulated.Chat) -> emulated.Shown:
        """Wait until somebody reads these words in a chat."""

        def found() -> emulated.Shown | None:
            return next((one for one in chat.shown() if words in one.text.replace("\u2060", "")), None)

        shown: emulated.Shown = await self.telegram.until(found)
        return shown

    async def escalated(self) -> emulated.Shown:
        """Maya asks for a person; return the case's card."""
        self.maya.says("My cat ate the invoice. I want to talk to a human.")
        await self.telegram.until(lambda: self.desk.pinned)
        return next(one for one in self.topic() if one.id == self.desk.pinned[-1])

    async def claimed(self) -> None:
        await self.escalated()
        self.anna.presses("Claim", self.desk)
        await self.telegram.until(lambda: self.anna.answers)


@contextlib.asynccontextmanager
async def office(settings: Settings, monkeypatch: pytest.MonkeyPatch, *, patience: float = 15) -> AsyncIterator[Office]:
    # A second between two messages is Telegram's pace, not this test's.
    monkeypatch.setattr(Telegram, "pace", lambda *_: Pace(0, (Limit("all", 1000, 1),)))
    async with emulated.Telegram() as telegram:
        desk = telegram.group("Desk").admin()
        channel = Telegram(telegram.token, telegram.url, patience=patience)
        channels = {**house.adapters(()), ("telegram", channel.account): channel}
        with house.opened(settings.model_copy(update={"desks": f"telegram:{desk.id}, web"}), channels) as app:
            async with app.running():
                await telegram.until(lambda: telegram._poller)
                yield Office(telegram, telegram.user("Maya"), telegram.user("Anna"), desk)


async def test_a_case_is_a_topic_with_a_pinned_card_and_a_reply_reaches_the_customer(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office(settings, monkeypatch) as team:
        card = await team.escalated()
        assert "Maya" in team.desk.topics[team.thread]["name"]
        assert "Claim" in card.buttons

        team.anna.presses("Claim", team.desk)
        await team.telegram.until(lambda: "Claim" not in team.desk.messages[card.id].get("reply_markup", {}).__str__())
        reply = team.anna.says("I *will* look_into it, 5 * 3 = 15", team.desk, thread=team.thread)
        shown = await team.sees("look_into", team.maya.chat)
        assert shown.text.startswith("Anna:")
        assert "5 * 3 = 15" in shown.text
        await team.telegram.until(lambda: team.desk.reactions.get(reply) == "👌")

        team.maya.says("Thank you, that *is* kind")
        await team.sees("that *is* kind", team.desk)


async def test_notes_stay_and_edits_follow(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with office(settings, monkeypatch) as team:
        await team.claimed()
        note = team.anna.says("// she is a gold customer", team.desk, thread=team.thread)
        await team.telegram.until(lambda: team.desk.reactions.get(note) == "✍")
        reply = team.anna.says("It is on its wya", team.desk, thread=team.thread)
        await team.sees("wya", team.maya.chat)
        team.anna.edits(reply, "It is on its way", team.desk)
        await team.sees("on its way", team.maya.chat)

        first = team.maya.says("And teh other one?")
        await team.sees("teh other", team.desk)
        team.maya.edits(first, "And the other one?")
        await team.sees("the other one", team.desk)

        assert not any("gold" in one.text for one in team.maya.chat.shown())
        assert not any("wya" in one.text for one in team.maya.chat.shown())
        assert not any("teh" in one.text for one in team.topic())


async def test_files_go_both_ways(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with office(settings, monkeypatch) as team:
        await team.claimed()
        team.maya.sends_file("document", PDF, name="bill.pdf", mime_type="application/pdf", caption="my bill")
        await team.telegram.until(lambda: any(one.file == "bill.pdf" for one in team.topic()))
        await team.sees("my bill", team.desk)
        team.anna.sends_file("document", PDF + b"2", team.desk, name="credit.pdf", thread=team.thread)
        await team.telegram.until(lambda: any(one.file == "credit.pdf" for one in team.maya.chat.shown()))

        assert [content for _, content in team.telegram.files.values()].count(PDF) == 2
        assert [content for _, content in team.telegram.files.values()].count(PDF + b"2") == 2


async def test_a_topic_that_was_deleted_heals(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with office(settings, monkeypatch) as team:
        await team.claimed()
        first = team.thread
        team.desk.drops(first)
        team.maya.says("Are you still there?")
        await team.telegram.until(lambda: team.desk.topics and team.thread != first)
        await team.sees("Are you still there?", team.desk)
        team.anna.says("I am!", team.desk, thread=team.thread)
        await team.sees("I am!", team.maya.chat)


async def test_who_blocked_the_bot_is_left_alone_until_they_are_back(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office(settings, monkeypatch) as team:
        await team.claimed()
        team.maya.blocks()
        reply = team.anna.says("Hello?", team.desk, thread=team.thread)
        await team.telegram.until(lambda: team.desk.reactions.get(reply) == "💔")
        team.maya.blocks(back=True)
        team.maya.says("I am back")
        await team.sees("I am back", team.desk)
        team.anna.says("Welcome", team.desk, thread=team.thread)
        await team.sees("Welcome", team.maya.chat)


async def test_an_album_is_one_turn(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with office(settings, monkeypatch) as team:
        for number in range(3):
            caption = "How long does delivery take?" if number == 0 else ""
            team.maya.sends_file("photo", b"\xff\xd8%d" % number, caption=caption, media_group_id="77")
        await team.telegram.until(team.maya.chat.said)
        await team.telegram.until(lambda: not team.telegram.pending)

        assert len(team.maya.chat.said()) == 1


async def test_in_bad_weather_everybody_is_answered_and_twice_only_where_an_answer_was_lost(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office(settings, monkeypatch, patience=0.5) as team:
        people = [team.telegram.user(f"P{number}") for number in range(20)]
        team.telegram.storm(7, {"lost": 0.15, "flood": 0.1, "hang": 0.05}, but=("getMe",))
        for question, words in (("How long does delivery take?", "3 working days"), ("/help", "/forget")):
            for person in people:
                person.says(question)
            await team.telegram.until(lambda: all(words in str(one.chat.said()) for one in people), 120)  # noqa: B023
        team.telegram.calm()
        await team.telegram.until(lambda: not team.telegram.pending)

        answers = sum(len(person.chat.said()) for person in people)
        lost = [call for call in team.telegram.calls("sendMessage") if call.status == 0]
        assert lost
        assert answers <= 2 * len(people) + len(lost)
