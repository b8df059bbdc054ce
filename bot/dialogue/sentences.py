"""What a message asks beside what it tells, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.dialogue import leaning, reading, troubles
from bot.dialogue.voice import Voice
from bot.texts import cut
from bot.types.turn import Turn

MASK = re.compile(r"\[[^\[\]\n]{1,40} removed\]")
"""What stands where a secret was (memory/masking.py): no word to search for."""
FEW, LONG = 5, 4
"""Words of a question that leans on what was said before, and letters of a word that has a meaning of its own."""
WISHES = ("pref.", "locale.", "contact.do_not_contact", "accessibility.")
MOSTLY = 0.6
"""Share of a question from which a wish is all of it."""


def question_left(turn: Turn, voice: Voice) -> str:
    """Return what a message asks beside the facts that it tells; "" when nothing. Sarcasm tells nothing alone."""
    quotes = [fact.quote for fact in turn.learned if fact.quote]
    left = []
    for sentence in cut.sentences(MASK.sub(" ", turn.text)):
        tells = any(quote.strip() in sentence or sentence.strip() in quote for quote in quotes)
        asks = asks_or_complains(_beyond_a_correction(turn, sentence), quotes, voice) or "sarcastic" in turn.said
        asks = asks and not _only_wishes(turn, sentence, voice)
        if (asks or not tells) and not polite(sentence, voice) and reading.tokens(sentence):
            left.append(sentence)
    return " ".join(left)


def _beyond_a_correction(turn: Turn, sentence: str) -> str:
    """What follows a corrected fact: "that's wrong, I live in Bergen" complains of nothing but our memory."""
    right = [fact.quote for fact in turn.learned if fact.retracts and fact.quote and fact.quote in sentence]
    return sentence[max((sentence.index(quote) + len(quote) for quote in right), default=0) :]


def _only_wishes(turn: Turn, sentence: str, voice: Voice) -> bool:
    """Whether a sentence asks for nothing but how to be treated: "can we be informal?".

    "I use a screen reader, where is the manual?" asks for something else, too.
    """
    wishes = [fact.quote for fact in turn.learned if fact.key.startswith(WISHES) and fact.quote in sentence]
    return any(
        len(quote) >= MOSTLY * len(sentence.strip())
        and not _asks_of_its_own(sentence.replace(quote, " "), voice.languages)
        for quote in wishes
    )


def _asks_of_its_own(rest: str, languages: Sequence[str]) -> bool:
    """Whether what stands beside a wish asks, and names what it asks about."""
    named = not any(leaning.is_empty(reading.tokens(rest), one) for one in languages)
    return named and reading.contains(rest, "question", languages)


def asks_or_complains(sentence: str, quotes: list[str], voice: Voice) -> bool:
    """Whether a sentence asks or complains, apart from the words that tell a fact ("my plan is Plus")."""
    if sentence.rstrip().endswith("?") or leaning.asks_last(sentence, voice.languages):
        return True
    problem = reading.contains(sentence, "problem", voice.languages) and len(reading.tokens(sentence)) > FEW
    if problem or troubles.reports(sentence, voice.languages):
        return True  # what is told as a fact may be the trouble itself: "the chair wobbles and a screw is missing"
    for quote in quotes:
        sentence = sentence.replace(quote.strip(), " ")
    return reading.contains(sentence, "question", voice.languages) or troubles.reports(sentence, voice.languages)


def polite(sentence: str, voice: Voice) -> bool:
    """Whether a sentence only greets, thanks, or lets off steam."""
    if reading.contains(sentence, "angry", voice.languages) and not sentence.rstrip().endswith("?"):
        return not reading.contains(sentence, "problem", voice.languages)
    if reading.contains(sentence, "said_worried", voice.languages) and len(reading.tokens(sentence)) <= FEW:
        return not sentence.rstrip().endswith("?")
    courteous = ("greeting", "thanks", "bye")
    if reading.made_of(sentence, (*courteous, "fine", "fine_then"), voice.languages):
        return True
    return any(reading.whole(sentence, intent, voice.languages, extra=2) for intent in courteous)


def said_in(word: str, said: Sequence[str]) -> bool:
    """Whether a word was said, slips and endings apart."""
    return any(reading.same(one, word) or (len(word) >= LONG and one.startswith(word)) for one in said)
