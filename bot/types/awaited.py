"""What the bot's last words wait for, and what they leave behind for words that lean on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

AwaitedKind = Literal["", "answered", "ask", "clarify", "forget", "more", "person", "resolved", "resume"]
"""What was said last: an answer; "which is your …?", or "is it …?" of a fact; "which of these?"; "shall I forget?";
that the rest of a story is waited for; "shall I bring in a person?"; that a case is solved; "is that still open?"."""


@dataclass(frozen=True, slots=True)
class Given:
    """The section of an article that was given."""

    article: str
    section: str = ""
    """Its heading; empty for what stands before the first one."""
    whole: bool = False
    """Whether all of it was told."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions that were answered together, and from where."""

    question: str
    given: Given


@dataclass(frozen=True, slots=True)
class Awaited:
    """What the next message may answer or go on from. All at their defaults: nothing."""

    kind: AwaitedKind = ""
    question: str = ""
    """The customer's question that the last words are about."""
    given: Given | None = None
    """What was given last, while it may be gone on from."""
    began: str = ""
    """The question with which the subject began."""
    began_in: str = ""
    """The article from which that one was answered."""
    length: str = ""
    """"short" while short answers are wished for; the wish lasts as long as the subject."""
    options: tuple[tuple[str, str], ...] = ()
    """The choices below the last words, as (id, label): one may be typed."""
    offered: tuple[tuple[str, str], ...] = ()
    """Those of the last "which of these?", one of which was answered since."""
    seen: tuple[str, ...] = ()
    """Ids of those that were answered since."""
    failed: Given | None = None
    """What did not help, to be had once more."""
    parts: tuple[Part, ...] = ()
    """What the last answer consists of, where it is to several questions."""
    person: bool = False
    """Whether a person was offered beside what was said: a yes brings one in."""
    noted: bool = False
    """Whether the last words only said back what was told, behind an answer: "ok" is said to these."""
    again: bool = False
    """Whether "which of these?" was asked twice."""
    step: bool = False
    """Whether the last words are about a step that fails."""
    said: str = ""
    """For more: the pieces of a story so far."""
    asked: bool = False
    """For more: whether the bot has asked to go on; the same question twice is none."""
    key: str = ""
    """For ask: the fact that was asked for."""
    value: str = ""
    """For ask: which value it may have, where that was the question."""
    keys: tuple[str, ...] = ()
    """For forget: the facts that a yes forgets."""
    everything: bool = False
    """For forget: all of them, and the words of all messages."""
    off: bool = False
    """For forget: asked behind the wish that nothing be remembered from now on."""
    issue: int = 0
    """For resume: which open issue."""

    @property
    def article(self) -> str:
        """The article that was given last; "" for none."""
        return self.given.article if self.given else ""

    @property
    def section(self) -> str | None:
        """The heading of what was given last; None where nothing was."""
        return self.given.section if self.given else None

    @property
    def stands(self) -> bool:
        """Whether the last words are an answer, alone or with a question of ours about a fact."""
        return self.kind in ("answered", "ask")

    @property
    def leads(self) -> bool:
        """Whether anything was asked, told or given that words may go on from."""
        return bool(self.given or self.first or self.said)

    @property
    def first(self) -> str:
        """The question with which the subject began, else the last one; "" for none."""
        return self.began or self.question

    @property
    def offers_person(self) -> bool:
        """Whether a yes to the last words, or to what was offered beside them, brings in a person."""
        return self.kind == "person" or self.person

    @classmethod
    def read(cls, stored: object) -> Awaited:
        """Return what a stored row says. What is unknown in it, or has another form than ours, counts as not there."""
        if not isinstance(stored, Mapping):
            return NOTHING
        plain = {
            one.name: stored[one.name] for one in fields(cls)
            if one.name in stored and type(stored[one.name]) is type(one.default)
        }  # fmt: skip
        if plain.get("kind") not in get_args(AwaitedKind):
            plain.pop("kind", None)
        return cls(**plain | {
            "given": _given(stored), "failed": _given(stored.get("failed")),
            "options": _pairs(stored.get("options")), "offered": _pairs(stored.get("offered")),
            "seen": _texts(stored.get("seen")), "keys": _texts(stored.get("keys")),
            "parts": tuple(_parts(stored.get("parts"))),
        })  # fmt: skip

    def stored(self) -> dict[str, Any]:
        """Return it as a row keeps it: what was given flat among the rest, and nothing that says nothing."""
        row = asdict(self)
        row |= row.pop("given") or {}
        row["failed"] = _telling(row["failed"] or {})
        row["parts"] = [_telling({"question": one["question"], **one["given"]}) for one in row["parts"]]
        return _telling(row)


NOTHING = Awaited()


def _telling(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value}


def _given(row: Any) -> Given | None:
    article = row.get("article") if isinstance(row, Mapping) else None
    if not isinstance(article, str) or not article:
        return None
    return Given(article, str(row.get("section") or ""), bool(row.get("whole")))


def _parts(rows: Any) -> list[Part]:
    found = [(one, _given(one)) for one in _listed(rows)]
    return [Part(str(one.get("question") or ""), given) for one, given in found if given]


def _pairs(rows: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(one[0]), str(one[1])) for one in map(_listed, _listed(rows)) if len(one) == 2)


def _texts(rows: Any) -> tuple[str, ...]:
    return tuple(one for one in _listed(rows) if isinstance(one, str))


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []
