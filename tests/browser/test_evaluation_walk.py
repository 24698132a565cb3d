"""From the report to the last second check: a year of 两述两评, on a phone and at a desk."""

import pytest
from django.urls import reverse
from django.utils import timezone

from supervision.models import Evaluation, Rectification, Subject, UrnMark
from tests.browser.people import Person
from tests.factories import evaluations as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REPORT = "一、办结选民留言 41 件，全部按期。二、窗口提速三成。"


@pytest.fixture(params=[375, 1280], ids=["phone", "desk"])
def arrive(request, browser, live_server, settings):
    settings.SITE_URL = live_server.url
    there = []

    def open_browser(user=None):
        # Everything works without scripts; the phone has none.
        person = Person(
            browser, live_server.url, width=request.param, javascript=request.param > 375
        )
        there.append(person)
        if user:
            person.sign_in(user)
        return person

    yield open_browser
    for person in there:
        person.leave()


def prepared(cast):
    """In preparation: two bureaus, eight electors, signed in and by slip."""
    evaluation = make.make_evaluation(
        cast,
        by_paper=False,
        reports_due=timezone.localdate(),
        scheme=make.make_scheme(cast.tree.xiling, least_ballots=5),
    )
    Subject.objects.create(evaluation=evaluation, position=0, department=cast.county_bureau)
    make.add_departments(evaluation, 1)
    make.add_electors(evaluation, cast, 8)
    return evaluation


def press(person, words):
    with person.page.expect_navigation():
        person.page.click(f"main button:has-text('{words}')")
    return person.look()


def follow(person, words):
    with person.page.expect_navigation():
        person.page.click(f"main a:has-text('{words}')")
    return person.look()


def mark(person, evaluation, choice):
    """Tick the same option for every object, look once more, put it in."""
    for key, option in make.marks(evaluation, choice).items():
        person.page.check(f"input[name='m-{key}'][value='{option}']")
    press(person, "看一遍")
    press(person, "投进票箱")


def reports(bureau, own):
    bureau.open("supervision:mine")
    bureau.open("supervision:report", own.pk)
    bureau.page.fill("[name=text]", REPORT)
    press(bureau, "去预览")
    press(bureau, "提交")


def opens(staff, evaluation):
    """Approved and tried first: what was marked in the trial is gone."""
    staff.open("office:evaluations")
    follow(staff, evaluation.title)
    staff.open("office:evaluation_approve", evaluation.pk)
    staff.page.fill("[name=body]", "主任会议")
    staff.page.fill("[name=document]", "西人办〔2026〕8 号")
    press(staff, "登记")
    staff.open("office:evaluation_trial", evaluation.pk)
    mark(staff, evaluation, 2)
    assert UrnMark.objects.count() == 0
    staff.open("office:evaluation", evaluation.pk)
    follow(staff, "开始测评")
    press(staff, "开始")


def everybody_votes(representative, guest, evaluation):
    """One signed in, one by slip; all but one of the others as well: the slip was theirs."""
    representative.open("supervision:mine")
    representative.open("supervision:vote", evaluation.pk)
    mark(representative, evaluation, 1)
    representative.open(representative.page.url)

    [code, *_] = make.print_slips(evaluation, 3)
    guest.open("supervision:slip", code)
    mark(guest, evaluation, 0)
    waiting = evaluation.electors.filter(has_voted=False).select_related("representative")
    for elector in waiting[1:]:
        make.vote(evaluation, elector.representative)


def closes_and_publishes(staff, evaluation):
    staff.open("office:evaluation", evaluation.pk)
    follow(staff, "截止投票")
    staff.page.fill("[name=reason]", "到会的都投完了")
    press(staff, "现在截止")
    staff.open("office:evaluation_count", evaluation.pk)
    press(staff, "计票")
    staff.open("office:evaluation_publish", evaluation.pk)
    staff.page.fill("[name=body]", "主任会议")
    staff.page.fill("[name=document]", "西人办〔2026〕9 号")
    staff.page.check("[name=with_ranks][value=yes]")
    staff.page.check("[name=is_checked]")
    press(staff, "公布")


def mended(staff, bureau, own):
    """Asked for, reported, looked at again."""
    staff.open(f"{reverse('office:rectification_add')}?subject={own.pk}")
    staff.page.fill("[name=title]", "窗口排队时间长")
    staff.page.fill("[name=demand]", "高峰加开窗口，等候二十分钟以内。")
    press(staff, "发出整改")
    item = Rectification.objects.get()
    bureau.open("supervision:rectification", item.pk)
    bureau.act("report", text="加开两个窗口，等候由 48 分钟降到 17 分钟。")
    bureau.open("supervision:my_result", own.pk)
    staff.open("office:rectification_check", item.pk)
    staff.page.fill("[name=text]", "现场看过，属实。")
    press(staff, "通过")
    return Rectification.objects.get()


def test_report_slips_votes_close_publish_curve_mend(cast, arrive):
    evaluation = prepared(cast)
    own = evaluation.subjects.get(department=cast.county_bureau)
    bureau, staff, guest = arrive(cast.bumen), arrive(cast.quxian), arrive()
    reports(bureau, own)
    opens(staff, evaluation)
    everybody_votes(arrive(cast.daibiao), guest, evaluation)
    closes_and_publishes(staff, evaluation)

    assert Evaluation.objects.get().state == "published"
    guest.open("supervision:announcement", evaluation.pk)
    guest.reads("加权得分")
    guest.open("supervision:receipts", evaluation.pk)
    guest.open("supervision:department", cast.county_bureau.pk)
    staff.open("office:curves")
    staff.open("office:curve", cast.county_bureau.pk)
    staff.reads("加权得分")

    item = mended(staff, bureau, own)
    assert (item.state, item.checked_by) == ("done", cast.quxian)
