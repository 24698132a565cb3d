"""Who reads a report: electors, staff of the area, the object; everybody once it is published."""

import pytest
from django.urls import reverse
from django.utils import timezone

from supervision.models import Evaluation, Report, ReportFile, Subject
from tests.factories import evaluations as make
from tests.factories.accounts import make_user
from tests.factories.casework import make_representative
from tests.factories.reports import PDF, asked, attached, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast):
    subject = asked(cast)
    make.add_electors(subject.evaluation, cast)
    found = Report.write(subject, "一、办了什么", [ReportFile.of(upload("附表.pdf", PDF))])
    found.submit([{"label": "承办选民留言", "value": "41 件", "url": "/desk/"}], by=cast.bumen)
    return found


def answers(client, report, user):
    client.logout()
    if user:
        client.force_login(user)
    urls = (
        reverse("supervision:report_read", args=[report.subject_id]),
        reverse("supervision:report_file", args=[report.files.get().pk]),
    )
    found = []
    for url in urls:
        response = client.get(url)
        if response.streaming:
            list(response.streaming_content)
        found.append(response.status_code)
    return found


@pytest.mark.parametrize("who", ["daibiao", "bumen", "quxian", "shiji"])
def test_electors_the_department_and_staff_read_it(client, cast, report, who):
    assert answers(client, report, getattr(cast, who)) == [200, 200]


@pytest.mark.parametrize("who", ["zhanban", "lianluo", "stranger", "jiedao"])
def test_others_do_not(client, cast, report, who):
    assert answers(client, report, getattr(cast, who)) == [404, 404]


def test_a_representative_outside_the_electorate_does_not(client, cast, report):
    user = make_user("cpx")
    make_representative("别处代表", cast.station, user=user)
    assert answers(client, report, user) == [404, 404]


def test_signed_out_one_is_asked_to_sign_in(client, report):
    assert answers(client, report, None) == [302, 302]


def test_readers_see_text_figures_and_attachments_without_links_of_the_object(client, cast, report):
    client.force_login(cast.daibiao)
    text = client.get(reverse("supervision:report_read", args=[report.subject_id])).text
    assert ("一、办了什么" in text, "41 件" in text, "附表.pdf" in text) == (True, True, True)
    assert '<a href="/desk/">41 件' not in text


def test_a_draft_is_read_by_nobody_and_its_files_by_the_object_alone(client, cast, report):
    Report.objects.update(state=Report.State.SENT_BACK)
    assert answers(client, report, cast.quxian) == [404, 404]
    assert answers(client, report, cast.bumen) == [404, 200]


def test_everybody_reads_it_once_the_result_is_published(client, cast):
    evaluation = make.published(cast)
    subject = evaluation.subjects.first()
    Report.objects.create(
        subject=subject,
        state="submitted",
        text="一、办了什么",
        submitted_by=cast.bumen,
        submitted_at=evaluation.opened_at,
    )
    url = reverse("supervision:report_read", args=[subject.pk])
    assert "一、办了什么" in client.get(url).text
    Evaluation.objects.get().unpublish("撤回", by=cast.quxian)
    assert client.get(url).status_code == 302


@pytest.mark.parametrize(("who", "expected"), [("", [302, 302]), ("quxian", [200, 200])])
def test_of_a_withdrawn_object_the_public_reads_no_report(client, cast, who, expected):
    subject = make.published(cast).subjects.first()
    report = make.handed_in(subject, cast.bumen)
    attached(report)
    Subject.objects.filter(pk=subject.pk).update(
        withdrawn_at=timezone.now(), withdrawn_reason="单位撤销"
    )
    assert answers(client, report, who and getattr(cast, who)) == expected
