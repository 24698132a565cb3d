from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, *, asked: str = "", default: str = "/") -> str:
    """The page asked for, else the page the request came from, else `default`; all on this site."""
    for target in (asked, request.headers.get("referer", "")):
        if target and url_has_allowed_host_and_scheme(
            target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            return target
    return default
