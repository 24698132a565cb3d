"""What everybody reads: results, count files, receipts. Namespace ``supervision``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
