"""A small shop's day, for previews and the browser tests: Nordvik, its customers and two agents."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.storage.tables import (
    Agent,
    Case,
    CaseEvent,
    Conversation,
    Customer,
    Decision,
    Draft,
    Fact,
    FactSource,
    Identity,
    Issue,
    Message,
    Outbox,
)

from .ports import chat_id

ARTICLES = {
    "orders/missing-parts.md": (
        "Missing or damaged parts",
        "Missing parts are sent **free of charge**. Tell us the order number and the part.\n\n"
        "## How long it takes\n\nParts usually arrive within **2–3 working days**.\n\n"
        "| Where | Days |\n| --- | --- |\n| Norway | 2 |\n| Elsewhere | 3 |\n",
    ),
}


class Story:
    """Writes rows in the order in which they are told."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now

    def add(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row

    def ago(self, minutes: float) -> datetime:
        return self.now - timedelta(minutes=minutes)

    def agent(self, name: str) -> Agent:
        return self.add(Agent(name=name, created_at=self.ago(90 * 24 * 60)))

    def customer(self, *accounts: tuple[str, str, str], days: float = 400) -> list[Identity]:
        since = self.ago(days * 24 * 60)
        customer = self.add(Customer(created_at=since))
        return [
            self.add(Identity(customer_id=customer.id, channel=channel, external_id=who, display_name=name,
                              created_at=since))
            for channel, who, name in accounts
        ]  # fmt: skip

    def talk(self, who: Identity, minutes: float, **more: Any) -> Conversation:
        at = self.ago(minutes)
        return self.add(Conversation(customer_id=who.customer_id, opened_at=at, last_at=at, **more))

    def say(self, talk: Conversation, who: Identity, role: str, minutes: float, text: str, **more: Any) -> Message:
        at = self.ago(minutes)
        talk.last_at = at
        return self.add(
            Message(identity_id=who.id, conversation_id=talk.id, role=role, text=text, sent_at=at, received_at=at,
                    **more)
        )  # fmt: skip

    def answer(
        self, talk: Conversation, who: Identity, minutes: float, text: str, score: float, **more: Any
    ) -> Message:
        source = {"article": "orders/missing-parts.md", "title": "Missing or damaged parts", "section": "",
                  "score": score, "version": "abc"}  # fmt: skip
        said = self.say(talk, who, "bot", minutes, text, kind="answer", sources=[source], **more)
        self.add(Decision(conversation_id=talk.id, message_id=said.id, kind="answer", rule="answer",
                          passages=[source], at=self.ago(minutes)))  # fmt: skip
        return said

    def case(self, talk: Conversation, number: int, minutes: float, title: str, reason: str, **more: Any) -> Case:
        at = self.ago(minutes)
        state = more.get("state", "queued")
        talk.owner = {"queued": "queue", "claimed": "agent"}.get(state, "bot")
        talk.agent_id = more.get("agent_id") if state == "claimed" else None
        case = self.add(Case(number=number, conversation_id=talk.id, customer_id=talk.customer_id, title=title,
                             reason=reason, opened_at=at, queued_at=at, **more))  # fmt: skip
        self.add(CaseEvent(case_id=case.id, kind="opened", at=at))
        return case

    def sent(self, message: Message, status: str = "sent", error: str = "") -> None:
        self.add(Outbox(message_id=message.id, chat_id=chat_id(self.session), op="post", policy="resend",
                        status=status, error=error, created_at=message.sent_at))  # fmt: skip

    def fact(self, who: Identity, message: Message, key: str, value: str, quote: str) -> None:
        start = message.text.index(quote)
        fact = self.add(Fact(identity_id=who.id, key=key, value=value, value_norm=value.lower(),
                             valid_from=message.sent_at, recorded_at=message.sent_at, rule="seed"))  # fmt: skip
        self.add(FactSource(fact_id=fact.id, message_id=message.id, char_start=start, char_end=start + len(quote)))


CHOICES = [
    {"id": "send", "label": "Send the missing leg"},
    {"id": "return", "label": "I'd rather return it"},
    {"id": "human", "label": "Talk to a human"},
]


def shop(session: Session, now: datetime) -> None:
    """Fill an empty database. Maya's visitor id is `maya` on Telegram and Slack, Tomás' is `tomas`."""
    story = Story(session, now)
    daniel, anna = story.agent("Daniel"), story.agent("Anna")
    _maya(story, daniel)
    _queue(story, anna)
    _with_the_bot(story)
    _earlier(story, daniel)


def _maya(story: Story, daniel: Agent) -> None:
    telegram, slack = story.customer(("telegram", "maya", "Maya Okafor"), ("slack", "maya", "Maya Okafor"), days=1130)
    before = story.talk(telegram, 70 * 24 * 60, status="closed", closed_at=story.ago(70 * 24 * 60 - 60))
    late = story.say(before, telegram, "customer", 70 * 24 * 60, "My lamp is late. I live in Leeds, by the way.")
    story.fact(telegram, late, "location.city", "Leeds", "I live in Leeds")
    story.case(before, 31, 70 * 24 * 60 - 1, "Late delivery of a lamp", "customer_upset", state="resolved",
               agent_id=daniel.id, closed_at=story.ago(70 * 24 * 60 - 60))  # fmt: skip
    talk = story.talk(telegram, 19)
    hello = "Hi, my standing desk arrived but one leg is missing :( order 48213, please answer in English"
    first = story.say(talk, telegram, "customer", 19, hello)
    story.fact(telegram, first, "locale.language", "en", "answer in English")
    story.fact(telegram, first, "order.id", "48213", "order 48213")
    story.add(Issue(identity_id=telegram.id, title="Missing desk leg · order #48213", opened_message_id=first.id,
                    opened_at=first.sent_at))  # fmt: skip
    story.answer(
        talk, telegram, 19,
        "I'm sorry about that, Maya – that's not how it should arrive. For order **#48213** missing parts are sent "
        "free of charge and usually arrive within **2–3 working days**.",
        0.91, choices=CHOICES,
    )  # fmt: skip
    asked = story.say(talk, slack, "customer", 16,
                      "I need it by Friday, I have people coming over. Evenings after 17:00 are best. "
                      "Can I talk to someone?")  # fmt: skip
    story.fact(slack, asked, "contact.time", "after 17:00", "after 17:00 are best")
    story.say(talk, slack, "bot", 16, "Connecting you to a person. They see our whole conversation.", kind="handoff")
    case = story.case(talk, 42, 15.9, "Missing desk leg · order #48213", "customer_request", state="claimed",
                      agent_id=daniel.id, claimed_at=story.ago(13))  # fmt: skip
    story.add(CaseEvent(case_id=case.id, kind="claimed", agent_id=daniel.id, at=story.ago(13)))
    words = (
        "Hi Maya, Daniel here – I've read everything above, no need to repeat. I'm checking whether our Leeds depot "
        "can courier the leg tomorrow."
    )
    story.sent(story.say(talk, slack, "agent", 12, words, kind="relay", agent_id=daniel.id))
    story.say(talk, slack, "note", 11, "Depot confirmed stock; courier booked, waiting for the tracking number.",
              agent_id=daniel.id)  # fmt: skip
    story.say(talk, slack, "customer", 5, "Friday before noon would be perfect, thank you")
    story.add(Draft(case_id=case.id, text="The courier is booked, the leg arrives after 17:00.", at=story.ago(5)))
    story.add(Draft(case_id=case.id, text="Missing parts are sent free of charge.", at=story.ago(4)))
    story.sent(story.say(talk, slack, "agent", 4, "Booked: the leg arrives tomorrow, 17:00–19:00. Tracking LD-5520.",
                         kind="relay", agent_id=daniel.id))  # fmt: skip


def _queue(story: Story, anna: Agent) -> None:
    people = [
        ("telegram", "tomas", "Tomás Herrera", 9, "The invoice still shows the old VAT number, and I sent the new one",
         "Wrong VAT number on the invoice", "missing_knowledge", 50, 2),
        ("slack", "acme", "Acme Studio", 17, "This is the third time we report it", "Wobbly shelf, third report",
         "repeat_contact", 10, 1),
        ("web", "priya", "Priya N.", 3, "Danke, und wie ändere ich die Adresse?", "Change of address",
         "customer_request", 50, 0),
        ("telegram", "jonas", "Jonas Weber", 2, "Any update on the refund?", "Refund of order #47001",
         "customer_upset", 50, 0),
    ]  # fmt: skip
    for number, (channel, who, name, minutes, text, title, reason, priority, more) in enumerate(people, 43):
        (identity,) = story.customer((channel, who, name), days=30 * number - 1200)
        talk = story.talk(identity, minutes + 1)
        story.say(talk, identity, "customer", minutes + 1, text)
        story.say(talk, identity, "bot", minutes, "I've asked a colleague to take over.", kind="handoff")
        story.case(talk, number, minutes, title, reason, priority=priority)
        for n in range(more):
            story.say(talk, identity, "customer", minutes - 1 - n, text)
    (lena,) = story.customer(("web", "lena", "Lena Fjord"))
    talk = story.talk(lena, 30)
    story.say(talk, lena, "customer", 30, "Can I change the colour of my order?")
    story.case(talk, 47, 29, "Colour of an order", "customer_request", state="claimed", agent_id=anna.id)


def _with_the_bot(story: Story) -> None:
    for n, (name, text) in enumerate(
        [("Ingrid Dahl", "How long does delivery take?"), ("Paul Moreau", "Do you ship to Corsica?"), ("", "hello")]
    ):
        (identity,) = story.customer(("web", f"bot{n}", name), days=2)
        talk = story.talk(identity, 40 + n * 25)
        story.say(talk, identity, "customer", 40 + n * 25, text)
        story.answer(talk, identity, 39 + n * 25, "Parcels arrive within **3 working days**.", 0.84)


def _earlier(story: Story, daniel: Agent) -> None:
    (sofia,) = story.customer(("slack", "sofia", "Sofia Rossi"), days=200)
    talk = story.talk(sofia, 300, status="closed", closed_at=story.ago(240))
    story.say(talk, sofia, "customer", 300, "The voucher code does not work")
    story.say(talk, sofia, "agent", 260, "I've renewed it, please try again.", kind="relay", agent_id=daniel.id)
    case = story.case(talk, 41, 290, "Voucher code refused", "missing_knowledge", state="resolved",
                      agent_id=daniel.id, closed_at=story.ago(240))  # fmt: skip
    story.add(CaseEvent(case_id=case.id, kind="resolved", agent_id=daniel.id, at=story.ago(240)))
