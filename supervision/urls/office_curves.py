"""Five-year curves. Under /office/, namespace ``office``."""

from django.urls import path

from supervision.views import curve, curves, department

urlpatterns = [
    path("curves/", curves.curves, name="curves"),
    path("curves/<int:pk>/", curve.curve, name="curve"),
    path("curves/<int:pk>/messages/", department.messages_of, name="curve_messages"),
    path("curves/compare/", curves.compare, name="curve_compare"),
    path("curves/rules/", curves.curve_rules, name="curve_rules"),
    path("curves/bonus/", curve.bonus, name="curve_bonus"),
]
