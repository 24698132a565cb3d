"""Mutants are what they say, and the tables of `make mutate` still fit the code."""

import pytest

from scripts.mutate import __main__ as mutate
from scripts.mutate import running
from scripts.mutate.operators import mutants_of, replaced
from scripts.mutate.running import Traced
from scripts.setup import ROOT

NAMED = mutate.read("named")["mutant"]
ROOMS = mutate.rooms([])


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("x = a < b", ["x = a <= b"]),
        ("x = a not in (1, b)", ["x = a in (1, b)", "x = a not in (b)", "x = a not in (1)"]),
        ("x = a and not b", ["x = True and not b", "x = a and True", "x = a and b"]),
        ("x = a if b else c", ["x = a if True else c", "x = a if False else c"]),
        ("x = Q(a=b) | c", ["x = Q(a=b) & c", "x = Q() | c"]),
        ("row.held = day", ["pass"]),
        ("raise Closed(words)", ["pass"]),
        ("rows.filter(a=b)", ["pass", "rows.exclude(a=b)", "rows.filter()"]),
        ("save(update_fields=names)", ["pass"]),
        ("x = {1: a, 2: b}", ["x = { 2: b}", "x = {1: a, }"]),
        ("class Day(models.TextChoices):\n    ON = 'on', '上'", []),
        ("class Row:\n    size = models.IntegerField(default=1)", []),
        ("def __str__(self):\n    return a + b", []),
        ("log.info('words', count=1)", []),
        ("x = [CheckConstraint(condition=Q(a=1) & b)]", []),
        ("def told(self):\n    raise NotImplementedError", []),
        ("x: dict[str, int]", []),
        ("BATCH = 500", []),
        ("x = zip(rows, sized(rows, batch_size=500), strict=True)", []),
        ("x = f'{a + 1}'", []),
    ],
)
def test_wrong_changes_of(tmp_path, source, changed):
    (tmp_path / "one.py").write_text(f"{source}\n")
    found = [mutant.new for mutant in mutants_of(tmp_path, "one.py")]
    assert [one for one in changed if one not in found] == []
    assert bool(found) == bool(changed)


def test_a_sample_is_the_same_each_time_and_is_python():
    file = "messages/states.py"
    once, again = (mutate.sample(file, 10, seed=1) for _ in range(2))
    assert once == again
    assert once != mutate.sample(file, 10, seed=2)
    assert [compile(one.source(ROOT), file, "exec") for one in once]


def test_survivors_can_be_tried_again(tmp_path, monkeypatch):
    report = tmp_path / "survivors.txt"
    monkeypatch.setattr(mutate, "REPORT", report)
    drawn = mutate.sample("messages/states.py", 3, seed=9)
    fates = [mutate.Fate(drawn[0], survived=True), mutate.Fate(drawn[2], survived=True, why="so")]
    report.write_text("".join(f"{fate.line}\n" for fate in fates))
    assert mutate.again([drawn[2].file, "messages/permissions.py"]) == [drawn[0], drawn[2]]


def test_the_tables_name_what_is_there():
    paths = [path for room in ROOMS for path in (*room.tests, *room.files)]
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert {row["file"] for row in NAMED} - {file for room in ROOMS for file in room.files} == set()


@pytest.mark.parametrize("row", NAMED, ids=lambda row: row["says"])
def test_a_named_mutant_is_written_for_the_code_of_today(row):
    mutant = replaced(ROOT, row["file"], row["old"], row["new"])
    assert mutate._is_python(mutant)


def test_accepted_survivors_are_mutants_of_today():
    for file, old, new in mutate.accepted():
        assert (old, new) in {(one.old, one.new) for one in mutants_of(ROOT, file)}


def test_a_mutant_dies_by_a_test_that_runs_through_its_line_and_no_file_changes():
    file, test = "casework/clock.py", "tests/casework/test_clock.py"
    mutant = replaced(ROOT, file, "if unit == Unit.DAY:", "if False:")
    before = (ROOT / file).read_bytes()
    found = running.trace([file], [test])
    assert not running.survives(mutant, found)
    assert (ROOT / file).read_bytes() == before
    assert running.survives(mutant, Traced(found.seconds, {file: {}}))


def test_of_a_module_of_tables_alone_any_test_may_notice_and_the_quickest_are_asked():
    seconds = {"slow": 59.0, "quick": 0.1, "middle": 1.0}
    tables = mutants_of(ROOT, "messages/states.py")[0]
    assert Traced(seconds, {tables.file: {}}).tests_of(tables) == ["quick", "middle"]
    assert Traced(seconds, {tables.file: {"1": ["slow"]}}).tests_of(tables) == ["slow"]
