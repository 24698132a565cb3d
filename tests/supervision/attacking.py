"""What an attacker has: one look at the database, a file, many threads, and a kill.

``Voted`` knows the truth that the attacks are measured against. The attacks themselves are told
everything but that: even the order in which people came.
"""

import os
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection, connections, transaction

from supervision.ballots import casting, credentials
from supervision.models import Receipt, Urn, UrnMark, UrnRemark
from tests.factories import evaluations as make
from tests.factories.casework import make_cast

VOTERS, OBJECTS = 13, 16  # of 13! orders one is the order in which they came
# More than PostgreSQL has connections wait in front of it, as in production.
AT_ONCE = 32


def together(*acts):
    """Every act in a thread and a connection of its own, started at one moment."""
    start, doors = threading.Barrier(len(acts)), threading.BoundedSemaphore(AT_ONCE)

    def run(act):
        start.wait()
        with doors:
            try:
                return act()
            except Exception as refused:  # noqa: BLE001  the test looks at each
                return refused
            finally:
                connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


# a vote whose truth is known ----------------------------------------------------------------------


@dataclass
class Voted:
    """Everybody's ballot can be told: voter n marked option n and wrote n, for every object."""

    evaluation: object
    came: list  # keys of electors, in the order in which they voted
    option: dict  # elector -> option
    remark: dict  # elector -> text
    receipt: dict  # elector -> code
    dumps: list  # after each vote: [(object, option)], as a copy of the table shows it


def put_in(credential, marks, *, receipt, remarks):
    casting.cast(credential, marks, receipt=receipt, remarks=remarks)


def put_in_naively(credential, marks, *, receipt, remarks):
    """The obvious design: rows are added in the transaction that marks the voter."""
    urn = Urn.objects.get(evaluation=credential.evaluation_pk, way=credential.way)
    first = UrnMark.objects.count() + 1
    UrnMark.objects.bulk_create(
        UrnMark(id=first + n, urn=urn, subject_id=subject, option_id=option)
        for n, (subject, option) in enumerate(marks.items())
    )
    first = UrnRemark.objects.count() + 1
    UrnRemark.objects.bulk_create(
        UrnRemark(id=first + n, urn=urn, subject_id=subject, text=text)
        for n, (subject, text) in enumerate(remarks.items())
    )
    Receipt.objects.create(id=Receipt.objects.count() + 1, urn=urn, code=receipt)


def hold_vote(design=put_in):
    cast = make_cast()
    labels = [(f"选项{n}", str(100 - n), n == 0, n == 0) for n in range(VOTERS)]
    scheme = make.make_scheme(cast.tree.xiling, options=labels)
    evaluation = make.opened(cast, departments=OBJECTS, electors=VOTERS, scheme=scheme)
    voted = Voted(evaluation, [], {}, {}, {}, [])
    electors = evaluation.electors.select_related("representative__user").order_by("pk")
    for elector, option in zip(electors, make.options_of(evaluation), strict=True):
        receipt, text = credentials.new_code(), f"第 {option.position} 位写的话"
        with transaction.atomic():
            credential = credentials.spend_elector(evaluation, elector.representative.user)
            design(
                credential,
                dict.fromkeys(sorted(credential.subjects), option.pk),
                receipt=receipt,
                remarks=dict.fromkeys(sorted(credential.subjects), text),
            )
        voted.came.append(elector.pk)
        voted.option[elector.pk], voted.remark[elector.pk] = option.pk, text
        voted.receipt[elector.pk] = receipt
        voted.dumps.append(sorted(UrnMark.objects.values_list("subject_id", "option_id")))
    return voted


# one look at the database -------------------------------------------------------------------------

_POSTGRESQL = {
    "electors": "SELECT id, xmin::text FROM supervision_elector WHERE has_voted",
    "slips": "SELECT id, xmin::text FROM supervision_slip WHERE is_spent",
    "marks": "SELECT subject_id, option_id, xmin::text FROM supervision_urnmark",
    "remarks": "SELECT subject_id, text, xmin::text FROM supervision_urnremark",
    "receipts": "SELECT 0, code, xmin::text FROM supervision_receipt",
}
_IN_KEY_ORDER = {
    "marks": "SELECT subject_id, option_id FROM supervision_urnmark ORDER BY id",
    "remarks": "SELECT subject_id, text FROM supervision_urnremark ORDER BY id",
    "receipts": "SELECT 0, code FROM supervision_receipt ORDER BY id",
}
_IN_PHYSICAL_ORDER = {
    "postgresql": {
        "marks": "SELECT subject_id, option_id FROM supervision_urnmark ORDER BY ctid",
        "remarks": "SELECT subject_id, text FROM supervision_urnremark ORDER BY ctid",
        "receipts": "SELECT 0, code FROM supervision_receipt ORDER BY ctid",
    },
    "sqlite": {
        "marks": "SELECT subject_id, option_id FROM supervision_urnmark ORDER BY rowid",
        "remarks": "SELECT subject_id, text FROM supervision_urnremark ORDER BY rowid",
        "receipts": "SELECT 0, code FROM supervision_receipt ORDER BY rowid",
    },
}
TABLES = tuple(_IN_KEY_ORDER)


def asked(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def in_order(table, order):
    """(object, what) of every row of an urn's table, by its key or as it lies in the file."""
    if order == "key":
        return asked(_IN_KEY_ORDER[table])
    return asked(_IN_PHYSICAL_ORDER[connection.vendor][table])


def with_transactions(table):
    """PostgreSQL: rows with the transaction that wrote them."""
    return asked(_POSTGRESQL[table])


def by_object(rows):
    """The rows of each object, in their order."""
    lists = {}
    for subject, *rest in rows:
        lists.setdefault(subject, []).append(rest)
    return list(lists.values())


def linked_by_order(voted, truth, table, order):
    """How many are told rightly by who takes the n-th row for the n-th who came."""
    return sum(
        truth[elector] == what
        for rows in by_object(in_order(table, order))
        for elector, (what,) in zip(voted.came, rows, strict=True)
    )


def linked_by_transaction(voted, truth, table):
    """How many are told rightly, on average, by who takes any row of the voter's transaction.

    Where there is none, any row at all: that is what chance is.
    """
    wrote = dict(with_transactions("electors"))
    right = Fraction(0)
    for rows in by_object(with_transactions(table)):
        for elector in voted.came:
            found = [what for what, xmin in rows if xmin == wrote[elector]]
            found = found or [what for what, _ in rows]
            right += Fraction(found.count(truth[elector]), len(found))
    return right


def neighbours(order):
    """Pairs of marks that lie side by side and are of one ballot."""
    options = [option for _, option in in_order("marks", order)]
    return sum(one == other for one, other in pairwise(options))


def new_since(dump, earlier):
    """What somebody sees who has both."""
    return sorted((Counter(dump) - Counter(earlier)).elements())


# another process ----------------------------------------------------------------------------------


def database_url():
    """Of the test's database, for a process of its own."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def killed_voter(evaluation, user, receipt, *, when):
    """Start a process that votes; SIGKILL it when it says that it has come so far."""
    words = [str(evaluation.pk), user.username, receipt, when]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.supervision.dying_voter", *words],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": database_url()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        said = process.stdout.readline().strip()
        process.kill()
    return said, process.returncode
