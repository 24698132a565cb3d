"""One hostile value at a time in the address of every list."""

from tests.faults.hostile import NUMBERS, parameter_names, read_by, trouble
from tests.test_access import ask

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
        for name in read_by(world.clients[role], path, parameter_names())
        for value in NUMBERS
        if trouble(ask(world.clients[role], "get", path, {name: value}))
    ]
    assert wrong == []
