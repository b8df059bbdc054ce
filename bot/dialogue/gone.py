"""What somebody says a thing no longer does: "it doesn't freeze any more", "elle ne se ferme plus", "plus de clac".

Any word may be the trouble, so no list holds it: what is denied "any more" is looked for in the words of an open issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.dialogue import reading

LETTERS = 4
"""Letters from which a word tells what the trouble was, and that two forms of it share: "freeze", "freezes"."""
_W = r"[^\W\d_][\w'-]*"
_FEW = rf"(?:{_W} ){{0,2}}"
_NO_MORE = tuple(
    re.compile(pattern, re.IGNORECASE) for pattern in (
        rf"\b(?:\w+n't|\w+nt|not|never) (?P<v>(?:{_W} ){{0,3}}{_W}) (?:any ?more|any longer)\b",
        rf"\bno longer (?P<v>{_FEW}{_W})",
        rf"\bno more (?P<v>{_W})",
        rf"\b(?:stopped|quit) (?P<v>{_W}ing)\b",
        rf"(?P<v>{_W}) (?:(?:es|sie|er|die app|jetzt|inzwischen|nun|auch|seitdem|bisher|"
        rf"mir|mich|das|ihr|sich) ){{0,3}}"
        rf"(?:nicht|nie|nimmer) mehr(?= (?:ab|ein|aus|auf|an|zu|weg|um|rum|hoch|los|nach|runter|durch)\b|"
        rf"\s*(?:$|[.,;!\n])|"
        rf" (?:und|danke|seit|super|gut)\b)",
        rf"\b(?:nicht|nie) mehr (?P<v>{_W})(?=\s*(?:$|[.,;!\n])| (?:und|danke|seit|ist|hat)\b)",
        rf"\bkein\w* (?P<v>{_W}) mehr\b",
        rf"\bya no (?:(?:se|me|nos|le|la|lo|les|hay|hace|da|me da|tiene|sale) ){{0,2}}"
        rf"(?:(?:un|una|ning\w+|el|la) )?(?P<v>{_W})",
        rf"\bno (?:(?:se|me|nos|le|la|lo|ha|vuelto|a) ){{0,4}}(?P<v>{_W}) (?:\w+ )?más\b",
        rf"\b(?:dejó|dejado|dejaron) de (?P<v>{_W})",
        rf"\b(?:ne |n')(?:(?:se|me|nous|m'|s'|me la|la|le|fait|y a) ?){{0,2}}(?P<v>{_W}) plus\b(?! de \d)",
        rf"(?<!\w )\bplus (?:aucune? |de |d'|du tout de )(?P<v>{_W})",
        rf"\b(?:arrêté|cessé|fini) (?:de |d')(?:se |s'|me )?(?P<v>{_W})",
    )
)  # fmt: skip
_OPEN = re.compile(
    r"\b(?:if|when|until|unless|once|hope|want|wish|need|make|so that|should|wenn|falls|sobald|bis|ob|hoff\w*|damit|"
    r"soll\w*|will|bitte|si|cuando|hasta|espero|ojalá|quiero|para que|que no|quand|"
    r"jusqu\w*|espère|espérons|pour que|afin|"
    r"veux|again|still|wieder|immer noch|otra vez|sigue|de nouveau|toujours|encore|yet|noch nicht)\b",
    re.IGNORECASE,
)
"""What makes of it a wish, a condition, or a thing that came back."""
_FAILS = re.compile(
    r"\b(?:\w+n't|\w+nt|not|no|never|cannot|nothing|none|without|nicht|nichts|nie|kein\w*|ohne|nunca|nada|sin|ne|pas|"
    r"plus|"
    r"rien|jamais|aucune?)\b|\bn'",
    re.IGNORECASE,
)
"""A trouble told as what does not happen: that it happens no more is the same trouble."""
_THING = r"\b(?:the|my|our|your|this|der|die|das|den|dem|mein\w*|unser\w*|el|la|los|las|mi|su|le|les|mon|ma|mes|du|au) "


_IS_GONE = tuple(
    re.compile(pattern, re.IGNORECASE) for pattern in (
        rf"(?P<v>{_W}) (?:is|are|has|have|'s|'re) (?:all |now |finally |completely )?(?:gone|disappeared|vanished|"
        rf"stopped)\b",
        rf"\bno (?:more )?(?P<v>{_W}) since\b",
        rf"(?P<v>{_W}) (?:ist|sind)(?: jetzt| nun| endlich| wieder)? (?:weg|verschwunden|vorbei|raus)\b",
        rf"(?P<v>{_W}) (?:ha|han) (?:desaparecido|cesado|parado)\b|\bse (?:fue|fueron|ha ido|han ido) (?:el|la|los|"
        rf"las) (?P<w>{_W})",
        rf"(?P<v>{_W}) (?:a|ont)(?: enfin| complètement)? (?:disparu|cessé)\b",
    )
)  # fmt: skip
_RUNS_WELL = re.compile(
    rf"(?P<v>{_W}) (?:(?:runs?|has been|is|läuft|ist|va|está|funciona|marche|est|tourne|"
    rf"fonctionne)\b)[^.,;!?\n]{{0,28}}? ?"
    r"\b(?:stabil|stable|estable|rund|störungsfrei|smoothly|flawlessly|reliably|perfectly|einwandfrei|tadellos|"
    r"fehlerfrei|"
    r"parfaitement|sin (?:cortes|problemas)|sans (?:coupure|souci|problème))\b",
    re.IGNORECASE,
)
_TROUBLES = re.compile(
    r"(?:aussetzer|abbrüche|ausfälle|störung(?:en)?|unterbrechungen|ruckler|hänger|fehler|problem\w*|drop-?outs?|"
    r"cut-?outs?|"
    r"outages?|interruptions?|freezes|crashes|glitch(?:es)?|stutter\w*|errors?|issues?|cortes|interrupciones|fallos?|"
    r"tirones|"
    r"errores|coupures?|déconnexions?|saccades|erreurs?|bugs?|soucis?|plantages?)",
    re.IGNORECASE,
)
"""Words for a trouble of any thing: that they are gone ends the one that is open."""
_WORKS = re.compile(
    rf"(?P<v>{_W}) (?:(?:works|working|loads|opens|geht|funktioniert|läuft|klappt|funciona|va|marche|fonctionne) "
    r"(?:now|again|fine|wieder|jetzt|ya|de nuevo|de nouveau|maintenant|à nouveau|bien)|is (?:back|working|fixed)|"
    r"ya (?:funciona|va)|(?:works|funktioniert|funciona|marche|fonctionne)(?=\s*(?:$|[.,!;])))",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:but|aber|pero|mais|only|nur|solo|seulement)\b", re.IGNORECASE)


def works_now(text: str) -> str | None:
    """Return the word for what a text says to work now or again; None where it says so of nothing."""
    found = _WORKS.search(text)
    return found["v"] if found else None


def says_gone(text: str) -> bool:
    """Return whether a text says of some trouble, by a word for it, that it is gone."""
    if _OPEN.search(text):
        return False
    return any(_TROUBLES.fullmatch(found["v"] or "") for one in _IS_GONE for found in one.finditer(text))


def ails_no_more(text: str, trouble: str) -> bool:
    """Return whether a text denies, as over, what a trouble's words complained of, or says that it runs well."""
    if "?" in text or _OPEN.search(text):
        return False
    begins = {word[:LETTERS] for word in reading.tokens(trouble) if len(word) >= LETTERS}
    plain = text.replace("’", "'")
    vanished = [found["v"] or found.groupdict().get("w") or "" for one in _IS_GONE for found in one.finditer(plain)]
    if any(_TROUBLES.fullmatch(word) or _begin(word) in begins for word in vanished):
        return True
    well = (*_RUNS_WELL.finditer(plain), *(() if _BUT.search(plain) else _WORKS.finditer(plain)))
    if any(_begin(found["v"]) in begins for found in well):
        return True
    if _FAILS.search(trouble):
        return False
    told = {word[:LETTERS] for word in _said(trouble)}
    return any(word[:LETTERS] in told for words in _denied(text) for word in _said(words))


def _begin(word: str) -> str:
    return next(iter(reading.tokens(word)), "")[:LETTERS]


def _denied(text: str) -> Iterator[str]:
    plain = text.replace("’", "'")
    return (found["v"] for pattern in _NO_MORE for found in pattern.finditer(plain))


def _said(words: str) -> Iterator[str]:
    """Yield the words that may be a trouble: long enough, and not what somebody has ("the lamp")."""
    things = {token for found in _NAMED.finditer(words) for token in reading.tokens(found["v"])}
    return (word for word in reading.tokens(words) if len(word) >= LETTERS and word not in things)


_NAMED = re.compile(rf"{_THING}(?P<v>{_W})", re.IGNORECASE)
