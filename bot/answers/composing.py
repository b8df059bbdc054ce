"""An answer in the article's own sentences, chosen by a language model, or None. Nothing that a model writes is said.

The model is shown the sentences, each behind a number, and replies with numbers. Code says these sentences, whole and
in the article's order, and adds what they may not be said without: those that answer by their words, those that limit
them, the one that a sentence leans on, what the article `must_say`. So nobody hears what no article
says, whoever chose.

A draft that a person reads before it is sent may be a translation: there the words are the model's, sentence for
sentence, and code checks what can be checked between languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from pydantic import BaseModel, ConfigDict, Field

from bot.answers.articles import Section, plain
from bot.answers.grounding import AIM, Length, Piece, extract, joined, parts, pertinent, says
from bot.answers.hinges import GLUE, HINGES, LEANING, LIMITS
from bot.answers.proposals import impersonal
from bot.answers.search import Hit
from bot.answers.words import LANGUAGES, stem, words
from bot.texts import banned
from bot.types.model import Model, Prompt

SECTIONS = 2
"""Sections of the article that the model may choose from: the one that answers, and the first of the others."""
LETTERS = 2_500
"""Characters of them that it is shown at most."""
MOST = 12
"""Sentences that it may choose."""
LONGEST_REWRITE = 200
"""Characters of a question that was made to stand alone."""

_NAMES = {"en": "English", "de": "German", "es": "Spanish", "fr": "French"}
_TONES = {"formal": "Address the customer formally. ", "informal": "Address the customer informally. ", "": ""}

_CHOOSE = """You help a support desk. You are shown sentences of an article, each behind its number, and a customer's
question. Reply with the numbers of the sentences that answer it, as few as will do. They are said to the customer word
for word: with a sentence choose those that limit it (conditions, exceptions). What is known of the customer tells which
sentences apply to them. If none answers, reply with an empty list."""

_TRANSLATE = """You help a support desk. You are shown sentences of an article, each behind its number, and a customer's
question. Choose the sentences that answer it, as few as will do, and the first one always. With a sentence choose those
that limit it (conditions, exceptions). What is known of the customer tells which sentences apply to them. Reply with
each number and a translation of its sentence: complete, with every condition, limit and negation; numbers, amounts,
names and addresses as they are; nothing added; plain text, no formats. If none answers, reply with an empty list."""

_REWRITE = """A customer's message leans on what was said before. Write the question that they mean so that it stands
alone, in the customer's language, using only words of the message, the earlier question and the article's title.
Answer nothing."""

_EXACT = re.compile(
    r"[a-z][a-z0-9+.-]*://\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?|"
    r"[€$£¥]?\s?\d[\d.,:/–-]*\d?\s?[%€$£¥°]?|\b\w*\d\w*\b|[€$£¥%°#@&=+~^]",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\[\]<>`|{}\\]|\*\*|__|\A\s*(?:[#>*+-]|\d+[.)])\s|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e]")
_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
                             "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "…": "..."})  # fmt: skip


class Chosen(BaseModel):
    """The numbers of the sentences that answer."""

    model_config = ConfigDict(extra="forbid")

    sentences: list[int] = Field(max_length=MOST)


class Translation(BaseModel):
    model_config = ConfigDict(extra="forbid")

    number: int
    text: str = Field(min_length=1, max_length=400)


class Translated(BaseModel):
    """The sentences that answer, in the customer's language."""

    model_config = ConfigDict(extra="forbid")

    sentences: list[Translation] = Field(max_length=MOST)


class Rewritten(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: str = Field(min_length=3, max_length=LONGEST_REWRITE)


@dataclass(frozen=True, slots=True)
class _Line:
    """What the model may choose under one number."""

    section: Section
    piece: Piece


def compose(
    model: Model, hit: Hit, question: str, *, language: str, tone: str = "", length: Length = "normal",
    names: Sequence[str] = (), facts: Sequence[tuple[str, str]] = (), translated: bool = False,
) -> str | None:  # fmt: skip
    """Return the sentences that a model chose as Markdown; None where the extractive answer is to be given.

    No model is asked where steps, a table or code answer: those stay whole. In another language than the article's
    one is asked only where a person reads the answer before it is sent (`translated`), and then it translates.
    `names` are taken out of the question, with what looks like an address or a number of the customer's. `facts`
    are what is remembered of the customer that may decide which sentences apply ("plan", "Plus").
    """
    lang = hit.article.lang
    own_words = extract(hit, question, length=length)
    if not _prose(own_words) or {lang, language} - LANGUAGES.keys() or (lang != language and not translated):
        return None
    lines = _offered(hit, SECTIONS if lang == language else 1)
    if not lines:
        return None
    aim = AIM.get(length, 2 * AIM["normal"])
    choice = _Choice(hit, own_words, frozenset(pertinent(own_words, hit, question)), lines, 2 * aim)
    data = (
        ("article", _shown(lines)),
        *((("known of the customer", "; ".join(f"{name}: {value}" for name, value in facts)),) if facts else ()),
        ("question", impersonal(question, names)),
    )
    briefly = f"At most {aim} words."
    if lang != language:
        manner = f"Write {_NAMES[language]}. {_TONES.get(tone, '')}{briefly}"
        draft = model.ask(Prompt("answer", _TRANSLATE, data, manner), Translated, _checker(choice, language))
        return _in_order(draft) if draft and draft.sentences else None
    chosen = model.ask(Prompt("answer", _CHOOSE, data, briefly), Chosen, choice.fault)
    return choice.text(choice.whole(chosen.sentences)) if chosen and chosen.sentences else None


def standalone(model: Model, question: str, before: str, title: str, lang: str) -> str | None:
    """Return a question that leans on the one before it, made to stand alone; for searching, never shown.

    Its words are the customer's and the title's, so that nobody is answered a question they did not ask.
    """
    allowed = {stem(lang, word) for text in (question, before, title) for word in words(text)} | GLUE.get(lang, set())

    def wrong(said: Rewritten) -> str:
        found = [word for word in words(said.question) if word not in GLUE.get(lang, ())]
        if not all(stem(lang, word) in allowed for word in found):
            return "a word that nobody has said"
        return "" if set(found) & set(words(question)) else "nothing of the message is in it"

    data = (("title", title), ("earlier question", impersonal(before, ())), ("message", impersonal(question, ())))
    reply = model.ask(Prompt("rewrite", _REWRITE, data), Rewritten, wrong)
    return reply.question if reply else None


def _prose(text: str) -> bool:
    """Whether a text is paragraphs alone: no list, table, code or quote that must stay whole."""
    lines = (line for line in text.split("\n") if line.strip())
    return bool(text.strip()) and not any(re.match(r"\s*(?:[-*+>|]|\d+[.)]|```|~~~|#)|\s{4}", line) for line in lines)


# --- what may be chosen ----------------------------------------------------------------------------


def _offered(hit: Hit, most: int) -> list[_Line]:
    """Return the sentences of the section that answers and of others, as far as there is room; none without its own."""
    lines: list[_Line] = []
    room, sections = LETTERS, 0
    for section in (hit.section, *(one for one in hit.article.sections if one != hit.section)):
        pieces = parts(section) if section else []
        size = sum(len(piece.text) for piece in pieces)
        if section is None or (section is hit.section and not 0 < size <= room):
            return []
        if 0 < size <= room and sections < most:
            room, sections = room - size, sections + 1
            lines += [_Line(section, piece) for piece in pieces]
    return lines


def _shown(lines: Sequence[_Line]) -> str:
    """Return the sentences as the model reads them: headings, and a number before each."""
    shown: list[str] = []
    for number, line in enumerate(lines, 1):
        if number == 1 or line.section != lines[number - 2].section:
            shown.append(line.section.heading)
        shown.append(f"[{number}] {line.piece.text if line.piece.whole else plain(line.piece.text)}")
    return "\n".join(filter(None, shown))


@dataclass(frozen=True, slots=True)
class _Choice:
    """What was offered of an article, and what may be said of it. Sentences are numbered from 1."""

    hit: Hit
    own_words: str
    """The extractive answer."""
    bearing: frozenset[str]
    """Its sentences that bear most on the question."""
    lines: Sequence[_Line]
    longest: int
    """Words that an answer may have, where the extractive one has no more."""

    def fault(self, chosen: Chosen) -> str:
        """Return what is wrong with a choice, in words that quote nobody; "" when it can be said."""
        return self.wrong(chosen.sentences, lambda: self.text(self.whole(chosen.sentences)))

    def wrong(self, numbers: Collection[int], text: Callable[[], str]) -> str:
        """Return what is wrong with these sentences, said in this text; "" when nothing is."""
        if not all(0 < number <= len(self.lines) for number in numbers):
            return "it names a sentence that was not given"
        if not numbers:
            return ""  # nothing answers, it says
        said, forbidden = text(), self.hit.article.must_not_say
        if len(said.split()) > max(self.longest, len(self.own_words.split())):
            return "it is too long"
        if any(says(said, phrase) and not says(self.own_words, phrase) for phrase in forbidden):
            return "it says what the article says must not be said"
        return ""

    def whole(self, numbers: Collection[int]) -> list[int]:
        """Return the numbers, in order, with those of the sentences that these may not be said without."""
        kept = {1, *numbers, *(number for number in range(1, len(self.lines) + 1) if self._never_left_out(number))}
        sections = [self.lines[number - 1].section for number in kept]
        kept |= {n for n, line in enumerate(self.lines, 1) if line.section in sections and self._must_be_said(line)}
        for number in range(2, len(self.lines) + 1):
            if number - 1 in kept and self._limits_the_one_before(number):
                kept.add(number)
        for number in range(len(self.lines), 1, -1):
            if number in kept and self._leans(number):
                kept.add(number - 1)
        return sorted(kept)

    def text(self, numbers: Collection[int]) -> str:
        """Return sentences as Markdown; those of another section under its heading, without which they say too much."""
        paragraphs: list[str] = []
        for section, lines in groupby((self.lines[number - 1] for number in numbers), key=lambda line: line.section):
            said = joined(line.piece for line in lines)
            paragraphs.append(said if section == self.hit.section else f"**{_heading(self.hit, section)}**\n\n{said}")
        return "\n\n".join(paragraphs)

    def _never_left_out(self, number: int) -> bool:
        """Whether the extractive answer answers or limits itself by a sentence."""
        line = self.lines[number - 1]
        if line.section != self.hit.section:
            return False
        return line.piece.text in self.bearing or (self._limits(line) and line.piece.text in self.own_words)

    def _must_be_said(self, line: _Line) -> bool:
        return any(says(line.piece.text, phrase) for phrase in self.hit.article.must_say)

    def _limits(self, line: _Line) -> bool:
        return any(HINGES[self.hit.article.lang].get(word) in LIMITS for word in words(line.piece.text))

    def _begins_with_a_limit(self, line: _Line) -> bool:
        """Whether a sentence only says of another one where it does not hold: "Not if a screw is missing."."""
        first = next((HINGES[self.hit.article.lang].get(word) for word in words(line.piece.text)), None)
        return first in LIMITS and not (first == "if" and "," in line.piece.text)  # "if it is late, call us" is whole

    def _limits_the_one_before(self, number: int) -> bool:
        """Whether a sentence limits what its paragraph says just before it: "Not if a screw is missing."."""
        before, line = self.lines[number - 2], self.lines[number - 1]
        together = before.section == line.section and before.piece.block == line.piece.block
        return together and self._limits(line)

    def _leans(self, number: int) -> bool:
        """Whether a sentence says nothing, or something else, without the one before it: "It costs €19."."""
        before, line = self.lines[number - 2], self.lines[number - 1]
        if before.section != line.section:
            return False
        introduced = before.piece.text.rstrip().endswith(":")
        return (
            introduced
            or self._begins_with_a_limit(line)
            or not LEANING[self.hit.article.lang].isdisjoint(words(line.piece.text))
        )


def _heading(hit: Hit, section: Section) -> str:
    return plain(section.heading or hit.article.title)


# --- a translation, for a person to read -----------------------------------------------------------


def _checker(choice: _Choice, language: str) -> Callable[[Translated], str]:
    """Return what says what is wrong with a translation; "" for one that a person may be shown."""

    def fault(draft: Translated) -> str:
        numbers = [one.number for one in draft.sentences]
        text = _in_order(draft)
        if wrong := choice.wrong(numbers, lambda: text):
            return wrong
        if numbers and set(choice.whole(numbers)) - set(numbers):
            return f"sentences {choice.whole(numbers)} belong together"
        if len(set(numbers)) < len(numbers):
            return "it says the same twice"
        for one in draft.sentences:
            if wrong := _translation_fault(one.text, plain(choice.lines[one.number - 1].piece.text)):
                return f"sentence {one.number}: {wrong}"
        return "it says what our tone leaves out" if banned(language, text) else ""

    return fault


def _in_order(draft: Translated) -> str:
    return " ".join(one.text.strip() for one in sorted(draft.sentences, key=lambda one: one.number))


def _translation_fault(text: str, source: str) -> str:
    """Numbers, amounts, signs, addresses and codes stand in the source as they stand in the sentence."""
    if _MARKS.search(text):
        return "it holds formats, tags or marks"
    held = {_exact(found) for found in _EXACT.findall(source.translate(_TYPOGRAPHY))}
    said = {_exact(found) for found in _EXACT.findall(text.translate(_TYPOGRAPHY))} - {""}
    return "" if said <= held else "a number, sign, address or code is not in what it translates"


def _exact(found: str) -> str:
    return re.sub(r"\s", "", found).rstrip(".,:/-").casefold()
