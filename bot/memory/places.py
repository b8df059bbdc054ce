"""Where somebody lives, told in passing: "here in Malton …", "bei uns in Jever", "Baeza, que es donde vivo", "z Thun
dihei", and the country that a question about delivery and a town behind it tell together.

`frames` has the phrases that say it outright ("I live in …").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.memory import towns, values
from bot.memory.firms import INTRODUCED_OF, STANDS_IN
from bot.memory.found import Found, Reading
from bot.memory.frame import CAP, FROM_NOW, OWN, UNTIL_A_DAY, WISHED, Frame, S
from bot.memory.registry import Registry
from bot.memory.spans import Label, Page
from bot.memory.spelling import Rule, rule

PLACE = rf"(?P<v>{CAP}(?:[ -]{CAP}){{0,3}})"

FOR_A_WHILE = rule(
    rf".*\b(?:{UNTIL_A_DAY}|tomorrow|tonight|today|this week|next week|weekend|for (?:a|two|three|the) (?:\w+ "
    rf")?(?:days?|nights?|"
    r"weeks?)|morgen|übermorgen|heute|diese woche|nächste woche|wochenende|mañana|hoy|esta semana|la semana que viene|"
    r"est[oe]s? (?:días?|finde)|unos días|demain|aujourd'hui|cette semaine|la semaine prochaine|week-end|ces jours|"
    r"business|holidays?|vacation|visiting|on a trip|festival|conference|fair|wedding|urlaub|zu besuch|messe|tagung|"
    r"vacaciones|de visita|de viaje|feria|vacances|en visite|en voyage|salon|congrès|congreso)\b"
)
"""Where somebody is for some days is not where they live."""

_LIVE_EN = r"(?:live|reside|stay|am|are|'m|'re|based)"
_LIVE_ES = r"(?:vivo|vivimos|resido|residimos|estoy|estamos|radico)"
_LIVE_FR = r"(?:j ?'? ?habite|je (?:vis|reste|suis|crèche)|on (?:habite|vit|reste|est)|nous (?:habitons|vivons|sommes))"
_LIVE_DE = r"(?:wohn\w*|leb\w*|sitz\w*|bin|sind)"
NOT_YET = (
    r" (?:peut-être|sans doute|bientôt|le mois|l'an|maybe|probably|perhaps|soon|next|from|until|till|vielleicht|"
    r"wahrscheinlich|bald|ab|nächst\w*|bis|quizás?|tal vez|pronto|el (?:mes|año)|desde el|hasta|jusqu)(?!\w)"
)
"""What behind "I live there" tells of another time, or is not sure."""
_THERE = (
    rf"(?:(?:and |so )?(?:that'?s|that is|this is|it'?s|which is) (?:also |actually )?where (?:i|we) ?{_LIVE_EN}|"
    rf"where (?:i|we) (?:live|reside)|(?:da|dort|hier|denn da|weil da) {_LIVE_DE} (?:ich|wir|i|mir|mer)|"
    r"(?:wohn|leb|sitz)\w* (?:ich |wir |i )?(?:ja |halt |nämlich )?(?:da|dort|hier)(?=\s*(?:$|[.,;!\n]))|wo (?:ich|"
    r"wir) (?:\w+ )?(?:wohn|leb|sitz)\w*|(?:que |y |pues )?(?:es |está )?(?:donde|ahí|allí|allá|"
    rf"aquí)(?: es)?(?: es donde)?(?: yo)? {_LIVE_ES}|(?:i|we) live there|(?:i |we )?(?:have |"
    r"'ve )?(?:just )?moved (?:t?here)|(?:bin|sind) (?:da|dort|hier)hin (?:um)?gezogen|"
    r"(?:that'?s|that is|which is|it'?s) (?:my )?home\b(?! (?:office|delivery|button|page))|(?:das ist )?mein zuhause|"
    r"(?:c'est |mon )?chez[- ](?:moi|nous)\b|(?:que )?es mi casa\b|(?:i|we) (?:live|reside) here\b|"
    r"me (?:he mudado|mudé) (?:allí|ahí|aquí|acá)|(?:i'?m|we'?re|i am|we are) based (?:t?here)|(?:ich )?wohne (?:dort|"
    r"da)|wir wohnen (?:dort|da)|(?:vivo|vivimos) (?:allí|ahí|allá|aquí|acá)|j'y (?:habite|vis)|on y (?:habite|vit)|"
    rf"(?:parce que |pcq |car |vu que )?(?:ben )?(?:(?:c'est|c) là (?:que |qu'|où )|où ){_LIVE_FR})\b(?!{NOT_YET})"
)
_MY_TOWN = (
    r"(?:(?:que |which |das |qui )?(?:es|is|ist|est) )?(?:my (?:home |own )?(?:town|city|village)|"
    r"our (?:town|city|village)|meine? (?:stadt|wohnort|dorf)|unsere? (?:stadt|dorf)|(?:mi|nuestr[oa]) (?:ciudad|"
    r"pueblo)|(?:ma|notre) ville|(?:mon|notre) village)(?! (?:natale?|préférée?|favorit[oa]|natal|of|von|de|"
    r"d'))(?![\w'-])"
)
_HOME_DE = (
    r"(?:daheim|dahoam|dahoim|dahaam|dihei(?:m|me)?|dehei(?:m)?|deheim|zuhause|zu hause|z'haus|"
    r"dr(?:o|a)b[e]?n|dr?unt(?:e)?n)"
)
_SELF_DE = r"(?:ich|i|mir|mia|wir|mer|bin|bi|sind|samma|simmer|hamma|semmer)"


_TRADE = (
    r"(?:bakery|café|cafe|shop|store|pub|restaurant|firm|company|school|club|charity|hotel|studio|practice|agency|"
    r"business|gallery|farm|theatre|gym|salon|bookshop|nursery|pharmacy|brewery|hostel|surgery|garage|kita|"
    r"kindergarten|\w*apotheke|pension|brauerei|gärtnerei|\w*erei|salón|gestoría|asesoría|guardería|farmacia|"
    r"peluquería|bodega|hostal|\w{4,}ería|crèche|pharmacie|brasserie|garderie|fleuriste|\w{4,}erie|"
    r"\w*bäckerei|\w*laden|\w*geschäft|\w*firma|\w*betrieb|verein|\w*praxis|"
    r"\w*büro|\w*werkstatt|gasthaus|theater|schule|agentur|kanzlei|hof|tienda|panadería|empresa|taller|bar|restaurante|"
    r"escuela|asociación|agencia|librería|clínica|estudio|granja|boutique|boulangerie|entreprise|asso|association|"
    r"atelier|école|librairie|cabinet|agence|ferme|troupe|compagnie|théâtre|hôtel|resto)"
)


_TO_DO_AT_HOME = rule(r".*\b(?:pour|à|de) [^\W\d_]+(?:er|ir|re) chez (?:nous|moi)\b")
"""What is done at home is no town: "pour planter chez nous"."""


def frames() -> Iterator[Frame]:
    """Yield the frames of places told in passing."""
    asked = WISHED  # an aside stays true in a question: "is there an outage here in Malton?"
    for pattern in (
        rf"\bhere in{S}{PLACE}",
        rf"\bbei (?:mir|uns)(?: hier| oben| unten| drüben)? in{S}{PLACE}",
        rf"\bhier (?:bei (?:uns|mir) |oben |unten |drüben )?in{S}{PLACE}",
        rf"\b(?:por )?(?:aquí|acá|aca)(?: mismo| abajo| arriba)? en{S}{PLACE}",
        rf"\b(?:ici|icitte|chez (?:nous|moi)(?: autres)?)(?: là| là-bas| icitte)? (?:à|en|au|sur){S}{PLACE}",
    ):
        yield from _both("aside", pattern, towns.aside, asked, FOR_A_WHILE)
    # "Bei uns in der Schweiz ist morgen Feiertag": whose country it is lasts, whatever day is spoken of.
    home = (
        r"\b(?:bei (?:mir|uns)(?: hier)? in|hier bei (?:mir|uns) in|chez (?:nous|moi)(?: ici)?,? (?:en|au|"
        rf"aux)){S}(?:der |den )?{PLACE}"
    )
    yield Frame("country.aside", "location.country", rule(home), values.country, asked)
    for pattern in (
        r"(?:\b(?:to|in|for|(?:from|aus)(?=[ ](?-i:[^\W\d_a-z]))|cover|reach|serve|nach|in|"
        rf"bis|für|a|en|hasta|para|de|desde|à|en|au|aux|jusqu'à|pour|sur|near|nahe|bei|cerca de|près de){S}|\bd')"
        rf"(?P<v>{CAP}(?:[ -](?!(?:to|in|for|bis|nach|hasta|jusqu'a|a|pour)\b){CAP}){{0,3}}?)[ "
        r"]?(?:as well|too|also|auch|también|aussi)?(?:[?.!,]{0,2}|[ ]\()\s{0,2}(?:'?cause |because |bc |"
        rf"since |as |weil |da |denn |porque |pues |parce que |car )?{_THERE}",
        rf"\b(?:from|in|to|of|aus|nach|von|desde|de|en|a|depuis|à){S}(?P<v>{CAP}(?:[ -]{CAP}){{0,3}}?),?{S}{_MY_TOWN}",
        rf"\b(?:in|en|à|for|für|para|pour){S}(?P<v>{CAP}(?:[ -]{CAP}){{0,2}}?),? (?:(?:i|we)(?:'ve|"
        r" have)? (?:just )?moved there|moved there|(?:bin|sind) (?:da|dort)hin (?:um)?gezogen|me (?:he mudado|"
        r"mudé) allí|j'y ai emménagé)\b",
        rf"(?:^|[.!?;\n]\s*)(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?:[ -]{CAP}){{0,2}}?),{S}{_MY_TOWN}",
    ):
        yield from _both("there", pattern, towns.city, asked | {"past"}, _TO_DO_AT_HOME)
    # "My flat in Dundee has no signal": whose home stands somewhere lives there.
    home_in = (
        r"\b(?:my|our|meine[rm]?|unsere[rm]?|mi|nuestr[oa]|mon|ma|notre) (?:flat|house|apartment|home|place|wohnung|"
        rf"haus|casa|piso|apartamento|appart\w*|maison|logement|domicile){S}(?:in|en|de|à|at){S}{PLACE}"
    )
    not_home = rule(
        r".*\b(?:sold|sell\w*|rent\w*|verk\w+|vermiet\w*|vend\w+|alquil\w+|louée?|louer|holiday|second|old|former|"
        r"ferien\w*|vacaciones|vacances)\b"
    )
    yield from _both("home", home_in, towns.aside, asked, not_home)
    for pattern in (
        rf"\bje rentre (?:chez moi )?à{S}{PLACE}",
        rf"\bin (?:der |den )?{PLACE} wohnhaft\b",
        rf"\bwohnhaft (?!in\b){PLACE}",
        r"\b(?:i sit|we sit|ich sitze|(?:i|we) work (?:from|out of)|on bosse depuis|je bosse depuis|trabajo desde|"
        rf"trabajamos desde)(?: in| à| en)?{S}{PLACE}(?=\s*(?:$|[.,;!?\n(])| (?:so|also|and|und|y|et|which|donc)\b)",
        rf"(?:^|[.!?,;\n]\s*|\b(?:since \w+|seit \w+|now|so) )(?:home|zuhause)(?:'s| is|"
        rf" ist) (?:now )?(?:in )?{PLACE}(?=\s*(?:$|[.,;!?\n]))",
        rf"\bj'habite (?:la|le|l'|en|au|les) ?{PLACE}",
        rf"\b(?:those|the ones|all) of us (?:who (?:live|are)|living|based|up|down|out)(?: here)? in{S}{PLACE}",
        rf"\b(?:uns|für alle),? die wir (?:\w+ )?in{S}{PLACE} (?:wohnen|leben|sitzen|sind)\b",
        rf"\b(?:los que|las que|quienes) (?:vivimos|residimos|estamos) en{S}{PLACE}",
        rf"\b(?:nous|ceux|celles),? qui (?:habitons|vivons|sommes) (?:à|en|au|sur){S}{PLACE}",
    ):
        yield from _both("resides", pattern, towns.aside, asked, bars=FOR_A_WHILE)
    moved_now = (
        rf"(?:^|[.!?,;\n]\s*)déménagée?s? (?:à|a|sur){S}{PLACE}",
        rf"\b(?:wohnen?|leben?|sitzen?) (?:wir |ich )?seit (?:dem |der |letzte\w* )?[\w.]+ in{S}{PLACE}",
        rf"\bmud\w+[^\n\x00]{{0,40}}?\b(?:llevo|llevamos) (?:ya )?\w+ (?:semanas?|mes(?:es)?|días?|años?) en{S}{PLACE}",
        rf"\b(?:llevo|llevamos) (?:ya )?\w+ (?:mes(?:es)?|años?) (?:viviendo )?en{S}{PLACE}",
    )
    for pattern in moved_now:
        yield Frame("city.moved", "location.city", rule(pattern), towns.city, changes=True, bars=FOR_A_WHILE)
    ours = (
        r"\b(?:my|our|meine?|unsere?|mis?|nuestr[oa]s?|mon|ma|notre|nos) (?:shop|store|practice|clinic|offices?|studio|"
        r"workshop|farm|café|pub|business|company|firm|school|warehouse|headquarters|hq|praxis|laden|werkstatt|büros?|"
        r"betrieb|hof|firma|kanzlei|schule|lager|sitz|tienda|taller|oficinas?|sede|local|despacho|clínica|colegio|"
        r"escuela|almacén|boutique|atelier|bureaux?|cabinet|ferme|siège|locaux|école|magasin|entrepôt)(?:'s| is| are|"
        r" ist| sind| sitzt| sitzen| liegt| liegen| están?| queda| es| est| sont| se trouve(?:nt)?)(?: just| here|"
        rf" hier| aquí| ici| all)?{S}(?:in|en|à){S}{PLACE}"
    )
    yield from _both("ours", ours, towns.aside, bars=FOR_A_WHILE)
    # "Ada Okonjo here, from Riverside Clinic in Enugu": who is introduced by a house is found where it stands.
    word = r"(?-i:[^\W\d_a-z])[\w'’&-]*"
    house = rf"{word}(?:[ ](?:(?:de[lrs]?|du|la|les|y|and|und|et) )?{word}){{1,4}}"
    of_house = rf"{INTRODUCED_OF}{house}{STANDS_IN}{PLACE}(?=\s*(?:$|[.,;!?\n]))"
    yield from _both("house", of_house, towns.aside, bars=FOR_A_WHILE)
    yield from _from_now_on()
    # "We're a small bakery in Celle": what somebody is in business as stands where they do.
    trade = (
        r"\b(?:we'?re|we are|i run|we run|wir sind|ich (?:führe|leite)|wir führen|somos|regento|llevamos|llevo|on est|"
        rf"nous sommes|je tiens|on tient|je gère) (?:an?|eine?n?|una?|une?) (?:[\w-]+ ){{0,3}}?{_TRADE}(?: (?:of|de|"
        rf"für|for) \w+)?{S}(?:in|en|à|de){S}{PLACE}"
    )
    yield from _both("trade", trade, towns.aside, bars=FOR_A_WHILE)
    # Who makes something somewhere works there: "we bake in Toronto"; no month and no form is a town of the list.
    makes = (
        r"\b(?:we (?:bake|brew|make|build|roast|produce|sew|print|grow|cook|craft|farm|manufacture|distil)(?: (?:our|"
        r"all|the|everything|[a-z]+)){0,3}|wir (?:backen|brauen|produzieren|fertigen|rösten|nähen|drucken|bauen|kochen|"
        r"keltern)(?: \w+){0,2}|(?:horneamos|fabricamos|producimos|cocinamos|tostamos|elaboramos)(?: \w+){0,3}|"
        r"(?:nous (?:fabriquons|produisons|cuisons|brassons|torréfions|cuisinons)|on (?:fabrique|produit|cuit|brasse|"
        rf"torréfie|cuisine))(?: \w+){{0,3}}?){S}(?:in|en|"
        rf"à){S}(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?:[ -](?-i:[^\W\d_a-z])[\w'’-]+){{0,2}})"
    )
    yield Frame("city.makes", "location.city", rule(makes), towns.listed_city)
    # "Sind umgezogen, von Gera nach Jena", "nos hemos mudado, de Soria a Burgos"
    told = r"(?:,|:| -)? (?:from|von|de|d')[ ]?"
    for moved in (
        r"\b(?:bin|sind|ich|wir)\b(?: \w+){0,3} umgezogen|\A\s*umgezogen",
        r"\b(?:me|nos) (?:he|hemos) (?:mudado|trasladado|cambiado de (?:casa|piso))|\b(?:me mud[eé]|nos mudamos)",
        r"\b(?:on a|j'ai|nous avons) déménagé|\A\s*déménagement (?:fait|terminé)",
        r"(?:^|[.!?,;\n]\s*|\b(?:i|we)(?:'ve| have)? )(?:have |just |finally )?moved(?: house)?",
    ):
        place = (
            r"(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?:[ -](?-i:[^\W\d_a-z])[\w'’-]+){0,2})(?=\s*(?:$|[.,!;?\n])|"
            r" (?:and|und|y|et|last|this|hace|il y)\b)"
        )
        pattern = rf"(?:{moved}){told}{CAP}(?: {CAP})? (?:to|nach|a|à|pour) {place}"
        yield Frame("city.moved", "location.city", rule(pattern), towns.town, changes=True)
    yield from _situated()
    writes = rf"\bje (?:vous |t')(?:écris|appelle|contacte) (?:de(?:puis)?{S}|d'){PLACE}"
    yield from _both("writes", writes, towns.aside)
    mine = (
        r"\b(?:mein|unser)(?:em)? (?:wohnort|standort|heimatort)(?: ist)?:? "
        r"(?P<v>(?-i:[^\W\d_a-z])[\w-]+(?:[ ](?-i:[^\W\d_a-z])[\w-]+)?)"
    )
    yield from _both("mine", mine, towns.city, asked)
    for pattern in (
        rf"\b(?:desde|depuis|aus|from) {PLACE} (?:les|le|te|os|vous|t'|i'?m|ich) ?(?:escrib\w+|écri\w+|writ\w+)\b",
        rf"(?:^|[.!?\n]\s*)(?:desde|depuis|aus|from) {PLACE}, (?:(?:un |mis |muchos )?saludos?|greetings|hello|hi"
        r"|viele grüße|grüße|(?:un )?(?:bonjour|salut)|hola)\b",
    ):
        yield from _both("greets", pattern, towns.city)
    greets = (
        r"(?:^|[.!?,;\n]\s*)(?:(?:un |cordial(?:es)? |muchos )?saludos?|bonsoir|bonjour|salut|coucou|hola|"
        r"buenas(?: tardes| noches)?|buenos días|servus|grüezi|hello|hi|greetings|evening|morning) (?:from|aus|desde|"
        rf"depuis){S}{PLACE}"
    )
    yield from _both("greets", greets, towns.city)
    for pattern in (
        rf"(?:^|[.!?,;\n]\s*|\b{_SELF_DE} )(?:(?:ja|halt|also|hier|eh|nämlich|do|da) )?(?:in|z|z'|ze){S}?(?<=[ '])"
        rf"(?P<v>{CAP}(?:[ -]{CAP})??){S}{_HOME_DE}\b",
        rf"\b(?:{_SELF_DE} )?(?:wohn|wohne|wohnen|wohned|wohnet|leb|läb|läbe)(?: (?:i|ich|mer|mir|wir))? z{S}{PLACE}",
    ):
        yield from _both("home", pattern, towns.city)


def _from_now_on() -> Iterator[Frame]:
    """Yield the frames of a move that is told by what is wanted for the new town: "moved; the tips for Truro now"."""
    moved = (
        r"(?:\b(?:i|we)(?:'ve| have)? (?:just )?moved(?: house)?|\b(?:bin|sind|ich bin|"
        r"wir sind)(?: \w+){0,2} umgezogen|\bumgezogen|\b(?:me|nos) (?:he |hemos )?(?:mud(?:é|amos|ado)|"
        r"camb\w+ de (?:casa|ciudad))|\b(?:j'ai|on a|nous avons) (?:\w+ )?déménagé)"
    )
    wanted = r"(?:for|für|para|pour|in|à|en|nach|a|to)"
    for pattern in (
        rf"{moved}[,.!:]?[ ][^?!\n\x00]{{0,60}}?\b{FROM_NOW}[^.?!\n\x00]{{0,40}}? {wanted}{S}{PLACE}",
        rf"{moved}[,.!:]?[ ][^?!\n\x00]{{0,60}}? {wanted}{S}{PLACE}[^.?!\n\x00]{{0,16}}?\b{FROM_NOW}",
    ):
        yield Frame("city.moved", "location.city", rule(pattern), towns.city, WISHED, changes=True, bars=FOR_A_WHILE)


_UP_OR_DOWN = (
    r"(?:down|up|out|over|way (?:up|down|out)|right (?:up|down)|unten|oben|drüben|draußen|droben|abajo|arriba|en bas|"
    r"en haut|là-haut|tout en (?:bas|haut))"
)
_AM = (
    r"(?:\b(?:i'?m|i am|we're|we are|(?:ich|wir) (?:bin|sind|sitzen?|hocken?|wohnen?)|(?:bin|sitze|hocke)(?: ich)?|"
    r"estoy|estamos|ando|andamos|je suis|on est|nous sommes))"
)
_SITTING = (
    r"(?:^|[.!?,;\n]\s*)(?:sitting|sat|camped|(?:sitze?n?|hocke?n?)(?: \w+)?|(?:instalad|radicad|afincad)[oa]s?|"
    r"(?:posée?|installée?|basée?)s?)"
)
_THESE_DAYS = (
    r"(?:nowadays|these days|now|today|heute|heutzutage|jetzt|nun|inzwischen|mittlerweile|ahora|hoy|hoy en día|"
    r"maintenant|désormais|aujourd'hui)"
)
_FOR_ME = r"(?:for (?:me|us)|(?:bei|für) (?:mich|mir|uns)|para (?:mí|nosotros|nosotras)|(?:pour|chez) (?:moi|nous))"
_IT_IS = r"(?:it'?s|it is|ist(?: es| das)?|es|c'est|das ist|es ist)"
_WHERE_WE_LIVE = (
    r"\b(?:(?:here|hier|aquí|acá|ici) (?:with us|bei (?:uns|mir)|donde (?:vivo|vivimos)|chez (?:nous|moi))|"
    r"(?:where (?:i|we) live|at ours|round here|donde (?:vivo|vivimos)|où (?:j'habite|on habite)))"
)


_ASKED: frozenset[Label] = frozenset({"question", "wish"})


def _situated() -> Iterator[Frame]:
    """Where somebody is up or down the country, sits, or is "these days"; with the country behind it."""
    for pattern, read in (
        (rf"{_AM}(?: (?:now|jetzt|ahora|maintenant|hier|here|aquí|ici))?{S}{_UP_OR_DOWN}{S}(?:in|en|à){S}{PLACE}",
         towns.aside),
        (rf"{_SITTING}{S}(?:in|en|à){S}{PLACE}(?=\s*(?:$|[.,;!\n]))", towns.listed_first),
        (rf"{_WHERE_WE_LIVE},?{S}(?:in|en|à){S}{PLACE}", towns.aside),
        (rf"\b{_THESE_DAYS},? (?:{_FOR_ME},? )?{_IT_IS} (?:eben |halt |einfach |pues )?{PLACE}{S}{_FOR_ME}\b",
         towns.listed_first),
        (rf"\b{_THESE_DAYS},? {_FOR_ME},? {_IT_IS} {PLACE}", towns.listed_first),
        (rf"(?:^|[.!?,;\n]\s*)(?:{_THESE_DAYS} )?{_IT_IS} (?:\w+ )?(?P<v>{CAP}(?:[ -](?-i:[^\W\d_a-z])[\w'’-]+)?),{S}"
         rf"{_THERE}", towns.aside),
    ):  # fmt: skip
        bars = FOR_A_WHILE if read is towns.aside else None  # "heute" may be "these days"
        yield Frame("city.situated", "location.city", rule(pattern), read, _ASKED, bars=bars)
    # "I'm in Thiès, in Senegal": what stands before a country needs no list.
    in_land = (
        rf"{_AM}(?: (?:now|jetzt|ahora|maintenant|hier|here|aquí|ici))?{S}(?:in|en|"
        rf"à){S}(?P<v>{CAP}(?:[ -]{CAP}){{0,2}}, (?:in (?:der |den |the )?|en |au |aux |"
        rf"im )?{CAP}(?: (?-i:[A-Z])[\w-]+)?)(?=\s*(?:$|[.,;!?\n]))"
    )
    yield Frame("city.in_land", "location.city", rule(in_land), towns.before_country, _ASKED, bars=FOR_A_WHILE)


def _both(
    name: str,
    pattern: str,
    city: values.Reader,
    through: frozenset[Label] = OWN,
    bars: Rule | None = None,
) -> Iterator[Frame]:
    made = rule(pattern)
    yield Frame(f"city.{name}", "location.city", made, city, through, bars=bars)
    yield Frame(f"country.{name}", "location.country", made, values.country, through, bars=bars)


SMALL = ("city.lives", "city.moved", "city.lasting", "city.aside", "city.there", "city.home")
"""Phrases behind which a town may be written small, where the whole message is."""
WHERE_ONE_IS = ("city.in", "city.bin")
"""Those that say so little that only a question about delivery makes a small word behind them a town."""


def typed_small(page: Page) -> bool:
    """Return whether somebody does not bother with capitals: their message begins with a small letter."""
    first = next((sign for sign in page.clean if sign.isalpha()), "")
    return first.islower()


_DELIVERS = rule(
    r"\b(?:deliver\w*|ship\w*|post|send|courier|liefer\w*|verschick\w*|versend\w*|versand|schick\w*|mand\w+|"
    r"env[ií]\w+|entreg\w+|repart\w+|livr\w+|expédi\w+|envoy\w+|work|works|cover)\b[^.!?;\n\x00]{0,40}?\b(?:to|in|"
    rf"for|nach|in|i d|a|en|para|à|au|aux|vers|pour)[ ](?:d[ie] |the |la |el |l')?{PLACE}"
)
_ELSEWHERE = rule(
    r"\b(?:but|aber|pero|mais|gift|present|geschenk|regalo|cadeau|friends?|family|freund\w*|amig\w+|famili\w*|amie?s?|"
    r"famille|holidays?|urlaub|vacaciones|vacances)\b"
)


def delivered_to(page: Page, before: int, registry: Registry) -> tuple[int, str] | None:
    """Return the country that a message asks about delivery to before a place, and where its words begin.

    "Do you ship to New Zealand? We're in Oamaru" tells both; "… but we live in Leeds" only the town.
    """
    asked = _DELIVERS.search(page.folded, 0, before)
    if asked is None or _ELSEWHERE.search(page.folded, asked.start()) or page.labels(*asked.span("v")) & {"third"}:
        return None
    found = values.country(page.clean[slice(*asked.span("v"))], registry)
    return (asked.start(), found) if found else None


_EXACTLY = rule(
    r"[ ]?,[ ]?(?:and |und )?(?:(?:more )?(?:exactly|precisely) |genauer |nämlich |und zwar )?(?:in|en|"
    rf"à)[ ](?P<u>{CAP}(?:[ -]{CAP}){{0,2}})|[ ]?[.,;(][ ]?(?:in |en |à )?(?P<v>{CAP}(?:[ -]{CAP}){{0,2}}?),?[ ]"
    r"(?:to be (?:exact|precise|specific)|genau(?:er)?(?: gesagt)?|para ser exact[oa]s?|pour être (?:exacte?|"
    r"précise?)|exactement|exactamente|concretamente)\b|[ ]?[.,;(][ ]?(?:(?:more )?(?:exactly|precisely|specifically)|"
    r"genauer(?: gesagt)?|concretamente|exactamente|plus (?:précisément|exactement))(?: in| en|"
    rf" à)? (?P<w>{CAP}(?:[ -]{CAP}){{0,1}})"
)
"""The town behind a country: "thats where i am, oamaru to be exact"."""


def told_with(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """Return what was found, and the country that is told with a city or the city that is told with a country."""
    towns = {one.learned.value for one in found if one.learned.key == "location.city" and not one.learned.denies}
    # "Aquí en Cusco? Vivo por San Blas": the part of a town that somebody lives in is no other town.
    out = [one for one in found if one.learned.rule != "city.around" or len(towns) < 2]
    out += _exactly(reading.page, out, reading.registry)
    out += _lands(reading.page, out, reading.registry)
    out += _asked_to(reading.page, out, reading.registry)
    return out


_LAND = rule(
    r"[ ]?(?:,|\(|(?:,? (?:in|en|au|aux|im|also|jetzt|now|so|ahora|maintenant|donc|that'?s|down|up|over|una ciudad de|"
    r"umgezogen|gezogen)\b){1,3})[ ,]{0,2}(?:(?:(?:also|so|jetzt|now|ahora|maintenant|in|en|au|aux|den|der|the|la|el|"
    r"los|le|les)\b[ ]?|l')){0,3}(?P<v>[^\W\d_][^,;.!?()\n\x00]{1,40})"
)
_TOLD_OF_IT = rule(
    r"^[^\W\d_][\w-]*(?: (?-i:[A-Z])[\w-]+){0,2} (?:is|was|are|has|would|isn't|ist|war|hat|es|era|está|tiene|est|"
    r"était|a)\b(?! (?:where|wo|donde|où|my|our|mein|unser|mi|nuestro|mon|notre)\b)"
)
"""What makes a country the subject of its own sentence: "I'm in Perth, Austria is colder"."""


def _lands(page: Page, found: Sequence[Found], registry: Registry) -> Iterator[Found]:
    """ "I live in Rosario, Argentina": the country that stands behind a city is told with it."""
    told = {one.learned.key for one in found if not one.learned.denies}
    for one in found:
        if one.learned.key != "location.city" or one.learned.denies or "location.country" in told:
            continue
        behind = _LAND.match(page.folded, one.end)
        value = values.country(page.clean[slice(*behind.span("v"))], registry) if behind else None
        if behind and value and not _TOLD_OF_IT.search(behind["v"]):
            yield Found(one.start, behind.end(), replace(one.learned, key="location.country", value=value), one.frame)


def _exactly(page: Page, found: Sequence[Found], registry: Registry) -> Iterator[Found]:
    """ "… that's where I am, Oamaru to be exact": the town that stands behind a country."""
    told = {one.learned.key: one for one in found if not one.learned.denies}
    land = told.get("location.country")
    said = _EXACTLY.match(page.folded, land.end) if land and "location.city" not in told else None
    if land is None or said is None:
        return
    start, end = said.span(str(said.lastgroup))
    words = page.clean[start:end]
    if value := towns.aside(words, registry) or (towns.small_city(words, registry) if words.islower() else None):
        yield Found(start, end, replace(land.learned, key="location.city", value=value), land.frame)


_FOR_NOBODY_ELSE = ("city.ship", "country.ship")


def _asked_to(page: Page, found: Sequence[Found], registry: Registry) -> Iterator[Found]:
    """ "Do you ship to Chile? We live in Valdivia": the country that was asked about is that of the town."""
    told = {one.learned.key for one in found}
    town = next((one for one in found if one.learned.key == "location.city" and not one.learned.denies), None)
    if town is None or "location.country" in told or town.learned.rule in _FOR_NOBODY_ELSE:
        return
    if asked := delivered_to(page, town.start, registry):
        start, land = asked
        yield Found(start, town.end, replace(town.learned, key="location.country", value=land), town.frame)
