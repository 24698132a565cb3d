"""Pages under /desk/: the work list, and one matter (desk_matter)."""

from messages.urls import desk_matter

app_name = "desk"
urlpatterns = [
    *desk_matter.urlpatterns,
]
