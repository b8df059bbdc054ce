"""What the bot or an agent asked last: the sentences that ask, what a bare "yes" confirms, what may be chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.memory.asked_keys import beside, key_of
from bot.memory.spelling import Rule, fold, rule
from bot.texts import cut
from bot.types.memory import Line

_ASKS_FOR = rule(
    r"\b(?:please|could you|can you|may i|bitte|könnten|können|por favor|puede|podria|digame|dime|"
    r"s'il (?:te|vous) plait|pouvez|pourriez|indiquez|donnez)\b"
)
_WHICH = rule(
    r"\b(?:which|what|where|when|how|who|wie|was|wo|wann|welche\w*|wer|que|cual|cuando|donde|como|quien|cuantos|"
    r"quel\w*|quand|comment|où|combien|qui)\b"
)
# What is asked of "you" becomes what "I" would say, so that the frames of statements read it.
_TO_FIRST: tuple[tuple[Rule, str], ...] = tuple(
    (rule(pattern), to)
    for pattern, to in (
        (r"\b(?:let me be sure|let me check|just to be sure|to confirm|so|and|ok|okay|i see(?: that)?|"
            r"i understand(?: that)?|it seems|see|i think|correct me if)\b[:, ]*", " "),
        (r"\bis (?:the|your) app(?: running)? (?:on|at)\b", "my app is"),
        (r"\b(?:are you|you are|you're)\b", "i am"), (r"\b(?:do you (?=live|have|use|work)|you (?=live|have|use|"
            r"work))", "i "),
        (r"\b(?:is|was) your\b(?= [\w -]{3,20}? (?:still|now|is)? ?\w)", "my"), (r"\byour\b", "my"),
        (r"\b(?:is it|is that|is this)(?: still)?(?: about)? (?=(?:order|#|version|the \w+ plan))", "my "),
        (r"\b(?:sind sie|sie sind|bist du|du bist)\b", "ich bin"),
        (r"\b(?:haben sie|sie haben|hast du|du hast)\b", "ich habe"),
        (r"\b(?:wohnen sie|sie wohnen|wohnst du|du wohnst)\b", "ich wohne"),
        (r"\b(?:nutzen sie|sie nutzen|nutzt du|du nutzt)\b", "ich nutze"), (r"\b(?:ihre?|deine?)\b", "meine"),
        (r"¿", ""), (r"\b(?:usted )?vives?(?: usted)?\b", "vivo"), (r"\btienes?\b", "tengo"), (r"\busas?\b",
        "uso"), (r"\b(?:su|tu)\b", "mi"),
        (r"\b(?:vous habitez|tu habites|habitez-vous|habites-tu)\b", "j'habite"),
        (r"\b(?:vous avez|tu as|avez-vous|as-tu)\b", "j'ai"), (r"\b(?:vous êtes|tu es|êtes-vous|es-tu)\b", "je suis"),
        (r"\b(?:vous utilisez|utilisez-vous|tu utilises)\b", "j'utilise"), (r"\b(?:votre|ton|ta)\b", "mon"),
        (r"\b(?:still|noch|immer noch|weiterhin|todavia|aun|toujours|encore|currently|probably)\b ?", ""),
        (r",? ?(?:right|correct|is that (?:right|correct)|isn't it|aren't you|don't you|oder|richtig|stimmt das|"
            r"stimmt's|ist das richtig|verdad|correcto|es correcto|no|n'est-ce pas|c'est (?:bien )?(?:ca|exact|"
            r"correct))? ?\?", "."),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer fills: a key, the value named for a bare yes, and the values named to choose from."""

    key: str
    value: str = ""
    options: tuple[str, ...] = ()
    one_of_several: bool = False
    """Whether more was asked beside it: each sentence of the answer may be to another question."""


_MOST = 2
"""Messages of the other side, one after the other, whose questions an answer may be to."""
_WAIT = rule(
    r"\W*(?:(?:one|a|un|une|ein|einen|just|just a|nur|gleich|espera|attends|attendez|hang|hold) )?(?:sec\w*|moment\w*|"
    r"min\w*|on|kurz|wait|instant\w*|momentito|segundo|espere|un momento|bitte|please|por favor|svp|ok|okay|sure|"
    r"thanks|danke|gracias|merci|hi|hello|hallo|hola|bonjour)\W*"
)
"""What a customer says before the answer: "moment"."""
_TAKES_BACK = rule(
    r"\W*(?:no|nope|nein|nee?|nö|non|oops|ups|quatsch|sorry|actually|i mean|ich meine?|doch|perdón|digo|pardon|enfin|"
    r"\*)\b"
)
"""How a customer begins who answers a second time: "ne, 45"."""
_FEW, _SOON = 3, timedelta(minutes=10)


def last_said(history: Sequence[Line], words: str, now: datetime) -> tuple[Line, ...]:
    """Return what the bot or an agent said last, one message or two, before the words of a customer.

    None where the customer has answered since and does not take it back.
    """
    lines = list(history)
    if lines and lines[-1].role == "customer":
        before = lines.pop()
        again = len(before.text.split()) <= _FEW and now - before.at < _SOON and _TAKES_BACK.match(fold(words))
        if not again and not _WAIT.fullmatch(fold(before.text)):
            return ()
    said: list[Line] = []
    while lines and lines[-1].role in ("bot", "agent") and len(said) < _MOST:
        said.insert(0, lines.pop())
    return tuple(said)


def asking(text: str) -> Iterator[str]:
    """Yield the sentences of a message that ask.

    "It depends on your version. Which one do you use?" is one: the first sentence says what is asked.
    """
    told = cut.sentences(text)
    for number, sentence in enumerate(told):
        if "?" in sentence and number and _WHICH_ONE.fullmatch(fold(sentence)):
            yield f"{told[number - 1]} {sentence}"
        elif "?" in sentence or (_ASKS_FOR.search(fold(sentence)) and key_of(sentence)):
            yield sentence


_WHICH_ONE = rule(
    r"\W*(?:and |und |y |et )?(?:which(?: one)?|welche[nrs]?|cuál|lequel|laquelle|which is it|how many|wie ?viele?|"
    r"cuánt[oa]s|combien)(?: (?:do you (?:have|use|run|need)|are you (?:on|using)|is (?:it|yours)|are (?:there|you)|"
    r"haben sie|hast du|nutzen sie|ist es|sind es|sind sie|es|son|usa[sn]?|tiene[sn]?|est-ce|avez-vous|as-tu|"
    r"utilisez-vous|en avez-vous|êtes-vous))?(?: usted(?:es)?| denn| da)?\W*"
)
"""A question that leaves out of what it is: the sentence before tells."""


_JOINED = re.compile(r",?\s+(?:and|und|y|e|et)\s+", re.IGNORECASE)


def keys_of(sentence: str) -> tuple[str, ...]:
    """Return the keys that a question asks for, in its order: "which plan, and how many seats?" asks for two."""
    several = tuple(dict.fromkeys(filter(None, map(key_of, _JOINED.split(sentence)))))
    keys = several if len(several) > 1 else tuple(filter(None, (key_of(sentence),)))
    return (*keys, *(other for key in keys if (other := beside(key, sentence)) and other not in keys))


_CAPITALS = r"(?:(?-i:[A-ZÄÖÜÉÁÍÓÚ])|(?-i:[a-z]{1,2}(?=[A-Z])))[^\s?,;]*(?:[ ](?:(?-i:[A-ZÄÖÜÉÁ])|\d)[^\s?,;]*){0,3}"
_OWN = r"(?:your|ihre?[nr]?|deine?[nr]?|eure?[nr]?|su|tu|votre|ton|ta)"
_AS_WELL = r"(?:(?:also|still|now|auch|noch|jetzt|bien|aussi|toujours|también|todavía)[ ]){0,2}"
_NAMED = (
    re.compile(rf"\b(?:is|ist|es|est)[ ](?P<v>{_CAPITALS})[ ]{_AS_WELL}{_OWN}\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:the|der|die|das|el|la|le|{_OWN})[ ][\w-]+[ ](?:is|ist|es|est)[ ](?P<v>{_CAPITALS})\W*$", re.IGNORECASE
    ),
    re.compile(rf"\b(?:is|ist|es|est)[ ]{_OWN}[ ](?:[\w-]+[ ]){{1,2}}?{_AS_WELL}(?P<v>{_CAPITALS})\W*$", re.IGNORECASE),
)


def named_in(sentence: str) -> str:
    """Return what a yes-or-no question names beside its noun: "Is Pell your name?"; "" for any other."""
    found = next(filter(None, (pattern.search(sentence) for pattern in _NAMED)), None)
    return found["v"] if found else ""


_OR = re.compile(
    rf"\b(?P<a>{_CAPITALS}),?[ ](?:or|oder|o|ou)[ ](?:(?:on|in|the|auf|im|den|das|die|der|el|la|"
    rf"le)[ ])?(?P<b>{_CAPITALS})"
    r"\s*\?",
    re.IGNORECASE,
)


def options_of(sentence: str) -> tuple[str, ...]:
    """Return the names between which a question lets choose: "are you on Solo or Crew?"; none for any other."""
    found = _OR.search(sentence)
    return (found["a"], found["b"]) if found else ()


_HAVING = rule(
    r"\b(?:are you (?:still )?(?:on|with)|do you have|have you got|haben sie|hast du|habt ihr|(?:sind|bist|"
    r"seid) (?:sie|du|ihr)"
    r" (?:auf|im|bei)|tienen?|tienes|esta[ns]? (?:usted(?:es)? )?(?:en|con)|vous avez|avez-vous|"
    r"(?:vous )?etes(?:-vous)? "
    r"(?:en|sur))\b[^?]*\b(?:or|oder|o|ou)\b"
)
"""A choice between what one may have: "are you on pay-per-wash or a plan?"."""
_A_PLAN = rule(r"\b(?:plan|subscription|membership|tarif|abo|tarifa|bono|suscripcion|forfait|formule|abonnement)\b")


def between_plans(sentence: str) -> bool:
    """Return whether a question lets choose between what one may have, one of them a plan."""
    having = _HAVING.search(fold(sentence))
    return bool(having) and bool(options_of(sentence) or _A_PLAN.search(fold(sentence)))


_MAY_CALL = rule(
    r"\b(?:all right|alright|okay?|fine|possible|möglich|recht|in ordnung)\b[^?]{0,12}\b(?:if|to|wenn|"
    r"dass)\b[^?]{0,16}\b(?:call|ring|"
    r"phone|anrufen)\b|\b(?:can|may|shall|should|could|darf|dürfen|soll\w*|können|podemos|puedo|peut-on|pouvons-nous|"
    r"puis-je)\b[^?]{0,30}\b(?:call|"
    r"ring|phone|(?:zurück)?anrufen|zurückrufen|llamar\w*|(?:r?appeler))\b"
)


def asks_to_call(sentence: str) -> bool:
    """Return whether somebody asks for leave to call: "May we ring you about it?"."""
    return bool(_MAY_CALL.search(fold(sentence)))


def as_statement(sentence: str) -> str:
    """Return a yes-or-no question of "you" as what the customer would say of themselves; "" when it asks for more."""
    folded = fold(sentence)
    if _WHICH.search(folded):
        return ""
    # Not the folded words: a value is read from these, and would lose its accents.
    told = sentence
    for pattern, to in _TO_FIRST:
        told = pattern.sub(to, told)
    return " ".join(told.split())
