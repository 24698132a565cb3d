from django.urls import path

from portal.views import find, guides, public
from portal.views.care import care
from portal.views.gallery import gallery

app_name = "portal"

urlpatterns = [
    path("", find.home, name="home"),
    path("find/", find.find, name="find"),
    path("stations/<int:pk>/", public.station, name="station"),
    path("representatives/<int:pk>/", public.representative, name="representative"),
    path(
        "representatives/<int:pk>/photo/",
        public.representative_photo,
        name="representative_photo",
    ),
    path("answers/", public.answers, name="answers"),
    path("answers/<int:pk>/photos/<int:photo_pk>/", public.answer_photo, name="answer_photo"),
    path("help/", guides.index, name="help"),
    path("help/privacy/", guides.privacy, name="privacy"),
    path("help/scope/", guides.scope, name="scope"),
    path("care/", care, name="care"),
    path("gallery/", gallery, name="gallery"),
    path("gallery/<slug:name>/", gallery, name="gallery_page"),
]
