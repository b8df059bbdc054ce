"""What a question means beside what was said before: searched alone, and together with that."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answers.composing import standalone
from bot.answers.grounding import bears_on, extract
from bot.answers.search import ANSWER_AT, LIKE_THE_BEST, Hit, Ranking, things_named
from bot.answers.words import fold, stem
from bot.dialogue import leaning, reading, requests
from bot.dialogue.halves import says_little, thing_alone, things_in, words_about
from bot.dialogue.kinds_asked import bare_kinds, gives_the_kind, of_the_kind, of_the_kind_before
from bot.dialogue.library import Library, just_given, pieces_of
from bot.dialogue.rows import HALF_SENTENCE, with_rows
from bot.dialogue.tables import row_said
from bot.dialogue.voice import Voice
from bot.texts import detect
from bot.types.turn import Turn


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
    if given := of_the_kind(turn, voice, library, question):
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
    if turn.awaiting.given and turn.awaiting.stands and leans and bare_kinds(question, voice):
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
    by_thing = (f"{question} {things_in(before, voice)}",) if refers and says_little(voice, library, question) else ()
    for both in dict.fromkeys((f"{before} {question}", f"{leant.began_as} {question}", *by_thing)):
        together = library.search(both, avoid=avoid, lang=voice.language)
        together = _agreed(together, alone) if lean == "strong" else together
        bare = points and together.answers and says_little(voice, library, question)
        if not bare and not _leads_on(together, alone, lean, article):
            continue
        if (
            lean == "short"
            and not refers
            and not gives_the_kind(together.hits[0], library.meant(question, voice.language))
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


def _stays(turn: Turn, voice: Voice, library: Library, question: str, article: str) -> Ranking | None:
    """Return what another section of the article just given says to "and if I paid by gift card?"; None for nothing."""
    refers, thing = leaning.refers(question, voice.languages), thing_alone(voice, library, question)
    if not article or not (refers or thing or leaning.goes_on(question, voice.languages)):
        return None
    inside = library.search(question, within=article, lang=voice.language)
    if inside.hits and (row := _row_here(turn, voice, library, question)):
        return replace(inside, hits=(row,), confidence=max(inside.confidence, inside.answer_at))
    found = inside.hits[0].section if inside.hits else None
    if thing and (kept := of_the_kind_before(turn, voice, library, found)):
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
    about = words_about(question, voice)
    return bool(about) and any(
        {stem(one, word) for word in about} <= {stem(one, word) for word in reading.tokens(told)}
        for one in voice.languages
    )


def rewritten(turn: Turn, library: Library, question: str) -> tuple[Ranking, str] | None:
    """Return what a half sentence finds once a language model has made it stand alone; None where that is no better."""
    awaiting = turn.awaiting
    before, article = awaiting.question, library.index.article(awaiting.article)
    if library.model is None or not before or article is None or len(reading.tokens(question)) > HALF_SENTENCE:
        return None
    meant = standalone(library.model, question, before, article.title, article.lang)
    ranking = library.search(meant, avoid=turn.known.tried) if meant else None
    return (ranking, meant) if ranking and meant and ranking.answers else None
