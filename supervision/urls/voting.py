"""Ballots: by slip, and signed in. Namespace ``supervision``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
