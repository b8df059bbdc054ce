"""What is said after an answer: it did not help, the second one, shorter, all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from bot.answers.articles import Section
from bot.answers.grounding import bears_on, extract, gist
from bot.answers.search import Hit, Ranking
from bot.answers.words import little_words, stem, words
from bot.dialogue import leaning, reading, requests
from bot.dialogue.asking_back import subject, which_of
from bot.dialogue.giving import given, said_lately
from bot.dialogue.library import (
    Library,
    articles_offered,
    choice_of,
    considered,
    just_given,
    pieces_of,
    source,
)
from bot.dialogue.missing import MISSES_TO_OFFER
from bot.dialogue.searching import search_meant
from bot.dialogue.tables import row_in_words, table_of
from bot.dialogue.voice import Voice
from bot.types.awaited import Awaited
from bot.types.chat import Choice
from bot.types.decision import Ask, Decision, OpenCase, Outcome, Say
from bot.types.turn import Turn

T = TypeVar("T")
NEXT_AT = 0.45
"""How far other articles must be worth it to be offered after one that did not help: a guess would annoy twice."""
IN_MIND = timedelta(minutes=30)
"""How long "the second one" is of a list that was offered."""


def another(turn: Turn, voice: Voice, library: Library, more: str = "") -> Decision:
    """What was given did not help: the next best, and a person from the second time on.

    `more` is what the customer adds to the question.
    """
    awaiting = turn.awaiting
    question, failed = f"{awaiting.question} {more}".strip(), awaiting.article
    outcome = Outcome("not_helped", failed)
    if turn.ownership.misses + 1 >= MISSES_TO_OFFER and not requests.refuses_person(turn.text):
        title = question or " ".join(turn.text.split())
        opened = OpenCase("missing_knowledge", title, lead=voice("miss.third"), issue=title)
        return Decision("handoff", "did not help twice", (opened, Ask(), outcome))
    avoid = library.avoided(turn) | {failed}
    if more and (elsewhere := _elsewhere(turn, voice, library, more, failed)):
        return elsewhere
    ranking = Ranking((), 0.0, None)
    for meant in filter(None, (more, question)):
        ranking = ranking if ranking.answers else library.search(meant, avoid=avoid, lang=voice.language)
    sources = considered(ranking)
    if ranking.answers:
        following = given(turn, voice, library, ranking.hits[0], question, sources, rule="the first did not help",
                          lead=voice("answer.next"))  # fmt: skip
        kept = tuple(act for act in following.acts if not isinstance(act, Outcome))
        return Decision("answer", following.rule, (*kept, outcome), following.passages, following.facts)
    left = [Choice(choice, label) for choice, label in articles_offered(turn) if library.path_of(choice) not in avoid]
    if not left and ranking.related >= NEXT_AT:
        left = [Choice(choice_of(hit.article.path), hit.article.title) for hit in ranking.hits]
    if left:
        asked = which_of(turn, voice, "clarify.others", left, question, sources, rule="did not help; the next best")
        asked = asked.asking(replace(asked.awaits(), failed=awaiting.given))
        return replace(asked, acts=(*asked.acts, outcome))
    choices = (voice.person,)
    asked_why = Awaited("person", question, failed=awaiting.given)
    acts = (Say(voice("miss.feedback"), "ask", choices=choices), Ask(asked_why), outcome)
    return Decision("ask", "did not help", acts, passages=sources)


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


_TROUBLES = ("reports", "denials", "problem", "issue_trouble")


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
    steps = [one for one in _STEP.findall(section.text) if said_lately(turn, one[:STEP_LETTERS])]
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


STEP_LETTERS = 20
"""Letters of a step by which it is known again: its links are shown as words."""


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


MOST_LEFT = 3
"""Sentences that are told to who has tried what came before them."""


def _elsewhere(turn: Turn, voice: Voice, library: Library, more: str, failed: str) -> Decision | None:
    """Answer from another section of the article that was given, where what is added to the question leads there.

    That the first section was wrong counts, and is not held against the article.
    """
    ranking = library.search(more, avoid=library.avoided(turn), lang=voice.language)
    hit = next(iter(ranking.hits), None)
    heading = hit.section.heading if hit and hit.section else ""
    if hit is None or not ranking.answers or hit.article.path != failed:
        return None
    if heading == turn.awaiting.section:
        return None
    found = given(turn, voice, library, hit, more, considered(ranking), rule="another section of it",
                  lead=voice("answer.next"))  # fmt: skip
    kept = tuple(act for act in found.acts if not isinstance(act, Outcome))
    return replace(found, acts=(*kept, Outcome("not_helped")))


def _at(items: Sequence[T], place: int | None) -> T | None:
    """Return the item at a place as `leaning.nth` gives it, -1 for the last; None where there is no such one."""
    return items[place] if place is not None and items and place < len(items) else None


def part(turn: Turn, voice: Voice, library: Library) -> Decision | None:
    """Return more on the part of an answer to several questions that "and the second one?" means; None without one."""
    parts = turn.awaiting.parts
    place = leaning.nth(turn.text, voice.languages)
    if len(parts) == 2 and leaning.the_other(turn.text, voice.languages):
        place = 1 if turn.awaiting.article == parts[0].given.article else 0
    one = _at(parts, place)
    if one is None or _long_ago(turn):
        return None
    meant = replace(turn.awaiting, question=one.question, given=one.given)
    more = whole(replace(turn, ownership=replace(turn.ownership, awaiting=meant)), voice, library)
    if more is None:
        return None
    fully = replace(one, given=replace(one.given, whole=True))
    seen = tuple(fully if other is one else other for other in parts)
    return more.asking(replace(more.awaits(), given=more.awaits().given or one.given, parts=seen))


def shorter(turn: Turn, voice: Voice, library: Library) -> Decision | None:
    """Return the gist of what was just said, to who finds it long, and stay short from there; None for no answer."""
    awaiting = turn.awaiting
    told = tuple(one.given for one in awaiting.parts) or (awaiting.given,)
    gists = [gist(section) for section in map(library.section, told) if section]
    if not gists:
        return None
    said = "\n\n".join((voice("answer.short", words=" ".join(gists)), voice("answer.short_more")))
    said = voice("answer.short_already") if awaiting.length else said
    acts = (Say(said, "answer"), Ask(replace(awaiting, kind="answered", length="short")))
    return Decision("answer", "says that it is long", acts)


def _the_other(turn: Turn, offered: Sequence[tuple[str, str]]) -> str:
    """Return the choice that was not seen; of several not seen, or of none seen, the second; "" without one."""
    seen = {choice_of(turn.awaiting.article), *turn.awaiting.seen}
    left = [choice for choice, _ in offered if choice not in seen]
    if len(left) == len(offered):
        left = left[1:2]
    return left[0] if len(left) == 1 else ""


def pointed(turn: Turn, voice: Voice) -> str | None:
    """Return the choice that "the second one" or "the missing parts one" means; "" where there is no such thing.

    None for words that point at nothing.
    """
    offered = articles_offered(turn)
    place = leaning.nth(turn.text, voice.languages)
    other = place is None and leaning.the_other(turn.text, voice.languages)
    if (place is not None or other) and offered and _long_ago(turn):
        return ""
    if other:
        return _the_other(turn, offered)
    if place is None:
        asked = turn.awaiting.kind == "clarify"
        named = leaning.by_name(turn.text, [label for _, label in offered], voice.language) if asked else None
        return offered[named][0] if named is not None else None
    meant = _at(offered, place)
    return meant[0] if meant else ""


_STEP = re.compile(r"^\d{1,2}[.)]\s+\S.*$", re.MULTILINE)


_STEP_NAMED = re.compile(
    r"\b(?:step|schritt|punkt|paso|[eé]tape|point|n(?:umber|r|º|°)\.?)\s*(\d{1,2})\b", re.IGNORECASE
)


def step_named(turn: Turn, voice: Voice) -> Decision | None:
    """Return the step that "step 2 fails" is about, of the steps told last, whatever was noted since; None for none."""
    match = _STEP_NAMED.search(turn.text)
    if match is None or len(reading.tokens(turn.text)) > leaning.LONGEST or _long_ago(turn):
        return None
    lines = (line for line in reversed(turn.known.history) if line.role == "bot")
    steps = next((found for line in lines if (found := _STEP.findall(line.text))), [])
    meant = next((step for step in steps if re.match(rf"{int(match[1])}[.)]", step)), None)
    if meant is None:
        return None
    question = turn.awaiting.question or turn.text
    asked = Ask(replace(subject(turn), kind="person", question=question, step=True))
    choices = (voice.person,)
    return Decision("ask", "one of the steps", (Say(voice("answer.step", step=meant), "ask", choices=choices), asked))


def listed(turn: Turn, voice: Voice, library: Library) -> Decision | None:
    """Return the step of the last answer, or the row of its table, that "the second one" means; None without one."""
    hit, section = library.told(turn.awaiting.given), library.section(turn.awaiting.given)
    if hit is None or section is None or articles_offered(turn) or _long_ago(turn):
        return None
    rows = [row_in_words(voice, table_of(section.text)[0], row) for row in table_of(section.text)[1:]]
    listed_there = _STEP.findall(extract(hit, "", length="detailed")) or rows
    meant = _at(listed_there, leaning.nth(turn.text, voice.languages))
    if meant is None:
        return None
    acts = (Say(meant, "answer", sources=(source(hit),)), Ask(turn.awaiting))
    return Decision("answer", "one of what was listed", acts)


def _long_ago(turn: Turn) -> bool:
    """Whether the last words were said so long ago that nobody has them in mind: "the second one" means nothing."""
    return bool(turn.known.history) and turn.now - turn.known.history[-1].at > IN_MIND


def whole(turn: Turn, voice: Voice, library: Library) -> Decision | None:
    """Return all of the section that was cut before, to who did not understand; None where nothing was given."""
    last, question = turn.awaiting.given or turn.awaiting.failed, turn.awaiting.question
    hit = library.told(last)
    if last is None or hit is None:
        return None
    told = extract(hit, question, length=turn.standing.length)
    if last.whole or all(piece in told for piece in pieces_of(extract(hit, question, length="detailed"))):
        say = Say(voice("answer.whole_given"), "ask", choices=(voice.person,))
        return Decision("ask", "asks for more than there is", (say, Ask(Awaited("person", question))))
    fuller = replace(turn, standing=replace(turn.standing, length="detailed"))
    found = given(fuller, voice, library, hit, question, (), rule="asks for more", lead=voice("answer.whole"),
                  began=turn.awaiting.began)  # fmt: skip
    return found.asking(replace(found.awaits(), given=replace(last, whole=True)))
