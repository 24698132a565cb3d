"""Slips on paper, and the trial vote. Under /office/, namespace ``office``."""

from django.urls import path

from supervision.views import trial

HERE = "evaluations/<int:pk>/"

urlpatterns = [
    path(f"{HERE}trial/", trial.trial, name="evaluation_trial"),
    path(f"{HERE}trial/check/", trial.trial_check, name="evaluation_trial_check"),
    path(f"{HERE}trial/cast/", trial.trial_cast, name="evaluation_trial_cast"),
]
