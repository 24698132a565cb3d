from django.urls import path

from notifications import views
from yichang_renda.addresses import lists_of

app_name = "notifications"

urlpatterns = [
    *lists_of(app_name),
    path("", views.notice_list, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("<int:pk>/open/", views.open_notice, name="open"),
    path("<int:pk>/read/", views.read_notice, name="read"),
    path("settings/", views.preferences, name="settings"),
    path("status/", views.status, name="status"),
    path("log/<uuid:pk>/resend/", views.resend, name="resend"),
]
