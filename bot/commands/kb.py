"""`rapport kb`: check, ask, eval and new, for whoever writes the articles."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from bot.answers.articles import Problem, load
from bot.answers.check import check as check_folder
from bot.answers.evaluate import Asked, Found, evaluate, new_article
from bot.answers.evaluate import ask as ask_index
from bot.answers.index import Index
from bot.errors import BotError, KnowledgeError
from bot.handoff.replies import FILE as REPLIES
from bot.handoff.replies import load as load_replies
from bot.memory.registry import load as load_registry
from bot.settings import load as load_settings

app = typer.Typer(help="Articles: check them, ask them, measure them, start one.", no_args_is_help=True)

T = TypeVar("T")

Folder = Annotated[Path | None, typer.Option("--knowledge", metavar="PATH", help="Folder of articles.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="Folder of articles.")] = None,
    as_json: Json = False,
    knowledge: Folder = None,
) -> None:
    """Name what is wrong in the articles: one `file:line: code message` a line; exit 1 when there are errors."""
    where = folder or _folder(knowledge)
    problems = [*_try(lambda: check_folder(where, _today())), *_registry(where), *_replies(where)]
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        _print_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            mark = "" if problem.severity == "error" else "warning: "
            _print(f"{problem.path}:{problem.line}: {problem.code} {mark}{problem.message}")
        _print(f"{errors} errors, {len(problems) - errors} warnings in {where}" if problems else f"{where}: all well")
    raise typer.Exit(1 if errors else 0)


def _registry(folder: Path) -> list[Problem]:
    """What is wrong with memory.toml, which stands beside the articles."""
    try:
        load_registry(folder / "memory.toml")
    except KnowledgeError as error:
        return [Problem("memory.toml", 1, "memory", str(error), "error")]
    return []


def _replies(folder: Path) -> list[Problem]:
    """What is wrong with the saved replies, which stand there too."""
    try:
        load_replies(folder / REPLIES)
    except KnowledgeError as error:
        found = re.search(r"line (\d+)", str(error))
        return [Problem(REPLIES, int(found[1]) if found else 1, "replies", str(error), "error")]
    return []


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="As a customer would write it.")],
    as_json: Json = False,
    knowledge: Folder = None,
) -> None:
    """Show the answer to one question with its article, section, score and the runner-up."""
    asked = _try(lambda: ask_index(Index(load(_folder(knowledge))), question, _today()))
    if as_json:
        _print_json(asked.as_dict())
    else:
        _show(asked)


@app.command("eval")
def evaluate_file(
    file: Annotated[Path, typer.Argument(help='Lines of {"question": …, "article": … or null}; - for standard input.')],
    as_json: Json = False,
    knowledge: Folder = None,
) -> None:
    """Measure the articles on questions whose right article is known."""
    index = _try(lambda: Index(load(_folder(knowledge))))
    results, summary = _try(lambda: _evaluated(index, file))
    if as_json:
        for result in results:
            _print_json(result)
        _print_json({"summary": summary})
        return
    for name, value in summary.items():
        _print(f"{name:8} {value:.3f}")
    _print(f"{len(results)} questions")


@app.command()
def new(
    title: Annotated[str, typer.Argument(help="The article's title.")],
    topic: Annotated[str, typer.Option("--topic", help="Folder to put it in.")] = "",
    knowledge: Folder = None,
) -> None:
    """Start an article from a template; never overwrites one."""
    _print(str(_try(lambda: new_article(_folder(knowledge), title, topic=topic))))


def _try(work: Callable[[], T]) -> T:
    """Return what the work gives; a KnowledgeError becomes its message and exit code 2."""
    try:
        return work()
    except BotError as error:
        typer.echo(f"rapport: {error}", err=True)
        raise typer.Exit(2) from error


def _evaluated(index: Index, file: Path) -> tuple[list[dict[str, Any]], dict[str, float]]:
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"cannot read {file}: {error}; give a UTF-8 file of JSON lines") from error
    try:
        return evaluate(index, text.split("\n"), _today())
    except KnowledgeError as error:
        raise KnowledgeError(f"{file}: {error}") from error


def _show(asked: Asked) -> None:
    if asked.repaired:
        _print(f"understood  {asked.repaired}")
    _print(f"confidence  {asked.confidence:.2f} ({'answered' if asked.answered else 'not answered outright'})")
    _print(f"best        {_place(asked.best)}")
    _print(f"runner-up   {_place(asked.runner_up)}")
    if asked.answer:
        _print(f"\n{asked.answer}")


def _place(found: Found | None) -> str:
    if found is None:
        return "none"
    return f"{found.article}{' › ' + found.section if found.section else ''} ({found.score:.2f})"


def _folder(knowledge: Path | None) -> Path:
    return knowledge or load_settings().knowledge


def _today() -> date:
    return datetime.now(UTC).date()


def _print(text: str) -> None:
    # An article or question may hold escape sequences, which must not reach the terminal.
    typer.echo("".join(c for c in text if c.isprintable() or c in "\n\t"))


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))
