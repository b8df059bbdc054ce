"""A message of two or three questions, answered one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.answers.search import Ranking, preferring
from bot.dialogue import leaning, reading
from bot.dialogue.giving import given, left_behind
from bot.dialogue.library import Library, considered
from bot.dialogue.searching import search_meant
from bot.dialogue.voice import Voice
from bot.texts import cut
from bot.types.awaited import Awaited, Part
from bot.types.decision import Ask, Decision, Say
from bot.types.turn import Turn

MOST_QUESTIONS, SHORTEST_QUESTION = 3, 3
"""Questions of one message that are answered one by one, and words that each must have to stand alone."""
_NUMBERED = re.compile(r"(?:^|\s)\d{1,2}[.)]\s+|\n+|(?<=[.!])\s+")
_AND_ASKS = re.compile(
    r",?\s+(?:and|und|y|et)\s+(?:(?:also|auch|noch|dann|then|tambi[eé]n|luego|aussi|ensuite)\s+)?"
    r"(?=(?:how|what|when|where|who|why|which|can|could|do|does|is|are|will|"
    r"wie|was|wann|wo|wer|warum|welche|kann|gibt|ist|\w{2,}(?:t ihr|en sie)|"
    r"c[oó]mo|qu[eé]|cu[aá]ndo|d[oó]nde|puedo|hay|"
    r"comment|quand|o[uù]|combien|pourquoi|puis-je|est-ce|\w{2,}ez-vous)\b)",
    re.IGNORECASE,
)
_ASKS_ANEW = re.compile(
    r"(?<!\S)(?:how (?:long|much|many|often|soon|do|does|can|could|to)|"
    r"(?:what|when|where|which|who|why) (?:is|are|do|does|did|can|could|will|would|should|must|happens)|"
    r"wie (?:lange?|viele?|teuer|oft|kann|k[oö]nnen|muss|geht)|(?:was|wann|wo|warum|wer) "
    r"(?:ist|sind|kann|k[oö]nnen|muss|kostet|kosten|kommt|kommen|bekomme|passiert|finde)|"
    r"(?:c[oó]mo|cu[aá]ndo|d[oó]nde) (?:puedo|se|est[aá]n?|llega\w*|hago|devuelvo|recibo)|"
    r"cu[aá]nto (?:cuesta\w*|tarda\w*|es|vale\w*)|comment (?:puis|faire|je|on)|combien (?:co[uû]te\w*|de|[çc]a)|"
    r"quand (?:est|puis|vais|sera|arrive\w*)|"
    r"o[uù] (?:est|sont|puis|se))\b",
    re.IGNORECASE,
)
"""Words with which another question begins, wherever they stand: no comma parts them in a chat."""


def one_by_one(turn: Turn, voice: Voice, library: Library, text: str) -> Decision | None:
    """Answer a message of two or three questions one by one; None where it is one, or none of them has an answer."""
    lines = turn.text if turn.text.split() == text.split() else text
    parts = questions(lines, voice.languages)
    ran_on = [] if len(parts) > 1 else run_on(text, voice.languages)
    parts = ran_on or parts
    if not 1 < len(parts) <= MOST_QUESTIONS:
        return None
    found = _found_each(turn, voice, library, parts)
    if ran_on and not all(ranking.answers for ranking in found):
        return None
    rankings = [preferring(ranking, turn.standing.variant) for ranking in found]
    answered = [(part, ranking) for part, ranking in zip(parts, rankings, strict=True) if ranking.answers]
    if len({(ranking.hits[0].article.path, ranking.hits[0].section) for _, ranking in answered}) < len(answered):
        return None
    if not answered or (len(answered) == 1 and any(r.offers for r in rankings if not r.answers)):
        return None
    told = [
        given(turn, voice, library, ranking.hits[0], part, considered(ranking), rule="several questions")
        for part, ranking in answered
    ]
    acts = [act for decision in told for act in decision.unasked]
    for part in parts:
        if part not in [answered_part for answered_part, _ in answered]:
            line = voice("answer.not_this", question=part.rstrip("?!. "))
            acts.append(Say(line, "offer", choices=(voice.person,)))
    left = [decision.awaits() for decision in told]
    last = Ask(replace(left[-1], parts=tuple(Part(one.question, one.given) for one in left if one.given)))
    passages = tuple(one for decision in told for one in decision.passages[:1])
    facts = tuple(dict.fromkeys(fact for decision in told for fact in decision.facts))
    return Decision("answer", "several questions", (*acts, last), passages=passages, facts=facts)


def _found_each(turn: Turn, voice: Voice, library: Library, parts: Sequence[str]) -> list[Ranking]:
    """Return what each of several questions finds; one about "it" is read as a follow-up to the one before it."""
    avoid = library.avoided(turn)
    found: list[Ranking] = []
    left = Awaited()
    for part in parts:
        if left.given and leaning.lean(part, voice.languages) == "strong":
            before = replace(turn.ownership, awaiting=left)
            after = replace(turn, events=(replace(turn.last, text=part),), ownership=before)
            found.append(search_meant(after, voice, library, part)[0])
        else:
            found.append(library.search(part, avoid=avoid, lang=voice.language))
        left = left_behind(turn, found[-1].hits[0], part, part, asks_anew=True) if found[-1].answers else Awaited()
    return found


def questions(text: str, languages: Sequence[str]) -> list[str]:
    """Return the questions of a message, where each could stand alone; chats leave the question mark out."""
    asked = [one for one in cut.sentences(text) if one.rstrip("!.").endswith("?")]
    if not asked:
        pieces = (one.strip() for one in _NUMBERED.split(text))
        asked = [one for one in pieces if reading.contains(one, "question", languages)]
    parts = [part.strip(" ,;") for one in asked for part in _AND_ASKS.split(one)]
    return [part for part in parts if len(reading.tokens(part)) >= SHORTEST_QUESTION] if parts else []


def run_on(text: str, languages: Sequence[str]) -> list[str]:
    """Return the questions of a message that runs from one into the next: "how do I pay how long does it take".

    Empty where it is one. Whether each of them stands alone is seen by who looks for their answers.
    """
    places = [match.start() for match in _ASKS_ANEW.finditer(text)]
    ends = [0, *(place for place in places if place), len(text)]
    parts = [text[start:end].strip(" ,;") for start, end in pairwise(ends)]
    asks = all(reading.contains(part, "question", languages) for part in parts)
    long = all(len(reading.tokens(part)) >= SHORTEST_QUESTION for part in parts)
    return parts if asks and long and len(parts) > 1 else []
