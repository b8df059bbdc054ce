"""`rapport …` in a process of its own, forked from one that has imported the house: to import it takes most of a start.

What a fresh interpreter does is tested by `rapport serve` and its like, which are started as programs.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.__main__ import main
from tests.lives import forks

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "tests" / "data" / "articles"
PATIENCE = 120
"""Seconds after which a command that does not end by itself is ended, and its test fails."""


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int | None
    stdout: str
    stderr: str


def rapport(folder: Path, *words: str, stdin: str = "", **env: str) -> Done:
    """Run `rapport …` in a folder; the articles are the tests' own unless RAPPORT_KNOWLEDGE is given."""
    settings = {"RAPPORT_KNOWLEDGE": str(ARTICLES), "RAPPORT_EMBEDDINGS": "off", **env}
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("RAPPORT_", "COV_"))}
    with tempfile.TemporaryDirectory(prefix="rapport-command-") as name:
        streams = Path(name)
        (streams / "stdin").write_text(stdin, encoding="utf-8")
        process = forks.Process(target=_run, args=(folder, streams, words, clean | settings), daemon=True)
        process.start()
        process.join(PATIENCE)
        process.kill()
        out, err = ((streams / stream).read_text(encoding="utf-8") for stream in ("stdout", "stderr"))
        return Done(process.exitcode, out, err)


def _run(folder: Path, streams: Path, words: tuple[str, ...], env: dict[str, str]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    for number, (name, mode) in enumerate((("stdin", "rb"), ("stdout", "wb"), ("stderr", "wb"))):
        with (streams / name).open(mode, buffering=0) as file:
            os.dup2(file.fileno(), number)
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8")
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(io.FileIO(number, "w", closefd=False), encoding="utf-8", write_through=True)  # type: ignore[arg-type]
        for number in (1, 2)
    )
    main(list(words))
