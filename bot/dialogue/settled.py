"""Whether words say that an issue is solved, that one of several is, or that it is back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.dialogue import endings, leaning, reading, troubles
from bot.dialogue.endings import Trouble
from bot.dialogue.which_issue import about, meant, own
from bot.texts import cut
from bot.types.decision import Outcome
from bot.types.memory import OpenIssue
from bot.types.turn import Turn

FEW = 8
"""Words up to which "still the same" needs no word of what it is about."""


def solved(turn: Turn) -> bool:
    """Whether the customer says that it works now."""
    languages = troubles.all_languages(turn)
    if not may_end(turn, languages) or endings.of_another_thing(turn):
        return False
    return endings.outright(turn.text, languages) or endings.of(turn, turn.known.issues) is not None


def may_end(turn: Turn, languages: Sequence[str]) -> bool:
    """Return whether nothing in the words says that they end no trouble: no question, no "again", no mere thanks."""
    if (
        "?" in turn.text
        or leaning.asks_last(turn.text, languages)
        or again(turn)
        or reading.contains(turn.text, "not_helped", languages)
    ):
        return False
    if reading.like_this(turn.text, languages):
        return False  # "it came like that" is no "it came"
    if reading.contains(turn.text, "issue_again", languages) and troubles.reports(turn.text, languages):
        return False  # "we cheered too soon: it drops again. Either you fix it or …"
    return not _only_takes_note(turn.text, languages)


_POLITE = re.compile(
    r"(?:perfect|perfekt|perfecto|parfait|genial|super|nickel|alles klar|got it|wunderbar)[\s,.!]*", re.IGNORECASE
)
"""A word that only takes note of what was said: whether it works is not told by it."""


def _only_takes_note(text: str, languages: Sequence[str]) -> bool:
    """Whether a text says nothing but "got it, thanks": it is understood, and thanked for."""
    polite = ("thanks", "said_praise", "fine", "fine_then", "bye", "greeting")
    return any(
        _POLITE.fullmatch(rest) or not rest
        for one in languages if (rest := " ".join(reading.beside(text, polite, one))) != text
    )  # fmt: skip


def partly(turn: Turn) -> Outcome | None:
    """Return what words lead to that say of one of several open issues that it is solved, and of another that it is
    not: "the printer is fine now, the app still crashes"; None where they do not."""
    if len(turn.known.issues) <= 1 or "?" in turn.text:
        return None
    found, alone = (_named_as_solved(turn, issues) for issues in (turn.known.issues, own(turn)))
    return Outcome("resolved", issue=found.id, alone=alone.id if alone else 0) if found else None


def _named_as_solved(turn: Turn, issues: Sequence[OpenIssue]) -> OpenIssue | None:
    """Return the only issue that a part of the words names as solved, while no other part speaks of it."""
    languages = troubles.all_languages(turn)
    well: dict[int, OpenIssue] = {}
    back: set[int] = set()
    for part in (part for one in cut.sentences(turn.text) for part in _PARTS.split(one) if part.strip()):
        named = [one for one in issues if _names(part, one)]
        for one in named:
            if not _is_well(part, one, languages):
                back.add(one.id)
            elif len(named) == 1:
                well[one.id] = one
    return next(iter(well.values())) if len(well) == 1 and back.isdisjoint(well) else None


_PARTS = re.compile(
    r"[,;:]\s+|\s[-–—]\s|\s(?:but|aber|pero|mais|only|nur|while|während|mientras|tandis que)\s", re.IGNORECASE
)


def _names(part: str, issue: OpenIssue) -> bool:
    """Whether a part of what is said is about an issue; "Schäumer" is the Milchschäumer, too."""
    if about(part, issue):
        return True
    titled = [word for word in reading.tokens(issue.title) if len(word) > troubles.LONG]
    return any(len(word) >= troubles.LONG - 1 and one.endswith(word) for word in reading.tokens(part) for one in titled)


def _is_well(part: str, issue: OpenIssue, languages: Sequence[str]) -> bool:
    if troubles.reports(part, languages):
        return False
    return bool(endings.signs(part, Trouble(issue.title)) & endings.WELL) or endings.outright(part, languages)


def outcome(turn: Turn) -> Outcome:
    """Return what words that say it is solved lead to: with accounts linked, and alone."""
    if (one := partly(turn)) is not None:
        return one
    found, alone = (
        endings.of(turn, issues) or meant(turn, issues) for issues in (turn.known.issues, own(turn))
    )  # fmt: skip
    return Outcome("resolved", issue=found.id if found else 0, alone=alone.id if alone else 0)


def again(turn: Turn) -> bool:
    """Whether what this account solved is back: it is said outright, or said of the same thing.

    Only its own counts, so that unlinking leaves each account what it would have told alone.
    """
    last = next((one for one in turn.known.solved if one.identity_id == turn.last.identity_id), None)
    if last is None or not _says_again(turn):
        return False
    if not about(turn.text, last) and any(about(turn.text, one) for one in own(turn)):
        return False  # "the scratch is still there" is said of what is open
    if endings.over(turn.text, Trouble(last.title)):
        return False  # "no ha vuelto a haber ni una doble"
    surely = len(reading.tokens(turn.text)) <= FEW or _TOO_SOON.search(turn.text)
    return bool(surely or about(turn.text, last))


_TOO_SOON = re.compile(
    r"\bspoke too soon\b|\bcheered too (?:soon|early)\b|\bzu fr(?:ü|ue)h gefreut\b|\bdemasiado pronto\b|\btrop vite\b",
    re.IGNORECASE,
)
"""What takes back that it was over, and needs no name of it."""


def _says_again(turn: Turn) -> bool:
    """Whether words say that something is so again, or still: no other language's, and no slip of a short word."""
    languages = troubles.all_languages(turn)
    said = (
        one for one in cut.sentences(turn.text) if not troubles.tells(one, "issue_supposed", languages, slips=False)
    )
    return any(troubles.tells(one, "issue_again", troubles.spoken(one, languages)) for one in said)
