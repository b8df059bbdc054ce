"""What Slack's Web API says of a message's blocks: a schema of those that we use, and the limits of all.

Written from the reference, not from our code: https://docs.slack.dev/reference/block-kit/blocks, …/block-elements,
…/composition-objects; https://github.com/slackapi/bolt-js/issues/2509 (`msg_blocks_too_long` from about 13,200).
A field that is not named here is refused: a misspelt one must fail a test, as it would be ignored or refused by Slack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

MOST_BLOCKS = 50
MOST_CHARACTERS = 13_200
LONGEST_TEXT = 40_000

Path = str
Check = Callable[[Any, Path], list[str]]


def refusal(blocks: object, text: str = "", most: int = MOST_BLOCKS) -> tuple[str, list[str]]:
    """Return Slack's error name and its `response_metadata.messages`; ("", []) when it takes the message.

    `most` is 50 for a message and 100 for a modal or Home.
    """
    if not isinstance(blocks, list | tuple):
        return "invalid_blocks_format", []
    if not blocks and not text.strip():
        return "no_text", []
    if len(text) > LONGEST_TEXT:
        return "msg_too_long", []
    wrong = [f"[ERROR] no more than {most} items allowed [json-pointer:/blocks]"] if len(blocks) > most else []
    for place, block in enumerate(blocks):
        wrong += _block(block, f"/blocks/{place}")
    ids = [block["block_id"] for block in blocks if isinstance(block, Mapping) and block.get("block_id")]
    wrong += [f"[ERROR] block_id {one} already exists" for one in sorted({one for one in ids if ids.count(one) > 1})]
    if wrong:
        return "invalid_blocks", wrong
    if len(json.dumps(blocks, ensure_ascii=False)) > MOST_CHARACTERS:
        return "msg_blocks_too_long", []
    return "", []


def live(text: str) -> list[str]:
    """Return what would ping or be a link in mrkdwn, or in a message's `text`: escapes of Slack's, @here, addresses."""
    return re.findall(r"<[^>]*>|@(?:here|channel|everyone)\b|(?:https?|tg)://\w|mailto:\w", text)


def _error(what: str, path: Path) -> list[str]:
    return [f"[ERROR] {what} [json-pointer:{path}]"]


def _object(needed: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    known = {"type": _anything, **needed, **(optional or {})}

    def check(value: Any, path: Path) -> list[str]:
        if not isinstance(value, Mapping):
            return _error("must be an object", path)
        wrong = [one for name in needed if name not in value for one in _error(f"missing required field: {name}", path)]
        for name, given in value.items():
            wrong += known[name](given, f"{path}/{name}") if name in known else _error(f"unknown field: {name}", path)
        return wrong

    return check


def _anything(value: Any, path: Path) -> list[str]:
    return []


def _string(most: int, least: int = 1) -> Check:
    def check(value: Any, path: Path) -> list[str]:
        if not isinstance(value, str):
            return _error("must be a string", path)
        if any("\ud800" <= char <= "\udfff" for char in value):
            return _error("must be UTF-8", path)
        if len(value) < least:
            return _error(f"must be more than {least - 1} characters", path)
        return _error(f"must be less than {most + 1} characters", path) if len(value) > most else []

    return check


def _one_of(*allowed: Any) -> Check:
    return lambda value, path: [] if value in allowed and type(value) in map(type, allowed) else _error(
        f"must be one of {list(allowed)}", path)  # fmt: skip


def _integer(least: int, most: int) -> Check:
    return lambda value, path: [] if type(value) is int and least <= value <= most else _error(
        f"must be a number from {least} to {most}", path)  # fmt: skip


def _boolean(value: Any, path: Path) -> list[str]:
    return [] if isinstance(value, bool) else _error("must be a boolean", path)


def _url(value: Any, path: Path) -> list[str]:
    wrong = _string(3000)(value, path)
    if not wrong and not re.match(r"(?:https?://\S|mailto:\S|tel:\S)", value, re.IGNORECASE):
        return _error(f"invalid url: {value}", path)
    return wrong


def _list(of: Check, most: int, least: int = 1) -> Check:
    def check(value: Any, path: Path) -> list[str]:
        if not isinstance(value, list | tuple):
            return _error("must be an array", path)
        if len(value) < least:
            return _error(f"must have at least {least} items", path)
        wrong = _error(f"no more than {most} items allowed", path) if len(value) > most else []
        return wrong + [one for place, item in enumerate(value) for one in of(item, f"{path}/{place}")]

    return check


def _typed(kinds: Mapping[str, Check]) -> Check:
    def check(value: Any, path: Path) -> list[str]:
        kind = value.get("type") if isinstance(value, Mapping) else None
        return kinds[kind](value, path) if kind in kinds else _error(f"unsupported type: {kind}", path)

    return check


_STYLE = _object({}, {"bold": _boolean, "italic": _boolean, "strike": _boolean, "code": _boolean})
_RICH_WORDS = {
    "text": _object({"text": _string(MOST_CHARACTERS)}, {"style": _STYLE}),
    "link": _object({"url": _url}, {"text": _string(MOST_CHARACTERS), "style": _STYLE, "unsafe": _boolean}),
    "emoji": _object({"name": _string(100)}, {"unicode": _string(100), "skin_tone": _integer(1, 6)}),
    "user": _object({"user_id": _string(30)}, {"style": _STYLE}),
    "channel": _object({"channel_id": _string(30)}, {"style": _STYLE}),
    "usergroup": _object({"usergroup_id": _string(30)}, {"style": _STYLE}),
    "broadcast": _object({"range": _one_of("here", "channel", "everyone")}, {"style": _STYLE}),
    "date": _object({"timestamp": _anything, "format": _string(200)}, {"fallback": _string(200), "url": _url}),
}
_words = _list(_typed(_RICH_WORDS), 10_000)
_code = _list(_typed({name: _RICH_WORDS[name] for name in ("text", "link")}), 10_000)
_border = _one_of(0, 1)
_section = _object({"elements": _words})
_rich = _typed({
    "rich_text_section": _section,
    "rich_text_quote": _object({"elements": _words}, {"border": _border}),
    "rich_text_preformatted": _object({"elements": _code}, {"border": _border, "language": _string(50)}),
    "rich_text_list": _object(
        {"elements": _list(_typed({"rich_text_section": _section}), 10_000), "style": _one_of("bullet", "ordered")},
        {"indent": _integer(0, 8), "offset": _integer(0, 1_000_000_000), "border": _border},
    ),
})  # fmt: skip


def _text(most: int, *kinds: str) -> Check:
    plain = _object({"text": _string(most)}, {"emoji": _boolean})
    mrkdwn = _object({"text": _string(most)}, {"verbatim": _boolean})
    both = {"plain_text": plain, "mrkdwn": mrkdwn}
    return _typed({name: both[name] for name in kinds or both})


_confirm = _object(
    {"title": _text(100, "plain_text"), "text": _text(300), "confirm": _text(30, "plain_text"),
     "deny": _text(30, "plain_text")}, {"style": _one_of("primary", "danger")},
)  # fmt: skip
_option = _object(
    {"text": _text(75), "value": _string(150)}, {"description": _text(75, "plain_text"), "url": _url}
)  # fmt: skip
_action = {"action_id": _string(255), "confirm": _confirm, "focus_on_load": _boolean}
_placeholder = {"placeholder": _text(150, "plain_text")}
_BUTTON = _object(
    {"text": _text(75, "plain_text")},
    {**_action, "value": _string(2000), "url": _url, "style": _one_of("primary", "danger"),
     "accessibility_label": _string(75)},
)  # fmt: skip
_SELECT = _object(
    {"options": _list(_option, 100)}, {**_action, **_placeholder, "initial_option": _option}
)  # fmt: skip
_OVERFLOW = _object({"options": _list(_option, 5)}, _action)
_IMAGE = _object({"alt_text": _string(2000)}, {"image_url": _url, "slack_file": _anything})
_CHOICES = _object(
    {"options": _list(_option, 10)}, {**_action, "initial_option": _option, "initial_options": _anything}
)
_feedback = _object({"text": _text(75, "plain_text"), "value": _string(2000)}, {"accessibility_label": _string(75)})
_FEEDBACK = _object({"positive_button": _feedback, "negative_button": _feedback}, _action)
_INPUT = _object(
    {}, {**_action, **_placeholder, "initial_value": _string(3000, 0), "multiline": _boolean,
         "min_length": _integer(0, 3000), "max_length": _integer(1, 3000), "dispatch_action_config": _anything},
)  # fmt: skip
_DATETIME = _object({}, {**_action, "initial_date_time": _integer(0, 9_999_999_999)})
_pressed = {
    "button": _BUTTON, "static_select": _SELECT, "overflow": _OVERFLOW, "radio_buttons": _CHOICES,
    "checkboxes": _CHOICES, "datetimepicker": _DATETIME,
}  # fmt: skip
_id = {"block_id": _string(255)}
_BLOCKS = {
    "rich_text": _object({"elements": _list(_rich, 10_000)}, _id),
    "section": _object(
        {}, {**_id, "text": _text(3000), "fields": _list(_text(2000), 10), "expand": _boolean,
             "accessory": _typed({**_pressed, "image": _IMAGE})},
    ),
    "divider": _object({}, _id),
    "header": _object({"text": _text(150, "plain_text")}, _id),
    "context": _object({"elements": _list(_typed({
        "image": _IMAGE, "plain_text": _text(2000), "mrkdwn": _text(2000)}), 10)}, _id),
    "actions": _object({"elements": _list(_typed(_pressed), 25)}, _id),
    "context_actions": _object({"elements": _list(_typed({
        "feedback_buttons": _FEEDBACK, "icon_button": _anything}), 5)}, _id),
    "image": _object({"alt_text": _string(2000)}, {
        **_id, "image_url": _url, "slack_file": _anything, "title": _text(2000, "plain_text")}),
    "input": _object(
        {"label": _text(2000, "plain_text"), "element": _typed({**_pressed, "plain_text_input": _INPUT})},
        {**_id, "hint": _text(2000, "plain_text"), "optional": _boolean, "dispatch_action": _boolean},
    ),
    "markdown": _object({"text": _string(12_000)}, _id),
}  # fmt: skip


def _block(block: Any, path: Path) -> list[str]:
    wrong = _typed(_BLOCKS)(block, path)
    if not wrong and block["type"] == "section" and not ({"text", "fields"} & set(block)):
        return _error("missing required field: text or fields", path)
    return wrong


def texts(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the words of rich_text blocks in order, as people see them."""
    found: list[str] = []
    for block in blocks:
        if block.get("type") in ("text", "link"):
            found.append(block.get("text") or block.get("url", ""))
        found += texts(block.get("elements", ()))
    return found
