from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "账号与登录"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import audit  # its models exist only when all apps are loaded
        from accounts.models import Post, User
        from accounts.reach import gives_reach

        audit.connect()
        gives_reach(Post.objects.active, account="user", area="area")
        gives_reach(User.objects.all, account="pk", area="area")
        autodiscover_modules("reach")
