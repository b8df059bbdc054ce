"""The commands as users run them: a process each, in a folder of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from bot.commands.replay import app as replay_app
from bot.storage.db import Inline
from bot.storage.tables import Message
from tests.commands.process import ROOT, rapport

RETURNS = "how do i retrun a chiar\n"


def test_help_is_a_table_of_commands_and_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; from bot.__main__ import main; main(['--help']);"
        "heavy = {'sqlmodel', 'fastapi', 'telegram', 'slack_bolt', 'pydantic', 'typer', 'rich', 'numpy'};"
        "heavy &= set(sys.modules);"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT)},
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "demo" in done.stdout
    assert "rapport why MESSAGE_ID" in done.stdout


def test_every_command_of_the_table_has_its_own_help(capsys: pytest.CaptureFixture[str]) -> None:
    from bot.__main__ import COMMANDS, main

    for name in COMMANDS:
        with pytest.raises(SystemExit) as end:
            main([name, "--help"])
        assert not end.value.code, name
        assert f"Usage: rapport {name}" in capsys.readouterr().out


def test_a_mistyped_command_is_answered_with_did_you_mean(tmp_path: Path) -> None:
    done = rapport(tmp_path, "serv")

    assert done.returncode == 2
    assert 'Did you mean "serve"?' in done.stderr


def test_the_chat_answers_on_a_plain_pipe(tmp_path: Path) -> None:
    done = rapport(tmp_path, "chat", stdin=RETURNS)

    assert done.returncode == 0, done.stderr
    assert "Open My orders" in done.stdout
    assert "returns/how.md" in done.stdout
    assert done.stderr == ""


def test_the_chat_stores_no_link_code_that_is_named_within_a_sentence(tmp_path: Path) -> None:
    (code, *_) = re.findall(
        r"[0-9A-Z]{4}-[0-9A-Z]{4}", rapport(tmp_path, "chat", "--as", "maya", stdin="/link\n").stdout
    )
    rapport(tmp_path, "chat", "--as", "ben", stdin=f"they told me that my code is {code} or so\n")

    db = Inline(f"sqlite:///{tmp_path}/rapport.db")
    said = db.look(lambda session: session.exec(select(Message.text).where(Message.role == "customer")).all())
    db.close()
    assert said == ["/link", "they told me that my code is ••••-•••• or so"]


def test_the_chat_remembers_from_one_run_to_the_next(tmp_path: Path) -> None:
    rapport(tmp_path, "chat", "--as", "maya", stdin="I'm on the Plus plan\n")

    assert "on the Plus plan" in rapport(tmp_path, "chat", "--as", "maya", stdin="/me\n").stdout
    assert "Plus" not in rapport(tmp_path, "chat", "--as", "ben", stdin="/me\n").stdout


def test_without_articles_the_chat_says_how_to_get_some(tmp_path: Path) -> None:
    done = rapport(tmp_path, "chat", stdin=RETURNS, RAPPORT_KNOWLEDGE="nowhere")

    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "rapport kb new" in done.stderr
    assert "Traceback" not in done.stderr


def test_why_names_rule_article_version_score_and_facts(tmp_path: Path) -> None:
    rapport(tmp_path, "chat", stdin="I'm on the Plus plan\nwhat does shipping cost me?\n")

    done = rapport(tmp_path, "why", "last")
    assert "rule: confident" in done.stdout
    assert "article delivery/times.md § What delivery costs (score" in done.stdout
    assert "plan.name = Plus – “I'm on the Plus plan” in terminal" in done.stdout
    found = json.loads(rapport(tmp_path, "why", "last", "--json").stdout)
    assert found["passages"][0]["version"]
    assert rapport(tmp_path, "why", found["message"][:8]).returncode == 0


def test_why_of_nothing_is_a_clear_error(tmp_path: Path) -> None:
    rapport(tmp_path, "chat", stdin="hello\n")

    done = rapport(tmp_path, "why", "ffffffffff")
    assert done.returncode == 2
    assert "no message begins with" in done.stderr
    (tmp_path / "empty").mkdir()
    assert rapport(tmp_path / "empty", "why", "last").returncode == 3


def test_the_doctor_is_content_with_a_fresh_folder_and_names_what_is_missing(tmp_path: Path) -> None:
    well = rapport(tmp_path, "doctor")
    assert well.returncode == 0, well.stdout
    assert "✓ knowledge: 5 articles" in well.stdout

    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "boats.md").write_text("# Boats\n\nWe hire out boats.\n", encoding="utf-8")
    unnamed = rapport(tmp_path, "doctor", RAPPORT_KNOWLEDGE="ours")
    assert "! company: these are your own articles" in unnamed.stdout
    assert "RAPPORT_COMPANY" in unnamed.stdout
    assert "company:" not in rapport(tmp_path, "doctor", RAPPORT_KNOWLEDGE="ours", RAPPORT_COMPANY="Ahoy").stdout

    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "policy.toml").write_text('[segments]\nhome = { kind = "geografic" }\n', encoding="utf-8")
    broken = rapport(tmp_path, "doctor", RAPPORT_KNOWLEDGE="mine")
    assert broken.returncode == 1
    assert "✗ policy: mine/policy.toml:2: segments.home needs a kind" in broken.stdout

    ill = rapport(tmp_path, "doctor", "--json", RAPPORT_KNOWLEDGE="nowhere", RAPPORT_CHANNELS="web,fax")
    assert ill.returncode == 1
    failed = {finding["check"] for finding in json.loads(ill.stdout) if finding["state"] == "fail"}
    assert failed == {"knowledge", "channels"}
    assert all(finding["mend"] for finding in json.loads(ill.stdout) if finding["state"] != "ok")


def test_the_demo_names_a_slip_in_the_settings_like_every_command(tmp_path: Path) -> None:
    done = rapport(tmp_path, "demo", RAPPORT_WORKERS="many")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("rapport demo: RAPPORT_WORKERS: ")


def test_the_demo_plays_the_whole_story_and_exits_without_a_terminal(tmp_path: Path) -> None:
    done = rapport(tmp_path, "demo")
    out = " ".join(done.stdout.split())

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for piece in (
        "returns/how.md",  # answered with its source
        "oted: your name is Maya, you live in Oslo",  # facts learnt
        "now share one memory",  # linked
        "I remember: you are on the Plus plan",  # greeted with what is known on the other channel
        "For you (",  # … and not asked again
        "Brief for Daniel",  # the hand-off, with the brief
        "Daniel here",  # the agent replies
        "handed you back to me",  # … and hands back
        "Daniel asked me to tell you",  # the bot uses the agent's line
        "Next steps",
    ):
        assert piece in out, piece
    assert "Which plan" not in out
    assert list(tmp_path.iterdir()) == []  # throw-away


def test_serving_to_others_over_plain_http_is_refused(tmp_path: Path) -> None:
    done = rapport(tmp_path, "serve", RAPPORT_HOST="0.0.0.0")  # noqa: S104 - what must be refused

    assert done.returncode == 2
    assert "TLS" in done.stderr


def test_a_file_that_is_no_database_is_named_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "rapport.db").write_bytes(b"no database " * 400)
    for words in (("customer", "list"), ("why", "last"), ("chat",)):
        done = rapport(tmp_path, *words, stdin="hello\n")
        assert done.returncode == 3, (words, done.stderr)
        assert "Traceback" not in done.stderr


def test_db_upgrade_says_what_it_did(tmp_path: Path) -> None:
    assert "none →" in rapport(tmp_path, "db", "upgrade").stdout
    assert "up to date" in rapport(tmp_path, "db", "upgrade").stdout


# --- replay ------------------------------------------------------------------------------------------


def _line(clock: str, user: str = "slack:U1", **more: object) -> dict[str, object]:
    channel, _, name = user.partition(":")
    return {"at": f"2026-03-02T{clock}:00Z", "channel": channel, "from": name, **more}


DIALOGUE = [
    _line("09:00", "telegram:701", n=1, role="customer", text="hi, I'm Maya"),
    _line("09:01", "telegram:701", n=2, text="I'm on the Plus plan"),
    {"at": "2026-03-02T09:02:00Z", "event": "link", "a": "telegram:701", "b": "slack:U1", "method": "code"},
    _line("10:00", n=3, text="what does shipping cost me?"),
    _line("10:01", n=4, text="I want to talk to a human"),
    _line("10:02", n=5, role="agent", text="Anna here."),
    _line("10:03", event="hand_back", text="Refund is on its way."),
    _line("10:04", n=6, text="where is my refund then?"),
]


@pytest.fixture
def dialogue(tmp_path: Path) -> Path:
    path = tmp_path / "dialogue.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in DIALOGUE), encoding="utf-8")
    return path


def test_replay_prints_one_json_line_a_reply_and_the_same_ones_again(dialogue: Path) -> None:
    first, second = (rapport(dialogue.parent, "replay", str(dialogue)) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout

    lines = [json.loads(line) for line in first.stdout.splitlines()]
    assert {"in_reply_to", "at", "channel", "to", "text", "decision", "sources", "used_facts", "case"} <= set(lines[0])
    shipping = next(line for line in lines if line["in_reply_to"] == 3)
    assert shipping["sources"][0]["article"] == "delivery/times.md"
    assert shipping["used_facts"] == [{"key": "plan.name", "value": "Plus"}]
    assert next(line for line in lines if line["in_reply_to"] == 4)["case"] == 1
    assert "Refund is on its way" in next(line for line in lines if line["in_reply_to"] == 6)["text"]


def test_replay_lets_timers_fire_and_says_so(dialogue: Path) -> None:
    dialogue.write_text("".join(json.dumps(line) + "\n" for line in DIALOGUE[:5]), encoding="utf-8")

    done = rapport(dialogue.parent, "replay", str(dialogue), "--until", "2026-03-02T12:00:00Z")
    last = json.loads(done.stdout.splitlines()[-1])
    assert last["in_reply_to"] is None
    assert last["at"] == "2026-03-02T10:16:00Z"
    assert "nobody has been free" in last["text"]


def test_replay_ends_with_the_facts_and_where_they_were_learnt(dialogue: Path) -> None:
    done = rapport(dialogue.parent, "replay", str(dialogue), "--no-answer", "--facts")
    (customer,) = [json.loads(line) for line in done.stdout.splitlines()]

    assert customer["identities"] == ["telegram:701", "slack:U1"]
    plan = next(fact for fact in customer["facts"] if fact["key"] == "plan.name")
    assert (plan["value"], plan["status"], plan["sources"][0]["n"]) == ("Plus", "active", 2)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", ":1: not a JSON object"),
        ('{"n": 1, "channel": "web", "from": "a", "text": "x"}', ':1: not a JSON object with an ISO time "at"'),
        ('{"at": "2026-03-02T09:00:00Z", "event": "explode"}', '.jsonl:1: unknown event "explode"'),
        ('{"at": "2026-03-02T09:00:00Z", "channel": "web", "from": "a"}', '.jsonl:1: "text" is missing'),
        ('{"at": "2026-03-02T09:00:00Z", "n": "one", "from": "a", "text": "x"}', '.jsonl:1: "n" is no whole number'),
        ('{"at": "2026-03-02T09:00:00Z", "event": "link", "a": ["x"], "b": "web:a"}', '.jsonl:1: "a" is missing'),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "bad.jsonl").write_text(line + "\n", encoding="utf-8")

    done = rapport(tmp_path, "replay", "bad.jsonl")
    assert done.returncode == 2
    assert says in done.stderr


def test_two_folders_of_articles_are_replayed_side_by_side(tmp_path: Path) -> None:
    told = [("how long does delivery take?", 1), ("who won the cup?", 2)]
    lines = [
        json.dumps({"n": n, "at": f"2026-03-02T09:0{n}:00Z", "channel": "telegram", "from": "701", "text": text})
        for text, n in told
    ]
    (tmp_path / "d.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for name, days in (("one", 3), ("two", 5)):
        (tmp_path / name).mkdir()
        text = f"# How long does delivery take?\n\nDelivery takes {days} working days.\n"
        (tmp_path / name / "a.md").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(
        replay_app,
        [str(tmp_path / "d.jsonl"), "--knowledge", str(tmp_path / "one"), "--against", str(tmp_path / "two")],
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert [(row["in_reply_to"], row["same"]) for row in rows] == [(1, False), (2, True)]
    assert "3 working" in rows[0]["knowledge"][0]["text"]
    assert "5 working" in rows[0]["against"][0]["text"]
