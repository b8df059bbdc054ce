"""An answer to what the bot or an agent asked: a bare value, a value behind a courtesy, or a bare "yes"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.memory import (
    asked_keys,
    bare,
    companies,
    introductions,
    judging,
    makes,
    named_things,
    no_answer,
    plan_names,
    questions,
    spans,
    times,
    towns,
    values,
    whose,
)
from bot.memory.found import LIKE_A_PLAN, Found, Reading
from bot.memory.frame import NOT_OWN
from bot.memory.gazetteer import NO_NAME
from bot.memory.registry import Registry
from bot.memory.spans import BLANK, Page
from bot.memory.spelling import fold, rule
from bot.texts import cut
from bot.types.awaited import Awaited
from bot.types.memory import Learned, Line


def asked_for(reading: Reading, awaiting: Awaited) -> tuple[questions.Asked, ...]:
    """Return what the last words of the bot or an agent asked for: as the bot noted it, else by its words."""
    keys = reading.registry.keys
    if awaiting.kind == "ask":
        return (questions.Asked(awaiting.key, awaiting.value),) if awaiting.key in keys else ()
    said = _last_said(reading)
    if said and said[-1].role == "bot" and awaiting.kind:
        return ()
    sentences = _asking(reading)
    asked = [one for sentence in sentences[-_MOST_ASKED:] for one in _asked_in(reading, sentence)]
    return tuple(replace(one, one_of_several=len(asked) > 1) for one in {one.key: one for one in asked}.values())


_MOST_ASKED = 3
CALLS = questions.Asked("contact.do_not_contact", "calls")
"""What who is asked for leave to call may decline."""


def _asking(reading: Reading) -> list[str]:
    return [one for line in _last_said(reading) for one in questions.asking(line.text)]


def _last_said(reading: Reading) -> tuple[Line, ...]:
    return questions.last_said(reading.known.history, reading.page.clean, reading.now)


def _asked_in(reading: Reading, sentence: str) -> Iterator[questions.Asked]:
    """Yield what a sentence asks for: a choice, what the customer would tell by saying it, else by its words.

    Nothing where it is for somebody else's.
    """
    if asked_keys.of_another(sentence):
        return
    options = questions.options_of(sentence)
    if questions.between_plans(sentence):
        yield questions.Asked("plan.name", "", options)
        return
    told = spans.page(questions.as_statement(sentence))
    for one in judging.framed(replace(reading, page=told)):
        if one.learned.status == "active" and not one.learned.denies:
            yield questions.Asked(one.learned.key, one.learned.value)
            return
    for key in questions.keys_of(sentence):
        if key in reading.registry.keys:
            yield questions.Asked(key, _named(reading, sentence, key), options)
    if questions.asks_to_call(sentence):
        yield CALLS


def _named(reading: Reading, sentence: str, key: str) -> str:
    """Return the value that a question of yes or no names for a key; "" where it names none."""
    kind = reading.registry.key(key).type
    said = sentence if kind == "choice" and not _OR.search(fold(sentence)) else questions.named_in(sentence)
    value = bare.answer(said, key, reading.registry) if said else None
    plan = plan_names.named_ours(said, reading.registry) if said and key == "plan.name" else None
    return value or plan or ""


_OR = rule(r"\b(?:or|oder|o|ou|how|wie|como|comment|which|what|welche\w*|que|quel\w*|where|wo|wohin|donde|où)\b")


def of_their_own(reading: Reading, found: list[Found]) -> list[Found]:
    """Return what is found, without a bare value that was asked for of another: "who told you so?" "Pauline Marsh"."""
    asked = _asking(reading)
    if not asked or not asked_keys.of_another(asked[-1]):
        return found
    return [one for one in found if one.learned.key not in _SHOWN or not _is_all(one, reading.page)]


_SHOWN = (
    "identity.name", "contact.email", "contact.phone", "device.model", "device.os", "app.version", "company.name",
    "plan.name", "product.owned", "order.id", "location.city", "location.country", "company.role",
)  # fmt: skip
"""Keys whose values show themselves with no phrase beside them."""


def _is_all(one: Found, page: Page) -> bool:
    """Whether words are all of a message, but for one or two."""
    return len(f"{page.clean[: one.start]} {page.clean[one.end :]}".split()) < _FEW


_YES = rule(
    r"\s*(?:(?:yes|yeah|yep|yup|ya|ye|sure|please|do|bitte|gern\w*|por favor|svp|s'il vous plait|correct|right|exactly|"
    r"indeed|still|true|that'?s (?:right|correct|it|true)|"
    r"it is|i am|i do|there|here|the same|so|dort|immer noch|noch|wir sind's|we (?:are|do)|ja|jep|jawohl|genau|"
    r"richtig|stimmt|korrekt|sí|si|claro|correcto|exacto|asi es|oui|ouais|exact|exactement|tout à fait|"
    r"c'est (?:bien )?(?:ça|exact|juste))[\s,.!]*){1,4}(?:thanks|thank you|danke|gracias|merci)?\W*"
)
_SINCE = (
    r"(?:since|seit|depuis|desde)(?: (?:the|dem|der|el|le|last|letzte\w*|este|this|diesem))? (?:(?:jan|feb|fev|mar|apr|"
    r"abr|avr|may|mai|jun|jui|jul|ene|aug|ago|aou|sep|oct|okt|nov|dec|dez|dic|mon|tue|wed|thu|fri|sat|sun|spring|"
    r"summer|autumn|"
    r"winter|fruhling|sommer|herbst|verano|otono|invierno|ete|automne|hiver|week|month|year|woche|monat|jahr|semana|"
    r"mes|ano|semaine|mois)\w*|gestern|yesterday|ayer|hier|20\d\d)"
)
_ABOUT_THERE = (
    r"(?:just |right )?(?:outside|near|close to|not far from|(?:north|south|east|west) of)(?: of)?|"
    r"(?:out |up |down |just )?(?:past|beyond|by)|in der nahe(?: von)?|unweit(?: von)?|nahe|cerca de|a las afueras de|"
    r"pres de|pas loin de|non loin de|a cote de"
)
_OF_A_KIND = (
    r"(?:small|big|large|cheap|basic|middle|klein|gross|gunstig|billig|teuer|mittler|einfach|pequen|grand|barat|"
    r"petit)\w*(?: one(?: you have)?)?,|(?:mas|plus|moins) \w+(?: de todos| de tous)?,"
)
_POLITE = rule(
    r"\s*(?:(?:hi|hello|sure|yes|yeah|yep|ok|okay|of course|certainly|well|oh|uh|um|hm+|no|nope|nah|not|nein|nee?|nö|"
    r"not sure|na|naa|ja|klar|yo|nosotr[oa]s|sí|qué va|que va|para nada|nan|nop|nop[ae]|si|claro|oui|non|bien sûr|"
    r"genau|eh|i think|"
    r"i guess|maybe|probably|perhaps|around|about|roughly|ich glaube|glaube?|vielleicht|wohl|etwa|creo que|quizas?|"
    r"tal vez|un[oa]s|please|gern\w*|s'il (?:vous|te) plait|je crois(?: que)?|je pense(?: que)?|peut-?être|"
    rf"environ|just|einfach|simplemente|simplement|nach(?! \d)|na)\b(?!@)[\s,.!:]*)*(?:(?:{_OF_A_KIND})\s*|(?:{_SINCE}|"
    rf"{_ABOUT_THERE}|it says|(?:da|es|hier) steht|dice|"
    r"pone|c'est marque|it'?s|it is|its|that'?s|(?:we|you)(?:'re| are)(?: in| at| from)?|wir sind(?: in| aus)?|"
    r"somos de|estamos en|on est (?:a|de|en)|nous sommes (?:a|de|en)|"
    r"that would be|that is|here you go|here it is|my \w+(?: \w+)? is|we have|we are|we use|i use|i have|i'm|number|"
    r"mine is|order(?: number| no\.?| nr\.?)?|es ist|das ist|das wäre|ich habe|wir haben|ich nutze|bestellnummer|es|"
    r"es el|es la|tengo|tenemos|uso|el|la|los|las|c'est|c est|ce serait|j'ai|nous avons|j'utilise|le|l'|den|die|das|"
    r"der|les|in|im|dans|au|aux|en|à(?! partir)|from(?! \d)|the|auf|bei|at|number|numero|nummer|je suis|ich bin|aus|"
    r"von|unter|auf den namen|desde(?! las? \d)|soy de|de|a nombre de|au nom de|version)\b'?[\s,.:#-]*)*"
)
_SPOKEN_WITH = rule(
    r"\s*(?:you'?re |you are |sie sprechen |du sprichst |habla |hablas |está hablando |vous parlez |"
    r"vous êtes |tu parles )?(?:(?:speaking|talking|chatting) )?(?:con|por|mit|with|to|avec|à)[ ]"
    r"(?:(?:der|dem|la|el|don|doña)[ ])?(?=(?-i:[A-Z]))"
)
"""What an answer to "who am I speaking with?" begins with: "con Guadalupe"."""
_DOUBTFUL = rule(
    r"\b(?:i (?:think|guess|believe)|maybe|probably|perhaps|or something|glaub\w*|denke ich|vielleicht|wahrscheinlich|"
    r"vermutlich|creo|quizas?|probablemente|supongo|je crois|je pense|peut-être|probablement)[ ]?\?"
)
"""A sign that asks nothing: "silver, I think?"."""
_ASIDE = rule(
    r"[\s,(]+(?:(?:but )?i (?:think|guess|believe|suppose)|maybe|probably|(?:but )?(?:i'?m )?not (?:\w+ )?sure|"
    r"i'?d guess|or (?:so|something)|please|pls|i'?m afraid|bitte|glaub\w*|ich glaube|denke ich|vermutlich|por favor|"
    r"creo|supongo|je crois|je pense|svp|s'il vous plait|thanks|thank you|thx|danke|gracias|merci|at the moment|"
    rf"right now|in|on the|{_SINCE})\b[^\n]{{0,80}}$"
)
_FIRST = re.compile(r"[^,;!?\n\x00]{2,40}(?=[,;!]|\.\s)")
_PART = re.compile(r"[^,;!?\n\x00]{2,40}?(?=[,;!]|\.\s)")
_NAMED_FIRST = re.compile(r"[^,;.!?\n\x00]{1,40}")
_PLAIN_FIRST = re.compile(r"[^,;.!?\n\x00]{2,40}")


def beside(reading: Reading, found: Sequence[Found], asked: questions.Asked) -> list[Found]:
    """Return what is found and, where none of it answers what was asked for, the answer.

    A plan's name that was asked for looks like another's: "Praxis M" is no practice then, a firm's like a person's.
    What answers another question is passed over: "Noor van Aken, Heidelberg".
    """
    keys = (asked.key, _TOLD_BY.get(asked.key))
    if any(one.learned.key in keys and one.learned.status == "active" for one in found):
        return list(found)
    answer = answered(reading, asked)
    names = () if asked.one_of_several and asked.key != "plan.name" else _LIKE.get(asked.key, ())
    kept = [one for one in found if one.learned.key not in names or not any(map(one.within, answer))]
    free = [one for one in answer if not any(map(one.overlaps, kept))]
    if answer and not free:
        behind = max(one.end for one in kept if any(map(one.overlaps, answer)))
        later = _said_later(reading, asked.key)  # "Studio, and we're 12 on it"
        rest = [later] if later else answered(reading, asked, behind)
        free = [one for one in rest if not any(map(one.overlaps, kept))]
    return [*kept, *free]


_LIKE: Mapping[str, tuple[str, ...]] = {"plan.name": LIKE_A_PLAN, "company.name": ("identity.name",)}
"""What an answer may be taken for where nobody has asked."""
_TOLD_BY = {"contact.time": "hours.opening"}
"""What answers a question as well: "when may the driver come?" "we are open from 9 to 2"."""


def answered(reading: Reading, asked: questions.Asked, at: int = 0) -> list[Found]:
    """Return what the words from a place on answer: a bare value fills the key, a bare yes what was named for it."""
    page = reading.page
    if (asked.key, asked.value) == (CALLS.key, CALLS.value):
        declined = _DECLINES.match(page.folded)
        return [Found(*declined.span(), Learned(asked.key, asked.value, "", "answer.declined"))] if declined else []
    if asked.value and (end := _affirms(page, asked.value)):
        return [Found(*_edges(page.clean[:end], 0), Learned(asked.key, asked.value, "", "answer.yes"))]
    start, end = _begins(page, asked.key, at)
    kind = reading.registry.key(asked.key).type
    silent = any(no_answer.tells_none(page.folded[first:], kind) for first in (0, start))
    if silent or no_answer.refuses(page.clean[start:end]) or _asks_back(page, start):
        return []
    aside = _ASIDE.search(page.folded, start, end)
    start, end = _edges(page.clean[: aside.start() if aside else len(page.clean)], start)
    words = page.clean[start:end]
    if _WAS.match(fold(words)):
        return [later] if (later := _said_later(reading, asked.key, _SENTENCE)) else []
    value, letters = _option(words, asked) or _first_value(reading, words, asked.key)
    key = asked.key
    if value is None and (thing := _thing(words, asked.key, reading.registry)):
        key, value, letters = thing
    more = _SENTENCE if asked.one_of_several else frozenset[str]()
    if value is None and (later := _said_later(reading, asked.key, more)):
        return [later]
    if value is None or not judging.valid(key, value, reading.registry) or whose.was_before(page, value, start):
        return []
    if no_answer.is_talk(value, kind) or no_answer.was_then(page.folded, start + letters, kind):
        return []
    learned = Learned(key, value, "", "answer")
    if "hedge" in page.labels(0, _answer_ends(page.clean, start)):
        learned = replace(learned, confidence=judging.HEDGED, status="pending")
    told = [Found(start, start + letters, learned), *_country_beside(words, start, asked.key, reading.registry)]
    return [*told, *_who_beside(page, start + letters, asked.key, reading.registry)]


_AFFIRMS = rule(
    r"\W*(?:yes|yeah|yep|yup|correct|exactly|ja|jep|jawohl|genau|stimmt|richtig|sí|correcto|exacto|oui|ouais|"
    r"exactement)"
    r"(?=\s*[,.!;]|\s+(?:in|since|still|for|seit|schon|noch|desde|en|depuis)\b)(?!\W+(?:but|aber|pero|mais|and no|"
    r"und nein)\b)"
)


def _affirms(page: Page, value: str) -> int:
    """Return where a yes to the value that was named ends; 0 without one, and where more of that value is told."""
    if _YES.fullmatch(page.folded):
        return len(page.clean)
    yes = _AFFIRMS.match(page.folded)
    more = yes and set(_WORDS.findall(fold(value).lower())) & set(_WORDS.findall(page.folded.lower()))
    return 0 if yes is None or more or _asks_back(page, yes.end()) else yes.end()


_WORDS = re.compile(r"\w{3,}")
_DECLINES = rule(
    r"\W*(?:(?:no|nein|nee|non|sorry|oh|hm+|well)[\s,.]+)?(?:i'?d (?:rather|prefer) (?:you didn'?t|you don'?t|not)|"
    r"(?:please|"
    r"pls) (?:don'?t|do not)|rather not|better not|(?:lieber|bitte|besser|möglichst|eher) nicht|ungern|prefiero que no|"
    r"preferiría que no|mejor no|(?:je )?(?:préfère|préférerais) (?:que non|pas|ne pas)|plutôt pas|surtout pas)\b"
    r"(?! (?:today|now|yet|tomorrow|before|heute|jetzt|morgen|vor|hoy|ahora|mañana|antes|aujourd|maintenant|avant))"
)
"""How leave to call is declined: a bare "no" may mean that no call is needed."""


def _begins(page: Page, key: str, at: int) -> tuple[int, int]:
    """Return where the words of an answer begin, behind its courtesies, and where the message ends."""
    joint = _JOINT.match(page.folded, at) if at else None
    at = joint.end() if joint else at
    lead = _POLITE.match(page.folded, at) if key != "hours.opening" else None
    start, end = _edges(page.clean, lead.end() if lead else at)
    if key == "identity.name" and (spoken := _SPOKEN_WITH.match(page.folded, start)):
        start = spoken.end()
    return start, end


_JOINT = re.compile(r"[\s,.;:!-]*(?:(?:and|und|y|e|et)\s)?", re.IGNORECASE)


def _asks_back(page: Page, at: int) -> bool:
    """Whether the sentence there is a question; none is "silver, I think?"."""
    start, end, asks = next((one for one in page.sentences if at <= one[1]), page.sentences[-1])
    return asks and not _DOUBTFUL.search(page.folded, start, end + 1)


def _option(words: str, asked: questions.Asked) -> tuple[str, int] | None:
    """Return which of the values to choose from an answer begins with, by a word that no other has: "the 2"."""
    first = _NAMED_FIRST.match(words)
    said = set(fold(first[0]).lower().split()) if first else set()
    meant = [one for one in asked.options if said and said <= set(fold(one).lower().split())]
    return (meant[0], first.end()) if first and len(meant) == 1 else None


def _answer_ends(text: str, at: int) -> int:
    """Return where the sentence of the answer that begins there ends, and words that doubt it: "Team. I think"."""
    rest = cut.sentences(text[at:])
    told = rest[:2] if len(rest) > 1 and len(rest[1].split()) <= _DOUBTS else rest[:1]
    return at if not told else text.index(told[-1], at) + len(told[-1])


_DOUBTS = 3


def _first_value(reading: Reading, words: str, key: str) -> tuple[str | None, int]:
    """Return the value that an answer consists of or begins with ("Priyanka, nice to meet you"), and its letters."""
    if key == "hours.opening":
        return times.hours_told(words)
    kind, part = reading.registry.key(key).type, _PART.match(words)
    if (kind in _SHORT or key in _FIRST_CLAUSE) and part and not no_answer.refuses(part[0]):
        value = bare.answer(part[0], key, reading.registry)
        if value is not None or kind != "choice":  # "by whichever is quicker, mail I'd say" chooses later
            return value, part.end()
    told = cut.sentences(words)
    if (
        len(told) > 1
        and (value := bare.answer(told[0].rstrip(" ."), key, reading.registry))
        and not no_answer.refuses(told[0])
    ):
        return value, len(told[0])
    if key == "identity.name" and (clerk := introductions.last_first(words, reading.registry)):
        return clerk, len(words)
    first = _FIRST.match(words)
    whole = None if BLANK in words or len(words) > _LONGEST else bare.answer(words, key, reading.registry)
    if whole is not None:
        return whole, len(whole) if words.lower().startswith(whole.lower()) else len(words)
    value = bare.answer(first[0], key, reading.registry) if first and not no_answer.refuses(first[0]) else None
    if first and value is not None:
        return value, first.end()
    code = _CODE.match(words) if kind in _CODED else _WORD.match(words) if kind == "language" else None
    value = bare.answer(code[0], key, reading.registry) if code else None
    if code and value is not None:
        return value, code.end()
    named = _PLAIN_FIRST.match(words) if key == "plan.name" else None
    if named and not _says_none(reading.page):
        return plan_names.answered(named[0], reading.registry), named.end()
    return None, 0


_SHORT = ("company", "time", "choice")
"""Types whose values end with the first clause, whatever comes behind it: "after 6, I'm on site before that"."""
_FIRST_CLAUSE = ("company.role", "device.model")
_CODED = ("order", "version")
_CODE = re.compile(r"(?=\S*\d)[\w./-]{3,24}(?<![./-])(?=,?\s(?!\d))")
"""What such an answer begins with, whatever is said of it: "90-22417 hab ich da stehen"."""
_WORD = re.compile(r"\w+(?=\s(?!(?:no|not|nicht|ne|isn't|ist nicht)\b|n'))", re.IGNORECASE)
_THING = rule(
    r"(?:(?:(?:an?|the|my|our|eine?n?|der|die|das|una?|el|la|une?|le|mi|mon|ma)[ ]|l')"
    r"(?:(?-i:[a-z])[\w-]{2,12}[ ]){0,2})?(?P<v>(?-i:[A-Z])[\w+-]{2,20}(?:[ ](?:(?-i:[A-Z])[\w+-]*|"
    r"\d{1,4}\w{0,3})){0,3})(?=\s*(?:$|[,;.!?(\n]))"
)
_A_NUMBER = re.compile(r"\s(?:[A-Z]{0,3}\d|(?:XL|Mini|Junior)\b)")


def _thing(words: str, key: str, registry: Registry) -> tuple[str, str, int] | None:
    """Return which key and what name a device or thing asked for was answered with, and the letters up to its end."""
    said = _THING.match(fold(words)) if key in ("device.model", "product.owned") else None
    if said is None:
        return None
    name = words[said.start("v") : said.end("v")]
    if makes.device(name) and (model := makes.model(name, registry)):
        return "device.model", model, said.end()
    if (
        no_answer.refuses(name)
        or named_things.named_product(name, registry) is None
        or name.split()[0].lower() in NO_NAME
    ):
        return None
    numbered = bool(_A_NUMBER.search(name))
    if key == "device.model":
        return ("product.owned" if numbered else key), name, said.end()
    return (key, name, said.end()) if numbered or " " in name else None


_LONGEST, _FEW = 80, 3
"""Letters of an answer that is nothing but a value, and words of one that stands behind others."""
_SHAPED = frozenset({"plan", "email", "phone", "version", "order", "number", "device", "language", "country"})
"""Types whose values show themselves: they answer also from behind other words."""


_WAS = rule(
    r"(?-i:[A-Z])[\w'’-]*(?:[ ][\w'’-]+){0,3}?,?[ ](?:(?:das )?war(?:en)?|was|were|used to be|fue|era|(?:c')?était)\b"
)
"""What was so once is no answer: "Basel war mal, vor drei Jahren"."""
_SENTENCE = frozenset({"city", "company", "name"})


def _said_later(reading: Reading, key: str, more: frozenset[str] = frozenset()) -> Found | None:
    """ "nope, that's old. Family.": the answer is all of a later clause; of types `more`, of a later sentence."""
    page = reading.page
    kind = reading.registry.key(key).type
    if kind not in _SHAPED | more:
        return None
    for first, last, sentence in page.clauses[1:]:
        if kind in more and sentence == page.clauses[0][2]:
            continue
        start, end = _begins(page, key, first) if kind in more else (first, last)
        aside = _ASIDE.search(page.folded, start, last) if kind in more else None
        start, end = _edges(page.clean[: aside.start() if aside else last], start)
        words = page.clean[start:end]
        most = _FEW if kind != "number" else _FEW + 3  # "and we are 12 on it"
        few = 0 < len(words.split()) <= most and BLANK not in words
        value = bare.answer(words, key, reading.registry) if few else None
        if value and not page.labels(start, end) & NOT_OWN:
            return Found(start, end, Learned(key, value, "", "answer"))
    return None


_OF_THE_LAND = re.compile(
    r"^\s*(?:so|also|that is|i\.?e\.?|o sea|es decir|donc|c'est-à-dire|das heißt|sprich)?\s*(?:(?:in|en|au)\s+)?|"
    r"\s(?:that is|nämlich|quoi)$",
    re.IGNORECASE,
)


def _country_beside(words: str, start: int, key: str, registry: Registry) -> Iterator[Found]:
    """ "Uppsala, in Sweden" answers the question for the city, and tells the country."""
    _, comma, rest = words.partition(",")
    rest = _OF_THE_LAND.sub("", rest).strip()
    if key == "location.city" and comma and (value := values.country(rest, registry)):
        at = start + words.index(rest)
        yield Found(at, start + len(words), Learned("location.country", value, "", "answer"))


_BESIDE = re.compile(
    r"[,.;]\s*(?P<lead>(?:in|from|of|at|aus|von|bei|vom|de|en|à|a|chez)\s)?(?P<v>[^,.;!?\n\x00]{3,50})"
)


def _who_beside(page: Page, at: int, key: str, registry: Registry) -> Iterator[Found]:
    """ "Agatha Pell, Pell Joinery, Tenby": who is asked for a name or a firm tells the firm and the town beside it."""
    said = _BESIDE.match(page.clean, at) if key in ("identity.name", "company.name") else None
    while said:
        firm = companies.traded(said["v"], registry) if key == "identity.name" else None
        town = None if firm else towns.listed_city(said["v"], registry)
        if not firm and not town:
            return
        told = Learned("company.name" if firm else "location.city", firm or town or "", "", "answer.beside")
        yield Found(*said.span("v"), told)
        said = _BESIDE.match(page.clean, said.end())


def _says_none(page: Page) -> bool:
    """Whether the first words refuse, with what was taken for mere courtesy: "no idea"."""
    first = _PLAIN_FIRST.match(page.clean.lstrip())
    return first is None or no_answer.refuses(first[0])


def _edges(clean: str, start: int) -> tuple[int, int]:
    end = len(clean.rstrip(" \t\r\n.!,"))
    while start < end and clean[start] in " \t\r\n\"'":
        start += 1
    return start, max(start, end)
