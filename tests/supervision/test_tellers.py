"""Paper ballots: two tellers, each alone, and nothing is counted until both say the same."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from supervision.ballots.paper import TellersDisagreeError, agreed_totals
from supervision.forms.schemes import MOST_OPTIONS
from supervision.models import TellerSheet
from supervision.views.rated import MOST_SUBJECTS
from tests.factories import evaluations as make
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture
def second(cast):
    return make_staff(cast.tree.xiling, username="second", name="计票乙")


@pytest.fixture
def evaluation(cast):
    return make.opened(cast, departments=2)


def jpeg():
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "#345").save(out, "JPEG")
    return out.getvalue()


def scan(content=PDF, name="计票单.pdf"):
    return SimpleUploadedFile(name, content)


def sheet(evaluation, votes=(4, 1, 0, 0), *, invalid=0, issued=6, returned=5, **changes):
    """What is posted: for every object the same numbers."""
    data = {"issued": issued, "returned": returned, "scan": scan()}
    for subject in evaluation.subjects.rated():
        keys = [option.pk for option in make.options_of(evaluation)]
        for key, number in [*zip(keys, votes, strict=True), ("invalid", invalid)]:
            data[f"votes-{subject.pk}-{key}"] = number
    return data | changes


def at(name, evaluation):
    return reverse(f"office:{name}", args=[evaluation.pk])


def enter(client, user, evaluation, **changes):
    client.force_login(user)
    return client.post(at("teller", evaluation), sheet(evaluation, **changes))


def read(client, user, name, evaluation):
    client.force_login(user)
    return client.get(at(name, evaluation)).content.decode()


def test_two_sheets_that_agree_are_what_is_counted(client, cast, second, evaluation):
    enter(client, cast.quxian, evaluation)
    enter(client, second, evaluation)
    subjects = evaluation.subjects.values_list("pk", flat=True)
    first, other, *_ = [option.pk for option in make.options_of(evaluation)]
    totals = agreed_totals(evaluation)
    assert (totals.issued, totals.returned) == (6, 5)
    assert totals.totals == {key: {first: 4, other: 1} for key in subjects}
    assert "两份计票单一致" in read(client, second, "teller_compare", evaluation)


def test_the_largest_sheet_is_taken(client, cast):
    options = [(f"选项{n}", "50", not n, False) for n in range(MOST_OPTIONS)]
    scheme = make.make_scheme(cast.tree.xiling, options=options)
    large = make.opened(cast, departments=MOST_SUBJECTS, scheme=scheme)
    votes = (5, *[0] * (MOST_OPTIONS - 1))
    assert enter(client, cast.quxian, large, votes=votes).status_code == 302


def test_one_person_enters_one_sheet(client, cast, evaluation):
    enter(client, cast.quxian, evaluation)
    enter(client, cast.quxian, evaluation, votes=(5, 0, 0, 0))
    assert TellerSheet.objects.count() == 1
    with pytest.raises(TellersDisagreeError, match="还不全"):
        agreed_totals(evaluation)


def test_a_third_person_is_too_many(client, cast, second, evaluation):
    enter(client, cast.quxian, evaluation)
    enter(client, second, evaluation)
    third = make_staff(cast.tree.xiling, username="third", name="计票丙")
    assert enter(client, third, evaluation).status_code == 422
    assert "两位计票人都录入过了" in read(client, third, "teller", evaluation)
    assert TellerSheet.objects.count() == 2


def test_until_both_are_in_nobody_sees_the_other_sheet(client, cast, second, evaluation):
    enter(client, cast.quxian, evaluation, votes=(3, 2, 0, 0))
    mine = TellerSheet.objects.get()
    for name in ("teller", "teller_compare", "evaluation"):
        client.force_login(second)
        page = client.get(at(name, evaluation))
        assert page.context.get("sees_numbers", False) is False
        assert "收到 5" not in page.content.decode()
    assert client.get(at("teller", evaluation)).context["form"].lines[0].cells[0].typed == ""
    assert client.get(reverse("office:teller_scan", args=[mine.pk])).status_code == 404


def test_the_turnout_counts_paper_only_when_both_are_in(client, cast, second, evaluation):
    enter(client, cast.quxian, evaluation)
    client.force_login(second)
    assert client.get(at("evaluation", evaluation)).context["turnout"].voted == 0
    enter(client, second, evaluation)
    assert client.get(at("evaluation", evaluation)).context["turnout"].voted == 5


def test_the_two_tellers_see_exactly_what_differs(client, cast, second, evaluation):
    enter(client, cast.quxian, evaluation)
    enter(client, second, evaluation, votes=(3, 2, 0, 0))
    client.force_login(second)
    page = client.get(at("teller_compare", evaluation))
    first, other = evaluation.subjects.with_names()
    assert [(one.subject, one.label, one.votes) for one in page.context["differences"]] == [
        (first.name, "满意", (4, 3)),
        (first.name, "基本满意", (1, 2)),
        (other.name, "满意", (4, 3)),
        (other.name, "基本满意", (1, 2)),
    ]
    with pytest.raises(TellersDisagreeError, match="不一致"):
        agreed_totals(evaluation)


def test_others_learn_that_they_differ_and_not_where(client, cast, second, evaluation):
    enter(client, cast.quxian, evaluation)
    enter(client, second, evaluation, votes=(3, 2, 0, 0))
    page = read(client, cast.shiji, "teller_compare", evaluation)
    assert "有 4 处不一样" in page
    assert "只有两位计票人看得到" in page
    assert "基本满意" not in page


def test_a_difference_is_settled_by_correcting_ones_own(client, cast, second, evaluation):
    enter(client, cast.quxian, evaluation)
    enter(client, second, evaluation, votes=(3, 2, 0, 0))
    enter(client, second, evaluation, scan="")
    assert agreed_totals(evaluation).returned == 5
    with TellerSheet.objects.get(teller=second).scan.open() as kept:
        assert kept.read() == PDF


def test_a_sheet_is_taken_back_by_its_own_teller(client, cast, second, evaluation):
    enter(client, cast.quxian, evaluation)
    client.force_login(second)
    client.post(at("teller_take_back", evaluation))
    assert TellerSheet.objects.count() == 1
    client.force_login(cast.quxian)
    client.post(at("teller_take_back", evaluation))
    assert TellerSheet.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"votes": (4, 0, 0, 0)}, "各项相加是 4，应该是收回的 5。"),
        ({"votes": (4, "x", 0, 0)}, "「基本满意」请填 0 到 100000 的整数。"),
        ({"votes": (6, -1, 0, 0)}, "「基本满意」请填 0 到 100000 的整数。"),
        ({"issued": 4}, "收回的票不能比发出的多。"),
        ({"issued": "很多"}, "请填 0 到 100000 的整数。"),
        ({"scan": ""}, "请附上计票单的照片或扫描件。"),
        ({"scan": b""}, "这个文件是空的"),
        ({"scan": b"GIF89a not a picture"}, "只能传照片或者 PDF"),
        ({"scan": b"%PDF-1.7 cut off"}, "只能传照片或者 PDF"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(
    client, cast, evaluation, changes, words
):
    if isinstance(changes.get("scan"), bytes):
        changes = {"scan": scan(changes["scan"])}
    answer = enter(client, cast.quxian, evaluation, **changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert answer.context["form"].lines[0].cells[0].typed == str(changes.get("votes", (4,))[0])
    assert TellerSheet.objects.count() == 0


def test_what_people_type_is_read_kindly(client, cast, evaluation):
    first, _ = evaluation.subjects.rated()
    keys = [option.pk for option in make.options_of(evaluation)]
    typed = {f"votes-{first.pk}-{keys[0]}": " ４ ", f"votes-{first.pk}-{keys[2]}": ""}
    assert enter(client, cast.quxian, evaluation, **typed).status_code == 302
    assert TellerSheet.objects.get().totals.get(subject=first, option=keys[0]).votes == 4


def test_a_photo_will_do(client, cast, evaluation):
    enter(client, cast.quxian, evaluation, scan=scan(jpeg(), "../../IMG_1.jpg"))
    mine = TellerSheet.objects.get()
    assert mine.scan_name == "IMG_1.jpg"
    answer = client.get(reverse("office:teller_scan", args=[mine.pk]))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert b"".join(answer.streaming_content) == jpeg()


def test_nobody_lists_more_than_the_ballot_allows(client, cast):
    evaluation = make.selection(cast, places=1, departments=2)
    client.force_login(cast.quxian)
    data = sheet(evaluation, (5, 0), returned=5)
    answer = client.post(at("teller", evaluation), data)
    assert answer.status_code == 422
    assert "每张票最多列入 1 个" in answer.content.decode()


def test_after_the_count_a_sheet_stays_as_it_is(client, cast, second, evaluation):
    enter(client, cast.quxian, evaluation)
    enter(client, second, evaluation)
    evaluation.refresh_from_db()
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    enter(client, second, evaluation, votes=(3, 2, 0, 0))
    client.post(at("teller_take_back", evaluation))
    assert agreed_totals(evaluation).returned == 5
    assert "看计票单" in read(client, cast.shiji, "teller_compare", evaluation)


def test_an_object_withdrawn_between_two_sheets_does_not_divide_them(
    client, cast, second, evaluation
):
    enter(client, cast.quxian, evaluation)
    gone = evaluation.subjects.last()
    evaluation.withdraw_subject(gone, "机构撤并", by=cast.quxian)
    enter(client, second, evaluation)
    assert list(agreed_totals(evaluation).totals) == [evaluation.subjects.rated().get().pk]


def test_without_paper_there_is_nothing_to_enter(client, cast):
    evaluation = make.opened(cast, by_paper=False)
    client.force_login(cast.quxian)
    assert client.post(at("teller", evaluation), sheet(evaluation)).status_code == 422
    assert "这次测评没有纸质票" in read(client, cast.quxian, "teller", evaluation)
    page = read(client, cast.quxian, "teller_compare", evaluation)
    assert ("没有计票单要核对" in page, "还差" in page) == (True, False)
    assert TellerSheet.objects.count() == 0


def test_before_it_opens_paper_is_not_entered_yet(client, cast):
    evaluation = make.ready(cast)
    assert "现在不用录入纸质票" in read(client, cast.quxian, "teller", evaluation)


def test_of_many_wrong_rows_the_summary_names_ten(client, cast):
    evaluation = make.opened(cast, departments=12)
    page = enter(client, cast.quxian, evaluation, votes=(0, 0, 0, 0)).content.decode()
    assert page.count('<a href="#object-') == 10
    assert "一共有 12 行要改" in page
    assert page.count("错误：各项相加是 0") == 12
