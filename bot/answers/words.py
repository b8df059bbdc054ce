"""How text becomes terms: words, stems and the words that carry little, in each language we stem.

Stems come from Snowball (https://snowballstem.org). Question and article are folded alike (case, accents,
apostrophes), so what matters is only that both sides agree.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

from bot.wordcache import cached

LANGUAGES = {"en": "english", "de": "german", "es": "spanish", "fr": "french"}

_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_HYPHEN = re.compile(r"[-‐‑]")
_HYPHENATED = re.compile(r"(?<![^\W_])[^\W_]+(?:[-‐‑][^\W_]+)+")
_ENDINGS = frozenset({"s", "re", "ll", "ve", "d", "m"})

_STOP = {
    "en": """a about above after again all also am an and any anyone anything are as at be because been before being
    but by can cannot cant could couldnt did didnt do does doesnt doing dont each even ever for from get gets
    getting give go going gonna got had has hasnt have havent having he hello help her here hey hi him his how i
    id if ill im in into is isnt it its ive just know let like may me might mine much my myself need needs no
    not now of off ok okay on once one only or other our out over please pls plz possible r really s say see she
    should shouldnt so some someone something still such t tell than thank thanks that thats the their them then
    there theres these they thing things this those though through to too try trying u understand until up ur us
    very w want wanna wanted was wasnt way we well were weve what whats when whenever where wheres which while
    who why will with without wont would wouldnt y ya yes yet you youd youll your youre yours youve wat n ppl
    thx explain question wondering hope able dear sir madam hav plss cud wud bout gotta lemme gimme make sure
    happens happen""",
    "de": """aber als also am an auch auf aus bei bin bis bitte da dann darf das dass dein deine dem den denn der des
    die dies diese dieser doch du ein eine einem einen einer eines er es etwas euch euer fur gibt habe haben
    hallo hat hatte hi ich ihr ihre ihren im in ist ja kann kannst konnen konnte man mein meine meinem meinen
    meiner mich mir mit muss nach nicht noch nun nur ob oder schon sehr sein seine sich sie sind so soll sollte
    uber um und uns unser unsere vom von vor wann war warum was welche welcher wenn wer werden wie wieso will
    wir wird wo wurde zu zum zur danke mochte hilfe gern gerne geht machen mache hab habt hast hatten hattet war
    waren bist seid wurden pro je per viel viele wieviel""",
    "es": """a al algo algun alguna ante aqui asi aun con como cual cuando cuanto cuanta de del desde donde dos el
    ella ellos en entre era es esa ese eso esta estan este esto estoy favor fue gracias ha hacer hago han hasta
    hay he hola la las le les lo los mas me mi mis muy necesito ni no nos o para pero por porque puede puedo que
    quiero quien se ser si sin sobre son soy su sus tambien te tengo ti tiene tienen tu tus un una uno unos
    usted y ya yo ayuda buenas buenos dias habeis habia habian han tenia teneis tenemos estaba estaban
    cuantos cuantas cada""",
    "fr": """a ai au aux avec avez avoir bonjour bonsoir c ce cela ces cet cette comment d dans de des doit dois du
    elle elles en est et etait etre eu faire fait faut il ils j je l la le les leur lui m ma mais me meme merci
    mes moi mon n ne nos notre nous on ont ou par pas peut peux plait plus pour pourquoi pouvez puis qu quand
    que quel quelle quelles quels qui quoi s sa salut sans se ses si sil son sont suis sur svp t ta te tes toi
    ton tu un une veux vos votre vous voudrais y aide avais avait avons aviez etais etaient etes sommes par
    combien chaque""",
}
STOP_WORDS = {lang: frozenset(words.split()) for lang, words in _STOP.items()}

_LIGHT = {
    "en": """add afternoon ago already always another answer ask away back bad bank best better big bit book bring
    brought buy bought call called car care case check child children come coming correct customer day days
    different either else end enough evening far fast feel few find fine first five found four friday friend
    full future give given good great half happy hear heard hold home hour hours house husband idea important
    inside instead keep kind large last late later least leave left less life little live long look looking lot
    love made man many maybe mean middle minute minutes moment monday month months more morning most moved mum
    name near new next nice night nobody normal nothing number old ones order outside own part people person
    place point possible problem put question quick quite read ready real right room run running same saturday
    saw second seem set several short show side since sit small soon sort start started stay still stuff sunday
    take taken talk ten thing think third thought three thursday time times today together told tomorrow top
    total totally tuesday turn two type use used using usual wait waiting wednesday week weeks weekend wife
    within woman wonder word work working works world worry wrote year years yesterday young son daughter mother
    father seven six eight nine hundred able actually allow allowed around behind below between both cause
    certain choose clear close common done down early easy every fact follow front general guys guess however
    huge include job keeps kids kinda line list mind must never often others past probably rather reason said
    sent similar simply sometimes special stop terrible though tried try under usually various whole""",
    "de": """tag tage woche wochen monat monate jahr jahre heute morgen gestern zeit mal neu alt gut gross klein zwei
    drei erste letzte nachste wieder bekommen bekomme kommt kommen gehen sagen finde finden frage problem leute""",
    "es": """dia dias semana semanas mes meses ano anos hoy manana ayer tiempo vez nuevo nueva bueno grande dos tres
    primero ultimo proximo cosa persona gente problema pregunta""",
    "fr": """jour jours semaine semaines mois an ans annee aujourdhui demain hier temps fois nouveau nouvelle bon
    grand deux trois premier dernier prochain chose personne gens probleme question""",
}
LIGHT_WORDS = {lang: frozenset(words.split()) for lang, words in _LIGHT.items()}

# Snowball's German leaves apart what customers and articles mix: `stornieren`, `storniert` and `Stornierung`; `Abo` and
# `Abos`, `Handy` and `Handys`; `Kurs`, of which it takes the s, and `Kurse`, of which it does not.
_GERMAN_VERB = re.compile(r"(\w{3,}ier)(?:en|end\w*|e|st|t|te\w{0,2}|ung|ungen|bar\w*)?$")
_GERMAN_S = re.compile(r"(?<=\w{3})(?<!s)s$")

MOST_STEMS = 200_000
"""Words of a language whose stems are kept."""
_local = threading.local()


def fold(word: str) -> str:
    """Return a word in lower case without accents: `Rückgabe` and `RUCKGABE` are one word."""
    if word.isascii():
        return word.lower()
    spread = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in spread if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Return the folded words of a text in order; `sign-in` gives `sign`, `in`."""
    if text.isascii():  # nearly all of an English folder: the same words at half the price or less
        if "'" not in text and "`" not in text:
            return _PLAIN_WORD.findall(text.lower())
        return [word if word.isalnum() else _plain(word) for word in _WORD.findall(text.lower())]
    return [_plain(match) for match in _WORD.findall(text)]


def compounds(text: str) -> list[str]:
    """Return hyphenated words as one, folded: `E-104` gives `e104`, `sign-in` gives `signin`."""
    if not _HYPHEN.search(text):
        return []
    return [fold(re.sub(r"[-‐‑]", "", match)) for match in _HYPHENATED.findall(text)]


def acronyms(text: str) -> frozenset[str]:
    """Return the folded words written in capitals, `SEPA`, unless all of the text is."""
    found = [match for match in _WORD.findall(text) if len(match) > 1]
    loud = [match for match in found if match.isupper()]
    return frozenset(map(_plain, loud)) if 2 * len(loud) <= len(found) else frozenset()


def rewrite(text: str, replacements: dict[str, str]) -> str:
    """Return the text with words replaced; keys are folded words as `words` gives them."""

    def put(match: re.Match[str]) -> str:
        return replacements.get(_plain(match.group()), match.group())

    return _WORD.sub(put, text)


def stop_words(lang: str) -> frozenset[str]:
    """Return the words of a language that carry little meaning; none are known for languages we do not stem."""
    return STOP_WORDS.get(lang, frozenset())


def light_words(lang: str) -> frozenset[str]:
    """Return everyday words that say a little: in a small folder they look rarer, and so weightier, than they are."""
    return LIGHT_WORDS.get(lang, frozenset())


@lru_cache(maxsize=64)
def little_words(*langs: str) -> frozenset[str]:
    """Return what says nothing of what words are about: the stop words and light words of these languages."""
    return frozenset[str]().union(*(stop_words(one) | light_words(one) for one in langs))


@cached(maxsize=200_000)
def stem(lang: str, word: str) -> str:
    """Return the stem of a folded word. Words with digits are codes and stay as they are."""
    if lang not in LANGUAGES or not word.isalpha():
        return word
    if lang == "de" and (verb := _GERMAN_VERB.match(word)):
        return verb[1]
    found = fold(str(_stemmer(lang).stemWord(word)))
    return _GERMAN_S.sub("", found) if lang == "de" else found


def terms(lang: str, text: str) -> list[str]:
    """Return the stems of a text, hyphenated compounds added at the end."""
    return stems(lang, said(text))


@cached(maxsize=256)
def said(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, hyphenated compounds added at the end."""
    return (*words(text), *compounds(text))


def stems(lang: str, said: Iterable[str]) -> list[str]:
    """Return the stems of folded words."""
    return list(map(_table(lang).__getitem__, said))


class _Stems(dict[str, str]):
    """The stems of a language's words that were met before: half of the work on an article is to look them up."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def __missing__(self, word: str) -> str:
        found = stem(self._lang, word)
        if len(self) < MOST_STEMS:
            self[word] = found
        return found


@cached(maxsize=8)
def _table(lang: str) -> _Stems:
    return _Stems(lang)


def _plain(word: str) -> str:
    if word.isalnum():
        return fold(word)
    head, _, tail = fold(word).replace("’", "'").replace("`", "'").partition("'")
    tail = tail.replace("'", "")
    if tail in _ENDINGS:
        return head
    # French elision: the word is what follows (l'article). Else one word: don't, aujourd'hui.
    return tail if len(head) <= 2 and len(tail) > 1 else head + tail


def _stemmer(lang: str) -> "snowballstemmer.basestemmer.BaseStemmer":
    # A Snowball stemmer keeps its word in itself: two threads sharing one would mix their words.
    mine: dict[str, snowballstemmer.basestemmer.BaseStemmer] = _local.__dict__.setdefault("stemmers", {})
    if lang not in mine:
        mine[lang] = snowballstemmer.stemmer(LANGUAGES[lang])
    return mine[lang]
