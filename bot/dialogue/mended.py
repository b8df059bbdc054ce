"""What says that a trouble is over: that it may be closed, and that a thing does again what it did not.

A first message may tell of both at once: "the creak is sorted, you may close the ticket. Now: do you …?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.dialogue import gone, reading

LETTERS = 4
"""Letters that two forms of a word share: "koppeln", "koppelt"."""

_CLOSES = re.compile(
    r"\b(?:you|u|we) (?:may|can|could) (?:now )?(?:please )?(?:close|shut|archive|tick) (?:it|this|that|the|my|off)\b|"
    r"\b(?:close|shut) (?:this|the|that|my) (?:ticket|case|one|issue|thread|matter)\b|\bthat'?s that(?: then)?\b|"
    r"\bcured\b|\b(?:case|matter) (?:is )?closed\b|"
    r"\b(?:problem|issue|trouble)(?:'s| is)? (?:gone|solved|sorted|fixed|history)\b|"
    r"\b(?:that|thing|which|one|it|problem|issue)(?:'?s| is) (?:all |now )?(?:sorted|settled|fixed|solved)\b|"
    r"\bthing sorted\b|\b(?:k(?:ö|oe)nnt|k(?:ö|oe)nnen|kannst|kann|d(?:ü|ue)rft)\b[^.!?\n]{0,30}\b(?:zumachen|"
    r"schlie(?:ß|ss)en|abhaken|abschlie(?:ß|ss)en)\b|\b(?:hat|haben) sich\b[^.!?\n]{0,40}\berledigt\b|"
    r"\bdamit (?:ist|w(?:ä|ae)re|sind)\b[^.!?\n]{0,40}\b(?:erledigt|vom tisch|gegessen|durch)\b|"
    r"\b(?:problem|fehler) (?:ist )?(?:weg|gel(?:ö|oe)st|behoben)\b|"
    r"\b(?:cerrad|cierren|(?:pod[eé]is|pueden?|puedes) cerrar)\b(?! (?:la|mi) (?:cuenta|app|sesión))|"
    r"\b(?:problema|tema|asunto|caso|incidencia) (?:ya )?(?:cerrad|resuelt|zanjad|solucionad|arreglad)[oa]\b|"
    r"\b(?:solucionad|arreglad|resuelt)[oa] (?:ya )?lo de\b|"
    r"\blo de[^.!?\n]{2,60}\bya (?:me lo |está |lo |se )?(?:ha |han )?(?:arregl|solucion|resolvi|resuelt)\w*|"
    r"\baffaire (?:close|classée|réglée)\b|\b(?:vous pouvez|tu peux|on peut) (?:fermer|clore|clôturer|classer)\b|"
    r"\b(?:probl[eè]me|souci|pb|bug)\b[^.!?\n]{0,40}\b(?:r[ée]gl[ée]|r[ée]solu|arrang[ée])\b|"
    r"\b(?:tout est|c'est) (?:r[ée]gl[ée]|r[ée]solu) (?:pour|avec)\b",
    re.IGNORECASE,
)
_GOES = re.compile(
    r"\b(?:is|are|works?|runs?|goes|'s) (?:all |completely )?(?:fine|ok|okay|good|right|well|spot on|perfect) (?:now|"
    r"again)\b|\b(?:goes|went) through (?:now|again|since|today|this)\b|"
    r"\b(?:loads?|prints?|works?|runs?|opens?|charges?|syncs?) again\b|"
    r"\b(?:läuft|geht|klappt|funktioniert|lädt|druckt|startet|heizt|tut)(?: \w+){0,2} (?:wieder|jetzt)\b|"
    r"\b(?:ya|ahora) (?:va|funciona|anda|carga|vuela|marcha|enciende|imprime|suena|arranca|abre|graba) ?(?:fin[oa]|"
    r"bien|perfect\w+|de maravilla)?\b|\b(?:remarche|refonctionne|redémarre bien|"
    r"(?:est|sont) revenue?s? à la (?:vie|normale)|"
    r"(?:marche|fonctionne|tourne)(?: \w+)? (?:à nouveau|de nouveau|maintenant))\b",
    re.IGNORECASE,
)
"""What a thing does again; beside thanks it ends a trouble that was told elsewhere."""
_THANKS = re.compile(
    r"\b(?:thank|thanks|thx|cheers|ta|danke|dank|merci|gracias|agradece\w*|sorry for the rant|delighted)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:if|when|until|once|unless|hope|wish|please|before|wenn|falls|sobald|bis|hoff\w*|bitte|si|cuando|hasta|"
    r"espero|ojalá|por favor|quand|jusqu\w*|espère|veuillez|account|konto|cuenta|compte|question|frage|pregunta|order|"
    r"not|isn't|never|nicht|nie|kein\w*|ne|pas|no|jamais|nunca|still|immer noch|sigue|toujours)\b",
    re.IGNORECASE,
)


def closes(text: str) -> bool:
    """Return whether words say that the matter may be closed, or that the trouble is over."""
    return any(not _SUPPOSED.search(part) for part in _clauses(text) if _CLOSES.search(part))


def goes(text: str) -> bool:
    """Return whether words say that something goes as it should again: "the frother is fine now"."""
    return bool(_GOES.search(text)) and not _SUPPOSED.search(text)


def alone(sentences: Sequence[str]) -> str | None:
    """Return the sentence of a first message that says of what the trouble is over; None where none is."""
    told = [one for one in sentences if "?" not in one]
    thanked = any(_THANKS.search(one) for one in told)
    for number, one in enumerate(told):
        works = thanked and (_GOES.search(one) or gone.works_now(one)) and not _SUPPOSED.search(one)
        if closes(one) or works:
            around = told[max(0, number - 1) : number + 2] if len(reading.tokens(one)) <= LEAST else _closing(one)
            named = max(around, key=len)
            return named if len(reading.tokens(named)) >= LEAST else None
    return None


def _closing(sentence: str) -> list[str]:
    """Return of a long sentence the part that closes, where that part names what is over."""
    parts = [part for part in _clauses(sentence) if _CLOSES.search(part) and _names(part)]
    return parts if parts and len(sentence) > LONG else [sentence]


def _names(part: str) -> bool:
    return sum(len(word) > LETTERS for word in reading.tokens(part)) >= LEAST - 1


LONG = 80
"""Letters of a sentence that are a title."""


LEAST = 4
"""Words that name what is over."""
_NEGATES = re.compile(
    r"(?:\w+n't|not|never|stopped|refuses|cannot|nicht|nich|nix|nichts|nie|kein\w*|no|nunca|tampoco|pas|plus|jamais)\b"
)
_NEGATED = re.compile(
    r"\b(?:\w+n't|dont|doesnt|cant|wont|not|never|no|nor|nicht|nich|nix|nichts|nie|kein\w*|nunca|tampoco|sin|ne|n|pas|"
    r"jamais|aber|but|pero|mais|again|still|noch|sigue|encore|toujours|only|nur|solo|que|if|wenn|si|until|bis|hasta)\b"
)
_WELL = re.compile(
    r"\b(?:back|restored|renewed|repaired|replaced|corrected|sorted|fixed|fine|perfect\w*|flawless\w*|smooth\w*|obeys|"
    r"repariert|getauscht|behoben|einwandfrei|tadellos|wiederhergestellt|korrigiert|"
    r"restaurad\w+|corregid\w+|reparad\w+|renovad\w+|perfect\w+|"
    r"retabli\w*|corrige\w*|repare\w*|renouvele\w*|impeccable\w*|nickel|parfait\w*)\b|\bda gusto\b"
)
_NOW = re.compile(
    r"\b(?:now|jetzt|jetz|nun|ya|ahora|maintenant|finally|endlich|enfin|por fin|at last|wieder|a nouveau|de nouveau|"
    r"since|seit|desde|depuis)\b"
)


def does_now(text: str, trouble: str) -> bool:
    """Return whether a text says of what a trouble complained of that it does now what it did not, or is well."""
    if "?" in text:
        return False
    words = reading.tokens(trouble)
    things = {word[:LETTERS] for word in words if len(word) >= LETTERS}
    deeds = {word[:LETTERS] for at, word in enumerate(words) if len(word) >= LETTERS and _is_denied(words, at)}
    for part in _clauses(text):
        said = reading.tokens(part)
        flat, begins = " ".join(said), {word[:LETTERS] for word in said if len(word) >= LETTERS}
        if _NEGATED.search(flat.replace("da gusto", "da_gusto").replace("que da_gusto", "da gusto")):
            continue
        if (begins & things and _WELL.search(flat)) or (begins & deeds and _NOW.search(flat)):
            return True
    return False


def _is_denied(words: Sequence[str], at: int) -> bool:
    """Whether a word stands beside what denies it: in front ("won't turn"), or behind ("koppelt nicht")."""
    return any(_NEGATES.fullmatch(word) for word in (*words[max(0, at - 2) : at], *words[at + 1 : at + 2]))


def _clauses(text: str) -> list[str]:
    return re.split(r"[.!?\n,;:]\s*", text.replace("’", "'"))
