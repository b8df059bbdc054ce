"""What an agent's words in a case's thread are: for the customer, for colleagues, or a command to us. Pure.

`take` decides once, in one order: the signs of a note, the desk and the message that keep all inside, a command.
Whatever is in doubt stays inside: a note that a customer reads cannot be taken back, a reply that was taken for a note
is one press away. An agent who slips is the rule (chatwoot PR #15605: "a single slip reached the customer").
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot import markup
from bot.handoff.desks import Mode
from bot.handoff.moments import MOMENT, SPAN

Kind = Literal["reply", "note", "doubt", "command"]
"""`doubt` is a note by our guess: the agent is offered to send it all the same."""

_ALONE = re.compile("")
NAMES = ("snooze", "reassign", "merge", "channel")
"""Commands whose words are for us alone and never reach a customer."""
_WITH_WORDS = re.compile(r".*", re.DOTALL)
COMMANDS: dict[str, re.Pattern[str]] = {
    "claim": _ALONE, "takeover": _ALONE, "resolve": _WITH_WORDS, "return": _WITH_WORDS,
    "snooze": re.compile(rf"(?:{SPAN.pattern}|{MOMENT.pattern})\s*", re.IGNORECASE), "all": _ALONE, "suggest": _ALONE,
    "reply": _WITH_WORDS, "help": _ALONE, "note": _WITH_WORDS, "reassign": _WITH_WORDS,
    "merge": re.compile(r"(?:#?\d+)?\s*"), "channel": re.compile(r"\w*\s*(?:\(.*)?"),
    "block": _ALONE, "unblock": _ALONE,
}  # fmt: skip
"""What may be typed, and what may stand behind it."""

# Zero-width and other invisible letters, which an app or a thumb may put before the sign of a note.
_UNSEEN = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
_INVISIBLE = re.compile(rf"[{_UNSEEN}]")
_DECORATION = r"[\s\W_]*?"
_WORDS = (
    r"notes?|private|privat|privad[ao]|privée?|internal|intern|intern[aeo]|notiz|nota|remarque|team only|fyi team|"
    r"do not send|don't send|nicht senden|no enviar|ne pas envoyer|psst"
)
_NAMED = rf"(?:(?:team|staff|nur|solo|for)[\s_-]+)*(?:{_WORDS})(?:[\s_-]+(?:{_WORDS}|only|use|to self|to team))*"
_NOTE = re.compile(
    rf"^{_DECORATION}(?://|\\\\|(?:{_NAMED})\s*[:：;\-–—|>\])]|[!#/]\s?(?:{_WORDS})\b)|^\s*[\[({{<]\s*(?:{_WORDS})\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"^\s*(?P<sign>[/!])(?P<word>[^\W\d_]\w*)(?P<rest>.*)$", re.DOTALL)
_LIKE_A_COMMAND = re.compile(rf"^{_DECORATION}[/!](?P<word>[^\W\d_]\w*)")
_FIRST_WORD = re.compile(rf"^[\s{_UNSEEN}]*[^\s:]+[\s:]*")
_EXPLICIT = re.compile(r"^\s*!(?![!=])\s*(?P<rest>\S.*)$", re.DOTALL)
# What looks like a sign or a letter of one: other slashes, and the Cyrillic and Greek twins of Latin letters.
_TWINS = str.maketrans("／⁄∕⧸╱！ǃ：авеорстухіјѕοαερι", "/////!!:abeopctyxijsoaepi")


@dataclass(frozen=True, slots=True)
class Words:
    """How an agent's words are to be taken."""

    kind: Kind
    text: str
    """What of them would go to the customer: without a command, and without the sign that makes them a reply."""
    command: str = ""
    """The command; of a note or a doubt the one that they may have been meant as."""


def take(text: str, mode: Mode, *, mentions: Sequence[str] = (), broadcast: bool = False, named: bool = False) -> Words:
    """Return what words in a thread are. `named`: they call the bot by its name, so they may be meant for it."""
    inside = mode == "alerts-only" or broadcast or named or bool(mentions)
    found = _COMMAND.match(_bare(text))
    if found and found["word"].lower() in COMMANDS:
        return _command(found, text, mode, inside=inside)
    if _noted(text):
        return Words("note", text.strip())
    said, meant = _said(text, mode)
    slip = _slip(said) or (found["word"] if found and mode == "relay-explicit" and near(found["word"]) else "")
    return Words("doubt" if inside or slip or not meant else "reply", said, near(slip))


def command(text: str) -> str:
    """Return the command, as it was typed, with which words for a customer begin; "" for none."""
    found = _COMMAND.match(_bare(text))
    if found is None or not re.match(r"[\s:]|$", found["rest"]):
        return ""
    word = found["word"]
    return found["sign"] + word if word.lower() in COMMANDS or near(word) else ""


def near(word: str) -> str:
    """Return the command that a word may have been meant as, also by its first letter; "" for none."""
    word = word.lower()
    if len(word) == 1:
        return next((name for name in COMMANDS if name[0] == word != "a"), "")
    long = [name for name in COMMANDS if len(name) > 4]  # short words are near too much
    return next(iter(difflib.get_close_matches(word, long, 1, 0.8)), "")


def _command(found: re.Match[str], text: str, mode: Mode, *, inside: bool) -> Words:
    """Return what words are that begin with a command: its own words are judged as if they stood alone."""
    name, words = found["word"].lower(), _FIRST_WORD.sub("", text, count=1).strip()
    if _noted(words) or (name != "note" and _noted(text)):
        return Words("note", text.strip(), name)
    if not _surely(found, words, mode):
        return Words("doubt", _said(text, mode)[0], name)
    if name == "note":
        return Words("note", text.strip())
    if not words or name in NAMES:
        return Words("doubt" if name == "reply" else "command", words, name)
    if inside or _slip(words):
        return Words("doubt", words, name)
    return Words("reply", words) if name == "reply" else Words("command", words, name)


def _surely(found: re.Match[str], words: str, mode: Mode) -> bool:
    """Whether a command is meant, and no sentence that begins like one: "!return it, please"."""
    typed, name, bang = found["word"], found["word"].lower(), found["sign"] == "!"
    if name == "note":
        return typed == name or not bang or mode != "relay-explicit"
    if (bang and typed != name) or not re.match(r"[\s:]|$", found["rest"]):
        return False
    if COMMANDS[name] is _WITH_WORDS:
        return not (words and bang) or found["rest"].startswith(":")
    return COMMANDS[name].fullmatch(words) is not None


def _said(text: str, mode: Mode) -> tuple[str, bool]:
    """Return the words without the sign of a reply, and whether they are one as far as the desk's mode goes."""
    if mode != "relay-explicit":
        return text.strip(), True
    meant = _EXPLICIT.match(text) or _EXPLICIT.match(_bare(text))
    return (meant["rest"].strip(), True) if meant else (text.strip(), False)


def _noted(text: str) -> bool:
    """Whether a line has the signs of a note."""
    return any(_NOTE.match(_bare(line)) for line in _lines(text))


def _slip(text: str) -> str:
    """Return the word with which a line looks like a command, which only a slip leaves in words for a customer."""
    found = (_LIKE_A_COMMAND.match(_bare(line)) for line in _lines(text))
    return next((one["word"] for one in found if one), "")


def _lines(text: str) -> list[str]:
    """Return the lines as they were typed and as they are read, since markup may hide how a line begins."""
    return [*text.splitlines(), *markup.plain(text).splitlines()]


def _bare(text: str) -> str:
    """Return words as a person reads them: compatible letters, no invisible ones, plain slashes and signs."""
    seen = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_TWINS)
    return re.sub(r"\\(?=[^\w\s])", "", seen)
