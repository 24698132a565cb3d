"""Pages for voters: write, follow, rate. Nobody signs in here."""

from django.urls import path

from messages.views import public, public_actions, public_data, public_files, public_track

app_name = "messages"
urlpatterns = [
    path("m/<str:slug>/", public.voter, name="voter"),
    path("track/", public_track.track_typed, name="track_typed"),
    path("t/<str:token>/", public_track.track, name="track"),
    path("t/<str:token>/add/", public_actions.add, name="add"),
    path("t/<str:token>/urge/", public_actions.urge, name="urge"),
    path("t/<str:token>/withdraw/", public_actions.withdraw, name="withdraw"),
    path("t/<str:token>/rate/", public_actions.rate, name="rate"),
    path("t/<str:token>/reopen/", public_actions.reopen, name="reopen"),
    path("t/<str:token>/phone/", public_actions.text_code, name="text_code"),
    path("t/<str:token>/phone/confirm/", public_actions.confirm_phone, name="confirm_phone"),
    path("t/<str:token>/my-data/", public_data.my_data, name="my_data"),
    path("t/<str:token>/photos/<int:pk>/", public_files.photo, name="photo"),
    path("t/<str:token>/qr.png", public_files.qr, name="qr"),
]
