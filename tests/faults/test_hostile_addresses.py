"""Hostile values under every name of every address: clear pages, never a 500, nothing runs."""

from tests.faults.hostile import answers, parameter_names


def test_no_address_breaks_on_hostile_parameters(world):
    wrong = "\n".join(answers(world, "get", parameter_names()))
    assert not wrong, wrong
