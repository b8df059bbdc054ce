"""Who a customer is and what is known of them: identities, facts, learning, recall, privacy.

The room's doors: `load` says what is known before a turn, `read` what a message tells, `apply` keeps what the turn
decided, and `store` a single fact.

Which module answers which question, in the order in which a message meets them:

Whose words are these, and which of them may be stored?
    identities   accounts on chat apps, the customers they belong to, linking by proof
    masking      cards, passwords, keys and codes leave a message before it is stored

What does a message tell? All of this is pure.
    learning     `read`: the steps from words to facts, in their order
    spelling     how patterns meet the spelling of chats: accents, umlauts, bounded repeats
    spans        clauses and sentences, and who says what, of whom, how surely
    registry     which keys there are, and the company's own names for plans and products
    frame        what a phrase that carries a key is made of
    frames       all phrases, and those that a text can match; of places, things, mail, phone and language themselves
    letters      what must stand in a text for a pattern to match, read from the pattern
    prefilter    which of many patterns a text can match at all; what it reads of them travels with the package
    names        phrases: who one is and how one wishes to be called
    places       phrases: where one lives, told in passing; the country beside a town
    plans        phrases: which plan one has, moves to or has given up
    moves        phrases: one plan for another, and what one has so many seats of
    offers       phrases: a plan by its bare name, where plans are what is spoken of
    enrolled     phrases: a plan by what is done with it: paid monthly, run on, insured under, listed with
    goods        phrases: a thing by the name and number that it is sold by
    openings     phrases: who somebody says they are where a message begins: name, town, post, firm
    kinds        phrases: a thing, a device or a plan by the word for what it is, beside its name
    orders       phrases: order numbers and booking codes
    wishes       phrases: form, length and format of answers, access needs, ways and times of contact, no memory
    pronouns     phrases: the pronouns that one goes by
    posts        phrases: what one is at work; the words for posts in four languages
    firms        phrases: which firm one works for, owns or writes from
    seats        phrases: how many seats one has, says or pays for
    devices      phrases: devices, boxes, systems, and versions of the app
    times        phrases: the time zone one keeps and the hours one is open
    moods        phrases: how one feels about it
    signatures   who signs a message: name, post, firm, town and number at its end
    reached      the number and the hours beside a wish to be called
    besides      phrases: what is told beside the matter: names, needs as a reason, homes, whose invoice it is
    introductions  name, firm, town and post side by side: "Hi, Ngozi from Lumen Labs"
    labelled     a value beside the word for what it is: "city: Cardiff"
    evident      a value that shows itself by its name or shape: "Pixel 8, Android 15"
    pointed      what is named in one place and called one's own in another
    tagger       what no phrase tells, by learnt weights of the words around it
    readers      what a value must look like, by the type of its key
    values       what has a fixed shape or stands in a closed list: addresses, numbers, countries, counts
    tiers        what a plan is called: the company's own, usual tiers, sizes
    plan_names   what a plan may be called that no list has
    makes        what a device or a system is called
    things       what a thing is called by its noun, of the company's list or any
    named_things  what a thing is called by a name that no list has
    companies    what a firm is called
    people       what somebody is called
    towns        what a town is called, of the list or not
    gazetteer    the lists behind them: given names, cities, countries, languages
    judging      whether what was caught is the customer's own, present word
    misread      what has the looks of a value and is none
    disputed     what an invoice or a screen shows, and is said to be wrong
    whose        what the words around a value say of whose it is
    dates        from which day on it is to hold
    found        what was found in a message that is read, and which of several findings counts
    bare         words that are nothing but a value, with no phrase beside them
    held         what a message says of what was told before, and which facts are recent
    corrections  what puts earlier words right
    slips        a number, an address or a name put right by its likeness to the one told
    changes      whether something is otherwise now, told in whatever words; a device in another's place
    succeeded    a name in the place of another that is held: "we left Studio for Agency"
    renewed      what may then stand in the place of a value, key by key: a next version, a firm, a number
    lifted       what was refused and is welcome again
    former       what was so until a day that has passed
    retold       what is said of what was told before, with a part of it left out
    questions    what the bot or an agent asked last
    asked_keys   which key a question asks for
    asked_of     whose it asks for: the customer's own, or another's
    answered     an answer to it
    no_answer    what is said in its place and tells none: "see above", "ask my boss"
    proposing    what a model proposes to remember, and the code that checks it

How is it kept?
    facts        repeats add a source, news supersede, slips are retracted
    issues       what a customer came with: opened, tried, solved

What is known, and what of it matters now?
    recall       the card, the history and the open issue, as one value
    ranking      which of a customer's own words a question is about
    context      the pack for one question, within a budget

Who may see, change, take along and delete it?
    amend        what agents do with a fact
    access       who looked at, copied or changed what is remembered
    privacy      forgetting, a copy of everything, erasure
    portable     a customer's copy brought in again
    erasure      every row of a customer goes
    retention    what is kept no longer than its class says
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.memory import issues, privacy
from bot.memory.context import build as pack
from bot.memory.facts import DENIAL, ripen, store
from bot.memory.learning import read
from bot.memory.recall import load, search
from bot.memory.registry import NO_MEMORY, Registry
from bot.memory.spans import off_the_record
from bot.storage.tables import Customer, Identity, Message
from bot.types.decision import Forget, Learn, Outcome
from bot.types.memory import Known, Learned, Pack
from bot.types.turn import Event, Turn

__all__ = [
    "DENIAL",
    "NO_MEMORY",
    "apply",
    "load",
    "off_the_record",
    "pack",
    "pack_for",
    "read",
    "ripen",
    "search",
    "store",
]


def pack_for(session: Session, known: Known, question: str, now: datetime) -> Pack:
    """Return what is worth knowing of a customer for a question: what the bot, the brief and the model go by."""
    found = () if known.get(NO_MEMORY) else search(session, known.customer_id, question, now)
    return pack(known, found, now)


def apply(session: Session, act: Learn | Forget | Outcome, turn: Turn, registry: Registry, now: datetime) -> None:
    """Carry out what a turn decided about memory. Raises KnowledgeError for a key that is not in the registry."""
    match act:
        case Learn():
            _learn(session, act, turn, registry, now)
        case Forget():
            wanted = privacy.EVERYTHING if act.everything else act.keys
            privacy.forget(session, turn.known.customer_id, wanted, now)
        case Outcome():
            _outcome(session, act, turn, now)


def _learn(session: Session, act: Learn, turn: Turn, registry: Registry, now: datetime) -> None:
    for learned in act.facts:
        if learned.rule.startswith("llm."):
            _keep_proposed(session, learned, turn.known.customer_id, registry, now)
            continue
        event = _event_of(turn, learned.message_id)
        store(session, event.identity_id, learned, event.at, now, registry)


def _keep_proposed(
    session: Session, learned: Learned, customer_id: int, registry: Registry, now: datetime
) -> None:  # fmt: skip
    """Keep what a model proposed of an earlier message: by its own account and time, if its words still stand there."""
    message = session.get(Message, learned.message_id)
    identity = session.get(Identity, message.identity_id) if message else None
    if message is None or identity is None or identity.customer_id != customer_id or learned.quote not in message.text:
        return
    store(session, identity.id, learned, message.sent_at, now, registry)


def _event_of(turn: Turn, message_id: int) -> Event:
    return next((event for event in turn.events if event.message_id == message_id), turn.last)


def _outcome(session: Session, act: Outcome, turn: Turn, now: datetime) -> None:
    if turn.known.get(NO_MEMORY):
        return
    customer_id, last = turn.known.customer_id, turn.last
    if act.kind == "reopened" and last.message_id:
        issues.reopen(session, last.identity_id, last.message_id, now)
    elif act.kind == "not_helped" and act.article:
        issues.mark_tried(session, last.identity_id, act.article, last.message_id, now)
    elif act.kind == "resolved" or (act.kind == "helped" and not turn.known.issues):
        issues.resolve_issues(session, last.identity_id, last.message_id, act.article, now, only=act.issue,
                              alone=act.alone)  # fmt: skip
    elif act.kind == "announced":
        customer = session.get_one(Customer, customer_id)
        customer.announced = True
        session.add(customer)
