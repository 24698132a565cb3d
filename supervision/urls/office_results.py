"""Counting, publishing, correcting, giving feedback. Under /office/, namespace ``office``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
