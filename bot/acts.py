"""What a decision's acts do, each by the room that owns it: said, remembered, handed over, planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot import loops, memory, relationship, texts
from bot.dialogue import waiting
from bot.dialogue.voice import Voice
from bot.errors import Refused
from bot.handoff import cases
from bot.hours import ALWAYS, Hours
from bot.house import House
from bot.linking import link, unlink
from bot.memory import access, identities, issues, privacy
from bot.relationship import aftercare, dealings, events, gaps, incidents, outcomes, recovery
from bot.speech import Speaker
from bot.storage import queue
from bot.storage.tables import Conversation, Identity, Incident, Message
from bot.storage.tables import Decision as DecisionRow
from bot.storage.tables import Fact as FactRow
from bot.types.awaited import Awaited
from bot.types.chat import Address
from bot.types.decision import (
    Act,
    Ask,
    Confirm,
    Export,
    Forget,
    Lapse,
    Learn,
    Link,
    Mend,
    Note,
    OpenCase,
    Outcome,
    Rate,
    Reach,
    Report,
    Say,
    Schedule,
    Tell,
    Transfer,
)
from bot.types.relationship import Happened
from bot.types.turn import Turn

WAITING_TIMERS = ("case_half", "case_wait", "case_lead", "case_closing")
AGENT_TIMERS = ("agent_half", "agent_silent", "case_stale")
EXPORT_CHARS, EXPORT_MESSAGES = 3_600, 8
"""Characters of one message of a customer's own copy, which every chat app carries whole, and messages of it at most;
a longer copy is handed out by the team."""
EXPORT_PART = ("customer", "identities", "facts", "issues")

NOTED = {"answered": "answered", "helped": "helped", "not_helped": "not_helped", "miss": "missed",
         "durable": "durable"}  # fmt: skip
"""How a turn's outcome is called among those that are counted (relationship/outcomes.py)."""


class Applied:
    """Applies the acts of one decision, in order, each by the room that owns it."""

    def __init__(
        self, house: House, session: Session, turn: Turn, now: datetime, place: Address | None = None
    ) -> None:  # fmt: skip
        self.house, self.session, self.turn, self.now = house, session, turn, now
        self.place = place or turn.last.address
        """Where it is said: where the customer wrote, if nothing else is given."""
        self.first: int | None = None
        self.choices: tuple[tuple[str, str], ...] | None = None
        """Choices of the last words said; None when nothing was said."""
        self.opened: int | None = None
        """The case that this turn opened."""
        self.moved = False
        """Whether the case changed hands in this turn."""
        self.told: list[str] = []
        """Keys of the facts learnt in this turn."""
        self.relink: Callable[[], object] | None = None
        """Linking moves lanes and conversations: it runs after the turn's own lane is done."""
        self._speak = Speaker(house, session, turn.ownership.conversation_id, now)

    def apply(self, act: Act) -> None:
        """Apply one act."""
        handlers: dict[type, Callable[[Any], None]] = {
            Say: self._say, Learn: self._learn, Forget: self._forget, Link: self._link, OpenCase: self._open_case,
            Transfer: self._transfer, Ask: self._ask, Schedule: self._schedule, Tell: self._tell_agents,
            Note: self._note, Outcome: self._outcome, Rate: self._deal, Reach: self._deal,
            Mend: self._mend, Lapse: self._deal, Report: self._report, Export: self._export, Confirm: self._confirm,
        }  # fmt: skip
        handlers[type(act)](act)

    def used(self, facts: Sequence[int]) -> list[int]:
        """Return the ids of the facts that shaped a decision; those told in this very turn have theirs only now."""
        kept = [fact for fact in facts if fact]
        if 0 not in facts:
            return kept
        own = FactRow.identity_id == self.turn.last.identity_id
        query = select(FactRow.id).where(own, col(FactRow.key).in_(self.told), FactRow.status == "active")
        return kept + list(self.session.exec(query).all())

    def offer_choices(self) -> None:
        """Let the choices of the last words be answered by number or label too; older ones go stale."""
        if self.choices is not None:
            conversation = self._conversation
            offered = replace(Awaited.read(conversation.awaiting), options=self.choices)
            conversation.awaiting = offered.stored()
            self.session.add(conversation)

    @property
    def _conversation(self) -> Conversation:
        return self.session.get_one(Conversation, self.turn.ownership.conversation_id)

    def _say(self, act: Say) -> None:
        identity = self.session.get_one(Identity, act.identity_id or self.turn.last.identity_id)
        elsewhere = queue.direct_place(self.session, identity) if act.identity_id else None
        if act.identity_id and elsewhere is None:
            return  # what is told about an account is for its owner alone
        place = elsewhere or (self.turn.last.address if act.public else self.place)
        to = place or queue.last_place(self.session, identity)
        if self.turn.last.kind == "timer" and queue.closed(self.session, to):
            return  # who has blocked us hears nothing unasked
        if self._reworded(act):
            return
        message_id = self._speak(
            identity, act.text, role="bot", kind=act.kind, say=act, inbound_id=self.turn.last.inbound_id,
            address=place,
        )  # fmt: skip
        self.first = self.first or message_id
        self.choices = tuple((choice.id, choice.label) for choice in act.choices)

    def _reworded(self, act: Say) -> bool:
        """Answer an edited message by editing the reply to it; False where there is none that could be edited."""
        if self.turn.last.kind != "edit" or self.first is not None or act.identity_id:
            return False
        replied = self.session.exec(
            select(Message)
            .join(DecisionRow, col(DecisionRow.message_id) == col(Message.id))
            .where(DecisionRow.in_reply_to == self.turn.last.message_id, Message.role == "bot")
            .order_by(col(Message.id).desc())
            .limit(1)
        ).first()
        if replied is None:
            return False
        replied.text, replied.code, replied.tokens, replied.kind = act.stored, act.code, None, act.kind
        replied.choices = [asdict(choice) for choice in act.choices]
        replied.sources = [asdict(source) for source in act.sources]
        self.session.add(replied)
        self._speak.reworded(replied, act)
        self.first = replied.id
        self.choices = tuple((choice.id, choice.label) for choice in act.choices)
        return True

    def _tell_agents(self, act: Tell) -> None:
        case_id = act.case_id or self.turn.ownership.case_id
        if case_id is None:
            return
        if act.wake and cases.wake(self.session, self.turn.ownership.conversation_id):
            self.moved = True
        relay, session = self.house.relay, self.session
        if act.urgent:
            cases.first(session, case_id, cases.URGENT)
        relay.say(session, case_id, act.line, self.now)
        if act.widen:
            relay.widen(session, case_id, self.house.person(session, self.turn.known.customer_id, self.now), self.now)
        if act.lead and (lead := self.house.policy().sla.lead):
            relay.alert(session, lead, case_id, act.line, self.now)
        if act.personal:
            relay.whisper(session, self.turn.ownership.agent_name, case_id, act.line, self.now)

    def _tell(self, key: str, **values: object) -> None:
        """Say a line of the catalogue."""
        self._say(Say(self._voice(key, **values), "command"))

    def _learn(self, act: Learn) -> None:
        told = tuple(fact for fact in act.facts if fact.key != "issue.open")
        self.told += [fact.key for fact in told]
        memory.apply(self.session, Learn(told), self.turn, self.house.registry, self.now)
        for told_of in (fact for fact in act.facts if fact.key == "issue.open"):
            self._open_issue(told_of.value, told_of.message_id)

    def _open_issue(self, title: str, message_id: int) -> None:
        if not self.turn.known.get(memory.NO_MEMORY):
            issues.open_issue(self.session, self.turn.last.identity_id, title, message_id, self.now)

    def _confirm(self, act: Confirm) -> None:
        if fact := self.session.get(FactRow, act.fact_id):
            fact.asked_at = self.now
            self.session.add(fact)

    def _export(self, _act: Export) -> None:
        """Everything, as a file where the app takes files."""
        access.note(self.session, self.turn.known.customer_id, "customer", "export", self.now)
        if not self.house.takes_files(self.place):
            self._export_in_words()
            return
        copy = privacy.copy_file(self.turn.last.identity_id, self.now)
        self._say(Say(self._voice("export.file"), "command", files=(copy,)))

    def _export_in_words(self) -> None:
        """Everything, where it can be read in a chat; else what is remembered, and who has the rest."""
        whole = privacy.export(self.session, self.turn.known.customer_id, self.now)
        parts, line = privacy.in_parts(whole, EXPORT_CHARS), "export.done"
        if len(parts) > EXPORT_MESSAGES:
            short = {name: whole[name] for name in EXPORT_PART if name in whole}
            parts, line = privacy.in_parts(short, EXPORT_CHARS), "export.part"
        self._tell(line)
        for part in parts:
            self._say(Say(f"```json\n{part}\n```", "command"))

    def _forget(self, act: Forget) -> None:
        access.note(self.session, self.turn.known.customer_id, "customer", "forget", self.now)
        if act.everything:
            theirs = privacy.all_of(self.session, self.turn.known.customer_id)
            self.house.relay.withdraw(self.session, theirs, self.now)
        memory.apply(self.session, act, self.turn, self.house.registry, self.now)

    def _outcome(self, act: Outcome) -> None:
        conversation = self._conversation
        if act.kind in ("miss", "not_helped"):
            conversation.misses += 1
        elif act.kind in ("answered", "helped", "resolved"):
            # An answer that was given says nothing yet about whether it helped; a thumb up does.
            conversation.misses = 0 if act.kind != "answered" else conversation.misses
        elif act.kind == "hint_used":
            if self.first is not None:
                loops.handed_on(self.house, self.session, self.turn, self.first, self.now)
            conversation.hint = ""
        elif act.kind == "acknowledged":
            conversation.acknowledged = True
        self.session.add(conversation)
        if kind := NOTED.get(act.kind):
            self._count(kind, act.article)
        if act.kind in ("resolved", "helped"):
            self._well(act)
        elif act.kind == "reopened":
            aftercare.reopened(self.session, self.turn.known.customer_id, conversation.id, self.house.care, self.now)
        elif act.kind == "durable" and act.article.endswith("first"):
            self._count("first_contact", "")
        memory.apply(self.session, act, self.turn, self.house.registry, self.now)

    def _note(self, act: Note) -> None:
        """Keep what happened; the key makes a turn that is done again note it once."""
        one, last = act.happened, self.turn.last
        what = str(one.data.get("what", one.data.get("name", "")))
        events.note(self.session, last.identity_id, one, self.now, key=f"turn:{last.inbound_id}:{one.kind}:{what}")

    def _count(self, kind: str, detail: str) -> None:
        turn = self.turn
        outcomes.note(self.session, kind, self.now, customer_id=turn.known.customer_id,
                      conversation_id=turn.ownership.conversation_id, detail=detail)  # fmt: skip

    def _well(self, act: Outcome) -> None:
        """The customer says that it is solved."""
        turn = self.turn
        issue = next((one for one in turn.known.issues if one.id == act.issue), None)
        if turn.dealings.recovering:
            recovery.end(self.session, turn.known.customer_id, "recovered", turn.ownership.conversation_id, self.now)
        if act.kind == "helped" and issue is None:
            return
        began = turn.ownership.began
        first = issue is not None and began is not None and issue.opened_at >= began
        what = aftercare.Solved(turn.known.customer_id, turn.last.identity_id, turn.ownership.conversation_id,
                                "customer", first)  # fmt: skip
        aftercare.solved(self.session, what, self.house.care, self.now)

    # --- what stands open with this customer ---

    def _deal(self, act: Rate | Reach | Lapse) -> None:
        dealings.apply(self.session, act, self.turn, self.first, self.now)
        if isinstance(act, Reach) and act.purpose == "gap" and act.said:
            self._count("gap_closed", "")

    def _mend(self, act: Mend) -> None:
        if act.op == "start":
            self._recover(act)
        else:
            dealings.apply(self.session, act, self.turn, self.first, self.now)

    def _recover(self, act: Mend) -> bool:
        """Begin a recovery, which is looked after some days later; False where one runs already."""
        began = dealings.apply(self.session, act, self.turn, self.first, self.now)
        if began:
            due, identity_id = self.now + timedelta(days=self.house.care.recovery_days), self.turn.last.identity_id
            aftercare.plan(self.session, identity_id, f"recovery:{self.turn.known.customer_id}", "recovery", due,
                           purpose="check_back")  # fmt: skip
            if case_id := self.opened or self.turn.ownership.case_id:
                cases.first(self.session, case_id, recovery.FIRST)
                self._offer_goodwill(case_id)
        return began

    def _report(self, act: Report) -> None:
        """What others may meet too: a gap is counted, a trouble that many report becomes one incident."""
        turn, session = self.turn, self.session
        if not turn.last.message_id:
            return
        names = [turn.known.name, *(name for _, name in turn.known.identities)]
        names = [name for name in names if name]
        identity_id, language = turn.last.identity_id, turn.standing.language
        if act.kind == "gap":
            gaps.met(session, act, identity_id=identity_id, message_id=turn.last.message_id, language=language,
                     names=names, now=self.now)  # fmt: skip
            return
        incident = incidents.report(session, act, identity_id=identity_id, message_id=turn.last.message_id,
                                    language=language, names=names, care=self.house.care, now=self.now)  # fmt: skip
        if incident is not None:
            self._fold(incident)

    def _fold(self, incident: Incident) -> None:
        talk = self.turn.ownership.conversation_id
        if lead := loops.fold(self.house, self.session, incident, talk, self.now):
            self.opened = lead
            self._reminders(lead)
        elif self.opened and cases.open_case_of(self.session, talk) is None:
            self.opened = None  # what this turn opened is part of the incident's case already

    def _ask(self, act: Ask) -> None:
        conversation = self._conversation
        conversation.awaiting = act.awaiting.stored()
        self.session.add(conversation)

    def _open_case(self, act: OpenCase) -> None:
        turn, session = self.turn, self.session
        house, priority = self.house, relationship.place(turn.standing, turn.said, self.house.policy())
        hours, ceiling = house.hours(turn.standing), house.policy().sla.ceiling
        lead, too_often = act.lead, recovery.too_often(session, turn.known.customer_id, act.reason, self.now)
        if too_often and self._recover(Mend("start", "third_case")) and self.first is None:
            lead = lead or self._voice("recovery.own")
        recovering = recovery.current(session, turn.known.customer_id) is not None
        if recovering or act.reason in recovery.REASONS:
            priority = min(priority, recovery.FIRST)
        ahead = cases.waiting_before(session, priority, self.now)
        case_id = cases.open_case(
            session, turn.ownership.conversation_id, reason=act.reason, title=act.title, detail=act.detail,
            priority=priority, now=self.now, due_at=hours.after(self.now, house.first(turn.standing)),
            ceiling_at=hours.after(self.now, ceiling) if ceiling else None,
        )  # fmt: skip
        self._note(Note(Happened("handed_off", self.now, {"what": act.reason})))
        if act.issue and turn.known.issue is None and turn.last.message_id:
            self._open_issue(act.issue, turn.last.message_id)
        if act.draft:
            cases.keep_draft(session, case_id, act.draft, act.article, self.now)
        self.opened = case_id
        tier = house.policy().sets_apart(turn.standing.tier)
        cases.stand(session, case_id, ", ".join(filter(None, (turn.standing.stage, tier))), self.now)
        if recovering:
            self._offer_goodwill(case_id)
        outcomes.note(session, "handed_off", self.now, case_id=case_id, detail=act.reason)
        key = "handoff.open_failure" if act.reason == "bot_failure" else "handoff.open"
        told = self._voice("handoff.open_waiting" if ahead and key == "handoff.open" else key, ahead=ahead)
        told = " ".join(filter(None, (told, self._wait(hours))))
        self._say(Say("\n\n".join(filter(None, (lead, told))), "handoff"))
        self._reminders(case_id)

    def _offer_goodwill(self, case_id: int) -> None:
        """Agents see what the policy lets them offer to make something good."""
        if goodwill := self.house.care.goodwill:
            cases.allow(self.session, case_id, goodwill, self.now)

    def _wait(self, hours: Hours) -> str:
        """Return when people are back, or how long it took lately; said once, with the hand-off."""
        own_zone = self.turn.known.get("locale.timezone") or ""
        away = waiting.closed(self._voice, hours, self.now, own_zone)
        return away or waiting.lately(self._voice, cases.waits(self.session), hours)

    @property
    def _voice(self) -> Voice:
        standing = self.turn.standing
        return Voice(standing.language, standing.tone, self.turn.known.name, self.house.company)

    def _reminders(self, case_id: int) -> None:
        """Set the timers of a waiting case: agents are reminded at half the time, the customer is told at its end.

        Whom nobody has come to at closing time is told then, too: once a wait.
        """
        standing, wait = self.turn.standing, self.house.first(self.turn.standing)
        reminder = [("case_half", wait / 2)] if self.house.relay.desks else []
        for kind, after in (*reminder, ("case_wait", wait)):
            self.house.set_timer(self.session, self.turn.last.identity_id, kind, case_id, after, standing, self.now)
        if closes := self.house.hours(standing).closes(self.now):
            queue.schedule(self.session, key=f"case_closing:{case_id}", identity_id=self.turn.last.identity_id,
                           due_at=closes, payload={"kind": "case_closing", "case_id": case_id})  # fmt: skip

    def _transfer(self, act: Transfer) -> None:
        conversation_id, case_id = self.turn.ownership.conversation_id, self.turn.ownership.case_id
        self.moved = True
        for timer in self.house.timers:
            queue.cancel(self.session, f"{timer}:{case_id}")
        if act.to == "bot":
            cases.back_to_bot(self.session, conversation_id, self.now)
        else:
            cases.requeue(self.session, conversation_id, self.now)
            self._reminders(case_id or 0)

    def _schedule(self, act: Schedule) -> None:
        hours = self.house.hours(self.turn.standing) if act.office else ALWAYS
        due = hours.after(self.now, act.after)
        queue.schedule(self.session, key=act.key, identity_id=self.turn.last.identity_id, due_at=due,
                       payload=act.payload, keep=act.keep)  # fmt: skip

    # --- linking ---

    def _link(self, act: Link) -> None:
        try:
            if act.op == "undo":
                self._undo()
            else:
                {"offer": self._offer, "accept": self._accept}[act.op](act.code)
        except Refused as refused:
            self._tell(refused.line or "link.refused")

    def _offer(self, code: str) -> None:
        identities.offer_code(self.session, self.turn.last.identity_id, code, self.house.key, self.now)
        shown = f"{code[:4]}-{code[4:]}"
        self._say(Say(self._voice("link.code", code=shown), "command", code=shown))

    def _accept(self, code: str) -> None:
        session, turn = self.session, self.turn
        redeemed = identities.redeem_code(session, turn.last.identity_id, code, self.house.key, self.now)
        other = session.get_one(Identity, redeemed.other_identity_id)
        a, b = other.customer_id, turn.known.customer_id
        if not identities.linkable(session, a, b):
            raise Refused("one of the two is shut out; nobody is linked with them.", line="link.refused")
        channels = ", ".join(sorted({texts.channel_name(other.channel), texts.channel_name(turn.last.address.channel)}))
        self._tell("link.done", channels=channels)
        told = Voice(turn.standing.language, turn.standing.tone, turn.known.name, "")(
            "link.told", channel=texts.channel_name(turn.last.address.channel)
        )
        self._say(Say(told, "command", identity_id=other.id))
        if a != b:  # a code of an account that is linked already proves nothing new
            self.relink = lambda: link(session, a, b, method="code", actor="customer", evidence="code", now=self.now)

    def _undo(self) -> None:
        identity_id = identities.to_unlink(self.session, self.turn.last.identity_id)
        if identity_id is None:
            self._tell("link.none")
            return
        self._tell("link.undone")
        self.relink = lambda: unlink(self.session, identity_id, "customer", self.now)
