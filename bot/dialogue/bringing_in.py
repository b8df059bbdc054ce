"""A person is brought in: the case, and what it is called by the customer's own words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue import reading, requests
from bot.texts import cut, team
from bot.types.decision import Ask, Decision, OpenCase
from bot.types.handoff import HandoffReason
from bot.types.turn import Turn

LEAST_WORDS = 4
"""A message of fewer words says little of what it is about."""
UNTITLED = "reason.customer_request"
"""The team's line by which a case is called whose customer has said nothing yet."""
_WISHES = ("me", "memory_on", "export", "unlink", "link", "forget")
"""Wishes that a command carries out: they say nothing of what somebody comes with."""


def bring_in(turn: Turn) -> Decision:
    """Bring in a person because the customer asks for one: always, in this turn."""
    return handoff(turn, "customer_request", "asked for a person")


def handoff(turn: Turn, reason: HandoffReason, rule: str) -> Decision:
    """Open a case; the words that tell the customer come with the act that opens it."""
    issue, told = _about(turn)
    held = turn.known.issue
    title = issue or (_sentence([held.title]) if held else told or _few_words(turn))
    return Decision("handoff", rule, (OpenCase(reason, title, issue=issue), Ask()))


def _about(turn: Turn) -> tuple[str, str]:
    """Return the customer's latest words that ask or complain, and their latest words of any kind; "" for none.

    What was asked and not answered comes first; that they want a person says nothing of what it is about.
    """
    before = [line.text for line in reversed(turn.known.history) if line.role == "customer"]
    said = [_as_said(turn.awaiting.question, before), _gist(turn), *before]
    told = [text for text in said if _says_something(turn, text)]
    return _sentence([text for text in told if "?" in text or _complains(turn, text)]), _sentence(told)


def _few_words(turn: Turn) -> str:
    """Return the latest words of a customer who says little; what a case is called whose customer said nothing yet."""
    before = (line.text for line in reversed(turn.known.history) if line.role == "customer")
    told = next((text for text in (turn.text, *before) if _tells(turn, text)), "")
    if told or turn.text.startswith("/"):
        return _sentence([told]) or team(UNTITLED)
    return " ".join(turn.text.split())


def topic(turn: Turn, title: str) -> str:
    """Return what a case is to be called whose title says nothing of what it is about; "" to leave it."""
    return "" if _tells(turn, title) else _sentence([_gist(turn)])


def _as_said(question: str, before: Sequence[str]) -> str:
    """Return the sentence of a question that was stored without what it told beside: agents need its order number."""
    asked = reading.tokens(question)
    sentences = (sentence for text in before for sentence in cut.sentences(text))
    return next((one for one in sentences if asked and set(asked) <= set(reading.tokens(one))), question)


def _sentence(texts: list[str]) -> str:
    words = " ".join((texts or [""])[0].split())
    return words[:1].upper() + words[1:]


def _gist(turn: Turn) -> str:
    """Return what a turn is about: of its lines those that complain, else those that ask, else all that say much."""
    lines = [line.strip() for line in turn.text.splitlines()]
    telling = [line for line in lines if _says_something(turn, line)]
    complaints = [line for line in telling if _complains(turn, line)]
    return ", ".join(complaints or [line for line in telling if "?" in line] or telling)


def _complains(turn: Turn, text: str) -> bool:
    return reading.contains(text, "problem", ("en", turn.standing.language))


def _says_something(turn: Turn, text: str) -> bool:
    """Whether words tell what somebody comes with: more than a few, no command and no bare wish for a person."""
    if not _tells(turn, text):
        return False
    enough = len(reading.tokens(_beyond_a_name(turn, text))) >= LEAST_WORDS or _complains(turn, text)
    return enough and not any(reading.contains(text, intent, ("en", turn.standing.language)) for intent in _WISHES)


def _tells(turn: Turn, text: str) -> bool:
    """Whether words are more than a command, a greeting, a name and a wish for a person, however few they are."""
    if text.startswith("/") or _only_wants_person(turn, text) or text == team(UNTITLED):
        return False
    languages = ("en", turn.standing.language)
    manners = any(reading.whole(text, intent, languages, extra=0) for intent in ("greeting", "thanks", "bye"))
    return not manners and len(reading.tokens(_beyond_a_name(turn, text))) > 1


def _beyond_a_name(turn: Turn, text: str) -> str:
    """Return words without those with which somebody said who they are: nobody comes with that alone."""
    told = [(fact.key, fact.quote) for fact in turn.known.facts]
    told += [(fact.key, fact.quote) for fact in turn.learned]
    for key, quote in told:
        if key.startswith("identity.") and quote:
            text = text.replace(quote, " ")
    return text


def _only_wants_person(turn: Turn, text: str) -> bool:
    names = turn.ownership.colleagues
    others = [clause for clause in requests.clauses(text) if not requests.wants_person(clause, names)]
    return requests.wants_person(text, names) and all(len(reading.tokens(clause)) < LEAST_WORDS for clause in others)
