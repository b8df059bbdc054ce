"""The number and the hours that stand beside a wish to be called: "can someone call me? 0171 5550199, after 6pm".

Neither says whose it is. The words before do: that one be called, a case for which one is to be reached.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.memory import values
from bot.memory.frame import Frame, Seen
from bot.memory.gazetteer import RELATIONS
from bot.memory.registry import Registry
from bot.memory.spans import BLANK, Label, Page
from bot.memory.spelling import rule
from bot.memory.wishes import WHEN

_BEFORE = 200
"""Letters before a number or an hour in which one asks to be called."""
CALL_ME = rule(
    r"\b(?:(?:call|ring|phone|text|telephone|sms)(?:s|ing)? (?:me|us)\b|(?:reach|contact|get hold of|get) (?:me|us)\b|"
    r"(?:give|drop) (?:me|us) a (?:ring|call|bell|buzz|shout|text)|(?:a|my|your|the|for|request\w*) ?call-?backs?\b|"
    r"have (?:someone|somebody|the \w+|him|her|them) (?:call|ring|phone)\b|i (?:can|could) (?:be reached|talk|"
    r"take calls)|"
    r"calls? (?:is|are) (?:ok\w*|fine|welcome)|(?:number|line) (?:to|you can) (?:ring|call|reach|use|dial)|"
    r"phone is (?:how|the)|"
    r"(?:ruft?|rufen sie|klingelt?|bimmelt?) (?:mich|uns|bei mir|bei uns|bitte|kurz|doch|mal)\b|rückruf\w*|"
    r"zurückruf\w*|"
    r"zurückzurufen|(?:mich|uns|mir) (?:bitte |mal |kurz |jemand )*(?:an|zurück|durch)\w*(?:ruf|kling)\w*|"
    r"durchklingel\w*|"
    r"(?:erreich\w*|sprech\w*) (?:ihr|sie|du|man) mich|erreicht mich|(?:mich|uns) erreich\w*|bin ich erreichbar|"
    r"ans telefon kann|"
    r"(?:me|nos) (?:\w+ ){0,2}(?:llam\w+|localiz\w+|telefone\w+|devolver la llamada)|(?:llám|telefone)\w*(?:me|nos)\b|"
    r"(?:txt|text|ring|phone) it to (?:me|us)|(?:talk|speak) to (?:me|us|somebody|someone)|coup de (?:fil|téléphone)|"
    r"(?:ist|ein|wäre) (?:\w+ )?anruf|devolverme la llamada|d(?:adme|enme|ame|arme) un (?:toque|telefonazo)"
    r"|(?:prefiero|mejor) el teléfono|"
    r"(?:me|nous|m') ?(?:r?appel\w+|joindre|téléphone\w*|passer un coup)|r?appele[zr]?[- ](?:moi|nous)|"
    r"merci de r?appeler|(?:un|votre) rappel\b|on me joint)"
)
"""That one be called, in whatever mood: a wish, a leave, a condition."""
_IN_CASE = (
    r"(?:(?:for|with) (?:any )?(?:questions?|queries|callbacks?|problems?|the \w+)(?: \w+){0,3}|"
    r"in case(?: of)?(?: \w+){1,5}|"
    r"if (?:needed|necessary|anything|you need|there|the \w+)(?: \w+){0,6}|"
    r"(?:bei|für) (?:rückfragen|fragen|bedarf|problemen|den \w+|die \w+|das \w+)(?: \w+){0,3}|falls(?: \w+){1,6}|"
    r"festnetz(?: \w+){0,4}|"
    r"en caso de(?: \w+){1,3}|por si(?: \w+){1,4}|para (?:el|la|los|las|cualquier) (?:\w+ ?){1,3}|si (?:hace falta|"
    r"hay)(?: \w+){0,4}|"
    r"au besoin|si besoin|en cas (?:de|d')(?: ?\w+){1,3}|pour (?:le|la|les|l'|toute|un|une) ?(?:[\w-]+ ?){1,4}|"
    r"au cas où(?: \w+){0,4})"
)
_CASE = rule(rf"(?:^|[.!?,;\n]\s*|\band |\bund |\by |\bet ){_IN_CASE}[ ]?[:,-][ ]$")
_ANEW = rule(
    r"\b(?:new|other|different|neue|andere|nuevo|otro|nouveau|nouvelle|autre) (?:number|mobile|phone|sim|nummer|"
    r"handynummer|"
    r"número|móvil|numéro|portable|puce)\b[^.!?\n\d]{0,24}$"
)
_PHONE = rule(
    rf"(?<![\w.,+#/@-])(?<!\d )(?P<v>(?=\+|\(?0\d){values.CALLABLE}|[6-9]\d{{2}}(?:[ .-]\d{{3}}){{2}}|"
    r"[6-9]\d{2}(?:[ .-]\d{2}){3}|9\d[ ]\d{3}[ ]\d{2}[ ]\d{2}|"
    r"\(\d{3}\)[ ]?\d{3}-\d{4}|[1-9]\d(?:[ ]\d{4}){2})(?![\w-]|[.,/:]\d)"
)
_NOT_MINE = rule(
    rf"\b(?:call(?:ed|s)? from|(?:kam|venait|venía|vino|came) (?:von|du|de|from)|rang|hotline|your|yours|ihre?[nr]?"
    rf"|eure\w*|su|sus|vuestr\w+|votre|vos|order|"
    rf"bestell\w*|pedido|"
    rf"commande|ref\w*|invoice|old|alte\w*|viej[oa]|ancien\w*|can i (?:call|ring)|kann ich|puedo llamar|puis-je|"
    rf"(?:hat|haben|habt) (?:mich|uns)|me (?:han? )?llam(?:ó|aron|ado)|(?:m'a|m'avez|m'ont|nous a) \w+|"
    rf"(?:him|her|them|the (?:courier|driver|fitter|landlord)(?=\?))|"
    rf"(?:my|our|his|mein\w*|unser\w*|mi|nuestr[oa]|mon|ma|notre) (?:\w+ )?(?:{RELATIONS}))\b"
)
_OPENS_CLAUSE = rule(r"(?:\A|[.!?\n] ?)\s*$")
_REASON = rule(
    r"[ ,(-]{1,3}(?:if|in case|should|wenn|falls|si|s'il|au cas où|por si|en caso de|cuando|pour|para|für"
    r"|for)[ ](?:you|the|"
    r"they|anyone|somebody|he|she|der|die|das|ihr|sie|jemand|niemand|ya|le|la|el|no|il|on|vous|besoin|needed|nötig|"
    rf"l'|un|una|any)\b(?=[^.!?;\n\x00]{{3,}})|[ ]?,[ ](?:but )?(?:only )?{WHEN.replace('?P<v>', '?:')}(?=\s*(?:$"
    rf"|[.,;!)\n]))"
)
"""What a number at the front of its sentence is for: "0171 … if the driver gets lost", "612 …, in the afternoons"."""
_SINCE_THEN = rule(r"[.!?]\s.*[.!?]\s")
_WHEN_BESIDE = rule(
    r"\W*(?:(?:[\w']+ ){0,3}?(?:only|but|best|just|ideally|preferably|please|aber|allerdings|nur|erst|bitte|"
    r"am besten|gern\w*|"
    r"mejor|solo|sólo|pero|seulement|mais|plutôt|de préférence|uniquement|sauf|so|anything|any ?time)[ ,]{1,2}"
    r"(?:(?:erst|only|best|in my|in|pendant ma pause|during my|my) ?(?:lunch break|pause|lunch)?[ ,]{0,2})?)?"
    rf"{WHEN}(?=\s*(?:$|[.,;:!?)\n]|(?:sonst|otherwise|please|pls|bitte|por favor|svp|as|since|because|when|porque|"
    rf"weil|da|"
    r"sinon|car|parce|i|i'?m|im|ich|bin|estoy|tengo|je|j'\w+|if|wegen|about|over|de preference|the|before that|"
    r"vorher|antes|"
    r"avant|works|is fine|is best|passt|geht|va bien)\b))"
)
_DO_IT = rule(
    rf"\b(?:should|please|best|better|soll\w*|bitte|mögen?|que lo haga|debería|doit|devrait|"
    rf"qu'il le fasse)\b[^.!?\n]{{0,24}}? {WHEN}(?!\w)"
)
_CALLER = rule(
    r"\b(?:whoever|anyone|anybody|someone|somebody|who|wer|quien|qui) (?:phones|rings|calls|phoning|ringing|calling|"
    r"wants to "
    r"(?:call|ring|phone)|(?:mich )?anruf\w*|(?:me )?llam\w+|(?:m')?appel\w+)\b"
)
_THROUGH: frozenset[Label] = frozenset({"question", "wish", "hypothetical", "past", "negated", "third"})
_PHONE_FRAME = Frame("reached.phone", "contact.phone", _PHONE, values.phone, _THROUGH)
_TIME_FRAME = Frame("reached.time", "contact.time", _PHONE, values.phrase, _THROUGH)


def seen(page: Page, registry: Registry) -> Iterator[Seen]:
    """Yield the number and the hours at which one wishes to be called, where they stand beside that wish."""
    text = page.folded
    at = -1
    for number in _PHONE.finditer(text):
        value = values.phone(page.clean[slice(*number.span("v"))], registry)
        if value and _is_own(text, number.start("v"), number.end("v")):
            yield Seen(_PHONE_FRAME, *number.span("v"), value)
            at = at if at >= 0 else number.end("v")
    asked = CALL_ME.search(text) if at < 0 else None
    if at < 0 and (asked is None or _NOT_MINE.search(text, max(0, asked.start() - 30), asked.end() + 12)):
        caller = _CALLER.search(text)
        asked = caller if caller and CALL_ME.search(text, caller.start(), caller.end() + 4) else None
        if asked is None:
            return
    yield from _hours(page, registry, at if at >= 0 else asked.end() if asked else 0)


def _is_own(text: str, start: int, end: int) -> bool:
    """Whether the words before a number ask to be called, and name nobody else whose it is."""
    before = text[max(0, start - _BEFORE) : start]
    if (
        _OPENS_CLAUSE.search(before)
        and _REASON.match(text, end)
        and not _NOT_MINE.match(text[end : end + 40].lstrip(" ,"))
    ):
        return True
    asks = next(reversed(list(CALL_ME.finditer(before))), None) or _CASE.search(before) or _ANEW.search(before)
    said = before[asks.start() :] if asks else ""
    if asks is None or BLANK in said or _SINCE_THEN.search(said):
        return False
    around = before[max(0, asks.start() - 40) :]
    return not _NOT_MINE.search(around) and not _NOT_MINE.match(text[end : end + 40].lstrip(" ,"))


def _hours(page: Page, registry: Registry, since: int) -> Iterator[Seen]:
    """Yield the first hour in what follows: in its clause, the next two, or as who calls should do it."""
    text, near = page.folded, 0
    for first, last, _ in page.clauses:
        if last <= since:
            continue
        start = max(first, since)
        found = _WHEN_BESIDE.match(text, start, last)
        if found is None and first <= since:
            found = _DO_IT.search(text, start, last)
        if found and (value := values.phrase(page.clean[slice(*found.span("v"))], registry)):
            yield Seen(_TIME_FRAME, *found.span("v"), value)
            return
        near += 1
        if near > _NEAR:
            return


_NEAR = 3
"""Clauses behind the wish in which its hour is told."""
