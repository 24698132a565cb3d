"""Under /office/: notices."""

from django.urls import path

from news.views import office

urlpatterns = [
    path("bulletins/", office.bulletins, name="bulletins"),
    path("bulletins/add/", office.add_bulletin, name="add_bulletin"),
    path("bulletins/<int:pk>/", office.edit_bulletin, name="edit_bulletin"),
    path("bulletins/<int:pk>/withdraw/", office.withdraw_bulletin, name="withdraw_bulletin"),
]
