"""How little words say by themselves: the name of a thing, or one thing beside "it"."""

from __future__ import annotations

from bot.answers.words import little_words
from bot.dialogue import reading
from bot.dialogue.library import Library
from bot.dialogue.voice import Voice


def words_about(question: str, voice: Voice) -> list[str]:
    """Return the words of half a question that say what it is about, beside those that ask and go on."""
    follows = {word for one in voice.languages for phrase in reading.phrases(one, "follows_on") for word in phrase}
    idle = little_words(*voice.languages) | follows
    return [word for word in reading.tokens(question) if word not in idle]


def thing_alone(voice: Voice, library: Library, question: str) -> bool:
    """Whether words name a thing that is sold and nothing else: "and lamps?", "sofa"; no question of their own."""
    plain, things = " ".join(words_about(question, voice)), library.index.things
    return bool(things and plain) and not reading.tokens(things.sub(" ", plain) if things else plain)


def says_little(voice: Voice, library: Library, question: str) -> bool:
    """Whether a question says one thing at most beside "it": what it finds alone is found by chance."""
    lang = voice.language if voice.language in library.index.languages else "en"
    asked = set(reading.tokens(library.glossed(question, voice.language)))
    return len({word for word in asked if not word.isdigit()} - little_words(lang)) <= 1


def things_in(question: str, voice: Voice) -> str:
    """Return what a question is about, without the words that ask: what "it" stands for."""
    little = little_words(*voice.languages)
    return " ".join(word for word in reading.tokens(question) if word not in little)
