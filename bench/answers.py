"""Search: CPU a question at growing folders beside a plain WRatio scan, and quality on the shipped questions.

python bench/answers.py [FOLDER QUESTIONS.jsonl]
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from rapidfuzz import fuzz, process

from bot.answers.articles import load
from bot.answers.evaluate import evaluate
from bot.answers.index import Index
from bot.answers.search import search

T = TypeVar("T")
HOME = Path(__file__).parents[1]
SIZES = (100, 1_000, 5_000)
QUESTIONS = 200
SYLLABLES = [consonant + vowel for consonant in "bdklmnrst" for vowel in "aeio"]


def main() -> None:
    today = datetime.now(UTC).date()
    print("articles  load s  index s  edit live s  ms/question  ms/WRatio scan  ratio")
    for size in SIZES:
        print(measure(size))
    folder, file = (Path(arg) for arg in (sys.argv[1:3] or [HOME / "knowledge", HOME / "tests/data/questions.jsonl"]))
    _, summary = evaluate(Index(load(folder)), file.read_text(encoding="utf-8").split("\n"), today)
    print(f"{file.name}: " + "  ".join(f"{name} {value:.3f}" for name, value in summary.items()))


def measure(size: int) -> str:
    chance = random.Random(size)
    today = datetime.now(UTC).date()
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(4_000)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for number in range(size):
            (folder / f"a{number}.md").write_text(article(chance, words), encoding="utf-8")
        corpus, loading = timed(lambda: load(folder))
        index, indexing = timed(lambda: Index(corpus))
        (folder / "a0.md").write_text("# Another title\n\nAnother text.\n", encoding="utf-8")
        _, edited = timed(lambda: Index(load(folder, corpus), index))
    asked = [question(chance, words) for _ in range(QUESTIONS)]
    titles = [entry.title for entry in corpus.articles]
    ours = cpu(asked, lambda text: search(index, text, today=today))
    scan = cpu(asked, lambda text: process.extract(text, titles, scorer=fuzz.WRatio, limit=3))
    return f"{size:8}  {loading:6.2f}  {indexing:7.2f}  {edited:11.2f}  {ours:11.2f}  {scan:14.2f}  {ours / scan:5.2f}"


def article(chance: random.Random, words: list[str]) -> str:
    """Return an article of about 300 words with a few asks; words are as unevenly used as in real text."""

    def some(count: int) -> str:
        return " ".join(words[min(int(chance.paretovariate(0.7)) + 5, len(words)) - 1] for _ in range(count))

    asks = "".join(f"  - how do i {some(4)}\n" for _ in range(4))
    body = "".join(f"## {some(3)}\n\nYou can {some(60)}.\n\n" for _ in range(5))
    return f"---\ntitle: {some(4)}\nasks:\n{asks}---\n\n{body}"


def question(chance: random.Random, words: list[str]) -> str:
    """Return a question of seven words, one of them with two letters swapped."""
    chosen = [chance.choice(words) for _ in range(4)]
    slip = chosen[0]
    return " ".join(["how do i", *chosen[1:], slip[0] + slip[2] + slip[1] + slip[3:]])


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what the work gives and its CPU seconds."""
    start = time.process_time()
    return work(), time.process_time() - start


def cpu(asked: Iterable[str], work: Callable[[str], object]) -> float:
    """Return the mean CPU milliseconds a question, after one round to warm up."""
    texts = list(asked)
    for text in texts[:20]:
        work(text)
    start = time.process_time()
    for text in texts:
        work(text)
    return (time.process_time() - start) / len(texts) * 1_000


if __name__ == "__main__":
    main()
