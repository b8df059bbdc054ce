"""What was told, and sounded like no trouble until it was over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.dialogue import endings, gone, issue, quoted, reading, settled, titles, troubles
from bot.dialogue.endings import Sign
from bot.dialogue.which_issue import telling
from bot.texts import LANGUAGES, cut
from bot.types.memory import Learned, Line
from bot.types.turn import Turn
from bot.wordcache import cached

_BACK = timedelta(days=30)
"""How long ago a trouble may have been told that words end."""


def ended(turn: Turn) -> Learned | None:
    """Return the trouble that these words end, and that opened nothing when it was told: "the tint is gone, thanks".

    No grammar knows each trouble. What is said to be over, in a word that was told before, was one.
    """
    if turn.known.issues or not turn.last.message_id:
        return None
    languages = troubles.all_languages(turn)
    told = [one for one in cut.sentences(turn.text[: turn.hushed]) if not _tells_a_fact(one, turn)]
    if not any(_told_before(turn)) and (said := _alone(told)):
        title = titles.title(said, languages)
        return Learned("issue.open", title, title, "told when it was over", message_id=turn.last.message_id)
    if "?" in turn.text:
        return None
    reached = any(one.key.startswith("contact.") for one in turn.learned)
    if not reached and settled.may_end(turn, languages) and (line := _regretted(turn, languages)):
        title = titles.title(
            max(cut.sentences(line.text), key=lambda one: len(telling(one) & telling(turn.text))), languages
        )
        return Learned("issue.open", title, title, "told before it was over", message_id=line.message_id)
    closes = any(troubles.tells(turn.text, "issue_closed", (one,), slips=False) for one in languages)
    glad = closes or any(
        reading.contains(turn.text, one, languages) for one in ("thanks", "said_praise", "issue_settled")
    )
    if not glad:
        return None
    right = (found["v"] for one in (_AGAIN_SO, _CODE_GONE) if closes for found in one.finditer(turn.text))
    over = _saying([*_over(turn.text), *right])
    named = over | _saying(cut.sentences(turn.text)) if closes else over
    for line in _told_before(turn) if named else ():
        for sentence in cut.sentences(quoted.CODE.sub(" ", line.text)):
            if _was_trouble(issue.LOOK_AT_IT.sub("", sentence), over, named, languages):
                title = titles.title(sentence, languages)
                return Learned("issue.open", title, title, "told before it was over", message_id=line.message_id)
    return None


def _tells_a_fact(sentence: str, turn: Turn) -> bool:
    """Whether a sentence is there for a fact: "summer timetable, doors open 8-4 all week"."""
    return any(one.quote and one.quote in sentence for one in turn.learned)


def _alone(sentences: Sequence[str]) -> str | None:
    """Return the sentence of a first message that says of what the trouble is over; None where none is."""
    told = [one for one in sentences if "?" not in one]
    thanked = any(reading.contains(one, "thanks", LANGUAGES) for one in told)
    for at, one in enumerate(told):
        if endings.closes(one) or (thanked and _WORKS_NOW in endings.signs(one, endings.Trouble(""))):
            beside = [*told[max(0, at - 1) : at], *told[at + 1 : at + 2]] if len(reading.tokens(one)) <= NAMES else []
            named = max(beside, default=_closing(one), key=len)
            return named if len(reading.tokens(named)) >= NAMES else None
    return None


_WORKS_NOW = Sign.WELL | Sign.NOW
NAMES = 4
"""Words that name what is over."""


def _closing(sentence: str) -> str:
    """Return of a sentence too long for a title the part that closes, where that part names what is over."""
    parts = gone.CLAUSE.split(sentence) if len(sentence) > titles.TITLE_LENGTH else ()
    named = (
        one for one in parts if endings.closes(one) and sum(len(word) > NAMES for word in one.split()) >= NAMES - 1
    )
    return next(named, sentence)


def _over(text: str) -> Sequence[str]:
    """Return the words for what a text says to be gone, or to happen no more."""
    said = [one for one in cut.sentences(text) if not gone.is_barred(one)]
    return [
        word for one in said for tongue in gone.tongues(one) for clause in gone.clauses(one, tongue)
        for word in gone.over(clause, tongue)
    ]  # fmt: skip


def _regretted(turn: Turn, languages: Sequence[str]) -> Line | None:
    """Return the first telling of a trouble that nobody opened, and that the words end by their signs.

    That it was one is known by what the other side said to it ("sorry!"), or by its own word, which is denied now.
    """
    history, ended = turn.known.history, None
    last = next((one.text for one in reversed(history) if one.role != "customer"), "")
    for line in _stated(turn, languages):
        if ended is not None and ended.at - line.at > _ONE_TALK:
            break
        if _ends(turn.text, line, last, sorry=_sorry_for(line, history)):
            ended = line
    return ended


def _ends(text: str, line: Line, last: str, *, sorry: bool) -> bool:
    """Whether words end what a line told, and that was a trouble."""
    said = line.text if sorry else _of_things(line.text)
    if len(reading.tokens(said)) < troubles.LEAST:
        return False
    shown = endings.signs(text, endings.Trouble(said, last))
    if not sorry and Sign.GONE not in endings.signs(text, endings.Trouble(endings.ails(said), last)):
        shown &= ~Sign.GONE  # "the sale is over" of "the sale starts on Monday"
    if not endings.ends(shown, endings.Trouble(said, last)):
        return False
    beside = len(shown & (endings.GOOD | endings.BESIDE | Sign.GLAD))
    if sorry:
        return bool(shown & endings.OF_IT) or (beside >= endings.SURE and len(reading.tokens(said)) > _MURMUR)
    if shown & (Sign.GONE | Sign.DOES):
        return beside > (0 if Sign.GONE in shown else endings.SURE)
    return "!!" in said and beside > endings.SURE


_MURMUR = 4
"""Words up to which a line tells of no trouble that is not named again: "ok probier ich"."""


def _of_things(text: str) -> str:
    """Return what of a text is not said of what somebody does or is: "I drive to work" tells of no trouble."""
    parts = (part for part in titles.CLAUSE.split(text.replace("’", "'")) if not _OF_ONESELF.match(part))
    return ", ".join(parts)


def _sorry_for(line: Line, history: Sequence[Line]) -> bool:
    """Whether the next words of the other side were sorry for what a line told."""
    behind = (one for one in history if one.message_id > line.message_id and one.role != "customer")
    return (answer := next(behind, None)) is not None and _SORRY.search(gone.flat(answer.text)) is not None


_ONE_TALK = timedelta(days=1)
"""Within how long a trouble is told in several messages, of which the first names it."""
_SORRY = re.compile(
    r"\b(?:sorry|apolog\w*|oh dear|oh no|regret|tut mir leid|entschuldig\w*|verzeih\w*|bedau\w*|lo siento|sentimos|"
    r"lament\w*|disculp\w*|perdon\w*|desolee?s?|excuses|navree?s?|pardon\w*)\b"
)


_PLEASE = re.compile(r"\b(?:please|pls|bitte|por favor|svp|s'il (?:vous|te) pla[iî]t)\b", re.IGNORECASE)


def _stated(turn: Turn, languages: Sequence[str]) -> Iterator[Line]:
    """Yield what was said before, without what it asks or wishes for."""
    for line in _told_before(turn):
        sentences = cut.sentences(quoted.CODE.sub(" ", line.text))
        said = [one for one in sentences if not (_asks_or_wishes(one, languages) or _PLEASE.search(one))]
        if said:
            yield replace(line, text=" ".join(said))


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
_SELVES = (
    r"\b(?:i|i'm|i've|we|we're|we've|ich|wir|yo|nosotr[oa]s|je|nous|on)\b|\bj'|"
    r"\b(?:soy|somos|estoy|estamos|tengo|tenemos|vengo|venimos|vivo|vivimos|voy|vamos)\b"
)
_ONESELF = re.compile(_SELVES, re.IGNORECASE)
_OF_ONESELF = re.compile(rf"\W*(?:(?:and|so|but|also|und|y|et)\s)?(?:{_SELVES})", re.IGNORECASE)
"""What somebody does or is: that it is over ends a holiday, and no trouble."""


def _was_trouble(sentence: str, over: frozenset[str], named: frozenset[str], languages: Sequence[str]) -> bool:
    """Whether a sentence told of the trouble that is over: it reports one that is named, or one of things by the very
    word that is said to have over. What is asked or wished for is none."""
    said, spoken = _saying([sentence]), troubles.spoken(sentence, languages)
    if not said & named or _asks_or_wishes(sentence, spoken):
        return False
    if troubles.reports(sentence, languages, oddly=True):
        return True
    return bool(_saying([endings.ails(sentence)]) & over) and not _ONESELF.search(sentence.replace("’", "'"))


@cached(maxsize=1024)
def _asks_or_wishes(sentence: str, languages: Sequence[str]) -> bool:
    if (
        "?" in sentence and not sentence.rstrip().endswith("??")  # "it took my money twice??"
    ) or reading.contains(sentence, "wish", languages):
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
