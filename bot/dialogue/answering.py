"""From a question to an answer with its source, one clarifying question, or an honest "I don't know"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.answers.composing import compose
from bot.answers.grounding import bearing_most, extract, gist, pertinent, section_holding
from bot.answers.search import Hit, Ranking, preferring
from bot.answers.sought import asks_whether
from bot.answers.words import little_words, stem, stop_words
from bot.answers.words import words as words_of
from bot.dialogue import leaning, manner, reading, requests
from bot.dialogue.library import (
    DOWN,
    UP,
    Library,
    articles_offered,
    choice_of,
    considered,
    just_given,
    pieces_of,
    source,
)
from bot.dialogue.searching import (
    helped_before,
    land_missed,
    named_where_it_stands,
    naming_row_first,
    rewritten,
    row_missed,
    row_wanted,
    says_little,
    search_meant,
    sentences_of_kind,
    thing_alone,
    town_missed,
    with_rows,
)
from bot.dialogue.signals import FEELINGS
from bot.dialogue.tables import names_its_row, personal, row_said, side_by_side
from bot.dialogue.voice import Voice
from bot.texts import cut, detect
from bot.types.awaited import Awaited, Given, Part
from bot.types.chat import Choice, Source
from bot.types.decision import Act, Ask, Decision, OpenCase, Outcome, Say
from bot.types.memory import Fact
from bot.types.turn import Turn

MISSES_TO_OFFER = 2
"""After so many misses in a row the bot asks outright whether to bring in a person."""
MOST_QUESTIONS, SHORTEST_QUESTION = 3, 3
"""Questions of one message that are answered one by one, and words that each must have to stand alone."""
LEAST_WITHIN = 0.15
"""Least confidence at which the article just given is gone on with: "is there one in London" is not in it."""
LIKELY = 0.5
"""How far one of what was offered must be worth offering to be given to who chose none of it."""
SHORT_WORD = 3
"""Letters up to which a word names nothing."""
_SPELT = re.compile(r"[^\W\d_]+")
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
HUMAN = "human"
NONE = "none"
CONFIDENT, MISSED, CHOSE, NONE_OF_THESE = "confident", "no article answers this", "the customer chose", "none of these"
STAYS, LIKELIEST = "stays with the article", "the likeliest of those offered"
NOTHING_NEW = "leads to what was just said"


def answer(turn: Turn, voice: Voice, library: Library, question: str) -> Decision:
    """Decide about a question: answer, clarify or miss."""
    return _nothing_new(turn, voice, _answer(turn, voice, library, question))


def _answer(turn: Turn, voice: Voice, library: Library, question: str) -> Decision:
    if decision := _row(turn, voice, library, question) or _several(turn, voice, library, question):
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
        return _clarify(turn, voice, ranking.hits, asked, sources)
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
        return _clarify(turn, voice, ranking.hits, asked, sources, anew=anew)
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


def _several(turn: Turn, voice: Voice, library: Library, text: str) -> Decision | None:
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
            acts.append(Say(line, "offer", choices=(voice.choice(HUMAN, "clarify.human"),)))
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
        left = _answered(turn, found[-1].hits[0], part, part, asks_anew=True) if found[-1].answers else Awaited()
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
    mine = personal(turn, voice, library, hit, meant)
    follows = began not in ("", question)
    words = arranged or _in_its_words(turn, voice, library, hit, meant, rule=rule, follows=follows, bare=not mine.text)
    foreign = "" if arranged else _in_english(turn, voice, library, hit)
    shown = tuple(s for s in sources if s.article == hit.article.path)[:1] or (source(hit),)
    if mine.text and turn.standing.length != "detailed":
        words = "\n".join(row for row in words.splitlines() if not row.lstrip().startswith("|")).strip()
    shape = manner.form(turn.known)
    own = manner.shaped(mine.text, shape) if shape == "plain" else mine.text
    pieces = [lead, foreign, own, manner.shaped(words, shape), mine.question]
    left = _answered(turn, hit, question, began, asks_anew=rule == CONFIDENT and began == question)
    if mine.key:
        left = replace(left, kind="ask", key=mine.key, value=mine.value)
    acts: tuple[Act, ...] = (
        Say("\n\n".join(piece for piece in pieces if piece), "answer", sources=shown),
        Ask(left),
        Outcome("answered", hit.article.path),
    )
    return Decision("answer", rule, acts, passages=sources or shown,
                    facts=tuple(dict.fromkeys((*mine.facts, *told))))  # fmt: skip


def _answered(turn: Turn, hit: Hit, question: str, began: str, *, asks_anew: bool) -> Awaited:
    """Return what an answer leaves behind, for what the customer says of it next."""
    before, path = turn.awaiting, hit.article.path
    began_in = before.began_in if began not in ("", question) else ""
    left = Awaited(
        "answered", question, Given(path, hit.section.heading if hit.section else ""), began=began or question,
        began_in=began_in or path, length=before.length,
    )  # fmt: skip
    if (offered := articles_offered(turn)) and not asks_anew:
        left = replace(left, offered=tuple(offered), seen=tuple(sorted({*before.seen, choice_of(path)})))
    return left


def _in_its_words(
    turn: Turn, voice: Voice, library: Library, hit: Hit, question: str, *, rule: str, follows: bool, bare: bool
) -> str:
    """Return the section's words that answer, or the one thing in them that is meant; `bare`: nothing stands above."""
    words = _quoted(turn, voice, library, hit, question, rule=rule, follows=follows)
    if bare and (just_given(turn, hit) or follows):
        words = _pointed_out(turn, voice, library, hit, words)
    return _as_said(turn, voice, library, hit, words) if bare and rule in (CONFIDENT, STAYS) else words


def _quoted(
    turn: Turn, voice: Voice, library: Library, hit: Hit, question: str, *, rule: str, follows: bool
) -> str:  # fmt: skip
    """Return the section's words that answer; to a follow-up those that bear on its own words."""
    length, new = turn.standing.length, library.meant(turn.text, voice.language)
    words = extract(hit, question, length=length, picked=rule == CHOSE)
    if just_given(turn, hit):
        told = extract(hit, turn.awaiting.question, length=length)
        return extract(hit, new, length=length) if all(piece in told for piece in pieces_of(words)) else words
    closer = extract(hit, new, length=length) if follows and not pertinent(words, hit, new) else words
    return closer if pertinent(closer, hit, new) else words


def _as_said(turn: Turn, voice: Voice, library: Library, hit: Hit, words: str) -> str:
    """Return an answer to what leans on the words before it; one that was given already is no news, and says so."""
    leans = leaning.lean(turn.text, voice.languages) == "strong"
    if not leans or not all(said_lately(turn, piece) for piece in pieces_of(words)):
        return words
    again = bearing_most(words, hit, library.meant(turn.text, voice.language)) or words
    if again.startswith(("|", "- ", "* ", "1.")):  # a block begins a paragraph of its own
        return f"{voice('answer.as_said', words='').rstrip(' ')}\n\n{again}"
    return voice("answer.as_said", words=again)


def _in_english(turn: Turn, voice: Voice, library: Library, hit: Hit) -> str:
    """Return that the article, or all of them, are in English, for who writes in another language; said once."""
    line = voice("answer.this_in_english" if voice.language in library.index.languages else "answer.in_english")
    # An article without `lang` counts as English, and may be in any language.
    own = hit.section is None or hit.article.lang != "en" or voice.language in ("en", detect(hit.section.text))
    return "" if own or said_lately(turn, line) else line


def said_lately(turn: Turn, line: str) -> bool:
    """Whether the bot has said a line in this conversation."""
    began = turn.ownership.began
    told = (one for one in turn.known.history if one.role == "bot" and (began is None or one.at >= began))
    return any(line in one.text for one in told)


def _pointed_out(turn: Turn, voice: Voice, library: Library, hit: Hit, words: str) -> str:
    """Return an answer to a half sentence about one thing in it: that row of its table, or where it stands."""
    known = just_given(turn, hit)
    if of_kind := sentences_of_kind(turn, voice, hit):
        return " ".join(of_kind)
    if row := row_said(voice, hit, library.meant(turn.text, voice.language)):
        before = "" if known or not hit.section else gist(hit.section)
        return "\n\n".join(filter(None, (before, row)))
    told = extract(hit, turn.awaiting.question, length=turn.standing.length) if known else ""
    return _where_it_stands(turn, voice, library, told) or words


def _where_it_stands(turn: Turn, voice: Voice, library: Library, words: str) -> str:
    """Return the sentence that names what a half sentence adds, said to be just that; "" where none does."""
    adds = library.glossed(leaning.goes_on(turn.text, voice.languages), voice.language)
    lang = "en" if adds != leaning.goes_on(turn.text, voice.languages) else voice.language
    about = [stem(lang, word) for word in reading.tokens(adds) if len(word) > SHORT_WORD]
    for sentence in (one for one in pieces_of(words) if not one.startswith("|")):
        spelt = {stem(lang, reading.tokens(one)[0]): one for one in _SPELT.findall(sentence) if reading.tokens(one)}
        if whole := _spelt_whole(sentence, adds, lang):
            return voice("answer.stands", what=whole, words=sentence.replace("**", "").replace(whole, f"**{whole}**"))
        if about and spelt.keys() >= set(about):
            named = [spelt[word] for word in about]
            bold = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, named))})(?!\w)")
            return voice(
                "answer.stands", what=" ".join(named), words=bold.sub(r"**\g<0>**", sentence.replace("**", ""))
            )
    return ""


def _spelt_whole(sentence: str, adds: str, lang: str) -> str:
    """Return how a sentence spells the words that are added, where it has them side by side: "e-bike"; else ""."""
    said = [re.escape(word) for word in reading.tokens(adds) if word not in stop_words(lang)]
    together = r"[-\s]".join(said)
    found = re.search(rf"(?<!\w){together}\w{{0,2}}(?!\w)", sentence, re.IGNORECASE)
    return found[0] if found and len(said) > 1 else ""


MODELS = ("plan.name", "location.country", "product.owned", "device.os")
"""What a model is told of a customer: what articles make a difference by, and nothing that says who it is."""


def composed(turn: Turn, library: Library, hit: Hit, question: str) -> str | None:
    """Return sentences that a language model chose, in a draft perhaps translated; None where no choice stands."""
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


def _clarify(
    turn: Turn, voice: Voice, hits: Sequence[Hit], question: str, sources: tuple[Source, ...], *, anew: bool = False
) -> Decision:
    """Ask which of the articles that were found is meant; `anew` where another subject begins with this question."""
    options = [Choice(choice_of(hit.article.path), hit.article.title) for hit in hits[:3]]
    return which_of(turn, voice, "clarify.which", options, question, sources, rule="unsure between articles",
                    anew=anew)  # fmt: skip


def which_of(
    turn: Turn,
    voice: Voice,
    line: str,
    options: Sequence[Choice],
    question: str,
    sources: tuple[Source, ...],
    *,
    rule: str,
    anew: bool = False,
) -> Decision:
    """Ask which of these articles is meant; none of them, or a person, is a choice too."""
    choices = (*options, voice.choice(NONE, "clarify.none"), voice.choice(HUMAN, "clarify.human"))
    kept = Awaited(length=turn.awaiting.length) if anew else subject(turn)
    asked = Ask(replace(kept, kind="clarify", question=question, began=kept.began or question))
    return Decision("clarify", rule, (Say(voice(line), "clarify", choices=choices), asked), passages=sources)


def subject(turn: Turn) -> Awaited:
    """Return with what the present subject began, to be kept while the bot asks or misses in between."""
    before = turn.awaiting
    return Awaited(began=before.began, began_in=before.began_in, length=before.length)


def rated(voice: Voice, article: str) -> tuple[Choice, ...]:
    """Return the choices below an answer: it helped, it did not, and a person."""
    up = Choice(choice_of(article, UP), voice("answer.helped"))
    down = Choice(choice_of(article, DOWN), voice("answer.not_helped"))
    return up, down, voice.choice(HUMAN, "clarify.human")


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
    choices: tuple[Choice, ...] = (voice.choice(HUMAN, "clarify.human"),)
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


def which_again(turn: Turn, voice: Voice) -> Decision:
    """Ask which one is meant, with what was offered, where it is still about that."""
    offered = [Choice(choice, label) for choice, label in articles_offered(turn)]
    if not offered:
        return Decision("chat", "chat.which", (Say(voice("chat.which"), "chat"),))
    question = turn.awaiting.question
    return which_of(turn, voice, "chat.which", offered, question, (), rule="which one, once more")
