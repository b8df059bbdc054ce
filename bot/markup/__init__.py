"""Markdown ↔ each app's format. Pure.

Inside the house all words are plain CommonMark. `words` knows strangers' and plain text, `html` the pages, `neutral`
reads Markdown into blocks and writes it again, `telegram` and `slack` turn it into what the apps take, and back.
"""

from __future__ import annotations

from bot.markup import slack, telegram
from bot.markup.html import slug, to_html
from bot.markup.words import clean, escape, finished, outward, plain, quiet

__all__ = ["clean", "escape", "finished", "outward", "plain", "quiet", "slack", "slug", "telegram", "to_html"]
