"""Pages under /office/: the calendar that all clocks run on."""

from django.urls import path

from casework import views

urlpatterns = [
    path("days/", views.holidays, name="holidays"),
    path("days/add/", views.add_day, name="add_day"),
    path("days/<int:pk>/delete/", views.delete_day, name="delete_day"),
    path("days/<int:pk>/recompute/", views.recompute, name="recompute"),
    path("days/year/", views.enter_year, name="enter_year"),
    path("days/year/<int:pk>/withdraw/", views.withdraw_year, name="withdraw_year"),
]
