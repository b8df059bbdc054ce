"""What a button or a form of a case means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.types.chat import ANSWERED, VIEW

_PRESSED = re.compile(rf"^[{ANSWERED}{VIEW}]?case\.(?P<verb>[a-z]+):(?P<case>\d{{1,18}})(?::(?P<rest>\d{{1,18}}))?$")


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button of a case, or a form of one, means."""

    verb: str
    case_id: int
    rest: int
    """The case's version when the card was drawn, or a message's id; -1 for none."""


def pressed(choice: str) -> Pressed | None:
    """Return what a choice means; None for one that is no case's."""
    found = _PRESSED.match(choice)
    return Pressed(found["verb"], int(found["case"]), int(found["rest"] or -1)) if found else None
