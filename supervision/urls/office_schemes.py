"""Scoring schemes, classes and lineage of departments. Under /office/, namespace ``office``."""

from django.urls import path

from supervision.views import reported, scheme_trial, schemes, units

urlpatterns = [
    path("schemes/", schemes.schemes, name="schemes"),
    path("schemes/add/", schemes.add_scheme, name="scheme_add"),
    path("schemes/<int:pk>/", schemes.scheme, name="scheme"),
    path("schemes/<int:pk>/edit/", schemes.edit_scheme, name="scheme_edit"),
    path("schemes/<int:pk>/delete/", schemes.delete_scheme, name="scheme_delete"),
    path("schemes/<int:pk>/version/", schemes.new_version, name="scheme_new_version"),
    path("schemes/<int:pk>/try/", scheme_trial.try_scheme, name="scheme_try"),
    # departments
    path("units/", units.unit_classes, name="unit_classes"),
    path("units/add/", units.add_class, name="unit_class_add"),
    path("units/<int:pk>/edit/", units.edit_class, name="unit_class_edit"),
    path("units/<int:pk>/delete/", units.delete_class, name="unit_class_delete"),
    path("units/departments/", units.classed_departments, name="classed_departments"),
    path("lineage/", units.lineage, name="lineage"),
    path("lineage/add/", units.add_lineage, name="lineage_add"),
    path("lineage/<int:pk>/delete/", units.delete_lineage, name="lineage_delete"),
    # past years
    path("evaluations/reported/", reported.reported_results, name="reported_results"),
    path(
        "evaluations/reported/<int:pk>/delete/",
        reported.delete_reported_result,
        name="reported_result_delete",
    ),
]
