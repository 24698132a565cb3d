"""Everything outside /office/, in the namespace ``supervision``."""

from django.urls import include, path

app_name = "supervision"

urlpatterns = [
    path("", include("supervision.urls.public")),
    path("", include("supervision.urls.public_curves")),
    path("", include("supervision.urls.voting")),
    path("", include("supervision.urls.desk")),
]
