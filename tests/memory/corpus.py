"""Whole dialogues with what must and must not be remembered, now and as of earlier, and what must follow.

A file holds dialogues one after the other: a line that begins one and says what is expected, then the lines of
`rapport replay`. Each is played by the replay's own code on one database; its people belong to it alone.

Expected are `active` facts (all of them: any other counts as wrong), `pending` ones, `absent` (not active; "*" is any
value), `never` (words in no fact of any state), `as_of` (the value at an earlier time), `optional` (neither right nor
wrong) and `replies` (`has`, `not`, `decision` of what answers line `n`). Of issues, a part of the words is enough.
"""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import col, func, select

from bot import app as house
from bot.commands import replay
from bot.settings import Settings
from bot.storage.tables import Customer
from tests.template import migrated

DATA = Path(__file__).parent.parent / "data" / "memory"
CHANNELS = ("telegram", "slack", "web", "terminal")


@dataclass(frozen=True)
class Dialogue:
    """One dialogue: its first line, and the replay's lines."""

    head: dict[str, Any]
    lines: Sequence[replay.Line]

    @property
    def name(self) -> str:
        return str(self.head["dialogue"])

    @property
    def answered(self) -> bool:
        """Whether the bot speaks in it; otherwise it only learns."""
        return "replies" in self.head

    def expected(self, kind: str) -> list[dict[str, Any]]:
        return list(self.head.get(kind, ()))


@dataclass
class Score:
    """What came of the dialogues: counts, and each thing that went wrong in a line of its own."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    followed: int = 0
    broken: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))

    @property
    def behaviour(self) -> float:
        return self.followed / (self.followed + len(self.broken)) if self.followed or self.broken else 1.0


def load(name: str) -> list[Dialogue]:
    """Return the dialogues of a file in tests/data/memory."""
    found: list[Dialogue] = []
    for row, raw in enumerate((DATA / name).read_text(encoding="utf-8").splitlines(), 1):
        body = json.loads(raw)
        if "dialogue" in body:
            found.append(Dialogue(body, []))
        else:
            found[-1].lines.append(replay.line(row, body))  # type: ignore[attr-defined]
    return found


@contextmanager
def stage() -> Iterator[replay.Stage]:
    """A house on its own clock, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        url = migrated(Path(folder) / "replay.db")
        settings = Settings(database=url, burst=0.0, knowledge=house.sample(), _env_file=None)  # type: ignore[call-arg]  # fmt: skip
        made: list[replay.Stage] = []
        channels: Any = {(name, replay.ACCOUNT): replay.Played(name, replay.ACCOUNT) for name in CHANNELS}
        with house.inline(settings, channels, lambda: made[0].now) as built:
            made.append(replay.Stage(built, datetime.min.replace(tzinfo=UTC), print))
            yield made[0]


def play(dialogue: Dialogue, at: replay.Stage) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Play one dialogue; return its replies and what is remembered of its people."""
    at.now = dialogue.lines[0].at
    at.numbers.clear()
    first = at.app.db.look(lambda session: session.exec(select(func.max(col(Customer.id)))).one() or 0) + 1  # type: ignore[attr-defined]

    rows: list[dict[str, Any]] = []
    at.show = rows.append
    asyncio.run(replay.play(at, dialogue.lines, None, not dialogue.answered, True, first))
    return [row for row in rows if "in_reply_to" in row], [row for row in rows if "facts" in row]


def judge(dialogue: Dialogue, replies: list[dict[str, Any]], people: list[dict[str, Any]], score: Score) -> None:
    """Count what came of a dialogue."""
    held = [(person, fact) for person in people for fact in person["facts"]]
    active = [(person, fact) for person, fact in held if fact["status"] == "active"]
    _active(dialogue, active, score)
    waiting = [(person, fact) for person, fact in held if fact["status"] == "pending"]
    for want in dialogue.expected("pending"):
        _count(any(_is(want, *one) for one in waiting), f"{dialogue.name}: pending {_said(want)}", score)
    for want in dialogue.expected("absent"):
        if any(_is(want, *one) for one in active):
            score.forbidden.append(f"{dialogue.name}: {_said(want)} is active")
    for words in dialogue.head.get("never", ()):
        if any(_plain(words) in _plain(fact["value"]) for _, fact in held):
            score.forbidden.append(f"{dialogue.name}: {words!r} is stored")
    for want in dialogue.expected("as_of"):
        _count(_as_of(want, held), f"{dialogue.name}: as of {want['at']} {_said(want)}", score)
    for want in dialogue.expected("replies"):
        _reply(dialogue, want, replies, score)


def _active(dialogue: Dialogue, active: list[tuple[Any, Any]], score: Score) -> None:
    wanted, extra = dialogue.expected("active"), dialogue.expected("optional")
    for person, fact in active:
        if any(_is(want, person, fact) for want in extra):
            continue
        if not any(_is(want, person, fact) for want in wanted):
            score.wrong.append(
                f"{dialogue.name}: {fact['key']} = {fact['value']} {[s['quote'] for s in fact['sources']]}"
            )
    for want in wanted:
        _count(any(_is(want, *one) for one in active), f"{dialogue.name}: {_said(want)}", score)


def _count(found: bool, line: str, score: Score) -> None:
    if found:
        score.right += 1
    else:
        score.missed.append(line)


def _said(want: dict[str, Any]) -> str:
    return f"{want.get('customer', '')} {want['key']} = {' | '.join(want['value'])}".strip()


def _is(want: dict[str, Any], person: dict[str, Any], fact: dict[str, Any]) -> bool:
    if want["key"] != fact["key"] or ("customer" in want and want["customer"] not in person["identities"]):
        return False
    if fact["key"] == "contact.phone":  # however it is written; a country's code is another number
        return any(value == "*" or _digits(value) == _digits(fact["value"]) for value in want["value"])
    has = _plain(fact["value"])
    part = fact["key"].startswith("issue.")
    return any(value == "*" or _plain(value) == has or (part and _plain(value) in has) for value in want["value"])


def _digits(number: str) -> str:
    return re.sub(r"[^\d+]", "", number)


def _as_of(want: dict[str, Any], held: list[tuple[Any, Any]]) -> bool:
    """Whether the fact held at a time: of several identities' values the one that began last."""
    at = want["at"]
    then = [
        (person, fact) for person, fact in held
        if fact["key"] == want["key"] and fact["status"] in ("active", "superseded", "pending")
        and fact["confidence"] >= 0.7 and fact["valid_from"] <= at and (fact["valid_to"] or "9") > at
    ]  # fmt: skip
    newest = max((fact["valid_from"] for _, fact in then), default="")
    return any(_is(want, person, fact) for person, fact in then if fact["valid_from"] == newest)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", str(text).casefold())
    return " ".join(re.findall(r"[\w+/&@.-]+", "".join(sign for sign in folded if not unicodedata.combining(sign))))


def _reply(dialogue: Dialogue, want: dict[str, Any], replies: list[dict[str, Any]], score: Score) -> None:
    mine = [row for row in replies if row["in_reply_to"] == want["n"]]
    text = "\n".join(str(row["text"]) for row in mine)
    checks = {
        "has": lambda words: _says(text, words),
        "not": lambda words: bool(mine) and not _says(text, words),
        "decision": lambda kind: any(row["decision"] == kind for row in mine),
        "source": lambda path: any(source["article"] == path for row in mine for source in row["sources"]),
        "nosource": lambda path: all(source["article"] != path for row in mine for source in row["sources"]),
    }
    for name, check in checks.items():
        if name in want:
            if check(want[name]):
                score.followed += 1
            else:
                score.broken.append(f"{dialogue.name}: reply to {want['n']} {name} {want[name]!r}: {text[:300]!r}")


def _says(text: str, words: str) -> bool:
    """Whether a reply has these words; signs that are no words ("|") count as they stand."""
    return _plain(words) in _plain(text) if _plain(words) else words in text


def run(dialogues: Sequence[Dialogue]) -> Score:
    """Play all of them on one database and count."""
    score = Score()
    with stage() as made:
        for dialogue in dialogues:
            judge(dialogue, *play(dialogue, made), score)
    return score
