"""A frame: a phrase that carries one key, and which labels of its words it survives."""

from __future__ import annotations

from dataclasses import dataclass

from bot.memory import values
from bot.memory.spans import Label
from bot.memory.spelling import Rule

# What most phrases are put together from, for folded text.
S = r"[ \t]{1,3}"
# "Were in Oslo" leaves out a sign; "we were in Oslo" tells of what is over.
IM = (
    r"\b(?:i'?m|i am|im|we're|(?<!we )(?<!you )(?<!they )(?<!there )(?<!who )(?<!i )(?<!that )(?<!which )(?<!s )were|"
    r"we are)"
)
# Said of what one is or does: there "were" is over.
I_AM = r"\b(?:i'?m|i am|we'?re|we are)"
STILL = r"(?: (?:now|currently|still|also|just|actually|already|jetzt|aktuell|derzeit|ahora|actualmente|maintenant))*"
IVE = r"\b(?:i|we)(?:'ve| have)?"
NOW = rf"(?:{S}(?:now|currently|still|actually|already|just|also|recently|finally))?"
CAP = r"[^\W\d_][\w'’-]*"
# "van der", "dos": what only joins a name; "de" and "von" bring a town or a firm as well.
JOINT = r"(?:(?-i:van|ten|ter|der|den|dos|di|della|bin|ibn|af|Le|La)[ ])"
CAPS = rf"{CAP}(?:[ ](?:(?-i:van|ten|ter|dos|di|della|bin|ibn|af)[ ]{JOINT}?)?(?-i:[^\W\d_a-z][\w'’-]*)){{0,3}}"

FROM_NOW = (
    r"(?:from (?:now|here|today) on|from here onwards?|going forward|in (?:the )?future|as of (?:now|today)|"
    r"ab (?:jetzt|sofort|heute)|von nun an|künftig|in zukunft|(?:a partir de|desde) (?:ahora|hoy|ya)|"
    r"de (?:ahora|aquí|hoy) en adelante|en adelante|désormais|dorénavant|à l'avenir|"
    r"à partir (?:de maintenant|d'aujourd'hui))"
)
UNTIL_A_DAY = (
    r"(?:until|till|bis|hasta(?: el| la)?|jusqu'(?:à|au|à la))[ ](?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"tomorrow|"
    r"the weekend|next week|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|morgen|zum wochenende|nächste woche|lunes|"
    r"martes|miércoles|jueves|viernes|sábado|domingo|mañana|semana que viene|lundi|mardi|mercredi|jeudi|vendredi|"
    r"samedi|"
    r"dimanche|demain|semaine prochaine)"
)

OWN: frozenset[Label] = frozenset()
# What is presupposed stays so in a question or a supposition: "where is my order 48213?" has an order.
PRESUPPOSED: frozenset[Label] = frozenset({"question", "hypothetical", "negated", "past", "wish"})
# "My Pixel 8 is too old, I think": whatever is doubted, one has it.
MINE: frozenset[Label] = PRESUPPOSED | {"hedge"}
WISHED: frozenset[Label] = frozenset({"question", "hypothetical", "wish"})
NOT_OWN: frozenset[Label] = frozenset(
    {"question", "hypothetical", "negated", "past", "wish", "third", "reported", "instruction", "sarcasm"}
)
"""What makes words nobody's own, present assertion."""
MOST = 60
"""Values that are read from a message by one phrase or shape: nobody tells more, and a pasted list costs no more."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One phrase. Group `v` holds the value's words, unless `value` names it; `through` are labels it survives."""

    rule: str
    key: str
    pattern: Rule
    read: values.Reader
    through: frozenset[Label] = OWN
    denies: bool = False
    changes: bool = False
    """The words themselves say that it was otherwise before."""
    value: str = ""
    later: bool = False
    """Said of what is to come: it counts only with the day from which it holds."""
    bars: Rule | None = None
    """What its clause must not say, from its start: "no newsletter" tells a wish, "no newsletter came" none."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A value that a reader found: where its words begin and end, and how it is meant."""

    frame: Frame
    start: int
    end: int
    value: str
