"""Under /office/: groups, party branches."""

from django.urls import path

from portal.office.views import activities, branches, groups, members

GROUP, BRANCH = {"kind": "group"}, {"kind": "branch"}

urlpatterns = [
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
