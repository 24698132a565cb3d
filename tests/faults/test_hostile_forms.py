"""Hostile values in every field of every form: clear pages, never a 500, nothing runs."""

from tests.faults.hostile import answers, field_names


def test_no_form_breaks_on_hostile_fields(world):
    wrong = "\n".join(answers(world, "post", [*field_names(), "pick", "confirm", "next", "key"]))
    assert not wrong, wrong
