"""Feedback in the chat: how a case went, whether they recommend us, whether it still works.

One tap or a typed answer, the same on every channel; a sentence may follow. A rating is not a message: it opens no
conversation, reopens no case and stands in no transcript.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from sqlmodel import Session, col, select

from bot.relationship import events, outcomes
from bot.relationship.care import Care
from bot.storage.tables import Identity, Message, Survey
from bot.texts import LANGUAGES, catalogue
from bot.types.relationship import RATING, SCALES, Asked, Happened, SurveyKind

HAPPENED = {"csat": "scored", "nps": "rated"}
"""How a score is called among what happened with a customer, from which stage and value are counted."""
_DIGITS = re.compile(r"^\s*(?P<score>\d{1,2})\s*(?:/\s*(?P<of>\d{1,2}))?\s*[.!★⭐\ufe0f]*\s*$")
_STARS = re.compile(r"^\s*(?P<stars>(?:[★⭐]\ufe0f?\s*){1,5})$")


def ask(
    session: Session, identity_id: int, kind: SurveyKind, message_id: int | None, now: datetime, *,
    case_id: int | None = None, conversation_id: int | None = None,
) -> int:  # fmt: skip
    """Keep that a survey was put to a customer with these words; return its id."""
    row = Survey(identity_id=identity_id, kind=kind, case_id=case_id, conversation_id=conversation_id,
                 message_id=message_id, asked_at=now)  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def asked(session: Session, customer_id: int, care: Care, now: datetime, *, pressed: bool = False) -> Asked | None:
    """Return the survey that may be answered now: the last one, while nothing else was said since; None for none.

    A button names its survey, so a `pressed` one is good for as long as it may be answered, whatever was said since.
    """
    row = session.exec(
        select(Survey).join(Identity, col(Identity.id) == col(Survey.identity_id))
        .where(Identity.customer_id == customer_id, col(Survey.asked_at) > now - timedelta(hours=care.answer_hours))
        .order_by(col(Survey.id).desc()).limit(1)
    ).first()  # fmt: skip
    if row is None:
        return None
    waits = row.state == "asked"
    explained = row.comment_id is not None or row.kind in ("check", "review")
    late = row.answered_at is None or now - row.answered_at > timedelta(minutes=care.sentence_minutes)
    if not waits and (row.state != "answered" or explained or late):
        return None
    if not (waits and pressed) and not _last_said(session, row):
        return None
    return Asked(row.id, row.kind, row.score)  # type: ignore[arg-type]  # a column of text


def _last_said(session: Session, survey: Survey) -> bool:
    """Whether our last words to this customer were the survey's, but for those that bring in a person because of it."""
    later = (
        select(Message.id)
        .where(Message.identity_id == survey.identity_id, col(Message.id) > (survey.message_id or 0))
        .where(col(Message.role).in_(("bot", "agent")), Message.kind != "handoff")
    )
    return session.exec(later.limit(1)).first() is None


# --- a typed answer ------------------------------------------------------------------------------


def may_be_rating(text: str) -> bool:
    """Return whether words may be nothing but a rating: then it is worth asking whether a survey waits. Pure."""
    return bool(_DIGITS.match(text) or _STARS.match(text)) or _plain(text) in _labels()


def typed(session: Session, customer_id: int, text: str, care: Care, now: datetime) -> str:
    """Return the choice that a typed rating stands for, while a survey waits for one; "" when it is something else."""
    waiting = asked(session, customer_id, care, now)
    if waiting is None or waiting.score is not None:
        return ""
    lowest, highest = SCALES[waiting.kind]
    if (kind_score := _labels().get(_plain(text))) and kind_score[0] == waiting.kind:
        return f"{RATING}{waiting.kind}:{kind_score[1]}"
    digits, stars = _DIGITS.match(text), _STARS.match(text)
    score = int(digits["score"]) if digits else len(re.findall("[★⭐]", stars["stars"])) if stars else -1
    scale = int(digits["of"]) if digits and digits["of"] else highest
    fits = waiting.kind in ("csat", "nps") and scale == highest and lowest <= score <= highest
    return f"{RATING}{waiting.kind}:{score}" if fits else ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".!")


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, tuple[str, int]]:
    """Return what the buttons are called, in every language: (kind, score) by label and by its words alone."""
    found: dict[str, tuple[str, int]] = {}
    for language in LANGUAGES:
        for key, line in catalogue(language).lines.items():
            if scored := re.match(r"^survey\.(csat|check|review)\.(\d)(?:\.|$)", key):
                for label in (line, re.sub(r"^\d\s*[–-]\s*", "", line)):
                    found[_plain(label)] = (scored[1], int(scored[2]))
    return found


# --- what came of it -----------------------------------------------------------------------------


def rate(session: Session, survey_id: int, score: int, message_id: int | None, now: datetime) -> int | None:
    """Keep a score, with what we said to it; return which conversation it is about.

    Answered once: a second press changes nothing.
    """
    row = session.get(Survey, survey_id)
    if row is None or row.state != "asked":
        return None
    row.state, row.score, row.answered_at, row.message_id = "answered", score, now, message_id or row.message_id
    session.add(row)
    outcomes.note(session, "rated", now, customer_id=_customer(session, row), conversation_id=row.conversation_id,
                  case_id=row.case_id, detail=f"{row.kind}:{score}")  # fmt: skip
    if happened := HAPPENED.get(row.kind):
        events.note(session, row.identity_id, Happened(happened, now, {"score": score}), now, key=f"survey:{row.id}")
    return row.conversation_id


def said_again(session: Session, survey_id: int, message_id: int | None) -> None:
    """The survey waits on, and these are our last words about it."""
    row = session.get_one(Survey, survey_id)
    row.message_id = message_id or row.message_id
    session.add(row)


def comment(session: Session, survey_id: int, message_id: int | None) -> None:
    """Keep which message explains a score."""
    row = session.get_one(Survey, survey_id)
    row.comment_id = message_id
    session.add(row)


def decline(session: Session, survey_id: int, now: datetime) -> None:
    """The customer does not wish to be asked."""
    row = session.get_one(Survey, survey_id)
    row.state, row.answered_at = "declined", now
    session.add(row)


def _customer(session: Session, row: Survey) -> int:
    return session.get_one(Identity, row.identity_id).customer_id


def nps(scores: list[int]) -> float | None:
    """Return promoters minus detractors, -100 to 100; None without a score.

    0–6 are detractors, 7–8 passives, 9–10 promoters (Reichheld, "The One Number You Need to Grow", 2003).
    """
    if not scores:
        return None
    return 100 * (sum(score >= 9 for score in scores) - sum(score <= 6 for score in scores)) / len(scores)
