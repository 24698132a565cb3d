"""Pages for staff, under /office/ and in its namespace."""

from django.urls import include, path

urlpatterns = [
    path("", include("supervision.urls.office_running")),
    path("", include("supervision.urls.office_slips")),
    path("", include("supervision.urls.office_results")),
    path("", include("supervision.urls.office_schemes")),
    path("", include("supervision.urls.office_curves")),
    path("", include("supervision.urls.office_follow_up")),
]
