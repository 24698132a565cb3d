from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """What every view that is not public gets: LoginRequiredMiddleware has seen to the user."""

    user: User
