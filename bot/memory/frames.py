"""The frames: phrases that each carry one key, in four languages; those of names and plans have files of their own.

Loose phrases ("I'm X", "I have X") ask more of the value than plain ones ("my name is X"). Every pattern is anchored
on a fixed word and its repeats are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.memory import (
    besides,
    dates,
    devices,
    enrolled,
    firms,
    goods,
    kinds,
    moods,
    moves,
    named_things,
    names,
    offers,
    orders,
    places,
    plans,
    posts,
    pronouns,
    readers,
    seats,
    things,
    times,
    towns,
    values,
    wishes,
)
from bot.memory.frame import CAP, IM, IVE, MINE, NOW, PRESUPPOSED, WISHED, Frame, S
from bot.memory.gazetteer import LANGUAGES
from bot.memory.prefilter import Prefilter
from bot.memory.registry import HOLE, Key, Registry
from bot.memory.spans import Label, Page
from bot.memory.spelling import fold, rule

# --- the frames --------------------------------------------------------------------------------

_PLACE = rf"(?P<v>{CAP}(?:[ -]{CAP}){{0,3}})"
_PLAIN = (
    r"(?!(?:and|or|of|the|is|was|in|on|to|from|for|with|order|account|problem|but|that|which|und|y|et|für|de|"
    r"ne|es|est|ist|are|sind|son|sont|hat|haben|tiene|kommt)\b)[^\W\d_][\w-]*"
)
_GOODS = rf"(?P<v>(?:{_PLAIN}[ ]){{0,3}}{_PLAIN})"
_MAIL = r"(?P<v>[\w.+%-]{1,64}@[A-Za-z0-9.-]{3,120})"
_NUMBER = rf"(?P<v>{values.CALLABLE})"
_NAMES_OF_LANGUAGES = sorted({fold(name) for name in LANGUAGES if len(name) > 2}, key=len, reverse=True)
_NO_CODES = ("ar", "cs", "el", "hr", "hu", "ja", "ko", "ro", "ru", "uk", "zh")
"""Codes of languages that stand for something else as well: "UK" is a country, and "JA" is yes."""
_CODES = "|".join(sorted({code.upper() for code in LANGUAGES.values() if code not in _NO_CODES}))
# Small, a code is a word of some language: "können Sie da mal schauen" wishes for no Danish.
_LANG = rf"(?P<v>{'|'.join(_NAMES_OF_LANGUAGES)}|(?-i:{_CODES}))"


_FOR_GOOD = (
    r"(?!\S+(?: \S+)? (?:for(?! now| the (?:moment|time))|on (?:holiday|vacation|business|a trip)|this|today|"
    r"until|till|right now|only|next|"
    r"tomorrow|during)\b)"
)
"""No "for a week" or "on holiday" behind it."""
_DE_LIVE = (
    r"\b(?:ich|wir|und|,)? ?(?:wohnen?|wohn|lebe?n?)(?: (?:ich|wir))?(?: (?!(?:nicht|nie|sie|er|du|ihr|"
    rf"euch)\b)\w+){{0,4}}?{S}in{S}(?:der (?:nähe von )?)?{_PLACE}",
    rf"\b(?:ich|wir) (?:bin|sind)(?: \w+){{0,2}} in{S}(?:die|den|das){S}(?P<v>{CAP}){S}(?:um)?gezogen",
    rf"\b(?:ich|wir) (?:bin|sind)(?: \w+){{0,2}}? nach{S}(?P<v>{CAP}(?: "
    rf"(?-i:[^\W\d_a-z]){CAP})?){S}(?:um)?gezogen",
    rf"(?:^|[.!?,;\n]\s*|\b(?:und|aber|moin|hallo|hi) )(?:bin|sind)(?: \w+){{0,2}}? nach{S}(?P<v>{CAP}(?: "
    rf"(?-i:[^\W\d_a-z]){CAP})?){S}(?:um)?gezogen",
    rf"\b(?:bin|sind)(?: \w+)? von {CAP}(?: {CAP})? "
    rf"nach{S}(?P<v>{CAP}(?: (?-i:[^\W\d_a-z]){CAP})?){S}(?:um)?gezogen",
    rf"\b(?:um)?gezogen (?:von {CAP}(?: {CAP})? )?nach{S}{_PLACE}",
    rf"\b(?:hat|hats|hat es) (?:mich|uns) (?:\w+ ){{0,2}}nach{S}(?P<v>{CAP}(?: "
    rf"(?-i:[^\W\d_a-z]){CAP})?){S}verschlagen",
)
_ES_FR_LIVE = (
    rf"\b(?:vivo|vivimos|resido|residimos)(?: ahora| actualmente| aqui)?{S}en{S}{_PLACE}",
    rf"\b(?:estoy|estamos|sigo|seguimos) viviendo{S}en{S}{_PLACE}",
    rf"\b(?:radico|radicamos|me alojo){S}en{S}{_PLACE}",
    rf"\b(?:lebt|wohnt) (?:es )?sich{S}in{S}{_PLACE}",
    rf"(?:\b(?:ich |wir )|(?:^|[.!?,;\n]\s*))(?:sitze|sitzen|hocke|hausen?)(?: \w+)?{S}in{S}(?!der\b|"
    rf"einem\b){_PLACE}",
    rf"\b(?:je loge|je réside|nous résidons|nous logeons|on loge)(?: \w+)?{S}(?:à|sur|en|au){S}{_PLACE}",
    rf"\b(?:en|in|à|sur){S}{_PLACE},? (?:(?:que )?es )?(?:donde (?:yo )?(?:vivo|vivimos|resido)|(?:da |dort |"
    rf"wo (?:ich|wir) )(?:wohnen?|leben?)|où (?:j'habite|je vis|nous habitons|on habite))\b",
    r"\b(?:j ?'? ?habite|nous habitons|on habite|je vis|j'?vis|nous vivons|on vit)(?: maintenant| actuellement|"
    rf" désormais)?{S}(?:(?:à|en|aux?|sur|du côté de){S})?{_PLACE}",
)
_ES_FR_MOVED = (
    r"\b(?:me mud[eé]|nos mudamos|me he mudado|nos hemos mudado|acab\w+ de mudar(?:me|nos)|"
    r"(?:me|nos) (?:acab\w+ de (?:mudar|trasladar|instalar)|(?:he |hemos )?(?:ido|fui|fuimos) a vivir|instalé|"
    r"instalamos)|me trasladé|nos trasladamos|me he trasladado|nos hemos trasladado)(?: (?:hace poco|ya|por fin|"
    rf"ayer))?(?: de(?:sde)? {CAP}(?: {CAP})??)?{S}a{S}{_PLACE}",
    rf"\b(?:j ?'? ?ai|nous avons|on a|viens? d[e']|venons d[e']|vient d[e'])(?:{S})?(?:récemment |enfin "
    rf")?(?:d?'?emménag(?:é|er)|déménag(?:é|er)|quitté {CAP})"
    rf"(?: (?:de |d'){CAP}(?: {CAP})??)?{S}(?:à|pour|sur|vers){S}{_PLACE}",
    rf"\b(?:je me suis|on s'est|nous nous sommes) (?:installée?s?|établie?s?){S}à{S}{_PLACE}",
)
_SINCE_THEN = (
    rf"\b(?:hace|desde hace) [\w ]{{2,16}}? (?:que )?(?:vivo|vivimos|estoy|estamos|resido) en{S}{_PLACE}",
    rf"\b(?:leben|wohnen|lebe|wohne) (?:wir|ich) (?:\w+ ){{0,2}}?in{S}{_PLACE}",
    rf"\blleva?(?:o|mos) (?:\w+ ){{1,3}}(?:años?|mes(?:es)?) (?:ya )?(?:viviendo )?en{S}{_PLACE}",
    rf"\bça fait [^.!?;\n\x00]{{2,24}}? (?:que )?(?:j'habite|je vis|on habite|nous habitons|je suis)(?: à| en|"
    rf" sur| au)?{S}{_PLACE}",
)
_HOME_IS = (
    rf"(?:^|[.!?,;\n]\s*|\b(?:and|but|und|aber|y|pero|et|mais|as|da|since) ){_PLACE}(?:'s| is| ist| es| est|"
    r",? c'est)(?: now| jetzt| ahora| maintenant)? (?:where (?:i|we) live|where (?:i'?m|we'?re|i am|"
    r"we are)(?: based| at)?|home\b|(?:my|our) (?:home|city|town|new home|base)|meine (?:stadt|heimat)|"
    r"mein (?:wohnort|zuhause)\b(?!:? (?-i:[A-ZÄÖÜ]))|donde (?:vivo|vivimos)|mi (?:ciudad|casa)|"
    r"là où (?:j'habite|je vis)|ma ville|chez moi)\b",
    rf"(?:^|[.!?,;\n]\s*|\b(?:and|but|so) )(?:home|zuhause|mi casa|mon chez-moi)(?:'s| is| ist| es|"
    rf" est)(?: now| jetzt| ahora| maintenant)?{S}{_PLACE}",
    rf"\b(?:i|we) (?:now )?call{S}(?P<v>{CAP}(?:[ -]{CAP}){{0,2}}){S}(?:my |our )?home\b",
    r"\b(?:greetings|hello|hi|cheers|hey|regards|grüße|gruß|liebe grüße|moin|saludos|un saludo|salutations|"
    rf"bonjour|coucou) (?:from|aus|desde|de){S}(?:(?:sunny|rainy|lovely|cold|grey|snowy|beautiful|dem sonnigen|"
    rf"dem) )?{_PLACE}",
    rf"(?:^|[.!?,;\n]\s*|{IM} )(?P<v>{CAP}(?:[ -]{CAP})?)[- ](?:based|resident)\b(?! (?:company|firm|shop|"
    rf"carrier|courier))|{IM} an?{S}(?P<w>{CAP}(?: {CAP})?){S}(?:resident|local)\b",
    rf"(?:^|[.!?,;\n]\s*|{IM} an? )resident (?:of|in){S}{_PLACE}",
    rf"\b(?:home|zuhause|casa),? (?:which|that|das|que) (?:is|ist|es|est){S}{_PLACE}",
    rf"\b(?:i'?ve|we'?ve|i have|we have) been (?:living )?(?:in|here in){S}{_PLACE}(?= (?:for|since)\b)",
    rf"(?:\b(?:i'?ve |we'?ve |i have |we have )|(?:^|[.!?,;\n]\s*))been (?:living )?(?:here )?in{S}(?P<v>{CAP}"
    rf"(?:[ -]{CAP})??)(?= (?:\d+|two|three|four|five|six|ten|many|a few|some) (?:years?|months?|yrs?)\b)",
    rf"(?:\b(?:i|we)(?:'ve| have)? |(?:^|[.!?,;\n]\s*))(?:have )?(?:ended up|wound up|put down roots|"
    rf"made (?:my|our) home|bought a (?:house|flat|place)|found a (?:house|flat|place)) in{S}{_PLACE}",
    rf"{IM} an? (?:family|couple|household|small \w+)[^.!?,;\n\x00]{{0,24}}? in{S}{_PLACE}",
    rf"\b(?:our|my|unsere?n?|meine?[mr]?|nuestr[oa]|mi|notre|mon|ma) (?:\w+ )?(?:flat|apartment|house|place|"
    rf"home|new place|wohnung|haus|bude|wg|piso|casa|depa|departamento|appartement|appart|maison|studio)"
    rf" (?:here )?(?:in|en|à){S}{_PLACE}",
)


def _places() -> Iterator[Frame]:
    yield from _living()
    yield from places.frames()
    yield from _placed("will", _will_live(), changes=True, later=True)
    yield from _being_there()
    yield from _lasting()
    yield from _shipped_to()


def _living() -> Iterator[Frame]:
    live = (
        rf"(?:\b(?:i|we)(?:'m|'re| am| are|m)?{NOW}{S}|(?:^|[.!?,;\n]\s*)(?:and |but |now |currently |still |"
        rf"i )?(?:back )?|\band )(?:live|livin[g']?|reside|residing|based|located|settled|staying){NOW}{S}(?:here |"
        rf"out of |over |down )?(?:in{S})?(?<=in |of ){_PLACE}"
    )
    moved = (
        rf"(?:{IVE}(?:{S}(?:just|recently|now|actually|already|have|finally))*{S}|(?:^|[.!?,;\n]\s*)(?:just |"
        rf"recently )?)(?:moved|relocated|settled|resettled|transferred){NOW}{S}(?:house |home |away |back |over |"
        rf"down |up |house )?(?:from {CAP}(?: {CAP})?? )?(?:to|into|in){S}{_PLACE}"
    )
    moved_now = (
        rf"\b(?:moved|relocated)(?: house| home| again)?,? (?:and |so |und )?(?:{IM[2:]} |we )?(?:live |"
        rf"are )?now (?:live )?in{S}{_PLACE}"
    )
    # "früher Trier, jetzt Koblenz": a listed city and a word for now are all that a clause says.
    now = (
        r"(?:now|these days|nowadays|currently|jetzt|nun|inzwischen|mittlerweile|derzeit|ahora|actualmente|maintenant|"
        r"désormais|aujourd'hui|hoy)"
    )
    for pattern in (
        rf"(?:^|[.!?,;:\n]\s*|\b(?:and|but|und|aber|y|pero|et|mais) ){now},? (?:in |en |à |"
        rf"it'?s )?{_PLACE}(?=\s*(?:$|[.!,;\n]))",
        rf"(?:^|[.!?,;:\n]\s*|\b(?:and|but|und|aber|y|pero|et|mais) )(?:in |en |"
        rf"à )?{_PLACE} {now}(?=\s*(?:$|[.!,;\n]))",
        rf"(?:^|[.!?,;\n]\s*){_PLACE} it is(?: now)?(?=\s*(?:$|[.!,;\n]))",
    ):
        yield Frame("city.now", "location.city", rule(pattern), towns.listed_city, changes=True)
    gone = rf"\b(?:gone|went|came|come|going back) to live in{S}{_PLACE}"
    left_for = (
        rf"\b(?:i|we)(?:'ve| have)? (?:just |recently )?(?:left|swapped|traded|exchanged) {CAP}(?: {CAP})??(?: behind)?"
        r"(?:,? and)?(?: (?:have |now |we )?(?:settled|moved|live|relocated|are|are now))?(?: down)? (?:for|to|"
        rf"in){S}{_PLACE}"
    )
    and_live = rf"\b(?:i|we)\b[^.!?;\n\x00]{{1,60}}? and (?:now )?live in{S}{_PLACE}"
    yield from _placed("lives", (live, and_live, *_HOME_IS, *_DE_LIVE[:1], *_ES_FR_LIVE), changes=False)
    yield from _placed(
        "moved", (moved, moved_now, left_for, gone, *_SINCE_THEN, *_DE_LIVE[1:], *_ES_FR_MOVED), changes=True
    )
    around = rf"\b(?:estoy|estamos|ando|andamos|vivo|vivimos){S}por{S}(?!la\b|el\b|aquí\b){_PLACE}"
    yield Frame("city.around", "location.city", rule(around), towns.town, bars=places.FOR_A_WHILE)
    yield Frame("country.around", "location.country", rule(around), values.country, bars=places.FOR_A_WHILE)


def _being_there() -> Iterator[Frame]:
    """ "I'm in Oslo" says little: the place must be one that we know."""
    here = rf"{IM}{NOW}{S}(?:here |over |up |down |out )?in{S}{_FOR_GOOD}{_PLACE}"
    yield Frame("city.in", "location.city", rule(here), _city_capital)
    # "I'm on the Plus plan, in Oslo": the place hangs on the sentence about oneself, so it must be one that we know.
    also = rf"{IM}[^.!?;\n\x00]{{1,60}}?,{S}(?:and |und |y |et )?in{S}{_PLACE}"
    yield Frame("city.also", "location.city", rule(also), towns.city)
    yield Frame("country.in", "location.country", rule(here), values.country)
    abroad = (
        rf"\b(?:je suis|on est|nous sommes)(?: maintenant| toujours| désormais)?{S}(?:aux?|en){S}{_FOR_GOOD}{_PLACE}"
    )
    yield Frame("country.bin", "location.country", rule(abroad), values.country)
    yield Frame("city.bin", "location.city", rule(rf"\b(?:ich bin|wir sind|estoy|estamos|sigo|seguimos|je suis|on est|"
        rf"nous sommes)(?: (?:jetzt|nun|ahora|maintenant|toujours|encore|noch|vorerst|erst ?mal|weiter|"
        rf"weiterhin|immer|derzeit|aún|"
        rf"todavía)){{0,3}}{S}(?:in|en|"
        rf"à){S}{_FOR_GOOD}{_PLACE}"),
                towns.listed_city)  # fmt: skip


def _lasting() -> Iterator[Frame]:
    """With a word for how long beside it, a place needs no list: "seit 2022 bin ich in Potsdam"."""
    lasting: tuple[str, ...] = (
        rf"\bseit(?: dem| der| letzte[nmr]| anfang| ende)? [\w.]+(?: \d{{4}})? (?:bin|sind|wohnen?|leben?) "
        rf"(?:ich|wir) in{S}{_PLACE}",
        rf"\b(?:desde|hace)(?: el| la)? \w+(?: \w+)? (?:que )?(?:estoy|estamos|vivo|vivimos|resido) en{S}{_PLACE}",
        rf"\bdepuis(?: le| la| l'| un| une)? ?[\w']+(?: \w+)?,? (?:je suis|j ?'? ?habite|je vis|on est|nous "
        rf"sommes) (?:à|au|en){S}{_PLACE}",
        rf"\b(?:je suis|nous sommes|on est) (?:à|basée?s? à|installée?s? à){S}{_PLACE}(?= depuis\b)",
        rf"\b(?:ich bin|wir sind) (?:jetzt |nun )?in{S}{_PLACE}(?= seit\b)",
        rf"\b(?:estoy|estamos) (?:ahora )?en{S}{_PLACE}(?= desde\b)",
        r"(?:^|[,;]\s*)(?:bis dahin|vorerst|im moment|zurzeit|derzeit|aktuell|until then|for now|hasta entonces|"
        r"por ahora|de momento|jusque-là|pour l'instant|d'ici là)(?: (?:noch|still|todavía|sigo|toujours|estoy|"
        rf"je suis|i'm|we're|encore))* (?:in|en|à){S}{_PLACE}",
        r"\b(?:my|our|meine|unsere|mi|nuestra|mon|notre) (?:new |neue |nueva |nouvelle )?(?:address|adresse|anschrift|"
        rf"dirección|wohnort) (?:is|ist|es|está|est)(?: now| jetzt| ahora| maintenant)? (?:in|en|à){S}{_PLACE}",
        rf"\b(?:writing|calling|texting|messaging|ordering|shopping|posting|chatting|typing|"
        rf"emailing) (?:to you )?from{S}(?:(?:an? )?(?:(?:very|rather|"
        r"ever|pretty) )?(?:sunny|rainy|lovely|cold|gr[ea]y|snowy|beautiful|wet|windy|foggy|hot|soggy|stormy|freezing|"
        rf"frosty|chilly) )?{_PLACE}|\b(?:schreibe?|melde mich) (?:\w+ )?aus{S}" + _PLACE.replace("?P<v>", "?P<w>"),
        rf"\b(?:escribo|llamo) desde{S}{_PLACE}",
    )
    nowadays = (
        rf"\b(?:bin|sind) (?:jetzt|nun|inzwischen|mittlerweile|aktuell|derzeit) in{S}{_PLACE}",
        rf"\b(?:estoy|estamos) ahora en{S}{_PLACE}|\bahora (?:estoy|estamos) en{S}" + _PLACE.replace("?P<v>", "?P<w>"),
        rf"\b(?:je suis|on est|nous sommes) (?:maintenant|désormais) à{S}{_PLACE}|\bmaintenant (?:je suis|on est) à{S}"
        + _PLACE.replace("?P<v>", "?P<w>"),
    )
    lasting += nowadays
    lasting += (
        rf"\b(?:je suis|on est|nous sommes) à{S}(?P<v>{CAP}(?:[ -]{CAP})??) (?:maintenant|désormais)\b",
        rf"\b(?:ich bin|wir sind) in{S}(?P<v>{CAP}(?:[ -]{CAP})??) (?:jetzt|inzwischen)\b",
        rf"\b(?:estoy|estamos) en{S}(?P<v>{CAP}(?:[ -]{CAP})??) ahora\b",
    )
    lasting += (
        rf"\b(?:i'?m|i am|im|we'?re|we are) still (?:here |living |based )?in{S}{_FOR_GOOD}{_PLACE}"
        r"(?![^.!?;\n\x00]{0,16}\b(?:until|till|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight)\b)",
        rf"\b(?:on est|nous sommes|je suis) (?:toujours|encore) à{S}{_FOR_GOOD}{_PLACE}"
        r"(?= (?:pour (?:le moment|l'instant)|en ce moment)\b|\s*(?:$|[.,;!\n]))",
        rf"\b(?:on est|nous sommes|je suis) (?:établie?s?|basée?s?|installée?s?|implantée?s?) (?:à|en|au|"
        rf"aux){S}{_PLACE}",
        rf"\b(?:we|our (?:company|team|office|firm|head office)) (?:sit|sits|are sitting) in{S}{_PLACE}",
        rf"\b(?:i'?m|we'?re|we are|i am) (?:registered|established|headquartered) in{S}{_PLACE}",
        rf"\b(?:estamos|estoy) (?:establecid|basad|ubicad|radicad|afincad)[oa]s? en{S}{_PLACE}",
        rf"\b(?:tenemos|tengo) (?:la |nuestra )?sede en{S}{_PLACE}",
        rf"\bhaben (?:wir )?(?:unseren |den )?(?:firmen)?sitz in{S}{_PLACE}|\b(?:wir sind|"
        rf"bin) in{S}(?P<w>{CAP}) ansässig\b",
    )
    for pattern in lasting:
        # "until then still in Erfurt" is said of today, whatever day the sentence names.
        yield Frame("city.lasting", "location.city", rule(pattern), towns.city, frozenset({"wish"}))
        yield Frame("country.lasting", "location.country", rule(pattern), values.country, frozenset({"wish"}))


def _shipped_to() -> Iterator[Frame]:
    """Where something is to be sent, and which country one is from."""
    ship = (
        r"(?:^|[.!?,;:\n]\s*|\b(?:please|to|and|can you|could you|you can|kindly) )(?:re)?(?:ship|deliver)"
        rf"(?: (?:it|them|this|that|everything|my \w+|the \w+))?{S}to{S}{_PLACE}"
    )
    yield Frame("city.ship", "location.city", rule(ship), towns.city)
    yield Frame("country.ship", "location.country", rule(ship), values.country)
    # Where one is from is a country only: "from Oslo" is said of where one was born, too.
    came = (
        rf"{IM}{NOW}{S}from{S}{_PLACE}",
        rf"\b(?:ich komme|ich bin|wir kommen|wir sind){S}aus{S}(?:der{S})?{_PLACE}",
        rf"\b(?:soy|somos){S}de{S}{_PLACE}",
        rf"\b(?:je viens|nous venons){S}(?:de{S}|du{S}|d'){_PLACE}",
    )
    for pattern in came:
        yield Frame("country.from", "location.country", rule(pattern), values.country)


def _will_live() -> tuple[str, ...]:
    """What is said of a move to come: kept from the day that it names (`dates`)."""
    return (
        rf"\b(?:i|we) move to{S}{_PLACE}",
        r"\b(?:i|we)(?:'?ll| will| shall)(?: be)? (?:move|moving|live|living|relocate|relocating)(?: \w+)?? (?:to|"
        rf"in){S}{_PLACE}",
        rf"{IM}(?: going to be| about to be)?{S}(?:moving|relocating|going to (?:move|live))(?: house)? (?:to|"
        rf"in){S}{_PLACE}",
        rf"\bab (?:dem |der |anfang |mitte |ende )?[\w.]+(?: \w+)? (?:bin|sind|wohnen?|leben?) "
        rf"(?:ich|wir) in{S}{_PLACE}",
        rf"\b(?:werde|werden|ziehe?|ziehen) (?:ich |wir )?(?:\w+ ){{0,3}}?(?:nach|in){S}{_PLACE}",
        rf"\b(?:i|we)(?:'?ll| will| shall) be (?:based |living )?(?:over |down |up )?in{S}{_PLACE}",
        rf"\b(?:me mudo|nos mudamos|me mudare|viviré|viviremos|estaré|estaremos|me traslado|nos trasladamos|"
        rf"me voy a vivir|nos vamos a vivir){S}(?:a|en){S}{_PLACE}",
        rf"\b(?:je déménage|nous déménageons|on déménage|j'habiterai|je vais (?:habiter|déménager)|"
        rf"{dates.SETTLES}|je serai|on sera|nous serons|on habitera){S}à{S}{_PLACE}",
    )


def _placed(name: str, patterns: Iterable[str], *, changes: bool, later: bool = False) -> Iterator[Frame]:
    for pattern in patterns:
        stays = re.search(r"be \(\?:based|be \(\?:over|estare|estaré|serai", pattern) is not None
        bars = places.FOR_A_WHILE if later and stays else None
        yield Frame(f"city.{name}", "location.city", rule(pattern), towns.town, changes=changes, later=later, bars=bars)
        yield Frame(
            f"country.{name}",
            "location.country",
            rule(pattern),
            values.country,
            changes=changes,
            later=later,
            bars=bars,
        )
    if name == "lives":
        for left in (
            rf"\b(?:i|we) (?:don'?t|do not|no longer)(?: \w+)?? live in(?: the)?{S}{_PLACE}",
            rf"{IM}{S}(?:not|no longer)(?: living)? in{S}{_PLACE}(?=[^.!?;\n]{{0,12}}any ?more)",
            rf"\bin{S}{_PLACE} (?:wohne|lebe|wohnen|leben|bin|sind) (?:ich|wir) nicht mehr",
            rf"\b(?:wohnen?|leben?)(?: ich| wir)? nicht mehr in{S}{_PLACE}",
            rf"\bya no (?:vivo|vivimos|estoy|estamos|resido) en{S}{_PLACE}",
            rf"\b(?:je n'habite|nous n'habitons|on n'habite|je ne vis|je ne suis) plus (?:à )?{_PLACE}",
        ):
            yield Frame(
                "city.left",
                "location.city",
                rule(left),
                towns.city,
                frozenset({"negated"}),
                denies=True,
                bars=_BACK_SOON,
            )
        rather = (
            r"(?:\b(?:i'?m|i am|im|we'?re|we are) (?:not|no longer)|\b(?:i|we) (?:don'?t|no longer) live|"
            r"\b(?:bin|sind|wohne|wohnen|lebe|leben)(?: ich| wir)? nicht mehr|\bya no (?:vivo|vivimos|estoy|estamos)|"
            r"\b(?:je|nous|on) (?:n'habit|ne (?:suis|vi|somm|viv))\w* plus|\b(?:je ne|on n'est|nous ne) \w+ plus)"
            rf"(?: in| en| à)?{S}{CAP}[^\n\x00]{{0,60}}?[.,;!] ?(?:(?:it'?s|its|it is|es ist|ist es|es|c'est|on est à|"
            r"nous sommes à|je suis à|ahora|jetzt|now|maintenant|jetzt ist es|ahora es)(?: (?:now|jetzt|ahora|"
            rf"maintenant|es))?){S}(?P<v>{CAP}(?:[ -](?-i:[A-Z])[\w'-]+){{0,2}})(?=\s*(?:$|[.,;!\n])| (?:now|jetzt|"
            r"ahora|maintenant)\b)"
        )
        yield Frame("city.rather", "location.city", rule(rather), towns.city, frozenset({"negated"}), changes=True)
        there = (
            rf"\b(?:to|in|nach|a|en|à){S}(?!(?:us|me|uns|mir|nous|moi|nosotros)\b){_PLACE}(?:, {CAP}"
            rf"(?: {CAP})?)?[?.!,]*\s+(?:that'?s|this is|it'?s|da|dort|ahí|allí|es donde|c'est)(?: là)?(?: where|"
            r" qu[e']| où)? ?(?:(?:i|we)(?:'m|'re| live| reside| am| are)|(?:wohne|wohnen|leben?)(?: ich| wir)?|vivo|"
            r"vivimos|(?:j'|je |nous |on )(?:habit\w+|vis|vit|vivons))\b"
        )
        supposed: frozenset[Label] = frozenset({"question", "wish", "hypothetical", "hedge"})
        to_land = rule(there.replace("|à)", "|aux?|à)", 1))
        yield Frame("country.there", "location.country", to_land, values.country, supposed)
        yield Frame("city.there", "location.city", rule(there), _no_land, supposed)


def _no_land(words: str, registry: Registry) -> str | None:
    """ "To Chad, that's where we live": what is also a country's name is meant so behind "to"."""
    return None if values.country(words, registry) else towns.town(words, registry)


def _city_capital(words: str, registry: Registry) -> str | None:
    """ "I'm in X" says little: a listed city, or a capital that is no month, app or mood."""
    return towns.city(words, registry)


_OWNERS = "(?:my|our|ur|mein\\w{0,2}|unser\\w{0,2}|mi|mis|nuestr[oa]s?|mon|ma|mes|notre|nos)"
_ARTICLES = (
    "(?:an?|another|the|teh|two|three|four|your|ur|one|this|these|vuestr[oa]|votre|eure?[nmrs]?|ihre?[nmrs]?|"
    "eine?[nmrs]?|den|das|die|der|zwei|un|una|unos|unas|dos|el|la|los|las|le|les|une|"
    "deux|l')"
)
_LATELY = (
    r"(?:recently|yesterday|last (?:week|month|year)|neulich|kürzlich|gestern|letzte (?:woche)|letzten monat|auch|noch|"
    r"hace poco|recientemente|ayer|también|récemment|dernièrement|hier|aussi|encore)"
)
_ONLY_BOOKED = rule(
    r".*\b(?:booked|reserv(?:ed|ation)|tonight|reservier\w*|gebucht|heute abend|reservad[oa]s?|reserva|esta noche|"
    r"réserv\w+|ce soir)\b"
)
"""A table that is kept for the evening belongs to nobody."""
_ARRIVED = (
    r"(?:den|die|das) (?:ich|wir) (?:mir )?(?:bei (?:euch|ihnen) )?(?:\w+ )?(?:bestellt|gekauft)|"
    r"que (?:os |les |te )?(?:compré|compramos|pedí|pedimos|he (?:comprado|pedido)|hemos (?:comprado|pedido))|"
    r"que (?:j'ai|nous avons|on a) (?:achetée?|commandée?)|(?:that |which |den |die |das |que )?(?:i|we|ich|wir|pedi|"
    r"compre|compramos|pedimos|j'ai)? ?(?:ordered|bought|got|received|bestellt|gekauft|commandé|acheté)|"
    r"(?:has |just |finally )?(?:arrived|came)|(?:kam|ist)\b[^.!?\n]{0,30}(?:an|angekommen)|(?:llego|ha llegado)|"
    r"est arrivée?"
)


_TROUBLE = (
    r"broken?|broke|damaged|cracked|torn|tore|ripped|scratche[ds]|wobbl\w+|missing|faulty|defective|flicker\w*|"
    r"squeak\w*|creak\w*|rattl\w+|smell\w*|stinks?|reeks?|leak\w*|sags?|sagging|snapped|bent|loose|chipped|dented|"
    r"peel\w*|buzz\w*|hums|stained|collapsed|fell apart|came apart|came off|won't|doesn't|does not|isn't|stopped|"
    r"split|warped|tilts?|kaputt|defekt|gerissen|zerkratzt|beschädigt|wackel\w*|flacker\w*|quietsch\w*|knarz\w*|"
    r"knarr\w*|klapper\w*|klemmt|\w*(?:gebrochen|gerissen|gefallen|gekratzt)|riecht|stinkt|surrt|brummt|summt|schief|"
    r"verbogen|locker|lose|bricht|gebrochen|zerbrochen|fleckig|undicht|funktioniert nicht|geht nicht|fehlt|löst sich|"
    r"blättert|hängt durch|rot[oa]s?|dañad[oa]s?|rayad[oa]s?|coje[a]?|tambalea|parpadea|chirr\w+|cruje|huele|apesta|"
    r"suelt[oa]|doblad[oa]|zumba|no (?:funciona|enciende|cierra|abre|encaja)|se (?:rompió|ha roto|tambalea|mueve|cae)|"
    r"falta|manchad[oa]|cassée?s?|abimée?s?|déchirée?s?|rayée?s?|tachée?s?|grince\w*|grésill\w*|clignot\w*|boite|"
    r"bancale?|craque\w*|sent mauvais|pue|tordue?|penche|bourdonne|ne (?:marche|fonctionne|s'allume|ferme|tient)|"
    r"fissurée?|fêlée?|manque|s'est (?:cassée?|déchirée?|effondrée?)|se décolle"
)
"""What is said of a thing that one has, and of none that one only looks at."""


def _goods() -> Iterator[Frame]:
    mine = rf"(?<!\bat )(?<!\ban )(?<!\bà )\b{_OWNERS}{S}{_GOODS}(?![\w-])(?!'s (?:brother|sister))"
    yield Frame("product.mine", "product.owned", rule(mine), _owned, MINE)
    for_self = r"(?!(?: \w+)? for (?:my|our|a|his|her) (?!(?:home|office|flat|house|kitchen|room|bedroom|living)))"
    bought = (
        rf"(?:(?:{IVE}(?:{S}(?:just|recently|also|already|actually|only|have|had))*{S}|(?:^|[.!?,;\n]\s*)(?:and |also |"
        r"just |recently )*)(?:bought|purchased|ordered|own|picked up|got|have|received)|(?:\b(?:ich|wir) |"
        r"(?:^|[.!?,;\n]\s*)(?:und )?)(?:habe|haben|hab|besitze|besitzen)(?: mir| uns| auch| noch)*|"
        r"\b(?:habe|haben|hab) (?:ich|wir)(?: mir| uns| auch| noch){0,2}|\b(?:tengo|tenemos|he comprado|compré|"
        r"compramos|pedí)|\b(?:je possède|nous possédons|j ?'?ai|nous avons|on a)(?: chez (?:moi|nous))?(?: acheté|"
        rf" commandé| reçu)?)(?: {_LATELY})?{S}(?:myself )?{_ARTICLES}(?:(?<=')|{S}){_GOODS}(?![\w-])"
    )
    yield Frame("product.bought", "product.owned", rule(bought + for_self), _owned, bars=_ONLY_BOOKED)
    further = (
        r"(?:and (?:an?|the|two)|und (?:den|das|die|eine?n?|zwei)|(?:y|e) (?:el|la|los|las|una?|unos|unas|dos)|"
        rf"et (?:les?|la|une?|des|deux)){S}|et l'"
    )
    also = rf"{bought} (?:{further})".replace("(?P<v>", "(?:")
    yield Frame("product.also", "product.owned", rule(also + rf"{_GOODS}(?![\w-])"), _owned)
    thus = (
        rf"\b(?:me hice con|nos hicimos con|je me suis (?:offert|acheté|pris)|nous nous sommes (?:offert|acheté|pris)|"
        rf"treated myself to|got (?:myself|ourselves)) "
        rf"{_ARTICLES}(?:(?<=')|{S}){_GOODS}(?![\w-])",
        r"\b(?:besides|in addition to|apart from|außer|neben|zusätzlich zu|además del?|aparte del?|en plus d[eu]|"
        rf"outre)(?: the| my| dem| der| meine[mr]| la| el| mi| l'| le| ma| mon)?{S}?{_GOODS}(?=[ ,](?:i|we|ich|wir|"
        r"habe|haben|tengo|tenemos|j'ai|on a|nous avons)\b)",
        rf"\b(?:bei (?:mir|uns)|chez (?:moi|nous)) (?:steht|stehen|on a|j'ai) {_ARTICLES}(?:(?<=')|"
        rf"{S}){_GOODS}(?![\w-])",
        rf"\b(?:the|die|der|das|le|la|l')(?:(?<=')|{S}){_GOODS} (?:steht|stehen|est|sont|has been|"
        r"lives) (?:[\w-]+ ){0,4}?(?:bei (?:mir|uns)|chez (?:moi|nous)|at (?:our place|home)|with us)\b",
        rf"\b(?:el|la){S}{_GOODS} (?:lo|la) (?:tengo|tenemos|compré|compramos)\b",
    )
    for told in thus:
        yield Frame("product.thus", "product.owned", rule(told + for_self), _owned, bars=_ONLY_BOOKED)
    here = rf"\b(?:the|die|der|das|el|la|le|l'|one of the)(?:{S})?{_GOODS},? (?:{_ARRIVED})\b"
    yield Frame("product.arrived", "product.owned", rule(here), _owned, frozenset({"negated", "question"}))
    ails = (
        r"(?:has|have|hat|haben|tiene|a|got) (?:an?|two|several|some|eine?n?|zwei|einige|un|una|unos|unas|une|des)|"
        r"(?:keeps?|kept|started|starts?|began) \w+ing|(?:\w+ ){0,4}?(?:" + _TROUBLE + ")"
    )
    broken = (
        rf"\b(?:the|this|that|die|der|das|vom|des|dieser?s?|el|la|del|este|esta|le|l'|du|ce|cette)(?:{S})?{_GOODS} "
        rf"(?!(?:in|im|en|de|dans|at|from|aus) (?:the |your |ihrem |eurem |der |la |su |le |votre )?(?:showroom|shop|"
        rf"store|branch|ausstellung|laden|filiale|tienda|exposición|magasin|vitrine)\b)"
        rf"(?:now |again |jetzt |schon )?(?:{ails})"
    )
    yield Frame("product.ails", "product.owned", rule(broken), _owned, frozenset({"negated"}))
    spoilt = (
        r"\b(?:another|a|the|one|my|our|eine?[nr]?|noch eine?[nr]?|schon wieder eine?[nr]?|der|die|das) (?:broken|"
        r"damaged|cracked|wobbly|squeaky|torn|scratched|faulty|defective|kaputte[rsn]?|defekte[rsn]?|zerkratzte[rsn]?|"
        rf"wackelige[rsn]?|beschädigte[rsn]?){S}{_GOODS}(?![\w-])"
    )
    yield Frame("product.spoilt", "product.owned", rule(spoilt), _owned)
    spoilt_after = (
        rf"\b(?:un|una|otra|otro|mi|une|encore une?|ma|mon|la|le|el){S}{_GOODS}{S}(?:rot[oa]|dañad[oa]|defectuos[oa]|"
        r"rayad[oa]|cassée?|abimée?|déchirée?|rayée?|bancale?|défectueu(?:x|se))\b"
    )
    yield Frame("product.spoilt", "product.owned", rule(spoilt_after), _owned)
    # A name that nobody has written down: capitals, and a number or a second word ("Veltra 500").
    model = r"(?P<v>(?-i:[A-Z])[\w-]{2,20}(?:[ ](?-i:[A-Z]?\d[\w-]{0,9}|[A-Z][\w-]{1,15})){1,3})(?![\w-])(?![.,]\d)"
    named = (
        rf"(?:{IVE}(?:{S}(?:just|recently|also|already|have|had|myself|ourselves|now))*{S}(?:bought|purchased|ordered|"
        r"own|got|have)|\b(?:ich|wir) (?:selbst |selber )?(?:habe|haben|hab|besitze)(?: (?:selbst|selber|jetzt|nun|"
        r"inzwischen|auch))*|\b(?:tengo|tenemos|compré|he comprado)(?: (?:ahora|también))*|\b(?:j ?'? ?ai|"
        rf"nous avons)(?: (?:moi-même|maintenant|aussi))*(?: acheté)?){S}(?:{_ARTICLES}{S}?)?(?:new |neue[nrs]? |"
        rf"nouveau )?{model}(?!(?: \d+)? (?:nicht|no longer|any ?more|plus)\b)"
    )
    yield Frame("product.named", "product.owned", rule(named), named_things.named_product, bars=_ONLY_BOOKED)
    numbered = rf"\b{_OWNERS}{S}(?:new |neue[nrs]? )?{model}"
    yield Frame("product.numbered", "product.owned", rule(numbered), named_things.numbered_product, PRESUPPOSED)
    first, asked = _named_in_english()
    for told in (first, *_named_behind()):
        yield Frame("product.named", "product.owned", rule(told), named_things.sold_as, bars=_ONLY_BOOKED)
    yield Frame("product.named", "product.owned", rule(asked), named_things.sold_as, PRESUPPOSED)
    # By what it is and its number: "ma box V5", "my AX3 router", "mein Router AX3".
    coded = r"(?-i:[A-Z]{1,4})-?\d{1,4}[A-Za-z]?"
    for order in (
        rf"(?P<v>{_PLAIN} {coded})(?![\w-])",
        rf"(?P<v>{coded} (?!(?:last|since|from|keeps|has|and|but|is|won|this|"
        r"that|just|now|again|for|with|on|in)\b)(?-i:[a-z])[\w-]{2,15})(?![\w-])",
    ):
        seen = rule(rf"\b{_OWNERS}{S}(?:new |neue[nrs]? |nouve(?:au|lle) |nuev[oa] )?{order}")
        yield Frame("product.coded", "product.owned", seen, named_things.coded_product, PRESUPPOSED)
    sold = (
        rf"(?:{IVE}{NOW}{S}|(?:^|[.!?,;\n]\s*|\band )(?:just |finally )?)(?:sold|returned|gave away|given away|"
        rf"sent back|got rid of|threw (?:out|away)|binned|scrapped|donated){S}(?:the|{_OWNERS}){S}{_GOODS}(?![\w-])",
        rf"\b(?:gave|threw|sent|took|brought|given){S}(?:the|{_OWNERS}){S}{_GOODS} (?:away|out|back)\b",
        rf"\b(?:the|my|our){S}{_GOODS} (?:is|was|has been|are) (?:sold|gone|given away|returned)\b",
        rf"(?:\b(?:ich|wir) |(?:^|[.!?,;\n]\s*))(?:habe|haben|hab) (?:\w+ )?(?:den|die|das|meine?n?|"
        rf"unsere?n?){S}{_GOODS} (?:\w+ )?(?:verkauft|zurückgeschickt|zurückgegeben|zurückgesendet|retourniert|"
        rf"weggeworfen|weggegeben|entsorgt|verschenkt)",
        rf"\b(?:den|die|das|(?:mein|unser)\w*)(?: alte[nrs]?)?{S}{_GOODS} (?:habe|haben|hab|ist|wurde|wird)(?: ich|"
        r" wir)?(?: \w+){0,2}? (?:verkauft|zurückgeschickt|zurückgegeben|retourniert|weggeworfen|entsorgt|"
        r"verschenkt|weg)\b",
        rf"\b(?:j'ai|nous avons|on a) (?:revendu|donné|jeté|retourné)(?: le| la| l'| mon| ma| "
        rf"notre){S}?{_GOODS}(?![\w-])",
        rf"\b(?:vendí|he vendido|devolví|he devuelto)(?: el| la| mi){S}{_GOODS}(?![\w-])",
        rf"\bj'ai (?:vendu|rendu|renvoyé)(?: le| la| mon| ma){S}{_GOODS}(?![\w-])",
    )
    for told in sold:
        yield Frame("product.sold", "product.owned", rule(told), _gone, denies=True)


_OWN_NAME = r"(?-i:[A-ZÄÖÜÉ])[\w'’-]{2,15}"
_SIZE = r"(?: (?:\d{1,3}|(?-i:[A-Z]{1,3})\d{1,4}))?"


def _named_in_english() -> tuple[str, ...]:
    """ "I own the Bergen 3 rice cooker": the name it is sold by stands before what it is."""
    ends = (
        r"(?=\s*(?:$|[.,;!?)\n])|\s(?:and|but|or|already|now|since|for|from|at|in|on|with|that|which|who|off|as|too|"
        r"here|last|this|before|to|so|is|was|it|i|we|you|ye|yesterday|today|ages|years)\b)"
    )
    kind = (
        r" (?!(?:from|off|since|with|for|that|which|last|this|at|on|in|as|and|but|or|too|now|here)\b)(?-i:[a-z])"
        r"[\w-]{2,15}"
    )
    thing = rf"(?P<v>{_OWN_NAME}{_SIZE}(?:{kind}){{1,2}}?){ends}"
    have = (
        r"(?:\b(?:i|we)(?:'?ve| have)?(?: (?:just|recently|also|already|now|still|only|both|finally|got))* (?:own|have|"
        r"got|bought|purchased|received)|\b(?:i|we)'?ve(?: got)?|(?:^|[.!?,;\n]\s*|\band )(?:got|bought|own))"
    )
    mine = r"(?:the one|what|which)(?: that)? (?:i|we)(?:'?ve| have)?(?: got| have| own| use| bought)?"
    return (
        rf"{have}(?: myself| ourselves)? (?:an?|the|your|that|this|two|one of your){S}{thing}",
        rf"\b(?:the|your){S}{thing}[^.!?\n\x00]{{0,24}}[.!?,]?\s*(?:that'?s|it'?s|is) {mine}(?=\s*(?:$|[.,;!?)\n]))",
    )


def _named_behind() -> Iterator[str]:
    """ "tenemos la batidora Nube", "die Matratze Luna haben wir", "le robot Momo 2, je l'ai": it stands behind."""
    kind = (
        r"(?!(?:que|de|del|con|para|en|pour|avec|et|y|und|oder|aber|seit|von|mit|jetzt|auch|nicht|schon|bei|desde|"
        r"pero|mais|depuis)\b)[^\W\d_][\w-]{2,20}"
    )
    thing = rf"(?P<v>{kind}(?: (?-i:[a-z])[\w-]{{2,15}})?? {_OWN_NAME}{_SIZE})(?![\w-])"
    number = rf"(?P<v>{kind} {_OWN_NAME} \d{{1,3}})(?![\w-])"
    german = r"(?:der|die|das|den|d|dr|de|s|eine?n?|eure?n?|ihre?n?|unsere?n?|meine?n?)"
    have = r"(?:habe?n?|hab|besitzen?|nutzen?|benutzen?)"
    bought = r"(?:gekauft|bestellt|bekommen|erhalten|geschenkt|acheté|commandé|reçu|pris|eu)"
    # A noun has its capital: "im Angebot gekauft".
    rather = (
        rf"(?![^.!?,;\n]{{0,40}}\b(?!{bought})(?!(?-i:[A-Z]))(?:\w*ge\w{{2,}}(?:t|en)|(?:be|ver|er|ent)\w+(?:t|en)|"
        r"\w+iert)\b)"
    )
    done = rf"(?! (?:pas|plus|jamais|(?!{bought}|depuis)\w+(?:é|és|ée|u|ue|i|is|it)\b))"
    have_i = rf"(?:{have} (?:ich|wir|i|mir)|hani|hammer|hamma|hemmer|habma)\b"
    yield rf"\b{german}{S}{thing},? (?:(?:den|die|das) )?{have_i}{rather}"
    has = rf"(?:\b(?:ich|wir|i) |(?:^|[.!?,;\n]\s*)){have}(?: \w+)?? {german}"
    yield rf"{has}{S}{number}"
    yield rf"{has}{S}(?P<v>{_OWN_NAME} \d{{1,3}} {kind})(?![\w-])"
    time = r"(?: (?:ya|también|ahora|todavía|además|en casa))*"
    yield (
        rf"\b(?:tengo|tenemos|poseo|compré|compramos|he comprado|hemos comprado|uso|usamos){time} "
        rf"(?:el|la|los|las|una?|su|vuestr[oa]){S}{thing}"
    )
    yield rf"\b(?:el|la){S}{thing},? (?:ya )?(?:la|lo) (?:tengo|tenemos|compré|compramos|usamos|uso)\b"
    again = r"(?: (?:déjà|aussi|maintenant|toujours|encore|acheté|commandé|pris|reçu))*"
    yield rf"(?:\bj ?'? ?ai|\bnous avons|\bon a){again} (?:(?:le|la|une?|votre){S}|l'){thing}"
    yield rf"\b(?:(?:le|la){S}|l'){thing},? (?:(?:on|nous) l'a(?:vons)?|je l'ai|j'l'ai)\b{done}"


def _owned(words: str, registry: Registry) -> str | None:
    """The product at the front of what was caught: "Oslo desk wobbles" is an Oslo desk, "desk lamp" a lamp."""
    parts = words.split()
    found = [(size, things.product(" ".join(parts[:size]), registry)) for size in range(1, len(parts) + 1)]
    named = [(size, value) for size, value in found if value]
    if not named:
        return None
    size, value = named[-1]
    return value if " " in value else _by_its_name(parts, size - 1, registry) or value


def _by_its_name(parts: list[str], noun: int, registry: Registry) -> str | None:
    """A thing with the name it is sold by: "Hemnes wardrobe", "mesa Ingatorp"; None when it is said without."""
    for first in (noun - 1, noun):
        pair = parts[first : first + 2] if first >= 0 else []
        own = pair[noun == first] if len(pair) == 2 else ""
        if (
            own
            and named_things.is_own_name(own, parts[noun])
            and named_things.named_product(" ".join(pair), registry, ours=True)
        ):
            return " ".join(pair)
    return None


def _gone(words: str, registry: Registry) -> str | None:
    """What was given away; of what no list has the last word, as "the toaster"."""
    return _owned(words, registry) or things.thing(words, registry)


def _ids() -> Iterator[Frame]:
    mail = (
        r"\b(?:my|our|meine?|unsere?|mi|nuestro|mon|notre)(?: new| other| correct| neue| nuevo|"
        rf" nouvelle?)?{S}(?:e-?mail|mail|correo|adresse mail|courriel|e-mail-adresse)(?:[ -]?(?:address|adresse|"
        rf"electronico|addy))?(?:'s| is| ist| lautet| es| est| c'est|:)*(?: now| jetzt| ahora| maintenant)?{S}{_MAIL}"
    )
    yield Frame("email.said", "contact.email", rule(mail), values.email)
    reach = (
        r"\b(?:reach|contact|e-?mail|write|mail|ping|drop|message|schreib\w*|erreich\w*|kontaktier\w*|"
        r"escrib(?!(?:i|io|imos|ieron)\b)\w*|contact\w*|localizar\w*|écri(?!t\b)\w+|joindre|joign\w+)"
        r"(?: (?:to )?(?:me|us|mir|mich|uns|a line|a mail|an email|a message))?[^.!?\n@]{0,24}?(?:\b(?:at|on|under|"
        rf"via|to|unter|an|auf|a|en|al|à|sur|au|is|with)|:){S}(?:e-?mail )?{_MAIL}|\A\s*(?:e-?mail:?\s*)?"
        rf"(?P<w>{_MAIL[6:]}\s*\.?\s*\Z"
    )
    yield Frame("email.reach", "contact.email", rule(reach), _reachable, WISHED, bars=_MAY_ONE)
    for pattern in (
        rf"\b(?:can|could|would|will|may|please|pls|would you mind)\b[^.!?\n@\x00]{{0,60}}?\b(?:sen[dt]\w*|"
        rf"forward\w*|e-?mail\w*|mail\w*|go|copied|copy)\b[^.!?\n@\x00]{{0,40}}?\bto{S}{_MAIL}",
        rf"\b(?:könn\w*|kannst|kann|bitte|würde\w*|dürfte\w*)\b[^.!?\n@\x00]{{0,60}}?\ban{S}{_MAIL}"
        rf" (?:schicken|senden|mailen|gehen|(?:weiter|zu)(?:leiten|schicken|senden))\b",
        rf"\b(?:schick(?!te)|send(?!et\b)|maile?)\w*[^.!?\n@\x00]{{0,40}}? an{S}{_MAIL}",
        rf"\b(?:pued\w+|podr\w+|podéis|por favor|porfa)\b[^.!?\n@\x00]{{0,20}}?\b(?:mand|envi|reenvi|remit|"
        rf"pas)ar?\w*[^.!?\n@\x00]{{0,40}}?\ba{S}{_MAIL}",
        rf"\b(?:me|nos) (?:l[oae]s? )?(?:(?:re)?env[ií]|mand|remit|pas)(?:as?|an|áis|iáis|es?|en|éis)\b"
        rf"[^.!?\n@\x00]{{0,40}}?\ba{S}{_MAIL}",
        rf"\b(?:pouvez|pourriez|pourrais|peux|peut|pourrait|svp|merci de)\b[^.!?\n@\x00]{{0,20}}?\b(?:l'|m'|nous "
        rf"|me )?(?:(?:r?en|ren)voyer|adresser|transmettre|faire suivre|expédier|mailer)\b[^.!?\n@\x00]{{0,40}}?"
        rf"\b(?:à|sur|au){S}{_MAIL}",
        rf"\b(?:vous|tu) (?:me |m'|nous )(?:l'|le |la |les )?(?:(?:r?en|ren)vo(?:yez|ies)|adressez?|transmettez)\b"
        rf"[^.!?\n@\x00]{{0,40}}?\b(?:à|sur){S}{_MAIL}",
    ):
        yield Frame("email.send", "contact.email", rule(pattern), _reachable, WISHED, bars=_MAY_ONE)
    beside = (
        r"(?<!your )(?<!ihre )(?<!ihr )(?<!eure )(?<!su )(?<!votre )(?<!ihrer )\b(?:e-?mail|mail|correo|"
        rf"courriel)(?: (?:address|adresse|electronico))?[:=]?{S}{_MAIL}"
    )
    yield Frame("email.beside", "contact.email", rule(beside), _reachable, WISHED)
    mine = rf"{_MAIL} (?:is|ist|es|est) (?:my|our|meine?|mi|mon) (?:new )?(?:e-?mail|mail|correo|adresse|address)"
    yield Frame("email.mine", "contact.email", rule(mine), values.email)
    tel = (
        r"\b(?:my|our|a new|meine?|unsere|eine neue|mi|nuestro|ma|mon|notre|un nouveau)(?: new| mobile| cell| work|"
        rf" home| neue| nuevo| nouveau)?{S}(?:phone|mobile|cell|telephone|tel|cel|tlf|mobil\w*|number|handy\w*|"
        r"rufnummer|telefon\w*|nummer|num|telefono|movil|celular|durchwahl|extension|line|linea|ligne|landline|"
        r"festnetz\w*|fixe|fijo|whatsapp|numero|portable)(?:[ ]?(?:number|nummer|no\.?|de telephone|de telefono|"
        r"de portable|directa?|directe))?(?:,[^,.!?:\n\d\x00]{2,30}(?=[:,]),?|'s| is| ist| lautet| es| est| c'est| c|"
        rf" ?:| el| le| now| jetzt)*[ \t]{{1,3}}{_NUMBER}"
    )
    # "If the driver is lost, my number is …" gives the number for that case; "if my number was …" gives none.
    yield Frame("phone.said", "contact.phone", rule(tel), values.phone, frozenset({"hypothetical"}), bars=_SUPPOSED)
    shown = (
        rf"(?:^|[.!?,;:\n(]\s*)(?:whatsapp|wa|tel|tél|tlf|telf|fon|mob|cel|mobil|móvil|handy|portable|telefon|teléfono|"
        rf"téléphone)[.:]{{0,2}}{S}{_NUMBER}"
    )
    short = (
        r"\b(?:my|our|meine?|unsere|mi|mon|notre) (?:nr|no|num|n°|#)\.?(?: is| ist| es| est| c'est|"
        rf":)?{S}(?P<v>(?=\+|0){values.CALLABLE})"
    )
    case = (
        r"\b(?:if (?:you|they|anyone|he|she)(?: ever)? needs? (?:me|to (?:reach|call|ring) me)|"
        r"for the (?:courier|driver|delivery|postie|technician)|falls nötig|für den (?:boten|fahrer|kurier|techniker)|"
        r"für rückfragen|bei (?:rück)?fragen|para el (?:repartidor|mensajero|técnico)|por si acaso|"
        rf"pour le (?:livreur|technicien|transporteur)|si besoin|au cas où)[,:]?{S}(?P<v>(?=\+|0|[67])"
        + values.CALLABLE
        + r")"
    )
    yield Frame("phone.case", "contact.phone", rule(case), values.phone, frozenset({"hypothetical", "third"}))
    yield Frame("phone.shown", "contact.phone", rule(short), values.phone, frozenset({"hypothetical"}))
    yield Frame("phone.shown", "contact.phone", rule(shown), values.phone, frozenset({"hypothetical"}))
    ring = (
        r"\b(?:reach|call|ring|phone|text|contact|get|get hold of|try|whatsapp|erreich\w*|anruf\w*|ruf\w*|llam\w*|"
        r"localiz\w*|appele\w*|rappele\w*|joindre|joign\w*)(?: (?:me|mich|uns|me too))?(?: bitte| please)? (?:at|on|"
        rf"under|back at|back on|unter|auf|al|en el|au|sur le)(?: my \w+| the \w+)?{S}{_NUMBER}|"
        r"\b(?:call|text|ring|reach|erreichen|anrufen|llamar\w*|appeler|joindre)(?: me)?,? (?:it'?s|the number is|"
        rf"that'?s|dann|es el|c'est le){S}{_NUMBER.replace('?P<v>', '?P<w>')}"
    )
    yield Frame("phone.reach", "contact.phone", rule(ring), values.phone, WISHED)
    verb = (
        r"(?:an(?:zu)?rufen|(?:zu )?erreichen|zurückrufen|kontaktieren|sprechen|llamar|localizar|contactar|"
        r"joindre|appeler)"
    )
    for pattern in (
        rf"\b(?:mich|uns)(?: \w+){{0,2}}? (?:unter|auf){S}{_NUMBER}(?: (?:bitte|gern\w*|auch|jederzeit|"
        rf"immer))? {verb}\b",
        rf"\b{verb} (?:könnt|können|kann|dürft|dürfen|bitte)(?: \w+){{0,2}}? (?:mich|uns)(?: bitte)? (?:unter|"
        rf"auf){S}{_NUMBER}",
        rf"\b(?:al|en el|au|sur le){S}{_NUMBER},? (?:me|nos|on|vous) (?:pueden?|puedes|podéis|peut|pouvez)(?: me|"
        rf" nous| m')? ?{verb}",
    ):
        yield Frame("phone.reach", "contact.phone", rule(pattern), values.phone, WISHED)


_SUPPOSED = rule(r".*\b(?:was|were|would|wäre[nt]?|hätten?|fuer[ae]|fuese|sería|était|serait|aurait)\b")
"""What is only supposed: "if my number was …"."""
_BACK_SOON = rule(r".*\b(?:before|until|till|bis|vor|hasta|antes|avant|jusqu'\w+)\b")
"""Who is away up to a day has left no town."""
_MAY_ONE = rule(
    r".*(?:\b(?:can|could|may|shall|should|do|did) (?:i|we)\b|\b(?:kann|könnte|soll|darf) (?:ich|man)\b|\b(?:können|"
    r"sollen|dürfen) wir\b|\b(?:puedo|podemos|debo|se puede)\b|\b(?:puis-je|je peux|est-ce que je|on peut|peut-on)\b)"
)
"""Who asks whether they themselves may write somewhere, names no address of theirs."""

_HOUSE_MAIL = re.compile(
    r"^(?:support|info|help|service|contact|sales|noreply|no-reply|hello|kontakt|hilfe)@", re.IGNORECASE
)


def _reachable(words: str, registry: Registry) -> str | None:
    """An address to be reached at; a mailbox of a department is somebody else's."""
    return None if _HOUSE_MAIL.match(words) else values.email(words, registry)


_HENCEFORTH = (
    r"(?:from (?:now|here) on|in (?:the )?future|always|ab (?:jetzt|sofort|heute|nun)|von (?:jetzt|nun) an|künftig|"
    r"zukünftig|in zukunft|immer|jetzt|a partir de ahora|desde ahora|de ahora en adelante|en adelante|siempre|"
    r"désormais|dorénavant|à partir de maintenant|à l'avenir|toujours)"
)


def _languages() -> Iterator[Frame]:
    wish = WISHED
    lang = "locale.language"
    verb = (
        r"(?:write|writing|speak|speaking|answer|answering|reply|replying|talk|talking|respond|continue|switch|"
        r"switching|communicate|chat|use|text|carry on|go on)"
    )
    for pattern in (
        r"(?:^|[.!?,;:\n]\s*|\b(?:please|pls|plz|can you|you can|you may|could you|can we|could we|would you|kindly|"
        rf"like you to|let's|now on,?|prefer to|like to|prefer you to|and|rather(?: we)?|if we) )(?:please )?{verb}"
        rf"(?: (?:(?:to|with) )?(?:me|us)| back| it)?(?: {_HENCEFORTH})?(?: (?:in|to))?{S}{_LANG}\b",
        rf"(?:^|[.!?,;:\n]\s*)(?:and |but )?in{S}{_LANG},? please\b",
        rf"(?<!in )(?<!to )(?<!my )\b{_LANG},? please\b",
        rf"\bbitte (?:\w+ ){{0,2}}(?:in|auf){S}{_LANG}\b",
        rf"\bplease,? in{S}{_LANG}\b",
        rf"\bi (?:only speak|speak only|prefer|would prefer|'d prefer|can only read){S}{_LANG}\b",
        rf"\bmy (?:preferred |native )?language is{S}{_LANG}\b",
        rf"\b(?:ich|wir) (?:spreche|kann|verstehe|sprechen|können|verstehen) (?:leider )?nur{S}{_LANG}\b",
        rf"\b(?:solo|sólo|únicamente) (?:hablo|entiendo|hablamos|sé){S}{_LANG}\b|\b(?:hablo|entiendo) (?:solo|"
        rf"únicamente){S}" + _LANG.replace("?P<v>", "?P<w>"),
        rf"\b(?:i'?d|i would) (?:much |rather )?prefer{S}{_LANG}\b",
        r"\b(?:préférerais|préférerions|preferiría|preferiríamos|hätte gern\w*|würde(?:n)? bevorzugen)[ ](?:l'|el |"
        rf"le )?{_LANG}\b",
        rf"(?:^|[.!?,;:\n]\s*|\b(?:but|so|and|pero|aber|mais) ){_LANG} (?:would be|is|wäre|ist|sería|es|serait|"
        rf"est) (?:much |viel |mucho |bien )?(?:better|easier|best|fine|besser|"
        rf"einfacher|leichter|mejor|más fácil|mieux|plus (?:simple|facile))\b",
        rf"\b(?:i speak|ich spreche|ich kann|hablo|je parle|understand|verstehe|entiendo|comprends) (?:mejor |"
        rf"besser |mieux )?(?:el |le )?{_LANG} (?:better|best|besser|am besten|mejor|mieux)\b",
        rf"\b(?:mind|möglich|posible|possible)[^.!?\n\x00]{{0,24}}?\b(?:in|auf|en){S}{_LANG}\b",
        r"\b(?:bitte (?:in |auf )|(?:schreib\w*|antwort\w*|sprich|sprechen|reden wir)(?: sie)?(?: mir|"
        rf" mit mir)?(?: bitte)?(?: {_HENCEFORTH})? (?:in |auf )?){_LANG}\b",
        rf"\b(?:auf|in|en){S}{_LANG},? (?:wäre|ist|geht|sería|es|ce serait|c'est|would be|is|me|"
        r"mir)\b[^.!?;\n\x00]{0,16}?\b(?:lieber|besser|leichter|einfacher|mejor|más fácil|mieux|"
        r"plus (?:simple|facile)|better|easier|best)\b",
        rf"(?:^|[.!?,;:\n]\s*){_LANG} (?:is|ist|es|est) (?:my|meine|mi|ma) (?:first|native|mother|mutter|lengua|langue|"
        r"primera|erste)[ -]?\w*",
        rf"\bauf{S}{_LANG},? bitte\b",
        r"(?:^|[.!?,;:\n]\s*|\b(?:yo|je|nous|y|et|pero|mais) )(?:prefiero|preferimos|preferiría|mejor|je préfère|"
        rf"on préfère|plutôt)(?: el| le| l'| que en| en)?[ ]?{_LANG}(?=\s*(?:$|[.,;!?\n]))",
        r"\b(?:on peut|peut-on|pouvons-nous|podemos|podríamos|se puede|können wir|könnten wir|can we|could we|"
        r"shall we)[^.!?;\n\x00]{0,16}? (?:parler|continuer|échanger|hablar|seguir|reden|sprechen|schreiben|"
        rf"weitermachen|speak|talk)(?: (?:en|auf|in))?{S}{_LANG}\b",
        rf"\ben{S}{_LANG},? (?:por favor|s'il (?:te|vous) pla[iî]t|svp|stp)",
        rf"\b(?:escr[ií]b\w*|habl\w*|respond\w*|contest\w*|écri\w+|répond\w*|parle[zs]?)(?:[- ](?:me|moi))?(?: por "
        rf"favor)?(?: {_HENCEFORTH})? (?:en ){_LANG}\b",
        rf"\bpor favor,? en{S}{_LANG}\b",
        rf"\b(?:can|could) (?:u|we|you)(?: pls| please)? (?:{verb}|do this|go on)(?: (?:to|with) me|"
        rf" it)?(?: in)?{S}{_LANG}\b",
        rf"\bauf{S}{_LANG}[ ](?:schreib\w*|antwort\w*|reden|sprechen|weiter\w*|kommunizier\w*)\b",
        r"\b(?:(?:re)?pass(?:er|ez|ons)|reven(?:ir|ez|ons)|bascul(?:er|ez|ons)|volv(?:er|amos)|vuelv(?:a|an|e)|"
        r"pas(?:ar|en|"
        rf"emos)|cambi(?:ar|en|emos)|regres(?:ar|en|emos)|wechseln|(?:go|switch|change) back|zurück)(?: \w+)? (?:au|"
        rf"à l'|en|al|a|zum|zu|auf|to|in)[ ]?{_LANG}\b",
        rf"\b(?:können|könnten|könnt|kannst) (?:wir|sie|ihr|du)[^.!?\n]{{0,30}}?(?:auf|in)?{S}{_LANG}\b",
        rf"\blieber (?:auf|in){S}{_LANG}\b",
        rf"\b(?:ease|comfortable|better|easier|fluent|rather|prefer\w*|switch\w*|wohler|besser|leichter|mejor|cómod\w+|"
        rf"prefier\w*|aise|mieux|préfèr\w*|plutôt)\b[^.!?\n\x00]{{0,25}}?\b(?:in|to|auf|en|zu){S}{_LANG}\b",
        rf"\b(?:podemos|podria\w*|prefiero|preferiria)[^.!?\n]{{0,30}}?en{S}{_LANG}\b",
        rf"\b(?:on peut|pouvez-vous|peux-tu|je préfère|je préférerais)[^.!?\n]{{0,30}}?en{S}{_LANG}\b",
    ):
        yield Frame("language.wish", lang, rule(pattern), values.language, wish)
    end = r"(?=,? (?:please|pls|bitte|por favor|porfa|svp|stp|s'il|thanks|danke|gracias|merci)\b|\s*(?:$|[.,;!\n]))"
    lead = (
        r"(?:^|[.!?,;:\n]\s*)(?:(?:and|but|so|und|aber|y|pero|et|mais|please|bitte|por favor|just|"
        r"nur|only|solo),? ){0,2}"
    )
    for pattern in (
        rf"{lead}(?:in|auf|en){S}{_LANG},? {_HENCEFORTH}{end}",
        rf"{lead}{_HENCEFORTH},? (?:nur |only |solo |bitte |please |lieber |plutôt |mejor )?"
        rf"(?:in|auf|en){S}{_LANG}{end}",
    ):
        yield Frame("language.henceforth", lang, rule(pattern), values.language, wish)
    alone = rf"\b(?:je ne|on ne|nous ne|je) (?:parle|parlons|comprends|comprenons|lis) qu(?:e |'){_LANG}\b"
    yield Frame("language.only", lang, rule(alone), values.language, wish | {"negated"})


# --- which frames are worth a try ----------------------------------------------------------------

_LANGUAGES = frozenset(fold(name) for name in LANGUAGES)
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


def worth(page: Page, registry: Registry) -> Iterator[Frame]:
    """Yield the frames that a message can match at all."""
    folded = page.folded
    small = folded.lower()
    words = frozenset(_LETTERS.findall(small))
    without = {
        key for key, holds in (
            ("product.owned", _of_goods(small, folded, registry)),
            ("locale.language", not words.isdisjoint(_LANGUAGES)),
        ) if not holds
    }  # fmt: skip
    if not _DIGIT.search(folded):
        without |= _NEED_DIGITS if _HOURS_IN_WORDS.isdisjoint(words) else _NEED_DIGITS - {"hours.opening"}
    of_plans = plans.spoken_of(small)
    frames = every()
    for number in _prefilter().worth(page.letters):
        frame = frames[number]
        if frame.key not in without and (frame.rule != plans.ANY_NAME or of_plans):
            yield frame


def _of_goods(small: str, folded: str, registry: Registry) -> bool:
    """Whether a thing is named, by a name that we know or by a capital, or something was given away."""
    known = registry.things.search(small) or "shelves" in small
    return bool(known or _NAMED.search(folded) or _BY_NAME.search(folded) or _PARTED.search(small))


_HOURS_IN_WORDS = frozenset({"uhr", "till", "until", "clock", "nine", "eight", "acht", "neun", "five"})
_NEED_DIGITS = frozenset({"order.id", "contact.phone", "app.version", "hours.opening"})
_PARTED = re.compile(
    r"\b(?:sold|returned|gave|given|sent|rid of|threw|verkauft|zuruck\w*|vend\w+|devol\w+|devuelto|rendu|renvoye)\b"
)
_BY_NAME = re.compile(
    r"(?:\b(?:have|got|own|bought|tengo|tenemos|poseo|compr\w+|uso|usamos|nous avons|on a)|ve|"
    r"j ?'? ?ai) (?:[a-z'-]+ ){0,4}(?:l')?(?:[a-z]+ )?[A-Z]|[A-Z][\w-]+,? (?:la|lo|los|las|on|je|nous|"
    r"que|q|qu'|d[aei][ens]|hab\w*|hani|hamma|that's|it's)\b|[A-Z][\w-]+ [a-z -]{2,30}[?!.,]? (?:[Tt]hat'?s|[Ii]t'?s) "
)
_NAMED = re.compile(r"\b[A-Z][\w-]+ {1,2}(?:[A-Z]?\d|[A-Z])|\b[A-Z]{1,4}-?\d|\b[A-Z]{1,3}-[A-Z]")


@lru_cache(maxsize=1)
def _prefilter() -> Prefilter:
    return Prefilter([frame.pattern for frame in every()])


@lru_cache(maxsize=8)
def admins(registry: Registry) -> tuple[Frame, ...]:
    """Return the frames of the phrases in an admin's file."""
    return tuple(
        Frame("phrase", key.name, rule(_phrase(phrase, key)), readers.of_key(key), WISHED - {"hypothetical"})
        for key in registry.keys.values() for phrase in key.phrases
    )  # fmt: skip


def _phrase(phrase: str, key: Key) -> str:
    """An admin's phrase as a pattern: its words as they stand, any run of spaces between them."""
    before, _, after = phrase.partition(HOLE)
    value = rf"(?:{key.validator})" if key.validator else r"[^\s,;!?][^,;!?\n\x00]{0,60}?"
    parts = (r"[ \t]+".join(re.escape(word) for word in side.split()) for side in (before, after))
    first, last = parts
    gap = r"[ \t:]{1,3}"
    return (
        rf"\b{first}{gap if first else ''}(?P<v>{value})"
        + (rf"{gap}{last}\b" if last else r"(?=\s*(?:$|[.,;!?\n\x00]|\s(?:and|und|y|et)\b))")
    )  # fmt: skip


@lru_cache(maxsize=1)
def every() -> tuple[Frame, ...]:
    """Return all frames; written at the first reading, so that a command which reads nothing does not wait."""
    return (
        *names.frames(), *_places(), *plans.frames(), *moves.frames(), *offers.frames(), *enrolled.frames(),
        *_goods(), *goods.frames(), *kinds.frames(),
        *orders.frames(), *_ids(), *_languages(), *wishes.frames(), *pronouns.frames(), *posts.frames(),
        *firms.frames(), *seats.frames(), *devices.frames(), *times.frames(), *moods.frames(), *besides.frames(),
    )  # fmt: skip
