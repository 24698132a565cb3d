"""Under /office/: stations, groups, party branches, what goes on there."""

from django.urls import path

from portal.office.views import cover, places

urlpatterns = [
    path("stations/", places.stations, name="stations"),
    path("stations/<int:pk>/", places.station, name="station"),
    path("stations/<int:pk>/cover/", cover.add_cover, name="add_cover"),
    path("covers/", cover.covers, name="cover"),
    path("covers/<int:pk>/end/", cover.end_cover, name="end_cover"),
]
