"""Pages under /office/, for staff of an area."""

from django.urls import path

from messages.views import office, office_logs

app_name = "office"
urlpatterns = [
    path("", office.overview_page, name="overview"),
    path("phones/", office_logs.reveals, name="reveals"),
    path("log/", office_logs.audit, name="audit"),
]
