"""Under /office/: the five standards, idle stations, figures reported in the past."""

from django.urls import path

from portal.office.views import idle, reported, standards

urlpatterns = [
    path("standards/", standards.standards, name="standards"),
    path("standards/failing/", standards.failing, name="failing"),
    path("stations/<int:pk>/standards/", standards.station_standards, name="station_standards"),
    path("stations/<int:pk>/standards/check/", standards.check_standards, name="check_standards"),
    path("idle/", idle.idle, name="idle"),
    path("idle/groups/", idle.idle_groups, name="idle_groups"),
    path("reported/", reported.reported, name="reported"),
    path("reported/<int:pk>/delete/", reported.delete_reported, name="delete_reported"),
]
