"""What we say, as Slack's blocks. Pure.

Limits: https://docs.slack.dev/reference/block-kit/blocks, https://docs.slack.dev/reference/views
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot import markup
from bot.channels._slack_in import FEEDBACK
from bot.markup.slack import Piece, mrkdwn, pieces
from bot.types.chat import Address, Card, Choice, Field, Outbound, Part, Source

Block = dict[str, Any]

LONGEST = 12000
"""Characters of one message, all its blocks together."""
LEAST = 2000
"""Characters that the words of a message may have at least."""
BLOCKS, VIEW_BLOCKS = 50, 100
BUTTONS = 25
MENU = 5
"""Entries that an overflow menu may have."""
HEADER, SECTION, FACT, LABEL, VALUE, TITLE, OPTION, METADATA = 150, 3000, 2000, 75, 2000, 24, 75, 3000
LINE = 150
"""Characters of the title of a source."""
FACTS = 3000
"""Characters of all the values of a card."""
STREAMED = 600
"""Characters from which on an answer grows before one's eyes, in a thread of a direct chat."""
JOINER = "\u2060"
MARKS = {"queued": "eyes", "delivered": "white_check_mark", "failed": "warning", "note": "memo"}


def cut(text: str, longest: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def direct(chat: str) -> bool:
    """Return whether a chat is with one person alone; a person's id stands for it until it is opened."""
    return chat.startswith(("D", "U", "W"))


def render(outbound: Outbound, site: str = "") -> Sequence[Part]:
    """Return the parts of an outbound, in order; choices, sources and thumbs stand under the last text.

    `site` is the workspace's own address, "" while it is not known: nothing links to a thread then.
    """
    if outbound.op in ("close_thread",):
        return ()
    if outbound.op in _SINGLE:
        return (Part(outbound.op, outbound.address, _SINGLE[outbound.op](outbound)),)
    if outbound.quote and outbound.text and outbound.op == "post":  # no message of Slack's can point at another one
        outbound = replace(outbound, text=f"> {markup.escape(outbound.quote)}\n\n{outbound.text}", quote="")
    bodies: list[dict[str, Any]] = [
        {"text": piece.text, "blocks": list(piece.blocks)} for piece in _pieces(outbound, site)
    ]
    if bodies:
        bodies[-1]["blocks"] = [*bodies[-1]["blocks"], *_under(outbound)][:BLOCKS]
    if len(bodies) == 1 and _grows(outbound):
        bodies[0] |= {"stream": quiet(outbound.text), "under": _under(outbound)}
    op = "post" if outbound.op == "file" else outbound.op
    name = {} if op == "edit" else _as(outbound)  # an edit keeps the name that stands there
    parts = [Part(op, outbound.address, {**body, **name}) for body in bodies]
    files = ({"name": file.name, "size": file.size, "text": ""} for file in outbound.attachments)
    return (*parts, *(Part("file", outbound.address, {**file, **_as(outbound)}) for file in files))


def _grows(outbound: Outbound) -> bool:
    """Return whether an answer is long enough to be shown while it is written."""
    whole = outbound.card is None and not _as(outbound) and len(outbound.text) >= STREAMED
    return whole and outbound.op == "post" and outbound.kind == "answer" and direct(outbound.address.chat)


def quiet(markdown: str) -> str:
    """Return Markdown that pings nobody where Slack itself reads it: in a stream."""
    return re.sub(r"<(?=[!@#])|@(?=here|channel|everyone)", rf"\g<0>{JOINER}", markdown)


def _as(outbound: Outbound) -> dict[str, str]:
    """Return under whose name it is shown, where it is not the bot's own."""
    name = outbound.author or outbound.speaker
    return {"username": cut(" ".join(name.split()), 80)} if name else {}


def _pieces(outbound: Outbound, site: str = "") -> list[Piece]:
    if outbound.card is not None:
        return [Piece(_summary(outbound.card), tuple(card(outbound.card, site)))]
    # What stands under the text counts too: room is left for it.
    return pieces(outbound.text, max(LEAST, _room(_under(outbound)))) if outbound.text.strip() else []


def _under(outbound: Outbound) -> list[Block]:
    rated = outbound.kind == "answer" and outbound.op == "post" and not outbound.speaker
    rated = rated and direct(outbound.address.chat)
    # Slack has thumbs of its own, which say the same as our two buttons.
    choices = [one for one in outbound.choices if not (rated and one.id.startswith(("up:", "down:")))]
    under = [] if outbound.card is not None else buttons(choices)
    if rated:
        under.append(thumbs())
    named = [] if outbound.card is not None else list(outbound.sources)
    while named and _room([*_sources(named), *under]) < LEAST:
        named.pop()
    return [*_sources(named), *under]


def _summary(shown: Card) -> str:
    """Return what a notification says of a card."""
    return cut(mrkdwn(shown.title) or "…", SECTION)


def card(shown: Card, site: str = "") -> list[Block]:
    """Return a card as the blocks of a message: title, words, facts, buttons. Facts that do not fit are left out."""
    head = [_header(shown.title)] if shown.title else []
    under, facts = _actions(shown), _facts(shown.facts, {label: _thread_url(at, site) for label, at in shown.links})
    while facts and _room([*head, *facts, *under]) < LEAST:
        facts = facts[:-1]
    most = max(LEAST, _room([*head, *facts, *under]))
    text = pieces(shown.text, most)[:1] if shown.text.strip() else []
    return [*head, *(block for piece in text for block in piece.blocks), *facts, *under][:BLOCKS]


def _room(blocks: Sequence[Block]) -> int:
    """Return how many characters a message has left beside these blocks."""
    return LONGEST - sum(len(json.dumps(block, ensure_ascii=False)) for block in blocks)


def _header(title: str) -> Block:
    return {"type": "header", "text": _plain(title, HEADER)}


def _thread_url(at: Address, site: str) -> str:
    """Return the address of a thread; "" for what is none of Slack's.

    https://docs.slack.dev/reference/methods/chat.getPermalink
    """
    known = site and at.channel == "slack"
    return f"{site.rstrip('/')}/archives/{at.chat}/p{at.thread.replace('.', '')}" if known else ""


def _facts(facts: Sequence[tuple[str, str]], links: Mapping[str, str]) -> list[Block]:
    """Return labels and values; together they leave room for the words."""
    longest = min(FACT, FACTS // max(1, len(facts)))
    fields = []
    for label, value in facts:
        words = mrkdwn(cut(value, longest)) or "–"
        words = f"<{url}|{words}>" if (url := links.get(label)) else words
        fields.append(_live(f"*{mrkdwn(cut(label, LABEL))}*\n{words}"))
    return [{"type": "section", "fields": fields[at : at + 10]} for at in range(0, len(fields), 10)]


def _sources(sources: Sequence[Source]) -> list[Block]:
    lines = dict.fromkeys(" · ".join(filter(None, (source.title, source.section))) for source in sources)
    shown = [_live(f":page_facing_up: {mrkdwn(cut(line, LINE))}") for line in lines][:10]
    return [{"type": "context", "elements": shown}] if shown else []


def buttons(choices: Sequence[Choice]) -> list[Block]:
    """Return quick replies as buttons; an action is named by what the id begins with, its value is the whole id."""
    names: dict[str, int] = {}
    made = []
    for choice in choices:
        name = choice.id.split(":", 1)[0] or "choice"
        names[name] = names.get(name, 0) + 1
        action = name if names[name] == 1 else f"{name}~{names[name]}"
        made.append({"type": "button", "action_id": action, "value": choice.id, "text": _plain(choice.label, LABEL)})
    return [{"type": "actions", "elements": made[at : at + BUTTONS]} for at in range(0, len(made), BUTTONS)]


def _actions(shown: Card) -> list[Block]:
    """Return a card's buttons with its menu behind them."""
    rows = buttons(shown.choices)
    if not shown.menu:
        return rows
    options = [{"text": _plain(one.label, OPTION), "value": one.id} for one in shown.menu[:MENU]]
    menu: Block = {"type": "overflow", "action_id": "menu", "options": options}
    if not rows or len(rows[-1]["elements"]) == BUTTONS:
        rows.append({"type": "actions", "elements": []})
    rows[-1]["elements"].append(menu)
    return rows


def thumbs() -> Block:
    """Return the two thumbs that Slack shows under an answer."""
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": FEEDBACK,
                "positive_button": {"text": _plain("👍", LABEL), "value": "up"},
                "negative_button": {"text": _plain("👎", LABEL), "value": "down"},
            }
        ],
    }


def _ephemeral(outbound: Outbound) -> dict[str, Any]:
    """One message, whatever its length: what is too long for it is cut."""
    piece = next(iter(_pieces(outbound)), Piece("", ()))
    blocks = [*piece.blocks, *_under(outbound)][:BLOCKS]
    return {"text": piece.text, "blocks": blocks, "person": outbound.person}


def _home(outbound: Outbound) -> dict[str, Any]:
    return {"view": home(outbound.card or Card("", "", outbound.text)), "person": outbound.person}


def home(shown: Card) -> Block:
    """Return a card as a person's own page."""
    return {"type": "home", "blocks": card(shown) or [{"type": "divider"}]}


def view(shown: Card, address: Address) -> Block:
    """Return a card as a form (or a page) that opens over the chat. It remembers where it was opened."""
    came = {"card": shown.id, "chat": address.chat, "thread": address.thread}
    room = BLOCKS - len(shown.fields)
    text = [block for piece in pieces(shown.text) for block in piece.blocks][:room] if shown.text.strip() else []
    blocks = [*text, *_facts(shown.facts, {}), *map(_input, shown.fields), *buttons(shown.choices)][:VIEW_BLOCKS]
    made: Block = {
        "type": "modal", "callback_id": "card", "title": _plain(shown.title, TITLE),
        "blocks": blocks or [{"type": "divider"}], "private_metadata": json.dumps(came, ensure_ascii=False)[:METADATA],
    }  # fmt: skip
    if shown.fields:
        made["submit"] = _plain(shown.submit or "OK", TITLE)
    return made


def _input(field: Field) -> Block:
    element: Block
    if field.options:
        options = [{"text": _plain(option.label, OPTION), "value": option.id} for option in field.options[:100]]
        element = {"type": "static_select", "action_id": "value", "options": options}
        if chosen := next((option for option in options if option["value"] == field.value), None):
            element["initial_option"] = chosen
    elif field.moment:
        element = {"type": "datetimepicker", "action_id": "value"}
    else:
        element = {"type": "plain_text_input", "action_id": "value", "multiline": field.lines}
        if field.value:
            element["initial_value"] = field.value[:SECTION]
    return {
        "type": "input", "block_id": field.id, "optional": field.optional, "element": element,
        "label": _plain(field.label, VALUE),
    }  # fmt: skip


def _live(text: str) -> Block:
    """Return mrkdwn of ours around strangers' words, in which Slack links nothing by itself."""
    return {"type": "mrkdwn", "text": cut(text, FACT), "verbatim": True}


def _plain(text: str, longest: int) -> Block:
    return {"type": "plain_text", "text": cut(" ".join(text.split()) or "…", longest), "emoji": True}


def metadata(part: Part) -> dict[str, Any]:
    """Return what marks a message as this part, for `find` to see."""
    return {"event_type": "rapport", "event_payload": {"outbox_id": part.id}}


def is_part(message: Mapping[str, Any], part: Part) -> bool:
    """Return whether a message in Slack is this part."""
    marked = message.get("metadata") or {}
    return bool(part.id) and (marked.get("event_payload") or {}).get("outbox_id") == part.id


_SINGLE = {
    "delete": lambda _outbound: {},
    "react": lambda outbound: {"mark": outbound.mark},
    "status": lambda outbound: {"text": mrkdwn(outbound.text)},
    "ephemeral": _ephemeral,
    "home": _home,
}
