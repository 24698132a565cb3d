"""Under /office/: from one term to the next."""

from django.urls import path

from portal.office.views import rollover, rollover_after

urlpatterns = [
    # roll-over
    path("congresses/<int:pk>/rollover/", rollover.start_rollover, name="start_rollover"),
    path("rollovers/<int:pk>/", rollover.rollover, name="rollover"),
    path("rollovers/<int:pk>/term/", rollover.edit_rollover, name="edit_rollover"),
    path("rollovers/<int:pk>/roster/", rollover.rollover_roster, name="rollover_roster"),
    path("rollovers/<int:pk>/roster/draft/", rollover.roster_draft, name="roster_draft"),
    path("rollovers/<int:pk>/rehearse/", rollover.rehearse_rollover, name="rehearse_rollover"),
    path("rollovers/<int:pk>/codes/", rollover.rollover_codes, name="rollover_codes"),
    path("rollovers/<int:pk>/schedule/", rollover.schedule_rollover, name="schedule_rollover"),
    path(
        "rollovers/<int:pk>/unschedule/", rollover.unschedule_rollover, name="unschedule_rollover"
    ),
    path("rollovers/<int:pk>/run/", rollover.run_rollover, name="run_rollover"),
    path("rollovers/<int:pk>/cancel/", rollover.cancel_rollover, name="cancel_rollover"),
    # afterwards
    path("rollovers/<int:pk>/leavers/", rollover_after.leavers, name="leavers"),
    path("rollovers/<int:pk>/leavers/codes/", rollover_after.decide_leavers, name="decide_leavers"),
    path("leavers/<int:pk>/", rollover_after.decide_leaver, name="decide_leaver"),
    path("rollovers/<int:pk>/reprint/", rollover_after.reprint, name="reprint"),
]
