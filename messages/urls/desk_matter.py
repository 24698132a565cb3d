"""One matter and every act on it; what an officer enters; what an office publishes."""

from django.urls import path

from messages.views import desk_actions, desk_entry, desk_matter, desk_shares, publishing

MATTER_ACTS = (
    "accept",
    "take",
    "hand_over",
    "reply",
    "propose_assign",
    "propose_decline",
    "refuse_proposal",
    "decline",
    "assign",
    "take_up",
    "supervise",
    "pause",
    "resume",
    "merge",
    "split",
    "close_elsewhere",
    "note",
    "confirm_phone",
    "call_back",
)
SHARE_ACTS = (
    "sign",
    "answer",
    "request_extension",
    "request_return",
    "release",
    "send_back",
    "decide_return",
    "decide_extension",
    "cancel_share",
)

urlpatterns = [
    path("messages/<int:pk>/", desk_matter.message, name="message"),
    path("messages/<int:pk>/phone/", desk_matter.reveal_phone, name="reveal_phone"),
    path("messages/<int:pk>/draft/", desk_matter.draft, name="draft"),
    path("messages/<int:pk>/preview/", desk_matter.preview, name="preview"),
    path("photos/<int:pk>/", desk_matter.photo, name="photo"),
    path("enter/", desk_entry.enter, name="enter"),
    path("messages/<int:pk>/slip/", desk_entry.slip, name="slip"),
    path("ledger/", desk_entry.month_ledger, name="ledger"),
    path("ledger/export/", desk_entry.ledger_export, name="ledger_export"),
    path("messages/<int:pk>/publish/", publishing.publish, name="publish"),
    path("publications/<int:pk>/withdraw/", publishing.withdraw, name="unpublish"),
    *(
        path(f"messages/<int:pk>/{act.replace('_', '-')}/", getattr(desk_actions, act), name=act)
        for act in MATTER_ACTS
    ),
    *(
        path(f"shares/<int:pk>/{act.replace('_', '-')}/", getattr(desk_shares, act), name=act)
        for act in SHARE_ACTS
    ),
]
