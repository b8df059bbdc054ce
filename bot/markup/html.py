"""Markdown → HTML for the pages: made from tokens with raw HTML off, then cleaned by an allow-list all the same."""

from __future__ import annotations

import re
from itertools import pairwise

import nh3

from bot.markup.words import parser

TAGS = {
    "p", "br", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "blockquote", "a", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "h2": {"id"}, "h3": {"id"}}


def slug(heading: str) -> str:
    """Return a heading's anchor as GitHub makes it: small, words joined by hyphens."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def to_html(markdown: str, *, anchors: bool = False) -> str:
    """Return sanitised HTML: no raw HTML, no images, links only to http(s), mailto or a path of this site.

    `anchors` gives headings ids, for a page of their own; never for chat, where ids could clash.
    """
    tokens = parser().parse(markdown)
    for heading, words in pairwise(tokens):
        if anchors and heading.type == "heading_open":
            heading.attrSet("id", slug(words.content))
    html = str(parser().renderer.render(tokens, parser().options, {}))
    return nh3.clean(
        html, tags=TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener nofollow"
    )
