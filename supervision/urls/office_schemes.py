"""Scoring schemes, classes and lineage of departments. Under /office/, namespace ``office``."""

from django.urls import path

from supervision.views import scheme_trial, schemes

urlpatterns = [
    path("schemes/", schemes.schemes, name="schemes"),
    path("schemes/add/", schemes.add_scheme, name="scheme_add"),
    path("schemes/<int:pk>/", schemes.scheme, name="scheme"),
    path("schemes/<int:pk>/edit/", schemes.edit_scheme, name="scheme_edit"),
    path("schemes/<int:pk>/delete/", schemes.delete_scheme, name="scheme_delete"),
    path("schemes/<int:pk>/version/", schemes.new_version, name="scheme_new_version"),
    path("schemes/<int:pk>/try/", scheme_trial.try_scheme, name="scheme_try"),
]
