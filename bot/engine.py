"""One turn of a conversation: load → decide → record; and `act`, an agent's verb. Read this first.

`load` makes values of rows, `decide` thinks without a session, `record` applies the decision in one fenced
transaction: what the customer hears, what is remembered, who owns the conversation and that the events are done
become true together or not at all. Functions with a session never commit and may run twice.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import case, literal_column
from sqlmodel import Session, col, func, select

from bot import intake, markup, memory, relationship, texts
from bot.acts import AGENT_TIMERS, WAITING_TIMERS, Applied
from bot.answers.knowledge import Knowledge
from bot.deliveries import Deliveries
from bot.desk import hand
from bot.dialogue import Means, bringing_in, commands, decide, groups, reading
from bot.dialogue.home import card as home_page
from bot.dialogue.library import Library
from bot.dialogue.timers import WAKE
from bot.dialogue.voice import Voice
from bot.errors import Refused
from bot.handoff import cases, verbs
from bot.handoff.card import Person
from bot.handoff.relay import Relay
from bot.hearing import Hearing, ripen
from bot.hours import Hours
from bot.house import Render
from bot.llm import Port
from bot.memory import amend, identities, learning, privacy, proposing
from bot.memory.registry import Registry
from bot.relationship import dealings, outcomes
from bot.relationship.care import Care
from bot.relationship.policy import DEFAULT, Policy
from bot.storage import files, queue
from bot.storage.queue import Claim, LaneKind
from bot.storage.tables import Conversation, Identity, Message
from bot.storage.tables import Decision as DecisionRow
from bot.types.chat import Address, Outbound
from bot.types.chat import Inbound as Arrival
from bot.types.decision import Decision, Learn, Note, OpenCase
from bot.types.handoff import Actor, Verb
from bot.types.memory import Known
from bot.types.model import Model
from bot.types.relationship import Standing
from bot.types.turn import Event, Turn
from bot.verbs import Carried

PROPOSE, PROPOSE_AFTER = "propose", timedelta(seconds=20)
"""The timer at which a model looks at what a customer said, and how long after their first words."""


LATELY = 3
"""Messages of a customer that say what their case is about now."""
AMENDS: dict[str, amend.Op] = {"edit_fact": "edit", "confirm_fact": "confirm", "forget_fact": "forget"}
"""Verbs on what is remembered."""
SAID = ("reply", "edit", "resolve", "hand_back")
"""Verbs whose words a customer reads."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What turns need beside the database: articles, registry of facts, renderers, the key for codes."""

    knowledge: Knowledge
    registry: Registry
    render: Render
    key: bytes
    relay: Relay
    """To the agents' desks in chat apps."""
    port: Port | None = None
    """To a language model, where one is configured."""
    takes_files: Callable[[Address], bool] = lambda _: False
    """Whether a file can be sent to a place."""
    file_name: Callable[[str], str] = str
    """The name under which a file is stored that belongs to a random token."""
    policy: Callable[[], Policy] = lambda: DEFAULT
    """How customers are treated: knowledge/policy.toml as last good."""
    company: str = ""
    case_wait: float = 900
    """Seconds of opening time until a customer whom nobody has claimed is told so."""
    agent_silence: float = 1800
    """Seconds of opening time without a reply after which a claimed case goes back to the queue."""
    idle_close: float = 86400
    """Seconds of silence after which a conversation without a case has ended."""
    day_tokens: int = 0
    """Tokens of the language model that all customers together may cost in a day (UTC)."""
    customer_tokens: int = 0
    """Tokens that one of them may cost in a day."""

    @property
    def timers(self) -> Sequence[str]:
        """What a case's timers are called, without its number."""
        return *WAITING_TIMERS, *AGENT_TIMERS, WAKE

    @property
    def hearing(self) -> Hearing:
        """What the customer's words tell."""
        return Hearing(self.registry, self.policy, self.company)

    @property
    def deliveries(self) -> Deliveries:
        """What becomes of what was sent."""
        return Deliveries(self)

    @property
    def care(self) -> Care:
        """How often, how soon and when we ask, remind and write unasked."""
        return self.policy().care()

    # --- load ------------------------------------------------------------------------------------

    def load(self, session: Session, claim: Claim, now: datetime) -> Turn | None:
        """Return the turn that waits in a lane; None when there is nothing left to do."""
        events = queue.events(session, claim)
        if not events:
            return None
        identity = session.get(Identity, events[-1].identity_id)
        if identity is None:  # erased while its event waited
            return None
        home = queue.last_place(session, identity)
        sent = files.of_messages(session, [event.message_id for event in events if event.message_id])
        located = tuple(
            replace(event, address=home if event.kind == "timer" else event.address,
                    attachments=sent.get(event.message_id or 0, ()))
            for event in events
        )  # fmt: skip
        known = self._known(session, identity.customer_id, now)
        if known.barred:  # what still waited is not answered, and no timer speaks
            return None
        conversation_id, new = _conversation(session, identity.customer_id, events)
        if conversation_id is None:
            return None
        ownership = cases.load(session, conversation_id, identity.customer_id, new_episode=new, now=now)
        if known.issue:
            asked = cases.picked_up(session, conversation_id, identity.customer_id)
            ownership = replace(ownership, picked_up=asked)
        words = "\n".join(event.text for event in events if event.text)
        # What the bot has said, quoted, is in its language, not in the customer's.
        own = reading.unquoted(words, (line.text for line in known.history if line.role == "bot"))
        spoken = texts.detect(own) or reading.language_wished(words)
        spoken = spoken or reading.greeted_in(words, known=bool(known.history))
        spoken = spoken or ("" if _language_heard(known) else texts.guess(words))
        app = next((told for event in reversed(events) if (told := str(event.data.get("language", "")))), "")
        channel = located[-1].address.channel
        standing = relationship.load(session, known, self.policy(), spoken, now, channel=channel, app=app)
        standing = replace(standing, allowance=self._allowance(session, known, now))
        open_with_us = dealings.load(session, known, ownership, located, self.policy().care(standing), now)
        wanted = reading.without_asking(words) if reading.asks_of_past(words) else words
        pack = memory.pack_for(session, known, wanted, now) if wanted else None
        success = outcomes.last_success(session, known.customer_id) if reading.asks_again(words) else None
        public = queue.shared(session, located[-1].address)
        return Turn(located, known, ownership, standing, now, public, dealings=open_with_us, pack=pack, success=success)

    def _known(self, session: Session, customer_id: int, now: datetime) -> Known:
        """Return what memory holds of a customer, with what the registry says of how it may be told."""
        known = memory.load(session, customer_id, now)
        return replace(known, unsaid=self.registry.unsaid, wording=self.registry.wording)

    def pass_over(self, session: Session, claim: Claim, now: datetime) -> None:
        """Give back a lane in which there was nothing to do; what came in meanwhile is a turn to be claimed.

        Raises StaleLane.
        """
        queue.fence(session, claim)  # from here on nothing comes in
        if self.load(session, claim, now) is None:
            queue.pass_over(session, claim, now)
        else:
            queue.release(session, claim, now)

    def _allowance(self, session: Session, known: Known, now: datetime) -> int:
        """Return the tokens that this message may cost: what its customer and the whole day have left."""
        if self.port is None:
            return 0
        day = now.replace(hour=0, minute=0, second=0, microsecond=0)
        own = col(Conversation.customer_id) == known.customer_id
        by_all, by_this = session.exec(
            select(func.coalesce(func.sum(DecisionRow.tokens), 0),
                   func.coalesce(func.sum(case((own, col(DecisionRow.tokens)), else_=0)), 0))
            .join(Conversation, col(Conversation.id) == col(DecisionRow.conversation_id))
            .where(col(DecisionRow.at) >= day, col(DecisionRow.tokens) > literal_column("0"))
        ).one()  # fmt: skip
        left = min(self.day_tokens - by_all, self.customer_tokens - by_this)
        return max(0, int(left))

    # --- decide ----------------------------------------------------------------------------------

    def decide(self, turn: Turn, waited: float = 0.0) -> Decision:
        """Return what to do: first what the words tell, then what to say. No session, no clock.

        `waited` is for how many seconds a loaded turn has waited for its thread: who writes waits in vain no longer.
        """
        if turn.last.kind != "timer":
            waited += max(0.0, (turn.now - turn.last.at).total_seconds())
        model = self.port.message(turn.standing.allowance, turn.now, waited) if self.port else None
        if turn.last.data.get("kind") == PROPOSE:
            return self._proposed(turn, model)
        decision = self._decide(turn, model)
        if any(self.knowledge.deleted(source.article) for source in decision.passages):
            # Deleted a moment ago, before the watcher saw it: gone from the next answer means this one.
            self.knowledge.refresh()
            decision = self._decide(turn, model)
        if model is None or not model.notes:
            return decision
        return replace(decision, model=f"{model.name} ({'; '.join(model.notes)})", tokens=model.tokens)

    def _proposed(self, turn: Turn, model: Model | None) -> Decision:
        """Return what a model proposes to remember of the messages since the timer was set; nothing is said."""
        nothing = Decision("silent", "a model proposed no facts")
        if model is None or turn.known.get(memory.NO_MEMORY):
            return nothing
        since, identity_id = int(turn.last.data.get("since", 0)), turn.last.identity_id
        said = [
            line for line in turn.known.history
            if line.role == "customer" and line.identity_id == identity_id and line.message_id >= since
            and not learning.echoes(line.text, turn.known)
        ]  # fmt: skip
        found = proposing.propose(model, said, self.registry)
        decision = Decision("silent", "a model proposed facts", (Learn(found),)) if found else nothing
        return replace(decision, model=f"{model.name} ({'; '.join(model.notes)})", tokens=model.tokens)

    def _ask_for_proposals(self, session: Session, turn: Turn, now: datetime) -> None:
        """Have a model look at the customer's words when the talk has paused: never on the road of the reply."""
        words = [one for one in turn.events if one.kind == "message" and one.message_id and one.text]
        if self.port is None or not words or turn.known.get(memory.NO_MEMORY):
            return
        queue.schedule(
            session, key=f"{PROPOSE}:{words[-1].identity_id}", identity_id=words[-1].identity_id,
            due_at=now + PROPOSE_AFTER, payload={"kind": PROPOSE, "since": words[0].message_id}, keep=True,
        )  # fmt: skip

    def _decide(self, turn: Turn, model: Model | None) -> Decision:
        turn = self.hearing.heard(turn)
        known = self.registry
        library = Library(self.knowledge.index, turn.now.date(), known.countries, known.lands, model, known.towns)
        code = identities.new_code(secrets.token_bytes(5))
        hours = self.hours(turn.standing)
        means = Means(library, self.company, code, self.agent_silence, self.case_wait, hours)
        decision = decide(turn, means)
        return replace(decision, acts=(*decision.acts, *relationship.notes(turn, decision)), standing=turn.standing)

    # --- record ----------------------------------------------------------------------------------

    def record(self, session: Session, claim: Claim, turn: Turn, decision: Decision, now: datetime) -> None:
        """Apply a decision in the lane's fenced transaction. Raises StaleLane when the lane moved on.

        When the conversation changed hands while the bot was thinking, nothing of it is applied: an answer becomes
        a suggestion on the desk, and the turn is done again under its new owner, so that no command is lost.
        """
        queue.fence(session, claim)
        if _moved_on(session, turn):
            self._redo(session, claim, turn, decision, now)
            return
        ripen(session, turn, now)
        turn = replace(turn, standing=decision.standing or turn.standing)
        said = Applied(self, session, turn, now, groups.direct(turn) if decision.direct else None)
        for act in decision.acts:
            said.apply(act)
        said.offer_choices()
        row = DecisionRow(
            conversation_id=turn.ownership.conversation_id, in_reply_to=turn.last.message_id, message_id=said.first,
            kind=decision.kind, rule=decision.rule, passages=[asdict(source) for source in decision.passages],
            facts=said.used(decision.facts), policy=list(_obeyed(turn.standing, decision)), model=decision.model,
            tokens=decision.tokens, at=now,
        )  # fmt: skip
        session.add(row)
        self._to_desk(session, turn, said, now, command=decision.kind == "command")
        self._ask_for_proposals(session, turn, now)
        queue.complete(session, claim, turn.events, now)
        if said.relink:
            said.relink()
            self._show_accounts(session, turn, now)

    def _show_accounts(self, session: Session, turn: Turn, now: datetime) -> None:
        """Accounts were linked or parted: the cards of the customers that they belong to say so."""
        session.flush()
        belongs = session.get_one(Identity, turn.last.identity_id).customer_id
        for customer_id in {turn.known.customer_id, belongs}:
            for case_id in cases.open_of(session, customer_id):
                self.show(session, case_id, now)

    def _to_desk(self, session: Session, turn: Turn, said: Applied, now: datetime, *, command: bool = False) -> None:
        """What the customer did is shown where agents work on the case, in order; a new case opens its thread.

        A command is between the customer and the bot, and may hold a secret (a code).
        """
        case_id = said.opened or turn.ownership.case_id
        if case_id is None:
            return
        if said.opened:
            self._new_on_desk(session, turn, case_id, now)
        for event in turn.events:
            words = event.message_id and event.kind == "message" and not command
            # The card of a new case shows the words of this turn; files stand in its thread.
            if words and not said.opened:
                answers = int(event.data.get("answers", 0))
                self.relay.mirror(session, case_id, event.message_id or 0, now, answers=answers)
            elif event.message_id and event.kind in ("edit", "delete") and not said.opened:
                self.relay.change(session, case_id, event.message_id, now)
                self.show(session, case_id, now)  # the card may quote it
        named = "" if said.opened or command else bringing_in.topic(turn, cases.called(session, case_id))
        if named:
            cases.call(session, case_id, named)
        if named or said.moved or (turn.last.kind != "timer" and cases.wake(session, turn.ownership.conversation_id)):
            self.show(session, case_id, now)

    def _new_on_desk(self, session: Session, turn: Turn, case_id: int, now: datetime) -> None:
        """Show the team a new case, and tell the colleague who is to have it first."""
        self.relay.opened(session, case_id, self.person(session, turn.known.customer_id, now), now)
        if turn.standing.agent and self.relay.desks:
            agent = turn.standing.agent
            self.relay.tell(session, case_id, now, "yours_first", agent=agent)
            self.relay.whisper(session, agent, case_id, texts.team("yours_first", agent=agent), now)

    def _redo(self, session: Session, claim: Claim, turn: Turn, decision: Decision, now: datetime) -> None:
        conversation_id = turn.ownership.conversation_id
        if case_id := _keep_draft(session, conversation_id, decision, now):
            self.show(session, case_id, now)
            session.add(
                DecisionRow(conversation_id=conversation_id, in_reply_to=turn.last.message_id, kind=decision.kind,
                            rule=decision.rule, passages=[asdict(source) for source in decision.passages],
                            dropped=True, model=decision.model, tokens=decision.tokens, at=now)
            )  # fmt: skip
        queue.release(session, claim, now)

    def rehome(self, session: Session, claim: Claim, now: datetime) -> None:
        """Bring what waits for a conversation that has ended into the customer's open one, a new one if need be."""
        for event in queue.events(session, claim):
            identity = session.get(Identity, event.identity_id)
            if identity is None:
                continue
            conversation_id = intake.episode(session, identity.customer_id, now, self.idle_close)
            message = session.get(Message, event.message_id) if event.message_id else None
            if message is not None:
                message.conversation_id = conversation_id
                session.add(message)

    def record_failure(self, session: Session, claim: Claim, turn: Turn, error: str, now: datetime) -> None:
        """A turn that failed for the last time: set it aside and hand the conversation to a person.

        When the conversation changed hands meanwhile, the turn is tried once more under its new owner instead.
        """
        queue.fence(session, claim)
        if _moved_on(session, turn):
            queue.release(session, claim, now, fails=claim.attempts)
            return
        said = Applied(self, session, turn, now)
        if turn.ownership.owner == "bot" and turn.last.kind != "timer":
            said.apply(OpenCase("bot_failure", turn.text or "The bot failed", detail=error))
        typed = turn.text.startswith("/") and commands.known(turn.text)
        self._to_desk(session, turn, said, now, command=typed)
        session.add(
            DecisionRow(conversation_id=turn.ownership.conversation_id, in_reply_to=turn.last.message_id,
                        message_id=said.first, kind="handoff", rule=f"turn failed: {error[:200]}", at=now)
        )  # fmt: skip
        queue.bury(session, claim, turn.events, error, now)

    # --- desks -----------------------------------------------------------------------------------

    def handle(self, session: Session, claim: Claim, now: datetime, kept: bool = True) -> None:
        """Carry out what an agent did on a desk, in their case's lane; `kept`: an article of it has its file.

        Raises StaleLane.
        """
        hand.Hand(self, kept=kept).handle(session, claim, now)

    def show(self, session: Session, case_id: int, now: datetime) -> None:
        """Draw a case's card anew."""
        if self.relay.desks:
            person = self.person(session, cases.customer_of(session, case_id), now)
            self.relay.refresh(session, case_id, person, now)

    def reopen(self, session: Session, case_id: int, at: Address, now: datetime) -> None:
        """Open a case's thread anew: the app says that this one was deleted, or that others read in all of its chat."""
        person = self.person(session, cases.customer_of(session, case_id), now)
        self.relay.reopen(session, case_id, at, person, now)

    def standing(self, session: Session, customer_id: int, now: datetime) -> Standing:
        """Return what a customer is to us, in their own language."""
        return relationship.load(session, memory.load(session, customer_id, now), self.policy(), "", now)

    def person(self, session: Session, customer_id: int, now: datetime) -> Person:
        """Return what the card of a customer's case goes by."""
        known = memory.load(session, customer_id, now)
        said = " ".join([line.text for line in known.history if line.role == "customer"][-LATELY:])
        pack = memory.pack_for(session, known, said, now)
        standing = relationship.load(session, known, self.policy(), "", now)
        own_zone = known.get("locale.timezone") or queue.zone(session, customer_id)
        tier = self.policy().sets_apart(standing.tier)
        return Person(known, standing, pack, self.hours(standing).zone, tier, own_zone)

    def home(self, session: Session, event: Arrival, now: datetime) -> bool:
        """Draw a person's own page in their chat app: their cases and preferences."""
        who = identities.resolve(session, event.address, event.sender, now, wrote=False)
        known = self._known(session, who.customer_id, now)
        standing = relationship.load(session, known, self.policy(), str(event.data.get("language", "")), now)
        voice = Voice(standing.language, standing.tone, known.name, self.company, known.wording)
        page = home_page(voice, known, cases.of_customer(session, who.customer_id))
        parts = self.render(Outbound("", "home", "resend", event.address, card=page, person=event.sender.id))
        queue.post(
            session, chat_id=who.chat_id, message_id=None, parts=parts, policy="resend", inbound_id=None, now=now
        )
        return True

    def erase(self, session: Session, customer_id: int, now: datetime) -> int:
        """Erase a customer, their words' copies on the desks included; return the number of rows. Raises NotFound."""
        self.relay.withdraw(session, privacy.all_of(session, customer_id), now)
        return privacy.erase(session, customer_id, now)

    # --- act -------------------------------------------------------------------------------------

    def act(self, session: Session, actor: Actor, verb: Verb, now: datetime) -> str:
        """Carry out an agent's verb on a case, or on a fact; return a short line for the agent.

        The same key twice is one act. Raises Refused or NotFound with the reason to show; nothing changed then.
        """
        if verb.name in AMENDS:
            return self._amend(session, actor, verb, now)
        at = Address("desk", str(actor.agent_id), "")
        lane: tuple[LaneKind, int] = ("case", verb.case_id)
        if not queue.note_done(session, address=at, key=verb.key, lane=lane, kind=verb.name, now=now):
            return texts.team("done")
        verb = self._outward(verb) if verb.name in SAID else verb
        effect = verbs.act(session, actor, verb, now)
        carried = Carried(self, session, actor, verb, effect, now)
        carried.follow()
        effect = carried.effect
        word = texts.banned(texts.detect(effect.words) or "en", effect.words) if effect.words else ""
        return f"{effect.note} {texts.team('tone', word=word)}" if word else effect.note

    def _amend(self, session: Session, actor: Actor, verb: Verb, now: datetime) -> str:
        """Set right, confirm or forget a fact; cards that show the customer show it as it is then."""
        what = amend.Amendment(verb.fact, AMENDS[verb.name], verb.key, verb.text)
        said = amend.amend(session, verb.customer_id, actor, what, self.registry, now)
        for case_id in cases.open_of(session, verb.customer_id):
            self.show(session, case_id, now)
        return said

    @staticmethod
    def _outward(verb: Verb) -> Verb:
        """Return a verb without what leads inside. Raises Refused where nothing is left to be said."""
        text = markup.outward(verb.text)
        if text != verb.text and not re.search(r"\w", text):
            raise Refused(texts.team("inside_alone"))
        return replace(verb, text=text)

    def set_timer(
        self, session: Session, identity_id: int, kind: str, case_id: int, after: float, standing: Standing,
        now: datetime,
    ) -> None:  # fmt: skip
        """Set a case's timer, in seconds of opening time."""
        due = self.hours(standing).after(now, after)
        payload = {"kind": kind, "case_id": case_id}
        queue.schedule(session, key=f"{kind}:{case_id}", identity_id=identity_id, due_at=due, payload=payload)

    def hours(self, standing: Standing) -> Hours:
        """Return when people are there for a customer: as their tier has it, else the desk that gets their cases."""
        place = standing.desk or next((f"{one.channel}:{one.chat}" for one in self.relay.desks), "web")
        return self.policy().hours_for(place, standing.tier)

    def zone(self, desk: str = "web") -> str:
        """Return on whose clock agents of a desk read times."""
        return self.policy().hours_for(desk).zone

    def first(self, standing: Standing) -> float:
        """Return within how many seconds of opening time somebody is to come."""
        return standing.sla.first or self.case_wait

    def next(self, standing: Standing) -> float:
        """Return within how many seconds of opening time whoever has come is to answer."""
        return standing.sla.next or self.agent_silence


# --- load's helpers ------------------------------------------------------------------------------


def _language_heard(known: Known) -> bool:
    """Whether what the customer wrote before tells their language already: no guess at a few words changes it."""
    return any(texts.guess(line.text) for line in known.history if line.role == "customer")


def _conversation(session: Session, customer_id: int, events: Sequence[Event]) -> tuple[int | None, bool]:
    """Return the conversation of the events, and whether this is its first turn."""
    ids = [event.message_id for event in events if event.message_id]
    if not ids:
        current = session.exec(
            select(Conversation.id)
            .where(Conversation.customer_id == customer_id)
            .order_by(col(Conversation.status).desc(), col(Conversation.id).desc())
            .limit(1)
        ).first()
        return current, False
    conversation_id = session.get_one(Message, ids[0]).conversation_id
    earlier = session.exec(
        select(func.count())
        .select_from(Message)
        .where(Message.conversation_id == conversation_id, col(Message.id) < ids[0])
    ).one()
    return conversation_id, earlier == 0


# --- record's helpers ----------------------------------------------------------------------------


def _obeyed(standing: Standing, decision: Decision) -> Sequence[str]:
    """Return the rules that had a part in a decision, with the offer or reward that it holds.

    What a command answers, no rule of a queue or an offer shapes.
    """
    if decision.kind == "command":
        return standing.manner
    noted = (act.happened for act in decision.acts if isinstance(act, Note) and act.happened.kind in _GIVEN)
    return (*standing.rules, *(f"policy:{_GIVEN[one.kind]}.{one.data['name']}" for one in noted))


_GIVEN = {"offered": "offers", "rewarded": "rewards"}
"""What happened with an answer → the table of the policy that it comes from."""


def _moved_on(session: Session, turn: Turn) -> bool:
    """Whether the conversation changed hands or ended since the turn was loaded; a timer may go off after its end."""
    conversation = cases.lock(session, turn.ownership.conversation_id)
    ended = conversation.status != "open" and not turn.last.aside
    return ended or conversation.version != turn.ownership.version


def _keep_draft(session: Session, conversation_id: int, decision: Decision, now: datetime) -> int | None:
    """Keep an answer that is not said as a suggestion, where somebody works on the case; return which case that is."""
    case = cases.open_case_of(session, conversation_id)
    say = next(iter(decision.says), None)
    if case and say and decision.kind in ("answer", "clarify"):
        article = say.sources[0].article if say.sources else ""
        cases.keep_draft(session, case.id, say.text, article, now)
        return case.id
    return None
