"""Commands: `/me`, `/forget`, `/help` … and the same wishes in plain words. Deterministic, before any search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.dialogue import leaning, reading, requests
from bot.dialogue.voice import Voice
from bot.texts import LANGUAGES, channel_name, cut, day, label, team, value
from bot.types.awaited import Awaited
from bot.types.chat import Choice
from bot.types.decision import Act, Ask, Decision, Export, Forget, Learn, Link, Note, OpenCase, Say, Transfer
from bot.types.handoff import HandoffReason
from bot.types.memory import Fact, Known, Learned
from bot.types.relationship import Happened
from bot.types.turn import Turn

_BARE_CODE = re.compile(r"^(?=.*[2-9])(?=.*[A-Z])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", re.IGNORECASE)
"""A link code as it is shown: memory/identities.py mints it with a digit and a letter, so that it is no word."""
_CODE = re.compile(_BARE_CODE.pattern.replace("}-[", "}-?["), re.IGNORECASE)
"""The same behind `/start`, where nobody chats: with or without its hyphen."""
_FORGOT = re.compile(r"\b(?:forgot(?:ten)?|olvidé|olvidado|olvidó|oublié|(?:ai|avons) oublie)\b", re.IGNORECASE)
"""Who forgot something themselves: one letter, or one accent, from asking us to."""
_HOW = re.compile(r"\W*(?:how|wie|c[oó]mo|comment)\b", re.IGNORECASE)
"""Who asks how something is done does not order it."""
CODE_LENGTH, TYPED = 8, 20
"""Characters of a link code, and of what was typed in its place that are said back."""
LEAST_WORDS = 4
"""A message of fewer words says little of what it is about."""
LONGEST_FORGET = 10
"""Most words of a clause that asks to forget; who writes more says something else."""
UNTITLED = "reason.customer_request"
"""The team's line by which a case is called whose customer has said nothing yet."""
NO_MEMORY = "consent.memory"
NEAR_COMMAND = 0.6
"""Least likeness (0 to 1) of a command that there is not and the one that was meant."""
LIKE = 80
"""Least likeness (0 to 100) of what is to be forgotten and the name of a fact."""


@dataclass(frozen=True, slots=True)
class Order:
    """A command as given: what stands behind its name, and a fresh link code in case it is needed."""

    turn: Turn
    voice: Voice
    rest: str
    code: str


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
    if any(_asks_what_is_known(text, one) for one in voice.languages):
        return _me(Order(turn, voice, text, code))
    for intent, run in _SPOKEN:
        if reading.contains(text, intent, voice.languages) and len(reading.tokens(text)) <= 10:
            return run(Order(turn, voice, text, code))
    if not _FORGOT.search(text) and (wanted := _to_forget(turn, voice)):
        return _forget(Order(turn, voice, wanted, code))
    if any(reading.whole(text, "forget_that", (language,), extra=2) for language in voice.languages):
        return _forget_that(Order(turn, voice, text, code))
    if decision := opt_out(turn, voice):
        return decision
    if reading.language_wished(text) and len(reading.tokens(text)) > 1:
        return _language(Order(turn, voice, text, code))
    return None


def _asks_what_is_known(text: str, language: str) -> bool:
    """Whether words ask what we know, or keep, and end with whom it is of: "qu'est-ce que vous savez de moi ?".

    "What do you know about my order" ends with something else.
    """
    said = reading.tokens(text)
    asks = any(place == 0 for place, _ in reading.found(said, "me_asked", language))
    ends = any(said[-len(phrase) :] == phrase for phrase in reading.phrases(language, "me_last"))
    return asks and ends and len(said) <= LONGEST_FORGET and reading.contains(text, "me_known", (language,))


def opt_out(turn: Turn, voice: Voice, *, to_colleague: bool = False) -> Decision | None:
    """Return the decision when plain words ask to be written to no more; None otherwise.

    `to_colleague` says that a colleague reads them too: "stop" may be meant for them, STOP in capitals is for us.
    """
    text = turn.text.strip()
    if any(reading.whole(text, "no_contact", (language,), extra=3) for language in voice.languages):
        return _stop(Order(turn, voice, text, ""))
    if reading.whole(text, "stop_alone", voice.languages, extra=0) and (text.isupper() or not to_colleague):
        return _said("stop_how", voice("stop.how"))
    return None


def _said(rule: str, text: str, *acts: Act, choices: tuple[Choice, ...] = ()) -> Decision:
    # What was asked before is answered no more: a later "yes" must not be taken for it.
    asks = acts if any(isinstance(act, Ask) for act in acts) else (*acts, Ask())
    return Decision("command", f"command:{rule}", (Say(text, "command", choices=choices), *asks))


def _shown(turn: Turn, rule: str, text: str, facts: Sequence[Fact] = ()) -> Decision:
    """What a mere look shows: what was asked before waits for its answer still, all but whether to bring in a person.

    A yes brings one in at once, and what was shown may be what it is said to.
    """
    acts = (Say(text, "command"), Ask() if turn.awaiting.offers_person else Ask(turn.awaiting))
    return Decision("command", f"command:{rule}", acts, facts=tuple(fact.id for fact in facts))


def _unknown(turn: Turn, voice: Voice, name: str) -> Decision:
    """Name the command that there is not, and the one that was meant."""
    near = process.extractOne(name.lower(), list(_SLASH), scorer=OSA.normalized_similarity, score_cutoff=NEAR_COMMAND)
    if near is None:
        return _shown(turn, "unknown", voice("command.unknown", command=f"/{name[:20]}"))
    return _shown(turn, "unknown", voice("command.near", command=f"/{name[:20]}", near=f"/{near[0]}"))


def _start(order: Order) -> Decision:
    """The first press in a chat: with a one-time code, the link that joins two accounts; else a campaign's, if any."""
    if _CODE.match(order.rest):
        return _link(order)
    helped = _help(order)
    came = Note(Happened("x.campaign", order.turn.now, {"name": order.rest[:64]}))
    return replace(helped, acts=(*helped.acts, came)) if order.rest else helped


def _help(order: Order) -> Decision:
    return _shown(order.turn, "help", order.voice("help.text"))


def human(order: Order) -> Decision:
    """Bring in a person."""
    return bring_in(order.turn)


def bring_in(turn: Turn) -> Decision:
    """Bring in a person because the customer asks for one: always, in this turn."""
    return handoff(turn, "customer_request", "asked for a person")


def handoff(turn: Turn, reason: HandoffReason, rule: str) -> Decision:
    """Open a case; the words that tell the customer come with the act that opens it."""
    issue, told = _about(turn)
    held = turn.known.issue
    title = issue or (_sentence([held.title]) if held else told or _few_words(turn))
    return Decision("handoff", rule, (OpenCase(reason, title, issue=issue), Ask()))


def _about(turn: Turn) -> tuple[str, str]:
    """Return the customer's latest words that ask or complain, and their latest words of any kind; "" for none.

    What was asked and not answered comes first; that they want a person says nothing of what it is about.
    """
    before = [line.text for line in reversed(turn.known.history) if line.role == "customer"]
    said = [_as_said(turn.awaiting.question, before), _gist(turn), *before]
    told = [text for text in said if _says_something(turn, text)]
    return _sentence([text for text in told if "?" in text or _complains(turn, text)]), _sentence(told)


def _few_words(turn: Turn) -> str:
    """Return the latest words of a customer who says little; what a case is called whose customer said nothing yet."""
    before = (line.text for line in reversed(turn.known.history) if line.role == "customer")
    told = next((text for text in (turn.text, *before) if _tells(turn, text)), "")
    if told or turn.text.startswith("/"):
        return _sentence([told]) or team(UNTITLED)
    return " ".join(turn.text.split())


def _as_said(question: str, before: Sequence[str]) -> str:
    """Return the sentence of a question that was stored without what it told beside: agents need its order number."""
    asked = reading.tokens(question)
    sentences = (sentence for text in before for sentence in cut.sentences(text))
    return next((one for one in sentences if asked and set(asked) <= set(reading.tokens(one))), question)


def _sentence(texts: list[str]) -> str:
    words = " ".join((texts or [""])[0].split())
    return words[:1].upper() + words[1:]


def _gist(turn: Turn) -> str:
    """Return what a turn is about: of its lines those that complain, else those that ask, else all that say much."""
    lines = [line.strip() for line in turn.text.splitlines()]
    telling = [line for line in lines if _says_something(turn, line)]
    complaints = [line for line in telling if _complains(turn, line)]
    return ", ".join(complaints or [line for line in telling if "?" in line] or telling)


def _complains(turn: Turn, text: str) -> bool:
    return reading.contains(text, "problem", ("en", turn.standing.language))


def _says_something(turn: Turn, text: str) -> bool:
    """Whether words tell what somebody comes with: more than a few, no command and no bare wish for a person."""
    if not _tells(turn, text):
        return False
    enough = len(reading.tokens(_beyond_a_name(turn, text))) >= LEAST_WORDS or _complains(turn, text)
    return enough and not any(reading.contains(text, intent, ("en", turn.standing.language)) for intent in _WISHES)


def _tells(turn: Turn, text: str) -> bool:
    """Whether words are more than a command, a greeting, a name and a wish for a person, however few they are."""
    if text.startswith("/") or _only_wants_person(turn, text) or text == team(UNTITLED):
        return False
    languages = ("en", turn.standing.language)
    manners = any(reading.whole(text, intent, languages, extra=0) for intent in ("greeting", "thanks", "bye"))
    return not manners and len(reading.tokens(_beyond_a_name(turn, text))) > 1


def _beyond_a_name(turn: Turn, text: str) -> str:
    """Return words without those with which somebody said who they are: nobody comes with that alone."""
    told = [(fact.key, fact.quote) for fact in turn.known.facts]
    told += [(fact.key, fact.quote) for fact in turn.learned]
    for key, quote in told:
        if key.startswith("identity.") and quote:
            text = text.replace(quote, " ")
    return text


def topic(turn: Turn, title: str) -> str:
    """Return what a case is to be called whose title says nothing of what it is about; "" to leave it."""
    return "" if _tells(turn, title) else _sentence([_gist(turn)])


def _only_wants_person(turn: Turn, text: str) -> bool:
    names = turn.ownership.colleagues
    others = [clause for clause in requests.clauses(text) if not requests.wants_person(clause, names)]
    return requests.wants_person(text, names) and all(len(reading.tokens(clause)) < LEAST_WORDS for clause in others)


def _me(order: Order) -> Decision:
    held = order.turn.known
    lines = [f"- {order.voice.remembered(fact)}" for fact in (*held.told, *held.past)]
    for issue in held.issues:
        lines.append("- " + order.voice("me.issue", issue=issue.title, date=day(order.voice.language, issue.opened_at)))
    for one in held.solved:
        lines.append("- " + order.voice("me.solved", issue=one.title))
    unsaid = [order.voice("me.unsaid")] if held.told != held.facts else []
    unsaid += [order.voice("memory.hidden")] if held.hidden else []
    if not lines and not unsaid:
        return _shown(order.turn, "me", order.voice("me.nothing", name=f"{held.name}, " if held.name else ""))
    shown = ", ".join(dict.fromkeys(channel_name(channel) for channel, _ in held.identities))
    example = label(order.voice.language, held.told[0].key).lower() if held.told else ""
    end = [*unsaid, order.voice("me.identities", identities=shown)] + (
        [order.voice("me.end", example=example)] if example else []
    )
    told = ["\n".join([order.voice("me.title"), *lines])] if lines else []
    return _shown(order.turn, "me", "\n\n".join([*told, *end]), held.told)


OWN = {
    "own_plan": ("plan.name",),
    "own_name": ("identity.preferred_name", "identity.name"),
    "own_email": ("contact.email",),
    "own_place": ("location.city", "location.country"),
    "own_order": ("order.id",),
}
"""What a customer may ask of themselves, and the facts that tell it."""
ASKED_IN = 15
"""Most words of a message that asks for such a fact; who writes more asks something else."""


def own(turn: Turn, voice: Voice) -> Decision | None:
    """Answer "which plan am I on?" from memory, with where it was learnt; None when it is not asked.

    What nobody has told is said to be so. Where an order's number stands an article may tell.
    """
    if len(reading.tokens(turn.text)) > ASKED_IN:
        return None
    asked = {key for intent, keys in OWN.items() if _asks_only(turn.text, intent) for key in keys}
    asked |= _asked_by_name(turn, voice)
    told = [fact for fact in turn.known.told if fact.key in asked and fact.id]
    if not told and asked and asked.isdisjoint((*OWN["own_order"], *(fact.key for fact in turn.known.facts))):
        untold = _none(turn, voice, "me.untold")
        return Decision("answer", "asked of memory: not told", (Say(untold, "answer"), Ask()))
    if not told:
        return None
    lines = "\n".join(voice.remembered(fact) for fact in told)
    return Decision("answer", "asked of memory", (Say(lines, "answer"), Ask()), facts=tuple(fact.id for fact in told))


def _asked_by_name(turn: Turn, voice: Voice) -> set[str]:
    """Return the keys of facts that are asked for by what they are called: "which order did I tell you?"."""
    asks = reading.contains(turn.text, "own_told", voice.languages) and not reading.asks_of_past(turn.text)
    if not asks or not (turn.text.rstrip().endswith("?") or reading.contains(turn.text, "question", voice.languages)):
        return set()
    said = reading.tokens(turn.text)
    named = [one for fact in turn.known.told for one in _mentions(said, fact, voice)]
    held = {place for one in named for place in range(one.start, one.end)}
    rest = " ".join(word for place, word in enumerate(said) if place not in held)
    bare = any(leaning.is_empty(reading.beside(rest, ("own_told",), one), one) for one in voice.languages)
    return {one.fact.key for one in named} if bare else set()


QUOTED = 3
"""Messages that are quoted at most."""
QUOTE = 300
"""Characters of each."""
NEAR = 0.5
"""Share of the best one's score that another needs to be quoted beside it."""


def said_before(turn: Turn, voice: Voice) -> Decision | None:
    """Answer "what did I tell you about the desk?" with the customer's own words; None when it is not asked."""
    if turn.pack is None or not reading.asks_of_past(turn.text):
        return None
    said = [hit for hit in turn.pack.recalled if hit.line and hit.line.role == "customer"]
    hits = [hit for hit in said if hit.score >= NEAR * said[0].score][:QUOTED]
    if not hits:
        none = _none(turn, voice, "recall.none")
        return Decision("answer", "asked what they said: nothing found", (Say(none, "answer"), Ask()))
    lines = [
        voice("recall.said", date=day(voice.language, hit.line.at), channel=channel_name(hit.line.channel),
              text=" ".join(hit.line.text.split())[:QUOTE])
        for hit in hits if hit.line
    ]  # fmt: skip
    used = tuple(fact.id for hit in hits for fact in hit.facts)
    return Decision("answer", "asked what they said", (Say("\n\n".join(lines), "answer"), Ask()), facts=used)


def _none(turn: Turn, voice: Voice, line: str) -> str:
    """Say that there is no such thing; of what is out of use, that it is kept."""
    return voice("memory.hidden" if turn.known.hidden else line)


def _asks_only(text: str, intent: str) -> bool:
    """Whether a clause asks this and little more: "what is my plan worth?" asks something else."""
    return any(reading.whole(clause, intent, LANGUAGES, extra=1) for clause in requests.clauses(text))


def _to_forget(turn: Turn, voice: Voice) -> str:
    """Return the clause that asks to forget, by a phrase or by the verb and what a fact is called; "" for none."""
    for clause in requests.clauses(_unquoted(turn.text, voice.languages)):
        if len(reading.tokens(clause)) > LONGEST_FORGET or _HOW.match(clause):
            continue
        asked = any(_bids_to_forget(clause, language) for language in voice.languages)
        if asked or _forgets_only(turn, voice, clause):
            return turn.text if len(reading.tokens(turn.text)) <= LONGEST_FORGET else clause
    return ""


def _bids_to_forget(clause: str, language: str) -> bool:
    """Whether a clause bids us forget. Spanish tells by the last letter who does it: "borro mi cuenta" is I."""
    spelt = f" {' '.join(reading.tokens(clause))} "
    exact = any(f" {' '.join(one)} " in spelt for one in reading.phrases(language, "forget"))
    return reading.undenied(clause, "forget", (language,)) and (exact or language not in ENDINGS_TELL_WHO)


ENDINGS_TELL_WHO = ("es",)


_QUOTED = re.compile(r"\"[^\"\n]{3,400}\"|“[^”\n]{3,400}”|„[^“”\n]{3,400}[“”]|«[^»\n]{3,400}»")


def _unquoted(text: str, languages: Sequence[str]) -> str:
    """Return a text without quotes that ask to forget: who shows another's order gives none."""
    if _QUOTED.fullmatch(text.strip()):
        return text
    return _QUOTED.sub(
        lambda quote: " " if any(reading.contains(quote[0], "forget", (one,)) for one in languages) else quote[0], text
    )


def to_forget(text: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Return the clauses of a message that ask to forget: what they name is to go, and teaches nothing."""
    if _FORGOT.search(text):
        return ()
    clauses = requests.clauses(_unquoted(text, languages))
    wanted = ((clause, (language,)) for clause in clauses for language in languages)
    return tuple(dict.fromkeys(clause for clause, one in wanted if reading.undenied(clause, "forget", one)))


def _forgets_only(turn: Turn, voice: Voice, clause: str) -> bool:
    """Whether a clause is the verb and what a fact is called: "remove the desk from my order" says more."""
    if not any(reading.undenied(clause, "forget_verb", (language,)) for language in voice.languages):
        return False
    said = reading.tokens(clause)
    held = [one for fact in (*_forgettable(turn), *turn.known.past) for one in _mentions(said, fact, voice)]
    named = {place for one in held for place in range(one.start, one.end)}
    rest = " ".join(word for place, word in enumerate(said) if place not in named)
    return bool(named) and reading.made_of(rest, ("forget_verb", "forget_beside"), voice.languages)


def _forget(order: Order) -> Decision:
    everything = order.rest.strip().lower() in _ALL or reading.contains(order.rest, "forget_all", order.voice.languages)
    found = _matching(order.turn, order.voice, order.rest)
    if everything or {fact.key for fact in found} == {NO_MEMORY}:  # "forget my memory"
        asked = Ask(Awaited("forget", everything=True))
        return _said("forget", order.voice("forget.confirm_all"), asked, choices=_yes_no(order.voice))
    if any(reading.whole(order.rest, "forget_that", (language,), extra=1) for language in order.voice.languages):
        return _forget_that(order)
    if found:
        return _ask_to_forget(order, tuple(dict.fromkeys(fact.key for fact in found)))
    options = ", ".join(dict.fromkeys(label(order.voice.language, fact.key) for fact in _forgettable(order.turn)))
    none = _none(order.turn, order.voice, "forget.nothing")
    return _said("forget", order.voice("forget.which", options=options) if options else none)


def _forget_that(order: Order) -> Decision:
    """What the customer told last: the facts of their latest words that told any."""
    told = [fact.message_id for fact in _forgettable(order.turn) if fact.message_id]
    last = [fact for fact in _forgettable(order.turn) if told and fact.message_id == max(told)]
    if not last:
        return _said("forget", _none(order.turn, order.voice, "forget.nothing"))
    return _ask_to_forget(order, tuple(dict.fromkeys(fact.key for fact in last)))


def _forgettable(turn: Turn) -> list[Fact]:
    """What a customer may have forgotten one by one. That nothing be remembered is taken back by its own words."""
    return [fact for fact in turn.known.told if fact.key != NO_MEMORY]


def _yes_no(voice: Voice) -> tuple[Choice, ...]:
    return voice.choice("yes", "forget.yes"), voice.choice("no", "forget.no")


def _ask_to_forget(order: Order, keys: tuple[str, ...]) -> Decision:
    doomed = [order.voice.fact(fact.key, fact.value) for fact in order.turn.known.facts if fact.key in keys]
    doomed += [
        order.voice.past(fact.key, fact.value, fact.valid_to)
        for fact in order.turn.known.past if fact.key in keys and fact.valid_to
    ]  # fmt: skip
    what = order.voice.listed(doomed)
    return _said("forget", order.voice("forget.confirm", what=what), Ask(Awaited("forget", keys=keys)),
                 choices=_yes_no(order.voice))  # fmt: skip


def memory_off(turn: Turn, voice: Voice) -> Decision | None:
    """Nothing is remembered from now on; what was before is asked about. None where it is not wished."""
    wish = tuple(fact for fact in turn.learned if fact.key == NO_MEMORY)
    if not wish:
        return None
    said = _said("memory_off", voice("memory.off"))
    if turn.known.hidden or _is_kept(turn.known):
        asked = Ask(Awaited("forget", everything=True, off=True))
        said = _said("memory_off", f"{voice('memory.off')}\n\n{voice('memory.off_ask')}", asked, choices=_yes_no(voice))
    return replace(said, acts=(Learn(wish), *said.acts))


def _is_kept(held: Known) -> bool:
    """Whether anything is kept but the wish that nothing be: what was learnt, or the words of conversations."""
    facts = any(fact.key != NO_MEMORY for fact in (*held.facts, *held.pending, *held.past))
    return facts or bool(held.issues) or any(line.text for line in held.history if line.role == "customer")


def _memory_on(order: Order) -> Decision:
    if not order.turn.known.get(NO_MEMORY):
        return _said("memory_on", order.voice("memory.is_on"))
    said = _said("memory_on", order.voice("memory.on"))
    return replace(said, acts=(Forget((NO_MEMORY,)), *said.acts))


def _export(_order: Order) -> Decision:
    return Decision("command", "command:export", (Export(), Ask()))


_ALL = frozenset({"all", "everything", "alles", "todo", "tout"})


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words that name a fact, by what it is called or by its value."""

    fact: Fact
    start: int
    end: int
    exact: bool

    def beats(self, other: _Mention) -> bool:
        """Whether these say more of the same words, or say them right: "e-mail address" is no address."""
        if (self.start, self.end) == (other.start, other.end):
            return self.exact and not other.exact
        return self.start <= other.start and other.end <= self.end


def _matching(turn: Turn, voice: Voice, wanted: str) -> list[Fact]:
    """Return the facts that a customer names by what they are called or by their value."""
    said = reading.tokens(wanted)
    held = (*turn.known.facts, *turn.known.past)
    named = [one for fact in held for one in _mentions(said, fact, voice)]
    meant = {one.fact for one in named if not any(other.beats(one) for other in named)}
    return [fact for fact in held if fact in meant or (not meant and _called(said, fact, voice))]


def _mentions(said: tuple[str, ...], fact: Fact, voice: Voice) -> Iterator[_Mention]:
    values = {reading.tokens(fact.value), reading.tokens(value(voice.language, fact.key, fact.value))}
    for name in {*map(reading.tokens, voice.called(fact.key)), *values} - {()}:
        for start in range(len(said) - len(name) + 1):
            words = said[start : start + len(name)]
            alike = name in values and fuzz.ratio(" ".join(words), " ".join(name)) >= LIKE
            if alike or all(map(reading.same, words, name)):
                yield _Mention(fact, start, start + len(name), words == name)


def _called(said: tuple[str, ...], fact: Fact, voice: Voice) -> bool:
    """Whether a word of what the fact is called was said."""
    words = {*reading.tokens(label(voice.language, fact.key)), *reading.tokens(label("en", fact.key))}
    return any(word in words for word in said if len(word) >= LEAST_WORDS)


def _cancel(order: Order) -> Decision:
    return cancel(order.turn, order.voice)


def cancel(turn: Turn, voice: Voice) -> Decision:
    """Take the conversation back to the bot."""
    if turn.ownership.owner == "bot":
        return _said("cancel", voice("handoff.not_waiting"))
    return _said("cancel", voice("handoff.cancelled"), Transfer("bot"))


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
        return _said("language", order.voice("language.which"))
    wish = Learned(
        "locale.language", named, order.turn.text, "command:language", message_id=order.turn.last.message_id or 0
    )
    other = replace(order.voice, language=named)
    left = order.turn.awaiting
    kept = Ask(left) if left.kind == "answered" else Ask()  # "where is it" goes on from what was answered
    return _said("language", other("language.set"), Learn((wish,)), kept)


def _stop(order: Order) -> Decision:
    """Nothing is said unasked any more: remembered of the person, so on every linked channel."""
    message_id = order.turn.last.message_id or 0
    wish = Learned("contact.do_not_contact", "all", order.turn.text.strip(), "command:stop", message_id=message_id)
    return _said("stop", order.voice("stop.done"), Learn((wish,)))


_Run = Callable[[Order], Decision]

_SLASH: dict[str, _Run] = {
    "start": _start, "help": _help, "human": human, "agent": human, "me": _me, "forget": _forget, "cancel": _cancel,
    "link": _link, "unlink": _unlink, "language": _language, "stop": _stop, "export": _export,
}  # fmt: skip

NAMES = tuple(_SLASH)
"""What a command is called, without its slash."""
_SPOKEN: tuple[tuple[str, _Run], ...] = (
    ("me", _me), ("memory_on", _memory_on), ("export", _export), ("unlink", _unlink), ("link", _link_spoken),
)  # fmt: skip
_WISHES = (*(intent for intent, _ in _SPOKEN), "forget")


def confirm_forget(turn: Turn, voice: Voice) -> Decision:
    """The customer said yes to forgetting."""
    if turn.awaiting.everything:
        # Forgetting comes first: it blanks every message, and the words that tell of it are to stay.
        acts = (Forget(everything=True), Say(voice("forget.done_all"), "command"), Ask())
        return Decision("command", "command:forget", acts)
    keys = turn.awaiting.keys
    # Named by what it is called, not by its value, which is to be gone from these words too.
    what = ", ".join(label(voice.language, key) for key in keys)
    acts = (Forget(keys), Say(voice("forget.done", what=what), "command"), Ask())
    return Decision("command", "command:forget", acts)


def keep(turn: Turn, voice: Voice) -> Decision:
    """The customer thought better of forgetting."""
    line = "memory.off_kept" if turn.awaiting.off else "forget.kept"
    return _said("forget", voice(line), Ask())
