"""What each side of the agents' bridge sees, step by step: three stories, by the real clients against the emulators.

`python -m bench.transcripts` prints them as Markdown; docs/transcripts.md is what it printed last.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from bot.settings import Settings
from tests.bridge import SHOWN, Bridge, Customer, bridged

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"

Look = Callable[[], Awaitable[list[str]]]


class Play:
    """A story: what is done, and after each step what is new for everybody."""

    def __init__(self, bridge: Bridge, title: str) -> None:
        self.bridge = bridge
        self.lines = [f"## {title}", ""]
        self.eyes: dict[str, Look] = {}
        self.seen: dict[str, list[str]] = {}
        self._watch(bridge.customer)
        app = SHOWN[bridge.desk.app]
        self.eyes[f"The case's {'thread' if bridge.desk.app == 'slack' else 'topic'} in {app}"] = (
            bridge.desk.told_to_all
        )
        self.eyes[f"The card in {app}"] = self._card

    def _watch(self, customer: Customer) -> None:
        self.eyes[f"{customer.name} in {SHOWN[customer.app]}"] = customer.seen

    def goes_on(self, customer: Customer) -> None:
        """The customer opens another app."""
        self._watch(customer)

    def listens(self, agent: str) -> None:
        """What one agent alone is told is shown too."""

        async def told() -> list[str]:
            alone = await self.bridge.desk.told(agent)
            thread = set(await self.bridge.desk.thread())
            return [one for one in alone if one and one not in thread]

        self.eyes[f"{agent} alone"] = told

    async def _card(self) -> list[str]:
        card = await self.bridge.desk.card()
        return [*card.split("\n"), f"[{'] ['.join(await self.bridge.desk.buttons())}]"] if card else []

    async def step(self, what: str, doing: Iterable[Awaitable[object]]) -> list[object]:
        done = [await one for one in doing]
        await self.bridge.house.settled()
        self.lines += [f"**{what}**", ""]
        for who, look in self.eyes.items():
            now, before = await look(), self.seen.get(who, [])
            self.seen[who] = now
            if who.startswith("The card") and now != before:
                changed = [line for line in now if line not in before]
                self.lines += [_shown(who, ("✎ " if before else "") + "\n".join(changed)), ""]
            elif not who.startswith("The card"):
                self.lines += [text for line in _news(before, now) for text in (_shown(who, line), "")]
        return done


def _news(before: list[str], now: list[str]) -> list[str]:
    """Return what is new, what reads otherwise now, and what is gone."""
    gone, new = [one for one in before if one not in now], [one for one in now if one not in before]
    if len(now) == len(before):
        return [f"✎ {one}" for one in new]
    if len(now) < len(before):
        return [*(f"✗ {one}" for one in gone), *new]
    changed = [one for one in new if one in now[: len(before)]]
    return [f"✎ {one}" if one in changed else one for one in new] + [f"✗ {one}" for one in gone if not changed]


def _shown(who: str, line: str) -> str:
    words = re.sub(r"([\\`*_<>\[\]#|])", r"\\\1", line).replace("\n", "  \n  > ")
    return f"- *{who}:*\n\n  > {words}"


async def telegram_to_slack(settings: Settings) -> list[str]:
    async with bridged(settings, "telegram", "slack") as bridge:
        return await _served(bridge, "A Telegram customer, served from a Slack thread")


async def slack_to_telegram(settings: Settings) -> list[str]:
    async with bridged(settings, "slack", "telegram") as bridge:
        return await _served(bridge, "A Slack customer, served from a Telegram topic")


async def _served(bridge: Bridge, title: str) -> list[str]:
    play, maya, desk = Play(bridge, title), bridge.customer, bridge.desk
    await play.step("Maya: “Hi, my order 48213 came with a broken leg. What now?”",
                    [maya.says("Hi, my order 48213 came with a broken leg. What now?")])  # fmt: skip
    await play.step("Maya sends leg.pdf: “this one”", [maya.sends("leg.pdf", b"%PDF leg", "this one")])
    await play.step("Maya: “I want to talk to a human”", [maya.says("I want to talk to a human")])
    names = ["Anna", "Ben", "Carla", "Dana", "Emil", "Fay", "Gus", "Hana", "Ida", "Jon"]
    for name in names[:4]:
        play.listens(name)
    await play.step("Ten agents press Claim at once", [desk.claims(name) for name in names])
    anna = bridge.house.rows(_agents())[0].name
    promise = "Hi Maya, sorry about that. A new leg goes out on {}."
    (first,) = await play.step(f"{anna}: “{promise.format('Monday')}”", [desk.writes(anna, promise.format("Monday"))])
    said = await play.step(
        "Maya: “great, to Harbour Street 5 please”", [maya.says("great, to Harbour Street 5 please")]
    )
    await play.step("Maya changes that to “… Harbour Street 6 please”",
                    [maya.edits(str(said[0]), "great, to Harbour Street 6 please")])  # fmt: skip
    await play.step(f"{anna} writes a note: “// second time this month, watch the packer”",
                    [desk.writes(anna, "// second time this month, watch the packer")])  # fmt: skip
    await play.step("Dana, who has not the case: “we are out of legs until Wednesday”",
                    [desk.writes("Dana", "we are out of legs until Wednesday")])  # fmt: skip
    await play.step(f"{anna} changes her reply to “… goes out on Wednesday.”",
                    [desk.edits(anna, str(first), promise.format("Wednesday"))])  # fmt: skip
    await play.step(f"{anna} sends label.pdf", [desk.uploads(anna, "label.pdf", b"%PDF label")])
    await play.step(f"{anna}: “/return keep the broken leg, no need to send it back”",
                    [desk.writes(anna, "/return keep the broken leg, no need to send it back")])  # fmt: skip
    await play.step("Maya: “do I have to send the leg back?”", [maya.says("do I have to send the leg back?")])
    return play.lines


async def moving(settings: Settings) -> list[str]:
    async with bridged(settings, "telegram", "slack") as bridge:
        play = Play(bridge, "A customer who starts in Telegram and goes on in Slack")
        maya, desk = bridge.customer, bridge.desk
        await play.step("Maya: “how do I return a chair?”", [maya.says("how do I return a chair?")])
        await play.step("Maya: “that does not help, a human please”", [maya.says("that does not help, a human please")])
        await play.step("Anna presses Claim", [desk.claims("Anna")])
        await play.step(
            "Anna: “Hello Maya, which chair is it?”", [desk.writes("Anna", "Hello Maya, which chair is it?")]
        )
        await play.step("Maya in Telegram: “/link”", [maya.says("/link")])
        found = [re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", one) for one in await maya.seen()]
        code = next(one[0] for one in found if one)
        there = bridge.another("slack")
        play.goes_on(there)
        await play.step(f"Maya in Slack: “/link {code}”", [there.says(f"/link {code}")])
        await play.step("Maya in Slack: “The blue one. I am at my desk now, this is easier.”",
                        [there.says("The blue one. I am at my desk now, this is easier.")])  # fmt: skip
        await play.step("Anna: “Then here is your label.” with label.pdf",
                        [desk.writes("Anna", "Then here is your label."),
                         desk.uploads("Anna", "label.pdf", b"%PDF label")])  # fmt: skip
        await play.step("Anna presses Resolve", [desk.resolves("Anna")])
        return play.lines


def _agents() -> type:
    from bot.storage.tables import Agent

    return Agent


INTRODUCTION = """# What each side sees

Printed by `python -m bench.transcripts`: the running house, Slack's and Telegram's own clients, and servers on loopback
that stand for the two networks. In bold what somebody does; under it what is new for everybody then: ✎ reads otherwise
than before, ✗ is gone. (queued), (delivered), (failed), (note) are the marks at
an agent's words. Of the ten agents, four are listened to.
"""


async def main() -> None:
    logging.disable(logging.CRITICAL)
    sys.stdout.write(INTRODUCTION)
    for story in (telegram_to_slack, slack_to_telegram, moving):
        with tempfile.TemporaryDirectory() as folder:
            # `_env_file` is an argument of pydantic-settings that its types do not tell.
            settings = Settings(database=f"sqlite:///{folder}/r.db", knowledge=KNOWLEDGE, burst=0.0, _env_file=None)  # type: ignore[call-arg]  # pydantic-settings takes it
            sys.stdout.write("\n" + "\n".join(await story(settings)))


if __name__ == "__main__":
    asyncio.run(main())
