"""Treat different customers differently: who this one is to us, and what that changes, by one readable policy.

`load` reads what happened and applies the policy; `standing` does it again, purely, once this turn's own words are
known. Each rule that decides something is named for `rapport why`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlmodel import Session, col, select

from bot.relationship import contact, events, stages
from bot.relationship.conditions import meets, reasons
from bot.relationship.policy import DEFAULT, OfferRule, Policy, RewardRule, Rule, Then, Worth
from bot.storage.tables import Identity, Message
from bot.texts import LANGUAGES, detect, guess
from bot.types.decision import Decision, Note, Outcome
from bot.types.handoff import ORDINARY
from bot.types.memory import Fact, Known
from bot.types.relationship import Happened, Offer, Reward, Sla, Standing
from bot.types.turn import Turn

__all__ = ["DEFAULT", "Policy", "load", "notes", "place", "standing"]

SAID_DAYS = 1
"""How long words that are no facts ("any discount?") make a customer the type that they show."""


def load(
    session: Session, known: Known, policy: Policy, spoken: str, now: datetime, *, channel: str = "", app: str = ""
) -> Standing:
    """Return how to treat a customer.

    `spoken` is the language of the turn's words, "" when unsure; `app` the one that their chat app or browser is set
    to ("pt-BR"), for where nothing that they ever wrote tells it.
    """
    if not (spoken or known.get("locale.language") or _last_language(known)):
        spoken = _language_before(session, known.customer_id) or app.partition("-")[0]
    return standing(known, spoken, policy, now, happened=events.load(session, known.customer_id, now), channel=channel)


def standing(
    known: Known,
    spoken: str,
    policy: Policy,
    now: datetime,
    *,
    happened: Sequence[Happened] = (),
    said: Iterable[str] = (),
    channel: str = "",
) -> Standing:
    """Return how to treat a customer, from what is known and what happened. `said` is what this turn's words show.

    The customer's own wish beats every rule, also the language that they happen to write in.
    """
    language = known.get("locale.language") or spoken or _last_language(known)
    language = language if language in LANGUAGES else "en"
    person = _person(known, policy, now, happened, frozenset(said), language, channel)
    then, rules = _decide(policy.rules, person.seen)
    wishes = [key for key in ("locale.language", "pref.length", "pref.tone") if known.get(key)]
    own = {name: known.get(f"pref.{name}") for name in ("length", "tone")}
    for name in (name for name, wish in own.items() if wish):
        rules.pop(name, None)
    left_alone = bool(contact.opted_out(known) & contact.SELLING)
    wishes += ["contact.do_not_contact"] if left_alone else []
    length, tone = (own[name] or getattr(then, name) or "" for name in ("length", "tone"))
    manner = (*(f"preference:{key}" for key in wishes), *(f"policy:{rules[name]}" for name in own if name in rules))
    return Standing(
        language=language,
        tone=_TONES.get(tone, ""),
        length=_LENGTHS.get(length, "normal"),
        priority=ORDINARY if then.queue is None else then.queue,
        rules=tuple(dict.fromkeys((*manner, *(f"policy:{name}" for name in rules.values())))),
        manner=tuple(dict.fromkeys(manner)),
        stage=person.stage,
        marks=person.seen["mark"],
        value=person.value,
        tier=person.tier,
        queued_by=rules["queue"] if (then.queue or ORDINARY) < ORDINARY else "",
        segments=person.seen["segment"],
        why=person.why,
        personas=person.seen["persona"],
        types=person.seen["type"],
        variant=then.variant or "",
        sla=policy.sla.targets.get(then.sla or "", Sla()),
        desk=then.desk or "",
        agent=then.agent or "",
        offers=_offers(policy.offers, person) if then.offers is not False else (),
        reward=None if left_alone else _reward(policy.rewards, person, known),
        push=then.push is not False and not left_alone,
        contact_days=then.contact_days or 0,
        survey_days=then.survey_days or 0,
        draft=bool(then.draft),
        person=bool(then.person),
        happened=tuple(happened),
        said=frozenset(said),
    )


def place(found: Standing, said: Collection[str], policy: Policy) -> int:
    """Return a case's place in the queue: the customer's own, brought forward by how they feel; 1 is first.

    Who may be hurt has place 0, whatever the policy.
    """
    if "hurt" in said:
        return 0
    forward = max((getattr(policy.mood, feeling, 0) for feeling in said), default=0)
    return max(1, found.priority - forward)


LASTING = frozenset(
    {"angry", "price", "bargain", "haggles", "looking", "compares", "buys", "leaves", "why_us", "dedicated"}
)
"""What words show that counts for more than this turn."""


def notes(turn: Turn, decision: Decision) -> tuple[Note, ...]:
    """Return what a turn has shown of the relationship: an episode began, what was said, a question solved."""
    found: list[Happened] = []
    if turn.last.kind == "message" and turn.ownership.new_episode:
        found.append(Happened("contact", turn.now))
    known = _said_lately(turn.standing.happened, turn.now)
    found += [Happened("said", turn.now, {"what": what}) for what in sorted(turn.said & LASTING) if what not in known]
    helped = any(isinstance(act, Outcome) and act.kind == "helped" for act in decision.acts)
    if helped and turn.known.issue is None:  # an issue that is solved is noted by aftercare
        found.append(Happened("solved", turn.now))
    return tuple(Note(one) for one in found)


_TONES: Mapping[str, Literal["formal", "informal"]] = {"formal": "formal", "informal": "informal"}
_LENGTHS: Mapping[str, Literal["short", "detailed"]] = {"short": "short", "detailed": "detailed"}


def _last_language(known: Known) -> str:
    """Return the language of the customer's latest sure words, so that an "ok" does not switch it; else a guess."""
    said = [line.text for line in known.history if line.role == "customer"]
    sure = (language for text in reversed(said) if (language := detect(text)))
    return next(sure, "") or next((language for text in said if (language := guess(text))), "")


OLDER = 20
"""Messages in which a customer's language is looked for where the latest talk does not tell it: a timer's words, weeks
after they wrote, between agents' replies, are in their language too."""


def _language_before(session: Session, customer_id: int) -> str:
    mine = select(Identity.id).where(Identity.customer_id == customer_id)
    said = select(Message.text).where(
        col(Message.identity_id).in_(mine), Message.role == "customer", Message.text != ""
    )
    texts = session.exec(said.order_by(col(Message.id).desc()).limit(OLDER)).all()
    return next((language for text in texts if (language := detect(text))), "")


# --- who this is ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Person:
    """A customer as conditions see them."""

    seen: dict[str, tuple[str, ...]]
    stage: str
    value: int
    tier: str
    happened: Sequence[Happened]
    language: str
    now: datetime
    why: Mapping[str, tuple[tuple[str, str], ...]]
    """Of each segment."""


def _person(
    known: Known, policy: Policy, now: datetime, happened: Sequence[Happened], said: frozenset[str], language: str,
    channel: str,
) -> _Person:  # fmt: skip
    """Build up what is seen, each step on those before: facts and figures, stage, value and tier, groups."""
    seen = events.count(happened, known.last_contact, now)
    seen |= _facts(known, policy)
    seen |= {"language": (language,), "channel": (channel,), "open_issue": (_open_issue(known),)}
    seen["said"] = (*said, *_said_lately(happened, now))
    way = stages.walk(policy.stages, happened, known.last_contact, now)
    stage = way[-1].stage if way else ""
    value = score(policy.worth, seen)
    tier = next((name for name, least in policy.tiers if value >= least), "")
    seen |= {"stage": (stage,), "value": (str(value),), "tier": (tier,)}
    seen["mark"] = tuple(group.name for group in policy.marks if meets(group.when, seen))
    guessed = {**seen, **_guesses(known, policy, seen)}
    judged = {one.name: guessed if one.inferred else seen for one in policy.segments}
    members = [one for one in policy.segments if meets(one.when, judged[one.name])]
    why = {one.name: reasons(one.when, judged[one.name]) for one in members}
    seen["segment"] = tuple(why)
    guessed["segment"] = seen["segment"]
    seen["persona"] = tuple(one.name for one in policy.personas if meets(one.when, guessed if one.inferred else seen))
    seen["type"] = tuple(group.name for group in policy.types if meets(group.when, seen))
    return _Person(seen, stage, value, tier, happened, language, now, why)


def _facts(known: Known, policy: Policy) -> dict[str, tuple[str, ...]]:
    """Return the values of facts; a sensitive one only where it stands in the customer's own words."""
    found: dict[str, tuple[str, ...]] = {}
    for fact in known.facts:
        if fact.key not in policy.sensitive or _stated(fact):
            found[fact.key] = (*found.get(fact.key, ()), fact.value)
    city = found.get("location.city", ("",))[0].casefold()
    if "location.country" not in found and (country := policy.countries.get(city)):
        found["location.country"] = (country,)
    return found


def _stated(fact: Fact) -> bool:
    return bool(fact.quote) or fact.id == 0  # told in this very turn


def _guesses(known: Known, policy: Policy, seen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return what is only guessed and not known better; never what is sensitive."""
    return {
        fact.key: (fact.value,) for fact in known.pending if fact.key not in policy.sensitive and fact.key not in seen
    }


def _open_issue(known: Known) -> str:
    return "1" if known.issue is not None and not known.first_contact else "0"


def _said_lately(happened: Sequence[Happened], now: datetime) -> tuple[str, ...]:
    since = now - timedelta(days=SAID_DAYS)
    return tuple(str(one.data.get("what", "")) for one in happened if one.kind == "said" and one.at > since)


def score(worth: Worth, seen: Mapping[str, tuple[str, ...]]) -> int:
    """Return what a customer is worth to us, 0 to 100: recency, frequency, money where known, advocacy, facts."""
    advocates = sum(_figure(seen, name) or 0 for name in ("referrals", "reviews"))
    advocates += (_figure(seen, "nps") or 0) >= 9
    since = _figure(seen, "days_since_order")
    points = next((points for days, points in worth.recency if since is not None and since <= days), 0)
    points += _best(worth.frequency, _figure(seen, "orders")) + _best(worth.monetary, _figure(seen, "spent"))
    points += _best(worth.advocacy, advocates)
    points += sum(points for key, value, points in worth.facts if value in map(str.casefold, seen.get(key, ())))
    return max(0, min(100, points))


def _best(steps: Sequence[tuple[float, int]], figure: float | None) -> int:
    return max((points for least, points in steps if figure is not None and figure >= least), default=0)


def _figure(seen: Mapping[str, tuple[str, ...]], name: str) -> float | None:
    values = seen.get(name, ())
    return float(values[0]) if values else None


# --- what it changes -----------------------------------------------------------------------------

_CHANGES = tuple(one.name for one in fields(Then))


def _decide(rules: Sequence[Rule], seen: Mapping[str, tuple[str, ...]]) -> tuple[Then, dict[str, str]]:
    """Return what the rules change, and for each thing the name of the rule that decided it: the first that speaks."""
    values: dict[str, Any] = {}
    names: dict[str, str] = {}
    for rule in rules:
        if meets(rule.when, seen):
            for name in _CHANGES:
                value = getattr(rule.then, name)
                if value is not None and name not in values:
                    values[name], names[name] = value, rule.name
    return Then(**values), names


def _offers(rules: Sequence[OfferRule], person: _Person) -> tuple[Offer, ...]:
    """Return what may be offered now: in season, and for a need that is known."""
    today = person.now.date()
    return tuple(
        Offer(rule.name, rule.text.get(person.language) or rule.text.get("en", ""), rule.article,
              fresh=_rested(person, "offered", rule.name, rule.cooldown_days))
        for rule in rules
        if (rule.starts is None or rule.starts <= today)
        and (rule.ends is None or today <= rule.ends)
        and meets(rule.when, person.seen)
    )  # fmt: skip


def _rested(person: _Person, kind: str, name: str, days: float) -> bool:
    last = events.latest(person.happened, kind, name)
    return last is None or person.now - last >= timedelta(days=days)


def _reward(rules: Sequence[RewardRule], person: _Person, known: Known) -> Reward | None:
    """Return the thank-you that is due; none while something is open, and none again within its cooldown."""
    if known.issue is not None:
        return None
    for rule in rules:
        if _rested(person, "rewarded", rule.name, rule.cooldown_days) and meets(rule.when, person.seen):
            return Reward(rule.name, rule.text.get(person.language) or rule.text.get("en", ""))
    return None
