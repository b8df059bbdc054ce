"""What a question means beside what was said before: searched alone, and together with that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answers.articles import Article, Section
from bot.answers.composing import standalone
from bot.answers.grounding import bears_on, extract
from bot.answers.index import Index
from bot.answers.search import ANSWER_AT, LIKE_THE_BEST, Hit, Ranking, things_named
from bot.answers.sought import Kind, answered_by, asks_price, kinds, tells
from bot.answers.spelling import asking
from bot.answers.synonyms import same_as
from bot.answers.words import fold, light_words, little_words, stem
from bot.dialogue import leaning, reading, requests
from bot.dialogue.library import Library, articles_offered, just_given, pieces_of
from bot.dialogue.tables import key_of, mentioned, names_its_row, row_said, table_of
from bot.dialogue.voice import Voice
from bot.texts import detect
from bot.types.turn import Turn

HALF_SENTENCE = 6
"""Words up to which a message may name a row of the table before it ("and to Germany?")."""

MOST_OF_KIND = 2
"""Sentences that are given to "and how much?"."""


def naming_row_first(ranking: Ranking, question: str) -> Ranking:
    """Put the article first whose table has the row that a question names, where it is about as good an answer."""
    hits = ranking.hits
    near = [hit for hit in hits[:3] if hit.score >= LIKE_THE_BEST * hits[0].score]
    named = [hit for hit in near if names_its_row(hit, question)]
    if len(named) != 1 or ranking.answers:
        return ranking
    return replace(ranking, hits=(*named, *(hit for hit in hits if hit not in named)))


def helped_before(turn: Turn, ranking: Ranking) -> Hit | None:
    """What solved it for this customer comes first, when it is about as good an answer as any."""
    if not turn.known.helped or not ranking.offers:
        return None
    if ranking.answers and ranking.hits[0].article.path not in turn.known.helped:
        return None
    near = (hit for hit in ranking.hits[:3] if hit.score >= LIKE_THE_BEST * ranking.hits[0].score)
    return next((hit for hit in near if hit.article.path in turn.known.helped), None)


def search_meant(turn: Turn, voice: Voice, library: Library, question: str) -> tuple[Ranking, str, str]:
    """Search the message alone and, where it leans on what was asked before, together with that.

    Returns the hits, the question as it was meant, and the one with which its subject began.
    """
    awaiting = turn.awaiting
    if given := _of_the_kind(turn, voice, library, question):
        whole = with_rows(turn, voice, library, awaiting.first)
        return given, f"{whole} {question}", awaiting.began
    alone, lean = _alone(turn, voice, library, question), leaning.lean(question, voice.languages)
    if awaiting.kind == "more":
        both = f"{awaiting.said} {question}"
        together = library.search(both, avoid=library.avoided(turn), lang=voice.language)
        return (together, both, both) if together.worth > alone.worth else (alone, question, question)
    if leaning.corrected(turn.text, voice.languages) and not reading.contains(question, "question", voice.languages):
        lean = "strong"  # "no, I meant the sofa": what about it was asked before
    began = awaiting.began
    asked_before = awaiting.article or _qualifies(turn, voice, library, question)
    before = awaiting.question if asked_before else began
    article = awaiting.article or awaiting.began_in
    refers = leaning.refers(question, voice.languages)
    # "who is the boss" is no half of the question before, though no article knows it; "and a small service?" is, where
    # that is a row of what was just given.
    apart = not refers and requests.may_want(question, turn.ownership.colleagues)
    apart = apart and not _row_here(turn, voice, library, question)
    if not lean or not before or apart:
        return _joined(voice, library, alone, before, question), question, question
    began = began or before
    whole = with_rows(turn, voice, library, began)
    before, began_as = _in_words_of(voice, library, before), _in_words_of(voice, library, whole)
    if other := _of_the_other_thing(turn, voice, library, question, before):
        return other
    if stays := _stays(turn, voice, library, question, article):
        return _here(turn, voice, library, stays, question), f"{whole} {question}", began
    return _read_together(
        turn, voice, library, question, _Before(alone, lean, before, began, whole, began_as, article, refers)
    )


def _alone(turn: Turn, voice: Voice, library: Library, question: str) -> Ranking:
    """Return what a message finds by itself, unsure where it says too little for that to be more than chance."""
    alone = library.search(question, avoid=library.avoided(turn), lang=voice.language)
    alone = _of_another_section(turn, voice, library, question, alone)
    if _qualifies(turn, voice, library, question):
        alone = replace(alone, confidence=0.0, related=0.0)
    leans = leaning.lean(question, voice.languages) == "strong"
    if turn.awaiting.given and turn.awaiting.stands and leans and _bare_kinds(question, voice):
        return replace(alone, confidence=0.0)  # "how long does that take" is found by chance in what is not spoken of
    return alone


def _of_another_section(turn: Turn, voice: Voice, library: Library, question: str, alone: Ranking) -> Ranking:
    """Return the section that answers outright of an article that did not help, where it was not told yet.

    "Where do I find the return label" is no longer how to start a return. What else answers is `alone`.
    """
    if alone.answers or not turn.known.tried:
        return alone
    found = library.search(question, avoid=library.index.not_for(turn.standing.variant), lang=voice.language)
    hit = next(iter(found.hits), None)
    if hit is None or hit.section is None or not found.answers or hit.article.path not in turn.known.tried:
        return alone
    told = (line.text for line in turn.known.history if line.role == "bot")
    begins = pieces_of(extract(hit, "", length="short"))[:1]
    return alone if any(one in text for text in told for one in begins) else found


def with_rows(turn: Turn, voice: Voice, library: Library, began: str) -> str:
    """Return the question with which a subject began and the rows of tables named since: "… to Norway?" "Sweden"."""
    asked = library.meant(turn.awaiting.question, voice.language)
    first = library.meant(began, voice.language)
    rows = [[[row] for row in _rows_of(library.index, key)] for key in (COUNTRY, PLAN)]
    since = [row for named in rows if (row := mentioned(named, asked)) not in ("", mentioned(named, first))]
    return " ".join((began, *since))


def _qualifies(turn: Turn, voice: Voice, library: Library, question: str) -> bool:
    """Whether words only say what the question before was about: "the lamp I mean" asks nothing that stands alone."""
    awaiting = turn.awaiting
    if not (awaiting.first or awaiting.said):
        return False
    asked = awaiting.kind in ("clarify", "more") and not thing_alone(voice, library, awaiting.question or awaiting.said)
    corrects = asked or bool(leaning.corrected(turn.text, voice.languages))
    return leaning.means_last(turn.text, voice.languages) or (corrects and thing_alone(voice, library, question))


@dataclass(frozen=True, slots=True)
class _Before:
    """What words lean on: what they find alone, how much they lean, and what was asked before them."""

    alone: Ranking
    lean: leaning.Lean
    question: str
    began: str
    whole: str
    """`began` with the rows of tables that were named since."""
    began_as: str
    """`whole` in the words of the language that is spoken now."""
    article: str
    refers: bool


def _read_together(
    turn: Turn, voice: Voice, library: Library, question: str, leant: _Before
) -> tuple[Ranking, str, str]:
    """Return what words find together with the question before them, where that is what was meant."""
    avoid = library.avoided(turn)
    alone, lean, before, began = leant.alone, leant.lean, leant.question, leant.began
    article, refers, whole = leant.article, leant.refers, f"{leant.whole} {question}"
    points = refers or any(leaning.is_empty(reading.tokens(question), one) for one in voice.languages)
    by_thing = (f"{question} {_things(before, voice)}",) if refers and says_little(voice, library, question) else ()
    for both in dict.fromkeys((f"{before} {question}", f"{leant.began_as} {question}", *by_thing)):
        together = library.search(both, avoid=avoid, lang=voice.language)
        together = _agreed(together, alone) if lean == "strong" else together
        bare = points and together.answers and says_little(voice, library, question)
        if not bare and not _leads_on(together, alone, lean, article):
            continue
        if (
            lean == "short"
            and not refers
            and not _gives_the_kind(together.hits[0], library.meant(question, voice.language))
        ):
            continue  # what was asked before carries a whole question far that no article answers
        for found in filter(None, (_pointed_at(turn, voice, library, together, question), together)):
            told = refers and _bears_on(found.hits[0], voice, library, question)  # which is then pointed out
            if told or _adds(turn, voice, library, found.hits[0], question):
                return _here(turn, voice, library, found, question), whole, began
    agreed = _agreed(alone, together)
    if (
        agreed.answers
        and agreed.hits[0].article.path == article
        and _adds(turn, voice, library, agreed.hits[0], question)
    ):
        return agreed, whole, began
    if points and (inside := _inside(voice, library, question, article)):
        return inside, whole, began
    if not alone.answers and (named := _as_named(turn, voice, library, question)):
        return named, whole, began
    return alone, question, question


def _gives_the_kind(hit: Hit, question: str) -> bool:
    """Whether a section tells a price, or a time, where that is sought; any does for who seeks neither."""
    sought = [kind for kind in kinds(question) if kind != "place"]
    return not sought or (hit.section is not None and _tell(hit.section, sought))


def _joined(voice: Voice, library: Library, alone: Ranking, before: str, question: str) -> Ranking:
    """Return what "and how long until I get the money?" finds: surer, where the question before it points there too."""
    if alone.answers or not before or not leaning.joins(question, voice.languages):
        return alone
    both = f"{_in_words_of(voice, library, before)} {question}"
    agreed = _agreed(alone, library.search(both, lang=voice.language))
    return agreed if agreed.answers else alone


def _in_words_of(voice: Voice, library: Library, before: str) -> str:
    """Return what was asked before as it can be read together with what comes now, whose language may be another."""
    spoken = detect(before)
    return library.glossed(before, spoken) if spoken and spoken != voice.language else before


def sentences_of_kind(turn: Turn, voice: Voice, hit: Hit) -> list[str]:
    """Return the sentences of a section that give the kind of answer which words that name nothing ask for.

    "and how much?" seeks a price, "until when?" a time, "¿dónde?" a place; empty for any other question.
    """
    if hit.section is None or not (asked := _bare_kinds(turn.text, voice)):
        return []
    told = pieces_of(extract(hit, "", length="detailed"))
    found = ([one for one in told if tells(one, kind) and not one.startswith("|")] for kind in asked)
    return next(filter(None, found), [])[:MOST_OF_KIND]


def _bare_kinds(text: str, voice: Voice) -> tuple[Kind, ...]:
    """Return what kinds of answer words seek that name nothing of their own, words that ask spelt right; else none."""
    for language in voice.languages:
        said = [word for word in reading.tokens(text) if not _is_polite(word, language)]
        meant = asking(language, said, little_words(language), {})
        spelt = [meant.get(word, word) for word in said]
        if len(spelt) > leaning.SHORT or not leaning.is_empty(spelt, language):
            continue
        # "where is it made" asks for another place than "where?".
        loose = any(word in light_words(language) for word in spelt)
        asked = kinds(" ".join(spelt)) or kinds(text)  # "is that free?" asks by its "that", too
        asked = asked or (("price",) if asks_price(text) else ())
        if sought := tuple(one for one in asked if one != "place" or not loose):
            return sought
    return ()


LITTLE = ("thanks", "fine_then", "follows", "sorry", "refers", "refers_last")
"""Words that name nothing in "ok and how much is that?"."""


def _is_polite(word: str, language: str) -> bool:
    return any((word,) in reading.phrases(language, intent) for intent in LITTLE)


def _of_the_kind(turn: Turn, voice: Voice, library: Library, question: str) -> Ranking | None:
    """Return the section that was just given, else another of its article, where it says what "how much?" asks for."""
    article = library.index.article(turn.awaiting.article) if turn.awaiting.stands else None
    if article is None or not (sought := _bare_kinds(question, voice)):
        return None
    here = library.section(turn.awaiting.given)
    headed = [one for one in article.sections if not answered_by(one.heading).isdisjoint(sought)]
    first = [here] if here in headed else []
    hits = [Hit(article, one, 1.0) for one in (*first, *headed, here) if one]
    hit = next((one for one in hits if sentences_of_kind(turn, voice, one)), None)
    hit = _of_its_row(turn, voice, library, question, hit, sought) or hit
    hit = _of_its_thing(turn, voice, library, question, sought) or hit
    return Ranking((hit,), ANSWER_AT, None) if hit else None


def _of_its_row(
    turn: Turn, voice: Voice, library: Library, question: str, here: Hit | None, sought: Sequence[Kind]
) -> Hit | None:
    """Return where a table tells what is sought of the country or plan that was asked about, and just named.

    "How long does that take?", behind whether we deliver to Germany. None where what is found `here` tells of it.
    """
    avoid = library.avoided(turn)
    whole = with_rows(turn, voice, library, turn.awaiting.first)
    before = library.meant(whole, voice.language)
    told = sentences_of_kind(turn, voice, here) if here else []
    given = library.section(turn.awaiting.given)
    for hit in library.search(f"{before} {question}", avoid=avoid, lang=voice.language).hits[:3]:
        table = table_of(hit.section.text) if hit.section else []
        row = mentioned(table[1:], before) if key_of(table) else ""
        cells = next((cells[1:] for cells in table[1:] if cells[0] == row), [])
        named = given is not None and row in given.text and not any(row in one for one in told)
        if row and named and any(tells(cell, kind) for cell in cells for kind in sought):
            return hit
    return None


def _of_its_thing(
    turn: Turn, voice: Voice, library: Library, question: str, sought: Sequence[Kind]
) -> Hit | None:  # fmt: skip
    """Return where what is sought is told of the thing that was asked about, by an article about such things.

    "What does it cost?", behind how a sofa is returned, is the price of its pickup. None where no other article has the
    thing in its title or tags, or the one just given has.
    """
    things, whole = library.index.things, library.meant(turn.awaiting.first, voice.language)
    spoken = " ".join(reading.tokens(whole))
    named = {match.group() for match in things.finditer(spoken)} if things else set()
    here = library.index.article(turn.awaiting.article)
    if not named or here is None or _is_about(here, named):
        return None
    for hit in library.search(f"{_things(spoken, voice)} {question}", lang=voice.language).hits:
        headed = (one for one in hit.article.sections if not answered_by(one.heading).isdisjoint(sought))
        hits = (replace(hit, section=one) for one in headed)
        told = next((one for one in hits if sentences_of_kind(turn, voice, one)), None)
        if told and _is_about(hit.article, named):
            return told
    return None


def _of_the_other_thing(
    turn: Turn, voice: Voice, library: Library, question: str, before: str
) -> tuple[Ranking, str, str] | None:
    """Return what was asked before of one thing, asked of the other that is named now: "and for e-bikes?".

    None where things have no articles of their own, and where a row of what was just given tells of the other one.
    """
    here = library.index.article(turn.awaiting.article)
    things, named = library.index.things, things_named(library.index, question)
    titled = things_named(library.index, here.title) if here else frozenset()
    if here is None or things is None or not named or not titled or not titled.isdisjoint(named):
        return None
    if not thing_alone(voice, library, question) or _row_here(turn, voice, library, question):
        return None
    other = next((match.group() for match in things.finditer(fold(question))), "")
    bare = things.sub(other, fold(before)) if things_named(library.index, before) else f"{before} {other}"
    avoid = library.avoided(turn)
    ranking = library.search(bare, avoid=avoid, lang=voice.language)
    own = ranking.answers and not named.isdisjoint(things_named(library.index, ranking.hits[0].article.title))
    return (ranking, bare, bare) if own else None


def _is_about(article: Article, things: Iterable[str]) -> bool:
    """Whether an article has one of these things in its title or its tags."""
    lang = article.lang
    own = {stem(lang, word) for text in (article.title, *article.tags) for word in reading.tokens(text)}
    return any(not own.isdisjoint({stem(lang, one), *same_as(lang, stem(lang, one))}) for one in things)


def _of_the_kind_before(turn: Turn, voice: Voice, library: Library, other: Section | None) -> Ranking | None:
    """Return the section just given for "and a sofa?", where that told the price that was asked for before.

    None where the section that speaks of the thing tells it as well.
    """
    told, here = library.told(turn.awaiting.given), library.section(turn.awaiting.given)
    sought = kinds(library.meant(turn.awaiting.question, voice.language))
    if told is None or here is None or other is None or other == here or not sought:
        return None
    if not _tell(here, sought) or _tell(other, sought):
        return None
    return Ranking((told,), ANSWER_AT, None)


def _tell(section: Section, sought: Sequence[Kind]) -> bool:
    return any(tells(line, kind) for line in pieces_of(section.text) for kind in sought)


def _stays(turn: Turn, voice: Voice, library: Library, question: str, article: str) -> Ranking | None:
    """Return what another section of the article just given says to "and if I paid by gift card?"; None for nothing."""
    refers, thing = leaning.refers(question, voice.languages), thing_alone(voice, library, question)
    if not article or not (refers or thing or leaning.goes_on(question, voice.languages)):
        return None
    inside = library.search(question, within=article, lang=voice.language)
    if inside.hits and (row := _row_here(turn, voice, library, question)):
        return replace(inside, hits=(row,), confidence=max(inside.confidence, inside.answer_at))
    found = inside.hits[0].section if inside.hits else None
    if thing and (kept := _of_the_kind_before(turn, voice, library, found)):
        return kept
    heading = found.heading if found else ""
    if not inside.hits or heading == turn.awaiting.section:
        return _as_named(turn, voice, library, question) if thing else None
    goes_on = bool(leaning.goes_on(question, voice.languages))
    little = thing or ((refers or goes_on) and says_little(voice, library, question))
    if little and _bears_on(inside.hits[0], voice, library, question):
        return replace(inside, confidence=max(inside.confidence, inside.answer_at))
    return inside if inside.answers else None


def _inside(voice: Voice, library: Library, question: str, article: str) -> Ranking | None:
    """Return what the article just given says to a question that names nothing of its own: "and what does it cost?"."""
    found = library.search(question, within=article, lang=voice.language) if article else None
    if not found or not found.hits or not says_little(voice, library, question):
        return None
    bears = _bears_on(found.hits[0], voice, library, question)
    return replace(found, confidence=max(found.confidence, found.answer_at)) if bears else None


def says_little(voice: Voice, library: Library, question: str) -> bool:
    """Whether a question says one thing at most beside "it": what it finds alone is found by chance."""
    lang = voice.language if voice.language in library.index.languages else "en"
    asked = set(reading.tokens(library.glossed(question, voice.language)))
    return len({word for word in asked if not word.isdigit()} - little_words(lang)) <= 1


def _things(question: str, voice: Voice) -> str:
    """Return what a question is about, without the words that ask: what "it" stands for."""
    little = little_words(*voice.languages)
    return " ".join(word for word in reading.tokens(question) if word not in little)


def _bears_on(hit: Hit, voice: Voice, library: Library, question: str) -> bool:
    return bears_on(hit, library.glossed(question, voice.language))


def _pointed_at(turn: Turn, voice: Voice, library: Library, together: Ranking, question: str) -> Ranking | None:
    """Return what stays in the article just given with the section that speaks of the new words: "how do I use it?".

    The question before pulls towards the section that answered it. None where no other section speaks of them.
    """
    article = together.hits[0].article.path
    if article != turn.awaiting.article:
        return None
    inside = library.search(question, within=article, lang=voice.language).hits[:1]
    if not inside or not _bears_on(inside[0], voice, library, question):
        return None
    return replace(together, hits=(*inside, *together.hits))


def _row_here(turn: Turn, voice: Voice, library: Library, question: str) -> Hit | None:
    """Return the section just given, where a row of its table is what a half sentence is about."""
    hit = library.told(turn.awaiting.given)
    return hit if hit and row_said(voice, hit, library.meant(question, voice.language)) else None


def _here(turn: Turn, voice: Voice, library: Library, found: Ranking, question: str) -> Ranking:
    """Return a ranking that stays in the section just given, where that named all that "and Family?" is about."""
    section = library.section(turn.awaiting.given)
    if section is None or found.hits[0].article.path != turn.awaiting.article:
        return found
    here = replace(found.hits[0], section=section)
    return replace(found, hits=(here, *found.hits)) if _names_it(turn, voice, library, here, question) else found


def named_where_it_stands(turn: Turn, voice: Voice, library: Library, question: str) -> bool:
    """Whether the section just given names all that a half sentence is about: "and Family", behind both plans."""
    told = library.told(turn.awaiting.given)
    return told is not None and _names_it(turn, voice, library, told, question)


def _names_it(turn: Turn, voice: Voice, library: Library, here: Hit, question: str) -> bool:
    """Whether what was just given names all that a half sentence is about."""
    told = extract(here, library.meant(turn.awaiting.question, voice.language),
                   length=turn.standing.length)  # fmt: skip
    adds = leaning.goes_on(question, voice.languages)
    return bool(adds) and _names_a_word(told, library.glossed(adds, voice.language), voice)


def _as_named(turn: Turn, voice: Voice, library: Library, question: str) -> Ranking | None:
    """Return the section just given, for a half sentence that it names and no article answers alone."""
    here = library.told(turn.awaiting.given)
    return Ranking((here,), ANSWER_AT, None) if here and _names_it(turn, voice, library, here, question) else None


def _agreed(together: Ranking, alone: Ranking) -> Ranking:
    """Two readings that find the same article are surer than each: what was asked before names another one too."""
    if not together.offers or not alone.offers or together.hits[0].article != alone.hits[0].article:
        return together
    confidence = 1 - (1 - together.confidence) * (1 - alone.confidence)
    related = 1 - (1 - together.related) * (1 - alone.related)
    return replace(together, confidence=round(confidence, 4), related=round(related, 4))


def _leads_on(together: Ranking, alone: Ranking, lean: leaning.Lean, article: str) -> bool:
    """Whether what is found with the question before is what was meant, rather than what the message finds alone."""
    if not together.answers:
        return False
    if lean == "strong":
        return not alone.answers or together.confidence >= alone.confidence
    stays = bool(alone.hits) and alone.hits[0].article.path == article and not alone.answers
    return together.hits[0].article.path == article and (stays or not alone.offers)


def _adds(turn: Turn, voice: Voice, library: Library, hit: Hit, question: str) -> bool:
    """Whether a hit tells something that was not told a moment ago.

    The same words again are no answer, but to who asks after one of them: "and to Germany?" of the six countries.
    """
    length = turn.standing.length
    if just_given(turn, hit):
        told = extract(hit, library.meant(turn.awaiting.question, voice.language), length=length)
    else:
        told = "\n".join(line.text for line in turn.known.history if line.role == "bot")
    words = extract(hit, library.meant(question, voice.language), length=length)
    new = any(piece not in told for piece in pieces_of(words))
    return new or _names_a_word(told, question, voice)


def _names_a_word(told: str, question: str, voice: Voice) -> bool:
    """Whether all that a half sentence is about stands in what was told."""
    light = little_words(*voice.languages)
    follows = {word for one in voice.languages for phrase in reading.phrases(one, "follows_on") for word in phrase}
    about = {word for word in reading.tokens(question) if word not in light and word not in follows}
    return bool(about) and any(
        {stem(one, word) for word in about} <= {stem(one, word) for word in reading.tokens(told)}
        for one in voice.languages
    )


def thing_alone(voice: Voice, library: Library, question: str) -> bool:
    """Whether words name a thing that is sold and nothing else: "and lamps?", "sofa"; no question of their own."""
    light = little_words(*voice.languages)
    follows = {word for one in voice.languages for phrase in reading.phrases(one, "follows_on") for word in phrase}
    plain = " ".join(word for word in reading.tokens(question) if word not in light | follows)
    things = library.index.things
    return bool(things and plain) and not reading.tokens(things.sub(" ", plain) if things else plain)


def _whole_elsewhere(voice: Voice, library: Library, question: str, path: str) -> bool:
    """Whether words ask a whole question that another article answers: "what does Plus cost", behind delivery."""
    if leaning.lean(question, voice.languages) == "strong" or not reading.contains(
        question, "question", voice.languages
    ):
        return False
    alone = library.search(question, lang=voice.language)
    return alone.answers and alone.hits[0].article.path != path


def row_missed(turn: Turn, voice: Voice, library: Library, question: str) -> tuple[Hit, str, list[str]] | None:
    """Return where the rows are named, the name and the rows, of half a sentence that names a country which the
    tables of the article just given lack: "and to Austria?"."""
    awaiting, said = turn.awaiting, reading.tokens(question)
    article, section = library.index.article(awaiting.article), library.section(awaiting.given)
    if article is None or not said or len(said) > HALF_SENTENCE or not leaning.lean(question, voice.languages):
        return None
    tables = [section.text for section in article.sections if key_of(table_of(section.text)) == COUNTRY]
    near = library.search(f"{awaiting.question} {question}", lang=voice.language).hits
    found = [hit.section.text for hit in near[:1] if hit.section]
    return _land_missed(library, "\n".join((*tables, *found, section.text if section else "")), question)


def town_missed(turn: Turn, voice: Voice, library: Library, question: str) -> tuple[Hit, str, list[str]] | None:
    """Return the section just given, the name and the towns there, of half a sentence that names another one.

    "And in London?", behind where the stores are. None where the section names less than two towns.
    """
    told, section = library.told(turn.awaiting.given), library.section(turn.awaiting.given)
    adds = leaning.goes_on(question, voice.languages)
    town = library.towns.get(adds.casefold())
    if told is None or section is None or town is None:
        return None
    spelt = {one for one in _CAPITAL.findall(section.text) if one.casefold() in library.towns}
    if len(spelt) < FEWEST_TOWNS or town in {library.towns[one.casefold()] for one in spelt}:
        return None
    return told, adds.title() if adds.islower() else adds, sorted(spelt)


_CAPITAL = re.compile(r"[^\W\d_a-zà-öø-ÿ][^\W\d_]+")
FEWEST_TOWNS = 2
"""Towns that a section names at least, for "and in London?" to ask after one of them."""


def land_missed(library: Library, ranking: Ranking, question: str) -> tuple[Hit, str, list[str]] | None:
    """Return what is said of a country that the first section's table lacks, for a whole question."""
    section = ranking.hits[0].section
    return _land_missed(library, section.text, question) if section else None


@lru_cache(maxsize=2)
def _rows_of(index: Index, key: str) -> tuple[str, ...]:
    """Return the countries, or the plans, for which the articles' tables have a row."""
    tables = (
        table_of(section.text) for one in index.corpus.articles for section in one.sections if "|" in section.text
    )
    return tuple(dict.fromkeys(row[0] for table in tables if key_of(table) == key for row in table[1:]))


def _land_missed(library: Library, told: str, question: str) -> tuple[Hit, str, list[str]] | None:
    """Return where the countries of the articles' tables are named, for the one that a question names and they lack.

    None where what is told speaks of less than two of them: it is about something else.
    """
    spelt, names = _lands_in(library, question)
    if len(names) != 1:
        return None
    rows = list(_rows_of(library.index, COUNTRY))
    if any(library.countries.get(word) in rows for word in reading.tokens(question)):
        return None  # "I live in Spain, can I send it to Oslo"
    held = {tuple(reading.tokens(row)) for row in rows}
    if tuple(reading.tokens(min(names))) in held or sum(row in told for row in rows) < 2:
        return None
    naming = library.search(" ".join(rows)).hits
    hits = [Hit(hit.article, section, 1.0) for hit in naming for section in hit.article.sections]
    best = max(hits, key=lambda hit: _rows_named(hit, rows), default=None)
    return (best, spelt, rows) if best and _rows_named(best, rows) > 1 else None


def _lands_in(library: Library, question: str) -> tuple[str, set[str]]:
    """Return how a question spells the country that it names, and which countries it names; "" where it names none."""
    spoken = f" {' '.join(reading.tokens(question))} "
    found = {spelt: name for spelt, name in library.lands.items() if f" {' '.join(reading.tokens(spelt))} " in spoken}
    spelt = max(found, key=len, default="")
    at = question.casefold().find(spelt)
    as_written = question[at : at + len(spelt)] if spelt and at >= 0 else spelt
    return as_written.title() if as_written.islower() else as_written, set(found.values())


COUNTRY, PLAN = "location.country", "plan.name"


def _rows_named(hit: Hit, rows: Sequence[str]) -> int:
    """Return how many rows of a table the sentences of a section name, beside tables."""
    text = "\n".join(line for line in (hit.section.text if hit.section else "").split("\n") if not line.startswith("|"))
    return sum(row in text for row in rows)


def rewritten(turn: Turn, library: Library, question: str) -> tuple[Ranking, str] | None:
    """Return what a half sentence finds once a language model has made it stand alone; None where that is no better."""
    awaiting = turn.awaiting
    before, article = awaiting.question, library.index.article(awaiting.article)
    if library.model is None or not before or article is None or len(reading.tokens(question)) > HALF_SENTENCE:
        return None
    meant = standalone(library.model, question, before, article.title, article.lang)
    ranking = library.search(meant, avoid=turn.known.tried) if meant else None
    return (ranking, meant) if ranking and meant and ranking.answers else None


def row_wanted(turn: Turn, voice: Voice, library: Library, question: str) -> tuple[str, str] | None:
    """Return article and whole question of a short reply that names a row of its tables: "and to Germany?".

    The article of the last answer, else the one with which the subject began, else one of those just offered.
    """
    awaiting = turn.awaiting
    began = with_rows(turn, voice, library, awaiting.first)
    if not began or len(reading.tokens(question)) > HALF_SENTENCE:
        return None
    if _whole_elsewhere(voice, library, question, awaiting.article):
        return None
    asked = [library.path_of(choice) for choice, _ in articles_offered(turn)] if awaiting.kind == "clarify" else []
    for path in dict.fromkeys((awaiting.article, awaiting.began_in, *asked)):
        article = library.index.article(path)
        tables = [table_of(section.text) for section in article.sections] if article else []
        if any(mentioned(table[1:], library.meant(question, voice.language)) for table in tables if key_of(table)):
            return path, f"{began} {question}"
    return None
