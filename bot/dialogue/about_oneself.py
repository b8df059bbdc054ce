"""What customers ask of themselves: all that is known, one fact of it, or what they said before."""

from __future__ import annotations

from bot.dialogue import leaning, reading, requests
from bot.dialogue.fact_names import mentions
from bot.dialogue.order import Order, look, nothing_known
from bot.dialogue.voice import Voice
from bot.texts import LANGUAGES, channel_name, day, label
from bot.types.decision import Ask, Decision, Say
from bot.types.turn import Turn

LONGEST = 10
"""Most words of a message that asks what is known; who writes more asks something else."""
OWN = {
    "own_plan": ("plan.name",),
    "own_name": ("identity.preferred_name", "identity.name"),
    "own_email": ("contact.email",),
    "own_place": ("location.city", "location.country"),
    "own_order": ("order.id",),
}
"""What a customer may ask of themselves, and the facts that tell it."""
ASKED_IN = 15
"""Most words of a message that asks for such a fact; who writes more asks something else."""
QUOTED = 3
"""Messages that are quoted at most."""
QUOTE = 300
"""Characters of each."""
NEAR = 0.5
"""Share of the best one's score that another needs to be quoted beside it."""


def asks_what_is_known(text: str, language: str) -> bool:
    """Whether words ask what we know, or keep, and end with whom it is of: "qu'est-ce que vous savez de moi ?".

    "What do you know about my order" ends with something else.
    """
    said = reading.tokens(text)
    asks = any(place == 0 for place, _ in reading.found(said, "me_asked", language))
    ends = any(said[-len(phrase) :] == phrase for phrase in reading.phrases(language, "me_last"))
    return asks and ends and len(said) <= LONGEST and reading.contains(text, "me_known", (language,))


def me(order: Order) -> Decision:
    """Return all that is known of the customer, and the accounts that it is of."""
    held = order.turn.known
    lines = [f"- {order.voice.remembered(fact)}" for fact in (*held.told, *held.past)]
    for issue in held.issues:
        lines.append("- " + order.voice("me.issue", issue=issue.title, date=day(order.voice.language, issue.opened_at)))
    for one in held.solved:
        lines.append("- " + order.voice("me.solved", issue=one.title))
    unsaid = [order.voice("me.unsaid")] if held.told != held.facts else []
    unsaid += [order.voice("memory.hidden")] if held.hidden else []
    if not lines and not unsaid:
        return look(order.turn, "me", order.voice("me.nothing", name=f"{held.name}, " if held.name else ""))
    shown = ", ".join(dict.fromkeys(channel_name(channel) for channel, _ in held.identities))
    example = label(order.voice.language, held.told[0].key).lower() if held.told else ""
    end = [*unsaid, order.voice("me.identities", identities=shown)] + (
        [order.voice("me.end", example=example)] if example else []
    )
    told = ["\n".join([order.voice("me.title"), *lines])] if lines else []
    return look(order.turn, "me", "\n\n".join([*told, *end]), held.told)


def own(turn: Turn, voice: Voice) -> Decision | None:
    """Answer "which plan am I on?" from memory, with where it was learnt; None when it is not asked.

    What nobody has told is said to be so. Where an order's number stands an article may tell.
    """
    if len(reading.tokens(turn.text)) > ASKED_IN:
        return None
    asked = {key for intent, keys in OWN.items() if _asks_only(turn.text, intent) for key in keys}
    asked |= _asked_by_name(turn, voice)
    told = [fact for fact in turn.known.told if fact.key in asked and fact.id]
    if not told and asked and asked.isdisjoint((*OWN["own_order"], *(fact.key for fact in turn.known.facts))):
        untold = nothing_known(turn, voice, "me.untold")
        return Decision("answer", "asked of memory: not told", (Say(untold, "answer"), Ask()))
    if not told:
        return None
    lines = "\n".join(voice.remembered(fact) for fact in told)
    return Decision("answer", "asked of memory", (Say(lines, "answer"), Ask()), facts=tuple(fact.id for fact in told))


def _asked_by_name(turn: Turn, voice: Voice) -> set[str]:
    """Return the keys of facts that are asked for by what they are called: "which order did I tell you?"."""
    asks = reading.contains(turn.text, "own_told", voice.languages) and not reading.asks_of_past(turn.text)
    if not asks or not (turn.text.rstrip().endswith("?") or reading.contains(turn.text, "question", voice.languages)):
        return set()
    said = reading.tokens(turn.text)
    named = [one for fact in turn.known.told for one in mentions(said, fact, voice)]
    held = {place for one in named for place in range(one.start, one.end)}
    rest = " ".join(word for place, word in enumerate(said) if place not in held)
    bare = any(leaning.is_empty(reading.beside(rest, ("own_told",), one), one) for one in voice.languages)
    return {one.fact.key for one in named} if bare else set()


def _asks_only(text: str, intent: str) -> bool:
    """Whether a clause asks this and little more: "what is my plan worth?" asks something else."""
    return any(reading.whole(clause, intent, LANGUAGES, extra=1) for clause in requests.clauses(text))


def said_before(turn: Turn, voice: Voice) -> Decision | None:
    """Answer "what did I tell you about the desk?" with the customer's own words; None when it is not asked."""
    if turn.pack is None or not reading.asks_of_past(turn.text):
        return None
    said = [hit for hit in turn.pack.recalled if hit.line and hit.line.role == "customer"]
    hits = [hit for hit in said if hit.score >= NEAR * said[0].score][:QUOTED]
    if not hits:
        none = nothing_known(turn, voice, "recall.none")
        return Decision("answer", "asked what they said: nothing found", (Say(none, "answer"), Ask()))
    lines = [
        voice("recall.said", date=day(voice.language, hit.line.at), channel=channel_name(hit.line.channel),
              text=" ".join(hit.line.text.split())[:QUOTE])
        for hit in hits if hit.line
    ]  # fmt: skip
    used = tuple(fact.id for hit in hits for fact in hit.facts)
    return Decision("answer", "asked what they said", (Say("\n\n".join(lines), "answer"), Ask()), facts=used)
