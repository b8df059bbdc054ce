"""What was told, and sounded like no trouble until it was over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from bot.dialogue import gone, issue, mended, quoted, reading, settled, titles, troubles
from bot.dialogue.which_issue import telling
from bot.texts import cut
from bot.types.memory import Learned, Line
from bot.types.turn import Turn

_BACK = timedelta(days=30)
"""How long ago a trouble may have been told that words end."""


def ended(turn: Turn) -> Learned | None:
    """Return the trouble that these words end, and that opened nothing when it was told: "the tint is gone, thanks".

    No grammar knows each trouble. What is said to be over, in a word that was told before, was one.
    """
    if turn.known.issues or settled.NOT_YET.search(turn.text) or not turn.last.message_id:
        return None
    languages = troubles.all_languages(turn)
    if not any(_told_before(turn)) and (said := mended.alone(cut.sentences(turn.text[: turn.hushed]))):
        title = titles.title(said, languages)
        return Learned("issue.open", title, title, "told when it was over", message_id=turn.last.message_id)
    if "?" in turn.text:
        return None
    closes = any(troubles.tells(turn.text, "issue_closed", (one,), slips=False) for one in languages)
    glad = closes or any(reading.contains(turn.text, one, languages) for one in ("thanks", "issue_settled"))
    if not glad:
        return None
    right = (found["v"] for one in (_AGAIN_SO, _CODE_GONE) if closes for found in one.finditer(turn.text))
    over = _saying([*gone.over(turn.text), *right])
    named = over | _saying(cut.sentences(turn.text)) if closes else over
    for line in _told_before(turn) if named else ():
        for sentence in cut.sentences(quoted.CODE.sub(" ", line.text)):
            if _was_trouble(issue.LOOK_AT_IT.sub("", sentence), over, named, languages):
                title = titles.title(sentence, languages)
                return Learned("issue.open", title, title, "told before it was over", message_id=line.message_id)
    return None


_AGAIN_SO = re.compile(
    r"(?<![\w'-])(?P<v>[^\W\d_][\w'-]*) (?:again|wieder|otra vez|de nuevo|à nouveau|de nouveau)\b", re.IGNORECASE
)
"""A verb that is right again: "der Kaffee schmeckt wieder" of "schmeckt nach Seife"."""
_CODE_GONE = re.compile(
    r"(?<!\d)(?P<v>[45]\d\d)(?:s|er)? (?:\w+ ){0,3}(?:gone|stopped|over|fixed|weg|verschwunden|vorbei|behoben|"
    r"desaparecid\w+|resuelt\w+|disparu\w*|réglé\w*)\b",
    re.IGNORECASE,
)
"""An error's code that comes no more: "418s are gone"."""
_SUBJECT = re.compile(
    r"\W*(?:the|my|our|your|this|der|die|das|mein\w*|unser\w*|el|la|los|las|mis?|su|le|les|mon|ma|mes)\s+[\w'-]+",
    re.IGNORECASE,
)
"""What a sentence begins with is the thing it tells of, and not what ails it: "the sale starts on Monday"."""
_ONESELF = re.compile(
    r"\b(?:i|i'm|i've|we|we're|we've|ich|wir|yo|nosotr[oa]s|je|nous|on)\b|\bj'|"
    r"\b(?:soy|somos|estoy|estamos|tengo|tenemos|vengo|venimos|vivo|vivimos|voy|vamos)\b",
    re.IGNORECASE,
)
"""What somebody does or is: that it is over ends a holiday, and no trouble."""


def _was_trouble(sentence: str, over: frozenset[str], named: frozenset[str], languages: Sequence[str]) -> bool:
    """Whether a sentence told of the trouble that is over: it reports one that is named, or one of things by the very
    word that is said to have over. What is asked or wished for is none."""
    said, spoken = _saying([sentence]), troubles.spoken(sentence, languages)
    if not said & named or _asks_or_wishes(sentence, spoken):
        return False
    if troubles.reports(sentence, languages, oddly=True):
        return True
    ails = _saying([_SUBJECT.sub("", sentence, count=1) if _SUBJECT.match(sentence) else sentence])
    return bool(ails & over) and not _ONESELF.search(sentence.replace("’", "'"))


def _asks_or_wishes(sentence: str, languages: Sequence[str]) -> bool:
    if "?" in sentence or reading.contains(sentence, "wish", languages):
        return True
    parts = [reading.tokens(part) for part in titles.CLAUSE.split(sentence)]
    return any(place == 0 for part in parts for one in languages for place, _ in reading.found(part, "question", one))


_CODE_NUMBER = re.compile(r"\d{3,}")


def _saying(texts: Iterable[str]) -> frozenset[str]:
    """The beginnings of words that say something, and numbers: "the 401s" are told by their number.

    Two words that are one ("log in") stand in the same text: no word is paired with the next sentence's.
    """
    return frozenset(word for text in texts for word in (*telling(text), *_CODE_NUMBER.findall(text)))


def _told_before(turn: Turn) -> Iterator[Line]:
    """Yield what this account said of late, the latest first; nothing that only told a fact that is held."""
    facts = {fact.message_id: fact.quote for fact in turn.known.facts}
    for one in reversed(turn.known.history):
        own = one.role == "customer" and one.identity_id in (0, turn.last.identity_id)
        beside = len(reading.tokens(one.text)) - len(reading.tokens(facts.get(one.message_id, "")))
        if own and turn.last.at - one.at < _BACK and beside >= troubles.LEAST:
            yield one
