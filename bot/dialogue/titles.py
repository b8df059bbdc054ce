"""What an issue is called: the part of a sentence that tells of the trouble."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.dialogue import reading, troubles

TITLE_LENGTH = 80
CLAUSE = re.compile(
    r"[,;:]\s+|\s[-–—(]\s?|\s(?:and|und|y|et)\s(?=(?:his|her|their|sein\w*|ihr\w*|sus?|sa|son|ses|leurs?)\b)",
    re.IGNORECASE,
)
_HENCE = re.compile(
    r"(?:so|so that|therefore|which means|also|daher|deshalb|deswegen|sodass|así que|por eso|por lo que|donc|du coup|"
    r"si bien que)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:s?he|they|his|her|their|sie|er|seine?|ihre?|ella|él|su|elle|il|sa|son|ses)\b", re.IGNORECASE
)
"""Words of somebody else: what is told of them is no part of a title."""


def title(sentence: str, languages: Sequence[str]) -> str:
    """Return the part of a sentence that reports, or all of it when that says too little alone."""
    whole = _without_lead(_ungreeted(" ".join(sentence.split()).rstrip(".!? "), languages), languages)
    parts = [part.strip().rstrip(".!? ") for part in CLAUSE.split(whole)]
    telling = next(
        (
            part
            for part in parts
            if troubles.reports(part, languages, oddly=True) and len(part.split()) >= troubles.LEAST
        ),
        whole,
    )
    if len(whole) > TITLE_LENGTH and _HENCE.match(telling):
        # "the calendar reads out as one table, so I can't book": what cannot be done says less than why.
        return whole[: whole.rfind(" ", 0, TITLE_LENGTH)]
    return (telling if len(whole) > TITLE_LENGTH or _OTHERS.search(whole) else whole)[:TITLE_LENGTH].rstrip()


def _ungreeted(sentence: str, languages: Sequence[str]) -> str:
    """Return a sentence without the greeting that it begins with: "servus, bei mir …", "holaa q el código …"."""
    found = _GREETED.match(sentence)
    if found is None or len(found["rest"].split()) < troubles.LEAST:
        return sentence
    greets = any(reading.whole(found["lead"], "greeting", (one,), extra=1) for one in languages)
    return found["rest"] if greets else sentence


_GREETED = re.compile(r"(?P<lead>[^,:;!.]{2,24}?)(?:\s*[,:;!.]\s+|\s+(?:q|que)\s)(?P<rest>.*)", re.DOTALL)


def _without_lead(sentence: str, languages: Sequence[str]) -> str:
    """Return a sentence without a beginning that only calls it another trouble: "another problem: …"."""
    lead, colon, rest = sentence.partition(":")
    if (
        not colon
        or not troubles.reports(rest, languages)
        or not troubles.tells(lead, "issue_beside", languages, slips=False)
    ):
        return sentence
    return rest.strip()[:1].upper() + rest.strip()[1:]
