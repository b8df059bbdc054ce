"""Which words are a plan's name, where a phrase says that one is meant: no list has every plan.

`tiers` reads what is known (the company's plans, usual tiers, sizes). Here stands what shows any other name to be a
plan's: a word of what is subscribed to ("Corporate Plus", "Kabel 400"), a capital, or that nothing else is so called.
"""

from __future__ import annotations

import re

from bot.memory import makes, things, tiers, towns, values
from bot.memory.companies import TRADES
from bot.memory.gazetteer import (
    CITIES,
    COUNTRIES,
    LANGUAGES,
    NO_NAME,
    NO_PLACE,
    RELATIONS,
    TOWNS_BEGIN,
    is_given,
    listed,
)
from bot.memory.registry import Registry
from bot.memory.spelling import fold

# --- beside the words of having ------------------------------------------------------------------


def with_size(words: str, registry: Registry) -> str | None:
    """A name that only its size shows to be a plan's, where nothing but a plan can stand."""
    return tiers.named_plan(words, registry) if tiers.sized(words)[1] and not makes.device(words) else None


def shown(words: str, registry: Registry) -> str | None:
    """ "I have basic questions" is no plan: where the frame is loose the name needs its capital."""
    found = tiers.plan(words, registry)
    return found if words[:1].isupper() or (found and words.lower() == "plus") else None


_TELLING = listed("""
    flat fibre fiber fibra glasfaser kabel cable dsl vdsl adsl internet broadband mobil mobile movil handy sim
    allnet prepaid prepago data datos daten flex hogar home business corporate office student estudiante etudiant
    joven jeune jeunes junior senior kids friends patron patrons supporter supporters off-peak offpeak anytime
    weekend swim gym yoga fitness monthly serie gamme zen ultra maxi mega light liberte libre infinity infinita
    infinite ilimitada illimite voice combo trio quattro heures
""")
"""Words of what is subscribed to, folded: one of them makes a name of several words, or one with its size, a plan's."""
_WEAK = listed("plus pro max ultra mini lite light mobile office home maxi zen swim")
"""Those that stand in the names of other things, too: "my iPad Pro", "our Office Plus chair"."""
_OTHERS = listed("""
    day days night week route road street bus train tram line gate platform page chapter step level floor room call
    season episode version build part phase team game number no windows android ios chrome firefox telegram slack
    disney amazon youtube hbo canal playstation xbox facebook whatsapp google apple microsoft netflix spotify visa
    mastercard amex paypal credit debit library boarding bonus loyalty member gift business-card january february
    march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday
""")
_SHOWING = _TELLING | listed("senior junior joven jeune jeunes infantil adulte adulto") | tiers.FOLDED_TIERS
_WORD = re.compile(r"[a-z][a-z-]*[a-z]")


def has_telling(small: str) -> bool:
    """Return whether a folded text in small letters has a word that shows a plan's name."""
    return not _SHOWING.isdisjoint(_WORD.findall(small))


def sold_as_plan(words: str, registry: Registry) -> str | None:
    """A name that shows itself to be a plan's: two words at least, with a size or not, one of them telling."""
    said = " ".join(words.strip(" '\"").split())
    parts = fold(said).lower().split()
    if len(parts) < 2 or parts[0] in _OTHERS or "card" in parts or not LANGUAGES.keys().isdisjoint(parts):
        return None
    if makes.device(said) or makes.system(said, registry) or things.product(said, registry):
        return None
    if is_given(parts[0]) and not _tells(parts[0]):
        return None  # "Peter Parker Plus" is somebody
    if not said[0].isupper():
        return _spelt(said) if _tells(parts[0]) else None
    ends = _tells(parts[-1]) or any(map(str.isdigit, parts[-1])) or bool(tiers.sized(said)[1])
    return _spelt(said) if (ends and any(map(_tells, parts))) or parts[0] in _TELLING else None


def _tells(part: str) -> bool:
    return part in _TELLING or tiers.is_tier(part)


def another_plan(words: str, registry: Registry) -> str | None:
    """As `sold_as_plan`; of somebody who has told a plan any name may be another, if no place's or system's."""
    if found := sold_as_plan(words, registry) or tiers.tiered(words, registry):
        return found
    said = words.strip(" '\"")
    if not registry.held or not said[:1].isupper() or fold(said).lower().split()[0] in _OTHERS:
        return None
    if towns.city_listed(said) or makes.device(said) or makes.system(said, registry) or things.no_name(said):
        return None
    return tiers.named_plan(said, registry)


def of_those_spoken_of(words: str, registry: Registry) -> str | None:
    """As `another_plan`, where what is said fits any thing: only beside a name that was called a plan."""
    return another_plan(words, registry) if registry.held else None


def same_plan(words: str, registry: Registry) -> str | None:
    """As `sold_or_tier`, or a name that somebody has called a plan: "I have X" alone says nothing of what X is."""
    if found := sold_or_tier(words, registry):
        return found
    said = fold(words.strip(" '\"")).casefold()
    return next((one for one in registry.held if fold(one).casefold() == said), None)


def bare(words: str, registry: Registry) -> str | None:
    """A plan's name that nothing but the phrase shows: nobody's, no place's, day's, program's, device's or thing's."""
    said = words.strip(" '\"")
    first = fold(said).lower().split()[0]
    if found := tiers.plan(said, registry):
        return found
    if first in _OTHERS | _NETWORKS | _GENERIC or first in NO_NAME or is_given(first) or things.no_name(said):
        return None
    if towns.city_listed(said) or said.lower() in COUNTRIES or said.lower() in LANGUAGES:
        return None
    if makes.device(said) or makes.system(said, registry) or things.product(said, registry):
        return None
    return tiers.named_plan(said, registry)


def of_several_words(words: str, registry: Registry) -> str | None:
    """As `bare`, of a known plan or of several words or with a size: a single word may be any noun or firm."""
    found = bare(words, registry)
    return found if found and (" " in found or tiers.plan(words, registry)) else None


_FAMILY = re.compile(rf"(?:{RELATIONS}|famil\w+|grand\w+|uncle|aunt|onkel|tante|oncle)", re.IGNORECASE)


def kept(words: str, registry: Registry) -> str | None:
    """As `of_several_words`, where one may be said to stay with somebody or somewhere."""
    parts = fold(words).lower().split()
    nobodys = not any(is_given(part) or part in TOWNS_BEGIN or _FAMILY.fullmatch(part) for part in parts)
    return of_several_words(words, registry) if nobodys else None


_SOFTWARE = listed("""
    php node python ruby java go rust perl nginx apache mysql mariadb postgres postgresql sqlite redis docker kubernetes
    wordpress drupal joomla typo3 magento shopify prestashop woocommerce rails django laravel symfony plesk cpanel
    raspberry pi proxmox vmware internet explorer edge safari
""")
"""What a site runs on as well, with a number behind it."""


def hosted(words: str, registry: Registry) -> str | None:
    """What a site runs on, with a size or a telling word at its end: "Anchor 4"; no program and no system."""
    parts = fold(words).lower().split()
    if not _SOFTWARE.isdisjoint(parts) or parts[0] in _OTHERS:
        return None
    sized = parts[-1].isdigit() or bool(tiers.sized(words)[1]) or _tells(parts[-1])
    return of_several_words(words, registry) if sized else None


def paid_for(words: str, _registry: Registry) -> str | None:
    """What is paid by the month: several words, of which none is somebody's or another company's."""
    parts = fold(words).lower().split()
    others = _OTHERS | _NETWORKS | _SOFTWARE
    barred = any(part in others or is_given(part) or _FAMILY.fullmatch(part) for part in parts)
    return None if barred or makes.device(words) or towns.city_listed(words) else " ".join(words.split())


def beside_its_noun(words: str, registry: Registry) -> str | None:
    """As `kept`, where a plan is spoken of: a name that ends in a telling word may begin as somebody's does."""
    tells = _tells(fold(words).lower().split()[-1]) or tiers.sized(words)[1]
    return tiers.named_plan(words, registry) if tells else kept(words, registry)


def sold_or_led(words: str, registry: Registry) -> str | None:
    """As `sold_or_tier`, or a name that begins as a plan for two does: "Duo Éclair"; no "Hotel Premium"."""
    parts = fold(words).lower().split()
    if not TRADES.isdisjoint(parts):
        return None
    return sold_or_tier(words, registry) or (kept(words, registry) if parts[0] in ("duo", "trio") else None)


def sold_or_tier(words: str, registry: Registry) -> str | None:
    """As `sold_as_plan`, or a tier alone with its capital ("on Solo here")."""
    return sold_as_plan(words, registry) or (tiers.plan(words, registry) if words[:1].isupper() else None)


_AGES = frozenset(
    ("senior", "junior", "joven", "jeune", "jeunes", "infantil", "adulte", "adulto", "estudiante", "etudiant")
)


def tier_of_age(words: str, registry: Registry) -> str | None:
    """A tier in small letters, also one that is named by an age: "la senior"."""
    base, size = tiers.sized(words)
    of_age = fold(base).lower() in _AGES
    return base.title() + size if of_age else tiers.tiered(words, registry)


def sold_as_ours(words: str, registry: Registry) -> str | None:
    """As `sold_as_plan`, where only "my" says what it is: no "Office Plus"."""
    found = sold_as_plan(words, registry)
    strong = found and any(_tells(part) and part not in _WEAK for part in fold(found).lower().split())
    return found if strong else None


_NETWORKS = listed("orange sfr bouygues telekom vodafone o2 congstar movistar yoigo three ee verizon disney prime dazn")


def named_ours(words: str, registry: Registry) -> str | None:
    """What "my plan" and the like name; no other company's, and no plan B."""
    said = fold(words).lower().split()[0]
    return tiers.named_plan(words, registry) if len(said) > 1 and said not in _OTHERS | _NETWORKS else None


_JUDGED = listed("""
    quatsch mist müll schrott käse abzocke wucher betrug witz wahnsinn blödsinn rubbish nonsense crap trash history dead
    toast great fine basura mierda caducado vencido caducada terminé terminée nul arnaque abgelaufen gekündigt beendet
""")


def called(words: str, registry: Registry) -> str | None:
    """What somebody says that their plan is: its name, and none where they say what they think of it."""
    goes_on = any(part.islower() and not tiers.is_tier(part) for part in words.split()[1:])
    return None if words.lower() in _JUDGED or (goes_on and words[0].isupper()) else tiers.named_plan(words, registry)


_NO_MEMBER = listed("""
    family board staff team committee crew band club party union council cast faculty paying loyal long-time longtime
    long-term old new happy unhappy proud former ex existing current regular first-time honorary founding life lifelong
    fellow dear valued angry neues neue neu treues langjahriges zahlendes
""")


def by_member(words: str, registry: Registry) -> str | None:
    """What somebody is a member of: a plan's name; no family's or board's member and no loyal one."""
    return None if fold(words).lower().split()[0] in _NO_MEMBER else tiers.named_plan(words, registry)


_GENERIC = listed("""
    que q nuevo nueva nuevos viejo vieja antiguo antigua anterior actual mensual anual semanal trimestral barato
    barata caro cara completo completa contratado contratada normal mobile movil internet fibra fibre telephone tel
    data datos nouveau nouvelle ancien ancienne actuel actuelle mensuel annuel bloque illimite gratuit de del du des
    pour para por con avec sur chez aus von der die das neue alte alten neuen was wie auch und y et con ici aqui
    hier plana sin sans familiar d'ahorro ahorro dental
""")


def in_small(words: str, registry: Registry) -> str | None:
    """A name in small letters behind "plan" and the like; no word that only tells which plan is meant."""
    said = words.strip(" '\"")
    first = fold(said).lower().split()[0]
    if first in _GENERIC and tiers.plan(said, registry) is None:
        return None
    return tiers.named_plan(words, registry) or _spelt(said)


def titled(words: str, _registry: Registry) -> str | None:
    """Words as a name is written: "abono Sur" is the Abono Sur."""
    return _spelt(" ".join(words.split()))


def _spelt(said: str) -> str:
    """A name with its capitals, as it was written where it has any: "dsl 100" is DSL 100."""
    parts = said.split()
    if any(sign.isupper() for sign in said) and not parts[0].islower():
        return said
    return " ".join(
        part.upper() if part in ("dsl", "vdsl", "adsl", "sim") else part[:1].upper() + part[1:] for part in parts
    )


# --- in passing, and in an answer ----------------------------------------------------------------

NO_PLAN = listed("""
    the a an my our your this that what which does do is are can could will would how when where why if since has have
    was were and or but i we you it new old same current monthly annual yearly cheap cheaper cheapest cheapest other
    right wrong data payment good better best mobile phone internet training return refund delivery shipping paid bank
    user customer own big small next first second expensive free whole entire dental meal floor seating lesson
    business-class master action emergency backup exit project room care health travel day rail train bus ski season
    boarding water energy power price prices pension insurance family-size
    der die das den dem ein eine welcher welchen welche mein unser euer ihr kann ist gibt hat wie was wann wo ob neue
    im am vom zum zur beim in mit bei auf für von aus ohne on with for at
    neuen neuer alten anderen anderer teuren günstigste günstigsten billigste aktuelle aktuellen nächste gleiche
    que de del para con sin por mas actual nuevo nueva anterior mensual anual incluye trae cubre tiene lleva sube baja
    cuesta vale permite ofrece admite es está esta más menos mejor barata barato cara caro luz gas agua
    qui pour avec sans sur est inclut comprend coute coûte permet propose actuelle actuel mensuel mensuelle mobile
    internet du des la le les plus moins moins-chère chère chere moyenne speciale spéciale spécial d'essai svp tout
    toute telle augmente passe reste
""")
"""What stands where a plan's name may stand, and is none."""


def mentioned(words: str, registry: Registry) -> str | None:
    words = words.replace("-", " ").strip()
    first = words.split()[0].lower() if words else ""
    if found := tiers.plan(words, registry):
        return found
    small = fold(words).lower()
    other = small in CITIES or small in COUNTRIES or small in LANGUAGES or small in NO_PLAN or first in NO_PLAN
    other = other or (" " in words and is_given(first))
    if other or makes.device(words) or makes.system(words, registry):
        return None
    return words if any(sign.isupper() for sign in words) else words.title()


_MOST_WORDS, _LEAST_LETTERS = 3, 4
_SAID_OF_IT = re.compile(
    r"(?:^(?:the|der|die|das|den|el|la|le|l')\s|^(?:(?:das|el|la|le|die|der)\s)?(?:plan|tarif|paket|abo|tarifa|bono|"
    r"abono|formule|forfait|abonnement|police|póliza)\s(?=[A-ZÀ-Þ])|\sone$|\s(?:plan|tariff?|tier|tarifa|abo|paket|"
    r"card|karte|tarjeta|carte)$)",
    re.IGNORECASE,
)
_NO_ANSWER = listed("""
    both neither either none nothing something anything everything somewhere nowhere unsure sure maybe perhaps dunno
    forgot unknown what which that this yours mine ours always never often sometimes already yesterday today tomorrow
    monthly yearly annual hello thanks please correct right wrong exactly true false same another other later soon
    human agent help stop cancel refund invoice order delivery phone email login error problem question wait sorry
    beide keiner keine keins egal nichts irgendeiner irgendwas unsicher vielleicht vergessen unbekannt immer hallo
    danke bitte genau richtig falsch stimmt gleich später mensch hilfe storno rechnung bestellung moment
    ambos ambas tampoco ninguno ninguna nada
    algo alguno quizá quizás olvidé desconocido siempre hola gracias exacto correcto
    cierto igual luego humano ayuda factura pedido espera perdón lógico normal depende
    aucune aucun rien quelque toujours bonjour merci exactement vrai faux pareil pardon humain aide facture commande
    attends attendez jamais oublié inconnu dépend
""")


_FOR_SO_MANY = re.compile(
    r"(?:family|team|group|pair|familie|gruppe|familia|equipo|grupo|famille|equipe|groupe) (?:of|for|fur|von|de|para|"
    r"pour) (?:\d{1,3}|two|three|four|five|six|zwei|drei|vier|funf|dos|tres|cuatro|cinco|deux|trois|quatre|cinq)",
    re.IGNORECASE,
)
"""A plan that is called by how many it is for: "family of 4"."""


def answered(words: str, registry: Registry) -> str | None:
    """A plan's name that is all of an answer: words with capitals or sizes, or one in small letters."""
    parts = _SAID_OF_IT.sub("", words.strip(" '\".")).split()
    if _FOR_SO_MANY.fullmatch(fold(" ".join(parts))):
        return " ".join(parts)
    small = [part.lower() for part in parts]
    capitals = all(part[0].isupper() or part.isdigit() for part in parts)
    if not 0 < len(parts) <= _MOST_WORDS or not (capitals or (len(parts) == 1 and parts[0].isalpha())):
        return None
    if len(parts[0]) < _LEAST_LETTERS or not parts[0][0].isalpha() or values.country(" ".join(parts), registry):
        return None
    bare = not tiers.sized(" ".join(parts))[1]  # "Praxis M" is a plan's name, "Praxis" the customer's own
    weak = [(bare and (part in NO_NAME or part in NO_PLACE)) or part in NO_PLAN for part in small]
    if any(map(is_given, small)) or (all(weak) if capitals and len(parts) > 1 else any(weak)):
        return None  # a word of a name in capitals may be any: "Weekly Plus", "Grand Jardin"
    if len(parts) == 1 and (small[0] in _NO_ANSWER or (not capitals and towns.no_town(small[0]))):
        return None
    return mentioned(" ".join(parts), registry)
