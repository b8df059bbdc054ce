"""What Telegram's server makes of a text and its entities: what it refuses, and what it would quietly change.

Written from the rules, not from our code: `fix_formatted_text`, `clean_input_string`, `are_entities_valid` in
https://github.com/tdlib/td/blob/master/td/telegram/MessageEntity.cpp and https://core.telegram.org/bots/api#messageentity.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

TYPES = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline",
    "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention",
    "custom_emoji",
}  # fmt: skip
FIELDS = {"text_link": {"url"}, "pre": {"language"}, "text_mention": {"user"}, "custom_emoji": {"custom_emoji_id"}}
PRIORITY = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49, "text_mention": 49,
    "bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99,
}  # fmt: skip
QUOTES = {"blockquote", "expandable_blockquote"}
PRE = {"pre", "code"}
CONTINUOUS = {
    "text_link",
    "text_mention",
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
}
# is_empty_string: what counts as nothing when a message must not be empty.
NOTHING = re.compile(
    "[\\s\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufffc\ufe0f]*", re.UNICODE
)  # fmt: skip


def utf16(text: str) -> int:
    """Return the length that counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def refusal(text: object, entities: object = (), limit: int = 4096) -> str:
    """Return the description of the error 400 that the server would send, without "Bad Request: "; "" for none."""
    if not isinstance(text, str) or NOTHING.fullmatch(text):
        return "message text is empty" if limit > 1024 else ""
    if any("\ud800" <= char <= "\udfff" for char in text):
        return "strings must be encoded in UTF-8"
    if utf16(text) > limit:
        return "message is too long" if limit > 1024 else "message caption is too long"
    if not isinstance(entities, list | tuple):
        return "can't parse entities: expected an Array"
    for entity in entities:
        wrong = _malformed(entity) or _misplaced(text, entity)
        if wrong:
            return wrong
    return ""


def _malformed(entity: object) -> str:
    if not isinstance(entity, Mapping):
        return "can't parse MessageEntity: expected an Object"
    kind = entity.get("type")
    if kind not in TYPES:
        return f'can\'t parse MessageEntity: unsupported type "{kind}" specified'
    for name in ("offset", "length"):
        if type(entity.get(name)) is not int:
            return f'can\'t parse MessageEntity: field "{name}" must be of type Number'
    if not 0 <= entity["offset"] <= 1_000_000:
        return f"receive an entity with incorrect offset {entity['offset']}"
    if not 0 <= entity["length"] <= 1_000_000:
        return f"receive an entity with incorrect length {entity['length']}"
    strange = set(entity) - {"type", "offset", "length"} - FIELDS.get(kind, set())
    if strange:
        return f"can't parse MessageEntity: unexpected field {sorted(strange)}"
    if kind == "text_link" and not isinstance(entity.get("url"), str):
        return "can't parse MessageEntity: can't find field \"url\""
    return ""


def _misplaced(text: str, entity: Mapping[str, Any]) -> str:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    raw = text.encode("utf-16-le")
    if start >= utf16(text):
        return f"entity begins after the end of the text at UTF-16 offset {start}"
    if end > utf16(text):
        return f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
    if _splits(raw, start):
        return f"entity begins in a middle of a UTF-16 symbol at UTF-16 offset {start}"
    if _splits(raw, end):
        return f"entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol"
    return ""


def _splits(raw: bytes, unit: int) -> bool:
    return 0 < unit * 2 < len(raw) and 0xDC <= raw[unit * 2 + 1] <= 0xDF


def changes(text: str, entities: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what the server would change in silence, in a message that it takes.

    What people see is then not what was sent: a sender of ours is to leave it nothing to change.
    """
    found: list[str] = []
    if text != text.strip(" \n"):
        found.append("white space at an end of the text is trimmed")
    if re.search("[\x00-\x09\x0b-\x1f\r\u2028-\u202e\u030a\u0333\u033f]", text):
        found.append("control characters are replaced or dropped")
    if len(entities) > 100:
        found.append("entities beyond 100 are ignored")
    order = [(e["offset"], -e["length"], PRIORITY.get(e["type"], 50)) for e in entities]
    if order != sorted(order):
        found.append("entities are sorted")
    raw = text.encode("utf-16-le")
    for entity in entities:
        words = raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        if not words.strip():
            found.append(f"an empty entity is dropped: {entity}")
        elif words != words.strip(" \n"):
            found.append(f"white space is taken off an entity: {entity} {words!r}")
        if entity["type"] == "text_link" and not linked(entity["url"]):
            found.append(f"a link that Telegram does not know is dropped: {entity}")
    return found + _crossings(entities)


def linked(url: str) -> bool:
    """Return whether LinkManager::check_link takes an address: the web's with a dot in the host, or Telegram's own."""
    if url.startswith(("tg://", "ton://")):
        return True
    if not re.match(r"https?://", url, re.IGNORECASE) or re.search(r"\s", url):
        return False
    return "." in (urlsplit(url).hostname or "")


def _crossings(entities: Sequence[Mapping[str, Any]]) -> list[str]:
    found: list[str] = []
    stack: list[Mapping[str, Any]] = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        while stack and start >= stack[-1]["offset"] + stack[-1]["length"]:
            stack.pop()
        around = {outer["type"] for outer in stack}
        if stack and end > stack[-1]["offset"] + stack[-1]["length"]:
            found.append(f"an entity that crosses another is split or dropped: {stack[-1]} {entity}")
        elif entity["type"] in around:
            found.append(f"an entity within one of its type is merged: {entity}")
        elif around & PRE:
            found.append(f"an entity within code is dropped: {entity}")
        elif entity["type"] in PRE and around - QUOTES:
            found.append(f"code within another entity than a quotation takes its place: {entity}")
        elif entity["type"] in CONTINUOUS | QUOTES and around & CONTINUOUS:
            found.append(f"an entity within a link is dropped: {entity}")
        elif entity["type"] in QUOTES and around:
            found.append(f"a quotation within another entity: {entity}")
        stack.append(entity)
    return found
