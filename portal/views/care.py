from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from yichang_renda.redirects import way_back

YEAR = 365 * 24 * 3600


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def care(request: HttpRequest) -> HttpResponseRedirect:
    """Switch the large-text edition on (`on=1`) or off, and go back to the page it was asked from.

    It changes nothing but a cookie of the asking browser, so GET may do it too.
    """
    asked = request.POST if request.method == "POST" else request.GET
    response = HttpResponseRedirect(way_back(request, asked=asked.get("next", "")))
    if asked.get("on", "1") == "1":
        response.set_cookie(
            "care", "1", max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        response.delete_cookie("care", samesite="Lax")
    return response
