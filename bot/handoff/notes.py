"""What an agent's words in a case's thread are: for the customer, for colleagues, or a command to us. Pure.

Whatever is in doubt stays inside: a note that a customer reads cannot be taken back, a reply that was taken for a note
is one press away. An agent who slips is the rule (chatwoot PR #15605: "a single slip reached the customer").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot import markup
from bot.handoff.desks import Mode

Kind = Literal["reply", "note", "doubt", "command"]
"""`doubt` is a note by our guess: the agent is offered to send it all the same."""

COMMANDS = ("claim", "takeover", "resolve", "return", "snooze", "all", "suggest", "note", "reply", "help")

# Zero-width and other invisible letters, which an app or a thumb may put before the sign of a note.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_DECORATION = r"[\s\W_]*?"
_WORDS = (
    r"notes?|private|privat|internal|intern|interno|interne|notiz|nota|remarque|team only|fyi team|do not send|"
    r"don't send|nicht senden|no enviar|ne pas envoyer|psst"
)
_NOTE = re.compile(
    rf"^{_DECORATION}(?://|\\\\|(?:{_WORDS})\s*[:：;\-–—|>\])]|[!#/]\s?(?:{_WORDS})\b)|^\s*[\[({{<]\s*(?:{_WORDS})\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(rf"^\s*[/!](?P<word>{'|'.join(COMMANDS)})\b[:\s]*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_EXPLICIT = re.compile(r"^\s*!(?![!=])\s*(?P<rest>\S.*)$", re.DOTALL)
# What looks like a sign or a letter of one: other slashes, and the Cyrillic and Greek twins of Latin letters.
_TWINS = str.maketrans("／⁄∕⧸╱！ǃ：авеорстухіјѕοαερι", "/////!!:abeopctyxijsoaepi")


@dataclass(frozen=True, slots=True)
class Words:
    """How an agent's words are to be taken."""

    kind: Kind
    text: str
    """What is left of them: without the sign that made them a reply or a note."""
    command: str = ""


def take(text: str, mode: Mode, *, mentions: Sequence[str] = (), broadcast: bool = False, asked: bool = False) -> Words:
    """Return what words in a thread are. `asked`: they were sent by a button, so only what they say counts."""
    bare = _bare(text)
    command = _COMMAND.match(bare)
    if command and not asked:
        word, rest = command["word"].lower(), command["rest"].strip()
        if word == "note":
            return Words("note", rest)
        if word == "reply":
            return Words("reply" if rest and mode != "alerts-only" else "doubt", rest)
        return Words("command", rest, word)
    if any(_NOTE.match(_bare(line)) for line in _lines(text)):
        return Words("note", text.strip())
    if broadcast or mentions or mode == "alerts-only":
        return Words("doubt", text.strip())
    if mode == "relay-explicit":
        meant = _EXPLICIT.match(text) or _EXPLICIT.match(bare)
        return Words("reply", meant["rest"].strip()) if meant else Words("doubt", text.strip())
    return Words("reply", text.strip())


def _lines(text: str) -> list[str]:
    """Return the lines as they were typed and as they are read, since markup may hide how a line begins."""
    return [*text.splitlines(), *markup.plain(text).splitlines()]


def _bare(text: str) -> str:
    """Return words as a person reads them: compatible letters, no invisible ones, plain slashes and signs."""
    seen = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_TWINS)
    return re.sub(r"\\(?=[^\w\s])", "", seen)
