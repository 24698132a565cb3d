"""Under /office/: stations, what they say of themselves, groups, party branches."""

from django.urls import path

from portal.office.views import (
    activities,
    branches,
    cover,
    groups,
    members,
    own_station,
    places,
    station_edit,
    visits,
)

GROUP, BRANCH = {"kind": "group"}, {"kind": "branch"}

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
    # groups
    path("groups/", groups.groups, name="groups"),
    path("groups/add/", groups.add_group, name="add_group"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/edit/", groups.edit_group, name="edit_group"),
    path("groups/<int:pk>/switch/", groups.switch_group, name="switch_group"),
    path("groups/<int:pk>/members/", members.find_members, GROUP, name="find_members"),
    path("groups/<int:pk>/members/add/", members.add_member, GROUP, name="add_member"),
    path(
        "groups/<int:pk>/members/<int:member_pk>/role/",
        members.change_role,
        GROUP,
        name="change_role",
    ),
    path(
        "groups/<int:pk>/members/<int:member_pk>/leave/",
        members.leave,
        GROUP,
        name="leave_group",
    ),
    path("groups/<int:pk>/activities/add/", activities.add_activity, name="add_activity"),
    path("activities/<int:pk>/", activities.edit_activity, name="edit_activity"),
    path("activities/<int:pk>/held/", activities.hold_activity, name="hold_activity"),
    path("activities/<int:pk>/cancel/", activities.cancel_activity, name="cancel_activity"),
    # party branches
    path("branches/", branches.branches, name="branches"),
    path("branches/add/", branches.add_branch, name="add_branch"),
    path("branches/<int:pk>/", branches.branch, name="branch"),
    path("branches/<int:pk>/edit/", branches.edit_branch, name="edit_branch"),
    path("branches/<int:pk>/switch/", branches.switch_branch, name="switch_branch"),
    path("branches/<int:pk>/groups/attach/", branches.attach_group, name="attach_group"),
    path(
        "branches/<int:pk>/groups/<int:group_pk>/detach/",
        branches.detach_group,
        name="detach_group",
    ),
    path("branches/<int:pk>/members/", members.find_members, BRANCH, name="find_comrades"),
    path("branches/<int:pk>/members/add/", members.add_member, BRANCH, name="add_comrade"),
    path(
        "branches/<int:pk>/members/<int:member_pk>/role/",
        members.change_role,
        BRANCH,
        name="make_secretary",
    ),
    path(
        "branches/<int:pk>/members/<int:member_pk>/leave/",
        members.leave,
        BRANCH,
        name="leave_branch",
    ),
]
