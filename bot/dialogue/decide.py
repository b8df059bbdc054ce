"""One turn's decision. Read from top to bottom: what comes first, wins.

Timers and thumbs · a person owns it · a button · a command · a wish for a person · anger · what was awaited ·
feedback · small talk · what was told · the question itself. Whatever comes out keeps the way to a person open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.dialogue import (
    answering,
    commands,
    confirming,
    feedback,
    groups,
    leaning,
    mending,
    mood,
    outreach,
    reading,
    requests,
    safety,
    selling,
    signals,
    waiting,
)
from bot.dialogue import issue as issues
from bot.dialogue.answering import DOWN, HUMAN, MORE, NONE, UP, Library
from bot.dialogue.voice import Voice, of
from bot.hours import ALWAYS, Hours
from bot.texts import LANGUAGES, day, team, value
from bot.types import (
    PICKED_UP,
    Act,
    Ask,
    Choice,
    Decision,
    HandoffReason,
    Learn,
    Mend,
    OpenCase,
    OpenIssue,
    Outcome,
    Say,
    Schedule,
    Tell,
    Transfer,
    Turn,
)

WISHES = ("pref.", "locale.", "contact.do_not_contact", "accessibility.")
MOSTLY = 0.6
"""Share of a question from which a wish is all of it."""
SETTLED_WORDS = 12
"""Words up to which a message that says "it works now" is about nothing else."""
ANSWER_WORDS = 6
"""Words up to which a message is an answer to a yes-or-no question of the bot's."""
MORE_WORDS = 2
"""Words beside yes or no in an answer to the offer of a person: "ok do it", "yes right now"."""
TRIED = 3
"""Pieces of a message, each about what is wrong, that are tried as a question of their own."""
STORY = 300
"""Letters of what was told in pieces that are read together with what comes next."""
FEW, LONG = 5, 4
"""Words of a question that leans on what was said before, and letters of a word that has a meaning of its own."""
GREETED_WITH = ("plan.name", "location.city", "product.owned", "order.id", "device.os")
"""Facts of which a returning customer is told one, the first we have: that they are known, and no list of them."""

MOOT = "timer no longer applies"
OFFICE_DAY = 8 * 3600.0
"""Seconds of opening time after which a reminder comes again."""
TYPING_WAIT = 60.0
"""Seconds that a timer waits for an agent who is typing."""
ONLY_A_FILE = "only a file"
NOTED = "facts noted"
PIECE, NO_WORDS = "a piece of a story", "no words"
TO_GO_ON = (PIECE, NO_WORDS)
"""Rules of replies that only ask to go on."""
UPSET = ("angry", "weary")
"""Feelings that are acknowledged before anything is answered, and offered a person."""
PARTING = ("chat.bye", "the customer says it is solved", "it helped")
"""Rules of replies after which nothing more is asked."""
COMPLETE = (*PARTING, "thanks", "chat.ok", "chat.helped", "chat.which")
"""Rules of small talk that ends in itself, and of "which one?": no button for a person, which "1" would press."""
_SENTENCE = re.compile(r"(?:[^.!?\n]|\.(?=\w))+[.!?]*")
"""A dot within a word is an address's or a number's."""
_UP, _DOWN = re.compile("[👍👌🙏😊🙂😀❤♥🎉💯✅]"), re.compile("[👎😡😠🤬💔❌]")
_WAVE = re.compile("[👋🙋✋]")
_PIECE = re.compile(r"[,;.!?\n]+|\s(?:and|but|und|aber|y|pero|et|mais)\s", re.IGNORECASE)
_MASK = re.compile(r"\[[^\[\]\n]{1,40} removed\]")
"""What stands where a secret was (memory/masking.py): no word to search for."""


@dataclass(frozen=True, slots=True)
class Means:
    """What deciding may use beside the turn: the articles, the company's name, a fresh code, how long to wait."""

    library: Library
    company: str
    code: str
    """A link code minted for this turn, in case it is needed."""
    agent_silence: float
    """Seconds without a reply after which a claimed case goes back to the queue."""
    case_wait: float = 900
    """Seconds until somebody is to claim a case."""
    hours: Hours = ALWAYS
    """When people are there for this customer."""


def decide(turn: Turn, means: Means) -> Decision:
    """Return what to do. Pure: the same turn and means give the same decision."""
    if turn.public:
        return _in_public(turn, means)
    return _decided(turn, means)


def _in_public(turn: Turn, means: Means) -> Decision:
    """Others read along: what is private is answered in the direct chat, the rest without what they must not hear."""
    discreet = groups.discreet(turn)
    decision = _decided(turn, means) if turn.last.kind != "timer" and groups.may_be_private(turn) else None
    if decision is None or not groups.is_private(decision):
        return _decided(discreet, means, public=True)
    return groups.elsewhere(turn, of(discreet, means.company), decision)


def _decided(turn: Turn, means: Means, *, public: bool = False) -> Decision:
    turn = answering.of_the_moment(turn)
    voice = of(turn, means.company)
    if turn.last.kind == "timer" and turn.last.data.get("kind") == "care":
        return outreach.in_public(turn) if public else outreach.due(turn, voice, means.library)
    if turn.last.kind == "timer":
        return _due(turn, voice, means)
    if turn.last.kind == "delete":
        return Decision("silent", "the customer removed a message")
    if rated := feedback.answered(turn, voice):
        return _with_facts(turn, rated)
    if turn.ownership.owner != "bot" and turn.last.kind == "edit":
        return _with_facts(turn, Decision("silent", "an edit, shown to the agents"))
    if turn.ownership.owner != "bot":
        return _with_facts(turn, _owned(turn, voice, means))
    decision = _react(turn, voice, means) or _pressed(turn, voice, means) or _said(turn, voice, means)
    decision = selling.more(turn, voice, selling.reward(turn, voice, selling.suggest(turn, decision)))
    decision = _for_approval(turn, decision)
    decision = _with_files(turn, voice, _warn(turn, voice, _announce(turn, voice, _open_door(turn, voice, decision))))
    decision = mending.mended(turn, voice, decision)
    decision = _with_issue(turn, _check(turn, voice, _pick_up(turn, voice, decision)))
    return _with_facts(turn, mending.reported(turn, voice, decision))


def _for_approval(turn: Turn, decision: Decision) -> Decision:
    """Where the policy wants drafts, an answer goes to an agent, who sends it, changed or not, or writes another."""
    say = next((act for act in decision.acts if isinstance(act, Say)), None)
    if not turn.standing.draft or decision.kind != "answer" or say is None:
        return decision
    article = say.sources[0].article if say.sources else ""
    opened = OpenCase("approval", " ".join(turn.text.split())[: issues.TITLE_LENGTH], draft=say.text, article=article)
    return replace(decision, kind="suggest", rule=f"{decision.rule}; for approval", acts=(opened, Ask({})))


# --- a person owns the conversation ------------------------------------------------------------


def _owned(turn: Turn, voice: Voice, means: Means) -> Decision:
    """The bot keeps silent; only commands are carried out, and one line says that words are passed on."""
    if turn.last.kind == "reaction":
        article = str(turn.last.data.get("article", ""))
        fared = Outcome("helped" if turn.last.choice == "up" else "not_helped", article)
        return Decision("silent", "thumb while a person owns the conversation", (fared,))
    if turn.text.startswith("/"):
        if turn.text[1:].split("@")[0].split(" ")[0].lower() in ("human", "agent"):
            return _already(turn, voice)
        if commands.known(turn.text) and (decision := commands.command(turn, voice, means.code)):
            return decision
    if turn.ownership.awaiting.get("kind") == "forget" and (decision := _yes_or_no(turn, voice, means)):
        return decision
    if decision := safety.waits(turn, voice):
        return replace(decision, acts=(*decision.acts, *_answer_timers(turn, means)))
    if _withdraws(turn, voice):
        return commands.cancel(turn, voice)
    if decision := _spoken_in_the_queue(turn, voice, means):
        return decision
    if turn.ownership.owner == "queue" and not turn.ownership.acknowledged:
        acts = (Say(voice("handoff.passed_on"), "notice"), Outcome("acknowledged"))
        return Decision("notice", "waits in the queue", acts)
    return Decision("silent", "a person owns the conversation", _answer_timers(turn, means))


def _answer_timers(turn: Turn, means: Means) -> tuple[Act, ...]:
    """Of an agent who has the case an answer is due."""
    if turn.ownership.owner != "agent":
        return ()
    wait = turn.standing.sla.next or means.agent_silence
    return _case_timer(turn, "agent_half", wait / 2), _case_timer(turn, "agent_silent", wait)


def _withdraws(turn: Turn, voice: Voice) -> bool:
    """Whether words call off the person: whoever still waits may also say that nobody is needed any more."""
    if turn.ownership.owner != "queue":
        return reading.whole(turn.text, "cancel", voice.languages, extra=0)
    polite = ("withdraw", "cancel", "thanks", "helped", "fine", "fine_then", "sorry", "bye")
    only = any(reading.made_of(turn.text, polite, (language,)) for language in LANGUAGES)
    says = any(reading.contains(turn.text, intent, LANGUAGES) for intent in ("withdraw", "cancel"))
    return only and says and not turn.text.rstrip().endswith("?")


def _spoken_in_the_queue(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """What commands do, asked for in plain words while nobody has come: no colleague would do it."""
    if turn.ownership.owner != "queue" or turn.text.startswith("/"):
        return None
    return commands.memory_off(turn, voice) or commands.spoken(turn, voice, means.code)


def _case_timer(turn: Turn, kind: str, after: float, *, keep: bool = True) -> Schedule:
    """A timer of the case, in opening time."""
    case_id = turn.ownership.case_id
    return Schedule(f"{kind}:{case_id}", after, {"kind": kind, "case_id": case_id}, keep=keep, office=True)


def _already(turn: Turn, voice: Voice) -> Decision:
    key = "handoff.already_agent" if turn.ownership.owner == "agent" else "handoff.already"
    return Decision("notice", "a person was asked already",
                    (Say(voice(key, agent=turn.ownership.agent_name), "notice"), Outcome("acknowledged")))  # fmt: skip


def _due(turn: Turn, voice: Voice, means: Means) -> Decision:
    """A timer went off: does it still apply? Those of a waiting case end with the queue, an agent's with the agent."""
    data, ownership = turn.last.data, turn.ownership
    if data.get("kind") == "linked":
        told = voice("link.told", channel=str(data.get("channel", "")).capitalize())
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
    if kind == "case_wake":
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


# --- thumbs and buttons ------------------------------------------------------------------------


def _react(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """A thumb on an answer; the second one down in a row brings in a person."""
    if turn.last.kind != "reaction":
        return None
    article = str(turn.last.data.get("article", ""))
    if turn.last.choice == "up":
        return Decision("silent", "thumb up", (Outcome("helped", article),))
    return _did_not_help(turn, voice, means, article, "thumb down")


def _did_not_help(turn: Turn, voice: Voice, means: Means, article: str, rule: str) -> Decision:
    """The last answer: the next best, then a person. An older one: what was missing."""
    awaiting = turn.ownership.awaiting
    if article and article == awaiting.get("article"):
        decision = answering.another(turn, voice, means.library)
        return replace(decision, rule=f"{rule}; {decision.rule}")
    down = Outcome("not_helped", article)
    if turn.ownership.misses >= 1:
        opened = commands.handoff(turn, "missing_knowledge", f"{rule} twice")
        return replace(opened, acts=(*opened.acts, down))
    question = str(awaiting.get("question", ""))
    choices = (voice.choice(HUMAN, "clarify.human"),)
    acts = (Say(voice("miss.feedback"), "ask", choices=choices), Ask({"kind": "person", "question": question}), down)
    return Decision("ask", rule, acts)


def _pressed(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """A button, or its label or number typed."""
    choice = turn.last.choice if turn.last.kind == "press" else _typed(turn, voice)
    if not choice:
        return None
    if choice == HUMAN:
        return commands.bring_in(turn)
    if choice == NONE:
        return _none_of_these(turn, voice, means)
    if choice.startswith(f"{UP}:"):
        return _helped(turn, voice, answering.named(means.library, choice))
    if choice.startswith(f"{DOWN}:"):
        return _did_not_help(turn, voice, means, answering.named(means.library, choice), "did not help")
    if choice.startswith("a:"):
        return answering.chosen(turn, voice, means.library, answering.named(means.library, choice))
    if choice in ("yes", "no"):
        return _answered(turn, voice, means, choice == "yes")
    return None


def _none_of_these(turn: Turn, voice: Voice, means: Means) -> Decision:
    """What was offered is not it: the question before is the one that was missed, not these words."""
    question = str(turn.ownership.awaiting.get("question", turn.text))
    return replace(answering.missed(turn, voice, means.library, question), rule=answering.NONE_OF_THESE)


def _typed(turn: Turn, voice: Voice) -> str:
    """Return the id of the offered choice that the customer typed: its number, its label, or "none"."""
    options = [(str(one[0]), str(one[1])) for one in turn.ownership.awaiting.get("options", ())]
    text = turn.text.strip().rstrip(".)")
    if text.isdigit() and 1 <= int(text) <= len(options):
        return options[int(text) - 1][0]
    said = reading.tokens(text)
    by_label = next((choice for choice, label in options if said and reading.tokens(label) == said), "")
    return by_label or (NONE if options and reading.whole(text, "none_of_these", voice.languages, extra=2) else "")


def _answered(turn: Turn, voice: Voice, means: Means, yes: bool) -> Decision | None:
    """Yes or no to what the bot asked last; None when it asked nothing of the kind."""
    kind = turn.ownership.awaiting.get("kind")
    if kind == "forget":
        return commands.confirm_forget(turn, voice) if yes else commands.keep(turn, voice)
    if kind == "person":
        reason: HandoffReason = "missing_knowledge" if turn.ownership.misses else "customer_upset"
        return commands.handoff(turn, reason, "accepted a person") if yes else _declined(voice)
    if kind == "ask":
        return confirming.settled(turn, voice, yes)
    if kind == "resume":
        return _resume(turn, voice, yes)
    if kind == "resolved" and not yes:
        return mending.not_solved(turn)
    if turn.ownership.awaiting.get("person"):
        return commands.handoff(turn, "customer_request", "accepted a person") if yes else _declined(voice)
    if kind == "answered" and yes:
        return _chat(voice, "chat.helped")  # an answer has taken the place of a person offered before it
    if kind == "answered":
        return answering.another(turn, voice, means.library)
    if kind == "clarify":
        return answering.which_again(turn, voice) if yes else _none_of_these(turn, voice, means)
    return None


def _declined(voice: Voice) -> Decision:
    """No person is wanted: what was offered is off the table, so that a later "ok" is no yes to it."""
    return Decision("chat", "chat.ok", (Say(voice("chat.ok"), "chat"), Ask({})))


def _resume(turn: Turn, voice: Voice, still_open: bool) -> Decision:
    if still_open:
        issue = issues.meant(turn, turn.known.issues)
        asked = Ask({"kind": "person", "question": issue.title if issue else ""})
        return Decision("chat", "issue still open", (
            Say(voice("chat.still_open"), "chat", choices=(voice.choice(HUMAN, "clarify.human"),)), asked))  # fmt: skip
    return _resolved(turn, voice)


def _resolved(turn: Turn, voice: Voice) -> Decision:
    issue = issues.meant(turn, turn.known.issues)
    line = voice("chat.resolved", issue=issue.title) if issue else voice("chat.helped")
    acts = (Say(line, "chat"), *_left_open(turn, voice, issue), issues.settled(turn))
    return Decision("chat", "the customer says it is solved", acts)


def _left_open(turn: Turn, voice: Voice, solved: OpenIssue | None) -> tuple[Act, ...]:
    """Ask about what else is unresolved, once one thing is solved."""
    left = next((one for one in turn.known.issues if one != solved), None)
    if left is None:
        return (Ask({}),)
    asked = Say(voice("resume.left", issue=left.title), "ask", choices=_still_or_solved(voice))
    return asked, Ask({"kind": "resume", "issue": left.id})


def _helped(turn: Turn, voice: Voice, article: str = "") -> Decision:
    last = str(turn.ownership.awaiting.get("article", ""))
    asked = issues.question(turn)
    # An answer to something else solves no issue, however good it is.
    own = not asked or any(issues.about(asked, one) for one in turn.known.issues)
    if turn.known.issue and own and article in ("", last):
        return _resolved(turn, voice)
    article = article or last
    return Decision("chat", "it helped", (Say(voice("chat.helped"), "chat"), Ask({}), Outcome("helped", article)))


# --- words ---------------------------------------------------------------------------------------


def _said(turn: Turn, voice: Voice, means: Means) -> Decision:
    text = turn.text.strip()
    if not text and turn.attachments:
        person = (voice.choice(HUMAN, "clarify.human"),)
        return Decision("ask", ONLY_A_FILE, (Say(voice("input.file_only"), "ask", choices=person), Ask({})))
    if not text:
        return Decision("chat", "nothing to read", (Say(voice("input.cannot_read"), "chat"),))
    if opened := _deep_link(turn, voice, means):
        return opened
    if decision := commands.memory_off(turn, voice) or commands.command(turn, voice, means.code):
        return decision
    if decision := safety.urgent(turn, voice):
        return decision
    if requests.wants_person(text, turn.ownership.colleagues):
        return _number_told(turn, voice, means, text) or commands.bring_in(turn)
    if decision := commands.own(turn, voice) or commands.said_before(turn, voice) or _again(turn, voice, means):
        return decision
    if "haggles" in turn.said and (decision := selling.answer(turn, voice, means.library)):
        return decision
    if feeling := next((one for one in UPSET if one in turn.said), ""):
        return _upset(turn, voice, means, text, feeling)
    decision = _wordless(turn, voice, means) or _pointed(turn, voice, means) or _number_alone(turn, voice)
    decision = decision or _after_all(turn, voice, means)
    decision = decision or _yes_or_no(turn, voice, means) or _ironic(turn, voice, means)
    decision = decision or _feedback(turn, voice, means)
    decision = decision or selling.answer(turn, voice, means.library) or _small_talk(turn, voice)
    decision = decision or _told(turn, voice, means) or _question(turn, voice, means, text)
    return _acknowledged(turn, voice, decision)


def _number_told(turn: Turn, voice: Voice, means: Means, text: str) -> Decision | None:
    """Return what an article says to "what's your number?", once; None for any other wish for a person."""
    asked_already = turn.ownership.awaiting.get("person") or turn.ownership.misses
    if asked_already or not requests.asks_for_number(text, turn.ownership.colleagues):
        return None
    found = answering.answer(turn, voice, means.library, text)
    return found if found.kind == "answer" else None


def _wordless(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """A thumb, a heart, three question marks: read for what they are, and never searched for."""
    if reading.tokens(turn.text) or any(sign.isalnum() for sign in turn.text):
        return None
    answered = turn.ownership.awaiting.get("kind") == "answered"
    if _DOWN.search(turn.text) and answered:
        return answering.another(turn, voice, means.library)
    if _UP.search(turn.text):
        return _helped(turn, voice) if answered else _chat(voice, "chat.ok")
    if _WAVE.search(turn.text):
        return _greet(turn, voice)
    if _DOWN.search(turn.text):
        return _offers_person(turn, voice, f"{voice('answer.angry')}\n\n{voice('answer.offer_person')}")
    if _asked_to_go_on(turn):
        return _offers_person(turn, voice, voice("answer.offer_person"))
    return Decision("chat", NO_WORDS, (Say(voice("chat.go_on"), "chat"), _more(turn, asked=True)))


def _number_alone(turn: Turn, voice: Voice) -> Decision | None:
    """The number of an order, pasted once more: a question of ours that stands open stands; else it is kept."""
    orders = {fact.value: fact for fact in turn.known.facts if fact.key == "order.id"}
    fact = orders.get(turn.text.strip("# ."))
    if fact is None:
        return None
    if turn.ownership.awaiting.get("kind") == "clarify":
        return answering.which_again(turn, voice)
    return Decision("chat", NOTED, (Say(voice("chat.noted", facts=voice.fact(fact.key, fact.value)), "chat"),))


def _asked_to_go_on(turn: Turn) -> bool:
    """Whether the bot has just asked for more words: the same question twice is none."""
    return turn.ownership.awaiting.get("kind") == MORE and bool(turn.ownership.awaiting.get("asked"))


def _offers_person(turn: Turn, voice: Voice, line: str) -> Decision:
    asked = Ask({"kind": "person", "question": str(turn.ownership.awaiting.get("question", ""))})
    return Decision("offer", NO_WORDS, (Say(line, "offer", choices=_person_or_not(voice)), asked))


def _after_all(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """What drops the matter, and what is said about the last answer where a person was offered meanwhile.

    "Never mind" refuses nothing; "ok that worked" is no yes.
    """
    corrects = any(fact.retracts for fact in turn.learned)
    drops = not corrects and reading.made_of(turn.text, ("drop", "sorry", "no", "thanks"), voice.languages, extra=1)
    if drops and turn.ownership.awaiting.get("kind") != "forget" and _says(turn, voice, "drop", 1):
        return _declined(voice)
    if turn.ownership.awaiting.get("kind") != "person" or not turn.ownership.misses:
        return None
    if _content(turn, voice, least=2):
        return _helped(turn, voice)
    return answering.another(turn, voice, means.library) if _refuses(turn, voice, least=2) else None


def _again(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """Return the answer, or the person, that helped last time; None where nobody asks for it."""
    if turn.success is None or turn.ownership.awaiting.get("options"):
        return None
    question, article = " ".join(turn.success.question.split()), turn.success.article
    if not question:
        return Decision("chat", "as last time: nothing was solved", (Say(voice("again.none"), "chat"), Ask({})))
    if not article:
        opened = OpenCase("customer_request", question, lead=voice("again.person", question=question), issue=question)
        return Decision("handoff", "as last time: a person", (opened, Ask({})))
    ranking = means.library.search(question, within=article, lang=voice.language)
    if not ranking.hits:
        return _question(turn, voice, means, question)
    lead = voice("again.answer", question=question[: issues.TITLE_LENGTH])
    return answering.given(turn, voice, means.library, ranking.hits[0], question, (), rule="as last time", lead=lead)


def _acknowledged(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Worry, sarcasm and a long wait change the order as anger does: acknowledge, answer, next step; nobody comes."""
    waits = "waits" if signals.waits(turn.text, voice.languages) else ""
    feeling = next((name for name in ("sarcastic", "worried") if name in turn.said), waits)
    if not feeling or decision.kind not in ("answer", "offer", "clarify"):
        return decision
    led = _lead(decision, voice(f"answer.{feeling}"))
    if decision.kind == "answer":
        place = next(number for number, act in enumerate(led.acts) if isinstance(act, Say))
        say = led.acts[place]
        assert isinstance(say, Say)  # noqa: S101 - chosen so above
        led = _replaced(led, place, replace(say, text=f"{say.text}\n\n{voice('answer.next_step')}"))
    return replace(led, rule=f"{decision.rule}; {feeling}")


def _deep_link(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """A link into the chat that names an article, as in t.me/BOT?start=returns-how: begin with it."""
    name, _, payload = turn.text.strip().partition(" ")
    if name != "/start" or not payload:
        return None
    paths = means.library.index.paths
    wanted = next((path for path in paths if _link_name(path) == _link_name(payload)), "")
    return answering.chosen(turn, voice, means.library, wanted) if wanted else None


def _link_name(path: str) -> str:
    """Return how a deep link names an article: its path without the ending, in letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", path.removesuffix(".md").lower()).strip("-")


def _upset(turn: Turn, voice: Voice, means: Means, text: str, feeling: str) -> Decision:
    """Strong anger, or no strength left.

    "Useless idiots" is no answer to what the bot asked, "that didn't help, idiots" still is one.
    """
    told = _feedback(turn, voice, means)
    if told and told.kind == "handoff":
        return told
    decision = told or _told(turn, voice, means) or _question(turn, voice, means, text)
    return _soothe(voice, decision, str(turn.ownership.awaiting.get("question", "")) if told else text, feeling)


def _yes_or_no(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    if turn.ownership.awaiting.get("kind") == "resume":
        return _still_open(turn, voice)
    awaiting = turn.ownership.awaiting
    offered = awaiting.get("kind") == "person" or bool(awaiting.get("person"))
    if reading.whole(turn.text, "thanks", voice.languages, extra=0):
        return _thanked_for_an_offer(turn, voice)
    extra = MORE_WORDS if offered and not turn.text.rstrip().endswith("?") else 0
    rest = leaning.behind(turn.text, "fine_then", voice.languages)
    if rest == "" and _asked_to_go_on(turn):
        return _chat(voice, "chat.ok")  # a person was only mentioned by the way: that is no yes
    if rest and leaning.goes_on(rest, voice.languages):
        return None  # "ok and the scratch?"
    for intent, yes in (("no", False), ("yes", True)):
        if reading.whole(turn.text, intent, voice.languages, extra=extra):
            return _answered(turn, voice, means, yes)
    return None


def _thanked_for_an_offer(turn: Turn, voice: Voice) -> Decision | None:
    """ "Ok thanks" is no yes to a person: the offer is off the table; None where there was none."""
    if turn.ownership.awaiting.get("kind") != "person":
        return None
    return Decision("chat", "thanks", (Say(voice("chat.thanks"), "chat"), Ask({})))


def _answered_too(turn: Turn) -> bool:
    """Whether an answer stands before the question about an open issue: words may be about either."""
    return turn.ownership.awaiting.get("kind") == "resume" and bool(turn.ownership.awaiting.get("article"))


def _still_open(turn: Turn, voice: Voice) -> Decision | None:
    """What the customer says to "is that still open?", in more words than yes and no."""
    if len(reading.tokens(turn.text)) > ANSWER_WORDS:
        return None
    about_answer = _answered_too(turn) and not reading.contains(turn.text, "still", voice.languages)
    if about_answer and reading.whole(turn.text, "not_helped", voice.languages, extra=4):
        return None
    says = {
        intent: reading.contains(turn.text, intent, voice.languages) for intent in ("not_helped", "problem", "helped")
    }
    if says["not_helped"] or says["problem"] or reading.whole(turn.text, "yes", voice.languages, extra=3):
        return _resume(turn, voice, True)
    if says["helped"] or reading.whole(turn.text, "no", voice.languages, extra=3):
        return _resume(turn, voice, False)
    return None


def _feedback(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """Words about the last answer: it helped, or it was not that."""
    if turn.ownership.awaiting.get("kind") == "resolved":
        failed = reading.contains(turn.text, "not_helped", voice.languages)
        return mending.not_solved(turn) if failed else None
    if turn.ownership.awaiting.get("kind") not in ("answered", "ask", "clarify") and not _answered_too(turn):
        return None
    if turn.ownership.awaiting.get("kind") == "clarify" and _refuses(turn, voice):
        return _none_of_these(turn, voice, means)
    if more := leaning.beyond(turn.text, voice.languages):
        return answering.another(turn, voice, means.library, more)
    if reading.whole(turn.text, "not_helped", voice.languages, extra=4) or _refuses(turn, voice):
        return answering.another(turn, voice, means.library)
    if _wishes_short(turn, voice) and (gist := answering.shorter(turn, voice, means.library)):
        return gist
    if reading.whole(turn.text, "explain", voice.languages, extra=3):
        return answering.whole(turn, voice, means.library)
    if reading.whole(turn.text, "helped", voice.languages, extra=3) or _content(turn, voice):
        return _helped(turn, voice)
    return None


def _wishes_short(turn: Turn, voice: Voice) -> bool:
    """Whether words only say that the last answer was long, or wish for short ones."""
    wished = any((fact.key, fact.value) == ("pref.length", "short") for fact in turn.learned)
    only = wished and not _question_left(turn, voice)
    return only or leaning.says_too_long(turn.text, voice.languages)


def _ironic(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """Thanks that are none ("thanks for nothing"): the answer did not help; where none stood, a person is offered."""
    short = len(reading.tokens(turn.text)) <= FEW and reading.contains(turn.text, "thanks", voice.languages)
    if "sarcastic" not in turn.said or not short:
        return None
    if turn.ownership.awaiting.get("kind") == "answered":
        return answering.another(turn, voice, means.library)
    return _offers_person(turn, voice, voice("answer.offer_person"))


def _refuses(turn: Turn, voice: Voice, least: int = 1) -> bool:
    """Whether a few words only say that it was not that, whatever comes before: "sorry but that did not help".

    `least` is how many words the phrase that says so must have.
    """
    polite = ("not_helped", "no", "sorry", "thanks", "follows")
    return reading.made_of(turn.text, polite, voice.languages, extra=1) and _says(turn, voice, "not_helped", least)


def _content(turn: Turn, voice: Voice, least: int = 1) -> bool:
    """Whether words only say that it helped, with thanks before or after: "that did it, thanks so much, bye"."""
    said = ("helped", "thanks", "bye", "fine", "yes")
    only = reading.made_of(turn.text, said, voice.languages, extra=2) and not turn.text.rstrip().endswith("?")
    return only and _says(turn, voice, "helped", least)


def _says(turn: Turn, voice: Voice, intent: str, least: int) -> bool:
    said = reading.tokens(turn.text)
    return any(len(phrase) >= least for one in voice.languages for _, phrase in reading.found(said, intent, one))


def _pointed(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """Words that choose among what was offered: "the second one"."""
    if more := answering.part(turn, voice, means.library):
        return more
    choice = answering.pointed(turn, voice)
    if choice:
        return answering.chosen(turn, voice, means.library, answering.named(means.library, choice))
    return answering.which_again(turn, voice) if choice == "" else None


def _small_talk(turn: Turn, voice: Voice) -> Decision | None:
    return _pleasantry(turn, voice) or _other_talk(turn, voice)


def _pleasantry(turn: Turn, voice: Voice) -> Decision | None:
    """Return the answer to talk about nothing, which may be put as a question: "how are you?", "hello??"."""
    text, languages = turn.text, voice.languages
    for intent in ("how_are_you", "chitchat"):
        if reading.made_of(text, (intent, "greeting"), languages, extra=2) and reading.contains(
            text, intent, languages
        ):
            return _chat(voice, f"chat.{intent}")
    polite = reading.made_of(text, ("thanks", "said_praise", "fine", "bye", "greeting"), languages, extra=2)
    if polite and not text.rstrip().endswith("?") and reading.contains(text, "thanks", languages):
        return _thanked(turn, voice)
    if not turn.ownership.awaiting.get("kind") and reading.whole(text, "yes", languages, extra=0):
        return _chat(voice, "chat.ok")
    return _greet(turn, voice) if reading.whole(text, "greeting", languages, extra=0) else None


def _other_talk(turn: Turn, voice: Voice) -> Decision | None:
    text, languages = turn.text, voice.languages
    if _asks(text, [], voice) and not _about_the_bot(text, voice):
        return None
    if len(reading.tokens(text)) <= FEW and reading.contains(text, "thanks", languages):
        return _thanked(turn, voice)
    if reading.whole(text, "greeting", languages, extra=2) and not reading.language_named(text):
        return _greet(turn, voice)
    if reading.whole(text, "fine", languages):
        return _chat(voice, "chat.ok")
    parts = reading.made_of(text, ("bye", "fine", "fine_then"), languages) and reading.contains(text, "bye", languages)
    if parts or reading.whole(text, "bye", languages, extra=2):
        return _chat(voice, "chat.bye")
    if turn.known.issue and reading.whole(text, "helped", languages, extra=3):
        return _resolved(turn, voice)
    if turn.known.issue and len(reading.tokens(text)) <= SETTLED_WORDS and issues.solved(turn):
        return _resolved(turn, voice)
    return _chat(voice, "chat.about_bot") if _about_the_bot(text, voice) else None


def _about_the_bot(text: str, voice: Voice) -> bool:
    """Whether a question is about the bot and nothing else: "what are you opening hours" is not."""
    beside = ("about_bot", "greeting", "person_alone", "follows", "fine_then")
    return any(
        reading.contains(text, "about_bot", (one,)) and leaning.is_empty(reading.beside(text, beside, one), one)
        for one in voice.languages
    )


def _thanked(turn: Turn, voice: Voice) -> Decision:
    """Return the answer to thanks, which say of an answer that it helped."""
    answered = turn.ownership.awaiting.get("kind") == "answered"
    article = str(turn.ownership.awaiting.get("article", ""))
    acts: tuple[Act, ...] = (Outcome("helped", article),) if answered and not turn.known.issue else ()
    return Decision("chat", "thanks", (Say(voice("chat.thanks"), "chat"), *acts))


def _chat(voice: Voice, key: str) -> Decision:
    return Decision("chat", key, (Say(voice(key), "chat"),))


def _greet(turn: Turn, voice: Voice) -> Decision:
    known = turn.known
    if known.first_contact:
        return _chat(voice, "greeting.first")
    if turn.dealings.recovering and not turn.dealings.greeted:
        return mending.greeted(voice)
    if issue := _to_pick_up(turn):
        line = voice("greeting.resume", issue=issue.title)
        say = Say(line, "chat", choices=_still_or_solved(voice))
        return Decision("chat", PICKED_UP, (say, Ask({"kind": "resume", "issue": issue.id})))
    shown = [fact for key in GREETED_WITH for fact in known.told if fact.key == key][:1]
    text = voice("greeting.hello")
    if shown and _arrives(turn):
        text = voice("greeting.back", facts=voice.facts([(fact.key, fact.value) for fact in shown]))
    return Decision("chat", "greeting", (Say(text, "chat"),), facts=tuple(fact.id for fact in shown))


def _arrives(turn: Turn) -> bool:
    """The customer comes back, or comes on another channel than last time."""
    lines = turn.known.history
    return turn.ownership.new_episode or bool(lines and lines[-1].channel != turn.last.address.channel)


# --- what was told, and the question -------------------------------------------------------------


def _told(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """The message only tells facts: thank, or answer what the fact was asked for."""
    if not turn.learned or _question_left(turn, voice):
        return None
    awaiting = turn.ownership.awaiting
    if awaiting.get("kind") == "ask" and any(fact.key == awaiting.get("key") for fact in turn.learned):
        return answering.chosen(turn, voice, means.library, str(awaiting.get("article", "")))
    told = _told_back(turn, voice)
    if not told:
        return _chat(voice, "chat.ok")
    if all(fact.denies or fact.status == "pending" for fact in turn.learned):
        return Decision("chat", "facts taken off", (Say(told, "chat"),))
    kept = (_more(turn, asked=False),) if awaiting.get("kind") in (None, MORE) else ()
    return Decision("chat", NOTED, (Say(told, "chat"), *kept))


def _told_back(turn: Turn, voice: Voice) -> str:
    """Say what was noted, what was corrected, and from what; else what was taken off. "" where it is none of these."""
    firm = [fact for fact in turn.learned if fact.status == "active" and not fact.denies]
    slips = [fact for fact in firm if fact.retracts and fact.corrects]
    news = [voice.fact(fact.key, fact.value) for fact in firm if fact not in slips]
    news += [voice.past(fact.key, fact.value, fact.valid_to) for fact in turn.learned if fact.valid_to]
    lines = [voice("chat.noted", facts=voice.listed(news))] if news else []
    if slips:
        before = ", ".join(value(voice.language, fact.key, fact.corrects) for fact in slips)
        right = voice.facts([(fact.key, fact.value) for fact in slips])
        lines.append(voice("chat.corrected", facts=right, before=before))
    gone = [(fact.key, fact.value) for fact in turn.learned if fact.denies and fact.value and not fact.idle]
    if gone and not lines:
        lines.append(voice("chat.unnoted", facts=voice.facts(gone)))
    return " ".join(lines)


def _question_left(turn: Turn, voice: Voice) -> str:
    """Return what a message asks beside the facts that it tells; "" when nothing."""
    quotes = [fact.quote for fact in turn.learned if fact.quote]
    left = []
    for sentence in _SENTENCE.findall(_MASK.sub(" ", turn.text)):
        tells = any(quote.strip() in sentence or sentence.strip() in quote for quote in quotes)
        asks = _asks(_beyond_a_correction(turn, sentence), quotes, voice) and not _only_wishes(turn, sentence)
        if (asks or not tells) and not _polite(sentence, voice) and reading.tokens(sentence):
            left.append(sentence.strip())
    return " ".join(left)


def _beyond_a_correction(turn: Turn, sentence: str) -> str:
    """What follows a corrected fact: "that's wrong, I live in Bergen" complains of nothing but our memory."""
    right = [fact.quote for fact in turn.learned if fact.retracts and fact.quote and fact.quote in sentence]
    return sentence[max((sentence.index(quote) + len(quote) for quote in right), default=0) :]


def _only_wishes(turn: Turn, sentence: str) -> bool:
    """Whether a sentence asks for nothing but how to be treated: "can we be informal?"."""
    wishes = [fact.quote for fact in turn.learned if fact.key.startswith(WISHES) and fact.quote in sentence]
    return any(len(quote) >= MOSTLY * len(sentence.strip()) for quote in wishes)


def _asks(sentence: str, quotes: list[str], voice: Voice) -> bool:
    """Whether a sentence asks or complains, apart from the words that tell a fact ("my plan is Plus")."""
    if sentence.rstrip().endswith("?"):
        return True
    problem = reading.contains(sentence, "problem", voice.languages) and len(reading.tokens(sentence)) > FEW
    if problem or issues.reports(sentence, voice.languages):
        return True  # what is told as a fact may be the trouble itself: "the chair wobbles and a screw is missing"
    for quote in quotes:
        sentence = sentence.replace(quote.strip(), " ")
    return reading.contains(sentence, "question", voice.languages) or issues.reports(sentence, voice.languages)


def _polite(sentence: str, voice: Voice) -> bool:
    """Whether a sentence only greets, thanks, or lets off steam."""
    if reading.contains(sentence, "angry", voice.languages) and not sentence.rstrip().endswith("?"):
        return not reading.contains(sentence, "problem", voice.languages)
    if reading.contains(sentence, "said_worried", voice.languages) and len(reading.tokens(sentence)) <= FEW:
        return not sentence.rstrip().endswith("?")
    return any(reading.whole(sentence, intent, voice.languages, extra=2) for intent in ("greeting", "thanks", "bye"))


def _question(turn: Turn, voice: Voice, means: Means, text: str) -> Decision:
    question = _question_left(turn, voice) or text
    question = leaning.corrected(turn.text, voice.languages) or _without_numbers(turn, question)
    question = leaning.without_opening(question, voice.languages)
    if "angry" in turn.said:
        question = mood.calm(question, voice.languages) or question
    decision = answering.answer(turn, voice, means.library, question)
    if decision.kind in ("offer", "clarify"):
        told = _with_what_was_told(turn, voice, means, question)
        decision = told or _trouble_alone(turn, voice, means, question) or decision
    if known := mending.known_trouble(turn, voice, question, decision):
        return known
    # A line about something else is kept until it is asked for, for as long as the conversation lasts.
    if turn.ownership.hint and _about(text, turn.ownership.hint):
        decision = _use_hint(turn, voice)
    elif decision.kind == "offer":
        decision = _from_notes(turn, voice, question) or _listening(turn, voice, decision) or decision
    return _greet_back(turn, voice, decision)


def _without_numbers(turn: Turn, question: str) -> str:
    """Return a question without the order's number in it: no article knows it, and it is remembered."""
    for fact in turn.learned:
        if fact.key == "order.id":
            question = question.replace(fact.value, " ")
    return " ".join(question.split())


def _trouble_alone(turn: Turn, voice: Voice, means: Means, question: str) -> Decision | None:
    """Answer the first of several pieces that reports what is wrong: "it came with a broken leg. What now?"."""
    pieces = [one.strip() for one in _PIECE.split(question) if len(reading.tokens(one)) > MORE_WORDS]
    troubles = [one for one in pieces if issues.reports(one, voice.languages)][:TRIED]
    found = (answering.answer(turn, voice, means.library, one) for one in troubles)
    return next((one for one in found if one.kind == "answer"), None)


def _with_what_was_told(turn: Turn, voice: Voice, means: Means, question: str) -> Decision | None:
    """Answer with the facts told beside the question too: "my table came, one leg is scratched, what now"."""
    pieces = (one.strip() for one in _SENTENCE.findall(_MASK.sub(" ", turn.text)))
    whole = " ".join(one for one in pieces if reading.tokens(one) and not _polite(one, voice))
    if not turn.learned or whole == question:
        return None
    fuller = answering.answer(turn, voice, means.library, whole)
    return fuller if fuller.kind == "answer" else None


def _listening(turn: Turn, voice: Voice, missed: Decision) -> Decision | None:
    """The piece of a story is no question that could be missed: wait for the rest, once."""
    if _asked_to_go_on(turn) or missed.rule != answering.MISSED or _may_want(turn):
        return None
    follows = turn.ownership.awaiting.get("question") and leaning.goes_on(turn.text, voice.languages)
    if follows or not leaning.unfinished(turn.text, voice.languages):
        return None
    return Decision("chat", PIECE, (Say(voice("chat.go_on"), "chat"), _more(turn, asked=True)))


def _more(turn: Turn, *, asked: bool) -> Ask:
    """Keep what was said, to be read together with what comes next."""
    awaiting = turn.ownership.awaiting
    before = str(awaiting.get("said", "")) if awaiting.get("kind") == MORE else ""
    said = f"{before} {turn.text}".strip()[-STORY:]
    return Ask({"kind": MORE, "said": said, **({"asked": True, "person": True} if asked else {})})


def _use_hint(turn: Turn, voice: Voice) -> Decision:
    """The agent's line at hand-back is the answer to a question about it."""
    agent = turn.ownership.agent_name or voice.company
    line = voice("answer.hint", agent=agent, hint=turn.ownership.hint)
    return Decision("answer", "agent's line", (Say(line, "answer"), Ask({}), Outcome("hint_used")))


def _about(text: str, hint: str) -> bool:
    """Whether words are about an agent's line: they share one, or are too short to be about anything else."""
    said = [word for word in reading.tokens(text) if len(word) >= LONG]
    return len(reading.tokens(text)) <= FEW or any(_said_in(word, said) for word in reading.tokens(hint))


def _from_notes(turn: Turn, voice: Voice, question: str) -> Decision | None:
    """An agent's line of an earlier hand-back, when the question is about it."""
    asked = {word for word in reading.tokens(question) if len(word) > 3}
    for fact in turn.known.facts:
        if fact.key != "note.agent":
            continue
        agent, _, hint = fact.value.partition(": ")
        if len(asked & set(reading.tokens(hint))) >= 2:  # one shared word is chance
            line = voice("answer.note", agent=agent, date=day(voice.language, fact.valid_from), hint=hint)
            return Decision("answer", "agent's earlier line", (Say(line, "answer"), Ask({})), facts=(fact.id,))
    return None


def _soothe(voice: Voice, decision: Decision, question: str, feeling: str) -> Decision:
    """Strong anger changes the order, and so does despondency: acknowledge, answer, and offer a person."""
    sorry, rule = voice(f"answer.{feeling}"), f"{decision.rule}; {feeling}"
    offer = Say(voice("answer.offer_person"), "offer", choices=_person_or_not(voice))
    asked = Ask({"kind": "person", "question": question})
    if decision.kind == "clarify":
        return _lead(
            replace(_with_offer(voice, decision, 0, {"kind": "clarify", "question": question}), rule=rule), sorry
        )
    if decision.kind in ("offer", "ask") or decision.rule in TO_GO_ON:
        # There is nothing to say but that: nobody who is angry is asked for other words.
        kept: tuple[Act, ...] = tuple(act for act in decision.acts if not isinstance(act, Say | Ask))
        return replace(decision, kind="offer", rule=rule,
                       acts=(replace(offer, text=f"{sorry}\n\n{offer.text}"), asked, *kept))  # fmt: skip
    led = _lead(decision, sorry)
    kept = tuple(act for act in led.acts if not isinstance(act, Ask))
    return replace(led, acts=(*kept, offer, asked), rule=rule)


def _greet_back(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Return a greeting that came with the question."""
    first = _SENTENCE.match(turn.text.replace(",", "."))
    if first and turn.known.name and reading.whole(first[0], "greeting", voice.languages):
        return _lead(decision, voice("greeting.short"))
    return decision


def _lead(decision: Decision, line: str) -> Decision:
    """Put a line before the first words of a decision."""
    acts = list(decision.acts)
    place = next(number for number, act in enumerate(acts) if isinstance(act, Say))
    say = acts[place]
    assert isinstance(say, Say)  # noqa: S101 - chosen so two lines above
    acts[place] = replace(say, text=f"{line}\n\n{say.text}")
    return replace(decision, acts=tuple(acts))


# --- what every decision carries -----------------------------------------------------------------


def _open_door(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Keep the way to a person open: what may be a wish for one is offered one, and "yes" brings them in.

    Asked a second time, with no answer to give, it is no longer a question.
    """
    says = [number for number, act in enumerate(decision.acts) if isinstance(act, Say)]
    if turn.last.kind != "message" or not says or decision.kind == "handoff" or turn.text.startswith("/"):
        return decision
    awaiting = turn.ownership.awaiting
    asked = next((act.awaiting for act in reversed(decision.acts) if isinstance(act, Ask)), awaiting)
    if asked.get("kind") == "forget":
        return decision
    if not _may_want(turn):
        return _with_button(voice, decision, says[-1], asked) if decision.rule not in COMPLETE else decision
    if decision.kind in ("offer", "clarify") and (awaiting.get("kind") == "person" or awaiting.get("person")):
        return commands.handoff(turn, "customer_request", "asked for a person again")
    return _with_offer(voice, decision, says[-1], asked)


def _may_want(turn: Turn) -> bool:
    """Whether words may ask for a person. Who is called like a colleague does not ask for one with their own name."""
    own = set(reading.tokens(turn.known.name))
    colleagues = [name for name in turn.ownership.colleagues if own.isdisjoint(reading.tokens(name))]
    return requests.may_want(turn.text, colleagues)


def _with_button(voice: Voice, decision: Decision, place: int, asked: Mapping[str, Any]) -> Decision:
    """Put the button for a person below words that end in nothing else, a sure answer's too: it may answer an idiom.

    Below an answer it is also asked whether that helped.
    """
    say = decision.acts[place]
    if not isinstance(say, Say) or say.choices or decision.kind == "command":
        return decision
    article = str(asked.get("article", "")) if say.kind == "answer" and asked.get("kind") == "answered" else ""
    choices = answering.rated(voice, article) if article else (voice.choice(HUMAN, "clarify.human"),)
    return _replaced(decision, place, replace(say, choices=choices))


def _with_offer(voice: Voice, decision: Decision, place: int, asked: Mapping[str, Any]) -> Decision:
    """Offer a person in words and as a button, beside what is said: instead of "I don't know", after an answer."""
    say = decision.acts[place]
    if not isinstance(say, Say) or any(choice.id == "yes" for choice in say.choices):
        return decision
    rule = f"{decision.rule}; may ask for a person"
    if decision.kind == "offer":
        offered = replace(say, text=voice("person.instead"), choices=_person_or_not(voice))
        return _replaced(replace(decision, rule=rule), place, offered)
    choices = say.choices or (voice.choice(HUMAN, "clarify.human"),)
    lines = {"clarify": voice("person.or"), "chat.about_bot": say.text}  # which speaks of a person itself
    line = lines.get(decision.kind) or lines.get(decision.rule) or f"{say.text}\n\n{voice('person.too')}"
    told = _replaced(replace(decision, rule=rule), place, replace(say, text=line, choices=choices))
    kept = tuple(act for act in told.acts if not isinstance(act, Ask))
    return replace(told, acts=(*kept, Ask({**asked, "person": True})))


def _person_or_not(voice: Voice) -> tuple[Choice, ...]:
    return voice.choice("yes", "miss.yes"), voice.choice("no", "miss.no")


def _replaced(decision: Decision, place: int, say: Say) -> Decision:
    acts = list(decision.acts)
    acts[place] = say
    return replace(decision, acts=tuple(acts))


def _announce(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """The first time something is remembered, say so once; never between a question and its choices."""
    firm = [(fact.key, fact.value) for fact in turn.learned if fact.status == "active" and not fact.denies]
    firm = firm or _unannounced(turn)
    says = [number for number, act in enumerate(decision.acts) if isinstance(act, Say)]
    busy = decision.kind in ("command", "handoff", "clarify") or not turn.said.isdisjoint(UPSET)
    if not firm or turn.known.announced or turn.known.get(commands.NO_MEMORY) or not says or busy:
        return decision
    acts = list(decision.acts)
    last = acts[says[-1]]
    assert isinstance(last, Say)  # noqa: S101 - chosen so above
    line = voice("chat.noted_first")
    if not decision.rule.startswith(NOTED):  # what is meant by "this" must be said
        line = voice("chat.noted_also", facts=voice.facts(firm))
    acts[says[-1]] = replace(last, text=f"{last.text}\n\n{line}")
    return replace(decision, acts=(*acts, Outcome("announced")))


def _unannounced(turn: Turn) -> list[tuple[str, str]]:
    """Return what was remembered earlier in this conversation, when it was no time to speak of it."""
    began = turn.ownership.began
    told = [fact for fact in turn.known.told if began and fact.valid_from >= began]
    return [(fact.key, fact.value) for fact in told if not fact.key.startswith("note.")]


def _with_files(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Words with a file are answered from the words; that the file was not looked at is said, and said once."""
    says = [number for number, act in enumerate(decision.acts) if isinstance(act, Say)]
    if not turn.attachments or not says or decision.rule == ONLY_A_FILE:
        return decision
    acts = list(decision.acts)
    last = acts[says[-1]]
    assert isinstance(last, Say)  # noqa: S101 - chosen so above
    acts[says[-1]] = replace(last, text=f"{last.text}\n\n{voice('input.file_kept')}")
    return replace(decision, acts=tuple(acts))


def _warn(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """A secret was removed from the message before it was stored: say so, kindly."""
    if not _MASK.search(turn.text) or not any(isinstance(act, Say) for act in decision.acts):
        return decision
    left = _question_left(turn, voice)
    if len(reading.tokens(left)) <= FEW and not left.endswith("?"):
        person = (voice.choice(HUMAN, "clarify.human"),)
        return Decision("notice", "secret removed", (Say(voice("input.masked"), "notice", choices=person),))
    return _lead(decision, voice("input.masked"))


def _pick_up(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """A customer who comes back with something else is served first; then one line asks about the open issue.

    Once an episode, after the first reply that is not a question of the bot's own.
    """
    issue = _to_pick_up(turn)
    if issue is None or decision.kind not in ("answer", "chat", "offer") or decision.rule in PARTING:
        return decision
    asked = next((act.awaiting for act in reversed(decision.acts) if isinstance(act, Ask)), turn.ownership.awaiting)
    if _asks_something(decision, asked) or decision.rule.endswith(PICKED_UP):
        return decision
    person = (voice.choice(HUMAN, "clarify.human"),) if decision.kind == "offer" else ()
    line = Say(voice("resume.also", issue=issue.title), "ask", choices=(*_still_or_solved(voice), *person))
    kept = tuple(act for act in decision.acts if not isinstance(act, Ask))
    acts = (*kept, line, Ask({**asked, "kind": "resume", "issue": issue.id}))
    return replace(decision, acts=acts, rule=f"{decision.rule}; {PICKED_UP}")


def _check(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """What the customer was not sure of is asked about, once, where nothing else is asked."""
    awaited = next((act.awaiting for act in reversed(decision.acts) if isinstance(act, Ask)), turn.ownership.awaiting)
    fits = decision.kind in ("answer", "chat") and decision.rule not in PARTING and turn.last.kind == "message"
    if not fits or _asks_something(decision, awaited) or PICKED_UP in decision.rule:
        return decision
    return confirming.asked(turn, voice, decision, awaited)


def _to_pick_up(turn: Turn) -> OpenIssue | None:
    """Return the issue of an earlier episode that this one has not spoken of yet."""
    issue, began = turn.known.issue, turn.ownership.began
    if issue is None or turn.ownership.picked_up or began is None or issue.opened_at >= began:
        return None
    said = (line.text for line in turn.known.history if line.role == "customer" and line.at >= began)
    return None if any(_concerns(text, issue.title) for text in (turn.text, *said)) else issue


def _asks_something(decision: Decision, asked: Mapping[str, Any]) -> bool:
    """Whether the bot's own question stands already: a yes must be an answer to one thing."""
    yes = any(choice.id == "yes" for act in decision.acts if isinstance(act, Say) for choice in act.choices)
    return yes or bool(asked.get("person")) or asked.get("kind") in ("ask", "clarify", "forget", "resume")


def _still_or_solved(voice: Voice) -> tuple[Choice, ...]:
    return voice.choice("yes", "resume.yes"), voice.choice("no", "resume.no")


def _concerns(text: str, title: str) -> bool:
    """Whether a question is about an issue: they share two words that say something, or one where it is short."""
    said, named = reading.tokens(text), reading.tokens(title)
    shared = {word for word in named if len(word) >= LONG - 1 and _said_in(word, said)}
    return sum(len(word) >= LONG for word in shared) > 1 or (bool(shared) and len(said) <= FEW)


def _said_in(word: str, said: Sequence[str]) -> bool:
    """Whether a word was said, slips and endings apart."""
    return any(reading.same(one, word) or (len(word) >= LONG and one.startswith(word)) for one in said)


def _with_issue(turn: Turn, decision: Decision) -> Decision:
    """A message that reports a problem opens an issue, to be picked up later if it is not solved."""
    if decision.kind not in ("answer", "clarify", "offer", "handoff"):
        return decision
    if not turn.known.issues and issues.again(turn):
        return replace(decision, acts=(*decision.acts, Outcome("reopened")))
    opened = issues.beside(turn)
    return replace(decision, acts=(*decision.acts, Learn((opened,)))) if opened else decision


def _with_facts(turn: Turn, decision: Decision) -> Decision:
    told = (*turn.learned, *turn.aside)
    if any(isinstance(act, Learn) and act.facts[:1] == turn.learned[:1] for act in decision.acts):
        return decision  # kept already, before anything was said
    return replace(decision, acts=(*decision.acts, Learn(told))) if told else decision
