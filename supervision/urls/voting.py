"""Ballots: by slip, and signed in. Namespace ``supervision``."""

from django.urls import path

from supervision.views import ballots

ELECTOR = "desk/evaluations/<int:pk>/vote/"

urlpatterns = [
    path(ELECTOR, ballots.vote, name="vote"),
    path(f"{ELECTOR}check/", ballots.vote_check, name="vote_check"),
    path(f"{ELECTOR}cast/", ballots.vote_cast, name="vote_cast"),
    path("ballots/<int:pk>/<str:receipt>/", ballots.ballot_done, name="ballot_done"),
    path("evaluations/how/", ballots.how_secret, name="how_secret"),
]
