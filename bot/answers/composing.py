"""An answer in a language model's arrangement of the article's own words, or None. Every sentence is checked by code.

The model may choose sentences, join, shorten and address the customer. It may add nothing: each sentence names its
source and quotes it; its words, numbers, addresses and their order must be found in the quoted sentences, and what
turns a meaning there (not, only, if, until …) must be in it too. So a sentence that passes says no more than the
article does, whoever wrote it. Whatever fails is no answer, and the extractive one goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pydantic import BaseModel, ConfigDict, Field

from bot.answers.articles import Section, plain
from bot.answers.grounding import AIM, Length, extract, sentences
from bot.answers.hinges import GLUE, HINGES, SPEAKERS
from bot.answers.proposals import impersonal
from bot.answers.search import Hit
from bot.answers.words import LANGUAGES, fold, stem, words
from bot.texts import banned
from bot.types.model import Model, Prompt

SOURCES = 4
"""Sections of the article that the model is shown, the one that answers first."""
LETTERS = 6_000
"""Characters of sources that it is shown at most."""
KEPT = 2 / 3
"""Share of the quoted sentences' words with meaning that a sentence must keep: what is dropped may be a condition."""
ORDERED = 0.8
"""Share of a sentence's words with meaning in the source's order at least: `from A to B` is not `from B to A`."""
LONGEST_REWRITE = 200
"""Characters of a question that was made to stand alone."""

_NAMES = {"en": "English", "de": "German", "es": "Spanish", "fr": "French"}
_TONES = {"formal": "Address the customer formally.", "informal": "Address the customer informally.", "": ""}

_ANSWER = """You help a support desk. Answer the customer's question from the sources alone, in {language}.
{tone} Use at most {aim} words. Begin with the sentence that answers.
For each sentence give the ids of its sources and a quote: one or two whole sentences copied from the source letter for
letter, from which the sentence is made. Use the source's own words in the source's order. You may leave out words that
do not bear on the question and address the customer; add no word, number, name, link, promise or offer of your own.
Keep every condition, limit and negation. What is known of the customer tells which sentences apply to them; it is no
source. Write plain text without formats. No greeting, no closing line, nothing said
about yourself. If the sources do not answer the question, give answerable false and no sentences."""

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


class Sentence(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=400)
    source_ids: list[str] = Field(min_length=1, max_length=3)
    quote: str = Field(min_length=1, max_length=800)


class Reply(BaseModel):
    """What the model answers with."""

    model_config = ConfigDict(extra="forbid")

    answerable: bool
    sentences: list[Sentence] = Field(max_length=8)


class Rewritten(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: str = Field(min_length=3, max_length=LONGEST_REWRITE)


@dataclass(frozen=True, slots=True)
class _Material:
    """One source as checked against."""

    id: str
    lang: str
    heading: str
    said: tuple[str, ...]
    """Its sentences, as plain text on one line each."""


def compose(
    model: Model, hit: Hit, question: str, *, language: str, tone: str = "", length: Length = "normal",
    names: Sequence[str] = (), facts: Sequence[tuple[str, str]] = (), translated: bool = False,
) -> str | None:  # fmt: skip
    """Return an answer in the model's arrangement; None where the extractive one is to be given.

    No model is asked where steps, a table or code answer: those stay whole. In another language than the article's
    there is nothing to check words by, so only `translated` (a person reads it before it is sent) lets that through.
    `names` are taken out of the question, with what looks like an address or a number of the customer's. `facts`
    are what is remembered of the customer that may decide which sentences apply ("plan", "Plus"): no source, so
    nothing can be said from them.
    """
    lang = hit.article.lang
    own_words = extract(hit, question, length=length)
    if hit.section is None or lang not in LANGUAGES or language not in LANGUAGES or not _prose(own_words):
        return None
    if lang != language and not translated:
        return None
    material = _material(hit)
    prompt = Prompt("answer", _instructions(language, tone, length), (
        ("question", impersonal(question, names)),
        *((("known of the customer", "; ".join(f"{name}: {value}" for name, value in facts)),) if facts else ()),
        *((f"source {one.id}", f"{one.heading}\n\n{' '.join(one.said)}") for one in material),
    ))  # fmt: skip
    lead = next(iter(_said(own_words)), "")
    reply = model.ask(prompt, Reply, lambda said: faults(said, material, hit, own_words, lead, language, length))
    if reply is None or not reply.answerable:
        return None
    return " ".join(one.text.strip() for one in reply.sentences)


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

    data = (("message", impersonal(question, ())), ("earlier question", impersonal(before, ())), ("title", title))
    reply = model.ask(Prompt("rewrite", _REWRITE, data), Rewritten, wrong)
    return reply.question if reply else None


def _instructions(language: str, tone: str, length: Length) -> str:
    return _ANSWER.format(language=_NAMES[language], tone=_TONES.get(tone, ""), aim=AIM.get(length, 2 * AIM["normal"]))


def _prose(text: str) -> bool:
    """Whether a text is paragraphs alone: no list, table, code or quote that must stay whole."""
    lines = (line for line in text.split("\n") if line.strip())
    return bool(text.strip()) and not any(re.match(r"\s*(?:[-*+>|]|\d+[.)]|```|~~~|#)|\s{4}", line) for line in lines)


def _material(hit: Hit) -> tuple[_Material, ...]:
    """Return the article's sections, the one that answers first, as the model is shown them."""
    found: list[_Material] = []
    room = LETTERS
    sections: Iterable[Section | None] = (hit.section, *(one for one in hit.article.sections if one != hit.section))
    for section in sections:
        said = _said(section.text) if section else []
        size = sum(map(len, said))
        if section is None or not said or size > room or len(found) == SOURCES:
            continue
        room -= size
        heading = section.heading or hit.article.title
        found.append(_Material(f"s{len(found) + 1}", hit.article.lang, heading, tuple(said)))
    return tuple(found)


def _said(text: str) -> list[str]:
    """Return the sentences of a section as plain text: links and marks become their words."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+|]|\d+[.)])\s?)", text))
    return [plain(one) for paragraph in paragraphs for one in sentences(paragraph) if plain(one)]


# --- the verifier ----------------------------------------------------------------------------------


def faults(
    reply: Reply, material: Sequence[_Material], hit: Hit, own_words: str, lead: str, language: str, length: Length
) -> str:
    """Return what is wrong with a reply, in words that quote nobody; "" when every sentence is the article's."""
    if not reply.answerable:
        return "it has sentences, and says that there is no answer" if reply.sentences else ""
    if not reply.sentences:
        return "it has no sentences"
    known = {one.id: one for one in material}
    for number, sentence in enumerate(reply.sentences, 1):
        if wrong := _fault(sentence, known, language):
            return f"sentence {number}: {wrong}"
    return _whole_fault(reply, hit, own_words, lead, length)


def _whole_fault(reply: Reply, hit: Hit, own_words: str, lead: str, length: Length) -> str:
    text = " ".join(sentence.text for sentence in reply.sentences)
    quoted = _normal(" ".join(sentence.quote for sentence in reply.sentences))
    if len(text.split()) > 2 * AIM.get(length, 2 * AIM["normal"]):
        return "it is too long"
    if len({_normal(sentence.text) for sentence in reply.sentences}) < len(reply.sentences):
        return "it says the same twice"
    if lead and _normal(lead) not in quoted:
        return "the sentence that answers is not quoted"
    if banned(hit.article.lang, text) and not banned(hit.article.lang, own_words):
        return "it says what our tone leaves out"
    if any(_normal(phrase) in _normal(text) for phrase in hit.article.must_not_say):
        return "it says what the article says must not be said"
    if any(_normal(one) in _normal(own_words) and _normal(one) not in _normal(text) for one in hit.article.must_say):
        return "it leaves out what the article says must be said"
    return ""


def _fault(sentence: Sentence, known: dict[str, _Material], language: str) -> str:
    """Return what is wrong with one sentence."""
    if any(one not in known for one in sentence.source_ids):
        return "it names a source that was not given"
    if _MARKS.search(sentence.text):
        return "it holds formats, tags or marks"
    quote = _normal(sentence.quote)
    holding = [known[one] for one in sentence.source_ids if quote and quote in _normal(" ".join(known[one].said))]
    if not holding:
        return "its quote is not in its source"
    touched = _touched(holding[0], quote)
    if missing := _exact_fault(sentence.text, " ".join(touched)):
        return missing
    if language != holding[0].lang:
        return ""  # a person reads it before it is sent
    return _wording_fault(sentence.text, touched, holding[0])


def _touched(source: _Material, quote: str) -> tuple[str, ...]:
    """Return the whole sentences of a source that a quote reaches into: half a sentence may hide a condition."""
    starts, text = [], ""
    for one in source.said:
        text += (" " if text else "") + _normal(one)
        starts.append((len(text) - len(_normal(one)), len(text), one))
    at = text.find(quote)
    return tuple(one for start, end, one in starts if start < at + len(quote) and at < end)


def _exact_fault(text: str, source: str) -> str:
    """Numbers, amounts, signs, addresses and codes stand in the source as they stand in the sentence."""
    held = {_exact(found) for found in _EXACT.findall(source.translate(_TYPOGRAPHY))}
    for found in _EXACT.findall(text.translate(_TYPOGRAPHY)):
        if _exact(found) and _exact(found) not in held:
            return "a number, sign, address or code is not in what it quotes"
    return ""


def _exact(found: str) -> str:
    return re.sub(r"\s", "", found).rstrip(".,:/-").casefold()


def _wording_fault(text: str, touched: Sequence[str], source: _Material) -> str:
    """Its words are the quoted sentences', in their order, with whatever turns their meaning."""
    lang = source.lang
    said, base = words(text.translate(_TYPOGRAPHY)), [w for one in touched for w in words(one.translate(_TYPOGRAPHY))]
    if not set(said) & SPEAKERS[lang] <= set(base):
        return "it speaks for the company where its source does not"
    hinges = HINGES[lang]
    turned, meant = ({hinges[word] for word in some if word in hinges} for some in (said, base))
    if turned != meant:
        return "a condition, a limit or a negation of what it quotes was added or left out"
    mine, theirs = _meaning(lang, said), _meaning(lang, base)
    named = {stem(lang, word) for word in words(source.heading)}
    if not mine or not set(mine) <= set(theirs) | named:
        return "it says words that are not in what it quotes"
    if len(set(mine) & set(theirs)) < KEPT * len(set(theirs)):
        return "it leaves out too much of what it quotes"
    counted = [word for word in mine if word in set(theirs)]
    if _in_order(counted, theirs) < ORDERED * len(counted):
        return "its words stand in another order than in what it quotes"
    return ""


def _meaning(lang: str, said: Iterable[str]) -> list[str]:
    """Return the stems of the words that claim something, in order."""
    return [stem(lang, word) for word in said if word not in GLUE[lang] and word not in HINGES[lang]]


def _in_order(some: Sequence[str], others: Sequence[str]) -> int:
    """Return the length of the longest common subsequence."""
    row = [0] * (len(others) + 1)
    for word in some:
        row = _next_row(row, word, others)
    return row[-1]


def _next_row(row: list[int], word: str, others: Sequence[str]) -> list[int]:
    following = [0]
    for (diagonal, above), other in zip(pairwise(row), others, strict=True):
        following.append(diagonal + 1 if word == other else max(above, following[-1]))
    return following


def _normal(text: str) -> str:
    """Return a text as quotes are compared: case, blanks, typographic signs and Markdown's marks do not count."""
    bare = re.sub(r"\*\*|__|[*`]", "", text.translate(_TYPOGRAPHY))
    return " ".join(fold(bare).split())
