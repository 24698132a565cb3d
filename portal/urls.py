from django.urls import path

from portal.views.care import care
from portal.views.gallery import gallery

app_name = "portal"

urlpatterns = [
    path("care/", care, name="care"),
    path("gallery/", gallery, name="gallery"),
    path("gallery/<slug:name>/", gallery, name="gallery_page"),
]
