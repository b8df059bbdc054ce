"""What a message says of what was told before: that it is no longer so, or that another value stands in its place.

A frame must know the words around a value; here the value is known already, and only has to be found: "the Galaxy S23
I sold", "das Business 100 haben wir gekündigt", "not Cologne, Bonn". So the words beside it may stand in any order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.memory import tiers, values
from bot.memory.gazetteer import CITIES, COUNTRIES
from bot.memory.seats import SEAT
from bot.memory.spans import BLANK, Label, Page
from bot.memory.spelling import Rule, fold, rule
from bot.types.memory import Fact, Known
from bot.wordcache import cached

_RECENT_TURNS = 3
_RECENT = timedelta(hours=1)
_PLAN, _PLACE, _WORK = "plan.name", "location.city", "company.name"
_THINGS = ("device.model", "product.owned")
_ALL = (_PLAN, _PLACE, _WORK, "device.os", *_THINGS)


def recent(known: Known, now: datetime) -> list[Fact]:
    """Return the facts of the last three turns or the last hour, newest first: only these can have been a slip."""
    mine = [line.message_id for line in known.history if line.role == "customer"][-_RECENT_TURNS:]
    fresh = [
        fact
        for fact in (*known.facts, *known.pending)
        if fact.message_id in mine or (not known.history and now - fact.recorded_at < _RECENT)
    ]
    return sorted(fresh, key=lambda fact: (fact.valid_from, fact.id), reverse=True)


def same(fact: Fact, value: str) -> bool:
    """Return whether a fact has this value, however it is spelt."""
    return values.norm(fact.key, fact.value) == values.norm(fact.key, value)


@dataclass(frozen=True, slots=True)
class Parting:
    """Words that end something, and the keys of what they can end."""

    said: Rule
    keys: tuple[str, ...]
    through: frozenset[Label] = frozenset({"past"})
    subject: Rule | None = None
    """What alone may stand before the name of what is said to end, where nothing may stand behind it."""


# Having, using and being somewhere, by oneself: "my phone no longer charges" ends nothing.
_NO_LONGER = rule(
    r"\b(?:(?:i'?m|im|i am|we'?re|we are) (?:no longer|not)(?: an?)?\b"
    r"(?! (?!(?:us|pay|liv|work|runn|hav|stay|rent|own)ing\b)(?:\w{2,}ing|offline|online|happy|sure|able|busy|free)\b)|"
    r"(?:i|we) (?:no longer|don'?t|do not) (?:have|use|own|run|work|live|pay)\b|no longer (?:on|with|at|in|using|have|"
    r"use)\b|(?:i|we)(?:'ve| have)? (?:stopped|quit) (?:using|paying for|working)\b|(?:bin|sind|habe?n?|nutzen?|"
    r"benutzen?|verwenden?|wohnen?|leben?|arbeiten?|zahlen?|besitzen?)\b[^,;]{0,60}?\b(?:nicht|"
    r"kein\w{0,3})\b[^,;]{0,40}?\bmehr\b|ya no (?:tengo|tenemos|uso|usamos|"
    r"estoy|estamos|vivo|vivimos|trabajo|trabajamos|soy|somos|pago|pagamos|llevo)\b|no (?:tengo|tenemos|uso|usamos|"
    r"estoy|vivo|trabajo)\b[^,;]{0,20}? más\b|(?:dej[eé]|he dejado|dejamos|hemos dejado) (?:de (?:usar|pagar|tener|"
    r"trabajar|vivir)\b)|(?:n'(?:ai|avons|utilise|utilisons|habite|a)|ne (?:suis|sommes|travaille|vis|paie|est)|j'ai|"
    r"jai|on a|j'utilise|on utilise|je suis|chuis|on est|j'habite|je travaille) plus\b)"
)
_SOLD = rule(
    r"\b(?:sold|(?:is|'s) gone\b|(?:gave|given|threw|thrown) (?:[\w-]+ ){0,4}?(?:away|out)|got rid of|returned|"
    r"sent back|binned|traded in|(?:i|we)(?:'ve| have)? lost|replaced|verkauft|verschenkt|weggegeben|weggeworfen|"
    r"entsorgt|zurückgegeben|zurückgeschickt|verloren|vend[ií]|vendimos|vendido|regal[eé]|regalado|devolv[ií]|"
    r"devuelto|tir[eé]|perd[ií]|perdido|vendue?|revendue?|donnée?|jetée?|rendue?|renvoyée?|perdue?)\b"
)
_CANCELLED = rule(
    r"\b(?:cancel?led|quit|dropped|gave up|given up|terminated|gekündigt|abbestellt|aufgegeben|ausgelaufen|"
    r"(?:di|dimos|dado|dada) de baja|cancel[eé]|cancelamos|cancelad[oa]|anul[eé]|anulado|résiliée?s?|arrêtée?s?|"
    r"annulée?s?|abandonnée?s?)\b"
)
_LEFT = rule(
    r"\b(?:(?:moved|switched|migrated|gone|went|come|came|turned) (?:away|off|out)(?: (?:from|of))?|"
    r"(?:i|we|i've|we've|have|just) left|ditched|said goodbye to|weg von|weggezogen|ausgezogen|abgeschafft|verlassen|"
    r"me (?:he ido|fui) de|nos (?:hemos ido|fuimos) de|(?:he |hemos )dejado|dej[eé]|dejamos|abandon[eé]|"
    r"(?:j'ai|on a|nous avons) (?:quitté|lâché|laissé tomber)|je suis partie? de|on est parti de)\b"
)
_OVER = rule(
    r"(?:(?:,? (?:is|it'?s|was)|'s) (?:over|history|a thing of the past|done with)|,? (?:das )?(?:ist|war) "
    r"(?:geschichte|vorbei|passé)|,? (?:ya )?(?:se (?:ha )?acab(?:ó|ado)|es historia)|,? (?:c'est|est) (?:bien )?"
    r"(?:fini|terminé))(?=\s*(?:[.,;!\n\x00]|$|(?:since|now|for (?:me|us)|seit|jetzt|für (?:mich|uns)|desde|ayer|"
    r"para (?:mí|nosotros)|depuis|maintenant|pour (?:moi|nous))\b))"
)
_ITSELF = rule(
    r"\W*(?:(?:and|so|und|also|y|et|since yesterday|now|seit gestern|jetzt|desde ayer|ahora|depuis hier|maintenant)"
    r"[ ,]+)*(?:(?:the|der|das|die|el|la|lo de|lo del|le|the plan|der tarif|el plan|le forfait|l'abonnement|"
    r"la formule)[ ])?"
)
"""Nothing else is over: "the trial of Solo is over" ends the trial."""
_PARTINGS = (
    Parting(_OVER, (_PLAN,), subject=_ITSELF),
    Parting(_NO_LONGER, _ALL, frozenset({"past", "negated"})),
    Parting(_SOLD, _THINGS),
    Parting(_CANCELLED, (_PLAN,)),
    Parting(_LEFT, _ALL),
)
_ANY_PARTING = re.compile("|".join(one.said.pattern for one in _PARTINGS), re.IGNORECASE)
_NOT_SO: frozenset[Label] = frozenset(
    {"question", "hypothetical", "negated", "wish", "third", "reported", "instruction", "sarcasm", "hedge"}
)
_NOUNS = {
    _PLAN: rule(
        r"\b(?:my|our|the|mein\w*|unser\w*|de[nrms]|das|kein\w*|mi|nuestr[oa]|el|la|del|vom|mon|notre|le|du|d'|"
        r"l')[ ]?(?:plan|membership|subscription|abo|abonnement|tarif|vertrag|mitgliedschaft|suscripción|contrato|"
        r"tarifa|forfait|contrat)\b"
    ),
    "device.model": rule(
        r"\b(?:my|our|mein\w*|unser\w*|mi|nuestro|mon|notre) (?:phone|laptop|tablet|handy|móvil|teléfono|celular|"
        r"portátil|téléphone|portable|ordi)\b"
    ),
}
"""What a customer calls the only one that they have."""
_ANOTHERS = rule(
    r"(?: [^\W\d_]+)? (?:with|at|bei|con|chez) "
    r"(?!(?:you|y'?all|u|euch|ihnen|dir|vous|toi|usted(?:es)?|vosotr[oa]s|ti)\b)"
)
"""Behind such a noun: it is somebody else's, "mon abonnement téléphone chez Orange"."""
_FOR_NOW = rule(
    r"\b(?:today|tonight|tomorrow|before|until|till|next (?:week|month)|morgen|vor|bis|nächste (?:woche|\w+tag)|mañana|"
    r"antes del?|hasta|demain|avant|jusqu'\w+|this (?:morning|afternoon|evening|week|weekend)|right now|at the moment|"
    r"for an? \w+|heute|gerade|momentan|zurzeit|diese woche|hoy|esta (?:mañana|tarde|noche|semana)|ahora mismo|"
    r"de momento|aujourd'hui|ce (?:matin|soir|week-end)|cette semaine|en ce moment)\b"
)
"""Who leaves a town or a firm so is back tomorrow."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A value that was told before and is no longer so, and where the message says it."""

    key: str
    value: str
    start: int
    end: int


def ended(page: Page, facts: Sequence[Fact]) -> Iterator[Ended]:
    """Yield what is no longer so of the facts held: one for each parting, the nearest."""
    if not _ANY_PARTING.search(page.folded):
        return
    for parting in _PARTINGS:
        for said in parting.said.finditer(page.folded):
            first, last, _ = page.clauses[page.clause_at(said.start())]
            if page.labels(said.start(), said.end()) & (_NOT_SO - parting.through):
                continue
            opens = parting.subject.match(page.folded, first, last) if parting.subject else None
            for_now = _FOR_NOW.search(page.folded, first, last)
            near = [
                (_distance(said, start, end), start, end, fact)
                for fact in facts if fact.key in parting.keys and not (for_now and fact.key in (_PLACE, _WORK))
                for start, end in _spoken_of(page, fact, facts, first, last)
                # "je n'ai plus la facture" names no plan called Plus, "Pinecrest's form" no firm that was left
                if parting.subject is None or (opens and start == opens.end() and end == said.start())
                if end != said.end() and (end == said.start() or page.folded[end : end + 2] not in ("'s", "’s"))
            ]  # fmt: skip
            if near:
                _, start, end, fact = min(near, key=lambda one: one[0])
                yield Ended(fact.key, fact.value, min(start, said.start()), max(end, said.end()))


def _distance(said: re.Match[str], start: int, end: int) -> int:
    return max(start - said.end(), said.start() - end)


def _spoken_of(page: Page, fact: Fact, facts: Sequence[Fact], first: int, last: int) -> list[tuple[int, int]]:
    """Return where a clause names what is held; the only one of its kind also by what it is, or by half its name."""
    found = mentions(page, fact, first, last) or _by_a_word(page, fact, facts, first, last)
    alone = sum(other.key == fact.key for other in facts) == 1
    if found or not alone:
        return found
    head, _, rest = fact.value.partition(" ")
    if rest and fact.key in (_PLAN, "device.os", "device.model"):
        found = _places(page, fold(head).lower(), first, last)
    number = _NUMBER.search(fold(fact.value)) if fact.key in _THINGS else None
    if number and not found:
        found = [
            one.span("n") for one in _BY_NUMBER.finditer(page.folded, first, last)
            if one["n"].lower() == number[0].lower()
        ]  # fmt: skip
    noun = _NOUNS.get(fact.key)
    called = noun.finditer(page.folded, first, last) if noun else ()
    return found or [one.span() for one in called if not _ANOTHERS.match(page.folded, one.end())]


_A_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'-]{3,}")
_OF_MINE = rule(
    r"\b(?:the|my|our|das|den|die|de[rm]|mein\w{0,2}|unser\w{0,2}|el|la|mi|nuestr[oa]|le|mon|ma|notre)[ ]"
    r"(?:(?:old|alte\w?|viej[oa]|vieux|vieille)[ ])?$"
)


def _by_a_word(page: Page, fact: Fact, facts: Sequence[Fact], first: int, last: int) -> list[tuple[int, int]]:
    """ "I sold the Bianca": a thing is called by a word of its name that no other thing bears."""
    if fact.key not in _THINGS:
        return []
    others = {
        word.casefold()
        for other in facts
        if other.key in _THINGS and not same(fact, other.value)
        for word in other.value.split()
    }
    words = [word for word in fact.value.split() if _A_WORD.fullmatch(word) and word.casefold() not in others]
    return [
        at for word in words if not tiers.is_tier(fold(word).lower())
        for at in _places(page, fold(word).lower(), first, last)
        if page.clean[at[0]].isupper() and _OF_MINE.search(page.folded, max(0, at[0] - REACH), at[0])
        and not _GOES_ON.match(page.folded, at[1])
    ]  # fmt: skip


_GOES_ON = re.compile(r"[ -](?:[A-Z\d]|(?:voucher|app|card|cable|bag|case|cover|gutschein|kabel)s?\b)")
"""Behind a word of a name it is another's: "the Bianca R58", "the Bianca cover"."""
_NUMBER = re.compile(r"\b[A-Za-z]?\d{1,4}[a-z]?\b")
_BY_NUMBER = rule(
    r"\b(?:the|my|das|den|der|mein\w{0,2}|el|la|mi|le|mon) (?:old |alte\w? |viejo |vieux )?"
    r"(?P<n>[A-Za-z]?\d{1,4}[a-z]?)(?:er)?(?=\s*[,.;!?'’]|\s*$|"
    r" (?:is|was|has|i|we|i've|ist|war|hat|habe?n?|wurde|ging|está|se|ya|lo|la|a|est|je|on|and|und|y|et|for|gegen)\b)"
)
"""What has a number is called by it alone: "das 12er ist verkauft", "I sold the S21"."""


def mentions(page: Page, fact: Fact, first: int, last: int) -> list[tuple[int, int]]:
    """Return where the words from `first` to `last` name a value that is held, however it is spelt."""
    return [at for spelling in _spellings(fact.key, fact.value) for at in _places(page, spelling, first, last)]


@cached(maxsize=256)
def _spellings(key: str, value: str) -> tuple[str, ...]:
    names = {_PLACE: CITIES, "location.country": COUNTRIES}.get(key)
    other = [spelling for spelling, name in names.items() if name == value] if names else []
    return tuple(dict.fromkeys(fold(word).lower() for word in (value, *other)))


def _places(page: Page, words: str, first: int, last: int) -> list[tuple[int, int]]:
    small, found = page.folded.lower(), []
    at = small.find(words, first, last)
    while at >= 0:
        end = at + len(words)
        if not small[at - 1 : at].isalnum() and not small[end : end + 1].isalnum():
            found.append((at, end))
        at = small.find(words, end, last)
    return found


# --- one in the place of another -----------------------------------------------------------------

_NOT_BEFORE = rule(
    r"\b(?P<not>(?:and |und |y |et )?(?:not|nicht|no|non|pas|isn'?t|statt|anstatt|instead of|rather than|en vez de|"
    r"au lieu de|no (?:es|son|somos|tenemos)|ce n'est pas|c'est pas|it'?s not|es ist nicht|nix))(?: (?:in|at|"
    r"on|the|en|à|el|la|le|der|die|das|den|dem|auf|bei|de|order|number|nummer|número|numéro|más|mehr))*[ ]#?$"
)
_NOT_BEHIND = rule(r",?[ ](?:no|nicht|pas|not|nope|nein|non)(?=[,.;:!])")
_BETWEEN = rule(
    r"(?:[\s,.;:!-]|\b(?:this is|i'?m|i am|we'?re|ich bin|wir sind|hier ist|soy|je suis|but|rather|it'?s|its|it is|"
    r"actually|sorry|in|at|on|the|to|sondern|aber|es ist|ist|is|das|den|der|die|auf|sino|son|somos|es|en|el|"
    r"la|sino que|mais|c'est|à|le|plutôt|number|order|nummer|número|numéro|now|jetzt|ahora|maintenant|any|more|anymore|"
    r"mehr|más|plus|ich meine?|i mean|i meant|digo|je voulais dire)\b)*"
)
_CHANGED = rule(r"\b(?:any ?more|no longer|now|mehr|jetzt|inzwischen|nun|ya no|ahora|más|plus|maintenant|désormais)\b")
_UP_TO = re.compile(r"[^,;!?\n\x00]{1,60}")
_FEW = 4
"""Words of a value that is put in another's place."""
_IN_PLACE: frozenset[Label] = frozenset({"question", "hypothetical", "third", "reported", "instruction", "sarcasm"})


@dataclass(frozen=True, slots=True)
class Instead:
    """A value that stands in the place of a held one, and where the message says it."""

    fact: Fact
    value: str
    start: int
    end: int
    changed: bool = False
    """Whether it was so before, and is otherwise now."""


def instead(page: Page, facts: Sequence[Fact], read: Callable[[str, str], str | None]) -> Iterator[Instead]:
    """Yield what is put right: "not Cologne, Bonn", "4711, not 4712". `read` gives the value of words for a key."""
    for fact in facts:
        named = fact.key.startswith("identity.")  # "I'm not Alex" has "I'm" before it
        for start, end in mentions(page, fact, 0, len(page.folded)):
            if page.labels(start, end) & _IN_PLACE:
                continue
            before = _NOT_BEFORE.search(page.folded, max(0, start - REACH), start)
            behind = _NOT_BEHIND.match(page.folded, end)
            if not before and not behind:
                continue
            after = _after(page, behind.end() if behind else end, fact, read)
            if one := after or (_ahead(page, before.start("not"), fact, read) if before and not named else None):
                first, last = min(one.start, before.start("not") if before else start), max(one.end, end)
                yield replace(one, changed=bool(_CHANGED.search(page.folded, first, last)))
                break


REACH = 40
"""Characters before a value in which the word that denies it stands."""


def _after(page: Page, at: int, fact: Fact, read: Callable[[str, str], str | None]) -> Instead | None:
    gap = _BETWEEN.match(page.folded, at)
    start = gap.end() if gap else at
    if start == at:
        return None
    words = _UP_TO.match(page.clean, start)
    return _first_of(words[0].split(), start, page, fact, read) if words else None


def _first_of(
    parts: list[str], start: int, page: Page, fact: Fact, read: Callable[[str, str], str | None]
) -> Instead | None:
    """The longest value that the words begin with."""
    for size in range(min(_FEW, len(parts)), 0, -1):
        end = page.clean.find(parts[size - 1], start + len(" ".join(parts[: size - 1]))) + len(parts[size - 1])
        found = _other(page.clean[start:end], fact, read)
        if found and not (fact.key == "plan.seats" and _OF_SOMETHING_ELSE.match(page.folded, start)):
            return Instead(fact, found, start, end)
    return None


_OF_SOMETHING_ELSE = rule(
    rf"(?:de )?\d{{1,6}}[ ]?(?!{SEAT}\b|(?:people|persons?|personen|leute|personas|personnes)\b)(?:{tiers.COUNTS}|"
    rf"[%€$£])(?!\w)"
)
"""What is counted by a number that is no number of seats: "not 40 but 45 minutes"."""


def _ahead(page: Page, at: int, fact: Fact, read: Callable[[str, str], str | None]) -> Instead | None:
    """The longest value that the words before "not" end in."""
    said = page.clean[:at].rstrip(" ,;-(")
    parts = list(re.finditer(r"\S+", said))[-_FEW:]
    for first in parts:
        found = _other(said[first.start() :], fact, read)
        if found:
            return Instead(fact, found, first.start(), len(said))
    return None


def _other(words: str, fact: Fact, read: Callable[[str, str], str | None]) -> str | None:
    said = words.strip(" .!?#*\"'()")
    value = read(said, fact.key) if said and BLANK not in said else None
    return value if value and values.norm(fact.key, value) != values.norm(fact.key, fact.value) else None
