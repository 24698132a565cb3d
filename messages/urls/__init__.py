"""Three audiences, three lists: voters, desks, offices."""

from django.urls import include, path

urlpatterns = [
    path("", include("messages.urls.public")),
    path("desk/", include("messages.urls.desk")),
    path("office/", include("messages.urls.office")),
]
