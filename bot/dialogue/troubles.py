"""Which words report a trouble: by phrase, and by the shape of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.dialogue import bygone, gone, plainly, reading, signals
from bot.dialogue.shapes import Clause
from bot.texts import LANGUAGES, language
from bot.types.turn import Turn
from bot.wordcache import cached

LONG = 7
"""Letters from which a word may have a slip."""
LEAST = 3
"""Words that a sentence has at least which tells of something."""
_GUESSED = re.compile(
    r"^\W*(?:could be|i (?:think|believe|guess) i|can't (?:find|remember|recall|say|tell)|"
    r"cannot (?:find|remember|recall))\b|'d rather not\b|\bwould rather not\b|\blieber nicht\b|"
    r"\bpreferir[ií]a(?:mos)? no\b|\bpréférerai[st] ne\b|"
    r"\b(?:i|we|ich|wir|yo|je|on) (?:never|don'?t|rarely|hardly|nie|kaum|selten|nunca|casi no|no|ne|"
    r"n') ?(?:\w+ )?(?:open|read|check|look at|lese|öffne|schaue?|leo|abro|miro|lis|ouvre|regarde)\b|"
    r"\bno (?:leo|abro|miro)\b|\b(?:liest|lese|lesen|reads?|leo|lee|lit|lis) (?:keine?n? |no |pas (?:de |ses |mes )?|"
    r"nie |never |nunca )?(?:e-?)?(?:mails?|nachrichten|correos?|messages?)\b|"
    r"^\W*(?:hier|anbei|here(?:'s| is| are)|aquí (?:van?|tienen?|os dejo|les dejo)|voici|"
    r"ci-joint)\b[^.!?\n]*\b(?:fehlend\w*|missing|faltan?|faltantes?|manquante?s?)\b|"
    r"\b(?:long (?:since|ago) (?:fixed|sorted|solved|resolved)|"
    r"(?:fixed|sorted|solved|resolved) (?:long|ages|years|months) ago|längst (?:erledigt|behoben|repariert|gelöst)|"
    r"(?:resuelt[oa]|arreglad[oa]|solucionad[oa]) (?:hace|desde hace)|"
    r"hace (?:tiempo|años) (?:que )?(?:está )?(?:resuelt|arreglad|solucionad)[oa]|"
    r"(?:réglé|résolu|réparé)e? (?:depuis longtemps|il y a))|"
    r"^\W*(?:(?:oh|hi|hey|hallo|hola|bonjour|so)\W+)?(?:sorry|apologies|my apologies|i apologi[sz]e|pardon|"
    r"perd[oó]n(?:en)?|disculp\w+|désolée?|excuse[zr]?(?:[- ]moi)?|entschuldig\w+|verzeih\w*|tut mir leid) (?:for|por|"
    r"que|de|pour|dass|wegen|die|mein\w*|my|mon|mi)\b[^.!?\n]*\b(?:reply|replying|answer\w*|writing|late|delay|slow|"
    r"antwort\w*|spät\w*|melde\w*|contest\w*|tard\w*|demora|répon\w*|retard|tardi\w*|french|english|spanish|german|"
    r"français|deutsch|español|inglés)\b|\bnot (?:that i'?m )?complain\w*|"
    r"\b(?:nicht|kein) (?:dass ich mich )?beschwer\w*|\bno (?:es que )?me queje\b|"
    r"\b(?:je ne me plains pas|sans me plaindre)\b|\b(?:liest|lesen) (?:\w+ ){0,3}?(?:kein mensch|keiner|niemand)\b|"
    r"\b(?:nobody|no one) (?:here )?reads?\b|\b(?:nadie|aquí nadie) (?:los |las |lo |la )?lee\b|"
    r"\bpersonne ne (?:les |la |le )?lit\b|\btut nichts zur sache\b|\b(?:does not|doesn'?t) matter\b|"
    r"\bno viene al caso\b|\b(?:we|wir|nosotros|nous|on) (?:never close|schließen nie)|\bnunca cerramos\b|"
    r"\bne ferm\w+ jamais\b|\b(?:lost|perdu|verloren|perd[ií]) (?:my|ma|mon|mein\w*|mi) (?:sim|old sim|karte|puce|"
    r"chip)\b|^\W*(?:hätt\w* ich (?:bloß|nur|doch)|wär\w* (?:bloß|nur|doch)|if only|i wish|ojalá|si seulement)\b|"
    r"\b(?:missing|fehlt|falta|manque) (?:an?|one|ein|una?|le|la|el|das|der)? ?(?:['\"«„]?[a-zñ]['\"»“]?|letter|"
    r"buchstabe|letra|lettre)(?=\s*(?:$|[.,;!)]))|\b(?:komm\w*|kann) (?:ich )?(?:\w+ ){0,2}?nicht (?:weg|raus)\b|"
    r"\bcan'?t (?:get away|leave the (?:shop|desk|office))\b|"
    r"\b(?:please|bitte|por favor|svp) (?:use|no |keine|sin|pas)|"
    r"\b(?:is|isn'?t|doesn'?t|not|no|est|es|ist) (?:\w+ )?(?:possible|work|suitable|geht|möglich|posible) for me\b",
    re.IGNORECASE,
)
"""What tells of no trouble with what was bought: a guess, a wish, what suits somebody."""
_INDIGNANT = ("?!", "!?", "?!!", "!!?")
"""Marks behind what is no question, though it is put as one: "my refund isn't there after three weeks?!"."""
_ASKS_WHY = re.compile(
    r"\b(?:why|how come|wieso|warum|weshalb|por ?qué|xq|pourquoi|pq)\b[^.!?\n]{0,20}\b(?:my|our|mein\w*|unser\w*|mis?|"
    r"nuestr\w+|mon|ma|mes|notre|nos)\b",
    re.IGNORECASE,
)
"""Who asks why something of theirs is so says that it is."""


def reports(sentence: str, languages: Sequence[str], *, oddly: bool = False) -> bool:
    """A sentence that asks what would be, or speaks of others, reports nothing.

    `oddly`: it reports also when it tells of a thing, and nothing of what is said of things that are well.
    """
    languages = spoken(sentence, languages)
    if tells(sentence, "issue_supposed", languages, slips=False) or _GUESSED.search(sentence):
        return False
    if bygone.tells(sentence) or any(plainly.is_over(sentence, one) for one in dict.fromkeys(languages)):
        return False
    sentence = _seriously(_something(gone.remaining(sentence), languages), languages)
    if tells(sentence, "problem", languages):
        return True
    if "?" in sentence and not sentence.rstrip().endswith(_INDIGNANT) and not _ASKS_WHY.search(sentence):
        return False
    waits = signals.waits(sentence, languages)
    if waits or tells(sentence, "issue_trouble", languages):
        return True
    if any(plainly.tells(sentence, one) for one in dict.fromkeys(languages)):
        return True
    oddly = oddly and len(reading.tokens(sentence)) >= LEAST and not _only_points(sentence)
    return any(_goes_wrong(sentence, languages, kind) for kind in ("trouble", *(("odd",) if oddly else ())))


_PLACE = re.compile(
    r"\b(?:in|on|at|from|near|by|behind|of|with|im|am|auf|an|bei|aus|von|mit|en|de|del|con|sur|au|aux|dans|du|à|avec)\b"
    r"(?: (?:the|an?|my|our|de[mnr]|die|das|'?ne[mnr]?|eine[mnr]?|mein\w*|unser\w*|el|la|los|las|una?|mi|une|le|les))?"
    r"(?: [A-ZÄÖÜ][\w-]*)*(?: [\w-]+)?"
)
"""Where a thing is, or of what it is: "in the Aroha block", "on a galaxy"."""


def _only_points(sentence: str) -> bool:
    """Whether a sentence says which thing it is, and nothing of it: "machine 7 in the Aroha block"."""
    left = [word for word in reading.tokens(_PLACE.sub(" ", sentence)) if word.isalpha()]
    return len([word for word in left if len(word) >= LEAST and word not in _ARTICLES]) <= 1


_ARTICLES = frozenset(("the", "our", "your", "this", "der", "die", "das", "mein", "meine", "las", "los", "mon", "les"))


def spoken(sentence: str, languages: Sequence[str]) -> Sequence[str]:
    """Return the one language that a sentence is surely in; else all: "Stück" is no "stuck", nor "wider" a "wieder"."""
    surely = _surely(sentence)
    return (surely,) if surely else languages


@cached(maxsize=512)
def _surely(sentence: str) -> str:
    return language.detect(sentence)


def _seriously(sentence: str, languages: Sequence[str]) -> str:
    """Return a sentence without what sounds like trouble and is a way of speaking: "no problem", "hace falta"."""
    said = reading.tokens(sentence)
    idle = {
        at
        for one in languages
        for place, phrase in reading.found(said, "issue_idle", one)
        if phrase == said[place : place + len(phrase)]
        for at in range(place, place + len(phrase))
    }
    if not idle:
        return sentence
    return " ".join(word for at, word in enumerate(said) if at not in idle) + ("?" if "?" in sentence else "")


_ABSENT = re.compile(
    r"\b(?:i|we) (?:can'?t|cannot|won'?t) (?:\w+ ){0,2}?(?:come(?! in\b)|make it|attend|be there)\b|"
    r"\b(?:i|we) (?:can'?t|cannot) (?:do )?(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"\b(?:kann|können|könnte)\b(?: \w+){0,3}? nicht (?:kommen|dabei|teilnehmen)\b|"
    r"\bno (?:puedo|podemos|podré|podremos) (?:ir|venir|asistir|estar|el (?:lunes|martes|miércoles|jueves|viernes|"
    r"sábado|domingo))\b|\b(?:peux|peut|pouvons|pourr\w+) pas (?:venir|être (?:là|présente?)|"
    r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\b",
    re.IGNORECASE,
)
"""Who cannot come has no trouble with what was bought."""
_NOTHING_IS = re.compile(
    r"\b(?:nothing|nichts|nada|rien)(?:['’]s)?(?: (?:is|was|are|has been|ist|war|wurde|está|n['’]est|n['’]était|de|"
    r"d['’]))?[ ]?(?P<v>[\w-]+)(?:,? (?:or|nor|and|oder|und|noch|o|ni|y|ou|et) (?:de |d['’])?(?P<w>[\w-]+))?",
    re.IGNORECASE,
)


def _something(sentence: str, languages: Sequence[str]) -> str:
    """Return a sentence without the troubles that nothing has, "nothing's broken", and without who cannot come."""
    sentence = _ABSENT.sub(" ", sentence)
    for found in _NOTHING_IS.finditer(sentence):
        if all(_is_a_trouble(word, languages) for word in (found["v"], found["w"]) if word):
            sentence = sentence.replace(found[0], " ")
    return sentence


def _is_a_trouble(word: str, languages: Sequence[str]) -> bool:
    said = reading.tokens(word)
    listed = any(tells(word, intent, languages, slips=False) for intent in ("problem", "issue_trouble"))
    return listed or any("state" in Clause(said, "trouble", name).spans for name in languages)


def _goes_wrong(sentence: str, languages: Sequence[str], kind: str) -> bool:
    """Whether a sentence has the shape of a trouble: a thing does not do what it should, or is as it should not be."""
    said = reading.tokens(sentence)
    clauses = (Clause(said, "trouble", name) for name in languages)
    if kind == "odd":  # of a word that two languages share, what is well in one of them tells
        found = list(clauses)
        return any(one.fits(f"{kind}_shapes") for one in found) and not any(one.fits("odd_not_shapes") for one in found)
    return any(one.fits("trouble_shapes") and not one.fits("trouble_not_shapes") for one in clauses)


def tells(sentence: str, intent: str, languages: Sequence[str], slips: bool = True) -> bool:
    """Whether a phrase stands in a sentence. Slips are forgiven in the customer's own language and in long words:
    else "speaking" squeaks, and the boss has a dent (French "bosse")."""
    said = reading.tokens(sentence)
    return any(
        all(
            _bare(word) == _bare(wanted) or (slips and own and _slip(word, wanted))
            for word, wanted in zip(said[place:], phrase, strict=False)
        )
        for name, own in zip(languages, (True, *(False for _ in languages[1:])), strict=True)
        for place, phrase in reading.found(said, intent, name)
    )


def _bare(word: str) -> str:
    """Return a word without its apostrophe, which chats leave out: "hasnt"."""
    return word.replace("'", "")


def _slip(word: str, wanted: str) -> bool:
    return len(wanted) >= LONG and word[:2] == wanted[:2] and OSA.distance(word, wanted, score_cutoff=1) == 1


def all_languages(turn: Turn) -> tuple[str, ...]:
    """The customer's language first; the others as well, as the first words of a chat are often no language yet."""
    return tuple(dict.fromkeys((turn.standing.language, *LANGUAGES)))
