import gc
import shutil
from dataclasses import replace

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import client
from django.utils import timezone

from areas.cached import forget_everything
from messages.migrations import _seeds
from tests import databases
from tests.clock import frozen
from tests.factories.areas import make_tree

pytest_plugins = ["tests.neighbours"]


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, worker_id):
    """In place of pytest-django's: a copy of the kept database instead of all migrations."""
    with django_db_blocker.unblock():
        take_away = databases.prepare(worker_id)
    yield
    with django_db_blocker.unblock():
        take_away()


@pytest.fixture
def tree(db):
    """The city with two counties and the zone, cut out of the real tree."""
    return make_tree()


@pytest.fixture
def cast(db):
    """A station with everybody above it, each with an account."""
    from tests.factories.casework import make_cast  # most of the site: not for whoever needs none

    return make_cast()


@pytest.fixture
def staff(client, cast):
    """Signed in for 西陵区, where they manage."""
    client.force_login(cast.quxian)
    return client


@pytest.fixture
def city(client, cast):
    """Signed in for the city, where they manage."""
    client.force_login(cast.shiji)
    return client


@pytest.fixture
def mail(settings):
    """A channel to the outside, so that a notice has a row in the outbox."""
    settings.NOTIFY = replace(settings.NOTIFY, email=True)


@pytest.fixture
def throttled(settings):
    """Tries are counted, and all fall into one stretch: at its end the count begins anew."""
    settings.RATELIMIT_ENABLE = True
    with frozen(timezone.now()):
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    forget_everything()
    yield
    forget_everything()


def _add_rows_of_migrations(**_):
    _seeds.add(apps, None)


@pytest.fixture(autouse=True, scope="session")
def _rows_of_migrations():
    """A test outside a transaction ends with a flush; the next one expects these rows again."""
    post_migrate.connect(_add_rows_of_migrations, sender=apps.get_app_config("voter_messages"))


@pytest.fixture(autouse=True, scope="session")
def _only_contexts_of_views():
    """Django's client copies that of every included part as well: of a list, of each of its cells."""
    store = client.store_rendered_templates

    def store_page(found, signal, sender, template, context, **more):
        if context.template is template:
            store(found, signal, sender, template, context, **more)
        else:
            found["templates"].append(template)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", store_page)
        yield


LONGEST = (
    "test_access.py",
    "test_every_list.py",
    "test_demo_city.py",
    "test_hostile_forms.py",
    "test_hostile_lists.py",
    "test_hostile_addresses.py",
    "test_every_page.py",
    "test_parts.py",
    "test_mutate.py",
)


def pytest_collection_modifyitems(config, items):
    """What is about one database engine is a test of that engine alone; nothing is skipped.

    The longest files go first: at the end one worker would be busy with one of them alone.
    """
    items.sort(key=lambda item: item.path.name not in LONGEST)
    foreign = [
        item
        for item in items
        if (mark := item.get_closest_marker("engine")) and mark.args != (connection.vendor,)
    ]
    if foreign:
        config.hook.pytest_deselected(items=foreign)
        items[:] = [item for item in items if item not in foreign]


def pytest_collection_finish():
    """What is loaded by now stays: the collector need not look at it again and again, nor often."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_sessionfinish():
    shutil.rmtree(settings.SCRATCH, ignore_errors=True)
