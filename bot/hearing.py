"""What the customer's words of a turn tell: facts, and how they feel, buy and leave. The reply knows it already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot import memory, relationship
from bot.dialogue import commands, forgetting, issue, settled, signals, troubles, unreported
from bot.dialogue.voice import of as voice_of
from bot.memory import issues, learning
from bot.memory.registry import Registry
from bot.relationship.policy import Policy
from bot.types.decision import Forget, Learn, Outcome
from bot.types.memory import Fact, Known, Learned
from bot.types.relationship import Standing
from bot.types.turn import Event, Turn


@dataclass(frozen=True, slots=True)
class Hearing:
    """Reads what a turn tells, by the keys that may be remembered and the policy."""

    registry: Registry
    policy: Callable[[], Policy]
    company: str = ""

    def heard(self, turn: Turn) -> Turn:
        """Return the turn with what its own words tell: what is learnt of the customer, and how to treat them now."""
        said = _shown(turn)
        turn = self._learn(_with_hushed(turn), said)
        return replace(turn, standing=self._standing(turn, said))

    def learn_only(self, session: Session, turn: Turn, now: datetime) -> None:
        """Keep what a turn tells, facts and how an issue stands, and say nothing.

        Where nobody answers, nobody asks either: what a live customer would be asked first counts as meant.
        """
        ripen(session, turn, now)
        if wish := self._forgets(turn):
            memory.apply(session, wish, turn, self.registry, now)
            return
        told = self._told(turn, _shown(turn))
        memory.apply(session, told, turn, self.registry, now)
        if any(fact.key == memory.NO_MEMORY for fact in told.facts):
            memory.apply(session, Forget(everything=True), turn, self.registry, now)
            return
        if turn.known.get(memory.NO_MEMORY):
            return
        turn = replace(_with_hushed(turn), learned=told.facts)
        if settled.partly(turn) or (turn.known.issue and settled.solved(turn)):
            memory.apply(session, settled.outcome(turn), turn, self.registry, now)
        elif settled.again(turn):
            memory.apply(session, Outcome("reopened"), turn, self.registry, now)
        elif ended := unreported.ended(turn):
            issues.open_issue(session, turn.last.identity_id, ended.value, ended.message_id, turn.last.at)
            memory.apply(session, settled.outcome(turn), turn, self.registry, now)
        elif opened := issue.another(turn):
            issues.open_issue(session, turn.last.identity_id, opened.value, opened.message_id, turn.last.at)

    def _forgets(self, turn: Turn) -> Forget | None:
        """Return what a recorded customer asked to have forgotten; where nobody answers, nobody asks whether surely."""
        decision = commands.command(turn, voice_of(turn, self.company), "")
        if decision is not None and decision.rule == "command:memory_on" and turn.known.get(memory.NO_MEMORY):
            return Forget((memory.NO_MEMORY,))
        if decision is None or decision.rule != "command:forget":
            return None
        asked = decision.awaits()
        return Forget(asked.keys, asked.everything) if asked.kind == "forget" else None

    def _learn(self, turn: Turn, said: frozenset[str]) -> Turn:
        """Put what the customer tells in this turn into what is known, so that the reply knows it already."""
        heard = self._told(turn, said).facts
        found = [
            replace(fact, idle=fact.denies and not _holds(turn.known, fact), corrects=_slip(turn.known, fact))
            for fact in heard
        ]
        if not found:
            return turn
        known = self._with_learned(turn, found)
        told = tuple(fact for fact in found if fact.key not in known.unsaid)
        aside = tuple(fact for fact in found if fact not in told)
        pack = memory.pack(known, turn.pack.recalled, turn.now) if turn.pack else None
        return replace(turn, learned=told, aside=aside, known=known, pack=pack)

    def _standing(self, turn: Turn, said: frozenset[str]) -> Standing:
        """Return how to treat the customer, now that this turn's own words are known."""
        if not said and not turn.learned and not turn.aside:
            return turn.standing
        found = relationship.standing(
            turn.known, turn.standing.language, self.policy(), turn.now, happened=turn.standing.happened, said=said,
            channel=turn.last.address.channel,
        )  # fmt: skip
        return replace(found, allowance=turn.standing.allowance)

    def _with_learned(self, turn: Turn, learned: Sequence[Learned]) -> Known:
        """Return what is known with this turn's facts on top; their rows do not exist yet, so they have no id."""
        held = list(turn.known.facts)
        for fact in (fact for fact in learned if fact.status == "active"):
            many = self.registry.key(fact.key).cardinality == "many"
            held = [old for old in held if old.key != fact.key or (many and old.value != fact.value)]
            if not fact.denies:
                held.append(
                    Fact(0, turn.last.identity_id, fact.key, fact.value, "active", fact.confidence, turn.now, None,
                         turn.now, turn.last.address.channel, fact.quote, fact.message_id)
                )  # fmt: skip
        said = {fact.key: fact.value for fact in held}
        name = said.get("identity.preferred_name") or said.get("identity.name") or turn.known.name
        return replace(turn.known, facts=tuple(held), name=name)

    def _told(self, turn: Turn, said: frozenset[str]) -> Learn:
        """Return the facts that the customer tells in this turn: none, once they want nothing remembered.

        `said` is what the words show of how they feel, buy and leave.
        """
        # Who goes unless something is mended bargains for nothing.
        ails = any(troubles.reports(event.text, _languages(turn)) for event in turn.events)
        goes = "leaves" in said and ("haggles" not in said or ails)
        found: list[Learned] = []
        for event in turn.events:
            if event.kind in ("message", "edit") and event.message_id and not event.text.startswith("/"):
                # Read as if this account stood alone, so that unlinking leaves what it would have told alone.
                own = replace(turn.known, facts=_of(turn.known.facts, event), pending=_of(turn.known.pending, event))
                told = learning.read(
                    event.text, registry=self.registry, known=own, awaiting=turn.awaiting,
                    message_id=event.message_id, now=turn.now,
                    leaving=signals.leaving(event.text, _languages(turn)) if goes else "",
                )  # fmt: skip
                found += _kept_of(told, forgetting.to_forget(event.text, _languages(turn)))
                found += learning.card(str(event.data.get("phone", "")), self.registry, event.message_id)
        wish = tuple(fact for fact in found if fact.key == memory.NO_MEMORY)
        return Learn(wish if wish or turn.known.get(memory.NO_MEMORY) else tuple(found))


def _with_hushed(turn: Turn) -> Turn:
    """Return the turn with from where on it is off the record: that part opens no issue, either."""
    return replace(turn, hushed=memory.off_the_record(turn.text))


def ripen(session: Session, turn: Turn, now: datetime) -> None:
    """What was said of a coming day holds from that day on; its row follows with the next turn."""
    for identity_id in {fact.identity_id for fact in turn.known.facts if fact.status == "pending"}:
        memory.ripen(session, identity_id, now)


def _holds(known: Known, denied: Learned) -> bool:
    """Whether what is denied was held: who is on Basic and says "I no longer have Plus" takes nothing off."""
    return any(fact.key == denied.key and fact.value.casefold() == denied.value.casefold() for fact in known.facts)


def _slip(known: Known, told: Learned) -> str:
    """Return the value that a correction sets right, where it does not name it itself; "" for none."""
    if told.corrects or not told.retracts:
        return told.corrects
    held = [fact.value for fact in known.facts if fact.key == told.key and fact.value != told.value]
    return held[0] if len(held) == 1 else ""


def _languages(turn: Turn) -> tuple[str, str]:
    """Return the languages in which a turn's words are looked at for what they show."""
    return turn.standing.language, "en"


def _shown(turn: Turn) -> frozenset[str]:
    """Return what the words of a turn show of how the customer feels, buys and leaves."""
    words = turn.text if turn.last.kind in ("message", "edit") else ""
    return signals.read(words, _languages(turn))


def _kept_of(told: Sequence[Learned], asked: Sequence[str]) -> list[Learned]:
    """Return what was told, without what is only named so that it be forgotten."""
    return [one for one in told if one.key == memory.NO_MEMORY or not any(one.quote in clause for clause in asked)]


def _of(found: Sequence[Fact], event: Event) -> tuple[Fact, ...]:
    return tuple(fact for fact in found if fact.identity_id == event.identity_id)
