"""Memory: what is found again, how fast, and that nobody ever sees another's.

    python bench/memory.py               # what can be had here; RAPPORT_BENCH_SCALE=0.02 for a quick look
    python bench/memory.py recall [FILE] # LoCoMo (https://github.com/snap-research/locomo, CC BY-NC 4.0: not shipped)
    python bench/memory.py speed
    python bench/memory.py operations [sqlite | postgres]

`recall`: evidence found among the first ten, turns as units, no model: plain BM25 over the same stems, ours, and ours
with the facts that our own extractor finds in the same turns. `speed`: one customer's search among everybody's
messages, cold (a new connection, nothing read into tokens yet or all of it) and warm. `operations`: a million at random
(learn, correct, complain, solve, link, unlink, forget, erase, and looks through every door) by one process on SQLite,
where who may see what is known exactly, and by four on PostgreSQL, where each look is compared within its snapshot.
About 2.2 ms of CPU each, nearly all of it the statements of the rooms under test; no disk is waited for.
"""

from __future__ import annotations

import json
import math
import multiprocessing
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))  # for the tests' people and PostgreSQL

from sqlalchemy import event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from bot.errors import DatabaseTrouble
from bot.memory import facts, learning, ranking, recall, registry
from bot.storage import migrate
from bot.storage.db import Inline
from bot.storage.tables import Conversation, Customer, Identity, Message
from bot.types.awaited import NOTHING
from bot.types.memory import Known
from tests.cluster import Cluster, NoPostgres
from tests.memory.world import Crowd, Tally

SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))
HOME = Path(__file__).parent.parent
LOCOMO = HOME.parent / "shared/data/memory/locomo_half.json"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOP = 10


# --- recall ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Turn:
    id: str
    speaker: str
    text: str
    session: int


def turns_of(talk: dict[str, Any]) -> list[Turn]:
    """Return the turns of one long conversation in order."""
    numbers = sorted(int(found[1]) for key in talk if (found := re.fullmatch(r"session_(\d+)", key)))
    return [
        Turn(turn["dia_id"], turn["speaker"], turn["text"], number)
        for number in numbers
        for turn in talk[f"session_{number}"]
    ]


def plain_bm25(
    texts: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.75
) -> Callable[[Sequence[str]], list[float]]:
    """Return the baseline: textbook BM25 over the same stems, each turn for itself."""
    total, average = len(texts), sum(map(len, texts)) / len(texts)
    counts = [{term: text.count(term) for term in set(text)} for text in texts]
    holding: dict[str, int] = defaultdict(int)
    for count in counts:
        for term in count:
            holding[term] += 1

    def score(asked: Sequence[str]) -> list[float]:
        weights = {term: math.log(1 + (total - holding[term] + 0.5) / (holding[term] + 0.5)) for term in set(asked)}
        return [
            sum(
                weights[term] * count[term] * (k1 + 1) / (count[term] + k1 * (1 - b + b * len(text) / average))
                for term in weights
                if term in count
            )
            for count, text in zip(counts, texts, strict=True)
        ]

    return score


def evidence(question: dict[str, Any], ids: Iterable[str]) -> list[str]:
    """Return the turns that hold the answer; some are written several to a string."""
    known = set(ids)
    named = [one for text in question["evidence"] for one in re.findall(r"D\d+:\d+", text)]
    return [one for one in dict.fromkeys(named) if one in known]


def found(scores: Sequence[float], turns: Sequence[Turn], wanted: Sequence[str]) -> float:
    """Return the share of the evidence among the first ten."""
    best = sorted(range(len(turns)), key=lambda place: -scores[place])[:TOP]
    top = {turns[place].id for place in best}
    return sum(one in top for one in wanted) / len(wanted)


def store(session: Session, turns: Sequence[Turn], number: int, extract: bool) -> int:
    """Store a conversation as one customer's messages, with the facts that are learnt from them; return whose."""
    customer = Customer(created_at=NOON)
    session.add(customer)
    session.flush()
    people, talks = {}, {}
    for name in dict.fromkeys(turn.speaker for turn in turns):
        people[name] = Identity(customer_id=customer.id, channel="bench", external_id=f"{number}-{name}",
                                display_name=name, created_at=NOON)  # fmt: skip
    for one in dict.fromkeys(turn.session for turn in turns):
        talks[one] = Conversation(customer_id=customer.id, status="closed", opened_at=NOON, last_at=NOON)
    session.add_all([*people.values(), *talks.values()])
    session.flush()
    for place, turn in enumerate(turns):
        at = NOON + timedelta(days=turn.session, minutes=place)
        who = people[turn.speaker].id
        message = Message(identity_id=who, conversation_id=talks[turn.session].id, role="customer", text=turn.text,
                          sent_at=at, received_at=at)  # fmt: skip
        session.add(message)
        session.flush()
        for learned in learnt(turn.text, message.id, at) if extract else ():
            facts.store(session, who, learned, at, at, registry.DEFAULT)
    while recall.read_new(session):
        pass
    return customer.id


def learnt(text: str, message_id: int, at: datetime) -> Iterable[Any]:
    return learning.read(
        text, registry=registry.DEFAULT, known=STRANGER, awaiting=NOTHING, message_id=message_id, now=at
    )


STRANGER = Known(1, "0" * 32, "", (), (), (), (), frozenset(), (), True, None, False)


def stems(text: str) -> list[str]:
    return [term for term in ranking.terms(text) if term != ranking.QUESTION]


def measure_recall(file: Path) -> None:
    """Print recall@10 of the baselines and of ours, over the same questions in the same run."""
    if not file.is_file():
        print(f"recall: {file.name} is not here; name it: python bench/memory.py recall FILE")
        return
    results: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for number, talk in enumerate(json.loads(file.read_text())):
        turns = turns_of(talk["conversation"])
        ids = [turn.id for turn in turns]
        bm25 = plain_bm25([stems(turn.text) for turn in turns])
        named = plain_bm25([stems(f"{turn.speaker} {turn.text}") for turn in turns])
        ours, beside = (searcher(turns, number, extract) for extract in (False, True))
        for question in talk["qa"]:
            if not (wanted := evidence(question, ids)):
                continue
            asked = stems(question["question"])
            for name, scores in (
                ("plain BM25, stems", bm25(asked)), ("plain BM25, stems, with the speaker's name", named(asked)),
                ("ours, turns", ours(question["question"])),
                ("ours, turns and our own facts", beside(question["question"])),
            ):  # fmt: skip
                results[name][question["category"]].append(found(scores, turns, wanted))
    report(results)


def searcher(turns: Sequence[Turn], number: int, extract: bool) -> Callable[[str], list[float]]:
    """Return a function that scores each turn for a question, by the product's own search on a real database."""
    folder = tempfile.TemporaryDirectory()
    url = f"sqlite:///{folder.name}/rapport.db"
    migrate.upgrade(url)
    db = Inline(url)
    customer = db.now(store, turns, number, extract)

    def score(question: str, keep: object = folder) -> list[float]:
        hits = db.look(recall.search, customer, question, NOON + timedelta(days=400), limit=TOP)
        scores = [0.0] * len(turns)
        for hit in hits:
            if hit.line is not None:
                scores[hit.line.message_id - 1] = hit.score
        return scores

    return score


def report(results: dict[str, dict[int, list[float]]]) -> None:
    """Print a line each, with the difference to the first."""
    base = 0.0
    for name, by_category in results.items():
        answered = [one for category, found_ in by_category.items() if category != 5 for one in found_]
        value = 100 * statistics.fmean(answered)
        base = base or value
        parts = " / ".join(f"{100 * statistics.fmean(by_category[c]):.1f}" for c in sorted(by_category))
        print(f"  {name:<44} R@10 {value:5.1f}  {value - base:+5.1f}   by kind {parts}   ({len(answered)} questions)")


# --- speed -------------------------------------------------------------------------------------

WORDS = (
    "order invoice parcel refund account password delivery chair desk sofa lamp shelf plan store label warranty screw",
    "colour fabric oak walnut courier address receipt card bank voucher app update broken late missing wrong blue box",
)
VOCABULARY = " ".join(WORDS).split()


def fill(session: Session, people: int, each: int) -> None:
    """Store `people` customers with `each` messages, in talks of twelve, five languages of words left out."""
    rows: list[Any] = []
    for person in range(1, people + 1):
        session.add(Customer(id=person, created_at=NOON))
        session.flush()
        session.add(Identity(id=person, customer_id=person, channel="bench", external_id=str(person), created_at=NOON))
    session.flush()
    talks = max(1, each // 12)
    for talk in range(people * talks):
        session.add(Conversation(id=talk + 1, customer_id=talk // talks + 1, status="closed", opened_at=NOON,
                                 last_at=NOON))  # fmt: skip
    session.flush()
    for number in range(each):
        for person in range(1, people + 1):
            mixed = person * 7919 + number * 104729
            text = " ".join(VOCABULARY[(mixed // (3**place) + place) % len(VOCABULARY)] for place in range(14))
            role = "customer" if number % 2 == 0 else "bot"
            rows.append(Message(identity_id=person, conversation_id=(person - 1) * talks + number % talks + 1,
                                role=role, text=text, sent_at=NOON, received_at=NOON))  # fmt: skip
        session.add_all(rows)
        session.flush()
        session.expunge_all()
        rows.clear()


def measure_speed() -> None:
    """Print how long a search takes, cold and warm, at two sizes of the whole."""
    for share in (0.1, 1.0):
        people = max(20, int(1000 * share * SCALE))
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/rapport.db"
            migrate.upgrade(url)
            db = Inline(url)
            db.now(fill, people, 60)
            unread = timed(url, people, new=True)
            while db.now(recall.read_new, 1000):
                pass
            cold, warm = timed(url, people, new=True), timed(url, people, new=False)
            db.close()
        print(f"search among {people * 60} messages of {people} customers, ms (p50 / p95), and of CPU:")
        for name, (times, work) in (("cold, nothing read yet", unread), ("cold", cold), ("warm", warm)):
            print(f"  {name:<24} {percentile(times, 50):6.2f} / {percentile(times, 95):6.2f}"
                  f"   CPU {percentile(work, 50):6.2f} / {percentile(work, 95):6.2f}")  # fmt: skip


def timed(url: str, people: int, *, new: bool) -> tuple[list[float], list[float]]:
    """Return the milliseconds that searches of many customers take, and those of CPU among them.

    `new`: each on a connection that has seen nothing.
    """
    times, work = [], []
    db = Inline(url)
    for number in range(200):
        if new:
            db.close()
            db = Inline(url)
            db.look(lambda session: session.connection().exec_driver_sql("SELECT 1"))
        person = number * 37 % people + 1
        question = (
            f"where is my {VOCABULARY[number % len(VOCABULARY)]} for the {VOCABULARY[number * 5 % len(VOCABULARY)]}?"
        )
        if not new:
            db.look(recall.search, person, question, NOON)
        begun, worked = time.perf_counter(), time.thread_time()
        hits = db.look(recall.search, person, question, NOON)
        times.append((time.perf_counter() - begun) * 1000)
        work.append((time.thread_time() - worked) * 1000)
        assert hits
    db.close()
    return times, work


def percentile(values: Sequence[float], share: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


# --- operations --------------------------------------------------------------------------------

OPERATIONS = max(400, int(1_000_000 * SCALE))
FAMILIES = 50
WORKERS = 4


def measure_operations(where: str = "") -> None:
    """Print what a million random operations let people see of each other: nothing."""
    if where in ("", "sqlite"):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/rapport.db"
            migrate.upgrade(url)
            print_tallies("SQLite, one process", [on_sqlite(url, OPERATIONS)])
    if where in ("", "postgres"):
        in_postgres()


def in_postgres() -> None:
    """Do the same on a PostgreSQL server of its own, by several processes at once."""
    try:
        cluster = Cluster()
    except NoPostgres as missing:
        print(f"operations on PostgreSQL: {missing}")
        return
    try:
        url = hurried(cluster.fresh())
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(WORKERS, mp_context=spawn) as pool:
            tallies = list(pool.map(on_postgres, *zip(*[(url, seed, OPERATIONS // WORKERS) for seed in range(WORKERS)],
                                                      strict=True)))  # fmt: skip
        print_tallies(f"PostgreSQL, {WORKERS} processes", tallies)
    finally:
        cluster.close()


def hurried(url: str) -> str:
    """Return the same database with commits that do not wait for the disk: nobody pulls a plug here."""
    quick = make_url(url).update_query_dict({"options": "-c synchronous_commit=off"})
    return quick.render_as_string(hide_password=False)


def print_tallies(where: str, tallies: Sequence[Tally]) -> None:
    leaks = [leak for tally in tallies for leak in tally.leaks]
    total, looks, refused, again = (
        sum(getattr(tally, name) for tally in tallies) for name in ("done", "looks", "refused", "again")
    )
    print(f"operations on {where}: {total} done, {looks} of them looks, {refused} refused, {again} done again after a "
          f"clash; seen of others: {len(leaks)}", flush=True)  # fmt: skip
    for leak in leaks[:20]:
        print(f"  {leak}")
    if leaks:
        sys.exit(1)


def on_sqlite(url: str, wanted: int) -> Tally:
    """Do so many operations, a few to a transaction."""
    db, crowd = Inline(url), Crowd(random.Random(1), FAMILIES, exact=True)
    event.listen(db.engine, "connect", _hurried)

    def some(session: Session) -> None:
        for _ in range(25):
            crowd.step(session)
        recall.read_new(session)  # as a worker does while nothing waits

    begun = time.monotonic()
    while crowd.tally.done < wanted:
        db.now(some)
        tell(crowd.tally, wanted, begun)
    db.close()
    return crowd.tally


def tell(tally: Tally, wanted: int, begun: float) -> None:
    """Say now and then how far it is: it takes an hour, and whoever stops it has seen something all the same."""
    if tally.done % 20_000 == 0:
        print(f"  {tally.done} of {wanted} in {time.monotonic() - begun:.0f} s, seen of others: {len(tally.leaks)}",
              file=sys.stderr, flush=True)  # fmt: skip


def _hurried(connection: Any, _record: object) -> None:
    """The same for SQLite."""
    connection.execute("PRAGMA synchronous = OFF").close()


def on_postgres(url: str, seed: int, wanted: int) -> Tally:
    """One of several processes on the same people; what clashes is done again, as the pool of the house does."""
    db, crowd = Inline(url), Crowd(random.Random(seed), FAMILIES, exact=False)
    begun = time.monotonic()
    while crowd.tally.done < wanted:
        reads, act = crowd.draw()
        for _ in range(TRIES):
            try:
                (db.look if reads else db.now)(act)
                break
            except (DBAPIError, DatabaseTrouble, StaleDataError):
                crowd.tally.again += 1
        tell(crowd.tally, wanted, begun)
    db.close()
    return crowd.tally


TRIES = 10


def main() -> None:
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted in ("", "recall"):
        measure_recall(Path(sys.argv[2]) if len(sys.argv) > 2 else LOCOMO)
    if wanted in ("", "speed"):
        measure_speed()
    if wanted in ("", "operations"):
        measure_operations(sys.argv[2] if len(sys.argv) > 2 else "")


if __name__ == "__main__":
    main()
