"""What is told beside the matter itself: a name by its pronouns, the name one goes by beside the one on paper, a need
that is given as a reason, and where one lives, beside another place or time.

"Maren (they/them) writing", "it's Posy, only the bank says Josephine", "Aveugle de naissance, je …", "from Hull, where
I am".
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.memory import companies, people, places, towns, values
from bot.memory.firms import FIRM
from bot.memory.frame import CAP, CAPS, WISHED, Frame
from bot.memory.gazetteer import listed
from bot.memory.introductions import SUBJECTS
from bot.memory.names import FULL, GREETING
from bot.memory.registry import Registry
from bot.memory.spans import Label
from bot.memory.spelling import fold, rule
from bot.memory.wishes import NEEDS


def frames() -> Iterator[Frame]:
    """Yield the frames of what is told beside the matter."""
    yield from _by_pronouns()
    yield from _goes_by()
    yield from _needs()
    yield from _homes()


# --- names ---------------------------------------------------------------------------------------

_SELF = r"(?:it'?s|i'?m|i am|this is|im|hier(?: ist)?|(?:ich )?bin|soy|aquí|c'est|moi c'est|je suis|ici)"
_PRONOUNS = r"\((?:she|her|he|him|they|them|any|sie|er|dey|xier|ella|él|elle|il|iel|ael)(?:[ ]?[/,|][ ]?[\w-]+){0,3}\)"
_GOES_ON = (
    r"(?=\s*(?:$|[.,;:!?|·\n]|-\s)|[ ](?:from|at|of|with|here|writing|again|speaking|in|over|vom|von|aus|bei|beim|hier|"
    r"wieder|im|de|del|desde|en|por|aquí|du|des|chez|à|ici|encore|au)\b)"
)


def _by_pronouns() -> Iterator[Frame]:
    """Who gives pronouns behind a name that nothing goes before gives their own: "Maren (they/them) here"."""
    lead = (
        rf"(?:^|[.!?,;:]\s|\n)\s*(?:(?:{GREETING})\b(?: (?:all|team|there|again|folks|everyone|zusammen|wieder|equipo|"
        r"à tous))?[\s,!.:]{1,3}(?::\w+:\s)?)?"
    )
    yield Frame("name.now", "identity.name", rule(_THESE_DAYS), people.person, changes=True)
    pattern = rf"{lead}(?:{_SELF}[ ])?(?P<v>{CAPS})[ ]?{_PRONOUNS}{_GOES_ON}"
    yield Frame("name.pronouns", "identity.name", rule(pattern), people.surely_name)


_THESE_DAYS = (
    rf"\b(?:i'?m|i am|and am|but am) (?P<v>{FULL}) (?:these days|nowadays|now|once (?:more|again))(?=\s*(?:$|[.,;!\n]))"
)
_LIKE_THAT = r"(?:that|so|like that|as[ií]|comme ça|ainsi|so)"
_ONE = r"(?:(?-i:[^\W\d_a-z])[\w'’-]+(?: (?-i:[^\W\d_a-z])[\w'’-]+)?)"
_NOT_CALLED = (
    r"(?:(?:nobody|no ?one|only (?:my |the )?\w+|not even my \w+)(?: (?-i:[a-z])\w*){0,3}? (?:(?:calls?|knows?) me|"
    rf"says|uses|goes (?:with|by))(?: (?:as|by))?(?: (?:{_LIKE_THAT}|it|{_ONE}))|"
    rf"(?:no one|nobody)(?: (?-i:[a-z])\w*){{0,3}} says that|"
    rf"(?:so )?(?:nennt|ruft) mich (?:\w+ ){{0,2}}?(?:nur|keiner|niemand|kein mensch|bloß)(?: \w+){{0,2}}?|"
    rf"(?:keiner|niemand) (?:nennt|ruft) mich (?:so|{_ONE})|"
    rf"nadie(?: (?-i:[a-z])\w*){{0,2}} me (?:dice|llama|conoce)(?: (?:por|como))? (?:{_LIKE_THAT}|{_ONE})"
    r"(?: desde [^.!?,;\n\x00]{3,30})?|(?:personne (?:ne )?m'appelle|il n'y a que \w+ \w+ qui m'appelle|"
    rf"(?:seule?|juste) \w+ \w+ m'appelle) (?:{_LIKE_THAT}|{_ONE}))"
)
"""That a name is not used: "nobody calls me Margaret", "so nennt mich keiner", "nadie me dice as[ií]"."""
_PLEASE = (
    r"(?=\s*(?:$|[.!?,;\n])|[ ](?:please|pls|plz|thanks|ta|bitte|danke|reicht|porfa\w*|por favor|gracias|svp|stp|"
    r"merci|suffit|in (?:the|your|my) \w+|and that'?s it|instead|und fertig|y (?:ya(?: está)?|listo|punto)|"
    r"et voilà|c'est tout|tout court|a secas)\b)"
)
_INSTEAD = (
    r"(?:(?:but|so|and|also|aber|und|sondern|pero|sino|y|mais|et|alors) )?(?:(?:it'?s|i'?m|im|just|use|make it|"
    r"i go by|für euch|für sie|für alle|bin|ich bin|nur|einfach|soy|solo|c'est|moi c'est|je suis|juste|pour vous|"
    r"para ustedes|para vosotros) )?"
)
_FIRST = r"(?:it'?s|under|i'?m|im|soy|aquí|hier|bin|ich bin|moi c'est|c'est|ici|make it|use|call me|díganme)"
_ON_PAPER = (
    r"(?:(?:on|in) (?:paper|the (?:card|papers|file|form|passport)|my (?:passport|papers|id|card|licence))|"
    r"im (?:pass|ausweis|perso)|auf (?:dem papier|dem ausweis|der karte)|laut (?:pass|ausweis)|(?:en|según) "
    r"(?:el (?:dni|pasaporte|carnet|papel)|los papeles)|sur (?:les|mes|l[ae]|mon|ma) (?:papiers|passeport|carte)|"
    r"(?:à|pour) l'état[- ]civil)"
)
_IN_LIFE = (
    r"(?:in (?:real )?life|day to day|everywhere else|to (?:everyone|everybody|you|the world)|im (?:leben|alltag)|"
    r"sonst|für (?:alle|euch|sie)|en la vida(?: real)?|a diario|en la calle|para (?:todos|ustedes|vosotros|el resto)|"
    r"dans la vie|au quotidien|pour (?:tous|vous|tout le monde|les autres))"
)


def _goes_by() -> Iterator[Frame]:
    """The name one goes by beside the one that nobody uses: "Fritzi bitte", "aquí Maite, nadie me dice …"."""
    through: frozenset[Label] = WISHED | {"third", "reported", "negated"}
    for pattern in (
        rf"\b{_NOT_CALLED}(?: ?\w*(?:jaja|haha|lol|mdr)\w*)?[ ]?[,.;:-]{{1,2}}[ ]{_INSTEAD}(?P<v>{CAP}){_PLEASE}",
        rf"(?:^|[.!?,;\n]\s*|\b(?:and|und|y|et|n|n') ){_FIRST} (?P<v>{CAP})"
        r"(?: (?:please|pls|plz|bitte|porfa\w*|por favor|svp|stp|in the \w+ please))?[ ]?[,.;:(-]{1,2}[ ]?"
        rf"(?:because |cos |weil |denn |que |porque |car |parce que )?{_NOT_CALLED}\b",
        rf"\b{_ON_PAPER}[ ]?[,;:-]{{1,2}}[ ]?(?P<v>{CAP}) {_IN_LIFE}(?!\w)",
        rf"(?:^|[.!?,;\n]\s*|\b(?:but|aber|pero|mais) )(?P<v>{CAP}) {_IN_LIFE}[ ]?[,;:-]{{1,2}}[ ]?{CAP} {_ON_PAPER}\b",
        rf"\bfür alle bin ich (?P<v>{CAP}){_PLEASE}",
        rf"\bsoy (?P<v>{CAP}) y as[ií] me (?:pueden|puedes|podéis|puede)\b",
        rf"\b(?:everyone|everybody|they all) (?:at|in|on|from) (?:\w+ ){{1,3}}calls me (?P<v>{CAP}){_PLEASE}",
    ):
        yield Frame("called.instead", "identity.preferred_name", rule(pattern), _nick, through)
    enough = (
        r"(?:reicht (?:völlig|vollkommen|vollauf|mir|schon|dicke)|genügt (?:völlig|vollkommen|mir)|suffit (?:largement|"
        r"bien|amplement)|is (?:perfectly|absolutely|totally|quite|just) (?:fine|enough)|(?:me )?basta y sobra|"
        r"es (?:más que )?suficiente)"
    )
    yield Frame(
        "called.enough", "identity.preferred_name", rule(rf"(?:^|[.!?,;:\n]\s*|\b(?:but|aber|pero|mais) )(?P<v>{CAP})"
        rf" {enough}(?=\s*(?:$|[.,!;\n]))"), _nick, through,
    )  # fmt: skip


def _nick(words: str, registry: Registry) -> str | None:
    """A single name with its capital that is no day, town or thing."""
    return people.greeted(words, registry) if words[:1].isupper() else None


# --- needs ---------------------------------------------------------------------------------------

_NOUNS = {
    "colour blind": r"daltonismo|daltonisme|farbenblindheit|colou?r[- ]?blindness|rot-?grün-?schwäche",
    "low vision": r"sehschwäche|sehbehinderung|macular degeneration|makuladegeneration",
    "blind": r"ceguera|cécité",
    "deaf": r"sordera|surdité|deafness",
    "dyslexia": r"leseschwäche|legasthenie|dyslexia|dislexia|dyslexie",
    "hard of hearing": r"hearing loss|hörschaden|hörminderung|hipoacusia",
}
_OF_SELF = (
    r"(?:i have|i've(?: got)?|(?:ich )?(?:hab|habe)(?: nämlich| leider)?(?: '?ne| eine?)?|tengo|j'ai|jai|"
    r"(?:yo )?sufro(?: de)?|padezco(?: de)?|(?:ich )?leide (?:an|unter)(?: einer?)?|je souffre (?:de|d')|"
    r"with my|because of my|wegen meiner|mit meiner|por mi|con mi|à cause de ma|avec ma|due to my)"
)
_BORN = r"(?:de naissance|de nacimiento|from birth|since birth|von geburt an|seit (?:der |meiner )?geburt)"
_OURS = (
    r"(?:we'?re|we are|we|wir sind|somos|on est|nous sommes) (?:both|all|beide|alle|l[oa]s dos|amb[oa]s|"
    r"tou(?:te)?s les deux|tous)"
)
_LIKE_ME = r"(?:like me|like myself|such as me|wie mich|wie mir|wie ich|como yo|comme moi)"
_FIRST_PERSON = (
    r"(?:i|i'm|my|me|ich|mir|mein\w*|yo|mi|necesito|tengo|uso|no (?:veo|oigo|puedo|distingo|leo)|je|j'\w+|mon|ma|mes)"
)
_READER = r"(?:screen ?reader|vorlesesoftware|vorleseprogramm|lector de pantalla|lecteur d'écran)"


_REASON: frozenset[Label] = frozenset({"negated", "question"})
"""A reason holds beside what is denied or asked: "your app is not made for a blind user like me"."""


def _needs() -> Iterator[Frame]:
    """A need given as a reason, with whose it is told otherwise than by "I am"."""
    for need, words in NEEDS.items():
        ended = rf"(?:{words})(?:e[rnms]?|s)?"
        told = [
            rf"\bals (?:\w+ )?{ended} (?!(?-i:[A-Z]))(?:\w+ )?ich\b",
            rf"\b{ended} wie ich (?:bin|nun mal bin)\b",
            rf"\bcomo (?:\w+ )?{ended} que soy\b",
            rf"\b(?:as|being) the {ended} \w+ i am\b|\b{ended} as i am\b|\b{ended} que je suis\b",
            rf"(?:\A|[.!?\n]\s*){ended} {_BORN}, (?:\w+ )?{_FIRST_PERSON}\b",
            rf"\b(?:ich bin|i'?m|i am|soy|je suis|i was born) (?:\w+ )?{_BORN} {ended}\b",
            rf"(?:\A|[.!?\n]\s*){ended}, {_FIRST_PERSON}\b",
            rf"\b{_OURS} {ended}\b",
            rf"\b(?:an?|eine?n?|una?|un|une) {ended}(?: (?-i:[a-z])\w+)? {_LIKE_ME}\b",
            rf"\b(?:soy|estoy|je suis|ich bin|i'?m|i am) (?:un poco|algo|medio|un peu|ein bisschen|etwas|a bit|kind of|"
            rf"sort of|partly|stark|fast|quasi|completely|totally) {ended}\b",
        ]  # fmt: skip
        if need in _NOUNS:
            told.append(rf"\b{_OF_SELF} (?:\w+ )?(?:{_NOUNS[need]})\b")
        for pattern in told:
            yield Frame(f"access.{need}", "accessibility.need", rule(pattern), values.choice, _REASON, value=need)
    aid = (
        rf"\b(?:my|mein\w*|mi|mon) {_READER}\b|\b(?:je navigue|je surfe|navego|i browse|i get by)(?: \w+)? (?:au|avec "
        rf"un|avec le|con|with an?|with) {_READER}\b|"
        r"\b(?:read (?:out )?(?:loud |to me )?by|(?:fais|faire) lire [^.!?;,\n\x00]{0,30}? par|"
        r"vorgelesen von|(?:i|ich|je) (?:get by |arbeite |lese )?(?:mit|with)) (?:voiceover|talkback|jaws|nvda|"
        r"(?:la )?synthèse vocale|einem? screenreader)\b"
    )
    yield Frame("access.screen reader", "accessibility.need", rule(aid), values.choice, frozenset({"question"}),
                value="screen reader")  # fmt: skip
    dur = (
        r"\b(?:i'?m|i am) (?:a (?:bit|little) )?hard[- ]of[- ]hearing\b|\bas an? hard-of-hearing \w+\b|"
        r"\bsoy (?:\w+ )?(?:dur[oa] de oído|teniente)\b|\bje suis (?:\w+ )?dure? d'oreille\b"
    )
    yield Frame("access.hard of hearing", "accessibility.need", rule(dur), values.choice, value="hard of hearing")


# --- where one lives -----------------------------------------------------------------------------

_PLACE = places.PLACE
_MONTHS = (
    r"(?:ein|eine[mn]?|zwei|drei|vier|\d{1,2}|an?|one|two|three|un|una|dos|tres|deux|trois|the next|unos|quelques)"
)
_LONG = r"(?:jahre?|monate?|semester|years?|months?|años?|meses|ans?|mois)"
_WEEKDAYS = (
    r"(?:unter der woche|werktags|wochentags|during the week|on weekdays|weekdays|entre semana|en semaine|la semaine)"
)
_HOME_OF = (
    r"(?:balkon|garten|küche|fenster|sofa|terrasse|straße|balcony|garden|kitchen|window|couch|porch|street|balcón|"
    r"jardín|cocina|terraza|ventana|calle|balcon|jardin|cuisine|fenêtre|canapé|rue|salon|wohnzimmer|living room|salón)"
)


_SINCE_A_DAY: frozenset[Label] = frozenset({"question"})
"""Since a day, and not from it on."""


def _homes() -> Iterator[Frame]:
    """Where one lives or spends one's days, told with another place or time: "unter der Woche bin ich in Fulda"."""
    where = (
        rf"\b(?:from|in|to|at|near|off|for|aus|ab|nach|von|bis|über|de|desde|en|a|hasta|depuis|à|sur|vers|entre){'[ ]'}"
        rf"{_PLACE}(?:,| -|\()[ ]?(?:where (?:i|we)(?:'ve| have)? (?:been living|lived|been|am|are|sit|stay)|"
        r"wo (?:ich|wir) (?:wohn|leb|sitz|bin|sind|arbeit)\w*|où (?:je (?:réside|vis|habite|suis|bosse|travaille)|"
        r"j'habite|nous (?:résidons|vivons|habitons)|on (?:vit|habite))|(?:que es |es )?donde (?:yo )?(?:vivo|resido|"
        r"vivimos|residimos|estoy)|(?:da|dort) (?:wohn|leb|sitz)\w* (?:ich|wir)|"
        r"(?:da|dort) (?:bin|sind) (?:ich|wir) (?:zu ?hause|daheim))\b"
    )
    sitting = (
        r"\b(?:from )?where (?:i'?m|i am|we'?re|i|we) (?:sit|sitting|standing|based|sat|live),? (?:here )?in "
        rf"{_PLACE}"
    )
    weekdays = (
        rf"\b{_WEEKDAYS},? (?:(?:bin|steh|sitz|arbeit|wohn|leb)\w* (?:ich|wir) (?:\w+ )?in|(?:i'?m|i am|we'?re|i live|"
        rf"i work|i stay) (?:\w+ )?in|(?:estoy|vivo|trabajo|estamos) en|(?:je suis|je vis|je bosse|on est) à) {_PLACE}"
    )
    for name, pattern in (("where", where), ("sitting", sitting), ("weekdays", weekdays)):
        yield Frame(f"city.{name}", "location.city", rule(pattern), towns.city, WISHED | {"past"}, bars=_VISITS)
        yield Frame(f"country.{name}", "location.country", rule(pattern), values.country, WISHED | {"past"})
    for_years = (
        rf"\b(?:sitze|wohne|lebe|bin|arbeite)(?: ich)?(?: (?:gerade|derzeit|momentan|aktuell|jetzt|nun))? für "
        rf"{_MONTHS} {_LONG} in {_PLACE}|"
        + rf"\b(?:i'?m|i am|we'?re) (?:\w+ )?in {_PLACE} for {_MONTHS} {_LONG}\b".replace("?P<v>", "?P<w>")
    )
    abroad = (
        rf"\b(?:estoy|vivo) (?:\w+ )?por {_MONTHS} {_LONG} en {_PLACE}|"
        + rf"\b(?:je suis|je vis) (?:\w+ )?pour {_MONTHS} {_LONG} (?:à|au|en) {_PLACE}".replace("?P<v>", "?P<w>")
    )
    for pattern in (for_years, abroad):
        yield Frame("city.for_years", "location.city", rule(pattern), towns.city)
        yield Frame("country.for_years", "location.country", rule(pattern), values.country)
    home = (
        rf"\b(?:my|our|meine[mnr]?|unsere[mnr]?|mi|nuestr[oa]|mon|ma|notre) {_HOME_OF} (?:here )?(?:in|en|de|à|"
        rf"at) {_PLACE}"
    )
    yield Frame("city.home", "location.city", rule(home), towns.aside, WISHED, bars=_VISITS)
    for pattern in (
        rf"\b(?:je suis|on est|nous sommes) (?:à|a|sur|vers) {_PLACE}",
        rf"\b(?:estoy|estamos|ando|andamos) en {_PLACE}",
        rf"\b(?:bin|sind|sitz\w*) (?:grad |gerade |hier |wir |ich )?in {_PLACE}",
    ):
        yield Frame("city.chat", "location.city", rule(pattern), _small_town, WISHED, bars=_PASSES)
    chat = rf"\b(?:jsuis|j'suis|chuis|chui|jsui) (?:à|a|sur|vers) {_PLACE}"
    yield Frame("city.chat", "location.city", rule(chat), _any_town, WISHED, bars=_PASSES)
    stays = rf"\b(?:on|je|nous) reste(?:ons)? (?:à|sur) {_PLACE}"
    yield Frame("city.stays", "location.city", rule(stays), towns.town, WISHED, bars=_PASSES)
    together = (
        r"\b(?:and|und|y|et) (?:i|ich|yo|moi),? (?:are|wohnen|leben|sind|sitzen|vivimos|estamos|residimos|"
        rf"(?:nous |on )(?:vivons|habitons|sommes|est|vit|habite)) (?:in|en|à) {_PLACE}"
    )
    yield Frame("city.together", "location.city", rule(together), towns.city, WISHED | {"third"}, bars=_PASSES)
    last = rf"\b(?:dass|weil|da|wo|obwohl) (?:ich|wir) (?:\w+ ){{0,3}}?in {_PLACE} (?:sitz|wohn|leb|arbeit)(?:e|en|)\b"
    yield Frame("city.last", "location.city", rule(last), towns.city, WISHED | {"negated"}, bars=_PASSES)
    settled = (
        r"(?:^|[.!?,;\n]\s*)(?:ya |déjà |bien |enfin |por fin )?(?:instalad[oa]s?|(?:ré)?installée?s?|settled|"
        rf"eingezogen) (?:en|à|in) {_PLACE}"
    )
    yield Frame("city.settled", "location.city", rule(settled), towns.listed_first, _SINCE_A_DAY, changes=True)
    since = (
        rf"(?:^|[.!?,;\n]\s*){_PLACE} (?:depuis|desde|seit|since) (?:la semaine|le mois|hier|lundi|mardi|mercredi|"
        r"jeudi|vendredi|samedi|dimanche|ayer|el (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|mes)|hace|"
        r"la semana|gestern|letzte\w*|kurzem|montag|last|yesterday|monday|tuesday|friday)\b"
    )
    yield Frame("city.since", "location.city", rule(since), _any_town, _SINCE_A_DAY, changes=True)
    yield from _invoiced()


def _invoiced() -> Iterator[Frame]:
    """The firm that an invoice is asked for: "bitte auf Gärtnerei Ohlendorf ausstellen"."""
    opened = rf"\A\s*(?:(?:{GREETING})\b[\s,!.]{{1,3}})?{FIRM}(?<!(?-i:Dr))(?=[ ]?[.,:](?:\s|$))"
    yield Frame("company.opened", "company.name", rule(opened), _shop, frozenset({"question", "negated"}))
    for pattern in (
        rf"\b(?:invoice|bill|receipt|quote)s?\b[^.!?;\n\x00]{{0,30}}?\b(?:made )?(?:out to"
        rf"|in the name of) (?:the )?{FIRM}",
        rf"\bauf (?:die |den |das )?{FIRM} (?:aus(?:zu)?stell\w+|(?:um)?(?:zu)?schreiben|laufen)\b",
        r"\b(?:factúr\w+|factur(?:en?|ad|ar|e)|p[oó]ng\w+|ponla|ponlo|emit\w+)\b[^.!?;\n\x00]{0,30}?(?:a nombre de|"
        rf"a) (?:la |los )?{FIRM}",
        rf"\bfacture[rz]?\b[^.!?;\n\x00]{{0,30}}?(?:au nom d[eu]|à l'ordre d[eu]) (?:la |l')?{FIRM}",
    ):
        yield Frame("company.invoiced", "company.name", rule(pattern), companies.traded, WISHED, bars=_NOT_OURS)


def _shop(words: str, registry: Registry) -> str | None:
    """A firm that shows itself by a word of trade and is all of some words; "Delivery Service" is a matter."""
    found = companies.traded(words, registry)
    parts = fold(found.lower()).split() if found else []
    joined = not {"de", "du", "del", "des", "von", "vom", "of", "at", "from"}.isdisjoint(parts)
    if joined and not companies.is_trade(words.split()[0]):
        return None  # "Wassila du Cabinet …"
    other = not parts or found != words.strip(" .") or "'" in parts[0] or not SUBJECTS.isdisjoint(parts)
    return None if other or not words[:1].isupper() else found


_NOT_OURS = rule(r".*\b(?:rival|had|was|were|wurde|hat|haben|le factur|vecin[oa]|nachbar\w*|neighbour|voisin\w*)\b")
_PASSES = rule(
    places.FOR_A_WHILE.pattern.removesuffix(r")\b")
    + r"|ab|dès|à partir|a partir|bald|soon|bientôt|pronto|de vacaciones|besuch\w*|visit\w*|flughafen|airport|hotel|"
    r"tren|train|zug|aeropuerto|gare|bahnhof)\b"
)


_IN_SMALL = listed("reading bath nice essen halle tours deal split mobile sale lens wells rugby sandwich march bar")
"""Towns of the list that are words of their own where no capital shows them."""


def _small_town(words: str, registry: Registry) -> str | None:
    """A town of the list that small letters begin with: "brest si y a un réparateur"."""
    first = words.split()[0] if words.split() else ""
    other = not first.islower() or first in _IN_SMALL or towns.no_town(words)
    return None if other else towns.listed_first(words, registry)


def _any_town(words: str, registry: Registry) -> str | None:
    """A town of the list, in small letters or with its capital."""
    return _small_town(words, registry) or towns.listed_city(words, registry)


_VISITS = rule(
    r".*\b(?:visit\w*|besuch\w*|visita\w*|visite|holidays?|urlaub|ferien|vacaciones|vacances|flughafen|airport|"
    r"aeropuerto|aéroport|hotel|hôtel|conference|messe|feria|salon du)\b"
)
"""What is said of a place where one only is for some days."""
