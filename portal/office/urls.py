"""Pages of this app under /office/; each subject has a module of its own."""

from django.urls import include, path

from portal.office.views import overview

urlpatterns = [
    path("", overview.overview_page, name="overview"),
    # subjects
    path("", include("portal.office.urls_rollover")),
    path("", include("portal.office.urls_standards")),
    path("", include("portal.office.urls_boards")),
]
