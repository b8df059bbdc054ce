"""What is said to words about an answer: it was not that, shorter, all of it."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.grounding import extract, gist
from bot.answers.search import Ranking
from bot.dialogue import requests
from bot.dialogue.asking_back import which_of
from bot.dialogue.giving import given
from bot.dialogue.library import Library, articles_offered, choice_of, considered, pieces_of
from bot.dialogue.missing import MISSES_TO_OFFER
from bot.dialogue.voice import Voice
from bot.types.awaited import Awaited
from bot.types.chat import Choice
from bot.types.decision import Ask, Decision, OpenCase, Outcome, Say
from bot.types.turn import Turn

NEXT_AT = 0.45
"""How far other articles must be worth it to be offered after one that did not help: a guess would annoy twice."""


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
