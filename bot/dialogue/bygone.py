"""Troubles that ask for nothing: one of years ago, and one of an old thing whose place a new one is to take.

"We had an outage last year", "weil mein alter Router kaputt ist, brauche ich einen neuen": somebody has an experience,
or a wish. Where the sentence also says that it is so again or now, or the thing is not called old, it is a trouble.
"""

from __future__ import annotations

import re

_YEARS_AGO = re.compile(
    r"\b(?:last (?:year|spring|summer|autumn|fall|winter)|(?:\w+ )?(?:years|ages) ago|a year ago|"
    r"back in (?:19|20)\d\d|in (?:19|20)\d\d|letzte[sn] (?:jahr|frühjahr|sommer|herbst|winter)|vor (?:\w+ )?jahren|"
    r"vor einem jahr|(?:el )?(?:año|verano|invierno|otoño) pasado|hace (?:\w+ )?años|hace un año|en (?:19|20)\d\d|"
    r"l['’]an(?:née)? (?:dernier|dernière|passée?)|(?:l['’]été|l['’]hiver) dernier|il y a (?:\w+ )?ans|"
    r"il y a (?:\w+ )?années)\b",
    re.IGNORECASE,
)
_ONCE_HAD = re.compile(
    r"\b(?:(?:i|we) (?:once )?had|(?:ich|wir) hatten?|hatten? (?:ich|wir)|(?:yo )?tuve|tuvimos|"
    r"(?:j['’]ai|nous avons|on a) eu)\b",
    re.IGNORECASE,
)
"""Somebody had it: what was bought then and is broken is another matter."""
_STILL_SO = re.compile(
    r"\b(?:again|still|now|since|keeps?|wieder|immer noch|noch immer|jetzt|seitdem|seither|otra vez|de nuevo|"
    r"sigue\w*|todavía|aún|ahora|desde|encore|toujours|maintenant|depuis|à nouveau)\b",
    re.IGNORECASE,
)
_NEVER_SINCE = re.compile(
    r"\b(?:never|not|nie|nicht|nunca|jamais|plus) (?:\w+ )?(?:again|since|wieder|seitdem|depuis)\b"
)
_OLD = re.compile(r"\b(?:old|alte[nrsm]?|viej[oa]s?|antigu[oa]s?|ancien(?:ne)?s?|vieux|vieil|vieille)\b", re.IGNORECASE)
_NEW_ONE = re.compile(
    r"\b(?:want|need|buy|get|looking for|look for|order|brauche?n?|suchen?|kaufen|möchten?|will|hätten? gern|bestellen|"
    r"quiero|queremos|necesit\w+|busc\w+|comprar|cherch\w+|voudr\w+|besoin|acheter|commander)\b"
    r"[^.!?\n]{0,30}?\b(?:new|another|replace\w*|neue[nrsm]?|andere[nrsm]?|ersatz|nuev[oa]s?|otr[oa]s?|nouve(?:au|lle)s?|"
    r"autres?|remplac\w+)\b",
    re.IGNORECASE,
)
_GIVEN_OUT = re.compile(
    r"\b(?:pass(?:word|wort|code)|pin|codes?|links?|log-?in|accounts?|cards?|invoices?|keys?|tokens?|\w*kennwort|zugang\w*|"
    r"konto|\w*karte|rechnung|schlüssel|contraseña|clave|enlace|tarjeta|factura|cuenta|código|mot de passe|lien|carte|"
    r"facture|compte|clé)\b",
    re.IGNORECASE,
)
"""What a new one of is not bought but given out anew by whoever is written to."""


def tells(sentence: str) -> bool:
    """Return whether a sentence tells of a trouble of long ago, or of why a new thing is wanted for an old one."""
    said = _NEVER_SINCE.sub(" ", sentence)
    if _STILL_SO.search(said):
        return False
    long_ago = _YEARS_AGO.search(said) and _ONCE_HAD.search(said)
    replaced = _OLD.search(said) and _NEW_ONE.search(said) and not _GIVEN_OUT.search(said)
    return bool(long_ago or replaced)
