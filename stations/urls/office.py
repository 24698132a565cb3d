"""Under /office/: stations, what they say of themselves, visits; officers and departments."""

from django.urls import path, re_path

from stations.views import cover, own_station, people, places, station_edit, visits

KIND = r"(?P<kind>officer|department)/(?P<pk>[0-9]{1,9})"

urlpatterns = [
    path("stations/", places.stations, name="stations"),
    path("stations/add/", station_edit.add_station, name="add_station"),
    path("stations/<int:pk>/", places.station, name="station"),
    path("stations/<int:pk>/edit/", station_edit.edit_station, name="edit_station"),
    path("stations/<int:pk>/switch/", station_edit.switch_station, name="switch_station"),
    path("stations/<int:pk>/cover/", cover.add_cover, name="add_cover"),
    path("covers/", cover.covers, name="cover"),
    path("covers/<int:pk>/end/", cover.end_cover, name="end_cover"),
    # what a station says of itself
    path("own/", own_station.own_stations, name="own_stations"),
    path("stations/<int:pk>/hours/", own_station.hours, name="hours"),
    path("stations/<int:pk>/receptions/add/", own_station.add_reception, name="add_reception"),
    path(
        "stations/<int:pk>/receptions/<int:rule_pk>/",
        own_station.edit_reception,
        name="edit_reception",
    ),
    path(
        "stations/<int:pk>/receptions/<int:rule_pk>/delete/",
        own_station.delete_reception,
        name="delete_reception",
    ),
    path("stations/<int:pk>/photos/", own_station.photos, name="photos"),
    path(
        "stations/<int:pk>/photos/<int:photo_pk>/delete/",
        own_station.delete_photo,
        name="delete_photo",
    ),
    # visits
    path("visits/", visits.visits, name="visits"),
    path("stations/<int:pk>/visits/add/", visits.add_visit, name="add_visit"),
    path("visits/<int:pk>/", visits.edit_visit, name="edit_visit"),
    path("visits/<int:pk>/delete/", visits.delete_visit, name="delete_visit"),
    # officers and departments
    path("officers/<int:pk>/", people.officer, name="officer"),
    path("departments/<int:pk>/", people.department, name="department"),
    re_path(rf"^people/{KIND}/account/$", people.open_account, name="open_account"),
    re_path(rf"^people/{KIND}/switch/$", people.switch, name="switch"),
    path(
        "departments/<int:pk>/members/<int:user_id>/remove/",
        people.remove_department_member,
        name="remove_member",
    ),
]
