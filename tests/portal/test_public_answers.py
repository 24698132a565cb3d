"""/answers/: what was answered in public, and gone when it is withdrawn."""

from messages.models import Photo, Publication
from tests.factories.public import html_of, publish, withdraw
from tests.messages.test_voter_submit import picture


def test_a_withdrawn_answer_is_gone_with_its_photo(
    client, cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        publication = publish(cast, photos=[picture()])
    photo = Photo.objects.get()
    publication.photos.add(photo)
    url = f"/answers/{publication.pk}/photos/{photo.pk}/"
    response = client.get(url)
    assert b"".join(response.streaming_content)[:3] == b"\xff\xd8\xff"
    assert response["Content-Type"] == "image/jpeg"
    withdraw(publication, cast)
    assert client.get(url).status_code == 404
    assert publication.title not in html_of(client, f"/stations/{cast.station.pk}/")


def test_a_photo_that_was_not_chosen_is_not_public(
    client, cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        publication = publish(cast, photos=[picture()])
    url = f"/answers/{publication.pk}/photos/{Photo.objects.get().pk}/"
    assert client.get(url).status_code == 404


def test_answers_page_by_key_without_a_count(client, cast, django_assert_num_queries):
    for number in range(12):
        publish(cast, f"第{number:02d}件", body=f"第{number}件")
    first = html_of(client, "/answers/")
    assert ("第11件" in first, "第02件" in first, "第01件" in first) == (True, True, False)
    oldest = Publication.objects.get(title="第02件")
    with django_assert_num_queries(2):
        second = html_of(client, f"/answers/?before={oldest.pk}")
    assert ("第02件" in second, "第01件" in second, "第00件" in second) == (False, True, True)
