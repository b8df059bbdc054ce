"""What kind of answer a question seeks: a price, a time, a place, a way, a limit; and which texts give it.

Read by the section's choice (search.py), and by who goes on from an answer with "and how much?", which names nothing.
"""

from __future__ import annotations

import re
from typing import Literal

from bot.answers.words import fold
from bot.wordcache import cached

_HOW = re.compile(
    r"\bhow (?:do|to|can|could|would|should|does|d)\b|\bhowto\b|"
    r"\bwie\b(?! (?:lange?|viele?|teuer|schnell|oft|hoch|gross))|\bc[oó]mo\b|\bcomment\b|"
    r"^\W*how (?!(?:long|much|many|soon|often|fast|quick|quickly|late|old|big|large|expensive|about|come)\b)",
    re.IGNORECASE,
)
"""A question put into English word by word has its "how" at the beginning, and nothing behind it: "how return item"."""
_WISH = re.compile(
    r"\b(?:i|we)(?:'?d)? (?:(?:would|really|just|do) )*(?:want|wanna|need|like|love|wish|have|am trying) to\b|"
    r"\b(?:ich|wir) (?:moechten?|mochten?|wollen|will|wuerden? gern\w*|wurden? gern\w*)\b|"
    r"\b(?:quiero|queremos|quisiera|me gustaria|necesito|querria)\b|"
    r"\b(?:je (?:veux|voudrais|souhaite\w*|aimerais)|on (?:veut|voudrait|aimerait)|nous (?:voulons|voudrions))\b"
)
_PRICE = re.compile(
    r"\bhow (?:much|expensive)(?! (?:time|longer|space|room|weight))\b|\b(?:prices?|costs?|kostet|kosten|preise?|teuer|"
    r"wie ?viel|precios?|cuestan?|cuanto (?:vale|es)|prix|coutent?|coute|combien ca)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\bhow (?:long|soon|fast|quick(?:ly)?|many (?:days|weeks)|much (?:time|longer))\b|"
    r"\bwhen (?:will|do|does|is|are|can|should)\b|\bwhen\W*$|"
    r"\bwhere ?(?:'?s|is|are)\b|^\W*(?:(?:and|but|so|then) )?when\b|"
    r"\b(?:wann|wie (?:lange|schnell)|wo (?:bleib(?:t|en)|ist|sind)|cuando|cuanto (?:tarda\w*|tiempo)|"
    r"donde esta\w*|quand|combien de (?:temps|jours)|ou (?:est|sont))\b",
    re.IGNORECASE,
)
"""Who asks where something of theirs is waits for it."""
_TIME_WORDS = {"en": "long take time quick fast", "de": "lange dauer dauert schnell", "es": "tarda plazo tiempo rapido",
               "fr": "delai temps duree rapide"}  # fmt: skip
_PRICE_WORDS = {"en": "price", "de": "preis", "es": "precio", "fr": "prix"}
_LEFT = re.compile(
    r"\b(?:how much (?:is|money is|have i|do i have|i have)(?: (?:still|got))? left|left on (?:it|my|the)|"
    r"(?:says?|shows?|showing|displays?|is|has|reads) (?:only |just |still )?(?:0|zero|empty|nothing|used up)|balance|"
    r"wie ?viel (?:ist|habe? ich) (?:noch |da |darauf |drauf )*(?:ubrig|drauf|uebrig)|noch (?:drauf|ubrig)|"
    r"(?:zeigt|sagt|steht(?: auf)?|ist) (?:nur |noch )?(?:0|null|leer|aufgebraucht)|guthaben|"
    r"cuanto (?:me )?queda|(?:dice|pone|muestra|marca|esta|tiene) (?:solo )?(?:0|cero|vacia?|vacio|a cero)|saldo|"
    r"combien (?:il )?(?:me )?reste|(?:affiche|dit|indique|est|montre) (?:seulement )?(?:0|zero|vide|a zero)|solde)\b"
)
"""What is left of money that was paid in: "how much is left on it", "it says 0"."""
_LEFT_WORDS = {"en": "balance", "de": "guthaben kontostand", "es": "saldo", "fr": "solde"}
_HEADED = ((_PRICE, _PRICE_WORDS), (_TIME, _TIME_WORDS), (_LEFT, _LEFT_WORDS))


Kind = Literal["price", "time", "place"]
_ASKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("price", re.compile(
        r"\bhow (?:much|expensive)(?! (?:time|longer|space|room|weight))\b|\b(?:costs?|who (?:pays?|has to pay|covers)|"
        r"(?<!how )(?:do|must|will|would|should) (?:i|we) (?:have to |need to )?pay|"
        r"what (?:do|will|would) (?:i|we) pay|"
        r"for free|free of charge|is (?:it|this|that) free|charge)\b|"
        r"\b(?:kostet|kosten|teuer|wie ?viel|wer (?:be)?zahlt|zahle? ich|was (?:be)?zahle|kostenlos|gratis|umsonst)\b|"
        r"\b(?:cuestan?|cuanto (?:vale|es|cuesta|pago)|quien (?:lo )?paga|tengo que pagar|gratis)\b|^\W*y? ?cuanto\W*$|"
        r"\b(?:coutent?|coute|combien ca|qui (?:va )?(?:paie|paye|payer)|gratuit\w*|payant)\b|^\W*(?:et )?combien\W*$"
    )),
    ("time", re.compile(
        r"\bhow (?:long|soon|fast|quick(?:ly)?|many (?:days|weeks|months)|much (?:time|longer)|(?:\w+ ){1,2}take)\b|"
        r"\b(?:un)?til when\b|\bwhen\b|"
        r"\b(?:wann|wie (?:lange?|schnell)|wie viele? (?:zeit|tage|wochen)|wieviel zeit)\b|"
        r"\b(?:cuando|cuanto (?:tarda\w*|dura|tiempo)|cuantos dias|que plazo)\b|"
        r"\b(?:quand|combien de (?:temps|jours)|quel delai)\b"
    )),
    # Who asks where something of theirs is waits for it: how long it takes is an answer, too.
    ("place", re.compile(
        r"\b(?:where|wo|wohin|donde|adonde)\b"
        r"(?! ?(?:'?s|is|are|ist|sind|bleib(?:t|en)|esta|estan) (?:my|our|mein\w*|unser\w*|mis?|nuestr\w+)\b)|"
        r"^\W*(?:et )?ou\b(?! (?:est|sont) (?:mon|ma|mes|notre|nos)\b)"
    )),
)  # fmt: skip
_UNITS = (
    "minutes?|hours?|days?|weeks?|months?|years?|minuten?|stunden?|tage?n?|werktage?n?|wochen?|monate?n?|jahre?n?|"
    "minutos?|horas?|dias?|semanas?|mes(?:es)?|anos?|heures?|jours?|semaines?|mois|ans?"
)
_TELLS: dict[Kind, re.Pattern[str]] = {
    "price": re.compile(
        r"[€$£]\s?\d|\d\s?(?:[€$£]|eur\b|euros?\b|kr\b)|\b(?:costs?|kostet|kosten|cuestan?|coutent?) \d|\b(?:free|"
        r"cheaper|half price|costs? (?:nothing|extra)|"
        r"pay(?:s|ing)? (?:nothing|only|for)|without (?:\w+ ){0,3}?(?:fees?|charges?|costs?)|"
        r"no (?:extra )?(?:charge|cost|fee)s?|kostenlos|gratis|kostenfrei|umsonst|"
        r"gratuit\w*|sin coste|sans frais)\b"
    ),
    "time": re.compile(
        rf"\d+(?:\s?(?:-|–|to|bis|a|à)\s?\d+)?\s(?:(?!(?:an?|per|each|every|im|pro|je|al|por|par)\s)[a-z]+\s)?"
        rf"(?:{_UNITS})\b|\b\d{{1,2}}:\d\d\b|"
        r"\b(?:at once|immediately|right away|the same day|sofort|gleich|enseguida|de inmediato|tout de suite|aussitot|"
        r"monday|montag|lunes|lundi|until|before|as soon as)\b"
    ),
    "place": re.compile(
        r"\*\*|https?://|\b[a-z0-9-]+\.[a-z]{2,}/|\b(?:in|at|to) (?:a|any|every|the|each|our|one of our) [\w ]*"
        r"(?:stores?|shops?|desk|checkout|app|website|page|door|depot|warehouse|pick-up point)\b"
    ),
}  # fmt: skip


@cached(maxsize=4096)
def kinds(text: str) -> tuple[Kind, ...]:
    """Return what kinds of answer a question seeks, as far as words of its own say so: the first kind first."""
    folded = fold(text)
    return tuple(kind for kind, asks in _ASKS if asks.search(folded))


def asks_price(text: str) -> bool:
    """Return whether a question seeks a price, also by a noun: "e-bike price"; "how much luggage" seeks none."""
    folded = fold(text)
    return ("price" in kinds(text) or bool(_PRICE.search(folded))) and not _MUCH_OF.search(folded)


_MUCH_OF = re.compile(
    r"\bhow much (?!(?:is|are|was|were|do|does|did|will|would|should|must|for|to|per|an?|the|it|money)\b)\w|"
    r"\bwie ?viel (?!(?:kost\w*|zahl\w*|bezahl\w*|muss|ist|sind|wird|macht|fur|pro|geld)\b)\w"
)


def begins_with(heading: str) -> tuple[Kind, ...]:
    """Return what kinds of question a heading answers by its first words: "Where the money goes", "How long it takes".

    "See where your order is" says more than where.
    """
    first = heading.split()[:2]
    size = 2 if first and fold(first[0]) in _HOW_MUCH else 1
    return kinds(" ".join(first[:size]))


def answered_by(heading: str) -> frozenset[Kind]:
    """Return what kinds of question a heading answers, wherever it says so: "What a return costs".

    A place is in many headings that tell of something else.
    """
    return frozenset(kinds(heading)) - {"place"} | frozenset(begins_with(heading))


_HOW_MUCH = ("how", "wie", "cuanto", "combien")


def tells(sentence: str, kind: Kind) -> bool:
    """Whether a sentence gives a price, a time or a place."""
    return bool(_TELLS[kind].search(fold(sentence)))


_NOT = r"(?:not|cannot|can'?t|never|doesn'?t|isn'?t|won'?t|nicht|kein\w*|nie|no|nunca|pas|jamais|aucun\w*)"
_LIMITS = re.compile(
    r"^\W*(?:what|which|was|welche\w*|que|lo que|ce (?:qui|que|qu)|quels?|quelles?)\b"
    r"(?! (?:to do|happens|is not|tun|machen|hacer|faire)\b)"
    rf"(?:(?!\b(?:if|when|wenn|falls|si|quand|cuando)\b).)*?\b{_NOT}\b|"
    r"\b(?:exceptions?|exclu(?:ded|sions?)|not (?:covered|included|allowed|possible|accepted|eligible)|ausnahmen?|"
    r"ausgeschlossen\w*|nicht (?:abgedeckt|enthalten|erlaubt|moglich|inbegriffen)|excepcion(?:es)?|excluid[oa]s?|"
    r"no (?:cubiert|incluid|permitid)[oa]s?|exclu(?:s|es?)?|non (?:couvert|inclus|compris|autoris)\w*)\b"
)
"""Headings of what a rule leaves out: "What cannot be returned", "Exceptions". "If you cannot log in" is a trouble."""
_WHETHER = re.compile(
    r"^\W*(?:(?:and|but|so|hi|hello|hey) )?(?:do|does|did|is|are|will|would|has|have)\b (?!not\b)|"
    r"^\W*(?:und |aber )?\w{2,}(?:t ihr|en sie)\b|\best[ -]ce que\b|^\W*(?:et )?(?:vous \w+ez|\w+ez[ -]vous)\b"
)
"""Who asks whether something is done asks as well whether it is not: "do you deliver on Saturdays"."""
_MAY = re.compile(
    r"^\W*(?:(?:and|but|so|hi|hello|hey) )?(?:can|could|may|should|must)\b|"
    r"^\W*(?:und |aber )?(?:kann|konnen|darf|durfen|muss|mussen)\b|^\W*(?:y |pero )?(?:puedo|podemos|se puede\w*)\b|"
    r"^\W*(?:et |mais )?(?:puis[ -]je|peut[ -]on|pouvons[ -]nous|(?:je|on) (?:peux|peut))\b"
)
_ASKS_MORE = re.compile(
    r"\b(?:what|how|when|where|who|why|was|wie|wann|wo|wer|warum|quand|comment|combien|pourquoi|quoi)\b"
)
_ASKS_LIMITS = re.compile(
    r"\b(?:which|what (?:items?|things?|products?|is|are)|welche\w*|que (?:articulos?|productos?)|quels?|"
    r"quelles?|exceptions?|exclu\w*|ausnahmen?|excepcion\w*|(?:can|could|may) (?:i|we|you|one|it|they)|am i allowed|"
    r"is it possible|possible|kann|konnen|darf|durfen|moglich|geht das|puedo|podemos|se puede\w*|es posible|"
    r"(?:je|on) (?:peux|peut)|peut[ -]on|puis[ -]je|also|even|auch|tambien|aussi|refus\w*)\b"
)


def asks_whether(text: str) -> bool:
    """Return whether a question is answered by yes or no: "can I return food", "nehmt ihr Schecks"."""
    folded = fold(text)
    return bool(_WHETHER.search(folded) or _MAY.search(folded)) and not kinds(text)


@cached(maxsize=4096)
def limits(heading: str) -> bool:
    """Return whether a heading says that its section tells what is left out of a rule."""
    return bool(_LIMITS.search(fold(heading)))


@cached(maxsize=4096)
def asks_limits(text: str) -> bool:
    """Return whether a question may seek what is left out: it asks whether or what, or has a negation.

    "How can I return it", and where or until when, seeks none.
    """
    folded = fold(text)
    if re.search(rf"\b{_NOT}\b", folded):
        return True
    whether = _WHETHER.search(folded) and not _ASKS_MORE.search(folded)
    asks = bool(_ASKS_LIMITS.search(folded) or whether)
    return asks and not _HOW.search(text) and not kinds(text)


_WITHOUT = re.compile(r"\b(?:without|w/o|ohne|sin|sans)\b")
"""Headings of what holds where something is not there: "Returning without the original packaging"."""
_LACKS = re.compile(
    rf"{_WITHOUT.pattern}|^\W*(?:no|kein\w*|ningun\w*|aucun\w*|plus de)\b|"
    r"\b(?:(?:have|has|had|got|'?ve|with) no|(?:do|does|did)n'?t have|no longer have|threw|thrown|chucked|binned|"
    r"lost|missing|gone|kein\w*|nicht mehr|weggeworfen|weggeschmissen|verloren|verschwunden|fehl(?:t|en)|"
    r"no (?:tengo|tenemos|queda)|ya no|tir(?:e|ado|amos)|perdi\w*|falta\w*|"
    r"(?:n'?ai|avons|a) (?:plus|pas) (?:de|d'|l[aes'])|jete\w*|perdu\w*|manque\w*)\b"
)


@cached(maxsize=4096)
def lacks(text: str) -> bool:
    """Return whether something is said not to be there: "no box anymore", "I threw the box away", "ohne Karton"."""
    return bool(_LACKS.search(fold(text)))


def without(heading: str) -> bool:
    """Return whether a heading says that its section holds where something is not there."""
    return bool(_WITHOUT.search(fold(heading)))


def asks_the_way(text: str) -> bool:
    """Return whether somebody asks how to do something, or wishes to do it."""
    return bool(_HOW.search(text) or _WISH.search(fold(text)))


def headed(text: str, lang: str) -> list[str]:
    """Return what headings say, in words of a language, of the price, the time or what is left that is asked for."""
    folded = fold(text)
    return [words_of.get(lang, "") for asks, words_of in _HEADED if asks.search(folded)]
