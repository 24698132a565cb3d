"""Every app begins with one migration that can be taken back; older databases are told so."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from messages.models import CannedReply, Channel
from yichang_renda.checks import OLD_DATABASE, not_a_database_of_before_the_release

OWN = {app.label for app in apps.get_app_configs() if app.path.startswith(str(settings.BASE_DIR))}


@pytest.fixture(scope="module")
def migrations():
    on_disk = MigrationLoader(None).disk_migrations
    return {key: migration for key, migration in on_disk.items() if key[0] in OWN}


def test_every_step_can_be_taken_back(migrations):
    lasting = [
        f"{label} {name}: {operation.describe()}"
        for (label, name), migration in migrations.items()
        for operation in migration.operations
        if not operation.reversible
    ]

    assert lasting == []


@pytest.mark.django_db
def test_a_new_installation_has_replies_for_everybody_and_four_entries():
    assert CannedReply.objects.filter(owner=None).count() == 6
    assert list(Channel.objects.order_by("pk").values_list("slug", flat=True)) == [
        "gzh",
        "yige",
        "board",
        "event",
    ]


@pytest.mark.django_db
def test_a_database_of_before_the_release_is_refused_in_one_sentence():
    MigrationRecorder(connection).record_applied("voter_messages", "0002_lists")

    with pytest.raises(CommandError) as refused:
        call_command("prepare")

    assert str(refused.value) == OLD_DATABASE


@pytest.mark.django_db
def test_a_migration_of_a_package_that_is_gone_is_none_of_ours():
    MigrationRecorder(connection).record_applied("simple_history", "0001_initial")

    assert not_a_database_of_before_the_release(None, databases=["default"]) == []
