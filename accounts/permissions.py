"""Who works for which office. Plain predicates; posts are read once per user instance."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import Post, User
from accounts.remembered import once_per_user
from areas.models import Area


@once_per_user
def active_posts(user: User) -> list[Post]:
    """The user's posts that have not ended, with their areas: one query per user instance."""
    return list(user.posts.active().select_related("area").order_by("area__path"))


def offices_of(user: User | AnonymousUser) -> list[Area]:
    """The areas in whose congress office the user works."""
    return [post.area for post in active_posts(user)]


def managed_areas(user: User | AnonymousUser) -> list[Area]:
    """The areas whose accounts, limits and imports the user manages.

    A superuser manages everything: somebody has to appoint the first manager.
    """
    if user.is_authenticated and user.is_superuser:
        return list(Area.objects.filter(depth=1))
    return [post.area for post in active_posts(user) if post.is_manager]


def is_office_staff(user: User | AnonymousUser) -> bool:
    return bool(active_posts(user))


def is_manager(user: User | AnonymousUser) -> bool:
    return user.is_authenticated and (
        user.is_superuser or any(post.is_manager for post in active_posts(user))
    )


def can_manage(user: User | AnonymousUser, area: Area) -> bool:
    """Whether the user manages this area or one that holds it."""
    return any(managed.contains(area) for managed in managed_areas(user))


def office_scope_q(user: User | AnonymousUser, prefix: str = "area__") -> Q:
    """Rows whose area (reached by prefix) lies within one of the user's offices.

    A superuser without a post sees nothing here: running the system is not reading the mail.
    """
    return _any_of(offices_of(user), prefix)


def managed_scope_q(user: User | AnonymousUser, prefix: str = "area__") -> Q:
    """The same for the areas the user manages."""
    return _any_of(managed_areas(user), prefix)


def _any_of(areas: list[Area], prefix: str) -> Q:
    scope = Q(pk__in=[])
    for area in areas:
        scope |= area.scope_q(prefix)
    return scope


def can_manage_account(user: User | AnonymousUser, account: User) -> bool:
    """Whether the user may reset, sign out or re-post this account; one query.

    Everything the account can do must lie within the areas managed (``accounts.reach``): a
    township's manager does not get at the county through somebody who also works or votes there.
    Nobody manages himself, and system administrators are managed in the administration only.
    """
    return user.is_authenticated and User.objects.visible_to(user).filter(pk=account.pk).exists()
