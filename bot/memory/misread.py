"""What has the looks of a value and is none, by the words it consists of or stands beside.

A town is no "l'offre", nobody is called "Kurze Info", and a number that is "not mine" is nobody's own. Each key has
one rule for its clause, or for what follows it; what a value's words may be is judged by the readers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.memory import values
from bot.memory.gazetteer import RELATIONS, is_given, listed
from bot.memory.registry import DEFAULT as _DEFAULT
from bot.memory.spans import Page
from bot.memory.spelling import Rule, fold, rule

_NO_NAME_BEGINS = listed(
    "bevor nachdem obwohl laut igual ella él kurze kurzer neue neuer neues nächste noch zweite chez depuis pendant "
    "avec pour before after since about quick next another new small pronounced spelled spelt written finance sales "
    "support accounts ops crèche naviera librairie boulangerie galerie galería gallery kanzlei praxis atelier "
    "estudio studio hotel hôtel café talleres grupo groupe restaurant restaurante pharmacie farmacia école schule "
    "colegio escuela trabajo compro vivo pago uso necesito tengo quiero escribo llamo busco kindergarten kita "
    "printer scanner router drucker impresora imprimante scanneur laptop tablet printers "
    "werkstatt radhaus autohaus nueva nuevo otra otro nouvelle nouveau petite"
)
"""With these no person's name begins: other parts of speech, and what a firm is."""
_OF_A_FIRM = rule(
    r"\b(?:galerie|galería|gallery|boutique|tienda|shop|firma|empresa|entreprise|société|company|agence|agentur|"
    r"agencia|"
    r"cabinet|kanzlei|praxis|restaurant|café|hotel|hôtel|studio|estudio|verein|club|association)[ ]$"
)
_CLAUSE: Mapping[str, Rule] = {
    "identity.name": rule(r"\bje suis charlie\W*$"),  # said by whoever sides with others
    "pref.tone": rule(
        r"\b(?:hat|haben|hast|wurde|werde|wird|man|bot\w*|assistent\w*|kolleg\w*|mitarbeiter\w*|fahrer\w*|system|mail|"
        r"jemand|er|niemand)\b[^.!?,;\n]{0,30}\b(?:geduzt|gesiezt|duzt|siezt)\b|\bdas (?:du|sie) (?:wurde|ist|war|"
        r"fand|geht|klingt)\b|\b(?:me|nos) (?:tute(?:ó|aron|aba\w*)|habló de tú)|\bm'(?:a|ont) tutoyée?"
    ),
    "device.os": rule(
        r"\b(?:il faut|requires?|required|is needed|braucht man|wird benötigt|vorausgesetzt|se necesita|hace falta|"
        r"nécessite|you (?:rent|host|run)|vous (?:louez|hébergez|proposez)|ihr (?:vermietet|betreibt)|alquiláis|"
        r"alquilan)\b"
    ),
    "contact.time": rule(
        r"\b(?:reminders?|alarms?|notifications?|backups?|erinnerung\w*|wecker|benachrichtigung\w*|recordatorios?|"
        r"alarmas?|rappels|notifs?|dej\w+ de|stop|hört auf|arrêt\w+|my head|mein kopf|mi cabeza|ma tête)\b"
    ),
    "contact.channel": rule(
        r"\b(?:in|on|sur|en|auf) (?:the|your|le|les|el|los|den) (?:e-?mails?|mails?|correos?)\b(?![^.!?\n]{0,20}@)|"
        r"\brather (?:i|we)\b|\bmails? (?:go|goes) (?:only )?to\b"
    ),
}
"""What the clause says of which nothing of the key is told."""
_THEN_DENIED: Mapping[str, Rule] = {
    key: rule(
        r"[^.!?\n]{0,60}[.!?,;]?[^.!?\n]{0,10}\b(?:not (?:mine|ours)|isn'?t (?:mine|ours)|never was (?:mine|ours)|"
        r"nicht (?:meine?r?|unsere)|gehört (?:mir|uns) nicht|no es (?:mí[oa]|el mío|la mía|nuestr[oa])|"
        r"(?:n'est pas|pas) (?:le mien|la mienne|à moi|à nous))\b"
    )
    for key in ("contact.phone", "contact.email")
}
"""What follows a number that is somebody else's."""
_A_RELATION = re.compile(
    r"(?:s|'s|’s|s'|s’)\s(?:mother|father|mum|mom|dad|wife|husband|son|daughter|sister|brother|mutter|mama|vater|papa|"
    r"frau|"
    r"mann|sohn|tochter|schwester|bruder|oma|opa|eltern)$",
    re.IGNORECASE,
)
_ANOTHERS_BEFORE = rule(rf"\b(?:{RELATIONS})\b[^.!?,;\n()]{{0,30}}\(?$")
_NO_THING_ENDS = re.compile(r"\s(?:est|ya|me|se|es|is|ist|va|ne|no|nos|lui|y|q|que)$", re.IGNORECASE)
_ORDINARY = ("product.passing",)
_FIRM_ALONE = listed(
    "schule school école colegio escuela klinik clinic firma company empresa universität university büro office verein "
    "gemeinde kirche stadt werkstatt hotel restaurant bank post kita kindergarten praxis hospital krankenhaus"
)
_HEADS = rule(r"\b(?:head|leit(?:er|erin|ung)|jef[ea]|chefs?|chefin|directora?|directrice|directeur) "
              r"(?:of|de|del|des|du|der|vom|von)[ ]$")  # fmt: skip
"""What makes a single word a part of a firm: "Head of Lettings"."""
_BROKEN_CITY = re.compile(r"[ldLD]['’][a-z]")
_NO_TOWN = listed("werkstatt büro lager versand einkauf empfang atelier accueil oficina almacén taller")
_A_DAY = re.compile(
    r"(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun|lun|mar|mi[eé]|jue|vie|jeu|ven|sam|dim)\w* \d", re.IGNORECASE
)
_NOT_A_POST = re.compile(r"(?:ciego|ciega|sord[oa]|blind|taub|deaf|malvoyante?|aveugle|sourde?)\b", re.IGNORECASE)


def is_none(key: str, how: str, value: str, page: Page, start: int, end: int) -> bool:
    """Whether what was read as a key's value, from `start` to `end`, is none after all. `how` is the phrase's name."""
    clause = page.clauses[page.clause_at(start)][:2]
    said = _CLAUSE.get(key)
    if said and said.search(page.folded, *clause):
        return True
    denied = _THEN_DENIED.get(key)
    if denied and denied.match(page.folded, end):
        return True
    if key == "identity.pronouns":
        return _ANOTHERS_BEFORE.search(page.folded, clause[0], start) is not None
    return _has_other_words(key, how, value, page, start, end)


def _has_other_words(key: str, how: str, value: str, page: Page, start: int, end: int) -> bool:
    first = value.split()[0].lower() if value.split() else ""
    if key == "identity.name":
        at = page.clean.find(value, start, end)
        lead = page.folded[max(0, at - 24) : at] if at >= 0 else ""
        if _A_RELATION.search(value):
            return True  # "Milans Mutter"
        return (first in _NO_NAME_BEGINS and not is_given(first)) or bool(_OF_A_FIRM.search(lead))
    if key == "product.owned":
        plain = how in _ORDINARY and value.islower() and not any(map(str.isdigit, value))
        tongue = values.language(first, _DEFAULT) is not None
        return bool(_NO_THING_ENDS.search(value)) or (plain and (tongue or first in _OF_THE_BODY))
    if key == "company.name":
        led = page.folded[: page.clean.find(value, start, end)] if " " not in value else ""
        return value.lower() in _FIRM_ALONE or _HEADS.search(led) is not None
    if key == "location.city":
        return bool(_BROKEN_CITY.match(value)) or first in _NO_TOWN
    if key == "plan.name" and how == "tagged":
        return _A_DAY.match(value) is not None
    if key == "company.role" and how == "tagged" and _GONE.search(page.folded[:start]):
        return True
    if key == "company.role":
        return bool(_NOT_A_POST.match(fold(value)))
    return False


_GONE = rule(
    r"\b(?:returned|sent back|devuelt[oa]|entregad[oa]|recogid[oa]|rendue?|renvoyée?|zurückgegeben|zurückgeschickt)[ ]"
    r"(?:the|la|el|le|den|die|das)[ ]$"
)
"""What was returned is no post: "devuelta la topo"."""
_OF_THE_BODY = listed(
    "hearing sight eyesight vista voz poca oído gehör sehkraft stimme vue voix ouïe head kopf cabeza tête lector bed "
    "cama lit bett hand hands hände manos mains wrist back rücken espalda dos"
)
"""What is nobody's purchase: senses and limbs, and where one sleeps."""
