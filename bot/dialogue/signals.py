"""What words show beside facts and questions: looking round, bargaining, comparing, leaving; and how somebody feels.

Phrases (`said_…`) and sentence shapes ([signal]) stand in the catalogue, a file a language. They change how one is
treated, never alone whether a person comes; who has had enough of us is the one exception (`fed_up`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from bot.dialogue import mood, reading, requests, safety
from bot.dialogue.shapes import Clause
from bot.texts import cut
from bot.wordcache import cached

WAYS = ("price", "bargain", "haggles", "looking", "compares", "buys", "leaves", "why_us", "dedicated", "idea", "churn")
"""What shows how somebody buys, or goes; who leaves for what we did (`churn`) leaves."""
FEELINGS = ("hurt", "angry", "weary", "grieving", "sarcastic", "worried", "thankful")
"""From the strongest on: one that holds hides those behind it."""
_READ = ("weary", "grieving", "sarcastic", "worried", "thankful")
"""Feelings that sentences show; `safety` and `mood` read the others."""
_GOES = ("leaves", "churn")
"""The meanings of somebody who goes."""
_PHRASES = {"thankful": "thanks", "churn": "churn", "third": "third_time", "sarcastic": "said_irony"}
"""Lists of phrases that are not called `said_…` and the meaning."""


def read(text: str, languages: Iterable[str]) -> frozenset[str]:
    """Return what a message shows, in words of `relationship.policy.SIGNALS`."""
    spoken = tuple(languages)
    if not text or text.startswith("/"):
        return frozenset()
    shown = {name for sentence in _sentences(text, spoken) for name in sentence.shows((*WAYS, *_READ))}
    elsewhere = {"hurt": safety.hurt(text) or safety.despairs(text), "angry": mood.angry(text, spoken),
                 "sarcastic": _sarcastic(text, spoken)}  # fmt: skip
    feeling = next((name for name in FEELINGS if name in shown or elsewhere.get(name)), "")
    ways = {"leaves" if name == "churn" else name for name in shown & set(WAYS)}
    return frozenset(ways | ({feeling} if feeling else set()))


def fed_up(text: str, languages: Iterable[str]) -> Literal["", "churn", "third_time"]:
    """Return whether words say that somebody leaves us, or had to come too often; a plain question never does."""
    for sentence in _sentences(text, tuple(languages)):
        if not sentence.asks and sentence.means("churn"):
            return "churn"
        if sentence.means("third", phrases=not sentence.asks):
            return "third_time"
    return ""


def waits(text: str, languages: Iterable[str]) -> bool:
    """Return whether somebody says that they have waited for long: "I've been waiting three weeks for my chair"."""
    return any(_waits(text, language) for language in languages)


@cached(maxsize=256)
def _waits(text: str, language: str) -> bool:
    return any(not one.asks and one.means("waits") for one in _sentences(text, (language,)))


def meant(text: str, languages: Iterable[str]) -> str:
    """Return a sarcastic text without the clauses that only praise: what is wrong is found without them; "" for all."""
    spoken, praise = tuple(languages), ("said_praise", "said_irony")
    clauses = (one.strip() for one in requests.clauses(text) if reading.tokens(one))
    return ", ".join(one for one in clauses if not reading.made_of(one, praise, spoken))


def leaving(text: str, languages: Iterable[str]) -> str:
    """Return the sentence that says that somebody goes; "" for none."""
    found = (one for one in _sentences(text, tuple(languages)) if one.means("leaves") or one.means("churn"))
    return next((one.text for one in found), "")


class _Sentence:
    """One sentence in one language, and what it may mean."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.asks = text.endswith("?")
        said = ["0" if word.isdigit() else word for word in reading.tokens(text)]
        self.clause = Clause(said, "signal", language)

    def shows(self, names: Iterable[str]) -> Iterator[str]:
        return (name for name in names if self.means(name))

    def means(self, name: str, *, phrases: bool = True) -> bool:
        """Whether it has a phrase or a shape of a meaning, and none that only looks like it."""
        if name == "sarcastic" and self.asks:
            return False
        listed = phrases and reading.contains(self.text, _PHRASES.get(name, f"said_{name}"), (self.language,))
        meant = listed or self.clause.fits(f"{name}_shapes")
        return meant and not self.clause.fits(f"{name}_not_shapes") and not self._elsewhere(name)

    def _elsewhere(self, name: str) -> bool:
        """Whether what is left is something else than us: "we're leaving Slack for Teams"."""
        return name in _GOES and self.clause.fits("elsewhere_shapes") and not self.clause.fits("us_shapes")


def _sentences(text: str, languages: tuple[str, ...]) -> Iterator[_Sentence]:
    found = (sentence for sentence in cut.statements(text) if reading.tokens(sentence))
    return (_Sentence(sentence, language) for sentence in found for language in languages)


def _sarcastic(text: str, languages: tuple[str, ...]) -> bool:
    """Praise for what went wrong: "great, another broken leg"; or irony that is said outright.

    Whoever sets the one against the other means both: "a lovely sofa, but a leg is missing".
    """
    if reading.contains(text, "said_irony", languages):
        return True
    glad = any(reading.contains(text, intent, languages) for intent in ("thanks", "helped"))
    praises = reading.contains(text, "said_praise", languages) and not text.rstrip().endswith("?")
    praises = praises and not reading.contains(text, "said_but", languages)
    return praises and not glad and reading.contains(text, "problem", languages)
