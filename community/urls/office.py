"""Under /office/: the small congresses of communities, for staff and for officers of a station."""

from django.urls import path

from community.views import congresses, residents, work

urlpatterns = [
    path("stations/<int:pk>/community/", congresses.set_up_community, name="set_up_community"),
    path("communities/", congresses.communities, name="communities"),
    path("communities/<int:pk>/", congresses.community, name="community"),
    path("communities/<int:pk>/edit/", congresses.edit_community, name="edit_community"),
    # residents
    path("communities/<int:pk>/residents/", residents.residents, name="residents"),
    path("communities/<int:pk>/residents/add/", residents.add_resident, name="add_resident"),
    path("residents/<int:pk>/end/", residents.end_resident, name="end_resident"),
    # meetings
    path("communities/<int:pk>/meetings/", congresses.meetings, name="meetings"),
    path("communities/<int:pk>/meetings/add/", congresses.plan_meeting, name="plan_meeting"),
    path("meetings/<int:pk>/held/", congresses.hold_meeting, name="hold_meeting"),
    path("meetings/<int:pk>/cancel/", congresses.cancel_meeting, name="cancel_meeting"),
    # working groups
    path("communities/<int:pk>/groups/", work.working_groups, name="working_groups"),
    path(
        "communities/<int:pk>/groups/add/",
        work.add_working_group,
        name="add_working_group",
    ),
    path("working-groups/<int:pk>/", work.working_group, name="working_group"),
    path(
        "working-groups/<int:pk>/edit/",
        work.edit_working_group,
        name="edit_working_group",
    ),
    path(
        "working-groups/<int:pk>/delete/",
        work.delete_working_group,
        name="delete_working_group",
    ),
    path("working-groups/<int:pk>/log/", work.add_task, name="add_task"),
    path("working-groups/log/<int:pk>/", work.switch_task, name="switch_task"),
    # disclosures
    path("communities/<int:pk>/disclosures/", work.disclosures, name="disclosures"),
    path(
        "communities/<int:pk>/disclosures/add/",
        work.publish_disclosure,
        name="publish_disclosure",
    ),
    path(
        "disclosures/<int:pk>/withdraw/",
        work.withdraw_disclosure,
        name="withdraw_disclosure",
    ),
]
