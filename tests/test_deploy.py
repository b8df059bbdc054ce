"""What stands in deploy/ names commands and settings that there are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from bot.__main__ import COMMANDS
from bot.settings import PREFIX, Settings

DEPLOY = Path(__file__).parents[1] / "deploy"


def test_the_compose_file_runs_our_commands_with_our_settings_after_the_upgrade() -> None:
    services: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    ours = {name: service for name, service in services.items() if "build" in service}

    assert {service["command"][0] for service in ours.values()} == {"serve", "worker", "db"}
    assert {service["command"][0] for service in ours.values()} <= set(COMMANDS)
    for service in ours.values():
        names = [name.removeprefix(PREFIX).lower() for name in service["environment"]]
        assert set(names) <= set(Settings.model_fields)
        assert service["environment"]["RAPPORT_DATABASE"].startswith("postgresql+psycopg://")
    for name in ("rapport", "worker"):
        assert services[name]["depends_on"]["upgrade"]["condition"] == "service_completed_successfully"


def test_no_container_serves_plain_http_to_others() -> None:
    services: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    published = [port for service in services.values() for port in service.get("ports", [])]

    assert sorted(published) == ["443:443", "80:80"]
    assert services["web"]["network_mode"] == "service:rapport"


def test_every_variable_that_compose_asks_for_is_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
    given = set(re.findall(r"^(\w+)=", (DEPLOY / "example.env").read_text(encoding="utf-8"), re.MULTILINE))

    assert asked == given


def test_the_unit_runs_our_commands() -> None:
    unit = (DEPLOY / "rapport.service").read_text(encoding="utf-8")
    found = re.findall(r"^Exec\w+=/opt/rapport/bin/rapport (.+)$", unit, re.MULTILINE)

    assert found == ["db upgrade", "serve"]
