"""Under /stations/: what the public reads of a small congress. The names are in ``portal``."""

from django.urls import path

from community.views import public

urlpatterns = [
    path("stations/<int:pk>/community/", public.community, name="community"),
    path("stations/<int:pk>/community/<slug:column>/", public.disclosures, name="disclosures"),
]
