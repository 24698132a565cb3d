"""Pages under /desk/: the work list, and one matter."""

from messages.urls import desk_list, desk_matter

app_name = "desk"
urlpatterns = [
    *desk_list.urlpatterns,
    *desk_matter.urlpatterns,
]
