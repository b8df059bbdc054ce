"""What a message quotes of other people, or of papers: their trouble is none of the customer's."""

from __future__ import annotations

import re

_QUOTED = re.compile(
    r"(?P<q>\"[^\"\n]{1,400}\"|“[^”\n]{1,400}”|„[^“”\n]{1,400}[“”]|«[^»\n]{1,400}»)(?P<said>,\s[^.!?\n]{1,80})?"
)
_OF_ONESELF = re.compile(
    r"\b(?:i|i'm|i've|my|we|our|ich|mein\w*|wir|unser\w*|yo|soy|estoy|mi|mis|nuestr\w+|cancelo|je|j'\w+|mon|ma|mes|"
    r"nous)\b",
    re.IGNORECASE,
)
_A_THING_SAYS = re.compile(
    r"\b(?:it|app|page|screen|site|system|error|message|display|bot|app|anzeige|seite|\w*meldung|fehler|pantalla|"
    r"mensaje|página|écran|message|page|appli\w*)\b[^.!?\n]{0,30}$",
    re.IGNORECASE,
)
_IS_WRITTEN = re.compile(
    r"\b(?:reviews?|reviewer|magazine|article|manual|handbook|brochure|blog|forum|leaflet|guide|test\w*|\w*zeitschrift|"
    r"magazin|artikel|handbuch|\w*anleitung|prospekt|ads?|adverts?|commercial|werbung|anzeige|anuncio|"
    r"publicidad|pub|publicité|bewertung|rezension|revista|artículo|folleto|reseña|revue|notice|"
    r"avis)\b[^.!?\n]{0,60}$",
    re.IGNORECASE,
)
_SOMEBODY_SAYS = re.compile(
    r"\b(?:technicians?|fitter|engineer|installer|electrician|plumber|agent|colleague|rep|driver|courier|neighbou?r|"
    r"friend|guy|man|woman|lady|he|she|they|someone|somebody|techniker\w*|monteur\w*|kolleg\w+|fahrer\w*|"
    r"mitarbeiter\w*|er|sie|nachbar\w*|jemand|técnic[oa]|instalador|repartidor|compañer[oa]|agente|él|ella|vecin[oa]|"
    r"alguien|technicien(?:ne)?|installateur|livreur|collègue|conseill(?:er|ère)|il|elle|voisine?|quelqu'un)\b"
    r"[^.!?\n]{0,30}?\b(?:said|says|told|claims?|claimed|insist\w*|wrote|writes|sagte?|meinte?|behauptete?|schrieb|"
    r"dijo|dice|asegur\w+|dit|prétend\w*|écrit)(?: (?:me|us|mir|uns|to me))?\W*$",
    re.IGNORECASE,
)
CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
"""A fenced log or source, which reports nothing in the customer's own words."""


def unquoted(text: str) -> str:
    """Return a text without what it quotes of other people, or of papers: their trouble is none of the customer's."""
    return _QUOTED.sub(_but_for_things, text)


def _but_for_things(quote: re.Match[str]) -> str:
    lead = quote.string[max(0, quote.start() - 80) : quote.start()]
    if _SOMEBODY_SAYS.search(lead):
        return "\n"
    others = _OF_ONESELF.search(quote["q"]) and len(quote["q"].split()) > 2 and not _A_THING_SAYS.search(lead)
    return "\n" if others or _IS_WRITTEN.search(lead) else quote[0]
