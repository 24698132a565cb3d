"""Preparing and running evaluations. Under /office/, namespace ``office``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
