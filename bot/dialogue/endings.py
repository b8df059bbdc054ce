"""Whether words end a trouble that was told: judged by signs that point the same way, and never by one alone.

A stranger's "restarted, humidity's back" and "chap swapped the element, she's at 250" share no phrase. They share
what an ending is made of: something was done about it, what was missing came, a thing is well, it is so now, what
ailed it is denied, or somebody is glad. What the trouble was called, and what was advised, say which of it counts.
What takes an ending back (still, half of it, for now, if, a wish, a denial) bars it, however glad the rest is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Flag, auto

from bot.dialogue import gone, reading, troubles
from bot.dialogue.ending_words import DE, FR, Tongue
from bot.dialogue.shapes import Clause
from bot.dialogue.which_issue import about, telling
from bot.texts import cut
from bot.types.memory import Line, OpenIssue
from bot.types.turn import Turn
from bot.wordcache import cached

FEW = 4
"""Words up to which an answer is short."""
MOST = 40
"""Words of a message from which it tells of more than one thing: its sentences are no longer read together."""
SURE = 3
"""Signs that are enough where nothing else says that it was a trouble, or which."""
RECENT = timedelta(days=14)
"""How long ago a trouble was told that words end which do not name it."""


class Sign(Flag):
    """What in somebody's words speaks for an ending."""

    DONE = auto()
    """Something was done about it: by them, as advised, or by whoever was sent."""
    CAME = auto()
    """Something arrived, or is back."""
    WELL = auto()
    """A thing works, or is as it should be."""
    NOW = auto()
    """It is so now, or has been since."""
    GLAD = auto()
    """Thanks, praise or relief."""
    NAMED = auto()
    """It is said of what the trouble was told of."""
    DOES = auto()
    """What the trouble denied is said without a denial."""
    GONE = auto()
    """What the trouble complained of is denied."""
    NONE = auto()
    """Some trouble is denied with weight, and not by its name: "ni una gota"."""
    BRIEF = auto()
    """It is a short answer to what the other side told or advised: "bin drin"."""


GOOD = Sign.CAME | Sign.WELL | Sign.NONE
WELL = GOOD | Sign.GONE | Sign.DOES
OF_IT = Sign.NAMED | Sign.DOES | Sign.GONE
BESIDE = Sign.DONE | Sign.NOW | Sign.NAMED | Sign.BRIEF


@dataclass(frozen=True, slots=True)
class Trouble:
    """A trouble as it was told, and what the other side said last."""

    told: str
    answered: str = ""


_ADDRESS = re.compile(r"\S+@\S+|https?://\S+")


def of(turn: Turn, issues: Sequence[OpenIssue]) -> OpenIssue | None:
    """Return which of some issues a turn's words end: one that they name before the newest; None for none."""
    found = {one.id: signs(turn.text, told(turn, one)) for one in issues}
    ended = [one for one in issues if ends(found[one.id], told(turn, one))]
    named = (one for one in ended if found[one.id] & OF_IT)
    return next(named, None) or next((one for one in ended if _of_the_newest(turn, one, issues, found[one.id])), None)


def outright(text: str, languages: Sequence[str]) -> bool:
    """Return whether words say themselves that the trouble is over, or may be closed, and take nothing back."""
    if closes(text):
        return True
    told = any(reading.contains(text, intent, languages) for intent in ("helped", "issue_settled"))
    return told and not (gone.takes_back(text) or _a_thing_is_gone(text))


def _a_thing_is_gone(text: str) -> bool:
    """Whether it is a thing, and no trouble, that has stopped or is gone: "the motor has stopped"."""
    return any(
        _things(words) and not tongue.ails.search(words)
        for tongue in gone.tongues(text) for clause in gone.clauses(text, tongue) for words in gone.over(clause, tongue)
    )  # fmt: skip


def closes(text: str) -> bool:
    """Return whether a part of a text says that it may be closed, or that the trouble is over."""
    return any(
        tongue.closes.search(clause) and not (tongue.bars.search(clause) or tongue.denies.search(clause))
        for tongue in gone.tongues(text) for clause in gone.clauses(text, tongue)
    )  # fmt: skip


def of_another_thing(turn: Turn) -> bool:
    """Return whether what is said to be well is a thing of the trade that no open issue is about: "the login works"."""
    issues = turn.known.issues
    if not issues or any(about(turn.text, one) for one in issues) or not all(_things(one.title) for one in issues):
        return False
    said = [(clause, one) for one in gone.tongues(turn.text) for clause in gone.clauses(turn.text, one)]
    return not any(one.done.search(clause) for clause, one in said) and any(
        (well := one.well.search(clause) or one.fine.search(clause)) and _things(clause[: well.start()])
        for clause, one in said
    )


def _things(text: str) -> set[str]:
    """Return the lists of things that the words of a text are of."""
    said = reading.tokens(text)
    return {
        name
        for one in gone.languages(text)
        for name in ("goods", "piece", "parcel")
        if name in Clause(said, "trouble", one).spans
    }


def _of_the_newest(turn: Turn, one: OpenIssue, issues: Sequence[OpenIssue], found: Sign) -> bool:
    """Whether words that name nothing of a trouble are of it: it was told of late, and much points there."""
    surely = bool(found & (Sign.DONE | Sign.BRIEF)) or Sign.CAME | Sign.WELL in found or len(found) >= SURE
    return one == issues[0] and surely and turn.last.at - one.opened_at < RECENT


def good_news(sentence: str) -> bool:
    """Return whether a sentence alone tells gladly of what came or works now, whatever words of trouble it has."""
    shown = signs(sentence, Trouble(""))
    return bool(shown & GOOD and Sign.GLAD in shown and shown & (Sign.NOW | Sign.DONE))


def told(turn: Turn, issue: OpenIssue) -> Trouble:
    """Return an issue in the whole words by which it was told, with what the other side said last."""
    whole = (one.text for one in turn.known.history if one.role == "customer" and _opens(one, issue))
    last = next((one.text for one in reversed(turn.known.history) if one.role != "customer"), "")
    return Trouble(next(whole, issue.title), last)


def _opens(line: Line, issue: OpenIssue) -> bool:
    return line.at == issue.opened_at or issue.title in line.text


def over(text: str, trouble: Trouble) -> bool:
    """Return whether somebody's words say that a trouble is over: enough of them point there, and none away."""
    return ends(signs(text, trouble), trouble)


def signs(text: str, trouble: Trouble) -> Sign:
    """Return what in somebody's words speaks for the end of a trouble; nothing where anything takes it back.

    A sentence that takes something back and names nothing of the trouble may be of something else: "my grandson says
    I should have the app. Not a whistle since!". Then the others must name it.
    """
    found = _read(text, trouble)
    if found or not text:
        return found
    about = telling(trouble.told)
    said = cut.sentences(text)
    of_it = [one for one in said if telling(one) & about or _stays(one) or not gone.takes_back(one)]
    found = _read(" ".join(of_it), trouble) if 0 < len(of_it) < len(said) else found
    return found if found & OF_IT else Sign(0)


def _stays(text: str) -> bool:
    return any(tongue.stays.search(gone.flat(text)) for tongue in gone.tongues(text))


def _read(text: str, trouble: Trouble) -> Sign:
    if "?" in text or len(reading.tokens(text)) > MOST:
        return Sign(0)
    text = _ADDRESS.sub(" ", text)
    if gone.is_barred(text):
        return Sign(0)
    read = [_signs(text, trouble, tongue) for tongue in gone.tongues(text)]
    found = max(read, key=lambda one: (ends(one, trouble), len(one)))
    if found and len(reading.tokens(text)) <= FEW and _may_be_briefly(trouble.answered):
        found |= Sign.BRIEF
    return found if not ends(found, trouble) or _is_glad_of_all(text, trouble.answered) else Sign(0)


_CODED = re.compile(r"(?<![\w-])[A-Z]\d{1,3}(?![\w-])")
"""What a display shows that is amiss: "F13"."""


@cached(maxsize=512)
def _is_glad_of_all(text: str, answered: str) -> bool:
    """Whether no part of a text tells of a trouble, but as gone or advised: "it is here, and scratched"."""
    advised = telling(answered)
    for part in gone.CLAUSE.split(text):
        said = gone.flat(part)
        spared = any(
            one.search(said) for tongue in gone.tongues(text) for one in (tongue.well, tongue.denies, tongue.no_more)
        )
        if not (spared or telling(part) & advised) and troubles.reports(part, gone.languages(text)):
            return False
        if _CODED.search(part) and not any(tongue.denies.search(said) for tongue in gone.tongues(text)):
            return False
    return True


def _may_be_briefly(answered: str) -> bool:
    """Whether what the other side said last is no question of another matter."""
    return bool(answered) and (
        "?" not in answered or any(one.helps.search(gone.flat(answered)) for one in gone.tongues(answered))
    )


def ends(shown: Sign, trouble: Trouble) -> bool:
    """Return whether signs are enough. Thanks alone never are, nor that something came, or was done."""
    lacks = _lacks(trouble.told)
    if Sign.GONE in shown and not lacks:
        return True
    if Sign.DOES in shown and shown & ~(Sign.DOES | Sign.NAMED):
        return True
    if not shown & GOOD:
        return lacks and all(one in shown for one in (Sign.DONE, Sign.NOW, Sign.NAMED))
    if Sign.WELL in shown or Sign.NONE in shown:
        return bool(shown & (BESIDE | Sign.GLAD | Sign.CAME))
    # That something came ends what lacked it; of what came amiss more is said than that something came.
    return Sign.NAMED in shown and (lacks or bool(shown & (Sign.GLAD | Sign.DONE)))


def _signs(text: str, trouble: Trouble, tongue: Tongue) -> Sign:
    """Return what speaks for an ending; nothing at all where something speaks against it."""
    found = Sign.GLAD if "!" in text or tongue.glad.search(gone.flat(text)) else Sign(0)
    about, advised, lacks = telling(trouble.told), telling(trouble.answered), _lacks(trouble.told)
    ailed = telling(ails(trouble.told))
    deeds = _denied(trouble.told, tongue)
    for clause in gone.clauses(text, tongue):
        named = telling(clause) & about
        over = [word for words in gone.over(clause, tongue) for word in words.split()]
        if any(telling(one) & deeds for one in over):
            return Sign(0)  # "it doesn't open any more" of "doesn't open"
        over_now = any(tongue.ails.search(one) or (telling(one) & ailed and not _things(one)) for one in over)
        if over_now:
            found |= Sign.GONE
        elif tongue.none.search(clause) or tongue.ceases.search(clause):
            if named and not tongue.none.search(clause) and troubles.reports(clause, gone.languages(text)):
                return Sign(0)  # "die Lampe leuchtet nicht mehr" of "die Lampe flackert"
            found |= Sign.NONE if not lacks else Sign(0)
        elif tongue.denies.search(clause):
            return Sign(0)  # "camera three isn't", "daran liegt es nicht"
        shown = _of_clause(clause, tongue)
        if named and not over_now and not lacks and Sign.WELL not in shown and tongue.back.search(clause):
            return Sign(0)  # "the beeping is back", "es piept wieder"
        if tongue.fine.search(clause) and (named or Sign.NOW in shown):
            shown |= Sign.WELL
        found |= shown
        if named:
            found |= Sign.NAMED
        if named & deeds and not over_now:
            found |= Sign.DOES
        if telling(clause) & advised:
            found |= Sign.DONE
    return found


@cached(maxsize=512)
def _lacks(told: str) -> bool:
    said = gone.flat(told)
    return any(tongue.lacks.search(tongue.idle.sub(" ", said)) for tongue in gone.tongues(told))


def ails(told: str) -> str:
    """Return what was told without the thing that it tells of, which is no trouble and is not over with it."""
    return _SUBJECT.sub("", told, count=1)


_SUBJECT = re.compile(
    r"\A\W*(?:the|my|our|your|this|der|die|das|mein\w*|unser\w*|el|la|los|las|mis?|su|le|les|mon|ma|mes)\s+[\w'-]+|"
    r"\A\W*l['’][\w-]+",
    re.IGNORECASE,
)
"""What a sentence begins with is the thing it tells of, and not what ails it: "the sale starts on Monday"."""


def _of_clause(clause: str, tongue: Tongue) -> Sign:
    kinds = (
        (Sign.DONE, tongue.done), (Sign.CAME, tongue.came), (Sign.WELL, tongue.well), (Sign.NOW, tongue.now)
    )  # fmt: skip
    found = Sign(0)
    for sign, pattern in kinds:
        if pattern.search(clause):
            found |= sign
    return found


def _denied(told: str, tongue: Tongue) -> set[str]:
    """Return the stems of what a trouble says that does not happen: the words beside what denies it."""
    words, before = tongue.idle.sub(" ", gone.flat(told)).split(), int(tongue in (DE, FR))
    beside = (
        near for at, word in enumerate(words) if tongue.denies.fullmatch(word)
        for near in (*words[max(0, at - before) : at], *words[at + 1 : at + 3])
    )  # fmt: skip
    return telling(" ".join(beside))
