"""Where the reminders of a case go: the agent it is meant for, its desk, the next desk, the lead."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import inline
from bot.settings import Settings
from tests.conftest import NOON, channels
from tests.test_desk import DESK, Office, made

POLICY = """
[[rules]]
name = "dedicated help"
when = { contacts = ">= 0" }
then = { agent = "Anna", sla = "soon" }
[sla]
lead = "slack:U9"
[sla.targets.soon]
first = "10m"
next = "20m"
"""
SECOND = "-100"


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Iterator[Office]:
    folder = Path(shutil.copytree(settings.knowledge, tmp_path / "articles"))
    (folder / "policy.toml").write_text(POLICY, encoding="utf-8")
    for one in made(settings.model_copy(update={"knowledge": folder}), f"slack:{DESK}, telegram:{SECOND}"):
        one.says("I want to talk to a human")  # so that there is an Anna
        one.press("Claim")
        one.press("Resolve")
        one.stage.passes(days=20)
        one.says("I want to talk to a human about another thing")
        yield one


def lines(office: Office, chat: str, app: str = "slack") -> str:
    """Return everything that is read in a chat, threads too."""
    return "\n".join(post.text for post in office.apps[app].posts.values() if post.chat == chat)


def test_the_named_agent_is_pinged_first_then_desk_next_desk_and_lead(office: Office) -> None:
    """Features.md §3, service level: "dedicated" → the named agent is pinged first."""
    assert "Anna, this customer is yours first." in lines(office, "U1")
    assert "Anna, this customer is yours first." in lines(office, DESK)
    assert "Nobody has claimed" not in lines(office, DESK)

    office.stage.passes(minutes=6)
    assert "Nobody has claimed this case yet" in lines(office, DESK)
    assert "#2" not in lines(office, SECOND, "telegram")

    office.stage.passes(minutes=5)
    assert "#2 Maya" in lines(office, SECOND, "telegram")
    assert office.seen()[-1].startswith("I'm sorry, nobody has been free yet")
    assert lines(office, "U9") == ""

    office.stage.passes(minutes=10)
    assert "twice the time" in lines(office, "U9")
    assert lines(office, "U9").count("twice the time") == 1
    office.stage.passes(hours=9)
    assert lines(office, "U9").count("twice the time") == 2  # then once a working day


def test_a_lead_on_an_app_without_a_desk_is_told_there(settings: Settings, tmp_path: Path) -> None:
    for one in made(with_lead(settings, tmp_path, "telegram:5512"), f"slack:{DESK}"):
        one.says("I want to talk to a human")
        one.stage.passes(minutes=16)
        one.stage.passes(minutes=16)
        assert "#1: " in lines(one, "5512", "telegram")


def test_readyz_names_a_lead_whose_app_is_not_started(settings: Settings, tmp_path: Path) -> None:
    told = "policy.toml: sla.lead slack:U9 is told of nothing, its chat app is off:"
    without = with_lead(settings, tmp_path, "slack:U9")
    unnamed = without.model_copy(update={"slack_bot_token": SecretStr("xoxb-1"), "channels": "web"})

    assert problems(without) == [f"{told} SLACK_BOT_TOKEN is not set"]
    assert problems(unnamed) == [f"{told} it is not among the channels to start (RAPPORT_CHANNELS, --channels)"]


def problems(settings: Settings) -> list[str]:
    with inline(settings, channels(), lambda: NOON) as app:
        return list(asyncio.run(app.ready())["knowledge"]["problems"])  # type: ignore[index]  # JSON


def with_lead(settings: Settings, tmp_path: Path, lead: str) -> Settings:
    folder = Path(shutil.copytree(settings.knowledge, tmp_path / "articles"))
    (folder / "policy.toml").write_text(f'[sla]\nlead = "{lead}"\n', encoding="utf-8")
    return settings.model_copy(update={"knowledge": folder})


def test_whoever_has_a_case_is_reminded_themselves_and_loses_it_at_the_end(office: Office) -> None:
    office.press("Claim")
    office.says("are you there?")
    before = lines(office, "U1")
    office.stage.passes(minutes=11)
    assert "Anna, the customer is waiting for an answer" in lines(office, "U1").removeprefix(before)

    office.stage.passes(minutes=10)
    assert office.case.state == "queued"
    assert "the case is back in the queue" in lines(office, DESK) + lines(office, SECOND, "telegram")
    assert "Anna had to leave" in office.seen()[-1]


def test_a_promise_reminds_its_agent_tells_the_customer_and_the_lead_before_it_lapses_and_the_lead_when_it_did(
    office: Office,
) -> None:
    """Features.md, N7: agent reminded before, lead told after, customer told honestly when late."""
    office.press("Claim")
    office.agent("I'll get back to you tomorrow.")  # at 18:00 UTC
    office.stage.passes(hours=26)
    assert "Anna, you promised this customer something for" in lines(office, "U1")
    assert "promised" not in "\n".join(office.seen()[-2:]).replace("I'll get back", "")

    office.stage.passes(hours=3, minutes=15)
    assert any("isn't done yet" in line for line in office.seen())
    assert "Anna promised something for" in lines(office, "U9")
    assert "was not kept" not in lines(office, "U9")

    office.stage.passes(hours=2)
    assert "Anna's promise for" in lines(office, "U9")
    assert "was not kept" in lines(office, DESK)


def test_who_promises_something_for_a_day_when_nobody_is_here_hears_so_at_once(
    settings: Settings, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(settings.knowledge, tmp_path / "articles"))
    week = "\n".join(f'{day} = "08:00-18:00"' for day in ("mon", "tue", "wed", "thu", "fri"))
    (folder / "policy.toml").write_text(f"[hours]\n{week}\nholidays = [2026-03-05, 2026-03-06]\n", encoding="utf-8")
    for one in made(settings.model_copy(update={"knowledge": folder}), f"slack:{DESK}"):
        one.says("I want to talk to a human")
        one.press("Claim")
        one.agent("I'll get back to you by Wednesday.")
        assert "Nobody is here by then" not in lines(one, DESK)

        one.agent("I'll get back to you by Friday.")
        said = "Noted as a promise for Friday, 6 Mar 2026, 18:00 UTC. Nobody is here by then: you are reminded on "
        said += "Wednesday, 4 Mar"
        assert said in lines(one, DESK)


def test_a_rule_says_which_desk_has_the_case_first(settings: Settings, tmp_path: Path) -> None:
    """Features.md, N9: who is pinged; the same words, two customers, two desks."""
    folder = Path(shutil.copytree(settings.knowledge, tmp_path / "articles"))
    rule = f'name = "members"\nwhen = {{ "plan.name" = "Plus" }}\nthen = {{ desk = "telegram:{SECOND}" }}\n'
    (folder / "policy.toml").write_text(f"[[rules]]\n{rule}", encoding="utf-8")
    for one in made(settings.model_copy(update={"knowledge": folder}), f"slack:{DESK}, telegram:{SECOND}"):
        one.stage.says("I want to talk to a human", user="ben", channel="web")
        assert "#1" in lines(one, DESK)
        assert "#1" not in lines(one, SECOND, "telegram")

        one.stage.says("I'm on the Plus plan", channel="web")
        one.stage.says("I want to talk to a human", channel="web")
        assert "#2" in lines(one, SECOND, "telegram")
        assert "#2" not in lines(one, DESK)
        assert "policy:members" in one.stage.decision().policy
