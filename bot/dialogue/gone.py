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
_AT = r"(?<![\w'-])"
"""Where a word begins: tried at each of its letters, a long one takes the square of its length."""
_FEW = rf"(?:{_W} ){{0,2}}"
_NO_MORE = tuple(
    re.compile(pattern, re.IGNORECASE) for pattern in (
        rf"\b(?:\w+n't|\w+nt|not|never) (?P<v>(?:{_W} ){{0,3}}{_W}) (?:any ?more|any longer)\b",
        rf"\bno longer (?P<v>{_FEW}{_W})",
        rf"\bno more (?P<v>{_W})",
        rf"\b(?:stopped|quit) (?P<v>{_W}ing)\b",
        rf"{_AT}(?P<v>{_W}) (?:(?:es|sie|er|die app|jetzt|inzwischen|nun|auch|seitdem|bisher|"
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
    r"soll\w*|will|bitte|si|cuando|hasta|espero|ojalá|quiero|para que|que no|quand|jusqu\w*|espère|espérons|pour que|"
    r"afin|veux|again|still|wieder|immer noch|otra vez|sigue|de nouveau|toujours|encore|yet|noch nicht)\b",
    re.IGNORECASE,
)
"""What makes of it a wish, a condition, or a thing that came back."""
_FAILS = re.compile(
    r"\b(?:\w+n't|\w+nt|not|no|never|cannot|nothing|none|without|nicht|nichts|nie|kein\w*|ohne|nunca|nada|sin|ne|pas|"
    r"plus|rien|jamais|aucune?)\b|\bn'",
    re.IGNORECASE,
)
"""A trouble told as what does not happen: that it happens no more is the same trouble."""
_THING = r"\b(?:the|my|our|your|this|der|die|das|den|dem|mein\w*|unser\w*|el|la|los|las|mi|su|le|les|mon|ma|mes|du|au) "


_IS_GONE = tuple(
    re.compile(pattern, re.IGNORECASE) for pattern in (
        rf"{_AT}(?P<v>{_W}) (?:is|are|has|have|'s|'re|was|were)(?: been)? (?:all |now |finally |completely )?(?:gone|"
        rf"disappeared|vanished|stopped|over|fixed|solved|resolved|sorted(?: out)?|cleared)\b",
        rf"\bno (?:more )?(?P<v>{_W}) since\b",
        rf"{_AT}(?P<v>{_W}) (?:ist|sind|wurde|wurden)(?: jetzt| nun| endlich| wieder)? (?:weg|verschwunden|vorbei|raus|"
        rf"behoben|gelöst|geloest|erledigt|beseitigt)\b",
        rf"{_AT}(?P<v>{_W}) (?:hat|haben)(?: jetzt| nun| endlich)? (?:aufgehört|aufgehoert|sich gegeben|sich gelegt)\b",
        rf"{_AT}(?P<v>{_W}) (?:ha|han|está|están|quedó|ha quedado|fue|me fue) (?:ya )?(?:desaparecid[oa]s?|cesado|"
        rf"parado|resuelt[oa]s?|solucionad[oa]s?|arreglad[oa]s?|devuelt[oa]s?)\b|"
        rf"{_AT}(?P<x>{_W}) (?:desapareció|paró|cesó)\b|"
        rf"\bse (?:fue|fueron|ha ido|han ido) (?:el|la|los|"
        rf"las) (?P<w>{_W})",
        rf"{_AT}(?P<v>{_W}) (?:a|ont|est|sont)(?: enfin| complètement)? (?:disparue?s?|cessé|résolue?s?|réglée?s?|"
        rf"corrigée?s?|"
        rf"partie?s?)\b",
    )
)  # fmt: skip
_RUNS_WELL = re.compile(
    rf"{_AT}(?P<v>{_W}) (?:(?:runs?|has been|is|läuft|ist|va|está|funciona|marche|est|tourne|"
    rf"fonctionne)\b)[^.,;!?\n]{{0,28}}? ?"
    r"\b(?:stabil|stable|estable|rund|störungsfrei|smoothly|flawlessly|reliably|perfectly|einwandfrei|tadellos|"
    r"fehlerfrei|"
    r"parfaitement|sin (?:cortes|problemas)|sans (?:coupure|souci|problème))\b",
    re.IGNORECASE,
)
_TROUBLES = re.compile(
    r"(?:\w*(?:aussetzer|abbr(?:u|ü|ue)ch\w*|ausf(?:ä|ae)lle|ausfall|st(?:ö|oe)rung(?:en)?|unterbrechung(?:en)?|ruckler|"
    r"hänger|fehler\w*|abst(?:u|ü|ue)rz\w*|ger(?:ä|ae)usche?|flackern|piepen|brummen|rauschen)|"
    r"problem\w*|troubles?|drops?|drop-?outs?|cut-?outs?|outages?|interruptions?|freez(?:es|ing)|crash(?:es|ing)?|"
    r"glitch(?:es)?|stutter\w*|errors?|issues?|faults?|noises?|leaks?|lags?|delays?|flicker(?:ing)?|buzz(?:ing)?|"
    r"beep(?:s|ing)?|cortes?|interrupciones|fallos?|tirones|error(?:es)?|ruidos?|parpadeos?|averías?|"
    r"coupures?|déconnexions?|saccades|erreurs?|bugs?|soucis?|plantages?|pannes?|bruits?|clignotements?|fuites?)",
    re.IGNORECASE,
)
"""Words for a trouble of any thing: that they are gone ends the one that is open, as no thing does that is."""
_WORKS = re.compile(
    rf"{_AT}(?P<v>{_W}) (?:(?:works|working|loads|opens|geht|funktioniert|läuft|klappt|funciona|va|marche|fonctionne) "
    r"(?:now|again|fine|wieder|jetzt|ya|de nuevo|de nouveau|maintenant|à nouveau|bien)|"
    r"is (?:(?P<back>back)(?! to (?!normal\b))|working|fixed)|"
    r"(?:installs|syncs|prints|charges|connects|starts|slides|runs|boots|uploads|downloads|closes|locks|pairs|heats|plays|"
    r"sends|installiert|druckt|lädt|startet|öffnet|gleitet|schließt|verbindet|synchronisiert|heizt|spielt|imprime|instala|"
    r"conecta|abre|carga|arranca|installe|s'ouvre|démarre|charge|tourne)(?: (?:sich|se))?"
    r" (?:now|again|fine|smoothly|properly|perfectly|wieder|jetzt|einwandfrei|problemlos|durch|ya|de nuevo|bien|"
    r"à nouveau|"
    r"maintenant|parfaitement)(?=\s*(?:$|[.,!;]))|"
    r"(?:wird|werden|is|are|est|sont)(?: (?:now|jetzt|wieder|again|finally|endlich|maintenant|à nouveau|"
    r"enfin))? (?:gefunden|"
    r"erkannt|angezeigt|geladen|akzeptiert|angenommen|gedruckt|found|recogni[sz]ed|detected|shown|accepted|loaded|"
    r"reconnue?s?|trouvée?s?|détectée?s?|affichée?s?|acceptée?s?)(?: (?:now|again|jetzt|wieder|maintenant))?"
    r"(?=\s*(?:$|[.,!;]))|"
    r"ya (?:funciona|va)|(?:works|funktioniert|funciona|marche|fonctionne)(?=\s*(?:$|[.,!;])))",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:but|aber|pero|mais|only|nur|solo|seulement)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:\w+n't|not|no|never|nor|hardly|barely|scarcely|rarely|far from|anything but|less|doubt|nicht|nie|"
    r"kein\w*|kaum|wenig\w*|selten|alles andere|nunca|poco|apenas|menos|lejos|dudo|"
    r"ne|pas|jamais|peu|moins|guère|loin|doute)\b|\bn'",
    re.IGNORECASE,
)
"""What makes "stable" the opposite of it."""
_UNTIL = re.compile(
    r"\b(?:until|till|then|but|except|though|however|bis|dann|danach|aber|doch|hasta|luego|después|pero|jusqu\w*|puis|"
    r"ensuite|mais|sauf)\b",
    re.IGNORECASE,
)
"""What says that it did not last, or not for all."""
_ANY_MORE = re.compile(r"\b(?:more|anymore|longer|mehr|más|ya no|plus)\b", re.IGNORECASE)
_STOP = re.compile(r"[.,;!?\n]")
_PART = re.compile(
    r"[.,;:!?\n]\s*|\s[-–—]\s|\b(?:but|aber|pero|mais)\b|\b(?:and|und|y|et)\b(?=\s(?:now|jetzt|nun|ahora|maintenant)\b)",
    re.IGNORECASE,
)
"""Where what is said of another thing begins."""


def works_now(text: str) -> str | None:
    """Return the word for what a text says to work now or again; None where it says so of nothing."""
    return next((found["v"] for found in _WORKS.finditer(text) if not _returned(found)), None)


def remaining(text: str) -> str:
    """Return a text without its parts that say of some trouble, by a word for it, that it is gone."""
    if _OPEN.search(text):
        return text
    parts = [part.strip() for part in _PART.split(text)]
    left = [part for part in parts if not any(_trouble_gone(part))]
    return text if len(left) == len(parts) else ", ".join(part for part in left if part)


def ails_no_more(text: str, trouble: str) -> bool:
    """Return whether a text denies, as over, what a trouble's words complained of, or says that it runs well."""
    if "?" in text or _OPEN.search(text):
        return False
    begins = {word[:LETTERS] for word in reading.tokens(trouble) if len(word) >= LETTERS}
    plain = text.replace("’", "'")
    if any(_holds(found) for found in _trouble_gone(plain)):
        return True
    works = () if _BUT.search(plain) else (one for one in _WORKS.finditer(plain) if not _returned(one))
    if any(_begin(found["v"]) in begins and _holds(found) for found in (*_RUNS_WELL.finditer(plain), *works)):
        return True
    if _FAILS.search(trouble):
        return False
    told = {word[:LETTERS] for word in _said(trouble)}
    return any(word[:LETTERS] in told for words in _denied(text) for word in _said(words))


def _trouble_gone(text: str) -> Iterator[re.Match[str]]:
    """Yield where a word for trouble is said to be gone: a thing that is gone is a trouble itself."""
    return (
        found for one in _IS_GONE for found in one.finditer(text)
        if _TROUBLES.fullmatch(_thing(found))
    )  # fmt: skip


def _thing(found: re.Match[str]) -> str:
    """Return what is said to be gone."""
    return found["v"] or next((word for word in found.groups() if word), "")


def over(text: str) -> Iterator[str]:
    """Yield the words for what a text says to be gone, or to happen no more: of any trouble, listed or not."""
    plain = text.replace("’", "'")
    if not _OPEN.search(plain):
        yield from (_thing(found) for one in _IS_GONE for found in one.finditer(plain) if _holds(found))
        yield from (word for words in _denied(plain) for word in _said(words))


def _returned(found: re.Match[str]) -> bool:
    """Whether it is the trouble that is back: "the error is back", "the squeaking is back"."""
    return bool(found["back"]) and bool(_TROUBLES.fullmatch(found["v"]) or found["v"].lower().endswith("ing"))


def _holds(found: re.Match[str]) -> bool:
    """Whether nothing before it, in it or behind it takes back that it is well: "far from stable", "and then drops"."""
    before, behind = found.string[: found.start()], found.string[found.end() :]
    lead = _STOP.split(before)[-1]
    if _DENIED.search(lead) and not _ANY_MORE.search(lead):
        return False
    well = found[0] if found.re is _RUNS_WELL else ""
    return not (_DENIED.search(f"{well} {_same(behind)}") or _UNTIL.search(found[0] + behind))


def _same(behind: str) -> str:
    """Return what of the words behind is said in the same breath, without what it denies "any more"."""
    breath = _STOP.split(behind)[0]
    return "" if _ANY_MORE.search(breath) else breath


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
