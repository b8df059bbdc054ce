"""Which of the articles that were found is meant: asked, and asked once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.search import Hit
from bot.dialogue.library import articles_offered, choice_of
from bot.dialogue.voice import Voice
from bot.types.awaited import Awaited
from bot.types.chat import Choice, Source
from bot.types.decision import Ask, Decision, Say
from bot.types.turn import Turn

NONE = "none"


def clarify(
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
    choices = (*options, voice.choice(NONE, "clarify.none"), voice.person)
    kept = Awaited(length=turn.awaiting.length) if anew else subject(turn)
    asked = Ask(replace(kept, kind="clarify", question=question, began=kept.began or question))
    return Decision("clarify", rule, (Say(voice(line), "clarify", choices=choices), asked), passages=sources)


def which_again(turn: Turn, voice: Voice) -> Decision:
    """Ask which one is meant, with what was offered, where it is still about that."""
    offered = [Choice(choice, label) for choice, label in articles_offered(turn)]
    if not offered:
        return Decision("chat", "chat.which", (Say(voice("chat.which"), "chat"),))
    question = turn.awaiting.question
    return which_of(turn, voice, "chat.which", offered, question, (), rule="which one, once more")


def subject(turn: Turn) -> Awaited:
    """Return with what the present subject began, to be kept while the bot asks or misses in between."""
    before = turn.awaiting
    return Awaited(began=before.began, began_in=before.began_in, length=before.length)
