"""From values to HTML: the templates; and style sheet, script and icons under names that change with their content."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.intake import LONGEST_TEXT
from bot.markup import plain, to_html
from bot.pages import inbox, uploads, words
from bot.texts import day, say, team, team_language
from bot.types.handoff import OPEN
from bot.wordcache import cached

HERE = Path(__file__).parent
LANGUAGE: ContextVar[str] = ContextVar("page_language", default="en")
"""Language of the page that is being drawn; the door sets it for each request."""
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file in memory: there is no path that a request could bend."""

    name: str
    digest: str
    media_type: str
    body: bytes
    packed: bytes

    @property
    def url(self) -> str:
        return f"/static/{self.digest}/{self.name}"


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Return the files of static/ by name."""
    return {path.name: _asset(path) for path in sorted((HERE / "static").iterdir()) if path.suffix in _TYPES}


def _asset(path: Path) -> Asset:
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Asset(path.name, digest, _TYPES[path.suffix], body, gzip.compress(body, mtime=0))


@cached(maxsize=4096)
def prose(markdown: str) -> Markup:
    """Return Markdown as HTML that was cleaned by bot.markup."""
    return Markup(to_html(markdown))  # noqa: S704 - to_html sanitises by an allow-list


def article(markdown: str) -> Markup:
    """Return an article's HTML, its headings with anchors."""
    return Markup(to_html(markdown, anchors=True))  # noqa: S704 - to_html sanitises by an allow-list


@cached(maxsize=4096)
def flat(markdown: str) -> str:
    """Return the words alone, on one line."""
    return " ".join(plain(markdown[:400]).split())


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates, which escape everything but `prose`."""
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(prose=prose, article=article, flat=flat, channel=words.channel)
    found.globals.update(
        asset=lambda name: assets()[name].url,
        say=lambda key, **values: say(LANGUAGE.get(), f"page.{key}", **values),
        team=team,
        for_team=for_team,
        language=LANGUAGE.get,
        team_language=team_language,
        date=lambda moment: day(LANGUAGE.get(), moment),
        words=words,
        tabs=inbox.TABS,
        open_states=OPEN,
        longest_text=LONGEST_TEXT,
        pictures=uploads.PICTURES,
    )
    return found


def for_team(macro: Callable[..., str], *values: Any) -> str:
    """Return what a macro draws for agents, in their language, also on a page that speaks its visitor's."""
    before = LANGUAGE.set(team_language())
    try:
        return macro(*values)
    finally:
        LANGUAGE.reset(before)


def html(template: str, **values: Any) -> str:
    """Return a whole page."""
    return environment().get_template(template).render(values)


def part(template: str, macro: str) -> Callable[..., str]:
    """Return a macro of a template as a function: the same markup for the page and for its live updates."""
    found: Callable[..., str] = getattr(environment().get_template(template).module, macro)
    return lambda *args, **values: str(found(*args, **values)).strip()
