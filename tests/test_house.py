"""The house itself: what is packed, what is imported, who writes what."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
import typing
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from bot.__main__ import COMMANDS

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "bot").rglob("*.py"))


ELSEWHERE = {
    "__main__": "commands/test_command_line",
    "acts": "test_engine",
    "answers/asked": "answers/test_gaps",
    "answers/check": "answers/test_kb_check",
    "answers/evaluate": "answers/test_kb_eval",
    "answers/hinges": "answers/test_composing",
    "answers/index": "answers/test_answer_search",
    "answers/likeness": "relationship/test_incidents",
    "answers/meaning": "answers/test_sense",
    "answers/proposals": "test_desk",
    "answers/search": "answers/test_answer_search",
    "channels/_json": "channels/test_telegram",
    "channels/_own": "channels/test_contract",
    "channels/_slack_api": "channels/test_slack_sending",
    "channels/_slack_bolt": "channels/test_slack_intake",
    "channels/_slack_http": "channels/test_slack_intake",
    "channels/_slack_in": "channels/test_slack_payloads",
    "channels/_slack_out": "channels/test_slack_sending",
    "channels/_slack_people": "channels/test_slack_intake",
    "channels/_slack_send": "channels/test_slack_sending",
    "channels/_slack_setup": "channels/test_slack_setup",
    "channels/_slack_tokens": "channels/test_slack_tokens",
    "channels/_telegram_api": "channels/test_telegram_sending",
    "channels/_telegram_parse": "channels/test_telegram_parse",
    "channels/_telegram_render": "channels/test_telegram_render",
    "channels/_telegram_setup": "channels/test_telegram_setup",
    "channels/terminal": "channels/test_contract",
    "channels/web": "channels/test_contract",
    "commands/api_key": "test_business",
    "commands/chat": "commands/test_command_line",
    "commands/customer": "memory/test_customer_command",
    "commands/db": "commands/test_command_line",
    "commands/doctor": "commands/test_command_line",
    "commands/init": "commands/test_setup",
    "dialogue/ending_words": "dialogue/test_endings",
    "instant": "commands/test_wrong_input",
    "commands/kb": "answers/test_kb_eval",
    "commands/policy": "test_business",
    "commands/queue": "commands/test_db",
    "commands/replay": "commands/test_command_line",
    "commands/report": "relationship/test_outcomes",
    "commands/slack": "commands/test_setup",
    "commands/telegram": "commands/test_setup",
    "commands/why": "commands/test_command_line",
    "commands/worker": "commands/test_db",
    "desk/arriving": "test_desk",
    "desk/hand": "test_desk",
    "desk/presses": "test_desk",
    "desk/suggesting": "test_desk",
    "desk/team": "test_desk",
    "desk/views": "test_desk",
    "deliveries": "test_desk",
    "dialogue/about_oneself": "dialogue/test_commands",
    "dialogue/afterwards": "dialogue/test_leaning",
    "dialogue/answering": "dialogue/test_dialogues",
    "dialogue/asking_back": "dialogue/test_leaning",
    "dialogue/awaited": "dialogue/test_did_this_help",
    "dialogue/bringing_in": "dialogue/test_way_to_a_person",
    "dialogue/buttons": "dialogue/test_did_this_help",
    "dialogue/confirming": "memory/test_corpus",
    "dialogue/decide": "dialogue/test_dialogues",
    "dialogue/fact_names": "dialogue/test_commands",
    "dialogue/feedback": "relationship/test_surveys",
    "dialogue/finishing": "dialogue/test_dialogues",
    "dialogue/forgetting": "dialogue/test_commands",
    "dialogue/giving": "dialogue/test_follow_ups",
    "dialogue/halves": "dialogue/test_follow_ups",
    "dialogue/having_tried": "dialogue/test_follow_ups",
    "dialogue/home": "test_desk",
    "dialogue/kinds_asked": "dialogue/test_follow_ups",
    "dialogue/library": "dialogue/test_dialogues",
    "dialogue/listening": "dialogue/test_leaning",
    "dialogue/means": "dialogue/test_way_to_a_person",
    "dialogue/mending": "relationship/test_recovery",
    "dialogue/missing": "dialogue/test_few_words",
    "dialogue/noting": "dialogue/test_dialogues",
    "dialogue/offering": "dialogue/test_way_to_a_person",
    "dialogue/order": "dialogue/test_commands",
    "dialogue/outreach": "relationship/test_contact",
    "dialogue/owned": "handoff/test_cases",
    "dialogue/pointing": "dialogue/test_leaning",
    "dialogue/questions": "dialogue/test_dialogues",
    "dialogue/resuming": "dialogue/test_open_issue",
    "dialogue/rows": "dialogue/test_follow_ups",
    "dialogue/selling": "relationship/test_ten_customers",
    "dialogue/searching": "dialogue/test_leaning",
    "dialogue/sentences": "dialogue/test_dialogues",
    "dialogue/smalltalk": "dialogue/test_dialogues",
    "dialogue/soothing": "dialogue/test_mood",
    "dialogue/tables": "dialogue/test_dialogues",
    "dialogue/timers": "handoff/test_targets",
    "dialogue/voice": "dialogue/test_dialogues",
    "dialogue/waiting": "handoff/test_targets",
    "errors": "test_types",
    "handoff/asked": "handoff/test_brief",
    "handoff/card": "test_desk",
    "handoff/copies": "test_desk",
    "handoff/desks": "test_desk",
    "handoff/joining": "memory/test_identities",
    "handoff/menu": "test_desk",
    "handoff/moments": "test_desk",
    "handoff/names": "test_desk",
    "handoff/presence": "pages/test_presence",
    "handoff/relay": "test_desk",
    "handoff/replying": "handoff/test_routes",
    "handoff/solved": "handoff/test_brief",
    "handoff/trouble": "pages/test_words",
    "handoff/verbs": "handoff/test_cases",
    "hearing": "test_engine",
    "house": "test_engine",
    "linking": "memory/test_identities",
    "loops": "relationship/test_promises",
    "markup/html": "markup/test_words",
    "memory/access": "memory/test_amend",
    "memory/answered": "memory/test_learning",
    "memory/bare": "memory/test_learning",
    "memory/companies": "memory/test_learning",
    "memory/corrections": "memory/test_learning",
    "memory/dates": "memory/test_learning",
    "memory/devices": "memory/test_learning",
    "memory/erasure": "memory/test_privacy",
    "memory/firms": "memory/test_posts",
    "memory/found": "memory/test_learning",
    "memory/frame": "memory/test_learning",
    "memory/frames": "memory/test_learning",
    "memory/gazetteer": "memory/test_learning",
    "memory/issues": "memory/test_facts",
    "memory/judging": "memory/test_learning",
    "memory/makes": "memory/test_learning",
    "memory/named_things": "memory/test_goods",
    "memory/names": "memory/test_learning",
    "memory/people": "memory/test_learning",
    "memory/plan_names": "memory/test_plans",
    "memory/pronouns": "memory/test_whose_words",
    "memory/asked_keys": "memory/test_questions",
    "memory/ranking": "memory/test_recall",
    "memory/reached": "memory/test_passing_by",
    "memory/readers": "memory/test_registry",
    "memory/renewed": "memory/test_changes",
    "memory/retold": "memory/test_learning",
    "memory/seats": "memory/test_learning",
    "memory/signatures": "memory/test_passing_by",
    "memory/spans": "memory/test_learning",
    "memory/things": "memory/test_goods",
    "memory/tiers": "memory/test_plans",
    "memory/towns": "memory/test_places",
    "memory/values": "memory/test_learning",
    "memory/wishes": "memory/test_learning",
    "pages/auth": "pages/test_doors",
    "pages/casework": "pages/test_desk",
    "pages/door": "pages/test_doors",
    "pages/front": "pages/test_chat",
    "pages/inbox": "pages/test_desk",
    "pages/multipart": "pages/test_files",
    "pages/render": "pages/test_doors",
    "pages/room": "pages/test_doors",
    "pages/site": "pages/test_doors",
    "pages/transcript": "pages/test_chat",
    "pages/uploads": "pages/test_files",
    "pages/visiting": "pages/test_chat",
    "relationship/aftercare": "relationship/test_outcomes",
    "relationship/care": "relationship/test_contact",
    "relationship/conditions": "relationship/test_policy",
    "relationship/dealings": "relationship/test_surveys",
    "relationship/events": "relationship/test_stages",
    "relationship/panel": "relationship/test_surveys",
    "relationship/policy_file": "relationship/test_policy",
    "speech": "test_bridge",
    "storage/jobs": "storage/test_postgres",
    "storage/files": "test_files",
    "storage/migrate": "storage/test_db",
    "storage/opening": "storage/test_db",
    "storage/sqlite": "storage/test_db",
    "storage/transfer": "commands/test_db",
    "texts/language": "texts/test_catalogue",
    "types/awaited": "test_awaited",
    "types/channel": "test_types",
    "types/chat": "test_types",
    "types/decision": "test_types",
    "types/handoff": "test_types",
    "types/memory": "test_types",
    "types/model": "test_types",
    "types/relationship": "test_types",
    "types/turn": "test_types",
    "verbs": "test_desk",
    "admin_files": "handoff/test_replies",
}
"""Modules whose tests stand in a file of another name, as one story tells both."""
PACKAGES = {
    "memory": "test_facts",
    "relationship": "test_standing",
    "storage/tables": "test_db",
    "texts": "test_catalogue",
}
"""Packages with code of their own in `__init__`."""


def test_whoever_changes_a_module_finds_its_tests_by_name() -> None:
    modules = {path.relative_to(ROOT / "bot").with_suffix("").as_posix() for path in CODE if path.name != "__init__.py"}
    ours = {name for name in modules if not name.startswith(("storage/migrations", "storage/tables"))}
    named = {name: ELSEWHERE.get(name, str(Path(name).with_name(f"test_{Path(name).name}"))) for name in ours}

    assert [name for name, tests in sorted(named.items()) if not (ROOT / "tests" / f"{tests}.py").is_file()] == []
    assert sorted(set(ELSEWHERE) - ours) == []  # a line for a module that is gone
    for package, tests in PACKAGES.items():
        room = package.split("/")[0]
        assert (ROOT / "tests" / room / f"{tests}.py").is_file()


def test_the_map_of_the_memory_names_each_of_its_modules_once() -> None:
    room = ROOT / "bot" / "memory"
    page = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""

    named = re.findall(r"^    (\w+)  +\S", page, re.MULTILINE)
    assert sorted(named) == sorted(path.stem for path in room.glob("*.py") if path.name != "__init__.py")


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


def test_no_module_is_left_out_of_the_import_contracts() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers, channels, others = settings["tool"]["importlinter"]["contracts"]
    held = {name for layer in layers["layers"] for name in re.split(r" [:|] ", layer)}
    modules = [path for path in (ROOT / "bot").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()]
    there = {f"bot.{path.stem}" for path in modules}

    assert held == there - {"bot.__init__", "bot.channels"}
    assert set(channels["forbidden_modules"]) == held - {"bot.types", "bot.errors", "bot.markup", "bot.texts"}
    assert set(others["source_modules"]) == held - {"bot.__main__", "bot.commands", "bot.app"}


def test_whatever_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["postgres"], *extras["llm"]]
    declared = {re.split(r"[\[<>=;]", line)[0].lower() for line in wanted}
    packages = metadata.packages_distributions()
    outside = {name for path in CODE for name in _imported(path)} - sys.stdlib_module_names - {"bot"}
    undeclared = {name for name in outside if not {one.lower().replace("_", "-") for one in packages[name]} & declared}

    assert undeclared == set()


def _imported(path: Path) -> set[str]:
    """Return the names at the top of what a file imports, also inside of its functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module or "")
    return {name.split(".")[0] for name in found}


def test_a_blind_except_stands_in_the_worker_and_where_errors_are_handed_on() -> None:
    # The worker: a turn, its hand-over, an adapter's call, a beat of the loop. Nobody above them would notice.
    # The app: storing an event, which would be brought again for ever, and nothing behind it.
    # The background: whatever ended one of its tasks, it is logged, told of and begun again.
    # storage rolls back and hands whatever was raised to whoever waits for it, in words for people where it has them.
    assert sorted(name for path in CODE for name in _blind(path)) == BLIND


BLIND = [
    "app.receive",
    "background._kept",
    "db.named", "db.transaction",
    "jobs.attempt",
    "postgres._look", "postgres._patiently", "postgres._transact", "postgres._transact",
    "sqlite._commit_batch", "sqlite._look",
    "worker._guarded", "worker._handed_over", "worker._turn", "worker._within",
]  # fmt: skip


def test_every_lint_switch_of_the_bot_says_why_beside_it() -> None:
    bare = re.compile(r"# (?:noqa(?:: [A-Z0-9, ]+)?|type: ignore(?:\[[\w, -]+\])?)$", re.MULTILINE)
    switched = {str(path): bare.findall(path.read_text(encoding="utf-8")) for path in CODE}

    assert {name: found for name, found in switched.items() if found} == {}


def _blind(path: Path) -> list[str]:
    """Return the functions of a file that catch whatever is raised, once for each time."""
    tree, found = ast.parse(path.read_text(encoding="utf-8")), []
    for outer in ast.walk(tree):
        if isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef)):
            caught = [node.type for node in ast.walk(outer) if isinstance(node, ast.ExceptHandler)]
            blind = [one for one in caught if one is None or ast.unparse(one) in ("Exception", "BaseException")]
            found += [f"{path.stem}.{outer.name}" for _ in blind]
    return found


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


def _commands() -> Iterator[tuple[str, str, bool]]:
    """Return each command's group, its own name ("" for the only one), and whether it can print JSON."""
    for group in COMMANDS:
        found = importlib.import_module(f"bot.commands.{group.replace('-', '_')}").app.registered_commands
        for info in found:
            kinds = typing.get_type_hints(info.callback, include_extras=True).values()
            json = any(getattr(one, "default", "") == "--json" for kind in kinds for one in typing.get_args(kind)[1:])
            yield group, (info.name or info.callback.__name__).replace("_", "-") if len(found) > 1 else "", json


def test_every_command_is_told_where_commands_are_listed() -> None:
    page = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    table = [
        line.split("|")[1]
        for line in page.split("## Commands")[1].split("## ")[0].splitlines()
        if line.startswith("| `")
    ]
    with_json = re.sub(r"\s+", " ", page.split("`--json`: ")[1].split(" `customer export` is")[0]).rstrip(".")
    told = {part.split("`")[1].split(" ")[0]: part for part in with_json.split("; ")}

    for group, name, json in _commands():
        rows = " ".join(row for row in table if f"`{group}" in row)
        assert re.search(rf"`(?:{group} )?{name or group}\b", rows), f"{group} {name} is not in docs/operators.md"
        assert name in COMMANDS[group], f"{group} {name} is not in `rapport --help`"
        named = re.search(rf"`(?:{group} )?{name or group}`", told.get(group, ""))
        assert bool(named) is json, f"{group} {name} --json: docs/operators.md says otherwise"


def test_every_test_that_the_channels_page_names_is_there() -> None:
    page = (ROOT / "docs" / "channels.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page)
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path, _ in named}
    missing = [name for path, name in named if not re.search(rf"^(async )?def {name}\(", texts[path], re.MULTILINE)]

    assert missing == []
    rows = re.findall(r"^\| (\d+)\. .*`tests/", page, re.MULTILINE)
    assert rows == [str(number) for number in range(1, 13)], "each of the twelve facts has a test"
