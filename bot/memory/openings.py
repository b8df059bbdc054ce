"""Who people say they are where they begin: name, town, post, department and firm, in any order, in any parts.

"Hallo nochmal, Malte Feddersen, Husum.", "Facundo, de ventas en Lácteos Pampa.", "Lehrer in Görlitz hier". The first
sentence is cut at its commas and brackets and each part is read as what it may be, up to the first that is none of it;
what one part alone does not show, several show together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bot.memory import companies, firms, people, posts, towns, values
from bot.memory.frame import JOINT, PRESUPPOSED, Frame, Seen
from bot.memory.gazetteer import RELATIONS, is_given
from bot.memory.introductions import NO_DESK
from bot.memory.names import GREETING
from bot.memory.registry import Registry
from bot.memory.spans import Page
from bot.memory.spelling import Rule, fold, rule

_CAP = r"(?-i:[^\W\d_a-z])[\w'’-]+"
_NAME = rf"(?P<name>{_CAP}(?:[ ]{JOINT}{{0,2}}{_CAP}){{0,3}})"
_TITLE = r"(?P<title>(?:mrs?|ms|miss|dr|prof|frau|herr|señora?|sra?|don|doña|monsieur|madame|mme|mlle)\.?[ ])"
_TOWN = rf"(?P<town>{_CAP}(?:[ -](?:(?:am|an der|ob der|sur|upon|on|de|del|la|le)[ -])?{_CAP}){{0,2}})"
_NO_PAPER = r"(?!(?:DNI|NIE|NIF|ID|Pass|Ausweis|Perso|Passport|Pasaporte|Passeport|Carnet|Papier\w*)\b)"
"""A name that stands there is the one on somebody's papers: "Francisco en el DNI"."""
_FIRM = NO_DESK + _NO_PAPER + firms.FIRM.replace("?P<v>", "?P<firm>")
_DWELLING = (
    r"(?:living|based|residing|located|resident|wohnhaft|ansässig|lebend|residente|afincad[oa]|radicad[oa]|vivant|"
    r"résidant|basée?|installée?|domiciliée?)"
)
"""What only a town stands behind, and is no part of a post: "an illustrator living in Osaka"."""
_MORE = (
    r"(?:[ ](?!(?:here|again|hier|wieder|encore|ici|aquí|otra|de|at|in|en|bei|chez|for|of|from|por|und|and|y|"
    rf"et|{_DWELLING})\b)[\w-]{{3,16}})"
)
_POST = (
    r"(?P<post>(?!(?:any|some|no|every|each|which|what|another|irgend\w*|kein\w*|welche\w*|alg[uú]n\w*|ning[uú]n\w*|"
    r"qué|"
    r"otr[oa]|aucune?|quel\w*|(?:une? )?autre)\b)"
    rf"(?:(?:{'|'.join(posts.JOBS)}){_MORE}?|{posts.INITIALS}|(?:people|hr|business|account) partner|"
    r"(?:lead|líder|head) (?:de|of) [\w-]{2,16}))"
)
_CREW = r"(?P<post>(?:[\w-]+ ){0,2}(?:guy|girl|lady|lad|boss|person|chap))"
"""What one calls oneself at a firm, and nowhere else."""
_SELF = (
    r"(?:(?:it'?s(?: me,?)?|this is|i'?m|i am|c'est(?: encore)?|moi c'est|ici|hier(?: ist| spricht| schreibt)?|"
    r"(?:ich )?bin(?: die| der)?|soy|aquí|acá|habla|(?:les|te|os|le) (?:escribe|habla)|je suis|me llamo|ich heiße|"
    r"je m'appelle|my name is|my name's)[ ])"
)
_AGAIN = (
    r"(?:[ ](?:here|again|once (?:more|again)|also|too|as well|auch|también|aussi|speaking|typing|writing|calling|"
    r"back again|hier|wieder|(?:hier )?nochmals?|"
    r"noch ?mal|noch einmal|erneut|am apparat|(?:por )?(?:aquí|acá)|otra vez|de nuevo|nuevamente|al habla|ici|encore|"
    r"de nouveau|à nouveau|encore une fois|à l'appareil))"
)
_FROM = rf"(?P<led>(?:from|aus|de|desde|near|(?:{_DWELLING}[ ])?(?:in|en|à))[ ]|d')"
_AT = (
    r"(?:@|(?:at|with|for|of|bei|beim|von|vom|chez|en|para|de|del|du|des|aux?|pour|der|des)(?= ))[ ]?(?:(?:the|der|"
    r"dem|die|la|el|los|las|le|les)[ ])?"
)
_DESK = (
    rf"(?:(?:from|in|of|vom|von der|aus dem|aus der|im|in der|de|del|du|des|au|aux)[ ])?(?:the |la |"
    rf"el )?(?P<desk>{posts.DEPARTMENT})(?: team)?"
)
_CALLED = r"(?:me llamo|je m'appelle|ich heiße|my name)\b"
"""Behind which a name goes on with "de": "me llamo Anneke de Wit"."""
_BUT = r"(?:(?:but|aber|pero|mais|also|auch|también|aussi) )?"
_BY_THE_WAY = r"(?:by the way|btw|übrigens|por cierto|au fait|au passage)"
_PARTS: Mapping[str, str] = {
    "self": rf"{_SELF}?(?:(?:an? )?private (?:customer|person|client)|no company|privatkundin|privatkunde|"
    r"privatperson|particuli(?:er|ère)|(?:cliente? )?particular|(?:kundin|kunde|customer|cliente?) (?:since|seit|"
    rf"desde|depuis|for)(?: \w+){{1,3}}|(?:it'?s me|me|ich bin'?s|ich|soy yo|yo|c'est moi|moi){_AGAIN})"
    rf"(?:[ ]{_FROM}{_TOWN})?",
    "aside": _BY_THE_WAY,
    "passing": rf"{_TOWN}[ ]{_BY_THE_WAY}",
    "name": rf"{_SELF}?{_TITLE}?{_NAME}{_AGAIN}?(?:[ ]{_FROM}{_TOWN})?{_AGAIN}?",
    "desk": rf"{_SELF}?(?:{_NAME}{_AGAIN}?[ ])?{_DESK}(?:[ ]{_AT}{_FIRM})?",
    "team": rf"(?:{_NAME}{_AGAIN}?[ ](?:from|of|in) )?(?:the )?(?:[\w-]+ ){{1,2}}(?:team|crew|department|"
    rf"desk)[ ]{_AT}{_FIRM}",
    "citizen": rf"{_SELF}?{_TOWN}[ ]{_POST}{_AGAIN}?",
    "post": rf"{_SELF}?(?:(?:the|an?|der|die|das|la|le|el|l'|una?|une)[ ])?{_POST}(?:[ ]{_AT}{_FIRM})?(?:,?[ ]{_FROM}"
    rf"{_TOWN})?(?:[ ](?:since|seit|desde|depuis|for)(?: \w+){{1,3}})?{_AGAIN}?",
    "crew": rf"{_SELF}?(?:the[ ])?{_CREW}[ ]{_AT}{_FIRM}{_AGAIN}?",
    "named": rf"(?!{_CALLED}){_SELF}?{_TITLE}?{_NAME}{_AGAIN}?[ ](?:from[ ]|{_AT}){_FIRM}{_AGAIN}?",
    "whoever": rf"(?!{_CALLED}){_SELF}?(?P<name>{_CAP}[ ]{_CAP}){_AGAIN}?[ ](?:from|de)[ ]{_CAP}",
    "town": rf"{_BUT}{_FROM}?{_TOWN}",
    "house": rf"(?P<firm>(?-i:[a-z])[\w-]{{2,16}}[ ]{firms.FIRM.replace('?P<v>', '?:')})",
    "firm": rf"{_BUT}(?P<at>{_AT}|from[ ])?(?P<called>(?:fa\.|firma|empresa|société|company)[ ])?{_FIRM}",
}  # fmt: skip
_GREETS = (
    rf"(?:(?:re-?)?(?:{GREETING}|buenas noches|gutn (?:abend|morgen|tag)|n?abend|schönen? guten (?:tag|morgen|abend)|"
    r"grüß (?:gott|dich|euch)|helloo+|holaa+|heya|howdy|gm|bjr|bsr|coucou|wsh|good (?:day|afternoon)|g'day|afternoon|"
    r"qué tal|yo)(?: (?:all|team|there|everyone|again|nochmals?|noch ?mal|zusammen|wieder|otra vez|de nuevo|"
    r"a todos|equipo|l'équipe|à tous|à vous|encore|liebes team|dear|monsieur|madame|ihr lieben)){0,2})"
)
_OPENS = rf"(?:\A|\n)\s*(?:{_GREETS}\b(?P<mark>[ ]?[,.!:]| -)?\s{{1,2}}){{0,2}}"
_ME = (
    r"\b(?:bin ich|das bin ich|c'est moi|soy yo|it'?s me|that'?s me|(?:bin|as|como|als|en tant que) (?:privatkundin|"
    r"privatkunde|private customer|particulier|particular)),[ ]"
)
_CUT = re.compile(r"\s*(?:,\s|\s-{1,2}\s|\s?\(|\)|:\s)\s*")
_STOP = re.compile(
    r"[!?\n;\x00]|\s[:;]-?[)(DPp]|[\U0001F300-\U0001FAFF]|"
    r"(?<!\bFa)(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bProf)(?<!\bSt)\.(?=\s|$)",
    re.IGNORECASE,
)
_LONGEST = 70
"""Letters of a part that may still say who somebody is."""
_MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of an opening may be: its kind, where it stands, and the words and values by what they are."""

    kind: str
    start: int
    end: int
    words: Mapping[str, str]
    values: Mapping[str, str]


@dataclass(slots=True)
class _Told:
    """What the parts of one opening tell together."""

    parts: list[_Part] = field(default_factory=list)
    marked: bool = False
    """Whether a comma or a stop parts the greeting from them: "Hello Maria" speaks to Maria."""
    pointed: bool = False
    """Whether the words before point at oneself: "les achats c'est moi, responsable achats"."""
    greeted: bool = False
    french: bool = False
    works: bool = False
    """Whether what follows tells of one's work: "Rebonjour, Eloïse, je bosse aux …"."""
    stops: bool = False
    """Whether a full stop ends them: "Salut, Maëlle. Mon train …"."""

    def has(self, name: str) -> bool:
        return any(name in part.values for part in self.parts)


def seen(page: Page, registry: Registry) -> Iterator[Seen]:
    """Yield who somebody says they are where a message, or a line of it, begins."""
    for opening in _starts().finditer(page.folded):
        unmarked = bool(opening.group().strip()) and opening["mark"] is None and not opening["me"]
        told = _Told(
            marked=not unmarked,
            pointed=bool(opening["me"]),
            greeted=bool(opening.group().strip()),
            french=bool(_FRENCH.match(opening.group().lstrip())),
        )
        _read(page, registry, opening.end(), told)
        yield from _tell(told)


def _read(page: Page, registry: Registry, start: int, told: _Told) -> None:
    """Read parts one after the other, up to the first that says something else."""
    stop = _STOP.search(page.folded, start)
    end = stop.start() if stop else len(page.folded)
    while start < end and len(told.parts) < _MOST_PARTS:
        cut = _CUT.search(page.folded, start, end)
        last = cut.start() if cut else end
        part = _part(page, registry, start, last, told.french) if 1 < last - start <= _LONGEST else None
        if part is None:
            if told.parts and _GOES_ON.match(page.folded, start, end):
                told.parts.clear()
            told.works = bool(_WORKS.match(page.folded, start, end))
            return
        told.parts.append(part)
        start = cut.end() if cut else end
    told.stops = stop is not None and stop[0] == "."


def _part(page: Page, registry: Registry, start: int, end: int, french: bool) -> _Part | None:
    for kind, pattern in _patterns():
        found = pattern.fullmatch(page.folded, start, end)
        if found is None:
            continue
        words = {name: page.clean[slice(*found.span(name))] for name, said in found.groupdict().items() if said}
        read = {name: value for name, said in words.items() if (value := _value(name, said, words, registry, french))}
        if all(name in read for name in words if name in _READ) and (read or kind in ("self", "aside")):
            return _Part(kind, start, end, words | {"all": found[0]}, read)
    return None


def _value(name: str, said: str, words: Mapping[str, str], registry: Registry, french: bool) -> str | None:
    if name == "town":
        if is_given(said):
            return towns.town(said, registry) if words.get("led") else None
        lead = words.get("led", "").lower().strip()
        return (
            towns.aside if lead in _LEADS or " " in lead or (french and lead in ("de", "d'")) else towns.listed_city
        )(said, registry)
    if name == "firm" and not ({"name", "post", "desk", "called"} & words.keys()):
        return (companies.firm_of_two if words.get("at") else companies.traded)(said, registry)
    if name == "name":
        return _a_name(said, words, registry)
    return _READ[name](said, registry) if name in _READ else None


def _a_name(said: str, words: Mapping[str, str], registry: Registry) -> str | None:
    """Somebody's name, with the title before a surname that stands alone: "Mrs Adeyemi-Clarke"."""
    found = people.greeted(said, registry)
    if (
        found is None
        or _NO_NAME.fullmatch(fold(said))
        or companies.traded(said, registry)
        or companies.of_an_office(said)
    ):
        return None
    if not is_given(said.split()[0]) and _a_post().fullmatch(fold(said)):
        return None  # "Lehrer in Görlitz hier"
    alone = "title" in words and " " not in found
    return f"{words['title'].strip().capitalize()} {found}" if alone else found


def _tell(told: _Told) -> Iterator[Seen]:
    """Yield what the parts tell, where they are enough to show whose they are."""
    if not told.parts:
        return
    if told.parts[0].kind == "passing" or [part.kind for part in told.parts[:2]] == ["town", "aside"]:
        yield Seen(_FRAMES["town"], told.parts[0].start, told.parts[0].end, told.parts[0].values["town"])
        return
    start, end = told.parts[0].start, told.parts[-1].end
    named = next((part for part in told.parts if "name" in part.values), None)
    sure = named is not None and _is_sure(named, told)
    if named and sure:
        yield Seen(_FRAMES["name"], named.start, named.end, named.values["name"])
    elif named and named is told.parts[0]:
        return
    posted = (
        told.parts[0].kind == "self"
        or told.pointed
        or (told.has("post") and (sure or told.has("firm") or told.has("town") or _again(told)))
    )
    if named and sure and (firm := _own_firm(named, told)):
        yield Seen(_FRAMES["firm"], start, end, firm)
    for name in ("town", "post", "firm"):
        part = next((part for part in told.parts if name in part.values), None)
        if part and (sure or posted):
            yield Seen(_FRAMES[name], start, end, part.values[name])


def _own_firm(named: _Part, told: _Told) -> str | None:
    """ "Glyn Pemberton, Pemberton Chimneys": what bears one's surname, and goes on, is one's firm."""
    if " " not in named.values["name"]:
        return None  # "I'm Cem, Cem Yıldırım"
    surname = named.values["name"].split()[-1]
    others = (part.words.get("name", "") for part in told.parts if part is not named)
    return next((said for said in others if " " in said and said.split()[0] == surname), None)


def _again(told: _Told) -> bool:
    return any(_HERE.search(part.words["all"]) for part in told.parts)


def _is_sure(part: _Part, told: _Told) -> bool:
    """Whether a name is the writer's own: by a word of oneself, by what stands beside it, or in full behind a mark."""
    said = part.words["name"]
    led = _LED.match(part.words["all"])
    own = bool(_HERE.search(part.words["all"]) or (led and not (_GERMAN.match(led[0]) and " " not in said)))
    full, listed = " " in said, is_given(said.split()[0])
    own = own or bool(led and listed)
    beside = len(told.parts) > 1 or {"town", "firm"} & part.values.keys()
    if (part.kind == "desk" and not told.has("firm")) or ("town" in part.values and not full and _within(part)):
        return False
    if "title" in part.words:
        # "Hallo Herr Weber, Kundenservice, …" speaks to him; "Guten Tag, Frau Öztürk, Kundin seit 2019" is she.
        spoken_to = told.greeted and all(other.kind != "self" for other in told.parts)
        return own or (bool(beside) and not spoken_to)
    if not told.marked and not own and told.parts[0].kind != "self":
        return bool({"town", "firm"} & part.values.keys()) and (listed or full)
    if own:
        # "Tried again" begins with no name, and "This is Ridiculous" names nobody.
        return listed or full or told.greeted or bool(led and not _SHOWS.match(led[0]))
    if full:
        return listed or bool(beside) or (told.stops and said.count(" ") > 1)
    others = {other.kind for other in told.parts if other is not part}
    return (
        (listed and (bool(beside) or told.stops))
        or told.works
        or bool(others & {"post", "desk", "self"})
        or "town" in part.values
    )


def _within(part: _Part) -> bool:
    """ "Störung in Gera": what only stands in a town need be nobody's name."""
    return part.words["led"].lower().strip() not in ("from", "aus", "desde", "de", "d'")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, Rule], ...]:
    return tuple((kind, rule(pattern)) for kind, pattern in _PARTS.items())


@lru_cache(maxsize=1)
def _starts() -> Rule:
    return rule(rf"(?:{_OPENS}|(?P<me>{_ME}))(?=[^\W\d_])")


@lru_cache(maxsize=1)
def _a_post() -> Rule:
    return rule(_POST.replace("?P<post>", "?:"))


_LEADS = ("aus", "desde", "in", "en", "à", "a", "near")
"""What only a town stands behind; "from" and "de" bring a firm as well."""
_FRENCH = rule(r"(?:re-?)?(?:bonjour|bonsoir|salut|slt|coucou|bjr|bsr)\b")
_GERMAN = rule(r"(?:ich )?bin |hier ")
"""Behind which a single word with its capital may be any noun: "bin Student"."""
_WORKS = rule(
    r"(?:i work|i'?m (?:at|with)|ich arbeite|trabajo|curro|je (?:bosse|travaille|taffe)|j'(?:écris|appelle) (?:pour|"
    r"de))\b"
)
_SHOWS = rule(r"(?:it'?s|this is|c'est|ici|hier|aquí|acá)\b(?! (?:me|ist|spricht|schreibt)\b)")
"""Behind which any thing may be named, not only oneself."""
_HERE = rule(rf"{_AGAIN}(?=$| (?:from|aus|de|desde|d')\b)")
_LED = rule(_SELF)
_NO_NAME = rule(
    r".*\b(?:gr(?:ü|ue|u)(?:ß|ss)e?|saludos?|abrazos?|besos|regards|wishes|greetings|bises|bisous|salutations|thanks|"
    r"gracias|"
    r"merci|danke|cheers)\b.*|"
    r"(?:depuis|desde|chez|bei|from|aus|seit|since|para|pour|für|for) .*|(?:neue|kurze|eine|noch eine|another|new|"
    r"quick|otra|"
    r"nueva|autre|nouvelle|petite|next) (?:frage|question|pregunta|duda|demande|rolle|role).*|"
    r".*(?:ung|heit|keit|schaft|ion|tät|ment|nummer|paket|box)|(?:hi|hello|hey|thanks?|please|regards|cheers|hola|"
    r"buenas|gracias|"
    r"saludos|hallo|moin|servus|danke|bitte|bonjour|salut|bonsoir|merci|gutn|guten|frage|question|pregunta|duda|"
    r"problema?|problème|techniker|mes|les|mon|your|ihr|euer|su|votre)(?: .*)?|"
    r"(?:bin|komme?|wohne?|lebe?|schreibe?|sitze?|melde|rufe|grüße|vengo|vivo|escribo|llamo|saludo|viens|vis|jsuis|"
    r"suis|habite|écris|appelle|writing|calling|coming|living|greetings|typing)(?: (?:gerade|jetzt|hier|just|now))?"
)
_GOES_ON = rule(
    rf"(?:(?:said|says|told|wrote|has (?:left|sent|written|said|asked|told|ordered)|sagte?|schrieb|"
    rf"hat (?:mir|mich|uns)|"
    rf"(?:asked|told|wants?|wanted|gave|recommended|made|let) (?:me|us)|(?:bat|schickte|meinte zu) (?:mich|mir|uns)|"
    rf"(?:me|nos) (?:pidió|mandó|recomendó|encargó|dio|quiere)|dijo|dice|"
    rf"me ha|nos ha|m'a|nous a|who|he|she)\b|(?:my|our|mein\w*|unser\w*|mi|nuestr\w+|mon|ma|notre|her|"
    rf"his) (?:\w+ )?(?:{RELATIONS})(?=\s*(?:,|$))|"
    r"(?:that'?s|which is) what\b|so (?:heiße|nennen)\b|as[ií] me\b|comme ça qu)"
)
"""What makes a name that of somebody spoken of, or one's nickname: "Peter Lund, my colleague, …"."""
_READ: Mapping[str, values.Reader] = {
    "name": people.greeted, "firm": companies.employer, "town": towns.aside, "post": posts.post,
}  # fmt: skip
_FRAMES = {
    "name": Frame("opening.name", "identity.name", rule("$"), people.greeted, PRESUPPOSED - {"negated", "past"}),
    "firm": Frame("opening.firm", "company.name", rule("$"), companies.employer, PRESUPPOSED - {"negated", "past"}),
    "town": Frame("opening.town", "location.city", rule("$"), towns.city, PRESUPPOSED - {"negated", "past"}),
    "post": Frame("opening.post", "company.role", rule("$"), posts.post, PRESUPPOSED - {"negated", "past"}),
}
