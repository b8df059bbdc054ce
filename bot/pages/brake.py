"""A brake on what strangers do: as one visitor, and as all who come from one address."""

from __future__ import annotations

import contextlib
import ipaddress
import math
from collections import Counter, OrderedDict
from collections.abc import Iterator, Sequence
from datetime import datetime

from starlette.requests import Request

from bot.pages.door import Turned

WINDOW_SECONDS = 60.0
KNOWN = 10_000
"""Of how many the brake knows what they did last."""


class Brake:
    """Counts what each does within a minute: whoever has done `most` waits until it is over."""

    def __init__(self, most: float) -> None:
        self._most = most
        self._done: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, who: str, now: datetime) -> float:
        """Return the seconds until they may go on, 0 for at once."""
        since, done = self._done.get(who, (0.0, 0.0))
        left = since + WINDOW_SECONDS - now.timestamp()
        return left if left > 0 and done >= self._most else 0.0

    def count(self, who: str, now: datetime, cost: float = 1) -> None:
        since, done = self._done.get(who, (0.0, 0.0))
        over = since + WINDOW_SECONDS <= now.timestamp()
        self._done[who] = (now.timestamp(), cost) if over else (since, done + cost)
        self._done.move_to_end(who)
        while len(self._done) > KNOWN:
            self._done.popitem(last=False)


class Share:
    """What one stranger may have: messages a minute, files of the largest size a minute, live streams at a time."""

    def __init__(self, messages: int, files: int, streams: int) -> None:
        self._messages, self._files = Brake(messages), Brake(files)
        self._most, self._open = streams, Counter[str]()

    def write(self, who: str, now: datetime, *, file: bool) -> None:
        """Count a message that is about to come in. Raises Turned(429) for one too many."""
        wait = max(self._messages.wait(who, now), self._files.wait(who, now) if file else 0.0)
        if wait:
            raise Turned(429, "slower", after=math.ceil(wait))
        self._messages.count(who, now)

    def keep(self, who: str, now: datetime, files: float) -> None:
        """Count files that came in, 1 for one of the largest size."""
        self._files.count(who, now, files)

    def look(self, who: str) -> None:
        """Raise Turned(429) where one more stream is one too many."""
        if self._open[who] >= self._most:
            raise Turned(429, "slower", after=math.ceil(WINDOW_SECONDS))

    @contextlib.contextmanager
    def streaming(self, who: str) -> Iterator[None]:
        self._open[who] += 1
        try:
            yield
        finally:
            self._open -= Counter((who,))  # which forgets whoever has none left


_OWN = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
"""Networks in which no stranger has an address: https://www.rfc-editor.org/rfc/rfc1918, rfc4193."""

Held = tuple[Share, str]
"""A share, and whose it is."""


@contextlib.contextmanager
def streaming(shares: Sequence[Held]) -> Iterator[None]:
    """Count a live stream as open while inside."""
    with contextlib.ExitStack() as counted:
        for share, who in shares:
            counted.enter_context(share.streaming(who))
        yield


def address(request: Request) -> str:
    """Return where a request comes from; a network of 64 bits is one address in IPv6, since one house has them all.

    "" for this machine and its own network: that is a web server which names nobody, and stands there for all of them.
    """
    host = request.client.host if request.client else ""
    try:
        at = ipaddress.ip_address(host)
    except ValueError:
        return host
    at = getattr(at, "ipv4_mapped", None) or at
    if at.is_loopback or any(at in network for network in _OWN):
        return ""
    return str(at if at.version == 4 else ipaddress.ip_network((at, 64), strict=False))
