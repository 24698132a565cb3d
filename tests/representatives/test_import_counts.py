"""What the overview of imports counts: what is stored and goes on, within the scope."""

from datetime import date

import pytest

from representatives.imports import (
    AssignmentImport,
    BranchImport,
    CodedOfficerImport,
    CodedStationImport,
    DutyReportImport,
    GroupImport,
    RepresentativeImport,
)
from representatives.models import DutyReport, Seat, Term
from stations.imports import DepartmentImport
from stations.models import Group, LiaisonOfficer, PartyBranch
from tests.factories.casework import (
    make_department,
    make_officer,
    make_representative,
    make_seat,
    make_station,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(tree):
    """In 西陵区 one of each that counts; in 远安县 three of each, one of which is over."""
    near = make_station(tree.guoyuanlu, code="N1")
    also_near = make_station(tree.guoyuanlu, code="N2")
    make_officer("周敏", near, also_near)  # counts once
    people = [make_representative("秦望舒", near)]
    make_seat(people[0], tree.xiling, level="city", body="西陵区", congress=tree.city, term=7)
    make_department(tree.yunji, "云集街道城管办")
    for n in range(3):
        station = make_station(tree.fengshan, code=f"F{n}")
        make_officer(f"远安{n}", station)
        people.append(make_representative(f"远安{n}", station))
        make_department(tree.mingfeng, f"鸣凤镇{n}")
    for n, area in enumerate((tree.yunji, tree.mingfeng, tree.mingfeng, tree.mingfeng)):
        Group.objects.create(name=f"小组{n}", kind="regional", area=area, is_active=n != 3)
        PartyBranch.objects.create(name=f"支部{n}", area=area)
        report = {"day": date(2026, 3, 1), "audience": "选民", "attended": 9}
        DutyReport.objects.create(representative=people[n], **report)
    LiaisonOfficer.objects.filter(name="远安2").update(is_active=False)
    Seat.objects.get(representative=people[3]).end(on=date(2026, 1, 5), reason="resigned")
    Term.objects.filter(congress__area=tree.yuanan).update(closed_on=date(2026, 1, 5))
    for n, body in ((1, "第 2 选区"), (2, "第 3 选区")):
        make_seat(people[n], tree.yuanan, term=7, body=body)
    return tree


COUNTED = {
    CodedStationImport: (2, 3),
    CodedOfficerImport: (1, 2),
    DepartmentImport: (1, 3),
    RepresentativeImport: (1, 2),
    GroupImport: (1, 2),
    BranchImport: (1, 3),
    DutyReportImport: (1, 3),
    AssignmentImport: (1, 2),  # districts; units belong to nobody
}


@pytest.mark.parametrize("cls", COUNTED, ids=lambda cls: cls.slug)
def test_what_goes_on_counts_where_it_is(tree, cls):
    importer = cls(actor=None, scope=[])
    near, far = tree.xiling, tree.yuanan
    counts = importer.count([near]), importer.count([far]), importer.count([near, far])
    assert counts == (*COUNTED[cls], sum(COUNTED[cls]))
