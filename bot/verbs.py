"""What an agent's verb leads to beyond its case: words for the customer, timers, memory, and the card drawn anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot import linking, loops, memory, relationship, texts
from bot.desk import hand
from bot.dialogue.timers import WAKE
from bot.dialogue.voice import Voice
from bot.errors import Refused
from bot.handoff import cases, replying, verbs
from bot.house import House
from bot.memory import facts, identities, issues
from bot.relationship import promises
from bot.speech import Speaker
from bot.storage import files, queue
from bot.storage.tables import Agent, Case, Conversation, Identity, Message
from bot.types.handoff import Actor, Verb, VerbName
from bot.types.memory import Learned

STALE = timedelta(days=3)
"""How long a claimed case may rest without a word before its agent is asked about it; then daily."""
MOVES: tuple[VerbName, ...] = ("claim", "reply", "resolve", "hand_back", "snooze", "reassign", "block")
"""Verbs that end what ran against an agent: they move the case, or answer its customer."""


class Carried:
    """One verb that its case has taken: what it leads to, in order."""

    def __init__(
        self, house: House, session: Session, actor: Actor, verb: Verb, effect: verbs.Effect, now: datetime
    ) -> None:  # fmt: skip
        self.house, self.session, self.actor, self.now = house, session, actor, now
        self.effect, self.relay, self.case_id = effect, house.relay, effect.case_id
        self.identity = session.get_one(Identity, replying.reply_to(session, effect.conversation_id))
        """With which the customer is answered."""
        place = replying.reply_place(session, effect.conversation_id, self.identity)
        self.speak = Speaker(house, session, effect.conversation_id, now, place)
        self.verb = verb
        self.known = memory.load(session, effect.customer_id, now)
        self.standing = relationship.load(session, self.known, house.policy(), "", now)
        self.voice = Voice(self.standing.language, self.standing.tone, self.known.name, house.company)

    def follow(self) -> None:
        """Do all of it. Raises Refused where it does not apply."""
        if self.verb.files:
            self.verb = replace(self.verb, stored=self._with_files())
        verb, effect = self.verb, self.effect
        said = self._say()
        self._change()
        if effect.say:
            name = effect.given_to or self.actor.name
            self.speak(self.identity, self.voice(effect.say, agent=name), role="bot", kind="notice")
        if effect.resend:
            self._resend(self.session.get_one(Message, effect.resend))
        self._settle()
        self._set_timers()
        acted = loops.Acted(self.actor, verb.name, effect, self.identity.id, verb.stored or said)
        loops.follow(self.house, self.session, acted, self.now)
        if not self.known.get(memory.NO_MEMORY):
            self._remember()
        self._show()

    def _say(self) -> int:
        """Say the agent's words to the customer, and show on the desk what was written elsewhere; return their id."""
        verb, effect, said = self.verb, self.effect, 0
        if verb.stored and verb.name == "reply":
            stored = self.session.get_one(Message, verb.stored)
            self.speak.stored(self.identity, stored, effect.words, self.actor, answers=verb.answers)
        elif effect.words:
            said = self.speak(self.identity, effect.words, role="agent", kind="relay", agent=self.actor)
        for message in (said, verb.stored if verb.files else 0, effect.noted):
            if message:
                self.relay.mirror(self.session, self.case_id, message, self.now)
        return said

    def _change(self) -> None:
        """Change or take back what was said already, wherever it stands."""
        changed = self.effect.edited or self.effect.removed
        if not changed:
            return
        self.speak.again(changed, removed=bool(self.effect.removed))
        if not self.verb.key.startswith(hand.KEY):
            self.relay.keep_up(self.session, self.case_id, changed, self.actor.name, self.now)

    def _resend(self, said: Message) -> None:
        """Send again what did not arrive: an agent's words to where replies go now. Raises Refused while under way."""
        to = self.identity
        moved = said.role == "agent" and said.identity_id != to.id
        given_up = queue.withdraw(self.session, said.id) if moved else queue.resend(self.session, said.id, self.now)
        if not given_up:
            raise Refused(texts.team("under_way"))
        if moved:
            agent = self.session.get_one(Agent, said.agent_id)
            self.speak.stored(to, said, said.text, Actor(agent.id, agent.name), answers=said.answers or 0)

    def _settle(self) -> None:
        """What a verb decides about the person: shut out or let in, or the same one as another. Raises Refused.

        An old case names who they were before they were linked with another; the identity knows who they are now.
        """
        effect = self.effect
        if effect.bar is not None and not identities.bar(self.session, self.identity.customer_id, barred=effect.bar):
            raise Refused(texts.team("done"))
        if effect.merge:
            self._merge()

    def _merge(self) -> None:
        """Make the customers of two cases one; the case that goes on has what both said, the other one is closed."""
        closed = linking.merge(self.session, self.case_id, self.effect.merge, self.actor, self.now)
        on = self.effect.merge if closed == self.case_id else self.case_id
        for timer in self.house.timers:
            queue.recall(self.session, f"{timer}:{closed}", self.now)
        number = cases.number(self.session, on)
        self.relay.tell(self.session, closed, self.now, "goes_on", number=number)
        if closed == self.case_id:  # the agent looks at the one that is over now
            self.effect = replace(self.effect, note=f"{self.effect.note} {texts.team('goes_on', number=number)}")
        cases.wake(
            self.session, self.session.get_one(Case, on).conversation_id
        )  # it has words that nobody has seen in it
        for case_id in (closed, on):
            self.house.show(self.session, case_id, self.now)
        self.relay.close(self.session, closed, self.now)

    def _set_timers(self) -> None:
        """Whoever acts on a case ends what ran against them; what is to come next has its timer."""
        name, case_id = self.verb.name, self.case_id
        if name not in MOVES:
            return
        for timer in self.house.timers:
            queue.recall(self.session, f"{timer}:{case_id}", self.now)
        if name in ("claim", "reassign"):
            wait = self.house.next(self.standing)
            for kind, after in (("agent_half", wait / 2), ("agent_silent", wait)):
                self.house.set_timer(
                    self.session, self.identity.id, kind, case_id, after, self.standing, self.now
                )  # fmt: skip
        rests = self.house.hours(self.standing).attended(self.now + STALE)
        due = {"claim": rests, "reassign": rests, "reply": rests, "snooze": self.verb.until}.get(name)
        if due is not None:
            kind = WAKE if name == "snooze" else "case_stale"
            queue.schedule(self.session, key=f"{kind}:{case_id}", identity_id=self.identity.id, due_at=due,
                           payload={"kind": kind, "case_id": case_id})  # fmt: skip

    def _remember(self) -> None:
        """What a case that is closed or given back leaves behind with its customer."""
        if self.verb.name == "resolve":
            self._solve(self.verb.text.strip() or "resolved by an agent")
        if self.verb.name == "hand_back" and (left := self._left()):
            self._remember_hint(left)

    def _solve(self, words: str) -> None:
        """What the customer came with in this contact is solved; what is open from before it stays so."""
        began = self.session.get_one(Conversation, self.effect.conversation_id).opened_at
        for one in issues.at_hand(self.session, self.effect.customer_id, began) or (0,):
            issues.resolve_issues(self.session, self.identity.id, None, words, self.now, only=one)

    def _left(self) -> str:
        """Return what the bot is to know from now on: the agent's line, and what they promised and is still open."""
        zone = ZoneInfo(self.house.zone())
        promised = (
            f"{one.words} ({texts.day(self.voice.language, due)}, {due:%H:%M})"
            for one in promises.of_case(self.session, self.case_id)
            for due in [one.due_at.astimezone(zone)]
        )
        return " ".join(filter(None, (self.verb.text.strip(), *promised)))

    def _remember_hint(self, hint: str) -> None:
        """The agent's line becomes memory, with the note that holds it as its source."""
        agent, note = self.actor, self._noted(hint, self.identity.id)
        learned = Learned("note.agent", f"{agent.name}: {hint}", hint, f"agent:{agent.agent_id}", message_id=note)
        facts.store(self.session, self.identity.id, learned, self.now, self.now, self.house.registry)

    def _with_files(self) -> int:
        """Keep what the agent wrote on a page with its files, as a note that the verb makes a reply; return its id."""
        note = self._noted(self.verb.text.strip())
        files.attach(self.session, note, self.verb.files)
        return note

    def _noted(self, text: str, identity_id: int = 0) -> int:
        """Keep words of the agent as a note; return its id."""
        talk = self.effect.conversation_id
        return cases.noted(self.session, talk, self.actor.agent_id, text, self.now, identity_id=identity_id).id

    def _show(self) -> None:
        """The card follows every change of state; a case that is closed closes its thread."""
        verb, effect, session, case_id, now = self.verb, self.effect, self.session, self.case_id, self.now
        if verb.name in ("note", "resend", "edit", "delete"):
            return
        if verb.name == "suggest":
            self.relay.tell(session, case_id, now, "suggested", agent=self.actor.name, file=verb.text)
            return
        if verb.take_over and effect.say:
            self.relay.tell(session, case_id, now, "took_over", agent=self.actor.name)
        if effect.given_to:
            given = {"agent": self.actor.name, "to": effect.given_to}
            self.relay.tell(session, case_id, now, "gave", **given)
            self.relay.whisper(session, effect.given_to, case_id, texts.team("gave", **given), now)
        self.house.show(session, case_id, now)
        if verb.name in ("resolve", "hand_back", "block"):
            self.relay.close(session, case_id, now)
