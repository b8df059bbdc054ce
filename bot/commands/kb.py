"""`rapport kb`, for whoever writes the articles: what is wrong, what is asked, what an edit changes."""

import contextlib
import functools
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress, TaskID

from bot.admin_files import why_unreadable
from bot.answers import aliases as alias_rules
from bot.answers import approval, difference, trial
from bot.answers.articles import Problem, load
from bot.answers.asked import Asked as Unanswered
from bot.answers.asked import questions as real_questions
from bot.answers.asked import solved, unanswered
from bot.answers.check import MISSING_LANGUAGE
from bot.answers.check import check as check_folder
from bot.answers.concordance import Concordance, is_large
from bot.answers.evaluate import Asked, Found, evaluate, explain, new_article
from bot.answers.evaluate import ask as ask_index
from bot.answers.gaps import cluster, draft, meanings
from bot.answers.gaps import write as write_gap
from bot.answers.index import Index
from bot.answers.proposals import FOLDER
from bot.commands.policy import of_folder as policy_of
from bot.errors import BotError, DatabaseError, KnowledgeError
from bot.handoff.replies import FILE as REPLIES
from bot.handoff.replies import load as load_replies
from bot.memory.registry import FILE as MEMORY
from bot.memory.registry import load as load_registry
from bot.memory.registry import things_in
from bot.relationship.policy_file import FILE as POLICY
from bot.settings import CENTURY
from bot.settings import load as load_settings
from bot.storage import migrate
from bot.storage.db import Inline
from bot.storage.opening import beside, existing

app = typer.Typer(
    add_completion=False, help="Articles: check them, ask them, measure them, start one.", no_args_is_help=True
)

if TYPE_CHECKING:  # which needs numpy
    from bot.answers.coverage import Coverage, Weak
    from bot.answers.embedding import Floats

T = TypeVar("T")

FIRST_FILES = 3
"""Files that are named in a line about many."""

Folder = Annotated[Path | None, typer.Option("--knowledge", metavar="PATH", help="Folder of articles.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="Folder of articles.")] = None,
    as_json: Json = False,
    words: Annotated[bool, typer.Option("--words", help="By words alone: quick, and without what to expect.")] = False,
    knowledge: Folder = None,
) -> None:
    """Name what is wrong in the articles: one `file:line: code message` a line; exit 1 when there are errors.

    Says at the end what to expect of them: how many questions in other words than theirs would be answered.
    """
    where = folder or _folder(knowledge)
    beside = _beside(where)
    unread = words or any(problem.path == MEMORY for problem in beside)  # the search needs its products
    index = None if unread else _try(lambda: _read(where))
    coverage, weak = _expected(index)
    variants = None if beside else _variants(where)
    problems = [*_try(lambda: check_folder(where, _today(), index, weak, variants)), *beside]
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        _print_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            if problem.code != MISSING_LANGUAGE:
                mark = "" if problem.severity == "error" else "warning: "
                _print(f"{problem.path}:{problem.line}: {problem.code} {mark}{problem.message}")
        _show_missing_languages([problem for problem in problems if problem.code == MISSING_LANGUAGE])
        if coverage:
            _show_coverage(coverage)
        elif index is not None and index.sense is not None:
            _show_too_few()
        _print(f"{_counted(errors, len(problems) - errors)} in {where}" if problems else f"{where}: all well")
    raise typer.Exit(1 if errors else 0)


def _show_missing_languages(problems: Sequence[Problem]) -> None:
    """Print one line a language: a line an article would drown the rest."""
    by_message: dict[str, list[str]] = {}
    for problem in problems:
        by_message.setdefault(problem.message, []).append(problem.path)
    for message, paths in sorted(by_message.items()):
        more = f", and {len(paths) - FIRST_FILES} more (--json names all)" if len(paths) > FIRST_FILES else ""
        others = f": {len(paths)} articles, {', '.join(paths[:FIRST_FILES])}{more}" if len(paths) > 1 else ""
        _print(f"{paths[0]}:1: {MISSING_LANGUAGE} warning: {message}{others}")


def _expected(index: Index | None) -> "tuple[Coverage | None, list[Weak]]":
    """Return what to expect of the articles, and which are weak; nothing where they are not read for their meaning."""
    if index is None or index.sense is None:
        return None, []
    from bot.answers.coverage import expected

    return expected(index, _today())


def _show_coverage(found: "Coverage") -> None:
    _print(
        f"expected of questions in other words: {found.answered:.0%} answered outright ({found.wrong:.0%} of these "
        f"wrongly), {found.offered:.0%} offered a choice, {found.handed_on:.0%} handed on"
    )
    _print(f"  (seen on {found.tried} asks, each tried as if its line were not there)")


def _show_too_few() -> None:
    from bot.answers.claims import FEWEST

    _print(f"what to expect of them is not said: that takes {FEWEST} `asks:` lines that can be tried")


def _counted(errors: int, warnings: int) -> str:
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (warnings, "warning")))


def _beside(folder: Path) -> list[Problem]:
    """What is wrong with the files that stand beside the articles. A policy is read with what may be remembered."""
    memory = _file(MEMORY, "memory", lambda: load_registry(folder / MEMORY))
    policy = [] if memory else _file(POLICY, "policy", lambda: policy_of(folder))
    paths = trial.known(load(folder)) if folder.is_dir() else frozenset[str]()
    asked = _file(trial.FILE, "questions", lambda: trial.written(folder / trial.FILE, paths))
    return [*memory, *policy, *_file(REPLIES, "replies", lambda: load_replies(folder / REPLIES)), *asked]


def _file(name: str, code: str, read: Callable[[], object]) -> list[Problem]:
    """Return a problem for each finding that a file is refused with, at the line that it names."""
    try:
        read()
    except KnowledgeError as error:
        return [Problem(name, _line_in(name, said), code, said, "error") for said in str(error).splitlines()]
    return []


def _line_in(name: str, said: str) -> int:
    found = re.search(rf"{re.escape(name)}:(\d+):|\bline (\d+)", said)
    return int(found[1] or found[2]) if found else 1


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="As a customer would write it.")],
    why: Annotated[bool, typer.Option("--why", help="Say what was found where, and what it would take.")] = False,
    variant: Annotated[
        str | None, typer.Option(metavar="NAME", help="As a customer of this variant of policy.toml; '' for none.")
    ] = None,
    as_json: Json = False,
    knowledge: Folder = None,
) -> None:
    """Show the answer to one question with its article, section, score and the runner-up."""
    if not question.strip():
        raise typer.BadParameter("ask something, as a customer would write it", param_hint="question")
    if why:
        _why(question, variant, as_json, knowledge)
        return
    where = _for(variant, knowledge)
    asked = _try(lambda: ask_index(_to_ask(where), question, _today(), variant))
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
    index = _try(lambda: _read(_folder(knowledge)))
    results, summary = _try(lambda: _evaluated(index, file))
    if lost := summary["not_served"]:
        typer.echo(
            f"rapport: {lost} of {len(results)} questions name an article that has expired or cannot be read: they "
            "count as not found; `rapport kb check` says which",
            err=True,
        )
    if as_json:
        for result in results:
            _print_json(result)
        _print_json({"summary": summary})
        return
    for name in ("hit1", "hit3", "mrr", "wrong", "refused"):
        _print(f"{name:8} {summary[name]:.3f}")
    _print(f"{len(results)} questions")


@app.command("test")
def try_questions(
    as_json: Json = False,
    save: Annotated[bool, typer.Option(help="Keep this run, to compare the next one with it.")] = True,
    knowledge: Folder = None,
) -> None:
    """Ask the articles their own questions and those of questions.toml; exit 1 when one fails, is worse or is lost."""
    where = _folder(knowledge)
    index = _try(lambda: _read(where))
    asked = _try(lambda: trial.questions(index, where, _today()))
    before = _try(lambda: trial.last(where))
    results = trial.compared(_shown(trial.run(index, asked, _today()), len(asked)), before)
    lost, broken = trial.lost(index, results, before, _today()), trial.errors(index.corpus)
    if save:
        _try(lambda: trial.keep(where, index, results, before))
    summary = trial.summary(results)
    for problem in broken:
        typer.echo(_safe(f"rapport: {problem.path}:{problem.line}: {problem.code} {problem.message}"), err=True)
    if as_json:
        for result in results:
            _print_json(trial.as_dict(result))
        beside = {"lost": [asdict(one) for one in lost], "problems": [asdict(problem) for problem in broken]}
        _print_json({"summary": summary, **beside})
    else:
        for result in results:
            _show_result(result)
        for one in lost:
            _print(f"{one.where}: {'lost' if one.fault else 'gone'} “{one.ask}” is no longer asked: {one.why}")
        _print(
            f"{summary['passed']} of {summary['questions']} passed; found first {summary['first']:.1%}, "
            f"in the first three {summary['first_three']:.1%}; {summary['regressed']} worse than before"
            + (f"; {faults} lost" if (faults := sum(one.fault for one in lost)) else "")
        )
    well = all(result.ok for result in results) and not broken and not any(one.fault for one in lost)
    raise typer.Exit(0 if well else 1)


def _show_result(result: trial.Result) -> None:
    for fault in result.faults:
        _print(f"{result.where}: {'worse' if result.regressed else 'failed'} “{result.ask}” {fault}")
    if result.regressed and not result.faults:
        now = f"now at place {result.place}" if result.place else "not found now"
        _print(f"{result.where}: worse “{result.ask}” was at place {result.before}, {now}; {result.first} comes first")


def _shown(work: Iterable[T], count: int) -> Iterable[T]:
    """Pass the work through with a bar on the terminal, once it has taken a second."""
    if not sys.stderr.isatty():
        return work
    from rich.console import Console
    from rich.progress import track

    return track(work, total=count, console=Console(stderr=True), transient=True)


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="A git revision, or another folder of articles.")] = "HEAD",
    last: Annotated[int, typer.Option(min=1, help="How many of the last real questions are asked.")] = 1000,
    as_json: Json = False,
    knowledge: Folder = None,
) -> None:
    """Show which questions are answered differently after an edit; exit 1 when there are any."""
    where = _folder(knowledge)
    with tempfile.TemporaryDirectory() as scratch:
        old_folder = Path(before)
        if not old_folder.is_dir():
            old_folder = Path(scratch)
            _try(lambda: difference.checkout(where, before, old_folder))
        old, new_index = _try(lambda: (_read(old_folder), _read(where)))
    asked, real = _real_questions(last, old, new_index)
    found = [one for one in _shown(difference.changes(old, new_index, asked, _today()), len(asked)) if one]
    if as_json:
        for one in found:
            _print_json({"what": one.what, **asdict(one)})
        _print_json({"summary": {"questions": len(asked), "changed": len(found), "real": real}})
    else:
        for one in found:
            _show_change(one)
        source = "real questions" if real else "questions of the articles themselves (there are no real ones here yet)"
        _print(f"{len(found)} of {len(asked)} {source} are answered differently than {before}")
    raise typer.Exit(1 if found else 0)


def _show_change(one: difference.Change) -> None:
    _print(f"“{one.question}”: {one.what}")
    for name, side in (("before", one.before), ("after", one.after)):
        place = f"{side.article}{' › ' + side.section if side.section else ''}" if side.article else "nothing"
        _print(f"  {name:6} {side.kind} ({side.confidence:.2f}) {place}")
        if side.text:
            _print(f"         {' '.join(side.text.split())[:200]}")


def _real_questions(last: int, *indexes: Index) -> tuple[list[str], bool]:
    """Return the last real questions, and True; where nobody has asked anything yet, the articles' own, and False."""
    try:
        found: list[str] = _look(real_questions, last)
    except DatabaseError:
        found = []
    if found:
        return found, True
    own = [ask for index in indexes for article in index.corpus.articles for ask in (*article.asks, article.title)]
    return list(dict.fromkeys(own)), False


def _look(read: Callable[..., T], *args: Any) -> T:
    """Return what a function reads from the settings' database. Raises DatabaseError where there is none."""
    with beside(load_settings().database) as db:
        return db.look(read, *args)


@app.command()
def gaps(
    days: Annotated[int, typer.Option(min=1, max=CENTURY, help="Of how many days back.")] = 30,
    least: Annotated[int, typer.Option(min=1, help="Asked so often at least.")] = 1,
    write: Annotated[bool, typer.Option("--write", help="Write the start of an article for each.")] = False,
    as_json: Json = False,
    knowledge: Folder = None,
) -> None:
    """Show what was asked and not answered, or answered and did not help, put together by what it is about."""
    where = _folder(knowledge)
    asked = _look(unanswered, datetime.now(UTC) - timedelta(days=days))
    found = [gap for gap in cluster(asked, vectors=_meant(asked)) if gap.count >= least]
    for gap in found:
        path = str(_try(functools.partial(write_gap, where, gap))) if write else ""
        if as_json:
            _print_json(asdict(gap) | {"draft": path or draft(gap)})
            continue
        why = ", ".join(f"{count} {reason}" for reason, count in gap.why)
        _print(f"{gap.count:4} × “{gap.title}” ({why})")
        for question in gap.questions[1:4]:
            _print(f"       “{question}”")
        _print(f"       → {path}" if path else "")
    if not as_json:
        _print(f"{sum(gap.count for gap in found)} questions in {len(found)} gaps, of {days} days")


def _meant(asked: Sequence[Unanswered]) -> "dict[str, Floats]":
    """Return what questions mean, by their text; nothing, with a word why, where articles go by words too."""
    setting = load_settings().embeddings
    if setting == "off" or not asked:
        return {}
    try:
        from bot.answers.embedding import open_encoder

        return meanings(asked, open_encoder(setting))
    except (ImportError, KnowledgeError) as error:
        typer.echo(f"rapport: put together by words alone: {error}", err=True)
        return {}


@app.command()
def approve(
    draft: Annotated[str, typer.Argument(help="One of knowledge/_proposals; left out, they are listed.")] = "",
    to: Annotated[str, typer.Option("--as", metavar="PATH", help="The article's file, as stores/drill.md.")] = "",
    as_json: Json = False,
    knowledge: Folder = None,
) -> None:
    """Make an article of a draft: it is served from now on, and whoever met that gap is told once."""
    where = _folder(knowledge)
    if not draft:
        names = approval.drafts(where)
        _print_json(names) if as_json else _print("\n".join(names) or f"nothing waits in {where / FOLDER}")
        return
    path = _try(lambda: approval.approve(where, draft, to or approval.place(draft), _today()))
    _print_json({"article": str(path)}) if as_json else _print(
        f"{path} is served from now on; whoever asked for it in vain is told once, in their own chat."
    )


@app.command()
def aliases(
    days: Annotated[int, typer.Option(min=1, max=CENTURY, help="Of cases resolved how many days back.")] = 30,
    accept: Annotated[list[str] | None, typer.Option(metavar="ID", help="Write it into its article.")] = None,
    reject: Annotated[list[str] | None, typer.Option(metavar="ID", help="Propose it no more.")] = None,
    as_json: Json = False,
    knowledge: Folder = None,
) -> None:
    """Show what resolved hand-offs teach: questions to be added to an article's `asks`, once you say so."""
    where = _folder(knowledge)
    index = _try(lambda: _read(where))
    solved_cases = _look(solved, datetime.now(UTC) - timedelta(days=days))
    found = {one.id: one for one in alias_rules.proposed(index, solved_cases, alias_rules.rejected(where), _today())}
    chosen = [*(accept or ()), *(reject or ())]
    if unknown := [one for one in chosen if one not in found]:
        typer.echo(f"rapport: no alias {unknown[0]} is proposed; `rapport kb aliases` lists them", err=True)
        raise typer.Exit(2)
    for one in accept or ():
        path = _try(functools.partial(alias_rules.accept, where, found[one]))
        _print(f"{path}: now also asks “{found[one].ask}”")
    for one in reject or ():
        _try(functools.partial(alias_rules.reject, where, found[one]))
    if not (found or as_json):
        _print(f"no question is proposed from the cases of the last {days} days")
    for alias in (one for one in found.values() if not chosen):
        if as_json:
            _print_json(asdict(alias))
        else:
            _print(f"{alias.id}  “{alias.ask}” → {alias.article} (case #{alias.case}: {alias.why})")


@app.command()
def new(
    title: Annotated[str, typer.Argument(help="The article's title.")],
    topic: Annotated[str, typer.Option("--topic", help="Folder to put it in.")] = "",
    knowledge: Folder = None,
) -> None:
    """Start an article from a template; never overwrites one."""
    _print(str(_try(lambda: new_article(_folder(knowledge), title, topic=topic))))


MOST_READ = 20_000
"""Texts that a command reads for their meaning itself, in ten minutes or so; more are left to `rapport serve`."""


def _progress(bar: Progress, task: TaskID, done: int, total: int) -> None:
    bar.update(task, completed=done, total=total)


def _read(folder: Path) -> Index:
    """Return a folder's articles, read for their meaning too where that can be had; what takes long shows how far.

    Raises KnowledgeError for a folder without any.
    """
    index, setting = Index(load(folder), things=things_in(folder / MEMORY)), load_settings().embeddings
    if not index.corpus.articles and not index.corpus.problems:
        raise KnowledgeError(f'there are no articles in {folder}: `rapport kb new "Title"` starts one')
    if setting == "off":
        return index
    try:
        from bot.answers.sense import embedded, fitted, unread

        with _kept() as db, Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("reading the articles for their meaning", total=None)
            show = functools.partial(_progress, bar, task)
            read = embedded(index, setting, show, db, MOST_READ)
            if not (left := unread(read)):
                return fitted(read, load_settings().wrong, db)
        typer.echo(
            f"rapport: {left} texts are searched by their words alone, as reading so many takes long; "
            "`rapport serve` reads them in the background and keeps what it has read",
            err=True,
        )
        return read
    except (ImportError, KnowledgeError) as error:
        typer.echo(f"rapport: searched by words alone: {error}", err=True)
        return index


def _to_ask(folder: Path) -> Index:
    """Return what one question is asked: where reading all would take minutes, the folder by its words."""
    if not is_large(folder, MOST_READ):
        return _read(folder)
    settings = load_settings()
    held = settings.words_file if folder.resolve() == settings.knowledge.resolve() else None
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("looking the articles through for their words", total=None)
        found = Concordance(
            folder, held if held and held.exists() else None, things_in(folder / MEMORY),
            lambda done: bar.update(task, completed=done),
        )  # fmt: skip
    typer.echo(
        f"rapport: {found.count} articles are searched by their words alone, as reading them all "
        "takes minutes; `rapport serve` reads them in the background",
        err=True,
    )
    return found


@contextlib.contextmanager
def _kept() -> Iterator[Inline | None]:
    """Hold the database that keeps vectors, if there is one of this release: none is made or migrated for it."""
    try:
        url = existing(load_settings().database)
        db = Inline(url) if migrate.revision(url) == migrate.HEAD else None
    except DatabaseError:
        db = None
    try:
        yield db
    finally:
        if db:
            db.close()


def _try(work: Callable[[], T]) -> T:
    """Return what the work gives; a KnowledgeError becomes its message and exit code 2."""
    try:
        return work()
    except BotError as error:
        typer.echo(f"rapport: {error}", err=True)
        raise typer.Exit(2) from error


def _for(variant: str | None, knowledge: Path | None) -> Path:
    """Return the folder; a variant that no rule of its policy sets ends it with exit code 2."""
    where = _folder(knowledge)
    known = _variants(where) if variant else frozenset()
    if variant and variant not in known:
        named = ", ".join(sorted(known)) or "none"
        raise typer.BadParameter(f"no rule of policy.toml sets {variant!r}; those set: {named}", param_hint="--variant")
    return where


def _variants(where: Path) -> frozenset[str]:
    """Return the variants that the policy's rules set."""
    return frozenset(rule.then.variant for rule in _try(lambda: policy_of(where)).rules if rule.then.variant)


def _why(question: str, variant: str | None, as_json: bool, knowledge: Path | None) -> None:
    where = _for(variant, knowledge)
    found = _try(lambda: explain(_to_ask(where), question, _today(), variant))
    if as_json:
        _print_json(asdict(found))
        return
    _show(found.asked)
    _print(f"\noutcome     {found.outcome}")
    for place, (one, held) in enumerate(zip(found.ranked, found.words, strict=True), 1):
        _print(f"{place:<11} {_place(one)}")
        for word, places in held:
            _print(f"            {word}: {', '.join(places) or 'nowhere in it'}")
    if found.unknown:
        _print(f"no article holds: {', '.join(found.unknown)}")


def _evaluated(index: Index, file: Path) -> tuple[list[dict[str, Any]], dict[str, float]]:
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(why_unreadable(file, error)) from error
    try:
        results, summary = evaluate(index, text.split("\n"), _today())
    except KnowledgeError as error:
        raise KnowledgeError(f"{file}: {error}") from error
    if not results:
        raise KnowledgeError(f'{file} holds no questions: a line each, {{"question": …, "article": … or null}}')
    return results, summary


def _show(asked: Asked) -> None:
    if asked.repaired:
        _print(f"understood  {asked.repaired}")
    said = "answered" if asked.answered else "not answered outright"
    if asked.best and asked.best.section is None:
        said = "not answered: the best article has no text yet"
    _print(f"confidence  {asked.confidence:.2f} ({said})")
    _print(f"best        {_place(asked.best)}")
    _print(f"runner-up   {_place(asked.runner_up)}")
    if asked.by != "meaning":
        _print(f"searched    by {'words alone' if asked.by == 'words' else 'words, and by meaning in part'}")
    if asked.audience:
        _print(f"audience    {', '.join(asked.audience)}: no other customer is answered from it")
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
    typer.echo(_safe(text))


def _safe(text: str) -> str:
    """Return a text without escape sequences, which an article, a name or a question may hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))
