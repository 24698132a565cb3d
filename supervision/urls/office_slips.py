"""Slips on paper, and the trial vote. Under /office/, namespace ``office``."""

from django.urls import path

from supervision.views import office_slips, trial

HERE = "evaluations/<int:pk>/"

urlpatterns = [
    path(f"{HERE}slips/", office_slips.slips, name="evaluation_slips"),
    path(f"{HERE}slips/print/", office_slips.print_slips, name="slips_print"),
    path(f"{HERE}slips/handed-out/", office_slips.handed_out, name="slips_handed_out"),
    path(f"{HERE}slips/<int:batch_pk>/void/", office_slips.void, name="slips_void"),
    path(f"{HERE}trial/", trial.trial, name="evaluation_trial"),
    path(f"{HERE}trial/check/", trial.trial_check, name="evaluation_trial_check"),
    path(f"{HERE}trial/cast/", trial.trial_cast, name="evaluation_trial_cast"),
]
