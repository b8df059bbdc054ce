"""Commands: `/me`, `/forget`, `/help` … and the same wishes in plain words. Deterministic, before any search."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.dialogue import reading
from bot.dialogue.about_oneself import asks_what_is_known, me
from bot.dialogue.bringing_in import bring_in
from bot.dialogue.forgetting import FORGOT, clause_to_forget, forget, forget_that, memory_on
from bot.dialogue.order import Order, look, reply
from bot.dialogue.voice import Voice
from bot.texts import LANGUAGES
from bot.types.decision import Ask, Decision, Export, Learn, Link, Note, Say, Transfer
from bot.types.memory import Learned
from bot.types.relationship import Happened
from bot.types.turn import Turn

_BARE_CODE = re.compile(r"^(?=.*[2-9])(?=.*[A-Z])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", re.IGNORECASE)
"""A link code as it is shown: memory/identities.py mints it with a digit and a letter, so that it is no word."""
_CODE = re.compile(_BARE_CODE.pattern.replace("}-[", "}-?["), re.IGNORECASE)
"""The same behind `/start`, where nobody chats: with or without its hyphen."""
CODE_LENGTH, TYPED = 8, 20
"""Characters of a link code, and of what was typed in its place that are said back."""
NEAR_COMMAND = 0.6
"""Least likeness (0 to 1) of a command that there is not and the one that was meant."""


def known(text: str) -> bool:
    """Return whether words in slash form are a command of ours: "/order 48213 came broken" is not."""
    return text.strip().startswith("/") and text.strip()[1:].split(" ")[0].split("@")[0].lower() in _SLASH


def command(turn: Turn, voice: Voice, code: str) -> Decision | None:
    """Return the decision when the turn is a command, in slash form or in plain words; None otherwise."""
    text = turn.typed.strip()
    if text.startswith("/"):
        name, _, rest = text[1:].partition(" ")
        run = _SLASH.get(name.split("@")[0].lower())
        return run(Order(turn, voice, rest.strip(), code)) if run else _unknown(turn, voice, name)
    return spoken(turn, voice, code)


def spoken(turn: Turn, voice: Voice, code: str) -> Decision | None:
    """Return the decision when plain words ask for what a command does; None otherwise."""
    text = turn.text.strip()
    if _BARE_CODE.match(turn.typed.strip()):
        return _link(Order(turn, voice, turn.typed.strip(), code))
    if any(asks_what_is_known(text, one) for one in voice.languages):
        return me(Order(turn, voice, text, code))
    for intent, run in _SPOKEN:
        if reading.contains(text, intent, voice.languages) and len(reading.tokens(text)) <= 10:
            return run(Order(turn, voice, text, code))
    if not FORGOT.search(text) and (wanted := clause_to_forget(turn, voice)):
        return forget(Order(turn, voice, wanted, code))
    if any(reading.whole(text, "forget_that", (language,), extra=2) for language in voice.languages):
        return forget_that(Order(turn, voice, text, code))
    if decision := opt_out(turn, voice):
        return decision
    if reading.language_wished(text) and len(reading.tokens(text)) > 1:
        return _language(Order(turn, voice, text, code))
    return None


def opt_out(turn: Turn, voice: Voice, *, to_colleague: bool = False) -> Decision | None:
    """Return the decision when plain words ask to be written to no more; None otherwise.

    `to_colleague` says that a colleague reads them too: "stop" may be meant for them, STOP in capitals is for us.
    """
    text = turn.text.strip()
    if any(reading.whole(text, "no_contact", (language,), extra=3) for language in voice.languages):
        return _stop(Order(turn, voice, text, ""))
    if reading.whole(text, "stop_alone", voice.languages, extra=0) and (text.isupper() or not to_colleague):
        return reply("stop_how", voice("stop.how"))
    return None


def _unknown(turn: Turn, voice: Voice, name: str) -> Decision:
    """Name the command that there is not, and the one that was meant."""
    near = process.extractOne(name.lower(), list(_SLASH), scorer=OSA.normalized_similarity, score_cutoff=NEAR_COMMAND)
    if near is None:
        return look(turn, "unknown", voice("command.unknown", command=f"/{name[:20]}"))
    return look(turn, "unknown", voice("command.near", command=f"/{name[:20]}", near=f"/{near[0]}"))


def _start(order: Order) -> Decision:
    """The first press in a chat: with a one-time code, the link that joins two accounts; else a campaign's, if any."""
    if _CODE.match(order.rest):
        return _link(order)
    helped = _help(order)
    came = Note(Happened("x.campaign", order.turn.now, {"name": order.rest[:64]}))
    return replace(helped, acts=(*helped.acts, came)) if order.rest else helped


def _help(order: Order) -> Decision:
    return look(order.turn, "help", order.voice("help.text"))


def human(order: Order) -> Decision:
    """Bring in a person."""
    return bring_in(order.turn)


def _export(_order: Order) -> Decision:
    return Decision("command", "command:export", (Export(), Ask()))


def _cancel(order: Order) -> Decision:
    return cancel(order.turn, order.voice)


def cancel(turn: Turn, voice: Voice) -> Decision:
    """Take the conversation back to the bot."""
    if turn.ownership.owner == "bot":
        return reply("cancel", voice("handoff.not_waiting"))
    return reply("cancel", voice("handoff.cancelled"), Transfer("bot"))


def _link(order: Order) -> Decision:
    """The engine says how it went: a code is minted, or redeemed, in the transaction that records the turn."""
    typed = "".join(order.rest.split()).replace("-", "")
    if not typed:
        return Decision("command", "command:link", (Link("offer", order.code),))
    if len(typed) != CODE_LENGTH or not (typed.isascii() and typed.isalnum()):
        shown = order.rest[:TYPED]  # one sign wrong, it still tells the code
        return Decision("command", "command:link", (
            Say(order.voice("link.malformed", typed=shown), "command", code=shown), Ask(),
        ))  # fmt: skip
    return Decision("command", "command:link", (Link("accept", typed),))


def _link_spoken(order: Order) -> Decision:
    """The wish in words offers a code; a code is typed alone or behind the command."""
    return Decision("command", "command:link", (Link("offer", order.code),))


def _unlink(_order: Order) -> Decision:
    return Decision("command", "command:unlink", (Link("undo"),))


def _language(order: Order) -> Decision:
    code = order.rest.lower()
    named = code if code in LANGUAGES else reading.language_named(order.rest)
    if not named:
        return reply("language", order.voice("language.which"))
    wish = Learned(
        "locale.language", named, order.turn.text, "command:language", message_id=order.turn.last.message_id or 0
    )
    other = replace(order.voice, language=named)
    left = order.turn.awaiting
    kept = Ask(left) if left.kind == "answered" else Ask()  # "where is it" goes on from what was answered
    return reply("language", other("language.set"), Learn((wish,)), kept)


def _stop(order: Order) -> Decision:
    """Nothing is said unasked any more: remembered of the person, so on every linked channel."""
    message_id = order.turn.last.message_id or 0
    wish = Learned("contact.do_not_contact", "all", order.turn.text.strip(), "command:stop", message_id=message_id)
    return reply("stop", order.voice("stop.done"), Learn((wish,)))


_Run = Callable[[Order], Decision]
_SLASH: dict[str, _Run] = {
    "start": _start, "help": _help, "human": human, "agent": human, "me": me, "forget": forget, "cancel": _cancel,
    "link": _link, "unlink": _unlink, "language": _language, "stop": _stop, "export": _export,
}  # fmt: skip
NAMES = tuple(_SLASH)
"""What a command is called, without its slash."""
_SPOKEN: tuple[tuple[str, _Run], ...] = (
    ("me", me), ("memory_on", memory_on), ("export", _export), ("unlink", _unlink), ("link", _link_spoken),
)  # fmt: skip
