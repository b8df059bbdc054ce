"""Whether words end a trouble that was told: judged by signs that point the same way, and never by one alone.

A stranger's "restarted, humidity's back" and "chap swapped the element, she's at 250" share no phrase. They share
what an ending is made of: something was done about it, what was missing came, a thing is well, it is so now, what
ailed it is denied, or somebody is glad. What the trouble was called, and what was advised, say which of it counts.
What takes an ending back (still, half of it, for now, if, a wish, a denial) bars it, however glad the rest is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Flag, auto

from bot.dialogue import reading, troubles
from bot.dialogue.ending_words import DE, ES, FR, TONGUES, Tongue
from bot.dialogue.which_issue import telling
from bot.texts import LANGUAGES, cut, language
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
OF_IT = Sign.NAMED | Sign.DOES | Sign.GONE
BESIDE = Sign.DONE | Sign.NOW | Sign.NAMED | Sign.BRIEF


@dataclass(frozen=True, slots=True)
class Trouble:
    """A trouble as it was told, and what the other side said last."""

    told: str
    answered: str = ""


_CLAUSE = re.compile(r"[!?\n;:()]+\s*|[.,](?!\d)\s*|\s[-–—]+\s|\s(?:and|und|y(?! est| sont| a )|et|n)\s", re.IGNORECASE)
_SI = re.compile(r"\bsi\b|\bs'(?=ils?\b)", re.IGNORECASE)
"""Spanish and French "if", told from "sí" by its accent, which `reading.tokens` takes away."""
_STAYS = re.compile(
    r"\b(?:still|yet|same|too soon|worse|again|noch|gleiche|schlimmer|trotzdem|wieder|zu fruh|sigue\w*|todavia|aun|"
    r"igual|peor|otra vez|demasiado pronto|encore|toujours|pareil|pire|trop vite)\b"
)
"""What is said of the same trouble, named or not."""
_LACKS = re.compile(
    r"\b(?:\w+n't|not|no|never|none|nothing|nobody|cannot|cant|dont|wont|doesnt|isnt|missing|lost|stopped|"
    r"gone|disappeared|offline|dead|flat|empty|blank|locked|stuck|sticks|only|halfway|"
    r"nicht|nich|nix|nichts|nie|kein\w*|fehl\w*|ohne|verschwunden|leer|tot|verloren|fest|hangt|nur|halb|"
    r"no|nada|ni|sin|falta\w*|perdid\w*|desaparecid\w*|apagad\w*|pierde|"
    r"ne|n|pas|plus|aucune?|rien|manque\w*|disparu\w*|impossible|sans|perdue?|bloque\w*)\b"
)
"""A trouble told as what a thing lacks or does not do: what it names is back when it ends, and not gone."""
_HELPS = re.compile(
    r"\b(?:help\w*|works?|working|better|now|hilft|geht|klappt|funktioniert|besser|jetzt|funciona\w*|ayuda\w*|va|"
    r"mejor|"
    r"ahora|marche\w*|fonctionne\w*|mieux|maintenant|aide)\b"
)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+")
_AS_IT_WERE = re.compile(
    r"\bif (?:you(?: will| ll)?(?: pardon| like| must| excuse)?|i may)\b|\b(?:como no|why not|no wonder|no problem|"
    r"warum nicht|kein wunder|kein problem|pourquoi pas|ni hablar)\b"
)
"""Ways of speaking, by which nothing is supposed or denied."""
_FOR_NO_REASON = re.compile(
    r"\b(?:for no reason|without (?:any )?reason|ohne (?:jeden )?grund|sin (?:motivo|razon|mas)|sans raison|"
    r"pour un non)\b"
)
_OF_SOMEBODY = re.compile(
    r"\b(?:i'm|i am|we're|we are|i was|ich bin|wir sind|soy|somos|estoy|estamos|je (?:ne )?suis|nous (?:ne )?sommes|"
    r"j etais)\b"
)
"""What somebody is no more ends no trouble: "ya no soy controller"."""
_BACK = re.compile(
    r"\b(?:back|again|returned|returns|wieder|zuruck|erneut|de nuevo|otra vez|vuelve\w*|ha vuelto|volvio|a nouveau|"
    r"de nouveau|revenue?s?|revient|reviennent|recommence)\b"
)
"""What ends a lack, and is the worst of what a thing has or does: "the beeping is back"."""


def of(turn: Turn, issues: Sequence[OpenIssue]) -> OpenIssue | None:
    """Return which of some issues a turn's words end: one that they name before the newest; None for none."""
    found = {one.id: signs(turn.text, told(turn, one)) for one in issues}
    ended = [one for one in issues if ends(found[one.id], told(turn, one))]
    named = (one for one in ended if found[one.id] & OF_IT)
    return next(named, None) or next((one for one in ended if _of_the_newest(turn, one, issues, found[one.id])), None)


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
    of_it = [one for one in said if telling(one) & about or _STAYS.search(flat(one)) or not takes_back(one)]
    found = _read(" ".join(of_it), trouble) if 0 < len(of_it) < len(said) else found
    return found if found & OF_IT else Sign(0)


def takes_back(text: str) -> bool:
    """Return whether words have anything that takes an ending back: still, half of it, for now, a wish, a denial."""
    said = _AS_IT_WERE.sub(" ", flat(text))
    return _is_barred(text) or any(tongue.denies.search(said) for tongue in _tongues(text))


@cached(maxsize=512)
def _is_barred(text: str) -> bool:
    said, tongues = _AS_IT_WERE.sub(" ", flat(text)), _tongues(text)
    supposed = (ES in tongues or FR in tongues) and _SI.search(text)
    return bool(supposed) or any(tongue.bars.search(said) for tongue in tongues)


def _tongues(text: str) -> Sequence[Tongue]:
    return [TONGUES[one] for one in _languages(text)]


@cached(maxsize=512)
def _languages(text: str) -> Sequence[str]:
    """Return the one language that a text is surely in; else all."""
    surely = language.detect(text)
    return (surely,) if surely else LANGUAGES


def _read(text: str, trouble: Trouble) -> Sign:
    if "?" in text or len(reading.tokens(text)) > MOST:
        return Sign(0)
    text = _ADDRESS.sub(" ", text)
    if _is_barred(text):
        return Sign(0)
    found = max((_signs(text, trouble, tongue) for tongue in _tongues(text)), key=len)
    if found and len(reading.tokens(text)) <= FEW and _may_be_briefly(trouble.answered):
        found |= Sign.BRIEF
    return found if not ends(found, trouble) or _is_glad_of_all(text, trouble.answered) else Sign(0)


_CODED = re.compile(r"(?<![\w-])[A-Z]\d{1,3}(?![\w-])")
"""What a display shows that is amiss: "F13"."""


@cached(maxsize=512)
def _is_glad_of_all(text: str, answered: str) -> bool:
    """Whether no part of a text tells of a trouble, but as gone or advised: "it is here, and scratched"."""
    advised = telling(answered)
    for part in _CLAUSE.split(text):
        said = flat(part)
        spared = any(
            one.search(said) for tongue in _tongues(text) for one in (tongue.well, tongue.denies, tongue.no_more)
        )
        if not (spared or telling(part) & advised) and troubles.reports(part, _languages(text)):
            return False
        if _CODED.search(part) and not any(tongue.denies.search(said) for tongue in _tongues(text)):
            return False
    return True


def _may_be_briefly(answered: str) -> bool:
    """Whether what the other side said last is no question of another matter."""
    return bool(answered) and ("?" not in answered or _HELPS.search(flat(answered)) is not None)


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
    found = Sign.GLAD if tongue.glad.search(flat(text)) or "!" in text else Sign(0)
    about, advised, lacks = telling(trouble.told), telling(trouble.answered), _lacks(trouble.told)
    deeds = _denied(trouble.told, tongue)
    for clause in _clauses(text):
        named = telling(clause) & about
        over_now = not _OF_SOMEBODY.search(clause) and any(telling(one) & about for one in _no_more(clause, tongue))
        if over_now:
            found |= Sign.GONE
        elif tongue.none.search(clause):
            found |= Sign.NONE if not lacks else Sign(0)
        elif tongue.denies.search(clause):
            return Sign(0)  # "camera three isn't", "daran liegt es nicht"
        shown = _of_clause(clause, tongue)
        if named and not over_now and not lacks and Sign.WELL not in shown and _BACK.search(clause):
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


def _lacks(told: str) -> bool:
    return _LACKS.search(_FOR_NO_REASON.sub(" ", flat(told))) is not None


def _of_clause(clause: str, tongue: Tongue) -> Sign:
    kinds = (
        (Sign.DONE, tongue.done), (Sign.CAME, tongue.came), (Sign.WELL, tongue.well), (Sign.NOW, tongue.now)
    )  # fmt: skip
    found = Sign(0)
    for sign, pattern in kinds:
        if pattern.search(clause):
            found |= sign
    return found


def _no_more(clause: str, tongue: Tongue) -> Iterator[str]:
    return (
        word for found in tongue.no_more.finditer(clause) for word in found.groupdict().values() if word
    )  # fmt: skip


def _denied(told: str, tongue: Tongue) -> set[str]:
    """Return the stems of what a trouble says that does not happen: the words beside what denies it."""
    words, before = _FOR_NO_REASON.sub(" ", flat(told)).split(), int(tongue in (DE, FR))
    beside = (
        near for at, word in enumerate(words) if tongue.denies.fullmatch(word)
        for near in (*words[max(0, at - before) : at], *words[at + 1 : at + 3])
    )  # fmt: skip
    return telling(" ".join(beside))


def _clauses(text: str) -> Iterator[str]:
    return (said for part in _CLAUSE.split(text.replace("’", "'")) if (said := _AS_IT_WERE.sub(" ", flat(part))))


def flat(text: str) -> str:
    """Return a text as its words, without accents and marks."""
    return " ".join(reading.tokens(text))
