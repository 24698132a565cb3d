import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured, ValidationError
from django.db.models import TextField
from django.db.models.functions import Cast

from accounts.models import User
from accounts.phones import (
    keyed_digest,
    mask_phone,
    normalise_phone,
    phone_cipher,
    phone_index,
)
from tests.factories.accounts import make_user

PHONE = "13812345678"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("13812345678", "13812345678"),
        (" 138 1234 5678 ", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("+86 13812345678", "13812345678"),
        ("+86-138-1234-5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("13812345678.0", "13812345678"),
        ("138\u00a01234\u30005678", "13812345678"),
        ("0717-6221234", "07176221234"),
        ("（0717）6221234", "07176221234"),
        ("+86 717 6221234", "07176221234"),
        ("0717—6221234", "07176221234"),
    ],
)
def test_a_phone_is_stored_as_digits_however_it_was_typed(typed, stored):
    assert normalise_phone(typed) == stored


@pytest.mark.parametrize(
    "typed",
    ["", "1381234567", "138123456789", "12345678901", "6221234", "abc", "1381234567x", "二三四"],
)
def test_what_cannot_be_a_phone_is_refused_in_chinese(typed):
    with pytest.raises(ValidationError, match="电话号码看起来不对"):
        normalise_phone(typed)


def test_arabic_digits_are_not_taken_for_a_phone():
    with pytest.raises(ValidationError):
        normalise_phone("١٣٨١٢٣٤٥٦٧٨")


@pytest.mark.parametrize(
    ("phone", "shown"),
    [(PHONE, "1381234****"), ("07176221234", "0717622****"), ("", ""), (None, ""), ("12", "**")],
)
def test_a_mask_hides_the_last_four_digits(phone, shown):
    assert mask_phone(phone) == shown


def _stored_phone(user):
    """Phone and index as they stand in the database: cast, so that nothing is decrypted."""
    users = User.objects.annotate(stored=Cast("phone", TextField()))
    return users.values_list("stored", "phone_index").get(pk=user.pk)


def test_the_database_holds_ciphertext_and_the_instance_the_number(db):
    user = make_user("mou", phone="138 1234 5678")

    ciphertext, index = _stored_phone(user)
    assert "12345678" not in ciphertext
    assert phone_cipher().decrypt(ciphertext.encode()) == PHONE.encode()
    assert index == phone_index(PHONE)
    assert User.objects.get(pk=user.pk).phone == PHONE


def test_a_person_is_found_by_the_index_of_the_phone(db):
    user = make_user("mou", phone=PHONE)
    make_user("ling", phone="13900000000")
    assert list(User.objects.filter(phone_index=phone_index(PHONE))) == [user]


def test_no_phone_is_null_and_has_no_index(db):
    user = make_user("mou", phone=None)
    assert _stored_phone(user) == (None, "")
    assert User.objects.get(phone__isnull=True) == user


def test_clearing_a_phone_clears_its_index(db):
    user = make_user("mou", phone=PHONE)
    user.set_phone("")
    user.save()
    assert _stored_phone(user) == (None, "")


def test_filtering_by_an_encrypted_value_is_an_error_not_an_empty_result(db):
    with pytest.raises(FieldError, match="encrypted"):
        User.objects.filter(phone=PHONE)


def test_a_new_key_in_front_still_reads_what_the_old_one_wrote(db, settings):
    user = make_user("mou", phone=PHONE)
    old, new = settings.PHONE_KEY, Fernet.generate_key().decode()

    settings.PHONE_KEY = f"{new},{old}"
    user = User.objects.get(pk=user.pk)
    assert user.phone == PHONE
    user.save()
    settings.PHONE_KEY = new
    assert User.objects.get(pk=user.pk).phone == PHONE


def test_a_phone_under_a_key_we_no_longer_have_is_an_error_not_ciphertext(db, settings):
    make_user("mou", phone=PHONE)
    settings.PHONE_KEY = Fernet.generate_key().decode()
    with pytest.raises(ImproperlyConfigured, match="PHONE_KEY"):
        User.objects.get(username="mou")


@pytest.mark.parametrize("key", ["", " , ", "too-short", "x" * 44])
def test_an_absent_or_wrong_phone_key_is_named(settings, key):
    settings.PHONE_KEY = key
    with pytest.raises(ImproperlyConfigured, match="PHONE_KEY"):
        phone_cipher()


def test_a_short_index_key_is_named(settings):
    settings.PHONE_INDEX_KEY = "short"
    with pytest.raises(ImproperlyConfigured, match="PHONE_INDEX_KEY"):
        phone_index(PHONE)


def test_digests_depend_on_key_purpose_and_borders_between_parts(settings):
    first = keyed_digest("purpose", "ab", "c")
    assert len(first) == 64
    assert first != keyed_digest("purpose", "a", "bc")
    assert first != keyed_digest("other", "ab", "c")
    settings.PHONE_INDEX_KEY = "another key of enough length"
    assert first != keyed_digest("purpose", "ab", "c")
