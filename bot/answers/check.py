"""`rapport kb check`: what an admin should mend in the articles, each line with file, line and a short code."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from rapidfuzz import process

from bot.answers.articles import Article, Corpus, Problem, anchor_of, blocks, load, plain, source, without_comments
from bot.answers.contradictions import contradictions, same_texts
from bot.answers.grounding import gist, says
from bot.answers.index import Index
from bot.answers.search import search
from bot.answers.words import stem, stop_words, terms
from bot.texts import banned

if TYPE_CHECKING:  # which needs numpy
    from bot.answers.coverage import Weak

MISSING_LANGUAGE = "missing-language"
LONG = 300
"""Words above which a section is too long to be quoted well."""

LONGEST_LINE = 5_000
"""Characters of a line that are looked at: no sentence is longer, and a hostile line must not take minutes."""

MANY = 200
"""Sections of one article above which they are not looked for one by one: each search looks at all of them."""

ANCHORS = 20
"""Headings that are listed where a link leads to none of them."""

_LINK = re.compile(  # possessive: a hostile line of links that are never closed must not take seconds
    r"(!?)\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\]\(\s*+<?([^()\s<>]*+(?:\([^()\s]*+\)[^()\s<>]*+)*+)>?[^()]*+\)"
)
_INLINE_CODE = re.compile(r"(`+)(?:.*?)\1")
_HTML = re.compile(r"</?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
_DIGITS = re.compile(r"(?<![\w.])\d(?:[ -]?\d){12,18}(?![\w]|\.\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_SECRET = re.compile(
    r"xox[abeprs]-[\w-]{10,}|xapp-[\w-]{10,}|\bsk-[\w-]{16,}|\bAKIA[0-9A-Z]{16}\b|\bgh[opsu]_[A-Za-z0-9]{30,}|"
    r"\bglpat-[\w-]{20,}|\bAIza[\w-]{30,}|\b\d{8,10}:[A-Za-z0-9_-]{35}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|"
    r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+|"
    r"(?:api[_-]?key|secret|token|passwor[dt])[\"']?\s*[:=]\s*[\"']?(?=[\w/+-]*\d)(?=[\w/+-]*[a-z])[\w/+-]{16,}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _File:
    """An article's source, front matter included, with the lines that are code."""

    article: Article
    lines: tuple[str, ...]
    code: frozenset[int]
    """Numbers of lines in code blocks, from 1."""
    body: int
    """Number of the first line after the front matter."""
    anchors: frozenset[str]


def check(
    folder: Path, today: date, index: Index | None = None, weak: "Iterable[Weak]" = (),
    variants: Collection[str] | None = None,
) -> list[Problem]:  # fmt: skip
    """Return what is wrong with a folder of articles, by file and line. Raises KnowledgeError when it is missing.

    With an index that knows what the articles mean, an ask or section counts as lost only where meaning does not find
    it either. `weak` are articles that coverage.py found to be so, `variants` those that the policy's rules set; None:
    these are not looked at.
    """
    corpus = load(folder)
    files = {article.path: _source(folder, article) for article in corpus.articles}
    found = list(corpus.problems)
    for file in files.values():
        found += _dates(file.article, file, today)
        found += _long_sections(file.article)
        found += _never_said(file)
        found += _never_served(file, variants) if variants is not None else ()
        found += _content(file)
        found += _tone(file)
        found += _links(folder, file, files)
    found += _duplicates(corpus, files)
    found += contradictions(corpus)
    found += same_texts(corpus)
    found += _languages(corpus, today)
    found += _weak(corpus, files, today, index)
    found += [_weak_article(files[one.path], one) for one in weak if one.path in files and not _for_others(files, one)]
    return sorted(set(found), key=lambda p: (p.path, p.line, p.code, p.message))


def _source(folder: Path, article: Article) -> _File:
    try:
        text = source(folder, article.path).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except (OSError, ValueError):  # gone or changed since it was read a moment ago: the next check will say
        return _File(article, (), frozenset(), 1, frozenset())
    first = 1
    header = re.match(r"---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if header:
        first += header.group().count("\n")
    body = without_comments(text[header.end() :] if header else text)
    tokens = blocks(body)
    code: set[int] = set()
    anchors: set[str] = set()
    taken: dict[str, int] = {}
    for n, token in enumerate(tokens):
        if token.type in ("fence", "code_block") and token.map:
            code.update(range(token.map[0] + first, token.map[1] + first))
        if token.type == "heading_open":
            anchors.add(anchor_of(plain(tokens[n + 1].content), taken))
    head = text[: header.end()].split("\n")[:-1] if header else []
    return _File(article, (*head, *body.split("\n")), frozenset(code), first, frozenset(anchors))


def _dates(article: Article, file: _File, today: date) -> Iterator[Problem]:
    if article.expires is not None and today > article.expires:
        message = f"expired on {article.expires}: customers are not given it; renew `expires` or delete the file"
        yield Problem(article.path, _line_of(file, "expires:"), "expired", message, "warning")
    if article.review_by and article.review_by < today:
        who = f"; {article.owner} looks after it" if article.owner else ""
        message = f"was to be reviewed by {article.review_by}{who}"
        yield Problem(article.path, _line_of(file, "review_by:"), "review", message, "warning")


def _never_said(file: _File) -> Iterator[Problem]:
    """Yield what an article must say and has nowhere in its text: an answer is made of nothing else."""
    for words in file.article.must_say:
        if not any(says(section.text, words) for section in file.article.sections):
            message = f"must say “{words}”, which stands nowhere in its text: write it, or it is never said"
            yield Problem(file.article.path, _line_of(file, words), "must-say", message, "warning")


def _never_served(file: _File, variants: Collection[str]) -> Iterator[Problem]:
    """Yield who an article is for and nobody is: a customer has a variant only by a rule of the policy."""
    for name in file.article.audience:
        if name not in variants:
            near = process.extractOne(name, variants, score_cutoff=60)
            hint = f": did you mean `{near[0]}`?" if near else ": no customer is answered from it for that"
            message = f"is for `{name}`, a variant that no rule of policy.toml sets{hint}"
            yield Problem(file.article.path, _line_of(file, name), "audience", message, "warning")


def _long_sections(article: Article) -> Iterator[Problem]:
    for section in article.sections:
        count = len(section.text.split())
        if count > LONG:
            name = f"“{section.heading}”" if section.heading else "the first section"
            message = f"{name} has {count} words; above {LONG} no short answer can be cut: add headings"
            yield Problem(article.path, section.line, "long-section", message, "warning")


def _content(file: _File) -> Iterator[Problem]:
    """Yield what must not reach customers: HTML, secrets, personal data."""
    path = file.article.path
    for number, whole in enumerate(file.lines, 1):
        line = whole[:LONGEST_LINE]
        if _SECRET.search(line):
            yield Problem(
                path, number, "secret", "looks like a key or token; remove it here and revoke it where it is from"
            )
            continue
        for email in _EMAIL.finditer(line):
            if not _is_example(email.group(1)):
                message = (
                    f"{email.group()} is an e-mail address: personal data; name a form, or use an .example address"
                )
                yield Problem(path, number, "personal-data", message, "warning")
        for account in _IBAN.finditer(line):
            if _mod97(account.group()):
                message = "holds an account number (IBAN); make sure that it is the company's own"
                yield Problem(path, number, "personal-data", message, "warning")
        for digits in _DIGITS.finditer(line):
            if _luhn(digits.group()):
                yield Problem(path, number, "personal-data", "holds what looks like a payment card's number; remove it")
        if number >= file.body and number not in file.code:
            tag = _HTML.search(_INLINE_CODE.sub("", line))
            if tag:
                yield Problem(path, number, "html", f"{tag.group()} is HTML, which chat apps cannot show; use Markdown")


def _tone(file: _File) -> Iterator[Problem]:
    """Yield what our tone leaves out everywhere else too (texts/tone.toml)."""
    for number, line in enumerate(file.lines, 1):
        word = banned(file.article.lang, line[:LONGEST_LINE]) if number >= file.body and number not in file.code else ""
        if word:
            yield Problem(file.article.path, number, "tone", f"says “{word}”, which our tone leaves out", "warning")


def _mod97(account: str) -> bool:
    """Whether an IBAN's check digits are right (ISO 13616)."""
    plain_account = account.replace(" ", "").upper()
    moved = plain_account[4:] + plain_account[:4]
    return int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


def _is_example(host: str) -> bool:
    return host.lower().endswith((".example", "example.com", "example.org", "example.net"))


def _luhn(text: str) -> bool:
    digits = [int(c) for c in reversed(text) if c.isdigit()]
    doubled = (d if n % 2 == 0 else d * 2 - 9 * (d > 4) for n, d in enumerate(digits))
    return sum(doubled) % 10 == 0 and len(set(digits)) > 1


def _links(folder: Path, file: _File, files: dict[str, _File]) -> Iterator[Problem]:
    for number, line in enumerate(file.lines, 1):
        if number < file.body or number in file.code:
            continue
        for match in _LINK.finditer(_INLINE_CODE.sub("", line[:LONGEST_LINE])):
            problem = _link(folder, file, files, match.group(2), image=bool(match.group(1)))
            if problem:
                yield Problem(file.article.path, number, *problem)


def _link(folder: Path, file: _File, files: dict[str, _File], link: str, *, image: bool) -> tuple[str, str] | None:
    """Return (code, message) for a link that leads nowhere."""
    if re.match(r"[a-z][a-z0-9+.-]*:|//", link, re.IGNORECASE):
        return None
    target, _, anchor = unquote(link).partition("#")
    if not target:
        return _anchor(file, anchor)
    path = _resolved(file.article.path, target)
    if path is None:
        return "link", f"{link} leads out of the knowledge folder"
    if path in files:
        return _anchor(files[path], anchor)
    if (folder / path).is_file() and not any(part.startswith((".", "_")) for part in path.split("/")):
        return None
    return ("image" if image else "link"), f"{link} leads nowhere: there is no {path}"


def _anchor(file: _File, anchor: str) -> tuple[str, str] | None:
    if not anchor or anchor in file.anchors:
        return None
    some = sorted(file.anchors)
    known = ", ".join(f"#{a}" for a in some[:ANCHORS]) or "none"
    known += f" and {len(some) - ANCHORS} more" if len(some) > ANCHORS else ""
    return "anchor", f"#{anchor} is no heading of {file.article.path}; there are {known}"


def _resolved(source: str, target: str) -> str | None:
    """Return the path a relative link means; None when it leads out of the folder."""
    parts = [] if target.startswith("/") else source.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _duplicates(corpus: Corpus, files: dict[str, _File]) -> Iterator[Problem]:
    titles: dict[tuple[str, str], list[str]] = defaultdict(list)
    asks: dict[tuple[str, tuple[str, ...]], list[tuple[str, str]]] = defaultdict(list)
    for article in corpus.articles:
        titles[article.lang, article.title.casefold()].append(article.path)
        for ask in article.asks:
            asks[article.lang, _gist(article.lang, ask)].append((article.path, ask))
    for paths in titles.values():
        for path in paths[1:]:
            line = _line_of(files[path], "title:")
            yield Problem(path, line, "duplicate-title", f"has the same title as {paths[0]}; say what differs")
    for twins in asks.values():
        for path, ask in twins[1:]:
            message = f"“{ask}” is also asked in {twins[0][0]}; keep it where it is answered"
            yield Problem(path, _line_of(files[path], ask, twins.count((path, ask))), "duplicate-ask", message)


def _gist(lang: str, ask: str) -> tuple[str, ...]:
    """Return an ask's stems in order, those of stop words left out unless there are no others."""
    stop = {stem(lang, word) for word in stop_words(lang)}
    found = terms(lang, ask)
    return tuple(term for term in found if term not in stop) if len(set(found) - stop) > 2 else tuple(found)


def _languages(corpus: Corpus, today: date) -> Iterator[Problem]:
    """Yield articles without a version in a language that others have one in: `de/…` and `….de.md` are versions."""
    versions: dict[str, dict[str, Article]] = defaultdict(dict)
    for article in corpus.articles:
        if article.served(today):
            versions[_original(article.path)].setdefault(article.lang, article)
    wanted = {lang for some in versions.values() if len(some) > 1 for lang in some}
    for some in versions.values():
        first = min(some.values(), key=lambda article: article.path)
        for lang in sorted(wanted - some.keys()):
            message = f"is not there in {lang}, in which other articles are"
            yield Problem(first.path, 1, MISSING_LANGUAGE, message, "warning")


def _original(path: str) -> str:
    """Return what the versions of an article in several languages have in common."""
    bare = re.sub(r"\.(?:en|de|es|fr)\.md$", ".md", path, flags=re.IGNORECASE)
    return "/".join(part for part in bare.split("/") if part.lower() not in ("en", "de", "es", "fr"))


def _for_others(files: Mapping[str, _File], weak: "Weak") -> bool:
    """Whether the article that comes first is for other customers than this one: two variants do not compete."""
    rival = files.get(weak.instead)
    own, other = files[weak.path].article.audience, rival.article.audience if rival else ()
    return bool(own and other) and set(own).isdisjoint(other)


def _weak_article(file: _File, weak: "Weak") -> Problem:
    """Return the problem of an article whose place another one takes when customers ask in other words."""
    first = f": {weak.instead} comes first" if weak.instead else ""
    message = (
        f"none of its {weak.asks} asks leads to it when its own line is not there{first}; "
        "say in the title and the asks what is only here"
    )
    return Problem(file.article.path, _line_of(file, "asks:"), "weak-article", message, "warning")


def _weak(corpus: Corpus, files: dict[str, _File], today: date, meant: Index | None) -> Iterator[Problem]:
    """Yield asks that do not find their own article: others use the same words."""
    finders = [Index(corpus), *([meant] if meant else [])]
    for article in corpus.articles:
        if not article.served(today):
            continue
        for ask in article.asks:
            if not _finds(finders, ask, article, today):
                hits = search(finders[-1], ask, today=today, lang=article.lang).hits
                first = f"; {hits[0].article.path} comes first" if hits else ""
                message = f"“{ask}” does not find this article among the first three{first}"
                yield Problem(article.path, _line_of(files[article.path], ask), "weak", message, "warning")
        yield from _unfindable(finders, article, today)


def _finds(finders: Sequence[Index], query: str, article: Article, today: date) -> bool:
    """Return whether words, or else meaning, find an article among the first three."""
    found = (search(index, query, today=today, lang=article.lang).hits for index in finders)
    return any(article.path in [hit.article.path for hit in hits] for hits in found)


def _unfindable(finders: Sequence[Index], article: Article, today: date) -> Iterator[Problem]:
    """Yield sections that neither their heading nor their first sentence leads to: no question about them will."""
    if len(article.sections) > MANY:
        message = f"has {len(article.sections)} sections, which are not looked for one by one: split it"
        yield Problem(article.path, 1, "unfindable", message, "warning")
    for section in article.sections if len(article.sections) <= MANY else ():
        first = plain(gist(section).split("\n")[0])
        queries = [one for one in (section.heading, f"{article.title} {section.heading}", first) if one.strip()]
        found = (search(index, query, today=today, within=article.path).hits for index in finders for query in queries)
        if not any(hits and hits[0].section == section for hits in found):
            name = section.heading or article.title
            message = f"neither “{name}” nor its first sentence leads to this section; give it words of its own"
            yield Problem(article.path, section.line, "unfindable", message, "warning")
    if not _finds(finders, article.title, article, today):
        message = f"its title “{article.title}” does not find it among the first three"
        yield Problem(article.path, 1, "unfindable", message, "warning")


def _line_of(file: _File, text: str, occurrence: int = 1) -> int:
    """Return the line of a text in the front matter, of its last occurrence up to the given one; 1 when not there."""
    found = [n for n, line in enumerate(file.lines[: file.body - 1], 1) if text in line]
    return found[min(occurrence, len(found)) - 1] if found else 1
