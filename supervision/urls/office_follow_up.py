"""What has to be mended. Under /office/, namespace ``office``."""

from django.urls import path

from supervision.views import rectifications as views

ONE = "rectifications/<int:pk>/"

urlpatterns = [
    path("rectifications/", views.rectifications, name="rectifications"),
    path("rectifications/add/", views.add_rectification, name="rectification_add"),
    path(ONE, views.rectification, name="rectification"),
    path(f"{ONE}check/", views.check_rectification, name="rectification_check"),
    path(f"{ONE}send-back/", views.send_back_rectification, name="rectification_send_back"),
    path(f"{ONE}prolong/", views.prolong_rectification, name="rectification_prolong"),
    path(f"{ONE}cancel/", views.cancel_rectification, name="rectification_cancel"),
]
