"""What can go wrong. Each docstring tells the catcher what to do."""

from __future__ import annotations

from datetime import datetime
from typing import Literal


class BotError(Exception):
    """Show the message: it says what, where and how to mend it."""


class SettingsError(BotError):
    """A setting cannot be used. Print the message and exit 2; nothing was started."""


class DatabaseError(BotError):
    """The database cannot be opened or is in use by another engine. Print the message and exit 3."""


class DatabaseTrouble(DatabaseError):  # noqa: N818 - reads as what happened
    """The database refuses for now: locked, full, away, damaged. Nothing was stored: do not acknowledge, try again.

    It burns no attempt of a turn: a busy or absent database must not bury good messages.
    """


class KnowledgeError(BotError):
    """The knowledge folder or a file handed to a `kb` command cannot be read. Print the message and exit 2."""


class InputError(BotError):
    """What a person or a file handed in cannot be used. Show the message to them; nothing was changed."""


class NotFound(InputError):  # noqa: N818 - reads as what happened
    """No such customer, case or message. Show the message, or answer 404."""


class Refused(InputError):  # noqa: N818 - reads as what happened
    """The act does not apply in this state (somebody else has the case, it is resolved …). Show why; nothing changed.

    `line` is the catalogue's key of what to tell a customer; the message itself is for colleagues.
    """

    def __init__(self, message: str, *, line: str = "") -> None:
        super().__init__(message)
        self.line = line


class Overtaken(Refused):
    """A colleague has replied since the agent's page was drawn. Show who and when, and ask; nothing was sent.

    `seen` is the public id of the newest message: a verb that carries it is meant all the same.
    """

    def __init__(self, message: str, name: str, at: datetime, seen: str) -> None:
        super().__init__(message)
        self.name = name
        self.at = at
        self.seen = seen


class StaleLane(BotError):  # noqa: N818 - reads as what happened
    """The lane moved on to another owner while this turn was thinking. Drop the work; the new owner redoes it."""


class DeliveryError(BotError):
    """The chat app did not take a part. Try again after `retry_after` seconds; None means never.

    `certain` is False where the part may have arrived although no answer came: the outbox marks it
    `uncertain` and its policy decides, instead of sending it twice. `limited` is True where the app only asked
    to wait: that is no failed try.

    `gone` says what is not there any more: the `message` to be changed or the `thread` to post into (the chat itself
    stands), or the whole `chat` (archived, left, blocked, no rights, installation revoked). `moved_to` is the chat's
    new id: rewrite it and send again.
    """

    def __init__(
        self,
        message: str,
        *,
        retry_after: float | None = None,
        certain: bool = True,
        limited: bool = False,
        gone: Literal["", "message", "thread", "chat"] = "",
        moved_to: str = "",
    ) -> None:
        super().__init__(message)
        self.gone = gone
        self.moved_to = moved_to
        self.retry_after = retry_after
        self.certain = certain
        self.limited = limited
