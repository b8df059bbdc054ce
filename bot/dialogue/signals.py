"""What words show beside facts and questions: looking round, bargaining, comparing, leaving; and how somebody feels.

Phrases stand in the catalogue (`said_…`), a file a language. They change how one is treated, never alone whether a
person comes.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue import mood, reading, safety

LISTED = ("price", "bargain", "haggles", "looking", "compares", "buys", "leaves", "why_us", "dedicated", "idea",
          "worried", "weary")  # fmt: skip
FEELINGS = ("hurt", "angry", "weary", "sarcastic", "worried", "thankful")
"""From the strongest on: one that holds hides those behind it."""


def read(text: str, languages: Iterable[str]) -> frozenset[str]:
    """Return what a message shows, in words of `relationship.policy.SIGNALS`."""
    spoken = tuple(languages)
    if not text or text.startswith("/"):
        return frozenset()
    found = {name for name in LISTED if reading.contains(text, f"said_{name}", spoken)}
    held = {"hurt": safety.hurt(text) or safety.despairs(text), "angry": mood.angry(text, spoken),
            "weary": "weary" in found, "sarcastic": _sarcastic(text, spoken), "worried": "worried" in found,
            "thankful": reading.contains(text, "thanks", spoken)}  # fmt: skip
    feeling = next((name for name in FEELINGS if held[name]), "")
    return frozenset((found - {"worried", "weary"}) | ({feeling} if feeling else set()))


def _sarcastic(text: str, languages: tuple[str, ...]) -> bool:
    """Praise for what went wrong: "great, another broken leg"; or irony that is said outright.

    Whoever sets the one against the other means both: "a lovely sofa, but a leg is missing".
    """
    if reading.contains(text, "said_irony", languages):
        return True
    glad = any(reading.contains(text, intent, languages) for intent in ("thanks", "helped"))
    praises = reading.contains(text, "said_praise", languages) and not text.rstrip().endswith("?")
    praises = praises and not reading.contains(text, "said_but", languages)
    return praises and not glad and reading.contains(text, "problem", languages)
