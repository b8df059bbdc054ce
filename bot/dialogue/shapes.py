"""Sentence shapes: a small grammar that the catalogue writes, for what no list of phrases can hold.

A grammar is a table of `texts/*.toml` ([request], [anger]): lists of words, and shapes made of them.

    <put> me <through>       a phrase of the list `put`, the word "me", a phrase of the list `through`
    a|<b>    x?              one of several; may be missing
    _    __                  up to two, up to five other words, none of them of the list `bar`
    ^    $                   the clause begins here, or ends, courtesies (the list `polite`) apart
    @                        a name: a word that stands nowhere in the grammar, nor in its list `common`
    &                        the name of a colleague, as handed in

`shapes` are what is meant, `not_shapes` are sentences that only look like it; a grammar of several meanings has both
for each (`buys_shapes`, `buys_not_shapes`). Words of the list `others` ("my colleague") are somebody else, and belong
to no list that the grammar calls `hidden`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.dialogue import reading
from bot.texts import words
from bot.wordcache import cached

GAPS = {"_": 2, "__": 5}
SIGNS = frozenset({*GAPS, "^", "$", "@", "&"})
LONGEST = 60
"""Words of one clause that are read; longer ones are pasted text."""
_OWN = frozenset({"hidden", "common"})
"""Keys of a grammar that are no lists of words, beside those that end in `shapes`."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One place of a shape: names of lists, single words ("=me"), signs; one of them must fit."""

    options: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A sentence shape, and for each place that must be filled the lists that can fill it."""

    parts: tuple[Part, ...]
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lists and shapes of one language. Single words of shapes are lists of their own."""

    starts: Mapping[str, Sequence[tuple[str, Phrase]]]
    """First word of a phrase → (its list, the phrase)."""
    letters: Mapping[str, frozenset[str]]
    """Every word, by first letter."""
    shapes: Mapping[str, Mapping[str, Sequence[Shape]]]
    """Kind → a list that must be there → the shapes that need it. "" for shapes that need none."""
    hidden: frozenset[str]
    common: frozenset[str]
    """Words that are neither a name nor a slip of another word: "advise" is no "advisor"."""
    exact: bool = False
    """Whether no slip is forgiven at all: `common` is "*"."""


class Clause:
    """The words of one clause, and which lists of a grammar they belong to."""

    def __init__(
        self, said: Sequence[str], table: str, language: str, colleagues: frozenset[str] = frozenset()
    ) -> None:
        self.said = tuple(map(_plain, said[:LONGEST]))
        self.grammar = _grammar(table, language)
        self.spans: dict[str, dict[int, list[int]]] = {}
        """List → where one of its phrases begins → where it may end."""
        meant = [_meant(word, table, language) for word in self.said]
        self.named = {place for place, word in enumerate(self.said) if word not in meant[place] and self._is_name(word)}
        self.colleagues = {place for place, word in enumerate(self.said) if self._is_colleague(word, colleagues)}
        """Where a colleague's name stands."""
        for place, options in enumerate(meant):
            for word in options:
                for name, phrase in self.grammar.starts.get(word, ()):
                    self._span(name, phrase, place, meant)
        self.others = self._hide()
        self.barred = frozenset(self.spans.get("bar", ()))
        self.heads = self._heads()

    def _is_name(self, word: str) -> bool:
        return word.isalpha() and word not in self.grammar.common

    def _is_colleague(self, word: str, colleagues: frozenset[str]) -> bool:
        """Whether a word is one of the names, slips forgiven where it is no other word."""
        slips = (name for name in colleagues if self._is_name(word) and reading.same(word, name))
        return word in colleagues or any(slips)

    def _span(self, name: str, phrase: Phrase, place: int, meant: Sequence[frozenset[str]]) -> None:
        end = place + len(phrase)
        if end <= len(meant) and all(word in options for word, options in zip(phrase, meant[place:end], strict=True)):
            self.spans.setdefault(name, {}).setdefault(place, []).append(end)

    def _hide(self) -> frozenset[int]:
        """Take the words for somebody else out of the lists, and return their places."""
        found = self.spans.pop("others", {})
        covered = frozenset(at for begin, ends in found.items() for end in ends for at in range(begin, end))
        for name in self.grammar.hidden & self.spans.keys() if covered else ():
            self.spans[name] = {place: ends for place, ends in self.spans[name].items() if place not in covered}
        return covered

    def fits(self, kind: str) -> bool:
        """Whether one of the grammar's shapes of a kind stands in the clause."""
        by_need, present = self.grammar.shapes.get(kind, {}), self.spans.keys()
        return any(self._stands(shape) for need in ("", *present) for shape in by_need.get(need, ()))

    def _stands(self, shape: Shape) -> bool:
        if any(need.isdisjoint(self.spans) for need in shape.needs):
            return False
        places: set[int] = set(range(len(self.said)))
        for part in shape.parts:
            reached = {end for place in places for option in part.options for end in self._past(option, place)}
            places = reached | places if part.optional else reached
            if not places:
                return False
        return True

    def _past(self, option: str, place: int) -> Iterable[int]:
        """Return where reading may go on after one way to fill a part that begins at a place."""
        if option in GAPS:
            return self._gap(place, GAPS[option])
        if option == "^":
            return (place,) if place in self.heads else ()
        if option == "$":
            return (place,) if self._ends(place) else ()
        if option == "@":
            return (place + 1,) if place in self.named or place in self.colleagues else ()
        if option == "&":
            return (place + 1,) if place in self.colleagues else ()
        return self.spans.get(option, {}).get(place, ())

    def _gap(self, place: int, longest: int) -> Iterator[int]:
        yield place
        for end in range(place, min(place + longest, len(self.said))):
            if end in self.barred:
                return
            yield end + 1

    def _heads(self) -> frozenset[int]:
        """Where the clause begins: at its first word, and behind each courtesy."""
        heads, new = {0}, {0}
        while new:
            new = {end for place in new for end in self.spans.get("polite", {}).get(place, ())} - heads
            heads |= new
        return frozenset(heads)

    def _ends(self, place: int) -> bool:
        after = self.spans.get("polite", {}).get(place, ())
        return place >= len(self.said) or any(self._ends(end) for end in after)


# --- the grammar as it is written --------------------------------------------------------------------


@lru_cache(maxsize=16)
def _grammar(table: str, language: str) -> Grammar:
    written = words(language).grammars[table]
    shapes = {kind: tuple(map(_shape, lines)) for kind, lines in written.items() if kind.endswith("shapes")}
    lists = {name: tuple(map(_words, lines)) for name, lines in written.items() if name not in {*_OWN, *shapes}}
    every = (option for kind in shapes.values() for shape in kind for part in shape.parts for option in part.options)
    lists |= {option: (_words(option[1:]),) for option in every if option.startswith("=")}
    starts: dict[str, list[tuple[str, Phrase]]] = {}
    for name, phrases in lists.items():
        for phrase in phrases:
            starts.setdefault(phrase[0], []).append((name, phrase))
    return Grammar(starts, _by_letter(lists), {kind: _by_need(some) for kind, some in shapes.items()},
                   frozenset(written["hidden"]),
                   frozenset(word for line in written["common"] for word in _words(line)),
                   "*" in written["common"])  # fmt: skip


def _shape(written: str) -> Shape:
    parts = tuple(map(_part, written.split()))
    needs = [frozenset(part.options) for part in parts if not part.optional and SIGNS.isdisjoint(part.options)]
    return Shape(parts, tuple(needs))


def _part(written: str) -> Part:
    bare = written.removesuffix("?")
    return Part(tuple(map(_option, bare.split("|"))), bare != written)


def _option(written: str) -> str:
    return written if written in SIGNS else written[1:-1] if written.startswith("<") else f"={written}"


def _by_need(shapes: Iterable[Shape]) -> Mapping[str, Sequence[Shape]]:
    found: dict[str, list[Shape]] = {}
    for shape in shapes:
        for name in min(shape.needs, key=len, default={""}):
            found.setdefault(name, []).append(shape)
    return found


def _by_letter(lists: Mapping[str, Sequence[Phrase]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word in (word for phrases in lists.values() for phrase in phrases for word in phrase):
        found.setdefault(word[0], set()).add(word)
    return {letter: frozenset(group) for letter, group in found.items()}


def _words(text: str) -> Phrase:
    return tuple(_plain(word) for word in reading.tokens(text))


def _plain(word: str) -> str:
    """Return a word as it is written in a hurry: "dont"."""
    return word.replace("'", "")


@cached(maxsize=20_000)
def _meant(word: str, table: str, language: str) -> frozenset[str]:
    """Return the words of the grammar that a word may be: itself when it is one, else its slips forgiven."""
    grammar = _grammar(table, language)
    known = grammar.letters.get(word[:1], frozenset())
    if word in known:
        return frozenset({word})
    return frozenset(
        () if grammar.exact or word in grammar.common else (other for other in known if reading.same(word, other))
    )
