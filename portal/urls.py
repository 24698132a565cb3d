from django.urls import path

from portal.views.care import care

app_name = "portal"

urlpatterns = [
    path("care/", care, name="care"),
]
