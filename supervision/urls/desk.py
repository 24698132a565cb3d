"""Pages of representatives and departments: report, result, mend. Namespace ``supervision``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
