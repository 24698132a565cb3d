"""Tellers' sheets: what is hostile, in a hurry or too large for the form is refused or survived."""

import zlib
from struct import pack
from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from casework.workflow import TransitionError
from supervision import scans
from supervision.ballots.paper import INVALID, agreed_totals, differences, enter_sheet
from supervision.models import TellerSheet, TellerTotal
from tests.factories import evaluations as make
from tests.factories.accounts import make_staff
from tests.factories.queries import count_queries

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture
def tellers(cast):
    return [make_staff(cast.tree.xiling, username=f"teller{n}") for n in range(3)]


def totals(evaluation, *votes):
    keys = [option.pk for option in make.options_of(evaluation)]
    one = dict(zip([*keys, None], votes, strict=True))
    return {subject.pk: one for subject in evaluation.subjects.rated()}


def enter(evaluation, teller, *votes, content=PDF):
    returned = sum(votes)
    return enter_sheet(
        evaluation,
        by=teller,
        issued=returned,
        returned=returned,
        totals=totals(evaluation, *votes),
        scan=SimpleUploadedFile("计票单.pdf", content),
    )


def together(*acts):
    """All at the same moment; the errors they ended with."""
    errors = []

    def run(act):
        try:
            act()
        except Exception as error:  # noqa: BLE001 shown by the assertions
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.django_db(transaction=True)
def test_two_tellers_who_save_at_the_same_moment_are_both_kept(cast, tellers):
    evaluation = make.opened(cast, departments=2)
    copies = [type(evaluation).objects.get(pk=evaluation.pk) for _ in range(2)]
    pairs = zip(copies, tellers[:2], strict=True)
    acts = [lambda one=one, by=by: enter(one, by, 4, 1, 0, 0, 0) for one, by in pairs]
    assert together(*acts) == []
    assert agreed_totals(evaluation).returned == 5


@pytest.mark.django_db(transaction=True)
def test_of_three_tellers_at_the_same_moment_one_is_refused(cast, tellers):
    evaluation = make.opened(cast, departments=2)
    copies = [type(evaluation).objects.get(pk=evaluation.pk) for _ in range(3)]
    pairs = zip(copies, tellers, strict=True)
    acts = [lambda one=one, by=by: enter(one, by, 4, 1, 0, 0, 0) for one, by in pairs]
    (error,) = together(*acts)
    assert isinstance(error, TransitionError)
    assert str(error) == "两位计票人都录入过了，要改由他们本人改。本人改不了的，请管理人员先作废。"
    assert TellerSheet.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_press_is_one_whole_sheet(cast, tellers):
    evaluation = make.opened(cast, departments=2)
    copies = [type(evaluation).objects.get(pk=evaluation.pk) for _ in range(4)]
    acts = [lambda one=one: enter(one, tellers[0], 4, 1, 0, 0, 0) for one in copies]
    assert together(*acts) == []
    assert TellerSheet.objects.count() == 1
    assert TellerTotal.objects.count() == 2 * 5


def test_every_saved_sheet_is_noted_without_its_numbers(cast, tellers):
    evaluation = make.opened(cast, departments=2)
    enter(evaluation, tellers[0], 4, 1, 0, 0, 0)
    enter(evaluation, tellers[0], 5, 0, 0, 0, 0)
    events = evaluation.events.filter(kind="teller")
    assert list(events.values_list("actor", "text")) == [(tellers[0].pk, "")] * 2
    assert events[0].words == "录入计票单"


def test_two_who_disagree_block_the_count(cast, tellers):
    evaluation = make.opened(cast, departments=2, by_slip=False)
    enter(evaluation, tellers[0], 4, 1, 0, 0, 0)
    enter(evaluation, tellers[1], 4, 0, 0, 0, 1)
    evaluation.close(by=cast.quxian)
    with pytest.raises(TransitionError, match="不一致"):
        evaluation.count(by=cast.quxian)
    first = evaluation.subjects.with_names().first()
    found = [one for one in differences(evaluation) if one.subject == first.name]
    assert [(one.label, one.votes) for one in found] == [("基本满意", (1, 0)), (INVALID, (0, 1))]


def test_for_a_correction_both_enter_anew_after_the_count(client, cast, tellers):
    evaluation = make.opened(cast, departments=2, by_slip=False)
    for teller in tellers[:2]:
        enter(evaluation, teller, 8, 2, 0, 0, 0)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    with pytest.raises(TransitionError, match="现在不能录入纸质票"):
        enter(evaluation, tellers[0], 7, 3, 0, 0, 0)
    evaluation.reenter_paper("数错了", by=cast.quxian)
    enter(evaluation, tellers[2], 7, 3, 0, 0, 0)
    client.force_login(tellers[0])
    page = client.get(reverse("office:teller", args=[evaluation.pk]))
    assert page.context["mine"] is None
    assert page.context["form"].lines[0].cells[0].typed == ""
    enter(evaluation, tellers[0], 7, 3, 0, 0, 0)
    assert agreed_totals(evaluation).totals[evaluation.subjects.first().pk] == {
        make.options_of(evaluation)[0].pk: 7,
        make.options_of(evaluation)[1].pk: 3,
    }


def huge_picture():
    """A few bytes that say they are 60,000 × 60,000 pixels."""

    def chunk(kind, data):
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("计票单.jpg", b"<script>alert(1)</script>"),
        ("计票单.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("计票单.pdf", b"<html>%PDF-1.7 %%EOF</html>"),
        ("计票单.pdf", b"MZ\x90\x00 program"),
        ("计票单.png", huge_picture()),
        ("计票单.jpg", b"\xff\xd8\xff"),
    ],
)
def test_what_is_no_picture_and_no_pdf_is_refused(client, cast, tellers, name, content):
    assert post(client, cast, tellers[0], name, content) == ["只能传照片或者 PDF，请重新选择。"]
    assert TellerSheet.objects.count() == 0


def test_what_is_too_large_is_refused(client, cast, tellers, monkeypatch):
    monkeypatch.setattr(scans, "MOST_MEGABYTES", 1)
    content = PDF + bytes(1024**2) + b"%%EOF"
    assert post(client, cast, tellers[0], "计票单.pdf", content) == [
        "这个文件超过 1 MB，请压缩后再传。"
    ]


def test_the_refused_form_says_that_the_file_has_to_be_chosen_again(client, cast, tellers):
    post(client, cast, tellers[0], "计票单.pdf", PDF, returned="7")
    assert "改好以后请再选一次" in post.answer.content.decode()


def post(client, cast, teller, name, content, **changes):
    """The errors of the scan."""
    evaluation = make.opened(cast, departments=1)
    client.force_login(teller)
    data = {"issued": 0, "returned": 0, "scan": SimpleUploadedFile(name, content)} | changes
    post.answer = client.post(reverse("office:teller", args=[evaluation.pk]), data)
    assert post.answer.status_code == 422
    return list(post.answer.context["form"].errors.get("scan", []))


def test_a_page_in_a_pdf_is_never_read_as_a_page(client, cast, tellers):
    evaluation = make.opened(cast, departments=1)
    sheet = enter(evaluation, tellers[0], 1, 0, 0, 0, 0, content=PDF + b"<script>1</script>%%EOF")
    client.force_login(tellers[0])
    answer = client.get(reverse("office:teller_scan", args=[sheet.pk]))
    answer.close()
    names = ("Content-Type", "X-Content-Type-Options", "Cache-Control")
    assert [answer[name] for name in names] == ["application/pdf", "nosniff", "private, no-store"]


def test_a_replaced_scan_is_gone_from_the_store(cast, tellers, django_capture_on_commit_callbacks):
    evaluation = make.opened(cast, departments=1)
    with django_capture_on_commit_callbacks(execute=True):
        first = enter(evaluation, tellers[0], 1, 0, 0, 0, 0)
    before, store = first.scan.name, first.scan.storage
    with django_capture_on_commit_callbacks(execute=True):
        second = enter(evaluation, tellers[0], 1, 0, 0, 0, 0)
    assert (store.exists(before), store.exists(second.scan.name)) == (False, True)


@pytest.mark.parametrize("page", ["teller", "teller_compare"])
def test_the_number_of_objects_costs_no_queries(client, cast, tellers, page):
    evaluation = make.opened(cast, departments=3)
    for teller in tellers[:2]:
        enter(evaluation, teller, 4, 1, 0, 0, 0)
    client.force_login(tellers[0])
    url = reverse(f"office:{page}", args=[evaluation.pk])
    three = count_queries(client, url)
    first, *others = evaluation.subjects.all()
    TellerTotal.objects.filter(subject__in=others).delete()
    evaluation.subjects.exclude(pk=first.pk).delete()
    assert count_queries(client, url) == three


def test_tellers_of_another_county_find_nothing(client, cast, tellers):
    evaluation = make.opened(cast, departments=1)
    sheet = enter(evaluation, tellers[0], 1, 0, 0, 0, 0)
    client.force_login(cast.stranger)
    for page in ("teller", "teller_compare"):
        assert client.get(reverse(f"office:{page}", args=[evaluation.pk])).status_code == 404
    assert client.get(reverse("office:teller_scan", args=[sheet.pk])).status_code == 404
