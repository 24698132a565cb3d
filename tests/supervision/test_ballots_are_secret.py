"""One look at the database links no ballot to its voter: the attack of the obvious design.

Thirteen people vote on sixteen objects, each in a way of his or her own, and the attacker is told
the order in which they came. Guessing links one in thirteen: sixteen of 208 on average. The same
attacks on the obvious design link all 208.
"""

from pathlib import Path

import pytest
from django.contrib import admin
from django.db import connection

from casework.workflow import TransitionError
from supervision.models import Receipt, UrnMark, UrnRemark
from supervision.models.urn import InUrn
from supervision.permissions import can_see_results
from tests.factories import evaluations as make
from tests.factories.accounts import make_user
from tests.supervision import attacking as attack

pytestmark = pytest.mark.django_db(transaction=True)

ALL = attack.VOTERS * attack.OBJECTS
CHANCE = attack.OBJECTS
# Eight deviations above: by accident less than once in a billion runs, and a quarter of all.
NO_BETTER = CHANCE + 8 * CHANCE**0.5
ORDERS = ("key", "physical")
SAID = {"marks": "option", "remarks": "remark", "receipts": "receipt"}


@pytest.fixture
def voted():
    return attack.hold_vote()


@pytest.fixture
def voted_naively():
    """The control: what the attacks find where there is something to find."""
    return attack.hold_vote(attack.put_in_naively)


def truth(voted, table):
    return getattr(voted, SAID[table])


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_rows_links_no_better_than_chance(voted, order):
    found = {
        table: attack.linked_by_order(voted, truth(voted, table), table, order)
        for table in ("marks", "remarks")
    }
    assert {table: links for table, links in found.items() if links > NO_BETTER} == {}
    # One list of thirteen: that no two stand where they came in is enough to be no order.
    assert attack.linked_by_order(voted, voted.receipt, "receipts", order) < attack.VOTERS


@pytest.mark.parametrize("order", ORDERS)
def test_control_the_order_of_the_obvious_design_links_all(voted_naively, order):
    assert [
        attack.linked_by_order(voted_naively, truth(voted_naively, table), table, order)
        for table in attack.TABLES
    ] == [ALL, ALL, attack.VOTERS]


@pytest.mark.engine("postgresql")
def test_the_transaction_of_rows_links_exactly_as_many_as_chance(voted):
    assert [
        attack.linked_by_transaction(voted, truth(voted, table), table) for table in attack.TABLES
    ] == [CHANCE, CHANCE, 1]


@pytest.mark.engine("postgresql")
def test_control_the_transaction_of_the_obvious_design_links_all(voted_naively):
    assert [
        attack.linked_by_transaction(voted_naively, truth(voted_naively, table), table)
        for table in attack.TABLES
    ] == [ALL, ALL, attack.VOTERS]


@pytest.mark.engine("postgresql")
def test_the_transaction_of_a_used_slip_meets_all_ballots_or_none(cast):
    evaluation = make.opened(cast)
    codes = make.print_slips(evaluation, 5)
    for choice, code in enumerate(codes):
        make.vote_by_slip(evaluation, code, choice % 4)
    urn = {xmin for *_, xmin in attack.with_transactions("marks")}
    assert len(urn) == 1
    assert len(urn & {xmin for _, xmin in attack.with_transactions("slips")}) == 1


@pytest.mark.parametrize("order", ORDERS)
def test_the_marks_of_one_ballot_do_not_lie_together(voted, order):
    by_chance = attack.OBJECTS - 1
    assert attack.neighbours(order) <= by_chance + 8 * by_chance**0.5


@pytest.mark.parametrize("order", ORDERS)
def test_control_the_marks_of_one_ballot_lie_together_in_the_obvious_design(voted_naively, order):
    assert attack.neighbours(order) == attack.VOTERS * (attack.OBJECTS - 1)


@pytest.mark.parametrize("order", ORDERS)
def test_receipts_do_not_lie_as_marks_lie(voted, order):
    """Somebody made to show a receipt has not shown a vote."""
    of = {code: voted.option[elector] for elector, code in voted.receipt.items()}
    receipts = [of[code] for _, code in attack.in_order("receipts", order)]
    found = sum(
        one == option
        for rows in attack.by_object(attack.in_order("marks", order))
        for one, (option,) in zip(receipts, rows, strict=True)
    )
    assert found <= NO_BETTER


def test_whoever_copies_the_database_at_every_vote_links_all(voted):
    """What this design does not hold against; the page says so (see docs/evaluations.md)."""
    earlier, found = [], []
    for dump in voted.dumps:
        found.append({option for _, option in attack.new_since(dump, earlier)})
        earlier = dump
    assert found == [{voted.option[elector]} for elector in voted.came]


# what is stored -----------------------------------------------------------------------------------


def test_beside_a_mark_stands_no_user_session_address_or_time():
    columns = {}
    with connection.cursor() as cursor:
        for model in InUrn.__subclasses__():
            table = connection.introspection.get_table_description(cursor, model._meta.db_table)
            columns[model] = {column.name for column in table}
            assert connection.introspection.get_relations(cursor, model._meta.db_table) == {}
    assert columns == {
        UrnMark: {"id", "urn_id", "subject_id", "option_id"},
        UrnRemark: {"id", "urn_id", "subject_id", "text"},
        Receipt: {"id", "urn_id", "code"},
    }


def test_that_somebody_has_voted_stands_without_a_time_or_a_receipt():
    with connection.cursor() as cursor:
        of_electors, of_slips = (
            {
                column.name
                for column in connection.introspection.get_table_description(cursor, table)
            }
            for table in ("supervision_elector", "supervision_slip")
        )
    assert of_electors == {"id", "evaluation_id", "representative_id", "has_voted"}
    assert of_slips == {"id", "batch_id", "digest", "is_spent"}


@pytest.mark.engine("sqlite")
def test_in_sqlite_the_random_key_is_the_rowid():
    """Beside any other key a hidden rowid counts the rows as they come."""
    for model in InUrn.__subclasses__():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT type FROM pragma_table_info(%s) WHERE pk = 1", [model._meta.db_table]
            )
            assert [kind.lower() for (kind,) in cursor.fetchall()] == ["integer"]


# what is left over --------------------------------------------------------------------------------


def varint(number):
    """As SQLite writes a rowid of more than 56 bits: eight groups of seven, then eight bits."""
    low, number = number & 0xFF, number >> 8
    groups = []
    for _ in range(8):
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(reversed(groups)) + bytes([low])


def leaf(key):
    """The beginning of a row: its rowid, and the length of a header of four columns."""
    return varint(key) + b"\x05"


@pytest.mark.engine("sqlite")
def test_the_file_of_sqlite_and_its_log_hold_no_earlier_copy_of_a_row(monkeypatch, cast):
    from supervision.ballots import casting

    fresh, draw = [], casting._new_key

    def noting():
        fresh.append(draw())
        return fresh[-1]

    monkeypatch.setattr(casting, "_new_key", noting)
    evaluation = make.opened(cast, departments=attack.OBJECTS, electors=attack.VOTERS)
    earlier = set()
    for elector in evaluation.electors.select_related("representative__user").order_by("pk"):
        earlier |= set(UrnMark.objects.values_list("pk", flat=True))
        make.vote(evaluation, elector.representative)
    now = {key for key in UrnMark.objects.values_list("pk", flat=True) if key >> 56}
    then = {key for key in earlier | set(fresh) if key >> 56}
    name = connection.settings_dict["NAME"]
    stored = b"".join(Path(f"{name}{end}").read_bytes() for end in ("", "-wal"))
    assert len(now) > ALL / 2  # keys of 60 bits: 15 of 16 have a top byte
    assert [key for key in now if leaf(key) not in stored] == []
    assert [key for key in then if leaf(key) in stored] == []


@pytest.mark.engine("postgresql")
def test_the_tables_of_postgresql_hold_no_earlier_version_of_a_row():
    """Else ``xmin`` would stand beside it, and the tables would grow with every cast."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
    attack.hold_vote()
    ((rows,),) = attack.asked(
        """SELECT count(*) FROM generate_series(
            0, pg_relation_size('supervision_urnmark') / 8192 - 1) AS page,
            heap_page_items(get_raw_page('supervision_urnmark', page::int)) AS item
        WHERE item.lp_len > 0"""
    )
    assert rows == ALL


# no interim results -------------------------------------------------------------------------------


def test_no_page_of_the_admin_shows_an_urn():
    pages = admin.site._registry.values()
    shown = {one.model for one in pages} | {inline.model for one in pages for inline in one.inlines}
    assert shown & set(InUrn.__subclasses__()) == set()


def test_before_closing_nobody_counts_and_nobody_reads_the_superuser_included(cast):
    evaluation = make.opened(cast)
    make.vote(evaluation, cast.representative)
    everybody = [make_user("root", is_superuser=True, is_staff=True), cast.quxian, cast.shiji]
    assert [can_see_results(user, evaluation) for user in everybody] == [False] * 3
    for user in everybody:
        with pytest.raises(TransitionError):
            evaluation.count(by=user)
    assert evaluation.counts.count() == 0
