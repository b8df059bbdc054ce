"""From a question to an answer with its source, one clarifying question, or an honest "I don't know"."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from bot.answers.articles import Section
from bot.answers.composing import compose, standalone
from bot.answers.grounding import bears_on, extract, gist, pertinent, sentences
from bot.answers.index import Index
from bot.answers.search import ANSWER_AT, CLARIFY_AT, Hit, Ranking, search
from bot.answers.words import light_words, stem, stop_words
from bot.answers.words import words as words_of
from bot.dialogue import glossing, leaning, manner, reading, requests
from bot.dialogue.voice import Voice
from bot.texts import cut, detect
from bot.types.chat import Choice, Source
from bot.types.decision import Act, Ask, Decision, OpenCase, Outcome, Say
from bot.types.memory import Fact
from bot.types.model import Model
from bot.types.turn import Turn

T = TypeVar("T")

NEXT_AT = 0.45
"""Least confidence at which other articles are offered after one that did not help: a guess would annoy twice."""
HALF_SENTENCE = 6
"""Words up to which a message may name a row of the table before it ("and to Germany?")."""
MISSES_TO_OFFER = 2
"""After so many misses in a row the bot asks outright whether to bring in a person."""
CHOICE = 60
"""Bytes that the id of a choice may have (types.Choice)."""
MOST_QUESTIONS, SHORTEST_QUESTION = 3, 3
"""Questions of one message that are answered one by one, and words that each must have to stand alone."""
SHORT_WORD = 3
"""Letters up to which a word names nothing."""
_SPELT = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"(?:^|\s)\d{1,2}[.)]\s+|\n+|(?<=[.!])\s+")
_AND_ASKS = re.compile(
    r",?\s+(?:and|und|y|et)\s+(?=(?:how|what|when|where|who|why|which|can|could|do|does|is|are|will|"
    r"wie|was|wann|wo|wer|warum|welche|kann|gibt|ist|c[oó]mo|qu[eé]|cu[aá]ndo|d[oó]nde|puedo|hay|"
    r"comment|quand|o[uù]|combien|pourquoi|puis-je|est-ce)\b)",
    re.IGNORECASE,
)
HUMAN = "human"
NONE = "none"
MORE = "more"
"""What is awaited after the piece of a story: what comes next is read together with it."""
CONFIDENT, MISSED, CHOSE, NONE_OF_THESE = "confident", "no article answers this", "the customer chose", "none of these"
UP, DOWN = "up", "down"
"""What the ids of the choices below an answer begin with: it helped, or it did not."""
PART = ("question", "article", "section")
"""What is kept of each part of an answer to several questions."""
IN_MIND = timedelta(minutes=30)
"""How long "the second one" is of a list that was offered."""
OLD = timedelta(days=180)
"""Age from which what is remembered is used, and asked about: "is it still …?"."""


@dataclass(frozen=True, slots=True)
class Library:
    """The articles as one turn sees them: one version from beginning to end."""

    index: Index
    today: date
    countries: Mapping[str, str]
    """City, small → country."""
    model: Model | None = None
    """The language model for this message, where one is configured."""

    def glossed(self, text: str, lang: str | None) -> str:
        """Return words in English where the articles lack the customer's language; as they are elsewhere."""
        foreign = lang is not None and lang not in self.index.languages and "en" in self.index.languages
        return glossing.glossed(text, lang) if lang and foreign else text

    def meant(self, text: str, lang: str | None) -> str:
        """Return words as they are and, where the articles may lack their language, in English as well."""
        other = self.glossed(text, lang)
        return text if other == text else f"{text} {other}"

    def search(
        self, question: str, avoid: frozenset[str] = frozenset(), within: str | None = None, lang: str | None = None
    ) -> Ranking:
        """Return the articles for a question that can be given to a customer.

        It is read as it is, else in English words: an article may not say what language it is in.
        """
        found = search(self.index, question, today=self.today, avoid=avoid, within=within, lang=lang)
        other = self.glossed(question, lang)
        if not found.answers and other != question:
            english = search(self.index, other, today=self.today, avoid=avoid, within=within, lang="en")
            found = max(found, english, key=lambda one: one.confidence)
        return found.with_text()


def source(hit: Hit) -> Source:
    """Return what is kept of a hit: article, section, score and version."""
    heading = hit.section.heading if hit.section else ""
    return Source(hit.article.path, hit.article.title, heading, round(hit.score, 3), hit.article.version)


def answer(turn: Turn, voice: Voice, library: Library, question: str) -> Decision:
    """Decide about a question: answer, clarify or miss."""
    if follow_up := _row_wanted(turn, voice, library, question):
        began = str(turn.ownership.awaiting.get("began", ""))
        return chosen(turn, voice, library, *follow_up, rule="names a row of the article's table", began=began)
    if decision := _several(turn, voice, library, question):
        return decision
    ranking, asked, began = _search(turn, voice, library, question)
    ranking = _preferring(ranking, turn.standing.variant)
    if before := _helped_before(turn, ranking):
        return given(turn, voice, library, before, asked, _considered(ranking), rule="helped this customer before",
                     lead=voice("answer.helped_before"), began=began)  # fmt: skip
    if not ranking.answers:
        ranking, asked = _rewritten(turn, library, question) or (ranking, asked)
    sources = _considered(ranking)
    named = library.meant(asked, voice.language)
    if ranking.answers or (ranking.confidence >= CLARIFY_AT and _names_its_row(ranking.hits[0], named)):
        return given(turn, voice, library, ranking.hits[0], asked, sources, rule=CONFIDENT, began=began)
    corrects = bool(leaning.corrected(turn.text, voice.languages))
    asked_already = turn.ownership.awaiting.get("kind") == "clarify" and not corrects
    if ranking.hits and ranking.confidence >= CLARIFY_AT and not asked_already:
        return _clarify(turn, voice, ranking.hits, asked, sources)
    if asked_already and _still_among(turn, voice, library, question):
        again = which_again(turn, voice)
        return replace(again, acts=(*again.unasked, Ask({**again.awaits({}), "again": True})))
    return missed(turn, voice, library, question, sources)


def _still_among(turn: Turn, voice: Voice, library: Library, question: str) -> bool:
    """Whether words that choose none of what was offered go on from it all the same: it is asked once more, once."""
    awaiting = turn.ownership.awaiting
    if awaiting.get("again") or not leaning.lean(question, voice.languages):
        return False
    found = library.search(f"{awaiting.get('question', '')} {question}", lang=voice.language).hits[:1]
    return any(hit.article.path == named(library, choice) for hit in found for choice, _ in _offered(turn))


def _names_its_row(hit: Hit, question: str) -> bool:
    """Whether a question names a row of the table that the best section holds: "delivery to Norway"."""
    table = _table(hit.section.text) if hit.section else []
    return bool(_key(table)) and bool(_mentioned(table[1:], question))


LIKE_THE_BEST = 0.8
"""Share of the best hit's score from which another comes first: the customer's own variant, or what helped before."""


def _preferring(ranking: Ranking, variant: str) -> Ranking:
    """Put the customer's own variant first where it is about as good an answer."""
    hits = ranking.hits
    if not variant or not hits or variant in hits[0].article.audience:
        return ranking
    own = [hit for hit in hits[:3] if variant in hit.article.audience and hit.score >= LIKE_THE_BEST * hits[0].score]
    return replace(ranking, hits=(*own[:1], *(hit for hit in hits if hit not in own[:1]))) if own else ranking


def _several(turn: Turn, voice: Voice, library: Library, text: str) -> Decision | None:
    """Answer a message of two or three questions one by one; None where it is one, or none of them has an answer."""
    parts = questions(text, voice.languages)
    if not 1 < len(parts) <= MOST_QUESTIONS:
        return None
    avoid = turn.known.tried | library.index.not_for(turn.standing.variant)
    found = [library.search(part, avoid=avoid, lang=voice.language) for part in parts]
    rankings = [_preferring(ranking, turn.standing.variant) for ranking in found]
    answered = [(part, ranking) for part, ranking in zip(parts, rankings, strict=True) if ranking.answers]
    if len({(ranking.hits[0].article.path, ranking.hits[0].section) for _, ranking in answered}) < len(answered):
        return None
    if not answered or (len(answered) == 1 and any(r.confidence >= CLARIFY_AT for r in rankings if not r.answers)):
        return None
    told = [
        given(turn, voice, library, ranking.hits[0], part, _considered(ranking), rule="several questions")
        for part, ranking in answered
    ]
    acts = [act for decision in told for act in decision.unasked]
    for part in parts:
        if part not in [answered_part for answered_part, _ in answered]:
            line = voice("answer.not_this", question=part.rstrip("?!. "))
            acts.append(Say(line, "offer", choices=(voice.choice(HUMAN, "clarify.human"),)))
    parts_told = [dict(act.awaiting) for decision in told for act in decision.acts if isinstance(act, Ask)]
    last = Ask({**told[-1].awaits({}), "parts": [{name: one.get(name) for name in PART} for one in parts_told]})
    passages = tuple(source for decision in told for source in decision.passages[:1])
    facts = tuple(dict.fromkeys(fact for decision in told for fact in decision.facts))
    return Decision("answer", "several questions", (*acts, last), passages=passages, facts=facts)


def questions(text: str, languages: Sequence[str]) -> list[str]:
    """Return the questions of a message, where each could stand alone; chats leave the question mark out."""
    asked = [one for one in cut.sentences(text) if one.rstrip("!.").endswith("?")]
    if not asked:
        pieces = (one.strip() for one in _NUMBERED.split(text))
        asked = [one for one in pieces if reading.contains(one, "question", languages)]
    parts = [part.strip(" ,;") for one in asked for part in _AND_ASKS.split(one)]
    return [part for part in parts if len(reading.tokens(part)) >= SHORTEST_QUESTION] if parts else []


def _helped_before(turn: Turn, ranking: Ranking) -> Hit | None:
    """What solved it for this customer comes first, when it is about as good an answer as any."""
    if not turn.known.helped or not ranking.hits or ranking.confidence < CLARIFY_AT:
        return None
    near = (hit for hit in ranking.hits[:3] if hit.score >= LIKE_THE_BEST * ranking.hits[0].score)
    return next((hit for hit in near if hit.article.path in turn.known.helped), None)


def _considered(ranking: Ranking) -> tuple[Source, ...]:
    """Return the hits with the ranking's confidence as the score of the first."""
    rows = [source(hit) for hit in ranking.hits]
    if rows:
        first = rows[0]
        rows[0] = Source(first.article, first.title, first.section, round(ranking.confidence, 3), first.version)
    return tuple(rows)


def _search(turn: Turn, voice: Voice, library: Library, question: str) -> tuple[Ranking, str, str]:
    """Search the message alone and, where it leans on what was asked before, together with that.

    Returns the hits, the question as it was meant, and the one with which its subject began.
    """
    avoid = turn.known.tried | library.index.not_for(turn.standing.variant)
    alone = library.search(question, avoid=avoid, lang=voice.language)
    awaiting, lean = turn.ownership.awaiting, leaning.lean(question, voice.languages)
    if awaiting.get("kind") == MORE:
        both = f"{awaiting.get('said', '')} {question}"
        together = library.search(both, avoid=avoid, lang=voice.language)
        return (together, both, both) if together.confidence > alone.confidence else (alone, question, question)
    if leaning.corrected(turn.text, voice.languages) and not reading.contains(question, "question", voice.languages):
        lean = "strong"  # "no, I meant the sofa": what about it was asked before
    began = str(awaiting.get("began", ""))
    before = str(awaiting.get("question", "")) if awaiting.get("article") else began
    article = str(awaiting.get("article", "")) or str(awaiting.get("began_in", ""))
    refers = leaning.refers(question, voice.languages)
    # "who is the boss" is no half of the question before, though no article knows it.
    apart = not refers and requests.may_want(question, turn.ownership.colleagues)
    if not lean or not before or apart:
        return alone, question, question
    began = began or before
    if stays := _stays(turn, voice, library, question, article):
        return _here(turn, voice, library, stays, question), f"{began} {question}", began
    for both in dict.fromkeys((f"{before} {question}", f"{began} {question}")):
        together = library.search(both, avoid=avoid, lang=voice.language)
        together = _agreed(together, alone) if lean == "strong" else together
        bare = refers and together.answers and _says_little(voice, library, question)
        if not bare and not _leads_on(together, alone, lean, article):
            continue
        for found in filter(None, (_pointed_at(turn, voice, library, together, question), together)):
            told = refers and _bears_on(found.hits[0], voice, library, question)  # which is then pointed out
            if told or _adds(turn, voice, library, found.hits[0], question):
                return _here(turn, voice, library, found, question), f"{began} {question}", began
    agreed = _agreed(alone, together)
    if (
        agreed.answers
        and agreed.hits[0].article.path == article
        and _adds(turn, voice, library, agreed.hits[0], question)
    ):
        return agreed, f"{began} {question}", began
    if not alone.answers and (named := _as_named(turn, voice, library, question, article)):
        return named, f"{began} {question}", began
    return alone, question, question


def _stays(turn: Turn, voice: Voice, library: Library, question: str, article: str) -> Ranking | None:
    """Return what another section of the article just given says to "and if I paid by gift card?"; None for nothing."""
    refers = leaning.refers(question, voice.languages)
    if not article or not (refers or leaning.goes_on(question, voice.languages)):
        return None
    inside = library.search(question, within=article, lang=voice.language)
    if inside.hits and (row := _row_here(turn, voice, library, article, question)):
        return replace(inside, hits=(row,), confidence=max(inside.confidence, inside.answer_at))
    heading = inside.hits[0].section.heading if inside.hits and inside.hits[0].section else ""
    if not inside.hits or heading == turn.ownership.awaiting.get("section"):
        return None
    if refers and _says_little(voice, library, question) and _bears_on(inside.hits[0], voice, library, question):
        return replace(inside, confidence=max(inside.confidence, inside.answer_at))
    return inside if inside.answers else None


def _says_little(voice: Voice, library: Library, question: str) -> bool:
    """Whether a question says one thing at most beside "it": what it finds alone is found by chance."""
    lang = voice.language if voice.language in library.index.languages else "en"
    asked = set(reading.tokens(library.glossed(question, voice.language)))
    return len(asked - stop_words(lang) - light_words(lang)) <= 1


def _bears_on(hit: Hit, voice: Voice, library: Library, question: str) -> bool:
    return bears_on(hit, library.glossed(question, voice.language))


def _pointed_at(turn: Turn, voice: Voice, library: Library, together: Ranking, question: str) -> Ranking | None:
    """Return what stays in the article just given with the section that speaks of the new words: "how do I use it?".

    The question before pulls towards the section that answered it. None where no other section speaks of them.
    """
    article = together.hits[0].article.path
    if article != turn.ownership.awaiting.get("article"):
        return None
    inside = library.search(question, within=article, lang=voice.language).hits[:1]
    if not inside or not _bears_on(inside[0], voice, library, question):
        return None
    return replace(together, hits=(*inside, *together.hits))


def _row_here(turn: Turn, voice: Voice, library: Library, path: str, question: str) -> Hit | None:
    """Return the section just given, where a row of its table is what a half sentence is about."""
    article = library.index.article(path)
    section = _section(library, path, turn.ownership.awaiting.get("section"))
    hit = Hit(article, section, 1.0) if article and section else None
    return hit if hit and _row_said(voice, hit, library.meant(question, voice.language)) else None


def _here(turn: Turn, voice: Voice, library: Library, found: Ranking, question: str) -> Ranking:
    """Return a ranking that stays in the section just given, where that named all that "and Family?" is about."""
    awaiting = turn.ownership.awaiting
    section = _section(library, str(awaiting.get("article", "")), awaiting.get("section"))
    if section is None or found.hits[0].article.path != awaiting.get("article"):
        return found
    here = replace(found.hits[0], section=section)
    return replace(found, hits=(here, *found.hits)) if _names_it(turn, voice, library, here, question) else found


def _names_it(turn: Turn, voice: Voice, library: Library, here: Hit, question: str) -> bool:
    """Whether what was just given names all that a half sentence is about."""
    told = extract(here, library.meant(str(turn.ownership.awaiting.get("question", "")), voice.language),
                   length=turn.standing.length)  # fmt: skip
    adds = leaning.goes_on(question, voice.languages)
    return bool(adds) and _names_a_word(told, library.glossed(adds, voice.language), voice)


def _as_named(turn: Turn, voice: Voice, library: Library, question: str, path: str) -> Ranking | None:
    """Return the section just given, for a half sentence that it names and no article answers alone."""
    article = library.index.article(path)
    section = _section(library, path, turn.ownership.awaiting.get("section"))
    if article is None or section is None:
        return None
    here = Hit(article, section, 1.0)
    return Ranking((here,), ANSWER_AT, None) if _names_it(turn, voice, library, here, question) else None


def _agreed(together: Ranking, alone: Ranking) -> Ranking:
    """Two readings that find the same article are surer than each: what was asked before names another one too."""
    least = min(together.confidence, alone.confidence)
    if not together.hits or not alone.hits or together.hits[0].article != alone.hits[0].article or least < CLARIFY_AT:
        return together
    return replace(together, confidence=round(1 - (1 - together.confidence) * (1 - alone.confidence), 4))


def _leads_on(together: Ranking, alone: Ranking, lean: leaning.Lean, article: str) -> bool:
    """Whether what is found with the question before is what was meant, rather than what the message finds alone."""
    if not together.answers:
        return False
    if lean == "strong":
        return not alone.answers or together.confidence >= alone.confidence
    stays = bool(alone.hits) and alone.hits[0].article.path == article and not alone.answers
    return together.hits[0].article.path == article and (stays or alone.confidence < CLARIFY_AT)


def _adds(turn: Turn, voice: Voice, library: Library, hit: Hit, question: str) -> bool:
    """Whether a hit tells something that was not told a moment ago.

    The same words again are no answer, but to who asks after one of them: "and to Germany?" of the six countries.
    """
    awaiting, length = turn.ownership.awaiting, turn.standing.length
    if _given_before(turn, hit):
        told = extract(hit, library.meant(str(awaiting.get("question", "")), voice.language), length=length)
    else:
        told = "\n".join(line.text for line in turn.known.history if line.role == "bot")
    words = extract(hit, library.meant(question, voice.language), length=length)
    new = any(piece not in told for piece in _told(words))
    return new or _names_a_word(told, question, voice)


def _names_a_word(told: str, question: str, voice: Voice) -> bool:
    """Whether all that a half sentence is about stands in what was told."""
    light = {word for one in voice.languages for word in (*stop_words(one), *light_words(one))}
    follows = {word for one in voice.languages for phrase in reading.phrases(one, "follows_on") for word in phrase}
    about = {word for word in reading.tokens(question) if word not in light and word not in follows}
    return bool(about) and about <= set(reading.tokens(told))


def _told(text: str) -> list[str]:
    return [piece for block in text.split("\n") for piece in sentences(block)]


def _rewritten(turn: Turn, library: Library, question: str) -> tuple[Ranking, str] | None:
    """Return what a half sentence finds once a language model has made it stand alone; None where that is no better."""
    awaiting = turn.ownership.awaiting
    before, article = str(awaiting.get("question", "")), library.index.article(str(awaiting.get("article", "")))
    if library.model is None or not before or article is None or len(reading.tokens(question)) > HALF_SENTENCE:
        return None
    meant = standalone(library.model, question, before, article.title, article.lang)
    ranking = library.search(meant, avoid=turn.known.tried) if meant else None
    return (ranking, meant) if ranking and meant and ranking.answers else None


def _row_wanted(turn: Turn, voice: Voice, library: Library, question: str) -> tuple[str, str] | None:
    """Return article and whole question of a short reply that names a row of its tables: "and to Germany?".

    The article of the last answer, else the one with which the subject began, else one of those just offered.
    """
    awaiting = turn.ownership.awaiting
    began = str(awaiting.get("began", "")) or str(awaiting.get("question", ""))
    if not began or len(reading.tokens(question)) > HALF_SENTENCE:
        return None
    asked = [named(library, choice) for choice, _ in _offered(turn)] if awaiting.get("kind") == "clarify" else []
    for path in dict.fromkeys((*(str(awaiting.get(name, "")) for name in ("article", "began_in")), *asked)):
        article = library.index.article(path)
        tables = [_table(section.text) for section in article.sections] if article else []
        if any(_mentioned(table[1:], library.meant(question, voice.language)) for table in tables if _key(table)):
            return path, f"{began} {question}"
    return None


def given(
    turn: Turn,
    voice: Voice,
    library: Library,
    hit: Hit,
    question: str,
    sources: tuple[Source, ...],
    *,
    rule: str,
    lead: str = "",
    began: str = "",
) -> Decision:
    """Answer from a hit in the article's own words, with what applies to this customer on top.

    `began` is the question with which the subject began, where this one only goes on from it.
    """
    arranged = composed(turn, library, hit, question)
    told = tuple(fact.id for fact in _for_model(turn)) if arranged else ()
    meant = library.meant(question, voice.language)
    follows = began not in ("", question)
    words = arranged or _quoted(turn, voice, library, hit, meant, rule=rule, follows=follows)
    mine = personal(turn, voice, library, hit, meant)
    if not arranged and not mine.text and (_given_before(turn, hit) or follows):
        words = _pointed_out(turn, voice, library, hit, words)
    if not arranged and not mine.text and rule == CONFIDENT:
        words = _as_said(turn, voice, library, hit, words)
    foreign = "" if arranged else _in_english(turn, voice, hit)
    shown = tuple(s for s in sources if s.article == hit.article.path)[:1] or (source(hit),)
    if mine.text and turn.standing.length != "detailed":
        words = "\n".join(row for row in words.splitlines() if not row.lstrip().startswith("|")).strip()
    shape = manner.form(turn.known)
    own = manner.shaped(mine.text, shape) if shape == "plain" else mine.text
    pieces = [lead, foreign, own, manner.shaped(words, shape), mine.question]
    awaiting: dict[str, object] = {
        "kind": "answered", "question": question, "article": hit.article.path,
        "section": hit.section.heading if hit.section else "", "began": began or question,
        "began_in": str(turn.ownership.awaiting.get("began_in", "")) if began not in ("", question) else "",
    }  # fmt: skip
    awaiting["began_in"] = awaiting["began_in"] or hit.article.path
    asks_anew = rule == CONFIDENT and began == question
    if (offered := _offered(turn)) and not asks_anew:
        awaiting["offered"] = offered
        awaiting["seen"] = sorted({*turn.ownership.awaiting.get("seen", ()), choice_of(hit.article.path)})
    awaiting |= _brevity(turn)
    if mine.key:
        awaiting = {**awaiting, "kind": "ask", "key": mine.key, **({"value": mine.value} if mine.value else {})}
    acts: tuple[Act, ...] = (
        Say("\n\n".join(piece for piece in pieces if piece), "answer", sources=shown),
        Ask(awaiting),
        Outcome("answered", hit.article.path),
    )
    return Decision("answer", rule, acts, passages=sources or shown,
                    facts=tuple(dict.fromkeys((*mine.facts, *told))))  # fmt: skip


def _quoted(
    turn: Turn, voice: Voice, library: Library, hit: Hit, question: str, *, rule: str, follows: bool
) -> str:  # fmt: skip
    """Return the section's words that answer; to a follow-up those that bear on its own words."""
    length, new = turn.standing.length, library.meant(turn.text, voice.language)
    words = extract(hit, question, length=length, picked=rule == CHOSE)
    if _given_before(turn, hit):
        told = extract(hit, str(turn.ownership.awaiting.get("question", "")), length=length)
        return extract(hit, new, length=length) if all(piece in told for piece in _told(words)) else words
    closer = extract(hit, new, length=length) if follows and not pertinent(words, hit, new) else words
    return closer if pertinent(closer, hit, new) else words


def _as_said(turn: Turn, voice: Voice, library: Library, hit: Hit, words: str) -> str:
    """Return an answer to what leans on the words before it; one that was given already is no news, and says so."""
    leans = leaning.lean(turn.text, voice.languages) == "strong"
    if not leans or not all(_said_lately(turn, piece) for piece in _told(words)):
        return words
    new = pertinent(words, hit, library.meant(turn.text, voice.language))
    return voice("answer.as_said", words=" ".join(new or _told(words)[:1]))


def _in_english(turn: Turn, voice: Voice, hit: Hit) -> str:
    """Return that the article is in English, for who writes in another language; said once in a conversation."""
    line = voice("answer.in_english")
    # An article without `lang` counts as English, and may be in any language.
    own = hit.section is None or hit.article.lang != "en" or voice.language in ("en", detect(hit.section.text))
    return "" if own or _said_lately(turn, line) else line


def _said_lately(turn: Turn, line: str) -> bool:
    """Whether the bot has said a line in this conversation."""
    began = turn.ownership.began
    told = (one for one in turn.known.history if one.role == "bot" and (began is None or one.at >= began))
    return any(line in one.text for one in told)


def _pointed_out(turn: Turn, voice: Voice, library: Library, hit: Hit, words: str) -> str:
    """Return an answer to a half sentence about one thing in it: that row of its table, or where it stands."""
    known = _given_before(turn, hit)
    if row := _row_said(voice, hit, library.meant(turn.text, voice.language)):
        before = "" if known or not hit.section else gist(hit.section)
        return "\n\n".join(filter(None, (before, row)))
    told = extract(hit, str(turn.ownership.awaiting.get("question", "")), length=turn.standing.length) if known else ""
    return _where_it_stands(turn, voice, library, told) or words


def _given_before(turn: Turn, hit: Hit) -> bool:
    """Whether the last answer was this very section."""
    awaiting = turn.ownership.awaiting
    heading = hit.section.heading if hit.section else ""
    return (hit.article.path, heading) == (awaiting.get("article"), awaiting.get("section"))


def _row_said(voice: Voice, hit: Hit, text: str) -> str:
    """Return the one row of the section's table that words name, in words; "" where they name none, or several."""
    table = _table(hit.section.text) if hit.section else []
    lang = hit.article.lang
    asked = {stem(lang, word) for word in words_of(text) if word not in stop_words(lang)}
    named = [(len(asked & {stem(lang, word) for word in words_of(row[0])}), row) for row in table[1:]]
    most = max((shared for shared, _ in named), default=0)
    best = [row for shared, row in named if shared == most]
    if not most or len(best) > 1:
        return "" if most else _column_said(voice, table, asked, lang)
    return _row(voice, table[0], best[0])


def _column_said(voice: Voice, table: Sequence[Sequence[str]], asked: Set[str], lang: str) -> str:
    """Return the one column that words name, a line for each row: "what about Family?" of plans side by side."""
    header = table[0] if table else []
    named = [n for n, name in enumerate(header) if n and asked & {stem(lang, word) for word in words_of(name)}]
    if len(named) != 1:
        return ""
    rows = "".join(f"\n- {row[0]}: {row[named[0]]}" for row in table[1:] if len(row) > named[0])
    return voice("answer.row", value=header[named[0]], row=rows)


def _row(voice: Voice, header: Sequence[str], row: Sequence[str]) -> str:
    """Return the row of a table in words."""
    cells = [(name, cell) for name, cell in zip(header[1:], row[1:], strict=False) if cell]
    told = cells[0][1] if len(cells) == 1 else "; ".join(f"{name}: {cell}" for name, cell in cells)
    return voice("answer.row", value=row[0], row=told)


def _where_it_stands(turn: Turn, voice: Voice, library: Library, words: str) -> str:
    """Return the sentence that names what a half sentence adds, said to be just that; "" where none does."""
    adds = library.glossed(leaning.goes_on(turn.text, voice.languages), voice.language)
    about = [word for word in reading.tokens(adds) if len(word) > SHORT_WORD]
    for sentence in _told(words):
        spelt = {reading.tokens(one)[0]: one for one in _SPELT.findall(sentence) if reading.tokens(one)}
        if about and spelt.keys() >= set(about):
            named = [spelt[word] for word in about]
            bold = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, named))})(?!\w)")
            return voice(
                "answer.stands", what=" ".join(named), words=bold.sub(r"**\g<0>**", sentence.replace("**", ""))
            )
    return ""


MODELS = ("plan.name", "location.country", "product.owned", "device.os")
"""What a model is told of a customer: what articles make a difference by, and nothing that says who it is."""


def composed(turn: Turn, library: Library, hit: Hit, question: str) -> str | None:
    """Return a language model's arrangement of the section's words, checked; None without one that passed."""
    if library.model is None:
        return None
    standing = turn.standing
    names = [turn.known.name] if turn.known.name else []
    return compose(library.model, hit, question, language=standing.language, tone=standing.tone, length=standing.length,
                   names=names, facts=[(fact.key, fact.value) for fact in _for_model(turn)],
                   translated=standing.draft)  # fmt: skip


def _for_model(turn: Turn) -> list[Fact]:
    """Return what a model may know of the facts that the bot and the brief go by."""
    pack = turn.pack
    return [fact for fact in (*pack.card, *pack.facts) if fact.key in MODELS] if pack else []


def _clarify(turn: Turn, voice: Voice, hits: Sequence[Hit], question: str, sources: tuple[Source, ...]) -> Decision:
    options = [Choice(choice_of(hit.article.path), hit.article.title) for hit in hits[:3]]
    return _which(turn, voice, "clarify.which", options, question, sources, rule="unsure between articles")


def _which(
    turn: Turn,
    voice: Voice,
    line: str,
    options: Sequence[Choice],
    question: str,
    sources: tuple[Source, ...],
    *,
    rule: str,
) -> Decision:
    choices = (*options, voice.choice(NONE, "clarify.none"), voice.choice(HUMAN, "clarify.human"))
    asked = Ask({"began": question, **subject(turn), "kind": "clarify", "question": question})
    return Decision("clarify", rule, (Say(voice(line), "clarify", choices=choices), asked), passages=sources)


def subject(turn: Turn) -> dict[str, object]:
    """Return with what the present subject began, to be kept while the bot asks or misses in between."""
    kept = {name: turn.ownership.awaiting.get(name) for name in ("began", "began_in", "length")}
    return {name: value for name, value in kept.items() if value}


def choice_of(path: str, kind: str = "a") -> str:
    """Return the id of the choice of an article: its path, or a hash of one that is longer than an id may be."""
    plain = f"{kind}:{path}"
    return plain if len(plain.encode()) <= CHOICE else f"{kind}:#{hashlib.sha256(path.encode()).hexdigest()[:24]}"


def named(library: Library, choice: str) -> str:
    """Return the path of the article that a choice names; "" for one that is not there any more."""
    kind, _, name = choice.partition(":")
    if not name.startswith("#"):
        return name
    return next((path for path in library.index.paths if choice_of(path, kind) == choice), "")


def rated(voice: Voice, article: str) -> tuple[Choice, ...]:
    """Return the choices below an answer: it helped, it did not, and a person."""
    up = Choice(choice_of(article, UP), voice("answer.helped"))
    down = Choice(choice_of(article, DOWN), voice("answer.not_helped"))
    return up, down, voice.choice(HUMAN, "clarify.human")


def missed(turn: Turn, voice: Voice, library: Library, question: str, sources: tuple[Source, ...] = ()) -> Decision:
    """Say honestly that there is no answer; from the second time on, offer a person."""
    misses = turn.ownership.misses + 1
    if misses > MISSES_TO_OFFER:
        title = question or " ".join(turn.text.split())
        opened = OpenCase("missing_knowledge", title, lead=voice("miss.third"), issue=title)
        return Decision("handoff", "the third miss", (opened, Ask({}), Outcome("miss")), passages=sources)
    line = voice("miss.second") if misses >= MISSES_TO_OFFER else _first_miss(turn, voice, library, question)
    choices: tuple[Choice, ...] = (voice.choice(HUMAN, "clarify.human"),)
    if misses >= MISSES_TO_OFFER:
        choices = (voice.choice("yes", "miss.yes"), voice.choice("no", "miss.no"))
    acts = (
        Say(line, "offer", choices=choices),
        Ask({**subject(turn), "kind": "person", "question": question}),
        Outcome("miss"),
    )
    return Decision("offer", MISSED, acts, passages=sources)


def _first_miss(turn: Turn, voice: Voice, library: Library, question: str) -> str:
    """Return that there are no articles in the customer's language, that they lack just this, or that they lack it."""
    foreign = voice("answer.other_language")
    if voice.language not in library.index.languages and not _said_lately(turn, foreign):
        return foreign
    just = leaning.goes_on(question, voice.languages)
    return voice("answer.not_this", question=just) if just else voice("miss.first")


def chosen(
    turn: Turn, voice: Voice, library: Library, path: str, question: str = "", *, rule: str = CHOSE,
    began: str = "",
) -> Decision:  # fmt: skip
    """Answer from the article that the customer picked, or stays with."""
    question = question or str(turn.ownership.awaiting.get("question", "")) or turn.text
    ranking = library.search(question, within=path, lang=voice.language)
    if not ranking.hits:
        return missed(turn, voice, library, question)
    return given(turn, voice, library, ranking.hits[0], question, _considered(ranking), rule=rule, began=began)


def another(turn: Turn, voice: Voice, library: Library, more: str = "") -> Decision:
    """What was given did not help: the next best, and a person from the second time on.

    `more` is what the customer adds to the question.
    """
    awaiting = turn.ownership.awaiting
    question, failed = f"{awaiting.get('question', '')} {more}".strip(), str(awaiting.get("article", ""))
    outcome = Outcome("not_helped", failed)
    if turn.ownership.misses + 1 >= MISSES_TO_OFFER:
        title = question or " ".join(turn.text.split())
        opened = OpenCase("missing_knowledge", title, lead=voice("miss.third"), issue=title)
        return Decision("handoff", "did not help twice", (opened, Ask({}), outcome))
    avoid = turn.known.tried | {failed} | library.index.not_for(turn.standing.variant)
    if more and (elsewhere := _elsewhere(turn, voice, library, more, failed)):
        return elsewhere
    ranking = Ranking((), 0.0, None)
    for meant in filter(None, (more, question)):
        ranking = ranking if ranking.answers else library.search(meant, avoid=avoid, lang=voice.language)
    sources = _considered(ranking)
    if ranking.answers:
        following = given(turn, voice, library, ranking.hits[0], question, sources, rule="the first did not help",
                          lead=voice("answer.next"))  # fmt: skip
        kept = tuple(act for act in following.acts if not isinstance(act, Outcome))
        return Decision("answer", following.rule, (*kept, outcome), following.passages, following.facts)
    left = [Choice(choice, label) for choice, label in _offered(turn) if named(library, choice) not in avoid]
    if not left and ranking.confidence >= NEXT_AT:
        left = [Choice(choice_of(hit.article.path), hit.article.title) for hit in ranking.hits]
    if left:
        asked = _which(turn, voice, "clarify.others", left, question, sources, rule="did not help; the next best")
        return replace(asked, acts=(*asked.acts, outcome))
    choices = (voice.choice(HUMAN, "clarify.human"),)
    acts = (Say(voice("miss.feedback"), "ask", choices=choices), Ask({"kind": "person", "question": question}), outcome)
    return Decision("ask", "did not help", acts, passages=sources)


def _elsewhere(turn: Turn, voice: Voice, library: Library, more: str, failed: str) -> Decision | None:
    """Answer from another section of the article that was given, where what is added to the question leads there.

    That the first section was wrong counts, and is not held against the article.
    """
    ranking = library.search(
        more, avoid=turn.known.tried | library.index.not_for(turn.standing.variant), lang=voice.language
    )
    hit = next(iter(ranking.hits), None)
    heading = hit.section.heading if hit and hit.section else ""
    if hit is None or not ranking.answers or hit.article.path != failed:
        return None
    if heading == turn.ownership.awaiting.get("section"):
        return None
    found = given(turn, voice, library, hit, more, _considered(ranking), rule="another section of it",
                  lead=voice("answer.next"))  # fmt: skip
    kept = tuple(act for act in found.acts if not isinstance(act, Outcome))
    return replace(found, acts=(*kept, Outcome("not_helped")))


def _at(items: Sequence[T], place: int | None) -> T | None:
    """Return the item at a place as `leaning.nth` gives it, -1 for the last; None where there is no such one."""
    return items[place] if place is not None and items and place < len(items) else None


def _offered(turn: Turn) -> list[tuple[str, str]]:
    """Return the articles of the last "do you mean …?", as (choice, title): "no, the second one" is still to be had."""
    awaiting = turn.ownership.awaiting
    shown = awaiting.get("options", ()) if awaiting.get("kind") == "clarify" else awaiting.get("offered", ())
    return [(str(choice), str(label)) for choice, label in shown if str(choice).startswith("a:")]


def part(turn: Turn, voice: Voice, library: Library) -> Decision | None:
    """Return more on the part of an answer to several questions that "and the second one?" means; None without one."""
    parts = turn.ownership.awaiting.get("parts", ())
    place = leaning.nth(turn.text, voice.languages)
    if len(parts) == 2 and leaning.the_other(turn.text, voice.languages):
        place = 1 if turn.ownership.awaiting.get("article") == parts[0]["article"] else 0
    one = _at(parts, place)
    if one is None or _long_ago(turn):
        return None
    meant = {**turn.ownership.awaiting, "whole": False, **one}
    more = whole(replace(turn, ownership=replace(turn.ownership, awaiting=meant)), voice, library)
    if more is None:
        return None
    seen = [{**other, "whole": True} if other is one else other for other in parts]
    kept = (Ask({**one, **act.awaiting, "parts": seen}) if isinstance(act, Ask) else act for act in more.acts)
    return replace(more, acts=tuple(kept))


def shorter(turn: Turn, voice: Voice, library: Library) -> Decision | None:
    """Return the gist of what was just said, to who finds it long, and stay short from there; None for no answer."""
    awaiting = turn.ownership.awaiting
    told = awaiting.get("parts") or [awaiting]
    found = [_section(library, str(one.get("article", "")), one.get("section")) for one in told]
    gists = [gist(section) for section in found if section]
    if not gists:
        return None
    again = awaiting.get("length") == "short"
    said = (
        voice("answer.short_already")
        if again
        else "\n\n".join((voice("answer.short", words=" ".join(gists)), voice("answer.short_more")))
    )
    acts = (Say(said, "answer"), Ask({**awaiting, "kind": "answered", "length": "short"}))
    return Decision("answer", "says that it is long", acts)


def _section(library: Library, path: str, heading: object) -> Section | None:
    article = library.index.article(path) if path else None
    return next((one for one in article.sections if one.heading == heading), None) if article else None


def _brevity(turn: Turn) -> dict[str, object]:
    """Return the wish for short answers of the moment, to be kept for as long as the subject lasts."""
    wished = turn.ownership.awaiting.get("length")
    return {"length": wished} if wished else {}


def of_the_moment(turn: Turn) -> Turn:
    """Return the turn with the length that was wished for in this conversation, which beats any other."""
    wished = _brevity(turn)
    return replace(turn, standing=replace(turn.standing, length="short")) if wished else turn


def _the_other(turn: Turn, offered: Sequence[tuple[str, str]]) -> str:
    """Return the choice that was not seen; of several not seen, or of none seen, the second; "" without one."""
    awaiting = turn.ownership.awaiting
    seen = {choice_of(str(awaiting.get("article", ""))), *awaiting.get("seen", ())}
    left = [choice for choice, _ in offered if choice not in seen]
    if len(left) == len(offered):
        left = left[1:2]
    return left[0] if len(left) == 1 else ""


def pointed(turn: Turn, voice: Voice) -> str | None:
    """Return the choice that "the second one" or "the missing parts one" means; "" where there is no such thing.

    None for words that point at nothing.
    """
    offered = _offered(turn)
    place = leaning.nth(turn.text, voice.languages)
    other = place is None and leaning.the_other(turn.text, voice.languages)
    if (place is not None or other) and offered and _long_ago(turn):
        return ""
    if other:
        return _the_other(turn, offered)
    if place is None:
        asked = turn.ownership.awaiting.get("kind") == "clarify"
        named = leaning.by_name(turn.text, [label for _, label in offered], voice.language) if asked else None
        return offered[named][0] if named is not None else None
    meant = _at(offered, place)
    return meant[0] if meant else ""


_STEP = re.compile(r"^\d{1,2}[.)]\s+\S.*$", re.MULTILINE)


def listed(turn: Turn, voice: Voice, library: Library) -> Decision | None:
    """Return the step of the last answer, or the row of its table, that "the second one" means; None without one."""
    awaiting, place = turn.ownership.awaiting, leaning.nth(turn.text, voice.languages)
    path = str(awaiting.get("article", ""))
    article, section = library.index.article(path) if path else None, _section(library, path, awaiting.get("section"))
    if article is None or section is None or _offered(turn) or _long_ago(turn):
        return None
    hit = Hit(article, section, 1.0)
    rows = [_row(voice, _table(section.text)[0], row) for row in _table(section.text)[1:]]
    meant = _at(_STEP.findall(extract(hit, "", length="detailed")) or rows, place)
    if meant is None:
        return None
    acts = (Say(meant, "answer", sources=(source(hit),)), Ask(awaiting))
    return Decision("answer", "one of what was listed", acts)


def which_again(turn: Turn, voice: Voice) -> Decision:
    """Ask which one is meant, with what was offered, where it is still about that."""
    offered = [Choice(choice, label) for choice, label in _offered(turn)]
    if not offered:
        return Decision("chat", "chat.which", (Say(voice("chat.which"), "chat"),))
    question = str(turn.ownership.awaiting.get("question", ""))
    return _which(turn, voice, "chat.which", offered, question, (), rule="which one, once more")


def _long_ago(turn: Turn) -> bool:
    """Whether the last words were said so long ago that nobody has them in mind: "the second one" means nothing."""
    return bool(turn.known.history) and turn.now - turn.known.history[-1].at > IN_MIND


def whole(turn: Turn, voice: Voice, library: Library) -> Decision | None:
    """Return all of the section that was cut before, to who did not understand; None where nothing was given."""
    awaiting = turn.ownership.awaiting
    path = str(awaiting.get("article", ""))
    article, section = library.index.article(path) if path else None, _section(library, path, awaiting.get("section"))
    if article is None or section is None:
        return None
    hit, question = Hit(article, section, 1.0), str(awaiting.get("question", ""))
    told = extract(hit, question, length=turn.standing.length)
    if awaiting.get("whole") or all(piece in told for piece in _told(extract(hit, question, length="detailed"))):
        say = Say(voice("answer.whole_given"), "ask", choices=(voice.choice(HUMAN, "clarify.human"),))
        return Decision("ask", "asks for more than there is", (say, Ask({"kind": "person", "question": question})))
    fuller = replace(turn, standing=replace(turn.standing, length="detailed"))
    found = given(fuller, voice, library, hit, question, (), rule="asks for more", lead=voice("answer.whole"),
                  began=str(awaiting.get("began", "")))  # fmt: skip
    acts = (Ask({**act.awaiting, "whole": True}) if isinstance(act, Ask) else act for act in found.acts)
    return replace(found, acts=tuple(acts))


# --- what applies to this customer ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mine:
    """The lines of tables that apply to this customer, and the question that would find one that is missing."""

    text: str = ""
    facts: tuple[int, ...] = ()
    key: str = ""
    question: str = ""
    value: str = ""
    """What is held for `key`, when the question is whether it is still so."""


_KEYED = {"plan": "plan.name", "country": "location.country"}
"""First column of a table → the fact that picks its row."""


def personal(turn: Turn, voice: Voice, library: Library, hit: Hit, question: str) -> Mine:
    """Return what of the article's tables applies to this customer.

    Only where the section that answers holds a table keyed by plan or country; then the article's other such tables
    count too, as a price may depend on both. A row that the question names itself beats the customer's own.
    """
    if hit.section is None or not _key(_table(hit.section.text)):
        return Mine()
    lines, facts = [], []
    for section in (hit.section, *(other for other in hit.article.sections if other != hit.section)):
        table = _table(section.text)
        if key := _key(table):
            value, fact = _value(turn, library, key, table, question)
            row = next((row for row in table[1:] if row[0].casefold() == value.casefold()), None)
            if row is not None:
                cells = "; ".join(f"{name}: {cell}" for name, cell in zip(table[0][1:], row[1:], strict=False))
                lines.append(voice("answer.for_you", value=row[0], row=cells))
                facts += [fact] if fact is not None else []
            elif section == hit.section and not value:
                return _missing(voice, key, table[1:])
    return Mine("\n\n".join(lines), tuple(facts), *_still_so(turn, voice, facts))


def _still_so(turn: Turn, voice: Voice, used: Sequence[int]) -> tuple[str, str, str]:
    """Return key, question and value of a fact that was used and is old enough to be asked about; "" for none."""
    for fact in turn.known.facts:
        since = max(filter(None, (fact.valid_from, fact.asked_at)))
        if fact.id in used and fact.id and turn.now - since > OLD:
            return fact.key, voice("confirm.still", what=voice.fact(fact.key, fact.value)), fact.value
    return "", "", ""


def _key(table: list[list[str]]) -> str:
    return _KEYED.get(table[0][0].casefold(), "") if table else ""


def _value(turn: Turn, library: Library, key: str, table: list[list[str]], question: str) -> tuple[str, int | None]:
    """Return which row is wanted, and the id of the fact that says so (None when the question itself does)."""
    if asked := _mentioned(table[1:], question):
        return asked, None
    by_key = {fact.key: fact for fact in turn.known.facts}
    if fact := by_key.get(key):
        return fact.value, fact.id
    city = by_key.get("location.city") if key == "location.country" else None
    return (library.countries.get(city.value.casefold(), ""), city.id) if city else ("", None)


def _missing(voice: Voice, key: str, rows: list[list[str]]) -> Mine:
    if key == "plan.name":
        return Mine(key=key, question=voice("answer.ask_plan", options=", ".join(row[0] for row in rows)))
    return Mine(key=key, question=voice("answer.ask_country"))


def _mentioned(rows: list[list[str]], question: str) -> str:
    """Return the row that a question names, the one named last where it names several; "" for none."""
    said = reading.tokens(question)
    places = {word: place for place, word in enumerate(said)}
    named = [(row[0], reading.tokens(row[0])) for row in rows]
    found = [(max(places[word] for word in name), row) for row, name in named if name and set(name) <= set(said)]
    return max(found)[1] if found else ""


def _table(text: str) -> list[list[str]]:
    """Return the rows of the first table in a section, its header first; empty when there is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [cells[0], *cells[2:]] if len(cells) > 2 else []
