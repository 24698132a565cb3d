from messages.models.assignments import MessageAssignment, MessageExtension
from messages.models.bursts import Burst, BurstMessage, Sameness, SenderTrace
from messages.models.entries import Channel, Entry, EntryTally, FoldedBatch
from messages.models.events import (
    Audience,
    CannedReply,
    InternalNote,
    MessageEvent,
    ReplyDraft,
)
from messages.models.lists import SavedFilter
from messages.models.message import Message
from messages.models.phone_check import PhoneCheck
from messages.models.photos import MAX_PHOTOS, Photo
from messages.models.publication import Publication
from messages.models.rules import AreaRules, Rules, rules_for
from messages.models.tallies import ResponseRecord, Tally, TallyDelta, YearTally

__all__ = [
    "MAX_PHOTOS",
    "AreaRules",
    "Audience",
    "Burst",
    "BurstMessage",
    "CannedReply",
    "Channel",
    "Entry",
    "EntryTally",
    "FoldedBatch",
    "InternalNote",
    "Message",
    "MessageAssignment",
    "MessageEvent",
    "MessageExtension",
    "PhoneCheck",
    "Photo",
    "Publication",
    "ReplyDraft",
    "ResponseRecord",
    "Rules",
    "Sameness",
    "SavedFilter",
    "SenderTrace",
    "Tally",
    "TallyDelta",
    "YearTally",
    "rules_for",
]
