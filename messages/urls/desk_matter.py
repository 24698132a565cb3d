"""One matter and every act on it; what an officer enters; what an office publishes."""

from django.http import HttpResponse
from django.urls import URLPattern, path

urlpatterns: list[URLPattern] = [
    path("messages/<int:pk>/", lambda r, pk: HttpResponse(""), name="message"),
]
