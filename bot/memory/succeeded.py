"""One name in the place of another that is held: "we left Studio for Agency", "Kassel war einmal, jetzt Jena".

What a name is need not be seen from it. Whoever is on the plan Studio tells of a plan, and whoever works at a firm of
that name of a firm: what takes the place of a value that is held, and is named as left, is of the same key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from bot.memory import companies, plan_names, plans, towns, values
from bot.memory.found import Found, Reading
from bot.memory.frame import MOST
from bot.memory.gazetteer import NO_NAME
from bot.memory.spans import Label
from bot.memory.spelling import Rule, fold, rule
from bot.types.memory import Learned
from bot.wordcache import cached

_READERS: Mapping[str, values.Reader] = {
    "plan.name": plan_names.bare, "company.name": companies.company, "location.city": towns.city,
}  # fmt: skip
_UNSURE: frozenset[Label] = frozenset(
    {"question", "hypothetical", "wish", "third", "reported", "hedge", "instruction", "sarcasm"}
)
"""What makes a change nobody's own, or one that is still to come; what is left is past and negated by its nature."""

_NEW = (
    r"(?P<v>(?!I\b)(?-i:[A-Z])[\w'&+-]*(?:[ ](?:(?:&|and|und|y|et|de|del|la|du)[ ])?(?-i:[A-Z0-9])[\w'&+-]*){0,3})"
    r"(?![\w'-])"
)
_THE = r"(?:(?:the|our|my|your|den|dem|der|das|die|unser\w*|mein\w*|el|la|los|las|mi|le|les|mon|ma|notre)[ ]|l'|d')?"
_KIND = rf"(?:(?:{plans.NOUN}|company|firm|firma|empresa|société|city|town|stadt|ciudad|ville)[ ])?"
_KIND_BEHIND = rf"(?:[ -](?:{plans.NOUN_BEHIND}|one))?"
_LEFT = (
    r"(?:(?:\b(?:i|we|i've|we've|have|just|and|then)[ ](?:(?:just|have|finally|now|since)[ ])?(?:left|quit|ditched|"
    r"dropped|swapped|traded|exchanged|cancelled|gave up|given up|(?:moved|switched|changed|relocated|upgraded|"
    r"downgraded|hopped)"
    r"(?:[ ]\w+)??[ ](?:from|out of)))|"
    r"\b(?:deje|dejamos|(?:he|hemos) dejado|(?:he|hemos) cambiado|cambie|cambiamos|troque|(?:me|nos) (?:he |hemos )?"
    r"(?:mud|cambi|pas)\w+ (?:de|desde))|\b(?:j'ai|je viens de|on a|nous avons) (?:\w+ )?(?:quitt|laiss|lach|abandonn|"
    r"echang|remplac|troqu)\w+)"
)
_WENT = (
    r"(?:\b(?:i|we|i've|we've|have|just|and|then)[ ](?:(?:just|have|finally|now|since)[ ])?(?:gone|went|stepped|jumped|"
    r"dropped|came|come)(?:[ ](?:up|down|over|back))?[ ]from|\b(?:je suis|on est|nous sommes)[ ](?:re)?(?:pass|mont|"
    r"descend)\w+[ ]d[eu'])"
)
"""By going, a plan or a firm is left; a town may be left so for a day: "we went from Bristol to Cardiff by train"."""
_FOR = (
    r"(?:for|to|with|onto|into|auf|zu[rm]?|nach|durch|gegen|in|por|a|al|con|en|pour|au|contre|par|chez|vers|bei|beim)"
)
_OVER = (
    r"(?:is|'s|was|ist|war|es|fue|era|est|c'est|c'etait|has|hat|ha)?[ ]?"
    r"(?:history|gone|over|out|lapsed|expired|no more|cancelled|closed|done with|einmal|mal|geschichte|vorbei|passe|"
    r"gekundigt|ausgelaufen|abgelaufen|raus|weg|historia|cosa del pasado|cancelado|pasado|fini\w*|termine\w*|"
    r"resilie\w*|acabo|se acabo|de l'histoire ancienne)"
)
_NO_MORE = (
    r"(?:no longer|not? (?:\w+ ){0,3}?any ?more|aren'?t|isn'?t|nicht (?:mehr|langer)|kein\w* (?:\w+ )?mehr|ya no|"
    r"plus)"
)
_WORDS = (
    r"(?:(?:and|und|y|et|but|sondern|sino|mais|aber|pero|so|also|now|jetzt|nun|ahora|maintenant|desormais|inzwischen|"
    r"instead|stattdessen|it'?s|its|c'est|es|ist|sind|bin|im|in|bei|beim|auf|on|with|at|to|en|a|au|chez|con|sur|for|we|"
    r"we'?re|i'?m|i|ich|wir|je|on|est|estoy|estamos|soy|somos|suis|sommes|trabajo|trabajamos|work|arbeite|arbeiten|"
    r"travaille|live|wohne|wohnen|vivo|vivimos|habite|took|nahm\w*|genommen|tom\w+|pris|home is|mehr|more|any|am|are|"
    r"the|der|den|das|die|el|la|le)[, ]+)"
)
_THEN = rf"(?:[ ]?[,;:-]+[ ]{_WORDS}*|[ ]?[.!]+[ ]{_WORDS}+|[ ]{_WORDS}+)"
"""What joins the new name to the old one: a comma, or words of now and of being there: "Dundee's home now"."""
_INSTEAD = (
    r"(?:instead of|rather than|statt|anstatt|anstelle von|en (?:vez|lugar) de|au lieu d[eu'](?: la)?|"
    r"a la place d[eu'])"
)
_AM = (
    r"(?:i'?m|we'?re|bin|sind|estoy|estamos|voy|vamos|suis|est)[ ](?:(?:now|jetzt|ahora|ya|maintenant)[ ])*"
    r"(?:with|on|at|in|bei|auf|im|con|en|sur|chez|a|au)[ ]"
)
"""To be with the new one, told behind the old one: "dejé Brisa y desde ayer estoy con Tormenta"."""
_ENDS = (
    r"(?=\s*(?:$|[.,;:!?)\n])|'s\b|[ ](?:it is|now|since|as|on|last|seit|jetzt|und|and|so|ahora|desde|y|et|maintenant|"
    r"depuis|plan|today|heute|hoy|home|genommen|gebucht|these|instead)\b)"
)
_TURNED = r"(?:\w+[ ])?(?:gewechselt|gezogen|umgezogen|umgestiegen|gegangen|gewandert|hochgestuft|heruntergestuft)\b"
_LAPSE = r"(?:lapse|go|run out|caducar|vencer|expirer|tomber|auslaufen|sausen)"


def succeeded(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """Return what is found and the names that take the place of held ones; what the same words were else read as goes.

    A key that the message has told already stays as it was told.
    """
    told = {one.learned.key for one in found if not one.learned.denies and one.learned.status == "active"}
    held = dict.fromkeys(_held(reading))
    new = [one for key, was in held if key not in told and (one := next(_successors(reading, key, was), None))]
    return [*(one for one in found if one.learned.denies or not any(map(one.overlaps, new))), *new]


def _held(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the names that are held, each behind its key, and what was just called a plan."""
    yield from ((fact.key, fact.value) for fact in reading.known.facts if fact.key in _READERS)
    yield from (("plan.name", name) for name in reading.registry.held)


def _successors(reading: Reading, key: str, value: str) -> Iterator[Found]:
    page, was = reading.page, fold(value)
    if not was or was.lower() not in page.folded.lower():
        return
    for said in islice(_in_place_of(was, key).finditer(page.folded), MOST):
        start, end = said.span(str(said.lastgroup))
        new = _READERS[key](page.clean[start:end], reading.registry)
        if new is None or new.lower() in NO_NAME or values.norm(key, value) == values.norm(key, new):
            continue
        if not page.labels(start, end) & _UNSURE:
            yield Found(start, end, Learned(key, new, "", "succeeded"))


@cached(maxsize=256)
def _in_place_of(was: str, key: str) -> Rule:
    """Return the rule of what takes the place of a name; the last group that holds is the new one's."""
    old = rf"{_THE}{_KIND}(?<![\w'-]){re.escape(was)}(?![\w'-]){_KIND_BEHIND}"
    new = [_NEW.replace("?P<v>", f"?P<v{number}>") for number in range(8)]
    left = _LEFT if key == "location.city" else rf"(?:{_LEFT}|{_WENT})"
    return rule(
        "|".join((
            rf"{left}[ ]?{old}[ ](?:[\w']+[ ]){{0,3}}?{_FOR}[ ]{_THE}{_KIND}{new[0]}",
            rf"\b{old}[ ]?{_OVER}{_THEN}{_KIND}{new[1]}{_ENDS}",
            rf"\b{_NO_MORE}[ ](?:[^.!?,;\n\x00]{{0,24}}?[ ])?{old}(?:[ ]any ?more)?{_THEN}{_KIND}{new[2]}{_ENDS}",
            rf"\b{old}[ ]?(?:->|→|=>)[ ]?{new[3]}",
            rf"{new[4]}[ ](?:(?!\b(?:not|nicht|no|pas)\b)[\w']+[ ]){{0,2}}?{_INSTEAD}[ ]{old}",
            rf"{left}[ ]{old}[ ][^.!?;,\n\x00]{{1,24}}? {_AM}{_THE}{_KIND}{new[7]}{_ENDS}",
            rf"\b(?:von|vom|aus)[ ]{old}[ ]{_FOR}[ ]{_THE}{_KIND}{new[5]}[ ]{_TURNED}",
            rf"\b(?:let|deje|dejamos|laisse|lassen|liessen)[ ]{old}[ ]{_LAPSE}{_THEN}{_KIND}{new[6]}{_ENDS}",
        ))
    )  # fmt: skip
