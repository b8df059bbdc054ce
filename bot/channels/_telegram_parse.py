"""What Telegram sends, as neutral events. Pure: from the raw JSON, since its shapes grow faster than any library.

https://core.telegram.org/bots/api#update. A business chat's address carries its connection in the thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot import markup
from bot.errors import InputError
from bot.markup.telegram import markdown, units
from bot.texts import LANGUAGES
from bot.types.chat import Address, Attachment, Inbound, InboundKind, Sender

NAME = "telegram"
BUSINESS = "business:"
"""Begins the thread of an address that is reached through a business connection."""
ASKED = (
    "message", "edited_message", "callback_query", "message_reaction", "my_chat_member", "business_message",
    "edited_business_message", "deleted_business_messages", "business_connection", "guest_message", "managed_bot",
    "subscription",
)  # fmt: skip
"""Kinds of updates that are asked for; whatever else may come is nothing for us."""
NOTED = frozenset(("business_connection", "guest_message", "managed_bot", "subscription"))
"""Of these it is only noted that they came: they are about the bot itself, or said where it is no member."""
UP = frozenset("👍❤🔥🎉👏🥰😁🤩🙏👌💯⚡🏆😍🤗🫡😎🤝💘🆒😇🤣🍾")
DOWN = frozenset("👎💩🤮😡🤬💔😢😭🤨🥱😱🖕🤡🥴")
GONE = ("left", "kicked")
FILES = {
    "animation": ("animation.mp4", "video/mp4"),
    "document": ("file", "application/octet-stream"),
    "audio": ("audio.mp3", "audio/mpeg"),
    "voice": ("voice.ogg", "audio/ogg"),
    "video": ("video.mp4", "video/mp4"),
    "video_note": ("video.mp4", "video/mp4"),
    "sticker": ("sticker.webp", "image/webp"),
}
"""What a message may carry: name and type where it does not say them. An animation also comes as a document."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself, to tell what is meant for it."""

    id: str
    username: str = ""


def update_id(update: object) -> int:
    """Return the number of an update, by which it is confirmed. Raises InputError."""
    found = update.get("update_id") if isinstance(update, Mapping) else None
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 2**63:
        raise InputError("An update needs a whole number as its update_id.")
    return found


def parse(update: Json, me: Me) -> list[Inbound]:
    """Return the events of an update, mostly one; none where nothing in it is for us. Raises InputError."""
    number = update_id(update)
    if noted := NOTED & update.keys():
        what = min(noted)
        return [Inbound(f"u{number}", Address(NAME, me.id, ""), Sender("", ""), "event", data={"what": what})]
    for kind, read in READERS.items():
        if kind in update:
            events = read(_object(update, kind), me)
            return [
                replace(event, key=event.key or (f"u{number}.{index}" if index else f"u{number}"))
                for index, event in enumerate(events)
            ]
    return []


def _message(message: Json, me: Me) -> list[Inbound]:
    if moved := _moved(message, me):
        return [moved]
    return _words(message, me, "message")


def _edited(message: Json, me: Me) -> list[Inbound]:
    if "location" in message:  # a live location moves every few seconds
        return []
    return [replace(event, attachments=()) for event in _words(message, me, "edit")]


def _words(message: Json, me: Me, kind: InboundKind) -> list[Inbound]:
    """Return the event of what somebody wrote; none for service messages and what is meant for other bots."""
    address, sender = _address(message, me), _sender(message)
    if address is None or sender is None:
        return []
    raw, entities = _raw(message)
    command = _command(raw, entities, me)
    if command is None:
        return []
    text = command or _text(raw, entities, me)
    text = "\n".join(part for part in (text.strip(), _said_otherwise(message)) if part)
    files = _files(message)
    if not text and not files:
        return []
    to = _replied(message)
    data: dict[str, Any] = {
        "external_id": str(_number(message, "message_id")),
        "mentions": _mentions(raw, entities, me),
        "language": _string(_object(message, "from"), "language_code"),
        "group": _string(message, "media_group_id"),
        "phone": _own_phone(message, sender),
    }
    if _is_group(message):
        named = _calls(raw, entities, me)
        data |= {"named": named or "", "addressed": bool(command) or named or _answers_us(message, me)}
        if not sender.is_bot:
            data["direct"] = sender.id
    return [
        Inbound(
            "", address, sender, kind, text, _at(message, "edit_date" if kind == "edit" else "date"),
            reply_to=to, data={name: value for name, value in data.items() if value not in ("", [])}, attachments=files,
        )
    ]  # fmt: skip


def _business(message: Json, me: Me) -> list[Inbound]:
    return _words(message, me, "message") if _by_customer(message) else []


def _business_edited(message: Json, me: Me) -> list[Inbound]:
    return _edited(message, me) if _by_customer(message) else []


def _by_customer(message: Json) -> bool:
    """Return whether the customer wrote it, not the owner of the account or a bot of theirs."""
    writer = _object(message, "from").get("id")
    return writer == _object(message, "chat").get("id") and "sender_business_bot" not in message


def _business_deleted(deleted: Json, me: Me) -> list[Inbound]:
    address = _address(deleted, me)
    if address is None:
        return []
    who = Sender("", address.chat, _name(_object(deleted, "chat")))
    numbers = deleted.get("message_ids")
    if not isinstance(numbers, list):
        raise InputError("An update needs a list as its message_ids.")
    return [Inbound("", address, who, "delete", data={"external_id": str(number)}) for number in numbers]


def _press(query: Json, me: Me) -> list[Inbound]:
    """The message of the button may be too old to be shown: then it has a chat and a number, nothing else."""
    sender = _person(_object(query, "from"))
    message, choice = query.get("message"), _string(query, "data")
    if not isinstance(message, Mapping) or not choice:
        return []
    address = _address(message, me)
    if address is None:
        return []
    data = {
        "external_id": str(_number(message, "message_id")),
        "query": _string(query, "id"),
        "language": _string(_object(query, "from"), "language_code"),
        "addressed": _is_group(message),
    }
    return [Inbound("", address, sender, "press", choice=choice, data={k: v for k, v in data.items() if v})]


def _reaction(reaction: Json, me: Me) -> list[Inbound]:
    address = _address(reaction, me)
    if address is None or "user" not in reaction:  # a chat reacted, not a person
        return []
    data = {"external_id": str(_number(reaction, "message_id"))}
    sent_at = _at(reaction, "date")
    return [
        Inbound("", address, _person(_object(reaction, "user")), "reaction", "", sent_at,
                choice=_thumb(reaction.get("new_reaction")), data=data)
    ]  # fmt: skip


def _thumb(reactions: object) -> str:
    if not isinstance(reactions, list):
        raise InputError("An update needs a list as its new_reaction.")
    for one in reactions:
        kind = one.get("type") if isinstance(one, Mapping) else None
        emoji = str(one.get("emoji", "")).removesuffix("\ufe0f") if kind == "emoji" else ""
        if kind == "paid" or emoji in UP or emoji == "❤‍🔥":
            return "up"
        if emoji in DOWN:
            return "down"
    return ""


def _member(change: Json, me: Me) -> list[Inbound]:
    """The bot's own standing in a chat has changed."""
    address = _address(change, me)
    if address is None:
        return []
    status = _string(_object(change, "new_chat_member"), "status")
    gone = status in GONE or (status == "restricted" and not _object(change, "new_chat_member").get("is_member"))
    kinds: tuple[InboundKind, InboundKind] = ("joined", "left") if _is_group(change) else ("unblocked", "blocked")
    # Whoever did it, it is so: an anonymous administrator's doing counts too.
    sender = replace(_person(_object(change, "from")), is_bot=False)
    return [Inbound("", address, sender, kinds[gone], "", _at(change, "date"), data={"status": status})]


def _moved(message: Json, me: Me) -> Inbound | None:
    """A group got a new id. Both chats are told: one key makes the two one event."""
    here = str(_number(_object(message, "chat"), "id"))
    if "migrate_to_chat_id" in message:
        old, new = here, str(_number(message, "migrate_to_chat_id"))
    elif "migrate_from_chat_id" in message:
        old, new = str(_number(message, "migrate_from_chat_id")), here
    else:
        return None
    key = f"migrated:{old}:{new}"
    address = Address(NAME, me.id, old)
    return Inbound(key, address, Sender("", old), "migrated", "", _at(message, "date"), data={"to": new})


def language(event: Inbound) -> str:
    """Return the language of an event's person as their app has it, "en" where we do not speak it."""
    told = str(event.data.get("language", "")).partition("-")[0]
    return told if told in LANGUAGES else "en"


READERS: Mapping[str, Callable[[Json, Me], list[Inbound]]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _press,
    "message_reaction": _reaction,
    "my_chat_member": _member,
    "business_message": _business,
    "edited_business_message": _business_edited,
    "deleted_business_messages": _business_deleted,
}

# --- where and who -----------------------------------------------------------------------------


def _address(found: Json, me: Me) -> Address | None:
    """Return where it was said; None for a channel, where nobody asks anything."""
    chat = _object(found, "chat")
    if chat.get("type") == "channel":
        return None
    if connection := _string(found, "business_connection_id"):
        thread = BUSINESS + connection
    else:
        # A reply in a group without topics has a thread id too.
        thread = str(_number(found, "message_thread_id")) if found.get("is_topic_message") is True else ""
    return Address(NAME, me.id, str(_number(chat, "id")), thread)


def _is_group(found: Json) -> bool:
    return _object(found, "chat").get("type") in ("group", "supergroup")


def _sender(message: Json) -> Sender | None:
    """Return who wrote; as a bot where a chat speaks and no person stands behind it. None where nobody did."""
    if "from" not in message:
        return None
    sender = _person(_object(message, "from"))
    return replace(sender, is_bot=True) if "sender_chat" in message else sender


def _person(user: Json) -> Sender:
    return Sender("", str(_number(user, "id")), _name(user), user.get("is_bot") is True)


def _name(person: Json) -> str:
    return " ".join(part for part in (_string(person, "first_name"), _string(person, "last_name")) if part)


def _replied(message: Json) -> str:
    """Return the message that is answered. In a topic each message "answers" the one that opened it: that is none."""
    replied = message.get("reply_to_message")
    if not isinstance(replied, Mapping):
        return ""
    number = _number(replied, "message_id")
    opened = message.get("is_topic_message") is True and number == message.get("message_thread_id")
    return "" if opened else str(number)


# --- words -------------------------------------------------------------------------------------


def _raw(message: Json) -> tuple[str, list[Json]]:
    text, entities = ("text", "entities") if "text" in message else ("caption", "caption_entities")
    found = message.get(entities) or []
    if not isinstance(found, list):
        raise InputError(f"An update needs a list as its {entities}.")
    return _string(message, text), [entity for entity in found if isinstance(entity, Mapping)]


def _command(raw: str, entities: Sequence[Json], me: Me) -> str | None:
    """Return a command without the bot's name, "" for no command, None for another bot's."""
    first = next((e for e in entities if e.get("type") == "bot_command" and e.get("offset") == 0), None)
    if first is None:
        return ""
    words = _span(raw, first)
    rest = raw[len(words) :].strip()
    command, _, bot = words.partition("@")
    if bot and bot.lower() != me.username.lower():
        return None
    if command == "/start":  # what a deep link brings is a name, no words: its _ stays as it is
        return f"{command} {rest}".strip()
    return markdown(f"{command} {rest}".strip(), [])


def _text(raw: str, entities: Sequence[Json], me: Me) -> str:
    """Return the words as Markdown, without the bot's own name in front."""
    first = next((e for e in entities if e.get("offset") == 0 and _is_us(raw, e, me)), None)
    if first is None:
        return markdown(raw, entities)
    name = _span(raw, first)
    rest = raw[len(name) :]
    gap = units(name) + len(rest) - len(rest.lstrip(" ,:\n"))
    moved = [
        {**entity, "offset": entity["offset"] - gap}
        for entity in entities
        if isinstance(entity.get("offset"), int) and entity["offset"] >= gap
    ]
    return markdown(rest.lstrip(" ,:\n"), moved)


def _calls(raw: str, entities: Sequence[Json], me: Me) -> bool:
    return any(_is_us(raw, entity, me) for entity in entities)


def _is_us(raw: str, entity: Json, me: Me) -> bool:
    if entity.get("type") == "text_mention":
        return str(_object(entity, "user").get("id")) == me.id
    return (
        bool(me.username)
        and entity.get("type") == "mention"
        and _span(raw, entity).lower() == f"@{me.username}".lower()
    )


def _answers_us(message: Json, me: Me) -> bool:
    if not _replied(message):
        return False
    writer = _object(message, "reply_to_message").get("from")
    return isinstance(writer, Mapping) and str(writer.get("id")) == me.id


def _mentions(raw: str, entities: Sequence[Json], me: Me) -> list[str]:
    found = []
    for entity in entities:
        if _is_us(raw, entity, me):
            continue
        if entity.get("type") == "mention":
            found.append(_span(raw, entity))
        elif entity.get("type") == "text_mention":
            found.append(str(_number(_object(entity, "user"), "id")))
    return found


def _span(raw: str, entity: Json) -> str:
    """Return the words that an entity marks. Its offsets count UTF-16 units."""
    start, length = _number(entity, "offset"), _number(entity, "length")
    return raw.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le", "ignore")


# --- what is not words -------------------------------------------------------------------------


def _said_otherwise(message: Json) -> str:
    """Return in words what was said by a place, a card or a picture that stands for a word."""
    if "venue" in message:
        venue = _object(message, "venue")
        words = [markup.escape(_string(venue, name)) for name in ("title", "address") if _string(venue, name)]
        return f"📍 {', '.join(words)} ({_place(_object(venue, 'location'))})"
    if "location" in message:
        return f"📍 {_place(_object(message, 'location'))}"
    if "contact" in message:
        contact = _object(message, "contact")
        return f"☎ {markup.escape(_name(contact))} {markup.escape(_string(contact, 'phone_number'))}".replace("  ", " ")
    if "sticker" in message:
        return _string(_object(message, "sticker"), "emoji")
    if "dice" in message:
        return _string(_object(message, "dice"), "emoji")
    if "poll" in message:
        return markup.escape(_string(_object(message, "poll"), "question"))
    return ""


def _place(location: Json) -> str:
    latitude, longitude = location.get("latitude"), location.get("longitude")
    if not isinstance(latitude, (int, float)) or not isinstance(longitude, (int, float)):
        raise InputError("An update needs numbers as latitude and longitude.")
    return f"{latitude}, {longitude}"


def _own_phone(message: Json, sender: Sender) -> str:
    """Return the writer's own number: a card of somebody else proves nothing."""
    if "contact" not in message:
        return ""
    contact = _object(message, "contact")
    return _string(contact, "phone_number") if str(contact.get("user_id", "")) == sender.id else ""


def _files(message: Json) -> tuple[Attachment, ...]:
    if "photo" in message:
        sizes = message["photo"]
        if not isinstance(sizes, list) or not sizes or not isinstance(sizes[-1], Mapping):
            raise InputError("An update needs a list of sizes as its photo.")
        return (_file(sizes[-1], "photo.jpg", "image/jpeg"),)
    for kind, (name, media_type) in FILES.items():
        if kind in message:
            found = _object(message, kind)
            if found.get("is_video") is True:
                name, media_type = "sticker.webm", "video/webm"
            elif found.get("is_animated") is True:
                name, media_type = "sticker.tgs", "application/gzip"
            return (_file(found, name, media_type),)
    return ()


def _file(found: Json, name: str, media_type: str) -> Attachment:
    size = found.get("file_size")
    return Attachment(
        stored="", name=_string(found, "file_name") or name, media_type=_string(found, "mime_type") or media_type,
        size=size if isinstance(size, int) else 0, sha256="",
        remote={"file_id": _needed(found, "file_id"), "unique_id": _string(found, "file_unique_id")},
    )  # fmt: skip


# --- shapes ------------------------------------------------------------------------------------


def _object(found: Json, name: str) -> Json:
    value = found.get(name)
    if not isinstance(value, Mapping):
        raise InputError(f"An update needs an object as its {name}.")
    return value


def _number(found: Json, name: str) -> int:
    value = found.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
        raise InputError(f"An update needs a whole number as its {name}.")
    return value


def _string(found: Json, name: str) -> str:
    """Return a text, "" where there is none."""
    value = found.get(name, "")
    if not isinstance(value, str):
        raise InputError(f"{name} must be text.")
    # Half a character pair is no text that a database takes.
    return value.encode("utf-8", "replace").decode()


def _needed(found: Json, name: str) -> str:
    if value := _string(found, name):
        return value
    raise InputError(f"An update needs a {name}.")


def _at(found: Json, name: str) -> datetime | None:
    if name not in found:
        return None
    number = _number(found, name)
    if not 0 < number < 2**37:
        raise InputError(f"An update needs a moment as its {name}.")
    return datetime.fromtimestamp(number, UTC)
