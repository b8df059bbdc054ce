"""What Slack tells us, read into neutral events. Pure: the raw JSON goes in, no library's idea of it.

Payloads: https://docs.slack.dev/reference/events, https://docs.slack.dev/reference/interaction-payloads
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.errors import InputError
from bot.markup.slack import markdown
from bot.types.chat import Address, Attachment, Inbound, InboundKind, Sender

Payload = Mapping[str, Any]

NAME, ACCOUNT = "slack", "main"
FEEDBACK = "feedback"
"""The action of the two thumbs under an answer."""
WORDS = frozenset({"", "file_share", "thread_broadcast", "me_message"})
"""Subtypes of a message that are somebody's words."""
THUMBS = {"+1": "up", "thumbsup": "up", "-1": "down", "thumbsdown": "down"}

NAMELESS = "file"
"""What a file is called whose name is not told yet."""

_ID = re.compile(r"[A-Z][A-Z0-9]{1,30}", re.ASCII)
_TS = re.compile(r"\d{1,10}\.\d{1,9}", re.ASCII)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>", re.ASCII)
_AGAIN = re.compile(r"~\d+$")


@dataclass(frozen=True, slots=True)
class Self:
    """Who we are in Slack, as far as it is known."""

    user: str = ""
    team: str = ""


def key_of(payload: Payload) -> str:
    """Return a key for a payload that cannot be read: the event's id, else a hash of it all."""
    event_id = payload.get("event_id")
    if isinstance(event_id, str) and event_id:
        return f"?:{event_id[:80]}"
    whole = json.dumps(payload, sort_keys=True, default=str)
    return f"?:{hashlib.sha256(whole.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def parse(payload: Payload, me: Self, names: Mapping[str, str]) -> Inbound | None:
    """Return the neutral event of a payload, None when there is nothing in it for us. Raises InputError."""
    kind = payload.get("type")
    if kind == "event_callback":
        return _event(payload, me, names)
    if isinstance(kind, str) and (read := _INTERACTIONS.get(kind)):
        return read(payload, me)
    if "command" in payload:
        return _slash(payload, me)
    if isinstance(kind, str) and kind:
        return None
    raise InputError("A payload of Slack needs a type or a command.")


def _event(payload: Payload, me: Self, names: Mapping[str, str]) -> Inbound | None:
    event = _dict(payload, "event")
    read = _EVENTS.get(_text(event, "type"))
    return read(_Said(payload, event, _installed(payload, me), names)) if read else None


def _installed(payload: Payload, me: Self) -> Self:
    """Return who we are in the workspace where this happened; the event says so itself."""
    listed = payload.get("authorizations")
    first = listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else {}
    user = str(first.get("user_id") or "") if first.get("is_bot") else ""
    return Self(user or me.user, str(first.get("team_id") or me.team or payload.get("team_id") or ""))


@dataclass(frozen=True, slots=True)
class _Said:
    """An event with what its readers need beside it."""

    payload: Payload
    event: Payload
    me: Self
    names: Mapping[str, str]

    def sender(self, message: Payload, user: str, *, is_bot: bool = False) -> Sender:
        realm = message.get("user_team") or message.get("source_team") or message.get("team")
        realm = realm or self.event.get("user_team") or self.payload.get("team_id") or self.me.team
        profile = message.get("user_profile")
        said = profile.get("display_name") or profile.get("real_name") if isinstance(profile, dict) else ""
        return Sender(str(realm or ""), user, self.names.get(user) or str(said or ""), is_bot)

    def stranger(self, sender: Sender) -> dict[str, Any]:
        return {"stranger": True} if self.me.team and sender.realm and sender.realm != self.me.team else {}


# --- messages ---


def _message(said: _Said) -> Inbound | None:
    event = said.event
    subtype = str(event.get("subtype") or "")
    if subtype == "message_changed":
        return _changed(said)
    if subtype == "message_deleted":
        return _deleted(said)
    if subtype not in WORDS or not _human(event, said.me):
        return None
    channel, ts = _id(event, "channel"), _ts(event, "ts")
    return _words(said, event, channel, "message", f"m:{channel}:{ts}")


def _mention(said: _Said) -> Inbound | None:
    """The same message comes as `message` too, under another event_id: one key for both."""
    event = said.event
    if not _human(event, said.me):
        return None
    channel, ts = _id(event, "channel"), _ts(event, "ts")
    return _words(said, event, channel, "message", f"m:{channel}:{ts}", addressed=True)


def _human(message: Payload, me: Self) -> bool:
    user = message.get("user")
    by_app = message.get("bot_id") or message.get("subtype") == "bot_message"
    return bool(user) and not by_app and user not in (me.user, "USLACKBOT")


def _words(
    said: _Said, message: Payload, channel: str, kind: InboundKind, key: str, *, addressed: bool = False
) -> Inbound | None:
    ts, root = _ts(message, "ts"), _ts(message, "thread_ts", optional=True)
    text = _text(message, "text")
    blocks = _list(message, "blocks")
    mentioned = list(dict.fromkeys([*_MENTION.findall(text), *_mentioned(blocks)]))
    direct = said.event.get("channel_type") == "im" or (not said.event.get("channel_type") and channel.startswith("D"))
    sender = said.sender(message, _id(message, "user"))
    data: dict[str, Any] = {"external_id": ts}
    if others := [user for user in mentioned if user != said.me.user]:
        data["mentions"] = others
    if not direct:
        data["addressed"] = addressed or said.me.user in mentioned
        data |= {"named": True} if data["addressed"] else {}
        data["root"] = not root or root == ts
        data["direct"] = sender.id
    if message.get("subtype") == "thread_broadcast":
        data["broadcast"] = True
    found = tuple(files(message))
    words = markdown(_without_me(text, said.me), _blocks_without_me(blocks, said.me), said.names).strip()
    if not words and not found and not data.get("addressed"):
        return None
    return Inbound(
        key=key, address=_address(channel, root if direct else root or ts), sender=sender, kind=kind, text=words,
        sent_at=_time(ts), data={**data, **said.stranger(sender)}, attachments=found,
    )  # fmt: skip


def _changed(said: _Said) -> Inbound | None:
    """An edit by a person; not a preview, the end of a stream, or a new reply to a root."""
    event = said.event
    message, before = _dict(event, "message"), _dict(event, "previous_message", optional=True)
    channel = _id(event, "channel")
    subtype = str(message.get("subtype") or "")
    if subtype == "tombstone":
        return _gone(said, channel, _ts(message, "ts"), before, root=True)
    edited = message.get("edited")
    if subtype not in WORDS or not isinstance(edited, dict) or edited == before.get("edited"):
        return None
    if not _human(message, said.me):
        return None
    return _words(said, message, channel, "edit", f"e:{channel}:{_ts(message, 'ts')}:{_ts(edited, 'ts')}")


def _deleted(said: _Said) -> Inbound | None:
    before = _dict(said.event, "previous_message", optional=True)
    root = not before.get("thread_ts") or before.get("thread_ts") == before.get("ts")
    return _gone(said, _id(said.event, "channel"), _ts(said.event, "deleted_ts"), before, root=root)


def _gone(said: _Said, channel: str, ts: str, before: Payload, *, root: bool) -> Inbound | None:
    """A message was removed. Of an app's messages only those that open a thread matter: the thread is gone."""
    user = before.get("user")
    person = isinstance(user, str) and bool(_ID.fullmatch(user)) and _human(before, said.me)
    direct = said.event.get("channel_type") == "im" or channel.startswith("D")
    if not person and (direct or not root):
        return None
    thread = _ts(before, "thread_ts", optional=True)
    data: dict[str, Any] = {"external_id": ts} | ({} if direct else {"root": root})
    return Inbound(
        key=f"d:{channel}:{ts}", address=_address(channel, thread if direct else thread or ts), kind="delete",
        sender=said.sender(before, str(user or ""), is_bot=not person), data=data,
        sent_at=_time(_ts(said.event, "event_ts", optional=True) or ts),
    )  # fmt: skip


def files(message: Payload) -> Iterator[Attachment]:
    """Return the files of a message that are still there; of one from another workspace little more is told yet."""
    for file in _list(message, "files"):
        if not isinstance(file, dict) or file.get("mode") in ("tombstone", "hidden_by_limit"):
            continue
        name = str(file.get("name") or file.get("title") or NAMELESS).replace("\\", "/").rsplit("/", 1)[-1]
        size = file.get("size")
        yield Attachment(
            stored="", name=name[:200] or NAMELESS, media_type=str(file.get("mimetype") or "application/octet-stream"),
            size=size if isinstance(size, int) and size > 0 else 0, sha256="", remote={"file_id": _id(file, "id")},
        )  # fmt: skip


def _mentioned(node: Any) -> Iterator[str]:
    """Return the users whom rich text mentions."""
    if isinstance(node, list):
        for one in node:
            yield from _mentioned(one)
    elif isinstance(node, dict):
        if node.get("type") == "user" and isinstance(node.get("user_id"), str):
            yield node["user_id"]
        yield from _mentioned(node.get("elements"))


def _without_me(text: str, me: Self) -> str:
    if not me.user:
        return text
    return re.sub(rf"\s?<@{re.escape(me.user)}(?:\|[^>]*)?>", "", text)


def _blocks_without_me(node: Any, me: Self) -> Any:
    if isinstance(node, list):
        kept = (one for one in node if not (me.user and isinstance(one, dict) and one.get("user_id") == me.user))
        return [_blocks_without_me(one, me) for one in kept]
    if isinstance(node, dict) and "elements" in node:
        return {**node, "elements": _blocks_without_me(node["elements"], me)}
    return node


# --- other events ---


def _reaction(said: _Said) -> Inbound | None:
    event = said.event
    item = _dict(event, "item", optional=True)
    thumb = THUMBS.get(_text(event, "reaction").split("::")[0])
    ours = event.get("item_user") == said.me.user
    if item.get("type") != "message" or thumb is None or not ours or event.get("user") == said.me.user:
        return None
    channel, ts, user = _id(item, "channel"), _ts(item, "ts"), _id(event, "user")
    at = _ts(event, "event_ts")
    return Inbound(
        key=f"r:{channel}:{ts}:{user}:{at}", address=_address(channel, ""), sender=said.sender({}, user),
        kind="reaction", choice=thumb if event["type"] == "reaction_added" else "", sent_at=_time(at),
        data={"external_id": ts},
    )  # fmt: skip


def _home(said: _Said) -> Inbound | None:
    event = said.event
    if event.get("tab") != "home":
        return None
    user, at = _id(event, "user"), _text(event, "event_ts") or _text(said.payload, "event_id")
    return Inbound(
        key=f"h:{user}:{at}", address=_address(str(event.get("channel") or user), ""), kind="home",
        sender=said.sender({}, user),
    )  # fmt: skip


def _revoked(said: _Said) -> Inbound | None:
    """Our token is worth nothing any more; people's own tokens do not concern us."""
    event = said.event
    tokens = event.get("tokens")
    if event["type"] == "tokens_revoked" and not (isinstance(tokens, dict) and tokens.get("bot")):
        return None
    team = _id(said.payload, "team_id")
    return Inbound(
        key=f"x:{_text(said.payload, 'event_id')}", address=_address(team, ""), kind="revoked",
        sender=Sender(team, ""), data={"reason": event["type"]},
    )  # fmt: skip


def _shared(said: _Said) -> Inbound | None:
    """People of another company read in a channel from now on."""
    channel, other = _id(said.event, "channel"), _text(said.event, "connected_team_id")
    return Inbound(
        key=f"s:{channel}:{other}:{_text(said.payload, 'event_id')}", address=_address(channel, ""), kind="shared",
        sender=Sender(_id(said.payload, "team_id"), ""), data={"connected": other},
    )  # fmt: skip


# --- presses, forms, commands ---


def _press(payload: Payload, me: Self) -> Inbound | None:
    actions = _list(payload, "actions")
    action = actions[0] if actions and isinstance(actions[0], dict) else {}
    picked = action.get("selected_option")
    value = action.get("value") or (picked.get("value") if isinstance(picked, dict) else "")
    if action.get("url") or not isinstance(value, str) or not value:
        return None
    sender, stranger = _who(payload, me)
    name, at = _text(action, "action_id"), _text(action, "action_ts")
    message = _dict(payload, "message", optional=True)
    container = _dict(payload, "container", optional=True)
    external_id = _ts(container, "message_ts", optional=True) or _ts(message, "ts", optional=True)
    address = _place(payload, sender.id, message, external_id)
    thumb = _AGAIN.sub("", name) == FEEDBACK
    return Inbound(
        key=f"a:{sender.id}:{at}:{name}", address=address, sender=sender, kind="reaction" if thumb else "press",
        choice=value, sent_at=_time(at) if _TS.fullmatch(at) else None,
        data={**({"external_id": external_id} if external_id else {}), **_among(address), **stranger},
    )  # fmt: skip


def _among(address: Address) -> dict[str, Any]:
    """Return what says that others read along where a button was pressed."""
    return {} if address.chat.startswith(("D", "U", "W")) else {"addressed": True}


def _place(payload: Payload, user: str, message: Payload, external_id: str) -> Address:
    """Return where a button was pressed; on a person's own page it is their own chat."""
    container = _dict(payload, "container", optional=True)
    channel = _dict(payload, "channel", optional=True).get("id") or container.get("channel_id")
    if not channel:
        return _address(user, "")
    root = _ts(message, "thread_ts", optional=True) or _ts(container, "thread_ts", optional=True)
    direct = str(channel).startswith("D")
    return _address(str(channel), root if direct else root or external_id)


def _form(payload: Payload, me: Self) -> Inbound | None:
    view = _dict(payload, "view")
    sender, stranger = _who(payload, me)
    try:
        came = json.loads(_text(view, "private_metadata") or "{}")
    except ValueError as error:
        raise InputError("The form does not say where it came from.") from error
    if not isinstance(came, dict) or not isinstance(card := came.get("card"), str) or not card:
        return None
    state = _dict(_dict(view, "state", optional=True), "values", optional=True)
    chat = came.get("chat")
    return Inbound(
        key=f"v:{_text(view, 'id')}:{_text(view, 'hash')}",
        address=_address(str(chat or sender.id), str(came.get("thread") or "")),
        sender=sender, kind="form", choice=card,
        data={"fields": {field: _entered(inputs) for field, inputs in state.items()}, **stranger},
    )  # fmt: skip


def _entered(inputs: Any) -> str:
    """Return what was typed or picked in one field."""
    element = next(iter(inputs.values()), None) if isinstance(inputs, dict) else None
    if not isinstance(element, dict):
        return ""
    picked = element.get("selected_option")
    typed = element.get("value") or element.get("selected_date_time")
    return str((picked.get("value") if isinstance(picked, dict) else typed) or "")


def _slash(payload: Payload, me: Self) -> Inbound | None:
    """`/rapport WORDS` is the command /WORDS. What it answers is theirs alone, so it goes to their own chat."""
    sender, stranger = _who(payload, me)
    words = " ".join(_text(payload, "text").split()).lstrip("/")
    return _command(payload, sender, f"/{words or 'help'}", stranger)


def _shortcut(payload: Payload, me: Self) -> Inbound | None:
    sender, stranger = _who(payload, me)
    message = _dict(payload, "message", optional=True)
    event = _command(payload, sender, f"/{_text(payload, 'callback_id')}", stranger)
    return Inbound(**{**_fields(event), "reply_to": _ts(message, "ts", optional=True)})


def _command(payload: Payload, sender: Sender, text: str, data: dict[str, Any]) -> Inbound:
    key = _text(payload, "trigger_id")
    if not key:
        raise InputError("A command needs a trigger_id.")
    return Inbound(f"c:{key}", _address(sender.id, ""), sender, "command", text, data=data)


def _fields(event: Inbound) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__dataclass_fields__}


def _who(payload: Payload, me: Self) -> tuple[Sender, dict[str, Any]]:
    """Return who acted, and whether they are from outside. Their `name` here is a handle, which is nobody's to read."""
    user, team = payload.get("user"), payload.get("team")
    if isinstance(user, dict):
        person = _id(user, "id")
        realm = user.get("team_id") or (team.get("id") if isinstance(team, dict) else "")
    else:
        person, realm = _id(payload, "user_id"), payload.get("team_id")
    realm = str(realm or me.team)
    return Sender(realm, person), {"stranger": True} if me.team and realm != me.team else {}


# --- shapes ---


def _address(chat: str, thread: str) -> Address:
    return Address(NAME, ACCOUNT, chat, thread)


def _dict(payload: Payload, name: str, *, optional: bool = False) -> Payload:
    value = payload.get(name)
    if isinstance(value, dict):
        return value
    if optional and value is None:
        return {}
    raise InputError(f"{name!r} must be an object.")


def _list(payload: Payload, name: str) -> list[Any]:
    value = payload.get(name)
    if value is None:
        return []
    if isinstance(value, list):
        return value
    raise InputError(f"{name!r} must be a list.")


def _text(payload: Payload, name: str) -> str:
    value = payload.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    raise InputError(f"{name!r} must be text.")


def _id(payload: Payload, name: str) -> str:
    value = payload.get(name)
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise InputError(f"{name!r} must be an id of Slack.")


def _ts(payload: Payload, name: str, *, optional: bool = False) -> str:
    value = payload.get(name)
    if optional and not value:
        return ""
    if isinstance(value, str) and _TS.fullmatch(value):
        return value
    raise InputError(f"{name!r} must be a time stamp of Slack.")


def _time(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)


_EVENTS: dict[str, Callable[[_Said], Inbound | None]] = {
    "message": _message,
    "app_mention": _mention,
    "reaction_added": _reaction,
    "reaction_removed": _reaction,
    "app_home_opened": _home,
    "tokens_revoked": _revoked,
    "app_uninstalled": _revoked,
    "channel_shared": _shared,
}
_INTERACTIONS: dict[str, Callable[[Payload, Self], Inbound | None]] = {
    "block_actions": _press,
    "view_submission": _form,
    "shortcut": _shortcut,
    "message_action": _shortcut,
}


def viewer(payload: Payload) -> str:
    """Return who moved about in Slack (`app_context_changed`); "" where it is not told.

    The event names them where the documentation has them among the authorizations alone.
    """
    listed = payload.get("authorizations")
    first = listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else {}
    event = payload.get("event")
    named = event.get("user") if isinstance(event, dict) else None
    found = named or ("" if first.get("is_bot") else first.get("user_id"))
    return found if isinstance(found, str) and _ID.fullmatch(found) else ""


def people(event: Inbound) -> Iterable[str]:
    """Return whose names would be good to know: who wrote, and who is mentioned."""
    return [one for one in (event.sender.id, *event.data.get("mentions", ())) if one]
