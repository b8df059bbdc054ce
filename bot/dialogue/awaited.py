"""What the customer says to what the bot asked or answered last: yes and no, it helped, it was not that."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.sought import kinds
from bot.dialogue import (
    afterwards,
    answering,
    asking_back,
    bringing_in,
    confirming,
    forgetting,
    having_tried,
    leaning,
    listening,
    mending,
    missing,
    offering,
    pointing,
    reading,
    resuming,
    sentences,
    smalltalk,
    which_issue,
)
from bot.dialogue.means import Means
from bot.dialogue.voice import Voice
from bot.types.decision import Ask, Decision, Outcome, Say
from bot.types.handoff import HandoffReason
from bot.types.turn import Turn

MORE_WORDS = 2
"""Words beside yes or no in an answer to the offer of a person: "ok do it", "yes right now"."""


def answered(turn: Turn, voice: Voice, means: Means, yes: bool) -> Decision | None:
    """Yes or no to what the bot asked last; None when it asked nothing of the kind."""
    kind = turn.awaiting.kind
    if kind == "forget":
        return forgetting.confirm_forget(turn, voice) if yes else forgetting.keep(turn, voice)
    if kind == "person":
        reason: HandoffReason = "missing_knowledge" if turn.ownership.misses else "customer_upset"
        return bringing_in.handoff(turn, reason, "accepted a person") if yes else offering.declined(voice)
    if kind == "ask":
        return confirming.settled(turn, voice, yes)
    if kind == "resume":
        return resuming.resume(turn, voice, yes)
    if kind == "resolved" and not yes:
        return mending.not_solved(turn)
    if turn.awaiting.person:
        return bringing_in.handoff(turn, "customer_request", "accepted a person") if yes else offering.declined(voice)
    if kind == "answered" and yes and _wishes(turn, voice):
        if turn.ownership.misses:
            return bringing_in.handoff(turn, "missing_knowledge", "accepted a person")
        return offering.offers_person(turn, voice, voice("answer.offer_person"))
    if kind == "answered" and yes:  # an answer has taken the place of a person offered before it
        only_heard = turn.awaiting.noted or _only_heard(turn, voice)
        return smalltalk.chat(voice, "chat.ok" if only_heard else "chat.helped")
    if kind == "answered":
        return afterwards.another(turn, voice, means.library)
    if kind == "clarify":
        return asking_back.which_again(turn, voice) if yes else none_of_these(turn, voice, means)
    return None


def _wishes(turn: Turn, voice: Voice) -> bool:
    """Whether a yes wishes for something, and says not that it helped: "yes please", where nothing was offered."""
    said = reading.tokens(_behind_thanks(turn.text, voice))
    return any(said in reading.phrases(one, "wishes_it") for one in voice.languages)


def _only_heard(turn: Turn, voice: Voice) -> bool:
    """Whether words take note and no more: "ok" says of an answer that it was read, not that it helped."""
    return any(reading.made_of(turn.text, ("fine_then",), (one,)) for one in voice.languages)


def none_of_these(turn: Turn, voice: Voice, means: Means) -> Decision:
    """What was offered is not it: the question before is the one that was missed, not these words."""
    question = turn.awaiting.question or turn.awaiting.said or turn.text
    return replace(missing.missed(turn, voice, means.library, question), rule=missing.NONE_OF_THESE)


def helped(turn: Turn, voice: Voice, article: str = "") -> Decision:
    """The last answer helped, or solved the open issue that it was about; `article` is another one that was rated."""
    last = turn.awaiting.article
    asked = turn.awaiting.question
    # An answer to something else solves no issue, however good it is.
    own = not asked or any(which_issue.about(asked, one) for one in turn.known.issues)
    if turn.known.issue and own and article in ("", last):
        return resuming.resolved(turn, voice)
    article = article or last
    return Decision("chat", "it helped", (Say(voice("chat.helped"), "chat"), Ask(), Outcome("helped", article)))


def pointed(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """Words that choose among what was offered: "the second one"."""
    if step := pointing.step_named(turn, voice):
        return step
    if more := pointing.part(turn, voice, means.library) or pointing.listed(turn, voice, means.library):
        return more
    choice = pointing.pointed(turn, voice)
    if choice:
        return answering.chosen(turn, voice, means.library, means.library.path_of(choice))
    return asking_back.which_again(turn, voice) if choice == "" else None


def yes_or_no(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """Return what a yes, a no or thanks lead to; None for words that say more, and where nothing waits for them."""
    if turn.awaiting.kind == "resume":
        return resuming.still_open(turn, voice)
    offered = turn.awaiting.offers_person
    if reading.whole(turn.text, "thanks", voice.languages, extra=0):
        return _thanked_for_an_offer(turn, voice)
    if offered and _only_leaves(turn, voice):
        return replace(smalltalk.chat(voice, "chat.bye"), acts=(Say(voice("chat.bye"), "chat"), Ask()))
    extra = MORE_WORDS if offered and not turn.text.rstrip().endswith("?") else 0
    rest = leaning.behind(turn.text, "fine_then", voice.languages)
    if rest == "" and listening.asked_to_go_on(turn):
        return smalltalk.chat(voice, "chat.ok")  # a person was only mentioned by the way: that is no yes
    if rest and leaning.goes_on(rest, voice.languages):
        return None  # "ok and the scratch?"
    said = _behind_thanks(turn.text, voice)
    if len((reading.tokens(said) or ("",))[0]) == 1:
        extra = 0  # a letter is an answer where it stands alone: "y", and no "y cuánto pesa"
    for intent, yes in (("no", False), ("yes", True)):
        if reading.whole(said, intent, voice.languages, extra=extra):
            return answered(turn, voice, means, yes)
    return None


def _only_leaves(turn: Turn, voice: Voice) -> bool:
    """Whether words say goodbye and accept nothing: "ok bye" is no yes to a person, "yes please, bye" is one."""
    parts = ("bye", "fine", "fine_then", "follows")
    return any(
        reading.made_of(turn.text, parts, (one,)) and reading.contains(turn.text, "bye", (one,))
        for one in voice.languages
    )


def _behind_thanks(text: str, voice: Voice) -> str:
    """Return "yes" of "thanks, yes"; all of "thanks, ok", which is no yes to a person."""
    rest = leaning.behind(text, "thanks", voice.languages) or ""
    rest = leaning.behind(rest, "follows", voice.languages) or rest
    return rest if rest and not reading.whole(rest, "fine_then", voice.languages, extra=0) else text


def _thanked_for_an_offer(turn: Turn, voice: Voice) -> Decision | None:
    """ "Ok thanks" is no yes to a person: the offer is off the table; None where there was none."""
    if turn.awaiting.kind != "person":
        return None
    return Decision("chat", "thanks", (Say(voice("chat.thanks"), "chat"), Ask()))


def after_all(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """What drops the matter, and what is said about the last answer where a person was offered meanwhile.

    "Never mind" refuses nothing; "ok that worked" is no yes.
    """
    corrects = any(fact.retracts for fact in turn.learned)
    drops = not corrects and reading.made_of(turn.text, ("drop", "sorry", "no", "thanks"), voice.languages, extra=1)
    if drops and turn.awaiting.kind != "forget" and _says(turn, voice, "drop", 1):
        return offering.declined(voice)
    if turn.awaiting.kind != "person" or not turn.ownership.misses:
        return None
    if _content(turn, voice, least=2):
        return helped(turn, voice)
    return afterwards.another(turn, voice, means.library) if _refuses(turn, voice, least=2) else None


def about_answer(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """Words about the last answer: it helped, or it was not that."""
    if turn.awaiting.kind == "resolved":
        failed = reading.contains(turn.text, "not_helped", voice.languages)
        return mending.not_solved(turn) if failed else None
    if _judges_no_answer(turn, voice):
        return None
    if turn.awaiting.failed and _again(turn, voice):
        return afterwards.whole(turn, voice, means.library)
    if having_tried.still_fails(turn, voice, means.library):
        return afterwards.another(turn, voice, means.library)
    if turn.awaiting.kind not in ("answered", "ask", "clarify") and not resuming.answered_too(turn):
        return none_of_these(turn, voice, means) if _refuses_again(turn, voice) else None
    if turn.awaiting.kind == "clarify" and _refuses(turn, voice):
        return none_of_these(turn, voice, means)
    if reading.whole(turn.text, "none_of_these", voice.languages, extra=0):
        return afterwards.another(turn, voice, means.library)
    if more := leaning.beyond(turn.text, voice.languages):
        return afterwards.another(turn, voice, means.library, more)
    if reading.whole(turn.text, "not_helped", voice.languages, extra=4) or _refuses(turn, voice):
        return afterwards.another(turn, voice, means.library)
    if length := _about_its_length(turn, voice, means):
        return length
    if reading.whole(turn.text, "explain", voice.languages, extra=3) or _again(turn, voice):
        return afterwards.whole(turn, voice, means.library)
    praises = reading.whole(turn.text, "helped", voice.languages, extra=3) and not _asks(turn, voice)
    return helped(turn, voice) if praises or _content(turn, voice) else None


def _judges_no_answer(turn: Turn, voice: Voice) -> bool:
    """Whether words judge our memory ("that's wrong, I have the cargo bike"), or ask ("…, I meant bouldering")."""
    retracts = any(fact.retracts for fact in turn.learned) and not sentences.question_left(turn, voice)
    return retracts or bool(leaning.corrected(turn.text, voice.languages))


def _about_its_length(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """Return the answer in short to who finds it long; who finds long what it told of is asked what is still open."""
    if _says_it_takes_long(turn, voice):
        if not leaning.says_too_long(turn.text, voice.languages):
            return None
        say = Say(voice("chat.more_of_it"), "chat")
        return Decision("chat", listening.PIECE, (say, listening.more(turn, asked=True)))
    return afterwards.shorter(turn, voice, means.library) if _wishes_short(turn, voice) else None


def _again(turn: Turn, voice: Voice) -> bool:
    """Whether words only wish for the same once more, or in other words: "sorry, can you explain that again?"."""
    polite = ("explain_again", "sorry", "thanks", "follows", "no", "greeting", "explain")
    return any(
        reading.made_of(turn.text, polite, (one,), extra=2) and reading.contains(turn.text, "explain_again", (one,))
        for one in voice.languages
    )


def _wishes_short(turn: Turn, voice: Voice) -> bool:
    """Whether words only say that the last answer was long, or wish for short ones."""
    wished = any((fact.key, fact.value) == ("pref.length", "short") for fact in turn.learned)
    only = wished and not sentences.question_left(turn, voice)
    return only or leaning.says_too_long(turn.text, voice.languages)


def _says_it_takes_long(turn: Turn, voice: Voice) -> bool:
    """Whether words call long what was asked about, and not the words that told it: "that's too long" of a refund."""
    asked_how_long = "time" in kinds(turn.awaiting.question)
    return asked_how_long and reading.contains(turn.text, "long", voice.languages)


def ironic(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """Thanks that are none ("thanks for nothing"): the answer did not help; where none stood, a person is offered."""
    short = len(reading.tokens(turn.text)) <= sentences.FEW and reading.contains(turn.text, "thanks", voice.languages)
    if "sarcastic" not in turn.said or not short:
        return None
    if turn.awaiting.kind == "answered":
        return afterwards.another(turn, voice, means.library)
    return offering.offers_person(turn, voice, voice("answer.offer_person"))


def _refuses(turn: Turn, voice: Voice, least: int = 1) -> bool:
    """Whether a few words only say that it was not that, whatever comes before: "sorry but that did not help".

    `least` is how many words the phrase that says so must have.
    """
    polite = ("not_helped", "no", "sorry", "thanks", "follows")
    return reading.made_of(turn.text, polite, voice.languages, extra=1) and _says(turn, voice, "not_helped", least)


def _refuses_again(turn: Turn, voice: Voice) -> bool:
    """Whether words only refuse what was said, where no answer stood: "didn't help either" is no question."""
    asked = turn.awaiting.kind in ("person", "more")
    return asked and _refuses(turn, voice, least=2)


def _content(turn: Turn, voice: Voice, least: int = 1) -> bool:
    """Whether words only say that it helped, with thanks before or after: "that did it, thanks so much, bye"."""
    said = ("helped", "thanks", "bye", "fine", "yes")
    only = reading.made_of(turn.text, said, voice.languages, extra=2) and not _asks(turn, voice)
    return only and _says(turn, voice, "helped", least)


def _asks(turn: Turn, voice: Voice) -> bool:
    """Whether words ask, or say that it came "like that": they do not say that it helped."""
    if reading.like_this(turn.text, voice.languages):
        return True
    return turn.text.rstrip().endswith("?") or leaning.asks_last(turn.text, voice.languages)


def _says(turn: Turn, voice: Voice, intent: str, least: int) -> bool:
    said = reading.tokens(turn.text)
    return any(len(phrase) >= least for one in voice.languages for _, phrase in reading.found(said, intent, one))
