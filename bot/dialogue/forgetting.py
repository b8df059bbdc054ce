"""What is to be forgotten: asked for in words, named, asked about once more, and done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue import reading, requests
from bot.dialogue.fact_names import matching, mentions
from bot.dialogue.order import Order, nothing_known, reply
from bot.dialogue.voice import Voice
from bot.texts import label
from bot.types.awaited import Awaited
from bot.types.chat import Choice
from bot.types.decision import Ask, Decision, Forget, Learn, Say
from bot.types.memory import Fact, Known
from bot.types.turn import Turn

NO_MEMORY = "consent.memory"
LONGEST_FORGET = 10
"""Most words of a clause that asks to forget; who writes more says something else."""
FORGOT = re.compile(r"\b(?:forgot(?:ten)?|olvidé|olvidado|olvidó|oublié|(?:ai|avons) oublie)\b", re.IGNORECASE)
"""Who forgot something themselves: one letter, or one accent, from asking us to."""
_HOW = re.compile(r"\W*(?:how|wie|c[oó]mo|comment)\b", re.IGNORECASE)
"""Who asks how something is done does not order it."""
_ALL = frozenset({"all", "everything", "alles", "todo", "tout"})
ENDINGS_TELL_WHO = ("es",)
_QUOTED = re.compile(r"\"[^\"\n]{3,400}\"|“[^”\n]{3,400}”|„[^“”\n]{3,400}[“”]|«[^»\n]{3,400}»")


def clause_to_forget(turn: Turn, voice: Voice) -> str:
    """Return the clause that asks to forget, by a phrase or by the verb and what a fact is called; "" for none."""
    for clause in requests.clauses(_unquoted(turn.text, voice.languages)):
        if len(reading.tokens(clause)) > LONGEST_FORGET or _HOW.match(clause):
            continue
        asked = any(_bids_to_forget(clause, language) for language in voice.languages)
        if asked or _forgets_only(turn, voice, clause):
            return turn.text if len(reading.tokens(turn.text)) <= LONGEST_FORGET else clause
    return ""


def _bids_to_forget(clause: str, language: str) -> bool:
    """Whether a clause bids us forget. Spanish tells by the last letter who does it: "borro mi cuenta" is I."""
    spelt = f" {' '.join(reading.tokens(clause))} "
    exact = any(f" {' '.join(one)} " in spelt for one in reading.phrases(language, "forget"))
    return reading.undenied(clause, "forget", (language,)) and (exact or language not in ENDINGS_TELL_WHO)


def _unquoted(text: str, languages: Sequence[str]) -> str:
    """Return a text without quotes that ask to forget: who shows another's order gives none."""
    if _QUOTED.fullmatch(text.strip()):
        return text
    return _QUOTED.sub(
        lambda quote: " " if any(reading.contains(quote[0], "forget", (one,)) for one in languages) else quote[0], text
    )


def to_forget(text: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Return the clauses of a message that ask to forget: what they name is to go, and teaches nothing."""
    if FORGOT.search(text):
        return ()
    clauses = requests.clauses(_unquoted(text, languages))
    wanted = ((clause, (language,)) for clause in clauses for language in languages)
    return tuple(dict.fromkeys(clause for clause, one in wanted if reading.undenied(clause, "forget", one)))


def _forgets_only(turn: Turn, voice: Voice, clause: str) -> bool:
    """Whether a clause is the verb and what a fact is called: "remove the desk from my order" says more."""
    if not any(reading.undenied(clause, "forget_verb", (language,)) for language in voice.languages):
        return False
    said = reading.tokens(clause)
    held = [one for fact in (*_forgettable(turn), *turn.known.past) for one in mentions(said, fact, voice)]
    named = {place for one in held for place in range(one.start, one.end)}
    rest = " ".join(word for place, word in enumerate(said) if place not in named)
    return bool(named) and reading.made_of(rest, ("forget_verb", "forget_beside"), voice.languages)


def forget(order: Order) -> Decision:
    """Ask whether what is named is surely to be forgotten; which, where nothing is named that is known."""
    everything = order.rest.strip().lower() in _ALL or reading.contains(order.rest, "forget_all", order.voice.languages)
    found = matching(order.turn, order.voice, order.rest)
    if everything or {fact.key for fact in found} == {NO_MEMORY}:  # "forget my memory"
        asked = Ask(Awaited("forget", everything=True))
        return reply("forget", order.voice("forget.confirm_all"), asked, choices=_yes_no(order.voice))
    if any(reading.whole(order.rest, "forget_that", (language,), extra=1) for language in order.voice.languages):
        return forget_that(order)
    if found:
        return _ask_to_forget(order, tuple(dict.fromkeys(fact.key for fact in found)))
    options = ", ".join(dict.fromkeys(label(order.voice.language, fact.key) for fact in _forgettable(order.turn)))
    none = nothing_known(order.turn, order.voice, "forget.nothing")
    return reply("forget", order.voice("forget.which", options=options) if options else none)


def forget_that(order: Order) -> Decision:
    """What the customer told last: the facts of their latest words that told any."""
    told = [fact.message_id for fact in _forgettable(order.turn) if fact.message_id]
    last = [fact for fact in _forgettable(order.turn) if told and fact.message_id == max(told)]
    if not last:
        return reply("forget", nothing_known(order.turn, order.voice, "forget.nothing"))
    return _ask_to_forget(order, tuple(dict.fromkeys(fact.key for fact in last)))


def _forgettable(turn: Turn) -> list[Fact]:
    """What a customer may have forgotten one by one. That nothing be remembered is taken back by its own words."""
    return [fact for fact in turn.known.told if fact.key != NO_MEMORY]


def _yes_no(voice: Voice) -> tuple[Choice, ...]:
    return voice.choice("yes", "forget.yes"), voice.choice("no", "forget.no")


def _ask_to_forget(order: Order, keys: tuple[str, ...]) -> Decision:
    doomed = [order.voice.fact(fact.key, fact.value) for fact in order.turn.known.facts if fact.key in keys]
    doomed += [
        order.voice.past(fact.key, fact.value, fact.valid_to)
        for fact in order.turn.known.past if fact.key in keys and fact.valid_to
    ]  # fmt: skip
    what = order.voice.listed(doomed)
    return reply("forget", order.voice("forget.confirm", what=what), Ask(Awaited("forget", keys=keys)),
                 choices=_yes_no(order.voice))  # fmt: skip


def confirm_forget(turn: Turn, voice: Voice) -> Decision:
    """The customer said yes to forgetting."""
    if turn.awaiting.everything:
        # Forgetting comes first: it blanks every message, and the words that tell of it are to stay.
        acts = (Forget(everything=True), Say(voice("forget.done_all"), "command"), Ask())
        return Decision("command", "command:forget", acts)
    keys = turn.awaiting.keys
    # Named by what it is called, not by its value, which is to be gone from these words too.
    what = ", ".join(label(voice.language, key) for key in keys)
    acts = (Forget(keys), Say(voice("forget.done", what=what), "command"), Ask())
    return Decision("command", "command:forget", acts)


def keep(turn: Turn, voice: Voice) -> Decision:
    """The customer thought better of forgetting."""
    line = "memory.off_kept" if turn.awaiting.off else "forget.kept"
    return reply("forget", voice(line), Ask())


def memory_off(turn: Turn, voice: Voice) -> Decision | None:
    """Nothing is remembered from now on; what was before is asked about. None where it is not wished."""
    wish = tuple(fact for fact in turn.learned if fact.key == NO_MEMORY)
    if not wish:
        return None
    said = reply("memory_off", voice("memory.off"))
    if turn.known.hidden or _is_kept(turn.known):
        asked = Ask(Awaited("forget", everything=True, off=True))
        said = reply("memory_off", f"{voice('memory.off')}\n\n{voice('memory.off_ask')}", asked, choices=_yes_no(voice))
    return replace(said, acts=(Learn(wish), *said.acts))


def _is_kept(held: Known) -> bool:
    """Whether anything is kept but the wish that nothing be: what was learnt, or the words of conversations."""
    facts = any(fact.key != NO_MEMORY for fact in (*held.facts, *held.pending, *held.past))
    return facts or bool(held.issues) or any(line.text for line in held.history if line.role == "customer")


def memory_on(order: Order) -> Decision:
    """Remember again from now on."""
    if not order.turn.known.get(NO_MEMORY):
        return reply("memory_on", order.voice("memory.is_on"))
    said = reply("memory_on", order.voice("memory.on"))
    return replace(said, acts=(Forget((NO_MEMORY,)), *said.acts))
