"""The time zone that somebody keeps, and the hours that they are open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.memory import towns, values
from bot.memory.frame import Frame
from bot.memory.registry import Registry
from bot.memory.spans import Label
from bot.memory.spelling import fold, rule

_TZ = (
    r"(?P<v>(?:utc|gmt)(?:[ ]?[+-][ ]?\d{1,2}(?::\d\d)?)?|(?:europe|america|asia|africa|australia|pacific|"
    r"indian|atlantic)/[a-z_]+|(?-i:CET|CEST|EST|EDT|ET|PST|PDT|PT|CST|CDT|MST|MDT|BST|WET|WEST|EET|EEST|MEZ|MESZ|MSK|"
    r"IST|PKT|NPT|BDT|WIB|ICT|MYT|AMT|UYT|VET|AST|NST|"
    r"JST|SGT|WAT|CAT|EAT|HKT|KST|PHT|ART|BRT|CLT|COT|PET|GST|AEST|AEDT|NZST|HST|AKST|SAST)|(?:central european|"
    r"atlantic|eastern|pacific|central|mountain|"
    r"british summer|greenwich mean)(?: standard| daylight)?(?= time))(?![\w-])"
)
_DAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?|montags?|dienstags?|mittwochs?|"
    r"donnerstags?|freitags?|samstags?|sonntags?|mo|di|mi|do|fr|sa|so|lunes|martes|miercoles|jueves|viernes|sabados?|"
    r"domingos?|lun|mar|mer|jeu|ven|sam|dim|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|weekdays|weekends|"
    r"werktags|tgl|tägl|daily|every ?day|täglich|a diario|todos los dias|tous les jours|en semaine)(?![^\W\d_])\.?"
)
_CLOSED = (
    r"(?!(?: (?:is|are|ist|sind|est|on est|está))?,? ?(?:closed|geschlossen|zu\b|ruhetag|frei\b|off\b|cerrad|fermé))"
)
_CLOCK = (
    r"(?:\d{1,2}(?:[:.h]\d{2}|[ ]h[ ]\d{2})?(?:[ ]?(?:am|pm|uhr|h|o'clock))?(?![\w:])|noon|midday|midnight|mitternacht|"
    r"mediodía|medianoche|midi|minuit)"
)
_IN_WORDS = (
    r"(?:half past |halb |quarter past )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eins|"
    r"zwei|drei|vierzehn|vier|"
    r"fünfzehn|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|sechzehn|siebzehn|achtzehn|las (?:\w+)|\d{1,2}"
    r"(?:[:.h]\d{2})?)(?: uhr| o'clock)?"
)
_FROM_TO = rf"{_CLOCK}[ ]?(?:-|–|to|until|till|bis|a|à|and|und|y|et)[ ]?{_CLOCK}"
_AND_HOURS = rf"(?:,? (?:and|und|y|et|then|&|sowie)[ ](?:from |von |de |then |again )?{_FROM_TO})?"
"""With a break in between: "8 to 12 and 4 to 8"."""
OPEN_HOURS = (
    rf"(?:de |du )?(?P<v>(?:(?<!since )(?<!seit )(?<!desde )(?<!desde el )(?<!depuis )(?<!dès ){_DAY}"
    rf"(?:[ ]?(?:-|to|until|through|thru|bis|a|au|à|al?|and|und|y|et|&)[ ]?{_DAY})?,?[ ])?"
    rf"(?:from |von |de |between |zwischen |entre )?{_FROM_TO}{_AND_HOURS}"
    rf"(?:,? (?:on )?(?!so\b){_DAY}{_CLOSED}(?:[ ]?(?:-|to|bis|a|au)[ ]?{_DAY})?)?|24/7|24 ?h(?:eures)?/24|"
    r"rund um die uhr|las 24 horas|around the clock)"
)
_OF_A_MACHINE = rule(
    r".*\b(?:servers?|logs?|cron\w*|api|database|datenbank|serveur|servidor|exports?|webhooks?|webinar\w*)\b"
)
"""Whose clock it is, where it is none of a person's."""
_YOUR_HOURS = rule(
    r".*\b(?:your|eure|ihre|vos|votre|vuestr[oa]s?|sus?) (?:[\w]+ ){0,2}?(?:hours|times|öffnungszeiten|\w*zeiten|"
    r"horarios?|horaires|heures)\b"
)
_YOURS = rule(r".*\b(?:your|eure?n?|ihre?n?|vos|votre|vuestr\w+|su|sus|sa|leurs?|his|her|their)\b")
_OF_SEATS = re.compile(r"^(?:from|von|de) \d \w+ \d$", re.IGNORECASE)
"""A span of small numbers: "from 2 to 4 seats"."""
_ZONE_BESIDE = re.compile(
    r"(?:l['’]|la |the |el )?(?P<v>(?:hora (?:local )?de |heure d[e'’] ?)?[A-Z][\w/+-]*(?: (?:de )?[A-Z]\w*){0,2}"
    r"(?: (?:standard |local )?time)?)(?=\s*(?:$|[.,;!?)]|so\b|and\b|please\b|pls\b|und\b|y\b|et\b|but\b))"
)
_FAR = ("reunion", "azores", "acores", "canarias", "hawaii", "alaska", "guadeloupe", "martinique", "tahiti", "guyane")
"""Parts of countries that keep a time of their own."""


_SHOWN_TO_ME: frozenset[Label] = frozenset({"wish", "hypothetical"})
"""A zone is told by who asks for its times, also with "if you send me the hours"."""


def frames() -> Iterator[Frame]:
    """Yield the frames of time zones and opening hours."""
    own = (
        r"(?:i'?m|i am|im|we'?re|we are|i (?:live|work|sit)|we (?:live|work|sit)|my|our|"
        r"(?:ich )?(?:bin|sitze|wohne|lebe|arbeite)|wir (?:sind|sitzen)|meine|unsere|estoy|seguimos|vivimos|vivo|"
        r"resido|trabajamos|trabajo|"
        r"estamos|mi|nuestra|je suis|je (?:vis|bosse|travaille)|on (?:bosse|travaille|vit)|nous sommes|on est|mon|"
        r"notre|bei (?:mir|uns)|aquí (?:es|son|estamos)|ici (?:c'est|on est))"
    )
    for pattern in (
        rf"\b{own}\b[^.!?;\n\x00]{{0,30}}?[ (]{_TZ}",
        rf"\b{own}\b[^.!?;\n\x00]{{0,80}}?\b(?:so|also|donc|así que|therefore|hence|o sea|c'est-à-dire) (?:in |on |"
        rf"en |auf )?"
        rf"{_TZ}",
        rf"\b(?:reach|best|call|ring|free|available|erreich\w*|passt|llam\w*|appel\w*|joindre)\b[^.!?\n\x00]{{0,40}}?"
        rf"\d[^.!?,\n\x00]{{0,8}} {_TZ}",
        rf"\bit'?s (?:now |still )?{_TZ}(?= time\b)",
        rf"\b(?:time ?zone|tz|zeitzone|zona horaria|fuseau horaire)(?: is| ist| es| est|:)* {_TZ}",
        rf"\b(?:times? in|in) {_TZ} please\b",
    ):
        yield Frame("timezone.said", "locale.timezone", rule(pattern), _zone, bars=_OF_A_MACHINE)
    shown = (
        r"(?:^|[.!?,;:\n]\s*|\b(?:it'?s|that'?s|at|on|in|es|ist|son|c'est|gilt|zone|times?) )(?P<v>(?:utc|"
        r"gmt)[ ]?[+-][ ]?\d{1,2}(?::\d\d)?)(?![\w])"
    )
    yield Frame("timezone.shown", "locale.timezone", rule(shown), _zone, bars=_OF_A_MACHINE)
    place = r"(?P<v>(?:(?:La|El|Los|Las|São|San|New) )?(?-i:[^\W\d_a-z])[\w-]+)"
    mine = (
        r"(?:(?:que )?es (?:la )?(?:m[ií]a|nuestra|mi zona|nuestra zona)|(?:c'est|qui est) (?:mon|notre) fuseau|"
        r"(?:that'?s|which is) (?:what )?(?:mine|ours|our clocks|my clocks?|my time)\b|"
        r"das ist (?:unsere|meine|die) (?:zeit|zeitzone))"
    )
    for pattern in (
        rf"\b(?:hora (?:local )?de|heure d[e'])[ ]?{place}[,;]? {mine}",
        rf"\b{place} time[?!.,;]? {mine}",
        rf"\b(?:bei (?:mir|uns)|ich|wir|meine?|unsere?)\b[^.!?;\n\x00]{{0,24}}? {place}[- ]zeit\b",
        rf"\b(?:in|en|à|sitze in) {place},? (?:das ist|c'est|es|that'?s|which is) (?:die|meine|mi|mon|notre|my|"
        r"our) (?:zeitzone|time ?zone|zona horaria|fuseau)",
        rf"(?:^|[.!?,;:\n]\s*|\b(?:que|merci de|por favor|svp|please) )(?:cuent\w+ con|us[ae]\w*|cít\w+ en|pong\w+ en|"
        rf"calez[- ]?(?:moi|nous)? ?(?:tout )?en|compte[zr] en|donne[zr][- ]?\w* en|mette[zr] (?:tout )?en) (?:la |"
        rf"l')?(?:hora "
        rf"(?:local )?de|heure d[e']) ?{place}",
    ):
        yield Frame("timezone.mine", "locale.timezone", rule(pattern), _place_of_time, frozenset({"question", "wish"}))
    named = (
        r"(?:^|[.!?,;:\n]\s*|\b(?:it'?s|that'?s|mine is|i'?m on|on|in|es|ist|son|c'est|est) )"
        r"(?P<v>(?:europe|america|asia|africa|australia|pacific|indian|atlantic)/[a-z_]+)(?![\w/])"
    )
    yield Frame("timezone.shown", "locale.timezone", rule(named), _zone, _SHOWN_TO_ME, bars=_OF_A_MACHINE)
    for pattern in (
        rf"(?:^|[.!?,;:\n]\s*|\b(?:and|und|y|et|but|so) ){_TZ} (?:time )?(?:for me|bei mir|für mich|para mí"
        rf"|pour moi)\b",
        rf"(?:\A|[.!?\n]\s*)(?:it'?s|it is|we'?re on|i'?m on|am on) {_TZ} time (?:here|for me|for us|over here)\b",
        rf"\b(?:in|en|auf) {_TZ}(?: time)? (?:please|pls|bitte|por favor|svp)\b",
        rf"\b(?:greetings from|here in|sitting in|writing from) (?-i:[A-Z])?[\w-]+, so {_TZ}",
    ):
        yield Frame("timezone.shown", "locale.timezone", rule(pattern), _zone, frozenset({"wish"}), bars=_OF_A_MACHINE)
    zone_now = (
        rf"\b(?:so|also|donc|así que|jetzt|now|ahora),? (?:it'?s |in )?{_TZ} (?:from now(?: on)?|now|ab jetzt|"
        r"desde ahora|à partir de maintenant)\b"
    )
    yield Frame("timezone.now", "locale.timezone", rule(zone_now), _zone, changes=True)
    mainland = (
        r"\b(?:hora|horario) (?P<v>peninsular|canaria),? (?:que es (?:la |el )?(?:m[ií][ao]|nuestr[ao])|"
        r"es la (?:m[ií]a|nuestra))"
    )
    yield Frame("timezone.mine", "locale.timezone", rule(mainland), _spanish_time)
    so_time = (
        rf"\b(?:moi|nous|yo|nosotr[oa]s|ich|wir|me|us) (?:à|en|in|au) [^.!?,;\n\x00]{{2,30}}, (?:donc|así que|also|so) "
        rf"(?:l'heure|heure|hora|la hora) (?:de|d')[ ]?{place}|\b(?:am|i'?m|we'?re|we are|i am) on "
        + rf"{place} time(?! (?:and|for the|trial))\b".replace("?P<v>", "?P<w>")
    )
    yield Frame("timezone.mine", "locale.timezone", rule(so_time), _place_of_time)
    here = rf"(?:^|[.!?,;\n]\s*){_TZ} (?:here|hier|aquí|acá|ici)(?=\s*(?:$|[.,;!\n]))"
    yield Frame("timezone.shown", "locale.timezone", rule(here), _zone)
    wished = (
        r"\b(?:all |the )?(?:times|hours|slots|(?:uhr)?zeiten|horas|heures|horaires|créneaux)(?: (?:please|bitte|"
        r"por favor|svp))?,? "
        rf"(?:in|at|en|à)(?: heure(?: de)?)? {_TZ}"
    )
    yield Frame("timezone.wished", "locale.timezone", rule(wished), _zone, _SHOWN_TO_ME, bars=_OF_A_MACHINE)
    local = (
        r"\b(?:la hora (?:de|local de)|l'heure (?:de|d'))[ ]?(?P<v>(?:(?:La|El|Los|Las) )?(?-i:[A-Z])[\w-]+"
        r"(?: (?-i:[A-Z])\w+)?)",
        r"\b(?:on|in|keep|use|it'?s|run on|work) (?P<v>(?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])\w+)?)(?: standard|"
        r" local)? time\b(?! to)",
        rf"(?:\b{own}\b|\b(?:trabajo|trabajamos|vivo|vamos|ich arbeite|je travaille|je bosse)\b)[^.!?;\n\x00]{{0,20}}?"
        r"\b(?:hora (?:de|local de)|heure (?:de|"
        r"d'))[ ]?(?P<v>(?-i:[A-Z])[\w-]+(?: (?:de )?(?-i:[A-Z])\w+)?)",
        r"\b(?:zeitzone|time ?zone|zona horaria|fuseau horaire)(?: is| ist| es| est| de| d'|"
        r":)? ?(?P<v>(?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])\w+)?)",
        r"\b(?P<v>(?-i:[A-Z])[\w-]+)er zeit\b|\bzeit in (?P<w>(?-i:[A-Z])[\w-]+)",
    )
    for pattern in local:
        yield Frame("timezone.place", "locale.timezone", rule(pattern), _place_of_time)
    ours = (
        r"(?:we|we're|we are|our|i|my|the (?:shop|store|office)|wir|unser\w*|mein\w*|nuestr[oa]|nosotros|abrimos|mi|"
        r"nous|notre|on|mon|ma)"
    )
    opening = (
        r"(?:open(?:ing)?(?: hours)?|business hours|office hours|geöffnet|öffnungszeiten|offen|auf|abiert[oa]s?|"
        r"abrimos|horario|ouvert\w*|ouvrons|horaires)"
    )
    # "we see people mon to thu 8 to 5", "on reçoit du mardi au vendredi": with its days, as anything may be seen.
    receive = (
        r"(?:(?:we|i) (?:see|receive|take|serve|welcome|meet)(?: our| all)? "
        r"(?:people|patients?|clients?|customers?|visitors?|guests?|walk-?ins)|we'?re (?:here|in|around)|"
        r"(?:wir )?(?:empfangen|beraten|bedienen) (?:wir )?(?:unsere )?(?:kund\w+|patient\w+|gäste|besucher)|"
        r"(?<!les )(?<!se )(?:atendemos|recibimos)(?: (?:a )?(?:clientes|pacientes|público|visitas))?|"
        r"(?:nous recevons|on reçoit|nous accueillons|on accueille)(?: (?:les |nos )?(?:clients|patients|visiteurs))?)"
    )
    days = OPEN_HOURS.replace(",?[ ])?", ",?[ ])", 1)
    opens_then = (
        rf"(?P<v>(?:de |du |von |from )?{_DAY}(?:[ ]?(?:-|to|bis|a|au|à|al?|and|und|y|et|&)[ ]?{_DAY})?,? (?:abrimos|"
        rf"on ouvre|nous ouvrons|we open|we'?re open|öffnen wir|haben wir (?:auf|offen|geöffnet))(?: de| von| from)? "
        rf"{_FROM_TO}{_AND_HOURS})"
    )
    yield Frame("hours.open", "hours.opening", rule(rf"(?:^|[.!?,;:\n]\s*){opens_then}"), _hours)
    yield Frame("hours.receive", "hours.opening", rule(rf"\b{receive},?[ ]{days}"), values.phrase)
    spoken = (
        r"(?:sprech(?:zeit|stunde)n?|büro(?:zeit)en|service(?:zeit)en|geschäftszeiten|besuchszeiten|"
        r"(?:heures|horaires) (?:de (?:bureau|permanence|réception|visite)|d'(?:accueil|ouverture))|"
        r"horario de (?:atención|visitas|oficina|apertura)|"
        r"(?:reception|office|visiting|business|surgery|consulting|shop) (?:hours|times)|accueil ouvert)"
    )
    yield Frame(
        "hours.spoken", "hours.opening",
        rule(
            rf"(?:\b(?:our|my|unsere?|meine?|nuestr[oa]|mi|nos|notre|mes)[ ]|(?:\A|[.!\n]\s*)){spoken}(?: (?:are|is|"
            rf"sind|ist|es|"
            rf"son|sont|est))?(?: bei uns)?(?: ?:)?[ ]{OPEN_HOURS}"
        ),
        values.phrase, bars=_YOURS,
    )  # fmt: skip
    for pattern in (
        rf"\b{ours}\b[^.!?;\n\x00]{{0,30}}?\b{opening}\b[^.!?;\n\x00\d]{{0,24}}?[ ]{OPEN_HOURS}",
        rf"\b{ours}\b[^.!?;\n\x00]{{0,30}}? {OPEN_HOURS} (?:geöffnet|offen|auf|open|besetzt|da)\b",
        r"\b(?:the|our|die|der|das|unsere?|la|el|le|notre|nuestr[oa]) (?:reception|front desk|office|rezeption|empfang|"
        r"büro|laden|praxis|sekretariat|recepción|secretaría|oficina|réception|secrétariat|accueil|bureau)(?: ist| is|"
        rf" está| est)? {OPEN_HOURS} (?:besetzt|staffed|manned|attended|atendid[oa]|ouverte?|geöffnet|offen|open)\b",
        rf"(?:^|[.!?;\n]\s*){OPEN_HOURS},? (?:[\w-]+ ){{0,3}}?(?:closed|geschlossen|ruhetag|cerrad[oa]s?|fermée?s?)\b",
        rf"\babrimos(?: de)? {OPEN_HOURS}",
        rf"(?:^|[.!?,;:\n]\s*)(?:(?!\b(?:you|your|sie|ihre?|ihr|vous|votre|ustedes|su)\b)[^.!?;\n\x00]){{0,40}}?"
        rf"(?:\bopen\w*|\bhours|geöffnet|\böffn\w*|\babr\w+|abiert\w*|horario\w*|ouvr\w*|ouvert\w*|horaires?)\b"
        rf"(?:(?!\b(?:you|your|sie|ihre?|vous|votre|ustedes|su)\b)[^.!?;\n\x00\d]){{0,30}}?[ ]{OPEN_HOURS}",
    ):
        yield Frame("hours.open", "hours.opening", rule(pattern), _hours, bars=_YOUR_HOURS)
    staffed = (
        r"(?:the|our|my|der|die|das|unser\w*|meine?|la|el|le|nuestr[oa]|mi|notre|mon|ma)? ?(?:\w+ )?(?:depot|unit|"
        r"warehouse|yard|lobby|shop|store|kitchen|reception|office|practice|workshop|lager|laden|büro|halle|werkstatt|"
        r"hof|almacén|nave|oficina|tienda|taller|quai|boutique|atelier|dépôt|entrepôt|bureau|magasin)"
    )
    hours_in_words = (
        rf"(?P<w>(?:{_DAY}(?:[ ]?(?:-|to|until|bis|a|au)[ ]?{_DAY})?,?[ ])(?:from |von |de )?{_IN_WORDS} (?:to|till|"
        rf"until|bis|a|à) "
        rf"{_IN_WORDS}|(?:from |von )?{_IN_WORDS} (?:to|till|until|bis) {_IN_WORDS},? (?:on )?{_DAY}(?:[ ]?(?:-|to|"
        rf"bis)[ ]?{_DAY})?)"
    )
    there = (
        r"(?:hay (?:gente|alguien)|(?:there'?s|there is) (?:someone|somebody)|(?:someone|somebody)(?:'s| is) (?:at|"
        r"in|there)(?: the)?"
        r"(?: \w+)?|ist (?:immer )?(?:jemand|wer) da|il y a quelqu'un)"
    )
    for pattern in (
        rf"\b{staffed}(?:'s| is| are| ist| est| está)?(?: only| nur| just| normally)? (?:staffed|manned|besetzt|"
        rf"open|geöffnet|offen|"
        rf"ouverte?|abiert[oa])(?: only| nur)? (?:{OPEN_HOURS}|{hours_in_words})",
        rf"\b(?:besetzt|geöffnet|offen) (?:ist|sind|haben) {staffed} (?:{OPEN_HOURS}|{hours_in_words})",
        rf"\b{there} (?:{days}|{hours_in_words})",
        rf"\b(?:our|unsere|nuestr[oa]s?|nos|les|los) (?:opening )?(?:hours|öffnungszeiten|horarios?|"
        rf"horaires)\b[^.!?:\n\x00\d]{{0,60}}: "
        rf"(?:{OPEN_HOURS}|{hours_in_words})",
        rf"\b{staffed} (?:öffnet|ouvre|abre|opens) (?P<v>(?:à|a las|um|at) {_CLOCK} (?:et|y|und|and) (?:ferme|"
        rf"cierra|schließt|closes) "
        rf"(?:à|a las|um|at) {_CLOCK}(?:,? (?:du |de |von )?{_DAY}(?: (?:au|a|bis|to) {_DAY})?)?)",
        rf"\b(?P<v>we (?:close|shut) (?:at )?{_CLOCK} and (?:we )?open (?:at )?{_CLOCK}(?:,? {_DAY}(?: ?(?:-|to|"
        rf"until) ?{_DAY})?)?)",
    ):
        yield Frame("hours.staffed", "hours.opening", rule(pattern), _hours, bars=_YOURS)
    is_when = (
        r"(?:(?:that'?s|that is|which is|this is) (?:also )?when (?:we'?re|we are|i'?m|the \w+(?:'s| is)|"
        r"our \w+ is) open|"
        r"(?:(?:haben|hat|ist|sind) (?:wir|bei uns|(?:unser|mein|der|die|das)\w* \w+) |bei uns (?:ist|sind|haben wir) |"
        r"ist bei uns |da (?:haben|sind) wir |ist |haben wir )(?:offen|geöffnet|auf)(?! (?:euch|ihnen|der|die|das|"
        r"dem))|"
        r"(?:que )?es cuando (?:abrimos|estamos(?: abiertos)?|est[aá] abiert[oa])|"
        r"c'est (?:là qu|quand |quand on |à ces heures qu)(?:'on|e nous| on| nous)? ?(?:est|sommes|ouvre|"
        r"ouvrons)(?: ouverts?)?)"
    )
    yield Frame("hours.when", "hours.opening", rule(rf"{OPEN_HOURS},? {is_when}"), _hours, bars=_YOURS)
    keeps = (
        r"(?:der|die|das|mein\w*|unser\w*|den) (?:laden|hof|betrieb|praxis|büro|werkstatt|geschäft|lager|markt|depot|"
        r"salon|küche)"
    )
    works = (
        r"(?:nuestr[oa]s?|mi|notre|mon|ma|our|la|el|l'|le|the) ?(?:mesa|oficina|taller|tienda|equipo|mostrador|almacén|"
        r"atelier|boutique|bureau|magasin|dépôt|équipe|accueil|desk|office|workshop|team|counter|front desk|shop)"
    )
    for pattern in (
        rf"\b{keeps} (?:hat|haben|ist|hab ich|habe ich|haben wir|macht) {OPEN_HOURS} (?:offen|auf|geöffnet|besetzt)\b",
        rf"\b(?:hat|haben|ist) {keeps} {OPEN_HOURS} (?:offen|auf|geöffnet|besetzt)\b",
        rf"\b(?:ich|wir) (?:den|das|die) (?:laden|hof|betrieb|praxis|büro|werkstatt|geschäft) {OPEN_HOURS} (?:offen|"
        r"auf|geöffnet)\b",
        rf"\b{works} (?:atiende|trabaja|está|abre|tourne|travaille|est ouverte?|reçoit|is staffed|is manned|runs|"
        rf"works) {OPEN_HOURS}",
    ):
        yield Frame("hours.kept", "hours.opening", rule(pattern), _hours, bars=_YOURS)
    doors = r"(?:we|the \w+|our \w+|shop|store|office|caf[eé]|practice|bakery|restaurant|studio)"
    until = (
        rf"\b{doors} opens? (?P<v>(?:\w+ )?(?:at )?{_CLOCK}(?: \w+)?,? (?:and )?(?:we )?(?:shuts?|closes?) "
        rf"(?:\w+ )?(?:at )?{_CLOCK}(?: {_DAY}(?: ?(?:-|to|until) ?{_DAY})?)?)",
        rf"\b{doors} (?:is|are) open {OPEN_HOURS}",
        rf"\b(?:wir (?:machen|öffnen|schließen)|der laden macht) (?P<v>um {_CLOCK}(?: auf)? und "
        rf"(?:schließen )?um {_CLOCK}(?: zu)?)",
        rf"\babrimos (?P<v>a las {_CLOCK} y cerramos a las {_CLOCK})",
        rf"\b(?:on|nous) ouvr(?:e|ons) (?P<v>à {_CLOCK} et (?:on |nous )?ferm(?:e|ons) à {_CLOCK})",
    )
    for pattern in until:
        yield Frame("hours.until", "hours.opening", rule(pattern), values.phrase)


def _hours(words: str, registry: Registry) -> str | None:
    """Opening hours as they were said; "so" is a Sunday in German alone."""
    said = values.phrase(re.sub(r"^so (?=\d)", "", words), registry)
    return None if said is None or _OF_SEATS.search(said) else said


def hours_said(words: str) -> str | None:
    """Opening hours that are all of some words: "daily 11:30 to 22:00"."""
    said = words.strip(" .!")
    return said if re.fullmatch(OPEN_HOURS, said, re.IGNORECASE) else None


_OPENS = re.compile(
    r"(?:(?:yes|sure|well|ja|sí|oui)[\s,]+)?(?:(?:we|it)(?:'re| are|'s| is)? (?:usually )?(?:open|here|in)|open|from|"
    r"wir haben|wir sind|"
    r"abrimos|estamos|nous (?:ouvrons|sommes ouverts)|on (?:ouvre|est ouvert|est là))(?: immer| always)?\s+",
    re.IGNORECASE,
)
_TIMELY = re.compile(rf"\d|\b(?:half|quarter|noon|midday|till|until|{_DAY})\b", re.IGNORECASE)
_SHUT = re.compile(
    r"\b(?:closed|shut|geschlossen|zu|ruhetag|cerrado|cerramos|fermés?|fermons|since|seit|because|weil)\b",
    re.IGNORECASE,
)


def hours_told(words: str) -> tuple[str | None, int]:
    """Opening hours that an answer begins with, and the letters up to their end: no days on which one is shut."""
    led = _OPENS.match(words)
    start = led.end() if led else 0
    end, timely = start, False
    for part in re.finditer(r"[^,;.\n]+(?:\.\d+[^,;.\n]*)*", words[start:]):
        if not _TIMELY.search(part[0]) or _SHUT.search(part[0]):
            break
        end, timely = start + part.end(), timely or bool(_SPAN.search(part[0]))
    return (words[start:end].strip(), end) if timely else (None, 0)


_SPAN = re.compile(
    r"\b\S+[ ]?(?:-|–|to|till|until|bis|a|à|and|und|y|et)[ ]?(?:half |quarter )?(?:\d|noon|midday|one|two|three|four|"
    r"five|six|"
    r"seven|eight|nine|ten)|24",
    re.IGNORECASE,
)
"""From when to when: a day alone says nothing of it."""


def zone_said(words: str, registry: Registry) -> str | None:
    """A time zone that is all of an answer: "CET", "Perth time"."""
    said = re.sub(
        r"(?i)\s*\b(?:local |standard )?time$|^(?:hora (?:de |local de )|heure d[e'] ?)", "", words.strip(" .!")
    ).strip()
    if re.fullmatch(_TZ, said, re.IGNORECASE):
        return _zone(said, registry)
    shown = said[:1].isupper() or towns.city_listed(said) or values.country(said, registry)
    return said if shown and 1 < len(said) <= 40 and len(said.split()) < 4 else None


def zone_beside(words: str, registry: Registry) -> str | None:
    """A time zone behind its word: "Singapore time so pls convert", "l'heure de Montréal"."""
    found = _ZONE_BESIDE.match(words.strip())
    if found is None:
        return None
    return _zone(found["v"], registry) if re.fullmatch(_TZ, found["v"], re.IGNORECASE) else found["v"]


def _place_of_time(words: str, registry: Registry) -> str | None:
    """A city or a country whose time somebody keeps: "London time", "hora de Chile"."""
    known = towns.listed_city(words, registry) or values.country(words, registry)
    far = fold(words.strip().lower()).removeprefix("la ").removeprefix("las ") in _FAR
    return words.strip() if known or far else None


def _spanish_time(words: str, _registry: Registry) -> str | None:
    """The two times of Spain, as they are called: "hora peninsular"."""
    return f"hora {words.lower()}"


def _zone(words: str, _registry: Registry) -> str | None:
    said = words.strip()
    small = fold(said.lower()).replace(" ", "")
    if "/" in said:
        return "/".join("_".join(part.capitalize() for part in piece.split("_")) for piece in said.split("/"))
    if small in ("utc", "gmt") or re.match(r"(?:utc|gmt)[+-]", small):
        return small.upper()
    return said if said.isupper() else said.title() + " Time"
