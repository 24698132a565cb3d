"""What has to be mended. Under /office/, namespace ``office``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
