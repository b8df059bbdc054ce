"""The whole picture of the data: one metadata, a file a noun group.

people: customer, chat, moved_chat, identity, identity_link, link_code, link_attempt, agent, agent_identity, login,
        secret
talk:   conversation, message, attachment, message_ref, decision
memory: fact, fact_source, issue, resolution, tried, erasure, access_log
cases:  handoff_case, counter, case_event, desk_thread, presence, draft
relation: business_event, api_key
care:   outcome, survey, promise, recovery, outreach, gap, gap_asker, incident, incident_member, solved
knowledge: passage, knowledge_fit, knowledge_version, knowledge_article
queue:  lane, inbound, outbox, timer, bucket, lease
"""

from sqlmodel import SQLModel

from bot.storage.tables.care import (
    Gap,
    GapAsker,
    Incident,
    IncidentMember,
    Outcome,
    Outreach,
    Promise,
    Recovery,
    Solved,
    Survey,
)
from bot.storage.tables.cases import Case, CaseEvent, Counter, DeskThread, Draft, Presence
from bot.storage.tables.knowledge import KnowledgeArticle, KnowledgeFit, KnowledgeVersion, Passage
from bot.storage.tables.memory import AccessLog, Erasure, Fact, FactSource, Issue, Resolution, Tried
from bot.storage.tables.people import (
    Agent,
    AgentIdentity,
    Chat,
    Customer,
    Identity,
    IdentityLink,
    LinkAttempt,
    LinkCode,
    Login,
    MovedChat,
    Secret,
)
from bot.storage.tables.queue import Bucket, Inbound, Lane, Lease, Outbox, Timer
from bot.storage.tables.relation import ApiKey, BusinessEvent
from bot.storage.tables.talk import Attachment, Conversation, Decision, Message, MessageRef

metadata = SQLModel.metadata

for _table in metadata.tables.values():
    # An id is never given twice, also when its row is deleted: what still names it must not find somebody else.
    _table.dialect_options["sqlite"]["autoincrement"] = [column.name for column in _table.primary_key] == ["id"]

__all__ = [
    "AccessLog", "Agent", "AgentIdentity", "ApiKey", "Attachment", "Bucket", "BusinessEvent", "Case", "CaseEvent",
    "Chat", "Conversation", "Counter", "Customer", "Decision", "DeskThread", "Draft", "Erasure", "Fact", "FactSource",
    "Gap", "GapAsker", "Identity", "IdentityLink", "Inbound", "Incident", "IncidentMember", "Issue",
    "KnowledgeArticle", "KnowledgeFit", "KnowledgeVersion", "Lane",
    "Lease", "LinkAttempt", "LinkCode", "Login", "Message", "MessageRef", "MovedChat", "Outbox", "Outcome", "Outreach",
    "Passage", "Presence", "Promise", "Recovery", "Resolution", "Secret", "Solved", "Survey",
    "Timer", "Tried", "metadata",
]  # fmt: skip
