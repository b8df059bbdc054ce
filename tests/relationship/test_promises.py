"""What agents say they will do by a time: read, reminded of, told honestly before it lapses, kept or broken."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot import texts
from bot.hours import Hours
from bot.relationship import promises
from bot.settings import Settings
from bot.storage.tables import Outcome, Promise, Recovery, Timer
from tests.conftest import Stage
from tests.relationship.people import governed

WEDNESDAY = datetime(2026, 3, 4, 12, tzinfo=UTC)

READ = [
    ("I'll get back to you by Friday.", "2026-03-06 18:00"),
    ("We will have it fixed within two hours", "2026-03-04 14:00"),
    ("I'll let you know tomorrow at 3 pm", "2026-03-05 15:00"),
    ("Hi Maya. I'll get back to you by end of day. Best, Anna", "2026-03-04 18:00"),
    ("I'll call you tomorrow at 10.", "2026-03-05 10:00"),
    ("I'll call you tomorrow at 3", "2026-03-05 15:00"),
    ("Ich melde mich morgen um 10, versprochen.", "2026-03-05 10:00"),
    ("Te llamo mañana a las 9", "2026-03-05 09:00"),
    ("Ich melde mich morgen, wir senken den Preis um 10 Prozent.", "2026-03-05 18:00"),
    ("You'll have a new leg by Tuesday", "2026-03-10 18:00"),
    ("I'll call you on 12 March", "2026-03-12 18:00"),
    ("I will send it no later than 2026-03-20", "2026-03-20 18:00"),
    ("I'll have an answer for you next week", "2026-03-13 18:00"),
    ("Ich melde mich bis Freitag bei Ihnen.", "2026-03-06 18:00"),
    ("Bis morgen 14:30 Uhr melde ich mich.", "2026-03-05 14:30"),
    ("Sie erhalten die Rechnung innerhalb von 2 Tagen.", "2026-03-06 18:00"),
    ("Le aviso antes del viernes", "2026-03-06 18:00"),
    ("Te llamo mañana a las 10:00", "2026-03-05 10:00"),
    ("Je reviens vers vous d'ici demain.", "2026-03-05 18:00"),
    ("je vous réponds avant le 12/03", "2026-03-12 18:00"),
    ("I'll get back to you within three working days", "2026-03-09 18:00"),
    ("Ich melde mich innerhalb von 2 Werktagen.", "2026-03-06 18:00"),
    ("Le respondo en 3 días hábiles", "2026-03-09 18:00"),
    ("Je vous réponds sous 3 jours ouvrés.", "2026-03-09 18:00"),
]


@pytest.mark.parametrize(("words", "due"), READ, ids=[words for words, _ in READ])
def test_a_promise_is_read_with_its_time(words: str, due: str) -> None:
    found = promises.read(words, WEDNESDAY)

    assert found is not None
    assert f"{found.due:%Y-%m-%d %H:%M}" == due


@pytest.mark.parametrize(
    ("said", "due"),
    [("2028-02-20", "2028-02-29"), ("2028-03-05", ""), ("2026-03-05", ""), ("2027-12-30", "2028-02-29")],
)
def test_a_leap_day_is_promised_for_where_there_is_one(said: str, due: str) -> None:
    found = promises.read("I'll call you on 29 February.", datetime.fromisoformat(f"{said}T12:00+00:00"))

    assert (f"{found.due:%Y-%m-%d}" if found else "") == due


HOLIDAYS = Hours("Europe/Oslo", ((((time(8), time(18))),),) * 5 + ((), ()),
                 frozenset({date(2026, 3, 5), date(2026, 3, 6)}))  # fmt: skip


@pytest.mark.parametrize(("words", "due"), [
    ("I'll get back to you within two working days", "2026-03-10 18:00"),
    ("Ich melde mich innerhalb von 2 Werktagen.", "2026-03-10 18:00"),
    ("Le respondo en 3 días hábiles", "2026-03-11 18:00"),
    ("Je vous réponds sous 1 jour ouvré.", "2026-03-09 18:00"),
    ("I'll get back to you by Friday.", "2026-03-06 18:00"),  # what the customer has read stands
])  # fmt: skip
def test_working_days_leave_out_holidays_and_a_date_that_is_named_stands(words: str, due: str) -> None:
    found = promises.read(words, WEDNESDAY, "", HOLIDAYS)

    assert found is not None
    assert f"{found.due:%Y-%m-%d %H:%M}" == due


@pytest.mark.parametrize("holidays", ["", "holidays = [2026-03-05, 2026-03-06]"])
def test_a_promise_for_a_holiday_is_reminded_of_while_somebody_is_there(
    settings: Settings, tmp_path: Path, holidays: str
) -> None:
    hours = "\n".join(f'{day} = "08:00-18:00"' for day in ("mon", "tue", "wed", "thu", "fri"))
    with governed(settings, tmp_path, f'[hours]\nzone = "UTC"\n{hours}\n{holidays}\n') as stage:
        stage.now = WEDNESDAY
        promised(stage, "I'll get back to you by Friday.")
        due = {timer.key: timer.due_at for timer in stage.rows(Timer)}

    assert due["promise_due:1"] == datetime(2026, 3, 6, 18, tzinfo=UTC)
    # The holiday's is a third of what is left of Wednesday before its end.
    assert f"{due['promise_remind:1']:%a %H}" == ("Wed 16" if holidays else "Fri 14")


@pytest.mark.parametrize("hour", [15, 17, 19])
def test_a_promise_for_a_day_without_anybody_is_told_as_such_after_closing_time_too(stage: Stage, hour: int) -> None:
    promised(stage)
    friday = datetime(2026, 3, 6, hour, tzinfo=UTC)
    hours = Hours("UTC", week=(((time(8), time(17)),),) * 5 + ((), ()))
    tomorrow = promises.Commitment("by tomorrow", datetime(2026, 3, 7, 18, tzinfo=UTC))

    made = stage.db.now(promises.make, tomorrow, identity_id=1, case_id=1, agent_id=1, message_id=1, now=friday,
                        hours=hours)  # fmt: skip

    assert made.unattended


NONE = [
    "Friday is a holiday", "If it's not there by Friday, I'll send a new one", "We will look into it",
    "Can you wait until Friday?", "I'll be off on Friday", "I'll see what I can do", "Your parcel left on Monday",
    "Wenn es bis Freitag nicht da ist, melde ich mich", "Haben Sie morgen Zeit?", "I'll tell you about it in 2031",
]  # fmt: skip


@pytest.mark.parametrize("words", NONE)
def test_what_only_sounds_like_a_promise_is_none(words: str) -> None:
    assert promises.read(words, WEDNESDAY) is None


def test_by_friday_is_friday_where_the_customer_is() -> None:
    found = promises.read("I'll get back to you by Friday.", WEDNESDAY, "Europe/Berlin")

    assert found is not None
    assert found.due == datetime(2026, 3, 6, 17, tzinfo=UTC)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_bot_promises_nothing_for_a_time_by_itself(language: str) -> None:
    guilty = [key for key, line in texts.catalogue(language).lines.items() if promises.promises(line)]

    assert guilty == []


def promised(stage: Stage, words: str = "I'll get back to you tomorrow.") -> None:
    stage.says("My desk leg is missing, I need a person")
    stage.acts("claim")
    stage.acts("reply", words)
    stage.drain()


def test_an_agents_promise_becomes_a_dated_row_with_timers_behind_it(stage: Stage) -> None:
    promised(stage)

    [row] = stage.rows(Promise)
    assert (row.words, row.state, row.due_at) == ("I'll get back to you tomorrow.", "open",
                                                  datetime(2026, 3, 3, 18, tzinfo=UTC))  # fmt: skip
    keys = [timer.key for timer in stage.rows(Timer) if timer.key.startswith("promise_")]
    assert sorted(keys) == ["promise_due:1", "promise_remind:1", "promise_warn:1"]


def answer_late(stage: Stage, **by: float) -> list[str]:
    """Let time pass; that the agent is silent meanwhile is another matter."""
    return [line for line in stage.passes(**by) if "promised you" in line]


def test_the_customer_is_told_before_it_lapses_and_the_breach_starts_a_recovery(stage: Stage) -> None:
    promised(stage)
    [told] = answer_late(stage, hours=29)  # 17:00 of the day after, an hour before it is due
    assert told.startswith("Anna promised you something for 3 Mar 2026, 18:00, and it isn't done yet.")
    assert stage.rows(Promise)[0].state == "open"

    answer_late(stage, hours=2)
    assert stage.rows(Promise)[0].state == "broken"
    assert [row.trigger for row in stage.rows(Recovery)] == ["breach"]
    assert [row.kind for row in stage.rows(Outcome) if row.kind.startswith("promise")] == ["promise_broken"]


def test_an_answer_keeps_it_and_nobody_hears_of_it_again(stage: Stage) -> None:
    promised(stage)
    stage.passes(hours=3)
    stage.acts("claim")
    stage.acts("reply", "The new leg has left our house.")

    assert stage.rows(Promise)[0].state == "kept"
    assert answer_late(stage, hours=40) == []
    assert stage.rows(Recovery) == []


def test_an_afterthought_does_not_keep_it(stage: Stage) -> None:
    promised(stage)
    stage.acts("reply", "And thank you for the picture.")
    assert stage.rows(Promise)[0].state == "open"


def test_a_later_promise_takes_the_place_of_the_first(stage: Stage) -> None:
    promised(stage)
    stage.acts("reply", "It takes longer: I'll write to you on Friday.")

    assert [row.state for row in stage.rows(Promise)] == ["moved", "open"]
    assert answer_late(stage, hours=31) == []


def test_a_resolved_case_has_kept_its_promises(stage: Stage) -> None:
    promised(stage)
    stage.acts("resolve")

    assert stage.rows(Promise)[0].state == "kept"
    assert [timer for timer in stage.rows(Timer) if timer.key.startswith("promise_")] == []


def test_what_is_handed_back_is_still_owed(stage: Stage) -> None:
    promised(stage)
    stage.acts("hand_back")
    assert len(answer_late(stage, hours=29)) == 1


def test_what_an_agent_lets_the_bot_promise_is_owed_once_it_was_said(stage: Stage) -> None:
    stage.says("My desk leg is missing, I need a person")
    stage.acts("claim")
    stage.acts("hand_back", "we will send the new leg by Friday")
    assert stage.rows(Promise) == []

    assert "by Friday" in stage.says("when do I get the new leg?")[-1]
    [row] = stage.rows(Promise)
    assert (row.words, row.state, row.due_at) == ("we will send the new leg by Friday", "open",
                                                  datetime(2026, 3, 6, 18, tzinfo=UTC))  # fmt: skip
    assert len(answer_late(stage, days=4, hours=5)) == 1
    answer_late(stage, hours=2)
    assert stage.rows(Promise)[0].state == "broken"
