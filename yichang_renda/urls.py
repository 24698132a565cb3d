from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from yichang_renda.health import healthz, metrics

# One login for everybody, second factor included.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "系统管理"

handler500 = "yichang_renda.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.signin_urls")),
    path("accounts/", include("accounts.urls")),
    path("jobs/", include("jobs.urls")),
    path("", include("messages.urls")),
    path("notices/", include("notifications.urls")),
    path("office/", include("office.urls")),
    path("", include("supervision.urls.site")),
    path("", include("portal.urls")),
]
