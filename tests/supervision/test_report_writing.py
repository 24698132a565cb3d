"""述职报告 at the desk: kept as a draft, attachments checked by content, handed in once."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from casework.workflow import TransitionError
from notifications.models import Notice
from supervision.models import Evaluation, Report, ReportFile
from tests.clock import frozen
from tests.factories import evaluations as make
from tests.factories.reports import PDF, asked, asked_of_person, picture, upload, word

pytestmark = pytest.mark.django_db
EXE = b"MZ\x90\x00" + b"\x00" * 200


@pytest.fixture
def subject(cast):
    return asked(cast)


def write(client, subject, text="一、办了什么", go="draft", seen=None, **files):
    url = reverse("supervision:report", args=[subject.pk])
    report = Report.objects.filter(subject=subject).first()
    seen = (report.saved_at.isoformat() if report else "") if seen is None else seen
    return client.post(url, {"text": text, "go": go, "seen": seen, **files})


def submit(client, subject):
    return client.post(reverse("supervision:report_submit", args=[subject.pk]))


# the draft ----------------------------------------------------------------------------------------


def test_a_draft_is_kept_and_shown_again(client, cast, subject):
    client.force_login(cast.bumen)
    assert write(client, subject)["Location"] == reverse("supervision:report", args=[subject.pk])
    page = client.get(reverse("supervision:report", args=[subject.pk]))
    assert "一、办了什么</textarea>" in page.text
    assert Report.objects.get().state == Report.State.DRAFT


def test_the_main_button_leads_to_the_preview(client, cast, subject):
    client.force_login(cast.bumen)
    url = reverse("supervision:report_preview", args=[subject.pk])
    assert write(client, subject, go="preview")["Location"] == url
    assert "还没有提交" in client.get(url).text


def test_what_is_typed_after_a_colleague_has_handed_it_in_can_be_copied(client, cast, subject):
    Report.write(subject, "已经写好的").submit([], by=cast.bumen)
    client.force_login(cast.bumen)
    answer = write(client, subject, "还没存的一大段")
    assert (answer.status_code, "还没存的一大段" in answer.text) == (422, True)
    assert Report.objects.get().text == "已经写好的"


def test_what_a_colleague_saved_meanwhile_is_not_overwritten_unseen(client, cast, subject):
    client.force_login(cast.bumen)
    write(client, subject, "同事的一稿")
    response = write(client, subject, "我的一稿", seen="")
    assert response.status_code == 422
    assert ("同事的一稿" in response.text, "我的一稿</textarea>" in response.text) == (True, True)
    assert Report.objects.get().text == "同事的一稿"
    write(client, subject, "我的一稿")
    assert Report.objects.get().text == "我的一稿"


@pytest.mark.parametrize("who", ["zhanban", "daibiao", "stranger", "quxian", "lianluo"])
def test_nobody_but_the_department_writes_its_report(client, cast, subject, who):
    client.force_login(getattr(cast, who))
    assert write(client, subject).status_code == 404
    assert submit(client, subject).status_code == 404
    assert Report.objects.count() == 0


def test_another_representative_does_not_write_mine(client, cast):
    subject = asked_of_person(cast)
    other = make.add_electors(make.make_evaluation(cast), cast)[1]
    client.force_login(other.user)
    assert write(client, subject).status_code == 404
    client.force_login(cast.daibiao)
    assert write(client, subject).status_code == 302


# attachments --------------------------------------------------------------------------------------


def test_pdf_word_and_picture_are_kept_under_their_true_ending(client, cast, subject):
    client.force_login(cast.bumen)
    files = [upload("报告.PDF", PDF), upload("附表.docx", word()), upload("现场.png", picture())]
    write(client, subject, attached=files)
    names = list(ReportFile.objects.values_list("name", flat=True))
    assert names == ["报告.pdf", "附表.docx", "现场.jpg"]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("报告.pdf", EXE, "「报告.pdf」打不开，只能传 PDF、Word（.docx）和照片。"),
        ("报告.pdf", b"%PDF-1.7 cut off", "「报告.pdf」打不开，只能传 PDF、Word（.docx）和照片。"),
        ("报告.docx", word()[:60], "「报告.docx」打不开，只能传 PDF、Word（.docx）和照片。"),
        ("宏.docx", word("word/vbaProject.bin"), "「宏.docx」带有宏"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "「旧.doc」是旧版的 Word"),
        ("页.pdf", b"<html><script>1</script>", "「页.pdf」打不开"),
        ("空.pdf", b"", "「空.pdf」是空的"),
    ],
    # By name: the time within a .docx would give every worker another test.
    ids=["program", "cut pdf", "cut docx", "macro", "old word", "page", "empty"],
)
def test_what_is_something_else_is_refused_and_the_text_stays(
    client, cast, subject, name, data, why
):
    client.force_login(cast.bumen)
    response = write(client, subject, "写了很久", attached=[upload(name, data)])
    assert response.status_code == 422
    assert (why in response.text, "写了很久</textarea>" in response.text) == (True, True)
    assert ReportFile.objects.count() == 0


def test_a_file_that_is_too_large_is_refused(client, cast, subject):
    client.force_login(cast.bumen)
    large = upload("大.pdf", PDF[:-7] + b"0" * 10 * 1024**2 + PDF[-7:])
    response = write(client, subject, attached=[large])
    assert (response.status_code, "「大.pdf」超过 10 MB" in response.text) == (422, True)


def test_six_files_and_no_more(client, cast, subject):
    client.force_login(cast.bumen)
    write(client, subject, attached=[upload(f"{n}.pdf", PDF) for n in range(6)])
    response = write(client, subject, attached=[upload("7.pdf", PDF)])
    assert (response.status_code, "最多 6 个附件，已经有 6 个了。" in response.text) == (422, True)


def stored():
    return {path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()}


def test_a_refused_form_leaves_no_file_behind(client, cast, subject):
    client.force_login(cast.bumen)
    before = stored()
    good, bad = upload("报告.pdf", PDF), upload("程序.pdf", EXE)
    assert write(client, subject, attached=[good, bad]).status_code == 422
    assert stored() - before == set()
    write(client, subject, attached=[upload("报告.pdf", PDF)])
    assert [path.read_bytes() for path in stored() - before] == [PDF]


# deleting one -------------------------------------------------------------------------------------


@pytest.fixture
def file(client, cast, subject):
    client.force_login(cast.bumen)
    write(client, subject, attached=[upload("报告.pdf", PDF)])
    return ReportFile.objects.get()


def delete(client, file, text="又写了一段", seen=None, **files):
    seen = Report.objects.get().saved_at.isoformat() if seen is None else seen
    url = reverse("supervision:report_file_delete", args=[file.pk])
    return client.post(url, {"text": text, "seen": seen, **files})


def names():
    return list(ReportFile.objects.values_list("name", flat=True))


def test_deleting_a_file_keeps_what_was_typed(client, file):
    delete(client, file)
    assert (names(), Report.objects.get().text) == ([], "又写了一段")


def test_deleting_a_file_keeps_files_that_were_just_chosen(client, file):
    delete(client, file, attached=[upload("改过的.pdf", PDF)])
    assert names() == ["改过的.pdf"]


def test_of_six_files_one_is_changed_for_another_in_one_step(client, subject, file):
    write(client, subject, attached=[upload(f"{n}.pdf", PDF) for n in range(5)])
    delete(client, file, attached=[upload("改过的.pdf", PDF)])
    assert names() == ["0.pdf", "1.pdf", "2.pdf", "3.pdf", "4.pdf", "改过的.pdf"]


def test_deleting_after_a_colleague_saved_deletes_nothing_and_shows_both_texts(
    client, subject, file
):
    Report.write(subject, "同事的一稿")
    page = delete(client, file, "我的一稿", seen="")
    shown = [words in page.text for words in ("同事的一稿", "我的一稿</textarea>")]
    assert (page.status_code, shown, names()) == (422, [True, True], ["报告.pdf"])


def test_deleting_with_a_text_that_is_too_long_deletes_nothing(client, file):
    page = delete(client, file, "长" * 20_001)
    assert (page.status_code, "「报告.pdf」还没有删。" in page.text) == (422, True)
    assert (names(), "长" * 20_001 in page.text) == (["报告.pdf"], True)


def test_deleting_once_it_is_handed_in_shows_what_was_typed(client, cast, subject, file):
    Report.objects.get().submit([], by=cast.bumen)
    page = delete(client, file)
    assert (page.status_code, "又写了一段</textarea>" in page.text) == (422, True)
    assert names() == ["报告.pdf"]


def test_deleting_while_a_colleague_hands_it_in_deletes_nothing(client, cast, file, monkeypatch):
    edit = Report.edit

    def handed_in_just_before(report, text):
        Report.objects.update(
            state="submitted", submitted_by=cast.bumen, submitted_at=timezone.now()
        )
        edit(report, text)

    monkeypatch.setattr(Report, "edit", handed_in_just_before)
    page = delete(client, file)
    assert (page.status_code, "又写了一段</textarea>" in page.text) == (422, True)
    assert names() == ["报告.pdf"]


# handing in ---------------------------------------------------------------------------------------


def test_an_empty_report_is_not_handed_in(client, cast, subject):
    client.force_login(cast.bumen)
    write(client, subject, "  ")
    submit(client, subject)
    assert Report.objects.get().state == Report.State.DRAFT


def test_handed_in_it_stands_with_its_figures(client, cast, subject):
    client.force_login(cast.bumen)
    write(client, subject)
    submit(client, subject)
    report = Report.objects.get()
    assert (report.state, report.submitted_by) == (Report.State.SUBMITTED, cast.bumen)
    labels = [figure["label"] for figure in report.figures]
    assert labels == ["承办选民留言", "按期办理", "主办留言的满意率"]
    write(client, subject, "改一改")
    report.refresh_from_db()
    assert report.text == "一、办了什么"


def test_handed_in_twice_is_handed_in_once(client, cast, subject):
    client.force_login(cast.bumen)
    write(client, subject)
    submit(client, subject)
    at = Report.objects.get().submitted_at
    response = submit(client, subject)
    page = client.get(response["Location"])
    assert "述职报告已经提交过了。" in page.text
    assert Report.objects.get().submitted_at == at
    assert subject.evaluation.events.filter(kind="report").count() == 1


def test_two_members_who_hand_in_at_once_the_second_is_told(cast, subject):
    first = Report.write(subject, "一、办了什么")
    second = Report.objects.select_related("subject").get(pk=first.pk)
    first.submit([], by=cast.bumen)
    with pytest.raises(TransitionError, match="已经提交过了"):
        second.submit([], by=cast.bumen)


def test_late_is_taken_until_the_opening_and_marked(client, cast):
    with frozen("2026-11-20 10:00"):
        subject = asked(cast, reports_due=timezone.localdate())
        Report.write(subject, "一、办了什么")
    client.force_login(cast.bumen)
    with frozen("2026-11-21 10:00"):
        submit(client, subject)
        page = client.get(reverse("supervision:report_preview", args=[subject.pk]))
    assert "逾期提交（期限是 11 月 20 日（周五））" in page.text


def test_the_same_lines_are_no_change_however_a_browser_ends_them(client, cast, subject):
    client.force_login(cast.bumen)
    write(client, subject, "一、办了什么\n二、问题")
    submit(client, subject)
    answer = write(client, subject, "一、办了什么\r\n二、问题\r\n")
    assert answer["Location"] == reverse("supervision:report_preview", args=[subject.pk])


def test_after_the_opening_nothing_is_taken(client, cast):
    evaluation = make.ready(cast, reports_due=timezone.localdate() + timedelta(days=1))
    subject = evaluation.subjects.first()
    subject.department.members.add(cast.bumen)
    report = Report.write(subject, "写到一半")
    evaluation.open(by=cast.quxian)
    with pytest.raises(TransitionError, match="测评已经开始"):
        report.submit([], by=cast.bumen)
    client.force_login(cast.bumen)
    url = reverse("supervision:report_preview", args=[subject.pk])
    answer = write(client, subject, "再写")
    assert (answer.status_code, "没有存进去" in answer.text) == (422, True)
    assert "现在不收了" in client.get(url).text
    assert Report.objects.get().text == "写到一半"


def test_sent_back_it_can_be_changed_and_handed_in_again(client, cast, subject):
    client.force_login(cast.bumen)
    write(client, subject)
    submit(client, subject)
    Report.objects.get().send_back("请补上问题", by=cast.quxian)
    assert Notice.objects.filter(user=cast.bumen, text__contains="退回修改").count() == 1
    page = client.get(reverse("supervision:report", args=[subject.pk]))
    assert "请补上问题" in page.text
    write(client, subject, "一、办了什么。二、问题")
    submit(client, subject)
    report = Report.objects.get()
    assert (report.state, report.remark) == (Report.State.SUBMITTED, "")
    events = Evaluation.objects.get().events.exclude(kind="create")
    assert [(event.kind, event.actor) for event in events] == [
        ("report", cast.bumen),
        ("report_back", cast.quxian),
        ("report", cast.bumen),
    ]
