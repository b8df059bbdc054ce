"""The human: cases, who owns a conversation, and the brief that an agent reads."""
