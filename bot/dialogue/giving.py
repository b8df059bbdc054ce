"""An answer from what was found: the article's own words, and what they leave behind."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.composing import compose
from bot.answers.grounding import bearing_most, extract, gist, pertinent
from bot.answers.search import Hit
from bot.answers.words import stem, stop_words
from bot.dialogue import leaning, manner, reading
from bot.dialogue.kinds_asked import sentences_of_kind
from bot.dialogue.library import Library, articles_offered, choice_of, just_given, pieces_of, source
from bot.dialogue.tables import personal, row_said
from bot.dialogue.voice import Voice
from bot.texts import detect
from bot.types.awaited import Awaited, Given
from bot.types.chat import Source
from bot.types.decision import Act, Ask, Decision, Outcome, Say
from bot.types.memory import Fact
from bot.types.turn import Turn

CONFIDENT, CHOSE, STAYS = "confident", "the customer chose", "stays with the article"
SHORT_WORD = 3
"""Letters up to which a word names nothing."""
MODELS = ("plan.name", "location.country", "product.owned", "device.os")
"""What a model is told of a customer: what articles make a difference by, and nothing that says who it is."""


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
    left = left_behind(turn, hit, question, began, asks_anew=rule == CONFIDENT and began == question)
    if mine.key:
        left = replace(left, kind="ask", key=mine.key, value=mine.value)
    acts: tuple[Act, ...] = (
        Say("\n\n".join(piece for piece in pieces if piece), "answer", sources=shown),
        Ask(left),
        Outcome("answered", hit.article.path),
    )
    return Decision("answer", rule, acts, passages=sources or shown,
                    facts=tuple(dict.fromkeys((*mine.facts, *told))))  # fmt: skip


def left_behind(turn: Turn, hit: Hit, question: str, began: str, *, asks_anew: bool) -> Awaited:
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


_SPELT = re.compile(r"[^\W\d_]+")


def _spelt_whole(sentence: str, adds: str, lang: str) -> str:
    """Return how a sentence spells the words that are added, where it has them side by side: "e-bike"; else ""."""
    said = [re.escape(word) for word in reading.tokens(adds) if word not in stop_words(lang)]
    together = r"[-\s]".join(said)
    found = re.search(rf"(?<!\w){together}\w{{0,2}}(?!\w)", sentence, re.IGNORECASE)
    return found[0] if found and len(said) > 1 else ""


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
