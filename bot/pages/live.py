"""Live pages: server-sent events that follow the database.

A stream looks when something was committed, twice a second at most, and every few seconds anyway (another process may
have written); it sends what differs from what it sent before.
https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import zlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event

from bot.pages.transcript import Line
from bot.storage.db import Store

HEARTBEAT = 12.0
"""Seconds after which a silent stream says that it is alive, and looks again."""
GAP_SECONDS = 0.5
"""From one look of a stream to its next at least: what is committed meanwhile, by anybody, is seen at one go."""
RETRY = (1000, 4000)
"""Milliseconds until a browser comes back, drawn per stream: they must not all come at once."""


def response(events: AsyncIterator[bytes]) -> EventSourceResponse:
    return EventSourceResponse(events, headers={"x-accel-buffering": "no"})


def event(name: str, data: Mapping[str, Any], number: int | None = None) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return format_sse_event(event=name, data_str=text, id=None if number is None else str(number))


def alive() -> bytes:
    """Return a comment that tells proxies and browsers that the stream is open."""
    return KEEPALIVE_COMMENT


def hello() -> bytes:
    """Return the first bytes of a stream: when to come back."""
    return format_sse_event(retry=random.randint(*RETRY), comment="hello")


def patience(until: datetime | None, now: datetime) -> float:
    """Return the seconds after which a silent stream looks again: sooner where something lapses by itself."""
    return HEARTBEAT if until is None else min(HEARTBEAT, max(0.2, (until - now).total_seconds() + 0.05))


@dataclass
class Pace:
    """After how many seconds of silence a stream looks again; it may change at each look."""

    seconds: float = field(default_factory=lambda: HEARTBEAT)
    gap: float = field(default_factory=lambda: GAP_SECONDS)


async def beats(db: Store, stopping: asyncio.Event, pace: Pace) -> AsyncIterator[bool]:
    """Yield at once and after commits (True), or after a silence (False); end when the server stops.

    A commit after a silence is told at once, those that follow upon a look are told together.
    """
    seen = await db.changed(-1, 0)
    yield True
    while not await _stops_within(stopping, pace.gap):
        waits = [
            asyncio.ensure_future(db.changed(seen, pace.seconds)),
            asyncio.ensure_future(stopping.wait()),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            if stopping.is_set():
                return
            before, seen = seen, await waits[0]
        finally:
            for wait in waits:
                wait.cancel()
        yield seen != before


async def _stops_within(stopping: asyncio.Event, seconds: float) -> bool:
    if seconds > 0 and not stopping.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), seconds)
    return stopping.is_set()


class Regions:
    """What a browser already shows: gives back only the regions whose HTML differs."""

    def __init__(self) -> None:
        self._shown: dict[str, str] = {}

    def changed(self, regions: Mapping[str, str]) -> list[bytes]:
        fresh = {name: html for name, html in regions.items() if self._shown.get(name) != html}
        self._shown.update(fresh)
        return [event("region", {"id": name, "html": html}) for name, html in fresh.items()]


class Log:
    """The customer's log at one browser: new lines are appended once, anything else replaces the whole log.

    `after` is the id of the last line the browser has, `shape` the fingerprint of what it has (see `shape`),
    "" when it cannot tell: then its lines are taken to be as ours are.
    """

    def __init__(self, after: int, shape: str, entry: Callable[[Line], str]) -> None:
        self._after, self._shape, self._entry = after, shape, entry
        self._known: dict[int, int] | None = None

    def changed(self, lines: Sequence[Line]) -> list[bytes]:
        now = {line.id: _mark(line) for line in lines}
        stale = self._stale(lines, now)
        new = [line for line in lines if line.id > self._after]
        self._known, self._after = now, max(self._after, max(now, default=0))
        if stale:
            whole = "".join(map(self._entry, lines))
            return [event("log", {"html": whole, "shape": shape(lines)}, self._after)]
        # Only the last line carries the fingerprint: who is cut off before it has none, and gets the whole log.
        last = self._after
        return [
            event("append", {"html": self._entry(line), "shape": shape(lines) if line.id == last else ""}, line.id)
            for line in new
        ]

    def _stale(self, lines: Sequence[Line], now: Mapping[int, int]) -> bool:
        """Return whether a line that the browser has was changed, or one was put or taken in between."""
        if self._known is None:
            return bool(self._shape) and self._shape != shape([line for line in lines if line.id <= self._after])
        # Lines that slid out of the window at its top may stay where they are.
        floor = max(min(self._known, default=0), min(now, default=0))
        had = {line: mark for line, mark in self._known.items() if line >= floor}
        return had != {line: mark for line, mark in now.items() if floor <= line <= self._after}


def _mark(line: Line) -> int:
    return zlib.crc32(repr((line.id, line.text, line.feedback, line.moved, line.new_day, line.files)).encode())


def shape(lines: Sequence[Line]) -> str:
    """Return a fingerprint of lines: it changes when one is edited, redacted, rated, linked in or taken out."""
    return format(zlib.crc32(repr([_mark(line) for line in lines]).encode()), "x")
