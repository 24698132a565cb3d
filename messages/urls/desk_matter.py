"""One matter and every act on it; what an officer enters; what an office publishes."""

from django.urls import path

from messages.views import desk_entry, desk_ledger, publishing
from messages.views.matter import drafts, read
from messages.views.matter.matter_acts import MATTER_ACTS
from messages.views.matter.perform import on_matter, on_share
from messages.views.matter.share_acts import SHARE_ACTS

urlpatterns = [
    path("messages/<int:pk>/", read.message, name="message"),
    path("messages/<int:pk>/phone/", read.reveal_phone, name="reveal_phone"),
    path("messages/<int:pk>/draft/", drafts.draft, name="draft"),
    path("messages/<int:pk>/preview/", drafts.preview, name="preview"),
    path("photos/<int:pk>/", read.photo, name="photo"),
    path("enter/", desk_entry.enter, name="enter"),
    path("messages/<int:pk>/slip/", desk_entry.slip, name="slip"),
    path("ledger/", desk_ledger.month_ledger, name="ledger"),
    path("messages/<int:pk>/publish/", publishing.publish, name="publish"),
    path("publications/<int:pk>/withdraw/", publishing.withdraw, name="unpublish"),
    *(path(f"messages/<int:pk>/{act.slug}/", on_matter(act), name=act.name) for act in MATTER_ACTS),
    *(path(f"shares/<int:pk>/{act.slug}/", on_share(act), name=act.name) for act in SHARE_ACTS),
]
