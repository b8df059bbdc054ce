"""The house itself: what is packed, what is imported, who writes what."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "bot").rglob("*.py"))


def test_nothing_imports_an_async_database_engine() -> None:
    assert [path for path in CODE if "sqlalchemy.ext.asyncio" in path.read_text(encoding="utf-8")] == []


def test_only_storage_opens_sessions_and_commits() -> None:
    opens = re.compile(r"\bSession\(|\.commit\(\)|create_engine\(")
    guilty = [path.relative_to(ROOT) for path in CODE if opens.search(path.read_text(encoding="utf-8"))]

    assert {path.parts[1] for path in guilty} == {"storage"}


def test_the_owner_of_a_conversation_is_written_by_one_function() -> None:
    writes = re.compile(r"conversation\.owner\s*=[^=]|\bowner=\"(?:bot|queue|agent)\"")
    found = [path.name for path in CODE for _ in writes.finditer(path.read_text(encoding="utf-8"))]

    assert found == ["cases.py"]


def test_no_channel_is_named_outside_its_own_file() -> None:
    named = re.compile(r"channel\s*(?:==|!=|in)\s*[\"'(\[]+(?:slack|telegram)")
    guilty = [
        path for path in CODE if path.parent.name != "channels" and named.search(path.read_text(encoding="utf-8"))
    ]

    assert guilty == []


def test_a_blind_except_stands_in_the_worker_and_where_errors_are_handed_on() -> None:
    blind = re.compile(r"except (?:Base)?Exception")
    found = sorted(path.name for path in CODE for _ in blind.finditer(path.read_text(encoding="utf-8")))

    # storage rolls back and hands whatever was raised to whoever waits for it, in words for people where it has them.
    assert found == [*["db.py"] * 2, *["postgres.py"] * 3, *["sqlite.py"] * 2, *["worker.py"] * 2]


def test_the_readmes_first_commands_are_word_for_word_the_ones_that_are_promised() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    demo = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/rapport demo"
    tests = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest -q"

    assert readme.index(demo) < readme.index(tests) < 600


def test_the_wheel_holds_what_is_not_python() -> None:
    """Every file that the code reads is inside the package, or is packed into it by name."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert wheel["packages"] == ["bot"]
    assert wheel["force-include"] == {"knowledge": "bot/sample"}
    for needed in ("texts/en.toml", "pages/static/app.css", "pages/templates/_base.html", "storage/migrations/env.py"):
        assert (ROOT / "bot" / needed).is_file(), needed


def test_importing_the_rim_does_not_load_the_chat_networks() -> None:
    code = "import sys, bot.app, bot.pages.site; sys.exit(str({'telegram', 'slack_bolt'} & set(sys.modules) or ''))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.stderr.strip() == ""
