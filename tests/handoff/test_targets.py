"""Hours, waits and targets: honest words at the hand-off, and timers that nobody has to remember."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import app as house
from bot import texts
from bot.handoff import cases, presence
from bot.settings import Settings
from bot.storage.tables import Case, Decision, Timer
from tests.conftest import ARTICLES, Stage, channels
from tests.template import migrated

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
POLICY = """
[tiers]
gold = 10
standard = 0
[value]
facts."plan.name" = { Family = 20 }
[[rules]]
name = "gold first"
when = { tier = "gold" }
then = { queue = 10, sla = "fast", agent = "Anna" }
[[rules]]
name = "plus soon"
when = { "plan.name" = "Plus" }
then = { queue = 30 }
[hours]
zone = "Europe/Oslo"
mon = "08-18"
tue = "08-18"
holidays = [2026-03-10]
[hours.tiers.gold]
sun = "10-16"
[sla]
ceiling = "1h"
[sla.targets.fast]
first = "5m"
next = "10m"
"""


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    folder = tmp_path / "kb"
    shutil.copytree(ARTICLES, folder)
    (folder / "policy.toml").write_text(POLICY, encoding="utf-8")
    url = migrated(tmp_path / "rapport.db")
    settings = Settings(database=url, knowledge=folder, burst=0.0, _env_file=None)  # type: ignore[call-arg]
    stages: list[Stage] = []
    with house.inline(settings, channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app, now=MONDAY))
        yield stages[0]
    texts.use_folder(None)


def test_ultra_responsive_honest_off_hours_say_the_real_opening_time_once_and_never_soon(stage: Stage) -> None:
    """features.md §3: off-hours → real opening time, never "soon"."""
    stage.now = datetime(2026, 3, 7, 20, tzinfo=UTC)  # Saturday evening
    (said,) = stage.says("I want to talk to a person")
    assert "we are back on Monday at 08:00 (Oslo time)" in said
    assert "soon" not in said

    (passed,) = stage.says("hello?")
    assert "08:00" not in passed
    assert stage.passes(hours=30) == []  # nobody is chased over the week-end
    assert any("nobody has been free" in line for line in stage.passes(hours=8))  # Monday, 8:15


def closing(stage: Stage) -> list[datetime]:
    timers = [row for row in stage.rows(Timer) if row.payload["kind"] == "case_closing"]
    return [row.due_at for row in timers if not row.fired]


def test_whom_nobody_has_come_to_at_closing_time_is_told_once_when_we_are_back(stage: Stage) -> None:
    """channels.md §3.10: unclaimed at closing time → the customer is told."""
    stage.says("human please")  # Monday, 13:00 in Oslo
    stage.passes(minutes=20)
    assert closing(stage) == [datetime(2026, 3, 2, 17, tzinfo=UTC)]
    assert stage.passes(hours=4) == []
    stage.now = datetime(2026, 3, 2, 17, tzinfo=UTC)
    (told,) = stage.drain()
    assert told.startswith("I'm sorry, nobody was free before we closed. We are back tomorrow at 08:00 (Oslo time)")

    assert stage.passes(days=1) == []  # the closing time after it says nothing more
    (told,) = stage.says("hello?")  # who asks a day later hears how it stands, once
    assert told.startswith("Nobody is here right now; we are back on Monday")
    assert stage.says("anybody?") == []


def test_the_opening_time_told_with_a_hand_off_is_told_again_only_when_it_was_not_kept(stage: Stage) -> None:
    stage.now = datetime(2026, 3, 7, 20, tzinfo=UTC)  # Saturday evening
    assert "we are back on Monday at 08:00" in stage.says("human please")[0]
    assert stage.passes(hours=34) == []
    stage.now = datetime(2026, 3, 9, 17, tzinfo=UTC)  # Monday, closing time
    said = stage.drain()
    assert ["We are back" in line for line in said] == [False, True]  # nobody in time, then nobody at all
    assert "on 16 Mar 2026 at 08:00" in said[1]  # Tuesday is a holiday


@pytest.mark.parametrize("verbs", [["claim"], ["claim", "resolve"], ["claim", "hand_back"], ["block"], []])
def test_closing_time_is_moot_once_somebody_has_come_or_nobody_is_waited_for(stage: Stage, verbs: list[str]) -> None:
    stage.says("human please")
    assert len(closing(stage)) == 1
    for verb in verbs:
        stage.acts(verb)
    if not verbs:
        stage.says("/cancel")
    assert closing(stage) == []
    stage.drain()
    stage.now = datetime(2026, 3, 2, 17, tzinfo=UTC)
    assert not any("closed" in line for line in stage.drain())


def test_who_was_left_by_their_agent_waits_anew_and_hours_that_became_longer_move_closing_time(stage: Stage) -> None:
    stage.says("I'm on the Family plan")
    stage.says("human please")
    stage.acts("claim")
    stage.passes(minutes=11)  # ten is what the policy gives an agent
    assert stage.conversation().owner == "queue"
    assert closing(stage) == [datetime(2026, 3, 2, 17, tzinfo=UTC)]

    path = stage.app.settings.knowledge / "policy.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('mon = "08-18"', 'mon = "08-20"'), encoding="utf-8")
    stage.now = datetime(2026, 3, 2, 17, tzinfo=UTC)
    assert not any("closed" in line for line in stage.drain())
    assert closing(stage) == [datetime(2026, 3, 2, 19, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("at", "text", "said"),
    [
        ("2026-03-02T06:00", "human please", "back today at 08:00"),
        ("2026-03-02T18:00", "human please", "back tomorrow at 08:00"),
        ("2026-03-03T18:00", "ich möchte mit einem Menschen sprechen", "am Montag um 08:00 Uhr (Ortszeit Oslo)"),
        ("2026-03-03T18:00", "quiero hablar con una persona", "el lunes a las 08:00 (hora de Oslo)"),
        ("2026-03-03T18:00", "je veux parler à une personne", "lundi à 08:00 (heure locale à Oslo)"),
    ],
)
def test_the_opening_time_is_said_in_the_customers_language(stage: Stage, at: str, text: str, said: str) -> None:
    stage.now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert said in stage.says(text)[0]


def test_a_holiday_is_no_opening_and_a_tier_may_have_hours_of_its_own(stage: Stage) -> None:
    stage.now = datetime(2026, 3, 9, 18, tzinfo=UTC)  # the day after is a holiday
    assert "back on 16 Mar 2026 at 08:00" in stage.says("human please")[0]
    stage.now = datetime(2026, 3, 15, 12, tzinfo=UTC)  # Sunday
    stage.says("I'm on the Family plan", user="gold")
    assert "back" not in stage.says("human please", user="gold")[0].partition("/cancel")[0]


def test_the_wait_that_is_told_is_the_median_of_the_last_twenty_and_too_few_say_nothing(stage: Stage) -> None:
    for number in range(5):
        (said,) = stage.says("human please", user=f"u{number}")
        assert "Lately" not in said
        stage.now += timedelta(minutes=4)
        stage.acts("claim")
        stage.drain()
    assert "Lately it took about 5 minutes" in stage.says("human please", user="late")[0]


def test_best_customers_first_with_a_waiting_ceiling_that_protects_the_others(stage: Stage) -> None:
    stage.says("human please", user="ordinary")
    stage.now += timedelta(minutes=50)
    stage.says("I'm on the Family plan", user="gold")
    stage.says("human please", user="gold")

    def served() -> list[int]:
        query = cases.select(Case.id).where(Case.state == "queued").order_by(*cases.order(stage.now))
        return list(stage.look(lambda session: session.exec(query).all()))

    assert served() == [2, 1]
    stage.now += timedelta(minutes=11)
    assert served() == [1, 2]
    stage.says("I'm on the Family plan", user="second")
    assert "Cases waiting before yours: 2" in stage.says("human please", user="second")[0]


def test_a_claimed_case_without_an_answer_goes_back_and_the_customer_is_told(stage: Stage) -> None:
    stage.says("I'm on the Family plan")
    stage.says("human please")
    stage.acts("claim")
    stage.drain()

    assert stage.passes(minutes=6) == []
    assert stage.decision().rule == "half the agent's time is gone"
    (told,) = stage.passes(minutes=5)
    assert "had to leave this" in told
    assert stage.conversation().owner == "queue"


def test_nothing_is_chased_while_both_are_writing(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.drain()
    for _ in range(4):
        stage.now += timedelta(minutes=20)
        stage.acts("reply", "I am looking.")
        stage.now += timedelta(minutes=5)
        stage.says("thank you")
    stage.now += timedelta(minutes=29, seconds=50)
    stage.db.now(presence.types, stage.look(lambda s: s.exec(cases.select(Case.id)).one()), 1, stage.now)
    assert [line for line in stage.passes(seconds=5) if "leave" in line] == []
    assert stage.conversation().owner == "agent"
    assert "silent" in {row.kind for row in stage.rows(Decision)}


def test_every_open_case_has_a_timer_until_somebody_closes_it(stage: Stage) -> None:
    def timers() -> set[str]:
        waiting = {row.key.partition(":")[0] for row in stage.rows(Timer) if not row.fired}
        return {key for key in waiting if key.startswith(("case", "agent"))}

    stage.says("human please")
    assert "case_wait" in timers()
    stage.passes(minutes=16)
    assert "case_lead" in timers()
    stage.passes(hours=30)
    assert "case_lead" in timers()  # again, every day
    stage.acts("claim")
    stage.acts("reply", "hello")
    assert timers() == {"case_stale"}
    stage.passes(days=8)
    assert timers() == {"case_stale"}
    stage.acts("resolve")
    assert timers() & {"case_wait", "case_lead", "case_stale"} == set()


@pytest.mark.parametrize(("plan", "back"), [("Basic", "Mon 07:00"), ("Family", "Sun 09:00")])
def test_a_reminder_that_falls_after_closing_time_comes_with_the_next_opening_of_that_tier(
    stage: Stage, plan: str, back: str
) -> None:
    stage.now = datetime(2026, 3, 3, 18, 30, tzinfo=UTC)  # Tuesday, 19:30 in Oslo
    stage.says(f"I'm on the {plan} plan")
    stage.says("human please")
    stage.acts("claim")
    stage.acts("reply", "I'll get back to you tomorrow.")
    due = {timer.key: f"{timer.due_at:%a %H:%M}" for timer in stage.rows(Timer)}

    assert due["promise_due:1"] == "Wed 17:00"
    assert due["promise_remind:1"] == due["case_stale:1"] == back
