"""No answer, said honestly: of what, and from the second time on with the offer of a person."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.grounding import section_holding
from bot.answers.search import Hit
from bot.dialogue import leaning, reading, requests
from bot.dialogue.asking_back import subject
from bot.dialogue.giving import STAYS, given, said_lately
from bot.dialogue.halves import thing_alone
from bot.dialogue.library import Library, source
from bot.dialogue.voice import Voice
from bot.types.chat import Choice, Source
from bot.types.decision import Ask, Decision, OpenCase, Outcome, Say
from bot.types.turn import Turn

MISSED, NONE_OF_THESE = "no article answers this", "none of these"
MISSES_TO_OFFER = 2
"""After so many misses in a row the bot asks outright whether to bring in a person."""


def missed(turn: Turn, voice: Voice, library: Library, question: str, sources: tuple[Source, ...] = ()) -> Decision:
    """Say honestly that there is no answer; from the second time on, offer a person, and bring none who is refused."""
    if own := _in_the_article_given(turn, voice, library, question):
        return own
    misses, title = turn.ownership.misses + 1, _joined(turn, voice, question)
    refused = requests.refuses_person(turn.text)
    if misses > MISSES_TO_OFFER and not refused:
        opened = OpenCase("missing_knowledge", title, lead=voice("miss.third"), issue=title)
        return Decision("handoff", "the third miss", (opened, Ask(), Outcome("miss")), passages=sources)
    line = voice("miss.second") if misses >= MISSES_TO_OFFER else _first_miss(turn, voice, library, question)
    line = voice("miss.refused") if refused else line
    choices: tuple[Choice, ...] = (voice.person,)
    if misses >= MISSES_TO_OFFER and not refused:
        choices = (voice.choice("yes", "miss.yes"), voice.choice("no", "miss.no"))
    acts = (
        Say(line, "offer", choices=choices),
        Ask(replace(subject(turn), kind="person", question=title)),
        Outcome("miss"),
    )
    return Decision("offer", MISSED, acts, passages=sources)


def _in_the_article_given(turn: Turn, voice: Voice, library: Library, question: str) -> Decision | None:
    """Answer half a question that names a thing from the section of the article given that speaks of it, if one does.

    "And how much was it for the row boat", one turn after the deposit: its article is not said to lack that.
    """
    article = library.index.article(turn.awaiting.article)
    if article is None or not thing_alone(voice, library, question):
        return None
    section = section_holding(article, "", library.glossed(question, voice.language))
    if section is None:
        return None
    began = turn.awaiting.first
    hit = Hit(article, section, 1.0)
    return given(turn, voice, library, hit, f"{began} {question}", (source(hit),), rule=STAYS, began=began)


def _joined(turn: Turn, voice: Voice, question: str) -> str:
    """Return half a question with what it goes on from: a case is called by all of it, not by its last words."""
    awaiting = turn.awaiting
    words = " ".join((question or turn.text).split())
    before = next(filter(None, (" ".join(one.split()) for one in (awaiting.said, awaiting.first))), "")
    known = before.casefold() in words.casefold() or words.casefold() in before.casefold()
    return words if known or not leaning.lean(words, voice.languages) else f"{before.rstrip('?!. ')}, {words}"


def _first_miss(turn: Turn, voice: Voice, library: Library, question: str) -> str:
    """Return that there are no articles in the customer's language, that they lack just this, or that they lack it."""
    article = library.index.article(turn.awaiting.article)
    adds = leaning.goes_on(question, voice.languages)
    bare = [word.split("'")[0] for word in reading.tokens(adds)]  # "so you can't?" adds nothing that has a name
    names = not any(leaning.is_empty(bare, one) for one in voice.languages)
    just = (adds if names else "") or (thing_alone(voice, library, question) and question)
    if just and article and thing_alone(voice, library, question):
        return voice("answer.not_apart", what=just.rstrip("?!. \u00a0"), article=article.title)
    foreign = voice("answer.other_language")
    if voice.language not in library.index.languages and not said_lately(turn, foreign):
        return foreign
    return voice("answer.not_this", question=just) if just else voice("miss.first")
