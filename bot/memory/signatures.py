"""Who signs a message: the name that ends it, and the post, the firm, the town and the number beside it.

"… is it still open? Rosalind Achebe", "– Ghislaine", "MfG Sieglinde Kratz | Buchhalterin | Holzwerk Brenner". What
parts it from the message (a closing, a dash, a line, a mere full stop) says how much the name itself must show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.memory import companies, people, posts, towns, values
from bot.memory.frame import NOT_OWN, Frame, Seen
from bot.memory.gazetteer import CITIES, RELATIONS, is_given
from bot.memory.names import CLOSING, THANKS
from bot.memory.registry import Registry
from bot.memory.spans import BLANK, Label, Page
from bot.memory.spelling import Rule, fold, rule

_TAIL = 260
"""Letters at the end of a message in which a signature begins."""
_MOST_PARTS = 6
_CAP = r"[^\W\d_a-zß-öø-ÿ](?:[\w'’-]*[\w])?"
_JOINT = r"(?:(?:van|ten|ter|der|den|von|zu|dos|da|di|de la|de|del|du|bin|ibn|af|i|y)[ ])"
_NAME = re.compile(
    rf"(?P<given>(?:(?:de la |de |d['’]|du |von |van ){_CAP}|{_CAP})(?:[ ]{_JOINT}{{0,2}}{_CAP}){{0,3}})"
)
_INITIALS = re.compile(rf"(?:[A-ZÀ-Þ]\.[ -]?){{1,2}}{_CAP}")
_TITLE = re.compile(
    r"(?P<title>(?:(?:mrs?|ms|miss|mx|dr|dra|prof|frau|herr|señora?|sra?|don|doña|monsieur|madame|mme|"
    r"mlle)\.?[ ]){1,2})",
    re.IGNORECASE,
)
_UNSAID = re.compile(r"(?:i\. ?[av]\.|ppa\.?|dipl\.?-?\w*\.?|gez\.?|signed:?|firmado:?|signé:?)[ ]?", re.I)
"""What stands before a name on paper and is no part of it."""
_AFTER = re.compile(r"(?:\s|[.!,;]|[:;]-?[)(DPp]|[\U0001F300-\U0001FAFF☀-➿❤️]|\bxx?\b|\^\^)+\Z")
_POSTSCRIPT = re.compile(r"[.,;]?\s+P\.? ?[SD]\.?:.*\Z", re.DOTALL)
_CUT = re.compile(r"\s*(?:\||,\s|\n|·|•|\s[-–—/]\s|\(|\))\s*")
_PHONE = re.compile(
    r"(?:(?:tel|mob|mobil|handy|phone|fon|móvil|tél|fax)\w*[.:]?\s*)?(?P<v>[+(]?\d[\d .()/-]{6,24}\d)", re.IGNORECASE
)
_OF_KIN = rf"(?:(?:his|her|their|sein\w*|ihr\w*|sus?|sa|son|leur) (?:{RELATIONS}|mum|maman|papa|mamá|papá|mama),)"
_LEADS: tuple[tuple[str, Rule], ...] = (
    (
        "closing",
        rule(
            rf"(?:^|[.!?,;:)\n]\s*)(?:{CLOSING}|gez(?:eichnet)?|signed|firmado|signé|{_OF_KIN})[\s,!.:-]{{1,4}}"
            r"(?:(?:von|vom|from|de parte de|de la part de|de)[ ](?=\S+(?: \S+)?\s*\Z))?"
        ),
    ),
    ("line", rule(r"\n[ \t]*(?:-{1,3}[ \t]*)?\n[ \t]*|\n[ \t]*-{2,3}[ \t]*\n?[ \t]*|\n[ \t]*[~-][ ]?")),
    ("parted", rule(r"(?<=[.!?)])\s+(?:-{1,2}|/)[ ]?")),
    ("dash", rule(r"(?<=[\w\"'])\s+-{1,2}[ ]?")),
    ("below", rule(r"\n[ \t]*")),
    ("thanks", rule(rf"(?:^|[.!?\n]\s*)(?:{THANKS})(?:,[ ]?|\s*\n\s*)")),
    ("stop", rule(r"[.!?)]\s+")),
)  # fmt: skip
_OTHERS = rule(
    r"\b(?:author|writers?|wrote|written|by|book|novel|poet|singer|songs?|play(?:s|ed|ing)?|films?|actor|series|"
    r"technician|driver|agent|colleague|advis[eo]r|thank|called|named|names?|who|which|"
    r"roman|autor\w*|buch|lied|sänger\w*|schauspieler\w*|techniker\w*|"
    r"fahrer\w*|kolleg\w+|berater\w*|heißt|hieß|namens|wer|welche\w*|"
    r"libro|novela|escritor\w*|canción|cantante|película|técnic[oa]|repartidor\w*|compañer[oa]|quién|qué|cuál|llama|"
    r"livre|auteure?|chanson|chanteu\w+|technicien\w*|livreur|collègue|conseill\w+|qui|quel\w*|"
    r"gift|geschenk|regalo|cadeau|ship|deliver|send|liefer\w*|schick\w*|enví\w+|mand\w+|envoy\w+|livre[zr])\b"
)
"""What makes the name behind a full stop that of somebody spoken of."""
_IS_SHOWN = rule(
    r"(?<![.@\w-])(?:signature|signatur|impressum|template|vorlage|plantilla|modèle|"
    r"example|beispiel|ejemplo|exemple|placeholder|render|looks? like|sieht so|aussehen)\b"
)
"""Of a signature that is shown and not meant."""
_NO_SIGN = rule(
    r"\b(?:gr(?:ü|ue|u)(?:ß|ss)e?|saludos?|regards|greetings|bises|thanks|gracias|merci|danke|cheers|bitte|please|"
    r"hello|"
    r"hallo|hola|bonjour|salut|mfg|lg|vg|gott|support|team|service|sale|friday|monday)\b"
)


def seen(page: Page, registry: Registry) -> Iterator[Seen]:
    """Yield what a signature at the end of a message tells."""
    end = _end(page.clean)
    first = max(0, end - _TAIL)
    tried: set[int] = set()
    for kind, start in _starts(page, first, end):
        if start in tried or not page.clean[start : start + 1].strip(BLANK):
            continue
        tried.add(start)
        if found := _read(page, registry, kind, start, end):
            yield from found
            return


def _end(clean: str) -> int:
    """Return where the last words end: what is added below a signature, smiles and signs are none of it."""
    said = _POSTSCRIPT.sub("", clean)
    return len(_AFTER.sub("", said))


def _starts(page: Page, first: int, end: int) -> list[tuple[str, int]]:
    """The places behind which a signature may begin, from the left; where two meet the one that shows more."""
    found = []
    for rank, (kind, lead) in enumerate(_LEADS):
        found += [(match.end(), rank, kind) for match in lead.finditer(page.folded, first, end)]
    return [(kind, at) for at, _, kind in sorted(found) if at < end]


def _read(page: Page, registry: Registry, kind: str, start: int, end: int) -> list[Seen]:
    """What all of the words from a place to the end tell; nothing where one part of them is none of a signature."""
    parts = _parts(page.clean, start, end)
    if (
        not parts
        or len(parts) > _MOST_PARTS
        or _OF_A_FILE.search(page.clean, start, end)
        or _IS_SHOWN.search(page.folded, 0, start)
    ):
        return []
    name = _name(page.clean[slice(*parts[0])], kind, registry, alone=len(parts) == 1)
    if (
        name is None
        and kind == "stop"
        and len(parts) == _TWO
        and _at().fullmatch(page.clean[slice(*parts[1])].strip(" ."))
    ):
        name = people.surely_name(page.clean[slice(*parts[0])], registry)
    if name is None and kind in _OF_A_SHOP and (shop := _shop(page, registry, parts, start, kind)):
        return shop
    first = page.clean[slice(*parts[0])]
    below = kind in _LINES and len(parts) > 1 and not _NO_SIGN.search(fold(first))
    if name is None and below and _tells_more(page, registry, parts[1:]):
        name = people.person(first, registry)
    if name is None or (kind == "stop" and _spoken_of(page, start, name)):
        return []
    found = [Seen(_FRAMES["name"], *parts[0], name)] if name else []
    told: dict[str, str] = {}
    for at, to in parts[1:]:
        said = page.clean[at:to]
        part = _part(said, registry, told)
        if part is None:
            if len(said.split()) > _MOST_WORDS or _GOES_ON.match(fold(said)):
                return []
            known = " " in name and is_given(name.split()[0])
            if kind in ("stop", "dash", "parted") and (not known or len(said.split()) > _FEW or _tells(said)):
                return []
            continue
        key, value = part
        if key and key not in told:
            told[key] = value
            found.append(Seen(_FRAMES[key], at, to, value))
    return found


def _shop(page: Page, registry: Registry, parts: list[tuple[int, int]], start: int, kind: str) -> list[Seen]:
    """A firm that signs by itself, with its town perhaps: "… was shut again. Kettle & Crumb Bakery"."""
    said = [page.clean[slice(*part)].strip(" .") for part in parts]
    firm = companies.traded(said[0], registry) if len(parts) <= _TWO and said[0][:1].isupper() else None
    if firm != said[0] or (kind == "stop" and (_spoken_of(page, start, firm) or _asks(page, start))):
        return []
    found = [Seen(_FRAMES["firm"], *parts[0], firm)]
    if len(parts) == _TWO:
        town = towns.listed_city(said[1], registry)
        found += [Seen(_FRAMES["town"], *parts[1], town)] if town else []
        return found if town else []
    return found


def _asks(page: Page, start: int) -> bool:
    """Whether the sentence before asks: what stands behind it may be what is asked about."""
    before = max(0, start - 2)
    return page.sentences[page.clauses[page.clause_at(before)][2]][2]


def _tells_more(page: Page, registry: Registry, parts: list[tuple[int, int]]) -> bool:
    """Whether each part below a name is one of a signature: a post, a firm, a town, a number, a department."""
    return all(_part(page.clean[slice(*part)], registry, {"post": ""}) is not None for part in parts)


_LINES = ("line", "below")
_OF_A_SHOP = ("closing", "stop", "line", "below")
_FEW, _MOST_WORDS = 4, 5
_OF_A_FILE = re.compile(rf"[\"“”„«»;=<>{{}}\[\]{BLANK}]")
"""Signs of a line that was pasted: nobody signs with them."""
_TWO = 2
_SURE = ("closing", "parted", "thanks")
"""What shows that a name stands behind it, whatever it looks like."""
_SOMEBODY = rule(rf"\b(?:he|she|him|ihn|ihm|ella|elle|lui|(?:my|our|mein\w*|unser\w*|mi|nuestr[oa]|mon|ma|notre) "
                 rf"(?:\w+ )?(?:{RELATIONS}))\b")  # fmt: skip


def _tells(said: str) -> bool:
    """Whether a part goes on to speak of somebody: "my neighbour", "who rang"."""
    return bool(_GOES_ON.match(fold(said))) or any(sign.isdigit() for sign in said)


_GOES_ON = rule(
    rf"(?:(?:my|our|mein\w*|unser\w*|mi|nuestr[oa]|mon|ma|notre|the|der|die|el|la|le|your|ihre?|su|votre)\b|who|que|"
    rf"qui|"
    rf"he|she|er|sie|il|elle|and|und|y|et|{RELATIONS})\b"
)


def _parts(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    found, at = [], start
    for cut in _CUT.finditer(clean, start, end):
        found.append((at, cut.start()))
        at = cut.end()
    found.append((at, end))
    return [(first, last) for first, last in found if last > first and clean[first:last].strip(" .-" + BLANK)]


def _name(said: str, kind: str, registry: Registry, *, alone: bool) -> str | None:
    """The name that somebody signs with; "" where only its first letter is given."""
    words = said.strip()
    while unsaid := _UNSAID.match(words):
        words = words[unsaid.end() :]
    if _INITIALS.fullmatch(words):
        return "" if kind != "stop" and not alone else None
    titled = _TITLE.match(words)
    bare = words[titled.end() :] if titled else words
    if not _NAME.fullmatch(bare) or _NO_SIGN.search(fold(bare)) or any(map(str.isdigit, bare)):
        return None
    one = " " not in bare
    given = bare.split()
    listed = is_given(given[0]) or (len(given) > _TWO and is_given(given[1]))
    if kind == "thanks" and (one or not alone):
        return None  # "thanks, Maya" speaks to Maya
    if kind == "below" and not listed and alone and not titled:
        return people.person(bare, registry)
    if not titled and not listed and (kind == "stop" or not alone or one) and kind not in _SURE:
        return None
    if bare.lower() in CITIES and not listed:
        return None
    found = people.signed(bare, registry)
    return f"{words[: titled.end()].strip()} {found}" if found and titled and (one or not listed) else found


def _spoken_of(page: Page, start: int, name: str) -> bool:
    """Whether the sentence before makes the name behind its full stop that of somebody it speaks of."""
    said = page.folded[:start].rstrip()
    before = max(0, start - 2)
    sentence = page.clauses[page.clause_at(min(before, len(page.clean) - 1))][2]
    first, last, asks = page.sentences[sentence]
    if not said or len(said.split()) < _FEW:
        return True
    if " " not in name and asks:
        return True
    return bool(_OTHERS.search(page.folded, first, last) or _SOMEBODY.search(page.folded, first, last))


def _part(said: str, registry: Registry, told: Mapping[str, str]) -> tuple[str, str] | None:
    """Return which key a part of a signature tells, and its value: "" for what is looked at elsewhere."""
    words = said.strip(" .")
    if "@" in words or _TITLE.fullmatch(words + " "):
        return "", ""
    if phone := _PHONE.fullmatch(words):
        number = values.phone(phone["v"], registry)
        return ("phone", number) if number else None
    if _post().fullmatch(fold(words)) and (post := posts.post(words, registry)):
        return "post", post
    if town := towns.listed_city(words, registry):
        return "town", town
    if land := values.country(words, registry):
        return "land", land
    if _desk().fullmatch(fold(words)):
        return "", ""
    if "firm" not in told and (firm := companies.traded(words, registry)):
        return "firm", firm
    if "firm" not in told and (at := _at().fullmatch(words)):
        post = at["desk"] or posts.post(at["post"], registry)
        return ("firm", at["firm"]) if post and companies.firm(at["firm"], registry) == at["firm"] else None
    if (
        "firm" not in told
        and "post" in told
        and words[:1].isupper()
        and (firm := companies.firm(words, registry)) == words
    ):
        return "firm", firm
    return None


@lru_cache(maxsize=1)
def _post() -> Rule:
    jobs = "|".join(posts.JOBS)
    more = r"(?:[ ](?!(?:de|at|in|en|bei|chez|for|of|und|and|y|et)\b)[\w-]{3,16})?"
    return rule(rf"(?:(?:{jobs}){more}|(?:head|leit\w+|direc\w+|jef[ea]|chef\w*) [\w-]+(?: [\w-]+)?|{posts.INITIALS})")


@lru_cache(maxsize=1)
def _at() -> Rule:
    """ "dispatch at Halberd Optics", "Einkauf bei Lindner Bau": what one does at a firm."""
    return rule(
        rf"(?:(?P<desk>{posts.DEPARTMENT}|dispatch)|(?P<post>[\w-]+(?: [\w-]+)?)) (?:at|for|bei|chez|en|of|de) "
        r"(?P<firm>(?-i:[^\W\d_a-z])[\w'’&-]*(?: (?:& )?(?-i:[^\W\d_a-z])[\w'’-]*){0,3})"
    )


@lru_cache(maxsize=1)
def _desk() -> Rule:
    return rule(rf"(?:\w+ )?(?:{posts.DEPARTMENT})(?: \w+)?")


_THROUGH: frozenset[Label] = NOT_OWN - {"instruction", "sarcasm"} | frozenset[Label]({"hedge"})
"""A name that stands for itself below a message is none of what its last sentence asks or supposes."""
_FRAMES = {
    "name": Frame("signed.name", "identity.name", rule("$"), people.signed, _THROUGH),
    "post": Frame("signed.post", "company.role", rule("$"), posts.post, _THROUGH),
    "firm": Frame("signed.firm", "company.name", rule("$"), companies.firm, _THROUGH),
    "town": Frame("signed.town", "location.city", rule("$"), towns.city, _THROUGH),
    "land": Frame("signed.land", "location.country", rule("$"), values.country, _THROUGH),
    "phone": Frame("signed.phone", "contact.phone", rule("$"), values.phone, _THROUGH),
}
