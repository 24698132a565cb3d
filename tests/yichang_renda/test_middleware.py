import time

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from yichang_renda.middleware import client_address, edge, idle_sign_out, upload_limit

MEGABYTE = 1024**2


def page(request):
    return HttpResponse("page")


@pytest.mark.django_db
def test_every_page_forbids_inline_code_and_foreign_sources(client):
    response = client.get("/accounts/login/")

    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert response.status_code == 200
    assert "unsafe" not in response["Content-Security-Policy"]
    assert (policy["default-src"], policy["script-src"]) == ("'none'", "'self'")
    assert (policy["style-src"], policy["frame-ancestors"]) == ("'self'", "'none'")
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


def test_a_page_may_set_a_stricter_policy_of_its_own():
    def photo(request):
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'; sandbox"})

    response = edge(photo)(RequestFactory().get("/"))

    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "<script>", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_our_own_proxies_say_whose_address_it_is(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = proxies

    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == address


class Unreadable:
    def read(self, *args):
        raise AssertionError("the body of a refused upload must not be read")

    readline = read


@pytest.mark.django_db
def test_a_too_large_upload_is_refused_before_it_is_read(client, settings):
    environment = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(1024 * MEGABYTE),
        "wsgi.input": Unreadable(),
    }

    response = client.generic("POST", "/m/any/", **environment)

    assert response.status_code == 413
    text = response.content.decode()
    assert "照片或文件太大，没有送出" in text
    assert f"{settings.UPLOAD_LIMIT // MEGABYTE} MB" in text


@pytest.mark.parametrize(
    ("length", "status"),
    [("", 200), ("nonsense", 200), ("1000", 200), (str(96 * MEGABYTE), 200)],
)
def test_what_the_voter_form_allows_passes(length, status):
    request = RequestFactory().post("/", CONTENT_LENGTH=length)

    assert upload_limit(page)(request).status_code == status


@pytest.mark.django_db
def test_a_stale_form_gives_the_words_back():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/accounts/login/", {"body": "路灯坏了三天。", "phone": "13812345678"})

    assert response.status_code == 403
    assert "路灯坏了三天。" in response.content.decode()
    assert "13812345678" not in response.content.decode()


@pytest.fixture
def signed_in(client, django_user_model):
    user = django_user_model.objects.create_user(username="somebody", name="某人")
    client.force_login(user)
    return client


def request_with(client, settings):
    request = RequestFactory().get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    request.session = client.session
    request.user = type("Somebody", (), {"is_authenticated": True})()
    return request


@pytest.mark.django_db
def test_a_session_slides_at_most_once_a_minute(signed_in, settings):
    request = request_with(signed_in, settings)
    request.session["seen_at"] = int(time.time()) - 61
    request.session.modified = False
    idle_sign_out(page)(request)
    first = request.session.modified
    request.session.modified = False
    idle_sign_out(page)(request)

    assert (first, request.session.modified) == (True, False)


@pytest.mark.django_db
def test_an_idle_session_ends_after_half_an_hour(settings):
    assert settings.SESSION_COOKIE_AGE == 30 * 60


@pytest.mark.django_db
def test_a_voter_pays_no_query_for_the_middleware(client, django_assert_num_queries):
    with django_assert_num_queries(1):  # SELECT 1 of the health page itself
        client.get("/healthz")
