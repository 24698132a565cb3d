from django.urls import path

from accounts import manage, views
from yichang_renda.addresses import lists_of

app_name = "accounts"
urlpatterns = [
    *lists_of(app_name),
    path("", views.home, name="home"),
    path("me/", views.profile, name="profile"),
    path("activate/<str:token>/", views.activate, name="activate"),
    path("manage/invite/", manage.invite, name="invite"),
    path("manage/<int:user_id>/slip/", manage.activation_slip, name="activation_slip"),
    path("manage/<int:user_id>/revoke/", manage.revoke_activation, name="revoke_activation"),
    path("manage/<int:user_id>/sign-out/", manage.end_sessions, name="end_sessions"),
    path("manage/<int:user_id>/second-step/", manage.reset_second_step, name="reset_second_step"),
    path("manage/posts/<int:post_id>/end/", manage.end_post, name="end_post"),
]
