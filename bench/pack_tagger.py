"""Learn the tagger's weights from the dialogues in tests/data/memory: python bench/pack_tagger.py [ROUND …] [--to FILE]

Due after an edit of bot/memory/tagger.py or tagger.toml, and worth it with every new round. Rounds that are named are
left out: put the file in the place of bot/memory/tagger.npz, and bench/learning.py shows what is made of an author whom
the tagger has not read. Takes a minute and `pip install -e '.[train]'`; what it makes needs numpy alone.
"""

from __future__ import annotations

import importlib
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pycrfsuite

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot.memory import questions, spans, tagger
from bot.memory.spelling import fold
from tests.memory import corpus

PARAMETERS = {"c1": 0.03, "c2": 0.1, "max_iterations": 150, "feature.minfreq": 2}
SENTENCES = (
    "learning", "wordings", "said_in_passing", "whose", "evident", "pointed", "places", "plans", "former", "held",
    "labelled", "introductions", "goods", "offers", "changes", "passing_by", "lookalikes", "openings", "whose_words",
    "kinds", "answered", "besides", "disputed", "enrolled", "misread", "moves", "near_twins", "slips",
    "still_and_rather", "succeeded", "told_between", "told_plainly",
)  # fmt: skip
LIKE = re.compile(r"_not\b|_not_|_none|nothing|nobody")
"""In the title of a test whose sentences must tell nothing."""
COMMON = 3
"""How often a word is said, where it is no value, to count as common."""
LEAST = 0.02
"""Weights that are smaller count as none."""


@dataclass(frozen=True)
class Told:
    """A customer's message with the values in it: (start, end, key) of each."""

    text: str
    asked: str
    opens: bool
    values: tuple[tuple[int, int, str], ...]


def main() -> None:
    out = sys.argv[sys.argv.index("--to") + 1] if "--to" in sys.argv else str(tagger.PACKED)
    without = {word for word in sys.argv[1:] if word.isdigit()}
    files = sorted(file.name for file in corpus.DATA.glob("round_*.jsonl") if file.stem[-2:] not in without)
    told = [one for name in files for dialogue in corpus.load(name) for one in _messages(dialogue)] + _sentences()
    Path(out).write_bytes(learn(told).pack())
    print(f"{len(files)} rounds, {len(told)} messages, {Path(out).stat().st_size // 1024} KB in {out}")


def learn(told: Sequence[Told]) -> tagger.Tagger:
    """Return the tagger that these messages teach: each as it is and, with other values in their place, once more."""
    common = _common(told)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(PARAMETERS)
    for one in (*told, *_varied(told)):
        message = tagger.Message(spans.page(one.text), common, one.asked, one.opens)
        labels = _labels(message, one)
        for window in message.windows:
            trainer.append(message.features(window), [labels[at] for at in window])
    with TemporaryDirectory() as folder:
        file = str(Path(folder) / "tagger.crf")
        trainer.train(file)
        read = pycrfsuite.Tagger()
        read.open(file)
        return _tagger(read, common)


def _tagger(read: pycrfsuite.Tagger, common: frozenset[str]) -> tagger.Tagger:
    labels, known = read.labels(), read.info()
    state = {pair: weight for pair, weight in known.state_features.items() if abs(weight) >= LEAST}
    rows = {name: row for row, name in enumerate(sorted({name for name, _ in state}))}
    weights = np.zeros((len(rows), len(labels)), dtype=np.float32)
    for (name, label), weight in state.items():
        weights[rows[name], labels.index(label)] = weight
    chain = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for (before, after), weight in known.transitions.items():
        chain[labels.index(before), labels.index(after)] = weight
    return tagger.Tagger(labels, rows, weights, chain, common, tagger.lists_mark())


def _messages(dialogue: corpus.Dialogue) -> Iterator[Told]:
    """Yield what customers say, with the values that their dialogue expects to be remembered wherever they stand."""
    bodies = [line.body for line in dialogue.lines]
    whose = _linked(bodies)
    asked, opens = "", True
    for body in bodies:
        if body.get("role") in ("bot", "agent"):
            keys = [key for sentence in questions.asking(body["text"]) for key in questions.keys_of(sentence)]
            asked = keys[-1] if keys else ""
        elif body.get("role") == "customer" and "text" in body:
            person = _root(whose, f"{body['channel']}:{body['from']}")
            text = body["text"]
            yield Told(text, asked, opens, tuple(_places(spans.page(text).clean, dialogue, person, whose)))
            asked, opens = "", False


def _sentences() -> list[Told]:
    """Return the single sentences of the rules' tests, those with what they tell and those that must tell nothing."""
    found: dict[str, Sequence[str]] = {}
    for name in SENTENCES:
        for title, test in vars(importlib.import_module(f"tests.memory.test_{name}")).items():
            for mark in getattr(test, "pytestmark", ()) if title.startswith("test_") else ():
                for case in mark.args[1] if mark.name == "parametrize" else ():
                    if isinstance(case, str) and LIKE.search(title):
                        found.setdefault(case, ())
                    elif isinstance(case, tuple) and (facts := _facts(case[1:])) is not None:
                        found[case[0]] = facts
    return [_sentence(words, facts) for words, facts in sorted(found.items())]


def _facts(rest: tuple[object, ...]) -> Sequence[str] | None:
    """Return the key=value of a case, several or one; None where its sentence has other company."""
    if len(rest) != 1:
        return None
    several = rest[0] if isinstance(rest[0], list | set) else rest
    told = [one for one in several if isinstance(one, str) and "=" in one]
    return sorted(told) if len(told) == len(several) else None


def _sentence(words: str, facts: Sequence[str]) -> Told:
    said = _said(spans.page(words).clean)
    found: list[tuple[int, int, str]] = []
    for fact in facts:
        key, _, value = fact.lstrip("!").partition("=")
        if key in tagger.KEYS:
            _mark(said, value, key, found)
    return Told(words, "", True, tuple(sorted(found)))


def _linked(bodies: Sequence[Mapping[str, str]]) -> dict[str, str]:
    whose: dict[str, str] = {}
    for body in bodies:
        if body.get("event") == "link":
            whose[_root(whose, body["a"])] = _root(whose, body["b"])
    return whose


def _root(whose: Mapping[str, str], name: str) -> str:
    while whose.get(name, name) != name:
        name = whose[name]
    return name


def _places(clean: str, dialogue: corpus.Dialogue, person: str, whose: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Return where values of the person stand: what must be remembered first, then what may be; longer ones first."""
    words = _said(clean)
    found: list[tuple[int, int, str]] = []
    wanted = [want for kind in ("active", "as_of", "optional") for want in dialogue.expected(kind)]
    for want in wanted:
        if want["key"] not in tagger.KEYS or ("customer" in want and _root(whose, want["customer"]) != person):
            continue
        for value in sorted(set(want["value"]) - {"*"}, key=lambda one: (-len(one), one)):
            _mark(words, str(value), want["key"], found)
    return sorted(found)


def _said(clean: str) -> list[tuple[int, int, str]]:
    """Return the place of each word, and the word as values are compared."""
    words = [(said.start(), said.end(), corpus._plain(said[0])) for said in tagger.WORD.finditer(clean)]
    return [one for one in words if one[2]]


def _mark(words: Sequence[tuple[int, int, str]], value: str, key: str, found: list[tuple[int, int, str]]) -> None:
    """Add where a value stands, wherever no other one does."""
    sought = [word for _, _, word in _said(value)]
    for at in range(len(words) - len(sought) + 1 if sought else 0):
        start, end = words[at][0], words[at + len(sought) - 1][1]
        same = [one[2] for one in words[at : at + len(sought)]] == sought
        if same and not any(start < other[1] and other[0] < end for other in found):
            found.append((start, end, key))


def _common(told: Sequence[Told]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for one in told:
        for said in tagger.WORD.finditer(spans.page(one.text).clean):
            if not any(start <= said.start() < end for start, end, _ in one.values):
                counts[fold(said[0]).lower()] += 1
    return frozenset(word for word, count in counts.items() if count >= COMMON)


def _varied(told: Sequence[Told]) -> Iterator[Told]:
    """Yield each message that has values with others of their keys, in small letters every second time."""
    chance = random.Random(5)
    pool: dict[str, list[str]] = defaultdict(list)
    for one in told:
        for start, end, key in one.values:
            pool[key].append(one.text[start:end])
    for number, one in enumerate(one for one in told if one.values):
        text, at, places = "", 0, []
        for start, end, key in one.values:
            text += one.text[at:start]
            value = chance.choice(pool[key])
            places.append((len(text), len(text) + len(value), key))
            text, at = text + value, end
        text += one.text[at:]
        small = text.lower()
        yield Told(small if number % 2 and len(small) == len(text) else text, one.asked, one.opens, tuple(places))


def _labels(message: tagger.Message, told: Told) -> list[str]:
    found = []
    for word in message.words:
        inside = next((one for one in told.values if one[0] <= word.start < one[1]), None)
        found.append(f"{'B' if inside[0] == word.start else 'I'}-{inside[2]}" if inside else tagger.NEITHER)
    return found


if __name__ == "__main__":
    main()
