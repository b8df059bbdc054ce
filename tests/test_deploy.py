"""What stands in deploy/ names commands and settings that there are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import COMMANDS
from bot.settings import PREFIX, Settings, load

DEPLOY = Path(__file__).parents[1] / "deploy"


def _ours() -> dict[str, Any]:
    """Return the services that run our image."""
    services: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return {name: service for name, service in services.items() if "build" in service}


def _example(pattern: str) -> list[str]:
    return re.findall(pattern, (DEPLOY / "example.env").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_compose_file_runs_our_commands_with_our_settings_after_the_upgrade() -> None:
    ours = _ours()

    assert {service["command"][0] for service in ours.values()} == {"serve", "worker", "db"}
    assert {service["command"][0] for service in ours.values()} <= set(COMMANDS)
    for service in ours.values():
        names = [name.removeprefix(PREFIX).lower() for name in service["environment"]]
        assert set(names) <= set(Settings.model_fields)
        assert service["environment"]["RAPPORT_DATABASE"].startswith("postgresql+psycopg://")
    for name in ("rapport", "worker"):
        assert ours[name]["depends_on"]["upgrade"]["condition"] == "service_completed_successfully"


def test_no_container_serves_plain_http_to_others() -> None:
    services: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    published = [port for service in services.values() for port in service.get("ports", [])]

    assert sorted(published) == ["443:443", "80:80"]
    assert services["web"]["network_mode"] == "service:rapport"


def test_every_variable_that_compose_asks_for_is_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))

    assert asked == {"DOMAIN", "POSTGRES_PASSWORD"}
    assert asked <= set(_example(r"^(\w+)="))


def test_whatever_the_example_sets_or_offers_is_a_setting_and_reaches_every_container_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = _example(r"^#?([A-Z_]+)=")
    assert {"RAPPORT_DESKS", "RAPPORT_SECRET", "SLACK_BOT_TOKEN", "TELEGRAM_BOT_TOKEN"} <= set(offered)
    for service in _ours().values():
        assert service["env_file"] == ".env"
        assert set(service["environment"]) == {"RAPPORT_DATABASE"}  # nothing else is taken from the file again

    uncommented = re.sub(r"(?m)^#(?=[A-Z_]+=)", "", (DEPLOY / "example.env").read_text(encoding="utf-8"))
    (tmp_path / ".env").write_text(uncommented, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    settings = load()
    aliases = {str(field.validation_alias) for field in Settings.model_fields.values()}
    for name in set(offered) - {"DOMAIN", "POSTGRES_PASSWORD"}:
        assert name in aliases or name.removeprefix(PREFIX).lower() in Settings.model_fields, name
    assert settings.desks == "slack:C0123, telegram:-100123, web"
    assert settings.secret is settings.telegram_bot_token is None  # left empty, as if it were not there


def test_what_agents_suggest_can_be_written_by_the_user_of_the_container() -> None:
    assert "useradd --uid 1000 " in (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    for service in _ours().values():
        assert "../knowledge:/data/knowledge" in service["volumes"]  # and not read-only


def test_the_unit_runs_our_commands() -> None:
    unit = (DEPLOY / "rapport.service").read_text(encoding="utf-8")
    found = re.findall(r"^Exec\w+=/opt/rapport/bin/rapport (.+)$", unit, re.MULTILINE)

    assert found == ["db upgrade", "serve"]
