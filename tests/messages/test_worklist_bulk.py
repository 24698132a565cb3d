import pytest

from accounts.models import AuditEntry
from messages.models import Message, MessageEvent
from messages.states import Holder, State
from notifications.models import Notice
from tests.factories.casework import ANSWER
from tests.factories.listings import sheet_of
from tests.messages.worklist_cases import answered, to_station

pytestmark = pytest.mark.django_db


def post(client, act, matters, **data):
    picks = [str(matter.pk) for matter in matters]
    return client.post(f"/desk/bulk/{act}/", {"pick": picks, "next": "/desk/?tab=mine"} | data)


def states(*matters):
    return [Message.objects.get(pk=matter.pk).state for matter in matters]


def test_preview_says_what_changes_and_what_is_skipped_and_changes_nothing(client, cast):
    mine, handed = to_station(cast), cast.submit()
    client.force_login(cast.lianluo)
    plan = post(client, "accept", [mine, handed]).context["plan"]
    assert plan.will == [mine]
    assert plan.skipped == [(handed, "还没有超过代表的受理期限")]
    assert states(mine, handed) == [State.SUBMITTED, State.SUBMITTED]


def test_confirmed_act_touches_only_what_it_may_and_lists_the_rest(client, cast):
    mine, handed = to_station(cast), cast.submit()
    client.force_login(cast.lianluo)
    response = post(client, "accept", [mine, handed], confirm="1")
    assert response.url == "/desk/bulk/result/"
    result = client.get(response.url).context
    assert [row["pk"] for row in result["done"]] == [mine.pk]
    assert [row["pk"] for row in result["failed"]] == [handed.pk]
    assert states(mine, handed) == [State.ACCEPTED, State.SUBMITTED]


def test_assign_gives_all_the_same_lead_and_co(client, cast):
    matters = [to_station(cast), to_station(cast)]
    client.force_login(cast.lianluo)
    post(
        client,
        "assign",
        matters,
        confirm="1",
        lead=cast.village_body.pk,
        grade="ordinary",
        instruction="一起查",
    )
    shares = [Message.objects.get(pk=m.pk).assignments.get() for m in matters]
    assert [(s.department, s.instruction) for s in shares] == [(cast.village_body, "一起查")] * 2


def test_department_out_of_reach_cannot_be_chosen(client, cast):
    matter = to_station(cast)
    client.force_login(cast.lianluo)
    response = post(
        client, "assign", [matter], confirm="1", lead=cast.county_bureau.pk, grade="simple"
    )
    assert list(response.context["form"].errors) == ["lead"]
    assert states(matter) == [State.SUBMITTED]


def test_what_one_may_not_see_is_neither_shown_nor_touched(client, cast):
    matter = to_station(cast)
    client.force_login(cast.stranger)
    assert post(client, "note", [matter], confirm="1", text="看看").url == "/desk/?tab=mine"
    assert matter.notes.count() == 0


def test_note_is_written_to_each_and_survives_an_empty_form(client, cast):
    matters = [to_station(cast), cast.submit()]
    client.force_login(cast.lianluo)
    assert list(post(client, "note", matters, confirm="1").context["form"].errors) == ["text"]
    post(client, "note", matters, confirm="1", text="同一回路")
    assert [m.notes.get().text for m in matters] == ["同一回路", "同一回路"]


def test_reminding_tells_the_holder_once_a_day(client, cast):
    matter = cast.submit()
    client.force_login(cast.lianluo)
    before = Notice.objects.filter(user=cast.daibiao).count()
    post(client, "remind", [matter], confirm="1", text="请看一下")
    post(client, "remind", [matter], confirm="1", text="请看一下")
    assert Notice.objects.filter(user=cast.daibiao).count() == before + 1
    assert matter.events.filter(kind=MessageEvent.REMINDED).count() == 1
    failed = client.get("/desk/bulk/result/").context["failed"]
    assert [row["why"] for row in failed] == ["今天已经催过了。"]


def test_supervision_is_an_office_act(client, cast):
    matter = cast.submit()
    client.force_login(cast.lianluo)
    post(client, "supervise", [matter], confirm="1", reason="久拖不决")
    assert Message.objects.get(pk=matter.pk).supervised_at is None
    client.force_login(cast.jiedao)
    post(client, "supervise", [matter], confirm="1", reason="久拖不决")
    assert Message.objects.get(pk=matter.pk).supervised_at is not None


def test_merge_keeps_the_chosen_one(client, cast):
    first, second, third = (to_station(cast) for _ in range(3))
    client.force_login(cast.lianluo)
    post(client, "merge", [first, second, third], confirm="1", target=second.pk)
    assert states(first, second, third) == [State.MERGED, State.SUBMITTED, State.MERGED]
    assert Message.objects.get(pk=first.pk).merged_into == second


def test_nothing_ticked_leads_back_with_a_word(client, cast):
    client.force_login(cast.lianluo)
    response = client.post("/desk/bulk/accept/", {"next": "//evil.example/"}, follow=True)
    assert response.redirect_chain == [("/desk/", 302)]
    assert "请先勾选" in response.content.decode()


def taken_along(client, query="", *picks):
    """(the line above, {number: words} of a workbook of the work list)."""
    data = {"query": query, "pick": [str(matter.pk) for matter in picks]}
    response = client.post("/office/lists/worklist/export/", data)
    _, lead, header, *rows = sheet_of(response.getvalue())
    number, body = header.index("编号"), header.index("内容")
    return lead[0], {row[number]: row[body] for row in rows}


def test_export_writes_the_ticked_in_full_without_phones_and_is_recorded(client, cast):
    text = "=1+1 路灯坏了，请打 13812345678 来修一下" + "很长" * 200
    formula, _ = to_station(cast, body=text), to_station(cast)
    client.force_login(cast.lianluo)
    lead, rows = taken_along(client, "", formula)
    assert rows == {formula.number: text.replace("13812345678", "（电话已隐去）")}
    assert lead.endswith("，待受理，勾选的 1 条")
    assert AuditEntry.objects.filter(action="export", actor=cast.lianluo).count() == 1


def test_export_without_ticks_takes_the_list_as_filtered(client, cast):
    matter = to_station(cast)
    matter.reply(ANSWER, by=cast.actor(cast.lianluo, matter))
    waiting = to_station(cast)
    client.force_login(cast.lianluo)
    assert list(taken_along(client, "tab=inbox")[1]) == [waiting.number]
    assert list(taken_along(client, "tab=all")[1]) == [waiting.number, matter.number]
    assert list(taken_along(client, "tab=all&holder=voter")[1]) == [matter.number]


def test_a_department_takes_its_shares_along(client, cast):
    to_station(cast)  # a share and its matter have different keys
    answered(cast)
    ticked = answered(cast)
    client.force_login(cast.cunju)
    assert list(taken_along(client, "tab=review", ticked)[1]) == [ticked.number]


def test_what_others_see_is_not_taken_along(client, cast):
    matter = to_station(cast)
    client.force_login(cast.stranger)
    assert taken_along(client, "tab=all", matter)[1] == {}


def test_officer_takes_what_the_representative_let_lie(client, cast):
    matter = cast.submit()
    Message.objects.filter(pk=matter.pk).update(due_date="2020-01-02")
    client.force_login(cast.lianluo)
    post(client, "accept", [matter], confirm="1")
    assert Message.objects.get(pk=matter.pk).holder == Holder.STATION


def test_keys_that_are_none_are_left_out(client, cast):
    client.force_login(cast.lianluo)
    for url in ("/desk/bulk/note/", "/office/lists/worklist/export/"):
        keys = ["x", "", "9" * 30, "²", "-1"]
        assert client.post(url, {"pick": keys}, follow=True).status_code == 200


def test_merging_needs_two_that_can_be_merged(client, cast):
    mine, handed = to_station(cast), cast.submit()
    client.force_login(cast.lianluo)
    response = post(client, "merge", [mine, handed], confirm="1", target=mine.pk)
    assert response.url == "/desk/?tab=mine"
    assert "能合并的只有 1 件" in client.get(response.url).text
    assert states(mine, handed) == [State.SUBMITTED, State.SUBMITTED]
