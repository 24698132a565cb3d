"""The accounts that a manager looks after; what may be done to one is `accounts/manage.py`."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.manage import manager_required
from accounts.models import Post, User
from accounts.permissions import is_manager
from office.lists import Column, Empty, Filters, Listing, Tab, listed
from office.lists.filters import TextFilter


class AccountFilters(Filters):
    q = TextFilter("name", "姓名或账号", method="named")

    def named(self, rows: QuerySet[User], name: str, text: str) -> QuerySet[User]:
        return rows.filter(Q(name__icontains=text) | Q(username__icontains=text))


@listed
class Accounts(Listing):
    """Staff, newest first; with 「?all=1」 representatives, officers and departments, too."""

    key, title, part = "accounts", "账号", "accounts"
    heading = "管理账号"
    kept = ("all",)
    lead = "components/_list_tabs.html"
    add = ("accounts:invite", "新增工作人员")
    filters = AccountFilters
    columns = (
        Column("name", "姓名", value=str, sort="name", is_head=True),
        Column("username", "账号", under="name"),
        Column(
            "is_active",
            "在用",
            words=lambda account: "" if account.is_active else "已停用",
            under="name",
        ),
        Column(
            "posts",
            "岗位",
            value=lambda account: [
                f"{post.area.name}{'（管理）' if post.is_manager else ''}"
                for post in account.current_posts
            ],
            template="accounts/includes/_posts_cell.html",
            width=30,
        ),
        Column("area", "区划", is_shown=False),
        Column(
            "last_login",
            "上次登录",
            words=lambda account: account.last_login or "还没登录过",
            sort="-last_login",
            width=18,
        ),
        Column(
            "has_second_step",
            "两步验证",
            words=lambda account: "两步验证" if account.has_second_step else "",
            under="last_login",
        ),
    )
    acts = "accounts/includes/_account_acts.html"
    nothing = Empty("没有找到账号", "新增一位工作人员，就会列在这里。")
    not_found = Empty("没有找到账号", "换个字再找，或者新增一位工作人员。")
    allowed = staticmethod(is_manager)

    @property
    def is_everybody(self) -> bool:
        return self.query.get("all") == "1"

    @property
    def tabs(self) -> list[Tab]:
        return [
            Tab("工作人员", self.url(all=""), not self.is_everybody),
            Tab("连代表、联络员、承办单位", self.url(all="1"), self.is_everybody),
        ]

    def page_words(self) -> tuple[str, ...]:
        return ("连代表、联络员、承办单位",) if self.is_everybody else ()

    def rows(self) -> QuerySet[User]:
        found = User.objects.visible_to(self.user)
        found = found if self.is_everybody else found.with_posts()
        totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        posts = Post.objects.active().select_related("area").order_by("area__path")
        return (
            found.annotate(has_second_step=Exists(totp))
            .select_related("area")
            .prefetch_related(Prefetch("posts", posts, to_attr="current_posts"))
        )


@require_safe
@manager_required
def accounts(request: SignedInRequest) -> HttpResponse:
    return Accounts(request.user, request.GET).respond(request)
