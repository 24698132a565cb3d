"""A department's published results. Namespace ``supervision``."""

from django.urls import path

from supervision.views import department

urlpatterns = [
    path("departments/<int:pk>/", department.department, name="department"),
]
