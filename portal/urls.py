from django.urls import include, path

from portal.views import (
    answers,
    directory,
    find,
    guides,
    home,
    notices,
    representatives,
    robots,
    search,
    standards,
    stations,
)
from portal.views.care import care
from portal.views.gallery import gallery

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("find/", find.find, name="find"),
    path("search/", search.search, name="search"),
    path("directory/", directory.overview, name="directory"),
    path("directory/all/", directory.network, name="network"),
    path("directory/<str:code>/", directory.area, name="directory_area"),
    path("stations/<int:pk>/", stations.station, name="station"),
    path("stations/<int:pk>/qr.png", stations.station_qr, name="station_qr"),
    path("", include("community.urls.public")),
    path("stations/photos/<int:pk>/", stations.station_photo, name="station_photo"),
    path("representatives/<int:pk>/", representatives.representative, name="representative"),
    path(
        "representatives/<int:pk>/photo/",
        representatives.representative_photo,
        name="representative_photo",
    ),
    path("answers/", answers.answers, name="answers"),
    path("answers/<int:pk>/", answers.answer, name="answer"),
    path("answers/<int:pk>/photos/<int:photo_pk>/", answers.answer_photo, name="answer_photo"),
    path("announcements/", notices.notices, name="notices"),
    path("announcements/<int:pk>/", notices.notice, name="notice"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", robots.sitemap, name="sitemap"),
    path("figures/", standards.reported, name="reported"),
    path("standards/", standards.standards, name="standards"),
    path("help/", guides.index, name="help"),
    path("help/privacy/", guides.privacy, name="privacy"),
    path("help/scope/", guides.scope, name="scope"),
    path("help/accessibility/", guides.accessibility, name="accessibility"),
    path("care/", care, name="care"),
    path("gallery/", gallery, name="gallery"),
    path("gallery/<slug:name>/", gallery, name="gallery_page"),
]
