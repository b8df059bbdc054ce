"""The ground floor: the closed sets and the frozen values that travel between rooms. Imports nothing of ours.

Rows never leave `storage`; these do. A value holds what its readers need and no session.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, Protocol, TypeVar

T = TypeVar("T")

Owner = Literal["bot", "queue", "agent"]
"""Who owns a conversation. Nobody but the owner speaks to the customer."""

Role = Literal["customer", "bot", "agent", "note"]
"""Who said a message. A `note` is between agents and never reaches a channel."""

DecisionKind = Literal[
    "answer", "offer", "clarify", "handoff", "command", "chat", "ask", "notice", "relay", "note", "survey", "suggest",
    "silent",
]  # fmt: skip

InboundKind = Literal[
    "message", "edit", "delete", "press", "command", "form", "reaction", "joined", "left", "blocked", "unblocked",
    "home", "migrated", "revoked", "event", "timer",
]  # fmt: skip

OutboundOp = Literal[
    "post", "edit", "delete", "react", "status", "file", "open_thread", "close_thread", "home", "ephemeral"
]

Policy = Literal["resend", "hold"]
"""What an uncertain send becomes where the chat app cannot be asked: sent once more, or held for a person."""

CaseState = Literal["queued", "claimed", "resolved", "returned"]
OPEN: tuple[CaseState, ...] = ("queued", "claimed")
"""States in which a case waits for somebody or is worked on."""

PICKED_UP = "open issue"
"""How the rule of a decision ends that asked about an issue of an earlier episode: it is asked once an episode."""

HandoffReason = Literal[
    "customer_request", "missing_knowledge", "customer_upset", "repeat_contact", "bot_failure", "agent_silent",
    "approval", "policy", "low_rating", "churn_risk", "incident", "safety",
]  # fmt: skip
"""Why a person is brought in: a closed set, so that it can be counted."""

FactStatus = Literal["active", "superseded", "retracted", "forgotten", "pending"]
LinkMethod = Literal["code", "agent", "host"]
LaneKind = Literal["in", "case", "out"]


# --- the rim -----------------------------------------------------------------------------------


PRETEND = "demo"
"""The account of chat apps that the demo only pretends."""


DIRECT = frozenset(("slack", "telegram"))
"""Channels on which a person's id names the chat between them and the bot alone."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a chat is: `account` is our installation (bot, workspace, site), `thread` may be empty."""

    channel: str
    account: str
    chat: str
    thread: str = ""

    @property
    def room(self) -> str:
        """The chat with all its threads, as one string: what a pace is counted by."""
        return f"{self.channel}:{self.account}:{self.chat}"

    def plain(self) -> dict[str, str]:
        """Return the fields by name, for JSON."""
        return {"channel": self.channel, "account": self.account, "chat": self.chat, "thread": self.thread}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote: `realm` is the person's namespace (Slack team; empty on Telegram), `id` is unique within it."""

    realm: str
    id: str
    name: str = ""
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A quick reply: `id` comes back in `Inbound.choice`, `label` is what people read (or type).

    An id is at most 60 bytes long. One that begins with ANSWERED is answered in words, by an Outbound with op
    `ephemeral`, and one that begins with VIEW opens what `Rim.view` gives; any other press needs no answer but what
    is said in the chat, so the channel tells the app at once that it has arrived.
    """

    id: str
    label: str


ANSWERED = "!"
VIEW = "?"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message, from our own folder or still at the chat app."""

    stored: str
    """What the bytes are called in our folder; "" until they are fetched."""
    name: str
    """As its sender calls it; never a path."""
    media_type: str
    size: int
    """In bytes; 0 where the app does not say before it is fetched."""
    sha256: str
    public_id: str = ""
    """Set once it is stored."""
    remote: Mapping[str, str] = field(default_factory=dict)
    """What the channel that took it in needs to fetch it (a file id; never a URL out of a message); empty for ours."""
    error: str = ""
    """Why its bytes could not be fetched, for people; "" while nothing is wrong."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks for."""

    id: str
    label: str
    value: str = ""
    """What stands in it at first."""
    lines: bool = False
    """Whether it may have several lines."""
    options: tuple[Choice, ...] = ()
    """To pick one from; empty for free text."""
    optional: bool = False
    moment: bool = False
    """Whether it is a day and a time, which come back as seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Card:
    """Something laid out: a case, a form, a home page. Each channel draws it with its own means.

    `text` is Markdown in which strangers' words are escaped already (`markup.escape`); labels and values are plain.
    """

    id: str
    """Comes back as `Inbound.choice` of the form, where it asks for something."""
    title: str
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """Labels and values."""
    choices: tuple[Choice, ...] = ()
    fields: tuple[Field, ...] = ()
    submit: str = ""
    """The label of the form's button."""
    menu: tuple[Choice, ...] = ()
    """At most five that are wanted less often: in a menu where the app has such a thing, else behind the others."""
    links: tuple[tuple[str, Address], ...] = ()
    """Labels of facts, and the threads to which their values lead where the app has an address for such a thing."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that came in from a channel, parsed. `key` is unique per (channel, account): redeliveries share it.

    `text` is Markdown where the app knows formats (`Channel.formats`), else plain. `data`, JSON, by kind:

    - `external_id`: the app's id of the message that came (message), was changed (edit), was removed (delete), was
      reacted to (reaction) or carries the button (press). `reply_to` is that of the message it answers.
    - `mentions`: ids and names of the people mentioned, without the bot; `broadcast`: true where a reply was also
      shown outside its thread; `stranger`: true for somebody from outside the installation (press, message).
    - `query`: what an `ephemeral` answer to a press needs; `fields`: {id: text} of a form; `choice` is its card's id.
    - `language`, `timezone`: as the app says.
    - `group`: the app's id of the messages that were sent as one (an album): they are one turn.
    - `addressed`: in a chat of several people alone, whether the words are meant for the bot: a command, its name, an
      answer to its message; a press always is. What is not is nobody's turn, except at a desk. Where it stands once,
      others read along from then on. `direct` beside it: which chat is between this person and the bot alone.
    - `phone`: a number that is surely the writer's own. `status`: what the bot is in a group (joined, left).
    - `to`: new id of a chat that moved (migrated); `reason`: why an installation was revoked.

    A reaction's `choice` is up, down, or "" for one taken back or without a meaning for us.
    """

    key: str
    address: Address
    sender: Sender
    kind: InboundKind
    text: str = ""
    sent_at: datetime | None = None
    reply_to: str = ""
    """The app's id of the message that this one answers; from our own pages, a message's public id."""
    choice: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The article behind an answer. `score` is 0 to 1, `version` the first 12 hex digits of the file's SHA-256."""

    article: str
    title: str
    section: str
    score: float
    version: str


Mark = Literal["queued", "delivered", "failed", "note", ""]
"""What a colleague sees at the words they wrote: taken, arrived, not arrived, kept as a note. "" takes a mark away."""


@dataclass(frozen=True, slots=True)
class Outbound:
    """One thing to be said or done in a chat, in neutral Markdown; a channel renders it into parts. By op:

    - `post`: text with choices and sources, or a card, or a file (`attachments`); which message of this chat it
      answers is known only when it is sent; `author` is who wrote it where we pass on another's words.
    - `edit`, `delete`, `react`: a message of this chat is changed to text or card, removed, or given a mark. Which one
      is known only when it is sent: see Part.
    - `open_thread` (its card or text becomes the first message), `close_thread`.
    - `ephemeral`: words for one person alone, in answer to a press (`query`) or to their message (`person`).
    - `home`: the card of a person's own page.
    """

    key: str
    op: OutboundOp
    policy: Policy
    address: Address
    text: str = ""
    speaker: str = ""
    """Public name of the agent who says it; empty when the bot does."""
    choices: tuple[Choice, ...] = ()
    sources: tuple[Source, ...] = ()
    kind: DecisionKind = "answer"
    card: Card | None = None
    attachments: tuple[Attachment, ...] = ()
    author: str = ""
    """Whose words are passed on, as colleagues are to read it; empty for our own."""
    quote: str = ""
    """Words of the message that it answers, plain: for apps whose messages cannot point at another one."""
    mark: Mark = ""
    query: str = ""
    person: str = ""
    quiet: bool = False
    """Whether strangers' words are in it, of which no app may make a name, a command or a link by itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """One rendered piece of an Outbound: what a single call to the chat app carries. `body` is JSON.

    What is known only when it is sent stands beside the body: the thread in `address`, `target`, `reply_to`, `path`.
    """

    op: OutboundOp
    address: Address
    body: Mapping[str, Any]
    id: str = ""
    """Ours, the same at every try: to be found again in the chat app (`find`)."""
    target: str = ""
    """The app's id of the message that is edited, deleted or reacted to."""
    reply_to: str = ""
    """The app's id of the message that is answered; "" where it is gone."""
    path: str = ""
    """Where the bytes of the part's file lie on this machine."""
    name: str = ""
    """What the file is called: some apps tell it only when it is fetched, after the part was rendered."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` parts in any window of `seconds`, over all that share `name`: an account, or a room."""

    name: str
    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an address may be sent to: at least `gap` seconds between two parts, and no more than the limits."""

    gap: float = 0
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A request of a chat app over HTTP: the body as it came, header names in lower case."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to it."""

    status: int
    body: str = ""
    media_type: str = "text/plain"


class Rim(Protocol):
    """What a channel is handed: our side of it."""

    async def receive(self, event: Inbound) -> bool:
        """Store an event; False for a redelivery. Acknowledge after this returns. Raises DatabaseTrouble."""

    async def set_aside(self, address: Address, key: str, payload: Mapping[str, Any], reason: str) -> None:
        """Keep what cannot be read, for the operator; acknowledge after this returns. Raises DatabaseTrouble."""

    async def view(self, event: Inbound) -> Card | None:
        """Return what a press on a choice that begins with VIEW opens, within the app's three seconds."""

    async def leads(self, task: str) -> bool:
        """Return whether this process is the one that does a task which only one may do; ask every few seconds."""

    async def resign(self, task: str) -> None:
        """Let another process do a task, where this one leads it. Raises DatabaseTrouble."""


@dataclass(frozen=True, slots=True)
class Route:
    """An address on our own web server at which a chat app calls us."""

    path: str
    limit: int
    """Bytes that a body may have: a longer one is answered 413 before it is read to its end."""
    handle: Callable[[Request, Rim], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that a look at a chat app's set-up shows."""

    said: str
    mend: str = ""
    """What to do about it; "" where all is well."""

    def __str__(self) -> str:
        return f"{self.said} {self.mend}".rstrip()


class Channel(Protocol):
    """One chat app, one file. Knows its own shapes and nothing of customers, cases or agents."""

    name: str
    account: str
    can_find: bool
    """Whether the app can be asked if a part arrived."""
    formats: bool
    """Whether the words that come in are Markdown; else they are plain."""
    takes_files: bool
    """Whether a file can be sent there."""

    def parse(self, payload: Mapping[str, Any]) -> Inbound | None:
        """Return the neutral event, or None when there is nothing in it for us. Raises InputError on a bad shape."""

    def render(self, outbound: Outbound) -> Sequence[Part]:
        """Return the parts to send, in order. Pure."""

    async def send(self, part: Part) -> str:
        """Send one part; return the chat app's id of it. Raises DeliveryError."""

    async def find(self, part: Part) -> str | None:
        """Return the chat app's id of a part that may have arrived, None when it did not. Raises DeliveryError."""

    def pace(self, address: Address) -> Pace:
        """Return how fast this address may be sent to. Pure."""

    async def check(self) -> str:
        """Return "" when the channel can work, else what is wrong and how to mend it."""

    async def reaches(self, address: Address) -> str:
        """Return "" when agents can work in a chat, else why they cannot and how to mend it.

        Raises DeliveryError with the chat's new id (`moved_to`), and no other.
        """

    async def fetch(self, file: Attachment, to: Path, limit: int) -> Attachment | None:
        """Write a file's bytes, at most `limit`, to a path; from the app's own host alone. Raises DeliveryError.

        Return the file with its name and type where the app tells them only now; else None.
        """

    async def busy(self, address: Address, language: str = "en") -> None:
        """Show that an answer is being thought about. A courtesy: what goes wrong with it is passed over."""

    def routes(self) -> Sequence[Route]:
        """Return where the app calls us; empty where we call it."""

    async def run(self, rim: Rim) -> None:
        """Take in events until cancelled. Without intake, a process only sends and does not call this.

        Raises what it did not foresee: that is told of, and it is called again.
        """

    async def close(self) -> None:
        """Close what is open."""


# --- what a turn is made of --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """A remembered fact. `valid_*` is the world's time, `recorded_at` ours; `quote` is the customer's own words."""

    id: int
    identity_id: int
    key: str
    value: str
    status: FactStatus
    confidence: float
    valid_from: datetime
    valid_to: datetime | None
    recorded_at: datetime
    channel: str
    quote: str = ""
    message_id: int | None = None
    asked_at: datetime | None = None
    """When the customer was asked last whether it is so."""
    method: str = "rule"
    """Who told it: the customer (rule, channel, llm), an agent, or another system (api, form)."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A fact about to be stored, with the words it was read from. `rule` names the reading rule.

    `retracts` says that the older value was never true (a correction); else it was true until now.
    """

    key: str
    value: str
    quote: str
    rule: str
    confidence: float = 0.9
    status: Literal["active", "pending", "past"] = "active"
    retracts: bool = False
    message_id: int = 0
    denies: bool = False
    """The customer says that it is no longer so: the active value ends and nothing takes its place."""
    idle: bool = False
    """With `denies`: nothing of the kind was held, so that nothing is taken off."""
    corrects: str = ""
    """With `retracts`: the value that was a slip, for keys that hold many."""
    valid_from: datetime | None = None
    """The coming day from which on it holds, where the customer names one; None for now."""
    valid_to: datetime | None = None
    """Of what is past: the day until which it held. It is history at once, and never active."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the past, as the rooms above need it."""

    message_id: int
    role: Role
    text: str
    kind: DecisionKind | None
    channel: str
    at: datetime
    speaker: str = ""
    identity_id: int = 0


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """What a customer came with; in `Known.solved` one that has been solved since."""

    id: int
    title: str
    opened_at: datetime
    channel: str
    identity_id: int = 0


@dataclass(frozen=True, slots=True)
class Recalled:
    """Something of a customer's past that speaks to a question: a message with what was learnt from it, or a fact
    that stands in no message."""

    score: float
    line: Line | None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """What is worth knowing of a customer for one question, within a budget: the same for bot, brief and model."""

    card: tuple[Fact, ...]
    """How to speak to them, and what must not be done."""
    issues: tuple[OpenIssue, ...]
    """Newest first."""
    facts: tuple[Fact, ...]
    """What matters to the question, best first."""
    recalled: tuple[Recalled, ...]
    """Best first."""
    held: tuple[str, ...]
    """Keys that are known surely and freshly enough: they are not asked for."""
    text: str
    """All of it in lines, for whoever reads words."""


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case as its customer sees it."""

    number: int
    title: str
    state: CaseState
    agent: str


@dataclass(frozen=True, slots=True)
class Wording:
    """An admin's own words for a key, by language."""

    say: Mapping[str, str] = field(default_factory=dict)
    """How it is said to the customer, the value as {value}."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What customers call it when they want it forgotten."""


@dataclass(frozen=True, slots=True)
class Known:
    """What memory holds of one customer: the merged card, the latest messages (oldest first), issues, what failed."""

    customer_id: int
    public_id: str
    name: str
    facts: tuple[Fact, ...]
    """Active facts, one per key for keys that hold one value; newest valid wins over linked identities."""
    pending: tuple[Fact, ...]
    history: tuple[Line, ...]
    issues: tuple[OpenIssue, ...]
    """What is unresolved, newest first."""
    tried: frozenset[str]
    """Articles that were offered to this customer for the present issue and did not help."""
    identities: tuple[tuple[str, str], ...]
    """(channel, shown name) of each linked identity."""
    first_contact: bool
    last_contact: datetime | None
    """When the customer wrote before this turn; None on first contact."""
    announced: bool
    """Whether the customer has been told once that facts are remembered."""
    barred: bool = False
    """Whether agents have shut them out: nothing is taken from them, and nothing said to them."""
    solved: tuple[OpenIssue, ...] = ()
    """Of each account the issue that it solved last."""
    helped: frozenset[str] = frozenset()
    """Articles that solved an issue of this customer."""
    unsaid: frozenset[str] = frozenset()
    """Keys of judgements that are kept for us, and never said to the customer."""
    past: tuple[Fact, ...] = ()
    """What the customer said was so until a day that had passed."""
    hidden: bool = False
    """Whether more is kept than stands here: of who wants nothing remembered it is out of use."""
    wording: Mapping[str, Wording] = field(default_factory=dict)
    """Keys for which the admins have words of their own."""

    @property
    def told(self) -> tuple[Fact, ...]:
        """Return the facts that may be said to the customer."""
        return tuple(fact for fact in self.facts if fact.key not in self.unsaid)

    @property
    def issue(self) -> OpenIssue | None:
        """Return what is unresolved, the newest of it."""
        return self.issues[0] if self.issues else None

    def get(self, key: str) -> str | None:
        """Return the active value of a fact, None when unknown."""
        return next((fact.value for fact in self.facts if fact.key == key), None)


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns the conversation, and what it waits for."""

    conversation_id: int
    version: int
    owner: Owner
    agent_name: str
    case_id: int | None
    misses: int
    """Answers in a row that did not help or could not be given."""
    awaiting: Mapping[str, Any]
    """What the bot's last words asked for: {"kind": "clarify" | "offer" | "forget" | "ask" | …}; empty for nothing."""
    hint: str
    """The agent's line at hand-back, until an answer has used it."""
    acknowledged: bool
    """Whether the waiting customer has been told once, in this queue period, that the message was passed on."""
    new_episode: bool
    """True on the first turn of a conversation."""
    closed: bool = False
    """The conversation has ended since the message was stored."""
    began: datetime | None = None
    """When the episode began."""
    picked_up: bool = False
    """Whether this episode has asked about an older open issue, or had a person who knows of it."""
    colleagues: tuple[str, ...] = ()
    """Names of the agents whom a customer may ask for."""
    typing: bool = False
    """Whether the agent who owns it is typing right now."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened between a customer and us: an order, a visit, a solved case, a score."""

    kind: str
    """One of relationship.events.KINDS, or an own one that begins with "x."."""
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sla:
    """How fast people answer, in seconds of opening time: the first reply, and each one after it."""

    name: str = "standard"
    first: float = 0
    """0: what the settings say (RAPPORT_CASE_WAIT)."""
    next: float = 0
    """0: what the settings say (RAPPORT_AGENT_SILENCE)."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be offered to this customer now, since it meets a need of theirs that is known."""

    name: str
    text: str
    """In the customer's language."""
    article: str
    """Where its terms stand."""
    fresh: bool = True
    """Whether it may be made unasked: it was not within its cooldown."""


@dataclass(frozen=True, slots=True)
class Reward:
    """A thank-you that is due: `text` names its cause, in the customer's language."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How this customer is to be treated, and the names of the rules that say so."""

    language: str
    tone: Literal["formal", "informal", ""]
    length: Literal["short", "normal", "detailed"]
    priority: int
    """Place in the queue: lower comes first."""
    rules: tuple[str, ...]
    """`preference:<key>` and `policy:<name of a rule>`, for `rapport why`."""
    manner: tuple[str, ...] = ()
    """Those of the rules that shape how things are said: all of them that an answer to a command obeys."""
    allowance: int = 0
    """Tokens that this message may cost at a language model; 0: none is asked."""
    stage: str = ""
    """prospecting, consideration, purchase, connection or loyalty."""
    marks: tuple[str, ...] = ()
    """awareness, post_purchase, advocacy … beside the stage."""
    value: int = 0
    """0 to 100: recency, frequency, money where known, advocacy."""
    tier: str = ""
    queued_by: str = ""
    """The rule that lets this customer come before others; "" for who has no such place."""
    segments: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    """What kind of customer this is in this conversation: looker, bargain hunter …"""
    variant: str = ""
    """Articles whose `audience` names it come before others that say the same."""
    sla: Sla = Sla()
    desk: str = ""
    """The desk that gets the case first, as in `slack:C0123`; "" for the settings' first."""
    agent: str = ""
    """The agent to be asked first."""
    offers: tuple[Offer, ...] = ()
    reward: Reward | None = None
    push: bool = True
    """Whether an offer may be made unasked."""
    contact_days: float = 0
    """Days between two messages that the customer did not ask for; 0 for as the policy's [proactive] says."""
    survey_days: float = 0
    """Days between two surveys; 0 for as the policy's [survey] says."""
    draft: bool = False
    """Answers go to an agent as drafts, not to the customer."""
    person: bool = False
    """Whether a person negotiates with this customer."""
    happened: tuple[Happened, ...] = ()
    """What all this was counted from, oldest first."""
    said: frozenset[str] = frozenset()
    """What this turn's words show beside facts."""


SurveyKind = Literal["csat", "nps", "check", "review"]
"""How a case went (1 to 5), would they recommend us (0 to 10), does it still work, would they speak for us (0 or 1)."""

SCALES: Mapping[SurveyKind, tuple[int, int]] = MappingProxyType(
    {"csat": (1, 5), "nps": (0, 10), "check": (0, 1), "review": (0, 3)}
)
"""Lowest and highest score of each survey."""

Purpose = Literal["csat", "nps", "check_back", "review", "gap", "incident", "idea", "promise"]
"""Why words are said that nobody asked for: a closed set, with caps and consent of its own each."""

RATING = "rate:"
"""How the choice begins that answers a survey: `rate:csat:4`. A rating is no message."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The survey that was put to this customer last and may still be answered, or explained in a sentence."""

    id: int
    kind: SurveyKind
    score: int | None
    """What was answered; None while it waits. A sentence may follow for a while."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that several customers report and colleagues work on."""

    id: int
    words: tuple[str, ...]
    """Stems of its first report."""
    language: str
    article: str
    known: str
    """What an agent lets customers be told; "" for the standing words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether words that nobody asked for may be said now."""

    may: bool = True
    later: float = 0
    """Seconds after which to try again; 0 for never."""
    cause: str = ""
    """Why not; "" where they may."""


@dataclass(frozen=True, slots=True)
class Dealings:
    """What stands open between this customer and us."""

    asked: Asked | None = None
    recovering: bool = False
    """Something went wrong for them and is not made good yet."""
    owned: bool = False
    """Whether we have said that it is on us: what only timers and misses tell was not spoken of."""
    greeted: bool = False
    """Whether a greeting has acknowledged that."""
    troubles: tuple[Trouble, ...] = ()
    """Open incidents, of all customers."""
    verdict: Verdict = Verdict()
    """On the words that this turn's timer would say."""
    about: str = ""
    """The customer's own words that this turn's timer is about; "" for none, or when they were forgotten."""


@dataclass(frozen=True, slots=True)
class Event:
    """One stored inbound event of a turn. `message_id` is None where it is no message (a timer, a press)."""

    inbound_id: int
    kind: InboundKind
    text: str
    choice: str
    message_id: int | None
    identity_id: int
    address: Address
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()

    @property
    def aside(self) -> bool:
        """Whether it is no word in a conversation, and so goes on after its end: a timer, or a rating."""
        return self.kind == "timer" or (self.message_id is None and self.choice.startswith(RATING))


@dataclass(frozen=True, slots=True)
class Success:
    """The last request of a customer that came out well; both are "" where there is none."""

    question: str = ""
    """Their own words."""
    article: str = ""
    """What helped; "" where a person solved it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything one turn may know. Values only."""

    events: tuple[Event, ...]
    known: Known
    ownership: Ownership
    standing: Standing
    now: datetime
    public: bool = False
    """Whether others read along: it is said in a chat of several people."""
    learned: tuple[Learned, ...] = ()
    """What this turn's own words tell; `known` holds it already."""
    aside: tuple[Learned, ...] = ()
    """What they tell besides and is not spoken of: a mood, the wish to leave."""
    dealings: Dealings = Dealings()

    pack: Pack | None = None
    """What of the customer's past speaks to this turn, where it is asked for."""
    success: Success | None = None
    """What helped last time, where it is asked for again."""

    @property
    def said(self) -> frozenset[str]:
        """What this turn's words show beside facts: price, bargain, looking … (dialogue/signals.py)."""
        return self.standing.said

    @property
    def text(self) -> str:
        """The customer's words of this turn, fragments of a burst joined by line breaks."""
        return "\n".join(event.text for event in self.events if event.text)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files that came with this turn."""
        return tuple(file for event in self.events for file in event.attachments)

    @property
    def last(self) -> Event:
        return self.events[-1]


# --- what a turn decides -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Say:
    """Words for the customer, where they wrote last (or at `address`)."""

    text: str
    kind: DecisionKind
    choices: tuple[Choice, ...] = ()
    sources: tuple[Source, ...] = ()
    identity_id: int | None = None
    """Another linked identity to speak to; None means the one that wrote."""
    files: tuple[Attachment, ...] = ()
    """Sent after the words. One that is not stored yet gets its message's name, and its bytes when it is sent."""
    public: bool = False
    """Said where others read along, though the decision is for the direct chat."""


@dataclass(frozen=True, slots=True)
class Learn:
    facts: tuple[Learned, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """A copy of all that is stored of the customer, for themselves, in the chat they ask in."""


@dataclass(frozen=True, slots=True)
class Confirm:
    """The customer is asked in these words whether a fact is so; they are asked once."""

    fact_id: int


@dataclass(frozen=True, slots=True)
class Forget:
    """Keys to forget for good; `everything` takes all facts and the text of all messages."""

    keys: tuple[str, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Linking of identities. `offer` stores a fresh code's hash, `accept` redeems one, `undo` unlinks the writer's."""

    op: Literal["offer", "accept", "undo"]
    code: str = ""


@dataclass(frozen=True, slots=True)
class OpenCase:
    reason: HandoffReason
    title: str
    detail: str = ""
    issue: str = ""
    """What stays open for this customer until it is solved; "" when they said nothing but that they want a person."""
    lead: str = ""
    """What the customer is told before the words of the hand-off."""
    draft: str = ""
    """What the bot would have said, for an agent to approve; "" where there is nothing."""
    article: str = ""
    """Where the draft is from."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Ownership moves without an agent's verb: a customer goes back to the bot, a silent agent's case to the queue."""

    to: Literal["bot", "queue"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What the next message is expected to answer; replaces what was awaited. Empty: nothing."""

    awaiting: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A timer: `key` is unique, `after` in seconds from now."""

    key: str
    after: float
    payload: Mapping[str, Any]
    keep: bool = False
    """Leave a timer of this key that is already running as it is."""
    office: bool = False
    """Whether only opening time counts."""


@dataclass(frozen=True, slots=True)
class Tell:
    """A line to the agents in the case's thread; `wake` ends the case's sleep."""

    line: str
    wake: bool = False
    widen: bool = False
    """The next desk gets the case as well."""
    lead: bool = False
    """The team's lead is told, too."""
    personal: bool = False
    """The agent who has the case is told in their own chat, too."""
    urgent: bool = False
    """Nobody comes before the case from now on."""
    case_id: int = 0
    """Another case than the conversation's open one."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened with this customer, kept for their stage and value."""

    happened: Happened


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the last answer fared, or the customer's issue: kept with the turn, changes misses and issues."""

    kind: Literal["helped", "not_helped", "miss", "answered", "resolved", "hint_used", "acknowledged", "announced",
                  "reopened", "durable"]  # fmt: skip
    article: str = ""
    issue: int = 0
    """For resolved: the open issue that it is about; 0 for all that are open. `helped` alone closes none."""
    alone: int = 0
    """Beside it: the one of this account's own that it would be about had nobody been linked; 0 for none."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a customer did with a survey: answered it with a score, explained it in a sentence, declined it.

    `again`: what they typed is no score, and they were told which are.
    """

    op: Literal["score", "comment", "decline", "again"]
    survey_id: int
    score: int = 0


@dataclass(frozen=True, slots=True)
class Reach:
    """Words that nobody asked for were said or held back; said ones may open a survey, or settle who was told."""

    purpose: Purpose
    cause: str
    said: bool = True
    survey: SurveyKind | None = None
    case_id: int | None = None
    told: int = 0
    """The gap (purpose `gap`) or incident (purpose `incident`) that this customer has now been told of."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A recovery begins, is acknowledged in a greeting, or ends."""

    op: Literal["start", "greeted", "recovered", "lost"]
    trigger: Literal["", "misses", "low_rating", "breach", "late", "third_time", "third_case", "churn"] = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The customer met what others may meet too: a gap in the articles, or a trouble (an incident if many do)."""

    kind: Literal["gap", "trouble"]
    text: str
    article: str = ""
    """What came up first for it, for a gap as path@version; "" for nothing."""
    incident_id: int = 0
    """The open incident that it belongs to; 0 when that is to be found out."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """A promise that was not kept in time."""

    promise_id: int


Act = (
    Say | Learn | Forget | Link | OpenCase | Transfer | Ask | Schedule | Tell | Note | Outcome | Rate | Reach | Mend
    | Report | Lapse | Export | Confirm
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """What a turn does: the acts in order, and why."""

    kind: DecisionKind
    rule: str
    acts: tuple[Act, ...] = ()
    passages: tuple[Source, ...] = ()
    """What was considered, best first, whether or not it was said."""
    facts: tuple[int, ...] = ()
    """Ids of the remembered facts that shaped it."""
    standing: Standing | None = None
    """How the customer was treated, this turn's own words known; None: as the turn was loaded."""
    model: str = ""
    """The language model that was asked, and what became of what it said; "" where none was."""
    tokens: int = 0
    """What that cost."""
    direct: bool = False
    """Asked where others read along, and said in the direct chat alone."""

    @property
    def says(self) -> tuple[Say, ...]:
        """What is said, in order."""
        return tuple(act for act in self.acts if isinstance(act, Say))

    @property
    def unasked(self) -> tuple[Act, ...]:
        """The acts without what is awaited after them."""
        return tuple(act for act in self.acts if not isinstance(act, Ask))

    def awaits(self, before: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what is awaited once this is said: `before`, where it asks nothing of its own."""
        return next((act.awaiting for act in reversed(self.acts) if isinstance(act, Ask)), before)

    def saying(self, say: Say, instead: Say) -> Decision:
        """Return the same with `instead` in the place of `say`, which is one of its own."""
        return replace(self, acts=tuple(instead if act is say else act for act in self.acts))

    def led(self, line: str) -> Decision:
        """Return the same with a line before its first words; unchanged where nothing is said."""
        if not self.says:
            return self
        first = self.says[0]
        return self.saying(first, replace(first, text=f"{line}\n\n{first.text}"))

    def followed(self, line: str) -> Decision:
        """Return the same with a line below its last words; unchanged where nothing is said."""
        if not self.says:
            return self
        last = self.says[-1]
        return self.saying(last, replace(last, text=f"{last.text}\n\n{line}"))


# --- the language model --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a language model is asked: our instructions, and beside them what others wrote."""

    task: str
    """One word for it, as `rapport why` shows it."""
    instructions: str
    """Ours alone, in English; nothing of what others wrote."""
    data: tuple[tuple[str, str], ...]
    """(label, text): articles, customers' words, facts. The port fences each as material that gives no orders."""


class Model(Protocol):
    """A language model for the length of one message (llm.py). Its word is a proposal: code checks it before use."""

    name: str
    tokens: int
    """What this message has cost so far."""
    notes: list[str]
    """What became of each thing asked, in words that quote nobody."""

    def ask(self, prompt: Prompt, shape: type[T], faults: Callable[[T], str] | None = None) -> T | None:
        """Return the reply as `shape` (what pydantic can read from JSON); None when none can be used. Never raises.

        `faults` says what is wrong with a value, without quoting it, or "". One retry is told what was wrong. It may
        take seconds: no session is open meanwhile.
        """


# --- what an agent does ------------------------------------------------------------------------

VerbName = Literal[
    "claim", "reply", "note", "resolve", "hand_back", "snooze", "edit", "delete", "resend", "reassign", "merge",
    "route", "block", "unblock", "suggest", "edit_fact", "confirm_fact", "forget_fact",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts on a case."""

    agent_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Verb:
    """An agent's act on a case. `key` makes it idempotent: the same press twice is one act."""

    name: VerbName
    case_id: int
    key: str
    text: str = ""
    take_over: bool = False
    """For claim: take the case from the colleague who has it."""
    seen: str = ""
    """For reply: public id of the newest message that the agent had read; "" where that is not known."""
    message: str = ""
    """For resend, edit and delete: public id of the message meant."""
    stored: int = 0
    """For reply and note: id of the note that holds the words already, since they were written in a case's thread."""
    until: datetime | None = None
    """For snooze."""
    answers: int = 0
    """For reply: id of the message that it points at; 0 for none."""
    target: int = 0
    """For reassign, merge and route: id of the agent, of the other case, of the customer's account for replies."""
    files: tuple[Attachment, ...] = ()
    """For reply and note: files whose bytes are stored already, to go with the words."""
    fact: int = 0
    """For edit_fact, confirm_fact and forget_fact: which fact; the new value of an edit is the text."""
    customer_id: int = 0
    """For these: whose it is. They need no case."""
