"""Setting up from the command line: init, the Slack manifest, Telegram's menu, and what doctor says of both."""

from __future__ import annotations

import asyncio
import json
import signal
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from bot.channels._slack_tokens import ANEW, NAME, current
from bot.commands.telegram import menu
from bot.storage import kept
from bot.storage.db import Inline
from bot.texts import LANGUAGES
from tests.commands.process import rapport
from tests.commands.test_serve import Server, port
from tests.emulators.slack import Slack
from tests.emulators.telegram import TOKEN, Telegram
from tests.template import migrated

__all__ = ["port"]  # a fixture

pytestmark = pytest.mark.anyio


async def run(folder: Path, *words: str, **env: str) -> tuple[int, str]:
    """Run a command beside the emulator; return its exit code and all that it printed."""
    done = await asyncio.to_thread(rapport, folder, *words, **env)
    return done.returncode or 0, done.stdout + done.stderr


def test_init_makes_what_a_set_up_needs_and_touches_nothing_that_is_there(tmp_path: Path) -> None:
    assert rapport(tmp_path, "init").returncode == 0
    article = tmp_path / "knowledge" / "how-to-reach-us.md"
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0
    checked = rapport(tmp_path, "kb", "check")
    assert (checked.returncode, "unknown" in checked.stdout + checked.stderr) == (0, False)

    article.write_text("# Mine\n\nOwn words.\n")
    again = rapport(tmp_path, "init")
    assert again.stdout.count("kept: ") == 3
    assert article.read_text() == "# Mine\n\nOwn words.\n"


def test_init_adds_no_article_to_a_folder_that_has_some(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "own.md").write_text("# Own\n\nWords.\n")

    assert "there are articles already" in rapport(tmp_path, "init").stdout
    assert [path.name for path in (tmp_path / "knowledge").iterdir()] == ["own.md"]


def test_the_manifest_is_json_for_socket_mode_or_for_an_address(tmp_path: Path) -> None:
    socket = json.loads(rapport(tmp_path, "slack", "manifest").stdout)
    assert socket["settings"]["socket_mode_enabled"] is True

    web = json.loads(rapport(tmp_path, "slack", "manifest", "--url", "https://help.example.com").stdout)
    assert web["settings"]["event_subscriptions"]["request_url"] == "https://help.example.com/slack/events"


def test_an_app_whose_tokens_expire_is_asked_for_and_its_settings_are_named(tmp_path: Path) -> None:
    rotating = rapport(tmp_path, "slack", "manifest", "--rotate")
    assert json.loads(rotating.stdout)["settings"]["token_rotation_enabled"] is True
    rapport(tmp_path, "init")
    for name in ("SLACK_REFRESH_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        assert name in rotating.stderr
        assert f"# {name}=" in (tmp_path / ".env").read_text()


async def test_doctor_looks_at_the_stored_pair_of_tokens_that_expire_and_exchanges_nothing(tmp_path: Path) -> None:
    url = migrated(tmp_path / "rapport.db")
    async with Slack() as slack:
        given = slack.rotate()
        pair = current(given["SLACK_BOT_TOKEN"], given["SLACK_REFRESH_TOKEN"], "")
        stored = replace(pair, access="xoxe.xoxb-1-stored", expires=slack.clock() + 9000)
        slack.tokens = {stored.access: stored.expires}  # that of the settings has ended
        db = Inline(url)
        assert db.now(kept.keep, NAME, stored.written(), "")
        _, good = await run(tmp_path, "doctor", "--json", **given)
        lost = replace(stored, doubt=stored.expires - 9000, failed="invalid_refresh_token")
        assert db.now(kept.keep, NAME, lost.written(), stored.written())
        db.close()
        code, bad = await run(tmp_path, "doctor", "--json", **given)

        assert "is exchanged ahead of that." in good
        assert "The bot token works: rapport in Emulated." in good
        assert code == 1
        told = next(line for line in json.loads(bad) if "lost before it was stored" in line["detail"])
        assert (told["state"], told["mend"]) == ("fail", ANEW)
        assert slack.made("oauth.v2.access") == []
        assert not any(secret in good + bad for name, secret in given.items() if "TOKEN" in name or "SECRET" in name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_has_every_command_of_the_help_text(language: str) -> None:
    found = menu(language)

    assert [name for name, _ in found] == ["human", "me", "forget", "export", "link", "language", "cancel"]
    assert all(about for _, about in found)


async def test_telegram_is_told_the_commands_in_each_language(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        code, said = await run(tmp_path, "telegram", "setup", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=telegram.url)

        assert code == 0, said
        assert "https://t.me/" in said
        told = [call.fields.get("language_code", "") for call in telegram.calls("setMyCommands")]
        assert sorted(told) == sorted(["", *LANGUAGES])


async def test_without_a_token_setup_says_where_to_get_one(tmp_path: Path) -> None:
    code, said = await run(tmp_path, "telegram", "setup")

    assert code == 2
    assert "@BotFather" in said


@pytest.mark.parametrize(
    "setting",
    [
        "RAPPORT_TEAM_LANGUAGE=it", "RAPPORT_HOST=0.0.0.0", "RAPPORT_LLM=nobody:model", "RAPPORT_AGENTS=bob",
        "RAPPORT_CHANNELS=telegraph", "RAPPORT_KNOWLEDGE=misspelt", "TELEGRAM_WEBHOOK_URL=https://help.example.com/t",
    ],
)  # fmt: skip
def test_doctor_finds_what_serve_does_not_start_with_and_says_it_in_the_same_words(
    tmp_path: Path, port: int, setting: str
) -> None:
    (tmp_path / "misspelt").mkdir()
    (tmp_path / "misspelt" / "policy.toml").write_text('[slaa]\nlead = "bob"\n')
    name, _, value = setting.partition("=")
    given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": f"http://127.0.0.1:{port}", name: value}
    given |= {"RAPPORT_PORT": str(port)}

    refused = rapport(tmp_path, "serve", **given)
    looked = rapport(tmp_path, "doctor", "--json", **given)

    found = [one["detail"] for one in json.loads(looked.stdout) if one["state"] == "fail"]
    assert (refused.returncode, looked.returncode) == (2, 1), refused.stderr
    told = refused.stderr.strip().splitlines()[-1].removeprefix("rapport serve: ")
    assert [said for said in found if told in said], (told, found)
    assert not (tmp_path / "rapport.db").exists()


async def test_doctor_names_what_is_wrong_with_a_desk_and_how_to_mend_it(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        group = telegram.group("Agents", forum=False)
        env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.url}
        code, said = await run(tmp_path, "doctor", "--json", RAPPORT_DESKS=f"telegram:{group.id}, slack:C1", **env)

    found = {line["detail"]: (line["check"], line["state"], line["mend"]) for line in json.loads(said)}
    assert code == 1
    assert found[f"desk {group.id} (Agents): it has no topics."] == (
        "telegram", "fail", "Switch on Topics in the group's settings.",
    )  # fmt: skip
    assert found["slack:C1 (relay-all) cannot be reached: SLACK_BOT_TOKEN is not set"] == (
        "desks", "fail", "Set SLACK_BOT_TOKEN.",
    )  # fmt: skip
    assert all(bool(mend) is (state != "ok") for _, state, mend in found.values())
    assert TOKEN not in said


async def test_doctor_calls_an_app_with_a_token_off_where_it_is_not_among_the_channels_to_start(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "policy.toml").write_text('[sla]\nlead = "slack:U9"\n')
    env = {"RAPPORT_CHANNELS": "web", "RAPPORT_KNOWLEDGE": "knowledge", "SLACK_BOT_TOKEN": "xoxb-1"}
    _, said = await run(tmp_path, "doctor", "--json", RAPPORT_DESKS="slack:C1", **env)

    found = [line for line in json.loads(said) if line["check"] in ("desks", "slack")]
    why = "it is not among the channels to start (RAPPORT_CHANNELS, --channels)"
    assert [(line["state"], line["detail"]) for line in found] == [
        ("ok", f"off: {why}"),
        ("fail", f"slack:C1 (relay-all) cannot be reached: {why}"),
        ("warn", f"policy.toml: sla.lead slack:U9 is told of nothing, its chat app is off: {why}"),
        ("ok", "web: always"),
    ]
    assert all("Name slack in RAPPORT_CHANNELS" in line["mend"] for line in found[1:3])


async def test_no_token_is_told_in_a_line_and_a_wrong_one_degrades_that_channel_alone(
    port: int, tmp_path: Path
) -> None:
    async with Telegram() as telegram:
        env = {"TELEGRAM_BOT_TOKEN": "7001:a-wrong-one", "TELEGRAM_API_URL": telegram.url}
        server = await asyncio.to_thread(Server, tmp_path, port, **env)
        async with httpx2.AsyncClient(base_url=server.url) as client:
            await telegram.until(lambda: telegram.calls("getMe"))
            ready = await client.get("/readyz")
            page = await client.get("/")
        assert await asyncio.to_thread(server.end, signal.SIGTERM) == 0

    assert "Slack is off: SLACK_BOT_TOKEN is not set.\n" in server.said
    assert (ready.status_code, page.status_code) == (503, 200)
    states = ready.json()["channels"]
    assert states["web/site"] == "ok"
    assert "TELEGRAM_BOT_TOKEN" in states["telegram/7001"]
