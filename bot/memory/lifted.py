"""What was refused and is welcome again: "ihr dürft mich jetzt doch anrufen", "the offers can start again".

Only what is held can be lifted. The clause must permit it, or take the refusal back, and name what was refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.memory.found import Found, Reading
from bot.memory.gazetteer import RELATIONS
from bot.memory.spans import Label, Page
from bot.memory.spelling import Rule, rule
from bot.types.memory import Learned

_REFUSED, _MEMORY = "contact.do_not_contact", "consent.memory"
_CALLS = (
    r"(?:(?:call|phon|ring)(?:s|ed|ing|e)?(?! (?:the|my|your|his|her|their|him|them|off|for)\b)|"
    r"(?:zurück)?(?:an|durch|rein)(?:zu)?(?:ruf|klingel)\w*|\w*anrufe?n?|telefonier\w*|telefonisch|"
    r"llam(?:ar|e|en|éis|as)?(?:me|nos)?|llamadas?|telefone\w+|"
    r"r?[ée]?-?appel(?:er|ez|le|s)?|téléphon(?:er|ez)|coups? de (?:fil|téléphone))"
)
_OFFERS = (
    r"(?:offers?|deals?|promo\w*|newsletters?|advert\w*|ads|marketing|coupons?|vouchers?|angebote?n?|werbung|werbe\w+|"
    r"rabatte?|gutscheine?|aktionen|ofertas?|publicidad|bolet[ií]n\w*|cupones|descuentos|publicité\w*|pubs?|offres?)"
)
_SURVEYS = r"(?:surveys?|questionnaires?|umfragen?|bewertungs\w+|encuestas?|cuestionarios?|sondages?|enquêtes?)"
_REMEMBERING = (
    r"(?:remember(?!\w* to\b)\w*|memori[sz]\w*|(?:keep|take|make)(?:ing)? (?:\w+ )?(?:notes?|track|things|records?|my "
    r"\w+)|stor(?:e|ing) (?:my|things|stuff|what|it|everything)|save (?:my|what|things)|know things|"
    r"(?:euch|sich|dir)\b[^.!?,;\n]{0,40}?\bmerken|merken|speichern|notieren|aufschreiben|notizen|"
    r"guard(?:ar|en|éis|e)(?! (?:el|la|los|las) (?:pedido|paquete|recibo))|record(?:ar|arme|éis)|acord\w+|apuntar\w*|"
    r"anotar\w*|memorizar|tomar nota\w*|"
    r"retenir|mémoriser|souvenir|noter|garde[rz] (?:mes|des|mon|ma|en mémoire|une trace|tout)|enregistrer|"
    r"conserver (?:mes|des|mon))"
)
_MATTERS: Mapping[str, str] = {"calls": _CALLS, "marketing": _OFFERS, "surveys": _SURVEYS, "off": _REMEMBERING}
_PERMITS = (
    r"(?:(?:you|u)(?: guys| lot| all)? (?:can|may|could)|(?:you'?re|you are|feel|are|is|more than) (?:free|welcome|"
    r"allowed)|(?:is|are|'s) (?:fine|ok|okay|alright)|can (?:start|come|resume|begin|go|be|reach)|"
    r"may (?:start|come|resume|begin)|go(?:ing)? back to|resume|start|send|keep|feel free|i don'?t mind|no objection|"
    r"dürft|dürfen|darfst|darf|könnt|können|kannst|kann|ist ok\w*|ist in ordnung|sind ok\w*|ok|okay|erlaubt|willkommen|"
    r"pueden?|puedes|podéis|podrían?|que vuelvan|vuelv[ae]n?|volved|está bien|me parece bien|"
    r"pouvez|peux|peut|peuvent|autorise|c'est bon|ça me va|reprene[zr]|reprends|recommence[zr])"
)
_AFTER_ALL = (
    r"(?:again|after all|back to|resum\w+|from now on|from today|once more|as before|now|restart\w*|"
    r"wieder|doch|jetzt|nun|ab sofort|ab heute|erneut|wie früher|"
    r"volver a|vuelv\w+ a|otra vez|de nuevo|nuevamente|al final|ahora|desde (?:hoy|ahora)|ya (?=pueden?|podéis|puedes)|"
    r"(?:de|à) nouveau|finalement|maintenant|désormais|reprend\w*|recommenc\w*|r[ée]-?appel\w+|quand même|"
    r"comme avant)"
)
_TAKES_BACK = (
    r"(?:(?:i )?(?:take|took|taking) (?:\w+ ){0,3}?back|scrap|forget (?:about )?|cancel|lift(?:ing|ed)?|withdraw\w*|"
    r"nehm\w* (?:ich )?(?:\w+ ){0,3}?zurück|(?:ist|sind) (?:wieder )?(?:aufgehoben|hinfällig|vom tisch)|"
    r"heb\w* (?:\w+ ){0,4}?auf|vergesst|vergessen sie|"
    r"retiro|levanto|anulo|quito|olviden|olvidad|olvida|"
    r"(?:je )?(?:retire|lève|annule)|oublie[zr]?|laisse[zr]? tomber)"
)
_BAN = (
    r"(?:ban|block|rule|veto|embargo|no|request|wish|thing|keine?|verbot|sperre|stopp?|wunsch|bitte|prohibici[oó]n|"
    r"veto|castigo|bloqueo|lo de|interdiction|blocage|refus|consigne)"
)
_NO_MATTER = rule(
    r"\b(?:no (?:problem|worries|issue|need to \w+)|not a problem|kein(?:e|en)? (?:ding|problem\w*|sorge\w*|thema)|"
    r"nichts dagegen|sin (?:problema|pegas?)|no (?:pasa nada|hay problema|me importa|me molesta)|"
    r"(?:aucun|pas de) (?:souci|problème))\b"
)
"""What has a no in it and refuses nothing."""
_STOPS = rule(
    r"\b(?:not|never|no|nobody|don'?t|dont|won'?t|can'?t|cannot|stop\w*|quit|instead of|without|nicht|nie|niemals|"
    r"kein\w*|aufhör\w*|hört|ohne|statt|nunca|jamás|ni|dej\w+ de|sin|en vez de|ne|n'|pas|jamais|plus|arrêt\w+|"
    r"cess\w+|sans|au lieu de|only|nur noch)\b"
)
_BARS: frozenset[Label] = frozenset({"hypothetical", "reported", "instruction", "sarcasm"})
_ANOTHERS = rule(rf"\b(?:{RELATIONS})\b")


def _rules(matter: str) -> tuple[Rule, Rule, Rule]:
    return (
        rule(rf"\b{matter}\b"),
        rule(rf"\b{_PERMITS}\b"),
        rule(
            rf"\b{_TAKES_BACK}\b[^.!?\n\x00]{{0,30}}?\b{matter}\b|\b{_BAN}\b[^.!?\n\x00]{{0,20}}?\b{matter}\b"
            rf"[^.!?\n\x00]{{0,24}}?\b{_TAKES_BACK}(?!\w)|\b{_TAKES_BACK}\b[^.!?\n\x00]{{0,24}}?\b{_BAN}\b"
            rf"[^.!?\n\x00]{{0,40}}?\b{matter}\b"
        ),
    )


_RULES = {value: _rules(matter) for value, matter in _MATTERS.items()}
_AGAIN = rule(rf"\b{_AFTER_ALL}\b")


def seen(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """Yield that a refusal which is held is over; nothing where the message has spoken of it by a phrase of its own."""
    page = reading.page
    for fact in reading.known.facts:
        if fact.key not in (_REFUSED, _MEMORY) or any(
            one.learned.key == fact.key and one.learned.denies for one in found
        ):
            continue
        for value in _MATTERS if fact.value == "all" else (fact.value,):
            if at := _lifted(page, value):
                yield Found(*at, Learned(fact.key, fact.value, "", "lifted", denies=True))
                break


def unsaid(found: Sequence[Found]) -> list[Found]:
    """ "The rule of no calls I take back" says no more that there be none."""
    lifted = {one.learned.value for one in found if one.learned.rule == "lifted"}
    return [
        one for one in found
        if one.learned.key not in (_REFUSED, _MEMORY) or one.learned.denies or one.learned.value not in lifted
    ]  # fmt: skip


_WAYS = ("contact.channel", "pref.format", "pref.length", "pref.tone")
_DROPS = rule(
    rf"\b{_TAKES_BACK}\b[^.!?\n\x00]{{0,20}}?\b(?:rule|only|thing|regel|ding|lo de|règle|consigne|histoire)\b"
)


def kept(page: Page, found: Sequence[Found]) -> list[Found]:
    """Return what is found without wishes that are taken back: "scrap the email only rule"."""
    if not _DROPS.search(page.folded):
        return list(found)
    return [
        one for one in found
        if one.learned.key not in _WAYS or not _DROPS.search(page.folded, *page.clauses[page.clause_at(one.start)][:2])
    ]  # fmt: skip


def _lifted(page: Page, value: str) -> tuple[int, int] | None:
    """Return where a message lifts a refusal."""
    names, permits, takes_back = _RULES.get(value, (None, None, None))
    if names is None or permits is None or takes_back is None or not names.search(page.folded):
        return None
    back = takes_back.search(page.folded)
    if back and not page.labels(*back.span()) & _BARS:
        return back.span()
    for said in names.finditer(page.folded):
        first, last, sentence = page.clauses[page.clause_at(said.start())]
        opening, closing, asks = page.sentences[sentence]
        leave = permits.search(page.folded, first, last)
        if (
            not leave
            or asks
            or _ANOTHERS.search(page.folded, first, last)
            or not _AGAIN.search(page.folded, opening, closing)
        ):
            continue
        rest = _NO_MATTER.sub("", page.folded[first:last])
        if not _STOPS.search(rest) and not page.labels(*said.span()) & _BARS:
            return min(leave.start(), said.start()), max(leave.end(), said.end())
    return None
