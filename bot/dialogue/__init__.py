"""What to say: the message is read, the articles are searched, and one decision comes out. No session, no clock."""

from bot.dialogue.decide import Means, decide

__all__ = ["Means", "decide"]
