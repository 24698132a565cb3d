"""Under /office/: people with seats and codes, their congresses, groups and party branches."""

from django.urls import path, re_path

from representatives.views import (
    activities,
    branches,
    codes,
    congresses,
    duty_reports,
    freezes,
    groups,
    members,
    people,
    profile,
    seats,
)

GROUP, BRANCH = {"kind": "group"}, {"kind": "branch"}

urlpatterns = [
    # people
    path("people/", people.people, name="people"),
    path("representatives/<int:pk>/", people.representative, name="representative"),
    path("representatives/<int:pk>/profile/", profile.edit_profile, name="edit_profile"),
    path("representatives/<int:pk>/party/", duty_reports.set_party_member, name="party_member"),
    path("duty-reports/", duty_reports.duty_reports, name="duty_reports"),
    path(
        "representatives/<int:pk>/duty-reports/add/",
        duty_reports.add_duty_report,
        name="add_duty_report",
    ),
    path("duty-reports/<int:pk>/", duty_reports.edit_duty_report, name="edit_duty_report"),
    path(
        "duty-reports/<int:pk>/delete/",
        duty_reports.delete_duty_report,
        name="delete_duty_report",
    ),
    re_path(
        r"^people/(?P<kind>representative)/(?P<pk>[0-9]{1,9})/account/$",
        seats.open_account,
        name="open_account",
    ),
    path("seats/<int:pk>/end/", seats.end_seat, name="end_seat"),
    path("seats/<int:pk>/suspend/", seats.suspend_seat, name="suspend_seat"),
    path("seats/<int:pk>/resume/", seats.resume_seat, name="resume_seat"),
    # codes
    re_path(
        r"^codes/for/(?P<kind>representative|officer|station)/(?P<pk>[0-9]{1,9})/$",
        codes.issue_code,
        name="issue_code",
    ),
    path("codes/<int:pk>/revoke/", codes.revoke_code, name="revoke_code"),
    path("codes/<int:pk>/reissue/", codes.reissue_code, name="reissue_code"),
    path("codes/<int:pk>/repoint/", codes.repoint_code, name="repoint_code"),
    # congresses
    path("congresses/", congresses.congresses, name="congresses"),
    path("congresses/<int:pk>/", congresses.congress, name="congress"),
    path("districts/<int:pk>/", congresses.district, name="district"),
    path("districts/<int:pk>/areas/", congresses.district_areas, name="district_areas"),
    path("units/<int:pk>/", congresses.unit, name="unit"),
    # the election season
    path("freezes/", freezes.freezes, name="freezes"),
    path("congresses/<int:pk>/freeze/", freezes.add_freeze, name="add_freeze"),
    path("freezes/<int:pk>/end/", freezes.end_freeze, name="end_freeze"),
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
