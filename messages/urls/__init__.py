"""Two audiences, two lists: voters and desks."""

from django.urls import include, path

urlpatterns = [
    path("", include("messages.urls.public")),
    path("desk/", include("messages.urls.desk")),
]
