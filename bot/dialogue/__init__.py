"""What to say: the message is read, the articles are searched, and one decision comes out. No session, no clock."""

from bot.dialogue.decide import decide
from bot.dialogue.means import Means

__all__ = ["Means", "decide"]
