"""The frames of one plan for another: "gone from Sprinter to Marathon", "vom Tarif Ebbe auf Flut gewechselt".

Where the word for what it is stands beside either name ("de la formule Brise à Tempête"), any name is a plan's. Without
it people go from town to town and from app to app: there a plan must have been told or named before.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.memory import plan_names, plans, tiers, towns, values
from bot.memory.frame import Frame
from bot.memory.registry import Registry
from bot.memory.seats import SEAT
from bot.memory.spelling import rule

_PLAN = rf"(?:{plans.NOUN}|membership|licence|licencia|lizenz|vertrag|contrat|contrato)"
_WORD = r"(?-i:[A-Z])[\w+'-]{1,15}"
_BARE = rf"{_WORD}(?:[ ](?-i:[A-Z0-9])[\w+'-]{{0,15}}){{0,2}}(?:{tiers.PLAN_SIZE})?"
_NAME = rf"[\"']?(?!{_PLAN}[ ])(?P<v>{_BARE})[\"']?(?![\w'-])"
_NEW = _NAME.replace("(?P<v>", "(?:")
_OLD = rf"[\"']?(?:{_BARE}|[\w+-]{{3,16}})[\"']?"
_THE = r"(?:(?:the|our|my|a|your|den|dem|der|das|die|unserem|meinem|el|la|mi|un|una|le|une?|mon|ma|notre)[ ]|l')?"
_BEHIND = rf"(?:[ -](?:{plans.NOUN_BEHIND}|one)\b)"
_BEFORE = rf"(?:{_PLAN}[ ])"
_BEFORE_OLD = rf"(?:{plans.NOUN_BEFORE}[ ])"

_I_EN = (
    r"(?:\b(?:i|we)(?:'ve| have|'m| am|'re| are)?(?: (?:just|now|recently|finally|already|have|also|actually))*|"
    r"(?:^|[.!?,;\n]\s*|\b(?:and|then|so|but) )(?:just |now |finally )?)"
)
_WENT = (
    r"(?:gone|went|moved|switched|changed|upgraded|downgraded|dropped|stepped|jumped|swapped|stepping|bumped "
    r"(?:myself|ourselves|us|me|it))(?: (?:back|over|up|down|across))?"
)
_LEFT = r"(?:gave up|given up|left|ditched|dropped|quit|cancelled|swapped|traded|exchanged|replaced)"
_TO = r"(?:to|onto|for|with)"
_TURNED = (
    r"(?:gewechselt|umgestiegen|upgegradet|hochgestuft|heruntergestuft|runtergestuft|umgestellt|gegangen|gewandert|"
    r"hochgegangen|runtergegangen|übergegangen|umgezogen)\b"
)
_I_ES = (
    r"\b(?:(?:me |nos )?(?:he|hemos) (?:cambiado|pasado|subido|bajado|migrado)|(?:me |nos )?(?:cambié|cambiamos|pasé|"
    r"pasamos|subí|subimos|bajé|bajamos|migré|migramos)|acab(?:o|amos) de (?:cambiar|pasar|subir|bajar)(?:me|nos)?)"
)
_DROPPED_ES = r"\b(?:(?:he|hemos) dejado|dejé|dejamos|abandoné|solté|he soltado|quité|di de baja|dimos de baja)"
_I_FR = (
    r"\b(?:(?:je suis|j'suis|on est|nous sommes) (?:re)?(?:passée?s?|montée?s?|descendue?s?)|"
    r"(?:j'ai|on a|nous avons) (?:basculé|changé|migré|évolué)|(?:je viens|on vient|nous venons) de (?:re)?"
    r"(?:passer|basculer|changer))"
)
_LEFT_FR = r"\b(?:j'ai|on a|nous avons) (?:quitté|laissé|lâché|abandonné|remplacé|échangé)"
_FROM_ES = r"(?:del?|desde)"
_TO_FR = r"(?:à|au|pour|vers|sur|contre|par)"


def frames() -> Iterator[Frame]:
    """Yield the frames of one plan for another."""
    yield from _with_the_word()
    yield _plan(rf"{_I_ES} (?:al?|por) {_THE}{_NAME}", _to_another)
    yield _plan(rf"{_I_EN} ?(?:gone|went|moved) {_TO} {_THE}{_NAME}", _no_town)
    yield from _held_with_seats()


def _plan(pattern: str, read: values.Reader) -> Frame:
    return Frame("plan.stepped", "plan.name", rule(pattern), read, changes=True)


def _with_the_word() -> Iterator[Frame]:
    """With the word for what it is beside one of the two names."""
    for old, new in (
        (rf"{_OLD}{_BEHIND}", rf"{_THE}{_NAME}"),
        (rf"{_OLD}", rf"{_THE}{_NAME}{_BEHIND}"),
    ):
        yield _plan(rf"{_I_EN} ?{_WENT} from {_THE}{old} to {new}", tiers.named_plan)
        yield _plan(rf"{_I_EN} ?{_LEFT} {_THE}{old}(?:,? and (?:went|moved|switched))? {_TO} {new}", tiers.named_plan)
    yield _plan(rf"{_I_EN} ?{_WENT} {_TO} {_THE}{_NAME}{_BEHIND}", tiers.named_plan)
    for old, new in ((_BEFORE_OLD, f"{_BEFORE}?"), (f"{_BEFORE_OLD}?", _BEFORE)):
        yield _plan(
            rf"\b(?:vom|von|von der|aus dem) {old}{_OLD}(?: \w+)? (?:auf|zu|zum|zur|in|ins) {_THE}{new}{_NAME}"
            rf"(?: \w+)? {_TURNED}", tiers.named_plan
        )  # fmt: skip
        yield _plan(rf"{_I_ES} {_FROM_ES} {_THE}{old}{_OLD} (?:al?|por) {_THE}{new}{_NAME}", tiers.named_plan)
        yield _plan(rf"{_I_FR} (?:de|du|d') ?{_THE}{old}{_OLD} {_TO_FR} {_THE}{new}{_NAME}", tiers.named_plan)
        yield _plan(rf"{_LEFT_FR} {_THE}{old}{_OLD} {_TO_FR} {_THE}{new}{_NAME}", tiers.named_plan)
    yield _plan(rf"\b(?:auf|zu|zum|zur|in|ins) {_THE}{_BEFORE}{_NAME}(?: \w+)? {_TURNED}", tiers.named_plan)
    yield _plan(
        rf"{_DROPPED_ES} {_THE}{_BEFORE_OLD}?{_OLD}[^.!?;\n\x00]{{1,24}}? (?:estoy|estamos|voy|vamos|tengo|tenemos)"
        rf"(?: (?:ahora|ya|con|en|a))* {_THE}{_BEFORE}{_NAME}", tiers.named_plan
    )  # fmt: skip


def _to_another(words: str, registry: Registry) -> str | None:
    """Another plan's name of somebody of whom one is known; what is no plan in any case is none here."""
    return plan_names.bare(words, registry) if registry.held else plan_names.sold_as_plan(words, registry)


def _no_town(words: str, registry: Registry) -> str | None:
    """As `_to_another`, where people go to towns as well: what no town is called."""
    return plan_names.bare(words, registry) if registry.held and not towns.city(words, registry) else None


def _held_with_seats() -> Iterator[Frame]:
    """ "Wir haben 7 Lizenzen im Tarif Kompass", "ich fahre bei euch im Tarif Kurzstrecke": with seats, or doing it."""
    on = r"(?:im|in|auf|mit|en|con|sur|dans|avec|du|de)"
    for pattern in (
        rf"\b(?:wir|ich|habe?n?|tenemos|tengo|somos|nous|on a|j'ai)\b[^.!?;\n\x00]{{0,24}}? \d{{1,5}} "
        rf"(?:{SEAT}|personen|personas|personnes) {on} {_THE}{_BEFORE_OLD}{_NAME}",
        rf"\b(?:ich|wir)\b[^.!?;\n\x00]{{0,60}}? (?:im|über den|nach dem) (?:Tarif|Abo|Paket) {_NAME}",
        rf"\b(?:läuft|gilt|gibt es|haben wir|hab ich|habe ich) (?:bei (?:mir|uns) )?(?:der|das|den) "
        rf"(?:tarif|abo|paket) {_NAME}",
    ):
        yield Frame("plan.seated", "plan.name", rule(pattern), tiers.named_plan)
