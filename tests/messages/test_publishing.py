"""An answer in public: who, under which conditions, redacted, and gone again at once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from messages.models import Message, Publication
from messages.publishing.redaction import hints, redact
from tests.factories.casework import ANSWER

pytestmark = pytest.mark.django_db
BODY = "我叫王小明，住 12 号楼 2 单元 301 室，电话 13912345678，路灯坏了。"


def answered(cast, **changes):
    options = {"body": BODY, "name": "王小明", "may_publish": True} | changes
    matter = cast.submit(**options)
    matter.reply(ANSWER, by=cast.actor(cast.daibiao, matter))
    return matter


def ready(cast):
    matter = answered(cast)
    Message.objects.filter(pk=matter.pk).update(phone_confirmed_at=timezone.now())
    return Message.objects.get(pk=matter.pk)


def page(client, user, matter):
    client.force_login(user)
    return client.get(reverse("desk:publish", args=[matter.pk]))


def publish(client, user, matter, **changes):
    client.force_login(user)
    words = {"title": "路灯修好了", "body": "路灯坏了。", "answer": ANSWER, "secrecy_checked": "on"}
    return client.post(reverse("desk:publish", args=[matter.pk]), words | changes)


@pytest.mark.parametrize("who", ["daibiao", "lianluo"])
def test_representatives_and_officers_do_not_publish(client, cast, who):
    assert publish(client, getattr(cast, who), ready(cast)).status_code == 403
    assert not Publication.objects.exists()


def test_strangers_find_nothing(client, cast):
    assert page(client, cast.stranger, ready(cast)).status_code == 404


def test_what_is_missing_is_said_and_blocks(client, cast):
    matter = answered(cast, may_publish=False)
    words = page(client, cast.jiedao, matter).content.decode()
    assert "选民没有同意公开" in words
    assert "手机号还没有核实" in words
    publish(client, cast.jiedao, matter)
    assert not Publication.objects.exists()


def test_an_unanswered_matter_is_not_published(client, cast):
    matter = cast.submit(may_publish=True)
    assert "还没有答复" in page(client, cast.quxian, matter).content.decode()
    publish(client, cast.quxian, matter)
    assert not Publication.objects.exists()


def test_a_call_back_confirms_the_phone(client, cast):
    matter = answered(cast)
    client.force_login(cast.jiedao)
    client.post(reverse("desk:confirm_phone", args=[matter.pk]), {"how": "回拨，本人接听"})
    assert Message.objects.get().phone_confirmed_at is not None
    assert matter.events.get(kind="confirm_phone").audience == "staff"


def test_the_form_is_prefilled_without_personal_data(client, cast):
    matter = ready(cast)
    response = page(client, cast.jiedao, matter)
    prefilled = response.context["form"]["body"].value()
    for hidden in ("13912345678", "王小明", "301"):
        assert hidden not in prefilled
    assert [hint.kind for hint in response.context["found"]] == ["姓名", "电话", "门牌"]
    assert response.context["left_over"] == []


def test_without_the_secrecy_review_nothing_goes_out(client, cast):
    matter = ready(cast)
    response = publish(client, cast.jiedao, matter, secrecy_checked="", body="我改过的内容")
    assert response.status_code == 422
    assert "我改过的内容" in response.content.decode()
    assert not Publication.objects.exists()


def test_publishing_records_who_and_when_and_shows_the_voter(client, cast):
    matter = ready(cast)
    publish(client, cast.jiedao, matter)
    row = Publication.objects.public().get()
    assert (row.published_by, row.secrecy_checked, row.body) == (cast.jiedao, True, "路灯坏了。")
    assert matter.events.get(kind="publish").actor == cast.jiedao
    assert AuditEntry.objects.get(action="publish").actor == cast.jiedao


def test_it_is_withdrawn_with_one_press_and_stays_on_record(client, cast):
    publish(client, cast.jiedao, ready(cast))
    row = Publication.objects.get()
    client.force_login(cast.quxian)
    client.post(reverse("desk:unpublish", args=[row.pk]))
    assert not Publication.objects.public().exists()
    assert Publication.objects.get().withdrawn_by == cast.quxian
    assert AuditEntry.objects.filter(action="publish").count() == 2


def test_a_matter_is_public_once_at_a_time(client, cast):
    matter = ready(cast)
    publish(client, cast.jiedao, matter)
    response = publish(client, cast.quxian, matter)
    assert "已经公开了" in response.content.decode() or response.status_code == 422
    assert Publication.objects.count() == 1
    client.post(reverse("desk:unpublish", args=[Publication.objects.get().pk]))
    publish(client, cast.quxian, matter)
    assert Publication.objects.public().get().published_by == cast.quxian


def test_a_second_withdrawal_gets_words_not_an_error(client, cast):
    publish(client, cast.jiedao, ready(cast))
    url = reverse("desk:unpublish", args=[Publication.objects.get().pk])
    client.post(url)
    assert client.post(url).status_code == 302


def test_other_matters_photos_cannot_be_published(client, cast):
    response = publish(client, cast.jiedao, ready(cast), photos=["999"])
    assert response.status_code == 422
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话 139-1234-5678", "电话 （电话已隐去）"),
        ("座机 0717-6441234", "座机 （电话已隐去）"),
        ("证件 420502199001011234", "证件 （证件号已隐去）"),
        ("车鄂E12345占道", "车（车牌已隐去）占道"),
        ("果园路 35 号门口", "果园路某处门口"),
        ("3 栋 502 室漏水", "某处漏水"),
        ("王女士说", "某女士说"),
        ("修了 14 盏灯，用了 3 天", "修了 14 盏灯，用了 3 天"),
    ],
)
def test_redaction_replaces_what_has_a_form(text, expected):
    assert redact(text) == expected


def test_the_voters_own_name_is_hidden_wherever_it_stands():
    assert redact("谢谢欧阳小凤反映", name="欧阳小凤") == "谢谢某选民反映"
    assert hints("谢谢欧阳小凤反映", name="欧阳小凤")[0].text == "欧阳小凤"
