"""An engine's part in sending, where a test or a benchmark has an engine of its own: the queue's and no more."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlmodel import Session

from bot.errors import DeliveryError
from bot.storage import queue
from bot.storage.queue import Claim, Sending


class Sends:
    """What the worker asks of an engine once a part was sent, or was not."""

    knowledge = SimpleNamespace(index=SimpleNamespace(version=""))
    """No articles: no gap is ever closed by them."""

    @property
    def deliveries(self) -> Sends:
        """A small engine knows itself what becomes of what was sent."""
        return self

    def load(self, session: Session, claim: Claim, now: datetime) -> Any:
        """Return the turn that waits: none, where only parts are sent."""
        return None

    def pass_over(self, session: Session, claim: Claim, now: datetime) -> None:
        queue.fence(session, claim)
        if self.load(session, claim, now) is None:
            queue.pass_over(session, claim, now)
        else:
            queue.release(session, claim, now)

    def arrived(self, *args: Any, **kwargs: Any) -> Sending | None:
        return queue.advance(*args, **kwargs)

    def undecided(self, *args: Any, **kwargs: Any) -> Sending | None:
        return queue.undecided(*args, **kwargs)

    def failed(
        self, session: Session, claim: Claim, sending: Sending, error: DeliveryError, wait: float | None,
        now: datetime, *, paces: queue.Paces,
    ) -> None:  # fmt: skip
        queue.unsent(session, claim, sending, str(error), wait, error.certain, now, limited=error.limited, paces=paces)
