"""Whatever stands in the database, however it got there, is text on every page."""

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from tests.access.world import make_world
from tests.faults.hostile import PAYLOAD, doors, trouble
from tests.test_access import ask

OURS = (
    "areas",
    "accounts",
    "notifications",
    "jobs",
    "stations",
    "representatives",
    "voter_messages",
    "supervision",
    "portal",
)
# Not words: what programs write, look up or calculate with.
NO_WORDS = {
    "password",
    "username",
    "code",
    "path",
    "secret",
    "payload",
    "recipient",
    "result",
    "params",
    "key",
    "url",
    "query",
    "pinyin",
    "opening_hours",
    "coded_under",
    "kind",
    "slug",
    "channel",
    "digest",
    "ways",
    "over_issued",
}


def word_fields(model):
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if isinstance(field, models.FileField) or not is_text or field.unique:
            continue
        if field.name not in NO_WORDS and not field.name.endswith(("_digest", "_index", "phone")):
            yield field


def poison():
    """The payload in every text of every row; the fields where that was possible."""
    done = []
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            for field in word_fields(model):
                if _put_everywhere(models.QuerySet(model), field):
                    done.append(f"{model._meta.label}.{field.name}")
    return done


def _put_everywhere(rows, field):
    """Where no two may be the same, each row's begins with its key.

    What a constraint forbids then, it forbids in life.
    """
    if _put(rows, field, ""):
        return True
    keys = list(rows.order_by().values_list("pk", flat=True))
    done = [_put(rows.filter(pk=key), field, str(key)) for key in keys]
    return any(done)


def _put(rows, field, start):
    try:
        with transaction.atomic():
            rows.update(**{field.name: (start + PAYLOAD)[: field.max_length]})
    except IntegrityError:
        return False
    return True


@pytest.fixture
def world(db):
    made = make_world()
    done = poison()
    assert {
        "voter_messages.Message.body",
        "voter_messages.Message.name",
        "voter_messages.Message.place",
        "voter_messages.MessageEvent.text",
        "voter_messages.MessageEvent.actor_label",
        "voter_messages.Publication.answer",
        "representatives.Representative.name",
        "stations.Station.name",
        "stations.Department.name",
        "accounts.User.name",
        "notifications.Notice.text",
    } <= set(done)
    return made


def test_no_page_lets_it_out_as_code(world):
    wrong, seen = [], 0
    for role, path, _row in doors(world, "get"):
        response = ask(world.clients[role], "get", path)
        if found := trouble(response):
            wrong.append((path, role, found))
        if not response.streaming:
            seen += b"&lt;script&gt;alert(1)" in response.content
    assert wrong == []
    assert seen > 30  # and it was there to be let out
