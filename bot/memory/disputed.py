"""What something shows and the customer says is wrong: "the invoice says 14 seats, which can't be right".

An invoice, a screen or a label tells a fact as well as somebody's own words do, until they say that it is none.
"""

from __future__ import annotations

from bot.memory.spans import Page
from bot.memory.spelling import rule

_SHOWN = rule(
    r"\b(?:invoices?|bill(?:s|ed|ing)?|charged|receipt|statement|quote|dashboard|page|screen|app|account|profile|"
    r"contract|label|system|says|shows?|reads|lists|according to|rechnung\w*|abgerechnet|berechnet|beleg|angebot|"
    r"vertrag|konto|profil|seite|etikett|steht|stehen|zeigt|laut|factur\w+|cobr\w+|recibo|contrato|cuenta|perfil|"
    r"página|panel|etiqueta|pone|dice|muestra|aparece\w*|sale[n]?|según|compte|contrat|profil|étiquette|affich\w+|"
    r"indique\w*|marquée?|écrit|d'après|selon)\b"
)
_WRONG_EN = (
    r"(?:(?:which|that|this|it|and|but)(?:'s| is| was| seems| looks)?(?: (?:just|simply|clearly|plain|obviously|"
    r"totally|"
    r"definitely|all))? (?:wrong|incorrect|nonsense|false|a mistake|an error|not (?:quite )?(?:right|true|correct))|"
    r"(?:which|that|this|it) (?:can'?t|cannot|can not|couldn'?t) be|(?:which|that|this|it) (?:isn'?t|doesn'?t (?:seem|"
    r"look))"
    r" (?:right|true|correct)|(?:should|ought to) (?:be|say|read)|(?:but )?(?:we|i)(?:'ve|'re)? (?:only|just|never)|"
    r"not what (?:we|i))"
)
_WRONG_DE = (
    r"(?:(?:das|was|dies|die (?:zahl|angabe)) (?:\w+ ){0,2}?(?:stimmt (?:\w+ ){0,2}?nicht|passt (?:\w+ )?nicht|nicht "
    r"(?:stimmen|sein|stimmt)|(?:ist|war) (?:\w+ ){0,2}?(?:falsch|nicht richtig|quatsch|unsinn|fehler|irrtum|zu "
    r"viele?)|"
    r"falsch ist)|stimmt (?:\w+ ){0,2}?nicht|(?:sollte[n]?|müsste[n]?) (?:\w+ ){0,3}?sein|"
    r"(?:wir|ich) (?:haben?|sind) (?:aber |doch |ja )*nur)"
)
_WRONG_ES = (
    r"(?:no puede ser|no es (?:correcto|cierto|verdad|así)|no está bien|no cuadra|est[aá] mal|es un (?:error|fallo)|"
    r"es (?:falso|incorrecto|mentira)|debería[n]? (?:ser|poner)|(?:pero |y )?solo (?:tenemos|somos|tengo))"
)
_WRONG_FR = (
    r"(?:(?:ce qui |ce |cela |ça |c')(?:est|n'est|ne|me)?[ ]?(?:(?:\w+ )?(?:faux|une erreur|inexact|incorrect)|pas "
    r"(?:bon|juste|correct|exact|possible|normal|vrai)|(?:ne )?(?:peut|colle|va) pas)|(?:est|sont) (?:faux|erroné\w*)|"
    r"devrait (?:être|indiquer)|(?:on|nous) (?:n'(?:en )?)?(?:a|avons|est|sommes) que)"
)
_WRONG = rule(
    rf"[^.!?\n]{{0,40}}?(?:[.!?]+ )?[^.!?\n]{{0,12}}?(?<!\w)(?:{_WRONG_EN}|{_WRONG_DE}|{_WRONG_ES}|{_WRONG_FR})\b"
)
"""Behind what is shown, in its sentence or at the next one's start."""
_BY_MISTAKE = rule(
    r"\b(?:wrongly|falsely|mistakenly|incorrectly|by mistake|in error|irrtümlich\w*|fälschlich\w*|zu unrecht|"
    r"versehentlich|por error|erróneamente|equivocadamente|par erreur|à tort)\b"
)


def is_disputed(page: Page, start: int, end: int) -> bool:
    """Return whether what the words from `start` to `end` tell is only shown, and said to be wrong."""
    first, _, sentence = page.clauses[page.clause_at(start)]
    if not _SHOWN.search(page.folded, first, end):
        return False
    opening, stop, _ = page.sentences[sentence]
    return bool(_WRONG.match(page.folded, end) or _BY_MISTAKE.search(page.folded, opening, max(end, stop)))
