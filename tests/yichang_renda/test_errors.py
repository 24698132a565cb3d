"""Trouble answers in plain words, and gives back what was typed."""

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest
from django.test import Client
from django.urls import path

from yichang_renda import urls

WORDS = "路灯坏了三天，晚上看不见路。"
TROUBLE: list[Exception] = []


def failing(request: HttpRequest):
    raise TROUBLE[-1]


failing.login_required = False


@pytest.fixture
def post(settings):
    """Posts a voter's words to a view that fails with the exception given."""
    urlpatterns = [path("failing/", failing), *urls.urlpatterns]
    settings.ROOT_URLCONF = type(
        "Urls", (), {"urlpatterns": urlpatterns, "handler500": urls.handler500}
    )
    client = Client(raise_request_exception=False)

    def send(trouble):
        TROUBLE.append(trouble)
        return client.post("/failing/", {"body": WORDS, "phone": "13812345678", "name": ""})

    return send


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (OperationalError("database is locked"), 503),
        (InterfaceError("connection already closed"), 503),
        (IntegrityError("UNIQUE constraint failed"), 409),
        (KeyError("a mistake of ours"), 500),
    ],
)
def test_the_words_are_given_back_whatever_failed(post, trouble, status):
    response = post(trouble)

    page = response.content.decode()
    assert response.status_code == status
    assert WORDS in page
    assert "13812345678" not in page
    assert "演示数据" in page
    assert response.headers.get("Retry-After") == ("60" if status == 503 else None)


@pytest.mark.django_db
def test_the_page_of_trouble_asks_the_database_nothing(post, django_assert_num_queries):
    with django_assert_num_queries(0):
        post(OperationalError("the connection is gone"))


@pytest.mark.django_db
def test_the_page_of_trouble_keeps_the_security_headers(post):
    assert "default-src 'none'" in post(KeyError("x"))["Content-Security-Policy"]
