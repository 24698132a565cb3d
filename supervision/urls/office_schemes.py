"""Scoring schemes, classes and lineage of departments. Under /office/, namespace ``office``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
