"""The frames: phrases that each carry one key, English thoroughly, German, Spanish and French in their basic forms.

Loose phrases ("I'm X", "I have X") ask more of the value than plain ones ("my name is X"). Every pattern is anchored
on a fixed word and its repeats are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.memory import values
from bot.memory.gazetteer import LANGUAGES
from bot.memory.registry import Registry
from bot.memory.spans import Label

_I = re.IGNORECASE
_OWN: frozenset[Label] = frozenset()
# What is presupposed stays so in a question or a supposition: "where is my order 48213?" has an order.
_PRESUPPOSED: frozenset[Label] = frozenset({"question", "hypothetical", "negated", "past", "wish"})
_WISHED: frozenset[Label] = frozenset({"question", "hypothetical", "wish"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One phrase. Group `v` holds the value's words, unless `value` names it; `through` are labels it survives."""

    rule: str
    key: str
    pattern: re.Pattern[str]
    read: values.Reader
    through: frozenset[Label] = _OWN
    denies: bool = False
    changes: bool = False
    """The words themselves say that it was otherwise before."""
    value: str = ""


# --- the frames --------------------------------------------------------------------------------

_S = r"[ \t]{1,3}"
_IM = r"\b(?:i['’]?m|i am|im|we['’]?re|we are)"
_IVE = r"\b(?:i|we)(?:['’]ve| have)?"
_NOW = rf"(?:{_S}(?:now|currently|still|actually|already|just|also|recently|finally))?"
_CAP = r"[^\W\d_][\w'’-]*"
_CAPS = rf"{_CAP}(?:[ ](?-i:[^\W\d_a-zà-öø-ÿ][\w'’-]*)){{0,3}}"
_PLACE = rf"(?P<v>{_CAP}(?:[ -]{_CAP}){{0,3}})"
_NAME_END = (
    r"(?=\s*(?:$|[.!?,;:)\n\x00–—]|-\s)|\s+(?:and|but|from|with|here|the|again|please|bitte|thanks|by the way|btw|"
    r"i|my|und|aus|von|y|de|soy|et)\b)"
)
_PLAN_WORD = (
    r"(?:plan|membership|tier|subscription|package|abo|tarif|mitgliedschaft|plano|suscripción|abonnement|formule)"
)
_PLAN = r"[\"']?(?P<v>[^\W\d_]{3,12})[\"']?"
_PLAN_END = (
    rf"(?:{_S}{_PLAN_WORD}\b|(?=\s*(?:$|[.!?,;:)\n\x00–—]|-\s)|\s+(?:and|but|so|since|with|now|right|at|already|"
    rf"for|as|these|"
    r"today|anymore|any\s?more|again|because|if|i|until|too|und|aber|seit|jetzt|mehr|y|pero|desde|ahora|et|mais|"
    r"depuis)\b))"
)
_PLAIN = (
    r"(?!(?:and|or|of|the|is|was|in|on|to|from|for|with|order|account|problem|but|that|which|und|y|et|für|de)\b)"
    r"[^\W\d_][\w-]*"
)
_GOODS = rf"(?P<v>(?:{_PLAIN}[ ]){{0,3}}{_PLAIN})"
_MAIL = r"(?P<v>[\w.+%-]{1,64}@[A-Za-z0-9.-]{3,120})"
_NUMBER = r"(?P<v>\+?\(?\d(?:[ \-./()]{0,2}\d){6,14})(?!\d)"
_ORDER_WORD = (
    r"(?:order|purchase|bestell(?:ung|nummer|-nr\.?|nr\.?)|auftrag(?:snummer)?|pedido|commande|bestilling)"
    r"(?:[ ]?(?:number|no\.?|nr\.?|num\.?|id|n[°ºo]\.?|nummer|número|numéro))?"
)
_LANG = r"(?P<v>[^\W\d_]{5,15})"


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, _I)


def _names() -> Iterator[Frame]:
    own = rf"(?P<v>{_CAPS}){_NAME_END}"
    for pattern in (
        rf"\bmy (?:full |first |real |actual )?name(?:['’]s| is)(?:{_S}(?:actually|now|still|spelled|spelt))?{_S}{own}",
        rf"\b(?:mein (?:voller )?name ist|ich hei(?:ß|ss)e|mi nombre es|me llamo|mon nom est|je m['’]appelle){_S}{own}",
    ):
        yield Frame("name.said", "identity.name", _re(pattern), values.name)
    im = rf"{_IM.replace('|we', '|zz')}{_S}(?P<v>{_CAPS}){_NAME_END}"
    yield Frame("name.im", "identity.name", _re(im), values.surely_name)
    others = (
        rf"\b(?:ich bin(?: die| der)?|(?:yo )?soy|(?:moi )?c['’]est|je suis|this is|"
        rf"it['’]s){_S}(?P<v>{_CAPS}){_NAME_END}"
    )
    yield Frame("name.this_is", "identity.name", _re(others), values.given_name)
    here = rf"(?:^|\n)\s*(?:(?:hi|hello|hey|hallo|hola|bonjour)\b[\s,!.]{{0,3}})?(?P<v>{_CAPS}){_S}here\b"
    yield Frame("name.here", "identity.name", _re(here), values.given_name)
    signed = (
        r"\b(?:(?:best|kind|warm)[ ]regards|regards|sincerely|mit freundlichen grüßen|viele grüße|liebe grüße|saludos|"
        rf"un saludo|cordialement|bien à vous)[\s,!.]{{1,4}}(?P<v>{_CAPS})\s*\Z"
    )
    yield Frame("name.signed", "identity.name", _re(signed), values.surely_name)
    called = (
        r"(?:please |just |you can |you may |can you |could you |friends |people |everyone |everybody |they )"
        rf"calls? me{_S}(?P<v>{_CAPS}){_NAME_END}"
    )
    yield Frame("called.asked", "identity.preferred_name", _re(rf"\b{called}"), values.name, _CALLED)
    alone = rf"(?:^|[.!?,;\n]\s*|\b(?:but|and|so) )call me{_S}(?P<v>{_CAPS}){_NAME_END}"
    yield Frame("called.me", "identity.preferred_name", _re(alone), values.name, _CALLED)
    wished = (
        rf"\b(?:i(?:['’]d| would)? (?:prefer|like|rather)(?: it if you| you| to be| being)?(?: to)? call(?:ed)?(?: "
        rf"me)?|"
        rf"i go by|i prefer(?: the name)?|nenn(?:en sie|t)? mich(?: bitte)?|llám[ae]me|puedes llamarme|"
        rf"appelle[zs]?[- ]moi)"
        rf"{_S}(?P<v>{_CAPS}){_NAME_END}"
    )
    yield Frame("called.wished", "identity.preferred_name", _re(wished), values.surely_name, _CALLED)


_CALLED: frozenset[Label] = _WISHED | {"third"}


def _places() -> Iterator[Frame]:
    since = (
        r"(?!\S+(?: \S+)? (?:for|on (?:holiday|vacation|business|a trip)|this|today|until|till|right now|only|next|"
        r"tomorrow|"
        r"during)\b)"
    )
    live = (
        rf"\b(?:i|we)(?:['’]m|['’]re| am| are)?{_NOW}{_S}(?:live|living|reside|based|located){_NOW}{_S}(?:here "
        rf")?in{_S}{_PLACE}"
    )
    moved = (
        rf"{_IVE}(?:{_S}(?:just|recently|now|actually|already|have|finally))*{_S}(?:moved|relocated){_NOW}{_S}"
        rf"(?:house |away |back |over )?(?:from {_CAP}(?: {_CAP})?? )?(?:to|into){_S}{_PLACE}"
    )
    german = (
        rf"\b(?:ich|wir) (?:wohnen?|leben?)(?: (?:jetzt|derzeit|aktuell|inzwischen|seit \w+))?{_S}in{_S}{_PLACE}",
        rf"\b(?:ich|wir) (?:bin|sind)(?: \w+)? nach{_S}(?P<v>{_CAP}(?: (?-i:[^\W\d_a-z]){_CAP})?){_S}(?:um)?gezogen",
    )
    romance = (
        rf"\b(?:vivo|vivimos|resido)(?: ahora| actualmente)?{_S}en{_S}{_PLACE}",
        rf"\b(?:j['’]habite|nous habitons|je vis)(?: maintenant| actuellement)?{_S}(?:à|a|en|au){_S}{_PLACE}",
    )
    moved_romance = (
        rf"\b(?:me mud[eé]|nos mudamos|me he mudado){_S}a{_S}{_PLACE}",
        rf"\b(?:j['’]ai déménagé|je me suis installée?){_S}(?:à|a){_S}{_PLACE}",
    )
    and_live = rf"\b(?:i|we)\b[^.!?;\n\x00]{{1,60}}? and (?:now )?live in{_S}{_PLACE}"
    yield from _placed("lives", (live, and_live, *german[:1], *romance), changes=False)
    yield from _placed("moved", (moved, german[1], *moved_romance), changes=True)
    here = rf"{_IM}{_NOW}{_S}(?:here |over )?in{_S}{since}{_PLACE}"
    yield Frame("city.in", "location.city", _re(here), _city_capital)
    # "I'm on the Plus plan, in Oslo": the place hangs on the sentence about oneself, so it must be one that we know.
    also = rf"{_IM}[^.!?;\n\x00]{{1,60}}?,{_S}(?:and |und |y |et )?in{_S}{_PLACE}"
    yield Frame("city.also", "location.city", _re(also), values.city)
    yield Frame("country.in", "location.country", _re(here), values.country)
    yield Frame("city.bin", "location.city", _re(rf"\b(?:ich bin|estoy|je suis){_S}(?:in|en|à){_S}{since}{_PLACE}"),
                values.listed_city)  # fmt: skip
    ship = (
        r"(?:^|[.!?,;:\n]\s*|\b(?:please|to|and|can you|could you|you can|kindly) )(?:re)?(?:ship|deliver)"
        rf"(?: (?:it|them|this|that|everything|my \w+|the \w+))?{_S}to{_S}{_PLACE}"
    )
    yield Frame("city.ship", "location.city", _re(ship), values.city)
    yield Frame("country.ship", "location.country", _re(ship), values.country)
    # Where one is from is a country only: "from Oslo" is said of where one was born, too.
    came = (
        rf"{_IM}{_NOW}{_S}from{_S}{_PLACE}",
        rf"\b(?:ich komme|ich bin|wir kommen|wir sind){_S}aus{_S}(?:der{_S})?{_PLACE}",
        rf"\b(?:soy|somos){_S}de{_S}{_PLACE}",
        rf"\b(?:je viens|nous venons){_S}(?:de{_S}|du{_S}|d['’]){_PLACE}",
    )
    for pattern in came:
        yield Frame("country.from", "location.country", _re(pattern), values.country)
    said = rf"\bmy (?:city|town|home ?town|location)(?:['’]s| is){_NOW}{_S}{_PLACE}"
    yield Frame("city.said", "location.city", _re(said), values.city)
    yield Frame("country.said", "location.country", _re(rf"\bmy country(?:['’]s| is){_S}{_PLACE}"), values.country)


def _placed(rule: str, patterns: Iterable[str], *, changes: bool) -> Iterator[Frame]:
    for pattern in patterns:
        yield Frame(f"city.{rule}", "location.city", _re(pattern), values.city, changes=changes)
        yield Frame(f"country.{rule}", "location.country", _re(pattern), values.country, changes=changes)
        comma = _re(pattern.replace("(?P<v>", "(?:") + rf",[ ]?{_PLACE}")
        yield Frame(f"country.{rule}_in", "location.country", comma, values.country, changes=changes)
    left = _re(r"\bi (?:don['’]?t|do not|no longer) live in" + rf"(?: the)?{_S}{_PLACE}")
    if rule == "lives":
        yield Frame("city.left", "location.city", left, values.city, frozenset({"negated"}), denies=True)


def _city_capital(words: str, registry: Registry) -> str | None:
    """ "I'm in X" says little: a listed city, or a capital that is no month, app or mood."""
    return values.city(words, registry)


def _plans() -> Iterator[Frame]:
    on = rf"{_IM}{_NOW}{_S}on(?: (?:the|a|an|your|our))?{_S}{_PLAN}{_PLAN_END}"
    yield Frame("plan.on", "plan.name", _re(on), values.plan)
    and_on = rf"{_IM}[^.!?;\n\x00]{{1,60}}? and on(?: (?:the|a))?{_S}{_PLAN}{_PLAN_END}"
    yield Frame("plan.and_on", "plan.name", _re(and_on), values.plan)
    yield Frame("plan.is", "plan.name", _re(rf"\b(?:my|our) (?:current )?(?:plan|membership|tier|subscription)"
                rf"(?:['’]s| is){_NOW}(?: the)?{_S}{_PLAN}{_PLAN_END}"), values.plan)  # fmt: skip
    mine = rf"\b(?:my|our)(?: current| existing| active)?{_S}{_PLAN}{_S}{_PLAN_WORD}\b"
    yield Frame("plan.mine", "plan.name", _re(mine), values.plan, _PRESUPPOSED - {"past", "negated"})
    have = rf"\b(?:i|we)(?:['’]ve got| have| got| pay for| use){_NOW}(?: the| a| your)?{_S}{_PLAN}{_PLAN_END}"
    yield Frame("plan.have", "plan.name", _re(have), _plan_capital)
    member = (
        rf"\b(?:as|{_IM[2:]})(?: (?:a|an|the|your))?(?: (?:happy|loyal|paying|long-?time|proud|"
        rf"current))?{_S}{_PLAN}{_S}"
        r"(?:plan )?(?:member|customer|subscriber|user|kundin|kunde|mitglied)s?\b"
    )
    yield Frame("plan.member", "plan.name", _re(member), _plan_capital, frozenset({"question"}))
    changed = (
        rf"{_IVE}(?:{_S}(?:just|recently|now|already|finally|have|actually))*{_S}(?:upgraded|downgraded|switched|"
        rf"changed|"
        r"moved|went|subscribed|signed up)(?: (?:my|our) (?:plan|membership|account|subscription))?(?: back| over)?"
        rf"(?: from(?: the)? \w+)?{_S}(?:to|for)(?: (?:the|a|your))?{_S}{_PLAN}{_PLAN_END}"
    )
    yield Frame("plan.changed", "plan.name", _re(changed), values.plan, changes=True)
    for pattern in (
        rf"\b(?:ich habe|ich nutze|wir haben|mein (?:tarif|plan|abo) ist|ich bin (?:im|in|bei|auf))(?: jetzt)?"
        rf"(?: den| das| die| dem| ein(?:en)?)?{_S}{_PLAN}(?:-{_PLAN_WORD}|{_PLAN_END})",
        rf"\b(?:tengo|tenemos|uso|mi (?:plan|suscripción) es|estoy en)(?: ahora)?(?: el| la)?(?: (?:plan|"
        rf"suscripción))?{_S}"
        rf"{_PLAN}{_PLAN_END}",
        rf"\b(?:j['’]ai|nous avons|mon (?:plan|abonnement) est|je suis (?:sur|à|au|chez|abonnée? à))(?: maintenant)?"
        rf"(?: le| la| l['’])?(?:{_S}?(?:plan|formule|abonnement))?{_S}{_PLAN}{_PLAN_END}",
    ):
        yield Frame("plan.have_", "plan.name", _re(pattern), _plan_capital)
    switched = (
        rf"\bich (?:bin|habe) (?:jetzt |gerade )?(?:auf|zu){_S}{_PLAN}{_S}(?:gewechselt|umgestiegen|upgegradet)",
        rf"\b(?:he cambiado|cambié|me cambié|he pasado)(?: al| a)(?: plan)?{_S}{_PLAN}{_PLAN_END}",
        rf"\b(?:je suis passée?|j['’]ai changé)(?: au| à| pour)(?: plan| formule)?{_S}{_PLAN}{_PLAN_END}",
    )
    for pattern in switched:
        yield Frame("plan.changed_", "plan.name", _re(pattern), values.plan, changes=True)
    yield from _lost_plans()


def _lost_plans() -> Iterator[Frame]:
    for pattern in (
        rf"{_IM}{_NOW}{_S}(?:not|no longer){_NOW}(?: a member)? on(?: (?:the|a|your))?{_S}{_PLAN}{_PLAN_END}",
        rf"{_IM}n['’]?t on(?: (?:the|a))?{_S}{_PLAN}{_PLAN_END}",
        rf"{_IM}{_S}(?:not|no longer) an?{_S}{_PLAN}{_S}(?:member|customer|subscriber)\b",
        rf"\b(?:i|we) (?:don['’]?t|do not|no longer)(?: \w+)? (?:have|use|pay for)(?: (?:the|"
        rf"a))?{_S}{_PLAN}{_PLAN_END}",
        rf"\b(?:i|we)(?:['’]ve| have)?(?: just| already)? cancel?led (?:my|our|the){_S}{_PLAN}{_PLAN_END}",
        rf"\bich habe kein(?:en)?{_S}{_PLAN}(?:-{_PLAN_WORD}|{_PLAN_END})",
        rf"\bya no tengo(?: el)?(?: plan)?{_S}{_PLAN}{_PLAN_END}",
        rf"\bje n['’]ai (?:plus|pas)(?: le| la| l['’]| de)?(?:{_S}?(?:plan|formule|abonnement))?{_S}{_PLAN}{_PLAN_END}",
    ):
        yield Frame("plan.lost", "plan.name", _re(pattern), values.plan, frozenset({"negated"}), denies=True)


def _plan_capital(words: str, registry: Registry) -> str | None:
    """ "I have basic questions" is no plan: where the frame is loose the name needs its capital."""
    found = values.plan(words, registry)
    return found if words[:1].isupper() or (found and words.lower() == "plus") else None


_OWNERS = "(?:my|our|mein\\w{0,2}|unser\\w{0,2}|mi|mis|nuestr[oa]s?|mon|ma|mes|notre|nos)"


def _goods() -> Iterator[Frame]:
    mine = rf"\b{_OWNERS}{_S}{_GOODS}(?![\w-])(?!['’]s (?:brother|sister))"
    yield Frame("product.mine", "product.owned", _re(mine), _owned, _PRESUPPOSED)
    bought = (
        rf"{_IVE}(?:{_S}(?:just|recently|also|already|actually|only|have|had))*{_S}(?:bought|purchased|ordered|own|"
        rf"got|have|"
        rf"received){_S}(?:myself )?(?:an?|the|two|three|four|your|one|this|these){_S}{_GOODS}(?![\w-])"
        rf"(?!(?: \w+)? for (?:my|our|a|his|her) (?!(?:home|office|flat|house|kitchen|room|bedroom|living)))"
    )
    yield Frame("product.bought", "product.owned", _re(bought), _owned)
    also = rf"{bought[: bought.rindex('(?!(?: ')]} and (?:an?|the|two){_S}".replace("(?P<v>", "(?:")
    yield Frame("product.also", "product.owned", _re(also + rf"{_GOODS}(?![\w-])"), _owned)
    sold = (
        rf"{_IVE}(?: just| already| have)?{_S}(?:sold|returned|gave away|given away|sent "
        rf"back){_S}{_OWNERS}{_S}{_GOODS}(?![\w-])"
    )
    yield Frame("product.sold", "product.owned", _re(sold), _owned, denies=True)


def _owned(words: str, registry: Registry) -> str | None:
    """The product at the front of what was caught: "Oslo desk wobbles" is an Oslo desk, "desk lamp" a lamp."""
    parts = words.split()
    found = [(size, values.product(" ".join(parts[:size]), registry)) for size in range(1, len(parts) + 1)]
    named = [value for _, value in found if value]
    return named[-1] if named else None


def _ids() -> Iterator[Frame]:
    other = r"(?<!case )(?<!ticket )(?<!issue )(?<!page )(?<!flat )(?<!room )(?<!apartment )(?<!article )(?<!part )"
    theirs = r"(?!\s*(?:is|was)(?:n['’]t| not) (?:mine|my))"
    through = _PRESUPPOSED
    number = r"(?P<v>(?:NV-?)?\d{4,12})"
    hashed = rf"{other}(?<![\w#&/])#[ ]?{number}(?!\w){theirs}"
    yield Frame("order.hash", "order.id", _re(hashed), values.order, through)
    worded = (
        rf"(?<!not my )\b{_ORDER_WORD}(?:[ ]?(?:is|ist|es|est|:|was)){{0,2}}[ #:]{{1,3}}{number}"
        rf"(?![\w%€$])(?!-\d){theirs}"
    )
    yield Frame("order.word", "order.id", _re(worded), values.order, through)
    prefixed = rf"(?<![\w-])(?P<v>NV[- ]?\d{{4,12}})(?!\w){theirs}"
    yield Frame("order.nv", "order.id", _re(prefixed), values.order, through)
    mail = (
        rf"\b(?:my|our|meine?|mi|mon)(?: new| other| correct)?{_S}(?:e-?mail|mail|correo|adresse mail|courriel|"
        rf"e-mail-adresse)"
        rf"(?:[ -]?(?:address|adresse|electrónico))?(?:['’]s| is| ist| es| est|:)*(?: now)?{_S}{_MAIL}"
    )
    yield Frame("email.said", "contact.email", _re(mail), values.email)
    reach = (
        r"\b(?:reach|contact|e-?mail|write|mail) (?:to )?me (?:at|on|under|via)(?: e-?mail)?(?: at)?"
        rf"{_S}{_MAIL}|\A\s*(?:e-?mail:?\s*)?(?P<w>{_MAIL[4:]}\s*\.?\s*\Z"
    )
    yield Frame("email.reach", "contact.email", _re(reach), values.email, _WISHED)
    tel = (
        rf"\b(?:my|our|meine?|mi|mon)(?: new| mobile| cell| work| home)?{_S}(?:phone|mobile|cell|telephone|tel|"
        rf"number|handy\w*|"
        r"telefon\w*|nummer|teléfono|móvil|número|numéro|téléphone|portable)(?:[ ]?(?:number|nummer|no\.?))?"
        rf"(?:['’]s| is| ist| es| est|:)*(?: now)?{_S}{_NUMBER}"
    )
    yield Frame("phone.said", "contact.phone", _re(tel), values.phone)
    ring = rf"\b(?:reach|call|ring|phone|text|contact) me (?:at|on|under|back at|back on)(?: my \w+)?{_S}{_NUMBER}"
    yield Frame("phone.reach", "contact.phone", _re(ring), values.phone, _WISHED)


def _wishes() -> Iterator[Frame]:
    wish = _WISHED
    lang = "locale.language"
    verb = r"(?:write|speak|answer|reply|talk|respond|continue|switch|communicate|chat|use|text)"
    for pattern in (
        rf"(?:^|[.!?,;:\n]\s*|\b(?:please|can you|could you|can we|could we|would you|kindly|like you to|let['’]s|"
        rf"now on,?|"
        rf"prefer to|like to|prefer you to|and|rather) )(?:please )?{verb}(?: (?:to|with) me| back| it)?(?: (?:in|"
        rf"to))?{_S}{_LANG}\b",
        rf"(?:^|[.!?,;:\n]\s*)(?:and |but )?in{_S}{_LANG},? please\b",
        rf"(?:^|\n)\s*{_LANG},? please\b",
        rf"\bplease,? in{_S}{_LANG}\b",
        rf"\bi (?:only speak|speak only|prefer|would prefer|['’]d prefer|can only read){_S}{_LANG}\b",
        rf"\bmy (?:preferred |native )?language is{_S}{_LANG}\b",
        rf"\b(?:bitte (?:in |auf )|(?:schreib\w*|antwort\w*|sprich|sprechen|reden wir)(?: sie)?(?: mir| mit "
        rf"mir)?(?: bitte)? "
        rf"(?:in |auf )?){_LANG}\b",
        rf"\bauf{_S}{_LANG},? bitte\b",
        rf"\ben{_S}{_LANG},? (?:por favor|s['’]il (?:te|vous) pla[iî]t|svp|stp)",
        rf"\b(?:escr[ií]b\w*|habl\w*|respond\w*|contest\w*|écri\w+|répond\w*|parle[zs]?)(?:[- ](?:me|moi))?(?: por "
        rf"favor)? "
        rf"(?:en ){_LANG}\b",
        rf"\bpor favor,? en{_S}{_LANG}\b",
    ):
        yield Frame("language.wish", lang, _re(pattern), values.language, wish)
    for tone, cues in _TONE.items():
        yield Frame(f"tone.{tone}", "pref.tone", cues, values.choice, wish, value=tone)
    for length, cues in _LENGTH.items():
        yield Frame(f"length.{length}", "pref.length", cues, values.choice, wish, value=length)


_TONE = {
    "informal": _re(
        r"\b(?:no need to be (?:so |that )?formal|(?:be|keep it|make it) (?:a bit |more )?(?:less formal|informal|"
        r"casual)|"
        r"less formal(?:,? please)?|du kannst mich duzen|(?:du |sie )?(?:könn(?:t|en)|darfst|dürfen) mich "
        r"(?:gern\w* )?duzen|"
        r"bitte duzen|duz(?:e|en sie) mich|wir können uns duzen|lass uns duzen|sag(?:en sie)? (?:ruhig |bitte )?du\b|"
        r"tut[eé]ame|puedes tutearme|tráteme de tú|(?:tu peux|vous pouvez|on peut) (?:me |se )?tutoyer|tutoie-moi|"
        r"tutoyez-moi)"
    ),
    "formal": _re(
        r"\b(?:(?:please )?(?:be|stay|keep it|make it) (?:a bit |more )?(?<!less )formal(?! complaint)|more "
        r"formal(?:ly)?,? "
        r"please|address me (?:more )?formally|call me (?:mr|mrs|ms|sir|madam|dr)\b\.?|bitte (?:siezen|beim sie "
        r"bleiben|mit "
        r"sie)|siez(?:e|en sie) mich|(?:bleiben wir|lieber) beim sie|trát[ae]me de usted|vouvoyez-moi|vouvoie-moi)"
    ),
}
_PLEASE_END = (
    r"(?=,? (?:please|bitte|por favor|s['’]il|svp|from now|in (?:the )?future|next time|always)|\s*(?:$|[.!?;\n\x00]))"
)
_LENGTH = {
    "short": _re(
        r"\b(?:keep (?:it|them|your (?:answers?|replies|messages)|things) (?:short|brief|concise)\w*|"
        r"(?:short(?:er)?|brief(?:er)?"
        rf"|concise) (?:answers?|replies|version|messages|ones?){_PLEASE_END}|(?:i (?:prefer|like|want|need) |"
        rf"please (?:give|use"
        r"|send)(?: me)? )(?:short(?:er)?|brief(?:er)?|concise) (?:answers?|replies|messages)|(?:please )?be "
        r"(?:more )?(?:brief|"
        rf"concise|short){_PLEASE_END}|(?:your |these |the )?(?:answers?|replies|messages) (?:are|is) (?:too|way "
        rf"too) long|"
        rf"shorter{_PLEASE_END}|less text{_PLEASE_END}|bitte (?:\w+ )?(?:kürzer|kurz)\b|(?:kurz|kürzer),? bitte|"
        rf"fass(?:en sie)? "
        r"(?:dich|sich) (?:bitte )?kurz|kurze antworten|respuestas? (?:más )?(?:cortas?|breves?)|s[eé] (?:más "
        r")?breve|m[aá]s "
        r"corto|réponses? (?:plus )?(?:courtes?|brèves?)|(?:sois|soyez) (?:plus )?bref|plus court)"
    ),
    "detailed": _re(
        rf"\b(?:(?:more|in) details?{_PLEASE_END}|(?:more )?detailed (?:answers?|replies|"
        rf"explanations?){_PLEASE_END}|(?:i (?:prefer|"
        r"like|want|need) |please (?:give|use|send)(?: me)? )(?:more |long |longer )?(?:detailed )?(?:detailed|"
        r"longer|long) "
        r"(?:answers?|replies|explanations?)|(?:please )?(?:be|explain)(?: it| things| everything)? (?:more "
        r")?(?:detailed|"
        rf"thorough|in (?:more |full )?detail){_PLEASE_END}|longer answers{_PLEASE_END}|ausführlich(?:er)?(?: "
        rf"bitte|e antworten)|"
        r"bitte (?:\w+ )?ausführlich(?:er)?|mehr details bitte|genauer bitte|respuestas (?:más )?(?:detalladas|"
        r"largas)|con más "
        r"detalle|más detalles? por favor|réponses (?:plus )?(?:détaillées|longues)|plus (?:de détails?|détaillé)|"
        r"en détail)"
    ),
}


def _rest() -> Iterator[Frame]:
    firm = r"(?P<v>[A-Z0-9][\w&'’.-]*(?:[ ](?:[A-Z0-9&][\w&'’.-]*|of|and)){0,4})"
    work = (
        rf"\b(?i:i|we)(?:['’]m| am)?(?i: currently| now)? (?i:work(?:ing)?) (?i:at|for|with|bei)(?i: the)? {firm}",
        rf"\b(?i:my|our) (?i:company|employer|business|firm)(?:['’]s| is)(?i: called| named)? {firm}",
        rf"\b(?i:ich arbeite (?:bei|für)|trabajo (?:en|para)|je travaille (?:chez|pour)) {firm}",
        rf"\b(?i:on behalf of|writing for|buying for) {firm}",
    )
    for pattern in work:
        yield Frame("company.works", "company.name", re.compile(pattern), values.company)
    named = (
        r"(?P<v>(?:iphone|ipad|ios|ipados|android|windows|mac ?os|macbook|imac|mac|linux|ubuntu|chromeos|chromebook)"
    )
    named += r"(?:[ ]?\d+(?:\.\d+){0,3})?)\b"
    using = (
        rf"(?:{_IM}{_NOW}{_S}(?:on|using|running)|\bi{_NOW} (?:use|run|have)|\bmy (?:phone|laptop|computer|tablet|"
        rf"pc) (?:runs|is|has)"
    )
    using += rf"|\b(?:on|with|from) my)(?: an?| my| the| on)?(?: new| old)?{_S}{named}"
    yield Frame("os.using", "device.os", _re(using), values.system, frozenset({"question"}))
    number = r"(?P<v>v?\d+(?:\.\d+){1,3})(?![\d.]*\d)"
    app = (
        rf"\b(?:app|application|software)(?:['’]s)?(?: version)?(?: is| (?:number|no\.?))*:?{_S}{number}",
        rf"{_IM}{_NOW} (?:on|using|running)(?: the)?(?: app)?(?: version)? {number}(?= (?:of|now|app)\b|\s*(?:$|"
        rf"[.,!?;\n]))",
        rf"\b(?:i have|i use|my app is|i['’]ve got)(?: the)?(?: app)? version {number}",
        rf"\bversion {number} of (?:the|your) app\b",
    )
    for pattern in app:
        yield Frame("app.version", "app.version", _re(pattern), values.version)


# --- which frames are worth a try ----------------------------------------------------------------

_NAMING = (
    "name", "i'm", "i’m", "im ", "i am", "heiß", "heiss", "llamo", "nombre", "nom ", "appelle", "ich bin", "soy",
    "est ",
    "je suis", "this is", "it's", "it’s", "here", "grüße", "grüßen", "regards", "sincerely", "saludo", "cordialement",
    "bien à vous",
)  # fmt: skip
_PLACING = (
    "live", "living", "resid", "based", "located", "moved", "relocat", "wohn", "leb", "gezogen", "viv", "mud", "habit",
    "je vis", "déménag", "install", " in ", "estoy", "je suis", "ship", "deliver", "city", "town", "country",
    "from", " aus ", "soy de", "somos de", "viens", "venons",
)  # fmt: skip
_LENGTHS = (
    "short", "brief", "concise", "long", "detail", "text", "kurz", "kürz", "ausführ", "genauer", "cort", "breve",
    "bref",
    "brève", "court", "larg", "thorough",
)  # fmt: skip
_WORDS: Mapping[str, tuple[str, ...]] = {
    "identity.name": _NAMING,
    "identity.preferred_name": ("call", "go by", "prefer", "nenn", "llám", "llam", "appelle"),
    "location.city": _PLACING,
    "location.country": _PLACING,
    "contact.email": ("@",),
    "pref.tone": ("formal", "casual", "duz", "siez", "sie", "du", "tut", "vouv", "usted", "call me"),
    "pref.length": _LENGTHS,
    "company.name": (
        "work",
        "compan",
        "firm",
        "behalf",
        "arbeite",
        "trabajo",
        "travaille",
        "for",
        "business",
        "employer",
    ),
    "device.os": ("phone", "pad", "ios", "android", "windows", "mac", "linux", "ubuntu", "chrome"),
    "app.version": ("version", "app", "software", "on ", "using", "running"),
}
_NEED_DIGITS = frozenset({"order.id", "contact.phone", "app.version"})
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


def worth(clean: str, registry: Registry) -> tuple[Frame, ...]:
    """Return the frames whose key a text can hold at all: looking for words is far cheaper than for phrases."""
    small = clean.lower()
    words = frozenset(_LETTERS.findall(small))
    digits = bool(_DIGIT.search(clean))
    frames = every()
    keys = {frame.key for frame in frames}
    keys = {key for key in keys if (digits or key not in _NEED_DIGITS) and _may_hold(key, small, words, registry)}
    return tuple(frame for frame in frames if frame.key in keys)


def _may_hold(key: str, small: str, words: frozenset[str], registry: Registry) -> bool:
    if key == "plan.name":
        firsts = {name[0].lower() for name in registry.plans}
        return any(len(word) > 3 and word[0] in firsts and values.plan(word, registry) for word in words)
    if key == "product.owned":
        last = {product.lower().rpartition(" ")[2] for product in registry.products}
        return any(values.singular(word) in last for word in words)
    if key == "locale.language":
        return not words.isdisjoint(LANGUAGES)
    return any(cue in small for cue in _WORDS[key]) if key in _WORDS else True


@lru_cache(maxsize=1)
def every() -> tuple[Frame, ...]:
    """Return all frames; compiled at the first reading, so that a command which reads nothing does not wait."""
    return (*_names(), *_places(), *_plans(), *_goods(), *_ids(), *_wishes(), *_rest())
