"""Answers: quality on public question sets and on the shipped one, beside what is usual; latency at growing folders.

    python bench/answers.py [--json FILE] [--data FOLDER] [--sets NAME …] [--most N] [--no-latency]

Quality: ours (meaning and words, fitted on each folder's own asks), ours by words alone, BM25 over stems, SQLite's
FTS5 and rapidfuzz's token_set_ratio, in one run. The public sets are read from `../shared/data/answers` beside the
project, or --data; where there are none, only the shipped questions are tried. Latency: made-up articles, whose
vectors are drawn at random, as only the time matters; questions are encoded for real.

RAPPORT_BENCH_SCALE below 1 tries a share of the questions, two sets, and no more than 5,000 articles.
"""

import argparse
import json
import math
import os
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np
import yaml
from rapidfuzz import fuzz, process

from bot.answers import vectors
from bot.answers.articles import load
from bot.answers.concordance import Concordance
from bot.answers.embedding import PIECE_SIZE, open_encoder, unit
from bot.answers.index import Index
from bot.answers.search import search
from bot.answers.sense import embedded, fitted, sense, wanted
from bot.answers.words import stop_words, terms, words

T = TypeVar("T")
HOME = Path(__file__).parents[1]
DATA = HOME.parent / "shared" / "data" / "answers"
SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))
SIZES = (100, 1_000, 10_000, 100_000) if SCALE >= 1 else (100, 1_000)
FEW_SETS = ("banking77_k5", "banking77_nearoos")
QUESTIONS = 200 if SCALE >= 1 else 40
WRONG = 10.0
MARGIN = 3.0 if SCALE >= 1 else 15.0
"""Points by which we may find less than word search before a run fails; few questions say little."""
SYLLABLES = [consonant + vowel for consonant in "bdklmnrst" for vowel in "aeio"]
TODAY = datetime.now(UTC).date()

Ranked = tuple[list[str], float]
"""Paths, best first, and how sure."""
Asked = tuple[str, str | None, str]
"""Question, right article (None: to be refused), kind."""


@dataclass(frozen=True)
class Quality:
    set: str
    method: str
    hit1: dict[str, float]
    """Percent, by kind of question."""
    hit3: dict[str, float]
    wrong80: float
    """Percent wrong among the surest 80 % of clean questions that have an article."""
    auroc: float | None
    """Of confidence: clean questions that have an article against those that have none."""
    refused_answered: float | None
    """Percent of questions without an article that are as sure as the 80 %."""
    ms: float
    """Wall milliseconds a question, 95th percentile."""


@dataclass(frozen=True)
class Latency:
    articles: int
    first_s: float
    """CPU seconds until a large folder gives its first answer, by titles, asks and headings, at the first start."""
    again_s: float
    """The same at the next start, when its words have been kept."""
    load_s: float
    index_s: float
    edit_s: float
    words_ms: float
    """Wall milliseconds a question by words alone, 95th percentile: while vectors are still being made."""
    meaning_ms: float
    """The same by meaning and words; 0 where there is no room for the vectors here."""
    wratio_ms: float
    """A scan of the titles by rapidfuzz WRatio."""
    memory_mb: float


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=Path)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sets", nargs="*", help="only these")
    parser.add_argument("--most", type=int, default=0, help="questions of each kind and set, drawn at random; 0: all")
    parser.add_argument("--no-latency", action="store_true")
    given = parser.parse_args()
    latencies = [] if given.no_latency else [measure(size) for size in SIZES]
    print_latency(latencies)
    chosen = [one for one in sets(given.data) if not given.sets or one[0] in given.sets]
    found = [quality for name, folder, asked in chosen for quality in compare(name, folder, some(asked, given.most))]
    if given.json:
        given.json.write_text(
            json.dumps(
                {"latency": [asdict(one) for one in latencies], "quality": [asdict(one) for one in found]}, indent=1
            )
        )
    if worse := list(behind(found)):
        sys.exit("\n".join(worse))


def behind(found: Sequence[Quality]) -> Iterator[str]:
    """Yield where ours finds clearly fewer right articles than word search does: something broke."""
    for ours in (one for one in found if one.method == "ours" and "clean" in one.hit1):
        words = next(one for one in found if one.set == ours.set and one.method == "BM25 stems")
        if ours.hit1["clean"] < words.hit1["clean"] - MARGIN:
            yield f"{ours.set}: ours {ours.hit1['clean']:.1f} % at 1, BM25 with stems {words.hit1['clean']:.1f} %"


# --- quality ---------------------------------------------------------------------------------------


def sets(data: Path) -> Sequence[tuple[str, Path, list[Asked]]]:
    lines = (HOME / "tests/data/questions.jsonl").read_text(encoding="utf-8").splitlines()
    shipped = [json.loads(line) for line in lines if line.strip()]
    kinds = {True: "oos", False: "clean"}
    found = [
        ("shipped", HOME / "knowledge", [(q["question"], q["article"], kinds[q["article"] is None]) for q in shipped])
    ]
    if not data.is_dir():
        print(f"no public sets at {data}: the shipped questions alone")
        return found
    for folder in sorted(one for one in data.iterdir() if (one / "kb.jsonl").is_file()):
        if SCALE >= 1 or folder.name in FEW_SETS:
            found.append(public(folder))
    return found


def public(folder: Path) -> tuple[str, Path, list[Asked]]:
    """Write a set's articles as Markdown under names that tell nothing; return them with its questions."""
    target = Path(tempfile.mkdtemp(prefix="rapport-bench-"))
    paths = {}
    for number, line in enumerate((folder / "kb.jsonl").read_text(encoding="utf-8").splitlines()):
        one = json.loads(line)
        header = {key: value for key, value in (("title", one["title"]), ("asks", one["aliases"])) if value}
        paths[one["id"]] = f"a{number:05}.md"
        text = f"---\n{yaml.safe_dump(header, allow_unicode=True)}---\n\n{one['body']}\n"
        (target / paths[one["id"]]).write_text(text, encoding="utf-8")
    asked = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    random.Random(1).shuffle(asked)
    asked = asked[: max(50, int(len(asked) * min(1.0, SCALE)))]
    return folder.name, target, [(q["q"], paths[q["gold"][0]] if q["gold"] else None, q["kind"]) for q in asked]


def some(asked: list[Asked], most: int) -> list[Asked]:
    """Return the first questions of each kind, which were shuffled; all for 0."""
    seen: Counter[str] = Counter()
    kept = []
    for one in asked:
        seen[one[2]] += 1
        if not most or seen[one[2]] <= most:
            kept.append(one)
    return kept


def compare(name: str, folder: Path, asked: list[Asked]) -> list[Quality]:
    plain = Index(load(folder))
    ours, building = timed(lambda: fitted(embedded(plain, "auto"), WRONG))
    print(
        f"\n{name}: {len(plain.corpus.articles)} articles, {len(asked)} questions, ready after {building:.1f} s of CPU"
    )
    print("method        hit@1 clean/typo/noisy   hit@3 clean/typo/noisy   wrong@80   AUROC   refused@80   p95 ms")
    rankers: dict[str, Callable[[str], Ranked]] = {
        "ours": by(ours), "words alone": by(plain), "BM25 stems": bm25(plain), "FTS5": fts5(plain),
        "rapidfuzz": fuzzy(plain),
    }  # fmt: skip
    return [shown(name, method, ranker, asked) for method, ranker in rankers.items()]


def shown(name: str, method: str, ranker: Callable[[str], Ranked], asked: list[Asked]) -> Quality:
    for text, _, _ in asked[:5]:
        ranker(text)
    results, took = [], []
    for text, _, _ in asked:
        start = time.perf_counter()
        results.append(ranker(text))
        took.append((time.perf_counter() - start) * 1000)
    one = judged(name, method, asked, results, float(np.quantile(took, 0.95)))
    hits = [
        "/".join(f"{part.get(kind, math.nan):5.1f}" for kind in ("clean", "typo", "noisy"))
        for part in (one.hit1, one.hit3)
    ]
    auroc = "    –" if one.auroc is None else f"{one.auroc:.3f}"
    refused = "    –" if one.refused_answered is None else f"{one.refused_answered:5.1f}"
    print(f"{method:12}  {hits[0]:>22}  {hits[1]:>23}  {one.wrong80:9.1f}   {auroc}  {refused:>10}  {one.ms:8.1f}")
    return one


def judged(name: str, method: str, asked: list[Asked], results: list[Ranked], ms: float) -> Quality:
    hit1, hit3 = defaultdict(list), defaultdict(list)
    inside, outside = [], []
    for (_, right, kind), (paths, sure) in zip(asked, results, strict=True):
        if right is None:
            outside.append(sure)
            continue
        hit1[kind].append(paths[:1] == [right])
        hit3[kind].append(right in paths[:3])
        if kind == "clean":
            inside.append((sure, paths[:1] == [right]))
    inside.sort(key=lambda one: -one[0])
    surest = inside[: max(1, int(0.8 * len(inside)))]
    chances, beyond = np.array([sure for sure, _ in inside]), np.array(outside)
    above = (chances[:, None] > beyond).mean() + (chances[:, None] == beyond).mean() / 2 if len(beyond) else None
    return Quality(
        name, method, percent(hit1), percent(hit3), 100 * float(np.mean([not right for _, right in surest])),
        None if above is None else float(above),
        100 * float((beyond >= surest[-1][0]).mean()) if len(beyond) else None, ms,
    )  # fmt: skip


def percent(found: dict[str, list[bool]]) -> dict[str, float]:
    return {kind: 100 * sum(values) / len(values) for kind, values in found.items()}


def by(index: Index) -> Callable[[str], Ranked]:
    def rank(text: str) -> Ranked:
        ranking = search(index, text, today=TODAY)
        return [hit.article.path for hit in ranking.hits], ranking.confidence

    return rank


def whole(index: Index) -> dict[str, str]:
    return {
        one.path: "\n".join([one.title, *one.asks, *(f"{part.heading}\n{part.text}" for part in one.sections)])
        for one in index.corpus.articles
    }


def bm25(index: Index, k1: float = 1.2, b: float = 0.75) -> Callable[[str], Ranked]:
    stop = stop_words("en")
    held = {path: Counter(t for t in terms("en", text) if t not in stop) for path, text in whole(index).items()}
    frequency = Counter(term for counts in held.values() for term in counts)
    average = sum(counts.total() for counts in held.values()) / len(held)

    def rank(text: str) -> Ranked:
        scores: Counter[str] = Counter()
        for term in set(terms("en", text)) & frequency.keys():
            idf = math.log(1 + (len(held) - frequency[term] + 0.5) / (frequency[term] + 0.5))
            for path, counts in held.items():
                if counts[term]:
                    norm = k1 * (1 - b + b * counts.total() / average)
                    scores[path] += idf * counts[term] * (k1 + 1) / (counts[term] + norm)
        best = scores.most_common(3)
        return [path for path, _ in best], best[0][1] if best else 0.0

    return rank


def fts5(index: Index) -> Callable[[str], Ranked]:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE article USING fts5(path UNINDEXED, text, tokenize='porter')")
    base.executemany("INSERT INTO article VALUES (?, ?)", whole(index).items())

    def rank(text: str) -> Ranked:
        asked = " OR ".join(f'"{word}"' for word in words(text)) or '""'
        rows = base.execute("SELECT path, bm25(article) FROM article WHERE article MATCH ? ORDER BY 2 LIMIT 3", [asked])
        best = rows.fetchall()
        return [path for path, _ in best], -best[0][1] if best else 0.0

    return rank


def fuzzy(index: Index) -> Callable[[str], Ranked]:
    lines = [(one.path, line) for one in index.corpus.articles for line in (one.title, *one.asks)]

    def rank(text: str) -> Ranked:
        best = process.extract(text.lower(), [line.lower() for _, line in lines], scorer=fuzz.token_set_ratio, limit=20)
        paths = list(dict.fromkeys(lines[place][0] for _, _, place in best))
        return paths[:3], best[0][1] if best else 0.0

    return rank


# --- latency ---------------------------------------------------------------------------------------


def measure(size: int) -> Latency:
    chance = random.Random(size)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(4_000)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for number in range(size):
            (folder / f"a{number}.md").write_text(article(chance, words), encoding="utf-8")
        kept = Path(temporary + ".words")
        _, first = timed(lambda: search(Concordance(folder, kept), "how do i", today=TODAY))
        Concordance(folder, kept).complete()
        _, again = timed(lambda: search(Concordance(folder, kept), "how do i", today=TODAY))
        for ending in ("", "-wal", "-shm"):
            Path(f"{kept}{ending}").unlink(missing_ok=True)
        corpus, loading = timed(lambda: load(folder))
        index, indexing = timed(lambda: Index(corpus))
        (folder / "a0.md").write_text("# Another title\n\nAnother text.\n", encoding="utf-8")
        _, edited = timed(lambda: Index(load(folder, corpus), index))
    asked = [question(chance, words) for _ in range(QUESTIONS)]
    titles = [entry.title for entry in corpus.articles]
    by_words = wall(asked, lambda text: search(index, text, today=TODAY))
    by_meaning = 0.0
    if size <= 10_000:
        known = drawn(index)
        meant = index.with_sense(sense(index, open_encoder("auto"), known))
        by_meaning = wall(asked, lambda text: search(meant, text, today=TODAY))
    scan = wall(asked[:40], lambda text: process.extract(text, titles, scorer=fuzz.WRatio, limit=3))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Latency(size, first, again, loading, indexing, edited, by_words, by_meaning, scan, memory)


def drawn(index: Index) -> dict[str, vectors.Vector]:
    """Return a vector for every text, drawn at random."""
    chance = np.random.default_rng(1)
    found = {}
    for key, (text, _) in wanted(index, open_encoder("auto")).items():
        count = min(150, len(text.split()) * 3 // 2)
        pieces = chance.integers(-127, 127, (count, PIECE_SIZE), np.int8)
        mean = unit(chance.standard_normal(384))
        found[key] = vectors.Vector(mean, chance.integers(1996, 30_000, count).astype(np.int32), pieces)
    return found


def print_latency(found: Sequence[Latency]) -> None:
    print(
        "articles  first s  again s  load s  index s  edit live s  words p95 ms  meaning p95 ms  WRatio p95 ms  peak MB"
    )
    for one in found:
        print(
            f"{one.articles:8}  {one.first_s:7.2f}  {one.again_s:7.2f}  {one.load_s:6.2f}  {one.index_s:7.2f}"
            f"  {one.edit_s:11.2f}  {one.words_ms:12.2f}  {one.meaning_ms:14.2f}  {one.wratio_ms:13.2f}"
            f"  {one.memory_mb:7.0f}"
        )


def wall(asked: Sequence[str], work: Callable[[str], object]) -> float:
    """Return the 95th percentile of wall milliseconds a question, warm."""
    for text in asked[:10]:
        work(text)
    took = []
    for text in asked:
        start = time.perf_counter()
        work(text)
        took.append((time.perf_counter() - start) * 1000)
    return float(np.quantile(took, 0.95))


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


if __name__ == "__main__":
    main()
