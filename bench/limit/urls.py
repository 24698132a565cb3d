from django.urls import include, path

from bench.limit import curves, site, views

urlpatterns = [
    path("m/<str:slug>/", views.voter),
    path("t/<str:token>/", views.track, name="track"),
    path("", site.home),
    path("find/", site.find),
    path("stations/<int:pk>/", site.station),
    path("representatives/<int:pk>/", site.representative),
    path("office/curves/", curves.curves),
    path("", include("yichang_renda.urls")),  # where the menu leads
]
