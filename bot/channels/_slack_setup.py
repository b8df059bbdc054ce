"""What our app needs in Slack, in one table: from it comes the manifest, and against it the doctor looks.

https://docs.slack.dev/reference/app-manifest; agent_view: https://docs.slack.dev/ai/migrating-to-agent-messaging
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import texts
from bot.channels import _slack_tokens as tokens
from bot.channels._slack_api import REFUSED, REINSTALL, Api, SlackError, refusal_of
from bot.channels._slack_send import is_shared
from bot.errors import DeliveryError
from bot.types.channel import Look

COMMAND = "/rapport"
SKEW_SECONDS = 60
"""How far our clock may be from Slack's: beyond 300, Slack's requests are refused as stale."""


@dataclass(frozen=True, slots=True)
class Handled:
    """Something that Rapport does, with the events it listens to, the methods it calls and the scopes these need."""

    what: str
    scopes: tuple[str, ...]
    events: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    legacy: tuple[str, ...] = ()
    """Events that come without being asked for, to an app that was made another way."""


HANDLED = (
    Handled("answer in direct messages", ("im:history", "chat:write"), ("message.im",),
            ("chat.postMessage", "chat.startStream", "chat.appendStream", "chat.stopStream")),
    Handled("hear its name in channels", ("app_mentions:read",), ("app_mention",)),
    Handled("follow the threads it is in, and the desk's", ("channels:history", "groups:history", "mpim:history"),
            ("message.channels", "message.groups", "message.mpim"),
            ("conversations.replies", "conversations.history")),
    Handled("change and remove what it said", ("chat:write",), (), ("chat.update", "chat.delete")),
    Handled("say a line to one person alone", ("chat:write",), (), ("chat.postEphemeral",)),
    Handled("show who speaks", ("chat:write.customize", "users:read"), (), ("users.info",)),
    Handled("take thumbs", ("reactions:read",), ("reaction_added", "reaction_removed")),
    Handled("show whether a reply has arrived", ("reactions:write",), (), ("reactions.add", "reactions.remove")),
    Handled("pass files on", ("files:read", "files:write"), (),
            ("files.info", "files.getUploadURLExternal", "files.completeUploadExternal", "files.delete")),
    Handled("write first, and answer commands", ("im:write", "im:read", "commands"), (),
            ("conversations.open", "conversations.info")),
    Handled("show each person their own page", (), ("app_home_opened",), ("views.publish",)),
    Handled("ask by forms", (), (), ("views.open",)),
    Handled("show that it is thinking, suggest what to ask", ("assistant:write",), ("app_context_changed",),
            ("assistant.threads.setStatus", "assistant.threads.setSuggestedPrompts"), ("assistant_thread_started",)),
    Handled("notice that it was removed", (), ("tokens_revoked", "app_uninstalled")),
    Handled("exchange tokens that expire", (), (), ("oauth.v2.access",)),
    Handled("look whether it is in the desk's channel, and who else", ("channels:read", "groups:read"),
            ("channel_shared",), ("auth.test", "conversations.info")),
)  # fmt: skip
EXPIRES = Look(
    "The bot token expires twelve hours after it was made.",
    "Set SLACK_REFRESH_TOKEN, which stands beside it, and SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (Basic Information).",
)
KINDS = {
    "SLACK_BOT_TOKEN": (("xoxb-", "xoxe.xoxb-"), "the Bot User OAuth Token under OAuth & Permissions"),
    "SLACK_APP_TOKEN": (("xapp-",), "an App-Level Token under Basic Information"),
    "SLACK_REFRESH_TOKEN": (("xoxe-",), "the refresh token beside the bot token under OAuth & Permissions"),
}
"""How each setting's kind of token begins (https://docs.slack.dev/authentication/tokens), and where it is found."""
INVITE = "Invite the bot there with /invite @Rapport."
APP_SCOPE = "connections:write"
"""What the app-level token needs; apps.connections.open is called with it."""


def scopes() -> list[str]:
    """Return the bot scopes that are needed."""
    return sorted({scope for handled in HANDLED for scope in handled.scopes})


def manifest(url: str = "", *, rotate: bool = False) -> dict[str, Any]:
    """Return the app's manifest: for Socket Mode, or for HTTP at a public address (https://host/slack/events).

    With `rotate` its tokens expire: Slack lets nobody undo that.
    """
    address = {"request_url": url} if url else {}
    prompts = [texts.say("en", f"slack.prompt_{name}") for name in ("me", "human")]
    return {
        "display_information": {
            "name": "Rapport",
            "description": "The support bot that remembers",
            "long_description": "Answers customers' questions from your own articles and says which, remembers each "
            "customer across chat apps, and brings in a person from your team when it should not answer itself.",
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Rapport", "always_online": True},
            "slash_commands": [
                {
                    "command": COMMAND, **({"url": url} if url else {}),
                    "description": "Ask for help, a person, or what is remembered of you",
                    "usage_hint": "help | human | me | forget | link", "should_escape": False,
                }
            ],
            "agent_view": {
                "agent_description": "Answers from your help articles, remembers, and brings in a person.",
                "suggested_prompts": [{"title": words, "message": words} for words in prompts],
            },
        },
        "oauth_config": {"scopes": {"bot": scopes()}},
        "settings": {
            "event_subscriptions": {
                **address, "bot_events": sorted({event for handled in HANDLED for event in handled.events}),
            },
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": rotate,
        },
    }  # fmt: skip


async def diagnose(given: Mapping[str, str], desks: Sequence[str]) -> list[Look]:
    """Look whether Slack is set up. `desks` are the ids of the channels in which agents work.

    `given` holds the settings, and beside them what is kept, by its name. Nothing is exchanged here: a refresh token
    works once, and that is for a process which stores what it gets.
    """
    given = {name: value.strip() for name, value in given.items()}  # as `build` reads them
    token, refresh = given.get("SLACK_BOT_TOKEN", ""), given.get("SLACK_REFRESH_TOKEN", "")
    if not token:
        return [Look("There is no bot token.", "Make an app with `rapport slack manifest` and set SLACK_BOT_TOKEN.")]
    if mistaken := [look for look in (_kind(name, given.get(name, "")) for name in KINDS) if look]:
        return mistaken
    now, found = time.time(), []
    if refresh:
        pair = tokens.current(token, refresh, given.get(tokens.NAME, ""))
        token, found = pair.access, [_expiring(pair, given, now)]
        if 0 < pair.expires <= now:
            return found
    elif token.startswith("xoxe."):
        found = [EXPIRES]
    api = Api(token, given.get("SLACK_API_URL", "") or "https://slack.com/api/")
    try:
        return [*found, *[finding async for finding in _findings(api, given, desks)]]
    finally:
        await api.close()


def _kind(name: str, token: str) -> Look | None:
    """Look whether a setting holds its own kind of token; None where it does, or is not set."""
    begins, found_at = KINDS[name]
    if not token or (token.startswith(begins) and token.isascii() and token.isprintable() and " " not in token):
        return None
    return Look(f"{name} holds no token of its kind.", f"Set it to {found_at}, whole: it begins with {begins[0]}")


def _expiring(pair: tokens.Pair, given: Mapping[str, str], now: float) -> Look:
    """Look whether tokens that expire are exchanged in time."""
    if not given.get("SLACK_CLIENT_ID") or not given.get("SLACK_CLIENT_SECRET"):
        return Look("The bot token expires and cannot be exchanged.", tokens.MISSING)
    if wrong := tokens.fault(pair, now):
        return Look(wrong, tokens.ANEW)
    if pair.begun and now - pair.begun > tokens.BUSY_SECONDS:
        return Look(
            f"An exchange of the token was begun at {tokens.moment(pair.begun)}, and its answer is not stored.",
            "`rapport serve` tries once more while it runs. If the answer was lost, Slack refuses that, and this check "
            f"says so. Then: {tokens.ANEW[0].lower()}{tokens.ANEW[1:]}",
        )
    if 0 < pair.expires <= now:
        return Look(
            f"The bot token has expired, at {tokens.moment(pair.expires)}.", "Start `rapport serve`: it exchanges it."
        )
    if not pair.expires:
        return Look("The bot token expires: `rapport serve` exchanges it when it starts, and ahead of each end.")
    return Look(f"The bot token is good until {tokens.moment(pair.expires)} and is exchanged ahead of that.")


async def _findings(api: Api, given: Mapping[str, str], desks: Sequence[str]) -> AsyncIterator[Look]:
    try:
        found = await api.who()
    except DeliveryError as error:
        yield _unanswered(error)
        return
    yield Look(f"The bot token works: {found.get('user')} in {found.get('team')}.")
    missing = [scope for scope in scopes() if scope not in api.scopes]
    if missing:
        yield Look(f"The token lacks {', '.join(missing)}.", "Add what it lacks under OAuth & Permissions (or paste "
                   "`rapport slack manifest` again), then reinstall the app.")  # fmt: skip
    else:
        yield Look("All scopes are there.")
    yield await _listening(api, given)
    yield _clock(api)
    for desk in desks:
        yield await look_at(api, desk)


def _unanswered(error: DeliveryError) -> Look:
    if isinstance(error, SlackError) and error.code == "token_expired":
        return Look(
            refusal_of(error.code), f"With SLACK_REFRESH_TOKEN, `rapport serve` exchanges it; else: {REINSTALL}"
        )
    if isinstance(error, SlackError) and error.code in REFUSED:
        return Look(refusal_of(error.code), REINSTALL)
    return Look(f"Slack could not be asked: {error}.", "Look at the network, and at SLACK_API_URL where it is set.")


async def _listening(api: Api, given: Mapping[str, str]) -> Look:
    app_token = given.get("SLACK_APP_TOKEN", "")
    if not app_token:
        if given.get("SLACK_SIGNING_SECRET"):
            return Look("Events come in by signed HTTP at /slack/events.")
        return Look("No event comes in.", "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).")
    app = Api(app_token, api.base_url)
    try:
        await app.write("apps.connections.open")
    except SlackError as error:
        return Look(f"The app token does not open Socket Mode: {error.code}.", f"Make one with {APP_SCOPE} under Basic "
                    "Information → App-Level Tokens, switch Socket Mode on, and set SLACK_APP_TOKEN.")  # fmt: skip
    except DeliveryError as error:
        return _unanswered(error)
    finally:
        await app.close()
    return Look("The app token opens Socket Mode.")


def _clock(api: Api) -> Look:
    if abs(api.skew) <= SKEW_SECONDS:
        return Look("The clock agrees with Slack's.")
    where = "ahead of" if api.skew > 0 else "behind"
    return Look(f"The clock is {abs(api.skew):.0f} s {where} Slack's (beyond 300 s signed requests are refused).",
                "Let the system's clock be set by NTP.")  # fmt: skip


async def look_at(api: Api, desk: str) -> Look:
    """Look whether agents can work in a channel."""
    try:
        channel = (await api.read("conversations.info", channel=desk))["channel"]
    except SlackError as error:
        return Look(f"The desk {desk} cannot be seen ({error.code}).", INVITE)
    except DeliveryError as error:
        return _unanswered(error)
    name = f"#{channel.get('name') or desk}"
    if channel.get("is_archived"):
        return Look(f"The desk {name} is archived.", "Unarchive it, or name another in RAPPORT_DESKS.")
    if not channel.get("is_member"):
        return Look(f"The bot is not in the desk {name}.", INVITE)
    if is_shared(channel):
        return Look(f"The desk {name} is shared with another company: no case is posted there.",
                    "Stop sharing it, or name a channel of your own in RAPPORT_DESKS.")  # fmt: skip
    return Look(f"The bot is in the desk {name}.")
