"""Hostile values under every name, at every address: clear pages, never a 500, nothing runs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.world import make_world
from tests.faults.hostile import NUMBERS, PAYLOAD, VALUES, doors, field_names, parameter_names
from tests.test_access import ask

TAGS = ("<script>alert(1)", "<img src=x onerror")


@pytest.fixture
def world(db):
    return make_world()


def trouble(response):
    """What is wrong with an answer, "" when nothing is."""
    if response.status_code >= 500:
        return f"status {response.status_code}"
    if response.streaming or "text/html" not in response["Content-Type"]:
        return ""
    text = response.content.decode()
    return "runs what was sent" if any(tag in text for tag in TAGS) else ""


def answers(world, method, names):
    for role, path, _row in doors(world, method):
        for value in VALUES[method]:
            try:
                response = ask(world.clients[role], method, path, dict.fromkeys(names, value))
                found = trouble(response)
            except Exception as error:  # noqa: BLE001  the test names every address that breaks
                found = repr(error)[:200]
            if found:
                yield f"{method} {path} as {role} with {value[:20]!r}: {found}"


def test_no_address_breaks_on_hostile_parameters(world):
    wrong = "\n".join(answers(world, "get", parameter_names()))
    assert not wrong, wrong


def test_no_form_breaks_on_hostile_fields(world):
    wrong = "\n".join(answers(world, "post", [*field_names(), "pick", "confirm", "next", "key"]))
    assert not wrong, wrong


PUBLIC_LISTS = ("/find/", "/answers/", "/stations/1/", "/representatives/1/")
STAFF_LISTS = (
    "/desk/",
    "/desk/ledger/",
    "/office/",
    "/office/people/",
    "/office/stations/",
    "/office/callbacks/",
    "/office/phones/",
    "/office/log/",
    "/office/rules/",
    "/notices/",
    "/notices/log/",
    "/jobs/",
    "/accounts/manage/",
)


def test_no_list_breaks_on_one_hostile_parameter(world):
    """One at a time, because one wrong filter may hide what another does."""
    lists = [
        *(("anonymous", path) for path in PUBLIC_LISTS),
        *(("shiji", path) for path in STAFF_LISTS),
        ("daibiao", "/desk/"),
        ("daibiao", "/desk/record/"),
        ("bumen", "/desk/"),
    ]
    wrong = [
        f"{path}?{name}={value!r} as {role}"
        for role, path in lists
        for name in parameter_names()
        for value in NUMBERS
        if trouble(ask(world.clients[role], "get", path, {name: value}))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["dir/../../x.jpg", "x.svg", "a\x00b.jpg", "很长" * 200 + ".jpg"])
def test_no_upload_breaks_on_its_name_or_content(world, name):
    wrong = []
    for role, path, _row in doors(world, "post"):
        upload = {
            field: SimpleUploadedFile(
                name, f"<svg onload=alert(1)>{PAYLOAD}".encode(), "image/jpeg"
            )
            for field in ("photos", "file")
        }
        if found := trouble(ask(world.clients[role], "post", path, upload)):
            wrong.append((path, found))
    assert wrong == []
