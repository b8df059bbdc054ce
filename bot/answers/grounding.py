"""Quote a section: its own sentences, cut to those that answer. Nothing here writes a word of its own.

Lists of steps, tables and code stay whole, and the first sentence, which is the direct answer, always stays.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, islice
from typing import Literal

from bot.answers.articles import Article, Section, blocks
from bot.answers.search import Hit
from bot.answers.sought import asks_price, limits, tells
from bot.answers.synonyms import pairs_in, same_as
from bot.answers.words import light_words, stem, stop_words, words

Length = Literal["short", "normal", "detailed"]

AIM = {"short": 30, "normal": 60}
"""Words a quote should have at most; a list of steps, a table or code that answers may be longer."""

LONGEST_LINE = 5_000
"""Characters above which a line loses its brackets instead of being read for links: none is meant to be so long."""

_NO_MARKS = str.maketrans("[]()<>", "      ")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+[^()]*)?\)"
)
_REFERENCE = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.)*)\]\[[^\[\]]*\]")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s.*$", re.MULTILINE)
_AUTOLINK = re.compile(r"<((?!https?://)[a-z][a-z0-9+.-]*:[^<>\s]*)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\"'”’»)*_]*\s+(?=[\"'“‘«(*_\[`]*[^\W\d_a-zà-öø-ÿ]|[\"'“‘«(*_\[`]*\d)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|no|mr|mrs|ms|dr|st|vs|z\.B|bzw|ca|Nr|p\.ex|Sr|Sra)|\b[^\W\d_]|"
    r"(?:^|\b(?:am|im|beim|zum|zur|vom|von|bis|ab|seit|der|die|das|dem|den|des|jede[mnrs]?) )\d{1,2})\.$",
    re.IGNORECASE,
)
"""Also a number that is in a row, "2. Close it", and a German ordinal, "im 3. Stock"; "It costs €5." is a sentence."""

_ITEM = re.compile(r"\n[ ]{0,3}(?:[-*+]|\d{1,3}[.)])\s+")
_ELSE = re.compile(
    r"\b(?:(?:everything|anything|all) else|all (?:the )?others?|the rest|alles (?:andere|übrige)|alle anderen|"
    r"todo lo demás|tod[oa]s l[oa]s demás|el resto|tout le reste|tous les autres|toutes les autres)\b",
    re.IGNORECASE,
)
"""What a rule leaves out is half an answer without what it does not: "Everything else can come back"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or a block that is quoted whole or not at all."""

    text: str
    block: int
    whole: bool
    steps: bool


def extract(hit: Hit, question: str, *, length: Length = "normal", picked: bool = False) -> str:
    """Return the hit's section as Markdown, cut to what answers; empty for an article without text.

    `picked`: the customer chose the article by its title. Where no word of the question then says which sentences
    answer, those that come first are given, as far as there is room, and not the first alone.

    Every sentence is the author's, unchanged but for links, of which those that are not absolute http(s) become their
    words, and for the line breaks of an editor that wraps.
    `detailed` gives the whole section. Sentences that say what the article `must_say` are never cut out. What another
    section leaves out of the rule is said, too, where it names what is asked about.
    """
    if hit.section is None:
        return ""
    quote = _cut(hit.section, hit, question, length=length, picked=picked)
    return "\n\n".join([quote, *_left_out(hit, question)])


def _left_out(hit: Hit, question: str) -> list[str]:
    """Return what other sections leave out of the article's rule, where it names what a question is about.

    "Made-to-order sofas cannot be returned" belongs to how a sofa is returned, and not to how a lamp is.
    """
    if hit.section is None or limits(hit.section.heading):
        return []
    article, lang = hit.article, hit.article.lang
    told = (article.title, *(section.heading for section in article.sections), hit.section.text)
    named = (
        _meant(replace(hit, section=None), question) - _light(lang) - {stem(lang, w) for t in told for w in words(t)}
    )
    firsts = [gist(section) for section in article.sections if limits(section.heading)]
    return [first for first in firsts if not named.isdisjoint(stem(lang, word) for word in words(first))]


def _cut(section: Section, hit: Hit, question: str, *, length: Length, picked: bool) -> str:
    text = _without_links(section.text)
    if length == "detailed" or len(text.split()) <= AIM[length]:
        return text
    pieces = _pieces(text)
    if not pieces:
        return text
    scores = _scores(pieces, hit, question)
    kept = _choose(pieces, scores, AIM[length], short=length == "short")
    if picked and len(kept) == 1 and max(scores) <= 0:
        kept |= _first_that_fit(pieces, AIM[length] - _length(pieces[0]))
    if asks_price(question) and not any(tells(pieces[n].text, "price") for n in kept):
        kept |= set(islice((n for n, piece in enumerate(pieces) if tells(piece.text, "price")), 1))
    kept |= {n for n, piece in enumerate(pieces) if any(says(piece.text, words) for words in hit.article.must_say)}
    if limits(section.heading):
        kept |= {n for n, piece in enumerate(pieces) if _ELSE.search(piece.text)}
    return joined([piece for n, piece in enumerate(pieces) if n in kept])


def says(text: str, words: str) -> bool:
    """Return whether a text holds these words as they stand, but for blanks, capitals and emphasis."""
    return " ".join(words.casefold().split()) in " ".join(text.replace("*", "").casefold().split())


def bears_on(hit: Hit, question: str) -> bool:
    """Return whether a hit's section holds a word that the question is about, or one of the same meaning."""
    lang = hit.article.lang
    meant = _meant(replace(hit, section=None), question)
    asked = frozenset(term for term in meant if term not in _light(lang)) or meant
    held = {stem(lang, word) for word in words(f"{_heading(hit.section)} {hit.section.text if hit.section else ''}")}
    return not asked.isdisjoint(held)


def section_holding(article: Article, told: str, question: str) -> Section | None:
    """Return the section of an article, other than the one told, that holds every word a message is about.

    Words of the article's title and of the heading told name no other section. One whose heading holds them comes
    first; None where none, or only a part of the words, stands in one section.
    """
    lang = article.lang
    known = {stem(lang, word) for word in words(f"{article.title} {told}")}
    about = {stem(lang, word) for word in words(question) if word not in stop_words(lang)} - _light(lang) - known
    others = [section for section in article.sections if section.heading != told] if about else []
    headings = {section.heading: {stem(lang, word) for word in words(section.heading)} for section in others}
    held = [one for one in others if about <= headings[one.heading] | {stem(lang, word) for word in words(one.text)}]
    said = set(words(question))  # "open" is nearer to "is open" than to "can be opened"
    return max(
        held, key=lambda one: (len(about & headings[one.heading]), len(said & set(words(one.text)))), default=None
    )


def pertinent(quote: str, hit: Hit, question: str) -> list[str]:
    """Return the sentences of a quote from a hit that bear most on a question; none where none does."""
    meant = _meant(hit, question) - _light(hit.article.lang)
    scored = [(_bearing(piece, meant, hit.article.lang), piece.text) for piece in _pieces(quote) if not piece.whole]
    most = max((score for score, _ in scored), default=0)
    return [text for score, text in scored if score == most] if most else []


def bearing_most(quote: str, hit: Hit, question: str) -> str:
    """Return what of a quote bears most on a question: sentences, items of its lists, rows of its tables; "" for none.

    A sentence beside a table only leads to it: where no row bears on the question, the table as a whole does.
    """
    meant = _meant(hit, question) - _light(hit.article.lang)
    pieces = _pieces(quote)
    scored = [(_bearing(part, meant, hit.article.lang), part) for piece in pieces for part in _parts(piece)]
    most = max((score for score, _ in scored), default=0)
    found = [part for score, part in scored if score == most] if most else []
    if any(_is_table(piece) for piece in pieces) and not any(part.whole for part in found):
        return ""
    heads = {piece.block: replace(piece, text=_head(piece)) for piece in pieces if _is_table(piece)}
    blocks_found = [list(group) for _, group in groupby(found, key=lambda part: part.block)]
    return "\n\n".join(
        "\n".join(part.text for part in (heads[group[0].block], *group)) if group[0].whole else joined(group)
        for group in blocks_found
    )


def _parts(piece: Piece) -> list[Piece]:
    """Return a piece's items without their marks, or its rows below the head; else the piece itself."""
    lines = piece.text.split("\n")
    if _is_table(piece):
        return [replace(piece, text=line) for line in lines[2:]]
    items = [item.strip() for item in _ITEM.split(f"\n{piece.text}") if item.strip()] if piece.whole else []
    own = [replace(piece, text=item, whole=False) for item in items]
    return own if _ITEM.match(f"\n{lines[0]}") else [replace(piece, whole=False)]


def _head(table: Piece) -> str:
    return "\n".join(table.text.split("\n")[:2])


def _is_table(piece: Piece) -> bool:
    return piece.whole and piece.text.lstrip().startswith("|")


@lru_cache(maxsize=8)
def _light(lang: str) -> frozenset[str]:
    return frozenset(stem(lang, word) for word in light_words(lang))


def gist(section: Section) -> str:
    """Return the first sentence of a section, which is its direct answer; all of a section without sentences."""
    pieces = parts(section)
    return pieces[0].text if pieces else section.text


def parts(section: Section) -> list[Piece]:
    """Return a section's sentences, and its blocks that are quoted whole or not at all, in order."""
    return _pieces(_without_links(section.text))


def _without_links(text: str) -> str:
    """Return Markdown outside code with relative and odd links as their words, images and tags dropped to text.

    What an editor wrapped is one line again.
    """
    lines, tokens = text.split("\n"), blocks(text)
    code = {n for t in tokens if t.type in ("fence", "code_block") and t.map for n in range(*t.map)}
    wrapped = {n for t in tokens if t.type == "paragraph_open" and t.map for n in _wrapped(lines, *t.map)}
    shown: list[tuple[str, bool]] = []
    for number, line in enumerate(lines):
        if number in wrapped:
            shown[-1] = (f"{shown[-1][0].rstrip()} {line.lstrip()}", False)
        else:
            shown.append((line, number in code))
    return "\n".join(line if is_code else _plain_links(line) for line, is_code in shown).strip()


LEAST_WRAPPED = 50
"""Characters of a paragraph's longest line from which its lines may have been broken where they were full."""


def _wrapped(lines: Sequence[str], start: int, end: int) -> Iterator[int]:
    """Yield the lines of a paragraph that go on from the one before, which was only full: a chat would break there.

    A line that is broken before it is full, as an address is, or that ends in a break of Markdown's, stays one.
    """
    width = max(map(len, lines[start:end]))
    if width < LEAST_WRAPPED or lines[start].lstrip().startswith(">"):
        return
    for number in range(start + 1, end):
        before, first = lines[number - 1], lines[number].split()[:1]
        full = bool(first) and len(before) + 1 + len(first[0]) > width
        if full and not before.endswith(("  ", "\\")):
            yield number


def _plain_links(line: str) -> str:
    if len(line) > LONGEST_LINE:
        return line.translate(_NO_MARKS)
    line = _DEFINITION.sub("", line)
    line = _LINK.sub(_link, line)
    line = _REFERENCE.sub(r"\2", line)
    return _TAG.sub("", _AUTOLINK.sub(r"\1", line))


def _link(match: re.Match[str]) -> str:
    image, words_of_link, target = match.groups()
    if not image and re.match(r"https?://[^\s/]", target, re.IGNORECASE):
        return f"[{words_of_link}]({target})"
    return str(words_of_link)


def _pieces(text: str) -> list[Piece]:
    """Return the sentences and whole blocks of a section in order."""
    lines = text.split("\n")
    pieces: list[Piece] = []
    for number, token in enumerate(t for t in blocks(text) if t.level == 0 and t.map and t.nesting >= 0):
        start, end = token.map or (0, 0)
        block = "\n".join(lines[start:end]).strip("\n")
        if not block.strip():
            continue
        if token.type == "paragraph_open":
            pieces += [Piece(sentence, number, False, False) for sentence in sentences(block)]
        else:
            pieces.append(Piece(block, number, True, token.type == "ordered_list_open"))
    return pieces


def sentences(paragraph: str) -> list[str]:
    """Return a paragraph's sentences, unchanged; joined by blanks they are the paragraph."""
    found: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(paragraph):
        closing = end.group().rstrip()
        # Only the last letters are looked at: a text of nothing but initials must not be copied at each of them.
        if not _ABBREVIATION.search(paragraph[max(start, end.start() - 16) : end.start()] + closing):
            found.append(paragraph[start : end.start()] + closing)
            start = end.end()
    return [*found, paragraph[start:]] if paragraph[start:].strip() else found


def _meant(hit: Hit, question: str) -> frozenset[str]:
    """Return the stems the question is about, words of the same meaning included, without those of the heading."""
    lang = hit.article.lang
    stop = stop_words(lang)
    asked = [stem(lang, word) for word in words(question)]
    meant = {stem(lang, word) for word in words(question) if word not in stop}
    for term in tuple(meant):
        meant |= same_as(lang, term)
    for _, _, others in pairs_in(lang, asked):
        meant.update(others)
    # What the whole section is about tells its sentences apart no better than `the` does.
    told = {stem(lang, word) for word in words(_heading(hit.section))}
    return frozenset(meant - told) or frozenset(meant)


def _heading(section: Section | None) -> str:
    return section.heading if section else ""


def _scores(pieces: list[Piece], hit: Hit, question: str) -> list[int]:
    """Return how many of the words the question is about each piece holds."""
    meant = _meant(hit, question)
    return [_bearing(piece, meant, hit.article.lang) for piece in pieces]


def _choose(pieces: list[Piece], scores: list[int], aim: int, *, short: bool) -> set[int]:
    """Return which pieces are quoted: the first, the steps, then what bears most on the question."""
    kept = {0}
    room = aim - _length(pieces[0])
    for number, piece in enumerate(pieces):
        # Steps are the answer wherever they follow its first sentence.
        if piece.steps and number and piece.block <= 1 and number not in kept:
            kept.add(number)
            room -= _length(piece)
    for number in sorted(range(len(pieces)), key=lambda n: (-scores[n], n)):
        piece = pieces[number]
        if number in kept or scores[number] <= 0:
            continue
        if piece.whole and not short and scores[number] >= 1:
            kept |= {number} | _lead_in(pieces, number)
            room -= _length(piece)
        elif _length(piece) <= room:
            kept.add(number)
            room -= _length(piece)
    return kept


def _first_that_fit(pieces: list[Piece], room: int) -> set[int]:
    """Return what follows the first piece, sentence by sentence, as far as there is room."""
    kept: set[int] = set()
    for number, piece in enumerate(pieces[1:], 1):
        if piece.whole or _length(piece) > room:
            break
        kept.add(number)
        room -= _length(piece)
    return kept


def _lead_in(pieces: list[Piece], number: int) -> set[int]:
    """A list or table is introduced by the sentence before it when that ends in a colon."""
    before = number - 1
    return {before} if before >= 0 and pieces[before].text.rstrip().endswith(":") else set()


def _bearing(piece: Piece, meant: frozenset[str], lang: str) -> int:
    return len({stem(lang, word) for word in words(piece.text)} & meant)


def _length(piece: Piece) -> int:
    return len(piece.text.split())


def joined(pieces: Iterable[Piece]) -> str:
    """Return pieces of one section as Markdown: what stood in a paragraph with the one before stands there again."""
    paragraphs = groupby(pieces, key=lambda piece: piece.block)
    return "\n\n".join(" ".join(piece.text for piece in paragraph) for _, paragraph in paragraphs)
