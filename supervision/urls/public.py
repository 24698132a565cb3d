"""What everybody reads: results, count files, receipts. Namespace ``supervision``."""

from django.urls import path

from supervision.views import announcements as views

urlpatterns = [
    path("evaluations/", views.announcements, name="announcements"),
    path("evaluations/verify_ballots.py", views.verifier, name="verifier"),
    path("evaluations/<int:pk>/", views.announcement, name="announcement"),
    path("evaluations/<int:pk>/count.json", views.count_file, name="count_file"),
    path("evaluations/<int:pk>/receipts/", views.receipts, name="receipts"),
]
