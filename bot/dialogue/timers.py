"""The timers of a case: a reminder for those who wait and for those who are waited for, if it still applies."""

from __future__ import annotations

from bot.dialogue import groups, waiting
from bot.dialogue.means import Means
from bot.dialogue.voice import Voice
from bot.hours import Hours
from bot.texts import channel_name, team
from bot.types.decision import Act, Decision, Mend, Outcome, Say, Schedule, Tell, Transfer
from bot.types.turn import Turn

WAKE = "case_wake"
"""The timer of a case that an agent has put off; it runs for them, not against them."""
MOOT = "timer no longer applies"
OFFICE_DAY = 8 * 3600.0
"""Seconds of opening time after which a reminder comes again."""
TYPING_WAIT = 60.0
"""Seconds that a timer waits for an agent who is typing."""


def due(turn: Turn, voice: Voice, means: Means) -> Decision:
    """A timer went off: does it still apply? Those of a waiting case end with the queue, an agent's with the agent."""
    data, ownership = turn.last.data, turn.ownership
    if data.get("kind") == "linked":
        other = str(data.get("channel", ""))
        same = other == turn.last.address.channel
        told = voice("link.told_same" if same else "link.told", channel=channel_name(other))
        if turn.public and groups.direct(turn) is None:
            return Decision("silent", "linked; nowhere to tell them alone")
        return Decision("notice", "linked by a colleague or the host", (Say(told, "notice"),), direct=turn.public)
    kind = str(data.get("kind")) if data.get("case_id") == ownership.case_id else ""
    if ownership.owner == "queue":
        return _nobody_came(turn, voice, means, kind)
    if ownership.owner == "agent":
        return _no_word(turn, voice, kind)
    return Decision("silent", MOOT)


def _nobody_came(turn: Turn, voice: Voice, means: Means, kind: str) -> Decision:
    """Half the time, the whole, twice the time, and then every day: reminder, second desk, lead."""
    if kind == "case_half":
        return Decision("silent", "half the time is gone", (Tell(team("tell.half")),))
    if kind == "case_wait":
        told = team("tell.wait")
        again = _case_timer(turn, "case_lead", turn.standing.sla.first or means.case_wait, keep=False)
        acts = (Say(voice("handoff.waiting"), "notice"), Tell(told, widen=True), again, Outcome("acknowledged"))
        return Decision("notice", "nobody came", acts)
    if kind == "case_lead":
        told = team("tell.lead")
        again = _case_timer(turn, "case_lead", OFFICE_DAY, keep=False)
        return Decision("silent", "nobody came, twice the time", (Tell(told, lead=True), Mend("start", "late"), again))
    if kind == "case_closing":
        return _closing(turn, voice, means.hours)
    return Decision("silent", MOOT)


def _closing(turn: Turn, voice: Voice, hours: Hours) -> Decision:
    """Nobody came before closing time: the customer hears when people are back."""
    closes = hours.closes(turn.now)
    if hours.is_open(turn.now) and closes is not None:  # the policy has other hours since then, or nobody woke us
        data = turn.last.data
        later = Schedule(f"{data['kind']}:{data['case_id']}", (closes - turn.now).total_seconds(), dict(data))
        return Decision("silent", "not closing time", (later,))
    when = waiting.back(voice, hours, turn.now, turn.known.get("locale.timezone") or "")
    told = voice("handoff.closing", when=when) if when else voice("handoff.waiting")
    acts = (Say(told, "notice"), Tell(team("tell.closing")), Outcome("acknowledged"))
    return Decision("notice", "nobody came before closing time", acts)


def _no_word(turn: Turn, voice: Voice, kind: str) -> Decision:
    """The agent who has the case: reminded at half the time, at its end it goes back; never while they type."""
    name = turn.ownership.agent_name
    if kind == WAKE:
        return Decision("silent", "a case wakes", (Tell(team("tell.wake"), wake=True, personal=True),))
    if kind == "case_stale":
        told = Tell(team("tell.stale"), personal=True)
        return Decision("silent", "a case rests", (told, _case_timer(turn, kind, OFFICE_DAY, keep=False)))
    if kind in ("agent_half", "agent_silent") and turn.ownership.typing:
        return Decision("silent", "the agent is typing", (_case_timer(turn, kind, TYPING_WAIT, keep=False),))
    if kind == "agent_half":
        told = Tell(team("tell.agent_half", agent=name), personal=True)
        return Decision("silent", "half the agent's time is gone", (told,))
    if kind == "agent_silent":
        told = Tell(team("tell.agent_silent", agent=name))
        line = Say(voice("handoff.requeued", agent=name), "notice")
        return Decision("notice", "agent silent", (Transfer("queue"), line, told, Outcome("acknowledged")))
    return Decision("silent", MOOT)


def answer_timers(turn: Turn, means: Means) -> tuple[Act, ...]:
    """Of an agent who has the case an answer is due."""
    if turn.ownership.owner != "agent":
        return ()
    wait = turn.standing.sla.next or means.agent_silence
    return _case_timer(turn, "agent_half", wait / 2), _case_timer(turn, "agent_silent", wait)


def _case_timer(turn: Turn, kind: str, after: float, *, keep: bool = True) -> Schedule:
    """A timer of the case, in opening time."""
    case_id = turn.ownership.case_id
    return Schedule(f"{kind}:{case_id}", after, {"kind": kind, "case_id": case_id}, keep=keep, office=True)
