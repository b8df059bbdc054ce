"""The way to a person is kept open: a button, an offer in words, or a person at once."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import bringing_in, leaning, reading, requests, resuming, sentences
from bot.dialogue.library import DOWN, UP, choice_of
from bot.dialogue.voice import Voice
from bot.types.awaited import Awaited
from bot.types.chat import Choice
from bot.types.decision import Ask, Decision, Say
from bot.types.turn import Turn

NO_WORDS = "no words"
_NAMED = "\0"
"""In the place of words that tell a name."""
NAMES = ("identity.name", "identity.preferred_name")
"""Facts whose whole clause tells what somebody is called."""
COMPLETE = (*resuming.PARTING, "thanks", "chat.ok", "chat.helped", "chat.which")
"""Rules of small talk that ends in itself, and of "which one?": no button for a person, which "1" would press."""


def open_door(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Keep the way to a person open: what may be a wish for one is offered one, and "yes" brings them in.

    Asked a second time, with no answer to give, it is no longer a question.
    """
    if turn.last.kind != "message" or not decision.says or decision.kind in ("handoff", "command"):
        return decision
    if turn.text.startswith("/"):
        return decision
    asked = decision.awaits(turn.awaiting)
    if asked.kind == "forget":
        return decision
    if not may_want(turn) or _stays_with_it(turn, decision, asked):
        return _with_button(voice, decision, decision.says[-1], asked) if decision.rule not in COMPLETE else decision
    if decision.kind in ("offer", "clarify") and turn.awaiting.offers_person:
        return bringing_in.handoff(turn, "customer_request", "asked for a person again")
    return with_offer(voice, decision, decision.says[-1], asked)


def may_want(turn: Turn) -> bool:
    """Whether words may ask for a person. Who is called like a colleague does not ask for one with their own name."""
    if _asks_who(turn):
        return False
    own = set(reading.tokens(turn.known.name))
    colleagues = [name for name in turn.ownership.colleagues if own.isdisjoint(reading.tokens(name))]
    text = turn.text
    for fact in turn.learned:
        if fact.quote and fact.key in NAMES:  # nor does "someone here calls me Dee", or "it's Mrs Okoro, not Mr"
            clauses = requests.clauses(text.replace(fact.quote.strip(" .!?"), _NAMED))
            text = " ".join(one for one in clauses if _NAMED not in one and not _denies_a_word(turn, one))
        elif fact.quote and not fact.key.startswith(sentences.WISHES):  # "my phone number is …" asks for nobody
            text = text.replace(fact.quote, " ")
    return requests.may_want(text, colleagues)


def _denies_a_word(turn: Turn, clause: str) -> bool:
    said = reading.tokens(clause)
    return len(said) == 2 and reading.contains(said[0], "denials", (turn.standing.language, "en"))


def _asks_who(turn: Turn) -> bool:
    """Whether "and who does that?" goes on from what was spoken of, and names nobody."""
    languages, said = (turn.standing.language, "en"), reading.tokens(turn.text)
    asks = any((word,) in reading.phrases(one, "who") for one in languages for word in said[:2])
    goes_on = turn.awaiting.began or turn.awaiting.article
    return asks and bool(goes_on) and any(leaning.is_empty(said, one) for one in languages)


def _stays_with_it(turn: Turn, decision: Decision, asked: Awaited) -> bool:
    """Whether "and who pays for that?", "and a small service?" got its answer from the article that was just given.

    It asks for nobody then.
    """
    article = turn.awaiting.article
    languages = (turn.standing.language, "en")
    goes_on = leaning.refers(turn.text, languages) or leaning.goes_on(turn.text, languages)
    return decision.kind == "answer" and bool(article) and asked.article == article and bool(goes_on)


def _with_button(voice: Voice, decision: Decision, say: Say, asked: Awaited) -> Decision:
    """Put the button for a person below words that end in nothing else, a sure answer's too: it may answer an idiom.

    Below an answer it is also asked whether that helped.
    """
    if say.choices or decision.kind == "command":
        return decision
    article = asked.article if say.kind == "answer" and asked.kind == "answered" else ""
    choices = _rated(voice, article) if article else (voice.person,)
    return decision.saying(say, replace(say, choices=choices))


def _rated(voice: Voice, article: str) -> tuple[Choice, ...]:
    """Return the choices below an answer: it helped, it did not, and a person."""
    up = Choice(choice_of(article, UP), voice("answer.helped"))
    down = Choice(choice_of(article, DOWN), voice("answer.not_helped"))
    return up, down, voice.person


def with_offer(voice: Voice, decision: Decision, say: Say, asked: Awaited) -> Decision:
    """Offer a person in words and as a button, beside what is said: instead of "I don't know", after an answer."""
    if any(choice.id == "yes" for choice in say.choices) or decision.awaits().person:
        return decision  # the offer is already there, perhaps below a word of comfort
    ruled = replace(decision, rule=f"{decision.rule}; may ask for a person")
    if decision.kind == "offer":
        return ruled.saying(say, replace(say, text=voice("person.instead"), choices=person_or_not(voice)))
    choices = say.choices or (voice.person,)
    lines = {"clarify": voice("person.or"), "chat.about_bot": say.text}  # which speaks of a person itself
    line = lines.get(decision.kind) or lines.get(decision.rule) or f"{say.text}\n\n{voice('person.too')}"
    told = ruled.saying(say, replace(say, text=line, choices=choices))
    return told.asking(replace(asked, person=True))


def offers_person(turn: Turn, voice: Voice, line: str) -> Decision:
    asked = Ask(Awaited("person", turn.awaiting.question))
    return Decision("offer", NO_WORDS, (Say(line, "offer", choices=person_or_not(voice)), asked))


def person_or_not(voice: Voice) -> tuple[Choice, ...]:
    return voice.choice("yes", "miss.yes"), voice.choice("no", "miss.no")


def declined(voice: Voice) -> Decision:
    """No person is wanted: what was offered is off the table, so that a later "ok" is no yes to it."""
    return Decision("chat", "chat.ok", (Say(voice("chat.ok"), "chat"), Ask()))
