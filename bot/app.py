"""Puts the parts together from the settings. The only module that knows them all."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import importlib
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlmodel import Session

from bot import intake, llm, markup, texts
from bot.answers import proposals
from bot.answers.knowledge import Knowledge
from bot.background import Background
from bot.desk import arriving, suggesting, views
from bot.desk.team import Team
from bot.engine import Engine
from bot.errors import DatabaseTrouble, DeliveryError, Refused, SettingsError
from bot.handoff import desks
from bot.handoff.relay import Relay
from bot.handoff.replies import FILE, Replies
from bot.memory import registry, retention
from bot.relationship import policy_file
from bot.relationship.policy import Policy
from bot.relationship.policy_file import Names, Policies
from bot.settings import Settings
from bot.storage import kept, migrate, queue
from bot.storage.db import Inline, Store, is_postgres
from bot.storage.files import Files
from bot.storage.opening import engine_lock, open_store, scrub
from bot.storage.postgres import Pool
from bot.storage.tables import Secret
from bot.types.channel import Channel
from bot.types.chat import PRETEND, Address, Attachment, Card, Inbound, Outbound, Part, Sender
from bot.types.handoff import Actor, Verb
from bot.worker import Worker

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

DESKS_EVERY = timedelta(minutes=1)
"""How often the desks are looked at, at most."""
STORES_EVERY = timedelta(seconds=10)
"""How long it holds that the database stores: whoever asks more often costs it nothing more."""
STORE_SECONDS = 2.5
"""How long an app's event waits for a database that commits nothing before it is refused: Slack gives three."""
SLOW, NEVER = 4, -1
"""How often it waits so long at most, while others' commits come through; and the number of no commit."""
DESK_SECONDS = 10
"""How long a look at one may take."""


def utc_now() -> datetime:
    """Return the time; the one clock of a running process."""
    return datetime.now(UTC)


@dataclass
class App:
    """A running Rapport: the parts, put together."""

    settings: Settings
    db: Store
    engine: Engine
    worker: Worker
    files: Files
    replies: Replies
    channels: dict[tuple[str, str], Channel]
    clock: Clock
    secret: str
    team: Team
    policies: Policies
    patience: float = STORE_SECONDS
    """Seconds without a commit after which an event that is not stored is refused."""
    desks_off: tuple[str, ...] = ()
    """Desks of the settings whose chat app is not started."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    background: Background = field(init=False)
    """What runs beside the worker: the channels' intake, and whoever keeps the articles up to date."""
    work: asyncio.Task[None] | None = None
    """The worker while it runs."""
    _desks_seen: tuple[datetime, dict[str, str]] | None = None
    """When the desks were looked at last, and how they were."""
    _stored: datetime | None = None
    """When it was last seen that the database stores."""

    def __post_init__(self) -> None:
        self.background = Background(self.stopping)
        for channel in self.channels.values():
            channel.equip(self)

    async def receive(self, event: Inbound) -> bool:
        """Store an inbound event and wake the worker; False for a redelivery. Acknowledge after this returns."""
        now = self.clock()
        if event.kind in ("joined", "left", "shared"):  # perhaps a desk's group
            self._desks_seen = None
        if event.attachments:
            event = replace(event, attachments=tuple(self._named(event, file) for file in event.attachments))
        try:
            stored = await self._in_time(self.db.urgent(self.store, event, now))
        except DatabaseTrouble:
            raise
        except Exception as error:  # noqa: BLE001 - kept for the operator and logged, not swallowed
            # Whatever is wrong with this one, its app would bring it again and again, and nothing behind it.
            # (The first line alone: a database's error goes on with the words that it refused.)
            reason = f"{type(error).__name__}: {error}".split("\n")[0][:200]
            at = event.address
            log.error("%s/%s: an event could not be stored; it is set aside: %s", at.channel, at.account, reason)
            await self.set_aside(at, event.key, asdict(event), reason)
            return False
        self.worker.wake()
        return stored

    def store(self, session: Session, event: Inbound, now: datetime) -> bool:
        """Store an event where it belongs: in a case's lane, on a page of its own, or in the customer's lane."""
        if self.team.concerns(session, event):
            return arriving.receive(session, event, self.team, self.engine.relay, now)
        if event.kind == "home":
            return self.engine.home(session, event, now)
        own = self.settings
        care = self.engine.care
        return intake.receive(
            session, self._plain(event), now, burst=own.burst, idle_close=own.idle_close, care=care,
            key=self.engine.key,
        )  # fmt: skip

    def _plain(self, event: Inbound) -> Inbound:
        """Return a customer's event in plain words: they are read and shown as they were typed, and lay nothing out."""
        channel = self.channels.get((event.address.channel, event.address.account))
        return replace(event, text=markup.plain(event.text)) if channel is not None and channel.formats else event

    def _named(self, event: Inbound, file: Attachment) -> Attachment:
        """Give a file that is still at its chat app the name that its bytes will have here."""
        if file.stored:
            return file
        at = {"channel": event.address.channel, "account": event.address.account}
        return replace(file, stored=self.files.name(secrets.token_hex(16)), remote={**file.remote, **at})

    async def set_aside(self, address: Address, key: str, payload: Mapping[str, Any], reason: str) -> None:
        """Keep what a channel cannot read, for the operator."""
        await self._in_time(self.db.urgent(intake.set_aside, address, key, payload, reason, self.clock()))

    async def _in_time(self, storing: Coroutine[Any, Any, bool]) -> bool:
        """Return what storing returns. Raises DatabaseTrouble when nothing moves: it may be stored all the same.

        A database that is only slow is waited for a while: what was refused would come again on top.
        """
        task = asyncio.ensure_future(storing)
        try:
            for _ in range(SLOW):
                before = await self.db.changed(NEVER, 0)
                if (await asyncio.wait({task}, timeout=self.patience))[0]:
                    return task.result()
                if await self.db.changed(NEVER, 0) == before:
                    break
            raise DatabaseTrouble("the database does not answer in time; what comes again is known by its key")
        finally:
            task.cancel()  # asyncio.wait leaves it running when the caller is cancelled

    async def view(self, event: Inbound) -> Card | None:
        """Return what a press opens: for agents, at their desk."""
        shown = await self.db.read(views.view, event, self.team)
        if shown is not None:
            await self.db.write(views.viewed, event, self.clock())
        return shown

    async def leads(self, task: str) -> bool:
        """Return whether this process does a task which only one may do: on SQLite there is no other."""
        if self.worker.alone:
            return True
        return await self.db.urgent(queue.lead, task, self.worker.name, self.clock(), self.worker.lease)

    async def resign(self, task: str) -> None:
        """Let another process do a task that this one leads: the next that asks. Raises DatabaseTrouble."""
        if not self.worker.alone:
            await self.db.urgent(queue.resign, task, self.worker.name)

    async def kept(self, name: str) -> str:
        """Return what a channel keeps under a name for all processes; "" for nothing. Raises DatabaseTrouble."""
        return await self.db.read(kept.kept, name)

    async def keep(self, name: str, value: str, instead: str) -> bool:
        """Keep a value in place of `instead`; False where something else stands there. Raises DatabaseTrouble."""
        return await self.db.urgent(kept.keep, name, value, instead)

    async def act(self, actor: Actor, verb: Verb) -> str:
        """Carry out an agent's verb; return a short line for the agent. Raises Refused, NotFound."""
        line = await self.db.write(self.engine.act, actor, verb, self.clock())
        self.worker.wake()
        return line

    async def suggest(self, actor: Actor, case_id: int, key: str) -> str:
        """Keep the article that a case suggests for the admins; return a short line for the agent. Raises Refused."""
        proposal = await self.db.read(suggesting.suggested, case_id)
        try:
            file = await asyncio.to_thread(proposals.write, self.engine.knowledge.folder, proposal)
        except OSError as error:
            log.error("a suggested article could not be written: %s", error)
            raise Refused(texts.team("not_saved")) from error
        return await self.act(actor, Verb("suggest", case_id, key, file.name))

    async def ready(self) -> dict[str, object]:
        """Return the state of each part, for /readyz."""
        checked = await asyncio.gather(*(channel.check() for channel in self.channels.values()))
        channels = {f"{name}/{account}": wrong or "ok"
                    for (name, account), wrong in zip(self.channels, checked, strict=True)}  # fmt: skip
        articles = await asyncio.to_thread(lambda: self.engine.knowledge.index.count)  # waits for who fills its file
        problems = [f"{problem.path}: {problem.message}" for problem in self.engine.knowledge.problems]
        if not self.settings.knowledge.is_dir():
            problems.append(f"{self.settings.knowledge} is gone; the articles as last read are still served")
        self.replies()
        policy = self.policies()
        problems += [broken for broken in (self.replies.problem, self.policies.problem) if broken]
        problems += unheard(policy, accounts(self.channels), self.settings.why_off)
        working = self.work is not None and not self.work.done()
        beside = self.background.states
        database, waiting = await self._database()
        places = await self._desks() if database == "ok" else {}
        return {
            "ok": working
            and database == "ok"
            and all(state == "ok" for state in (*channels.values(), *places.values(), *beside.values())),
            "worker": "ok" if working else "stopped",
            "background": beside,
            "database": database,
            "queue": waiting,
            "channels": channels,
            "desks": places,
            "knowledge": {"articles": articles, "problems": problems, "meaning": self.engine.knowledge.meaning},
        }

    def learning(self) -> str:
        """Return for agents how far the articles are read; "" once they are searched in full."""
        knowledge = self.engine.knowledge
        if knowledge.reading:
            return texts.team("desk.reading", done=knowledge.reading.done, total=knowledge.reading.total)
        return texts.team("desk.unread", left=knowledge.left) if knowledge.left else ""

    async def _desks(self) -> dict[str, str]:
        """Return each desk in a chat app with "ok", or why nobody can work there; looked at once a minute at most.

        Raises DatabaseTrouble.
        """
        now = self.clock()
        if self._desks_seen is None or now - self._desks_seen[0] > DESKS_EVERY:
            placed = await self.db.read(desks.placed, self.team.desks)
            states = await asyncio.gather(*(self._reached(one.address) for one in placed))
            off = {one: f"its channel is not started: {self.settings.why_off(app_of(one))}" for one in self.desks_off}
            found = off | {f"{one.channel}:{one.chat}": state for one, state in zip(placed, states, strict=True)}
            for name, state in found.items():
                if state != "ok" and (self._desks_seen or (now, {}))[1].get(name) != state:
                    log.error("the desk %s cannot be worked in, cases go to the next one: %s", name, state)
            self._desks_seen = now, found
        return self._desks_seen[1]

    async def _reached(self, at: Address, *, moved: bool = False) -> str:
        """Return how a desk is; where its group has a new id, take note of that first: once, not round and round."""
        try:
            return await asyncio.wait_for(self.channels[at.channel, at.account].reaches(at), DESK_SECONDS) or "ok"
        except DeliveryError as error:
            event = Inbound(f"migrated:{at.chat}:{error.moved_to}", at, Sender("", at.chat), "migrated",
                            data={"to": error.moved_to})  # fmt: skip
            await self.receive(event)
            if moved:
                return f"its group has moved twice, to {error.moved_to}; it is asked again in a minute"
            return await self._reached(replace(at, chat=error.moved_to), moved=True)
        except TimeoutError:
            return f"{at.channel} does not answer; it is asked again in a minute"

    async def _taking_in(self, channel: Channel) -> None:
        """Take a channel's events in: once its desks have been looked at, so that those that moved are known."""
        try:
            for one in await self.db.read(desks.placed, self.team.desks):
                if one.channel == channel.name:
                    await self._reached(one.address)
                    await self._alone(one)
        except DatabaseTrouble as error:
            log.error("the desks could not be looked at: %s", error)
        await channel.run(self)

    async def _alone(self, one: desks.Desk) -> None:
        """Say so where customers read along on a desk."""
        if customers := await self.db.read(desks.overheard, one):
            log.warning("RAPPORT_DESKS: %s customers wrote last in %s:%s, where agents are to work: "
                        "let them write elsewhere, or take another chat", customers, one.channel, one.chat)  # fmt: skip

    async def _store(self) -> None:
        """See that the database stores, on the road of what comes in. Raises DatabaseTrouble."""
        now = self.clock()
        if self._stored is None or now - self._stored > STORES_EVERY:
            self._stored = None
            await self.db.urgent(queue.stores, self.worker.name, now)
            self._stored = now

    async def _database(self) -> tuple[str, dict[str, object]]:
        """Return "ok" or what is wrong with the database, and how the queue is."""
        try:
            await self._store()
            found = await self.db.read(queue.health)
        except DatabaseTrouble as error:
            return str(error), {}
        oldest = (self.clock() - found.oldest).total_seconds() if found.oldest else 0
        return "ok", {
            "waiting": found.waiting, "oldest_s": round(oldest), "dead": found.dead, "held": found.held
        }  # fmt: skip

    def article(self, path: str) -> tuple[str, str] | None:
        """Return title and Markdown of an article that is served today; None for any other path."""
        found = self.engine.knowledge.index.article(path)
        if found is None or not found.sections or not found.served(self.clock().date()):
            return None
        sections = (f"## {part.heading}\n\n{part.text}" if part.heading else part.text for part in found.sections)
        return found.title, "\n\n".join(sections)

    @contextlib.asynccontextmanager
    async def running(self, *, intake: bool = True) -> AsyncIterator[None]:
        """Run worker, knowledge watcher and channels while inside; on the way out finish what is in hand.

        Without `intake`, channels only send: another process takes their events in.
        """
        async with contextlib.AsyncExitStack() as ending:
            for channel in self.channels.values():  # each is closed at the very end, whatever went wrong before
                ending.push_async_callback(channel.close)
            # The worker tries again by itself; begun anew it would free what its threads are still at.
            working = self.work = self.background.keep("worker", lambda: self.worker.run(self.stopping), again=False)
            self._keep_articles()
            intakes = [self._keep_intake(channel) for channel in self.channels.values() if intake]
            try:
                yield
            finally:
                self.stopping.set()
                for task in intakes:
                    task.cancel()
                await self.background.ended()
                await working

    def _keep_articles(self) -> None:
        """Keep the articles as their folder has them, embedded, and the same in every process on the database."""
        knowledge, keep = self.engine.knowledge, self.background.keep
        keep("articles", lambda: knowledge.watch(self.stopping))
        keep("embedding", lambda: knowledge.keep_embedding(self.db, self.stopping))
        if not self.worker.alone:
            leads = functools.partial(self.leads, "knowledge")
            keep("sharing", lambda: knowledge.share(self.db, leads, self.stopping))

    def _keep_intake(self, channel: Channel) -> asyncio.Task[None]:
        return self.background.keep(f"intake {channel.name}/{channel.account}", lambda: self._taking_in(channel))


OWN = ("terminal", "web")
"""Channels whose network is our database: they need no token, so they are always there."""


def adapters(names: Sequence[str], given: Mapping[str, str] | None = None) -> dict[tuple[str, str], Channel]:
    """Return our own channels and those of these names by (channel, account); `given` holds tokens and addresses.

    Raises SettingsError for a name that does not exist, and for settings with which a channel must not start.
    """
    found: dict[tuple[str, str], Channel] = {}
    for name in dict.fromkeys((*OWN, *names)):
        for channel in _module(name).build(given or {}):
            found[channel.name, channel.account] = channel
    return found


def _module(name: str) -> ModuleType:
    known = sorted(path.stem for path in Path(__file__).with_name("channels").glob("[!_]*.py"))
    if name not in known:
        raise SettingsError(f"RAPPORT_CHANNELS: there is no channel {name!r}. There are: {', '.join(known)}.")
    try:
        return importlib.import_module(f"bot.channels.{name}")
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"RAPPORT_CHANNELS: {name} needs the package {error.name}, which is not installed here. "
            "Install Rapport again with what it depends on: `pip install .`"
        ) from error


def sample() -> Path:
    """Return the folder of the packed sample articles; for `demo` alone."""
    packed = Path(__file__).with_name("sample")
    return packed if packed.is_dir() else Path(__file__).parent.parent / "knowledge"


def accounts(channels: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return our account on each chat app that is started, the first one, through which colleagues are reached."""
    found: dict[str, str] = {}
    for name, account in channels:
        if account != PRETEND:
            found.setdefault(name, account)
    return found


def _at(found: desks.Desk, started: Mapping[str, str]) -> desks.Desk | None:
    """Return a desk with the account through which it is reached; None where its channel is not started."""
    return replace(found, account=started[found.channel]) if found.channel in started else None


def app_of(address: str) -> str:
    """Return the chat app of an address as it stands in settings, "slack:C012"."""
    return address.partition(":")[0]


def unheard(policy: Policy, started: Collection[str], why_off: Callable[[str], str]) -> Iterator[str]:
    """Yield what of a policy reaches nobody, with these chat apps started; `why_off` says why another is not."""
    lead = policy.sla.lead
    if lead and app_of(lead) not in started:
        yield f"{policy_file.FILE}: sla.lead {lead} is told of nothing, its chat app is off: {why_off(app_of(lead))}"


def secret(session: Session, fresh: str) -> str:
    """Return the key that signs cookies and hashes codes; `fresh` becomes it at first start."""
    row = session.get(Secret, "signing")
    if row is None:
        row = Secret(name="signing", value=fresh)
        session.add(row)
    return row.value


@dataclass(frozen=True, slots=True)
class Parts:
    """What the settings say, read and found good: nothing is opened yet."""

    channels: dict[tuple[str, str], Channel]
    team: Team
    desks_off: tuple[str, ...]
    """Desks of the settings whose chat app is not started."""
    registry: registry.Registry
    policies: Policies
    port: llm.Port | None


def parts(settings: Settings, channels: dict[tuple[str, str], Channel]) -> Parts:
    """Return what the settings say. Raises KnowledgeError, SettingsError for those that Rapport does not start with.

    `rapport doctor` asks the same, so that it finds nothing good which is refused at the start.
    """
    texts.use_folder(settings.texts)
    texts.use_team(settings.team_language)
    listed = desks.read(settings.desks)
    started = accounts(channels)
    found = tuple(_at(one, started) for one in listed)
    off = tuple(f"{one.channel}:{one.chat}" for one, there in zip(listed, found, strict=True) if there is None)
    team = Team(tuple(one for one in found if one is not None), desks.allowed(settings.agents))
    remembered = registry.load(settings.knowledge / registry.FILE)
    names = Names(
        {key.name: key.pii for key in remembered.keys.values()}, remembered.countries,
        choices=remembered.choices, usual=remembered.usual,
    )  # fmt: skip
    policies = Policies(settings.knowledge / policy_file.FILE, names)
    return Parts(channels, team, off, remembered, policies, model(settings))


def model(settings: Settings) -> llm.Port | None:
    """Return the port to the settings' language model; None where none is named. Raises SettingsError."""
    return llm.build(
        settings.llm, base_url=settings.llm_base_url,
        api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else "",
        seconds=settings.llm_seconds, message_tokens=settings.llm_message_tokens,
    )  # fmt: skip


def assemble(settings: Settings, db: Store, key: str, made: Parts, clock: Clock) -> App:
    """Return the parts put together; nothing runs yet. Raises KnowledgeError."""
    channels, team = made.channels, made.team
    started = accounts(channels)
    for off in made.desks_off:
        log.warning("RAPPORT_DESKS: %s is left out, its chat app is off: %s", off, settings.why_off(app_of(off)))
    for reason in unheard(made.policies(), started, settings.why_off):
        log.warning("%s", reason)

    def render(outbound: Outbound) -> Sequence[Part]:
        return channels[outbound.address.channel, outbound.address.account].render(outbound)

    def takes_files(at: Address) -> bool:
        return channels[at.channel, at.account].takes_files

    files = Files(settings.files_folder, settings.database)
    things = registry.things_in(settings.knowledge / registry.FILE)
    engine = Engine(
        knowledge=Knowledge(
            settings.knowledge, settings.embeddings, settings.wrong, things,
            None if isinstance(db, Inline) else settings.words_file,
        ),
        registry=made.registry,
        render=render,
        takes_files=takes_files,
        file_name=files.name,
        key=key.encode(),
        relay=Relay(
            render, team.desks, next((Address(*one, "desk") for one in channels if one[0] == "webhook"), None),
            started,
        ),
        port=made.port,
        policy=made.policies,
        company=settings.company,
        case_wait=settings.case_wait,
        agent_silence=settings.agent_silence,
        idle_close=settings.idle_close,
        day_tokens=settings.llm_day_tokens,
        customer_tokens=settings.llm_customer_tokens,
    )  # fmt: skip

    own = {key.name: key.retention for key in engine.registry.keys.values() if key.retention is not None}
    terms = retention.Terms(settings.keep_messages_days, settings.keep_contact_days, own)
    shared = is_postgres(settings.database)
    worker = Worker(
        db, engine, channels, clock=clock, threads=settings.workers, alone=not shared, lease=settings.lease,
        keep_days=settings.queue_days, checkpoint=lambda: scrub(db.engine), files=files,
        file_limit=settings.file_limit * 2**20, desks=bool(team.desks), terms=terms,
    )  # fmt: skip
    if isinstance(db, Pool):
        db.heard = worker.wake
    replies = Replies(settings.knowledge / FILE)
    return App(settings, db, engine, worker, files, replies, channels, clock, key, team, made.policies,
               desks_off=made.desks_off)  # fmt: skip


@contextlib.contextmanager
def opened(
    settings: Settings, channels: dict[tuple[str, str], Channel], clock: Clock | None = None, *,
    store: Callable[[str], Store] = open_store,
) -> Iterator[App]:  # fmt: skip
    """An engine on the settings' database: alone on a SQLite file, one of many on PostgreSQL.

    The clock is the database's on PostgreSQL, the host's on SQLite. With `Inline` as its store, everything runs on
    the caller's thread: deterministic, for replay and tests. Raises DatabaseError, KnowledgeError, SettingsError.
    """
    made = parts(settings, channels)
    try:
        with engine_lock(settings.database):
            migrate.prepare(settings.database)
            db = store(settings.database)
            try:
                if clock is None:
                    clock = db.clock if isinstance(db, Pool) else utc_now
                yield assemble(settings, db, key_of(settings, settings.database), made, clock)
            finally:
                db.close()
    finally:
        if made.port:
            made.port.close()


def inline(
    settings: Settings, channels: dict[tuple[str, str], Channel], clock: Clock
) -> contextlib.AbstractContextManager[App]:
    """The same with everything on the caller's thread."""
    return opened(settings, channels, clock, store=Inline)


def key_of(settings: Settings, url: str) -> str:
    """Return the key that signs and hashes on a database: as the settings have it, else its own, made if need be."""
    if settings.secret is not None:
        return settings.secret.get_secret_value()
    db = Inline(url)
    try:
        return db.now(secret, secrets.token_hex(32))
    finally:
        db.close()
