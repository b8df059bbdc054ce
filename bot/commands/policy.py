"""`rapport policy`: check knowledge/policy.toml like code, and say what it makes of one customer."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session

from bot import memory, relationship
from bot.answers.articles import listed
from bot.errors import KnowledgeError
from bot.memory import registry
from bot.memory.identities import find
from bot.relationship import events, stages
from bot.relationship.policy import Policy
from bot.relationship.policy_file import FILE, Names, load
from bot.settings import load as load_settings
from bot.storage.opening import beside
from bot.types.memory import Known
from bot.types.relationship import Standing

app = typer.Typer(
    add_completion=False, help="How customers are treated: check the policy, explain a customer.", no_args_is_help=True
)

AsJson = Annotated[bool, typer.Option("--json", help="Machine-readable.")]
Knowledge = Annotated[Path | None, typer.Option("--knowledge", metavar="PATH", help="Folder with policy.toml.")]


@app.command()
def check(knowledge: Knowledge = None, as_json: AsJson = False) -> None:
    """Name what is wrong in policy.toml, with line and what was meant; exit 1 when anything is."""
    folder = knowledge or load_settings().knowledge
    if not folder.is_dir():
        raise KnowledgeError(
            f"no knowledge folder at {folder}: `rapport init` makes one, RAPPORT_KNOWLEDGE names yours"
        )
    try:
        findings, found = [], of_folder(folder)
    except KnowledgeError as error:
        findings, found = str(error).splitlines(), None
    if as_json:
        _print(json.dumps({"findings": findings}, ensure_ascii=False, indent=2))
    elif found is None:
        _print("\n".join((*findings, f"{len(findings)} finding{'s' * (len(findings) > 1)}")))
    elif not (folder / FILE).is_file():
        _print(f"There is no {folder / FILE}: paying members come first, then who returns with an open issue.")
    else:
        _print(f"{folder / FILE}: all well. {_summary(found)}")
    raise typer.Exit(1 if findings else 0)


def of_folder(folder: Path) -> Policy:
    """Return the policy beside the articles, its offers held against them. Raises KnowledgeError."""
    facts = registry.load(folder / "memory.toml")
    articles = frozenset(path for path, _ in listed(folder))
    pii = {key.name: key.pii for key in facts.keys.values()}
    return load(folder / FILE, Names(pii, facts.countries, articles, facts.choices, facts.usual))


def _summary(found: Policy) -> str:
    counts = {"segments": found.segments, "personas": found.personas, "stages": found.stages, "tiers": found.tiers,
              "rules": found.rules, "offers": found.offers, "rewards": found.rewards}  # fmt: skip
    return ", ".join(f"{len(parts)} {name}" for name, parts in counts.items()) + "."


@app.command()
def explain(
    customer: Annotated[str, typer.Argument(help="Public id (6 digits do), channel:user or channel:realm:user.")],
    knowledge: Knowledge = None,
    as_json: AsJson = False,
) -> None:
    """Say what the policy makes of a customer: stage with its history, value, groups, and what each rule changes."""
    settings = load_settings()
    policy = of_folder(knowledge or settings.knowledge)
    with beside(settings.database) as db:
        now = db.clock()
        known, standing = db.look(_standing, customer, policy, now)
    found = dict(_told(known, standing, policy, now))
    if as_json:
        _print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for name, value in found.items():
        shown = value if isinstance(value, list) else [value]
        for number, line in enumerate(shown or ["–"]):
            _print(f"{name if number == 0 else '':<12}{line}")


def _standing(session: Session, ref: str, policy: Policy, now: datetime) -> tuple[Known, Standing]:
    known = memory.load(session, find(session, ref), now)
    return known, relationship.load(session, known, policy, "", now)


def _told(known: Known, standing: Standing, policy: Policy, now: datetime) -> Iterator[tuple[str, Any]]:
    figures = events.count(standing.happened, known.last_contact, now)
    way = stages.walk(policy.stages, standing.happened, known.last_contact, now)
    yield "customer", f"{known.name or 'Unnamed'} {known.public_id}"
    yield "stage", [f"{step.at:%Y-%m-%d} {step.stage} ({step.why})" for step in way]
    yield "marks", list(standing.marks)
    yield "value", f"{standing.value} of 100: {standing.tier or 'no tier'}"
    yield "figures", [f"{name} = {', '.join(values)}" for name, values in figures.items() if values]
    for name in ("segments", "personas", "types", "rules"):
        yield name, list(getattr(standing, name))
    yield "changes", [f"{name} = {value}" for name, value in _changes(standing)]
    yield "offers", [f"{offer.name}: {offer.text} ({offer.article})" for offer in standing.offers]
    yield "reward", standing.reward.text if standing.reward else "none is due"


def _changes(standing: Standing) -> Iterator[tuple[str, Any]]:
    yield "queue", standing.priority
    yield "sla", standing.sla.name
    for name in ("length", "tone", "variant", "desk", "agent", "contact_days", "survey_days", "draft", "person"):
        if value := getattr(standing, name):
            yield name, value
    if not standing.push:
        yield "push", False


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
