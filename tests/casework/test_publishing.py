"""Written, looked at by others, published after the secrecy check, withdrawn: by whom, and when."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Post
from casework.publishing import TRANSITIONS, PublishState
from casework.workflow import TransitionError
from tests.engines.models import Paper
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
S = PublishState


def staff(area, name):
    user = make_user(name)
    Post.objects.create(user=user, area=area, role=Post.Role.STAFF)
    return user


@pytest.fixture
def people(tree):
    """Three of a street's office; one of the county above it."""
    three = [staff(tree.yunji, name) for name in ("author", "first", "second")]
    return (*three, staff(tree.xiling, "above"))


@pytest.fixture
def paper(tree, people):
    return Paper.objects.create(area=tree.yunji, written_by=people[0])


def state_of(paper):
    paper.refresh_from_db()
    return paper.state


def hand_in(paper, looks, **options):
    paper.needed = looks
    paper.save(update_fields=["needed"])
    paper.hand_in(**options)


def test_the_table_of_states():
    assert {name: (sorted(sources), to) for name, (sources, to) in TRANSITIONS.items()} == {
        "hand_in": (["draft"], "in_review"),
        "pass_look": (["in_review"], None),
        "send_back": (["in_review"], "draft"),
        "publish": (["draft", "in_review"], "published"),
        "withdraw": (["published"], "withdrawn"),
    }


def test_without_looks_it_is_published_at_once_with_who_and_when(paper, people):
    paper.publish(by=people[1])

    assert state_of(paper) == S.PUBLISHED
    assert (paper.secrecy_checked, paper.published_by, paper.looks.count()) == (True, people[1], 0)
    assert paper.published_at <= timezone.now()
    assert list(Paper.objects.published()) == [paper]


def test_withdrawn_it_is_gone_and_kept_with_who_and_when(paper, people):
    paper.publish(by=people[0])
    paper.withdraw(by=people[1])

    assert state_of(paper) == S.WITHDRAWN
    assert paper.withdrawn_by == people[1]
    assert list(Paper.objects.published()) == []


@pytest.mark.parametrize("looks", [1, 2])
def test_it_takes_as_many_looks_as_were_wanted(paper, people, looks):
    hand_in(paper, looks)
    for number in range(looks):
        with pytest.raises(TransitionError, match="还没有审核完"):
            paper.publish(by=people[0])
        paper.pass_look(by=people[number + 1])
    paper.publish(by=people[0])

    assert state_of(paper) == S.PUBLISHED
    assert [look.by for look in paper.looks.order_by("pk")] == list(people[1 : looks + 1])


def test_nobody_looks_at_the_own_words_or_twice(paper, people):
    hand_in(paper, 2)
    with pytest.raises(TransitionError, match="要由别的人审核"):
        paper.pass_look(by=people[0])
    paper.refresh_from_db()
    paper.pass_look(by=people[1])
    with pytest.raises(TransitionError, match="要由别的人审核"):
        paper.pass_look(by=people[1])


def test_sent_back_all_looks_begin_again(paper, people):
    hand_in(paper, 2)
    paper.pass_look(by=people[1])
    paper.send_back("第二段不准确。", by=people[2])
    assert (state_of(paper), paper.looks_passed) == (S.DRAFT, 0)

    hand_in(paper, 1)
    paper.pass_look(by=people[1])

    assert (paper.looks_passed, paper.looks_wanted) == (1, 1)


def test_who_read_an_earlier_round_does_not_pass_the_words_of_the_next(paper, people):
    hand_in(paper, 1)
    stale = Paper.objects.get(pk=paper.pk)
    paper.send_back("第二段不准确。", by=people[1])
    hand_in(paper, 1)

    with pytest.raises(TransitionError, match="刚刚有人办理"):
        stale.pass_look(by=people[2])
    paper.refresh_from_db()
    assert paper.looks_passed == 0


def test_after_the_last_look_it_can_still_be_sent_back_and_no_look_is_left_over(paper, people):
    hand_in(paper, 1)
    paper.pass_look(by=people[1])
    with pytest.raises(TransitionError, match="已经审核完了"):
        paper.pass_look(by=people[2])
    paper.refresh_from_db()
    paper.send_back("数字要再核对。", by=people[2])

    assert (state_of(paper), paper.looks_passed) == (S.DRAFT, 0)


def test_the_author_can_not_do_without_looks_that_are_needed(paper, people):
    paper.needed = 1
    paper.save()

    with pytest.raises(TransitionError, match="还没有审核完"):
        paper.publish(by=people[0])
    assert state_of(paper) == S.DRAFT


def test_sending_back_wants_a_reason(paper, people):
    hand_in(paper, 1)

    with pytest.raises(TransitionError, match="请写明为什么退回"):
        paper.send_back("", by=people[1])
    assert state_of(paper) == S.IN_REVIEW


def test_an_office_of_one_asks_somebody_above_by_name(paper, people):
    assert not paper.needs_name()
    Post.objects.filter(user__in=people[1:3]).update(ended_at=timezone.now())

    assert (paper.needs_name(), paper.reviewers()) == (True, [people[3]])
    with pytest.raises(TransitionError, match="请从上级机关选一个人"):
        hand_in(paper, 1)
    assert state_of(paper) == S.DRAFT


def test_the_one_asked_by_name_looks_and_nobody_else(tree, people):
    colleague = staff(tree.xiling, "other above")
    Post.objects.filter(user__in=people[1:3]).update(ended_at=timezone.now())
    paper = Paper.objects.create(area=tree.yunji, written_by=people[0])
    hand_in(paper, 1, asked_of=people[3])

    with pytest.raises(TransitionError, match="这一次请的是"):
        paper.pass_look(by=colleague)
    paper.refresh_from_db()
    paper.pass_look(by=people[3])

    assert paper.looks_passed == 1


def test_a_look_is_never_waived_for_want_of_people(tree):
    alone = staff(tree.city, "alone")
    paper = Paper.objects.create(area=tree.city, written_by=alone)

    with pytest.raises(TransitionError, match="都没有别的人可以审核"):
        hand_in(paper, 1)
    assert state_of(paper) == S.DRAFT


def test_of_two_looks_at_once_one_counts(paper, people):
    hand_in(paper, 2)
    late = Paper.objects.get(pk=paper.pk)
    paper.pass_look(by=people[1])

    with pytest.raises(TransitionError, match="刚刚有人办理"):
        late.pass_look(by=people[2])
    assert paper.looks.exclude(at=None).count() == 1


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "published"},
        {"state": "withdrawn"},
        {"looks_wanted": 4},
        {"published_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_no_act_would_write(paper, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(**columns)


def test_published_without_the_secrecy_check_can_not_be(paper, people):
    paper.publish(by=people[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(secrecy_checked=False)
