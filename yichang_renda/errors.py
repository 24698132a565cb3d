from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was stale or the cookie gone: show the page with what was typed, to send again."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "password"}
        for value in values
    ]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)
