"""Offers and prices: what the policy has for this customer, and nothing that it has not.

No price is negotiated by the bot: whoever haggles gets the fixed policy, and a person where they are worth one.
"""

from __future__ import annotations

from dataclasses import replace

from bot.answers.index import Index
from bot.answers.search import ANSWER_AT
from bot.answers.words import little_words
from bot.dialogue import leaning, reading
from bot.dialogue.library import Library
from bot.dialogue.voice import Voice
from bot.types.chat import Source
from bot.types.decision import Ask, Decision, Note, OpenCase, Say
from bot.types.relationship import Happened, Offer
from bot.types.turn import Turn

SHORT = 9
"""Words up to which a message that asks for a discount asks for nothing else."""
MORE = 2
"""Articles beside the answer that somebody who compares is pointed to."""
UPSET = ("hurt", "angry", "weary", "grieving", "sarcastic", "worried")


def answer(turn: Turn, voice: Voice, library: Library) -> Decision | None:
    """Return what is said to who haggles, asks for a discount, or only looks round; None for anything else."""
    short = len(reading.tokens(turn.text)) <= SHORT
    if "haggles" in turn.said:
        return _fixed(turn, voice, library)
    half = turn.awaiting.kind == "answered" and leaning.goes_on(turn.text, voice.languages)
    if (
        "bargain" in turn.said
        and "compares" not in turn.said  # "which is cheaper" asks about what there is
        and short
        and not half
        and (_nothing_else(turn, voice) or not _has_an_article(turn, voice, library))
    ):
        return _current(turn, voice, library)
    if "looking" in turn.said and short and not turn.text.rstrip().endswith("?"):
        return Decision("chat", "only looks round", (Say(voice("sell.looking"), "chat"), Ask()))
    if "idea" in turn.said and not turn.text.rstrip().endswith("?"):
        kept = Note(Happened("idea", turn.now, {"what": turn.text[:200]}))
        return Decision("chat", "an idea", (Say(voice("sell.idea"), "chat"), Ask(), kept))
    return None


def _has_an_article(turn: Turn, voice: Voice, library: Library) -> bool:
    """Whether an article answers what sounds like a wish for a bargain: "a discount for a scratch?"."""
    return library.search(turn.text, lang=voice.language).confidence >= ANSWER_AT


def _nothing_else(turn: Turn, voice: Voice) -> bool:
    """Whether a message asks for a bargain, of no thing in particular: "any discount?"."""
    languages = voice.languages
    known = {word for one in languages for phrase in reading.phrases(one, "said_bargain") for word in phrase}
    light = little_words(*languages)
    return all(word in light or any(reading.same(word, other) for other in known) for word in reading.tokens(turn.text))


def _fixed(turn: Turn, voice: Voice, library: Library) -> Decision:
    """Prices stand; what is offered now is said; a person talks to who is worth it."""
    rule = "prices are not negotiated"
    if turn.standing.person:
        opened = OpenCase("policy", " ".join(turn.text.split()), lead=voice("sell.fixed"), issue="")
        return Decision("handoff", f"{rule}; a person for this customer", (opened, Ask()))
    current = _current(turn, voice, library)
    say = current.says[0]
    told = replace(say, text=f"{voice('sell.fixed')}\n\n{say.text}", choices=(voice.person,))
    return replace(current.saying(say, told), rule=rule)


def _current(turn: Turn, voice: Voice, library: Library) -> Decision:
    """Return the offers that meet a need of this customer, each with the article where its terms stand."""
    offers = turn.standing.offers
    if not offers:
        return Decision("chat", "no offer meets a known need", (Say(voice("sell.none"), "chat"), Ask()))
    sources = tuple(found for offer in offers if (found := _source(library.index, offer)))
    lines = "\n".join(f"- {offer.text}" for offer in offers)
    say = Say(voice("sell.offers", offers=lines), "answer", sources=sources)
    notes = (_made(turn, offer) for offer in offers)
    return Decision("answer", "current offers", (say, Ask(), *notes), passages=sources)


def _source(index: Index, offer: Offer) -> Source | None:
    article = index.article(offer.article)
    return Source(article.path, article.title, "", 1.0, article.version) if article else None


def _made(turn: Turn, offer: Offer) -> Note:
    return Note(Happened("offered", turn.now, {"name": offer.name}))


def suggest(turn: Turn, decision: Decision) -> Decision:
    """Add the one offer that fits to a sure answer about prices, where the policy lets us; never to who is upset."""
    fresh = next((offer for offer in turn.standing.offers if offer.fresh), None)
    wanted = "price" in turn.said and decision.kind == "answer" and decision.rule == "confident"
    if fresh is None or not wanted or not turn.standing.push or turn.known.issue or turn.said & set(UPSET):
        return decision
    return replace(decision, acts=(*decision.followed(fresh.text).acts, _made(turn, fresh)))


def more(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Point who compares to what else is written about it."""
    if "compares" not in turn.said or decision.kind != "answer" or not decision.says or not decision.says[0].sources:
        return decision
    say = decision.says[0]
    shown = {source.article for source in say.sources}
    others = tuple({one.article: one for one in decision.passages if one.article not in shown}.values())[:MORE]
    if not others:
        return decision
    titles = ", ".join(f"“{one.title}”" for one in others)
    told = replace(say, text=f"{say.text}\n\n{voice('sell.more', titles=titles)}", sources=(*say.sources, *others))
    return decision.saying(say, told)


def reward(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Add the thank-you that is due to a friendly reply; never where anything is wrong."""
    due, complains = turn.standing.reward, reading.contains(turn.text, "problem", voice.languages)
    if due is None or decision.kind not in ("answer", "chat") or complains or turn.said & set(UPSET):
        return decision
    if not decision.says:
        return decision
    return replace(
        decision, acts=(*decision.followed(due.text).acts, Note(Happened("rewarded", turn.now, {"name": due.name})))
    )
