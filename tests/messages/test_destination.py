"""Where a code leads, and how far one that was misread or mistyped is corrected."""

import pytest
from django.utils import timezone

from messages.codes.destination import corrected, destination, station_slug
from messages.models import ResponseRecord
from representatives.models import MessageCode
from tests.factories.casework import make_officer, make_station

pytestmark = pytest.mark.django_db


@pytest.fixture
def code_of(cast):
    return lambda slug: MessageCode.objects.create(station=cast.station, slug=slug)


# --- where it leads -------------------------------------------------------------------------------


def test_the_code_of_an_officer_leads_to_the_first_of_the_own_stations(cast):
    first = make_station(cast.tree.yunji, code="S2", name="一站")
    second = make_station(cast.tree.yunji, code="S3", name="二站")
    code = MessageCode.objects.create(officer=make_officer("黎两站", second, first))
    assert cast.station.pk < first.pk < second.pk
    assert destination(code.slug).station == first


def test_the_code_of_an_officer_without_a_station_leads_nowhere(cast):
    code = MessageCode.objects.create(officer=make_officer("黎无站"))
    assert destination(code.slug) is None


@pytest.mark.parametrize("kind", ["station", "representative"])
def test_a_code_leads_to_its_own_station_and_no_other(cast, kind):
    make_station(cast.tree.yunji, code="S2")
    owner = make_station(cast.tree.xiaolinyuan, code="S3")
    make_station(cast.tree.xuetangwan, code="S4")
    if kind == "representative":
        cast.representative.station = owner
        cast.representative.save()
    code = cast.code if kind == "representative" else MessageCode.objects.create(station=owner)
    assert destination(code.slug).station == owner


def test_a_station_is_found_by_the_first_of_its_codes_that_still_holds(cast):
    assert station_slug(cast.station) == ""
    MessageCode.objects.create(station=make_station(cast.tree.yunji, code="S2"))
    old, first, _ = (MessageCode.objects.create(station=cast.station) for _ in range(3))
    old.revoke("丢失")
    assert station_slug(cast.station) == first.slug


@pytest.fixture
def record(cast):
    return ResponseRecord.objects.create(
        representative=cast.representative, answered=10, typical_days=3
    )


def test_how_somebody_answers_is_told_while_messages_reach_them(cast, record):
    assert destination(cast.code.slug).record == record


@pytest.mark.parametrize("gone", ["seat", "code"])
def test_how_somebody_answers_is_not_told_of_whom_no_message_reaches(cast, record, gone):
    if gone == "seat":
        cast.representative.seats.get().end(on=timezone.localdate(), reason="resigned")
    else:
        cast.code.revoke("丢失")
    found = destination(cast.code.slug)
    assert (found.any_record, found.representative, found.record) == (record, None, None)


# --- how it is read -------------------------------------------------------------------------------


def printed(cast, slug):
    return MessageCode.objects.create(station=cast.station, slug=slug)


@pytest.mark.parametrize(
    "typed",
    ["ABCD2345", "abcd2345", "ＡＢＣＤ２３４５", " ABCD-2345 ", "码ABCD2345。", "ÀABCD2345"],
)
def test_only_letters_and_digits_of_what_is_typed_are_read(cast, typed):
    code = printed(cast, "ABCD2345")
    assert destination(typed).code == code


@pytest.mark.parametrize(
    ("typed", "found"),
    [("abcd2345", "abcd2345"), ("ABCD2345", "ABCD2345"), ("Abcd2345", "ABCD2345")],
)
def test_of_codes_that_differ_in_small_letters_the_one_that_was_typed_is_meant(cast, typed, found):
    for slug in ("abcd2345", "ABCD2345"):
        printed(cast, slug)
    assert destination(typed).code.slug == found


@pytest.mark.parametrize(
    ("letter", "misread"),
    [
        ("D", "0OQ"),
        ("Q", "0OD"),
        ("J", "1IL7T"),
        ("7", "1ILJT"),
        ("T", "1ILJ7"),
        ("V", "U"),
        ("2", "Z"),
        ("Z", "2"),
        ("5", "S"),
        ("S", "5"),
        ("6", "G"),
        ("G", "6"),
        ("8", "B"),
        ("B", "8"),
    ],
)
def test_a_letter_is_corrected_from_all_that_look_like_it_and_no_other(cast, letter, misread):
    code = printed(cast, f"WXYK{letter}AAA")
    others = "01256789ABDGIJLOQSTUVZ"
    led = "".join(c for c in others if c != letter and corrected(f"wxyk{c}aaa") == code.slug)
    assert "".join(sorted(led)) == "".join(sorted(misread))


# A letter like D is read four ways, one like 2 two ways.
@pytest.mark.parametrize(
    ("typed", "code", "right"),
    [
        ("QDDDAAAA", "DDDDAAAA", "DDDDAAAA"),
        ("0DDD2222", "DDDD2222", "DDDD2222"),
        ("QDDD2222", "DDDD2222", ""),
        ("10101010", "JDJDJDJD", ""),
    ],
    ids=[
        "few readings",
        "an impossible letter",
        "too many readings",
        "too many impossible letters",
    ],
)
def test_among_too_many_readings_only_letters_that_no_code_has_are_corrected(
    cast, typed, code, right
):
    printed(cast, code)
    assert corrected(typed) == right


def test_a_code_that_was_withdrawn_is_not_offered(cast):
    printed(cast, "WDHKAAAA").revoke("丢失")
    assert corrected("W0HKAAAA") == ""
    printed(cast, "WQHKAAAA")
    assert corrected("W0HKAAAA") == "WQHKAAAA"
