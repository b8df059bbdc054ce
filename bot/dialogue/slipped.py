"""Words that put right what somebody told: a letter that was missing, the wrong bill that was read, a dead number.

They sound like trouble ("missing", "wrong", "dead") and are none: what was amiss is what was said, and not what was
bought.
"""

from __future__ import annotations

import re

from bot.types.turn import Turn

_LETTER = r"(?:(?:an?|one|the|das|ein|eine[nr]?|una?|la|el|une?|le|l)[ '’])?(?:letter |buchstabe |letra |lettre )?"
_SIGN = r"['\"«„»“]?[a-zäöüßñéè0-9.@_-]['\"«„»“]?"
_A_LETTER = re.compile(
    rf"\b{_LETTER}{_SIGN}(?:'s| is| was| war| ist| est)? (?:missing|too (?:many|much)|extra|left out|wrong|fehlt\w*|"
    rf"zu ?viel|vergessen|en trop|oubliée?|manquait)\b|"
    rf"\b(?:missing|fehlte?n?|faltaba|falta|faltó|sobraba|sobra|sobró|manquait|manque|manquent)(?: (?:da|hier|noch|me|"
    rf"nur))? {_LETTER}(?:{_SIGN}|letter|buchstabe|letra|lettre)(?=\s*(?:$|[.,:;!)(]))",
    re.IGNORECASE,
)
_PAPER = (
    r"(?:invoice|bill|label|page|line|row|column|contract|letter|paper|screen|tab|sticker|e-?mail|document|file|sheet|"
    r"account|number|card|one|entry|statement|tag|plate|version|rechnung|seite|zeile|spalte|vertrag|zettel|etikett|"
    r"schild|aufkleber|dokument|datei|nummer|karte|konto|abrechnung|mail|factura|página|línea|fila|columna|contrato|"
    r"papel|pantalla|etiqueta|documento|archivo|número|tarjeta|cuenta|correo|facture|page|ligne|colonne|contrat|"
    r"papier|écran|étiquette|document|fichier|numéro|carte|compte|relevé|mail)"
)
_TOLD = re.compile(
    rf"\b(?:i|we)(?:'ve|'d| have| had| must have)?(?: just| accidentally| stupidly)? (?:told|given|gave|wrote|written|"
    rf"typed|quoted|mentioned|said)(?: (?:you|it|down|in|u))*(?: (?:rubbish|nonsense|garbage|crap|wrong|incorrectly)\b|"
    rf" (?:the|a|an|my|our|something)(?: \w+)? ?(?:wrong|incorrect|false)\b)|"
    rf"\b(?:look(?:ed|ing)?|read|reading|checked|checking|going by|had|copied|misread|was on)(?: at| from| off| out)?"
    rf" (?:the|my|an?) (?:wrong|incorrect) (?:\w+ )?{_PAPER}\b|"
    rf"\bmisread (?:the|my|our|it)\b|"
    rf"\b(?:quatsch|mist|unsinn|blödsinn|falsches|(?:die|den|das|eine?n?) falsche\w* (?:zahl|nummer|angaben?|adresse|"
    rf"plan|tarif|namen?)) (?:\w+ )?(?:erzählt|gesagt|geschrieben|angegeben|genannt|durchgegeben)\b|"
    rf"\b(?:vertan|verguckt|verlesen|verschrieben|vertippt)\b|"
    rf"\bfalsche[nrsm]? (?:\w+ )?{_PAPER}[^.!?\n]{{0,16}}? (?:vor mir|vor uns|geschaut|geguckt|gesehen|gelesen|"
    rf"abgelesen|verrutscht|offen)\b|"
    rf"\b(?:mir(?:é|aba|ando|ó)|leí|leyó|leía|tenía delante|estaba mirando) (?:en )?(?:la|el|una?) (?:\w+ )?{_PAPER} "
    rf"(?:equivocad[oa]|que no era|incorrect[oa])\b|\b(?:os|les?|te) (?:dije|di|puse|escribí|he dicho|he dado) "
    rf"(?:mal|una tontería|una? \w+ (?:equivocad[oa]|que no era))\b|"
    rf"\b(?:(?:vous|t['e]) ?)?(?:ai|avons) (?:dit|donné|écrit|raconté) (?:n'importe quoi|des bêtises|une bêtise|"
    rf"(?:la|une) mauvaise|(?:le|un) mauvais|un faux)\b|"
    rf"\b(?:regard|lis|lu|lisai|regardai)\w* (?:sur )?(?:la|le|une?) mauvaise? (?:\w+ )?{_PAPER}\b|"
    rf"\btrompée?s? de (?:\w+ )?{_PAPER}\b",
    re.IGNORECASE,
)
REACHED_AT = re.compile(r"\d[\d /().-]{6,}\d|[\w.+-]+@[\w-]+\.\w")
_OUT_OF_USE = re.compile(
    r"(?:^|[.!?,;:\n]\s*)(?:(?:no|nope|nah|nein|ne|nee|non|not any ?more|nicht mehr|ya no|oh|ah|ay),? )*"
    r"(?:(?:that|this|it|the old|my old|that old)(?: (?:one|number|line|address|phone|mail|e-?mail|account|inbox))?|"
    r"(?:die|der|das|dieser?|diese)(?: (?:alte )?(?:nummer|adresse|mail|leitung|handy))?|"
    r"(?:es[eao]|este|esta|aquel)(?: (?:número|línea|correo|dirección|móvil))?|"
    r"(?:celui-là|celle-là|celui-ci|ce numéro|cette adresse|cette ligne|ce mail|il|elle))"
    r"(?:'s| is| was| has| has been| ist| wurde| gibt'?s| gibt es| está| ha sido| est| a été| n'est| n'existe|"
    r" no| ya| ne| bounces)?\b[^.!?\n,;]{0,24}?(?:dead|gone|cut off|disconnected|cancelled|deactivated|switched off|"
    r"no longer|not (?:in use|mine|active)|out of (?:use|service|order)|bounces|history|tot|weg|abgeschaltet|"
    r"stillgelegt|gekündigt|nicht mehr|ya no|no existe|no funciona|no va|de baja|muert[oa]|cortad[oa]|coupée?|morte?|"
    r"résiliée?|plus|hors service)\b",
    re.IGNORECASE,
)


def tells(sentence: str, turn: Turn) -> bool:
    """Return whether a sentence of a turn only says that something was told wrong, or is what a new number replaces."""
    plain = sentence.replace("’", "'")
    if _TOLD.search(plain):
        return True
    shown = bool(REACHED_AT.search(turn.text))
    return (shown or bool(turn.learned)) and bool(
        (_A_LETTER.search(plain) and not plain.rstrip().endswith("?")) or (shown and _OUT_OF_USE.search(plain))
    )
