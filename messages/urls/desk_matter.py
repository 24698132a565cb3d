"""One matter and every act on it; what an officer enters; what an office publishes."""

from django.urls import path

from messages.views import desk_actions, desk_matter, desk_shares

MATTER_ACTS = (
    "accept", "take", "hand_over", "reply", "propose_assign", "propose_decline", "refuse_proposal",
    "decline", "assign", "take_up", "supervise", "pause", "resume", "merge", "split",
    "close_elsewhere", "note", "confirm_phone", "call_back",
)  # fmt: skip
SHARE_ACTS = (
    "sign", "answer", "request_extension", "request_return", "release", "send_back",
    "decide_return", "decide_extension", "cancel_share",
)  # fmt: skip

urlpatterns = [
    path("messages/<int:pk>/", desk_matter.message, name="message"),
    path("messages/<int:pk>/phone/", desk_matter.reveal_phone, name="reveal_phone"),
    path("messages/<int:pk>/draft/", desk_matter.draft, name="draft"),
    path("messages/<int:pk>/preview/", desk_matter.preview, name="preview"),
    path("photos/<int:pk>/", desk_matter.photo, name="photo"),
    *(
        path(f"messages/<int:pk>/{act.replace('_', '-')}/", getattr(desk_actions, act), name=act)
        for act in MATTER_ACTS
    ),
    *(
        path(f"shares/<int:pk>/{act.replace('_', '-')}/", getattr(desk_shares, act), name=act)
        for act in SHARE_ACTS
    ),
]
