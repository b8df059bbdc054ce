"""What Slack allows: methods with their fields and scopes, and how what is said looks to people.

https://docs.slack.dev/reference/methods; the layout's own rules are in slack_blocks.
"""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.emulators import slack_blocks

Payload = dict[str, Any]


class Refused(Exception):  # noqa: N818 - reads as what happened
    """What Slack answers instead: `{"ok": false, "error": …}`."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more


@dataclass(frozen=True)
class Method:
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    by_kind: str = ""
    """`history` or `read`: the scope depends on the kind of chat."""
    token: str = "bot"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


METHODS = {
    "auth.test": Method(),
    "apps.connections.open": Method(token="app"),
    "oauth.v2.access": Method(("grant_type", "refresh_token"), token="client"),
    "chat.postMessage": Method(
        ("channel",),
        _words(
            "text blocks thread_ts reply_broadcast metadata username icon_emoji icon_url unfurl_links unfurl_media "
            "markdown_text mrkdwn attachments"
        ),
        ("chat:write",),
    ),
    "chat.update": Method(("channel", "ts"), _words("text blocks metadata attachments markdown_text"), ("chat:write",)),
    "chat.delete": Method(("channel", "ts"), (), ("chat:write",)),
    "chat.postEphemeral": Method(("channel", "user"), _words("text blocks thread_ts"), ("chat:write",)),
    "chat.startStream": Method(
        ("channel", "thread_ts"), _words("markdown_text recipient_user_id recipient_team_id"), ("chat:write",)
    ),
    "chat.appendStream": Method(("channel", "ts"), ("markdown_text",), ("chat:write",)),
    "chat.stopStream": Method(("channel", "ts"), _words("markdown_text blocks metadata"), ("chat:write",)),
    "conversations.replies": Method(
        ("channel", "ts"), _words("cursor limit oldest latest inclusive include_all_metadata"), by_kind="history"
    ),
    "conversations.history": Method(
        ("channel",), _words("cursor limit oldest latest inclusive include_all_metadata"), by_kind="history"
    ),
    "conversations.info": Method(("channel",), ("include_num_members",), by_kind="read"),
    "conversations.members": Method(("channel",), _words("cursor limit"), by_kind="read"),
    "conversations.open": Method(("users",), ("return_im",), ("im:write",)),
    "users.info": Method(("user",), ("include_locale",), ("users:read",)),
    "reactions.add": Method(_words("channel timestamp name"), (), ("reactions:write",)),
    "reactions.remove": Method(_words("channel timestamp name"), (), ("reactions:write",)),
    "views.open": Method(("trigger_id", "view")),
    "views.publish": Method(("user_id", "view"), ("hash",)),
    "views.update": Method(("view_id", "view"), ("hash",)),
    "assistant.threads.setStatus": Method(_words("channel_id thread_ts status"), (), ("assistant:write",)),
    "assistant.threads.setSuggestedPrompts": Method(
        _words("channel_id prompts"), ("thread_ts", "title"), ("assistant:write",)
    ),
    "files.getUploadURLExternal": Method(("filename", "length"), _words("alt_txt snippet_type"), ("files:write",)),
    "files.completeUploadExternal": Method(
        ("files",), _words("channel_id thread_ts initial_comment channels blocks"), ("files:write",)
    ),
    "files.info": Method(("file",), (), ("files:read",)),
    "files.delete": Method(("file",), (), ("files:write",)),
}
FORM_ONLY = frozenset({
    "conversations.replies", "conversations.history", "conversations.info", "conversations.members", "users.info",
    "files.info", "files.getUploadURLExternal",
})  # fmt: skip
EVENT_SCOPES = {
    "app_mention": ("app_mentions:read",), "message.im": ("im:history",), "message.channels": ("channels:history",),
    "message.groups": ("groups:history",), "message.mpim": ("mpim:history",), "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",), "assistant_thread_started": ("assistant:write",), "app_home_opened": (),
    "tokens_revoked": (), "app_uninstalled": (), "app_context_changed": (),
    "channel_shared": ("channels:read",),
}  # fmt: skip
"""What an app needs to be sent an event: https://docs.slack.dev/reference/events"""
EVERY_SCOPE = frozenset(
    {scope for method in METHODS.values() for scope in method.scopes}
    | {f"{kind}:{what}" for kind in ("channels", "groups", "im", "mpim") for what in ("history", "read")}
    | {"app_mentions:read", "chat:write.customize", "commands", "reactions:read"}
)
EMOJI = frozenset({"eyes", "white_check_mark", "warning", "memo", "+1", "-1"})
_JSON = frozenset({"blocks", "view", "metadata", "files", "prompts"})


def decoded(name: str, value: Any) -> Any:
    """Structured fields may come as JSON text in a form."""
    return json.loads(value) if name in _JSON and isinstance(value, str) and value else value


def media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


# --- layout ---

MODAL = {"type", "title", "blocks", "submit", "close", "callback_id", "private_metadata", "notify_on_close"}
LONGEST_TITLE, LONGEST_METADATA, MOST_IN_VIEW = 24, 3000, 100


def layout_refusal(blocks: Any, text: str = "") -> tuple[str, list[str]]:
    """Return how Slack refuses the blocks of a message; ("", []) where it takes them."""
    error, wrong = slack_blocks.refusal(blocks, text)
    twice = _twice(blocks) if isinstance(blocks, list) and not error else []
    return ("invalid_blocks", twice) if twice else (error, wrong)


def _twice(blocks: list[Payload]) -> list[str]:
    ids = [one["action_id"] for block in blocks for one in block.get("elements") or () if "action_id" in one]
    return [f"action_id {one} already exists" for one in sorted({one for one in ids if ids.count(one) > 1})]


def view_refusal(view: Any) -> tuple[str, list[str]]:
    """Return how Slack refuses a view."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return "invalid_arguments", ["a view is a modal or a home"]
    error, wrong = slack_blocks.refusal(view.get("blocks"), " ", MOST_IN_VIEW)
    wrong += [] if error else _twice(view["blocks"])
    if view["type"] == "modal":
        unknown = sorted(set(view) - MODAL)
        wrong += [f"unknown fields: {unknown}"] if unknown else []
        for name in ("title", "submit"):
            said = view.get(name, {"text": "OK"})["text"]
            wrong += [] if 0 < len(said) <= LONGEST_TITLE else [f"{name} has {len(said)} characters"]
        wrong += ["private_metadata is too long"] if len(view.get("private_metadata", "")) > LONGEST_METADATA else []
        inputs = any(block.get("type") == "input" for block in view["blocks"])
        wrong += ["inputs need a submit"] if inputs and "submit" not in view else []
    return ("invalid_arguments" if wrong else "", wrong)


# --- what people see ---


def words(message: Payload) -> str:
    """Return what people read in a message: its blocks, or its text where it has none."""
    lines = [line for block in message.get("blocks") or () for line in _lines(block)]
    files = [f"[{file['name']}]" for file in message.get("files") or () if "name" in file]
    said = "\n".join(lines) if lines else str(message.get("text") or "")
    return "\n".join(filter(None, (said, *files)))


def _lines(block: Payload) -> Iterator[str]:
    kind = block["type"]
    if kind == "rich_text":
        yield "\n".join(_flat(element) for element in block["elements"])
    elif kind in ("section", "header", "markdown"):
        text = block.get("text")
        if text:
            yield unescaped(text["text"] if isinstance(text, dict) else text)
        for one in block.get("fields") or ():
            yield unescaped(one["text"])
    elif kind == "context":
        yield " ".join(unescaped(element.get("text", "")) for element in block["elements"])


def _flat(node: Payload) -> str:
    if "elements" in node:
        joint = "\n" if node["type"] == "rich_text_list" else ""
        return joint.join(_flat(one) for one in node["elements"])
    if node["type"] == "user":
        return f"<@{node['user_id']}>"
    return str(node.get("text") or node.get("url") or "")


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def buttons(message: Payload) -> list[tuple[str, Payload]]:
    """Return the buttons of a message or view by label, as an interaction reports them."""
    found: list[tuple[str, Payload]] = []
    for block in message.get("blocks") or ():
        for element in block.get("elements") or ():
            if element.get("type") == "button":
                found.append((element["text"]["text"],
                              {name: element[name] for name in ("type", "action_id", "value", "text")}))  # fmt: skip
            elif element.get("type") == "overflow":
                for option in element["options"]:
                    found.append((option["text"]["text"], {"type": "overflow", "action_id": element["action_id"],
                                                           "selected_option": option}))  # fmt: skip
            elif element.get("type") == "feedback_buttons":
                for which in ("positive_button", "negative_button"):
                    pressed = {"type": "feedback_buttons", "action_id": element["action_id"],
                               "value": element[which]["value"]}  # fmt: skip
                    found.append((element[which]["text"]["text"], pressed))
    return found


def rich(text: str) -> Payload:
    """Return the rich text that Slack's editor makes of plain words with mentions."""
    parts: list[Payload] = []
    for piece in re.split(r"(<@[UW]\w+>)", text):
        if piece.startswith("<@"):
            parts.append({"type": "user", "user_id": piece[2:-1]})
        elif piece:
            parts.append({"type": "text", "text": unescaped(piece)})
    return {"type": "rich_text", "block_id": "x1", "elements": [{"type": "rich_text_section", "elements": parts}]}


def filled(view: Payload, fields: dict[str, str]) -> Payload:
    """Return the state of a form that was filled in. Fails for a field that is not there or must not be empty."""
    state: Payload = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element, value = block["element"], fields.pop(block["block_id"], None)
        if value is None:
            value = element.get("initial_value") or (element.get("initial_option") or {}).get("value")
        assert value or block.get("optional"), f"{block['block_id']} must be filled in"
        if element["type"] == "static_select":
            option = next((one for one in element["options"] if one["value"] == value), None)
            entered: Payload = {"type": "static_select", "selected_option": option}
        elif element["type"] == "datetimepicker":
            entered = {"type": "datetimepicker", "selected_date_time": int(value)}
        else:
            entered = {"type": element["type"], "value": value}
        state[block["block_id"]] = {element["action_id"]: entered}
    assert not fields, f"no such fields: {sorted(fields)}"
    return state
