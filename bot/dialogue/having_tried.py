"""What is said to who has tried what the answer told, or finds that it is not so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.articles import Section
from bot.answers.grounding import bears_on, extract, gist
from bot.answers.search import Hit
from bot.answers.words import little_words, stem, words
from bot.dialogue import leaning, reading, requests
from bot.dialogue.afterwards import another
from bot.dialogue.asking_back import subject
from bot.dialogue.giving import given, said_lately
from bot.dialogue.library import Library, considered, just_given, pieces_of, source
from bot.dialogue.pointing import STEP
from bot.dialogue.searching import search_meant
from bot.dialogue.voice import Voice
from bot.types.decision import Ask, Decision, Say
from bot.types.turn import Turn

MOST_LEFT = 3
"""Sentences that are told to who has tried what came before them."""
STEP_LETTERS = 20
"""Letters of a step by which it is known again: its links are shown as words."""
_TROUBLES = ("reports", "denials", "problem", "issue_trouble")


def after_tried(turn: Turn, voice: Voice, library: Library, question: str) -> Decision | None:
    """Return what the section just given says beyond what was told and tried; then that it did not help.

    None for who has tried nothing, and where what they say besides leads to words that they have not read yet.
    """
    told, section = library.told(turn.awaiting.given), library.section(turn.awaiting.given)
    if told is None or section is None:
        return None
    if trouble := _its_trouble(turn, voice, library, told, question):
        return trouble
    persists = _persists(turn, voice, section)
    tried_it, fails = persists or _says_tried(turn, voice), _says_it_fails(turn, voice)
    if not (tried_it or fails):
        return None
    if fails and not tried_it and (which := _which_step(turn, voice, library, section, question)):
        return which
    named = _names_what_was_told(turn, voice, library, section)
    stays = persists or (tried_it and named) or reading.like_this(turn.text, voice.languages)
    only = requests.refuses_person(turn.text) or any(_only_fails(turn.text, one) for one in voice.languages)
    if not (tried_it or stays or named or only):
        return None  # "it says packing" is about that word, and not about what is left of another section
    if not stays and _leads_to_news(turn, voice, library, question):
        return None
    lang = told.article.lang
    little = {stem(lang, word) for word in little_words(lang)}
    tried = {stem(lang, word) for word in words(library.meant(turn.text, voice.language))} - little
    left = [
        piece for piece in pieces_of(extract(told, "", length="detailed"))
        if not said_lately(turn, piece) and not piece.startswith("|")
        and (not tried_it or persists or tried.isdisjoint(stem(lang, word) for word in words(piece)))
    ]  # fmt: skip
    if not left and fails and not tried_it:
        return None
    if not left:
        return another(turn, voice, library)
    shown = source(told)
    said = Say(voice("answer.then", words=" ".join(left[:MOST_LEFT])), "answer", sources=(shown,))
    asked = Ask(replace(turn.awaiting, kind="answered"))
    return Decision("answer", "what is left after what was tried", (said, asked), passages=(shown,))


def _its_trouble(turn: Turn, voice: Voice, library: Library, told: Hit, question: str) -> Decision | None:
    """Go on to the section of the same article that is about what goes wrong with it: "the mail never came".

    None where the words ask, or are about nothing that was just told, or no such section answers them.
    """
    text, languages, path = turn.text, voice.languages, told.article.path
    if turn.awaiting.kind != "answered" or text.rstrip().endswith("?") or leaning.supposes(text, languages):
        return None
    wrong = any(reading.contains(text, intent, languages) for intent in (*_TROUBLES, "no"))
    if not wrong or len(reading.tokens(text)) > leaning.LONGEST or leaning.corrected(text, languages):
        return None
    if not bears_on(told, library.meant(question, voice.language)):
        return None
    found = library.search(question, within=path, lang=voice.language)
    hit = next(iter(found.hits), None)
    if hit is None or hit.section is None or not found.answers or said_lately(turn, gist(hit.section)):
        return None
    if not any(reading.contains(hit.section.heading, intent, (told.article.lang,)) for intent in _TROUBLES):
        return None
    return given(turn, voice, library, hit, question, considered(found), rule="what goes wrong with it",
                 began=turn.awaiting.began)  # fmt: skip


def _persists(turn: Turn, voice: Voice, section: Section) -> bool:
    """Whether words only say that the trouble is still there, of which the last answer was: "still crashes"."""
    text, awaiting, languages = turn.text, turn.awaiting, voice.languages
    if (
        not (awaiting.kind == "answered" or awaiting.failed)
        or text.rstrip().endswith("?")
        or len(reading.tokens(text)) > leaning.SHORT
    ):
        return False
    if not reading.contains(text, "still", languages) or leaning.asks_last(text, languages):
        return False
    known = reading.tokens(f"{awaiting.question} {awaiting.began} {section.text}")
    return any(bool(about := _about(text, one)) and about <= {stem(one, word) for word in known} for one in languages)


def still_fails(turn: Turn, voice: Voice, library: Library) -> bool:
    """Whether words only say that the trouble is still there, of which an answer that did not help was."""
    section = library.section(turn.awaiting.failed)
    return section is not None and _persists(turn, voice, section)


def _about(text: str, language: str) -> set[str]:
    """Return the stems of the words that say something beside that it is still so."""
    little = little_words(language)
    return {stem(language, word) for word in reading.beside(text, ("still", "sorry", "follows", "no"), language)
            if word not in little}  # fmt: skip


def _says_tried(turn: Turn, voice: Voice) -> bool:
    """Whether a customer says that they have done what they were told, or asks what comes then: "checked spam"."""
    if turn.awaiting.kind not in ("answered", "ask", "more") or leaning.supposes(turn.text, voice.languages):
        return False
    if any(reading.whole(turn.text, "what_next", (one,), extra=1) for one in voice.languages):
        return True
    return not turn.text.rstrip().endswith("?") and reading.contains(turn.text, "tried", voice.languages)


def _says_it_fails(turn: Turn, voice: Voice) -> bool:
    """Whether words tell that what was just said does not hold, or how a thing came: "it's not in my orders".

    They ask nothing and name no other matter: what they find is seen by who asks.
    """
    text, languages = turn.text, voice.languages
    if turn.awaiting.kind != "answered" or len(reading.tokens(text)) > leaning.LONGEST:
        return False
    if leaning.supposes(text, languages):
        return False  # "and if I'm not at home"
    if text.rstrip().endswith("?") or leaning.asks_last(text, languages) or leaning.corrected(text, languages):
        return False
    if reading.contains(text, "thanks", languages):
        return False  # "thanks. By the way it's Mrs, not Mr"
    if reading.like_this(text, languages):
        return True
    asks = any(_begins_asking(piece, languages) for piece in requests.clauses(text))
    tells = any(reading.contains(text, intent, languages) for intent in ("reports", "denials"))
    return tells and not asks


def _begins_asking(clause: str, languages: Sequence[str]) -> bool:
    """Whether a clause begins with words that ask: "I can't find it and it is not there" does not."""
    said = reading.tokens(clause)
    return any(said[: len(one)] == one for language in languages for one in reading.phrases(language, "question"))


def _which_step(turn: Turn, voice: Voice, library: Library, section: Section, question: str) -> Decision | None:
    """Ask at which step it is that "it says error", where steps were told and the words name nothing else."""
    steps = [one for one in STEP.findall(section.text) if said_lately(turn, one[:STEP_LETTERS])]
    alone = library.search(question, lang=voice.language)
    if not steps or alone.answers or not any(_only_fails(question, one) for one in voice.languages):
        return None
    asked = Ask(replace(subject(turn), kind="person", question=turn.awaiting.question, step=True))
    say = Say(voice("answer.which_step"), "ask", choices=(voice.person,))
    return Decision("ask", "one of the steps fails", (say, asked))


def _only_fails(text: str, language: str) -> bool:
    """Whether words say that something fails and name nothing besides."""
    trouble = ("reports", "problem", "issue_trouble", "denials", "follows", "sorry", "not_helped")
    return leaning.is_empty(reading.beside(text, trouble, language), language)


def _names_what_was_told(turn: Turn, voice: Voice, library: Library, section: Section) -> bool:
    """Whether what a customer tried is named in the section just given: "checked spam" of the mail that is missing."""
    little = little_words(*voice.languages)
    tried = {word for word in reading.tokens(library.meant(turn.text, voice.language)) if word not in little}
    return not tried.isdisjoint(reading.tokens(section.text))


def _leads_to_news(turn: Turn, voice: Voice, library: Library, question: str) -> bool:
    """Whether words are answered by another section than the one just given, which was not told yet."""
    ranking, _, _ = search_meant(turn, voice, library, question)
    if not ranking.answers or just_given(turn, ranking.hits[0]):
        return False
    told = extract(ranking.hits[0], library.meant(turn.text, voice.language), length=turn.standing.length)
    return not any(said_lately(turn, piece) for piece in pieces_of(told)[:1])
