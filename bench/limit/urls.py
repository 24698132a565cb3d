from django.urls import path

from bench.limit import views

urlpatterns = [
    path("m/<str:slug>/", views.voter),
    path("t/<str:token>/", views.track, name="track"),
]
