"""Reports to bodies that are written here: templates, reports and their words, clearance, Word documents."""

from goldenthread.apps.drafting.models.clearance import Answer, Clearance
from goldenthread.apps.drafting.models.reports import (
    Comment,
    CommentState,
    Frozen,
    How,
    Reply,
    Report,
    State,
    Version,
    Words,
)
from goldenthread.apps.drafting.models.templates import (
    Clearer,
    Kind,
    RouteStep,
    Section,
    Subject,
    Template,
    TemplateVersion,
)
from goldenthread.apps.drafting.models.word import Fate, Returned, Sent

__all__ = [
    "Answer", "Clearance", "Clearer", "Comment", "CommentState", "Fate", "Frozen", "How", "Kind", "Reply",
    "Report", "Returned", "RouteStep", "Section", "Sent", "State", "Subject", "Template", "TemplateVersion",
    "Version", "Words",
]  # fmt: skip
