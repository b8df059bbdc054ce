"""The pronouns that somebody goes by: "she/they", "ich nutze dey"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.memory.frame import Frame, S
from bot.memory.registry import Registry
from bot.memory.spelling import rule

_PRONOUN = (
    r"(?P<v>(?:she|he|they|ze|xe|it|sie|er|dey|ella|él|elle|elles|il|iel)[ ]?/[ ]?(?:her|him|them|hers|his|theirs|zir|"
    r"xem|its|ihr|ihm|dem|deren|ellui|lui|they|she|he|le|lo|la|elle|il|iel|ella|él)(?:[ ]?/[ ]?\w{2,6})?)"
)


def frames() -> Iterator[Frame]:
    """Yield the frames of pronouns."""
    for pattern in (
        r"\b(?:my pronouns(?: are|:)?|(?:i |please )?(?:go by|use)|pronouns:?|i'?m|i am|it'?s|refer to me as|"
        r"(?:fine|ok|okay|good) with|(?:meine )?pronomen(?: sind| bleiben|:)?(?: übrigens)?|(?:mis )?pronombres(?: son|"
        r" siguen siendo|:)?|(?:mes )?pronoms?(?: sont| restent|:)?|(?:bitte|ich) (?:nutze|benutze|verwende\w*)|uso|"
        rf"utilizo|j'utilise)(?: the pronouns| bitte| die pronomen)?{S}{_PRONOUN}",
        rf"\b(?:(?:my|mein|mi|mon)? ?(?:pronouns?|pronom(?:en|bres?)?s?)(?:,? (?:are|is|sind|ist|son|es|sont|"
        rf"est|c'est))? ?:?){S}(?P<v>she|he|they|sie|er|ella|él|elle|"
        rf"ellos|elles|il|iel|xier|dey)(?![\w/])",
        rf"\({_PRONOUN}\)",
        rf"\b(?:i'?m|i am) an? {_PRONOUN}",
        rf"(?:^|[.!?,;\n]\s*)(?:and |und |y |et |but |aber )?(?:i|ich|yo|je|moi|me)[ ,:]{{1,3}}{_PRONOUN}",
        r"\b(?:use|employ\w*|utilis\w*|verwend\w*|nutz\w*|usen?|"
        r"usar)(?: (?:the pronoun|das pronomen|el pronombre|le pronom|please|bitte))?[ ]{1,3}(?P<v>they|she|he|sie|er|"
        r"dey|xier|ella|él|elle|iel|il)[ ]{1,3}(?:à mon (?:égard|sujet)|pour moi|for me|about me|für mich|bei mir|"
        r"para mí|conmigo)\b",
        r"\b(?:c'est|es ist|it'?s|es|heißt) (?P<v>elle|il|iel|sie|er|she|he|they|ella|él),? (?:et )?(?:pas|nicht|not|"
        r"no) (?:elle|il|iel|lui|sie|er|she|he|they|ella|él)\b",
        rf"\b(?:bitte|por favor|plutôt){S}{_PRONOUN}",
        rf"\b(?:uso|utilizo|j'utilise|ich (?:nutze|benutze|verwende))(?: (?:das pronomen|el pronombre|"
        rf"le pronom))?{S}(?P<v>iel|elle|dey|xier)(?![\w/])",
        rf"(?:^|[.!?,;\n]\s*){_PRONOUN}(?=\s*(?:$|[.,!;\n])|,? (?:please|pls|bitte|por favor|svp|for me|here|btw|"
        rf"by the way|fyi|though|übrigens|ansprechen|anreden)\b)",
        rf"\b(?:mit|als|with|as|con|como|avec|au) {_PRONOUN}(?: (?:an|bitte|ansprechen|anreden|please))?(?=\s*(?:$|"
        r"[.,!;\n]))",
        rf"(?<!['’]s )(?<!s['’] )(?<!his )(?<!her )(?<!their )(?<!your )\bpronouns (?:are|is)[ ]{_PRONOUN}",
        rf"\b(?:pronoms?|pronombres|pronomen)\s?:[ ]?{_PRONOUN}",
        r"\b(?:c'est|es ist|ist es|it'?s|es|bitte|please|for me|pour moi|für mich|para mí)[ ]"
        r"(?P<v>elle|il|iel|sie|er|dey|she|he|they|ella|él)[ ](?:as|als|como|comme)[ ](?:a |my |mein |mi |mon )?"
        r"(?:pronouns?|pronomen|pronombre|pronom)\b",
        r"\b(?:tr[aá]t(?:a|e|en)(?:me|nos)|háblen?me|refiéranse a mí)[ ](?:de|como|en)[ ](?P<v>(?-i:él|ella|"
        r"elle))(?=\s*(?:$|[.,!;\n])|"
        r" (?:por favor|porfa|please))",
        r"\b(?:refer to me as|call me)[ ](?P<v>he|she|they)(?=\s*(?:$|[.,!;\n]))",
        r"\bi go by (?P<v>they|she|he|xe|ze|it)(?=\s*(?:$|[.,!;\n]))",
    ):
        yield Frame("pronouns.said", "identity.pronouns", rule(pattern), _pronoun, frozenset({"third"}))


def pronoun_said(words: str) -> str | None:
    """Pronouns that are all of some words: "she/they"."""
    return words.lower().replace(" ", "") if re.fullmatch(_PRONOUN, words.strip(), re.IGNORECASE) else None


def pronoun_answered(words: str) -> str | None:
    """As `pronoun_said`, where pronouns were asked for: one alone, or two that no list has: "iel", "dey/denen"."""
    said = words.strip(" .!").lower().replace(" ", "")
    return (
        said
        if re.fullmatch(r"[^\W\d_]{2,6}/[^\W\d_]{2,6}|she|he|they|sie|er|dey|xier|ella|él|elle|il|iel", said)
        else None
    )


def _pronoun(words: str, _registry: Registry) -> str | None:
    return words.lower().replace(" ", "")
