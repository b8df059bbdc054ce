"""What Slack says of people: names, languages, whether they are from outside. Asked for off the road, kept at hand."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.channels._slack_api import Api, SlackError
from bot.errors import DeliveryError
from bot.types.chat import Inbound

log = logging.getLogger(__name__)

MEET_SECONDS = 0.5
"""How long a press waits for the name of who pressed: Slack wants an answer within three."""

K = TypeVar("K")
V = TypeVar("V")


class Bounded(OrderedDict[K, V]):
    """A small memory: the oldest is forgotten first. What is forgotten can be asked for again."""

    most = 5000

    def __setitem__(self, key: K, value: V) -> None:
        super().__setitem__(key, value)
        while len(self) > self.most:
            self.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Person:
    language: str = ""
    timezone: str = ""
    stranger: bool = False


class People:
    """Who is who. A name that is not known yet is looked up for the next time; nothing waits for it."""

    def __init__(self, api: Api) -> None:
        self.names: Bounded[str, str] = Bounded()
        self._about: Bounded[str, Person] = Bounded()
        self._api = api

    def told(self, event: Inbound) -> Inbound:
        """Return an event with what is known of its sender."""
        about = self._about.get(event.sender.id)
        name = self.names.get(event.sender.id) or event.sender.name
        data = dict(event.data)
        if about is not None:
            known = {"language": about.language, "timezone": about.timezone, "stranger": about.stranger}
            data = {name: value for name, value in known.items() if value} | data
        return replace(event, sender=replace(event.sender, name=name), data=data)

    def language(self, person: str) -> str:
        """Return the language in which somebody uses Slack; English while that is not known."""
        about = self._about.get(person)
        return (about.language if about else "") or "en"

    def unknown(self, people: Iterable[str]) -> list[str]:
        """Return who is to be looked up, once each."""
        found = [one for one in dict.fromkeys(people) if one and one not in self.names]
        for one in found:
            self.names[one] = ""
        return found

    async def meet(self, person: str) -> None:
        """Learn the name of somebody who pressed a button, before that is stored.

        A press tells only their handle, and what a colleague does is told to customers under their name.
        """
        if self.unknown([person]):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.look_up(person), MEET_SECONDS)

    async def look_up(self, person: str) -> None:
        """Ask Slack about somebody; what goes wrong leaves the name empty."""
        try:
            user = (await self._api.read("users.info", user=person, include_locale="true"))["user"]
        except SlackError as error:
            log.info("Slack does not tell who %s is: %s", person, error)
            return
        except DeliveryError as error:
            log.info("Slack could not be asked who %s is: %s", person, error)
            self.names.pop(person, None)
            return
        self.names[person] = _name(user)
        self._about[person] = Person(
            language=str(user.get("locale") or "").split("-")[0], timezone=str(user.get("tz") or ""),
            stranger=bool(user.get("is_stranger")),
        )  # fmt: skip


def _name(user: Mapping[str, Any]) -> str:
    profile = user.get("profile") or {}
    return str(
        profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    )
