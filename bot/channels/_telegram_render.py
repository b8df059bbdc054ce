"""What is to be said or done, as calls to the Bot API. Pure.

A part's body is a `method` and its fields as they go out. Beside them stand, for us alone: `pin` (the message is
pinned once it is there), `reopen` (its topic is opened again), `grows` (previews come before it) and `file` (which
attachment the part carries, by its place in the Outbound; the bytes lie at the part's `path`). The chat, the thread,
the message it is about and the one it answers come from the part.
https://core.telegram.org/bots/api#available-methods
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot import markup
from bot.channels._telegram_parse import BUSINESS, NAME
from bot.markup.telegram import Piece, pieces, units
from bot.types.chat import Address, Attachment, Card, Choice, Mark, Outbound, OutboundOp, Part

TEXT = 4096
CAPTION = 1024
TOPIC = 128
ALERT = 200
"""UTF-16 units or characters that a message, a caption, a topic's name and the answer to a press may have."""
TOAST = 60
"""Words longer than this are shown until they are closed."""
LABEL = 64
STREAMED = 600
"""UTF-16 units from which on an answer grows before one's eyes, in a chat with one person."""
ROW = 30
"""Letters of choices that stand side by side."""
SUPERGROUP = "-100"
"""Begins a supergroup's id; its address has the rest alone."""
PHOTO_LIMIT = 10_000_000
REACTIONS: Mapping[Mark, str] = {"queued": "👀", "delivered": "👌", "failed": "💔", "note": "✍"}
"""Telegram lets bots react with these, but not with ✅ or ⚠."""
VOICE = ("audio/ogg",)
AUDIO = ("audio/mpeg", "audio/mp4", "audio/x-m4a")
PHOTO = ("image/jpeg", "image/png", "image/webp")
VIDEO = ("video/mp4",)

Body = dict[str, Any]


def render(outbound: Outbound) -> Sequence[Part]:
    """Return the parts of an Outbound, in order."""
    bodies: dict[OutboundOp, Any] = {
        "post": _post, "edit": _edit, "delete": _delete, "react": _react, "status": _status, "file": _post,
        "open_thread": _open, "close_thread": _close, "home": _nothing, "ephemeral": _ephemeral,
    }  # fmt: skip
    outbound = _quiet(outbound) if outbound.quiet else outbound
    return tuple(Part(op, outbound.address, body) for op, body in bodies[outbound.op](outbound))


def _quiet(outbound: Outbound) -> Outbound:
    """Return the same with nothing in it that Telegram makes a name, a command or a link of, as it does by itself."""
    card, quiet = outbound.card, markup.quiet
    if card is not None:
        facts = tuple((label, quiet(value)) for label, value in card.facts)
        card = replace(card, title=quiet(card.title), text=quiet(card.text), facts=facts)
    return replace(outbound, text=quiet(outbound.text), author=quiet(outbound.author), card=card)


def _post(outbound: Outbound) -> list[tuple[OutboundOp, Body]]:
    """Words first, files after them; one line with one file is its caption."""
    keyboard = _keyboard(_choices(outbound))
    words = [_card(outbound.card)] if outbound.card else pieces(_words(outbound), TEXT)
    files = [(index, file) for index, file in enumerate(outbound.attachments) if not file.error]
    if files and len(words) == 1 and units(words[0].text) <= CAPTION:
        (index, file), *more = files
        return [("file", _file(index, file, words[0], keyboard)), *(("file", _file(i, f)) for i, f in more)]
    if not words and keyboard and not files:
        words = [Piece("…", ())]
    bodies = [_message(piece) for piece in words]
    if outbound.card and outbound.op == "post" and outbound.address.thread.isdigit():
        # A case goes on in the topic of the one before, which was closed.
        bodies[0] |= {"pin": True, "reopen": True}
    if len(bodies) == 1 and not files and _grows(outbound, words[0]):
        bodies[0]["grows"] = True
    if bodies and keyboard:
        bodies[-1]["reply_markup"] = keyboard
    carried: list[tuple[OutboundOp, Body]] = [("file", _file(index, file)) for index, file in files]
    return [*(("post", body) for body in bodies), *carried]


def _grows(outbound: Outbound, words: Piece) -> bool:
    """Return whether an answer is long enough to be shown while it is written; only private chats can."""
    at, ours = outbound.address, not (outbound.speaker or outbound.author)
    private = not at.chat.startswith("-") and not at.thread.startswith(BUSINESS)
    whole = outbound.op == "post" and outbound.kind == "answer" and outbound.card is None and ours
    return whole and private and units(words.text) >= STREAMED


def _edit(outbound: Outbound) -> list[tuple[OutboundOp, Body]]:
    """One edit a piece, as `_post` has them: the words may have grown or shrunk by whole messages."""
    found = [_card(outbound.card)] if outbound.card else pieces(_words(outbound), TEXT) or [Piece("…", ())]
    bodies: list[Body] = [{**_message(piece), "method": "editMessageText"} for piece in found]
    if keyboard := _keyboard(_choices(outbound)):
        bodies[-1]["reply_markup"] = keyboard
    return [("edit", body) for body in bodies]


def _delete(_outbound: Outbound) -> list[tuple[OutboundOp, Body]]:
    return [("delete", {"method": "deleteMessage"})]


def _react(outbound: Outbound) -> list[tuple[OutboundOp, Body]]:
    emoji = REACTIONS.get(outbound.mark)
    return [
        ("react", {"method": "setMessageReaction", "reaction": [{"type": "emoji", "emoji": emoji}] if emoji else []})
    ]


def _status(_outbound: Outbound) -> list[tuple[OutboundOp, Body]]:
    return [("status", {"method": "sendChatAction", "action": "typing"})]


def _open(outbound: Outbound) -> list[tuple[OutboundOp, Body]]:
    """A topic, then its first messages; the thread in which these go out is known by then."""
    title = outbound.card.title if outbound.card else markup.plain(outbound.text).split("\n")[0]
    name = cut(" ".join(title.split()), TOPIC) or "…"
    first = _post(outbound)
    if outbound.card and first:
        first[0][1]["pin"] = True
    return [("open_thread", {"method": "createForumTopic", "name": name}), *first]


def _close(_outbound: Outbound) -> list[tuple[OutboundOp, Body]]:
    return [("close_thread", {"method": "closeForumTopic"})]


def _nothing(_outbound: Outbound) -> list[tuple[OutboundOp, Body]]:
    """Telegram knows no page of one's own."""
    return []


def _ephemeral(outbound: Outbound) -> list[tuple[OutboundOp, Body]]:
    """Words for who pressed; without a press there is no such thing here, and they are said to all."""
    if not outbound.query:
        return _post(outbound)
    text = cut(markup.plain(outbound.text), ALERT)
    body: Body = {"method": "answerCallbackQuery", "callback_query_id": outbound.query}
    if outbound.choices:  # there is no room for them in the answer
        return [("ephemeral", body), *_post(outbound)]
    body["text"] = text
    return [("ephemeral", {**body, "show_alert": True} if len(text) > TOAST else body)]


# --- words -------------------------------------------------------------------------------------


def _words(outbound: Outbound) -> str:
    """Return what is said, with who says it before and the articles behind it after."""
    who = outbound.author or outbound.speaker
    lines = [f"**{markup.escape(who)}:**"] if who else []
    lines += [outbound.text] if outbound.text else []
    lines += [
        f"📎 {markup.escape(file.name)} ({markup.escape(file.error)})" for file in outbound.attachments if file.error
    ]
    text = "\n".join(lines)
    sources = [
        f"📄 [{markup.escape(source.title)}]({source.article})"
        if source.article.startswith(("http://", "https://"))
        else f"📄 {markup.escape(source.title)}"
        for source in outbound.sources
    ]
    return "\n\n".join(part for part in (text, "\n".join(sources)) if part)


def _card(card: Card) -> Piece:
    """Return a card as one message: title, text, facts. What it asks for cannot be asked here and is left out."""
    title = pieces(f"**{markup.escape(card.title)}**", TEXT) if card.title else []
    facts = "\n".join(_facts(card))
    ends = [_one(found, TEXT // 3) for found in (title, pieces(facts, TEXT)) if found]
    room = TEXT - sum(units(piece.text) + 2 for piece in ends)
    text = pieces(card.text, TEXT)
    middle = [_one(text, room)] if text else []
    return _joined([*ends[: len(title)], *middle, *ends[len(title) :]]) if ends or middle else Piece("…", ())


def _facts(card: Card) -> Iterator[str]:
    links = {label: _thread_url(at) for label, at in card.links}
    for label, value in card.facts:
        words = markup.escape(value)
        yield f"**{markup.escape(label)}:** {f'[{words}]({url})' if (url := links.get(label)) else words}"


def _thread_url(at: Address) -> str:
    """Return the address of a topic for the group's members; "" for what is none of Telegram's.

    https://core.telegram.org/api/links#private-message-links
    """
    known = at.channel == NAME and at.chat.startswith(SUPERGROUP) and at.thread.isdecimal()
    return f"https://t.me/c/{at.chat.removeprefix(SUPERGROUP)}/{at.thread}" if known else ""


def _joined(found: Sequence[Piece]) -> Piece:
    text, entities = "", []
    for piece in found:
        text += "\n\n" if text else ""
        start = units(text)
        entities += [{**entity, "offset": entity["offset"] + start} for entity in piece.entities]
        text += piece.text
    return Piece(text, tuple(entities))


def _one(found: Sequence[Piece], limit: int) -> Piece:
    """Return the pieces as one of at most so many units, "…" at its end where something is left out."""
    if not found:
        return Piece("…", ())
    first = found[0]
    if len(found) == 1 and units(first.text) <= limit:
        return first
    text = cut(first.text + "…", limit) if units(first.text) < limit else cut(first.text, limit)
    end = units(text) - 1
    kept = [{**e, "length": min(e["length"], end - e["offset"])} for e in first.entities if e["offset"] < end]
    return Piece(text, tuple(kept))


def cut(text: str, limit: int) -> str:
    """Return a text of at most so many UTF-16 units, "…" at its end where something is left out."""
    if units(text) <= limit:
        return text
    return text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore").rstrip() + "…"


# --- calls -------------------------------------------------------------------------------------


def _message(piece: Piece) -> Body:
    # No preview: it would make Telegram call an address because somebody wrote it.
    body: Body = {"method": "sendMessage", "text": piece.text, "link_preview_options": {"is_disabled": True}}
    if piece.entities:
        body["entities"] = list(piece.entities)
    return body


def _file(index: int, file: Attachment, words: Piece | None = None, keyboard: Body | None = None) -> Body:
    method, field = _carrier(file)
    body: Body = {"method": method, "file": {"index": index, "field": field, "name": file.name}}
    if words is not None:
        body["caption"] = words.text
        if words.entities:
            body["caption_entities"] = list(words.entities)
    if keyboard:
        body["reply_markup"] = keyboard
    return body


def _carrier(file: Attachment) -> tuple[str, str]:
    """Return the method and field that shows a file best; as a document any file goes."""
    if file.media_type in PHOTO and file.size <= PHOTO_LIMIT:
        return "sendPhoto", "photo"
    if file.media_type in VOICE:
        return "sendVoice", "voice"
    if file.media_type in AUDIO:
        return "sendAudio", "audio"
    if file.media_type in VIDEO:
        return "sendVideo", "video"
    return "sendDocument", "document"


def _choices(outbound: Outbound) -> Sequence[Choice]:
    """Return what is offered: Telegram knows no menu, so what is wanted less often comes last."""
    card = outbound.card
    return outbound.choices or ((*card.choices, *card.menu) if card else ())


def _keyboard(choices: Sequence[Choice]) -> Body:
    """Return buttons, short ones side by side."""
    rows: list[list[Body]] = []
    width = ROW
    for choice in choices:
        label = cut(" ".join(choice.label.split()), LABEL) or "…"
        if width + len(label) > ROW:
            rows.append([])
            width = 0
        rows[-1].append({"text": label, "callback_data": choice.id})
        width += len(label) + 2
    return {"inline_keyboard": rows} if rows else {}
