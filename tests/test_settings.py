"""Settings: where they come from, and what a slip says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import load


@pytest.fixture(autouse=True)
def _clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    load.cache_clear()
    yield
    load.cache_clear()


def test_everything_has_a_default() -> None:
    assert load().database == "sqlite:///rapport.db"
    assert load().host == "127.0.0.1"


def test_the_environment_beats_the_toml_file_which_beats_the_dotenv_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("RAPPORT_PORT=1001\nRAPPORT_COMPANY=Dotenv\nRAPPORT_BURST=1\n")
    Path("rapport.toml").write_text('port = 1002\ncompany = "Toml"\n')
    monkeypatch.setenv("RAPPORT_PORT", "1003")

    assert (load().port, load().company, load().burst) == (1003, "Toml", 1.0)


@pytest.mark.parametrize(
    ("file", "content"),
    [(".env", "RAPPORT_DATABSE=sqlite:///x.db\n"), ("rapport.toml", 'databse = "sqlite:///x.db"\n')],
)
def test_an_unknown_key_asks_did_you_mean(file: str, content: str) -> None:
    Path(file).write_text(content)

    with pytest.raises(SettingsError, match='did you mean "database"'):
        load()


@pytest.mark.parametrize("name", ["CASE_WAIT", "AGENT_SILENCE", "IDLE_CLOSE", "QUEUE_DAYS", "KEEP_MESSAGES_DAYS"])
@pytest.mark.parametrize("value", ["inf", "nan", "1e12"])
def test_a_time_without_an_end_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"RAPPORT_{name}", value)

    with pytest.raises(SettingsError, match=name):
        load()


def test_an_unknown_key_in_the_environment_asks_did_you_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_KNOWLEGE", "x")

    with pytest.raises(SettingsError, match='did you mean "knowledge"'):
        load()


def test_a_misspelt_token_of_a_chat_app_asks_did_you_mean() -> None:
    Path(".env").write_text("TELEGRAM_BOT_TOKN=abc\n")

    with pytest.raises(SettingsError, match='did you mean "TELEGRAM_BOT_TOKEN"'):
        load()


def test_other_programs_keys_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("SLACK_BOT_TOKEN=xoxb\nSLACK_BOT_TOKEN2=x\nTELEGRAM_API_ID=7\nOTHER=1\n")
    monkeypatch.setenv("PATH_OF_RAPPORT", "x")

    assert load().port == 8080


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [("RAPPORT_PORT", "eighty", "RAPPORT_PORT"), ("RAPPORT_BURST", "9", "RAPPORT_BURST"),
     ("RAPPORT_DATABASE", "mysql://x", "sqlite"), ("RAPPORT_DATABASE", "sqlite:///:memory:", "plain file")],
)  # fmt: skip
def test_a_bad_value_names_its_setting(monkeypatch: pytest.MonkeyPatch, key: str, value: str, says: str) -> None:
    monkeypatch.setenv(key, value)

    with pytest.raises(SettingsError, match=says):
        load()


def test_a_bad_value_of_a_chat_apps_setting_names_it_as_it_is_written() -> None:
    Path("rapport.toml").write_text("slack_client_id = 5\n", encoding="utf-8")

    with pytest.raises(SettingsError, match=r"^SLACK_CLIENT_ID: "):
        load()


@pytest.mark.parametrize("left", ["", "  "])
def test_what_is_left_empty_is_the_default(monkeypatch: pytest.MonkeyPatch, left: str) -> None:
    default = load()
    load.cache_clear()
    for name in ("COMPANY", "KNOWLEDGE", "TEXTS", "FILES", "PORT", "HOST", "DESKS", "DATABASE", "TEAM_LANGUAGE"):
        monkeypatch.setenv(f"RAPPORT_{name}", left)

    assert load() == default
    assert default.company


def test_what_is_left_empty_in_the_environment_beats_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("rapport.toml").write_text('llm = "gpt-x"\n')
    monkeypatch.setenv("RAPPORT_LLM", "")

    assert load().llm == ""


def test_a_toml_file_with_a_slip_names_the_line() -> None:
    Path("rapport.toml").write_text("port = \n")

    with pytest.raises(SettingsError, match=r"rapport.toml cannot be read.*line 1"):
        load()


def test_a_secret_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_SECRET", "hunter2" * 5)

    assert "hunter2" not in repr(load())


@pytest.mark.parametrize("name", ["RAPPORT_SECRET", "RAPPORT_SITE_SECRET"])
def test_a_secret_that_can_be_guessed_stops_the_start_and_is_not_printed(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "hunter2")

    with pytest.raises(SettingsError, match=f"{name}: is short. Use at least 32") as caught:
        load()
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("saved", "says"),
    [
        (b'RAPPORT_PORT=1\nRAPPORT_COMPANY="Fjell\n', r"\.env:2: this line cannot be read"),
        ("RAPPORT_COMPANY=Fjell\n".encode("utf-16"), r"\.env is not UTF-8"),
    ],
)
def test_an_env_file_that_would_be_passed_over_is_named(saved: bytes, says: str) -> None:
    Path(".env").write_bytes(saved)

    with pytest.raises(SettingsError, match=says):
        load()


@pytest.mark.parametrize(("url", "says"), [("u:pw@h:notaport/x", "the port"), ("u:p@ss@h/x", "%40"), ("u:pw@h/x", "")])
def test_a_servers_url_that_cannot_be_taken_apart_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, url: str, says: str
) -> None:
    monkeypatch.setenv("RAPPORT_DATABASE", f"postgresql://{url}")
    load.cache_clear()
    if not says:
        assert load().database == f"postgresql+psycopg://{url}"
        return
    with pytest.raises(SettingsError, match=says) as caught:
        load()
    assert "ss@h" not in str(caught.value)
