"""From a question to an answer with its source, one clarifying question, or an honest "I don't know"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.grounding import extract, gist, section_holding
from bot.answers.search import Hit, Ranking, preferring
from bot.answers.sought import asks_whether
from bot.answers.words import little_words, stem
from bot.answers.words import words as words_of
from bot.dialogue import leaning, reading
from bot.dialogue.asking_back import clarify, which_again
from bot.dialogue.giving import CHOSE, CONFIDENT, SHORT_WORD, STAYS, given, said_lately
from bot.dialogue.halves import says_little, thing_alone
from bot.dialogue.library import Library, articles_offered, considered, just_given, pieces_of
from bot.dialogue.missing import missed
from bot.dialogue.rows import land_missed, naming_row_first, row_missed, row_wanted, town_missed, with_rows
from bot.dialogue.searching import helped_before, named_where_it_stands, rewritten, search_meant
from bot.dialogue.several import one_by_one
from bot.dialogue.signals import FEELINGS
from bot.dialogue.tables import names_its_row, side_by_side
from bot.dialogue.voice import Voice
from bot.types.decision import Ask, Decision, Say
from bot.types.turn import Turn

LEAST_WITHIN = 0.15
"""Least confidence at which the article just given is gone on with: "is there one in London" is not in it."""
LIKELY = 0.5
"""How far one of what was offered must be worth offering to be given to who chose none of it."""
LIKELIEST = "the likeliest of those offered"
NOTHING_NEW = "leads to what was just said"


def answer(turn: Turn, voice: Voice, library: Library, question: str) -> Decision:
    """Decide about a question: answer, clarify or miss."""
    return _nothing_new(turn, voice, _answer(turn, voice, library, question))


def _answer(turn: Turn, voice: Voice, library: Library, question: str) -> Decision:
    if decision := _row(turn, voice, library, question) or one_by_one(turn, voice, library, question):
        return decision
    ranking, asked, began = search_meant(turn, voice, library, question)
    ranking = preferring(ranking, turn.standing.variant)
    if (before := helped_before(turn, ranking)) and not _told_of(turn, before):
        return given(turn, voice, library, before, asked, considered(ranking), rule="helped this customer before",
                     lead=voice("answer.helped_before"), began=began)  # fmt: skip
    if not ranking.answers:
        ranking, asked = rewritten(turn, library, question) or (ranking, asked)
    ranking = _set_side_by_side(voice, ranking, question)
    sources = considered(ranking)
    named = library.meant(asked, voice.language)
    ranking = naming_row_first(ranking, named)
    if ranking.answers and began == question and _opens_with_a_thing(turn, voice, library, question):
        return clarify(turn, voice, ranking.hits, asked, sources)
    if ranking.offers and (none := land_missed(library, ranking, question)):
        return _not_among(turn, voice, library, *none)
    if other := _another_section(turn, voice, library, ranking, question):
        return other
    if ranking.answers or (ranking.offers and names_its_row(ranking.hits[0], named)):
        lead = _says_nothing_of(voice, library, ranking, question) if began == question else ""
        return given(turn, voice, library, ranking.hits[0], asked, sources, rule=CONFIDENT, lead=lead, began=began)
    corrects = bool(leaning.corrected(turn.text, voice.languages))
    clarifies = turn.awaiting.kind == "clarify"
    anew = clarifies and not corrects and _asks_anew(turn, voice, library, question)
    asked_already = clarifies and not corrects and not anew
    if stays := _among_them(turn, voice, library, ranking, question):
        return stays
    apart = bool(turn.awaiting.article) and thing_alone(voice, library, question)
    if ranking.offers and not asked_already and not apart:
        return clarify(turn, voice, ranking.hits, asked, sources, anew=anew)
    if asked_already and (among := _among_those_offered(turn, voice, library, question)):
        return among
    return missed(turn, voice, library, question, sources)


def _set_side_by_side(voice: Voice, ranking: Ranking, question: str) -> Ranking:
    """Return a ranking whose first hit is the table in which a question's things stand beside each other, if one is."""
    hit = ranking.hits[0] if ranking.answers else None
    table = side_by_side(hit.article, question, voice) if hit else None
    return replace(ranking, hits=(replace(hit, section=table), *ranking.hits[1:])) if hit and table else ranking


def _says_nothing_of(voice: Voice, library: Library, ranking: Ranking, question: str) -> str:
    """Return that an article never speaks of what a question ends in, beside what the article is about.

    "Can I return food?" is near "how do I return something", and is not answered by it. "" where the articles hold the
    word, where the question says more than that, and in a language that they are not in.
    """
    if voice.language not in library.index.languages or not asks_whether(question):
        return ""
    article, lang, little = ranking.hits[0].article, voice.language, little_words(voice.language)
    said = [one for one in words_of(ranking.repaired or question) if one not in little]
    about = said[-1] if said else ""
    places = {**library.towns, **library.lands, **library.countries}
    known = not about.isalpha() or len(about) <= SHORT_WORD or library.index.holds(about) or about in places
    title = {stem(lang, one) for one in words_of(article.title)}
    more = any(stem(lang, one) not in title for one in said[:-1])
    if known or more or (library.index.things and library.index.things.search(about)):
        return ""
    return voice("answer.not_apart", what=about, article=article.title)


def _row(turn: Turn, voice: Voice, library: Library, question: str) -> Decision | None:
    """Answer half a sentence that names a row of a table, or one that the table lacks."""
    if follow_up := row_wanted(turn, voice, library, question):
        began = turn.awaiting.began
        return chosen(turn, voice, library, *follow_up, rule="names a row of the article's table", began=began)
    none = row_missed(turn, voice, library, question) or town_missed(turn, voice, library, question)
    return _not_among(turn, voice, library, *none) if none else None


def _nothing_new(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Return a decision, unless it says once more what was just said to words that ask nothing: those are heard."""
    awaiting, text = turn.awaiting, turn.text
    same = decision.kind == "answer" and decision.awaits().section == awaiting.section
    if not same or not awaiting.stands or text.rstrip().endswith("?"):
        return decision
    if reading.contains(text, "question", voice.languages) or leaning.corrected(text, voice.languages):
        return decision
    told = [piece for say in decision.says for piece in pieces_of(say.text)]
    if not all(said_lately(turn, piece) for piece in told):
        return decision
    return Decision("chat", NOTHING_NEW, (Say(voice("chat.more_of_it"), "chat"), Ask(awaiting)))


def _opens_with_a_thing(turn: Turn, voice: Voice, library: Library, question: str) -> bool:
    """Whether a subject begins with the name of a thing and nothing else: "sofa" may be about anything."""
    awaiting = turn.awaiting
    before = awaiting.question  # "sofa", and then "lamp"
    began = awaiting.leads and not (before and not awaiting.article and thing_alone(voice, library, before))
    asks = reading.contains(question, "question", voice.languages)
    return not began and not asks and thing_alone(voice, library, question)


def _told_of(turn: Turn, hit: Hit) -> bool:
    """Whether a hit's article was answered from in this conversation: that it helped is no "last time"."""
    return any(said_lately(turn, gist(section)) for section in hit.article.sections)


def _another_section(turn: Turn, voice: Voice, library: Library, ranking: Ranking, question: str) -> Decision | None:
    """Go on to the section of the article just given that holds all words of a message which asks nothing of its own.

    "But I have an order open", behind how an account is deleted. None where no section does.
    """
    awaiting = turn.awaiting
    path, told = awaiting.article, awaiting.section or ""
    article = library.index.article(path) if awaiting.stands else None
    asks = question.rstrip().endswith("?") or reading.contains(question, "question", voice.languages)
    again = bool(ranking.hits) and just_given(turn, ranking.hits[0])
    if article is None or asks or not leaning.lean(question, voice.languages) or (ranking.answers and not again):
        return None
    if turn.said & frozenset(FEELINGS) or named_where_it_stands(turn, voice, library, question):
        return None  # "oh great, another link" asks for none, and "and Family" for what was said of both plans
    began = awaiting.first
    section = section_holding(article, told, library.glossed(question, voice.language))
    inside = library.search(question, within=path, lang=voice.language)
    if section is None and inside.hits and inside.confidence >= LIKELY:
        section = inside.hits[0].section
    if section is None or section.heading == told:
        return None
    hit = Hit(article, section, 1.0)
    both = f"{with_rows(turn, voice, library, began)} {question}"
    return given(turn, voice, library, hit, both, (), rule=STAYS, began=began)


def _among_them(turn: Turn, voice: Voice, library: Library, ranking: Ranking, question: str) -> Decision | None:
    """Go on with the article just given, for half a sentence that it may answer as well as others: "and how long?"."""
    awaiting = turn.awaiting
    path, began = awaiting.article, awaiting.first
    near = path and ranking.offers and path in [hit.article.path for hit in ranking.hits]
    if not awaiting.stands or not near or not leaning.lean(question, voice.languages):
        return None
    found = library.search(question, within=path, lang=voice.language)
    if not found.hits or found.confidence < LEAST_WITHIN:
        return None
    both = f"{with_rows(turn, voice, library, began)} {question}"
    return given(turn, voice, library, found.hits[0], both, considered(found), rule=STAYS, began=began)


def _asks_anew(turn: Turn, voice: Voice, library: Library, question: str) -> bool:
    """Whether words are a whole question of their own, not about what was offered: "do you rent furniture"."""
    asks = question.rstrip().endswith("?") or reading.contains(question, "question", voice.languages)
    leans = leaning.lean(question, voice.languages) == "strong" or thing_alone(voice, library, question)
    if not asks or leans or says_little(voice, library, question):
        return False
    both = f"{turn.awaiting.question} {question}"
    alone, together = (library.search(one, lang=voice.language).hits[:1] for one in (question, both))
    return [hit.article.path for hit in alone] != [hit.article.path for hit in together]


def _among_those_offered(turn: Turn, voice: Voice, library: Library, question: str) -> Decision | None:
    """Give the likeliest of what was offered, for words that choose none of it but go on from it.

    Where it is not likely enough it is asked once more, once; not of who only presses for an answer. None where the
    words lead elsewhere.
    """
    awaiting = turn.awaiting
    if not leaning.lean(question, voice.languages):
        return None
    both = f"{awaiting.question} {question}"
    found = library.search(both, lang=voice.language)
    if not found.hits or found.hits[0].article.path not in [library.path_of(one) for one, _ in articles_offered(turn)]:
        return None
    presses = any(reading.contains(question, "what_next", (one,)) for one in voice.languages)
    if presses or found.related >= LIKELY:
        began = awaiting.question
        return given(turn, voice, library, found.hits[0], both, considered(found), rule=LIKELIEST,
                     lead=voice("answer.next"), began=began)  # fmt: skip
    if awaiting.again:
        return None
    again = which_again(turn, voice)
    return again.asking(replace(again.awaits(), again=True))


def _not_among(turn: Turn, voice: Voice, library: Library, hit: Hit, name: str, rows: Sequence[str]) -> Decision:
    """Say that what half a sentence names is not among the rows, with the sentence that names those there are.

    What is said of the country of a town that is missing belongs to it: "There is no store in the United Kingdom".
    """
    pieces = pieces_of(extract(hit, "", length="detailed"))
    told = [one for one in pieces if sum(row in one for row in rows) > 1][:1]
    land = library.countries.get(name.casefold())
    told += [one for one in pieces if land and land in one and one not in told and not one.startswith("|")][:1]
    found = given(turn, voice, library, hit, turn.text, (), rule="names no row of the table",
                  began=turn.awaiting.began)  # fmt: skip
    say = found.says[0]
    line = voice("answer.not_among", what=name, words=" ".join(told) or ", ".join(rows))
    return found.saying(say, replace(say, text=line))


def chosen(
    turn: Turn, voice: Voice, library: Library, path: str, question: str = "", *, rule: str = CHOSE,
    began: str = "",
) -> Decision:  # fmt: skip
    """Answer from the article that the customer picked, or stays with."""
    question = question or turn.awaiting.question or turn.text
    ranking = library.search(question, within=path, lang=voice.language)
    if not ranking.hits:
        return missed(turn, voice, library, question)
    return given(turn, voice, library, ranking.hits[0], question, considered(ranking), rule=rule, began=began)


def of_the_moment(turn: Turn) -> Turn:
    """Return the turn with the length that was wished for in this conversation, which beats any other."""
    return replace(turn, standing=replace(turn.standing, length="short")) if turn.awaiting.length else turn
