"""Under /office/: the small congresses of communities, for staff and for officers of a station."""

from django.urls import path

from portal.office.views import community, community_work

urlpatterns = [
    path("stations/<int:pk>/community/", community.set_up_community, name="set_up_community"),
    path("communities/", community.communities, name="communities"),
    path("communities/<int:pk>/", community.community, name="community"),
    path("communities/<int:pk>/edit/", community.edit_community, name="edit_community"),
    # residents
    path("communities/<int:pk>/residents/", community.residents, name="residents"),
    path("communities/<int:pk>/residents/add/", community.add_resident, name="add_resident"),
    path("residents/<int:pk>/end/", community.end_resident, name="end_resident"),
    # meetings
    path("communities/<int:pk>/meetings/", community.meetings, name="meetings"),
    path("communities/<int:pk>/meetings/add/", community.plan_meeting, name="plan_meeting"),
    path("meetings/<int:pk>/held/", community.hold_meeting, name="hold_meeting"),
    path("meetings/<int:pk>/cancel/", community.cancel_meeting, name="cancel_meeting"),
    # working groups
    path("communities/<int:pk>/groups/", community_work.working_groups, name="working_groups"),
    path(
        "communities/<int:pk>/groups/add/",
        community_work.add_working_group,
        name="add_working_group",
    ),
    path("working-groups/<int:pk>/", community_work.working_group, name="working_group"),
    path(
        "working-groups/<int:pk>/edit/",
        community_work.edit_working_group,
        name="edit_working_group",
    ),
    path(
        "working-groups/<int:pk>/delete/",
        community_work.delete_working_group,
        name="delete_working_group",
    ),
    path("working-groups/<int:pk>/log/", community_work.add_task, name="add_task"),
    path("working-groups/log/<int:pk>/", community_work.switch_task, name="switch_task"),
    # disclosures
    path("communities/<int:pk>/disclosures/", community_work.disclosures, name="disclosures"),
    path(
        "communities/<int:pk>/disclosures/add/",
        community_work.publish_disclosure,
        name="publish_disclosure",
    ),
    path(
        "disclosures/<int:pk>/withdraw/",
        community_work.withdraw_disclosure,
        name="withdraw_disclosure",
    ),
]
