"""Ballots: by slip, and signed in. Namespace ``supervision``."""

from django.urls import path

from supervision.views import ballots, slips

ELECTOR = "desk/evaluations/<int:pk>/vote/"

SLIP = "v/<str:code>/"

urlpatterns = [
    path("v/", slips.slip_typed, name="slip_typed"),
    path(SLIP, slips.slip, name="slip"),
    path(f"{SLIP}check/", slips.slip_check, name="slip_check"),
    path(f"{SLIP}cast/", slips.slip_cast, name="slip_cast"),
    path(f"{SLIP}reports/<int:pk>/", slips.slip_report, name="slip_report"),
    path(f"{SLIP}files/<int:pk>/", slips.slip_report_file, name="slip_report_file"),
    path(ELECTOR, ballots.vote, name="vote"),
    path(f"{ELECTOR}check/", ballots.vote_check, name="vote_check"),
    path(f"{ELECTOR}cast/", ballots.vote_cast, name="vote_cast"),
    path("ballots/<int:pk>/<str:receipt>/", ballots.ballot_done, name="ballot_done"),
    path("evaluations/how/", ballots.how_secret, name="how_secret"),
]
